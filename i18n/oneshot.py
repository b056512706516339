"""The verbs for single files of anyone's making, outside any project."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import formats, languages, store
from .catalog import po
from .catalog import template as templates
from .errors import CatalogError, LanguageError, SourceError, StoreError
from .model import Catalog, Change, Document, Edition, Finding, Report, Row
from .store import Written

STANDARD_OUTPUT = "-"
UNDETERMINED = "und"
"""BCP 47: the language of an edition whose catalog names none."""


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
    return templates.template(document, path.stem, _language(document, source), day)


def _language(document: Document, told: str | None = None) -> str:
    """The tag of the language that a document is told to be in, or says that it is."""
    if told is not None:
        return languages.tag(told)
    return _tag(document.lang, document.path) if document.lang else "en"


def _tag(code: str, place: str) -> str:
    try:
        return languages.tag(code)
    except LanguageError as error:
        raise LanguageError(error.message, place=place, advice=error.advice) from None


def extract(path: Path, out: str | None, source: str | None, day: dt.date, *, check: bool) -> Written:
    """The template of a file in another file (by default beside it), or on standard output."""
    fresh = template_of(path, source, day)
    if out == STANDARD_OUTPUT:
        return put(po.dump(fresh), out, check=check)
    target = path.with_suffix(".pot") if out is None else Path(out)
    return put(po.dump(templates.keeping_date(fresh, _maybe_template(target))), str(target), check=check)


def _maybe_template(path: Path) -> Catalog | None:
    """The template in a file, None where there is no file; raises StoreError when something else would be lost."""
    data = store.maybe_read(path)
    try:
        found = None if data is None else po.load(data, str(path))
    except CatalogError:
        raise StoreError("a file that is no template is there already", place=str(path), advice=_ELSEWHERE) from None
    if found and (found.locale or any(entry.filled for entry in found.entries)):
        raise StoreError("a template would replace the translations here", place=str(path), advice=_ELSEWHERE)
    return found


_ELSEWHERE = "Nothing was written; name another file after -o."


def put(data: bytes, out: str, *, check: bool, over: Mapping[Path, bytes | None] | None = None) -> Written:
    """Bytes into a file that the user named, or on standard output; ``over`` as in `store.rewrite`, by path."""
    path = Path(out)
    if out == STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return Written(path, False)
    folder = store.resolved(path).parent
    changed = store.maybe_read(path) != data
    if changed and not check:
        store.expect_writable(path, folder)
        if over and path in over:
            store.rewrite(path, data, folder, over[path])
        else:
            store.write(path, data, folder)
    return Written(path, changed)


def assemble(
    path: Path,
    catalog_path: Path,
    out: str,
    lowest: str,
    source: str | None,
    target: str | None,
    *,
    draft: bool,
    check: bool,
) -> Assembled:
    """A file filled from a catalog; ``out`` ending in .html makes a page, else the file's own format.

    ``source`` and ``target`` are the languages of both, where they do not say.
    """
    from .editions import assemble as editions
    from .editions.policy import LOWEST, Policy
    from .editions.writers.source import as_written
    from .reports.lines import amount

    document = read(path)
    catalog = store.load(catalog_path)
    if out != STANDARD_OUTPUT and store.resolved(Path(out)) in map(store.resolved, (path, catalog_path)):
        raise StoreError("the result would replace what it is made from", place=out, advice=_ELSEWHERE)
    home = _language(document, source)
    locale = _told(catalog, catalog_path, target)
    form = formats.of(path.name)
    policy = Policy(LOWEST[lowest], draft=draft)
    edition = editions.assemble(document, catalog, form, locale, home, policy)
    data = _page(edition, path) if out.endswith(".html") else as_written(edition).encode()
    shown = sum(piece.text is not None for piece in edition.pieces)
    summary = f"{shown} of {amount(len(edition.pieces), 'segment')} translated; the rest is the original."
    return Assembled(put(data, out, check=check), summary, edition.findings)


def _told(catalog: Catalog, path: Path, target: str | None) -> str:
    """The language of a catalog: what its header says, or ``target``; LanguageError where they are two."""
    told = languages.tag(target) if target else None
    stated = _tag(catalog.locale, str(path)) if catalog.locale else None
    if told and stated and not languages.same(told, stated):
        raise LanguageError(
            f"this file says that it is in {stated}, not {told}",
            place=str(path),
            advice="Leave out --lang, or correct “Language” in its header.",
        )
    return stated or told or UNDETERMINED


def _page(edition: Edition, path: Path) -> bytes:
    from .editions.shelf import Shelf
    from .editions.writers import html

    return html.write(edition, Shelf(path.stem, ()))


def report(paths: Sequence[Path]) -> Report:
    """How far lone PO files are, counted by their messages (there is no document to count slots of)."""
    from . import status

    rows = []
    for path in paths:
        catalog = store.load(path)
        rows.append(Row(path.name, catalog.locale, status.tally_catalog(catalog)))
    return Report(tuple(rows))


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge wrote and changed; ``words`` are those of all the template's messages."""

    written: Written
    changes: tuple[Change, ...]
    words: int


def merge(
    old: Path, template: Path, out: str, source: str | None, target: str | None, day: dt.date, *, check: bool
) -> Merged:
    """A catalog brought up to a template, both of anyone's making; ``source`` and ``target`` where they do not say."""
    from . import words
    from .catalog import update as updates
    from .catalog.migrate import migrated

    edited = [] if out == STANDARD_OUTPUT else [Path(out)]
    with store.holding(edited, *(store.resolved(path).parent for path in edited or [old])) as over:
        catalog, wanted = store.load(old), store.load(template)
        locale = languages.tag(target) if target else _tag(catalog.locale or "", str(old))
        home = languages.tag(source) if source else None
        catalog = migrated(catalog, wanted, locale)
        done = updates.update(wanted, catalog, locale, source_language=home, day=day)
        size = sum(words.count(entry.key.source) for entry in wanted.active)
        return Merged(put(po.dump(done.catalog), out, check=check, over=over), done.changes, size)
