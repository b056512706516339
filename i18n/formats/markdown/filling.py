"""A Document and one text a slot → the filled Markdown, with the blocks of its source and no others.

Each text is made harmless and fit for its place; then the result is read again, and where
its blocks differ from the source's, the slots at fault keep their original.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from ...errors import SourceError
from ...inline import guard_lines, neutralise, notes_in_parentheses, tidy
from ...model import Document, Slot
from ...same import Same
from .. import Filled
from . import footnotes, frontmatter
from .blocks import parse
from .read import BOM, split
from .settle import Body, Hole, settle
from .sure import Kind, kind

parse_source = lru_cache(maxsize=4)(parse)


def fill(
    document: Document,
    texts: Sequence[str | None],
    lang: str | None = None,
    original: tuple[str, str] | None = None,
) -> Filled:
    """The document with ``texts`` in its slots; None keeps the raw slice, byte for byte.

    ``lang`` replaces the language that the front matter states. ``original`` is the language
    and direction to mark kept originals with, for an edition that mixes them with translations.
    """
    slots = document.slots
    if len(texts) != len(slots):
        raise ValueError(f"{len(slots)} slots, {len(texts)} texts")
    ready = prepared(document)
    in_head = ready.in_head
    filled_head, fallen = _fill_head(document, in_head, texts, lang)
    wanted = {index: text for index, text in enumerate(texts) if index >= in_head and text}
    made = _fill_with_notes(slots, wanted, ready.body, ready.text, _shower(original))
    return Filled(filled_head + made.text, tuple(sorted({*fallen, *made.fallen})))


class Prepared(NamedTuple):
    """What filling a document again and again needs to know of it; ``text`` is what ``body`` was read from."""

    in_head: int
    text: str
    body: Body


def prepared(document: Document) -> Prepared:
    """What is known of a document that was filled before."""
    return _prepare(Same(document))


@lru_cache(maxsize=4)
def _prepare(same: Same[Document]) -> Prepared:
    document = same.value
    head, body = split(document.raw)
    in_head = _count_head_slots(document, len(head))
    holes = tuple(_holes(document, in_head, len(head.encode())))
    return Prepared(in_head, body, Body(parse_source(body), holes))


def _fill_with_notes(
    slots: Sequence[Slot], wanted: Mapping[int, str], source: Body, body: str, show: Callable[[str], str]
) -> Filled:
    """The body with translator's notes as footnotes; in parentheses where no footnote can stand."""
    if not any("^[" in text for text in wanted.values()):
        return _fill_body(slots, wanted, source, show)
    cut = footnotes.cut(wanted, {index: slots[index].segment.source for index in wanted}, body)
    made = _fill_body(slots, cut.texts, source, show)
    notes = (some for index, some in cut.notes.items() if index not in made.fallen)
    whole = footnotes.maybe_append(made.text, notes, source.source)
    return _fill_body(slots, wanted, source, show) if whole is None else Filled(whole, made.fallen)


def _fill_body(slots: Sequence[Slot], texts: Mapping[int, str], source: Body, show: Callable[[str], str]) -> Filled:
    ready = {index: text if kind(text) >= Kind.AS_IT_IS else fit(slots[index], text) for index, text in texts.items()}
    kept = {index for index, text in ready.items() if text is None}
    good = {index: text for index, text in ready.items() if text is not None}
    settled = settle(source, good, show)
    return Filled(settled.text, tuple(sorted({*kept, *settled.given_up})))


def _holes(document: Document, in_head: int, head_size: int) -> Iterator[Hole]:
    """Where each slot below the front matter stands in the body, in bytes."""
    index, at = 0, -head_size
    for part in document.parts:
        size = len((part.raw if isinstance(part, Slot) else part).encode())
        if isinstance(part, Slot):
            if index >= in_head:
                yield Hole(index, at, at + size, part.raw)
            index += 1
        at += size


def _shower(original: tuple[str, str] | None) -> Callable[[str], str]:
    """How a kept original is shown: as it stands, or marked with its language and direction."""
    if original is None:
        return str
    lang, direction = original
    return lambda raw: f'<span lang="{escape(lang)}" dir="{escape(direction)}">{raw}</span>'


def fit(slot: Slot, text: str) -> str | None:
    """A translation as it can stand in a slot of this kind, or None when nothing of it is left."""
    source = slot.segment.source
    if "^[" not in source:
        text = notes_in_parentheses(text)
    text = tidy(neutralise(tidy(text, breaks=slot.leads), source).text, breaks=slot.leads)
    if not text:
        return None
    if slot.leads:
        return guard_lines(text).replace("\n", "\n" + slot.hang)
    if slot.segment.kind == "table cell":
        return _cell(text)
    return re.sub(r"(^|[ \t])(#+)$", r"\1\\\2", text)


def _cell(text: str) -> str:
    text = re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text)
    return text + "\\" if re.search(r"(?<!\\)(?:\\\\)*\\$", text) else text


def _count_head_slots(document: Document, head: int) -> int:
    at = count = 0
    for part in document.parts:
        at += len(part.raw if isinstance(part, Slot) else part)
        if at > head:
            break
        count += isinstance(part, Slot)
    return count


def _fill_head(
    document: Document, in_head: int, texts: Sequence[str | None], lang: str | None
) -> tuple[str, tuple[int, ...]]:
    head, _ = split(document.raw)
    if not head:
        return head, ()
    wanted = {
        index: tidy(notes_in_parentheses(text), breaks=False) for index, text in enumerate(texts[:in_head]) if text
    }
    wanted = {index: text for index, text in wanted.items() if text}
    filled = _join_head(document, len(head), wanted, lang)
    if not _REFERS.search(head) or _keys(filled) == _keys(head):
        return filled, ()
    return _join_head(document, len(head), {}, lang), tuple(wanted)


# Anchors, aliases, tags and nested values: only with these can a quoted value change what the others are.
_REFERS = re.compile(r"[&*!|>{}\[\]]")


def _join_head(document: Document, end: int, wanted: Mapping[int, str], lang: str | None) -> str:
    out: list[str] = []
    at = index = 0
    for number, part in enumerate(document.parts):
        raw = part.raw if isinstance(part, Slot) else part
        if at + len(raw) > end:
            out.append(raw[: end - at])
            break
        at += len(raw)
        if isinstance(part, Slot):
            out.append(frontmatter.quote(wanted[index], raw) if index in wanted else raw)
            index += 1
        else:
            out.append(frontmatter.quote(lang, raw) if lang and number == document.lang_part else raw)
    return "".join(out)


def _keys(head: str) -> list[str] | None:
    try:
        found = frontmatter.read(head.removeprefix(BOM), "<edition>")
    except SourceError:
        return None
    return [value.key for value in found.values] if found else []
