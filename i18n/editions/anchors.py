"""The links of a page to places within it, and which of them lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

_ANCHOR = re.compile(r'<[a-z][a-z0-9]*\b[^>]*?\sid="([^"]*)"')
_LINK = re.compile(r'<a\b[^>]*?\shref="#([^"]*)"')


def anchors(page: str) -> Iterator[str]:
    """The anchors that a page of ours has."""
    return map(unescape, _ANCHOR.findall(page))


def dead_links(page: str) -> Iterator[str]:
    """The anchors that a page of ours links to and does not have, each once.

    >>> list(dead_links('<h1 id="a">A</h1> <a href="#a">a</a> <a href="#b">b</a>'))
    ['b']
    """
    there = set(anchors(page))
    for name in dict.fromkeys(map(unescape, _LINK.findall(page))):
        if name and name not in there and unquote(name) not in there:
            yield unquote(name)
