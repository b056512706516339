"""What a reader of the translation could see of a change of the source, and what not.

Two sources of the same *sight* differ in white space, straight and curly quotes, ``--`` and
dashes, in how a link is written, in how emphasis or a character is spelled or composed (NFC,
NFD): their translations are the same. Code, tags, footnotes and link destinations count as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple
from unicodedata import normalize

import pyromark

from ... import inline

_REFERENCE = "\0"
"""Before a label that stands where a destination would."""


class Sight(NamedTuple):
    """What a reader sees, token by token, and where each link or image leads (or its label, after a NUL)."""

    tokens: tuple[tuple[str, str], ...]
    links: tuple[str, ...]


def sight(source: str) -> Sight:
    """What a reader sees of a segment.

    >>> sight("so  *much* -- \\"x\\" &amp; [y](z)").tokens == sight("so _much_ — “x” & [y][r]").tokens
    True
    >>> sight("`a  b`") == sight("`a b`"), sight("10") == sight("11"), sight("a *b*") == sight("a **b**")
    (False, False, False)
    """
    tokens: list[tuple[str, str]] = []
    links: list[str] = []
    for kind, value in _tokens(source):
        if kind == "text" and tokens and tokens[-1][0] == "text":
            value = tokens.pop()[1] + value
        tokens.append((kind, value))
        if kind in ("Link", "Image"):
            links.append(value)
    told = (("text", _fold(value)) if kind == "text" else (kind, _LINKS.get(kind, value)) for kind, value in tokens)
    return Sight(_trimmed(tuple(told)), tuple(links))


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    if not _MARKUP.search(source):
        yield "text", source
        return
    text = inline.guard_lines(source)
    notes = "".join(f"\n\n[^{name}]: x" for name in dict.fromkeys(_FOOTNOTE.findall(text)))
    events = pyromark.events(text + notes, options=inline.OPTIONS, broken_link_callback=_resolve)
    for event in events:
        what, name, payload = inline.event_name(event)
        if name == "Paragraph":
            if what == "End":
                return
        elif what == "Text":
            yield "text", payload
        elif what == "Start" and name in ("Link", "Image"):
            yield name, payload["dest_url"]
            yield "title", payload["title"]
        elif what in ("Start", "End"):
            yield what, name
        elif what == "SoftBreak":
            yield "text", " "
        else:
            yield what, payload or ""


_MARKUP = re.compile(r"[\\`*_~\[\]<>&!\n]")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
_LINKS = {"Link": "", "Image": ""}


def _resolve(link: Any) -> tuple[str, str] | None:
    return (_REFERENCE + inline.label(link["reference"]), "") if link["link_type"] == "Reference" else None


_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'"))
# `--all` behind a space, a slash or alone in brackets or quotes is an option of a program, no dash.
_DASH = re.compile(
    r"(?<![(\[{\"'])(?<=[^\s/=|-])-{2,3}(?!-)|(?<=[(\[{\"'])-{2,3}(?!-|\w[\w=-]*[)\]}\"'])|(?<!-)-{2,3}(?![-\w])|[–—]"
)


# Chinese and Japanese are written without spaces; one comes from a line that ends.
_CJK = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_NO_SPACE = re.compile(f"(?<=[{_CJK}]) (?=[{_CJK}])")


def _fold(text: str) -> str:
    composed = text if text.isascii() else normalize("NFC", text)
    return _DASH.sub("—", _NO_SPACE.sub("", " ".join(re.split(r"\s+", composed))).translate(_QUOTES))


def _trimmed(tokens: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """White space at both ends of a segment is nothing."""
    if tokens and tokens[0][0] == "text":
        tokens = (("text", tokens[0][1].lstrip()), *tokens[1:])
    if tokens and tokens[-1][0] == "text":
        tokens = (*tokens[:-1], ("text", tokens[-1][1].rstrip()))
    return tokens


def same(old: str, new: str, destinations: Mapping[str, str]) -> bool:
    """Whether a reader of the translation cannot see the change from an old source to a new one.

    ``destinations`` are those of the labels that the new document defines, as far as they
    are known: what they contradict is a change.
    """
    seen_old, seen_new = sight(old), sight(new)
    return seen_old.tokens == seen_new.tokens and all(
        _lead_together(one, other, destinations) for one, other in zip(seen_old.links, seen_new.links, strict=True)
    )


def _lead_together(one: str, other: str, destinations: Mapping[str, str]) -> bool:
    if one == other:
        return True
    known = [destinations.get(link[1:]) if link.startswith(_REFERENCE) else link for link in (one, other)]
    if None not in known:
        return known[0] == known[1]
    return one.startswith(_REFERENCE) != other.startswith(_REFERENCE)


def rough(source: str) -> bytes:
    """What is left of a source without white space, signs and link tails: sources of the same sight have the same.

    Cheap, and so what candidates are looked up by.
    """
    if "&" in source:
        source = unescape(source)
    if "](" in source or "][" in source:
        source = _TAIL.sub("]", source)
    if not source.isascii():
        source = normalize("NFC", source)
        for sign in _OTHER_SIGNS:
            source = source.replace(sign, "")
    return source.encode("utf-8", "surrogatepass").translate(None, _SIGNS)


_TAIL = re.compile(r"\]\([^()]*\)|\]\[[^\[\]]*\]")
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SPACES = "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_OTHER_SIGNS = _SPACES + "“”„‟«»‘’‚‛‹›–—"


def relinked(target: str, old: str, new: str) -> str:
    """A translation with its links written as the new source writes them, where the old one wrote them otherwise.

    >>> relinked("см. [книгу](b.md)", "see [the book](b.md)", "see [the book][b]")
    'см. [книгу][b]'
    """
    tails = {one: other for one, other in zip(_tails(old), _tails(new), strict=False) if one and one != other}
    found = [span for span in inline.spans(target) if span.kind in ("link", "image")] if tails else []
    for span in sorted(found, key=lambda span: -span.end):
        raw = target[span.start : span.end]
        for one, other in tails.items():
            if raw.endswith(one):
                target = target[: span.end - len(one)] + other + target[span.end :]
                break
    return target


def _tails(source: str) -> list[str]:
    """What stands behind the words of each link: ``](there)``, ``][label]``."""
    found = []
    for span in inline.spans(source):
        raw = source[span.start : span.end]
        if span.kind in ("link", "image"):
            at = max(raw.rfind("]("), raw.rfind("]["))
            found.append(raw[at:] if at >= 0 else "")
    return found


def destinations(markdown: str) -> dict[str, str]:
    """Where the link labels lead that a Markdown document defines, in the form in which labels are compared."""
    found = pyromark.reference_definitions(markdown, options=inline.OPTIONS)
    return {inline.label(name): definition["dest"] for name, definition in found.items()}
