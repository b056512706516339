"""Document × Catalog × Policy → Edition: what stands in each slot, in which language, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from .. import formats, review, status
from ..catalog.blocks import Block, blocks
from ..catalog.header import revised
from ..formats import Format
from ..inline import replace_notes
from ..languages import direction
from ..model import Catalog, Document, Edition, Finding, Piece, Severity, Slot, State
from .furniture import say
from .policy import Policy
from .typography import typeset

SIGNED = "{note} — translator’s note"
"""How a translator's note says whose it is."""


def original(document: Document, source: str, *, typography: bool = True) -> Edition:
    """The edition in the language the document was written in: the author's words, set as a translation would be."""
    texts = [slot.segment.source for slot in document.slots]
    if typography:
        texts = [typeset(text, source) for text in texts]
    changed = [text if text != slot.segment.source else None for text, slot in zip(texts, document.slots, strict=True)]
    text = document.raw
    if any(changed):
        filled = formats.of(document.path).fill(document, changed)
        text = filled.text
        for index in filled.fallen:
            texts[index] = document.slots[index].segment.source
    pieces = tuple(
        Piece(slot.segment.source, text, State.REVIEWED, source, slot.segment.kind)
        for text, slot in zip(texts, document.slots, strict=True)
    )
    tally = status.count((piece.source, piece.state) for piece in pieces)
    return Edition(
        document, source, direction(source), pieces, text, tally, source, original=True, typography=typography
    )


def assemble(
    document: Document, catalog: Catalog, form: Format, locale: str, source: str, policy: Policy | None = None
) -> Edition:
    """The edition in one language: translations that the policy shows, else the original."""
    policy = policy or Policy()
    return of_blocks(document, blocks(document, catalog, locale, policy.reviews), catalog, form, locale, source, policy)


def of_blocks(
    document: Document,
    told: Iterable[Block],
    catalog: Catalog,
    form: Format,
    locale: str,
    source: str,
    policy: Policy,
) -> Edition:
    """The same from the blocks of the document as the catalog tells them."""
    hold = partial(_held, source=source, typography=policy.typography)
    wanted = (_piece(block, locale, policy) for block in told)
    text, pieces, fallen = _settled(
        document, [piece if piece.text else hold(piece) for piece in wanted], form, locale, hold
    )
    return Edition(
        document,
        locale,
        direction(locale),
        pieces,
        text,
        status.count((piece.source, piece.state) for piece in pieces),
        source,
        updated=revised(catalog),
        typography=policy.typography,
        findings=tuple(_fallen(document.slots, fallen, locale)),
    )


def _piece(block: Block, locale: str, policy: Policy) -> Piece:
    """A block's translation; without a text where the policy shows none."""
    shown = block.text if policy.shows(block.state) else None
    shown = typeset(shown, locale) if shown and policy.typography else shown
    if shown and "^[" in shown and "^[" not in block.segment.source:
        shown = replace_notes(shown, lambda _, note: f"^[{say(SIGNED, locale, note=note)}]" if note else "")
    return Piece(block.segment.source, shown or None, block.state, locale, block.segment.kind)


def _held(piece: Piece, source: str, *, typography: bool) -> Piece:
    """The original in place of a translation, set as in its own edition."""
    words = _set(piece.source, source) if typography else piece.source
    return replace(piece, text=None, lang=source, typeset=words if words != piece.source else None)


_set = lru_cache(maxsize=32768)(typeset)
"""Originals as they are set, for one language after another that has no translation of them."""


def _settled(
    document: Document, wanted: Iterable[Piece], form: Format, locale: str, hold: Callable[[Piece], Piece]
) -> tuple[str, tuple[Piece, ...], Sequence[int]]:
    """The filled document, what stands in its slots, and where a translation that could not stand there is held.

    An original that cannot stand as it is set stands as it was written, and no translation is blamed for it.
    """
    pieces = list(wanted)
    fallen: list[int] = []
    while True:
        filled = form.fill(document, [piece.text or piece.typeset for piece in pieces], locale)
        unset = [index for index in filled.fallen if pieces[index].typeset]
        held = [index for index in filled.fallen if pieces[index].text and not unset]
        for index in unset:
            pieces[index] = replace(pieces[index], typeset=None)
        for index in held:
            pieces[index] = hold(pieces[index])
        fallen += held
        if not unset and not any(pieces[index].typeset for index in held):
            return filled.text, tuple(pieces), sorted(fallen)


def _fallen(slots: Sequence[Slot], fallen: Sequence[int], locale: str) -> Iterator[Finding]:
    for index in fallen:
        segment = slots[index].segment
        yield Finding(
            "structure",
            Severity.ERROR,
            f"this translation would change the blocks of the document; the edition shows the original of "
            f"“{segment.source[:40]}…”",
            segment.place,
            locale,
            segment.key,
            advice=f"Look at the {segment.kind} {review.key_id(segment.key)}: does it begin or end with markup?",
        )
