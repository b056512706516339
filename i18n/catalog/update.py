"""A template × a catalog → the catalog brought up to the template, and what changed.

Pure; loses no translation: what the template no longer has becomes obsolete, and comes back
when its source does.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..model import Catalog, Change, ChangeKind, Entry, Key
from .header import catalog_header, refreshed, without_names


class Update(NamedTuple):
    catalog: Catalog
    changes: tuple[Change, ...]


def start(template: Catalog, locale: str, day: dt.date) -> Catalog:
    """The catalog of a language that begins today: every message of the template, untranslated."""
    fresh = Catalog(locale, catalog_header(template, locale, day), template.active)
    return without_names(fresh)


def update(template: Catalog, catalog: Catalog, locale: str) -> Update:
    """The catalog with the template's messages in the template's order.

    Exact keys keep their translations; a key that was obsolete is revived; a message that
    left the template is kept as obsolete when anything was written in it.
    """
    active = {entry.key: entry for entry in catalog.entries if not entry.obsolete}
    obsolete = {entry.key: entry for entry in catalog.entries if entry.obsolete}
    wanted = {entry.key for entry in template.active}
    moved = _moved([key for key in active if key in wanted], [entry.key for entry in template.active])
    entries: list[Entry] = []
    changes: list[Change] = []
    for new in template.active:
        old = active.get(new.key)
        if old is None and new.key in obsolete:
            old = obsolete.pop(new.key)
            changes.append(Change(ChangeKind.REVIVED, new.key))
        elif old is None:
            changes.append(Change(ChangeKind.NEW, new.key))
        elif new.key in moved:
            changes.append(Change(ChangeKind.MOVED, new.key))
        entries.append(_merged(new, old))
    gone = [entry for key, entry in active.items() if key not in wanted]
    changes += [Change(ChangeKind.OBSOLETE, entry.key) for entry in gone]
    kept = [_retired(entry) for entry in gone if entry.filled or entry.notes]
    held = {entry.key for entry in kept}
    rest = [entry for entry in obsolete.values() if entry.key not in held]
    updated = replace(catalog, entries=(*entries, *rest, *kept))
    return Update(refreshed(updated, template, locale), tuple(changes))


def _merged(new: Entry, old: Entry | None) -> Entry:
    """What the author says is taken from the template, what the translator says is kept."""
    if old is None:
        return new
    return replace(old, extracted=new.extracted, places=new.places, obsolete=False)


def _retired(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, extracted=(), places=())


def _moved(old: Sequence[Key], new: Sequence[Key]) -> frozenset[Key]:
    """The keys outside a longest run that kept its order."""
    position = {key: index for index, key in enumerate(old)}
    order = [position[key] for key in new if key in position]
    stayed = {old[index] for index in _longest_increasing(order)}
    return frozenset(position) - stayed


def _longest_increasing(numbers: Sequence[int]) -> Iterator[int]:
    """One longest increasing subsequence, from its end (patience sorting, n log n)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [index]
    at = ends[-1] if ends else -1
    while at >= 0:
        yield numbers[at]
        at = before[at]
