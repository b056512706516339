"""Ties between sentences, and the old translations → the draft of a changed segment.

The parts of the old translations that tell the tied sentences, in the new order. What cannot
be told apart for sure stays together, so that a draft has rather too much than too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model import Entry
from ..joint import join, joint
from ..units import JOINED
from .beads import Unit, likelihood, units
from .entries import text
from .pairing import Problem, Region, Tie, tie
from .setting import Setting


class Part(NamedTuple):
    """A piece of an old translation: whose, and from where to where."""

    segment: int
    start: int
    end: int


def draft(ties: Sequence[Tie], old: Sequence[Entry], setting: Setting) -> str:
    """The draft of one new segment; ``ties`` are its own, in the order of its sentences."""
    parts = list(_fused(_parts(ties, old, setting)))
    texts = [text(old[part.segment])[part.start : part.end] for part in parts]
    if len(parts) > 1:
        texts = [told for told in texts if told != JOINED] or texts[:1]
    if len(parts) == 1 and texts[0] == text(old[parts[0].segment]):
        return texts[0]
    return join(texts, joint(setting.locale))


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


def _parts(ties: Sequence[Tie], old: Sequence[Entry], setting: Setting) -> Iterator[Part]:
    """The pieces of translation that tell the tied sentences, in the new order."""
    told = {segment: _told(ties, segment, old[segment], setting) for segment in {one.old.segment for one in ties}}
    for one in ties:
        segment = one.old.segment
        if one.old.number in told[segment]:
            yield Part(segment, *told[segment][one.old.number])


def _told(ties: Sequence[Tie], segment: int, entry: Entry, setting: Setting) -> Mapping[int, tuple[int, int]]:
    """For each sentence of an old segment that has a translation, from where to where that stands."""
    sentences = setting.reading.sentences(entry.key.source)
    target = text(entry)
    if _stands_whole(ties, segment, len(sentences)):
        return dict.fromkeys(range(len(sentences)), (0, len(target)))
    offsets = setting.reading.offsets(target)
    telling = [target[start:end] for start, end in offsets]
    known = _known(entry, telling, setting)
    found = units([sentences[number] for number in known], telling, setting.scale)
    return {number: _span(unit, offsets) for unit in found for number in known[unit.source_start : unit.source_end]}


def _stands_whole(ties: Sequence[Tie], segment: int, count: int) -> bool:
    """Whether all sentences of an old segment follow each other as they did, with none of another one between."""
    places = [at for at, one in enumerate(ties) if one.old.segment == segment]
    numbers = dict.fromkeys(ties[at].old.number for at in places)
    return list(numbers) == list(range(count)) and places[-1] - places[0] == len(places) - 1


def _span(unit: Unit, offsets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if unit.target_start == unit.target_end:
        return (0, 0)
    return offsets[unit.target_start][0], offsets[unit.target_end - 1][1]


def _known(entry: Entry, telling: Sequence[str], setting: Setting) -> Sequence[int]:
    """The sentences of a source that its translation tells.

    In a draft some may not be told yet, those that its previous source did not have: what is
    more probable is taken.
    """
    sentences = setting.reading.sentences(entry.key.source)
    everything = range(len(sentences))
    if not entry.fuzzy or entry.previous is None:
        return everything
    problem = Problem([entry.previous.source], [entry.key.source], [0], [0], setting.reading.sentences)
    ties = tie(problem, [Region((0,), (0,))])
    before = sorted({one.new.number for one in ties.get(0, ())})
    scale = setting.scale or sum(map(len, telling)) / max(1, len(entry.key.source))

    def probable(numbers: Sequence[int]) -> float:
        return likelihood([sentences[number] for number in numbers], telling, scale)

    return max((everything, before), key=probable) if before else everything
