"""Sequences that kept their order: which keys moved, what lies between those that stayed, the best run of pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Pair(NamedTuple):
    """A place in the old sequence, one in the new, and how well they fit, above 0 to 1."""

    old: int
    new: int
    score: float


def stayed(numbers: Sequence[int]) -> list[int]:
    """One longest increasing subsequence (patience sorting, n log n).

    >>> stayed([0, 3, 1, 2])
    [0, 1, 2]
    """
    if all(map(int.__lt__, numbers, numbers[1:])):
        return list(numbers)
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [index]
    return [numbers[index] for index in _back(ends[-1], before)]


def _back(at: int, before: Sequence[int]) -> list[int]:
    found = []
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def gaps(
    old: Iterable[int], new: Iterable[int], spine: tuple[Sequence[int], Sequence[int]]
) -> Iterator[tuple[list[int], list[int]]]:
    """What lies on both sides between the same two places of a spine: old and new places, both lists non-empty.

    ``spine`` are the places that correspond, increasing on both sides; costs nothing for what
    lies far from anything old or new.

    >>> list(gaps([1, 4, 5], [1, 2, 6], ([0, 3], [0, 3])))
    [([1], [1, 2]), ([4, 5], [6])]
    """
    found: dict[int, tuple[list[int], list[int]]] = {}
    for place in old:
        found.setdefault(bisect_left(spine[0], place), ([], []))[0].append(place)
    for place in new:
        found.setdefault(bisect_left(spine[1], place), ([], []))[1].append(place)
    yield from (both for _, both in sorted(found.items()) if all(both))


def chain(pairs: Iterable[Pair], weights: Sequence[int]) -> list[Pair]:
    """The pairs of the heaviest run that increases on both sides; each place is in at most one.

    ``weights`` are those of the new places; a pair weighs its score times that (n log n, by a
    binary indexed tree of the best run that ends at or before a place).
    """
    ordered = sorted(pairs, key=lambda pair: (pair.old, -pair.new))
    best = [0.0] * (len(weights) + 1)
    last = [-1] * (len(weights) + 1)
    before: list[int] = []
    top, end = 0.0, -1
    for index, pair in enumerate(ordered):
        weight, previous = _best_before(best, last, pair.new)
        weight += pair.score * (weights[pair.new] + 1)
        before.append(previous)
        _enter(best, last, pair.new + 1, weight, index)
        if weight > top:
            top, end = weight, index
    return [ordered[index] for index in _back(end, before)]


def _best_before(best: Sequence[float], last: Sequence[int], place: int) -> tuple[float, int]:
    weight, index = 0.0, -1
    while place > 0:
        if best[place] > weight:
            weight, index = best[place], last[place]
        place &= place - 1
    return weight, index


def _enter(best: list[float], last: list[int], place: int, weight: float, index: int) -> None:
    while place < len(best):
        if weight > best[place]:
            best[place], last[place] = weight, index
        place += place & -place
