"""Document × Catalog → how far each segment has come, in segments and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from . import review, words
from .catalog.blocks import blocks
from .model import Catalog, Document, Entry, Key, Segment, State, Tally


def states(document: Document, catalog: Catalog | None, needed: int = 1) -> Iterator[tuple[Segment, State]]:
    """Every segment of the slots with the state of its translation, in document order; blocks or sentences."""
    for block in blocks(document, catalog, None, needed):
        yield from ((message.segment, message.state) for message in block.messages)


def tally(document: Document, catalog: Catalog | None, needed: int = 1) -> Tally:
    """The slots of a document, or their sentences, by state; words are those of the source."""
    return count((segment.source, state) for segment, state in states(document, catalog, needed))


def tally_catalog(catalog: Catalog, needed: int = 1) -> Tally:
    """The messages of a lone PO file by state, for want of the document."""
    return count((entry.key.source, review.state(entry, needed)) for entry in catalog.active)


def count(pairs: Iterable[tuple[str, State]]) -> Tally:
    """Source texts and states as a tally."""
    segments, total = [0] * len(State), [0] * len(State)
    for source, state in pairs:
        segments[state] += 1
        total[state] += words.count(source)
    return Tally(tuple(segments), tuple(total))


def by_key(catalog: Catalog | None) -> Mapping[Key, Entry]:
    """The active entries of a catalog by key."""
    return {entry.key: entry for entry in catalog.active} if catalog else {}
