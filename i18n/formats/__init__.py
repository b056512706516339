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

    def to_html(self, text: str, document: Document, pieces: Sequence[Piece]) -> str: ...


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
