"""An edition as an EPUB 3 book, alone or beside its original: for reading offline, on paper-like screens and aloud.

The files are written by hand: a zip archive of XHTML with a package document. There is no
font, image, script or address of another host in it; colours are the reader's own, so that
night modes work.
"""

from __future__ import annotations

from ....model import Edition
from ...references import in_book, reader
from ...shelf import Shelf
from .book import bilingual, book
from .package import bind


def write(edition: Edition, shelf: Shelf) -> bytes:
    """The book of an edition."""
    return bind(book(edition, reader(shelf, in_book(shelf))))


def write_bilingual(edition: Edition, shelf: Shelf) -> bytes | None:
    """The book of an edition and its original, paragraph by paragraph; None for the original itself.

    The translation comes first: reading systems let nobody switch the order of a page, and
    who reads on needs no second glance at it.
    """
    return None if edition.original else bind(bilingual(edition, reader(shelf, in_book(shelf))))
