"""Rules of Chinese and Japanese: full-width punctuation, two-em dashes and ellipses, no spaces around them.

Spaces between Han and Latin stay as the translator has them: houses differ. A sign is made
full-width only where it stands behind a Han character or kana, or behind what closes after one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .mask import TRANSPARENT
from .rules import Apply

HAN = "\u3005-\u3007\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{HAN}]")
_OPENING, _CLOSING = "（《〈【「『", "）》〉】」』"
_STOPS = "，。；：？！、"
_BEHIND = f"(?<=[{HAN}{_CLOSING}{_STOPS}])"
# What may stand between a word and its stop: a quotation that ends, emphasis that ends.
_BETWEEN = rf"([\"'”’]?{TRANSPARENT}{{0,4}})"

_MARKS = re.compile(rf"{_BEHIND}{_BETWEEN}([,;:!?]++)(?![/\\(\-])")
_FULL_STOP = re.compile(rf"{_BEHIND}{_BETWEEN}\.(?=[\s{HAN}{_CLOSING}”’\"'{TRANSPARENT}]|$)")
_PARENTHESES = re.compile(r"(.?)\(([^()\n]{1,200})\)")


def full_width(comma: str) -> Apply:
    """The rule for full-width punctuation; ``comma`` is the language's own."""
    table: Mapping[int, str] = {ord(","): comma, **{ord(sign): chr(ord(sign) + 0xFEE0) for sign in ";:!?"}}

    def full_width_punctuation(text: str) -> str:
        if not _HALF.search(text) or not _IS_HAN.search(text):
            return text
        text = _PARENTHESES.sub(_parentheses, text)
        text = _MARKS.sub(lambda found: found[1] + found[2].translate(table), text)
        return _FULL_STOP.sub(r"\1。", text)

    return full_width_punctuation


_HALF = re.compile(r"[,.;:!?(]")


def _parentheses(found: re.Match[str]) -> str:
    before, inside = found[1], found[2]
    if not _IS_HAN.search(inside) and not (before and (_IS_HAN.match(before) or before in _CLOSING + _STOPS)):
        return found[0]
    return f"{before}（{inside}）"


_AFTER = re.compile(rf"(?:(?<=[，。；：、{_CLOSING}{_OPENING}]) +(?=[^\s(,.;:!?])|(?<=[{_STOPS}…][”’]) +(?=[{HAN}]))")
_AFTER_STRONG = re.compile(r"(?<=[？！]) +(?=[^\s(,.;:!?])")
_BEFORE = re.compile(rf"(?<=[^\s{TRANSPARENT}]) +(?=[{_STOPS}{_CLOSING}{_OPENING}])")
_FULL_WIDTH = re.compile(f"[{_STOPS}{_CLOSING}{_OPENING}]")


def no_spaces(after_strong: str) -> Apply:
    """The rule that takes away spaces beside full-width punctuation, which brings its own.

    ``after_strong`` stands behind ``？`` and ``！`` instead of a space: an ideographic space in Japanese.
    """

    def without_spaces(text: str) -> str:
        if " " not in text or not _FULL_WIDTH.search(text):
            return text
        return _AFTER_STRONG.sub(after_strong, _AFTER.sub("", _BEFORE.sub("", text)))

    return without_spaces


_DOTS = re.compile(r"(.?)(?<![.…。])(?:\.{6}|\.{3}|。{3,6})(?![.…。])(.?)", re.DOTALL)


def six_dots(text: str) -> str:
    """Three full stops as the ellipsis of six dots, but beside Latin words."""
    if ("..." not in text and "。。。" not in text) or not _IS_HAN.search(text):
        return text
    return _DOTS.sub(_dots, text)


def _dots(found: re.Match[str]) -> str:
    before, behind = found[1], found[2]
    latin = (before.isascii() and before.isalnum()) or (behind.isascii() and behind.isalnum())
    return found[0] if latin and "。" not in found[0] else f"{before}……{behind}"


_DOUBLED = re.compile(r"(?<=[^\s\-—]) ?-{2,3} ?(?=[^\s\-—])")
_SPACED_TITLE = re.compile(rf"(?<=[{HAN}{_CLOSING}”]) - (?=[{HAN}{_OPENING}“])")
_SPACES_AROUND = re.compile(rf"(?:(?<=[^\s—{TRANSPARENT}]) +)?(?<!—)——(?!—)(?: +(?=[^\s—{TRANSPARENT}]))?")


def two_em_dash(text: str) -> str:
    """Two hyphens beside a Han character, and one between spaces, as the dash of two em, without spaces."""
    if "-" in text and _IS_HAN.search(text):
        text = _SPACED_TITLE.sub("——", _DOUBLED.sub(_doubled, text))
    return _SPACES_AROUND.sub("——", text) if "——" in text else text


def _doubled(found: re.Match[str]) -> str:
    text = found.string
    beside = text[found.start() - 1] + text[found.end()]
    return "——" if _IS_HAN.search(beside) else found[0]
