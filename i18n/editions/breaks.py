"""Where a line must not break, and where it had better: beside a dash without spaces, in a title of Han characters.

Programs break a line on either side of an em dash (UAX #14, class B2) and between any two
Chinese or Japanese characters; printers do not. Files of plain text are left alone: nobody prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = r"(?:[^\s<>&—]|&(?!nbsp;)#?\w+;)"
LONGEST_WORD = 30
"""How many characters of a word are held on the line of its dash: one that fills a line must break somewhere."""
_BEFORE = re.compile(rf"{_WORD}{{1,{LONGEST_WORD}}}")
_OPENING = re.compile(rf"—(?!&nbsp;){_WORD}{{1,{LONGEST_WORD}}}(?:—(?!—))?")
_VERBATIM = re.compile(r"<(?:pre|code|kbd|samp)\b.*?</(?:pre|code|kbd|samp)>", re.S)
_EDGE = re.compile(r"[\s<>—]|&nbsp;")
_WINDOW = 8 * LONGEST_WORD
"""Where a word that is held begins at most before its dash, each of its signs an entity."""


def hold_dashes(html: str) -> str:
    """HTML whose closed-up em dashes are held to the word before, and opening ones (the Spanish ``—raya``) to the next.

    U.S. Government Printing Office Style Manual, 8.69: not at the beginning of any line;
    Diccionario panhispánico de dudas, raya: no space on the side of the words inside. Spaced
    dashes are a matter of each language, see `typography`; two em dashes in a row are Chinese
    and are left alone. No invisible sign is set: it would be in what readers copy and search.

    >>> hold_dashes("now—not <code>a—b</code>").replace(' class="held"', "")
    '<span>now—</span>not <code>a—b</code>'
    """
    out: list[str] = []
    done = 0
    for start, end in _spans(html) if "—" in html else ():
        out += (html[done:start], '<span class="held">', html[start:end], "</span>")
        done = end
    return "".join(out) + html[done:]


def _spans(html: str) -> Iterator[tuple[int, int]]:
    """From where to where stands what is held: looked for around each dash, for a book has more words than dashes."""
    verbatim = [found.span() for found in _VERBATIM.finditer(html)]
    done = seen = number = 0
    opened = closed = -1
    for at in (found.start() for found in _DASHES.finditer(html)):
        opened, closed = max(opened, html.rfind("<", seen, at)), max(closed, html.rfind(">", seen, at))
        seen = at
        while number < len(verbatim) and verbatim[number][1] <= at:
            number += 1
        if at < done or opened > closed or (number < len(verbatim) and verbatim[number][0] < at):
            continue
        start, end = _held(html, done, at)
        if end:
            yield start, end
            done = end


_DASHES = re.compile("—")


def _held(html: str, done: int, at: int) -> tuple[int, int]:
    """From where to where stands what is held with a dash; (0, 0) where that is nothing."""
    edges = [found.end() for found in _EDGE.finditer(html, max(0, at - _WINDOW), at)]
    start = edges[-1] if edges else max(0, at - _WINDOW)
    if start < at:
        is_word = start >= done and (edges or start == 0) and _BEFORE.fullmatch(html, start, at)
        return (start, at + 1) if is_word and html[at + 1 : at + 2] != "—" else (0, 0)
    found = None if html[at - 1 : at] == "—" or _ends_markup(html, at) else _OPENING.match(html, at)
    return (at, found.end()) if found else (0, 0)


def _ends_markup(html: str, at: int) -> bool:
    """Whether a word that is marked up ends here: a dash belongs to it, then, and not to the next."""
    return html[at - 1 : at] == ">" and html[html.rfind("<", 0, at) + 1] == "/"


_STOPS = "，。；：？！、…—）》〉」』”’"
_CLOSING = re.compile(rf"(?<=[{_STOPS}])(?![{_STOPS}])")
_PARTICLE = re.compile("(?<=的)(?![的确確士" + _STOPS + "])")
# What begins a phrase, in simplified and traditional characters, but behind an adverb that belongs to it.
_FIRST = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![不也就才都又还還是论論])(?=为何|為何|为什么|為什麼|如何|怎样|怎樣|必须|必須|应该|應該|应当|應當|可以"
    r"|不能|不会|不會|以及|并且|並且|而且|但是|因为|因為|如果|虽然|雖然|关于|關於)"
)


# A Japanese particle, and the word behind it that is written with characters of another kind.
_JAPANESE = re.compile(r"(?<=[はがをにでとのもへや])(?<!ども)(?=[\u30a1-\u30fa\u4e00-\u9fff「『（])")
_RULES = {"zh": (_CLOSING, _PARTICLE, _FIRST), "ja": (_CLOSING, _JAPANESE)}


def phrases(title: str, lang: str) -> list[str]:
    """A Chinese or Japanese title in the pieces between which a line had better break; any other as one piece.

    Behind punctuation and particles, and before words that begin a phrase: a small part of
    what a reader knows, but hardly a word is cut in it.

    >>> phrases("四分五裂的反对派为何必须联合起来，瓦解普京的独裁统治", "zh-Hans")
    ['四分五裂的', '反对派', '为何', '必须联合起来，', '瓦解普京的', '独裁统治']
    """
    cuts = {found.start() for rule in _RULES.get(lang.split("-")[0], ()) for found in rule.finditer(title)}
    ends = sorted(cuts | {len(title)})
    return [title[start:end] for start, end in zip([0, *ends], ends, strict=False) if start < end]


LONGEST = 10
"""How many characters of a title surely stand in one line."""


def whole(title: str, lang: str) -> list[str]:
    """What no line of a title may cut: phrases, to which stops cling anyway, and words with their dashes."""
    words = (phrase.rstrip(_STOPS) for phrase in phrases(title, lang))
    held = [title[start:end] for start, end in _spans(title)]
    return [*(phrase for phrase in words if 1 < len(phrase) <= LONGEST and phrase != title), *held]
