"""Joined sentences that are none: ``↑`` says "told in the sentence before", and no such sentence can be it."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog import segmentation
from ..catalog.blocks import messages_of, refused
from ..catalog.units import JOINED, is_joined
from ..model import Finding, Severity
from .context import Context


def joined(context: Context) -> Iterator[Finding]:
    """``↑`` on the first sentence of a block, or joining what stands in several places; editions show the original."""
    groups = list(messages_of(context.document, context.catalog))
    wrong = refused(groups, {entry.key: entry for entry in context.catalog.active})
    first = {group[0].segment.key for group in groups}
    for entry in context.catalog.active:
        if not is_joined(entry) or entry.key not in wrong:
            continue
        if segmentation.of(context.catalog) != segmentation.SENTENCE:
            message = f"{JOINED} joins sentences, and here a message is a {_kind(entry.extracted)}"
        elif entry.key in first:
            message = f"{JOINED} says that the sentence before tells this, but a {_kind(entry.extracted)} begins here"
        else:
            message = f"{JOINED} joins sentences one of which stands in several places, where it tells another text"
        advice = "Translate it by itself; <!-- i18n:context NAME --> in the source parts equal sentences."
        yield context.finding(Severity.ERROR, entry, message, advice)


def _kind(extracted: tuple[str, ...]) -> str:
    return extracted[0] if extracted else "block"
