"""A template × a catalog → the catalog brought up to the template, and what changed.

Pure; loses no translation: what the template no longer has goes into drafts of what came in
its place (see `realign`), becomes obsolete, and comes back when its source does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..model import EMPTY, Catalog, Change, ChangeKind, Entry, Key
from . import units
from .header import catalog_header, refreshed, without_names
from .realign import Carried, Region, Setting, order, outdated, realign, scale, text, texts


class Update(NamedTuple):
    """The catalog, what changed, and the entries of the pool that went into it."""

    catalog: Catalog
    changes: tuple[Change, ...]
    taken: tuple[Entry, ...] = ()


class Settled(NamedTuple):
    """What a message became, the change to report, and the entries that its translation was carried over from.

    ``whole`` says that their translations stand, if with links spelled otherwise.
    """

    entry: Entry
    change: Change
    sources: tuple[Entry, ...] = ()
    whole: bool = False


def start(template: Catalog, locale: str, day: dt.date) -> Catalog:
    """The catalog of a language that begins today: every message of the template, untranslated."""
    fresh = Catalog(locale, catalog_header(template, locale, day), template.active)
    return without_names(fresh)


def update(
    template: Catalog,
    catalog: Catalog,
    locale: str,
    *,
    source_language: str | None = None,
    day: dt.date | None = None,
    pool: Iterable[Entry] = (),
    destinations: Mapping[str, str] = EMPTY,
) -> Update:
    """The catalog with the template's messages in the template's order.

    Exact keys keep their translations, and a key that was obsolete is revived. A message that
    is new gets a draft from what it came from: fuzzy, with the first previous key, and with
    ``# outdated:`` and the ``day`` (no such comment without one); what came from nothing, but
    is like something, gets a draft without previous key. What no reader of the translation can
    see changes nothing but the key. Whatever does not stand whole in a new place is kept as
    obsolete.

    ``source_language`` is the template's when None. ``pool`` are entries of other catalogs of
    the language that may have been moved here (see `leftovers`). ``destinations`` are those of
    the link labels that the document defines, as far as known (see `realign.visible`).
    """
    old, messages, pool = catalog.active, template.active, tuple(pool)
    obsolete = tuple(entry for entry in catalog.entries if entry.obsolete)
    home = source_language or template.header.get("X-Tamizdat-Source-Language") or "en"
    setting = Setting(home, locale, day, _form_count(catalog), scale(old), destinations)
    places = _places(messages, old)
    stayed = order.stayed([place for place in places if place >= 0])
    entries = [_merged(message, old[at]) if at >= 0 else message for message, at in zip(messages, places, strict=True)]
    revived = dict(_revived(entries, places, (*obsolete, *pool), setting))
    kept = _unused(obsolete, revived.values())
    gone = _gone(old, places)
    settled = dict(_with_other_plurals(messages, places, old, setting)) | revived
    new = [number for number, place in enumerate(places) if place < 0 and number not in settled]
    if new:
        fresh = [messages[number] for number in new]
        rest = (*kept, *pool, *_in_other_contexts(fresh, entries, places))
        gaps = _gaps(places, stayed, gone, new)
        standing = [old[place] for place in places if place >= 0]
        drafts = realign(fresh, [old[at] for at in gone], rest, gaps, setting, standing)
        settled |= {number: _carried(messages[number], drafts.get(at)) for at, number in enumerate(new)}
        kept = _unused(kept, (one for one in settled.values() if one.whole))
    for number, one in settled.items():
        entries[number] = one.entry
    changes = dict(_moves(messages, places, stayed)) | {number: one.change for number, one in settled.items()}
    lost = [old[place] for place in gone]
    heirs = [one for one in settled.values() if one.sources]
    entries += [*kept, *_retired(lost, heirs, entries)]
    clean = {source.key: messages[number].key for number, one in settled.items() if one.whole for source in one.sources}
    updated = units.settled(refreshed(replace(catalog, entries=tuple(entries)), template, locale), clean)
    told = (*(changes[number] for number in sorted(changes)), *_losses(lost, heirs))
    return Update(updated, told, tuple(_taken(pool, heirs)))


def leftovers(template: Catalog, catalog: Catalog) -> tuple[Entry, ...]:
    """The translations of a document that it does not need any more: a pool for the other documents."""
    wanted = {entry.key for entry in template.active}
    return tuple(entry for entry in catalog.entries if entry.key not in wanted and texts(entry))


def _taken(pool: Iterable[Entry], heirs: Iterable[Settled]) -> Iterator[Entry]:
    used = {id(source) for one in heirs for source in one.sources}
    return (entry for entry in pool if id(entry) in used)


def _form_count(catalog: Catalog) -> int:
    found = re.match(r"\s*nplurals\s*=\s*([1-9])\b", catalog.header.get("Plural-Forms", ""))
    return int(found[1]) if found else 1


# Exact keys


def _places(messages: Sequence[Entry], old: Sequence[Entry]) -> list[int]:
    """For each message where its key stands in the old catalog; -1 where it does not."""
    by_key = {entry.key: place for place, entry in enumerate(old)}
    return [by_key.get(message.key, -1) for message in messages]


def _moves(messages: Sequence[Entry], places: Sequence[int], stayed: Sequence[int]) -> Iterator[tuple[int, Change]]:
    """The changes of messages that the catalog has in another order."""
    spine = frozenset(stayed)
    for number, place in enumerate(places):
        if place >= 0 and place not in spine:
            yield number, Change(ChangeKind.MOVED, messages[number].key)


def _merged(new: Entry, old: Entry) -> Entry:
    """What the author says is taken from the template, what the translator says is kept."""
    flags = _flags(new, old) if new.flags or old.flags else ()
    if old.extracted == new.extracted and old.places == new.places and old.flags == flags and not old.obsolete:
        return old
    return replace(old, extracted=new.extracted, places=new.places, flags=flags, obsolete=False)


def _flags(new: Entry, old: Entry) -> tuple[str, ...]:
    """The template's flags, and those of the old entry that no template sets."""
    flags = (*new.flags, *(flag for flag in old.flags if flag not in new.flags and not flag.endswith("-format")))
    return old.flags if set(flags) == set(old.flags) else flags


def _with_other_plurals(
    messages: Sequence[Entry], places: Sequence[int], old: Sequence[Entry], setting: Setting
) -> Iterator[tuple[int, Settled]]:
    """Messages that gained, lost or changed their plural."""
    for number, place in enumerate(places):
        if place >= 0 and messages[number].plural != old[place].plural:
            yield number, _with_other_plural(messages[number], old[place], setting)


def _with_other_plural(new: Entry, old: Entry, setting: Setting) -> Settled:
    if not texts(old):
        return Settled(replace(new, notes=old.notes), Change(ChangeKind.NEW, new.key))
    return Settled(outdated(new, text(old), (old,), setting), Change(ChangeKind.OUTDATED, new.key, new.key), (old,))


def _revived(
    entries: Sequence[Entry], places: Sequence[int], spare: Iterable[Entry], setting: Setting
) -> Iterator[tuple[int, Settled]]:
    """Messages without a translation whose key is obsolete, or left another document."""
    by_key: dict[Key, Entry] = {}
    for entry in spare:
        if entry.notes or texts(entry):
            by_key.setdefault(entry.key, entry)
    for number, message in enumerate(entries if by_key else ()):
        found = by_key.get(message.key)
        if found is None or texts(message):
            continue
        notes = dict.fromkeys((*(message.notes if places[number] >= 0 else ()), *found.notes))
        back = replace(found, notes=tuple(notes), obsolete=False)
        if found.plural != message.plural:
            yield number, _with_other_plural(message, back, setting)._replace(sources=(found,))
        else:
            kind = ChangeKind.REVIVED if texts(found) else ChangeKind.NEW
            yield number, Settled(_merged(message, back), Change(kind, message.key), (found,))


# Changed keys


def _gone(old: Sequence[Entry], places: Iterable[int]) -> list[int]:
    """Where the entries stand whose key left the template."""
    here = frozenset(places)
    return [place for place in range(len(old)) if place not in here]


def _in_other_contexts(new: Iterable[Entry], entries: Iterable[Entry], places: Iterable[int]) -> Iterator[Entry]:
    """Entries that stand, of the source of a new message: it was given a context of its own."""
    sources = {message.key.source for message in new if message.key.context is not None}
    known = zip(entries, places, strict=True) if sources else ()
    return (entry for entry, place in known if place >= 0 and entry.key.source in sources)


def _gaps(places: Sequence[int], stayed: Sequence[int], gone: Sequence[int], new: Sequence[int]) -> list[Region]:
    """What is gone and what is new between the same two messages that stayed; by their numbers among those."""
    spine = frozenset(stayed)
    numbers = [number for number, place in enumerate(places) if place in spine]
    at_gone = {place: at for at, place in enumerate(gone)}
    at_new = {number: at for at, number in enumerate(new)}
    return [
        Region(tuple(at_gone[place] for place in one), tuple(at_new[number] for number in other))
        for one, other in order.gaps(gone, new, (stayed, numbers))
    ]


def _carried(message: Entry, carried: Carried | None) -> Settled:
    if carried is None or not carried.sources:
        return Settled(carried.entry if carried else message, Change(ChangeKind.NEW, message.key))
    source = carried.sources[0]
    if not carried.clean:
        change = Change(ChangeKind.OUTDATED, message.key, carried.entry.previous or source.key, carried.score)
        return Settled(carried.entry, change, carried.sources)
    kind = ChangeKind.REVIVED if source.previous == message.key else ChangeKind.MOVED
    return Settled(carried.entry, Change(kind, message.key, source.key), carried.sources, whole=True)


# What is left


def _unused(obsolete: Iterable[Entry], settled: Iterable[Settled]) -> list[Entry]:
    """The obsolete entries that stay so; of those with neither translation nor comment nothing need stay."""
    used = {id(source) for one in settled for source in one.sources}
    return [entry for entry in obsolete if id(entry) not in used and (entry.notes or texts(entry))]


def _retired(gone: Sequence[Entry], heirs: Iterable[Settled], entries: Iterable[Entry]) -> list[Entry]:
    """Entries with a translation that does not stand whole in a new place, or with comments, as obsolete ones."""
    places: dict[Key, list[Settled]] = {}
    for one in heirs:
        for source in one.sources:
            places.setdefault(source.key, []).append(one)
    previous = {entry.previous for entry in gone if entry.previous}
    again = {entry.key: texts(entry) for entry in entries if entry.key in previous} if previous else {}
    return [
        replace(entry, obsolete=True, extracted=(), places=())
        for entry in gone
        if (entry.notes or texts(entry)) and not _stands(entry, places.get(entry.key, ()), again)
    ]


def _stands(entry: Entry, heirs: Iterable[Settled], again: Mapping[Key, Sequence[str]]) -> bool:
    """Whether every text of an entry is whole in an heir, or where the source came back for which it was made."""
    if any(one.whole for one in heirs):
        return True
    found = [told for one in heirs for told in texts(one.entry)]
    found += again.get(entry.previous, ()) if entry.previous else ()
    own = texts(entry)
    return bool(own) and all(any(told in other for other in found) for told in own)


def _losses(gone: Iterable[Entry], heirs: Iterable[Settled]) -> Iterator[Change]:
    """Messages that are gone and of which nothing was carried over."""
    used = {source.key for one in heirs for source in one.sources}
    return (Change(ChangeKind.OBSOLETE, entry.key) for entry in gone if entry.key not in used)
