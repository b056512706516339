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
from . import realign
from .header import catalog_header, refreshed, without_names
from .realign import Carried, Gap, Setting, forms, order


class Update(NamedTuple):
    catalog: Catalog
    changes: tuple[Change, ...]


class Settled(NamedTuple):
    """What a message became, the change to report, and the entries that its translation was carried over from.

    ``whole`` says that their translations stand, if with links spelled otherwise.
    """

    entry: Entry
    change: Change | None = None
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
    ``# outdated:`` and the ``day`` (no such comment without one). What no reader of the
    translation can see changes nothing but the key. Whatever does not stand whole in a new
    place is kept as obsolete.

    ``source_language`` is the template's when None. ``pool`` are entries of other catalogs of
    the language that may have been moved here (see `leftovers`). ``destinations`` are those of
    the link labels that the document defines, as far as known (see `realign.visible`).
    """
    old, messages, pool = catalog.active, template.active, tuple(pool)
    obsolete = tuple(entry for entry in catalog.entries if entry.obsolete)
    home = source_language or template.header.get("X-Tamizdat-Source-Language") or "en"
    setting = Setting(home, locale, day, _form_count(catalog), realign.scale(old), destinations)
    places = _places(messages, old)
    settled = _kept(messages, old, places, setting)
    revived = _revived(messages, settled, (*obsolete, *pool), setting)
    kept = _unused(obsolete, revived)
    gone = _gone(old, places)
    settled |= revived
    settled |= _drafted(messages, settled, old, gone, places, (*kept, *pool), setting)
    done = [settled.get(number) or _untranslated(message) for number, message in enumerate(messages)]
    left = [old[place] for place in gone]
    entries = (*(one.entry for one in done), *kept, *_retired(left, done))
    changes = (*(one.change for one in done if one.change), *_losses(left, done))
    return Update(refreshed(replace(catalog, entries=entries), template, locale), changes)


def leftovers(template: Catalog, catalog: Catalog) -> tuple[Entry, ...]:
    """The translations of a document that it does not need any more: a pool for the other documents."""
    wanted = {entry.key for entry in template.active}
    return tuple(entry for entry in catalog.entries if entry.key not in wanted and forms.texts(entry))


def _form_count(catalog: Catalog) -> int:
    found = re.match(r"\s*nplurals\s*=\s*([1-9])\b", catalog.header.get("Plural-Forms", ""))
    return int(found[1]) if found else 1


def _untranslated(message: Entry) -> Settled:
    return Settled(message, Change(ChangeKind.NEW, message.key))


# Exact keys


def _places(messages: Sequence[Entry], old: Sequence[Entry]) -> list[int]:
    """For each message where its key stands in the old catalog; -1 where it does not."""
    by_key = {entry.key: place for place, entry in enumerate(old)}
    return [by_key.get(message.key, -1) for message in messages]


def _kept(
    messages: Sequence[Entry], old: Sequence[Entry], places: Sequence[int], setting: Setting
) -> dict[int, Settled]:
    """Messages whose key the catalog has."""
    spine = frozenset(order.stayed([place for place in places if place >= 0]))
    kept = {}
    for number, place in enumerate(places):
        if place >= 0:
            message = messages[number]
            change = None if place in spine else Change(ChangeKind.MOVED, message.key)
            kept[number] = Settled(_merged(message, old[place]), change)
            if message.plural != old[place].plural:
                kept[number] = _with_other_plural(message, old[place], setting)
    return kept


def _merged(new: Entry, old: Entry) -> Entry:
    """What the author says is taken from the template, what the translator says is kept."""
    flags = _flags(new, old) if new.flags or old.flags else ()
    if (old.extracted, old.places, old.flags, old.obsolete) == (new.extracted, new.places, flags, False):
        return old
    return replace(old, extracted=new.extracted, places=new.places, flags=flags, obsolete=False)


def _flags(new: Entry, old: Entry) -> tuple[str, ...]:
    """The template's flags, and those of the old entry that no template sets."""
    flags = (*new.flags, *(flag for flag in old.flags if flag not in new.flags and not flag.endswith("-format")))
    return old.flags if set(flags) == set(old.flags) else flags


def _with_other_plural(new: Entry, old: Entry, setting: Setting) -> Settled:
    if not forms.texts(old):
        return Settled(replace(new, notes=old.notes))
    entry = realign.outdated(new, forms.singular(old).target, (old,), setting)
    return Settled(entry, Change(ChangeKind.OUTDATED, new.key, new.key))


def _revived(
    messages: Sequence[Entry], settled: Mapping[int, Settled], spare: Iterable[Entry], setting: Setting
) -> dict[int, Settled]:
    """Messages without a translation whose key is obsolete, or left another document."""
    by_key: dict[Key, Entry] = {}
    for entry in spare:
        if entry.notes or forms.texts(entry):
            by_key.setdefault(entry.key, entry)
    revived = {}
    for number, message in enumerate(messages if by_key else ()):
        known = settled.get(number)
        found = by_key.get(message.key)
        if found is None or (known and forms.texts(known.entry)):
            continue
        notes = dict.fromkeys((*(known.entry.notes if known else ()), *found.notes))
        entry = replace(found, notes=tuple(notes), obsolete=False)
        kind = ChangeKind.REVIVED if forms.texts(found) else ChangeKind.NEW
        revived[number] = Settled(_merged(message, entry), Change(kind, message.key), (found,))
        if found.plural != message.plural:
            revived[number] = _with_other_plural(message, entry, setting)._replace(sources=(found,))
    return revived


# Changed keys


def _gone(old: Sequence[Entry], places: Iterable[int]) -> list[int]:
    """Where the entries stand whose key left the template."""
    here = frozenset(places)
    return [place for place in range(len(old)) if place not in here]


def _drafted(
    messages: Sequence[Entry],
    settled: Mapping[int, Settled],
    old: Sequence[Entry],
    gone: Sequence[int],
    places: Sequence[int],
    rest: Sequence[Entry],
    setting: Setting,
) -> dict[int, Settled]:
    """Messages whose key is new, as far as something can be carried over to them."""
    new = [number for number in range(len(messages)) if number not in settled]
    if not new:
        return {}
    rest = (*rest, *_in_other_contexts(messages, new, old, frozenset(gone)))
    carried = realign.realign(
        [messages[number] for number in new], [old[place] for place in gone], rest, _gaps(places, gone, new), setting
    )
    return {new[at]: _settled(one) for at, one in carried.items()}


def _in_other_contexts(
    messages: Sequence[Entry], new: Sequence[int], old: Sequence[Entry], gone: frozenset[int]
) -> Iterator[Entry]:
    """Entries that stand, of the source of a new message: it was given a context of its own."""
    sources = {messages[number].key.source for number in new}
    return (entry for place, entry in enumerate(old) if entry.key.source in sources and place not in gone)


def _gaps(places: Sequence[int], gone: Sequence[int], new: Sequence[int]) -> list[Gap]:
    """What is gone and what is new between the same two keys that stayed; by their numbers among those."""
    spine = order.stayed([place for place in places if place >= 0])
    stayed = frozenset(spine)
    numbers = [number for number, place in enumerate(places) if place in stayed]
    at_gone = {place: at for at, place in enumerate(gone)}
    at_new = {number: at for at, number in enumerate(new)}
    return [
        ([at_gone[place] for place in one], [at_new[number] for number in other])
        for one, other in order.gaps(gone, new, (spine, numbers))
    ]


def _settled(carried: Carried) -> Settled:
    key, source = carried.entry.key, carried.sources[0]
    if not carried.clean:
        previous = carried.entry.previous or source.key
        return Settled(carried.entry, Change(ChangeKind.OUTDATED, key, previous, carried.score), carried.sources)
    kind = ChangeKind.REVIVED if source.previous == key else ChangeKind.MOVED
    return Settled(carried.entry, Change(kind, key, source.key), carried.sources, whole=True)


# What is left


def _unused(obsolete: Iterable[Entry], revived: Mapping[int, Settled]) -> list[Entry]:
    """The obsolete entries that stay so; of those with neither translation nor comment nothing need stay."""
    used = {id(source) for one in revived.values() for source in one.sources}
    return [entry for entry in obsolete if id(entry) not in used and (entry.notes or forms.texts(entry))]


def _retired(gone: Sequence[Entry], done: Sequence[Settled]) -> Iterator[Entry]:
    """Entries with a translation that does not stand whole in a new place, or with comments, as obsolete ones."""
    heirs: dict[Key, list[Settled]] = {}
    for one in done if gone else ():
        for source in one.sources:
            heirs.setdefault(source.key, []).append(one)
    previous = {entry.previous for entry in gone}
    again = {one.entry.key: one for one in done if one.entry.key in previous} if previous else {}
    for entry in gone:
        places = heirs.get(entry.key, [])
        if entry.previous in again:
            places = [*places, again[entry.previous]]
        if not _stands(entry, places) and (entry.notes or forms.texts(entry)):
            yield replace(entry, obsolete=True, extracted=(), places=())


def _stands(entry: Entry, places: Iterable[Settled]) -> bool:
    """Whether every text of an entry is somewhere whole; one without texts stands nowhere."""
    places = tuple(places)
    found = [text for place in places for text in forms.texts(place.entry)]
    return any(place.whole for place in places) or (
        bool(forms.texts(entry)) and all(any(text in other for other in found) for text in forms.texts(entry))
    )


def _losses(gone: Iterable[Entry], done: Iterable[Settled]) -> Iterator[Change]:
    """Messages that are gone and of which nothing was carried over."""
    used = {source.key for one in done for source in one.sources}
    return (Change(ChangeKind.OBSOLETE, entry.key) for entry in gone if entry.key not in used)
