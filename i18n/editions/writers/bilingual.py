"""The original beside its translation, block by block, as one HTML page; the reader may switch their order."""

from __future__ import annotations

from html import escape

from ... import languages
from ...model import Edition
from .. import shelf as shelves
from ..front import Front, front
from ..furniture import say
from ..references import Read, on_page, reader
from ..shelf import Shelf
from ..tree import Element, blocks, html, original_of, pairs, with_prefix
from .endnotes import named, sections
from .html import foot, links, notes, page, switcher, title_block

THEIRS = "original-"
"""What the anchors of the original begin with, as its headings and notes have those of the edition."""


def write(edition: Edition, shelf: Shelf) -> bytes | None:
    """The page of both texts; None for the original itself, which has no other."""
    if edition.original:
        return None
    lang, said = edition.locale, front(edition)
    read = reader(shelf, on_page(shelf, lang, ".bilingual.html"))
    rows = "".join(_row(edition, left, right) for left, right in pairs(edition, read))
    ends = "".join(sections(read(edition).notes, lang)) + _notes_of_original(edition, read)
    main = (
        f'<a class="skip" href="#text">{escape(say("Go to the text", lang))}</a>\n'
        f'{switcher(shelf, lang)}<main class="both">\n'
        f'<input type="checkbox" id="order"><label for="order">{_order(edition)}</label>\n'
        f"<article>\n{_head(edition, said, shelf)}"
        f'<div id="text" class="text pairs">\n{rows}</div>\n{ends}</article>\n</main>\n{foot(edition, said, shelf)}'
    )
    title = f"{shelves.title(edition)} · {say('Original and translation side by side', lang)}"
    return page(lang, title, main, "".join(links(edition, shelf))).encode()


def _head(edition: Edition, said: Front, shelf: Shelf) -> str:
    """Both title blocks beside each other, the edition's notices under them."""
    home = original_of(edition)
    ours = "".join(title_block(edition, said))
    theirs = "".join(title_block(home, front(home), is_heading=False))
    titles = (
        f'<div class="titles">\n<div class="ours">\n{ours}</div>\n'
        f'<div class="theirs"{_side(edition.home)}>\n{theirs}</div>\n</div>\n'
    )
    return f'<header class="head">\n{titles if ours or theirs else ""}{notes(edition, said, shelf)}</header>\n'


def _order(edition: Edition) -> str:
    """The languages with an arrow between them: words that every reader of either understands."""
    names = (
        f'<span lang="{tag}" dir="{languages.direction(tag)}">{escape(languages.endonym(tag))}</span>'
        for tag in (edition.home, edition.locale)
    )
    return " ⇄ ".join(names)


def _row(edition: Edition, theirs: Element | None, ours: Element | None) -> str:
    return (
        f'<div class="pair">\n<div class="ours">{"" if ours is None else named(html(ours), edition.locale)}</div>\n'
        f'<div class="theirs"{_side(edition.home)}>'
        f"{'' if theirs is None else named(html(with_prefix(theirs, THEIRS)), edition.home)}</div>\n</div>\n"
    )


def _side(lang: str) -> str:
    return f' lang="{lang}" dir="{languages.direction(lang)}"'


def _notes_of_original(edition: Edition, read: Read) -> str:
    theirs = blocks("".join(sections(read(original_of(edition)).notes, edition.home)))
    for one in theirs:  # “Notes” is a word in two languages, and two landmarks of a page need two names
        del one.attrib["aria-labelledby"]
        one.set("aria-label", f"{one.findtext('h2')} ({languages.endonym(edition.home)})")
    shown = "".join(html(with_prefix(one, THEIRS)) for one in theirs)
    return f'<div class="theirs"{_side(edition.home)}>\n{shown}</div>\n' if shown else ""
