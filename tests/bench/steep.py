"""Where time could grow faster than what it is spent on: the slope of each step, on input made to be hard for it."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from i18n import worddiff
from i18n.catalog import po
from i18n.catalog.merge3 import merge3
from i18n.editions.typography import typeset
from i18n.errors import CatalogError
from i18n.model import Catalog, Entry, Key
from i18n.sentences import split

from .clock import in_fork, medians
from .growth import slope
from .table import Figure, Section, Value

SIZES, LARGE = (10_000, 40_000), (50_000, 200_000)
"""Code points of the scraps, which are many, and of what is timed by itself."""
LIMIT = 1.5
SHORTEST = 0.01
"""Seconds below which a time says nothing, and counts as these."""
ROUNDS, ENOUGH = 2, 0.2

LINES = {"isolates": "\u2068 ", "dots": "./", "flags": "a,", "tildes": "#~ "}
PIECES = ('\\"', "\\\\", '" "', "\t", "я")
SENTENCES = """. ( “ " 'a.~ `a.`~ ** [ [a]( [^ <b> \
 .~-~ A.~A.~ *A.*~ 1)~ 。 …… ~""".split()
SCRAPS = ('"', "\"'", "' ", "“", "(中", "I", "а ", "- ", " -- a", "...", "1 000 ", "a@", "！ ", "А. ")
LANGUAGES = ("en", "ru", "de", "fr", "fa", "zh-Hans", "ja")

Step = tuple[Callable[[int], Any], Callable[[Any], object]]
"""What makes the input of a size in code points, and what is timed with it."""


def measure() -> Section:
    """The slope of log time over log size of each step; one figure for all scraps of a kind, the steepest of them."""
    figures = [
        *(_figure(name, {name: step}, LARGE) for name, step in _STEPS.items()),
        _figure("typeset, the steepest of many scraps", _TYPESET, SIZES),
        _figure("sentences, the steepest of many scraps", _SPLIT, SIZES),
    ]
    columns = ("once", "×4", "slope")
    notes = (f"of {LARGE[0]:,} code points and the fourfold; scraps of {SIZES[0]:,}.",)
    return Section("What could grow faster than the text", columns, tuple(figures), notes)


def _figure(name: str, steps: Mapping[str, Step], sizes: tuple[int, int]) -> Figure:
    runs = [in_fork(work, partial(make, size)) for make, work in steps.values() for size in sizes]
    times = [max(time, SHORTEST) for time in medians(runs, ROUNDS, ENOUGH)]
    pairs = list(zip(times[::2], times[1::2], strict=True))
    steepest = max(pairs, key=lambda pair: slope(sizes, pair))
    found = Value(slope(sizes, steepest))
    return Figure(name, (*(Value(time, "s") for time in steepest), found), found, Value(LIMIT))


def _set(locale: str, text: str) -> object:
    return typeset(text, locale)


def _cut(locale: str, text: str) -> object:
    return split(text, locale)


def _times(scrap: str, size: int) -> str:
    return scrap * (size // len(scrap))


def _message(size: int) -> bytes:
    """One message of so many lines in each of its parts."""
    lines = size // 4
    source, target = '"a line of the \\"original\\"\\n"\n' * lines, '"строка перевода\\n"\n' * lines
    return f'{chr(10).join(["# a comment"] * lines)}\nmsgid ""\n{source}msgstr ""\n{target}'.encode()


def _load(data: bytes) -> None:
    with contextlib.suppress(CatalogError):
        po.dump(po.load(data, "a.po"))


def _line(scrap: str, size: int) -> bytes:
    return f'#: {_times(scrap, size)}\nmsgid "a"\nmsgstr ""\n'.encode()


def _string(piece: str, size: int) -> bytes:
    return f'msgid "a"\nmsgstr "{_times(piece, size)}"\n'.encode()


def _header(size: int) -> bytes:
    return ('msgid ""\nmsgstr "Language: ru\\n' + "and more\\n" * (size // 2) + '"\n').encode()


def _three(size: int) -> tuple[Catalog, Catalog, Catalog]:
    """A catalog, filled in two ways, once from its end."""
    entries = tuple(Entry(Key(None, f"Paragraph {n}."), places=("a.md",)) for n in range(size // 25))
    header = MappingProxyType({"Language": "ru", "Content-Type": po.CONTENT_TYPE})
    base = po.canonical(Catalog(None, header, entries))
    ours = tuple(replace(entry, target=entry.key.source) for entry in base.entries)
    theirs = tuple(replace(entry, target=entry.key.source.upper()) for entry in base.entries[::-1])
    return base, replace(base, entries=ours), replace(base, entries=theirs)


def _shuffled(size: int) -> tuple[str, str]:
    numbers = random.Random(1)
    words = [f"{numbers.choice(('war', 'peace', 'it', 'was'))}{at % 97}" for at in range(size // 5)]
    return " ".join(words), " ".join(numbers.sample(words, len(words)))


_STEPS: Mapping[str, Step] = {
    "a message of many lines": (_message, _load),
    "a header of many lines": (_header, _load),
    **{f"a line of {name}": (partial(_line, scrap), _load) for name, scrap in LINES.items()},
    **{f"a string of {piece!r}": (partial(_string, piece), _load) for piece in PIECES},
    "merging three catalogs": (_three, lambda three: merge3(*three)),
    "word diff of shuffled words": (_shuffled, lambda texts: worddiff.diff(*texts)),
}
_TYPESET: Mapping[str, Step] = {
    f"{scrap} {locale}": (partial(_times, scrap), partial(_set, locale)) for scrap in SCRAPS for locale in LANGUAGES
}
_SPLIT: Mapping[str, Step] = {
    f"{scrap} {locale}": (partial(_times, scrap.replace("~", " ")), partial(_cut, locale))
    for scrap in SENTENCES
    for locale in ("en", "zh-Hans")
}
