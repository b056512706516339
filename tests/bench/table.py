"""Sections of figures → lines of at most 80 columns for people, or plain data for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

NAME, CELL = 37, 8


class Value(NamedTuple):
    """A number in a unit: ``s`` (CPU seconds), ``MB``, ``GB``, ``×`` (a ratio), ``%`` (a share), ``n`` (a count) or none."""

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
    "GB": "{:.2f} GB".format,
    "%": "{:.1%}".format,
    "n": "{:,.0f}".format,
    "×": lambda number: f"×{number:.2f}" if number < 10 else f"×{number:.1f}",
}


class Figure(NamedTuple):
    """One line: what was timed, and a number for each column of its section.

    ``measure`` is the one of them that should be at most ``limit``, or at least ``least``,
    where anything is demanded.
    """

    name: str
    values: tuple[Value, ...]
    measure: Value | None = None
    limit: Value | None = None
    least: Value | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the limit is kept; None where there is none."""
        if self.measure is None or (self.limit is None and self.least is None):
            return None
        most = math.inf if self.limit is None else self.limit.number
        least = -math.inf if self.least is None else self.least.number
        return least <= self.measure.number <= most


class Section(NamedTuple):
    """Figures of one kind; ``notes`` are lines below them."""

    title: str
    columns: tuple[str, ...]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()


def lines(section: Section) -> Iterator[str]:
    """The section as a table, its limits on the right."""
    limited = any(figure.limit or figure.least for figure in section.figures)
    yield _line(section.title, section.columns, "limit" if limited else "")
    for figure in section.figures:
        yield _line(figure.name, tuple(map(str, figure.values)), _verdict(figure))
    yield from (f"  {note}" for note in section.notes)


def _line(name: str, cells: tuple[str, ...], verdict: str) -> str:
    return f"{name:{NAME}}{''.join(f' {cell:>{CELL}}' for cell in cells)}  {verdict}".rstrip()


def _verdict(figure: Figure) -> str:
    if figure.holds is None:
        return ""
    limits = (("", figure.limit), ("≥", figure.least))
    told = " ".join(f"{sign}{_limit(limit)}" for sign, limit in limits if limit)
    return f"{told} {'OK' if figure.holds else 'OVER' if figure.limit else 'UNDER'}"


def _limit(limit: Value) -> str:
    number = limit.number * 100 if limit.unit == "%" else limit.number
    return f"{number:.3g}{limit.unit if limit.unit in ('%', '×') else ''}"


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
                "least": _maybe(figure.least),
                "holds": figure.holds,
            }
            for figure in section.figures
        ],
        "notes": list(section.notes),
    }


def _maybe(value: Value | None) -> float | None:
    return value.number if value and math.isfinite(value.number) else None
