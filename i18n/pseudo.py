"""A segment → its pseudo-translation: every visible letter replaced by another, markup untouched.

What testers of software call a pseudo-locale: it shows at a glance what is translated,
and it proves that a format keeps its structure whatever a translator writes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from .inline import spans

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "абцдефгхийклмнопярстувшжызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЖЫЗ"
_TABLE = str.maketrans(PLAIN, OTHER)
_TITLE = re.compile(r"""[\s](?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))\s*\)$""", re.DOTALL)


def pseudo(text: str, labels: Container[str] | None = None) -> str:
    """The segment with its letters mapped one to one; code, tags, destinations and labels stay.

    ``labels`` are the reference labels that the document defines (see `inline.spans`).

    >>> pseudo("see *this* [link](url 'tip') `code`")
    "сее *тхис* [линк](url 'тип') `code`"
    """
    out, at = [], 0
    for start, end in _visible(text, labels):
        if start < at:
            continue
        out += [text[at:start], text[start:end].translate(_TABLE)]
        at = end
    return "".join(out) + text[at:]


def _visible(text: str, labels: Container[str] | None) -> list[tuple[int, int]]:
    return sorted({*_texts(text, labels), *_titles(text, labels)})


def _texts(text: str, labels: Container[str] | None) -> Iterator[tuple[int, int]]:
    """Text as it stands in the source: what an entity or an escape stands for is left alone."""
    autolink = 0
    for span in spans(text, labels):
        if span.kind == "autolink":
            autolink = span.end
        elif span.kind == "text" and span.start >= autolink and text[span.start : span.end] == span.value:
            yield span.start, span.end


def _titles(text: str, labels: Container[str] | None) -> Iterator[tuple[int, int]]:
    """The titles of inline links and images: the quoted text before the last parenthesis."""
    for span in spans(text, labels):
        if span.kind in ("link", "image") and span.title:
            found = _TITLE.search(text, span.start, span.end)
            if found and "&" not in found[0] and "\\" not in found[0]:
                yield found.start(), found.end()
