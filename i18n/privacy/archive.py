"""EPUB, DOCX and other archives, looked at for what they tell, and each file in them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from ..model import Finding
from . import signs
from .signs import Sign, Who

LARGEST = 256 * 1024 * 1024
"""Bytes that all files of an archive may have together."""

_OWNERS = {0x5455: "times of files", 0x5855: "times and owners of files", 0x7855: "owners of files"}
_OWNERS |= {0x7875: "owners of files", 0x000A: "times of files"}

# ECMA-376 part 1 (docProps, comments, revisions) and OpenDocument 1.3 part 3 (meta.xml).
_OFFICE = tuple(
    Sign(re.compile(pattern, re.I), message, "Remove the personal information in your word processor.")
    for pattern, message in (
        (r"<(?:dc:creator|meta:initial-creator)>(?P<value>[^<]+)", "the author as the word processor knows them"),
        (r"<cp:lastModifiedBy>(?P<value>[^<]+)", "who saved it last"),
        (r"<(?:Company|Manager|Template)>(?P<value>[^<]+)", "a company, manager or template"),
        (r"\bw:author=\"(?P<value>[^\"]+)", "who commented or changed a passage"),
        (r"\bw:rsid\w*=", "revision identifiers, which tell copies of one document from others"),
    )
)


def in_archive(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """An archive: its own fields, then its files in order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _fields(path, archive)
            left = LARGEST
            for info in archive.infolist():
                left -= info.file_size
                if left < 0:
                    yield signs.of_file(path, "more in it than can be looked at", "Unpack it, and look by eye.")
                    return
                if not info.is_dir():
                    yield from _member(f"{path}!{info.filename}", archive.read(info), who, path)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        yield signs.of_file(path, f"this is no archive that can be read ({error})", "Look at it by eye.")


def _member(path: str, data: bytes, who: Who, outer: str) -> Iterator[Finding]:
    from . import look

    yield from look(path, data, who)
    if outer.lower().endswith((".docx", ".odt")) and path.lower().endswith(".xml"):
        yield from signs.found(path, data.decode("utf-8", "replace"), _OFFICE)


def _fields(path: str, archive: zipfile.ZipFile) -> Iterator[Finding]:
    if archive.comment:
        yield signs.of_file(path, "a comment on the archive", "Pack it without.")
    told: dict[str, None] = {}
    for info in archive.infolist():
        told |= dict.fromkeys(_OWNERS[kind] for kind in _kinds(info.extra) if kind in _OWNERS)
        if info.date_time[3:] != (0, 0, 0):
            told["a time of day, in the local time of who packed it"] = None
    for what in told:
        yield signs.of_file(path, what, "`tamizdat build` packs without them; `zip -X` leaves owners out.")


def _kinds(extra: bytes) -> Iterator[int]:
    """The kinds of the extra fields of a file (APPNOTE.TXT, section 4.5)."""
    at = 0
    while at + 4 <= len(extra):
        yield int.from_bytes(extra[at : at + 2], "little")
        at += 4 + int.from_bytes(extra[at + 2 : at + 4], "little")
