"""Markdown: CommonMark with tables, strikethrough, footnotes, definition lists and front matter.

What only fills or shows a document is imported when it is asked for: reading is all that
extraction, update and status need.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Document, Piece
from .. import Body, Filled
from .read import read

NAME = "markdown"

__all__ = ["NAME", "announce", "fill", "read", "to_html"]


def fill(
    document: Document,
    texts: Sequence[str | None],
    lang: str | None = None,
    original: tuple[str, str] | None = None,
) -> Filled:
    """The document with ``texts`` in its slots; see `filling.fill`."""
    from . import filling

    return filling.fill(document, texts, lang, original)


def announce(text: str, notices: Sequence[str]) -> str:
    """The text with its notices below the front matter; see `notices.announce`."""
    from . import notices as announcing

    return announcing.announce(text, notices)


def to_html(text: str, document: Document, pieces: Sequence[Piece]) -> Body:
    """The inside of an HTML article: from a template of the document where that is sure, else as `html.to_html`."""
    from . import html, template

    quick = None if text == document.raw else template.maybe_html(document, pieces)
    return quick or html.to_html(text, document, pieces)
