"""How the original has changed since a translation was made: pairs of its passages, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from .. import review
from ..model import Catalog, Document, State
from ..words import count

SUFFIX = ".changes.html"
"""What follows a document's name in the file that shows its changes."""

Changes = tuple[tuple[str, str], ...]


def of_entries(catalog: Catalog) -> Changes:
    """The passages whose translation is outdated: the source it was made from, and today's."""
    return tuple(
        (entry.previous.source, entry.key.source)
        for entry in catalog.active
        if entry.previous and review.state(entry) is State.OUTDATED
    )


def of_documents(before: Document, after: Document) -> Changes:
    """The passages that differ between two versions of a document, in order; one side is empty where it has none."""
    old, new = ([slot.segment.source for slot in document.slots] for document in (before, after))
    return tuple(_differences(old, new))


def _differences(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from zip_longest(old[a:b], new[c:d], fillvalue="")


def words(changes: Changes) -> int:
    """How many words of today's original stand in passages that changed."""
    return sum(count(after or before) for before, after in changes)
