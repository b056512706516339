"""The frozen types that every room speaks: documents, catalogs, editions, reports.

Nothing here does anything but hold values; places never take part in equality.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

EMPTY: Mapping[str, Any] = MappingProxyType({})


class Key(NamedTuple):
    """The identity of a message: msgctxt (None when absent) and msgid."""

    context: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a path as the user knows it and a line from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Segment:
    """What a translator sees of one block: its text with inline markup, and what it is.

    ``source`` has soft line breaks as one space and hard breaks as a backslash and a newline.
    """

    source: str
    kind: str
    context: str | None = None
    notes: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(self.context, self.source)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a document that a translation can fill.

    ``raw`` is the exact slice of the file, ``hang`` the text repeated at the start of each
    further line (``"> "``, ``"   "``). ``leads`` tells that the text begins a line of its
    own, where a ``#`` or a ``-`` would begin another block (not so in a table's cell).
    """

    segment: Segment
    raw: str
    hang: str = ""
    leads: bool = True


@dataclass(frozen=True)
class Document:
    """A source as verbatim strings and slots; joining the raw parts gives the file back.

    ``meta`` holds the front-matter values a program reads (``date``, ``lang`` …) as strings;
    ``lang_part`` is the index of the part that states the language in the front matter;
    ``findings`` is what the reader of the format noticed and a person should know.
    """

    path: str
    format: str
    lang: str | None
    meta: Mapping[str, str]
    parts: tuple[str | Slot, ...]
    lang_part: int | None = None
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(part for part in self.parts if isinstance(part, Slot))

    @cached_property
    def raw(self) -> str:
        """The file: asked for in each language, of a whole book."""
        return "".join(part.raw if isinstance(part, Slot) else part for part in self.parts)


class State(IntEnum):
    """How far a message has come; derived from the facts of a PO file, never stored."""

    UNTRANSLATED = 0
    OUTDATED = 1
    DRAFT = 2
    MACHINE = 3
    TRANSLATED = 4
    REVIEWED = 5

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalog.

    ``notes`` are the translator's comment lines (``# …``), ``extracted`` the author's
    (``#. …``), ``previous`` the first previous key while the entry is fuzzy, ``flags`` all
    flags but fuzzy. Plural forms are kept as ``plural`` and ``plurals`` for catalogs of
    anyone's making; tamizdat makes none. ``joined`` are, where sentences are segments, the other
    members of the unit that ``↑`` makes of some: how far on each stands, its key and its target.
    It follows from the catalog that the entry was read from (see `catalog.units`).
    """

    key: Key
    target: str = ""
    fuzzy: bool = False
    previous: Key | None = None
    notes: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    obsolete: bool = False
    plural: str | None = None
    plurals: tuple[str, ...] = ()
    previous_plural: str | None = None
    line: int = field(default=0, compare=False)
    joined: tuple[tuple[int, Key, str], ...] = field(default=(), compare=False, repr=False)

    @property
    def filled(self) -> bool:
        """Whether every form has a translation, of any quality, that a reader would see."""
        return all(map(_is_seen, self.plurals)) if self.plurals else _is_seen(self.target)


def _is_seen(text: str) -> bool:
    """Whether a text has anything but white space, controls and other invisible characters."""
    return text[:1].isalnum() or any(char.isprintable() and not char.isspace() for char in text)


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file: its header fields in order, the comment above them, and its entries.

    ``locale`` is the BCP 47 tag of the translation, None for a template. Obsolete entries
    come last, as gettext writes them.
    """

    locale: str | None
    header: Mapping[str, str]
    entries: tuple[Entry, ...]
    comment: tuple[str, ...] = ()
    header_fuzzy: bool = False

    @property
    def active(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.obsolete)


class ChangeKind(StrEnum):
    """What an update did to one message."""

    NEW = "new"
    OUTDATED = "outdated"
    MOVED = "moved"
    REVIVED = "revived"
    OBSOLETE = "obsolete"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing an update did; ``score`` is how alike old and new source are, 0 to 1."""

    kind: ChangeKind
    key: Key
    previous: Key | None = None
    score: float = 1.0


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; ``span`` are code points in the target."""

    check: str
    severity: Severity
    message: str
    place: Place | None = None
    locale: str | None = None
    key: Key | None = None
    span: tuple[int, int] | None = None
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One slot of an edition: what stands there, in which language, and how far it has come.

    ``text`` is None where the original is shown: ``typeset`` as in its own edition,
    or, where that is None, as it was written. ``state`` is that of the translation, shown or held back.
    """

    source: str
    text: str | None
    state: State
    lang: str
    kind: str
    typeset: str | None = None

    @property
    def shown(self) -> str:
        """What a reader sees, as inline markup."""
        return self.text or self.typeset or self.source


@dataclass(frozen=True, slots=True)
class Tally:
    """Segments and words of one document in one language, by state (indexed by State)."""

    segments: tuple[int, ...] = (0,) * len(State)
    words: tuple[int, ...] = (0,) * len(State)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            tuple(a + b for a, b in zip(self.segments, other.segments, strict=True)),
            tuple(a + b for a, b in zip(self.words, other.words, strict=True)),
        )

    def share(self, lowest: State) -> float:
        """The share of words at or above a state, 0 to 1; an empty document is complete."""
        total = sum(self.words)
        return sum(self.words[lowest:]) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Credits:
    """Who made an edition, by the names they chose; none, where they chose to have none."""

    translators: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A document in one language, ready for any writer.

    ``text`` is the filled document, what is original in it set as its language is; ``pieces``
    has one piece a slot, in order; ``tally`` counts them by state. ``home`` is the language that
    the document was written in, ``credits`` who made the edition, ``updated`` the day on which
    its translation was last revised, where that is known. ``last_good`` tells that it is of an
    earlier version; ``changes`` are the passages of the original that changed since, before and
    after. ``typography`` tells that it is set in the typography of its language.
    """

    document: Document
    locale: str
    direction: str
    pieces: tuple[Piece, ...]
    text: str
    tally: Tally
    home: str
    original: bool = False
    credits: Credits = Credits()
    updated: dt.date | None = None
    last_good: bool = False
    changes: tuple[tuple[str, str], ...] = ()
    typography: bool = True
    findings: tuple[Finding, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a report: a document in a language; a template, or a PO file that names none, has no ``locale``."""

    document: str
    locale: str | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class Report:
    """Where everything is, in segments and words."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
