"""What became of a hostile text in each file of an edition, as parsers that are not ours see it.

Pages are read by `html.parser`, books by expat, Markdown by markdown-it, PDF by pypdf and poppler. What a
reader of the file sees comes out as one list of events; one judge looks at all of them.
"""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from html.parser import HTMLParser
from typing import Any, NamedTuple
from xml.parsers import expat

BEFORE, BEHIND = "Альфа стоит впереди.", "Омега стоит позади."
"""What stands before the hostile passage, and behind it, in paragraphs of their own."""


class Outcome(StrEnum):
    TEXT = "shown as text"
    MARKUP = "shown as harmless markup"
    REPORTED = "reported, original shown"
    REFUSED = "refused with the reason"
    ACTIVE = "active"
    SWALLOWED = "neighbour swallowed"
    LOST = "lost in silence"


BAD = (Outcome.ACTIVE, Outcome.SWALLOWED, Outcome.LOST)


class Event(NamedTuple):
    """A tag that opens or closes, or text."""

    kind: str
    name: str
    attributes: tuple[tuple[str, str], ...] = ()


# How each format is read


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []

    def handle_starttag(self, tag, attrs):
        self.events.append(Event("start", tag, tuple((name, value or "") for name, value in attrs)))
        if tag in VOID:
            self.events.append(Event("end", tag))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.events.append(Event("end", tag))

    def handle_data(self, data):
        self.events.append(Event("text", data))

    def handle_comment(self, data):
        self.events.append(Event("comment", data))

    def handle_pi(self, data):
        self.events.append(Event("instruction", data))

    def unknown_decl(self, data):
        self.events.append(Event("declaration", data))


VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def of_html(data: bytes | str) -> list[Event]:
    page = _Page()
    page.feed(data if isinstance(data, str) else data.decode())
    page.close()
    return page.events


def of_xml(data: bytes) -> list[Event]:
    """The events of an XML file; raises ExpatError where it is not well formed, or has a doctype of its own."""
    events: list[Event] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attrs: events.append(Event("start", name, tuple(attrs.items())))
    parser.EndElementHandler = lambda name: events.append(Event("end", name))
    parser.CharacterDataHandler = lambda text: events.append(Event("text", text))
    parser.CommentHandler = lambda text: events.append(Event("comment", text))
    parser.ProcessingInstructionHandler = lambda name, text: events.append(Event("instruction", name))
    parser.EntityDeclHandler = lambda *found: events.append(Event("declaration", str(found[0])))
    parser.Parse(data, True)
    return events


def of_epub(data: bytes) -> list[Event]:
    """The events of all pages of a book, in the order of their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".opf", ".ncx", ".xml")):
                of_xml(archive.read(name))
        pages = sorted(name for name in archive.namelist() if name.endswith(".xhtml"))
        return [event for name in pages for event in of_xml(archive.read(name))]


def of_markdown(data: bytes) -> list[Event]:
    """The events of what another CommonMark parser makes of it, raw HTML and links of all schemes let through."""
    return of_html(shown_by_markdown_it(re.sub(r"\A---\n.*?\n---\n", "", data.decode(), flags=re.DOTALL)))


def shown_by_markdown_it(text: str, *, html: bool = True) -> str:
    return str(_markdown_it(html).render(text))


@cache
def _markdown_it(html: bool):
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"])
    made.validateLink = lambda url: True
    return made


def of_text(data: bytes) -> list[Event]:
    """A paragraph for each block of lines."""
    blocks = re.split(r"\n[ \t]*\n", data.decode())
    return [
        event for block in blocks for event in (Event("start", "p"), Event("text", block.strip()), Event("end", "p"))
    ]


_MINE = re.compile(r"^(?:Заглавие|Анна|The title|Ann)$|^\d+\n+\f", re.M)


def of_pdf(data: bytes) -> list[Event]:
    """The text of a PDF without page numbers and running heads, as poppler reads it, and as it stands in the file.

    Poppler takes a line with one wide gap for two columns. What could act is there as tags.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    texts = (done.stdout.decode(), "\n".join(page.extract_text() for page in reader.pages))
    return [
        *(Event("start", name) for name in _acts(reader, data)),
        *(Event("text", _MINE.sub("", one)) for one in texts),
    ]


_ACTS = re.compile(
    rb"/(JS|JavaScript|Launch|OpenAction|AA|SubmitForm|ImportData|RichMedia|EmbeddedFile|GoToR|GoToE|Movie|Sound)\b"
)


def _acts(reader: Any, data: bytes) -> Iterator[str]:
    """What a viewer would carry out, in the objects themselves; addresses that are no web or mail address."""
    objects = re.sub(rb"stream\r?\n.*?endstream|/ID ?\[\([^()]*\)\([^()]*\)\]", b"", data, flags=re.DOTALL)
    yield from (act.decode() for act in _ACTS.findall(objects))  # an identifier is in base 64, with a “/AA=” some day
    for page in reader.pages:
        for one in page.get("/Annots", ()):
            action = one.get_object().get("/A")
            action = action.get_object() if action else {}
            if action.get("/S") not in (None, "/URI", "/GoTo"):
                yield str(action["/S"])
            if "/URI" in action and scheme(str(action["/URI"])) not in SCHEMES:
                yield str(action["/URI"])


# What is active

SCHEMES = frozenset({"", "http", "https", "mailto"})
TAGS = frozenset(
    "html head title body main article header footer nav aside section div span p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd "
    "blockquote pre code em strong s sub sup a br wbr hr table thead tbody tr th td time bdi i b del ins label".split()
)
ATTRIBUTES = frozenset(
    "id class lang dir href hreflang title rel role value start datetime data-align data-language xml:lang epub:type "
    "xmlns xmlns:epub data-name aria-label aria-labelledby aria-current open colspan rowspan scope hidden".split()
)


def scheme(address: str) -> str:
    """The scheme of an address as browsers find it (WHATWG URL, basic parser): leading controls and line breaks go."""
    bare = re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(33)))))
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return found[1].lower() if found else ""


def active(events: Iterable[Event], known: Iterable[Event] = ()) -> list[str]:
    """What in a file could do something, beyond the events of the same file with a harmless passage."""
    harmless = set(known)
    return [f"{one.kind} {one.name} {one.attributes}" for one in events if one not in harmless and _acts_in(one)]


def _acts_in(event: Event) -> bool:
    if event.kind in ("instruction", "declaration", "comment"):
        return True
    if event.kind != "start":
        return False
    if event.name == "meta" and dict(event.attributes).keys() == {"name", "content"}:
        return dict(event.attributes)["name"] not in ("author", "description", "viewport", "referrer")
    if event.name == "link" and dict(event.attributes).get("rel") in ("alternate", "self"):
        return scheme(dict(event.attributes)["href"]) not in SCHEMES
    return event.name not in TAGS or any(
        name not in ATTRIBUTES or (name == "href" and scheme(value) not in SCHEMES) for name, value in event.attributes
    )


def is_balanced(events: Iterable[Event]) -> bool:
    """Whether every element is closed where it should be."""
    stack: list[str] = []
    for event in events:
        if event.kind == "start":
            stack.append(event.name)
        elif event.kind == "end" and (not stack or stack.pop() != event.name):
            return False
    return not stack


def holdable(text: str) -> str:
    """A text as a PO file can hold it: without control characters."""
    return "".join(char for char in text if char in "\n\t" or char >= " ")


# Where the passage stands, and what of it


def regions(events: Sequence[Event]) -> list[str]:
    """What stands in the place of the passage and in the notes, in each reading of a file that left its neighbours whole."""
    if any(event.kind in ("end",) for event in events):
        found = [_region(events)]
    else:
        found = [_flat_region(event.name) for event in events if event.kind == "text"]
    return [text for text in found if text is not None]


def _region(events: Sequence[Event]) -> str | None:
    """The text between the neighbours and behind them; None unless each of them is all of a paragraph of its own."""
    stack: list[str] = []
    texts: list[tuple[tuple[str, ...], str]] = []
    for event in events:
        if event.kind == "start":
            stack.append(event.name)
            texts.append((tuple(stack), ""))
        elif event.kind == "end":
            if not stack or stack.pop() != event.name:
                return None
        elif event.kind == "text":
            texts.append((tuple(stack), event.name))
    joined = _paragraphs(texts)
    first, last = ([at for at, (_, text) in enumerate(joined) if text == wanted] for wanted in (BEFORE, BEHIND))
    if stack or len(first) != 1 or len(last) != 1 or joined[first[0]][0] != joined[last[0]][0]:
        return None
    rest = joined[first[0] + 1 : last[0]] + joined[last[0] + 1 :]
    return "\n".join(text for _, text in rest)


def _paragraphs(texts):
    """Runs of text by the block that they stand in."""
    out: list[tuple[tuple[str, ...], str]] = []
    for stack, text in texts:
        block = tuple(name for name in stack if name not in INLINE)
        if out and out[-1][0] == block and text and not (stack and stack[-1] == "p" and text == ""):
            out[-1] = (block, out[-1][1] + text)
        elif text or (stack and stack[-1] not in INLINE):
            out.append((block, text))
    return [(stack, " ".join(text.split())) for stack, text in out]


INLINE = frozenset("a b bdi br code del em i ins s span strong sub sup time u".split())


def _flat_region(text: str) -> str | None:
    """The same for a text without structure."""
    flat = " ".join(text.split())
    first, last = flat.find(BEFORE), flat.find(BEHIND)
    if last < first or flat.count(BEFORE) != 1 or flat.count(BEHIND) != 1:
        return None
    return flat[first + len(BEFORE) : last] + flat[last + len(BEHIND) :]


def essence(text: str) -> str:
    """The signs of a text that a reader must find again: no spaces, controls and backslashes, quotes and dashes alike."""
    return "".join(filter(None, map(_sign, unicodedata.normalize("NFC", text))))


@cache
def _sign(char: str) -> str:
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp", "Pd", "Pi", "Pf"):
        return ""
    return "" if char in "\\'\"`„‚-….~" else char


def kind_of_showing(payload: str, text: str) -> Outcome:
    """Whether a text has a payload as it was written, or as Markdown shows it, or not."""
    shown, wanted = essence(text), essence(payload)
    if wanted in shown or (_is_right_to_left(wanted) and not Counter(wanted) - Counter(shown)):
        return Outcome.TEXT
    return Outcome.MARKUP if any(essence(visible) in shown for visible in _visible(payload)) else Outcome.LOST


def _is_right_to_left(text: str) -> bool:
    """Whether a reading of a PDF, which has lines as they are seen, may have another order."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _visible(payload: str) -> Iterator[str]:
    """What a Markdown parser shows of a text: as blocks and as a line, with its raw HTML as text and as HTML."""
    for text in (payload, "x " + " ".join(payload.split())):
        for html in (False, True):
            events = of_html(shown_by_markdown_it(text, html=html))
            yield "".join(event.name for event in events if event.kind == "text").removeprefix(
                "x " if text is not payload else ""
            )
