"""Entries that say something else than they mean: a previous source that stayed behind, a copied original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import review, words
from ..model import Entry, Finding, Severity
from .content import prose
from .context import Context, unread


def stray_previous(context: Context) -> Iterator[Finding]:
    """Finished translations that still name a previous source: somebody cleared ``fuzzy`` and left it."""
    for entry in context.catalog.active:
        if entry.previous and entry.filled and not entry.fuzzy:
            yield context.finding(
                Severity.WARNING,
                entry,
                "this translation is finished, but names a previous source (#|)",
                "`tamizdat check --fix` takes it out; make the translation fuzzy again if it is not finished.",
            )


def emptied(context: Context) -> Iterator[Finding]:
    """Messages without a translation that still tell of one, as OmegaT leaves those it takes for unfinished."""
    for entry in context.catalog.active:
        if not entry.filled and (entry.previous or _tells_of_work(entry)):
            yield context.finding(
                Severity.WARNING,
                entry,
                "there was a translation here, and it is gone: its comments still tell of it",
                "Some programs leave out what is not finished: take it from an earlier version of the file. "
                "If it was emptied on purpose, delete these comments.",
            )


def _tells_of_work(entry: Entry) -> bool:
    return any(review.marks(entry)) or review.outdated_since(entry) is not None


def same_as_source(context: Context) -> Iterator[Finding]:
    """Translations that are the original, word for word, as OmegaT leaves what nobody translated."""
    if context.locale.split("-")[0] == context.source_language.split("-")[0]:
        return
    for entry in unread(context):
        if entry.target == entry.key.source and _has_prose(entry.target):
            yield context.finding(
                Severity.WARNING,
                entry,
                "the translation is the original, word for word",
                "Empty it, so that it counts as untranslated; a review says that it shall stay so.",
            )


_LEAST_WORDS = 3
_SMALL = re.compile(r"(?<!\w)(?![A-ZА-ЯЁІЎЄҐ])[^\W\d_]\w+")
_ADDRESS = re.compile(r"\S+(?:://|@)\S+")


def _has_prose(text: str) -> bool:
    """Whether a text has words to translate: names, codes and numbers are the same in many languages."""
    said = _ADDRESS.sub("", prose(text))
    return words.count(said) >= _LEAST_WORDS and _SMALL.search(said) is not None
