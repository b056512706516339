"""Markdown as parsed: a text → its runs of inline markup, the skeleton of blocks around them, what is dropped.

The one place where the document's parser runs. A *run* is the unbroken inline content of a
block: of a paragraph, a heading, a cell, or directly of a tight list item. The n-th run of
a filled document is the n-th run of its source; that is what fill and the HTML writer rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyromark

from ...inline import OPTIONS, event_name

BLOCKS = frozenset(
    "Paragraph Heading BlockQuote CodeBlock HtmlBlock List Item FootnoteDefinition DefinitionList "
    "DefinitionListTitle DefinitionListDefinition Table TableHead TableRow TableCell".split()
)
VERBATIM = frozenset({"CodeBlock", "HtmlBlock"})
NESTING = 100
"""How many containers may nest: browsers stop at 512 elements, and a person long before."""


class Event(NamedTuple):
    """A parser event with its place in the UTF-8 bytes of the text."""

    what: str
    name: str
    payload: Any
    start: int
    end: int


@dataclass(slots=True)
class Run:
    """Inline content of one block: ``data[start:end]`` and the events that lie in it."""

    containers: tuple[Event, ...]
    start: int
    end: int
    events: list[Event] = field(default_factory=list)

    @property
    def block(self) -> str:
        return self.containers[-1].name if self.containers else "Paragraph"


class Comment(NamedTuple):
    """An instruction to extraction, ``<!-- i18n:word value -->``, before the block it speaks of."""

    word: str
    value: str


@dataclass(slots=True)
class Parsed:
    """What the parser found: ``skeleton`` is equal for two texts exactly when their blocks are.

    ``hints`` maps the index of a run to the comments that speak of it, ``dropped`` are the
    byte offsets where the parser passes over visible text without a word.
    """

    data: bytes
    events: list[Event] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    skeleton: list[Any] = field(default_factory=list)
    tops: list[tuple[int, int, int, int]] = field(default_factory=list)
    hints: dict[int, list[Comment]] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)
    too_deep: int | None = None

    @property
    def code(self) -> Iterator[Event]:
        """The blocks of code."""
        return (event for event in self.events if event.what == "Start" and event.name == "CodeBlock")


def parse(text: str) -> Parsed:
    """The blocks and runs of a text that has no front matter (the caller has cut it off)."""
    parsed = Parsed(text.encode())
    for event, place in pyromark.events_with_range(text, options=OPTIONS):
        parsed.events.append(Event(*event_name(event), place["start"], place["end"]))
    _collect(parsed)
    return parsed


def _collect(parsed: Parsed) -> None:
    stack: list[Event] = []
    run: Run | None = None
    hints = _Hints(parsed)
    top, cells_end = (0, 0), 0
    for event in parsed.events:
        if event.name in BLOCKS or event.name == "Rule":
            run = None
            if event.what != "End" and not stack:
                top = (len(parsed.skeleton), len(parsed.runs))
            parsed.skeleton.append(_trait(event))
            if event.what == "Start":
                hints.enter(event, len(stack))
                stack.append(event)
                if len(stack) > NESTING and parsed.too_deep is None:
                    parsed.too_deep = event.start
            elif event.what == "End":
                stack.pop()
                hints.leave(event, len(stack))
                if event.name == "TableCell":
                    cells_end = event.end
                elif event.name in ("TableRow", "TableHead"):
                    _note_dropped(parsed, event, cells_end)
            if not stack:
                parsed.tops.append((event.start, event.end, *top))
        elif stack and stack[-1].name in VERBATIM:
            parsed.skeleton.append(event.payload)
        else:
            if run is None:
                run = Run(tuple(stack), event.start, event.end)
                parsed.runs.append(run)
                parsed.skeleton.append("run")
                hints.meet(len(parsed.runs) - 1)
            run.events.append(event)
            run.end = max(run.end, _end(parsed.data, event))
    for run in parsed.runs:
        run.start = _with_backslash(parsed.data, run.start, run.events[0])


def _end(data: bytes, event: Event) -> int:
    """Where an inline event ends; the parser leaves out the ``[]`` of a collapsed reference."""
    is_collapsed = (
        event.what == "Start" and event.name in ("Link", "Image") and event.payload["link_type"] == "Collapsed"
    )
    return event.end + 2 if is_collapsed and data[event.end : event.end + 2] == b"[]" else event.end


def _trait(event: Event) -> Any:
    """What must be equal in source and edition: kind, level, numbering, alignment, label."""
    payload = event.payload
    if isinstance(payload, dict):
        payload = payload.get("level", payload.get("Fenced"))
    return event.what, event.name, payload


def _with_backslash(data: bytes, start: int, event: Event) -> int:
    """Text events leave out the backslash before an escaped character; a run begins with it."""
    escaped = event.what == "Text" and start > 0 and data[start - 1 : start] == b"\\"
    return start - 1 if escaped else start


def _note_dropped(parsed: Parsed, event: Event, cells_end: int) -> None:
    """Cells beyond the width of a table's head never become events: look for what is left of a row."""
    if parsed.data[cells_end : event.end].strip(b"| \t\r\n>"):
        parsed.dropped.append(cells_end)


class _Hints:
    """Carries ``i18n:`` comments from where they stand to the runs of the block that follows."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.pending: list[Comment] = []
        self.active: list[tuple[int, list[Comment]]] = []

    def enter(self, event: Event, depth: int) -> None:
        if event.name == "HtmlBlock":
            html = self.parsed.data[event.start : event.end].decode()
            self.pending += comments(html)
        elif self.pending:
            self.active.append((depth, self.pending))
            self.pending = []

    def leave(self, event: Event, depth: int) -> None:
        if self.active and self.active[-1][0] == depth and event.name != "HtmlBlock":
            self.active.pop()

    def meet(self, run: int) -> None:
        found = [comment for _, hints in self.active for comment in hints]
        if found:
            self.parsed.hints[run] = found


_COMMENT = re.compile(r"<!--\s*i18n:(context|comment|skip)(?:\s+(.*?))?\s*-->", re.DOTALL)


def comments(html: str) -> Sequence[Comment]:
    """The ``i18n:`` comments in a block of raw HTML.

    >>> comments("<!-- i18n:context moon -->")
    [Comment(word='context', value='moon')]
    """
    return [Comment(found[1], " ".join((found[2] or "").split())) for found in _COMMENT.finditer(html)]
