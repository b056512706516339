"""An edition as one HTML file: no script, no request to anywhere, readable without its style sheet."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib import resources
from urllib.parse import quote

from ... import languages
from ...model import Edition
from .. import shelf as shelves
from ..breaks import hold_dashes, phrases
from ..changes import SUFFIX as CHANGES
from ..front import Front, Said, Version, front
from ..furniture import say
from ..references import on_page, reader
from ..shelf import Link, Shelf
from .downloads import downloads, in_a_row
from .endnotes import named, sections
from .feed import NAME as FEED


def write(edition: Edition, shelf: Shelf) -> bytes:
    """The page of an edition, with links to the others."""
    lang, said = edition.locale, front(edition)
    body = reader(shelf, on_page(shelf, lang))(edition)
    text = f"{named(body.main, lang)}{''.join(sections(body.notes, lang))}"
    main = (
        f'<a class="skip" href="#text">{escape(say("Go to the text", lang))}</a>\n'
        f"{switcher(shelf, lang)}"
        f"<main>\n<article>\n{''.join(head(edition, said, shelf))}"
        f'<div id="text" class="text">\n{text}</div>\n</article>\n</main>\n'
        f"{foot(edition, said, shelf)}"
    )
    return page(lang, shelves.title(edition), main, "".join(links(edition, shelf))).encode()


def page(lang: str, title: str, body: str, head: str = "") -> str:
    """A whole HTML page in one language."""
    css = style()
    digest = base64.b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}" dir="{languages.direction(lang)}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title, quote=False)}</title>\n{head}<style>{css}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


@cache
def style() -> str:
    """The style sheet of all pages."""
    return resources.files(__package__).joinpath("edition.css").read_text("utf-8")


def switcher(shelf: Shelf, current: str) -> str:
    """The other editions as real links, each by its own name in its own language."""
    items = "".join(f"<li>{_switch(shelf, link, current)}</li>\n" for link in shelf.links)
    label = escape(say("Languages", current))
    return f'<nav class="languages" aria-label="{label}">\n<ul>\n{items}</ul>\n</nav>\n'


def _switch(shelf: Shelf, link: Link, current: str) -> str:
    here = ' aria-current="page"' if link.locale == current else ""
    return (
        f'<a href="{escape(shelf.relative(link.href))}" lang="{link.locale}" hreflang="{link.locale}" '
        f'dir="{link.direction}"{here}>{escape(link.name)}</a>'
    )


def links(edition: Edition, shelf: Shelf) -> Iterator[str]:
    """What the head of a page tells programs: its other languages, its feed, its author and description."""
    for link in shelf.links:
        yield f'<link rel="alternate" hreflang="{link.locale}" href="{escape(shelf.absolute(link.href))}">\n'
    original = next((link for link in shelf.links if link.original), None)
    if original:
        yield f'<link rel="alternate" hreflang="x-default" href="{escape(shelf.absolute(original.href))}">\n'
    feed = shelf.absolute(f"{edition.locale}/{FEED}")
    yield f'<link rel="alternate" type="application/atom+xml" href="{escape(feed)}">\n'
    author = shelves.value(edition, "author")
    if author:
        yield f'<meta name="author" content="{escape(author)}">\n'
    description = shelves.value(edition, "description") or shelves.value(edition, "summary")
    if description:
        yield f'<meta name="description" content="{escape(description)}">\n'


def head(edition: Edition, said: Front, shelf: Shelf) -> Iterator[str]:
    """The title block of a page."""
    yield f'<header class="head">\n{"".join(title_block(edition, said))}{notes(edition, said, shelf)}</header>\n'


def title_block(edition: Edition, said: Front, *, is_heading: bool = True) -> Iterator[str]:
    """Title, author, date and credits; where they are not the page's, the title is no heading of it."""
    lang = edition.locale
    if said.title:
        opening, closing = ("h1", "h1") if is_heading else ('p class="title"', "p")
        yield f"<{opening}{marks(said.title, lang)}>{_broken(said.title)}</{closing}>\n"
    if said.subtitle:
        yield f'<p class="subtitle"{marks(said.subtitle, lang)}>{_broken(said.subtitle)}</p>\n'
    name = time = ""
    if said.author:
        name = f'<span class="author"{marks(said.author, lang)}>{escape(said.author.text, quote=False)}</span>'
    if said.date:
        time = f'<time datetime="{said.date.isoformat()}">{escape(said.date_text)}</time>'
    if name or time:
        yield f'<p class="byline row">{in_a_row(name, time)}</p>\n'
    for line in said.credits:
        yield f'<p class="byline credits">{escape(line, quote=False)}</p>\n'
    for line in said.provenance:
        yield f'<p class="byline provenance">{escape(line, quote=False)}</p>\n'
    if said.provenance:
        yield f'<p class="byline provenance row">{_version(said.version)}</p>\n'


def notes(edition: Edition, said: Front, shelf: Shelf) -> str:
    """What a reader should know of the edition's state, with a way to what has changed."""
    lines = [escape(text) for text in said.notices]
    if edition.changes and lines:
        changed = say("What has changed", edition.locale)
        lines.append(f'<a href="{escape(stem(shelf) + CHANGES)}">{escape(changed)}</a>')
    inside = "".join(f"<p>{text}</p>\n" for text in lines)
    return f'<aside class="notices" role="note">\n{inside}</aside>\n' if lines else ""


def _broken(said: Said) -> str:
    """A title, with the places where a line of it had better break."""
    return hold_dashes("<wbr>".join(escape(phrase, quote=False) for phrase in phrases(said.text, said.lang)))


def _version(version: Version) -> str:
    code = f'<bdi><code dir="ltr">{version.digest}</code></bdi>'
    before, _, words = escape(version.before).rpartition(" · ")
    return in_a_row(before, f"{words}{code}{escape(version.after)}")


def marks(said: Said, lang: str) -> str:
    """``lang`` and ``dir`` of words that are not in the language of their page."""
    return "" if said.lang == lang else f' lang="{said.lang}" dir="{languages.direction(said.lang)}"'


def stem(shelf: Shelf) -> str:
    """The name that the files of a document begin with, as a page beside them links to it."""
    return quote(shelf.name.rsplit("/", 1)[-1])


def foot(edition: Edition, said: Front, shelf: Shelf) -> str:
    """Where the original is, when the edition was renewed, its other formats, and what one may do with it."""
    lang = edition.locale
    lines = []
    original = next((link for link in shelf.links if link.original), None)
    if original and not edition.original:
        lines.append(
            f'<a href="{escape(shelf.relative(original.href))}" hreflang="{original.locale}">'
            f"{escape(say('Read the original', lang))}</a>"
        )
    if edition.original:
        lines.append(f'<span class="row">{_version(said.version)}</span>')
    if edition.updated and not edition.original:
        lines.append(escape(say("Updated: {date}", lang, date=languages.date(edition.updated, lang))))
    if shelf.files:
        lines += downloads(stem(shelf), shelf.files, lang, say("Other formats", lang))
    if said.rights:
        lines.append(f"<span{marks(said.rights, lang)}>{escape(said.rights.text)}</span>")
    if said.license:
        words = f"<bdi>{escape(said.license.text)}</bdi>"
        href = said.license.href
        lines.append(f'<a rel="license" href="{escape(href)}">{words}</a>' if href else words)
    return f'<footer class="foot">\n{"".join(f"<p>{line}</p>{chr(10)}" for line in lines)}</footer>\n'
