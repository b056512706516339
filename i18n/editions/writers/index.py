"""The shelf as a page: every edition by its own name, with its title and its state."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..furniture import say
from ..shelf import Link, Shelf
from .html import page


def write_index(shelves: Sequence[Shelf], lang: str) -> bytes:
    """``editions/index.html``; ``lang`` is the language that its heading speaks, the source's."""
    heading = say("Read this text in your language", lang)
    alternates = "".join(
        f'<link rel="alternate" hreflang="{link.locale}" href="{escape(link.href)}">\n'
        for shelf in (shelves if len(shelves) == 1 else ())
        for link in shelf.links
    )
    body = "".join(_document(shelf, alone=len(shelves) == 1) for shelf in shelves)
    main = f'<main class="shelf">\n<h1>{escape(heading)}</h1>\n{body}</main>\n'
    return page(lang, heading, main, alternates).encode()


def _document(shelf: Shelf, *, alone: bool) -> str:
    first = shelf.links[0]
    title = "" if alone else f'<h2 lang="{first.locale}" dir="{first.direction}">{escape(first.title)}</h2>\n'
    items = "".join(map(_item, shelf.links))
    return f"<section>\n{title}<ul>\n{items}</ul>\n</section>\n"


def _item(link: Link) -> str:
    return (
        f'<li lang="{link.locale}" dir="{link.direction}">\n'
        f'<h2><a href="{escape(link.href)}" hreflang="{link.locale}">{escape(link.name)}</a></h2>\n'
        f"<p>{escape(link.title)}</p>\n<p>{escape(link.state)}</p>\n</li>\n"
    )
