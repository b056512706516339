"""Translations that an edition shows otherwise than they were meant: not at all, or with their markup as text."""

from __future__ import annotations

from collections.abc import Iterator

from .. import formats
from ..catalog.blocks import blocks
from ..inline import neutralise
from ..model import Finding, Severity, State
from .context import Context, short, unread


def structure(context: Context) -> Iterator[Finding]:
    """Finished translations in whose place an edition has to show the original."""
    told = list(blocks(context.document, context.catalog, context.locale))
    texts = [block.text if block.state > State.DRAFT else None for block in told]
    filled = formats.of(context.document.path).fill(context.document, texts, context.locale)
    for index in dict.fromkeys(filled.fallen):
        kind = told[index].segment.kind
        yield context.finding(
            Severity.ERROR,
            told[index].messages[0].entry,
            f"this translation would change the blocks of the document; editions show the original {kind}",
            "Look at how it begins and ends, and at its lines: what makes it another block there?",
        )


def markup(context: Context) -> Iterator[Finding]:
    """Raw HTML, images and links of other kinds than the web's that the source lacks: editions show them as text."""
    for entry in unread(context):
        disarmed = dict.fromkeys(neutralise(entry.target, entry.key.source).disarmed)
        if disarmed:
            message = f"editions show this as text, for the original lacks it: {', '.join(map(short, disarmed))}"
            yield context.finding(Severity.WARNING, entry, message, "Take it out, or have the author put it in.")
