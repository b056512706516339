"""Inline markup of a segment: what in it is text, code, a tag or a link, and where.

A segment is read as the inside of a paragraph with the parser of the Markdown format, so
that what is found here is what an edition will show. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_DEFINITION_LIST
)
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})

_LINE_START = re.compile(
    r"""(?P<mark>
        \#{1,6}(?=[ \t]|$)                      # heading
      | >                                       # quote
      | [-+*](?=[ \t]|$)                        # list item
      | :                                       # definition
      | =+(?=[ \t]*$) | -+(?=[ \t]*$)           # heading underlined
      | (?P<rule>[-_*])(?:[ \t]*(?P=rule)){2,}[ \t]*$   # rule
      | `{3,}(?=[^`]*$) | ~{3,}                 # fence
      | [|:-](?=[-:| \t]*$)                     # the line under a table's head
      )""",
    re.VERBOSE | re.DOTALL,
)
_MAYBE_BLOCK = re.compile(r"<|\[(?:[^\[\]\\]|\\.)*\]:")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Span(NamedTuple):
    """A piece of inline markup: ``kind`` is text, code, html, link, image, autolink, footnote or break.

    ``value`` is the destination of a link or image, the label of a footnote, the text of
    the others; ``title`` that of a link or image.
    """

    kind: str
    start: int
    end: int
    value: str
    title: str = ""


def event_name(event: Any) -> tuple[str, str, Any]:
    """A parser event as (what, name, payload): ``("Start", "Heading", {…})``, ``("Text", "Text", "…")``."""
    if isinstance(event, str):
        return event, event, None
    ((what, body),) = event.items()
    if what not in ("Start", "End"):
        return what, what, body
    if isinstance(body, str):
        return what, body, None
    ((name, payload),) = body.items()
    return what, name, payload


def spans(text: str, labels: Container[str] | None = None) -> Iterator[Span]:
    """The inline markup of a segment in order of its beginning; a link comes before what is in it.

    ``labels`` are those that the document defines, as `label` writes them; a segment alone
    cannot know, so None takes every ``[text][label]`` for a link.
    """
    guarded = _guard(text)
    offset = code_points(guarded.text)
    for span in _in_bytes(guarded, labels):
        yield span._replace(start=max(0, offset(span.start) - guarded.shift), end=offset(span.end) - guarded.shift)


def _in_bytes(guarded: _Guarded, labels: Container[str] | None) -> Iterator[Span]:
    """The spans of a guarded text, their places in the bytes of what the parser reads."""

    def resolve(link: Any) -> tuple[str, str] | None:
        """Full references alone: in a segment ``[foo]`` by itself is text (see formats/markdown/segments.py)."""
        known = labels is None or label(link["reference"]) in labels
        return ("#", "") if known and link["link_type"] == "Reference" else None

    for event, place in pyromark.events_with_range(guarded.text, options=OPTIONS, broken_link_callback=resolve):
        start, end = place["start"], place["end"]
        if start >= guarded.end:
            return
        what, name, payload = event_name(event)
        if what == "Start" and name in ("Link", "Image"):
            kind = "autolink" if payload["link_type"] in ("Autolink", "Email") else name.lower()
            yield Span(kind, start, end, payload["dest_url"], payload["title"])
        elif what == "Text" and start < guarded.shift:
            if len(payload) > guarded.shift:
                yield Span("text", start, end, payload[guarded.shift :])
        elif what in _SPAN_KINDS:
            yield Span(_SPAN_KINDS[what], start, end, payload)
        elif what in ("SoftBreak", "HardBreak"):
            yield Span("break", start, end, " ")


_SPAN_KINDS = {"Text": "text", "Code": "code", "InlineHtml": "html", "FootnoteReference": "footnote"}


def label(text: str) -> str:
    """A reference label in the form in which labels are compared."""
    return " ".join(text.split()).casefold()


def plain(text: str) -> str:
    """The words of a segment without its markup, as a reader hears them; alts are included.

    >>> plain("a *b* [c](d) `e` <b>f</b>")
    'a b c e f'
    """
    if not _MARKUP.search(text):
        return text
    return "".join([span.value for span in _in_bytes(_guard(text), None) if span.kind in ("text", "code", "break")])


_MARKUP = re.compile(r"[\\`*_~\[\]<>&!\n]")


def tidy(text: str, *, breaks: bool = True) -> str:
    """A translation with its stray line breaks as spaces and its control characters dropped.

    A backslash before a newline is a hard break and stays when ``breaks`` allows it.

    >>> tidy("one\\ntwo \\\\\\n three\\n")
    'one two\\\\\\nthree'
    """
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.strip(" \t") for line in text.strip(" \t\n").split("\n")]
    out: list[str] = []
    for line in lines:
        if out and breaks and _ends_hard(out[-1]):
            out[-1] = out[-1][:-1].rstrip(" \t") + "\\"
            out.append(line)
        elif out:
            before = out[-1][:-1].rstrip(" \t") if _ends_hard(out[-1]) else out[-1]
            out[-1] = f"{before} {line}" if before and line else before or line
        else:
            out.append(line)
    return "\n".join(out)


def _ends_hard(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def one_line(text: str) -> str:
    """A text on one line: white space that wrapping makes is one space; no-break spaces stay.

    >>> one_line(" a\\n  b c\\u00a0d ")
    'a b c\\xa0d'
    """
    return _WRAPPING.sub(" ", text).strip(" ")


_WRAPPING = re.compile(r"[ \t\r\n\f\v]+")


def guard_lines(text: str) -> str:
    r"""A segment whose lines can stand at the start of a block without becoming another block.

    >>> guard_lines("1945. Then")
    '1945\\. Then'
    """
    return "\n".join(map(guard_line, text.split("\n")))


def guard_line(line: str) -> str:
    """One line, with a backslash before what would begin a heading, list, quote, rule … there."""
    line = line.lstrip(" \t")
    if _LINE_START.match(line) or _begins_block(line):
        return "\\" + line
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def _begins_block(line: str) -> bool:
    """Whether a line that begins with ``[…]:`` or ``<`` is a definition, which would vanish, or raw HTML."""
    if not _MAYBE_BLOCK.match(line):
        return False
    first = next(iter(pyromark.events(line, options=OPTIONS)), None)
    return first != {"Start": "Paragraph"} or bool(pyromark.reference_definitions(line, options=OPTIONS))


def notes_in_parentheses(text: str) -> str:
    """A translation with each translator's note ``^[…]`` as words in parentheses.

    Brackets inside a note may nest; a note that is never closed stays as it was written.

    >>> notes_in_parentheses("мир^[община; see [x](y)] сей")
    'мир (община; see [x](y)) сей'
    """
    return replace_notes(text, lambda before, note: f"{' ' if before and not before[-1].isspace() else ''}({note})")


def replace_notes(text: str, become: Callable[[str, str], str]) -> str:
    """A translation with each translator's note as ``become`` says, of the text since the last one and the note."""
    out: list[str] = []
    at = 0
    while (start := text.find("^[", at)) >= 0:
        end = _closing(text, start + 1)
        if end is None:
            break
        before = text[at:start]
        out += [before, become(before, text[start + 2 : end].strip())]
        at = end + 1
    return "".join(out) + text[at:]


def _closing(text: str, opening: int) -> int | None:
    depth, at = 0, opening
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "[":
            depth += 1
        elif text[at] == "]":
            depth -= 1
            if not depth:
                return at
        at += 1
    return None


class Neutral(NamedTuple):
    """A translation in which nothing is active that its source did not have, and what was disarmed."""

    text: str
    disarmed: tuple[str, ...]


def neutralise(target: str, source: str) -> Neutral:
    r"""The translation with raw HTML, images and unsafe links that the source lacks shown as text.

    Links to other places over http, https or mailto are a translator's business and stay.

    >>> neutralise("a <b>c</b>", "a b").text
    'a \\<b>c\\</b>'
    """
    if _HARMLESS.fullmatch(target):
        return Neutral(target, ())
    allowed = _active(source)
    meant = allowed | {_key(span) for span in spans(target, ()) if not _is_active(span, allowed)}
    disarmed: list[str] = []
    for _ in range(_ROUNDS):
        found = list(spans(target, ()))
        bad = [span for span in found if _is_active(span, allowed) or (span.kind == "link" and _key(span) not in meant)]
        if not bad:
            return Neutral(_escape_tags(target, found), tuple(disarmed))
        disarmed += [target[span.start : span.end] for span in bad]
        target = _with_backslashes(target, (span.start for span in bad))
    return Neutral(_OPENERS.sub(r"\\\g<0>", target), tuple(disarmed))


def _key(span: Span) -> tuple[str, str]:
    return span.kind, span.value


def _escape_tags(text: str, found: Sequence[Span]) -> str:
    """The text with a backslash before what another parser of Markdown might take for a tag.

    They do not agree on the white space that may stand in one: a tab, or one of Unicode's.
    """
    signs = (span.start for span in found if span.kind == "text" and span.value.startswith("<"))
    return _with_backslashes(text, (at for at in signs if _TAG_LIKE.match(text, at) and not _ends_hard(text[:at])))


def _with_backslashes(text: str, places: Iterable[int]) -> str:
    """The text with a backslash at each of some places."""
    edges = [0, *sorted(set(places)), len(text)]
    return "\\".join(text[start:end] for start, end in pairwise(edges))


# Footnotes, and links with a safe scheme or to the page itself, whatever the parser makes of them.
_HARMLESS = re.compile(
    r"(?:[^\[<!]++|!(?!\[)|\[\^[\w-]{1,99}\]"
    r"|\[[^\[\]<>!\\`]*+\]\((?:https?://|mailto:|\#)[\w./?=&%~+,;@:\#-]*+\))*+"
)

# Disarming an inner link can make the outer one a link; who nests deeper has all brackets disarmed.
_ROUNDS = 4
_OPENERS = re.compile(r"(?<!\\)(?:!\[|[\[<])")
_TAG_LIKE = re.compile(r"<[A-Za-z/!?][^<>]*?[^\S \n]")


@lru_cache(maxsize=65536)
def _active(source: str) -> frozenset[tuple[str, str]]:
    if "<" not in source and "[" not in source:
        return frozenset()
    return frozenset((span.kind, span.value) for span in spans(source) if span.kind in _ACTIVE)


_ACTIVE = frozenset({"html", "link", "image", "autolink"})


def _is_active(span: Span, allowed: frozenset[tuple[str, str]]) -> bool:
    if span.kind not in _ACTIVE or (span.kind, span.value) in allowed:
        return False
    return span.kind in ("html", "image") or not is_safe_link(span.value)


def is_safe_link(destination: str) -> bool:
    """Whether a link can do no more than lead somewhere: a known scheme, or none.

    >>> is_safe_link("java\\tscript:alert(1)"), is_safe_link("https://a.b"), is_safe_link("#top")
    (False, True, True)
    """
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]", "", destination)
    scheme = re.match(r"([^/?#]*?):", bare)
    return scheme is None or scheme[1].lower() in SAFE_SCHEMES


class _Guarded(NamedTuple):
    """What the parser reads of a segment: ``shift`` characters of ASCII stand before it, it ends at byte ``end``."""

    text: str
    shift: int
    end: int


def _guard(text: str) -> _Guarded:
    """The text as the inside of a paragraph.

    A word before it keeps the first line from being a block of its own; where a later one
    would be, hard breaks become spaces of the same length. Its footnotes are defined behind
    it, as only then they are footnotes.
    """
    if "\n" in text and guard_lines(text) != text:
        text = text.replace("\\\n", "  ").replace("\n", " ")
    line = "x " + text
    notes = "".join(f"\n\n[^{name}]: x" for name in dict.fromkeys(_FOOTNOTE.findall(line)))
    return _Guarded(line + notes, 2, len(line.encode("utf-8", "surrogatepass")))


_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]")


def code_points(text: str) -> Callable[[int], int]:
    """A function from UTF-8 byte offsets to code points."""
    if text.isascii():
        return int
    begins = text.encode("utf-8", "surrogatepass").translate(_BEGINS)
    return list(accumulate(begins, initial=0)).__getitem__


_BEGINS = bytes(byte & 0xC0 != 0x80 for byte in range(256))
"""For each byte of UTF-8, whether a character begins with it."""
