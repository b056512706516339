"""Writers: Edition × Shelf → the bytes of one file. Found by entry points of the group ``tamizdat.writers``.

An entry point is named by the suffix its files get, and names a function
``write(edition, shelf) -> bytes | None``; None where the writer has nothing to say of a
document (a text edition of a Markdown source).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from types import MappingProxyType

from ...model import Edition
from ..shelf import Shelf

GROUP = "tamizdat.writers"
Write = Callable[[Edition, Shelf], bytes | None]


@cache
def writers() -> Mapping[str, Write]:
    """The writers by the suffix of their files, with its dot."""
    points = sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name)
    return MappingProxyType({f".{point.name}": point.load() for point in points})
