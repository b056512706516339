"""An edition as what a book is made of: titles, languages, files of text, and sections of notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ....formats import Note
from ....model import Edition
from ... import shelf, tree
from ...front import Front, front
from ...furniture import say
from ...references import Read
from ..endnotes import HEADINGS
from .parts import Block, Heading, Part, contents, parts, settle

NOTES = "notes.xhtml"
THEIRS = "original-"
"""What the anchors of the original begin with, where a book has both texts."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one hand in one language; ``prefix`` is what their anchors begin with."""

    anchor: str
    heading: str
    lang: str
    notes: tuple[Note, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the files of one EPUB say.

    ``title`` is the edition's and ``original`` the original's where that is another;
    ``languages`` begin with the edition's. ``files`` has the file of every anchor.
    """

    edition: Edition
    front: Front
    title: str
    original: str
    languages: tuple[str, ...]
    parts: tuple[Part, ...]
    notes: tuple[Notes, ...]
    files: Mapping[str, str]
    contents: tuple[Heading, ...]

    @property
    def lang(self) -> str:
        return self.edition.locale

    @property
    def is_bilingual(self) -> bool:
        return len(self.languages) > 1

    @property
    def has_sections(self) -> bool:
        """Whether the table of contents is worth a page of its own."""
        return len(self.contents) > 1


def book(edition: Edition, read: Read) -> Book:
    """The book of one language."""
    found = read(edition)
    ours = tuple(Block(block) for block in tree.blocks(found.main))
    return _bound(edition, ours, tuple(_notes(found.notes, edition.locale)), (edition.locale,))


def bilingual(edition: Edition, read: Read) -> Book:
    """The book of an edition and its original, block beside block."""
    blocks = tuple(
        Block(ours, None if theirs is None else tree.with_prefix(theirs, THEIRS))
        for theirs, ours in tree.pairs(edition, read)
    )
    notes = (
        *_notes(read(edition).notes, edition.locale),
        *_notes(read(tree.original_of(edition)).notes, edition.home, THEIRS),
    )
    return _bound(edition, blocks, notes, (edition.locale, edition.home))


def _notes(notes: Sequence[Note], lang: str, prefix: str = "") -> Iterator[Notes]:
    for by_translator, heading in HEADINGS.items():
        mine = tuple(note for note in notes if note.by_translator is by_translator)
        if mine:
            anchor = f"{prefix}notes-{'translator' if by_translator else 'author'}"
            yield Notes(anchor, say(heading, lang), lang, mine, prefix)


def _bound(edition: Edition, blocks: Sequence[Block], notes: tuple[Notes, ...], languages: tuple[str, ...]) -> Book:
    anchors = {one.anchor: NOTES for one in notes}
    anchors |= {f"{one.prefix}{note.anchor}": NOTES for one in notes for note in one.notes}
    made = parts(blocks)
    files = settle(made, anchors) | anchors
    title = shelf.title(edition)
    original = "" if edition.original else shelf.title(tree.original_of(edition))
    return Book(
        edition,
        front(edition),
        title,
        original,
        languages,
        made,
        notes,
        files,
        tuple(contents(made, edition.locale)),
    )
