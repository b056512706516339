"""Plain text: a title, a byline, and paragraphs with blank lines between them.

The first block is the title. A second block of a few short lines that end no sentence is
the byline: each of its lines is a slot of its own. Every other block is a paragraph, and
its line breaks are soft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from types import MappingProxyType

from ..inline import notes_in_parentheses, one_line, replace_notes, tidy
from ..languages import direction
from ..model import Document, Piece, Place, Segment, Slot
from . import Body, Filled, Note
from .options import Options, conflicts, decode, unsettled

NAME = "text"
_DATE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
BYLINE_LINES, BYLINE_WIDTH = 4, 80
_ENDS = (*".!?…:", *"؟۔।॥։።。．！？：")
_QUOTES = "\"'”’“‘»«›‹」』"


def read(path: str, data: bytes, options: Options | None = None) -> Document:
    """The document in a text file; raises SourceError with ``path:line`` when it is not UTF-8."""
    text = decode(data, path)
    for at in conflicts(text):
        raise unsettled(path, text.count("\n", 0, at) + 1)
    parts: list[str | Slot] = []
    at = counted = 0
    line = 1
    for start, end, kind in _pieces(text):
        line += text.count("\n", counted, start)
        counted = start
        raw = text[start:end]
        if any(map(str.isalnum, raw)):
            segment = Segment(one_line(raw), kind, place=Place(path, line))
            parts += [text[at:start], Slot(segment, raw, _hang(raw))]
            at = end
    parts.append(text[at:])
    meta = {slot.segment.kind: slot.segment.source for slot in parts if isinstance(slot, Slot)}
    meta = {key: meta[key] for key in ("title", "author") if key in meta}
    return Document(path, NAME, None, MappingProxyType(meta), tuple(part for part in parts if part != ""))


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of each slot, without the white space around it."""
    for number, (start, end) in enumerate(_blocks(text)):
        if number == 1 and _is_byline(text[start:end]):
            yield from _byline(text, start, end)
        else:
            yield start, end, "title" if number == 0 and "\n" not in text[start:end] else "paragraph"


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines that are not blank, trimmed."""
    at, start = 0, -1
    for line in text.split("\n"):
        if line.strip("\ufeff \t\r\f\v"):
            start = at if start < 0 else start
            end = at + len(line)
        elif start >= 0:
            yield _trim(text, start, end)
            start = -1
        at += len(line) + 1
    if start >= 0:
        yield _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    body = text[start:end]
    return start + len(body) - len(body.lstrip("\ufeff \t\r\n\f\v")), start + len(body.rstrip())


def _is_byline(block: str) -> bool:
    lines = block.split("\n")
    return len(lines) <= BYLINE_LINES and not any(
        len(line) > BYLINE_WIDTH or line.rstrip().rstrip(_QUOTES).endswith(_ENDS) for line in lines
    )


def _byline(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    kinds = iter(("author", "byline", "byline", "byline"))
    for line in re.finditer(r"[^\n]+", text[start:end]):
        here = _trim(text, start + line.start(), start + line.end())
        yield *here, "date line" if _DATE.search(text[slice(*here)]) else next(kinds)


def _hang(raw: str) -> str:
    found = re.search(r"\n([ \t]*)", raw)
    return found[1] if found else ""


def fill(
    document: Document,
    texts: Sequence[str | None],
    lang: str | None = None,
    original: tuple[str, str] | None = None,
) -> Filled:
    """The text with ``texts`` in its slots, each on one line; None keeps the raw slice.

    Plain text can state no language, so ``lang`` changes nothing. ``original`` is the language that raw slices
    other than names are marked with (``[en] ``) among translations, and its direction.
    """
    if len(texts) != len(document.slots):
        raise ValueError(f"{len(document.slots)} slots, {len(texts)} texts")
    queue = iter(texts)
    mark = dict.fromkeys(("title", "paragraph"), f"[{original[0]}] ") if original and any(texts) else {}
    out: list[str] = []
    fallen: list[int] = []
    index = 0
    for part in document.parts:
        if isinstance(part, str):
            out.append(part)
            continue
        text = next(queue)
        line = _line(text) if text else ""
        if text and not line:
            fallen.append(index)
        out.append(line or mark.get(part.segment.kind, "") + part.raw)
        index += 1
    return Filled("".join(out), tuple(fallen))


def _line(text: str) -> str:
    return " ".join(tidy(notes_in_parentheses(text), breaks=False).split("\n"))


def announce(text: str, notices: Sequence[str]) -> str:
    """The text below its notices, each in brackets on a line of its own."""
    return "".join(f"[{notice}]\n\n" for notice in notices) + text


def to_html(text: str, document: Document, pieces: Sequence[Piece]) -> Body:
    """The paragraphs of an edition, and what the byline says besides a name; title and author are the page's."""
    out: list[str] = []
    notes: list[Note] = []

    def refer(_: str, text: str) -> str:
        note = Note(len(notes) + 1, True, f"<p>{text}</p>\n")
        notes.append(note)
        return note.refer()

    for piece in pieces:
        if piece.kind in ("title", "author"):
            continue
        if piece.text is None:
            out.append(f"<p{_marks(piece)}>{_escaped(piece.shown)}</p>\n")
            continue
        out.append(f"<p>{replace_notes(_escaped(piece.text), refer)}</p>\n")
    return Body("".join(out), tuple(notes))


def _escaped(text: str) -> str:
    return escape(" ".join(tidy(text, breaks=False).split("\n")), quote=False)


def _marks(piece: Piece) -> str:
    if not piece.lang:
        return ""
    return f' class="original" lang="{escape(piece.lang)}" dir="{direction(piece.lang)}"'
