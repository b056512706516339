"""Texts for the holes of a body → the filled body, whose blocks are those of its source.

A text that would break the structure is given up. The cost stays in proportion to the size
of the document: one reading when all is well, else one a top-level block, and a bounded
number of further ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from .blocks import Parsed, parse

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
        filled = _join(body.source.data, body.holes, left, show)
        parsed = parse(filled)
        if parsed.skeleton == body.source.skeleton:
            return Settled(filled, frozenset(texts) - frozenset(left))
        bad = set(_misfits(body, left, show)) if attempt == 0 else set()
        for index in bad or _at_first_difference(body, parsed, left):
            left.pop(index, None)
    return Settled(body.source.data.decode(), frozenset(texts))


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
