"""The editions of one document beside each other: what each page needs to know of the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePosixPath
from posixpath import dirname, relpath
from urllib.parse import quote

from .. import languages
from ..inline import notes_in_parentheses, one_line, plain, replace_notes
from ..model import Edition, Piece
from .notices import summary


@dataclass(frozen=True, slots=True)
class Link:
    """One edition in a list: its language, its page relative to editions/, its title and its state in words.

    ``title_lang`` is the language of the title, the original's where it is not translated;
    ``state`` is empty where an edition just stands that cannot be made anew;
    ``files`` are the suffixes of all files of the edition, None where nobody has looked.
    """

    locale: str
    href: str
    title: str
    title_lang: str
    state: str
    original: bool
    files: tuple[str, ...] | None = None

    @property
    def direction(self) -> str:
        return languages.direction(self.locale)

    @property
    def title_direction(self) -> str:
        return languages.direction(self.title_lang)

    @property
    def name(self) -> str:
        return languages.endonym(self.locale)

    @property
    def stem(self) -> str:
        """What the names of all files of the edition begin with, relative to editions/."""
        return self.href.removesuffix(".html")


@dataclass(frozen=True, slots=True)
class Shelf:
    """All editions of one document, the original first, then by their own names.

    ``files`` are the suffixes of the files beside the one that is being written. ``site`` is
    the address at which editions/ will stand, with a slash at its end; empty when nobody said.
    ``path`` is the document's file, and ``library`` has the shelves of all documents of the
    project by theirs, relative to source/.
    """

    name: str
    links: tuple[Link, ...]
    files: tuple[str, ...] = ()
    site: str = ""
    path: str = ""
    library: Mapping[str, Shelf] = field(default_factory=dict, compare=False, repr=False)

    def beside(self, href: str, locale: str) -> str:
        """A file of any shelf as seen from the edition of this document in a language, by the shortest way."""
        return relpath(href, dirname(f"{locale}/{quote(self.name)}"))

    def relative(self, href: str) -> str:
        """A file of the shelf as seen from an edition of this document."""
        return "../" * (1 + self.name.count("/")) + href

    def absolute(self, href: str) -> str:
        """The same as seen from anywhere, where the site is known; else from an edition of this document."""
        return self.site + href if self.site else self.relative(href)


def shelve(name: str, editions: Sequence[Edition], site: str = "", path: str = "", left: Sequence[str] = ()) -> Shelf:
    """The shelf of a document; ``name`` is the document's.

    ``left`` are languages whose edition of an earlier build stands: they are listed by the original's title.
    """
    links = [_link(name, one.locale, titled(one), summary(one), original=one.original) for one in editions]
    if links:
        original = max(links, key=lambda link: link.original)
        links += [_link(name, locale, (original.title, original.title_lang)) for locale in left]
    order = languages.sort([link.locale for link in links])
    ranked = sorted(links, key=lambda link: (not link.original, order.index(link.locale)))
    return Shelf(name, tuple(ranked), site=site, path=path)


def _link(name: str, locale: str, title: tuple[str, str], state: str = "", *, original: bool = False) -> Link:
    return Link(locale, f"{locale}/{quote(name)}.html", *title, state, original)


def with_files(shelf: Shelf, names: Collection[str], suffixes: Sequence[str]) -> Shelf:
    """The shelf with the suffixes of the files that each edition has; ``names`` are relative to editions/."""
    links = tuple(
        replace(link, files=tuple(one for one in suffixes if f"{link.locale}/{shelf.name}{one}" in names))
        for link in shelf.links
    )
    return replace(shelf, links=links)


def value(edition: Edition, kind: str) -> str | None:
    """A title, author … as it stands in the edition, without line breaks."""
    found = _text(edition, kind)
    return edition.document.meta.get(kind) if found is None else one_line(notes_in_parentheses(found))


def _text(edition: Edition, kind: str) -> str | None:
    piece = _piece(edition, kind)
    return piece.shown if piece else None


def _piece(edition: Edition, kind: str) -> Piece | None:
    return next((piece for piece in edition.pieces if piece.kind == kind), None)


def title(edition: Edition) -> str:
    """The edition's title: of its front matter, its first heading, or its file."""
    return titled(edition)[0]


def titled(edition: Edition) -> tuple[str, str]:
    """The edition's title, and the language that it is in."""
    found = value(edition, "title")
    if found:
        piece = _piece(edition, "title")
        return found, (piece and piece.lang) or edition.home
    for level in "123456":
        piece = _piece(edition, f"heading {level}")
        words = piece and piece.shown
        if piece and words:
            return one_line(plain(replace_notes(words, lambda *_: ""))), piece.lang or edition.home
    return PurePosixPath(edition.document.path).stem, edition.home


def day(edition: Edition) -> dt.date | None:
    """The essay's date, where its front matter has one in ISO form."""
    try:
        return dt.date.fromisoformat(edition.document.meta.get("date", "")[:10])
    except ValueError:
        return None


def version(edition: Edition) -> str:
    """The version of the source: the first eight hex digits of the SHA-256 of its bytes."""
    return sha256(edition.document.raw.encode()).hexdigest()[:8]
