"""The editions of one document beside each other: what each page needs to know of the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from .. import languages
from ..inline import notes_in_parentheses, one_line, plain, replace_notes
from ..model import Edition
from .notices import summary


@dataclass(frozen=True, slots=True)
class Link:
    """One edition in a list: its language, its file relative to editions/, its title and its state in words."""

    locale: str
    href: str
    title: str
    state: str
    original: bool

    @property
    def direction(self) -> str:
        return languages.direction(self.locale)

    @property
    def name(self) -> str:
        return languages.endonym(self.locale)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All editions of one document, the original first, then by their own names.

    ``files`` are the suffixes of the files beside the one that is being written. ``site`` is
    the address at which editions/ will stand, with a slash at its end; empty when nobody said.
    """

    name: str
    links: tuple[Link, ...]
    files: tuple[str, ...] = ()
    site: str = ""

    def relative(self, href: str) -> str:
        """A file of the shelf as seen from an edition of this document."""
        return "../" * (1 + self.name.count("/")) + href

    def absolute(self, href: str) -> str:
        """The same as seen from anywhere, where the site is known; else from an edition of this document."""
        return self.site + href if self.site else self.relative(href)


def shelve(name: str, editions: Sequence[Edition], site: str = "") -> Shelf:
    """The shelf of a document; ``name`` is the document's."""
    order = languages.sort([edition.locale for edition in editions])
    ranked = sorted(editions, key=lambda edition: (not edition.original, order.index(edition.locale)))
    links = tuple(
        Link(edition.locale, f"{edition.locale}/{quote(name)}.html", title(edition), summary(edition), edition.original)
        for edition in ranked
    )
    return Shelf(name, links, site=site)


def value(edition: Edition, kind: str) -> str | None:
    """A title, author … as it stands in the edition, without line breaks."""
    found = _text(edition, kind)
    return edition.document.meta.get(kind) if found is None else one_line(notes_in_parentheses(found))


def _text(edition: Edition, kind: str) -> str | None:
    return next((piece.text or piece.source for piece in edition.pieces if piece.kind == kind), None)


def title(edition: Edition) -> str:
    """The edition's title: of its front matter, its first heading, or its file."""
    found = value(edition, "title")
    if found:
        return found
    for level in "123456":
        heading = _text(edition, f"heading {level}")
        if heading:
            return one_line(plain(replace_notes(heading, lambda *_: "")))
    return PurePosixPath(edition.document.path).stem


def day(edition: Edition) -> dt.date | None:
    """The essay's date, where its front matter has one in ISO form."""
    try:
        return dt.date.fromisoformat(edition.document.meta.get("date", "")[:10])
    except ValueError:
        return None


def version(edition: Edition) -> str:
    """The version of the source: the first eight hex digits of the SHA-256 of its bytes."""
    return sha256(edition.document.raw.encode()).hexdigest()[:8]
