"""What a catalog was × what it is → what became of each message: translated, outdated, reviewed …

Pure. A `Past` is what is known of a catalog's versions: the steps in which it changed, each
against the parents it had. A version is cut into chunks, what stands between blank lines, so
that of a thousand versions of a book only what changed is parsed.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from . import review, words
from .catalog import po, segmentation, units
from .errors import CatalogError
from .model import Entry, Key, State

Known = dict[bytes, tuple[Entry, ...]]
"""The messages of chunks that are parsed already."""


class Became(StrEnum):
    """What became of a message, in the order in which reports name it."""

    REVIEWED = "reviewed"
    TRANSLATED = "translated"
    MACHINE = "machine"
    EDITED = "edited"
    DRAFT = "draft"
    OUTDATED = "outdated"
    UNREVIEWED = "no longer reviewed"
    NEW = "new"
    EMPTIED = "emptied"
    REMOVED = "removed"


class Transition(NamedTuple):
    """What became of one message; ``before`` is None when it is new, ``after`` when it is gone."""

    became: Became
    key: Key
    before: State | None
    after: State | None


class Size(NamedTuple):
    """So many messages, and words of their sources."""

    segments: int = 0
    words: int = 0

    def plus(self, other: Size) -> Size:
        return Size(self.segments + other.segments, self.words + other.words)


class Delta(NamedTuple):
    """A version against one before it: the entries that changed or went, and what came for them.

    ``migrated`` tells that the segmentation or the extractor is another one.
    """

    gone: tuple[Entry, ...]
    new: tuple[Entry, ...]
    migrated: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What one commit made of a catalog.

    ``commit`` is empty for what is not committed yet. ``day`` is when it was committed, in
    UTC; ``written`` when it was written, in seconds: copies of a commit keep it. There is a
    delta a parent, and one against nothing for a root; at the ``boundary`` of a shallow clone
    too, where nobody can tell what was there before.
    """

    commit: str
    day: dt.date
    deltas: tuple[Delta, ...]
    written: int = 0
    boundary: bool = False

    @property
    def is_merge(self) -> bool:
        return len(self.deltas) > 1


@dataclass(frozen=True, slots=True)
class Past:
    """The steps of a catalog, parents first, and which commits follow which.

    ``hidden`` says why some of them cannot be seen, None when all can.
    """

    steps: tuple[Step, ...] = ()
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: str | None = None

    def follows(self, later: str, earlier: str) -> bool:
        """Whether a commit is among the ancestors of another, or is the same."""
        seen, open_ones = {later}, [later]
        while open_ones:
            commit = open_ones.pop()
            if commit == earlier:
                return True
            fresh = [parent for parent in self.parents.get(commit, ()) if parent not in seen]
            seen.update(fresh)
            open_ones += fresh
        return False


def compare(before: Iterable[Entry], after: Iterable[Entry], needed: int = 1) -> Iterator[Transition]:
    """What became of each message between two states of a catalog, in the order of the later one.

    A message whose source changed is followed by its previous key, or by its translation.
    """
    old = {entry.key: entry for entry in before if not entry.obsolete}
    new = {entry.key: entry for entry in after if not entry.obsolete}
    gone = {key: entry for key, entry in old.items() if key not in new}
    by_target = {review.target_of(entry): entry for entry in gone.values() if entry.filled}
    for entry in new.values():
        was = old.get(entry.key)
        if was is None and (was := _origin(entry, gone, by_target)):
            gone.pop(was.key, None)
        became = _became(was, entry, needed)
        if became:
            yield Transition(became, entry.key, review.state(was, needed) if was else None, review.state(entry, needed))
    for entry in gone.values():
        yield Transition(Became.REMOVED, entry.key, review.state(entry, needed), None)


def of_step(step: Step, needed: int = 1) -> Iterator[Transition]:
    """What became of each message in a step; of a merge what is so in no parent, seen from the first.

    The first steps that a shallow clone shows tell nothing.
    """
    if step.boundary:
        return iter(())
    each = [{one.key: one for one in compare(delta.gone, delta.new, needed)} for delta in step.deltas]
    first, *others = each or [{}]
    return (one for key, one in first.items() if all(key in other for other in others))


def count(transitions: Iterable[Transition]) -> Mapping[Became, Size]:
    """So many messages and words, by what became of them, in the order of reports."""
    found: dict[Became, Size] = {}
    for one in transitions:
        found[one.became] = found.get(one.became, Size()).plus(Size(1, words.count(one.key.source)))
    return {became: found[became] for became in Became if became in found}


def chunks(data: bytes) -> Mapping[bytes, None]:
    """A PO file as what stands between blank lines, in order: its messages, as every tool writes them."""
    return dict.fromkeys(_BLANK_LINES.split(data.replace(b"\r\n", b"\n").strip()))


_BLANK_LINES = re.compile(rb"\n(?:[ \t\r]*\n)+")


def delta(before: Mapping[bytes, None], after: Mapping[bytes, None], known: Known) -> Delta:
    """A version against one before it, both as chunks; what is parsed is added to ``known``."""
    one, other = _neighbours(before), _neighbours(after)
    gone = [chunk for chunk in before if chunk not in after or one.get(chunk) != other.get(chunk)]
    new = [chunk for chunk in after if chunk not in before or one.get(chunk) != other.get(chunk)]
    stamps = _stamps(gone), _stamps(new)
    sides = _in_units(gone, before, known), _in_units(new, after, known)
    return Delta(*sides, all(stamps) and stamps[0] != stamps[1])


def _neighbours(version: Mapping[bytes, None]) -> Mapping[bytes, tuple[bytes, ...]]:
    """The unit of each chunk that is joined with others: who comes between them changes them all."""
    if not _has_units(version):
        return {}
    found: dict[bytes, tuple[bytes, ...]] = {}
    unit: tuple[bytes, ...] = ()
    for chunk in (*version, b""):
        if _JOINED in chunk:
            unit = (*unit, chunk)
            continue
        if len(unit) > 1:
            found |= dict.fromkeys(unit, unit)
        unit = (chunk,)
    return found


def _has_units(version: Mapping[bytes, None]) -> bool:
    return _SENTENCES in next(iter(version), b"") and any(_JOINED in chunk for chunk in version)


def _in_units(found: Sequence[bytes], version: Mapping[bytes, None], known: Known) -> tuple[Entry, ...]:
    """The messages of some chunks of a version; joined sentences know the others of their unit, changed or not."""
    if not _has_units(version):
        return _entries(found, known)
    order = list(version)
    places = {chunk: at for at, chunk in enumerate(order)}
    return tuple(entry for chunk in found for entry in _in_unit(places[chunk], order, known))


def _in_unit(at: int, order: Sequence[bytes], known: Known) -> Iterator[Entry]:
    start, end = at, at + 1
    while start and _JOINED in order[start]:
        start -= 1
    while end < len(order) and _JOINED in order[end]:
        end += 1
    own = {entry.key for entry in _entries(order[at : at + 1], known)}
    return (entry for entry in units.as_unit(_entries(order[start:end], known)) if entry.key in own)


_SENTENCES = f"{segmentation.FIELD}: {segmentation.SENTENCE}".encode()
_JOINED = f'\nmsgstr "{units.JOINED}"'.encode()


def _entries(found: Sequence[bytes], known: Known) -> tuple[Entry, ...]:
    _parse([chunk for chunk in found if chunk not in known], known)
    return tuple(entry for chunk in found for entry in known[chunk])


def _parse(found: Sequence[bytes], known: Known) -> None:
    """The messages of some chunks at once; a chunk that does not parse, in a version that was broken, has none."""
    known.update(dict.fromkeys(found, ()))
    try:
        entries = po.load(b"\n\n".join(found), "").entries if found else ()
    except CatalogError:
        if len(found) > 1:
            for chunk in found:
                _parse([chunk], known)
        return
    ends = list(accumulate(chunk.count(b"\n") + 2 for chunk in found))
    for entry in entries:
        known[found[bisect_left(ends, entry.line)]] += (entry,)


_STAMP = re.compile(rb"X-Tamizdat-(?:Extractor|Segmentation): [^\\\"]*")


def _stamps(found: Iterable[bytes]) -> set[bytes]:
    return {stamp for chunk in found if b"X-Tamizdat-" in chunk for stamp in _STAMP.findall(chunk)}


def _origin(entry: Entry, gone: Mapping[Key, Entry], by_target: Mapping[str, Entry]) -> Entry | None:
    """The message that this one was before its source changed."""
    if entry.previous and entry.previous in gone:
        return gone[entry.previous]
    found = by_target.get(review.target_of(entry)) if entry.filled else None
    return found if found and found.key in gone else None


def _became(was: Entry | None, entry: Entry, needed: int) -> Became | None:
    after = review.state(entry, needed)
    if was is None:
        return Became.NEW if after is State.UNTRANSLATED else _WORDS[after]
    before = review.state(was, needed)
    if before is State.REVIEWED and after in (State.TRANSLATED, State.MACHINE):
        return Became.UNREVIEWED
    if before is not after:
        return _WORDS[after]
    changed = review.target_of(was) != review.target_of(entry)
    return Became.EDITED if changed and after is not State.UNTRANSLATED else None


_WORDS = {
    State.UNTRANSLATED: Became.EMPTIED,
    State.OUTDATED: Became.OUTDATED,
    State.DRAFT: Became.DRAFT,
    State.MACHINE: Became.MACHINE,
    State.TRANSLATED: Became.TRANSLATED,
    State.REVIEWED: Became.REVIEWED,
}
