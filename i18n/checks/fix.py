"""What `check --fix` puts right: machine marks are put back and bound to the present text, stray previous sources go.

Reviews are never touched: nobody but a person can say that a text was read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from .. import review
from ..model import Catalog, Entry, Key
from . import marks


def fixed(catalog: Catalog, but: Collection[Key] = ()) -> Catalog:
    """The catalog put right, but for the messages of some keys; fuzzy and empty entries stay as they are."""
    strays = {entry.key: str(mark) for entry, mark in marks.strays(catalog)}
    found = [_with_own_mark(entry, strays) for entry in catalog.entries] if strays else catalog.entries
    entries = (
        entry if entry.obsolete or entry.fuzzy or not entry.filled or entry.key in but else _fixed(entry)
        for entry in found
    )
    return replace(catalog, entries=tuple(entries))


def _with_own_mark(entry: Entry, strays: Mapping[Key, str]) -> Entry:
    """The entry with its mark back that strayed, without one that strayed to it."""
    notes = tuple(note for note in entry.notes if note.strip() not in strays.values())
    own = (strays[entry.key],) if entry.key in strays and not entry.obsolete else ()
    return replace(entry, notes=(*notes, *own))


def _fixed(entry: Entry) -> Entry:
    digest = review.digest(entry.key, review.bound_text(entry))
    bound = {str(mark): str(replace(mark, digest=digest)) for mark in review.marks(entry) if mark.kind == "machine"}
    notes = tuple(bound.get(note.strip(), note) for note in entry.notes)
    return replace(entry, notes=notes, previous=None, previous_plural=None)
