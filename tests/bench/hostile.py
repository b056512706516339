"""Shapes that no author writes and no quadratic step can bear: n of something, then 4n.

A step in proportion takes four times as long for 4n, a quadratic one sixteen times.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from i18n.catalog import po
from i18n.catalog import update as updates
from i18n.model import Catalog, Document, Entry, Key
from i18n.pseudo import OTHER, PLAIN

from . import verbs
from .book import Draw
from .clock import Run, in_fork, medians
from .shapes import CATALOGS, DOCUMENTS, UPDATES, CatalogShape, DocumentShape, UpdateShape
from .table import Figure, Section, Value

LIMIT = 6.0
"""More than 4 by what memory and a busy machine add, and far less than 16."""
ROUNDS, ENOUGH = 3, 0.4
PATIENCE = 5
"""Seconds after which a run is stopped; building may spend as much again on reading first."""
NOISE = 0.03
"""Seconds for 4n below which growth tells nothing."""


def documents() -> Section:
    """Extraction (read, template, dump) and building (assemble, write HTML)."""
    verbs.warm_up()
    figures = tuple(map(_document, DOCUMENTS))
    notes = (
        f"The number is 4n; growth is time for 4n over time for n: linear 4, quadratic 16, held up to {LIMIT:g}.",
        f"endless: over {PATIENCE} s; –: too short to tell; tr.: translation, of a source of one word.",
    )
    return Section("Hostile documents", ("extract", "growth", "build", "growth"), figures, notes)


def catalogs() -> Section:
    """Loading PO files and writing them again."""
    return Section("Hostile catalogs", ("load", "growth", "dump", "growth"), tuple(map(_catalog, CATALOGS)))


def all_changed() -> Section:
    """Updates of a full catalog when everything changes at once."""
    return Section("Hostile updates", ("update", "growth"), tuple(map(_update, UPDATES)))


def _document(shape: DocumentShape) -> Figure:
    sources = {n: shape.source(n).encode() for n in (shape.n, 4 * shape.n)}
    extracts = [in_fork(verbs.extract, shape.file, data, patience=PATIENCE) for data in sources.values()]
    builds = [in_fork(_build, _reader(shape, n, data), patience=2 * PATIENCE) for n, data in sources.items()]
    return _figure(shape.name, 4 * shape.n, extracts, builds)


def _reader(shape: DocumentShape, n: int, data: bytes) -> Callable[[], tuple[Document, Catalog]]:
    """What makes the document and its full catalog, in the fork that will build them."""

    def translate(source: str, number: int) -> str:
        return shape.target(n, number) if shape.target else source.translate(OTHER_LETTERS)

    def read() -> tuple[Document, Catalog]:
        document = verbs.read(shape.file, data)
        return document, verbs.translated(verbs.template(document), translate)

    return read


def _build(ready: tuple[Document, Catalog]) -> None:
    verbs.build(*ready, ".html")


def _catalog(shape: CatalogShape) -> Figure:
    files = [(_HEADER + shape.messages(n)).encode() for n in (shape.n, 4 * shape.n)]
    loads = [in_fork(po.load, file, "book.po", patience=PATIENCE) for file in files]
    dumps = [in_fork(po.dump, _loader(file), patience=2 * PATIENCE) for file in files]
    return _figure(shape.name, 4 * shape.n, loads, dumps)


OTHER_LETTERS = str.maketrans(PLAIN, OTHER)
_HEADER = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _loader(file: bytes) -> Callable[[], Catalog]:
    return lambda: po.load(file, "book.po")


def _update(shape: UpdateShape) -> Figure:
    runs = []
    for n in (shape.n, 4 * shape.n):
        draw = Draw(n)
        old, new = shape.change([draw.sentences(1, 3) for _ in range(n)])
        template, catalog = _messages(new, ""), _messages(old, "перевод ")
        runs.append(in_fork(updates.update, template, catalog, verbs.LOCALE, patience=PATIENCE))
    return _figure(shape.name, 4 * shape.n, runs)


def _messages(texts: Iterable[str], translation: str) -> Catalog:
    entries = (Entry(Key(None, text), translation and translation + text) for text in dict.fromkeys(texts))
    return Catalog(verbs.LOCALE if translation else None, {"Language": verbs.LOCALE}, tuple(entries))


def _figure(name: str, n: int, *pairs: Sequence[Run]) -> Figure:
    values: list[Value] = []
    for pair in pairs:
        less, more = medians(pair, ROUNDS, ENOUGH)
        growth = math.nan if more < NOISE else math.inf if math.isinf(more) else more / less
        values += [Value(more, "s"), Value(growth, "×")]
    growths = [value for value in values if value.unit == "×" and not math.isnan(value.number)]
    return Figure(name.format(n=f"{n:,}"), tuple(values), max(growths, default=None), Value(LIMIT, "×"))
