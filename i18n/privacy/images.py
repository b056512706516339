"""Pictures, looked at for what cameras and programs write into them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..model import Finding
from .signs import Who, names_in_bytes, of_file

_MARKS = {
    b"EXIF": "Exif data: perhaps camera, place and time",  # a chunk of WebP
    b"XMP ": "XMP data: perhaps who made it, with what and when",
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
# TIFF 6.0, section 8: the tags of who, what and when.
_TAGS = {0x010E: "a description", 0x010F: "the maker of a camera", 0x0110: "the model of a camera"}
_TAGS |= {0x0131: "the program that made it", 0x0132: "a time", 0x013B: "an artist", 0x013C: "the name of a computer"}
_TAGS |= {0x8298: "a copyright", 0x8769: "Exif data", 0x8825: "a place (GPS)"}


def in_image(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """A picture: its Exif, XMP and text chunks (PNG 3rd edition, section 11.3; Exif 3.0, section 4.5.4)."""
    yield from names_in_bytes(path, data, who)
    for what in dict.fromkeys(_told(data)):
        yield of_file(path, f"a picture with {what}", "Save it without metadata (`exiftool -all= FILE`).")


def _told(data: bytes) -> Iterator[str]:
    if data.startswith(_PNG):
        yield from _chunks(data)
    elif data.startswith((b"II*\0", b"MM\0*")):
        yield from _tags(data)
    else:
        yield from (what for mark, what in _MARKS.items() if mark in data)
        yield from _comments(data)


def _comments(data: bytes) -> Iterator[str]:
    """Comments of JPEG (ITU-T T.81, B.2.4.5) before its pixels, and of GIF89a (section 24)."""
    if data.startswith(b"GIF") and b"\x21\xfe" in data:
        yield "a comment"
    at = 2
    while data.startswith(b"\xff\xd8") and at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        if data[at + 1] == 0xFE:
            yield "a comment"
        at += 2 + int.from_bytes(data[at + 2 : at + 4])


def _tags(data: bytes) -> Iterator[str]:
    order: Literal["little", "big"] = "little" if data.startswith(b"II") else "big"
    at = int.from_bytes(data[4:8], order)
    for number in range(int.from_bytes(data[at : at + 2], order)):
        start = at + 2 + 12 * number
        tag = int.from_bytes(data[start : start + 2], order)
        if tag in _TAGS:
            yield _TAGS[tag]


def _chunks(data: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 8 <= len(data):
        if data[at + 4 : at + 8] in _CHUNKS:
            yield _CHUNKS[data[at + 4 : at + 8]]
        at += 12 + int.from_bytes(data[at : at + 4])
