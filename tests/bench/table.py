"""Sections of figures → lines of at most 80 columns for people, or plain data for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

NAME, CELL = 37, 8


class Value(NamedTuple):
    """A number in a unit: ``s`` (CPU seconds), ``MB``, ``×`` (a ratio) or nothing (a slope)."""

    number: float
    unit: str = ""

    def __str__(self) -> str:
        if math.isnan(self.number):
            return "–"
        if math.isinf(self.number):
            return "endless" if self.unit == "s" else "∞"
        return _FORMATS[self.unit](self.number)


_FORMATS = {
    "": "{:.2f}".format,
    "s": lambda number: f"{number:.3f} s" if number < 1 else f"{number:.2f} s",
    "MB": "{:.2f} MB".format,
    "×": lambda number: f"×{number:.2f}" if number < 10 else f"×{number:.1f}",
}


class Figure(NamedTuple):
    """One line: what was timed, and a number for each column of its section.

    ``measure`` is the one of them that should be at most ``limit``, where anything is demanded.
    """

    name: str
    values: tuple[Value, ...]
    measure: Value | None = None
    limit: Value | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the limit is kept; None where there is none."""
        return None if self.measure is None or self.limit is None else self.measure.number <= self.limit.number


class Section(NamedTuple):
    """Figures of one kind; ``notes`` are lines below them."""

    title: str
    columns: tuple[str, ...]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()


def lines(section: Section) -> Iterator[str]:
    """The section as a table, its limits on the right."""
    limited = any(figure.limit for figure in section.figures)
    yield _line(section.title, section.columns, "limit" if limited else "")
    for figure in section.figures:
        yield _line(figure.name, tuple(map(str, figure.values)), _verdict(figure))
    yield from (f"  {note}" for note in section.notes)


def _line(name: str, cells: tuple[str, ...], verdict: str) -> str:
    return f"{name:{NAME}}{''.join(f' {cell:>{CELL}}' for cell in cells)}  {verdict}".rstrip()


def _verdict(figure: Figure) -> str:
    if figure.holds is None:
        return ""
    assert figure.limit is not None, "something holds or not"
    return f"{figure.limit.number:g} {'OK' if figure.holds else 'OVER'}"


def data(section: Section) -> dict[str, Any]:
    """The section as JSON can hold it; what is endless or too short to tell is null."""
    return {
        "title": section.title,
        "figures": [
            {
                "name": figure.name,
                "values": [
                    {"column": column, "number": _maybe(value), "unit": value.unit}
                    for column, value in zip(section.columns, figure.values, strict=True)
                ],
                "measure": _maybe(figure.measure),
                "limit": _maybe(figure.limit),
                "holds": figure.holds,
            }
            for figure in section.figures
        ],
        "notes": list(section.notes),
    }


def _maybe(value: Value | None) -> float | None:
    return value.number if value and math.isfinite(value.number) else None
