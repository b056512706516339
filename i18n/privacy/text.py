"""Catalogs, pages and plain texts, looked at for what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..catalog import po
from ..checks.headers import telling
from ..errors import CatalogError
from ..model import Finding
from . import signs
from .signs import Who


def in_text(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """A text of any kind: names, paths, identifiers, times, fingerprints."""
    text = data.decode("utf-8", "replace")
    yield from signs.names(path, text, who)
    yield from signs.found(path, text, (*signs.ANYWHERE, *signs.PROGRAMS, *signs.TIMES))
    yield from signs.fingerprints(path, text)
    if path.lower().endswith((".md", ".markdown", ".txt")):
        yield from signs.tails(path, text)


def in_page(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """A page or style sheet: also what it would fetch, and whether it forbids that."""
    text = data.decode("utf-8", "replace")
    yield from in_text(path, data, who)
    yield from signs.found(path, text, signs.REQUESTS)
    if path.lower().endswith((".html", ".htm")) and not re.search("<meta[^>]+Content-Security-Policy", text, re.I):
        message = "no Content-Security-Policy, so that nothing forbids this page to fetch anything"
        yield signs.of_file(path, message, "Pages that `tamizdat build` makes have one.")


def in_catalog(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """A PO file: also its header, and mail addresses in comments."""
    yield from in_text(path, data, who)
    text = data.decode("utf-8", "replace")
    comments = "\n".join(line if line.startswith("#") else "" for line in text.split("\n"))
    yield from signs.found(path, comments, (signs.MAIL,))
    try:
        fields = list(telling(po.load(data, path)))
    except CatalogError as error:
        yield signs.of_file(path, f"this is no PO file that can be read ({error.message})", "Look at it by eye.")
        return
    if fields:
        message = f"the header tells more than it must, perhaps who works here, with what and when: {', '.join(fields)}"
        yield signs.of_file(path, message, f"`tamizdat fmt {path}` takes it out.")
