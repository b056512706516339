"""Writers: Edition × Shelf → the bytes of one file. Found by entry points of the group ``tamizdat.writers``.

An entry point is named by the suffix its files get, and names a function
``write(edition, shelf) -> bytes | None``; None where the writer has nothing to say of a
document (a text edition of a Markdown source).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from importlib.metadata import EntryPoint
from types import MappingProxyType
from typing import cast

from ...errors import TamizdatError, WriterError
from ...model import Edition
from ..shelf import Shelf

GROUP = "tamizdat.writers"
Write = Callable[[Edition, Shelf], bytes | None]


@cache
def writers() -> Mapping[str, Write]:
    """The writers by the suffix of their files, with its dot."""
    points = sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name)
    return MappingProxyType({f".{point.name}": _writer(point) for point in points})


def _writer(point: EntryPoint) -> Write:
    """The function that an entry point names; one of others' making that breaks stops no other writer."""
    if point.module.startswith(f"{__name__}."):
        return cast(Write, point.load())

    def write(edition: Edition, shelf: Shelf) -> bytes | None:
        try:
            data = point.load()(edition, shelf)
        except TamizdatError:
            raise
        except Exception as error:  # a plugin of anyone's making
            raise _broken(point, f"{type(error).__name__}: {error}") from error
        if data is not None and not isinstance(data, bytes):
            raise _broken(point, f"it made {type(data).__name__}, not bytes")
        return data

    return write


def _broken(point: EntryPoint, why: str) -> WriterError:
    return WriterError(f"the writer {point.value} broke: {why}", advice="Please report it to whoever wrote it.")
