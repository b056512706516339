"""PDF files, looked at for what they tell: their information, their XMP, their text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from ..model import Finding
from . import signs
from .signs import Who

_PROGRAM = re.compile(r"<(?:xmp:CreatorTool|pdf:Producer)>\s*([^<]+)|(?:CreatorTool|Producer)=\"([^\"]+)")
_MIDNIGHT = re.compile(r"D:\d{8}(?:000000)?(?:Z(?:00'?00'?)?|\+00'?00'?)?\Z")


def in_pdf(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """A PDF file; without pypdf, which reads it, its bytes alone are searched, and a finding says so."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        yield from signs.names_in_bytes(path, data, who)
        yield signs.of_file(
            path, "PDF files cannot be looked into", "pip install 'tamizdat[privacy]' brings what reads them."
        )
        return
    try:
        yield from _look(path, PdfReader(io.BytesIO(data)), who)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        yield signs.of_file(path, f"this is no PDF file that can be read ({error})", "Look at it by eye.")


def _look(path: str, reader: Any, who: Who) -> Iterator[Finding]:
    told = {str(name): str(value) for name, value in (reader.metadata or {}).items()}
    packet = reader.root_object.get("/Metadata")
    xmp = packet.get_object().get_data().decode("utf-8", "replace") if packet else ""
    tools = {told.get(field, "") for field in ("/Creator", "/Producer")}
    tools |= {one for found in _PROGRAM.findall(xmp) for one in found}
    for tool in sorted(filter(None, map(str.strip, tools))):
        yield signs.of_file(path, f"the program that made it: {tool}", "`tamizdat build` leaves it out.")
    for field in ("/CreationDate", "/ModDate"):
        if field in told and not _MIDNIGHT.match(told[field]):
            yield signs.of_file(path, f"a time of day ({field[1:]})", "The day is enough.")
    if reader.attachments:
        yield signs.of_file(path, "files attached to it", "Look at each of them, or leave them out.")
    page_text = "\n".join(page.extract_text() or "" for page in reader.pages)
    for text in ("\n".join(told.values()), xmp, page_text):
        yield from signs.names(path, text, who)
        yield from signs.found(path, text, signs.ANYWHERE)
    yield from signs.found(path, xmp, signs.TIMES)
