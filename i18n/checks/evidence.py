"""How a translation came to stand under a source → evidence that git put it there and no person did.

A merge, a squash or a rebase takes lines from several versions. Where a source was changed in
one and its translation in another, the old translation ends under the new source without a
conflict: PO files that are wrapped, a ``msgctxt`` or a line of verse between the two suffice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from .. import match, review
from ..catalog.realign import visible
from ..model import Entry, Key
from ..transitions import Past, Step
from .context import Context


class Pair(NamedTuple):
    """A key and the text that stands under it, how it is wrapped does not matter; and what it is joined with."""

    key: Key
    text: str
    unit: tuple[tuple[int, Key, str], ...] = ()


class Evidence(NamedTuple):
    """The ``commit`` that paired a text and a source (empty: not committed yet), and what the text was made for.

    ``how`` is merge, mix, unfinished, commit, copy, parted or unit; ``made_for`` is a key: the same one for
    unfinished, for parted that of the sentence in which a joined one was told, for unit that of another one in it.
    """

    how: str
    commit: str
    made_for: Key


class Origin(NamedTuple):
    """A step that put a text under a source, and the entry as it stood then."""

    step: Step
    entry: Entry


def pair(entry: Entry) -> Pair:
    return Pair(entry.key, " ".join(review.target_of(entry).split()), entry.joined)


def is_finished(entry: Entry) -> bool:
    """Whether an entry claims to be a translation."""
    return entry.filled and not entry.fuzzy


def introduced(step: Step) -> Iterator[tuple[Pair, Entry]]:
    """The translations that stand after a step and stood in none of its parents, obsolete or not."""
    fresh: dict[Pair, Entry] | None = None
    for delta in step.deltas:
        before = {pair(entry) for entry in delta.gone if is_finished(entry)}
        now = {one: entry for entry in delta.new if is_finished(entry) and (one := pair(entry)) not in before}
        fresh = now if fresh is None else {one: entry for one, entry in fresh.items() if one in now}
    yield from (fresh or {}).items()


def is_marked(entry: Entry) -> bool:
    """Whether a mark was made for exactly this text under this source: by a person or a tool that saw both."""
    digest = review.digest(entry.key, review.bound_text(entry))
    return any(mark.digest == digest for mark in review.marks(entry))


def of_neighbours(origin: Origin) -> Evidence | None:
    """What tells that nobody joined these sentences: a joined one behind another than that in which it was told, or
    a merge that made of two units a third.

    An `update` would have made them fuzzy. A person who parts sentences begins anew with one that was in the unit.
    """
    now = pair(origin.entry)
    for delta in origin.step.deltas:
        for was in map(pair, filter(is_finished, delta.gone)):
            if (was.key, was.text) != (now.key, now.text) or was.unit == now.unit:
                continue
            told_in, before = _head(now), _head(was)
            if before and told_in and told_in not in [key for place, key, _ in was.unit if place < 0]:
                return Evidence("parted", origin.step.commit, before)
            lost = [key for _, key, _ in was.unit if key not in [other for _, other, _ in now.unit]]
            if origin.step.is_merge and lost:
                return Evidence("unit", origin.step.commit, lost[0])
    return None


def _head(one: Pair) -> Key | None:
    """The sentence in which a joined one is told; None for one that is told by itself."""
    return one.unit[0][1] if one.unit and one.unit[0][0] < 0 else None


def in_merge(origin: Origin, context: Context) -> Evidence | None:
    """What tells that a merge put a text under a source for which no parent had it finished."""
    wanted, commit = pair(origin.entry), origin.step.commit
    strangers = list(_strangers(origin, context))
    for entry in strangers:
        if pair(entry).text == wanted.text:
            return Evidence("merge", commit, entry.key)
    own = [entry for delta in origin.step.deltas for entry in delta.gone if entry.key == wanted.key and entry.filled]
    finished = [pair(entry).text for entry in own if is_finished(entry)]
    if finished and _is_made_of(wanted.text, finished, [pair(entry).text for entry in own if entry.fuzzy]):
        return Evidence("unfinished", commit, wanted.key)
    gone = [entry for entry in strangers if _is_gone(entry, origin)]
    return _mixed(wanted.text, commit, [pair(entry).text for entry in own], gone)


def in_commit(origin: Origin, context: Context) -> Evidence | None:
    """What tells that one commit gave a finished translation another source, and left its text as it was.

    So it looks when the work of a branch was squashed; `update` would have made it fuzzy.
    """
    step, wanted = origin.step, pair(origin.entry)
    (delta,) = step.deltas
    if delta.migrated or any(entry.key == wanted.key and not entry.obsolete for entry in delta.gone):
        return None
    for entry in _strangers(origin, context):
        same = pair(entry).text == wanted.text and is_finished(entry) and not entry.obsolete
        if same and _is_gone(entry, origin) and _tells(wanted.text, entry.key, wanted.key):
            return Evidence("commit", step.commit, entry.key)
    return None


def in_copy(origin: Origin, others: Iterable[Origin], past: Past, context: Context) -> Evidence | None:
    """What tells that a rebase or squash copied a text from another branch, where it was written for another source.

    ``others`` are the steps that put the text under other sources. This source must have been
    there before the copy, and the other one be gone since. Copies made by a rebase are as old
    as what they copy.
    """
    step, wanted = origin.step, pair(origin.entry)
    if not any(entry.key == wanted.key and not entry.obsolete for delta in step.deltas for entry in delta.gone):
        return None
    here = {entry.key for entry in context.catalog.active}
    for other in others:
        key = other.entry.key
        if key in here or other.step.written > step.written or _is_same(key, wanted.key, context):
            continue
        alike = is_replay(origin, other) or match.ratio(key.source, wanted.key.source) >= ALIKE
        if alike and not _follow(past, step.commit, other.step.commit):
            return Evidence("copy", step.commit, key)
    return None


def _follow(past: Past, one: str, other: str) -> bool:
    """Whether one of two commits came after the other, and not on another branch."""
    return past.follows(one, other) or past.follows(other, one)


def _tells(text: str, old: Key, new: Key) -> bool:
    return len(text) >= TELLING or match.ratio(old.source, new.source) >= ALIKE


TELLING = 20
"""A text of so many code points does not come twice by chance; a shorter one needs sources that are alike."""
ALIKE = 0.5


def is_replay(one: Origin, other: Origin) -> bool:
    """Whether two commits are copies of one, as a rebase or a cherry-pick makes them."""
    return one.step.written == other.step.written


def was_draft(origin: Origin) -> bool:
    """Whether the same text stood there as a draft before: somebody took the flag off."""
    wanted = pair(origin.entry)
    return any(entry.fuzzy and pair(entry) == wanted for delta in origin.step.deltas for entry in delta.gone)


def was_filled(origin: Origin) -> bool:
    """Whether another text stood under the source before: somebody replaced it."""
    key = origin.entry.key
    return any(e.key == key and e.filled and not e.obsolete for delta in origin.step.deltas for e in delta.gone)


# Texts of other sources


def _strangers(origin: Origin, context: Context) -> Iterator[Entry]:
    """Translations of other sources in the parents that do not stand there any more."""
    key = origin.entry.key
    for delta in origin.step.deltas:
        if not delta.gone:
            continue
        now = {pair(entry) for entry in delta.new if not entry.obsolete}
        for entry in sorted(delta.gone, key=lambda entry: entry.obsolete):
            if entry.key != key and entry.filled and pair(entry) not in now and not _is_same(entry.key, key, context):
                yield entry


def _is_gone(entry: Entry, origin: Origin) -> bool:
    """Whether the source of an entry of a parent is no longer in the catalog after a step."""
    key = entry.key
    return all(new.key != key or new.obsolete for delta in origin.step.deltas for new in delta.new)


def _is_same(old: Key, new: Key, context: Context) -> bool:
    """Whether a reader of the translation cannot see the change from one source to another, or the author said so."""
    if context.trivial and (review.key_id(old), review.key_id(new)) in context.trivial:
        return True
    return old.context == new.context and visible.same(old.source, new.source, {})


_GRAM = 8
"""Pieces of so many code points: every seam that a person makes leaves new ones."""


def _mixed(text: str, commit: str, own: Sequence[str], strangers: Sequence[Entry]) -> Evidence | None:
    """What tells that a text was put together from lines of a translation of this source and one of another."""
    foreign = [(entry.key, pair(entry).text) for entry in strangers]
    if not _is_made_of(text, own, [other for _, other in foreign]):
        return None
    if not own and any(_grams(text) <= _grams(other) for _, other in foreign):
        return None  # a part of one text: somebody cut it
    made_for = max(foreign, key=lambda each: len(_grams(text) & _grams(each[1])))[0]
    return Evidence("mix", commit, made_for)


def _is_made_of(text: str, own: Collection[str], others: Collection[str]) -> bool:
    """Whether some texts do not account for all of a text, and others do for the rest."""
    if text in own:
        return False
    left = _grams(text).difference(*map(_grams, own))
    return text in others or (bool(left) and left <= set().union(*map(_grams, others)))


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
