"""A Document → its template: one message for each different segment, block or sentence, in document order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from ..model import Catalog, Document, Entry, Key, Segment
from . import segmentation as segmenting
from .header import template_header, without_names


def template(document: Document, name: str, source: str, day: dt.date, segmentation: str = segmenting.BLOCK) -> Catalog:
    """The template of a document; ``day`` is the date of its messages, ``source`` the source language's tag."""
    header = template_header(name, day, source, segmentation)
    entries = tuple(_entries(segmenting.segments(document, segmentation, source)))
    return without_names(Catalog(None, header, entries, header_fuzzy=True))


def _entries(segments: Iterable[Segment]) -> Iterable[Entry]:
    found: dict[Key, Entry] = {}
    for segment in segments:
        said = (segment.kind, *segment.notes)
        place = (segment.place.path,) if segment.place else ()
        old = found.get(segment.key)
        if old is None:
            found[segment.key] = Entry(segment.key, extracted=said, places=place)
        else:
            new = tuple(line for line in said if line not in old.extracted)
            places = tuple(path for path in place if path not in old.places)
            found[segment.key] = replace(old, extracted=old.extracted + new, places=old.places + places)
    return found.values()


def keeping_date(new: Catalog, old: Catalog | None) -> Catalog:
    """The new template with the old one's creation date when no message changed."""
    if old is None or old.entries != new.entries or "POT-Creation-Date" not in old.header:
        return new
    date = {"POT-Creation-Date": old.header["POT-Creation-Date"]}
    return replace(new, header=MappingProxyType({**new.header, **date}))
