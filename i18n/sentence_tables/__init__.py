"""What a linguist writes about the sentences of a language → a table that `sentences` asks.

One TOML file a language, named by its code; README.md beside them tells how to extend one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Ending = Literal["never", "before number", "before starter", "may"]

LISTS: Mapping[str, Ending] = {
    "never-end": "never",
    "before-number": "before number",
    "end-before-starter": "before starter",
    "may-end": "may",
}
SPACED_STOP = re.compile(r"\.\s+")
_WORDS = ("starters", "words", "always-capital", "continuers", "speech", "elided")
_OTHER = ("ordinals", "noun-capitals", "spaceless", "stop-after-quotation", "marks")
# Languages without a table that write an ordinal number with a full stop (CLDR, RBNF "digits-ordinal").
_ORDINALS = frozenset("bs cs da et eu fi fo hr hu is lv nb nn no sk sl tr".split())
_SPACELESS = frozenset("bo dz gan hak ii ja km lo lzh my nan th wuu yue zh".split())


@dataclass(frozen=True, slots=True)
class Table:
    """A language's own answers where the shape of the text leaves a doubt; its keys are told in README.md.

    ``endings`` says of an abbreviation, without its last full stop and the spaces behind the others, whether a
    sentence may end with it; ``speech`` finds what follows a quotation and belongs to it.
    """

    endings: Mapping[str, Ending]
    starters: frozenset[str]
    words: frozenset[str]
    always_capital: frozenset[str]
    continuers: frozenset[str]
    elided: frozenset[str]
    speech: re.Pattern[str] | None
    ordinals: bool
    noun_capitals: bool
    spaceless: bool
    marks: str
    stop_after_quotation: bool

    def starts(self, word: str) -> bool:
        """Whether sentences begin with this word; where there are no spaces, with what this text begins with."""
        if self.spaceless:
            return any(word[:length] in self.starters for length in range(1, 5))
        return word.lower().replace("’", "'") in self.starters


@cache
def load(language: str) -> Table:
    """The table of a BCP 47 tag by its first subtag; of a language without a file, the empty table.

    >>> load("be-tarask") is load("be"), load("en").endings["Mr"], load("tlh").endings
    (True, 'never', {})
    """
    return _load(re.split("[-_@]", language, maxsplit=1)[0].lower())


@cache
def _load(code: str) -> Table:
    file = Path(__file__).with_name(f"{code}.toml")
    known = code.isalpha() and code.isascii() and file.is_file()
    data = tomllib.loads(file.read_text(encoding="utf-8")) if known else {}
    unknown = data.keys() - {*LISTS, *_WORDS, *_OTHER}
    assert not unknown, f"{code}.toml: unknown keys {sorted(unknown)}"
    listed = dict(_endings(data))
    words = {key: frozenset(data.get(key, "").split()) for key in _WORDS}
    spaceless = data.get("spaceless", code in _SPACELESS)
    return Table(
        endings=_capitals(listed) | listed,
        starters=words["starters"],
        words=words["words"],
        always_capital=words["always-capital"],
        continuers=words["continuers"],
        elided=words["elided"],
        speech=_speech(words["speech"], spaceless=spaceless),
        ordinals=data.get("ordinals", code in _ORDINALS),
        noun_capitals=data.get("noun-capitals", False),
        spaceless=spaceless,
        marks=data.get("marks", ""),
        stop_after_quotation=data.get("stop-after-quotation", False),
    )


def _endings(data: Mapping[str, Any]) -> Iterator[tuple[str, Ending]]:
    """Each abbreviation as it is looked up: ``z. B.`` is ``z.B``."""
    for key, ending in LISTS.items():
        for written in data.get(key, ()):
            yield SPACED_STOP.sub(".", written).removesuffix("."), ending


def _capitals(listed: Mapping[str, Ending]) -> dict[str, Ending]:
    """Those in small letters as they stand at the head of a sentence; not single ones: p. is a page, P. a name."""
    return {short.capitalize(): ending for short, ending in listed.items() if short.islower() and len(short) > 1}


def _speech(verbs: frozenset[str], *, spaceless: bool) -> re.Pattern[str] | None:
    """What names a speaker and says that they spoke, with nothing said after it by a colon.

    The words before the verb are few: „“Really?” old Mrs. Brown asked“ is a tag, „No one could tell who asked“ none.
    """
    if not verbs:
        return None
    verb = "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))
    if spaceless:
        return re.compile(
            rf"[^，。：；！？…、“”‘’（）没沒无無\s]{{0,8}}?(?:{verb})[着了过]?(?:[一两][遍句声聲次])?[，。！]"
        )
    return re.compile(rf"(?:[\w’'-]+\.?\s+){{0,3}}?(?:{verb})(?![\w\u200c])(?!\s*:)")
