"""An edition in the format of its source: Markdown for republishing, or plain text."""

from __future__ import annotations

from ... import formats
from ...languages import direction
from ...model import Edition
from ..notices import notices
from ..shelf import Shelf


def write_markdown(edition: Edition, shelf: Shelf) -> bytes | None:
    """The Markdown edition, its notices first, passages in the original marked by ``lang`` and ``dir``."""
    return _write(edition) if edition.document.format == "markdown" else None


def write_text(edition: Edition, shelf: Shelf) -> bytes | None:
    """The plain-text edition, its notices first."""
    return _write(edition) if edition.document.format == "text" else None


def _write(edition: Edition) -> bytes:
    if edition.original:
        return edition.document.raw.encode()
    form = formats.of(edition.document.path)
    text = edition.text
    texts = [piece.text for piece in edition.pieces]
    foreign = next((piece.lang for piece in edition.pieces if piece.text is None), None)
    if foreign:
        text = form.fill(edition.document, texts, edition.locale, (foreign, direction(foreign))).text
    return form.announce(text, notices(edition)).encode()
