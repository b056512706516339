"""The editions of one language as an Atom feed (RFC 4287), so that readers learn of a new or renewed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from ...languages import endonym
from ...model import Edition
from .. import shelf as shelves
from ..front import front
from ..shelf import Shelf

NAME = "feed.xml"
_TYPES = {".epub": "application/epub+zip", ".pdf": "application/pdf"}
UNDATED = dt.date(1970, 1, 1)
"""The day of an edition that neither its essay nor its catalog dates."""


def write_feed(editions: Sequence[tuple[Edition, Shelf]], title: str | None) -> bytes:
    """The feed of a language: one entry for each of its editions, the newest first.

    Identifiers are those of document and language (UUID version 5), days are at midnight UTC.
    Links are relative to the feed, absolute where the shelf knows its site.
    """
    first, shelf = editions[0]
    lang = first.locale
    newest = sorted(editions, key=lambda one: (updated(one[0]), one[1].name), reverse=True)
    heading = title or (shelves.title(first) if len(editions) == 1 else endonym(lang))
    here = f'<link rel="self" href={quoteattr(shelf.absolute(f"{lang}/{NAME}"))}/>\n' if shelf.site else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
        f"<id>{_identifier(shelf.site, lang)}</id>\n<title>{_words(heading)}</title>\n"
        f'<updated>{_moment(updated(newest[0][0]))}</updated>\n{here}<link rel="alternate" type="text/html" '
        f"href={quoteattr(shelf.site + 'index.html' if shelf.site else '../index.html')}/>\n"
        f"{''.join(entry for one in newest for entry in _entry(*one))}</feed>\n"
    ).encode()


def updated(edition: Edition) -> dt.date:
    """The day on which an edition was last changed."""
    return edition.updated or shelves.day(edition) or UNDATED


def _entry(edition: Edition, shelf: Shelf) -> Iterator[str]:
    said, lang = front(edition), edition.locale
    link = next(link for link in shelf.links if link.locale == lang)
    href = shelf.absolute(link.href) if shelf.site else link.href.partition("/")[2]
    yield f"<entry>\n<id>{_identifier(shelf.site, lang, shelf.name)}</id>\n"
    yield f"<title>{_words(shelves.title(edition))}</title>\n<updated>{_moment(updated(edition))}</updated>\n"
    if said.date:
        yield f"<published>{_moment(said.date)}</published>\n"
    author = said.author.text if said.author else shelves.title(edition)
    yield f"<author><name>{_words(author)}</name></author>\n"
    yield f'<link rel="alternate" type="text/html" hreflang="{lang}" href={quoteattr(href)}/>\n'
    for suffix in (suffix for suffix in link.files or () if suffix in _TYPES):
        file = href.removesuffix(".html") + suffix
        yield f'<link rel="alternate" type="{_TYPES[suffix]}" hreflang="{lang}" href={quoteattr(file)}/>\n'
    rights = " · ".join(one.text for one in (said.rights, said.license) if one)
    if rights:
        yield f"<rights>{_words(rights)}</rights>\n"
    description = shelves.value(edition, "description") or shelves.value(edition, "summary")
    yield f"<summary>{_words(' '.join(filter(None, (description, said.state))))}</summary>\n</entry>\n"


def _identifier(*names: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, chr(0).join(names))}"


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _words(text: str) -> str:
    return escape("".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff"))
