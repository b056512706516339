"""The documents of one language, each a template × a catalog → all brought up to their templates together.

What leaves one document may come to another: a paragraph that was cut here and pasted there, a
chapter that was renamed. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..model import EMPTY, Catalog, ChangeKind, Document, Entry, Segment
from .header import catalog_header
from .migrate import migrated
from .update import Update, leftovers, start, update


class Part(NamedTuple):
    """One document: its template, its catalog (None before there is one), where its link labels lead, its blocks."""

    template: Catalog
    catalog: Catalog | None
    destinations: Mapping[str, str] = EMPTY
    blocks: tuple[Segment, ...] = ()


def update_together(
    parts: Sequence[Part], locale: str, day: dt.date, orphans: Iterable[Catalog] = ()
) -> tuple[Update, ...]:
    """The update of each part; ``orphans`` are catalogs of documents that are gone.

    A translation that its own document does not need any more is offered to the others: with
    an exact key it comes as it is, else as a draft. A message that still stands where it was
    is offered to nobody.
    """
    parts = [_of_today(part, locale) for part in parts]
    orphans = [migrated(orphan, parts[0].template, locale) for orphan in orphans] if parts else []
    spare = [leftovers(part.template, part.catalog) if part.catalog else () for part in parts]
    lost = [entry for orphan in orphans for entry in orphan.entries if entry.filled]
    return tuple(_updated(part, locale, day, _pool(number, part, spare, lost)) for number, part in enumerate(parts))


def _of_today(part: Part, locale: str) -> Part:
    """A part whose catalog has the segmentation, and is of the extractor, of its template."""
    if part.catalog is None:
        return part
    return part._replace(catalog=migrated(part.catalog, part.template, locale, part.blocks))


def _pool(number: int, part: Part, spare: Sequence[Sequence[Entry]], lost: Sequence[Entry]) -> tuple[Entry, ...]:
    """What the others do not need, for a document that has something to translate."""
    has = {entry.key for entry in part.catalog.active if entry.filled} if part.catalog else frozenset()
    if all(message.key in has for message in part.template.active):
        return ()
    return (*_spared(number, spare), *lost)


def _spared(number: int, spare: Sequence[Sequence[Entry]]) -> Iterator[Entry]:
    for other, entries in enumerate(spare):
        if other != number:
            yield from entries


def _updated(part: Part, locale: str, day: dt.date, pool: tuple[Entry, ...]) -> Update:
    if part.catalog is not None:
        return update(part.template, part.catalog, locale, day=day, pool=pool, destinations=part.destinations)
    fresh = start(part.template, locale, day)
    if not pool:
        return Update(fresh, ())
    empty = Catalog(locale, catalog_header(part.template, locale, day), ())
    done = update(part.template, empty, locale, day=day, pool=pool, destinations=part.destinations)
    found = tuple(change for change in done.changes if change.kind is not ChangeKind.NEW)
    return done._replace(catalog=replace(done.catalog, comment=fresh.comment), changes=found)


def destinations(document: Document) -> Mapping[str, str]:
    """Where the link labels lead that a document defines; only Markdown has such."""
    if document.format != "markdown" or "]:" not in document.raw:
        return EMPTY
    from .realign import visible

    return visible.destinations(document.raw)
