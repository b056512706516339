"""New messages that came from no old one × all translations there are → drafts made for something similar.

The next item of a list, a heading like another one: the translation of the one is half that
of the other. The most alike is taken whole, whether or not its source still stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ... import match, review
from ...model import Entry
from ..units import is_joined
from .entries import placed, texts

ALIKE = 0.55
"""At least so alike must two sources be; unrelated ones have up to 0.4. Below 0.6 hardly a draft is of use."""
CANDIDATES = 20
"""Many, as what is alike in all of a list's items tells little about which one is meant."""


def similar(new: Sequence[tuple[int, str]], old: Sequence[Entry]) -> Iterator[tuple[int, int, float]]:
    """For new sources and their numbers the finished translation whose source is most alike, best first.

    Gives the number, the place of the old entry, and how alike they are; of equals the first.
    """
    sources = [source for _, source in new]
    fitting = _of_fitting_length(old, sources)
    places = [place for place in fitting if _is_finished(old[place])]
    index = match.index([old[place].key.source for place in places], sources)
    found = []
    for number, source in new:
        near = [places[at] for at in match.candidates(index, source, CANDIDATES)]
        scores = [(match.ratio(source, old[place].key.source), -place) for place in near]
        score, place = max(scores, default=(0.0, 0))
        if score >= ALIKE:
            found.append((number, -place, score))
    yield from sorted(found, key=lambda one: (-one[2], one[0]))


def _is_finished(entry: Entry) -> bool:
    return not entry.fuzzy and bool(texts(entry)) and not is_joined(entry)


def _of_fitting_length(old: Sequence[Entry], sources: Sequence[str]) -> Iterator[int]:
    """Places of sources that are not too short or too long to be like any of some others."""
    lengths = sorted(map(len, sources))
    most = (2 - ALIKE) / ALIKE
    fits: dict[int, bool] = {}
    for place, entry in enumerate(old):
        length = len(entry.key.source)
        if length not in fits:
            at = bisect_left(lengths, length / most)
            fits[length] = at < len(lengths) and lengths[at] <= length * most
        if fits[length]:
            yield place


def suggested(message: Entry, old: Entry) -> Entry:
    """A new message with the translation of another one that stays what it is: a draft, without previous source.

    Of the comments only a machine's mark comes along, so that its text does not become a person's.
    """
    machine = tuple(str(mark) for mark in review.marks(old) if mark.kind == "machine")
    return placed(message, replace(old, fuzzy=True, previous=None, previous_plural=None, notes=machine))
