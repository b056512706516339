"""Joined sentences: a target that is ``↑`` alone says that the sentence is told in the one before.

Such sentences are one unit. Marks are bound to the whole of it (`review.bound_text`), and when
the source, target, order or neighbour of one changes, all of it is a draft again. Neighbours
are found in the order of the catalog, which is that of the document; which units a document
allows is for `blocks` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from .. import review
from ..model import Catalog, Entry, Key
from . import segmentation

T = TypeVar("T")

JOINED = "↑"
"""A target that says: told in the sentence before (see DESIGN, PO conventions)."""

NONE: Mapping[Key, Key] = MappingProxyType({})
Others = tuple[tuple[int, Key, str], ...]


def is_joined(entry: Entry | None) -> bool:
    """Whether an entry says that it is told in the one before; where its source is that sign, it is a sign."""
    return entry is not None and entry.target == JOINED != entry.key.source


def bound(catalog: Catalog) -> Catalog:
    """The catalog whose entries know the other members of their units, as they stand in it."""
    entries = catalog.entries
    if segmentation.of(catalog) != segmentation.SENTENCE or not any(map(is_joined, entries)):
        if not any(entry.joined for entry in entries):
            return catalog
        return replace(catalog, entries=tuple(replace(entry, joined=()) for entry in entries))
    return replace(catalog, entries=tuple(_bound(entries)))


def as_unit(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that follow each other, knowing the others of their units."""
    return list(_bound(tuple(entries)))


def rebound(catalog: Catalog) -> Catalog:
    """The same for a catalog whose entries know earlier neighbours: marks that held hold for what stands now.

    For changes that no reader of the translation can see, or that the author calls trivial.
    """
    pairs = zip(catalog.entries, bound(catalog).entries, strict=True)
    return replace(catalog, entries=tuple(_with_marks(old, new) for old, new in pairs))


def settled(catalog: Catalog, renamed: Mapping[Key, Key] = NONE) -> Catalog:
    """The same, every unit fuzzy that is not what its members knew: no person has read it so.

    ``renamed`` are keys before and after changes of the source that no reader of the
    translation can see: there, marks that held hold again. What somebody read as it stands
    now is as it was: another program has sorted the file meanwhile.
    """
    new = bound(catalog).entries
    if not any(entry.joined for entry in (*catalog.entries, *new)):
        return catalog
    broken: set[Key] = set()
    for old, now in zip(catalog.entries, new, strict=True):
        if not _same(old.joined, now.joined, renamed) and not (now.joined and review.reviews(now)):
            broken |= {now.key, *(key for _, key, _ in now.joined)}
    entries = (
        _fuzzy(now) if now.key in broken and not now.obsolete else _with_marks(old, now)
        for old, now in zip(catalog.entries, new, strict=True)
    )
    return replace(catalog, entries=tuple(entries))


def _same(old: Others, new: Others, renamed: Mapping[Key, Key]) -> bool:
    """Whether a unit is as it was; a target under another spelling of its source may have its links spelled so."""
    if old == new:
        return True
    before = [(place, renamed.get(key, key), "" if key in renamed else target) for place, key, target in old]
    spelled = set(renamed.values())
    return before == [(place, key, "" if key in spelled else target) for place, key, target in new]


def _fuzzy(entry: Entry) -> Entry:
    return replace(entry, fuzzy=entry.fuzzy or entry.filled)


def _with_marks(old: Entry, new: Entry) -> Entry:
    """The entry in its new unit; the marks that held for the old one hold for it."""
    if old.joined == new.joined:
        return new
    before, after = (review.digest(one.key, review.bound_text(one)) for one in (old, new))
    valid = {str(mark): str(replace(mark, digest=after)) for mark in review.marks(old) if mark.digest == before}
    return replace(new, notes=tuple(valid.get(note.strip(), note) for note in new.notes))


def _bound(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, each with what else is told in its unit."""
    for unit in runs(entries, _joins):
        members = [(entry.key, entry.target) for entry in unit]
        for at, entry in enumerate(unit):
            others = tuple((place - at, *one) for place, one in enumerate(members) if place != at)
            yield entry if entry.joined == others else replace(entry, joined=others)


def runs(items: Sequence[T], joins: Callable[[T], bool]) -> Iterator[Sequence[T]]:
    """Each item with those after it that join it; the first joins nothing, whatever is said of it.

    >>> list(runs("a+b++", "+".__eq__))
    ['a+', 'b++']
    """
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or not joins(items[end]):
            yield items[start:end]
            start = end


def _joins(entry: Entry) -> bool:
    """Whether an entry of a catalog is told in the one before; what is obsolete joins nothing."""
    return is_joined(entry) and not entry.obsolete
