"""Messages that are new in a template × entries whose source is gone → drafts, and what they were made of.

In this order: what no reader of a translation can see; what lies between the same unchanged
messages; anything else that is gone, obsolete, or left another document. Pure, and in
proportion to what changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from ... import match
from ...model import EMPTY, Entry, Key
from . import drafts, forms, notes, visible
from .drafts import Tongues
from .pairing import Region, Tie, tie

Gap = tuple[Sequence[int], Sequence[int]]
"""Numbers of gone and of new messages between the same two unchanged ones."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What realigning must know besides the messages.

    ``day`` dates what becomes outdated (None: no date); ``forms`` is how many plural forms
    the language has; ``scale`` how many letters of a translation one of the source takes, if
    known; ``destinations`` are those of the link labels that the document defines.
    """

    source_language: str
    locale: str
    day: dt.date | None = None
    forms: int = 1
    scale: float | None = None
    destinations: Mapping[str, str] = field(default_factory=lambda: EMPTY)


class Carried(NamedTuple):
    """A new message with what was carried over to it.

    ``sources`` are the old entries, the one that gave most first; ``score`` is how alike its
    source and the new one are. A clean one is in the state of the old entry.
    """

    entry: Entry
    sources: tuple[Entry, ...]
    score: float
    clean: bool = False


def realign(
    new: Sequence[Entry], gone: Sequence[Entry], rest: Sequence[Entry], gaps: Iterable[Gap], setting: Setting
) -> dict[int, Carried]:
    """What is carried over to each new message, by its number; messages without a draft are left out.

    ``gone`` are the entries whose source left the document, in its order, ``rest`` others
    that may be used: obsolete ones, those of other documents.
    """
    found = dict(_respelled(new, (*gone, *rest), setting))
    used = {id(one.sources[0]) for one in found.values()}
    open_gaps = [
        ([number for number in olds if id(gone[number]) not in used], [number for number in news if number not in found])
        for olds, news in gaps
    ]
    edited = dict(_edited(new, gone, open_gaps, setting))
    used |= {id(one.sources[0]) for one in edited.values()}
    found |= edited
    return found | dict(_realigned(new, gone, rest, open_gaps, found, used, setting))


# Clean


def _respelled(new: Sequence[Entry], old: Sequence[Entry], setting: Setting) -> Iterator[tuple[int, Carried]]:
    """Changes that no reader of the translation can see, and sources that are again what they were."""
    by_look: dict[str, list[Entry]] = {}
    by_previous: dict[Key, Entry] = {}
    for entry in old:
        if forms.texts(entry):
            by_look.setdefault(visible.rough(entry.key.source), []).append(entry)
            if entry.previous:
                by_previous.setdefault(entry.previous, entry)
    for number, message in enumerate(new):
        back = by_previous.get(message.key)
        if back and (restored := notes.came_back(back, message)):
            yield number, Carried(_placed(message, restored), (back,), 1.0, clean=True)
            continue
        alike = by_look.get(visible.rough(message.key.source), [])
        for entry in alike:
            if _looks_the_same(entry, message, setting):
                alike.remove(entry)
                yield number, Carried(_respelt(message, entry), (entry,), 1.0, clean=True)
                break


def _looks_the_same(old: Entry, new: Entry, setting: Setting) -> bool:
    if old.key.context != new.key.context or (old.plural is None) != (new.plural is None):
        return False
    pairs = ((old.key.source, new.key.source), (old.plural or "", new.plural or ""))
    return all(one == other or visible.same(one, other, setting.destinations) for one, other in pairs)


def _respelt(message: Entry, old: Entry) -> Entry:
    """The old translation under the new spelling of its source; marks that held hold again."""
    target = visible.relinked(old.target, old.key.source, message.key.source)
    plurals = tuple(visible.relinked(form, old.key.source, message.key.source) for form in old.plurals)
    return notes.rebound(old, _placed(message, replace(old, target=target, plurals=plurals)))


def _placed(message: Entry, old: Entry) -> Entry:
    """What the author says of a message, with what the translator says in an old entry."""
    return replace(
        message,
        target=old.target,
        plurals=old.plurals,
        fuzzy=old.fuzzy,
        previous=old.previous,
        previous_plural=old.previous_plural,
        notes=old.notes,
    )


# Outdated


def _edited(
    new: Sequence[Entry], gone: Sequence[Entry], gaps: Iterable[Gap], setting: Setting
) -> Iterator[tuple[int, Carried]]:
    """Messages that stand alone in their place and were changed inside one sentence: the whole translation stays.

    Most edits are such; no sentence need be looked for.
    """
    for olds, news in gaps:
        if len(olds) == len(news) == 1:
            old, message = gone[olds[0]], new[news[0]]
            score = _alike_but_for_some_words(old.key.source, message.key.source)
            if score and forms.texts(old):
                entry = outdated(message, forms.singular(old).target, (old,), setting)
                yield news[0], Carried(entry, (old,), score)


_LOCAL = 0.6
"""So much of two texts must stand unchanged before and behind a change of some words."""
_ENDS = re.compile(r"[.!?…‥‽⁇⁈⁉؟۔।॥።፧。！？｡។;:\n]")


def _alike_but_for_some_words(old: str, new: str) -> float:
    """How alike two texts are that differ in one place within a sentence; 0 when they do not."""
    shortest = min(len(old), len(new))
    before = _common(old, new, shortest)
    behind = _common(old[::-1], new[::-1], shortest - before)
    score = 2 * (before + behind) / (len(old) + len(new))
    if score < _LOCAL or any(_ENDS.search(text, before, len(text) - behind) for text in (old, new)):
        return 0.0
    return min(0.99, score)


def _common(one: str, other: str, most: int) -> int:
    """The length of the longest common beginning, by halving."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _realigned(
    new: Sequence[Entry],
    gone: Sequence[Entry],
    rest: Sequence[Entry],
    gaps: Iterable[Gap],
    found: Mapping[int, Carried],
    used: set[int],
    setting: Setting,
) -> Iterator[tuple[int, Carried]]:
    """Messages that share sentences with old ones, wherever these stood."""
    open_new = [number for number in range(len(new)) if number not in found]
    free_gone = [number for number in range(len(gone)) if id(gone[number]) not in used]
    free_rest = [entry for entry in rest if id(entry) not in used and forms.texts(entry)]
    if not open_new or not (free_rest or any(forms.texts(gone[number]) for number in free_gone)):
        return
    old = [forms.singular(entry) for entry in (*(gone[number] for number in free_gone), *free_rest)]
    place_old = {number: place for place, number in enumerate(free_gone)}
    place_new = {number: place for place, number in enumerate(open_new)}
    regions = [
        Region([place_old[one] for one in olds if one in place_old], [place_new[one] for one in news if one in place_new])
        for olds, news in gaps
    ]
    tongues = _tongues(setting)
    ties = tie(
        [entry.key.source for entry in old],
        [new[number].key.source for number in open_new],
        [region for region in regions if all(region)],
        tongues.read,
    )
    for place, own in sorted(ties.items()):
        message = new[open_new[place]]
        sources = _by_share(own, old, message, tongues)
        draft = drafts.draft(own, old, tongues)
        if draft.strip():
            score = match.ratio(sources[0].key.source, message.key.source)
            yield open_new[place], Carried(outdated(message, draft, sources, setting), sources, score)


def _by_share(ties: Sequence[Tie], old: Sequence[Entry], message: Entry, tongues: Tongues) -> tuple[Entry, ...]:
    """The entries that a draft was made of, the one that gave most first."""
    sentences = tongues.read(message.key.source)
    given: dict[int, float] = {}
    for one in ties:
        size = one.score * len(sentences[one.new.number])
        given[one.old.segment] = given.get(one.old.segment, 0.0) + size
    filled = [segment for segment in sorted(given, key=lambda segment: -given[segment]) if old[segment].filled]
    return tuple(old[segment] for segment in filled)


def outdated(message: Entry, draft: str, sources: Sequence[Entry], setting: Setting) -> Entry:
    """A new message with a draft that was made for other sources: fuzzy, with the first previous key."""
    first = sources[0]
    kept = first.fuzzy and first.previous is not None
    previous = first.previous if kept else first.key
    filled = forms.filled(message, draft, first, setting.forms)
    comments = notes.carried((replace(first, notes=filled.notes), *sources[1:]), setting.day)
    if previous == message.key and first.plural == message.plural:
        return replace(filled, fuzzy=True, notes=notes.undated(comments))
    return replace(
        filled,
        fuzzy=True,
        previous=previous,
        previous_plural=first.previous_plural if kept else first.plural,
        notes=comments,
    )


_UNSPACED = frozenset({"zh", "ja", "yue", "nan", "wuu", "hak", "lzh"})
_SAMPLE = 200
"""So many translations tell how long those of a language are …"""
_LEAST = 2000
"""… if their sources have as many letters as this."""


def _tongues(setting: Setting) -> Tongues:
    from ...sentences import split

    @cache
    def read(source: str) -> tuple[str, ...]:
        return tuple(source[start:end].strip() for start, end in split(source, setting.source_language)) or ("",)

    @cache
    def read_target(target: str) -> tuple[tuple[int, int], ...]:
        return tuple(split(target, setting.locale))

    joint = "" if setting.locale.split("-")[0] in _UNSPACED else " "
    return Tongues(read, read_target, joint, setting.scale)


def scale(entries: Sequence[Entry]) -> float | None:
    """How many letters of a translation one of the source takes, from the first finished ones; None for too few."""
    sample = [entry for entry in entries[:_SAMPLE] if not entry.fuzzy and entry.target and entry.plural is None]
    letters = sum(len(entry.key.source) for entry in sample)
    return sum(len(entry.target) for entry in sample) / letters if letters >= _LEAST else None
