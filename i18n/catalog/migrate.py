"""A catalog of other segments, of another segmentation or an earlier extractor → the same translations under today's.

Old and new segments are found in the blocks of the document, where the old ones, one after the
other, are the very text that the new ones are cut from. What was told by several segments is
joined, and parted again where that is sure; what is not stays together by ``↑``. States and
marks come along where the text is provably the same: a mark is made again for the same name and
day only if it held for all of the text that it comes to stand for. What is found nowhere is left
to the update, which makes drafts of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..model import Catalog, Document, Entry, Finding, Key, Place, Segment, Severity
from . import segmentation
from .header import EXTRACTOR
from .migrate_entries import Part, Setting, one_of, parted, together
from .realign.setting import scale
from .segmentation import Sentence
from .units import bound, is_joined

EXTRACTOR_FIELD = "X-Tamizdat-Extractor"


def migrated(catalog: Catalog, template: Catalog, locale: str, blocks: Iterable[Segment] = ()) -> Catalog:
    """The catalog in the segments of a template; ``blocks`` are those of the document, all of them, as they follow.

    The same catalog where segmentation and extractor are the template's already. It is not
    brought up to the template otherwise: that is for `update`.
    """
    if not is_of_another_kind(catalog, template):
        return catalog
    entries = {entry.key: entry for entry in catalog.active}
    language = segmentation.source_language(template)
    kind = segmentation.of(template)
    seen = list(blocks) or [_block(entry.key) for entry in template.active if kind == segmentation.BLOCK]
    cover = _Cover(entries.values())
    groups = [
        group
        for block in {block.key: block for block in seen}.values()
        for group in _groups(block, cover, kind, language)
    ]
    whole = len(groups)
    used = {part.entry.key for group in groups for part in group.old}
    groups += [group for key in entries.keys() - used for group in _left(entries[key], kind, language)]
    used = {part.entry.key for group in groups for part in group.old}
    times = _times(seen, groups, kind, language)
    setting = Setting(language, locale, scale(entries.values()), {key for key, count in times.items() if count > 1})
    places = {key: at for at, key in enumerate(entries)}
    found: dict[Key, list[Entry]] = {}
    order: dict[Key, tuple[int, int]] = {}
    at = 0
    for number, group in enumerate(groups):
        here = min(places[part.entry.key] for part in group.old)
        at = here if number >= whole else max(at, here)  # what several blocks share stands with the first
        for entry in _regrouped(group, setting):
            found.setdefault(entry.key, []).append(entry)
            order.setdefault(entry.key, (at, number))
    kept = {key: [entry] for key, entry in entries.items() if key not in used and key not in found}
    order |= {key: (places[key], 0) for key in kept}
    made = found | kept
    active = [one_of(made[key]) for key in sorted(made, key=lambda key: order[key])]
    obsolete = [entry for entry in catalog.entries if entry.obsolete]
    header = {**catalog.header, segmentation.FIELD: kind}
    return bound(replace(catalog, header=header, entries=(*active, *obsolete)))


def notes(catalog: Catalog | None, template: Catalog, shown: str, locale: str) -> Iterator[Finding]:
    """What a person is told of a catalog whose translations have become those of other segments."""
    if catalog and is_of_another_kind(catalog, template):
        message = f"its translations are those of {segmentation.of(template)}s now; states came along where it is sure"
        joined = " ↑ says: told in the sentence before." if segmentation.of(template) == segmentation.SENTENCE else ""
        advice = f"Look at what is a draft now.{joined}"
        yield Finding("segmentation", Severity.NOTE, message, Place(shown, 1), locale, advice=advice)


def of_today(catalog: Catalog, document: Document, locale: str) -> Catalog:
    """A catalog of an earlier extractor in the segments that its document has today, in its own segmentation."""
    header = {
        segmentation.FIELD: segmentation.of(catalog),
        segmentation.SOURCE_FIELD: segmentation.source_language(catalog),
        EXTRACTOR_FIELD: EXTRACTOR,
    }
    return migrated(catalog, Catalog(None, header, ()), locale, (slot.segment for slot in document.slots))


def is_of_another_kind(catalog: Catalog, template: Catalog) -> bool:
    """Whether a catalog has another segmentation than a template, or is of another extractor."""
    if segmentation.FIELD not in template.header:  # of anyone's making
        return False
    versions = {one.header.get(EXTRACTOR_FIELD, EXTRACTOR) for one in (catalog, template)}
    return len(versions) > 1 or segmentation.of(catalog) != segmentation.of(template)


def _block(key: Key) -> Segment:
    return Segment(key.source, "", key.context)


class _Group(NamedTuple):
    """The same text as old segments with their entries, and as new segments."""

    text: str
    old: tuple[Part, ...]
    new: tuple[Sentence, ...]


def _groups(block: Segment, cover: _Cover, kind: str, language: str) -> Iterator[_Group]:
    """A block as the smallest stretches that both old and new segments tile; nothing where no old ones do."""
    old = cover.of(block)
    if not old:
        return
    (new,) = segmentation.grouped([block], kind, language)
    cuts = {part.start for part in old if not is_joined(part.entry)} & {part.start for part in new}
    for start, end in _stretches(sorted(cuts | {0}), len(block.source)):
        mine = tuple(part for part in old if start <= part.start < end)
        yours = tuple(part for part in new if start <= part.start < end)
        yield _Group(block.source[mine[0].start : mine[-1].end], mine, yours)


def _stretches(cuts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    return zip(cuts, (*cuts[1:], end), strict=True)


def _left(entry: Entry, kind: str, language: str) -> Iterator[_Group]:
    """An entry that no block has any more, by its own sentences."""
    if kind != segmentation.SENTENCE or is_joined(entry) or entry.plural is not None:
        return
    new = segmentation.sentences(_block(entry.key), language)
    if len(new) > 1:
        yield _Group(entry.key.source, (Part(entry, 0, len(entry.key.source), False),), new)


def _times(blocks: Iterable[Segment], groups: Iterable[_Group], kind: str, language: str) -> Counter[Key]:
    """In how many places each new segment stands; one that two old texts have counts for several."""
    times = Counter(part.segment.key for parts in segmentation.grouped(blocks, kind, language) for part in parts)
    return times | Counter(part.segment.key for group in groups for part in group.new)


def _regrouped(group: _Group, setting: Setting) -> Sequence[Entry]:
    """The entries of the new segments of a group; ``↑`` where a block begins tells nothing and is a draft."""
    if [part.entry.key for part in group.old] == [part.segment.key for part in group.new]:
        first, *others = (part.entry for part in group.old)
        return [replace(first, fuzzy=first.fuzzy or is_joined(first)), *others]
    return parted(together(group.old, group.text, setting), group.new, setting)


# Old segments in a block

_BETWEEN = re.compile(r"(?:\\\n|\s)*")
_HEAD = 12


class _Cover:
    """Finds a block's text among old segments that follow each other."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_head: dict[tuple[str | None, str], list[Entry]] = {}
        for entry in entries:
            if entry.key.source.strip() and entry.plural is None:
                self._by_head.setdefault((entry.key.context, entry.key.source[:_HEAD]), []).append(entry)

    def of(self, block: Segment) -> tuple[Part, ...]:
        """The old segments that tile a block, with nothing but white space and hard breaks between; else none."""
        text, dead = block.source, set[int]()
        path: list[tuple[Part, Iterator[Entry]]] = []
        at, choices = 0, self._at(block, 0)
        while at < len(text) or not path:
            entry = next(choices, None)
            if entry is None:
                dead.add(at)
                if not path:
                    return ()
                part, choices = path.pop()
                at = part.start
                continue
            end = at + len(entry.key.source)
            following = _following(text, end)
            if following not in dead and _is_boundary(text, end):
                path.append((Part(entry, at, end, "\n" in text[end:following]), choices))
                at, choices = following, self._at(block, following)
        return tuple(part for part, _ in path)

    def _at(self, block: Segment, at: int) -> Iterator[Entry]:
        """The old segments that a place of a block may begin with, the longest first."""
        text = block.source
        heads = {text[at : at + size] for size in range(1, _HEAD + 1)}
        found = [
            entry
            for head in heads
            for entry in self._by_head.get((block.context, head), ())
            if (len(head) == _HEAD or entry.key.source == head) and text.startswith(entry.key.source, at)
        ]
        return iter(sorted(found, key=lambda entry: -len(entry.key.source)))


def _following(text: str, end: int) -> int:
    found = _BETWEEN.match(text, end)
    assert found, "it may be empty"
    return found.end()


def _is_boundary(text: str, at: int) -> bool:
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())
