"""The footnotes of a document, the author's and its translator's apart: references as HTML, and the notes."""

from __future__ import annotations

from collections.abc import Container

from .. import Note


class Endnotes:
    """Numbers footnotes in the order in which they are referred to; ``authors`` are the labels of the source."""

    def __init__(self, authors: Container[str]) -> None:
        self.authors = authors
        self.counts = {True: 0, False: 0}
        self.numbers: dict[str, int] = {}
        self.references: dict[str, int] = {}
        self.texts: dict[str, list[str]] = {}

    def refer(self, label: str) -> str:
        """A reference as HTML; each has an id of its own."""
        self.references[label] = self.references.get(label, 0) + 1
        return self._note(label).refer(self.references[label])

    def define(self, label: str, html: str) -> None:
        self.texts.setdefault(label, []).append(html)

    def all(self) -> tuple[Note, ...]:
        """The notes in order, the author's first. One that nothing refers to is there too: no text vanishes."""
        notes = [self._note(label) for label in self.texts]
        return tuple(sorted(notes, key=lambda note: (note.by_translator, note.number)))

    def _note(self, label: str) -> Note:
        mine = label in self.authors
        if label not in self.numbers:
            self.counts[mine] += 1
            self.numbers[label] = self.counts[mine]
        return Note(self.numbers[label], not mine, "".join(self.texts.get(label, ())), label in self.references)
