"""A Markdown file → a Document of verbatim strings and slots."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from ...errors import SourceError
from ...inline import one_line
from ...model import Document, Finding, Place, Segment, Severity, Slot
from ..options import Options, conflicts, decode, unsettled
from . import frontmatter
from .blocks import Parsed, Run, parse
from .segments import hang_of, has_words, kind_of, leads, source_of

BOM = "\ufeff"


def read(path: str, data: bytes, options: Options | None = None) -> Document:
    """The document in a Markdown file; raises SourceError with ``path:line`` for what cannot be held."""
    options = options or Options()
    text = decode(data, path)
    head, meta, lang_part, body_start = _head(text, path, options)
    body = text[body_start:]
    parsed = parse(body)
    lines = _Lines(parsed.data, 1 + text.count("\n", 0, body_start))
    for at in conflicts(body):
        offset = len(body[:at].encode())
        if not any(top.start <= offset < top.end for top in parsed.code):
            raise unsettled(path, lines.at(offset))
    if parsed.too_deep is not None:
        raise SourceError(
            "quotes and lists nest more than 100 deep here",
            place=f"{path}:{lines.at(parsed.too_deep)}",
            advice="Take some levels out: neither readers nor browsers can follow them.",
        )
    parts = [*head, *_body(parsed, path, lines)]
    return Document(
        path=path,
        format="markdown",
        lang=meta.get("lang"),
        meta=MappingProxyType(meta),
        parts=tuple(part for part in parts if part != ""),
        lang_part=lang_part,
        findings=tuple(_findings(parsed, path, lines)),
    )


def split(text: str) -> tuple[str, str]:
    """A text cut in two: what stands before the body (byte order mark, front matter), and the body."""
    mark = len(BOM) if text.startswith(BOM) else 0
    end = mark + frontmatter.end_of(text[mark:])
    return text[:end], text[end:]


def _head(text: str, path: str, options: Options) -> tuple[list[str | Slot], dict[str, str], int | None, int]:
    mark = BOM if text.startswith(BOM) else ""
    found = frontmatter.read(text[len(mark) :], path)
    if not found:
        return [mark] if mark else [], {}, None, len(mark)
    parts: list[str | Slot] = []
    meta: dict[str, str] = {}
    lang_part, at = None, 0
    end = len(mark) + found.end
    for value in found.values:
        start, stop = value.start + len(mark), value.end + len(mark)
        meta.setdefault(value.key, value.text)
        if value.key == "lang" and lang_part is None and stop > start:
            parts += [text[at:start], text[start:stop]]
            lang_part, at = len(parts) - 1, stop
        elif value.key in options.front_matter and any(map(str.isalnum, value.text)):
            segment = Segment(one_line(value.text), value.key, place=Place(path, value.line))
            parts += [text[at:start], Slot(segment, text[start:stop])]
            at = stop
    parts.append(text[at:end])
    assert lang_part is None or all(parts[: lang_part + 1]), "no part before the language is empty"
    return parts, meta, lang_part, end


def _body(parsed: Parsed, path: str, lines: _Lines) -> Iterator[str | Slot]:
    at = 0
    for index, run in enumerate(parsed.runs):
        segment = _segment(parsed, index, run, path, lines)
        if segment is not None:
            yield parsed.data[at : run.start].decode()
            raw = parsed.data[run.start : run.end].decode()
            yield Slot(segment, raw, hang_of(parsed.data, run), leads(run))
            at = run.end
    yield parsed.data[at:].decode()


def slots_of_runs(parsed: Parsed) -> list[int]:
    """The indices of the runs that are slots, in order."""
    return [index for index, run in enumerate(parsed.runs) if _is_slot(parsed, index, run)]


def _is_slot(parsed: Parsed, index: int, run: Run) -> bool:
    skipped = any(hint.word == "skip" for hint in parsed.hints.get(index, ()))
    return not skipped and has_words(run)


def _segment(parsed: Parsed, index: int, run: Run, path: str, lines: _Lines) -> Segment | None:
    if not _is_slot(parsed, index, run):
        return None
    hints = parsed.hints.get(index, ())
    contexts = [hint.value for hint in hints if hint.word == "context" and hint.value]
    return Segment(
        source_of(parsed.data, run),
        kind_of(run),
        context=contexts[-1] if contexts else None,
        notes=tuple(hint.value for hint in hints if hint.word == "comment" and hint.value),
        place=Place(path, lines.at(run.start)),
    )


def _findings(parsed: Parsed, path: str, lines: _Lines) -> Iterator[Finding]:
    for at in parsed.dropped:
        yield Finding(
            "table-width",
            Severity.WARNING,
            "this row has more cells than the table's head; readers never see the rest",
            Place(path, lines.at(at)),
            advice="Give the head as many cells, or escape a | that is part of the text as \\|.",
        )


class _Lines:
    """Line numbers of ascending offsets, each byte counted once."""

    def __init__(self, data: bytes, first: int) -> None:
        self.data, self.line, self.seen = data, first, 0

    def at(self, offset: int) -> int:
        if offset < self.seen:
            return self.line - self.data.count(b"\n", offset, self.seen)
        self.line += self.data.count(b"\n", self.seen, offset)
        self.seen = offset
        return self.line
