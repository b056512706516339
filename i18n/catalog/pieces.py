"""The bytes of a PO file → its text → its comment lines, keywords and strings, in linear time.

What cannot be read is an error with its line and advice.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import CatalogError
from .cut import CUT

BLANKS = " \t\r\f\v"
"""What separates the words of a line, for gettext and for us: no white space beyond ASCII."""

FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f]")
"""Control characters that no text has: those which are neither white space nor known to XML."""
_FORBIDDEN_BYTES = bytes([*range(0x09), *range(0x0E, 0x20)])  # which are looked for faster


def decode(data: bytes, path: str) -> str:
    """The bytes of a PO file as text; raises `CatalogError` when they are none."""
    if not data.strip():
        raise CatalogError("the file is empty", place=path, advice=RESTORE)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        advice = f"Convert it: iconv -f UTF-16 -t UTF-8 {path}"
        raise trouble(path, 1, "the text is not UTF-8 but UTF-16", advice)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            raise trouble(path, line, CUT, RESTORE) from None
        raise trouble(path, line, f"byte 0x{data[error.start]:02X} is not UTF-8", convert(path)) from None
    if len(data.translate(None, _FORBIDDEN_BYTES)) < len(data) and (found := FORBIDDEN.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        message = f"the control character U+{ord(found[0]):04X} stands in the text"
        raise trouble(path, line, message, "Delete it; look whether the text around it is damaged.")
    return text


class Piece(NamedTuple):
    """A comment line, or a keyword with its string, or either of the two alone.

    ``mark`` is ``#``, ``#.``, ``#:`` or ``#,`` for comments, else empty, ``#~``, ``#|`` or ``#~|``.
    """

    line: int
    mark: str
    word: str
    text: str | None


_BLANK = r"[ \t\r\f\v]*+"
_INSIDE = r'[^"\\]*+(?:\\[ntrbfv"\\][^"\\]*+)*+'
"""The inside of a string, with the escapes that gettext and polib read alike.

``\\a``, ``\\x41``, ``\\101`` are gettext's too, but polib doubles their backslash; where a translator writes
them, they are the start of ``\\alpha`` or of ``C:\\x41``, with one backslash for two.
"""

_ITEM = re.compile(
    rf"{_BLANK}(?:(?P<word>msg(?:ctxt|id_plural|id|str))(?![\w])"
    rf"(?:{_BLANK}\[{_BLANK}(?P<form>[0-9]{{1,6}}){_BLANK}\])?{_BLANK})?"
    rf'(?:"(?P<text>{_INSIDE})"{_BLANK})?'
)

_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def pieces(text: str, path: str) -> Iterator[Piece]:
    """What the lines of a PO file are made of, in order; raises `CatalogError` at what nobody could read."""
    for number, line in enumerate(text.split("\n"), 1):
        line = line.lstrip(BLANKS).removesuffix("\r")
        if line.startswith("#"):
            yield from _marked(line, number, path)
        elif line:
            yield from _items(line, 0, "", number, path)


def _marked(line: str, number: int, path: str) -> Iterator[Piece]:
    mark = line[:2]
    if mark == "#~":
        rest = line[2:].lstrip(BLANKS)
        if line.startswith("#~|"):
            yield from _items(line, 3, "#~|", number, path)
        elif rest.startswith("#") and rest[1:2] not in ("~", "|"):
            yield from _marked(rest, number, path)  # "#~ # note", as gettext reads it
        elif rest:
            yield from _items(line, 2, "#~", number, path)
    elif mark == "#|":
        yield from _items(line, 2, "#|", number, path)
    elif mark in ("#.", "#:", "#,"):
        yield Piece(number, mark, "", line[2:].removeprefix(" "))
    else:
        yield Piece(number, "#", "", line[1:].removeprefix(" "))


def _items(line: str, start: int, mark: str, number: int, path: str) -> Iterator[Piece]:
    """The keywords and strings of one line, from ``start`` on."""
    line = line.rstrip(BLANKS)
    at = start
    while at < len(line):
        item = _ITEM.match(line, at)
        assert item is not None, "every part of the pattern may be empty"
        word, form, text = item.groups()
        if word is None and text is None:
            raise _unreadable(line[at:].lstrip(BLANKS), at == start, number, path)
        if form is not None:
            word = f"{word}[{int(form)}]"
        yield Piece(number, mark, word or "", text)
        at = item.end()


def _unreadable(rest: str, leads: bool, number: int, path: str) -> CatalogError:
    """What is wrong with the rest of a line, where neither a keyword nor a string could be read."""
    if leads and rest.startswith(_CONFLICT):
        return trouble(path, number, f"a conflict mark of git, “{rest[:7]}”", _SETTLE)
    if rest.startswith('"'):
        inside = re.compile(_INSIDE).match(rest, 1)
        assert inside is not None
        escape = rest[inside.end() : inside.end() + 2]
        if len(escape) == 2:
            return trouble(path, number, f"the escape “{escape}” is unknown", r"Write a backslash as \\.")
        return trouble(path, number, "the string is not closed", 'End it with ". A file that breaks off: restore it.')
    if not leads:
        advice = r"Write a quotation mark inside a string as \", and a comment on a line of its own."
        return trouble(path, number, f"“{short(rest)}” stands after the string", advice)
    if word := re.match(r"\w[\w-]*", rest):
        return trouble(path, number, f"the keyword “{short(word[0])}” is unknown", KEYWORDS)
    message = f"“{short(rest)}” is neither a keyword nor a string nor a comment"
    return trouble(path, number, message, KEYWORDS)


# Errors


def trouble(path: str, line: int, message: str, advice: str) -> CatalogError:
    return CatalogError(message, place=f"{path}:{line}", advice=advice)


def short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"


def convert(path: str) -> str:
    return f"Convert it: msgconv -t UTF-8 -o {path} {path} (the header must name the charset the text is in)."


RESTORE = "Restore the file from git, or save it again in the editor it comes from."
_SETTLE = (
    "Settle it. Best take it back (`git merge --abort`, `git rebase --abort`), run `tamizdat git-setup` and begin it "
    "again: then git merges message by message. Else keep one side of each conflict and delete the lines with marks."
)
KEYWORDS = "A message is msgctxt (if any), msgid and msgstr, each with its text in quotation marks."
