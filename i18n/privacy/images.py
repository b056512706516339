"""Pictures, looked at for what cameras and programs write into them."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding
from .signs import Who, names_in_bytes, of_file

_MARKS = {
    b"Exif\x00\x00": "Exif data: perhaps camera, place and time",
    b"http://ns.adobe.com/xap/": "XMP data: perhaps who made it, with what and when",
    b"Photoshop 3.0": "Photoshop data",
}
_CHUNKS = {
    b"eXIf": "Exif data: perhaps camera, place and time",
    b"tEXt": "a text chunk",
    b"zTXt": "a text chunk",
    b"iTXt": "a text chunk",
    b"tIME": "the time of its last change",
}
_PNG = b"\x89PNG\r\n\x1a\n"


def in_image(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """A picture: its Exif, XMP and text chunks (PNG 3rd edition, section 11.3; Exif 3.0, section 4.5.4)."""
    yield from names_in_bytes(path, data, who)
    for what in dict.fromkeys(_chunks(data) if data.startswith(_PNG) else _marks(data)):
        yield of_file(path, f"a picture with {what}", "Save it without metadata (`exiftool -all= FILE`).")


def _marks(data: bytes) -> Iterator[str]:
    return (what for mark, what in _MARKS.items() if mark in data)


def _chunks(data: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 8 <= len(data):
        if data[at + 4 : at + 8] in _CHUNKS:
            yield _CHUNKS[data[at + 4 : at + 8]]
        at += 12 + int.from_bytes(data[at : at + 4])
