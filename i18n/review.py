"""Marks: who or what stands behind a translation, and the state of an entry that follows from them.

A mark is a translator's comment, ``# reviewed: ash 2026-11-23 1f2e…`` or ``# machine: …``,
which every PO tool keeps. Its digest binds it to the text: any edit voids a review, and a
mark that a tool copied elsewhere counts for nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from .errors import TamizdatError
from .model import Entry, Key, State

LONGEST_NAME = 24
_MARK = re.compile(
    r"(?P<kind>reviewed|machine|translated): (?P<name>\S{1,24}) (?P<date>\d{4}-\d\d-\d\d) (?P<digest>[0-9a-f]{16})"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: ``kind`` is ``reviewed``, ``translated`` or ``machine``; ``name`` a person's pseudonym or an engine."""

    kind: str
    name: str
    date: str
    digest: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.name} {self.date} {self.digest}"


def digest(key: Key, target: str) -> str:
    """What a mark is bound to: the first 16 hex digits of SHA-256 over context, source and target.

    A presence byte tells an empty context from none; NUL stands between the fields.
    """
    context = b"\0" if key.context is None else b"\1" + key.context.encode()
    return sha256(b"\0".join((context, key.source.encode(), target.encode()))).hexdigest()[:16]


def key_id(key: Key) -> str:
    """A short name for a message, for command lines and reports: eight hex digits."""
    return digest(key, "")[:8]


def marks(entry: Entry) -> Iterator[Mark]:
    """The marks among an entry's comments, in order, valid or not."""
    for note in entry.notes:
        found = _MARK.fullmatch(note.strip())
        if found:
            yield Mark(**found.groupdict())


def reviews(entry: Entry) -> tuple[Mark, ...]:
    """The reviews that hold: made for exactly this text."""
    wanted = digest(entry.key, bound_text(entry))
    return tuple(mark for mark in marks(entry) if mark.kind == "reviewed" and mark.digest == wanted)


def stale_reviews(entry: Entry) -> tuple[Mark, ...]:
    """The reviews that were made for another text; they count for nothing."""
    wanted = digest(entry.key, bound_text(entry))
    return tuple(mark for mark in marks(entry) if mark.kind == "reviewed" and mark.digest != wanted)


def translators(entry: Entry) -> frozenset[str]:
    """Who wrote exactly this text, as far as known: it was edited in `tamizdat review`."""
    wanted = digest(entry.key, bound_text(entry))
    return frozenset(mark.name for mark in marks(entry) if mark.kind == "translated" and mark.digest == wanted)


def counted(entry: Entry, needed: int) -> frozenset[str]:
    """Whose reviews count: under the two-person rule (``needed`` above 1) nobody's of a text they wrote themselves."""
    names = frozenset(mark.name for mark in reviews(entry))
    return names - translators(entry) if needed > 1 else names


def target_of(entry: Entry) -> str:
    """All forms of a translation as one text (a message without plurals has one)."""
    return "\0".join(entry.plurals) if entry.plurals else entry.target


def state(entry: Entry | None, needed: int = 1) -> State:
    """How far an entry has come; ``needed`` reviews that count, by different people, make it reviewed.

    Fuzzy always wins, and a review wins over the machine's mark, which stays in force when
    its text was edited.
    """
    if entry is None or entry.obsolete or not entry.filled:
        return State.UNTRANSLATED
    if entry.fuzzy:
        return State.OUTDATED if entry.previous else State.DRAFT
    if not entry.notes and needed > 0:
        return State.TRANSLATED
    found = [mark.kind for mark in marks(entry)]
    if ("reviewed" in found or needed < 1) and len(counted(entry, needed)) >= needed:
        return State.REVIEWED
    return State.MACHINE if "machine" in found else State.TRANSLATED


def bound_text(entry: Entry) -> str:
    """What of a translation its marks are bound to: all forms, and of joined sentences those of the whole unit."""
    others = (
        f"{place:+d}\0{'' if key.context is None else key.context + chr(1)}\0{key.source}\0{target}"
        for place, key, target in entry.joined
    )
    return "\0".join((target_of(entry), *others)) if entry.joined else target_of(entry)


_OUTDATED = re.compile(r"outdated: (\d{4}-\d\d-\d\d)")


def outdated_since(entry: Entry) -> dt.date | None:
    """The day on which the source changed under a translation, from its ``# outdated:`` comment."""
    for note in entry.notes:
        found = _OUTDATED.fullmatch(note.strip())
        if found:
            try:
                return dt.date.fromisoformat(found[1])
            except ValueError:
                continue
    return None


def check_name(name: str) -> str:
    """The name if it can stand in a mark; raises TamizdatError when it cannot."""
    if not re.fullmatch(r"\S{1,24}", name) or not name.isprintable():
        raise TamizdatError(
            f"{name!r} cannot stand in a mark",
            advice="A name is 1 to 24 characters without spaces; any pseudonym will do.",
        )
    return name


def mark_machine(entry: Entry, engine: str, day: dt.date) -> Entry:
    """The entry with the machine's mark bound to its present text, in place of an earlier one."""
    mark = Mark("machine", check_name(engine), day.isoformat(), digest(entry.key, bound_text(entry)))
    return replace(entry, notes=(*_without(entry, "machine"), str(mark)))


def mark_human(entry: Entry) -> Entry:
    """The entry without the machine's mark: a person stands behind it now."""
    return replace(entry, notes=_without(entry, "machine"))


def mark_reviewed(entry: Entry, name: str, day: dt.date) -> Entry:
    """The entry with a review by ``name`` of its present text; stale reviews give way."""
    mark = Mark("reviewed", check_name(name), day.isoformat(), digest(entry.key, bound_text(entry)))
    stale = {str(old) for old in stale_reviews(entry)} | {str(old) for old in reviews(entry) if old.name == name}
    kept = tuple(note for note in entry.notes if note.strip() not in stale)
    return replace(entry, notes=(*kept, str(mark)))


def mark_translated(entry: Entry, name: str, day: dt.date) -> Entry:
    """The entry with ``name`` as the one who wrote its present text; marks of the text before give way.

    Only the machine's stays: what was corrected in its text makes the rest nobody's.
    """
    wanted = digest(entry.key, bound_text(entry))
    mark = Mark("translated", check_name(name), day.isoformat(), wanted)
    void = {
        str(old)
        for old in marks(entry)
        if old.kind == "translated" or (old.kind == "reviewed" and old.digest != wanted)
    }
    return replace(entry, notes=(*(note for note in entry.notes if note.strip() not in void), str(mark)))


def unreviewed(entry: Entry) -> Entry:
    """The entry without any review, valid or stale."""
    return replace(entry, notes=_without(entry, "reviewed"))


def _without(entry: Entry, kind: str) -> tuple[str, ...]:
    return tuple(
        note for note in entry.notes if not ((found := _MARK.fullmatch(note.strip())) and found["kind"] == kind)
    )
