"""Links from one document of a project to another: where they lead in each edition, and which lead nowhere.

Editions hold the texts and nothing else, so a link to any other file beside the source is its words.
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
from typing import NamedTuple, TypeAlias
from unicodedata import normalize
from urllib.parse import quote, unquote

from .. import formats
from ..formats import Body
from ..model import Edition, Finding, Place, Severity
from .anchors import anchors
from .changes import SUFFIX as CHANGES
from .furniture import say
from .shelf import Link, Shelf
from .sums import NAME as SUMS
from .tree import body

_HREF = re.compile(r'(<a(?:\s[\w:-]+(?:="[^"]*")?)*?\shref=")([^"]*)"((?:\s[\w:-]+(?:="[^"]*")?)*)')
_ELSEWHERE = re.compile(r"[\w+.-]+:|/")
_LINK = re.compile(
    r'<a((?:\s[\w:-]+="[^"]*")*?)\shref="([^"]*)"((?:\s[\w:-]+="[^"]*")*)>((?:[^<]|<(?!/?a[\s>]))*+)</a>'
)
_OF_LINKS = re.compile(r'\s(?:hreflang|rel|title)="[^"]*"')


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
    path = _path(href)
    if _ELSEWHERE.match(path) or not _is_read(path):
        return None
    return normalize("NFC", normpath(join(dirname(here), path)))


def _path(href: str) -> str:
    return unquote(re.split("[?#]", href, maxsplit=1)[0])


def _is_read(path: str) -> bool:
    return path.lower().endswith(formats.suffixes())


def is_lost(href: str, shelf: Shelf, locale: str) -> bool:
    """Whether a link leads to a file beside the source that is no document, and that no edition holds."""
    path = _path(href)
    if not _is_beside(href) or _is_read(path):
        return False
    return not _is_made(normpath(join(locale, dirname(shelf.name), path)), shelf)


def _is_made(name: str, shelf: Shelf) -> bool:
    """Whether a name, relative to editions/, is that of a file there: authors may know their editions."""
    from .writers import writers
    from .writers.feed import NAME as FEED

    locale, _, rest = name.partition("/")
    shelves = [one for one in shelf.library.values() if any(link.locale == locale for link in one.links)]
    if name in (".", "index.html", SUMS) or (rest == FEED and shelves):
        return True
    return any(rest.removeprefix(one.name) in (*writers(), CHANGES) for one in shelves if rest.startswith(one.name))


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

    return _HREF.sub(led, without_lost(html, shelf, locale)) if shelf.library else html


def without_lost(html: str, shelf: Shelf, locale: str) -> str:
    """Sanitised HTML in which links to files that no edition holds are their words."""

    def words(found: re.Match[str]) -> str:
        if not is_lost(unescape(found[2]), shelf, locale):
            return found[0]
        attributes = _OF_LINKS.sub("", found[1] + found[3])
        return f"<span{attributes}>{found[4]}</span>" if attributes else found[4]

    return _LINK.sub(words, html)


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
        for dead_link in dead(hrefs, edition, shelf, anchors_of):
            if (shelf.name, dead_link.href) not in told:
                yield _finding(edition, dead_link)
            if edition.original:
                told.add((shelf.name, dead_link.href))


class Dead(NamedTuple):
    """A link that leads nowhere, how bad that is, why, and what to do."""

    href: str
    severity: Severity
    message: str
    advice: str


def _finding(edition: Edition, dead: Dead) -> Finding:
    raw = edition.document.raw
    at = next((at for at in map(raw.find, (f"({dead.href}", dead.href, unquote(dead.href))) if at >= 0), 0)
    return Finding(
        "dead-link",
        dead.severity,
        f"a link to {dead.href}{dead.message}",
        Place(edition.document.path, raw.count("\n", 0, at) + 1),
        None if edition.original else edition.locale,
        advice=dead.advice + (_RENEW.format(edition.locale) if edition.last_good else ""),
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
    """Where the links of an edition to what lies beside the source lead, each once."""
    found = body(edition)
    html = "".join((found.main, *(note.html for note in found.notes)))
    told = ((unescape(one[2]), one[4]) for one in _LINK.finditer(html))
    # A link without words, as of a picture in a link, shows no reader anything.
    return tuple(dict.fromkeys(href for href, words in told if _is_beside(href) and (words or _is_read(_path(href)))))


def _is_beside(href: str) -> bool:
    path = _path(href)
    return bool(path) and not _ELSEWHERE.match(path)


def dead(
    hrefs: Sequence[str], edition: Edition, shelf: Shelf, anchors_of: Callable[[str, str], Container[str]]
) -> Iterator[Dead]:
    """The links of an edition to what is not there.

    ``anchors_of`` gives the anchors of a document in a language.
    """
    for href in hrefs:
        target = find(href, shelf, edition.locale)
        if is_lost(href, shelf, edition.locale):
            yield Dead(href, Severity.WARNING, ", a file that no edition holds; its words stand there alone", _ELSE)
        elif target is None:
            if path_of(href, shelf.path):
                yield Dead(href, Severity.ERROR, ": there is no such document in source/", _BY_FILE)
        elif target.anchor and target.anchor not in anchors_of(target.shelf.name, target.link.locale):
            yield Dead(href, Severity.ERROR, f": {target.shelf.path} has no such place", _BY_FILE)


_BY_FILE = "Documents are linked to by their files, seen from the one that links; anchors are those of the source."
_RENEW = " `tamizdat publish {}` renews the last good edition once the translation is whole."
_ELSE = "Editions are texts alone: give what it leads to an address that begins with https://, or take the link out."


def anchors_in(edition: Edition) -> frozenset[str]:
    """The places of an edition that a link can lead to."""
    found = body(edition)
    return frozenset((*anchors(found.main), *(note.anchor for note in found.notes)))
