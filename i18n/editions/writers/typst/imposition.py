"""How many pages there are → which two stand on each side of each sheet of a booklet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

Side: TypeAlias = tuple[int | None, int | None]
# Sixteen sheets are what a stapler takes and a fold bears; a longer book is folded in sections of eight.
THICKEST = 64
SECTION = 32


def sides(count: int, direction: str = "ltr") -> Iterator[Side]:
    """The pages on the left and on the right of each printed side, from 1; None where a page is blank.

    Blanks are at the end. A right-to-left book is the mirror image: its spine is on the other side.

    >>> list(sides(5))
    [(None, 1), (2, None), (None, 3), (4, 5)]
    >>> list(sides(4, "rtl"))
    [(1, 4), (3, 2)]
    """
    section = count if count <= THICKEST else SECTION
    for first in range(0, count, section or 1):
        pages = range(first + 1, min(first + section, count) + 1)
        for left, right in _section(pages):
            yield (left, right) if direction == "ltr" else (right, left)


def _section(pages: range) -> Iterator[Side]:
    padded: list[int | None] = [*pages, *[None] * (-len(pages) % 4)]
    last = len(padded) - 1
    for sheet in range(len(padded) // 4):
        yield padded[last - 2 * sheet], padded[2 * sheet]
        yield padded[2 * sheet + 1], padded[last - 2 * sheet - 1]
