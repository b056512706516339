"""Links from one document of a project to another: where they lead in each edition, and which lead nowhere.

An author links to the file, ``other.md#anchor``; a reader gets the edition of that document
in the language that is being read, or the original where there is none. What a place to
link to is, differs: a page stands beside other pages, a book is taken away from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from html import escape, unescape
from posixpath import dirname, join, normpath
from typing import TypeAlias
from unicodedata import normalize
from urllib.parse import quote, unquote

from .. import formats
from ..formats import Body
from ..model import Edition, Finding, Place, Severity
from .anchors import anchors
from .furniture import say
from .shelf import Link, Shelf
from .tree import body

_HREF = re.compile(r'(<a(?:\s[\w:-]+(?:="[^"]*")?)*?\shref=")([^"]*)"((?:\s[\w:-]+(?:="[^"]*")?)*)')
_ELSEWHERE = re.compile(r"[\w+.-]+:|/")


@dataclass(frozen=True, slots=True)
class Target:
    """The edition that a link leads to, the document it is of, and the place in it ("" for its beginning)."""

    shelf: Shelf
    link: Link
    anchor: str

    def address(self, href: str) -> str:
        """A file of the edition with the place in it."""
        return f"{href}#{quote(self.anchor)}" if self.anchor else href


Address: TypeAlias = Callable[[Target], str | None]
"""How a file of one format refers to another edition; None where it cannot, and the link is words only."""
Read: TypeAlias = Callable[[Edition], Body]
"""The body of an edition, its links to other documents followed."""
Shelved: TypeAlias = tuple[Shelf, Edition]
"""An edition on its shelf."""


def find(href: str, shelf: Shelf, locale: str) -> Target | None:
    """Where a link in an edition leads; None where it does not lead to a document of the project."""
    other = shelf.library.get(path_of(href, shelf.path) or "")
    if other is None:
        return None
    link = next((link for link in other.links if link.locale == locale), other.links[0])
    return Target(other, link, unquote(href.partition("#")[2]))


def path_of(href: str, here: str) -> str | None:
    """The file that a link leads to, relative to source/; None where it is not one that a format reads.

    >>> path_of("../b.md#x", "essays/a.md"), path_of("https://a.b/c.md", "a.md"), path_of("c.png", "a.md")
    ('b.md', None, None)
    """
    path = unquote(re.split("[?#]", href, maxsplit=1)[0])
    if _ELSEWHERE.match(path) or not path.lower().endswith(formats.suffixes()):
        return None
    return normalize("NFC", normpath(join(dirname(here), path)))


def reader(shelf: Shelf, address: Address) -> Read:
    """The function that reads bodies for a writer, whose files refer to others by ``address``."""

    def read(edition: Edition) -> Body:
        found = body(edition)
        notes = tuple(note._replace(html=follow(note.html, shelf, edition.locale, address)) for note in found.notes)
        return Body(follow(found.main, shelf, edition.locale, address), notes)

    return read


def follow(html: str, shelf: Shelf, locale: str, address: Address) -> str:
    """Sanitised HTML with its links to documents leading to editions; one in another language is marked so."""

    def led(found: re.Match[str]) -> str:
        target = find(unescape(found[2]), shelf, locale)
        if target is None:
            return found[0]
        if target.shelf.name == shelf.name and target.anchor:
            return f'{found[1]}#{escape(quote(target.anchor))}"{found[3]}'
        href = address(target)
        if href is None:
            return found[0]
        return f'{found[1]}{escape(href)}"{_mark(target, locale, found[3])}{found[3]}'

    return _HREF.sub(led, html) if shelf.library else html


def _mark(target: Target, locale: str, attributes: str) -> str:
    if target.link.locale == locale or " hreflang=" in attributes:
        return ""
    tip = "" if " title=" in attributes else f' title="{escape(say("in the original language", locale))}"'
    return f' hreflang="{target.link.locale}"{tip}'


def on_page(shelf: Shelf, locale: str, suffix: str = ".html") -> Address:
    """Pages refer to the pages beside them; those of both texts, ``suffix`` says, to others of both."""

    def address(target: Target) -> str:
        link = target.link
        href = link.href if link.original else link.href.removesuffix(".html") + suffix
        return target.address(shelf.beside(href, locale))

    return address


def in_book(shelf: Shelf) -> Address:
    """Books refer to pages on the site of the editions, where it is known: a book is alone where it is read."""
    return lambda target: target.address(shelf.site + target.link.href) if shelf.site else None


def findings(built: Sequence[tuple[Shelved, Sequence[str]]], every: Sequence[Shelved]) -> Iterator[Finding]:
    """Links of editions to documents, or to places in them, that are not there.

    ``built`` are looked at, with their `links`; ``every`` is what they may link to. What is dead in an original is
    not told again of its translations.
    """
    known = {(shelf.name, edition.locale): edition for shelf, edition in every}
    originals = {shelf.name: edition for shelf, edition in every if edition.original}
    told: set[tuple[str, str]] = set()

    @cache
    def anchors_of(name: str, locale: str) -> frozenset[str]:
        # A page whose catalog cannot be read now stands as it was; its places are those of the original.
        return anchors_in(known.get((name, locale)) or originals[name])

    for (shelf, edition), hrefs in built:
        for href, what in dead(hrefs, edition, shelf, anchors_of):
            if (shelf.name, href) not in told:
                yield _finding(edition, href, what)
            if edition.original:
                told.add((shelf.name, href))


def _finding(edition: Edition, href: str, what: str) -> Finding:
    document = edition.document
    line = document.raw.count("\n", 0, max(0, document.raw.find(href))) + 1
    return Finding(
        "dead-link",
        Severity.ERROR,
        f"a link to {href}: {what}",
        Place(document.path, line),
        None if edition.original else edition.locale,
        advice="Documents are linked to by their files, seen from the one that links; anchors are those of the source.",
    )


def dead_anchor(edition: Edition, anchor: str, page: str, shown: str) -> Finding:
    """A link of a page to a place that is not in it: in an original it is the author's, else that of a translation."""
    raw = edition.document.raw
    near = get_close_matches(anchor, tuple(unquote(one) for one in anchors(page)), 1, 0.5)
    advice = f"Did you mean #{near[0]}? " if near else ""
    if f"{{#{anchor}}}" in raw:
        advice += f"{{#{anchor}}} is no anchor here: those of headings are made of their words."
    else:
        advice += "Headings have the anchors of the source in every language."
    if not edition.original:
        return Finding("dead-link", Severity.ERROR, f"{shown} links to #{anchor}, which is not there", advice=advice)
    place = Place(edition.document.path, raw.count("\n", 0, max(0, raw.find(f"(#{anchor}"))) + 1)
    return Finding("dead-link", Severity.ERROR, f"a link to #{anchor}, which is not there", place, advice=advice)


def links(edition: Edition) -> tuple[str, ...]:
    """Where the links of an edition lead, each once; nothing where none can lead to a document."""
    text = edition.text.lower()
    if not any(suffix in text for suffix in formats.suffixes()):
        return ()
    found = body(edition)
    html = "".join((found.main, *(note.html for note in found.notes)))
    return tuple(dict.fromkeys(unescape(one[2]) for one in _HREF.finditer(html)))


def dead(
    hrefs: Sequence[str], edition: Edition, shelf: Shelf, anchors_of: Callable[[str, str], Container[str]]
) -> Iterator[tuple[str, str]]:
    """The links of an edition to what is not there, with what is missing.

    ``anchors_of`` gives the anchors of a document in a language.
    """
    for href in hrefs:
        target = find(href, shelf, edition.locale)
        if target is None:
            if path_of(href, shelf.path):
                yield href, "there is no such document in source/"
        elif target.anchor and target.anchor not in anchors_of(target.shelf.name, target.link.locale):
            yield href, f"{target.shelf.path} has no such place"


def anchors_in(edition: Edition) -> frozenset[str]:
    """The places of an edition that a link can lead to."""
    found = body(edition)
    return frozenset((*anchors(found.main), *(note.anchor for note in found.notes)))
