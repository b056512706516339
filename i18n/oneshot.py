"""The verbs for single files of anyone's making, outside any project."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import formats, languages, status, store
from .catalog import po
from .catalog import template as templates
from .editions import assemble as editions
from .editions.policy import LOWEST, Policy
from .errors import SourceError
from .model import Catalog, Document, Edition, Finding, Report, Row
from .workflow import Written

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Assembled:
    written: Written
    summary: str
    findings: tuple[Finding, ...]


def read(path: Path) -> Document:
    """The document in a file; its places name the file alone, so that no folder of anyone's gets out."""
    document = formats.of(path.name).read(path.name, store.read(path))
    if not document.slots:
        raise SourceError("there is nothing to translate in this file", place=f"{path}:1", advice="Write it first.")
    return document


def template_of(path: Path, source: str | None, day: dt.date) -> Catalog:
    """The template of a file; ``source`` is its language where it does not say."""
    document = read(path)
    return templates.template(document, path.stem, languages.tag(source or document.lang or "en"), day)


def extract(path: Path, out: str | None, source: str | None, day: dt.date, *, check: bool) -> Written:
    """The template of a file in another file (by default beside it), or on standard output."""
    target = Path(out) if out else path.with_suffix(".pot")
    fresh = template_of(path, source, day)
    if out != STANDARD_OUTPUT and target.is_file():
        fresh = templates.keeping_date(fresh, store.load(target))
    return put(po.dump(fresh), out or str(target), check=check)


def put(data: bytes, out: str, *, check: bool) -> Written:
    """Bytes into a file that the user named, or on standard output."""
    if out == STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        return Written(Path(out), False)
    path = Path(out)
    if check:
        return Written(path, not path.is_file() or store.read(path) != data)
    return Written(path, store.write(path, data, path.resolve().parent))


def assemble(path: Path, catalog_path: Path, out: str, lowest: str, *, draft: bool, check: bool) -> Assembled:
    """A file filled from a catalog; ``out`` ending in .html makes a page, else the file's own format."""
    document = read(path)
    catalog = store.load(catalog_path)
    home = languages.tag(document.lang or "en")
    locale = catalog.locale or home
    form = formats.of(path.name)
    edition = editions.assemble(document, catalog, form, locale, home, Policy(LOWEST[lowest], draft=draft))
    data = _page(edition, path) if out.endswith(".html") else edition.text.encode()
    shown = sum(piece.text is not None for piece in edition.pieces)
    summary = f"{shown} of {len(edition.pieces)} segments are translations; the rest is the original."
    return Assembled(put(data, out, check=check), summary, edition.findings)


def _page(edition: Edition, path: Path) -> bytes:
    from .editions.shelf import Shelf
    from .editions.writers import html

    return html.write(edition, Shelf(path.stem, ()))


def report(paths: Sequence[Path]) -> Report:
    """How far lone PO files are, counted by their messages (there is no document to count slots of)."""
    rows = []
    for path in paths:
        catalog = store.load(path)
        rows.append(Row(path.name, catalog.locale or "template", status.tally_catalog(catalog)))
    return Report(tuple(rows))
