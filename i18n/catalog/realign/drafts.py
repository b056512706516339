"""Ties between sentences, and the old translations → the draft of a changed segment.

The parts of the old translations that tell the tied sentences, in the new order. What cannot
be told apart for sure stays together, so that a draft has rather too much than too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model import Entry
from .beads import Unit, units
from .pairing import Reader, Region, Tie, tie

Splitter = Callable[[str], Sequence[tuple[int, int]]]
"""A translation as the offsets of its sentences, which tile it."""


class Part(NamedTuple):
    """A piece of an old translation: whose, and from where to where."""

    segment: int
    start: int
    end: int


class Tongues(NamedTuple):
    """How both languages are read: sources as sentences, translations as offsets, and what stands between sentences."""

    read: Reader
    split: Splitter
    joint: str
    scale: float | None


def draft(ties: Sequence[Tie], old: Sequence[Entry], tongues: Tongues) -> str:
    """The draft of one new segment; ``ties`` are its own, in the order of its sentences."""
    parts = list(_fused(_parts(ties, old, tongues)))
    texts = [old[part.segment].target[part.start : part.end] for part in parts]
    if len(parts) == 1 and texts[0] == old[parts[0].segment].target:
        return texts[0]
    return join(texts, tongues.joint)


def join(texts: Iterable[str], joint: str) -> str:
    """Sentences as one text; where a language writes no space between them, Latin letters still get one.

    A hard break behind a sentence stays, but for one at the end.

    >>> join(["他说：OK.", "Yes."], ""), join(["他走了。", "Yes. "], "")
    ('他说：OK. Yes.', '他走了。Yes.')
    """
    joined = ""
    for text in filter(None, map(str.strip, texts)):
        if _ends_hard(joined):
            joined += "\n"
        elif joined:
            joined += " " if joined[-1].isascii() and text[0].isascii() else joint
        joined += text
    return joined[:-1].rstrip() if _ends_hard(joined) else joined


def _ends_hard(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _fused(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts that followed each other in the old translation as one, each piece of it once."""
    last: Part | None = None
    done: set[Part] = set()
    for part in parts:
        if part in done or part.start == part.end:
            continue
        done.add(part)
        if last and last.segment == part.segment and last.end == part.start:
            last = last._replace(end=part.end)
        else:
            if last:
                yield last
            last = part
    if last:
        yield last


def _parts(ties: Sequence[Tie], old: Sequence[Entry], tongues: Tongues) -> Iterator[Part]:
    """The pieces of translation that tell the tied sentences, in the new order."""
    told = {segment: _told(ties, segment, old[segment], tongues) for segment in {one.old.segment for one in ties}}
    for one in ties:
        segment = one.old.segment
        if one.old.number in told[segment]:
            yield Part(segment, *told[segment][one.old.number])


def _told(ties: Sequence[Tie], segment: int, entry: Entry, tongues: Tongues) -> Mapping[int, tuple[int, int]]:
    """For each sentence of an old segment that has a translation, from where to where that stands."""
    sentences = tongues.read(entry.key.source)
    numbers = [one.old.number for one in ties if one.old.segment == segment]
    if list(dict.fromkeys(numbers)) == list(range(len(sentences))):
        return dict.fromkeys(numbers, (0, len(entry.target)))
    offsets = tongues.split(entry.target)
    known = _known(entry, len(offsets), tongues)
    target = [entry.target[start:end] for start, end in offsets]
    found = units([sentences[number] for number in known], target, tongues.scale)
    return {number: _span(unit, offsets) for unit in found for number in known[unit.source_start : unit.source_end]}


def _span(unit: Unit, offsets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if unit.target_start == unit.target_end:
        return (0, 0)
    return offsets[unit.target_start][0], offsets[unit.target_end - 1][1]


def _known(entry: Entry, count: int, tongues: Tongues) -> Sequence[int]:
    """The sentences of a source that its translation tells: in a draft, those that the previous source had."""
    sentences = tongues.read(entry.key.source)
    everything = range(len(sentences))
    if not entry.fuzzy or entry.previous is None or len(sentences) == count:
        return everything
    ties = tie([entry.previous.source], [entry.key.source], [Region([0], [0])], tongues.read)
    return sorted({one.new.number for one in ties.get(0, ())}) or everything
