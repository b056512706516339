"""Pictures that lie beside the source: an edition holds none, and a link to one would lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import unquote

from ..model import Edition, Finding, Place, Severity
from .written import written

CHECK = "pictures"
_LOCAL = re.compile(r'<a href="((?![\w+.-]+:|[/#])[^"]*)"[^<>]*>(<span class="image">[^<>]*</span>)</a>')


def without_links(html: str) -> str:
    """Sanitised HTML in which pictures that lie beside the source are their words.

    >>> without_links('<a href="a.png"><span class="image">A</span></a>')
    '<span class="image">A</span>'
    """
    return _LOCAL.sub(r"\2", html)


def findings(editions: Sequence[Edition]) -> Iterator[Finding]:
    """A note for each original that has such pictures."""
    for edition in editions:
        if not edition.original or "![" not in edition.text:
            continue
        document = edition.document
        hrefs = list(dict.fromkeys(unescape(one[1]) for one in _LOCAL.finditer(written(edition).main)))
        names = [unquote(href) for href in hrefs]
        if names:
            at = max(document.raw.find(hrefs[0]), document.raw.find(names[0]), 0)
            stand = "stands" if len(names) == 1 else "stand"
            line = document.raw.count("\n", 0, at) + 1
            yield Finding(
                CHECK,
                Severity.NOTE,
                f"editions hold no pictures; {', '.join(names)} {stand} there in words",
                Place(document.path, line),
                advice="Readers get what stands in `![…]`; a picture that has an address on the web is linked to.",
            )
