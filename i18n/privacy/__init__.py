"""Files for others → what in them tells who made them, where, with what and when, or calls out when opened.

``look`` takes one file as bytes, so that an archive's members are looked at like files. What
a kind of file is looked at for is a function in `KINDS`, by suffix; every file is searched
for the names of whoever runs this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from ..model import Finding
from . import archive, images, pdf, text
from .signs import Who, names_in_bytes

Look = Callable[[str, bytes, Who], Iterator[Finding]]

KINDS: Mapping[str, Look] = MappingProxyType(
    {
        **dict.fromkeys((".po", ".pot"), text.in_catalog),
        **dict.fromkeys((".html", ".htm", ".xhtml", ".svg", ".css"), text.in_page),
        **dict.fromkeys((".md", ".markdown", ".txt", ".xml", ".opf", ".ncx", ".rels", ".json", ".toml"), text.in_text),
        **dict.fromkeys((".epub", ".docx", ".odt", ".zip"), archive.in_archive),
        ".pdf": pdf.in_pdf,
        **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".gif"), images.in_image),
    }
)


def look(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """What gives somebody away in a file, in the order in which it stands there."""
    kind = KINDS.get(PurePosixPath(path).suffix.lower())
    yield from kind(path, data, who) if kind else names_in_bytes(path, data, who)
