"""Texts for the holes of a body → the filled body, whose blocks are those of its source.

A text that would break the structure is given up. The cost stays in proportion to the size
of the document: at most one reading when all is well, else one a top-level block, and a bounded
number of further ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from .blocks import Parsed, parse
from .sure import Kind, kind

PATIENCE = 16
"""How many readings of the whole body are spent before all texts are given up."""


class Hole(NamedTuple):
    """A slot's index, its place in the bytes of the body, and what stands there."""

    slot: int
    start: int
    end: int
    raw: str


class Settled(NamedTuple):
    text: str
    given_up: frozenset[int]


class Top(NamedTuple):
    """A top-level block and the holes in it."""

    start: int
    end: int
    holes: Sequence[Hole]


class Body:
    """The source's body as parsed, with its holes in order."""

    def __init__(self, source: Parsed, holes: Sequence[Hole]) -> None:
        self.source = source
        self.holes = holes

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What stands before, between and behind the holes."""
        starts = (0, *(hole.end for hole in self.holes))
        ends = (*(hole.start for hole in self.holes), len(self.source.data))
        return tuple(self.source.data[start:end].decode() for start, end in zip(starts, ends, strict=True))

    @cached_property
    def has_definitions(self) -> bool:
        """Whether links may be defined apart from where they stand."""
        return any(map(_DEFINITION.search, self.gaps))

    @cached_property
    def is_steady(self) -> bool:
        """Whether a word in every hole leaves all blocks as they are; one in quotes too, behind a link's definition."""
        words = (_WORD, *_TITLES) if self.has_definitions else (_WORD,)
        filled = (self.filled(dict.fromkeys((hole.slot for hole in self.holes), word), str) for word in words)
        return all(parse(text).skeleton == self.source.skeleton for text in filled)

    def filled(self, texts: Mapping[int, str], show: Callable[[str], str]) -> str:
        """The body with texts in its holes by slot; ``show`` renders the raw slice of one that has none."""
        out: list[str] = []
        for gap, hole in zip(self.gaps, self.holes, strict=False):
            out.append(gap)
            out.append(texts[hole.slot] if hole.slot in texts else show(hole.raw))
        return "".join(out) + self.gaps[-1]

    @cached_property
    def tops(self) -> tuple[Top, ...]:
        out: list[Top] = []
        at = 0
        for start, end, *_ in self.source.tops:
            first = at
            while at < len(self.holes) and self.holes[at].start < end:
                at += 1
            out.append(Top(start, end, self.holes[first:at]))
        return tuple(out)


def settle(body: Body, texts: Mapping[int, str], show: Callable[[str], str]) -> Settled:
    """The filled body; ``show`` renders the raw slice of a hole that has no text."""
    left = dict(texts)
    if not left and show("") == "":
        return Settled(body.source.data.decode(), frozenset())
    for attempt in range(PATIENCE):
        filled = body.filled(left, show)
        if attempt == 0 and show("") == "" and _holds(body, left):
            return Settled(filled, frozenset())
        parsed = parse(filled)
        if parsed.skeleton == body.source.skeleton:
            return Settled(filled, frozenset(texts) - frozenset(left))
        bad = set(_misfits(body, left, show)) if attempt == 0 else set()
        for index in bad or _at_first_difference(body, parsed, left):
            left.pop(index, None)
    return Settled(body.source.data.decode(), frozenset(texts))


def _holds(body: Body, texts: Mapping[int, str]) -> bool:
    """Whether the blocks are surely those of the source: only texts that could make others are read, among words."""
    if not body.is_steady:
        return False
    risky = {slot: text for slot, text in texts.items() if kind(text) is Kind.UNKNOWN}
    return not risky or parse(body.filled(risky, lambda _: _WORD)).skeleton == body.source.skeleton


_WORD = "x"
_TITLES = ('"x"', "'x'", "(x)")
_DEFINITION = re.compile(r"\[(?!\^)(?:[^\[\]\\]|\\.)*+\]:", re.DOTALL)
"""The label of a link's definition, whose title may stand on the next line."""


def _join(
    data: bytes,
    holes: Sequence[Hole],
    texts: Mapping[int, str],
    show: Callable[[str], str],
    start: int = 0,
    end: int | None = None,
) -> str:
    out: list[str] = []
    for hole in holes:
        out.append(data[start : hole.start].decode())
        out.append(texts[hole.slot] if hole.slot in texts else show(hole.raw))
        start = hole.end
    out.append(data[start:end].decode())
    return "".join(out)


def _misfits(body: Body, texts: Mapping[int, str], show: Callable[[str], str]) -> Iterator[int]:
    """The texts in blocks that differ from the source's when each block is read by itself."""
    for top in body.tops:
        here = [hole.slot for hole in top.holes if hole.slot in texts]
        if not here or _fits(body.source.data, top, texts, show):
            continue
        alone = [index for index in here if not _fits_alone(texts[index])]
        rest = {index: texts[index] for index in here if index not in alone}
        yield from alone if alone and _fits(body.source.data, top, rest, show) else here


def _fits(data: bytes, top: Top, texts: Mapping[int, str], show: Callable[[str], str]) -> bool:
    filled = _join(data, top.holes, texts, show, top.start, top.end)
    return parse(filled).skeleton == parse(data[top.start : top.end].decode()).skeleton


def _fits_alone(text: str) -> bool:
    """Whether a text is one paragraph where nothing stands beside it."""
    return parse(text).skeleton == _PARAGRAPH


_PARAGRAPH = parse("x").skeleton


def _at_first_difference(body: Body, parsed: Parsed, texts: Mapping[int, str]) -> Sequence[int]:
    """The texts in the last block before which source and edition agree; in all, when none is there."""
    ours, theirs = body.source, parsed
    agreed = 0
    for mine, other in zip(ours.skeleton, theirs.skeleton, strict=False):
        if mine != other:
            break
        agreed += 1
    at = 0
    for number, (_, _, skeleton_start, _) in enumerate(ours.tops):
        if skeleton_start <= agreed:
            at = number
    for top in reversed(body.tops[: at + 1]):
        found = [hole.slot for hole in top.holes if hole.slot in texts]
        if found:
            return found
    return list(texts)
