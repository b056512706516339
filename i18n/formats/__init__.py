"""Formats: two functions each, ``read`` (bytes → Document) and ``fill`` (Document × texts → Filled).

A format is a module named by an entry point of the group ``tamizdat.formats``, one for each
file suffix it reads (``rst = "my_package.rst"``); adding one changes no line here. Those of
our own are found without asking the installed packages, which takes longer than reading an essay.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import Any, NamedTuple, Protocol, cast

from ..errors import SourceError
from ..model import Document, Piece
from .options import Options

GROUP = "tamizdat.formats"


class Filled(NamedTuple):
    """A filled document, and the indices of the slots that had to keep their original."""

    text: str
    fallen: tuple[int, ...] = ()


class Note(NamedTuple):
    """A footnote of an edition: its number among its author's or its translator's, and what it says as HTML blocks.

    Who ``is_referred`` to has a reference in the body, whose id is ``reference``.
    """

    number: int
    by_translator: bool
    html: str
    is_referred: bool = True

    @property
    def name(self) -> str:
        """What the reference shows: a number, with a star for a translator's note, as Russian printers set it."""
        return f"{self.number}*" if self.by_translator else str(self.number)

    @property
    def anchor(self) -> str:
        return f"{'tnote' if self.by_translator else 'note'}-{self.number}"

    @property
    def reference(self) -> str:
        return f"{'tref' if self.by_translator else 'ref'}-{self.number}"

    def refer(self, times: int = 1) -> str:
        """A reference to the note as HTML, the ``times``-th; each has an id of its own."""
        anchor = self.reference if times == 1 else f"{self.reference}-{times}"
        return f'<sup><a id="{anchor}" href="#{self.anchor}" role="doc-noteref">{self.name}</a></sup>'


class Body(NamedTuple):
    """The inside of an edition as sanitised HTML: its blocks, and apart from them its notes in order."""

    main: str
    notes: tuple[Note, ...] = ()


class Format(Protocol):
    """What a format's module offers."""

    NAME: str

    def read(self, path: str, data: bytes, options: Options | None = None) -> Document: ...

    def fill(
        self,
        document: Document,
        texts: Sequence[str | None],
        lang: str | None = None,
        original: tuple[str, str] | None = None,
    ) -> Filled: ...

    def announce(self, text: str, notices: Sequence[str]) -> str: ...

    def to_html(self, text: str, document: Document, pieces: Sequence[Piece]) -> Body: ...


OURS = {"md": "markdown", "markdown": "markdown", "txt": "text"}
"""The modules beside this one by the suffixes they read."""


def suffixes() -> tuple[str, ...]:
    """The file suffixes that some format reads, with their dots."""
    return tuple(sorted(f".{name}" for name in {*OURS, *_entry_points()}))


def of(path: str) -> Format:
    """The format that reads a file of this name; raises SourceError when there is none."""
    suffix = PurePath(path).suffix.lstrip(".").lower()
    if suffix in OURS:
        return cast(Format, import_module(f".{OURS[suffix]}", __name__))
    if suffix in _entry_points():
        return cast(Format, _entry_points()[suffix].load())
    raise SourceError(
        f"no format reads {'.' + suffix + ' files' if suffix else 'files without a suffix'}",
        place=path,
        advice=f"Known are {', '.join(suffixes())}.",
    )


@cache
def _entry_points() -> dict[str, Any]:
    from importlib import metadata

    return {point.name: point for point in metadata.entry_points(group=GROUP)}
