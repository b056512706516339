"""A run of inline Markdown → the text a translator sees, and what each further line repeats.

Line prefixes of quotes and lists are taken out, soft line breaks become one space, hard
breaks a backslash and a newline; ``[foo]`` becomes ``[foo][foo]`` so that its words can be
translated while its label stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .blocks import Event, Run

_NEWLINE = re.compile(rb"\r\n?|\n")
_KINDS = {
    "TableCell": "table cell",
    "DefinitionListTitle": "term",
    "DefinitionListDefinition": "definition",
    "FootnoteDefinition": "footnote",
    "BlockQuote": "quote",
    "Item": "list item",
}


def kind_of(run: Run) -> str:
    """What the block is, in a translator's words: ``heading 2``, ``list item``, ``footnote`` …"""
    for container in reversed(run.containers):
        if container.name == "Heading":
            return f"heading {container.payload['level'][1]}"
        if container.name in _KINDS:
            return _KINDS[container.name]
    return "paragraph"


def has_words(run: Run) -> bool:
    """Whether a reader finds a letter or digit in the run that is not code, HTML or an autolink."""
    inside_autolink = False
    for event in run.events:
        if event.name in ("Link", "Image") and event.what != "End":
            inside_autolink = event.payload["link_type"] in ("Autolink", "Email")
            if any(map(str.isalnum, event.payload["title"])):
                return True
        elif event.name == "Link":
            inside_autolink = False
        elif event.name == "Text" and not inside_autolink and any(map(str.isalnum, event.payload)):
            return True
    return False


def hang_of(data: bytes, run: Run) -> str:
    """What stands before the run on its line, with list and footnote markers as spaces."""
    line = data.rfind(b"\n", 0, run.start) + 1
    line = data.rfind(b"\r", line, run.start) + 1 or line
    return re.sub(r"[^>\s]", " ", data[line : run.start].decode())


def leads(run: Run) -> bool:
    """Whether the run begins a line of its own: not in a cell, nor behind the ``#`` of a heading."""
    block = run.containers[-1] if run.containers else None
    return block is None or (block.name != "TableCell" and (block.name != "Heading" or run.start == block.start))


def source_of(data: bytes, run: Run) -> str:
    """The run as a translator sees it; the msgid of its segment."""
    prefix = _prefix(run)
    out: list[bytes] = []
    at = run.start
    for start, end, text in sorted(
        (*_breaks(data, run, prefix), *_labels(data, run, prefix), *_parentheses(data, run))
    ):
        chunk = data[at:start]
        out.append(_one_line(chunk.rstrip(b" \t") if text == b" " else chunk, prefix))
        out.append(text)
        at = max(end, at)
    out.append(_one_line(data[at : run.end], prefix))
    return b"".join(out).decode()


def _prefix(run: Run) -> re.Pattern[bytes]:
    """Up to as many ``>`` as there are quotes around the run: lazy lines have fewer."""
    quotes = sum(container.name == "BlockQuote" for container in run.containers)
    return re.compile(rb"(?:[ \t]*>){0,%d}[ \t]*" % quotes)


def _one_line(chunk: bytes, prefix: re.Pattern[bytes]) -> bytes:
    """Line breaks inside code, tags and destinations, where the parser gives no event, as a space."""
    if b"\n" not in chunk and b"\r" not in chunk:
        return chunk
    first, *rest = _NEWLINE.split(chunk)
    return b" ".join([first, *(prefix.sub(b"", line, count=1) for line in rest)])


def _breaks(data: bytes, run: Run, prefix: re.Pattern[bytes]) -> Iterator[tuple[int, int, bytes]]:
    for index, event in enumerate(run.events):
        if event.name in ("SoftBreak", "HardBreak"):
            newline = _NEWLINE.search(data, event.start)
            assert newline is not None, "a break has a line end"
            end = _content_start(data, newline.end(), run.events[index + 1 :], prefix)
            yield event.start, end, b" " if event.name == "SoftBreak" else b"\\\n"


def _content_start(data: bytes, line: int, following: Sequence[Event], prefix: re.Pattern[bytes]) -> int:
    """Where the text of a line begins: at the parser's next event, else behind what looks like a prefix."""
    found = prefix.match(data, line)
    assert found is not None, "the prefix may be empty"
    for event in following:
        if event.what != "End":
            start = event.start - (event.what == "Text" and data[event.start - 1 : event.start] == b"\\")
            if start >= line and not data[line:start].strip(b" \t>"):
                return start
            break
    return found.end()


def _labels(data: bytes, run: Run, prefix: re.Pattern[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """The insertions that give shortcut and collapsed references a label of their own."""
    opened: list[Event] = []
    for event in run.events:
        if event.name not in ("Link", "Image"):
            continue
        if event.what == "Start":
            opened.append(event)
            continue
        start = opened.pop()
        if start.payload["link_type"] in ("Shortcut", "Collapsed"):
            label = data[start.start + (2 if event.name == "Image" else 1) : start.end - 1]
            behind = 2 if data[start.end : start.end + 2] == b"[]" else 0
            yield start.end, start.end + behind, b"[" + b" ".join(_one_line(label, prefix).split()) + b"]"


def _parentheses(data: bytes, run: Run) -> Iterator[tuple[int, int, bytes]]:
    """A literal ``(`` behind ``]``, where only a line break keeps the two from being a link, is escaped."""
    if _NEWLINE.search(data, run.start, run.end):
        for event in run.events:
            at = event.start
            if event.what == "Text" and data[at : at + 1] == b"(" and data[at - 1 : at] == b"]" and at > run.start:
                yield at, at, b"\\"
