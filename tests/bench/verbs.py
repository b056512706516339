"""What is timed, as functions of values: every call into the package under test that is not a command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from i18n import formats
from i18n.catalog import po
from i18n.catalog import template as templates
from i18n.catalog import update as updates
from i18n.editions.assemble import assemble
from i18n.editions.shelf import Shelf
from i18n.editions.writers import writers
from i18n.model import Catalog, Document, Edition, Entry
from i18n.pseudo import pseudo

DAY = dt.date(2026, 1, 2)
HOME, LOCALE = "en", "ru"

Translate = Callable[[str, int], str]
"""The translation of a source text; the number is that of its message."""


def read(name: str, data: bytes) -> Document:
    return formats.of(name).read(name, data)


def template(document: Document) -> Catalog:
    return templates.template(document, "book", HOME, DAY)


def extract(name: str, data: bytes) -> bytes:
    """A source file as its template."""
    return po.dump(template(read(name, data)))


def update(fresh: Catalog, old: bytes) -> bytes:
    """A catalog's file as it is after an update to a template."""
    return po.dump(updates.update(fresh, po.load(old, "book.po"), LOCALE).catalog)


def build(document: Document, catalog: Catalog, suffix: str) -> bytes | None:
    """An edition's file: HTML, or the format of its source."""
    edition = assemble_edition(document, catalog)
    return writers()[suffix](edition, Shelf("book", ()))


def assemble_edition(document: Document, catalog: Catalog) -> Edition:
    return assemble(document, catalog, formats.of(document.path), LOCALE, HOME)


def warm_up() -> None:
    """Does everything once to one word: what is imported or read on first use is then here."""
    document = read("word.md", b"---\nlang: en\n---\n\nword <b>\n")
    catalog = translated(template(document))
    for suffix in (".md", ".html"):
        build(document, catalog, suffix)
    update(template(document), po.dump(catalog))
    read("word.txt", b"word\n")


def translated(catalog: Catalog, translate: Translate | None = None) -> Catalog:
    """A catalog or template, anyone's, with a translation in every message: by default its pseudo-translation."""
    translate = translate or pseudo_translate

    def fill(number: int, entry: Entry) -> Entry:
        return replace(entry, target=translate(entry.key.source, number), fuzzy=False, previous=None)

    header = {**catalog.header, "Language": LOCALE}
    entries = tuple(fill(number, entry) for number, entry in enumerate(catalog.active))
    return replace(catalog, locale=LOCALE, header=header, header_fuzzy=False, entries=entries)


def pseudo_translate(source: str, _: int) -> str:
    return pseudo(source)
