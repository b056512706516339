"""Rules that several languages share: dashes, ellipsis, apostrophes, spaces that must not break.

A rule takes a masked segment and returns it; it changes neither letters nor digits, and a
second time it changes nothing. It tells by a quick look whether there is anything for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .mask import OPAQUE, TRANSPARENT

Apply = Callable[[str], str]

NBSP, NNBSP = "\u00a0", "\u202f"
_LETTER = r"[^\W\d_]"

_THREE_DOTS = re.compile(r"(?<![./\\])\.\.\.(?![./\\\d])")
_THREE_DOTS_ALONE = re.compile(r"(?<![./\\?!])\.\.\.(?![./\\\d])")


def ellipsis(text: str) -> str:
    """Three full stops as the one character; four, and those of paths and ranges, stay.

    >>> ellipsis("so... 1...5")
    'so… 1...5'
    """
    return _THREE_DOTS.sub("…", text) if "..." in text else text


def ellipsis_alone(text: str) -> str:
    """As `ellipsis`, but not after ``?`` and ``!``, which take two further dots in Russian and its neighbours."""
    return _THREE_DOTS_ALONE.sub("…", text) if "..." in text else text


# A hyphen between spaces, where it is neither a minus nor a rule nor an arrow.
_SPACED = re.compile(r"[ \u00a0](?<=[^\s\-–—−=+*/<>|«].)(-{1,3}) (?=[^\s\-–—−=+*/<>|»])")
_BEFORE_COMMA = re.compile(r" (?<=[^\s\-–—−=+*/<>|«] )-{1,3}(?=, )")
# Two hyphens between two words.
_TIGHT = re.compile(rf"(?<![\w./@\\:=\-{OPAQUE}])({_LETTER}+)-{{2,3}}(?={_LETTER}+(?:[\s.,;:!?…)»”’\"']|$))")
_LEADING = re.compile(r"^--(?= [^\s\-–—])", re.MULTILINE)


def dashes(spaced: str, doubled: str) -> Apply:
    """The rule that sets a hyphen between spaces as ``spaced``, and two hyphens between words as ``doubled``.

    Ranges and sums (``5 - 3``) stay, and so does a hyphen at the beginning of a line.
    """

    def dash(text: str) -> str:
        if "-" not in text:
            return text
        if " -" in text or "\u00a0-" in text:
            text = _SPACED.sub(lambda found: _dash(found, spaced), text)
            text = _BEFORE_COMMA.sub(spaced.rstrip(" "), text)
        if "--" in text:
            text = _LEADING.sub(doubled.strip(), _TIGHT.sub(lambda found: found[1] + doubled, text))
        return text

    return dash


def doubled_dashes(doubled: str) -> Apply:
    """The rule for languages in which a single hyphen between spaces may be right: it stays."""

    def dash(text: str) -> str:
        if "--" not in text:
            return text
        text = _SPACED.sub(lambda found: found[0] if len(found[1]) == 1 else _dash(found, doubled), text)
        return _TIGHT.sub(lambda found: found[1] + doubled, text)

    return dash


def _dash(found: re.Match[str], dash: str) -> str:
    text = found.string
    numbers = text[found.start() - 1].isdigit() and text[found.end()].isdigit()
    return found[0] if numbers else dash


_RAYAS = re.compile(
    r"(?<=[^\s\-–—−=+*/<>|.!?…]) -{1,3} (?=[^\s\-–—−=+*/<>|])([^.!?…\n\-–—]{1,300}) -{1,3} (?=[^\s\-–—−=+*/<>|])"
)


def paired_dashes(text: str) -> str:
    """Two hyphens around words of one sentence as dashes that cling to them; one alone stays."""
    return _RAYAS.sub(r" —\1— ", text) if " -" in text else text


_BEFORE_DASH = re.compile(r" (?=[—–](?:[ ,]|$))(?<=\S )")
_DIALOGUE = re.compile(r"^([—–]) (?=\S)", re.MULTILINE)


def dash_never_begins_a_line(text: str) -> str:
    """A no-break space before a dash between spaces, and after the one that begins a line of dialogue."""
    if "—" not in text and "–" not in text:
        return text
    return _DIALOGUE.sub(rf"\1{NBSP}", _BEFORE_DASH.sub(NBSP, text))


_INNER_APOSTROPHE = re.compile(rf"'(?<={_LETTER}')(?={_LETTER})")


def apostrophes(text: str) -> str:
    """An apostrophe between two letters is the typographic one."""
    return _INNER_APOSTROPHE.sub("’", text) if "'" in text else text


def apostrophes_also(pattern: str) -> Apply:
    """The rule for apostrophes between letters, and those that match ``pattern``, where the sign is a group's gap."""
    more = re.compile(pattern)

    def apostrophe(text: str) -> str:
        return more.sub("’", _INNER_APOSTROPHE.sub("’", text)) if "'" in text else text

    return apostrophe


_OPENING_SINGLE = re.compile(r"(?<![^\s(\[“\"—–-])'\w")
_PLURAL_POSSESSIVE = re.compile(r"'(?<=s')(?=[\s,.;:!?)…”\"]|$)")


def plural_possessives(text: str) -> str:
    """The apostrophe at the end of ``dogs'``, where no single quotation mark opens in the whole segment."""
    return text if "s'" not in text or _OPENING_SINGLE.search(text) else _PLURAL_POSSESSIVE.sub("’", text)


def word_clings_to_next(words: str) -> Apply:
    """The rule that keeps words of one letter (``words`` are the letters) on the line of the next word."""
    before, word = rf"[^\w\u0300-\u036f'’\-.{OPAQUE}]", f"[{words}{words.upper()}]"
    space = re.compile(rf" (?:(?<={before}{word} )|(?<=^{word} ))(?=[^\s—–\-])", re.MULTILINE)

    def one_letter_words(text: str) -> str:
        return space.sub(NBSP, text)

    return one_letter_words


def word_clings_to_previous(words: str) -> Apply:
    """The rule that keeps particles of one letter on the line of the word before."""
    space = re.compile(rf" (?=[{words}](?![\w'’\-.]))(?<=\w )")

    def particles(text: str) -> str:
        return space.sub(NBSP, text)

    return particles


_UNITS = "mm|cm|dm|km|mg|kg|ml|cl|dl|hl|ha|kW|MW|GW|kWh|MWh|GWh|Hz|kHz|MHz|GHz|kB|MB|GB|TB|°C|°F|°|€|£|\\$|¥|₽|₴|zł"
_THOUSANDS = re.compile(r"(?<![\d.,])(?<!\d[ \u00a0\u202f])(\d{1,3})((?: \d{3})+)(?![\d]| \d)")
_DIGIT = re.compile(r"\d")


def numbers(
    units: str = "", before: str = "", *, percent: str = NBSP, group: str = NBSP, initials: str = "A-ZÀ-ÖØ-Þ"
) -> Apply:
    """The rule that keeps a number with its unit, its thousands and its sign, and initials with a name.

    ``units`` and ``before`` are alternatives of regular expressions: what follows a number,
    and the words a number follows; ``percent`` is the space before ``%``, ``group`` the one
    between thousands. Only spaces that are there are changed.
    """
    unit = re.compile(rf"\d (?=(?:{_UNITS}{'|' + units if units else ''})(?![\w'’]))")
    share = re.compile(r"\d (?=[%‰])")
    sign = re.compile(rf"(?:[№§]§?{'|' + before if before else ''}) (?=\d|[IVXLC]+(?!\w))")

    def keep_together(text: str) -> str:
        if _DIGIT.search(text):
            text = share.sub(lambda found: found[0][0] + percent, unit.sub(lambda found: found[0][0] + NBSP, text))
            text = _THOUSANDS.sub(lambda found: found[1] + found[2].replace(" ", group), text)
            text = sign.sub(_clinging, text)
        return text

    return _then(keep_together, _initials(initials))


def _initials(capitals: str) -> Apply:
    """Two initials and more before a name; a single one could as well end a sentence."""
    several = re.compile(rf"[{capitals}]\.(?: ?[{capitals}]\.){{1,3}} (?=[{capitals}]\w)")

    def initials(text: str) -> str:
        return several.sub(_clinging, text)

    return initials


def clings(*patterns: str) -> Apply:
    """The rule that puts a no-break space for each space in what the patterns match, at the beginning of a word."""
    pattern = re.compile("|".join(patterns))

    def keep_together(text: str) -> str:
        return pattern.sub(_clinging, text)

    return keep_together


def _clinging(found: re.Match[str]) -> str:
    """What was found without breaks, where a word begins: looked up here, as a pattern that begins so is slow."""
    before = found.string[found.start() - 1] if found.start() else ""
    return found[0] if before.isalnum() or before in (".", "_") else found[0].replace(" ", NBSP)


def abbreviations(pairs: Sequence[tuple[str, str]]) -> Apply:
    """The rule for abbreviations of several words: a no-break space between them, written or not.

    >>> abbreviations([("т", "д")])("и т.д.")
    'и т.\\xa0д.'
    """
    pattern = re.compile("|".join(rf"{one}\. ?{other}\.(?!\w)" for one, other in pairs))

    def joined(found: re.Match[str]) -> str:
        before = found.string[found.start() - 1] if found.start() else ""
        if before.isalnum() or before in (".", "_", OPAQUE, TRANSPARENT):
            return found[0]
        return found[0].replace(" ", "").replace(".", f".{NBSP}", 1)

    def abbreviation(text: str) -> str:
        return pattern.sub(joined, text)

    return abbreviation


def _then(*rules: Apply) -> Apply:
    def every(text: str) -> str:
        for rule in rules:
            text = rule(text)
        return text

    return every
