"""A document × a segmentation → its segments: whole blocks, or the sentences of each.

Extraction, editions, status and review ask here and nowhere else, so that their messages are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ..model import Catalog, Document, Segment
from .joint import ends_hard

BLOCK, SENTENCE = "block", "sentence"
KINDS = (BLOCK, SENTENCE)
FIELD, SOURCE_FIELD = "X-Tamizdat-Segmentation", "X-Tamizdat-Source-Language"


class Sentence(NamedTuple):
    """A sentence of a block: from where to where it stands there, and whether a hard break follows it."""

    segment: Segment
    start: int
    end: int
    is_last_of_line: bool


def of(catalog: Catalog) -> str:
    """The segmentation that a catalog or template was made in, as its header says; blocks when it says nothing."""
    return SENTENCE if catalog.header.get(FIELD) == SENTENCE else BLOCK


def source_language(catalog: Catalog) -> str:
    """The language of the messages of a catalog, English when its header says nothing."""
    return catalog.header.get(SOURCE_FIELD) or "en"


def segments(document: Document, segmentation: str, language: str) -> Iterator[Segment]:
    """The segments of a document in order; ``language`` is that of the document."""
    for parts in grouped((slot.segment for slot in document.slots), segmentation, language):
        yield from (part.segment for part in parts)


def grouped(blocks: Iterable[Segment], segmentation: str, language: str) -> Iterator[tuple[Sentence, ...]]:
    """The segments of each block; under ``block`` that is the block itself."""
    for block in blocks:
        if segmentation == SENTENCE:
            yield sentences(block, language)
        else:
            yield (Sentence(block, 0, len(block.source), False),)


def sentences(block: Segment, language: str) -> tuple[Sentence, ...]:
    """The sentences of a block without the white space and hard breaks between them.

    What has neither letter nor digit is no sentence and stays with the one before, or with
    the next where it begins the block. Kind, context and notes are the block's.
    """
    from ..sentences import split

    found: list[tuple[int, int]] = []
    for start, end in split(block.source, language):
        if found and not (_has_words(block.source[start:end]) and _has_words(block.source[slice(*found[-1])])):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(_sentence(block, start, end) for start, end in found or [(0, len(block.source))])


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _sentence(block: Segment, start: int, end: int) -> Sentence:
    text = block.source[start:end]
    told = bare(text)
    start += len(text) - len(text.lstrip())
    stop = end - len(text) + len(told)
    return Sentence(replace(block, source=block.source[start:stop]), start, stop, "\n" in text[len(told) :])


def bare(text: str) -> str:
    """A text without the white space and hard breaks behind it."""
    told = text.rstrip()
    while ends_hard(told) and text[len(told) : len(told) + 1] == "\n":
        told = told[:-1].rstrip()
    return told
