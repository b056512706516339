"""The page that shows how the original has changed since a translation was made."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ...inline import plain
from ...languages import direction
from ...model import Edition
from ...worddiff import diff
from .. import shelf as shelves
from ..breaks import hold_dashes
from ..furniture import say
from ..shelf import Shelf
from ..typography import typeset
from .html import page, stem, switcher

_TAGS = {"same": "", "removed": "del", "added": "ins"}


def write_changes(edition: Edition, shelf: Shelf) -> bytes:
    """The changes of an edition's original, in the reader's language but for the passages themselves."""
    lang = edition.locale
    heading = say("What has changed", lang)
    home = edition.home
    passages = "".join(
        f'<p lang="{home}" dir="{direction(home)}">{hold_dashes("".join(_passage(before, after, edition)))}</p>\n'
        for before, after in edition.changes
    )
    explained = say("What was removed from the original is struck through, what was added is underlined.", lang)
    back = stem(shelf) + ".html"
    body = (
        f'{switcher(shelf, lang)}<main>\n<article>\n<header class="head">\n<h1>{escape(heading)}</h1>\n'
        f'<p class="byline"><a href="{escape(back)}">{escape(shelves.title(edition))}</a></p>\n</header>\n'
        f'<p>{escape(explained)}</p>\n<div class="text changes">\n{passages}</div>\n</article>\n</main>\n'
    )
    return page(lang, f"{heading} · {shelves.title(edition)}", body).encode()


def _passage(before: str, after: str, edition: Edition) -> Iterator[str]:
    """The words that went and came; the markup too, or the typed signs, where nothing else has changed."""
    last = ""
    for kind, text in diff(*_told(before, after, edition)):
        if kind == "added" and last == "removed":
            yield " "
        yield _marked(_TAGS[kind], escape(text, quote=False))
        last = kind


def _told(before: str, after: str, edition: Edition) -> tuple[str, str]:
    """Both versions of a passage as the original's own edition sets them, in the plainest form that differs."""
    typed = shown = before, after
    if edition.typography:
        shown = typeset(before, edition.home), typeset(after, edition.home)
    forms = (_plain(shown), shown, _plain(typed), typed)
    return next((form for form in forms if form[0] != form[1]), typed)


def _plain(versions: tuple[str, str]) -> tuple[str, str]:
    return plain(versions[0]), plain(versions[1])


def _marked(tag: str, text: str) -> str:
    """Words in their mark, the space around them outside of it."""
    words = text.strip(" ")
    if not tag or not words:
        return text
    before, after = text.split(words, 1)
    return f"{before}<{tag}>{words}</{tag}>{after}"
