"""Entries of old segments that tell one text → one entry for it → the entries of its new segments.

A mark is made again, for the same name and day, where it held for the whole of what the new text
was made of; else it comes along as it is, and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import NamedTuple

from .. import review
from ..model import Entry, Key, Segment
from . import segmentation, units
from .blocks import joined
from .merge_notes import other_note
from .realign import beads
from .realign.notes import outdated_since, undated
from .segmentation import Sentence
from .units import JOINED


class Part(NamedTuple):
    """An old segment: where in a block it stands, and whether a hard break follows it."""

    entry: Entry
    start: int
    end: int
    is_last_of_line: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """The languages of both sides, how long translations are, and the keys that stand in several places."""

    language: str
    locale: str
    scale: float | None
    shared: AbstractSet[Key]


# Several entries → one


def together(parts: Sequence[Part], text: str, setting: Setting) -> Entry:
    """The entry of a text that several old segments tile; its state is the lowest of theirs.

    One that lacks a part of its translation is a draft.
    """
    entries = [part.entry for part in parts]
    first = entries[0]
    if len(entries) == 1:
        return first
    target = joined([(part.entry, part.is_last_of_line) for part in parts], setting.locale)
    whole = all(entry.filled for entry in entries) and not _is_refused(entries, setting)
    target = target or (JOINED if any(map(units.is_joined, entries)) else "")
    fuzzy = bool(target) and (not whole or any(entry.fuzzy for entry in entries))
    previous = _previous_together(parts, text) if fuzzy else None
    made = Entry(
        first.key._replace(source=text), target, fuzzy, previous, extracted=first.extracted, places=first.places
    )
    return replace(made, notes=tuple(_notes_together(entries, made, whole)))


def _is_refused(entries: Sequence[Entry], setting: Setting) -> bool:
    """Whether ``↑`` joins nothing here, or what stands in several places."""
    return any(
        units.is_joined(unit[0]) or (len(unit) > 1 and any(entry.key in setting.shared for entry in unit))
        for unit in units.runs(entries, units.is_joined)
    )


def _previous_together(parts: Sequence[Part], text: str) -> Key | None:
    """The source that a text was translated from: what each part was translated from, between what stands here."""
    found = [part.entry.previous for part in parts if part.entry.previous]
    if not found:
        return None
    if len(found) == len(parts) and len(set(found)) == 1:
        return found[0]
    sources = (part.entry.previous.source if part.entry.previous else part.entry.key.source for part in parts)
    return Key(found[0].context, _between(sources, [(part.start, part.end) for part in parts], text, parts[0].start))


def _between(sources: Iterable[str], places: Sequence[tuple[int, int]], text: str, start: int) -> str:
    gaps = [text[one[1] - start : two[0] - start] for one, two in pairwise(places)]
    return "".join(piece for pair in zip_longest(sources, gaps, fillvalue="") for piece in pair)


def _notes_together(entries: Sequence[Entry], made: Entry, whole: bool) -> Iterator[str]:
    """The comments of all, each once; the marks that hold for all of the text made for it."""
    bound = review.digest(made.key, made.target)
    dates = sorted(date for entry in entries if entry.previous and (date := outdated_since(entry)))
    held = {mark for entry in entries for mark in _valid(entry)}
    lines = dict.fromkeys(note for entry in entries for note in undated(entry.notes))
    marks = {str(mark): mark for entry in entries for mark in review.marks(entry)}
    seen: set[tuple[str, str]] = set()
    for line in lines:
        mark = marks.get(line.strip())
        if mark is None:
            yield line
        elif mark.kind == "machine":
            if (mark.kind, mark.name) in seen:
                continue
            seen.add((mark.kind, mark.name))
            untouched = all(mark.name in _engines(_valid(entry)) for entry in entries)
            yield str(replace(mark, digest=bound) if untouched else mark)
        elif mark not in held:
            yield line
        elif mark.kind == "translated" and (mark.kind, mark.name) not in seen:
            seen.add((mark.kind, mark.name))
            yield str(replace(mark, digest=bound))
    for name, date in _reviewers(entries) if whole else ():
        yield str(review.Mark("reviewed", name, date, bound))
    if made.previous and dates:
        yield f"outdated: {dates[0]}"


def _valid(entry: Entry) -> list[review.Mark]:
    wanted = review.digest(entry.key, review.bound_text(entry))
    return [mark for mark in review.marks(entry) if mark.digest == wanted]


def _engines(marks: Iterable[review.Mark]) -> set[str]:
    return {mark.name for mark in marks if mark.kind == "machine"}


def _reviewers(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Who has reviewed all of some entries, and when: one person, or people each of whom reviewed a part (``ash+bo``).

    Nobody is counted for a part in such a pair who wrote it.
    """
    dates = [{mark.name: mark.date for mark in review.reviews(entry)} for entry in entries]
    everywhere = [name for name in dates[0] if all(name in found for found in dates)]
    for name in everywhere:
        yield name, max(found[name] for found in dates)
    rest = [
        [name for name in found if name not in everywhere and name not in review.translators(entry)]
        for found, entry in zip(dates, entries, strict=True)
    ]
    for names in zip(*rest, strict=False):
        name = "+".join(sorted(dict.fromkeys(names)))
        if len(name) <= review.LONGEST_NAME:
            yield name, max(found[one] for found, one in zip(dates, names, strict=True))


# One entry → several


def parted(whole: Entry, parts: Sequence[Sentence], setting: Setting) -> list[Entry]:
    """The entries of the segments that a text is cut into, its translation parted with it where that is sure.

    What cannot be parted stays in one target, and ``↑`` joins the others to it; where that
    cannot be, for one of them stands in several places, it is a draft of the first.
    """
    if len(parts) == 1:
        return [replace(whole, key=parts[0].segment.key)]
    keys = [part.segment.key for part in parts]
    previous = _previous_parted(whole, parts, setting)
    made: list[Entry] = []
    for start, end, text in _units(whole, parts, setting):
        is_shared = end - start > 1 and any(key in setting.shared for key in keys[start:end])
        made += units.as_unit(
            Entry(
                keys[at],
                text if at == start else "" if is_shared else JOINED if text else "",
                bool(text) and (at == start or not is_shared) and (whole.fuzzy or is_shared),
                previous[at],
                extracted=whole.extracted,
                places=whole.places,
            )
            for at in range(start, end)
        )
    return [_with_notes(entry, whole, is_first=at == 0) for at, entry in enumerate(made)]


def _with_notes(entry: Entry, whole: Entry, *, is_first: bool) -> Entry:
    notes = tuple(_notes_parted(entry, whole, is_first=is_first))
    previous = entry.previous if entry.fuzzy and entry.previous != entry.key else None
    date = outdated_since(whole) if previous else None
    return replace(entry, previous=previous, notes=(*notes, *([f"outdated: {date}"] if date else [])))


def _notes_parted(entry: Entry, whole: Entry, *, is_first: bool) -> Iterator[str]:
    """Marks that hold for the whole are made for each part, a machine's stands on each; the rest is on the first."""
    bound = review.digest(entry.key, review.bound_text(entry))
    held = {str(mark): str(replace(mark, digest=bound)) for mark in _valid(whole)}
    by_machine = {str(mark) for mark in review.marks(whole) if mark.kind == "machine"}
    for note in undated(whole.notes) if whole.fuzzy else whole.notes:
        line = note.strip()
        if entry.filled and line in held:
            yield held[line]
        elif (entry.filled and line in by_machine) or (is_first and line not in held):
            yield note


def _previous_parted(whole: Entry, parts: Sequence[Sentence], setting: Setting) -> list[Key | None]:
    """The previous source of each part; all of it for each where it has other sentences than the source."""
    if whole.previous is None:
        return [None] * len(parts)
    context, source = whole.previous
    before = [part.segment.source for part in segmentation.sentences(Segment(source, ""), setting.language)]
    places = [(part.start, part.end) for part in parts]
    if len(before) != len(parts) or _between(before, places, whole.key.source, parts[0].start) != source:
        return [whole.previous] * len(parts)
    return [Key(context, one) for one in before]


def _units(whole: Entry, parts: Sequence[Sentence], setting: Setting) -> list[tuple[int, int, str]]:
    """Which parts are told together, from where to where, and what tells them; joined they are the translation."""
    from ..sentences import split

    target = whole.target
    everything = [(0, len(parts), target)]
    if not target.strip() or JOINED in target:
        return everything
    offsets = split(target, setting.locale)
    telling = [target[start:end].strip() for start, end in offsets]
    found = beads.units([part.segment.source for part in parts], telling, setting.scale, equal=beads.SURE)
    spans: list[tuple[int, int, int, int]] = []
    for one in found:
        if one.target_start == one.target_end and spans:
            spans[-1] = (spans[-1][0], one.source_end, *spans[-1][2:])
        elif spans and spans[-1][2] == spans[-1][3]:
            spans[-1] = (spans[-1][0], one.source_end, one.target_start, one.target_end)
        else:
            spans.append((one.source_start, one.source_end, one.target_start, one.target_end))
    one_to_one = all(last - first == 1 for start, end, first, last in spans if end - start == 1)
    if not one_to_one and review.reviews(whole):
        return everything  # a person has read the whole, and says of no part that it tells just this
    made = [
        (start, end, segmentation.bare(target[offsets[first][0] : offsets[last - 1][1]]).lstrip())
        for start, end, first, last in spans
    ]
    told: list[tuple[Entry | None, bool]] = []
    for start, end, text in made:
        told += [
            (Entry(whole.key, text if at == start else JOINED), parts[at].is_last_of_line) for at in range(start, end)
        ]
    return made if all(text for *_, text in made) and joined(told, setting.locale) == target else everything


# Several for one key


def one_of(entries: Sequence[Entry]) -> Entry:
    """The entry of a message that several texts had: the one, or of equal ones the least; of two, one as a draft.

    The other translation is kept as a comment then, as in a merge.
    """
    found = list(dict.fromkeys(entries))
    filled = [entry for entry in found if entry.filled] or found
    stands = min(filled, key=review.state) if len({e.target for e in filled}) == 1 else max(filled, key=review.state)
    notes = [note for entry in found if entry is not stands for note in _free_notes(entry)]
    others = dict.fromkeys(other_note(entry) for entry in filled if entry.target != stands.target)
    if not notes and not others:
        return stands
    return replace(
        stands,
        fuzzy=stands.fuzzy or bool(others),
        notes=tuple(dict.fromkeys((*stands.notes, *notes, *others))),
    )


def _free_notes(entry: Entry) -> Iterator[str]:
    marks = set(map(str, review.marks(entry)))
    return (note for note in undated(entry.notes) if note.strip() not in marks)
