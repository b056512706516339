"""How the cost of a book grows with its length: ×1, ×4 and ×16, up to 4 MB."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from i18n.catalog import po
from i18n.model import Catalog, Document, Entry

from . import verbs
from .book import MEGABYTE, book
from .clock import in_fork, medians
from .table import Figure, Section, Value

SIZES = (MEGABYTE // 4, MEGABYTE, 4 * MEGABYTE)
LIMIT = 1.1
ROUNDS, ENOUGH = 3, 2.5


class Material(NamedTuple):
    """A book and what was made of it, so that each step can be run by itself.

    ``edited`` is the template after its author changed one segment in twenty; ``catalog`` and
    ``file`` are a full pseudo-translation of the first template.
    """

    data: bytes
    document: Document
    template: Catalog
    edited: Catalog
    catalog: Catalog
    file: bytes


def measure() -> Section:
    """Seconds for each size, and the slope of their logarithms: 1 where twice the book costs twice the time."""
    verbs.warm_up()
    materials = [_material(size) for size in SIZES]
    figures = tuple(_figure(name, step, materials) for name, step in _STEPS.items())
    columns = (*(str(Value(size / MEGABYTE, "MB")) for size in SIZES), "slope")
    segments = ", ".join(f"{len(material.document.slots):,}" for material in materials)
    notes = (f"{segments} segments; the slope is that of log time over log size.",)
    return Section("A book of independent sentences", columns, figures, notes)


def _figure(name: str, step: Callable[[Material], object], materials: Sequence[Material]) -> Figure:
    times = medians([in_fork(step, material) for material in materials], ROUNDS, ENOUGH)
    found = Value(slope([len(material.data) for material in materials], times))
    return Figure(name, (*(Value(time, "s") for time in times), found), found, Value(LIMIT))


def _material(size: int) -> Material:
    data = book(size).encode()
    document = verbs.read("book.md", data)
    template = verbs.template(document)
    catalog = verbs.translated(template)
    return Material(data, document, template, _edited(template), catalog, po.dump(catalog))


def _edited(template: Catalog) -> Catalog:
    def edit(entry: Entry) -> Entry:
        return replace(entry, key=entry.key._replace(source=f"{entry.key.source} So it is."))

    entries = [edit(entry) if number % 20 == 7 else entry for number, entry in enumerate(template.entries)]
    return replace(template, entries=tuple(entries))


_STEPS: Mapping[str, Callable[[Material], object]] = {
    "extract: read, template, dump": lambda book: verbs.extract("book.md", book.data),
    "build Markdown: assemble, write": lambda book: verbs.build(book.document, book.catalog, ".md"),
    "build HTML: assemble, write": lambda book: verbs.build(book.document, book.catalog, ".html"),
    "update: load, nothing new, dump": lambda book: verbs.update(book.template, book.file),
    "update: load, 1 in 20 edited, dump": lambda book: verbs.update(book.edited, book.file),
    "load the PO file": lambda book: po.load(book.file, "book.po"),
    "dump the PO file": lambda book: po.dump(book.catalog),
}


def slope(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The slope of the straight line through the logarithms, by least squares.

    >>> slope([1, 4, 16], [3, 12, 48]), slope([1, 4, 16], [1, 16, 256])
    (1.0, 2.0)
    """
    xs, ys = [math.log(size) for size in sizes], [math.log(time) for time in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
