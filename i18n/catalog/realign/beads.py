"""The sentences of a text × those of its translation → which tell the same, as far as that is sure.

Lengths and anchors (numbers, names, questions) in a lattice of all monotone alignments, as in
Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993). They take the
best alignment; here a cut between two units needs most of the probability of all of them, so
that what is not sure stays together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise, product
from typing import NamedTuple

from .anchors import anchors


class Unit(NamedTuple):
    """Sentences ``source_start`` to ``source_end`` (exclusive) are told by those of the target likewise."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int


SURE = 0.8
"""A cut needs this share of the probability of all alignments."""
EQUAL = 0.4
"""So much is enough where both have the same number of sentences and all are taken one by one."""
VARIANCE = 10.0
"""Of a translation's length in letters of the source, for each of them; 6.8 in the paper, for proceedings of a bank."""
STRANGE = 2.0
"""What an anchor that stands in only one half of a bead costs, in nats."""
LARGEST = 20_000
"""Cells of a lattice; a paragraph of more than some 140 sentences stays in one piece."""

_BEADS: Mapping[tuple[int, int], float] = {
    (1, 1): math.log(0.92),
    (1, 2): math.log(0.03),
    (2, 1): math.log(0.03),
    (2, 2): math.log(0.005),
    (1, 3): math.log(0.003),
    (3, 1): math.log(0.003),
    (1, 0): math.log(0.004),
    (0, 1): math.log(0.005),
}


def units(
    source: Sequence[str], target: Sequence[str], scale: float | None = None, equal: float = EQUAL
) -> tuple[Unit, ...]:
    """The smallest units that are sure, in order; they tile both sides.

    ``scale`` is how many letters of the translation one of the source usually takes; the two
    texts' own proportion when None; ``equal`` the share that is enough where both have the same
    number of sentences. Every unit has source sentences; one without target
    sentences was left out by the translator.
    """
    rows, columns = len(source), len(target)
    whole = Unit(0, rows, 0, columns)
    if rows < 2 or not columns or rows * columns > LARGEST:
        return (whole,)
    diagonal = {(row, row) for row in range(rows + 1)} if rows == columns else set()
    shares = _shares(source, target, scale)
    cuts = [cell for cell, share in shares.items() if share >= (equal if cell in diagonal else SURE)]
    cells = [(0, 0), *(cell for cell in cuts if cell not in ((0, 0), (rows, columns))), (rows, columns)]
    found: list[Unit] = []
    for start, end in pairwise(cells):
        if start[0] == end[0] and found:
            found[-1] = found[-1]._replace(target_end=end[1])
        elif found and found[-1].source_start == found[-1].source_end:
            found[-1] = Unit(0, end[0], 0, end[1])
        else:
            found.append(Unit(start[0], end[0], start[1], end[1]))
    return tuple(found)


def likelihood(source: Sequence[str], target: Sequence[str], scale: float) -> float:
    """How probable it is that a text tells another, as a logarithm; to compare sources of one translation."""
    if not source or not target or len(source) * len(target) > LARGEST:
        return -math.inf
    return _forward(_steps(source, target, scale))[len(source), len(target)]


Cell = tuple[int, int]


def _shares(source: Sequence[str], target: Sequence[str], scale: float | None) -> dict[Cell, float]:
    """For each cell of the lattice, the share of the probability of the alignments that cut there."""
    steps = _steps(source, target, scale)
    last = (len(source), len(target))
    forward = _forward(steps)
    backward = dict.fromkeys(steps, -math.inf) | {last: 0.0}
    for cell, beads in reversed(steps.items()):
        for end, chance in beads:
            backward[cell] = _either(backward[cell], backward[end] + chance)
    return {cell: math.exp(forward[cell] + backward[cell] - forward[last]) for cell in steps}


def _forward(steps: Mapping[Cell, Sequence[tuple[Cell, float]]]) -> dict[Cell, float]:
    """For each cell the probability of all that leads there, as a logarithm."""
    forward = dict.fromkeys(steps, -math.inf) | {(0, 0): 0.0}
    for cell, beads in steps.items():
        for end, chance in beads:
            forward[end] = _either(forward[end], forward[cell] + chance)
    return forward


def _either(one: float, other: float) -> float:
    """The logarithm of the sum of two probabilities given by theirs."""
    high, low = max(one, other), min(one, other)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))


def _steps(source: Sequence[str], target: Sequence[str], scale: float | None) -> dict[Cell, list[tuple[Cell, float]]]:
    told, telling = [len(text) for text in source], [len(text) for text in target]
    scale = scale or sum(telling) / max(1, sum(told))
    rows = list(accumulate(told, initial=0))
    columns = [length / scale for length in accumulate(telling, initial=0)]
    strange = _strangeness([anchors(text) for text in source], [anchors(text) for text in target])
    steps: dict[Cell, list[tuple[Cell, float]]] = {}
    for row, column in product(range(len(rows)), range(len(columns))):
        cell = (row, column)
        steps[cell] = [
            (end, prior + _fit(rows[end[0]] - rows[row], columns[end[1]] - columns[column]) - strange(cell, end))
            for (down, right), prior in _BEADS.items()
            if row + down < len(rows) and (end := (row + down, column + right))[1] < len(columns)
        ]
    return steps


def _fit(told: float, telling: float) -> float:
    deviation = abs(told - telling) / math.sqrt(VARIANCE * max(1.0, (told + telling) / 2))
    return math.log(max(1e-30, math.erfc(deviation / math.sqrt(2))))


def _strangeness(one: Sequence[Counter[str]], other: Sequence[Counter[str]]) -> Callable[[Cell, Cell], float]:
    """What the anchors cost that stand on one side of a bead alone, of those that both texts have equally often."""
    all_one, all_other = sum(one, Counter[str]()), sum(other, Counter[str]())
    shared = [anchor for anchor, count in all_one.items() if all_other[anchor] == count]
    sides = [(_running(one, anchor), _running(other, anchor)) for anchor in shared]

    def strange(start: Cell, end: Cell) -> float:
        found = (abs(rows[end[0]] - rows[start[0]] - columns[end[1]] + columns[start[1]]) for rows, columns in sides)
        return STRANGE * sum(found)

    return strange


def _running(found: Sequence[Counter[str]], anchor: str) -> list[int]:
    return list(accumulate((counter[anchor] for counter in found), initial=0))
