"""An edition in the format of its source: Markdown for republishing, or plain text."""

from __future__ import annotations

from collections.abc import Callable

from ... import formats
from ...languages import direction
from ...model import Edition
from ..notices import notices
from ..references import find
from ..shelf import Shelf


def write_markdown(edition: Edition, shelf: Shelf) -> bytes | None:
    """The Markdown edition, its notices first, passages in the original marked by ``lang`` and ``dir``."""
    if edition.document.format != "markdown":
        return None
    text = _text(edition)
    if any(suffix in text.lower() for suffix in formats.suffixes()):
        from ...formats.markdown.links import relink

        text = relink(text, _beside(edition, shelf))
    return text.encode()


def write_text(edition: Edition, shelf: Shelf) -> bytes | None:
    """The plain-text edition, its notices first."""
    return _text(edition).encode() if edition.document.format == "text" else None


def _text(edition: Edition) -> str:
    if edition.original:
        return edition.document.raw
    foreign = next((piece.lang for piece in edition.pieces if piece.text is None), None)
    text = as_written(edition, (foreign, direction(foreign)) if foreign else None)
    return formats.of(edition.document.path).announce(text, notices(edition))


def as_written(edition: Edition, mark: tuple[str, str] | None = None) -> str:
    """The text of an edition, originals in it as they were typed, marked by ``mark``: their language and direction."""
    texts = [piece.text for piece in edition.pieces]
    if all(texts):
        return edition.text
    return formats.of(edition.document.path).fill(edition.document, texts, edition.locale, mark).text


_SUFFIXES = {"markdown": ".md", "text": ".txt"}
"""What the file of an edition in the format of its source ends in."""


def _beside(edition: Edition, shelf: Shelf) -> Callable[[str], str]:
    """Links to documents stay, for the files lie as the sources do; where there is no such file they lead elsewhere."""

    def follow(href: str) -> str:
        target = find(href, shelf, edition.locale)
        suffix = _SUFFIXES.get(formats.of(target.shelf.path).NAME) if target else None
        if target is None or suffix is None:
            return href
        file = target.link.href.removesuffix(".html") + suffix
        if target.link.locale == edition.locale and target.shelf.path.endswith(suffix):
            return href
        return target.address(shelf.beside(file, edition.locale))

    return follow
