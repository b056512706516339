"""The last good edition as its inputs: a document and a catalog that name each other's digest.

They are committed side by side as ``locales/<lang>/published/<doc>.md`` and ``.po``. Where a
merge brought one without the other, the digests tell, and the pair counts for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType

from ..catalog import po
from ..errors import CatalogError
from ..model import Catalog

FIELD = "X-Tamizdat-Published"
_LAST_LINE = re.compile(rb"\n?<!-- tamizdat-published: ([0-9a-f]{16}) -->\n\Z")


@dataclass(frozen=True, slots=True)
class Frozen:
    """The source as it was published, byte for byte, and the catalog that it was published with."""

    source: bytes
    catalog: Catalog


def freeze(source: bytes, catalog: Catalog) -> tuple[bytes, bytes]:
    """The two files: the source with a last line that names the catalog, the catalog naming the source."""
    header = MappingProxyType({**catalog.header, FIELD: _digest(source)})
    kept = replace(catalog, header=header, entries=catalog.active)
    data = po.dump(kept)
    return source + b"\n<!-- tamizdat-published: " + _digest(data).encode() + b" -->\n", data


def thaw(source: bytes, catalog: bytes, path: str) -> Frozen | None:
    """The pair in two files, or None when they do not belong together."""
    found = _LAST_LINE.search(source)
    if not found or found[1].decode() != _digest(catalog):
        return None
    bare = source[: found.start()]
    try:
        loaded = po.load(catalog, path)
    except CatalogError:
        return None
    return Frozen(bare, loaded) if loaded.header.get(FIELD) == _digest(bare) else None


def is_of_one(data: bytes) -> bool:
    """Whether a file is one of such a pair, by what it says itself."""
    return bool(_LAST_LINE.search(data)) or f"{FIELD}: ".encode() in data


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]
