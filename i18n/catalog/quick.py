"""Turns the text of a PO file that is spelled as editors spell it into its entries, many times faster than `strict`.

One pattern takes what `po.dump`, gettext and Poedit write: comments, then msgctxt, msgid and msgstr, a blank
line between messages. Where a file holds anything else, broken or merely odd, nothing is said of it here and
the strict reader decides, who also has the words for what is wrong. What both read, they read alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..model import Entry, Key

_STRING = r'(".*"(?:\n".*")*+)'
_PREVIOUS = r'(".*"(?:\n#\| ".*")*+)'
_MESSAGE = re.compile(
    r"\n\n((?:#(?: .*)?\n)*+)"  # the translator's notes
    r"((?:#[.:,](?: .*)?\n)*+)"  # the author's notes, places, flags
    rf"(?:#\| msgctxt {_PREVIOUS}\n)?+(?:#\| msgid {_PREVIOUS}\n)?+"
    rf"(?:msgctxt {_STRING}\n)?+msgid {_STRING}\nmsgstr {_STRING}"
)
_CONSTANT = tuple(map(len, ("", "", "#| msgctxt \n", "#| msgid \n", "msgctxt \n", "", "")))
_AROUND = len("\n\nmsgid \nmsgstr ")
_INSIDE = re.compile(r'"[^"\\\n]*+(?:\\[ntrbfv"\\][^"\\\n]*+)*+"')
_UTF8 = re.compile(r"^Content-Type:.*charset=utf-8\s*$", re.IGNORECASE | re.MULTILINE)
HEADER = Key(None, "")
_ESCAPE = re.compile(r"\\(.)")
_MEANING = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f"}


class Comments(NamedTuple):
    """What stands in the comments of a message besides the translator's notes, in canonical values."""

    extracted: tuple[str, ...]
    places: tuple[str, ...]
    flags: tuple[str, ...]
    fuzzy: bool


class _OddError(Exception):
    """The file is not spelled as expected."""


def active(text: str, comments: Callable[[str], Comments]) -> tuple[list[Entry], int] | None:
    """The entries before the first obsolete one, header included, and where they end; None for a file that is odd.

    ``comments`` reads the lines of a message that begin with ``#.``, ``#:`` and ``#,``.
    """
    end = _end(text)
    head = "\n\n" + text[:end].rstrip("\n")
    found = _MESSAGE.findall(head)
    if "\r" in text or not found or sum(map(_length, found)) != len(head):
        return None
    try:
        entries = list(_entries(found, comments))
    except _OddError:
        return None
    return (entries, end) if len({entry.key for entry in entries}) == len(entries) else None


def _end(text: str) -> int:
    """Where the blank line before the first obsolete message is, or the end of the text."""
    at = text.find("\n#~")
    if at < 0:
        return len(text)
    return max(0, text.rfind("\n\n", 0, at + 1))


def _length(groups: tuple[str, ...]) -> int:
    """How many characters of the file a match stands for."""
    total = _AROUND + sum(map(len, groups))
    if groups[2] or groups[3] or groups[4]:
        total += sum(size for group, size in zip(groups, _CONSTANT, strict=True) if group)
    return total


def _entries(found: list[tuple[str, ...]], comments: Callable[[str], Comments]) -> Iterator[Entry]:
    known: dict[str, tuple[Comments, int]] = {}
    line = 1
    for notes, others, old_context, old_source, context, source, target in found:
        if others not in known:
            known[others] = comments(others), others.count("\n")
        (extracted, places, flags, fuzzy), height = known[others]
        line += height
        previous = None
        if notes:
            line += notes.count("\n")
        if old_context or old_source:
            if not old_source:
                raise _OddError
            line += old_context.count("\n") + bool(old_context) + old_source.count("\n") + 1
            bare = [_text(part.replace("\n#| ", "\n")) if part else None for part in (old_context, old_source)]
            previous = Key(bare[0], bare[1] or "")
        if context:
            line += context.count("\n") + 1
        key = Key(_text(context) if context else None, _text(source))
        text = _text(target)
        if key == HEADER and (places or not _UTF8.search(text)):
            raise _OddError
        yield Entry(
            key,
            text,
            fuzzy and bool(text),
            previous,
            _notes(notes) if notes else (),
            extracted,
            places,
            flags,
            line=line,
        )
        line += source.count("\n") + target.count("\n") + 3


def _text(quoted: str) -> str:
    """The value of a string, which may be in pieces on lines of their own."""
    if "\\" not in quoted and quoted.count('"') == 2:
        return quoted[1:-1]
    pieces = quoted.split("\n")
    if not all(map(_INSIDE.fullmatch, pieces)):
        raise _OddError
    joined = "".join([piece[1:-1] for piece in pieces])
    return _ESCAPE.sub(_meaning, joined) if "\\" in joined else joined


def _meaning(found: re.Match[str]) -> str:
    return _MEANING.get(found[1], found[1])


def _notes(lines: str) -> tuple[str, ...]:
    if "\\\n" in lines:  # a backslash at the end of a comment
        raise _OddError
    return tuple([line[2:] for line in lines[:-1].split("\n")])
