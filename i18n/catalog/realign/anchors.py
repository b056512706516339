"""What stays the same in a translation: numbers, names, questions, footnotes, code, links.

Names are compared by their first consonants in classes of similar sound (after Russell's
Soundex), Latin and Cyrillic letters alike: Navalnaya, Nawalnaja and Навальная are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

_NUMBER = re.compile(r"\d+")
_VERBATIM = re.compile(r"`[^`]+`|\[\^[^\]\s]+\]|(?<=\]\()[^()\s]+|https?://[^\s)>]+")
_NAME = re.compile(r"[^\W\d_]+")
_MARKS = str.maketrans("？؟！", "??!")
CONSONANTS = 3
"""So many consonants make a name; one of fewer is too much like others."""

_CLASSES = (
    "bfpvwбпфвў",
    "cgjkqsxzгґхкжзсцчшщѓќ",
    "dtдтþð",
    "lлłљ",
    "mnмнњñ",
    "rр",
)
_CLASS = {letter: str(number) for number, letters in enumerate(_CLASSES) for letter in letters}


@lru_cache(maxsize=4096)
def anchors(sentence: str) -> Counter[str]:
    """The anchors of a sentence and how often each stands in it.

    >>> sorted(anchors("Was Navalnaya in Berlin in 2024?")) == sorted(anchors("Была ли Навальная в Берлине в 2024?"))
    True
    """
    return Counter(_anchors(sentence))


def _anchors(sentence: str) -> Iterator[str]:
    yield from _VERBATIM.findall(sentence)
    for number in _NUMBER.findall(sentence):
        yield "".join(str(unicodedata.digit(digit, 0)) for digit in number)
    yield from (mark for mark in sentence.translate(_MARKS) if mark in "?!")
    for found in _NAME.finditer(sentence):
        if found[0][0].isupper() and found.start() and (name := sound(found[0])):
            yield name


def sound(word: str) -> str:
    """The classes of the first consonants of a name, empty when there are too few.

    >>> sound("Khodorkovsky") == sound("Ходорковский") == sound("Chodorkowski"), sound("Io")
    (True, '')
    """
    found: list[str] = []
    plain = unicodedata.normalize("NFD", word.lower())
    for letter in plain:
        group = _CLASS.get(letter)
        if group and (not found or found[-1] != group):
            found.append(group)
    return "".join(found[:CONSONANTS]) if len(found) >= CONSONANTS else ""
