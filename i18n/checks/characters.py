"""Characters that nobody sees: bidi controls and zero-width characters, where no script needs them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..model import Finding, Severity
from .context import Context, unread

_OVERRIDES = "\u202d\u202e"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069" + _OVERRIDES
_ZERO_WIDTH = "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
_JOINERS = "\u200c\u200d"
_BREAK = "\u200b"
_TAGS = range(0xE0000, 0xE0080)
_SELECTORS, _MORE_SELECTORS = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)
# Unicode 16, chapters 9, 12 and 13, section 23.2: scripts whose letters join or form clusters.
_JOINING = (
    (0x0600, 0x08FF),  # Arabic, Syriac, Thaana, N'Ko, Mandaic
    (0x0900, 0x0DFF),  # Devanagari to Sinhala
    (0x0F00, 0x109F),  # Tibetan, Burmese
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x1B00, 0x1C4F),  # Balinese to Lepcha
    (0xA840, 0xAAFF),  # Phags-pa to Meetei Mayek
    (0xFB50, 0xFDFF),  # Arabic presentation forms
    (0xFE70, 0xFEFC),
    (0x1E900, 0x1E95F),  # Adlam
)
# Scripts that put no spaces between words: U+200B is where a line may break.
_UNSPACED = ((0x0E00, 0x0EFF), (0x0F00, 0x109F), (0x1780, 0x17FF))


def invisible(context: Context) -> Iterator[Finding]:
    """Invisible characters that the source lacks, and that the script does not need; each once an entry."""
    for entry in unread(context):
        text = entry.target
        found = dict.fromkeys(text[at] for at in invisible_in(text) if text[at] not in entry.key.source)
        for sign in found:
            at = text.index(sign)
            yield context.finding(
                Severity.ERROR if sign in _OVERRIDES else Severity.WARNING,
                entry,
                f"the translation has the invisible character U+{ord(sign):04X} ({name_of(sign)}){_near(text, at)}",
                "Delete it; directions and line breaks are the edition's business.",
                (at, at + 1),
            )


def invisible_in(text: str) -> Iterator[int]:
    """Where a text has invisible characters that its script does not need."""
    if text.isascii():
        return
    for at, sign in enumerate(text):
        if (
            sign in _BIDI
            or ord(sign) in _TAGS
            or _is_stray_selector(text, at)
            or (sign in _ZERO_WIDTH and not _is_needed(text, at))
        ):
            yield at


def _is_stray_selector(text: str, at: int) -> bool:
    """Whether a variation selector stands behind a letter of an alphabet or a space, which have no variants."""
    if ord(text[at]) not in _SELECTORS and ord(text[at]) not in _MORE_SELECTORS:
        return False
    before = text[at - 1 : at]
    return not before or unicodedata.category(before) in ("Lu", "Ll", "Zs", "Cc") or before.isspace()


def _is_needed(text: str, at: int) -> bool:
    """Whether a joiner or a break stands where a script, or an emoji, needs one."""
    sign, before, behind = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign == "\u200c" and (before.isspace() or behind.isspace() or not before or not behind):
        return False
    if sign in _JOINERS and any(_within(beside, _JOINING) for beside in (before, behind)):
        return True
    if sign == "\u200d" and before and behind:
        return all(unicodedata.category(beside) in ("So", "Sk", "Mn") for beside in (before, behind))
    return sign == _BREAK and any(_within(beside, _UNSPACED) for beside in (before, behind))


def _within(sign: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return bool(sign) and any(first <= ord(sign) <= last for first, last in ranges)


def name_of(sign: str) -> str:
    """A character's name in Unicode."""
    return unicodedata.name(sign, "no name").lower()


def _near(text: str, at: int) -> str:
    """The word before a character, so that it can be found."""
    words = "".join(sign for sign in text[:at] if sign not in _BIDI + _ZERO_WIDTH).split()
    return f" after “{words[-1]}”" if words else ""
