"""An HTML table → its cells in the grid, each with the place and the size that a browser gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...tree import Element


class Cell(NamedTuple):
    """A cell: where it stands, from 0, and how far it reaches."""

    element: Element
    row: int
    column: int
    width: int
    height: int


def cells(table: Element) -> tuple[int, int, tuple[Cell, ...]]:
    """The number of columns, the number of head rows, and the cells (HTML Standard, 4.9.12.1, without overlaps)."""
    rows = list(_rows(table))
    taken: set[tuple[int, int]] = set()
    found: list[Cell] = []
    for index, row in enumerate(rows):
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while (index, column) in taken:
                column += 1
            height = min(_span(element, "rowspan"), len(rows) - index)
            width = _span(element, "colspan")
            while any((index, column + extra) in taken for extra in range(width)):
                width -= 1
            taken |= {(index + down, column + right) for down in range(height) for right in range(width)}
            found.append(Cell(element, index, column, width, height))
            column += width
    columns = max((cell.column + cell.width for cell in found), default=0)
    return columns, _heads(rows, found), tuple(found)


def _rows(table: Element) -> Iterator[Element]:
    parts = {"thead": 0, "tbody": 1, "tfoot": 2}
    groups = [child for child in table if child.tag in parts]
    yield from (row for group in sorted(groups, key=lambda one: parts[one.tag]) for row in group if row.tag == "tr")
    yield from (row for row in table if row.tag == "tr")


def _heads(rows: list[Element], found: list[Cell]) -> int:
    """How many rows from the first are heads alone, and reach no farther than the heads do."""
    count = 0
    while count < len(rows) and all(child.tag == "th" for child in rows[count]):
        count += 1
    while count and any(cell.row < count < cell.row + cell.height for cell in found):
        count -= 1
    return count


def _span(element: Element, name: str) -> int:
    text = element.get(name, "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 4 else 1
