"""The inside of an edition's HTML as its format writes it: once, for all that read it one after another."""

from __future__ import annotations

from functools import lru_cache

from .. import formats
from ..formats import Body
from ..model import Edition
from ..same import Same


def written(edition: Edition) -> Body:
    """The body of an edition, as its format's ``to_html`` makes it."""
    return _written(Same(edition))


@lru_cache(maxsize=2)
def _written(same: Same[Edition]) -> Body:
    edition = same.value
    return formats.of(edition.document.path).to_html(edition.text, edition.document, edition.pieces)
