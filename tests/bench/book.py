"""A seed → a Markdown book of independent sentences, as long as wanted.

Every sentence is drawn word by word, so no two chapters repeat each other: a benchmark over copies
would measure the memory of some cache. A shorter book of one seed is the beginning of a longer one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random
from textwrap import fill, indent

SEED = 1917
MEGABYTE = 1_000_000

FRONT_MATTER = """---
title: A Book That Nobody Wrote
author: Seed {seed}
date: 2025-12-08
lang: en
---

# A Book That Nobody Wrote
"""


def book(size: int, seed: int = SEED) -> str:
    """A book of at least ``size`` bytes that ends with a whole chapter's block."""
    draw = Draw(seed)
    out = [FRONT_MATTER.format(seed=seed)]
    length = len(out[0])
    for block in blocks(draw):
        out.append(block)
        length += len(block.encode()) + 1
        if length >= size and not draw.owed:
            break
    return "\n".join(out)


def blocks(draw: Draw) -> Iterator[str]:
    """Blocks without end, in chapters; each with the line break behind it."""
    while True:
        yield f"## {draw.title()}\n"
        for _ in range(draw.random.randint(12, 40)):
            yield draw.one_of(_BLOCKS)(draw)
        for label in draw.owed:
            yield f"[^{label}]: {draw.sentences(1, 2)}\n"
        draw.owed.clear()


class Draw:
    """Words, sentences and phrases by chance; ``owed`` are the footnotes that still need their text."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.words = _vocabulary(self.random)
        self.weights = tuple(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.owed: list[int] = []
        self.notes = 0

    def one_of(self, table: Mapping[Callable[[Draw], str], int]) -> Callable[[Draw], str]:
        return self.random.choices(tuple(table), tuple(table.values()))[0]

    def some(self, least: int, most: int) -> list[str]:
        """Words in the frequencies of a language: few of them often, most of them rarely."""
        return self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(least, most))

    def title(self) -> str:
        return " ".join(self.some(2, 7)).capitalize()

    def phrase(self, least: int = 2, most: int = 5) -> str:
        return " ".join(self.some(least, most))

    def sentence(self) -> str:
        """A sentence of 4 to 32 words, most of them plain, some with markup, commas, quotes."""
        words = self.some(4, self.random.choice((12, 20, 32)))
        if self.random.random() < 0.4:
            at = self.random.randrange(1, len(words))
            words[at] = self.one_of(_INLINE)(self)
        for at in range(5, len(words) - 2, 7):
            words[at] += ","
        words[0] = words[0][:1].upper() + words[0][1:]
        return " ".join(words) + self.random.choice("......?!")

    def sentences(self, least: int, most: int) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(least, most)))


def _vocabulary(random: Random) -> Sequence[str]:
    """4,000 different words of one to four syllables, the short ones first, as in any language."""
    seen: dict[str, int] = {}
    while len(seen) < 4000:
        word = "".join(random.choice(_SYLLABLES) for _ in range(random.choice((1, 2, 2, 3, 3, 4))))
        seen[word] = len(word) + random.randrange(3)
    return sorted(seen, key=seen.__getitem__)


_SYLLABLES = tuple(
    onset + vowel + coda
    for onset in ("", *"b c d f g l m n p r s t v".split(), "st", "tr", "qu", "ch")
    for vowel in "a a e e i o u ea é".split()
    for coda in ("", "", "", "n", "r", "s", "t")
)


# Inline


def _note(draw: Draw) -> str:
    draw.notes += 1
    draw.owed.append(draw.notes)
    return f"{draw.phrase(1, 2)}[^{draw.notes}]"


_INLINE: Mapping[Callable[[Draw], str], int] = {
    lambda draw: f"*{draw.phrase()}*": 30,
    lambda draw: f"**{draw.phrase(1, 3)}**": 15,
    lambda draw: f"[{draw.phrase()}](https://example.org/{draw.phrase(1, 1)})": 15,
    lambda draw: f"“{draw.phrase(3, 8)}”": 15,
    lambda draw: f"({draw.phrase(3, 8)})": 10,
    lambda draw: f"— {draw.phrase(3, 8)} —": 10,
    lambda draw: f"`{draw.phrase(1, 2)}`": 5,
    lambda draw: f"~~{draw.phrase(1, 2)}~~": 1,
    lambda draw: f"![{draw.phrase()}](pictures/{draw.phrase(1, 1)}.png)": 1,
    lambda draw: f"<https://example.org/{draw.phrase(1, 1)}>": 1,
    _note: 5,
}


# Blocks


def _paragraph(draw: Draw) -> str:
    return draw.sentences(1, 7) + "\n"


def _wrapped(draw: Draw) -> str:
    return fill(draw.sentences(2, 8), 78, break_long_words=False, break_on_hyphens=False) + "\n"


def _quote(draw: Draw) -> str:
    paragraphs = "\n\n".join(_wrapped(draw).rstrip() for _ in range(draw.random.randint(1, 2)))
    return indent(paragraphs, "> ", lambda line: True).replace("> \n", ">\n") + "\n"


def _bullets(draw: Draw) -> str:
    return "".join(f"- {draw.sentence()}\n" for _ in range(draw.random.randint(3, 8)))


def _numbers(draw: Draw) -> str:
    return "".join(f"{at}. {draw.sentences(1, 2)}\n" for at in range(1, draw.random.randint(4, 9)))


def _nested(draw: Draw) -> str:
    return "".join(f"- {draw.sentence()}\n  - {draw.phrase()}\n  - {draw.sentence()}\n" for _ in range(3))


def _loose(draw: Draw) -> str:
    return "\n".join(f"* {draw.sentences(1, 3)}\n\n  {draw.sentence()}\n" for _ in range(2))


def _table(draw: Draw) -> str:
    width = draw.random.randint(2, 4)
    rows = [[draw.phrase(1, 2) for _ in range(width)], ["---"] * width]
    rows += [[draw.phrase(1, 6) for _ in range(width)] for _ in range(draw.random.randint(3, 9))]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _code(draw: Draw) -> str:
    lines = "".join(f"{draw.phrase(1, 1)} = {draw.phrase(1, 1)}({at})\n" for at in range(draw.random.randint(2, 8)))
    return f"```python\n{lines}```\n"


_BLOCKS: Mapping[Callable[[Draw], str], int] = {
    _paragraph: 40,
    _wrapped: 20,
    lambda draw: f"### {draw.title()}\n": 8,
    _quote: 8,
    _bullets: 6,
    _numbers: 4,
    _nested: 2,
    _loose: 2,
    _table: 3,
    _code: 3,
    lambda draw: f"{draw.phrase().capitalize()}\n: {draw.sentence()}\n": 1,
    lambda draw: f"<div class=note>{draw.phrase()}</div>\n": 1,
    lambda draw: f"<!-- i18n:comment {draw.phrase()} -->\n{draw.sentence()}\n": 1,
    lambda draw: "***\n": 1,
}
