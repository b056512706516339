"""Where a line must not break, and where it had better: beside a dash without spaces, in a title of Han characters.

Programs break a line on either side of an em dash (UAX #14, class B2) and between any two
Chinese or Japanese characters; printers do not. Files of plain text are left alone: nobody prints them.
"""

from __future__ import annotations

import re

_WORD = r"(?:[^\s<>&—]|&(?!nbsp;)#?\w+;)"
LONGEST_WORD = 30
"""How many characters of a word are held on the line of its dash: one that fills a line must break somewhere."""
_DASH = re.compile(
    r"<(?:pre|code|kbd|samp)\b.*?</(?:pre|code|kbd|samp)>|<[^>]*>"  # nothing to be changed in these
    rf"|(?:(?<![^\s>—])|(?<=&nbsp;))(?P<held>{_WORD}{{1,{LONGEST_WORD}}}—(?!—)"
    rf"|(?<!—)—(?!&nbsp;){_WORD}{{1,{LONGEST_WORD}}}(?:—(?!—))?)",
    re.S,
)


def hold_dashes(html: str) -> str:
    """HTML whose closed-up em dashes are held to the word before, and opening ones (the Spanish ``—raya``) to the next.

    U.S. Government Printing Office Style Manual, 8.69: not at the beginning of any line;
    Diccionario panhispánico de dudas, raya: no space on the side of the words inside. Spaced
    dashes are a matter of each language, see `typography`; two em dashes in a row are Chinese
    and are left alone. No invisible sign is set: it would be in what readers copy and search.

    >>> hold_dashes("now—not <code>a—b</code>").replace(' class="held"', "")
    '<span>now—</span>not <code>a—b</code>'
    """
    return _DASH.sub(_held, html) if "—" in html else html


def _held(found: re.Match[str]) -> str:
    words = found["held"]
    if not words or (words.startswith("—") and _ends_markup(found.string, found.start())):
        return found[0]
    return f'<span class="held">{words}</span>'


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
    held = [found["held"] for found in _DASH.finditer(title) if found["held"]]
    return [*(phrase for phrase in words if 1 < len(phrase) <= LONGEST and phrase != title), *held]
