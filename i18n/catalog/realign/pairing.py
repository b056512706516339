"""Old and new sources → which old sentence each new one comes from, across paragraphs.

Sentences are tied, not paragraphs: a paragraph that was split, merged, moved or had a
sentence moved into it is then nothing special. First the sentences that lie between the same
unchanged paragraphs, then, by an index of rare terms, what was moved; what is less alike is
taken only where its neighbours vouch for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ... import match
from .order import Pair, chain, gaps

Reader = Callable[[str], Sequence[str]]
"""A source as its sentences; the same answer for the same source."""


class Spot(NamedTuple):
    """A sentence: the number of its segment, and its number in that."""

    segment: int
    number: int


class Tie(NamedTuple):
    """A new sentence comes from an old one; a score of 0 says: it stands where that one stood."""

    old: Spot
    new: Spot
    score: float


class Region(NamedTuple):
    """Segments whose sentences are compared with each other: numbers of old and of new ones, in order."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class Problem(NamedTuple):
    """All sources, the old ones in the order in which they are preferred, and which of them are to be tied."""

    old: Sequence[str]
    new: Sequence[str]
    open_old: Sequence[int]
    open_new: Sequence[int]
    read: Reader


class Bar(NamedTuple):
    """How alike two sentences must be: ``base``, and for short ones more (``short`` divided by their terms)."""

    base: float
    short: float

    def over(self, score: float, terms: int) -> bool:
        return score >= min(0.95, self.base + self.short / max(1, terms))


NEAR = Bar(0.55, 0.3)
"""Between the same unchanged paragraphs."""
LOOSE = Bar(0.42, 0.3)
"""Between sentences that are tied. Unrelated sentences of essays and stories have up to 0.37."""
FAR = Bar(0.58, 0.7)
"""Anywhere."""

ENOUGH_TERMS = 6
ENOUGH_OF_NEW = 0.3
ENOUGH_OF_OLD = 0.5
"""Segments belong together when they share so many terms, or so much of either."""

SAME_NEAR = 2
"""Between the same unchanged paragraphs, each term of a sentence that is the same counts so often."""

DENSE = 2500
"""Regions of more pairs than this are searched by index; to be in one says nothing."""
CANDIDATES = 5
ROUNDS = 3
"""A new segment takes sentences from so many segments that are found by index."""
GAIN = 0.04
"""So much more alike must a sentence be to two together, to come from both."""


def tie(problem: Problem, regions: Sequence[Region]) -> Mapping[int, tuple[Tie, ...]]:
    """The ties of each new segment that has any, in the order of its sentences.

    ``regions`` say which segments lie between the same unchanged ones.
    """
    board = _Board(problem)
    for region in regions:
        board.add(_accepted(board, _firm(board, region, NEAR), SAME_NEAR))
    near = frozenset(regions)
    moved = _moved(board, problem)
    for region in (*regions, *moved):
        for part in dict.fromkeys((region, *_pairs(board, region))):
            board.add(_stretched(board, part))
            board.add(_accepted_loose(board, _loose(board, part)))
        for part in dict.fromkeys((*_pairs(board, region), region)):
            if region in near or not _has_other_sources(board, part):
                board.add(_by_place(board, part))
    return {number: tuple(sorted(ties, key=lambda one: (one.new, one.old))) for number, ties in board.ties.items()}


class _Board:
    """What is tied so far, by new segment, and with it which sentences are still free."""

    def __init__(self, problem: Problem) -> None:
        self.old = _Side(problem.old, problem.read, set(), {})
        self.new = _Side(problem.new, problem.read, set(), {})
        self.ties: dict[int, list[Tie]] = {}

    def add(self, ties: Iterable[Tie]) -> None:
        for one in ties:
            self.ties.setdefault(one.new.segment, []).append(one)
            self.old.taken.add(one.old)
            self.new.taken.add(one.new)

    def within(self, region: Region) -> list[Tie]:
        olds = frozenset(region.old)
        return [one for segment in region.new for one in self.ties.get(segment, ()) if one.old.segment in olds]


class _Side(NamedTuple):
    """Old or new segments, and which of their sentences are tied."""

    sources: Sequence[str]
    read: Reader
    taken: set[Spot]
    known: dict[int, list[Spot]]

    def text(self, spot: Spot) -> str:
        return self.read(self.sources[spot.segment])[spot.number]

    def size(self, spot: Spot) -> int:
        return max(1, len(match.terms(self.text(spot))))

    def spots(self, segments: Iterable[int]) -> list[Spot]:
        found: list[Spot] = []
        for segment in segments:
            if segment not in self.known:
                count = len(self.read(self.sources[segment]))
                self.known[segment] = [Spot(segment, number) for number in range(count)]
            found += self.known[segment]
        return found

    def free(self, segments: Iterable[int]) -> list[Spot]:
        return [spot for spot in self.spots(segments) if spot not in self.taken]

    def terms_of(self, segment: int) -> int:
        return max(1, len(match.terms(self.sources[segment])))


# Firm ties: alike by themselves


def _firm(board: _Board, region: Region, bar: Bar) -> list[Tie]:
    """Free sentences that are alike: first those that kept their order, then those that moved."""
    return _matched(board, board.old.free(region.old), board.new.free(region.new), bar)


def _matched(board: _Board, old: Sequence[Spot], new: Sequence[Spot], bar: Bar) -> list[Tie]:
    if len(old) * len(new) > DENSE:
        bar = FAR
    sizes = [board.new.size(spot) for spot in new]
    pairs = [pair for pair in _likely(board, old, new) if bar.over(pair.score, sizes[pair.new])]
    spine = chain(pairs, sizes)
    moved = _greedy(pairs, {pair.old for pair in spine}, {pair.new for pair in spine})
    return [Tie(old[pair.old], new[pair.new], pair.score) for pair in (*spine, *moved)]


def _likely(board: _Board, old: Sequence[Spot], new: Sequence[Spot]) -> Iterator[Pair]:
    """Pairs of sentences with their ratios: all that could be, or in a large region those that an index finds."""
    one, other = [board.old.text(spot) for spot in old], [board.new.text(spot) for spot in new]
    find = _candidates(one, other)
    for number, text in enumerate(other):
        for at in find(number):
            if match.ceiling(one[at], text) >= LOOSE.base:
                yield Pair(at, number, match.ratio(one[at], text))


def _candidates(old: Sequence[str], new: Sequence[str]) -> Callable[[int], Iterable[int]]:
    if len(old) * len(new) <= DENSE:
        return lambda number: range(len(old))
    index = match.index(old, new)
    return lambda number: match.candidates(index, new[number], CANDIDATES)


def _greedy(pairs: Iterable[Pair], old: set[int], new: set[int]) -> Iterator[Pair]:
    """The best pairs of what a spine leaves, each place once."""
    for pair in sorted(pairs, key=lambda pair: (-pair.score, abs(pair.old - pair.new), pair)):
        if pair.old not in old and pair.new not in new:
            old.add(pair.old)
            new.add(pair.new)
            yield pair


def _accepted(board: _Board, ties: Sequence[Tie], same: int = 1) -> list[Tie]:
    """The ties of segments that share enough to belong together: many terms, or much of either.

    A sentence that is the same counts ``same`` times.
    """

    def together(old: int, new: int, terms: int) -> bool:
        much = ENOUGH_OF_NEW * board.new.terms_of(new), ENOUGH_OF_OLD * board.old.terms_of(old)
        return terms >= min(ENOUGH_TERMS, *much)

    return _together(board, ties, same, together)


def _accepted_loose(board: _Board, ties: Sequence[Tie]) -> list[Tie]:
    """Likewise for sentences that are only somewhat alike: they must be much of both segments."""

    def together(old: int, new: int, terms: int) -> bool:
        return terms >= ENOUGH_OF_NEW * max(board.new.terms_of(new), board.old.terms_of(old))

    return _together(board, ties, 1, together)


def _together(board: _Board, ties: Sequence[Tie], same: int, together: Callable[[int, int, int], bool]) -> list[Tie]:
    """The ties of segments that share enough terms, or that are tied already."""
    shared: dict[tuple[int, int], int] = {}
    for one in ties:
        pair = (one.old.segment, one.new.segment)
        shared[pair] = shared.get(pair, 0) + board.new.size(one.new) * (same if one.score == 1 else 1)
    kept = {
        (old, new)
        for (old, new), terms in shared.items()
        if together(old, new, terms) or any(one.old.segment == old for one in board.ties.get(new, ()))
    }
    return [one for one in ties if (one.old.segment, one.new.segment) in kept]


# What was moved


def _moved(board: _Board, problem: Problem) -> list[Region]:
    """Ties new segments of which much is free with old ones from anywhere; gives the regions that this makes."""
    wanted = [number for number in problem.open_new if _is_open(board, number)]
    used = {spot.segment for spot in board.old.taken} if wanted else set()
    olds = [at for at in problem.open_old if wanted and (at not in used or board.old.free([at]))]
    queries = {number: " ".join(map(board.new.text, board.new.free([number]))) for number in wanted}
    index = match.index([board.old.sources[number] for number in olds], list(queries.values()))
    regions = []
    for number, query in queries.items():
        found = [olds[at] for at in match.candidates(index, query, CANDIDATES)]
        taken = list(_take(board, number, found))
        if taken:
            regions.append(Region(tuple(taken), (number,)))
    return regions


def _is_open(board: _Board, number: int) -> bool:
    free = sum(map(board.new.size, board.new.free([number])))
    return free >= ENOUGH_TERMS or free >= ENOUGH_OF_NEW * board.new.terms_of(number)


def _take(board: _Board, new: int, candidates: Sequence[int]) -> Iterator[int]:
    """Ties a new segment with the candidates that tell most of it, best first; gives those."""
    for _ in range(ROUNDS):
        found = [_accepted(board, _firm(board, Region((old,), (new,)), FAR)) for old in candidates]
        best = max(found, key=lambda ties: sum(one.score * board.new.size(one.new) for one in ties), default=[])
        if not best:
            return
        board.add(best)
        yield best[0].old.segment


# What its neighbours vouch for


def _pairs(board: _Board, region: Region) -> list[Region]:
    """Each old and new segment that belong together, by themselves: they may have moved within their region."""
    together = sorted({(one.new.segment, one.old.segment) for one in board.within(region)})
    return [Region((old,), (new,)) for new, old in together]


def _stretched(board: _Board, region: Region) -> Iterator[Tie]:
    """Free sentences that make a tied neighbour's tie better: one sentence became two, or two one."""
    if not board.new.free(region.new) and not board.old.free(region.old):
        return
    tied = {(one.old, one.new): one.score for one in board.within(region)}
    by_old, by_new = dict(tied.keys()), {new: old for old, new in tied}
    for new, beside, first in _beside_free(board.new, region.new):
        if old := by_new.get(beside):
            text = _joined(board.new, new, beside, first)
            score = match.ratio(board.old.text(old), text)
            if score >= tied[old, beside] + GAIN and new not in board.new.taken:
                yield Tie(old, new, score)
    for spot, beside, first in _beside_free(board.old, region.old):
        if other := by_old.get(beside):
            score = match.ratio(_joined(board.old, spot, beside, first), board.new.text(other))
            if score >= tied[beside, other] + GAIN and spot not in board.old.taken:
                yield Tie(spot, other, score)


def _beside_free(side: _Side, segments: Sequence[int]) -> Iterator[tuple[Spot, Spot, bool]]:
    """Free sentences with a neighbour that is tied, and whether the free one comes first."""
    spots = side.spots(segments)
    for at, spot in enumerate(spots):
        if spot in side.taken:
            continue
        if at and spots[at - 1] in side.taken:
            yield spot, spots[at - 1], False
        if at + 1 < len(spots) and spots[at + 1] in side.taken:
            yield spot, spots[at + 1], True


def _joined(side: _Side, spot: Spot, beside: Spot, first: bool) -> str:
    texts = (side.text(spot), side.text(beside))
    return " ".join(texts if first else reversed(texts))


def _loose(board: _Board, region: Region) -> list[Tie]:
    """Free sentences between the same tied ones that are somewhat alike."""
    found: list[Tie] = []
    for old, new in _slots(board, region):
        found += _matched(board, old, new, LOOSE)
    return found


def _by_place(board: _Board, region: Region) -> Iterator[Tie]:
    """Free sentences of segments that belong together, between the same tied ones: who wrote the new for the old?

    The old one's translation stays in the draft, in the place of what may be said there now.
    """
    together = {(one.old.segment, one.new.segment) for one in board.within(region)}
    for old, new in _slots(board, region):
        for at, spot in enumerate(old):
            there = new[min(at, len(new) - 1)]
            if (spot.segment, there.segment) in together:
                yield Tie(spot, there, 0.0)


def _has_other_sources(board: _Board, region: Region) -> bool:
    """Whether new segments of a region were made of others too, which know better what stood where."""
    return any(one.old.segment not in region.old for number in region.new for one in board.ties.get(number, ()))


def _slots(board: _Board, region: Region) -> Iterator[tuple[list[Spot], list[Spot]]]:
    """The free sentences on both sides between the same neighbours in the run of ties that kept its order."""
    free_old, free_new = board.old.free(region.old), board.new.free(region.new)
    if not free_old or not free_new:
        return
    places_old = {spot: at for at, spot in enumerate(board.old.spots(region.old))}
    places_new = {spot: at for at, spot in enumerate(board.new.spots(region.new))}
    ties = [Pair(places_old[one.old], places_new[one.new], one.score or 0.1) for one in board.within(region)]
    spine = chain(ties, [1] * len(places_new))
    by_place_old = {places_old[spot]: spot for spot in free_old}
    by_place_new = {places_new[spot]: spot for spot in free_new}
    for old, new in gaps(by_place_old, by_place_new, ([pair.old for pair in spine], [pair.new for pair in spine])):
        yield [by_place_old[place] for place in old], [by_place_new[place] for place in new]
