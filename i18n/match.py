"""How alike two texts are, and which of many could be: a ratio, and an index of rare terms.

Nothing here knows of catalogs. RapidFuzz enters in this module alone, and late.
"""

from __future__ import annotations

import re
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
"""A term of more texts than this tells nothing about which text is meant.

Where all terms of a query are such, so many texts of each are looked at."""
RARE_TERMS = 24
"""So many of the rarest terms of a text are looked up."""
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
    """Texts by their rare terms; see `index`."""

    postings: Mapping[str, Sequence[int]]
    lengths: Sequence[int]


def index(texts: Sequence[str], queries: Collection[str]) -> Index:
    """An index of some texts for some queries: only their terms are kept, so that it is no larger than they are."""
    wanted = {feature for query in queries for feature in _features(query)}
    postings: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for feature in wanted.intersection(_features(text)):
            postings.setdefault(feature, []).append(number)
    return Index(postings, [len(text) for text in texts])


def candidates(found: Index, query: str, limit: int) -> list[int]:
    """The numbers of up to ``limit`` texts that share most with a query, best first; the same for the same input.

    Looks at no more than RARE_TERMS × COMMON postings, however many texts there are.
    """
    known = sorted((len(found.postings[one]), one) for one in set(_features(query)) if one in found.postings)
    known = known[:RARE_TERMS]
    rare = [feature for size, feature in known if size <= COMMON]
    votes: Counter[int] = Counter()
    for feature in rare or [feature for _, feature in known]:
        votes.update(found.postings[feature][:COMMON])
    length = len(query)
    fitting = [
        (-count, number)
        for number, count in votes.items()
        if found.lengths[number] <= LENGTHS * length and length <= LENGTHS * found.lengths[number]
    ]
    return [number for _, number in sorted(fitting)[:limit]]


def _features(text: str) -> Iterator[str]:
    """Terms, and pairs of neighbouring terms: in a large book of few words only the pairs are rare."""
    found = terms(text)
    yield from found
    yield from map(" ".join, pairwise(found))


@lru_cache(maxsize=65536)
def _view(text: str) -> tuple[tuple[str, ...], str]:
    found = tuple(_TERM.findall(_DESTINATION.sub(" ", text).lower() if "](" in text else text.lower()))
    return found, " ".join(found)


_DESTINATION = re.compile(r"(?<=\])\([^()\s]*\)")


@cache
def _similarity() -> Callable[[Sequence[str], Sequence[str]], float]:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity
