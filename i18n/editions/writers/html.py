"""An edition as one HTML file: no script, no request to anywhere, readable without its style sheet."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib import resources
from urllib.parse import quote

from ... import formats, languages
from ...model import Edition
from .. import shelf as shelves
from ..changes import SUFFIX as CHANGES
from ..furniture import say
from ..notices import notices
from ..shelf import Link, Shelf
from .endnotes import sections


def write(edition: Edition, shelf: Shelf) -> bytes:
    """The page of an edition, with links to the others."""
    lang = edition.locale
    form = formats.of(edition.document.path)
    body = form.to_html(edition.text, edition.document, edition.pieces)
    main = (
        f'<a class="skip" href="#text">{escape(say("Go to the text", lang))}</a>\n'
        f"{switcher(shelf, lang)}"
        f"<main>\n<article>\n{''.join(_head(edition, shelf))}"
        f'<div id="text" class="text">\n{body.main}{"".join(sections(body.notes, lang))}</div>\n</article>\n</main>\n'
        f"{_foot(edition, shelf)}"
    )
    return page(lang, shelves.title(edition), main, "".join(_links(edition, shelf))).encode()


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


def _links(edition: Edition, shelf: Shelf) -> Iterator[str]:
    for link in shelf.links:
        yield f'<link rel="alternate" hreflang="{link.locale}" href="{escape(shelf.relative(link.href))}">\n'
    original = next((link for link in shelf.links if link.original), None)
    if original:
        yield f'<link rel="alternate" hreflang="x-default" href="{escape(shelf.relative(original.href))}">\n'
    author = shelves.value(edition, "author")
    if author:
        yield f'<meta name="author" content="{escape(author)}">\n'
    description = shelves.value(edition, "description") or shelves.value(edition, "summary")
    if description:
        yield f'<meta name="description" content="{escape(description)}">\n'


def _head(edition: Edition, shelf: Shelf) -> Iterator[str]:
    lang = edition.locale
    yield '<header class="head">\n'
    if shelves.value(edition, "title"):
        yield f"<h1{_foreign(edition, 'title')}>{escape(shelves.title(edition), quote=False)}</h1>\n"
    subtitle = shelves.value(edition, "subtitle")
    if subtitle:
        yield f'<p class="subtitle"{_foreign(edition, "subtitle")}>{escape(subtitle, quote=False)}</p>\n'
    author, day = shelves.value(edition, "author"), shelves.day(edition)
    if author or day:
        marks = _foreign(edition, "author")
        name = f'<span class="author"{marks}>{escape(author, quote=False)}</span>' if author else ""
        time = f'<time datetime="{day.isoformat()}">{escape(languages.date(day, lang))}</time>' if day else ""
        yield f'<p class="byline">{" · ".join(filter(None, (name, time)))}</p>\n'
    said = [escape(text) for text in notices(edition)]
    if edition.changes and said:
        said.append(f'<a href="{escape(stem(shelf) + CHANGES)}">{escape(say("What has changed", lang))}</a>')
    if said:
        yield '<aside class="notices" role="note">\n' + "".join(f"<p>{text}</p>\n" for text in said) + "</aside>\n"
    yield "</header>\n"


def stem(shelf: Shelf) -> str:
    """The name that the files of a document begin with, as a page beside them links to it."""
    return quote(shelf.name.rsplit("/", 1)[-1])


def _foreign(edition: Edition, kind: str) -> str:
    """``lang`` and ``dir`` of a head value that is shown in the original."""
    for piece in edition.pieces:
        if piece.kind == kind and piece.lang != edition.locale:
            return f' lang="{piece.lang}" dir="{languages.direction(piece.lang)}"'
    return ""


def _foot(edition: Edition, shelf: Shelf) -> str:
    lang = edition.locale
    lines = []
    original = next((link for link in shelf.links if link.original), None)
    if original and not edition.original:
        name = languages.name_in(original.locale, lang)
        lines.append(escape(say("Original language: {language}", lang, language=name)))
        lines.append(
            f'<a href="{escape(shelf.relative(original.href))}" hreflang="{original.locale}">'
            f"{escape(say('Read the original', lang))}</a>"
        )
    lines.append(_version(edition))
    if shelf.files:
        name = stem(shelf)
        files = ", ".join(f'<a href="{escape(name + suffix)}">{escape(suffix[1:])}</a>' for suffix in shelf.files)
        lines.append(f"{escape(say('Other formats', lang))}: {files}")
    return f'<footer class="foot">\n{"".join(f"<p>{line}</p>{chr(10)}" for line in lines)}</footer>\n'


def _version(edition: Edition) -> str:
    day = shelves.day(edition)
    said = f"{languages.date(day, edition.locale)} · " if day else ""
    code = f'<bdi><code dir="ltr">{shelves.version(edition)}</code></bdi>'
    text = escape(say("Version of the original: {version}", edition.locale, version="\0"))
    return text.replace("\0", escape(said) + code)
