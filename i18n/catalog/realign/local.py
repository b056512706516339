"""Most edits: some words in one place of a segment whose neighbours stand. Its whole translation stays.

Nothing need be cut into sentences for that, which makes a large book cheap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

LOCAL = 0.6
"""So much of two texts must stand unchanged before and behind a change of some words."""
SMALL = 24
"""Where several segments changed, what comes or goes must have fewer letters than this."""
EDGE = 24
"""Segments are looked up by so many of their first or last letters."""
_MARKS = r".!?…‥‽⁇⁈⁉؟۔।॥።፧。！？｡;:\n"
_ENDS = re.compile(rf"[{_MARKS}]")
_LAST_WORDS = re.compile(rf"[^{_MARKS}]*\w[^{_MARKS}]*[{_MARKS}]+\W*")
_CLOSED = re.compile(rf"(?:^|[{_MARKS}])[\W_]*$")


def edited(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Old and new texts of one place that are alike but for some words: the numbers of both, and how alike."""
    if len(old) == len(new) == 1:
        if score := alike_but_for_some_words(old[0], new[0]):
            yield 0, 0, score
        return
    pairs = list(_with_an_edge_in_common(old, new))
    asked = Counter(one for one, _ in pairs)
    for one, other in pairs:
        if asked[one] > 1 or not _is_small(*_difference(old[one], new[other])[1:]):
            continue
        if score := alike_but_for_some_words(old[one], new[other]):
            yield one, other, score


def _with_an_edge_in_common(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    heads, tails = _unique([text[:EDGE] for text in old]), _unique([text[-EDGE:] for text in old])
    for number, text in enumerate(new):
        found = heads.get(text[:EDGE], tails.get(text[-EDGE:]))
        if found is not None:
            yield found, number


def _unique(edges: Sequence[str]) -> dict[str, int]:
    counts = Counter(edges)
    return {edge: number for number, edge in enumerate(edges) if counts[edge] == 1}


def _is_small(*texts: str) -> bool:
    """Whether a difference is too small to have come from another segment, or gone to one."""
    return all(len(text) < SMALL and not _ENDS.search(text) for text in texts)


def alike_but_for_some_words(old: str, new: str) -> float:
    """How alike two texts are that differ in one place, 0 when they do not or an old sentence may have gone.

    Nothing of the old text is gone that has a sentence's end, but for an end with words
    before it in the same sentence, in the place of which something stands.

    >>> alike_but_for_some_words("One. Two cats.", "One. Two dogs!") > 0
    True
    >>> alike_but_for_some_words("One and. Two. Three.", "One and. Three."), alike_but_for_some_words("One.", "Two.")
    (0.0, 0.0)
    """
    before, gone, come = _difference(old, new)
    score = 1 - (len(gone) + len(come)) / (len(old) + len(new))
    if score < LOCAL or (_ENDS.search(gone) and not _is_end_of_sentence(before, gone, come)):
        return 0.0
    return min(0.99, score)


def _difference(old: str, new: str) -> tuple[str, str, str]:
    """What is common before the only difference of two texts, what is gone there and what has come."""
    shortest = min(len(old), len(new))
    before = _common(old, new, shortest)
    behind = _common(old[::-1], new[::-1], shortest - before)
    return old[:before], old[before : len(old) - behind], new[before : len(new) - behind]


def _is_end_of_sentence(before: str, gone: str, come: str) -> bool:
    """Whether what is gone are the last words of a sentence, and other words have come."""
    return bool(_LAST_WORDS.fullmatch(gone)) and not _CLOSED.search(before[-8:]) and any(map(str.isalnum, come))


def _common(one: str, other: str, most: int) -> int:
    """The length of the longest common beginning, by halving."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least
