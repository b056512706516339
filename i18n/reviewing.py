"""A document × its catalog → what a reviewer is to look at, and what each of their decisions makes of an entry.

Pure: who decides and on which day are arguments. A decision is a new entry in place of the
one that was seen; where another stands there meanwhile, nobody's work is overwritten.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import inline, review, status, worddiff, words
from .catalog import po, segmentation, units
from .catalog.blocks import blocks, messages_of
from .catalog.merge_notes import without_others
from .catalog.realign.notes import undated
from .errors import TamizdatError
from .model import Catalog, Document, Entry, Key, Segment, State
from .review import Mark


class ChangedError(TamizdatError):
    """The entry is not any more what the reviewer saw; nothing was done to it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One message as a reviewer sees it.

    ``entry`` is what a decision is about. ``previous`` is the source that the translation was
    made for, where that was another. ``reviews`` hold for this very text; ``stale`` were made
    for another one and count for nothing. ``translators`` wrote this text, as far as known.
    ``author`` are the author's notes, ``comments`` the translators' that are no marks.
    """

    entry: Entry
    kind: str
    state: State
    words: int
    previous: str | None
    reviews: tuple[Mark, ...]
    stale: tuple[Mark, ...]
    machine: Mark | None
    translators: frozenset[str]
    author: tuple[str, ...]
    comments: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.entry.key

    @property
    def source(self) -> str:
        """What the translation tells: the source, with the sentences that are told in it."""
        return _source(self.entry)

    @property
    def id(self) -> str:
        """The short name of the message, for command lines."""
        return review.key_id(self.entry.key)

    @property
    def text_id(self) -> str:
        """The name of exactly this translation of exactly this source."""
        return review.digest(self.entry.key, review.bound_text(self.entry))


def items(
    document: Document,
    catalog: Catalog,
    needed: int = 1,
    reviewer: str | None = None,
    states: Collection[State] | None = None,
) -> Iterator[Item]:
    """What is to be reviewed, in document order; or whatever is in one of some ``states``.

    ``needed`` is how many reviews make a text reviewed. What a named reviewer has nothing to
    say about is left out: texts they accepted, and under the two-person rule those they wrote.
    """
    known = segments(document, catalog)
    shown: set[Key] = set()
    for block in blocks(document, catalog, None, needed):
        for unit in units.runs(block.messages, lambda message: units.is_joined(message.entry)):
            entry = unit[0].entry
            if entry is None or entry.key in shown:
                continue
            shown.add(entry.key)
            item = replace(item_of(entry, known[entry.key], needed), state=min(message.state for message in unit))
            is_open = State.UNTRANSLATED < item.state < State.REVIEWED and not _is_done(item, needed, reviewer)
            if is_open if states is None else item.state in states:
                yield item


def segments(document: Document, catalog: Catalog) -> dict[Key, Segment]:
    """The segments of a document by key, in order; one that stands in several places with the notes of all."""
    found: dict[Key, Segment] = {}
    for group in messages_of(document, catalog):
        for here, *_ in group:
            first = found.setdefault(here.key, here)
            if first is not here:
                notes = tuple(dict.fromkeys((*first.notes, *here.notes)))
                found[here.key] = replace(first, notes=notes)
    return found


def absent(document: Document, catalog: Catalog) -> int:
    """How many messages of a document its catalog does not have: it is behind the source."""
    return len(segments(document, catalog).keys() - status.by_key(catalog).keys())


def item_of(entry: Entry, segment: Segment | None, needed: int) -> Item:
    """An entry as a reviewer sees it."""
    found = tuple(review.marks(entry))
    return Item(
        entry=entry,
        kind=segment.kind if segment else "",
        state=review.state(entry, needed),
        words=words.count(_source(entry)),
        previous=entry.previous.source if entry.fuzzy and entry.previous else None,
        reviews=review.reviews(entry),
        stale=review.stale_reviews(entry),
        machine=next((mark for mark in found if mark.kind == "machine"), None),
        translators=review.translators(entry),
        author=segment.notes if segment else (),
        comments=tuple(note for note in entry.notes if note.strip() and note.strip() not in set(map(str, found))),
    )


def _source(entry: Entry) -> str:
    return " ".join((entry.key.source, *(key.source for place, key, _ in entry.joined if place > 0)))


def _is_done(item: Item, needed: int, reviewer: str | None) -> bool:
    if reviewer is None or item.state < State.MACHINE:
        return False
    return reviewer in {mark.name for mark in item.reviews} or may_not_count(item.entry, needed, reviewer)


def may_not_count(entry: Entry, needed: int, reviewer: str) -> bool:
    """Whether a review would count for nothing: under the two-person rule, that of who wrote the text."""
    return needed > 1 and reviewer in review.translators(entry)


# Decisions


def accept(entry: Entry, name: str, day: dt.date) -> Entry:
    """The entry as right for its present source, with a review by ``name``.

    It is neither a draft nor outdated nor a machine's any more; the reason of an earlier
    rejection and the other text of a merge are settled and go.
    """
    if not entry.filled or entry.obsolete:
        raise TamizdatError("there is no translation to accept here", advice="Write one, or skip it.")
    settled = without_others(_for_this_source(review.mark_human(entry)))
    settled = replace(settled, notes=tuple(note for note in settled.notes if not _REJECTED.match(note)))
    if name in {mark.name for mark in review.reviews(settled)}:
        return settled
    return review.mark_reviewed(settled, name, day)


def edit(entry: Entry, target: str, name: str, day: dt.date) -> Entry:
    """The entry with another translation, written by ``name`` for its present source; not reviewed yet.

    Stray line breaks become spaces. The same text again changes nothing.
    """
    target = inline.tidy(target)
    if not target.strip():
        raise TamizdatError("this would leave no translation", advice="Reject it and say why, or skip it.")
    if entry.plural is not None:
        raise TamizdatError("an entry with plural forms cannot be edited here", advice="Use Poedit or an editor.")
    if target == entry.target:
        return entry
    return review.mark_translated(_for_this_source(replace(entry, target=target)), name, day)


def reject(entry: Entry, reason: str, name: str, day: dt.date) -> Entry:
    """The entry as a draft, with the reason as a comment; reviews are void, as people disagree on the text."""
    if not entry.filled or entry.obsolete:
        raise TamizdatError("there is no translation to reject here", advice="Write one, or skip it.")
    noted = _noted(review.unreviewed(entry), "rejected", reason, name, day)
    return noted if entry.fuzzy else replace(noted, fuzzy=True, previous=None, previous_plural=None)


def comment(entry: Entry, text: str, name: str, day: dt.date) -> Entry:
    """The entry with one more comment; its state stays."""
    return _noted(entry, "comment", text, name, day)


def replaced(catalog: Catalog, seen: Entry, new: Entry, told: Iterable[Entry] = ()) -> tuple[Catalog, Entry]:
    """The catalog with ``new`` in the place of the entry that was seen, and that entry as a file holds it.

    Undoes, too: with the two entries exchanged, and the sentences ``told`` in it as they were
    (see `told_in`). Raises ChangedError when ``seen`` does not stand there any more.
    """
    stands = status.by_key(catalog).get(seen.key)
    if stands is None or (stands, stands.joined) != (seen, seen.joined):
        raise ChangedError("somebody else has changed this meanwhile; nothing was written", advice="Look at it again.")
    done = with_entries(decided(catalog, {seen.key: new}), {entry.key: entry for entry in told})
    return done, status.by_key(done)[new.key]


def told_in(catalog: Catalog, entry: Entry) -> tuple[Entry, ...]:
    """The sentences that are told in an entry (``↑``), for decisions on it hold for them too."""
    entries = status.by_key(catalog)
    return tuple(entries[key] for _, key, _ in entry.joined if key in entries)


def decided(catalog: Catalog, new: Mapping[Key, Entry]) -> Catalog:
    """The catalog with decisions on some messages; each holds for the sentences too that are told in it (``↑``)."""
    done = with_entries(catalog, new)
    told = {
        member.key: _as_decided(member, unit[0])
        for unit in units.runs(done.active, units.is_joined)
        if unit[0].key in new
        for member in unit[1:]
    }
    return with_entries(done, told) if told and segmentation.of(done) == segmentation.SENTENCE else done


def _as_decided(member: Entry, head: Entry) -> Entry:
    """A sentence that is told in another one, in the state of that one and with its reviews."""
    if not any(mark.kind == "machine" for mark in review.marks(head)):
        member = review.mark_human(member)
    member = review.unreviewed(member)
    for mark in review.reviews(head):
        member = review.mark_reviewed(member, mark.name, dt.date.fromisoformat(mark.date))
    if head.fuzzy:
        return replace(member, fuzzy=True)
    return _for_this_source(member) if review.reviews(head) or review.translators(head) else member


def with_entries(catalog: Catalog, new: Mapping[Key, Entry]) -> Catalog:
    """The catalog with other entries for some keys, in the values that a file holds."""
    entries = (entry if entry.obsolete else new.get(entry.key, entry) for entry in catalog.entries)
    return po.canonical(replace(catalog, entries=tuple(entries)))


def _for_this_source(entry: Entry) -> Entry:
    """The entry as a translation of its present source: neither fuzzy nor outdated."""
    return replace(entry, fuzzy=False, previous=None, previous_plural=None, notes=undated(entry.notes))


_REJECTED = re.compile(r"\s*rejected: \S{1,24} \d{4}-\d\d-\d\d ")


def _noted(entry: Entry, kind: str, text: str, name: str, day: dt.date) -> Entry:
    """The entry with a comment of one line: ``rejected: ash 2026-01-02 why``."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if not line:
        raise TamizdatError(f"a {_NOUNS[kind]} needs words", advice="Say what is wrong, in a sentence.")
    return replace(entry, notes=(*entry.notes, f"{kind}: {review.check_name(name)} {day.isoformat()} {line}"))


_NOUNS = {"rejected": "rejection", "comment": "comment"}


# For programs


def data(document: str, item: Item) -> dict[str, Any]:
    """An item as plain data; ``diff`` tells what changed in the source since it was translated."""
    return {
        "document": document,
        "key": item.id,
        "text": item.text_id,
        "state": item.state.word,
        "kind": item.kind,
        "words": item.words,
        "context": item.key.context,
        "source": item.source,
        "target": item.entry.target,
        "previous": item.previous,
        "diff": None if item.previous is None else worddiff.data(worddiff.diff(item.previous, item.source)),
        "author": list(item.author),
        "comments": list(item.comments),
        "machine": item.machine.name if item.machine else None,
        "translators": sorted(item.translators),
        "reviews": [_mark(mark) for mark in item.reviews],
        "stale": [_mark(mark) for mark in item.stale],
    }


def _mark(mark: Mark) -> dict[str, str]:
    return {"name": mark.name, "date": mark.date}
