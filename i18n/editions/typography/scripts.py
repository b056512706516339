"""Rules of single languages and scripts: French spaces, Hebrew signs, Arabic and Persian, Chinese and Japanese."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...languages import RLM
from .mask import OPAQUE, TRANSPARENT
from .rules import Apply

_HIGH = re.compile(rf"[;:](?=[\s»”\"{TRANSPARENT}]|$)|[!?](?=[\s;:!?…)\]}}»”’\"'{TRANSPARENT}^]|$)")
_BEFORE_HIGH = frozenset("…)]»”’%°\"'" + OPAQUE)


def high_punctuation(spaces: Mapping[str, str]) -> Apply:
    """The rule for the space before ``; : ! ?``; a no-break space that somebody typed stays as it is."""

    def high(text: str) -> str:
        out: list[str] = []
        at = 0
        for found in _HIGH.finditer(text):
            end = found.start() - (text[found.start() - 1 : found.start()] == " ")
            if found[0] in spaces and _ends_a_word(text, end):
                out += [text[at:end], spaces[found[0]]]
                at = found.start()
        return "".join([*out, text[at:]]) if out else text

    return high


def _ends_a_word(text: str, end: int) -> bool:
    while end and text[end - 1] == TRANSPARENT:
        end -= 1
    return bool(end) and (text[end - 1].isalnum() or text[end - 1] in _BEFORE_HIGH)


_INSIDE_OPENING = re.compile(r"« ?(?=[^\s»])")
_INSIDE_CLOSING = re.compile(r" »(?<=[^\s«] »)|»(?<=[^\s«]»)")


def guillemets(space: str) -> Apply:
    """The rule for the space inside « and »."""

    def inside(text: str) -> str:
        if "«" in text:
            text = _INSIDE_OPENING.sub(f"«{space}", text)
        return _INSIDE_CLOSING.sub(f"{space}»", text) if "»" in text else text

    return inside


_HEBREW = "א-ת"
_GERSHAYIM = re.compile(rf'(?<=[{_HEBREW}])"(?=[{_HEBREW}](?![\w"״]))')
_GERESH = re.compile(rf"(?<=[{_HEBREW}])'(?=[{_HEBREW}])")
_GERESH_LAST = re.compile(rf"(?<![{_HEBREW}])(וכו|וגו|עמ|מס|פרופ|גב|רח|שד|ר|ס)'(?![\w'\"])")


def gershayim(text: str) -> str:
    """The quotation mark before the last letter of a Hebrew abbreviation is gershayim (צה״ל)."""
    return _GERSHAYIM.sub("״", text) if '"' in text else text


def geresh(text: str) -> str:
    """The apostrophe inside a Hebrew word, or after a clipped one that everybody knows, is a geresh."""
    if "'" not in text:
        return text
    return _GERESH_LAST.sub(r"\1׳", _GERESH.sub("׳", text))


_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u200c"
_COMMAS = re.compile(rf"(?<=[{_ARABIC}0-9٠-٩۰-۹»)])([\"”]?{TRANSPARENT}{{0,4}})([,;?])(?=[\s»”\")\]!{TRANSPARENT}]|$)")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_ARABIC_MARKS = {",": "،", ";": "؛", "?": "؟"}


def arabic_punctuation(text: str) -> str:
    """Comma, semicolon and question mark after a word in Arabic script are those of the script."""
    if not any(mark in text for mark in _ARABIC_MARKS) or not _ARABIC_LETTER.search(text):
        return text
    return _COMMAS.sub(lambda found: found[1] + _ARABIC_MARKS[found[2]], text)


_WORD = re.compile(r"\S+")
_ASCII_OR_OTHER_DIGIT = re.compile("[0-9٠-٩]")
_NO_NUMBER = re.compile(rf"[A-Za-z@#_\\=<>{{}}|$^~{OPAQUE}]|\d'\d")
_SHARE = re.compile(r"(?<=[۰-۹]) ?%(?!\w)")


def own_digits(digits: str) -> Apply:
    """The rule that writes numbers with a language's own digits; those in Latin words and beside them stay."""
    table = {ord(sign): digits[value] for value in range(10) for sign in (str(value), chr(0x660 + value))}

    def number(found: re.Match[str]) -> str:
        word = found[0]
        if not _ASCII_OR_OTHER_DIGIT.search(word) or _NO_NUMBER.search(word):
            return word
        before = found.string[max(found.start() - 2, 0) : found.start()].strip()
        return word if before.isascii() and before.isalpha() else word.translate(table)

    def own(text: str) -> str:
        return _WORD.sub(number, text) if _ASCII_OR_OTHER_DIGIT.search(text) else text

    return own


def percent_sign(text: str) -> str:
    """The percent sign behind a number in Persian digits is the Arabic one."""
    return _SHARE.sub("٪", text) if "%" in text else text


_WORDS_AND_SHARES = re.compile(r"[^\W\d_]+|(?<=[۰-۹])٪")


def percent_on_the_left(text: str) -> str:
    """A right-to-left mark before the percent sign of a number that no Arabic letter stands before.

    Persian digits are European numbers to UAX #9 (rule W2) till an Arabic letter has been
    read, and the sign would stand on their right.
    """
    is_arabic = False

    def mark(found: re.Match[str]) -> str:
        nonlocal is_arabic
        if found[0] == "٪":
            return found[0] if is_arabic else f"{RLM}٪"
        is_arabic = bool(_ARABIC_LETTER.match(found[0][-1]))
        return found[0]

    return _WORDS_AND_SHARES.sub(mark, text) if "٪" in text else text
