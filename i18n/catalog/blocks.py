"""A document × its catalog → each block with its translation, whatever the segmentation of the catalog.

A block of sentences is told by their targets, joined as its language joins sentences; a hard
break of the source stays one. Its state is the lowest of its sentences, so that a block is shown
as translation when all of them may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .. import review
from ..model import Catalog, Document, Entry, Key, Segment, State
from . import segmentation
from .joint import ends_hard, join, joint
from .segmentation import Sentence
from .units import bound, is_joined, runs


class Message(NamedTuple):
    """A segment of a block with its entry, if the catalog has one, and how far that has come."""

    segment: Segment
    entry: Entry | None
    state: State


class Block(NamedTuple):
    """A slot's segment, its translation (empty when there is none), how far it has come, and its messages."""

    segment: Segment
    text: str
    state: State
    messages: tuple[Message, ...]


def blocks(document: Document, catalog: Catalog | None, locale: str | None, needed: int = 1) -> Iterator[Block]:
    """Each slot of a document, told by a catalog; ``needed`` reviews make a message reviewed."""
    entries = {entry.key: entry for entry in bound(catalog).active} if catalog else {}
    is_whole = catalog is None or segmentation.of(catalog) == segmentation.BLOCK
    if not is_whole or any(map(is_joined, entries.values())):
        return _of_parts(document, catalog, entries, locale, needed)
    return _of_wholes(document, entries, needed)


def _of_wholes(document: Document, entries: Mapping[Key, Entry], needed: int) -> Iterator[Block]:
    """Blocks that are a message each, as nearly all are, and none of them joins another."""
    for slot in document.slots:
        segment = slot.segment
        entry = entries.get(segment.key)
        state = review.state(entry, needed)
        yield Block(segment, _text(entry), state, (Message(segment, entry, state),))


def _of_parts(
    document: Document,
    catalog: Catalog | None,
    entries: Mapping[Key, Entry],
    locale: str | None,
    needed: int,
) -> Iterator[Block]:
    """Blocks that are told in sentences, or of which some message says that it is told elsewhere."""
    by_sentences = catalog is not None and segmentation.of(catalog) == segmentation.SENTENCE
    slots = [slot.segment for slot in document.slots]
    groups = list(messages_of(document, catalog))
    wrong = refused(groups, entries)
    for segment, group in zip(slots, groups, strict=True):
        told = tuple(_message(part.segment, entries, needed, wrong) for part in group)
        parts = [(message.entry, part.is_last_of_line) for message, part in zip(told, group, strict=True)]
        text = joined(parts, locale) if by_sentences else _text(told[0].entry)
        yield Block(segment, text, min(message.state for message in told), told)


def _text(entry: Entry | None) -> str:
    return (entry.plurals or (entry.target,))[0] if entry else ""


def messages_of(document: Document, catalog: Catalog | None) -> Iterator[tuple[Sentence, ...]]:
    """The segments of each slot, in the segmentation of a catalog."""
    kind = segmentation.of(catalog) if catalog else segmentation.BLOCK
    language = segmentation.source_language(catalog) if catalog else "en"
    return segmentation.grouped((slot.segment for slot in document.slots), kind, language)


def _message(segment: Segment, entries: Mapping[Key, Entry], needed: int, wrong: frozenset[Key]) -> Message:
    entry = entries.get(segment.key)
    state = review.state(entry, needed)
    return Message(segment, entry, min(state, State.DRAFT) if segment.key in wrong else state)


def joined(told: Sequence[tuple[Entry | None, bool]], locale: str | None) -> str:
    """The texts of sentences as one text, ``↑`` telling nothing of its own.

    ``told`` are the entries of the sentences, each with whether a hard break of the source
    follows it. Inside a unit the translator sets hard breaks.
    """
    if len(told) == 1:
        return "" if is_joined(told[0][0]) else _text(told[0][0])
    texts: list[str] = []
    for at, (entry, is_last_of_line) in enumerate(told):
        if (text := _text(entry).strip()) and not is_joined(entry):
            texts.append(text)
        goes_on = at + 1 < len(told) and is_joined(told[at + 1][0])
        if texts and is_last_of_line and not goes_on and not ends_hard(texts[-1]):
            texts[-1] += "\\"
    return join(texts, joint(locale or ""))


def refused(groups: Iterable[Sequence[Sentence]], entries: Mapping[Key, Entry]) -> frozenset[Key]:
    """The messages of units that are none: ``↑`` where a block begins, or on what stands in several places.

    So it is wherever a message is a block, and where the source has parted since what the
    catalog joins: then the first of a unit tells what does not stand here any more.
    """
    if not any(map(is_joined, entries.values())):
        return frozenset()
    blocks = [[part.segment.key for part in group] for group in groups]
    times = Counter(key for block in blocks for key in block)
    found: set[Key] = set()
    for group in blocks:
        for unit in runs(group, lambda key: is_joined(entries.get(key))):
            is_shared = len(unit) > 1 and any(times[key] > 1 for key in unit)
            if is_shared or not _is_whole(unit, entries.get(unit[0])):
                found.update(unit)
    return frozenset(found)


def _is_whole(unit: Sequence[Key], first: Entry | None) -> bool:
    """Whether sentences of a block are all that the catalog tells in the first of them."""
    if first is None:
        return len(unit) == 1
    return not is_joined(first) and [(place, key) for place, key, _ in first.joined] == list(enumerate(unit))[1:]
