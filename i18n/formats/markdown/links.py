"""Filled Markdown → the same with its links leading elsewhere, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from .blocks import Event, parse
from .read import split

_WRITTEN = re.compile(rb"\s*(<[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))+)")
_DEFINED = re.compile(rb"(?m)^[ \t>]*\[(?!\^)(?:[^\[\]\\\n]|\\.)+\]:[ \t]*(<[^<>\n]*>|\S+)")


class _Place(NamedTuple):
    """Where a destination is written, in bytes, and what it is."""

    start: int
    end: int
    destination: str


def relink(text: str, follow: Callable[[str], str]) -> str:
    """The text with ``follow(destination)`` for the destination of each inline link and each definition.

    >>> relink("[a](b.md 'c') `[a](b.md)` [d]", lambda destination: "../en/" + destination)
    "[a](../en/b.md 'c') `[a](b.md)` [d]"
    """
    head, body = split(text)
    data = body.encode()
    out: list[bytes] = []
    at = 0
    for place in sorted(_places(body, data)):
        new = follow(place.destination)
        if new != place.destination:
            out += (data[at : place.start], quote(new, safe="%/:?#[]@!$&'*+,;=~-._").encode())
            at = place.end
    return head + b"".join((*out, data[at:])).decode()


def _places(body: str, data: bytes) -> Iterator[_Place]:
    parsed = parse(body)
    code = [(event.start, event.end) for event in parsed.code]
    for event in parsed.events:
        if event.what == "Start" and event.name == "Link" and event.payload["link_type"] == "Inline":
            yield from _inline(event, data)
    for found in _DEFINED.finditer(data):
        if not any(start <= found.start() < end for start, end in code):
            yield _Place(*found.span(1), found[1].decode().strip("<>"))


def _inline(event: Event, data: bytes) -> Iterator[_Place]:
    raw = data[event.start : event.end]
    found = _WRITTEN.match(raw, raw.rfind(b"](") + 2)
    if found:
        yield _Place(event.start + found.start(1), event.start + found.end(1), event.payload["dest_url"])
