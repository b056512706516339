"""Messages that are new in a template × entries whose source is gone → drafts, and what they were made of.

In this order: what no reader of a translation can see (`clean`); what lies between the same
unchanged messages, and then anything that is gone, obsolete, or left another document
(`pairing`), sentence by sentence; `beads` finds what tells a sentence in the translation and
`drafts` puts it together. What came from nothing stays as it is where its like did (`verbatim`),
or gets what was made for something `similar`.
Pure, and in proportion to what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ... import match
from ...model import Entry
from .clean import respelled
from .drafts import draft
from .entries import outdated, text, texts
from .local import edited
from .pairing import Problem, Reader, Region, Tie, tie
from .setting import Setting, scale
from .similar import similar, suggested
from .verbatim import verbatim

__all__ = ["Carried", "Region", "Setting", "outdated", "realign", "scale", "text", "texts"]

WEAK = 0.75
"""A draft whose own sentences are less like the new ones than this may give way …"""
BETTER = 0.15
"""… to the translation of a source that is so much more alike."""


class Carried(NamedTuple):
    """A new message with what was carried over to it.

    ``sources`` are the old entries, the one that gave most first; none when the draft was made
    for something else that stays. ``score`` is how alike its source and the new one are,
    ``covered`` how alike the sentences it was made of and the new ones. A clean one is in the
    state of the old entry.
    """

    entry: Entry
    sources: tuple[Entry, ...]
    score: float
    clean: bool = False
    covered: float = 1.0


def realign(
    new: Sequence[Entry],
    gone: Sequence[Entry],
    rest: Sequence[Entry],
    gaps: Iterable[Region],
    setting: Setting,
    standing: Sequence[Entry] = (),
) -> dict[int, Carried]:
    """What is carried over to each new message, by its number; messages without a draft are left out.

    ``gone`` are the entries whose source left the document, in its order, ``rest`` others that
    may be used: obsolete ones, those of other documents. ``gaps`` are numbers of gone and of
    new messages between the same two unchanged ones. ``standing`` are the entries whose source
    stays: nothing comes from them, but something may be like them.
    """
    old = (*gone, *rest)
    found: dict[int, Carried] = {}
    used: set[int] = set()
    for number, place, entry in respelled(new, old, setting):
        found[number] = Carried(entry, (old[place],), 1.0, clean=True)
        used.add(place)
    gaps = [gap for one in gaps if all(gap := _open(one, found, used))]
    for number, place, score in _edited(new, gone, gaps):
        source = old[place]
        found[number] = Carried(
            outdated(new[number], text(source), (source,), setting), (source,), score, covered=score
        )
        used.add(place)
    found |= dict(_realigned(new, old, [_open(gap, found, used) for gap in gaps], found, used, setting))
    doubtful = _doubtful(new, found)
    if doubtful:
        found |= dict(_like_others(new, gone, (*rest, *standing), found, doubtful, setting))
    return found


def _doubtful(new: Sequence[Entry], found: Mapping[int, Carried]) -> dict[int, float]:
    """Messages without a draft, or with one made of what is hardly like them: how alike another source must be."""
    return {
        number: found[number].covered + BETTER if number in found else 0.0
        for number in range(len(new))
        if number not in found or found[number].covered < WEAK
    }


def _like_others(
    new: Sequence[Entry],
    gone: Sequence[Entry],
    others: Sequence[Entry],
    found: Mapping[int, Carried],
    doubtful: Mapping[int, float],
    setting: Setting,
) -> Iterator[tuple[int, Carried]]:
    """Drafts for messages that are like an old one; what is gone and unused became them."""
    pool = (*gone, *others)
    used = {id(source) for one in found.values() for source in one.sources}
    left = {number: new[number].key.source for number in doubtful}
    for number in verbatim([(number, left[number]) for number in doubtful if new[number].plural is None], pool):
        yield number, Carried(replace(new[number], target=left.pop(number), fuzzy=True), (), 0.0)
    for number, place, score in similar(list(left.items()), pool):
        source = pool[place]
        if score < doubtful[number]:
            continue
        if place < len(gone) and id(source) not in used:
            used.add(id(source))
            yield number, Carried(outdated(new[number], text(source), (source,), setting), (source,), score)
        else:
            yield number, Carried(suggested(new[number], source), (), score)


def _open(gap: Region, found: Mapping[int, Carried], used: set[int]) -> Region:
    return Region(
        tuple(place for place in gap.old if place not in used),
        tuple(number for number in gap.new if number not in found),
    )


def _edited(new: Sequence[Entry], gone: Sequence[Entry], gaps: Iterable[Region]) -> Iterator[tuple[int, int, float]]:
    """Messages that were changed inside one sentence; the numbers of the new and the old one, and how alike."""
    for gap in gaps:
        sources = [gone[place].key.source for place in gap.old], [new[number].key.source for number in gap.new]
        for one, other, score in edited(*sources):
            if texts(gone[gap.old[one]]):
                yield gap.new[other], gap.old[one], score


def _realigned(
    new: Sequence[Entry],
    old: Sequence[Entry],
    gaps: Iterable[Region],
    found: Mapping[int, Carried],
    used: set[int],
    setting: Setting,
) -> Iterator[tuple[int, Carried]]:
    """Messages that share sentences with old ones, wherever these stood."""
    open_new = [number for number in range(len(new)) if number not in found]
    open_old = [place for place in range(len(old)) if place not in used]
    if not open_new or not any(texts(old[place]) for place in open_old):
        return
    problem = Problem(
        [entry.key.source for entry in old],
        [entry.key.source for entry in new],
        open_old,
        open_new,
        setting.reading.sentences,
    )
    regions = [gap for gap in gaps if gap.old and gap.new]
    for number, ties in sorted(tie(problem, regions).items()):
        sources = _by_share(ties, old, problem.read(new[number].key.source))
        told = draft(ties, old, setting)
        if told.strip():
            source = new[number].key.source
            score = match.ratio(sources[0].key.source, source)
            covered = match.ratio(_tied(ties, old, problem.read), source)
            yield number, Carried(outdated(new[number], told, sources, setting), sources, score, covered=covered)


def _tied(ties: Iterable[Tie], old: Sequence[Entry], read: Reader) -> str:
    """The old sentences that a draft tells, each once."""
    return " ".join(read(old[spot.segment].key.source)[spot.number] for spot in dict.fromkeys(one.old for one in ties))


def _by_share(ties: Iterable[Tie], old: Sequence[Entry], sentences: Sequence[str]) -> tuple[Entry, ...]:
    """The entries that a draft was made of, the one that gave most first."""
    given: dict[int, float] = {}
    for one in ties:
        size = one.score * len(sentences[one.new.number])
        given[one.old.segment] = given.get(one.old.segment, 0.0) + size
    ranked = sorted(given, key=lambda place: (-given[place], place))
    return tuple(old[place] for place in ranked if texts(old[place]))
