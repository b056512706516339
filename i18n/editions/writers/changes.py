"""The page that shows how the original has changed since a translation was made."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ...inline import plain
from ...languages import direction
from ...model import Edition
from ...worddiff import diff
from .. import shelf as shelves
from ..furniture import say
from ..shelf import Shelf
from .html import page, stem, switcher

_TAGS = {"same": "", "removed": "del", "added": "ins"}


def write_changes(edition: Edition, shelf: Shelf) -> bytes:
    """The changes of an edition's original, in the reader's language but for the passages themselves."""
    lang = edition.locale
    heading = say("What has changed", lang)
    home = edition.home
    passages = "".join(
        f'<p lang="{home}" dir="{direction(home)}">{"".join(_passage(before, after))}</p>\n'
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


def _passage(before: str, after: str) -> Iterator[str]:
    """The words that went and came; the markup too, where nothing else has changed."""
    words = plain(before), plain(after)
    for kind, text in diff(*(words if words[0] != words[1] else (before, after))):
        tag = _TAGS[kind]
        shown = escape(text, quote=False)
        yield f"<{tag}>{shown}</{tag}>" if tag else shown
