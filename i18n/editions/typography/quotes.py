"""Quotation marks: straight and surely foreign ones become the language's own, outer and inner.

All marks of a segment are paired first, by what stands on their two sides. When they do not
pair (an inch, a quotation that goes on in the next paragraph, a slip), none is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .mask import OPAQUE, TRANSPARENT

_MARKS = re.compile("[\"'“”„‟«»‹›「」『』‘’]")
_FAMILY = {mark: family for family in ('"', "'", "“”„‟", "«»", "‹›", "「」", "『』", "‘’") for mark in family}
_BEGINS = frozenset("“„‟«‹「『‘")
# What may stand before an opening mark, and behind a closing one, besides white space and the ends.
_BEFORE = frozenset("([{<¿¡/|=+—–-…«„“‘’‚‹「『\"'（【《、，。：；！？·")
_BEHIND = frozenset(".,;:!?…)]}>»”’“‘›」』\"'—–-/|^+=）】》、，。：；！？·،؛؟")
_NEVER_OPENS_BEFORE = frozenset(",;:)]}»›」』，。；：、）")
_NEVER_CLOSES_AFTER = frozenset("([{«„‹「『（【《")
_DEEPEST = 32
# What a reader does not see: markup, marks of direction.
_UNSEEN = frozenset(TRANSPARENT + "\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
# Clipped words, which begin with an apostrophe, and the feet and years that begin with one.
_CLIPPED = re.compile(r"'(?:n'|(?:n|tis|twas|twere|twill|em|til|cause|bout|round|cos)\b|\d)", re.IGNORECASE)


def by_spaces(before: str, after: str) -> tuple[bool, bool]:
    """Marks of most languages: white space or punctuation outside, a letter inside."""
    opens = (not before or before.isspace() or before in _BEFORE) and after not in _NEVER_OPENS_BEFORE
    closes = (not after or after.isspace() or after in _BEHIND) and before not in _NEVER_CLOSES_AFTER
    return opens and bool(after.strip()), closes and bool(before.strip())


Sides = Callable[[str, str], tuple[bool, bool]]
"""What stands before and behind a mark → whether it may open, and whether it may close."""


class Quotes(NamedTuple):
    """The marks of a language, each pair a string of two characters.

    ``foreign`` are pairs that are surely wrong in it; ``single`` is what straight single
    quotes outside any others become, None where they stay. ``sides`` tells from its
    neighbours what a mark may be; None where text runs on without spaces and only the marks
    before tell.
    """

    outer: str
    inner: str
    foreign: frozenset[str] = frozenset()
    single: str | None = None
    sides: Sides | None = by_spaces


class Pair(NamedTuple):
    opening: int
    closing: int
    parent: int | None


def setter(quotes: Quotes) -> Callable[[str], str]:
    """The rule that sets the quotation marks of a language."""

    def quotation_marks(text: str) -> str:
        if '"' not in text and "'" not in text and not any(pair[0] in text for pair in quotes.foreign):
            return text
        pairs = _pairs(text, quotes)
        return _replaced(text, pairs, quotes) if pairs else text

    return quotation_marks


def with_endings(before: str, after: str) -> tuple[bool, bool]:
    """Languages that add endings to what is quoted (Turkish, Korean): a mark between letters closes."""
    opens, closes = by_spaces(before, after)
    return opens, closes or (not opens and bool(before.strip()) and (after.isalnum() or after == OPAQUE))


def with_prefixes(before: str, after: str) -> tuple[bool, bool]:
    """Languages that put words of one letter before what is quoted (Hebrew): a mark between letters opens."""
    opens, closes = by_spaces(before, after)
    return opens or (not closes and before.isalpha() and after.isalpha()), closes


def _pairs(text: str, quotes: Quotes) -> list[Pair] | None:
    """The pairs of a text in order of their closing; None when its marks do not pair."""
    stack: list[tuple[int, str]] = []
    pairs: list[tuple[int, int]] = []
    stray_single = False
    for found in _MARKS.finditer(text):
        mark, at = found[0], found.start()
        role = _role(text, at, mark, stack, quotes)
        if role == "open":
            stack.append((at, mark))
            if len(stack) > _DEEPEST:
                return None
        elif role == "close":
            while stack and _FAMILY[stack[-1][1]] in ("'", "‘’") and _FAMILY[mark] not in ("'", "‘’"):
                stack.pop()
            if not stack or _FAMILY[stack[-1][1]] != _FAMILY[mark]:
                if mark not in "'’":
                    return None
                stray_single |= mark == "'"
            else:
                pairs.append((stack.pop()[0], at))
        elif role == "unknown":
            return None
    if any(mark not in "'‘" for _, mark in stack):
        return None
    if stray_single:  # apostrophe or quotation mark: nobody can tell
        pairs = [pair for pair in pairs if text[pair[0]] != "'"]
    return list(_nested(pairs))


def _nested(pairs: list[tuple[int, int]]) -> Iterator[Pair]:
    """Pairs in order of their opening, each with the index of the one around it."""
    around: list[tuple[int, int]] = []
    for index, (opening, closing) in enumerate(sorted(pairs)):
        while around and around[-1][1] < opening:
            around.pop()
        yield Pair(opening, closing, around[-1][0] if around else None)
        around.append((index, closing))


def _role(text: str, at: int, mark: str, stack: list[tuple[int, str]], quotes: Quotes) -> str:
    """Whether a mark opens, closes, is no quotation mark, or is unknown."""
    if mark == "’":
        return "close" if stack and stack[-1][1] == "‘" else "none"
    before, after = _neighbour(text, at, -1), _neighbour(text, at, 1)
    if mark == "'":
        return _role_of_single(text, at, (before, after), bool(stack) and stack[-1][1] == "'", quotes)
    top = next((other for _, other in reversed(stack) if other not in "'‘"), "")
    opens, closes = (quotes.sides or _by_turns)(before, after)
    if mark != '"':
        if opens == closes or quotes.sides is None:
            opens = mark in _BEGINS and not (mark == "“" and top == "„")
        return "open" if opens else "close"
    if opens and closes:
        return "close" if top == mark else "open"
    if opens:
        return "open"
    if top != mark and before.isdigit():
        return "none"  # inches, seconds
    return "close" if closes else "unknown"


def _by_turns(before: str, after: str) -> tuple[bool, bool]:
    opens = bool(after.strip()) and after not in _NEVER_OPENS_BEFORE
    return opens, bool(before.strip()) and before not in _NEVER_CLOSES_AFTER


def _role_of_single(text: str, at: int, sides: tuple[str, str], is_open: bool, quotes: Quotes) -> str:
    """As `_role`, for a straight single mark, which is an apostrophe more often than not."""
    before, after = sides
    if _CLIPPED.match(text, at) or text[max(at - 2, 0) : at + 1] == "'n'":
        return "none"
    inside = before.isalnum() and after.isalnum()
    if inside and (quotes.sides in (by_spaces, with_prefixes) or (before + after).isascii()):
        return "none"
    opens, closes = (quotes.sides or _by_turns)(before, after)
    if opens and not (closes and is_open):
        return "open"
    return "close" if closes and (is_open or not before.isdigit()) else "none"


def _neighbour(text: str, at: int, step: int) -> str:
    """The next character that a reader sees, or nothing at an end of the text."""
    at += step
    while 0 <= at < len(text) and text[at] in _UNSEEN:
        at += step
    return text[at] if 0 <= at < len(text) else ""


def _replaced(text: str, pairs: list[Pair], quotes: Quotes) -> str:
    final: list[tuple[str, bool]] = []
    changes: dict[int, str] = {}
    for pair in pairs:
        typed = text[pair.opening] + text[pair.closing]
        around, around_changed = final[pair.parent] if pair.parent is not None else ("", False)
        wanted = _wanted(typed, around, around_changed, quotes)
        final.append((wanted or typed, wanted is not None))
        if wanted:
            changes[pair.opening], changes[pair.closing] = wanted[0], wanted[1]
    if not changes:
        return text
    out: list[str] = []
    at = 0
    for place in sorted(changes):
        out += [text[at:place], changes[place]]
        at = place + 1
    return "".join([*out, text[at:]])


def _wanted(typed: str, around: str, around_changed: bool, quotes: Quotes) -> str | None:
    """The marks that a pair becomes, or None when it stays as it was typed."""
    level = quotes.inner if around == quotes.outer else quotes.outer
    if typed == '""' or typed in quotes.foreign:
        return level
    if typed == "''":
        return level if around else quotes.single
    if around_changed and (typed == around or (typed == "‘’" and quotes.inner != "‘’")):
        return level
    return None
