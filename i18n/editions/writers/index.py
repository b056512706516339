"""The shelf as a page: every language by its own name, with its editions, their state and all their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..furniture import say
from ..shelf import Link, Shelf
from .downloads import downloads, in_a_row
from .html import page

PAGE = ".html"


def write_index(shelves: Sequence[Shelf], lang: str, title: str | None = None) -> bytes:
    """``editions/index.html``; ``lang`` is the language that its heading speaks, the source's.

    A reader looks for a language first: each is a section, in its own words and direction, and
    where there are several documents a list above leads to them.
    """
    heading = title or say("Read this text in your language", lang)
    found = _by_language(shelves)
    alone = len(shelves) == 1
    head = "".join(_alternates(shelves[0]) if alone else ())
    body = "".join(_section(locale, links, alone=alone) for locale, links in found.items())
    nav = "" if alone else _languages(found, lang)
    main = f'<main class="shelf">\n<h1>{escape(heading)}</h1>\n{nav}{body}</main>\n'
    return page(lang, heading, main, head).encode()


def _alternates(shelf: Shelf) -> Iterator[str]:
    for link in shelf.links:
        yield f'<link rel="alternate" hreflang="{link.locale}" href="{escape(shelf.site + link.href)}">\n'
    yield f'<link rel="alternate" hreflang="x-default" href="{escape(shelf.site + shelf.links[0].href)}">\n'


def _by_language(shelves: Sequence[Shelf]) -> dict[str, list[Link]]:
    """The editions of each language, in the order of the documents; languages in that of the first that has most."""
    found: dict[str, list[Link]] = {}
    for shelf in sorted(shelves, key=lambda shelf: -len(shelf.links)):
        for link in shelf.links:
            found.setdefault(link.locale, [])
    for shelf in shelves:
        for link in shelf.links:
            found[link.locale].append(link)
    return found


def _languages(found: dict[str, list[Link]], lang: str) -> str:
    items = "".join(
        f'<li><a href="#{locale}" lang="{locale}" dir="{links[0].direction}">{escape(links[0].name)}</a></li>\n'
        for locale, links in found.items()
    )
    return f'<nav class="languages" aria-label="{escape(say("Languages", lang))}">\n<ul>\n{items}</ul>\n</nav>\n'


def _section(locale: str, links: Sequence[Link], *, alone: bool) -> str:
    first = links[0]
    head = _link(first, escape(first.name)) if alone else escape(first.name)
    items = "".join(_only(first) if alone else map(_item, links))
    inside = items if alone else f"<ul>\n{items}</ul>\n"
    return f'<section id="{locale}" lang="{locale}" dir="{first.direction}">\n<h2>{head}</h2>\n{inside}</section>\n'


def _only(link: Link) -> Iterator[str]:
    yield f"<p>{_title(link)}</p>\n"
    yield from _state(link)


def _item(link: Link) -> str:
    return f"<li>\n<h3>{_link(link, _title(link))}</h3>\n{''.join(_state(link))}</li>\n"


def _state(link: Link) -> Iterator[str]:
    others = [one for one in link.files or () if one != _first(link)]
    lines = [*([escape(link.state)] if link.state else []), *downloads(link.stem, others, link.locale)]
    if len(lines) > 1 and link.state and not lines[1].partition("<")[0]:
        lines[:2] = [f'<span class="row">{in_a_row(lines[0], lines[1])}</span>']
    yield "".join(f"<p>{line}</p>\n" for line in lines)


def _link(link: Link, inside: str) -> str:
    if link.files == ():  # of a language that was not built yet
        return inside
    return f'<a href="{escape(link.stem + _first(link))}" hreflang="{link.locale}">{inside}</a>'


def _first(link: Link) -> str:
    """The file that an edition is read in: its page, where it has one."""
    return PAGE if not link.files or PAGE in link.files else link.files[0]


def _title(link: Link) -> str:
    words = escape(link.title)
    if link.title_lang == link.locale:
        return words
    return f'<bdi lang="{link.title_lang}" dir="{link.title_direction}">{words}</bdi>'
