"""New messages that came from nothing × all translations there are → those that translators leave as they are.

A command, an option, an address: where whatever is written in that shape was left as it is, the
source itself is the better draft than the name of another option.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...model import Entry
from .entries import texts

LEAST = 2
"""So many sources of one shape tell what is done with it …"""
SHARE = 0.9
"""… if so many of them were left as they are."""
LONGEST = 80
"""A source of more letters is no name; it may hold words that are to be translated."""
_WORD = re.compile(r"\w+://[^\s<>()\[\]`]*|\w(?:[\w.-]*\w)?")
_NAME = re.compile(r"[^\W_]_[^\W_]")
_MARKS = r"\s.,;:!?…'\"’“”„«»()—–-"
_PROSE = re.compile(rf"[w{_MARKS}]*")
_SIGN = re.compile(rf"[^\w{_MARKS}]|_")
"""What a source has that is no prose."""


def verbatim(new: Sequence[tuple[int, str]], old: Iterable[Entry]) -> Iterator[int]:
    """The numbers of those new sources that would be left as they are; sources in prose never are among them."""
    shapes = {number: found for number, source in new if (found := shape(source))}
    if not shapes:
        return
    seen, left = _counted(old, frozenset(shapes.values()))
    for number, found in shapes.items():
        if seen[found] >= LEAST and left[found] >= SHARE * seen[found]:
            yield number


def _counted(old: Iterable[Entry], wanted: frozenset[str]) -> tuple[Counter[str], Counter[str]]:
    """How many finished translations there are of each shape, and how many say what their source says."""
    seen: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for entry in old:
        if (found := shape(entry.key.source)) in wanted and not entry.fuzzy and texts(entry):
            seen[found] += 1
            left[found] += entry.target == entry.key.source
    return seen, left


def shape(source: str) -> str:
    """What is left of a source when its words are one like another; empty for prose and for what is long.

    >>> shape("`--all`") == shape("`--dry-run`"), shape("`a/b`"), shape("Oh, well.")
    (True, '`w/w`', '')
    >>> shape("https://example.org/a") == shape("http://example.net"), shape("MAX_SIZE") == shape("min_size")
    (True, True)
    """
    if len(source) > LONGEST or not _SIGN.search(source):
        return ""
    found = _WORD.sub(_alike, source)
    return "" if _PROSE.fullmatch(found) else found


def _alike(word: re.Match[str]) -> str:
    if "://" in word[0]:
        return "://"
    return "_" if _NAME.search(word[0]) else "w"
