"""A translation as it was typed → as it is set in its language: quotation marks, dashes, spaces that do not break.

`tables` has the rules of each language with their sources, `mask` hides from them what is
no prose. A linguist's cases are in tests/data/typography.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from .mask import mask, restore
from .rules import Apply
from .tables import STYLES, cldr_styles


def typeset(text: str, locale: str) -> str:
    """A segment (inline Markdown) in the typography of a language (a BCP 47 tag).

    Letters are never changed, digits only where the language writes its own; code, links,
    addresses, raw HTML, footnote marks and escapes stay as they are, and so do the blocks
    and the emphasis of the text. Setting twice is setting once.

    >>> typeset('Он сказал: "да" - и ушёл...', "ru")
    'Он сказал: «да»\\xa0— и\\xa0ушёл…'
    """
    rules = _rules(locale)
    masked = mask(text) if rules and text else None
    if masked is None:
        return text
    changed = _applied(rules, masked.text)
    if changed == masked.text:
        return text
    result = restore(changed, masked.kept)
    again = mask(result) if masked.kept else None
    # Markup that would be read otherwise beside its new neighbours keeps its old ones.
    return text if again is not None and again != (changed, masked.kept) else result


def _applied(rules: tuple[Apply, ...], text: str) -> str:
    """The rules in order, and again while marks are left that could not be told before their neighbours changed."""
    for _ in range(_PATIENCE):
        before = text
        for rule in rules:
            text = rule(text)
        if text == before or not _LEFT.search(text):
            break
    return text


_PATIENCE = 4
_LEFT = re.compile("[\"']")


@cache
def _rules(locale: str) -> tuple[Apply, ...]:
    """The rules of a language: its own, those of its nearest relation, or the quotation marks of CLDR."""
    parts = locale.split("-")
    for length in range(len(parts), 0, -1):
        name = "-".join(parts[:length])
        wild = f"{parts[0]}-*" if length == len(parts) > 1 else ""
        found = STYLES.get(name) or STYLES.get(wild) or cldr_styles().get(name)
        if found:
            return tuple(rule.apply for rule in found)
    return ()


class Emphasis(StrEnum):
    """How a script shows what Markdown writes as ``*emphasis*``."""

    ITALIC = "italic"
    BOLD = "bold"
    DOTS_BELOW = "dots below"
    DOTS_ABOVE = "dots above"


_EMPHASIS = {
    "zh": Emphasis.DOTS_BELOW,
    "ja": Emphasis.DOTS_ABOVE,
    "ko": Emphasis.DOTS_ABOVE,
    "ar": Emphasis.BOLD,
    "fa": Emphasis.BOLD,
    "he": Emphasis.BOLD,
}


def emphasis(locale: str) -> Emphasis:
    """How emphasis is shown in a language: scripts without italics have dots or bold (clreq, jlreq, klreq, alreq).

    The text keeps its ``*``; the style sheet of HTML and EPUB and the template of the PDF
    show it so.

    >>> emphasis("zh-Hant"), emphasis("ru")
    (<Emphasis.DOTS_BELOW: 'dots below'>, <Emphasis.ITALIC: 'italic'>)
    """
    return _EMPHASIS.get(locale.split("-")[0], Emphasis.ITALIC)
