"""How alike two texts are, and which of many could be: a ratio, and an index of rare terms.

Nothing here knows of catalogs. RapidFuzz enters in this module alone, and late.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

# Chinese, Japanese, Thai, Lao, Burmese, Khmer: written without spaces between words.
_UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_TERM = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")

FULL_WEIGHT = 8
"""From so many terms on, terms count as much as letters; in a heading of one word letters are all there is."""
LONG = 20_000
"""Of texts with more letters only the terms count, in any order: the ratio's cost grows with the square."""
COMMON = 64
"""Of a term of more texts than this so many are looked at, those of the nearest length."""
RARE_TERMS = 24
"""So many of the rarest terms of a text are looked up."""
FEW = 2
"""Of so few terms the letters are looked up too."""
LENGTHS = 12
"""A text may be so many times longer than another one of which it is a part."""


def terms(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; single letters in scripts that write no spaces. Destinations are no words.

    >>> terms("Anti-War [Committee](a.md), 反战")
    ('anti', 'war', 'committee', '反', '战')
    """
    return _view(text)[0]


def ratio(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1; 1 only for the same text.

    The mean of what is common to their letters and to their terms: unrelated sentences have
    under 0.4, as letters alone would not tell (0.5 is usual there), nor would terms alone
    where a language inflects them.

    >>> ratio("The cat sat.", "The cat sat.") > ratio("The cat sat.", "A cat sat.") > ratio("The cat sat.", "Go on.")
    True
    """
    if one == other:
        return 1.0
    similarity = _similarity()
    (terms_one, plain_one), (terms_other, plain_other) = _view(one), _view(other)
    if not plain_one or not plain_other:
        return min(0.99, similarity(one, other))
    if max(len(plain_one), len(plain_other)) > LONG:
        return min(0.99, _shared(terms_one, terms_other))
    weight = min(0.5, min(len(terms_one), len(terms_other)) / (2 * FULL_WEIGHT))
    letters = similarity(plain_one, plain_other)
    return min(0.99, (1 - weight) * letters + weight * similarity(terms_one, terms_other))


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of terms that two texts have in common, in any order: in proportion to their length."""
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


def ceiling(one: str, other: str) -> float:
    """What `ratio` cannot exceed, from the lengths alone; costs nothing."""
    return 2 * min(len(one), len(other)) / max(1, len(one) + len(other))


@dataclass(frozen=True, slots=True)
class Index:
    """Texts by their terms, each posting from the shortest text to the longest; see `index`."""

    postings: Mapping[str, Sequence[int]]
    lengths: Sequence[int]


def index(texts: Sequence[str], queries: Collection[str]) -> Index:
    """An index of some texts for some queries: only their terms are kept, so that it is no larger than they are."""
    wanted = {feature for query in queries for feature in _features(query)}
    postings: dict[str, list[int]] = {}
    lengths = [len(text) for text in texts]
    for number in sorted(range(len(texts)), key=lengths.__getitem__):
        for feature in wanted.intersection(_features(texts[number])):
            postings.setdefault(feature, []).append(number)
    return Index(postings, lengths)


def candidates(found: Index, query: str, limit: int) -> list[int]:
    """The numbers of up to ``limit`` texts that share most with a query, best first; the same for the same input.

    The rarer a term the more it weighs (the logarithm of its inverse frequency). Looks at no
    more than RARE_TERMS × COMMON postings, however many texts there are.
    """
    known = sorted((len(found.postings[one]), one) for one in set(_features(query)) if one in found.postings)
    votes: dict[int, float] = {}
    for size, feature in known[:RARE_TERMS]:
        weight = math.log(1 + len(found.lengths) / size)
        for number in _of_like_length(found, feature, len(query)):
            votes[number] = votes.get(number, 0.0) + weight
    length = len(query)
    fitting = [
        (-weight, number)
        for number, weight in votes.items()
        if found.lengths[number] <= LENGTHS * length and length <= LENGTHS * found.lengths[number]
    ]
    return [number for _, number in sorted(fitting)[:limit]]


def _of_like_length(found: Index, feature: str, length: int) -> Sequence[int]:
    """The texts of a feature; of a common one those whose length is nearest."""
    posting = found.postings[feature]
    if len(posting) <= COMMON:
        return posting
    at = bisect_left(posting, length, key=found.lengths.__getitem__)
    start = min(max(0, at - COMMON // 2), len(posting) - COMMON)
    return posting[start : start + COMMON]


def _features(text: str) -> Iterator[str]:
    """Terms, and pairs of neighbouring terms: in a large book of few words only the pairs are rare.

    Of a text of a few words the letters too: sandstorm, sand storm.
    """
    found = terms(text)
    yield from found
    yield from map(" ".join, pairwise(found))
    if len(found) <= FEW:
        letters = "".join(found)
        yield from (letters[at : at + 4] for at in range(len(letters) - 3))


@lru_cache(maxsize=65536)
def _view(text: str) -> tuple[tuple[str, ...], str]:
    found = tuple(_TERM.findall(_DESTINATION.sub(" ", text).lower() if "](" in text else text.lower()))
    return found, " ".join(found)


_DESTINATION = re.compile(r"(?<=\])\([^()\s]*\)")


@cache
def _similarity() -> Callable[[Sequence[str], Sequence[str]], float]:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity
