"""A segment with its markup, code and addresses as single signs, so that rules see words and nothing else.

TRANSPARENT stands for what a reader does not see (emphasis, brackets of a link, a footnote
mark, an escaped sign), OPAQUE for a word that is not prose (code, an address, an entity); a
line break is a newline, whatever it is written as. The signs are noncharacters of Unicode,
which no text may contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...everyday import maybe_cut
from ...inline import Span, spans

TRANSPARENT, OPAQUE = "\ufdd0", "\ufdd1"

_PLAIN = re.compile(rf"[^\\`*_~\[\]<>&\n{TRANSPARENT}{OPAQUE}]*+")
_TAKEN = re.compile(f"[{TRANSPARENT}{OPAQUE}]")
_SIGNS = re.compile(f"[{TRANSPARENT}{OPAQUE}\n]")
# An address ends before what closes a sentence or a quotation; typographic marks are never part of one.
_INSIDE = r"[^\s\"<>«»„“”‘’‚‹›「」『』…—–，。；：？！、（）،؛؟\ufdd0\ufdd1]"
_ADDRESS = re.compile(
    rf"(?:(?<![A-Za-z])(?:[A-Za-z][A-Za-z0-9+.-]{{1,15}}://|mailto:)|(?<![\w.])www\.){_INSIDE}*(?<![.,;:!?')\]}}])"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}"
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
# What stands in these is no prose of the edition's language.
_VERBATIM = frozenset("code kbd math pre samp script style svg textarea tt var".split())
_FOREIGN = re.compile(r"\slang\s*=", re.IGNORECASE)


class Masked(NamedTuple):
    """The text that rules may change, and what its signs stand for, in order."""

    text: str
    kept: tuple[str, ...]


def mask(text: str) -> Masked | None:
    """A segment as rules see it; None when it has noncharacters of its own.

    >>> mask("a `b` *c*")
    Masked(text='a \\ufdd1 \\ufdd0c\\ufdd0', kept=('`b`', '*', '*'))
    """
    if _PLAIN.fullmatch(text):
        masked = Masked(text, ())
    elif _TAKEN.search(text):
        return None
    else:
        masked = maybe_quickly(text) or by_parser(text)
    words = masked.text
    may_have_addresses = "://" in words or "www." in words or "@" in words or "mailto:" in words
    return _addresses(masked) if may_have_addresses else masked


def restore(text: str, kept: tuple[str, ...]) -> str:
    """The segment that a masked text stands for."""
    if not kept:
        return text
    rest = iter(kept)
    return _SIGNS.sub(lambda _: next(rest), text)


def maybe_quickly(text: str) -> Masked | None:
    """A segment with everyday markup, masked as `by_parser` would."""
    cut = maybe_cut(text)
    if cut is None:
        return None
    out = [part for is_code, markup, prose in cut for part in (_sign(markup, is_code=is_code), prose)]
    return Masked("".join(out), tuple(markup for _, markup, _ in cut if markup))


def _sign(markup: str, *, is_code: bool) -> str:
    return (OPAQUE if is_code else TRANSPARENT) if markup else ""


def by_parser(text: str) -> Masked:
    """A segment with any markup, masked as the parser of the editions reads it."""
    out: list[str] = []
    kept: list[str] = []
    for sign, raw in _pieces(text):
        out.append(sign or raw)
        if sign:
            kept.append(raw)
    return Masked("".join(out), tuple(kept))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The segment cut into (sign, what it stands for), with an empty sign for prose."""
    at = 0
    verbatim: str | None = None
    for span in spans(text):
        if span.start < at or span.kind in ("link", "image"):
            continue
        if verbatim is not None:
            if span.kind == "html" and _closes(span.value, verbatim):
                yield OPAQUE, text[at : span.start]
                yield TRANSPARENT, text[span.start : span.end]
                at, verbatim = span.end, None
            continue
        if span.start > at:
            escapes = span.kind == "text" and text[span.start - 1] == "\\"
            gap = text[at : span.start + escapes]
            yield TRANSPARENT, gap
            if escapes:
                at = span.start + 1
                yield from _prose(text[at : span.end], span.value[1:])
        if at <= span.start:
            yield from _piece(text, span)
        at = span.end
        verbatim = _opens_verbatim(span)
    if at < len(text):
        yield (TRANSPARENT if verbatim is None else OPAQUE), text[at:]


def _piece(text: str, span: Span) -> Iterator[tuple[str, str]]:
    raw = text[span.start : span.end]
    if span.kind == "text":
        yield from _prose(raw, span.value)
    elif span.kind == "break" or raw[:3].lower() == "<br":
        yield "\n", raw
    else:
        yield (OPAQUE if span.kind in ("code", "autolink") else TRANSPARENT), raw


def _prose(raw: str, value: str) -> Iterator[tuple[str, str]]:
    """Words as they are; an entity is opaque, and breaks that the parser was not shown are breaks."""
    if raw == value:
        if raw:
            yield "", raw
    elif "\n" in raw and raw.replace("\\\n", "  ").replace("\n", " ") == value:
        for index, part in enumerate(re.split(r"(\\?\n)", raw)):
            if part:
                yield ("\n" if index % 2 else ""), part
    else:
        yield OPAQUE, raw


def _opens_verbatim(span: Span) -> str | None:
    """The name of an HTML element whose content is code, or is in a language of its own."""
    found = _TAG.match(span.value) if span.kind == "html" else None
    if not found or found[1] or span.value.endswith("/>"):
        return None
    name = found[2].lower()
    return name if name in _VERBATIM or _FOREIGN.search(span.value) else None


def _closes(tag: str, name: str) -> bool:
    found = _TAG.match(tag)
    return found is not None and found[1] == "/" and found[2].lower() == name


def _addresses(masked: Masked) -> Masked:
    """Addresses written out in prose are opaque too."""
    out: list[str] = []
    kept: list[str] = []
    rest = iter(masked.kept)
    at = 0
    for found in _ADDRESS.finditer(masked.text):
        before = masked.text[at : found.start()]
        kept += [next(rest) for _ in _SIGNS.finditer(before)]
        kept.append(found[0])
        out += [before, OPAQUE]
        at = found.end()
    return Masked("".join([*out, masked.text[at:]]), (*kept, *rest))
