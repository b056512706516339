"""Two texts in two languages → the numbers that stand in one of them alone.

Taken for equal: digits of any script; thousands however they are parted, decimals with a point
or a comma; ``5 million`` and ``500万``; XIX and 19; the 1990s and the 90s; months as numbers and
as names. What may be written in words, up to twelve, is missed only where another stands for it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .. import languages

IN_WORDS = 12
"""Up to here style guides have numbers written in words (Chicago 9.2: a hundred; Duden K 80: twelve)."""


class Number(NamedTuple):
    """A number as it is shown, and what it amounts to (with ``million`` and the like)."""

    shown: str
    value: Decimal

    @property
    def in_words(self) -> bool:
        return len(self.shown) <= 2 and int(self.shown or 0) <= IN_WORDS


def differences(source: str, target: str, source_language: str, locale: str) -> tuple[list[str], list[str]]:
    """The numbers that the target lacks, and those that the source has not.

    >>> differences("In 2024, 1,500 of 3 million", "在2024年，300万中的1500", "en", "zh-Hans")
    ([], [])
    >>> differences("three days, 30 hours", "۳ روز، ۲۰ ساعت", "en", "fa")
    (['30'], ['20'])
    """
    theirs, ours = list(numbers(source)), list(numbers(target))
    lost, added = _without(theirs, ours), _without(ours, theirs)
    if not lost and not added:
        return [], []
    lost, added = _unpaired(lost, added)
    lost = [one for one in lost if not _is_said(one, target, locale)]
    added = [one for one in added if not _is_said(one, source, source_language) and not _is_century(one, theirs)]
    if not any(one.in_words for one in added):
        lost = [one for one in lost if not one.in_words]
    elif not any(one.in_words for one in lost):
        added = [one for one in added if not one.in_words]
    return [one.shown for one in lost], [one.shown for one in added]


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text, in digits of any script; the parts of a date or a decimal are numbers each."""
    for found in _NUMBER.finditer(_european(text)):
        whole, rest, scale = found["whole"], found["rest"], found["scale"]
        digits = re.sub(r"\D", "", whole)
        if scale:
            yield Number(digits, Decimal(f"{digits}.{rest or 0}") * _SCALES[scale.casefold()])
            continue
        yield from (Number(part, Decimal(part)) for part in (digits.lstrip("0") or "0", rest) if part)


def _european(text: str) -> str:
    return _DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text)


# Written in words, thousands and more: by how they begin, in the languages that editions are made in.
_SCALE_WORDS: Mapping[int, str] = {
    2: "hundred hundert сотен сотни сотня сто 百",
    3: "thousand tausend mille mil тысяча тысяч тысячи тысячу тыс тисяч тисячі тис тысячаў هزار ألف آلاف אלף 千",
    4: "万 萬",
    6: "million millionen millions millón millones миллион миллиона миллионов млн мільйон мільйона мільйонів мільён "
    "мільёна мільёнаў میلیون مليون ملايين מיליון 百万",
    8: "亿 億",
    9: "billion milliarde milliarden milliard milliards миллиард миллиарда миллиардов млрд мільярд мільярда мільярдів "
    "мільярд мільярда мільярдаў میلیارد مليار 十亿",
}
_SCALES = {word: Decimal(10) ** power for power, listed in _SCALE_WORDS.items() for word in listed.split()}
_SPACES = " \u00a0\u202f\u2009"
_DIGIT = re.compile(r"[^\D0-9]")
_NUMBER = re.compile(
    rf"(?P<whole>[0-9]{{1,3}}(?:[.,٬'’{_SPACES}][0-9]{{3}})+(?![0-9])|[0-9]+)"
    rf"(?:[.,٫](?P<rest>[0-9]+))?"
    rf"(?:[{_SPACES}-]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?![a-zа-яёіўґ]))?",
    re.IGNORECASE,
)


def _without(some: Iterable[Number], others: Iterable[Number]) -> list[Number]:
    left = Counter(one.value for one in others)
    kept = []
    for one in some:
        if left[one.value]:
            left[one.value] -= 1
        else:
            kept.append(one)
    return kept


def _unpaired(lost: list[Number], added: list[Number]) -> tuple[list[Number], list[Number]]:
    """Without those of which one ends like the other, as the 1990s and the 90s do."""
    for one in tuple(lost):
        other = next((each for each in added if _is_decade(one.shown, each.shown)), None)
        if other:
            lost, added = [each for each in lost if each is not one], [each for each in added if each is not other]
    return lost, added


def _is_decade(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 2 and len(long) == 4 and long.endswith(short)


def _is_century(one: Number, theirs: Iterable[Number]) -> bool:
    """Whether a number is the century of a year: 20世纪90年代 are the 1990s."""
    return any(len(year.shown) == 4 and one.value == year.value // 100 + 1 for year in theirs)


def _is_said(one: Number, text: str, language: str) -> bool:
    """Whether the other text has a number in Roman numerals, or as the name of a month."""
    if not one.shown.isdecimal() or not 0 < int(one.shown) < 4000:
        return False
    if _roman(int(one.shown)) in {found.translate(_ALIKE) for found in _ROMAN.findall(text)}:
        return True
    lowered = text.casefold()
    return 1 <= int(one.shown) <= 12 and any(name in lowered for name in _months(language)[int(one.shown) - 1])


_ROMAN = re.compile(r"(?<!\w)[IVXLCDMХІСМ]+(?!\w)")
_ALIKE = str.maketrans("ХІСМ", "XICM")
_ROMAN_PARTS = tuple(
    zip("M CM D CD C XC L XL X IX V IV I".split(), (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), strict=True)
)


def _roman(value: int) -> str:
    out = ""
    for sign, worth in _ROMAN_PARTS:
        out += sign * (value // worth)
        value %= worth
    return out


@cache
def _months(language: str) -> tuple[tuple[str, ...], ...]:
    """How the names of the months begin, whatever their case; nothing for languages that number them."""
    said = (languages.date(dt.date(2000, month, 1), language).casefold() for month in range(1, 13))
    return tuple(tuple(word[:4] for word in re.findall(r"[^\W\d_]{3,}", text)) for text in said)
