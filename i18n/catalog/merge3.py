"""Three catalogs → one: what two people did to the same catalog, message by message.

Pure, and linear in the size of the catalogs. A message is found by its key and never by the line it stands on, so no
target comes under a source or context that it was not made for. Text and state of a translation are merged as one.
Where two sides contradict each other the text becomes fuzzy, the other text is kept as a comment
``# other translation: "…"``, and the message is reported as a `Conflict`. Texts and states do not depend on which
side is ours; order (and with it joined sentences) and what both sides changed in the header follow the newer
template, else ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from .. import match, review
from ..model import Catalog, Entry, Key
from . import threeway, units
from .merge_notes import carried_notes, forms, merged_notes, other_translations, written
from .threeway import DATES, arranged, date_order, pick, union
from .units import is_joined


@dataclass(frozen=True, slots=True)
class Conflict:
    """A message that a person must settle: what each catalog says of it, None where it has none."""

    key: Key
    base: Entry | None
    ours: Entry | None
    theirs: Entry | None


class Merged(NamedTuple):
    catalog: Catalog
    conflicts: tuple[Conflict, ...]


def merge3(base: Catalog | None, ours: Catalog, theirs: Catalog) -> Merged:
    """The catalog with the work of both sides since ``base`` (None: they have no common past).

    The catalogs are canonical, as `po.load` gives them; so is the result. A side that did nothing lets the other
    stand whole: ``merge3(b, b, x)`` and ``merge3(b, x, b)`` are ``x``. Every text that either side wrote is in the
    result: as a target, as a comment of an entry that is fuzzy, or in an obsolete entry.
    """
    past = base or Catalog(None, MappingProxyType({}), ())
    b, o, t = _Side.of(past), _Side.of(ours), _Side.of(theirs)
    lead_theirs = _created(theirs) > _created(ours)
    entries, contested = _entries(b, o, t, lead_theirs)
    result = [entries[name] for name in arranged(b.order, o.order, t.order, entries, lead_theirs)]
    broken = _broken_units(result, o, t)
    result = [replace(entry, fuzzy=True) if not entry.obsolete and entry.key in broken else entry for entry in result]
    result.sort(key=lambda entry: entry.obsolete)
    header = threeway.header(past.header, ours.header, theirs.header, lead_theirs)
    catalog = Catalog(
        locale=ours.locale if header.get("Language") == ours.header.get("Language") else theirs.locale,
        header=header,
        entries=tuple(result),
        comment=threeway.lines(past.comment, ours.comment, theirs.comment),
        header_fuzzy=pick(past.header_fuzzy, ours.header_fuzzy, theirs.header_fuzzy, lead_theirs),
    )
    catalog = units.bound(catalog)
    unsettled = contested | broken
    return Merged(
        catalog,
        tuple(
            Conflict(key, b.main.get(key), o.main.get(key), t.main.get(key))
            for key in (entry.key for entry in catalog.active)
            if key in unsettled
        ),
    )


def _created(catalog: Catalog) -> tuple[bool, str]:
    """How new the template is that a catalog follows."""
    return date_order(catalog.header.get(DATES[0], ""))


def _entries(b: _Side, o: _Side, t: _Side, lead_theirs: bool) -> tuple[dict[_Name, Entry], set[Key]]:
    """The merged entries by name, and the keys whose texts contradict each other."""
    entries: dict[_Name, Entry] = {}
    retired: dict[Key, Entry] = {}
    contested: set[Key] = set()
    for key, triple in _triples(b, o, t).items():
        entry, unsettled = _merged(triple, lead_theirs)
        if unsettled:
            contested.add(key)
        if entry is None or (entry.obsolete and not (written(entry) or entry.notes)):
            continue
        entries[key] = entry
        if entry.obsolete and None in triple[1:] and entry not in triple:
            retired[key] = entry
    drafts = {(entry.previous, _shape(entry)) for entry in entries.values() if entry.fuzzy and not entry.obsolete}
    for key, entry in retired.items():
        if (_made_for(entry), _shape(entry)) in drafts:  # it followed its source to another key
            del entries[key]
    entries |= {extra: extra[0] for extra in union(b.extras, o.extras, t.extras)}
    return entries, contested


# Catalogs, as messages by name

_Name = Key | tuple[Entry, int]
"""A key, or an obsolete entry beside it and which of several equal ones."""


class _Side(NamedTuple):
    """A catalog: each key's first entry (the active one, if any), and the further obsolete ones of the same keys."""

    main: Mapping[Key, Entry]
    extras: Collection[tuple[Entry, int]]
    order: Sequence[_Name]

    @staticmethod
    def of(catalog: Catalog) -> _Side:
        main = {entry.key: entry for entry in catalog.entries if not entry.obsolete}
        extras: list[tuple[Entry, int]] = []
        order: list[_Name] = []
        times: Counter[Entry] = Counter()
        for entry in catalog.entries:
            if main.setdefault(entry.key, entry) is entry:
                order.append(entry.key)
            else:
                extras.append((entry, times[entry]))
                order.append(extras[-1])
                times[entry] += 1
        return _Side(main, extras, order)

    def has(self, key: Key) -> bool:
        """Whether the key is one of the text's, not an obsolete one."""
        entry = self.main.get(key)
        return entry is not None and not entry.obsolete

    def active(self) -> list[Entry]:
        return [self.main[name] for name in self.order if isinstance(name, Key) and self.has(name)]


class _Triple(NamedTuple):
    base: Entry | None
    ours: Entry | None
    theirs: Entry | None


def _triples(b: _Side, o: _Side, t: _Side) -> dict[Key, _Triple]:
    """What each catalog says of each key.

    Where one side gave a message a new source and took its translation over, what the other side did to that
    translation meanwhile is said of the new source, as a draft.
    """
    keys = dict.fromkeys((*o.main, *t.main, *b.main))
    triples = {key: _Triple(b.main.get(key), o.main.get(key), t.main.get(key)) for key in keys}
    our_roots, their_roots = _roots(b, o), _roots(b, t)
    for key in (our_roots.keys() | their_roots.keys()) - (o.main.keys() & t.main.keys()):
        heir = triples[key].ours or triples[key].theirs
        root = our_roots.get(key) or their_roots.get(key)
        assert heir is not None and root is not None, "exactly one side has this key"
        past, ours, theirs = (_carry(side.main.get(root.key), root, heir) for side in (b, o, t))
        triples[key] = _Triple(past, triples[key].ours or ours or past, triples[key].theirs or theirs or past)
    if new := [key for key in keys if key not in b.main and o.has(key) and t.has(key)]:
        pieces = {piece for entry in b.main.values() for piece in _pieces(entry)}
        triples |= {key: _with_old_draft(triples[key], b, pieces) for key in new}
    return triples


def _roots(b: _Side, side: _Side) -> dict[Key, Entry]:
    """New messages of a side → the message of the base, gone here, whose translation they took over as it was."""
    new = [e for e in side.active() if e.key not in b.main and written(e) and not is_joined(e)]
    if not new:
        return {}
    gone = [entry for entry in b.main.values() if written(entry) and not side.has(entry.key)]
    by_source: dict[tuple[Key, object], list[Entry]] = {}
    for entry in gone:
        by_source.setdefault((_made_for(entry), _shape(entry)), []).append(entry)
    by_text = {_shape(entry): entry for entry in gone}
    times = Counter(_shape(entry) for entry in gone) + Counter(_shape(entry) for entry in new if not entry.previous)
    found = {}
    for entry in new:
        if entry.fuzzy and entry.previous:
            root = _nearest(entry, by_source.get((entry.previous, _shape(entry)), ()))
        else:  # a tool that keeps no previous source, or a change that no reader of the translation sees
            root = by_text.get(_shape(entry)) if times[_shape(entry)] == 2 else None
        if root is not None:
            found[entry.key] = root
    return found


def _nearest(entry: Entry, roots: Sequence[Entry]) -> Entry | None:
    """Which of several drafts of one text became another one's: a paragraph that was parted leaves two."""
    if len(roots) < 2:
        return roots[0] if roots else None
    return max(roots, key=lambda root: match.ratio(root.key.source, entry.key.source))


def _shape(entry: Entry) -> tuple[bool, tuple[str, ...]]:
    return entry.plural is None, forms(entry)


def _made_for(entry: Entry) -> Key:
    """The source that a translation was made for."""
    return entry.previous if entry.fuzzy and entry.previous else entry.key


def _carry(entry: Entry | None, root: Entry, heir: Entry) -> Entry | None:
    """What ``entry`` says of the old source, that of ``root``, said of the new source, that of ``heir``.

    A translation edited since becomes a draft of the new source, for it was made for the old one.
    """
    if entry is None or is_joined(entry) or (entry.plural is None) != (heir.plural is None):
        return None
    text = _text(heir)
    if _text(entry) != _text(root):
        made_for = _made_for(entry) if written(entry) else None
        text = _Text(entry.target, entry.plurals, heir.plural, made_for is not None, made_for, None)
    return replace(root, key=heir.key, obsolete=False, notes=carried_notes(entry, root), **text._asdict())


_PIECE = re.compile(r"[^.!?…。！？؟।]*[.!?…。！？؟।]*[\"'»”’)\]]*\s*")


def _pieces(entry: Entry) -> set[str]:
    """About the sentences of a translation; enough to tell where a draft comes from."""
    return {piece for text in forms(entry) for found in _PIECE.findall(text) if (piece := found.strip())}


def _with_old_draft(triple: _Triple, b: _Side, pieces: Set[str]) -> _Triple:
    """The triple of a message new on both sides, with a base when one side is but an update's draft.

    Both sides followed the source; nothing contradicts the one whose people have worked on the draft already. Of two
    such drafts the longer one stands.
    """
    drafts = [side for side in triple[1:] if side and side.fuzzy and side.previous and _pieces(side) <= pieces]
    if not drafts:
        return triple
    shortest = min(drafts, key=lambda draft: (len(review.target_of(draft)), forms(draft), str(draft.previous)))
    roots = {draft.previous for draft in drafts if draft.previous}
    root = b.main.get(roots.pop()) if len(roots) == 1 else None
    return triple._replace(base=replace(shortest, notes=root.notes if root else ()))


# One message


class _Text(NamedTuple):
    """What is merged as one: a text, and how far it is from being a translation of its source."""

    target: str
    plurals: tuple[str, ...]
    plural: str | None
    fuzzy: bool
    previous: Key | None
    previous_plural: str | None


def _text(entry: Entry) -> _Text:
    return _Text(entry.target, entry.plurals, entry.plural, entry.fuzzy, entry.previous, entry.previous_plural)


def _merged(triple: _Triple, lead_theirs: bool) -> tuple[Entry | None, bool]:
    """The entry of both sides (None when it is deleted), and whether a person must settle it."""
    b, o, t = triple
    if o == t or t == b:
        return o, False
    if o == b:
        return t, False
    if o is None or t is None:
        left = o or t
        assert left is not None and b is not None, "one side deleted what the other changed"
        return _left(b, left), False
    obsolete = pick(b.obsolete, o.obsolete, t.obsolete) if b else o.obsolete and t.obsolete
    if o.obsolete != t.obsolete:
        lead_theirs = t.obsolete == obsolete
    stands, contested = _standing(b, o, t, lead_theirs)
    plural = pick(b.plural if b else stands.plural, o.plural, t.plural, stands is t)
    if plural != stands.plural:
        stands, contested = _under_plural(stands, plural), True
    entry = replace(
        stands,
        fuzzy=written(stands) and (stands.fuzzy or contested),
        extracted=pick(b.extracted if b else (), o.extracted, t.extracted, lead_theirs),
        places=pick(b.places if b else (), o.places, t.places, lead_theirs),
        flags=pick(b.flags if b else (), o.flags, t.flags, lead_theirs),
        obsolete=obsolete,
    )
    return replace(entry, notes=merged_notes(b, o, t, entry, contested=contested)), contested and written(entry)


def _left(b: Entry, left: Entry) -> Entry | None:
    """What is left of a message that the other side deleted: nothing, unless somebody worked on it since.

    It becomes obsolete, for the source does not have it; an update revives it if the source does.
    """
    if left.obsolete != b.obsolete:
        return left
    worked_on = _text(left) != _text(b) or left.notes != b.notes
    if not worked_on or not (written(left) or left.notes):
        return None
    return replace(left, obsolete=True, extracted=(), places=())


def _standing(b: Entry | None, o: Entry, t: Entry, lead_theirs: bool) -> tuple[Entry, bool]:
    """The side whose text stands, and whether the other contradicts it."""
    if _text(o) == _text(t) or (b and _text(t) == _text(b)):
        return o, False
    if b and _text(o) == _text(b):
        return t, False
    lead = t if lead_theirs else o
    if written(o) != written(t):  # a side that has nothing contradicts only where it took something away
        return (o if written(o) else t), b is not None and written(b)
    if not written(o) or (forms(o) == forms(t) and o.fuzzy == t.fuzzy):
        return lead, False
    return max((lead, t if lead is o else o), key=lambda side: _rank(side, t if side is o else o)), True


def _rank(side: Entry, other: Entry) -> tuple[bool, bool, bool, tuple[str, ...]]:
    """Which of two contradicting texts stands, fuzzy, while the other becomes a comment: not by whose it is.

    A side that knows the other's text already stands, so that merging again changes nothing.
    """
    by_machine = any(mark.kind == "machine" for mark in review.marks(side))
    return forms(other) in other_translations(side), not side.fuzzy, not by_machine, forms(side)


def _under_plural(entry: Entry, plural: str | None) -> Entry:
    """The translation under another plural source, which it was not made for."""
    if plural is None:
        return replace(entry, plural=None, plurals=(), target=forms(entry)[0])
    return replace(entry, plural=plural, plurals=forms(entry), target="")


# Joined sentences


def _broken_units(result: Sequence[Entry], o: _Side, t: _Side) -> set[Key]:
    """The keys of joined sentences that did not come whole and in order from one side: no person has read them so."""
    merged = [entry for entry in result if not entry.obsolete]
    catalogs = [_Numbered.of(entries) for entries in (merged, o.active(), t.active())]
    joined = {unit for catalog in catalogs for unit in _units(catalog.entries)}
    broken: set[Key] = set()
    for unit in joined:
        now, ours, theirs = (catalog.texts(unit) for catalog in catalogs)
        if now not in (ours, theirs):
            broken.update(unit)
    return {entry.key for entry in merged if entry.key in broken and written(entry)}


class _Numbered(NamedTuple):
    entries: Sequence[Entry]
    places: Mapping[Key, int]

    @staticmethod
    def of(entries: Sequence[Entry]) -> _Numbered:
        return _Numbered(entries, {entry.key: at for at, entry in enumerate(entries)})

    def texts(self, unit: Sequence[Key]) -> list[tuple[Key, _Text]]:
        """As many messages as a unit has, from where it begins."""
        start = self.places.get(unit[0], len(self.entries))
        return [(entry.key, _text(entry)) for entry in self.entries[start : start + len(unit)]]


def _units(entries: Iterable[Entry]) -> Iterator[tuple[Key, ...]]:
    """The keys of each sentence with those that are told in it."""
    unit: list[Key] = []
    for entry in entries:
        if not is_joined(entry):
            if len(unit) > 1:
                yield tuple(unit)
            unit = []
        unit.append(entry.key)
    if len(unit) > 1:
        yield tuple(unit)
