"""Two texts → what a person must read to see how one became the other: runs that stayed, left or came.

Words are never cut, Chinese is compared character by character, and code, link destinations,
tags and footnote markers are one word each. Pure; time grows with the length of the texts,
and quadratically only with how much of up to some hundred words differs.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Run(NamedTuple):
    """A stretch of text; what was removed stands before what was added in its place."""

    kind: Kind
    text: str


def diff(old: str, new: str) -> tuple[Run, ...]:
    """The runs of two texts: all but the added ones joined are the old text, all but the removed the new.

    What stayed by chance between two rewritten passages (a comma, an article) is told as
    rewritten too.

    >>> plain(diff("The war ended in 2024.", "The long war ended in 2025."))
    'The {+long +}war ended in [-2024-]{+2025+}.'
    """
    if old == new:
        return (Run(Kind.SAME, old),) if old else ()
    one, other = _Words.of(old), _Words.of(new)
    blocks = _readable(_slid(_blocks(one, other), one, other), one, other)
    return tuple(_runs(blocks, one, other))


def plain(runs: Iterable[Run]) -> str:
    """The runs as one text, in the marks of ``git diff --word-diff``."""
    return "".join(_PLAIN[run.kind].format(run.text) for run in runs)


_PLAIN = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}


def data(runs: Iterable[Run]) -> list[dict[str, str]]:
    """The runs as plain data, for JSON."""
    return [{"kind": str(run.kind), "text": run.text} for run in runs]


def excerpt(runs: Sequence[Run], context: int = 6) -> tuple[Run, ...]:
    """The runs with long stretches that stayed cut down to ``context`` words beside what changed.

    >>> plain(excerpt(diff("a b c d e f g h i", "a b c d E f g h i"), 2))
    '… c d [-e-]{+E+} f g …'
    """
    return tuple(
        Run(run.kind, _cut(run.text, context, first=number == 0, last=number == len(runs) - 1))
        if run.kind is Kind.SAME and len(runs) > 1
        else run
        for number, run in enumerate(runs)
    )


def _cut(text: str, context: int, *, first: bool, last: bool) -> str:
    """The words beside what changed; between them, or where the text goes on, an ellipsis."""
    found = _Words.of(text)
    said = [span for word, span in zip(found.words, found.spans, strict=True) if _weight(word)]
    head, tail = (0 if first else context), (0 if last else context)
    if len(said) <= head + tail + bool(context):
        return text
    begin = text[: said[head - 1][1]] + " " if head else "" if first else " "
    end = " " + text[said[-tail][0] :] if tail else "" if last else " "
    return f"{begin}…{end}"


# Words

_UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
"""Chinese, Japanese, Thai, Lao, Burmese, Khmer: written without spaces between words."""
# Vowel signs, accents and the like, which `re` takes for the end of a word; and the joiners of Persian.
_SIGNS = "".join(chr(code) for code in range(0x300, 0x1E00) if unicodedata.category(chr(code))[0] == "M")
_SIGNS += "\u200c\u200d\u00ad\u2060\ufe0f"
_WORD = re.compile(
    rf"""(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)         # code
       | (?<=\]\()[^()\s]+ | https?://[^\s()<>\[\]]+      # where a link leads
       | \[\^[^\[\]\s]+\] | </?[a-zA-Z][^<>]*> | &\#?\w+; # a footnote's marker, a tag, a character by its name
       | \d+(?:[.,:/٫٬–-]\d+)+                            # 1,000  3.5  10:30  2024-11-05
       | [{_UNSPACED}][{_SIGNS}]*
       | [^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_SIGNS}]|['’ʼ](?=[^\W_]))*
       | (?P<sign>\S)(?P=sign)*[{_SIGNS}]*                # ** or … as a whole
    """,
    re.VERBOSE | re.DOTALL,
)


class _Words(NamedTuple):
    """A text, its words and signs, and where each stands; white space is between them."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @staticmethod
    @lru_cache(maxsize=64)
    def of(text: str) -> _Words:
        found = [match.span() for match in _WORD.finditer(text)]
        return _Words(text, tuple(text[start:end] for start, end in found), tuple(found))

    def gap(self, at: int) -> str:
        """The white space before a word, or behind the last one."""
        start = self.spans[at - 1][1] if at else 0
        return self.text[start : self.spans[at][0] if at < len(self.spans) else len(self.text)]

    def letters(self, start: int, end: int) -> int:
        return sum(_weight(word) for word in self.words[start:end])


@lru_cache(maxsize=4096)
def _weight(word: str) -> int:
    """Letters of a word, none in a sign; a Chinese character says as much as two letters."""
    return sum(2 if char >= "\u2e80" else 1 for char in word if char.isalnum())


# What stayed


class _Block(NamedTuple):
    """Words that stayed: from ``old`` and from ``new`` on, so many."""

    old: int
    new: int
    size: int


LIMIT = 400
"""Texts that differ by more words than this are cut at the words that both have just once."""


def _blocks(one: _Words, other: _Words) -> list[_Block]:
    """Runs of words that stayed, with the white space between them, in order; the last one is empty, at the end."""
    blocks: list[_Block] = []
    for old, new in _pairs(one.words, other.words):
        last = blocks[-1] if blocks else None
        if last and (last.old + last.size, last.new + last.size) == (old, new) and one.gap(old) == other.gap(new):
            blocks[-1] = last._replace(size=last.size + 1)
        else:
            blocks.append(_Block(old, new, 1))
    return [*blocks, _Block(len(one.words), len(other.words), 0)]


def _pairs(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions of equal words, increasing in both texts: as many as there can be while they differ by less than LIMIT.

    Myers, "An O(ND) Difference Algorithm and Its Variations" (1986); beyond the limit, between
    the words that both have just once (the patience diff of Bram Cohen).
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        yield start, start
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    inner, outer = one[start : len(one) - end], other[start : len(other) - end]
    found = _myers(inner, outer) if inner and outer else []
    for old, new in _by_unique_words(inner, outer) if found is None else found:
        yield start + old, start + new
    for back in range(end, 0, -1):
        yield len(one) - back, len(other) - back


def _myers(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]] | None:
    """The pairs of a longest common subsequence; None when more than LIMIT of the words of both stand elsewhere."""
    common = set(one) & set(other)
    places = [[at for at, word in enumerate(words) if word in common] for words in (one, other)]
    found = _subsequence([one[at] for at in places[0]], [other[at] for at in places[1]])
    return None if found is None else [(places[0][old], places[1][new]) for old, new in found]


def _subsequence(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]] | None:
    if abs(len(one) - len(other)) > LIMIT:
        return None
    reach = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(LIMIT, len(one) + len(other)) + 1):
        trace.append(reach.copy() if edits else reach)
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
            x = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            y = x - diagonal
            while x < len(one) and y < len(other) and one[x] == other[y]:
                x, y = x + 1, y + 1
            reach[diagonal] = x
            if x >= len(one) and y >= len(other):
                return _traced(trace, len(one), len(other))
    return None


def _traced(trace: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs = []
    for edits in range(len(trace) - 1, -1, -1):
        reach, diagonal = trace[edits], x - y
        down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        start = max(0, reach[before] + (0 if down else 1)) if edits else 0
        while x > start:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = reach[before], reach[before] - before
    return pairs[::-1]


def _by_unique_words(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    counts = Counter(one), Counter(other)
    place = {word: at for at, word in enumerate(other) if counts[0][word] == counts[1][word] == 1}
    anchors = _increasing([(at, place[word]) for at, word in enumerate(one) if word in place])
    if not anchors:
        return
    for before, after in pairwise([(-1, -1), *anchors, (len(one), len(other))]):
        if before[0] >= 0:
            yield before
        for old, new in _pairs(one[before[0] + 1 : after[0]], other[before[1] + 1 : after[1]]):
            yield before[0] + 1 + old, before[1] + 1 + new


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest run of pairs in which the second place increases too (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [index]
    found = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


# What reads well


def _slid(blocks: Sequence[_Block], one: _Words, other: _Words) -> list[_Block]:
    """The blocks with each mere insertion or deletion moved to where it is a sentence, a clause, or words and no sign.

    “The end.” and a new sentence: it ends with its own full stop and does not begin with the
    one before.
    """
    slid = list(blocks)
    for at in range(len(slid) - 1):
        left, right = slid[at], slid[at + 1]
        old, new = left.old + left.size, left.new + left.size
        if (old == right.old) == (new == right.new):
            continue
        changed, start, end = (other, new, right.new) if old == right.old else (one, old, right.old)
        shift = _best_shift(changed, start, end, left.size, right.size)
        slid[at] = left._replace(size=left.size + shift)
        slid[at + 1] = _Block(right.old + shift, right.new + shift, right.size - shift)
    return [block for block in slid[:-1] if block.size > 0] + slid[-1:]


def _best_shift(text: _Words, start: int, end: int, left: int, right: int) -> int:
    """By how many words a run of words may be moved on so that it reads best; within what stands beside it."""
    words, size = text.words, end - start
    lowest = highest = 0
    while -lowest < left and words[start + lowest - 1] == words[end + lowest - 1] and -lowest < size:
        lowest -= 1
    while highest < right and words[start + highest] == words[end + highest] and highest < size:
        highest += 1
    if lowest == highest:
        return 0
    return max(range(lowest, highest + 1), key=lambda shift: (_unity(text, start + shift, end + shift), -abs(shift)))


def _unity(text: _Words, start: int, end: int) -> int:
    """How much a run of words is one thing: it begins with a word and ends with the sign that ends it."""
    first, last = text.words[start], text.words[end - 1]
    begins = 3 if _weight(first) or first in _OPENERS else 0
    ends = next((worth for signs, worth in _ENDS if last[0] in signs), 0)
    return begins + ends


_OPENERS = "([{“‘«„《（「『"
_ENDS = ((".!?…。！？؟", 2), (",;:，；：、،؛)]}”’»》）」』", 1), (_OPENERS, -2))
PASSES = 8
CHANCE = 4
"""What stayed is told as rewritten when it has this many times fewer letters than what changed on either side."""


def _readable(blocks: Sequence[_Block], one: _Words, other: _Words) -> list[_Block]:
    """The blocks without those that stayed by chance, or in the middle of a compound."""
    kept = list(blocks)
    for _ in range(PASSES):
        ends = [(0, 0), *((block.old + block.size, block.new + block.size) for block in kept)]
        starts = [(block.old, block.new) for block in kept]
        changes = [
            (one.letters(end[0], start[0]), other.letters(end[1], start[1]))
            for end, start in zip(ends, starts, strict=False)
        ]
        fewer = [
            block
            for at, block in enumerate(kept)
            if at == len(kept) - 1 or not _by_chance(block, changes[at], changes[at + 1], one)
        ]
        if len(fewer) == len(kept):
            return kept
        kept = fewer
    return kept


def _by_chance(block: _Block, before: tuple[int, int], after: tuple[int, int], one: _Words) -> bool:
    letters = one.letters(block.old, block.old + block.size)
    if letters:
        return letters * CHANCE < min(max(before), max(after))
    inside = not one.gap(block.old) and not one.gap(block.old + block.size)
    return inside and block.size == 1 and min(*before, *after) > 0


def _runs(blocks: Sequence[_Block], one: _Words, other: _Words) -> Iterator[Run]:
    """The runs; white space that both texts have at an end of a change stayed."""
    same = ""
    old = new = 0
    for block in blocks:
        old_end, new_end = _starts(one, block.old), _starts(other, block.new)
        removed, added = one.text[old:old_end], other.text[new:new_end]
        head, tail = _shared_space(removed, added)
        same += head
        removed, added = (part[len(head) : len(part) - len(tail)] for part in (removed, added))
        if removed or added:
            yield from _told(Kind.SAME, same)
            yield from _told(Kind.REMOVED, removed)
            yield from _told(Kind.ADDED, added)
            same = ""
        old, new = _ends(one, block.old + block.size), _ends(other, block.new + block.size)
        same += tail + one.text[old_end:old]
    yield from _told(Kind.SAME, same)


def _told(kind: Kind, text: str) -> Iterator[Run]:
    if text:
        yield Run(kind, text)


def _starts(words: _Words, at: int) -> int:
    return words.spans[at][0] if at < len(words.spans) else len(words.text)


def _ends(words: _Words, at: int) -> int:
    return words.spans[at - 1][1] if at else 0


def _shared_space(removed: str, added: str) -> tuple[str, str]:
    head = 0
    while head < min(len(removed), len(added)) and removed[head] == added[head] and removed[head].isspace():
        head += 1
    tail = 0
    while tail < min(len(removed), len(added)) - head and removed[-1 - tail] == added[-1 - tail]:
        if not removed[-1 - tail].isspace():
            break
        tail += 1
    return removed[:head], removed[len(removed) - tail :]
