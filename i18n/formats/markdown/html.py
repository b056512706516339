"""Filled Markdown → the inside of an HTML article, each block in its own language and direction.

Blocks are written from the parser's events, so that the n-th run is known and can be
marked; every run is sanitised and balanced before it is placed, and so is the whole when
the author's own raw HTML stands in it. Nothing here is active: no scripts, no remote images.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from ...inline import is_safe_link
from ...languages import direction
from ...model import Document, Piece
from .. import Body
from ..sanitise import clean
from .blocks import Event, Parsed, Run, parse
from .endnotes import Endnotes
from .filling import parse_source
from .read import slots_of_runs, split

_SIMPLE = {
    "BlockQuote": "blockquote",
    "DefinitionList": "dl",
    "DefinitionListDefinition": "dd",
    "TableRow": "tr",
    "Item": "li",
}
_MARKED = {"Paragraph": "p", "DefinitionListTitle": "dt"}
_ON_BLOCK = (*_MARKED, "Heading", "TableCell")
_INLINE = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "s"}


def to_html(text: str, document: Document, pieces: Sequence[Piece]) -> Body:
    """The body of an edition; ``text`` is the document filled with the texts of ``pieces``.

    Headings carry the anchors of the source in every language. Footnotes that the source
    does not have are its translator's.
    """
    parsed = parse(split(text)[1])
    source = parse_source(split(document.raw)[1])
    slots = slots_of_runs(source)
    marks = dict(zip(slots, pieces[len(pieces) - len(slots) :], strict=True))
    notes = Endnotes(authors(source))

    def attributes(run: int) -> str:
        piece = marks.get(run)
        return "" if piece is None or piece.text is not None or not piece.lang else original(piece.lang)

    def place(run: int) -> str:
        inside = clean("".join(inline(parsed.runs[run].events, notes.refer)))
        return spanned(inside, attributes(run), parsed.runs[run])

    main = Writer(parsed, dict(anchors(source)), notes, attributes, place).body()
    found = notes.all()
    if any(event.name == "HtmlBlock" for event in parsed.events):
        return Body(clean(main), tuple(note._replace(html=clean(note.html)) for note in found))
    return Body(main, found)


def original(lang: str) -> str:
    """The attributes of a block that is shown in the original, whose language this is."""
    return f' class="original" lang="{escape(lang)}" dir="{direction(lang)}"'


def spanned(inside: str, attributes: str, run: Run) -> str:
    """A run's HTML with its attributes on a ``span``, unless they stand on its block."""
    return f"<span{attributes}>{inside}</span>" if attributes and run.block not in _ON_BLOCK else inside


def authors(source: Parsed) -> frozenset[str]:
    """The labels of the footnotes that a source has."""
    definitions = (event for event in source.events if event.name == "FootnoteDefinition")
    return frozenset(event.payload for event in definitions if event.what == "Start")


def anchors(source: Parsed) -> Iterator[tuple[int, str]]:
    """The anchor of each heading, by the byte offset order of runs: its words in the source, made unique."""
    seen: dict[str, int] = {}
    for index, run in enumerate(source.runs):
        if run.block == "Heading":
            yield index, unique(slug("".join(e.payload for e in run.events if e.what in ("Text", "Code"))), seen)


def slug(text: str) -> str:
    """A heading as an anchor.

    >>> slug("What is to be done?")
    'what-is-to-be-done'
    """
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-_") or "section"


def unique(name: str, seen: dict[str, int]) -> str:
    """The name, with the first free number behind it when it is taken; it is then taken too.

    ``seen`` are those that are taken, each with the last number that was tried behind it.
    """
    candidate, number = name, seen.get(name, 1)
    while candidate in seen:
        number += 1
        candidate = f"{name}-{number}"
    seen[name] = number
    seen.setdefault(candidate, 1)
    return candidate


class Writer:
    """One pass over the events of one document.

    ``attributes`` and ``place`` give, for the index of a run, the attributes of its block and its HTML.
    """

    def __init__(
        self,
        parsed: Parsed,
        ids: Mapping[int, str],
        notes: Endnotes,
        attributes: Callable[[int], str],
        place: Callable[[int], str],
    ) -> None:
        self.parsed, self.ids, self.notes = parsed, ids, notes
        self.attributes, self.place = attributes, place
        self.out: list[str] = []
        self.open_notes: list[tuple[str, int]] = []
        self.run = -1
        self.head = False
        self.columns: tuple[str, ...] = ()
        self.column = 0

    def body(self) -> str:
        runs = iter(self.parsed.runs)
        upcoming = next(runs, None)
        skip_to = -1
        for index, event in enumerate(self.parsed.events):
            if index < skip_to:
                continue
            if upcoming is not None and event is upcoming.events[0]:
                self.run += 1
                self.out.append(self.place(self.run))
                skip_to = index + len(upcoming.events)
                upcoming = next(runs, None)
            else:
                self.block(event, upcoming)
        return "".join(self.out)

    def block(self, event: Event, upcoming: Run | None) -> None:
        name, start = event.name, event.what == "Start"
        mine = start and upcoming is not None and bool(upcoming.containers) and upcoming.containers[-1] is event
        marks = self.attributes(self.run + 1) if mine else ""
        if name == "Rule":
            self.out.append("<hr>\n")
        elif name in _MARKED:
            self.out.append(f"<{_MARKED[name]}{marks}>" if start else f"</{_MARKED[name]}>\n")
        elif name in _SIMPLE:
            self.out.append(f"<{_SIMPLE[name]}>" if start else f"</{_SIMPLE[name]}>\n")
            self.column = 0
        elif name == "Heading":
            self.heading(event, start, marks, mine)
        elif name == "List":
            self.listing(event, start)
        elif name.startswith("Table"):
            self.table(event, start, marks)
        elif name == "CodeBlock":
            self.code(event, start)
        elif name == "FootnoteDefinition":
            self.footnote(event, start)
        elif event.what in ("Text", "Html"):
            self.out.append(escape(event.payload) if event.what == "Text" else event.payload)

    def heading(self, event: Event, start: bool, marks: str, mine: bool) -> None:
        level = (event.payload["level"] if start else event.payload)[1]
        anchor = f' id="{escape(self.ids[self.run + 1])}"' if mine and self.run + 1 in self.ids else ""
        self.out.append(f"<h{level}{anchor}{marks}>" if start else f"</h{level}>\n")

    def listing(self, event: Event, start: bool) -> None:
        ordered = event.payload is not None and event.payload is not False
        number = f' start="{event.payload}"' if start and ordered and event.payload != 1 else ""
        tag = "ol" if ordered else "ul"
        self.out.append(f"<{tag}{number}>\n" if start else f"</{tag}>\n")

    def table(self, event: Event, start: bool, marks: str) -> None:
        if event.name == "Table":
            self.columns = event.payload if start else ()
            self.out.append('<div class="table"><table>\n' if start else "</tbody></table></div>\n")
        elif event.name == "TableHead":
            self.head, self.column = start, 0
            self.out.append("<thead><tr>" if start else "</tr></thead>\n<tbody>")
        else:
            tag = "th" if self.head else "td"
            align = self.columns[self.column] if start and self.column < len(self.columns) else "None"
            kind = "" if align == "None" else f' data-align="{align.lower()}"'
            self.out.append(f"<{tag}{kind}{marks}>" if start else f"</{tag}>")
            self.column += not start

    def code(self, event: Event, start: bool) -> None:
        if not start:
            self.out.append("</code></pre>\n")
            return
        info = event.payload["Fenced"].split()[:1] if isinstance(event.payload, dict) else []
        language = f' data-language="{escape(info[0])}"' if info else ""
        self.out.append(f'<pre dir="ltr"><code{language}>')

    def footnote(self, event: Event, start: bool) -> None:
        if start:
            self.open_notes.append((event.payload, len(self.out)))
        else:
            label, at = self.open_notes.pop()
            self.notes.define(label, "".join(self.out[at:]))
            del self.out[at:]


def inline(events: Sequence[Event], refer: Callable[[str], str]) -> Iterator[str]:
    """The HTML of inline events, not yet sanitised; ``refer`` writes references to footnotes."""
    images: list[tuple[Event, list[str]]] = []
    closers: list[str] = []
    for event in events:
        if event.name == "Image":
            if event.what == "Start":
                images.append((event, []))
                continue
            start, alt = images.pop()
            text = "".join(alt) if images else _image(start, "".join(alt))
        elif images:
            text = "" if event.what in ("Start", "End", "InlineHtml") else escape(event.payload or " ")
        else:
            text = _inline_event(event, closers, refer)
        if images:
            images[-1][1].append(text)
        else:
            yield text


def _inline_event(event: Event, closers: list[str], refer: Callable[[str], str]) -> str:
    if event.name in _INLINE:
        return f"<{'/' if event.what == 'End' else ''}{_INLINE[event.name]}>"
    if event.name == "Link":
        if event.what == "Start":
            opening, closing = _link(event)
            closers.append(closing)
            return opening
        return closers.pop()
    match event.what:
        case "Text":
            return escape(event.payload, quote=False)
        case "Code":
            return f"<code>{escape(event.payload, quote=False)}</code>"
        case "InlineHtml":
            return str(event.payload)
        case "SoftBreak":
            return "\n"
        case "HardBreak":
            return "<br>\n"
        case "FootnoteReference":
            return refer(event.payload)
    raise AssertionError(f"an inline event that nobody knows: {event}")


def _link(event: Event) -> tuple[str, str]:
    destination = event.payload["dest_url"]
    if event.payload["link_type"] == "Email":
        destination = f"mailto:{destination}"
    if not is_safe_link(destination):
        return "", ""
    title = event.payload["title"]
    tip = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(_url(destination))}"{tip}>', "</a>"


def _image(event: Event, alt: str) -> str:
    """An image as a link to it: an edition is one file and asks no other host for anything.

    Alt text is what a reader gets in any case.
    """
    opening, closing = _link(event)
    return f'{opening}<span class="image">{alt or escape(event.payload["dest_url"])}</span>{closing}'


def _url(destination: str) -> str:
    return quote(destination, safe="%/:?#[]@!$&'()*+,;=~-._")
