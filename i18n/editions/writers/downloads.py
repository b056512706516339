"""The files of an edition as lines of links, a line for each kind of them, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from ..furniture import say

BILINGUAL, BOOKLET = "Original and translation side by side", "Booklet to print and fold"
NAMES = {"md": "Markdown", "letter": "Letter"}
"""What formats and papers are called where that is not their suffix in capitals."""
_COLONS = {"fr": "\u202f: ", "ja": "：", "zh": "："}
_ORDER = ("html", "epub", "pdf", "md", "txt")
"""What readers look for comes first."""
_KIND = re.compile(r"\.(?:(?P<both>bilingual)\.|booklet-(?=\w+\.pdf$))(?P<name>\w+)")


DOT = "\u00a0· "
"""What stands between files on a line, which stay together."""


def downloads(stem: str, suffixes: Sequence[str], lang: str, first: str = "") -> Iterator[str]:
    """Lines of HTML; ``stem`` is what the files' addresses begin with, ``first`` what is said before the plain ones.

    >>> print(*downloads("a", (".epub", ".bilingual.pdf", ".booklet-a4.pdf"), "en", "Other formats"), sep="\\n")
    Other formats: <span class="files"><a href="a.epub"><bdi>EPUB</bdi></a></span>
    Original and translation side by side: <span class="files"><a href="a.bilingual.pdf"><bdi>PDF</bdi></a></span>
    Booklet to print and fold: <span class="files"><a href="a.booklet-a4.pdf"><bdi>A4</bdi></a></span>
    """
    kinds: dict[str, list[str]] = {first: [], say(BILINGUAL, lang): [], say(BOOKLET, lang): []}
    for suffix in sorted(suffixes, key=_rank):
        found = _KIND.match(suffix)
        name = found["name"] if found else suffix[1:]
        kind = first if not found else say(BILINGUAL if found["both"] else BOOKLET, lang)
        shown = escape(NAMES.get(name, name.upper()))
        kinds[kind].append(f'<a href="{escape(stem + suffix)}"><bdi>{shown}</bdi></a>')
    for words, files in kinds.items():
        if files:
            before = f"{escape(words)}{_COLONS.get(lang.split('-')[0], ': ')}" if words else ""
            yield f'{before}<span class="files">{DOT.join(files)}</span>'


def in_a_row(*parts: str) -> str:
    """HTML of parts with a dot between them, which the style sheet (``.row``) hides where a line ends or begins."""
    dot = '<span class="dot"> · </span>'
    return "".join(f"<span>{dot if at else ''}{part}</span>" for at, part in enumerate(filter(None, parts)))


def _rank(suffix: str) -> tuple[int, str]:
    name = suffix.rpartition(".")[2]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER), suffix
