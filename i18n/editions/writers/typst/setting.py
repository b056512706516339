"""How a text is set in each language: faces, size, lines, indents, emphasis. Values for the template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from ....languages import digits, direction
from .fonts import BOOK, MONO, families
from .source import Code, Value


class Emphasis(StrEnum):
    """How a script sets a word off: Latin and its kin slant it, the others never did."""

    ITALIC = "italic"
    BOLD = "bold"
    SANS = "sans"


@dataclass(frozen=True, slots=True)
class Setting:
    """``size`` and ``line`` (from one baseline to the next) in points, ``indent`` of a paragraph in em.

    ``indents_first`` tells whether the paragraph after a heading is indented as well.
    ``region`` is what typst needs beside the language (shapes and punctuation of Chinese).
    """

    face: str = BOOK
    han: str = "SC"
    size: float = 10.5
    line: float = 14.5
    indent: float = 1.4
    indents_first: bool = False
    emphasis: Emphasis = Emphasis.ITALIC
    region: str | None = None


_LATIN = Setting()
# Russian printing indents every paragraph (Мильчин, Справочник издателя и автора, § 15.3); so does French and Spanish.
_INDENTED = Setting(indents_first=True)
_ARABIC = Setting("Amiri", size=12, line=18.5, indent=1.2, indents_first=True, emphasis=Emphasis.BOLD)
_HEBREW = Setting("Frank Ruhl Libre", size=11, line=15.5, emphasis=Emphasis.BOLD)
# Chinese requirements (W3C clreq, 3.1): full-width indent of two characters; JLREQ 3.1.1: of one.
_CHINESE = Setting(size=10.5, line=18, indent=2, indents_first=True, emphasis=Emphasis.SANS, region="cn")
SETTINGS = {
    "ar": _ARABIC,
    "be": _INDENTED,
    "bg": _INDENTED,
    "ckb": _ARABIC,
    "es": _INDENTED,
    "fa": _ARABIC,
    "fr": _INDENTED,
    "he": _HEBREW,
    "it": _INDENTED,
    "ja": replace(_CHINESE, han="JP", indent=1, region="jp"),
    "ko": replace(_CHINESE, han="KR", indent=1, line=17.5, region="kr"),
    "pl": _INDENTED,
    "ps": _ARABIC,
    "pt": _INDENTED,
    "ru": _INDENTED,
    "uk": _INDENTED,
    "ur": _ARABIC,
    "yi": _HEBREW,
    "zh": _CHINESE,
    "zh-Hant": replace(_CHINESE, han="TC", region="tw"),
}


@cache
def setting(language: str) -> Setting:
    """The setting of a language, of the nearest that the table knows, or as English is set."""
    parts = language.split("-")
    if parts[0] == "zh" and {"Hant", "TW", "HK", "MO"} & set(parts):
        return SETTINGS["zh-Hant"]
    return next((SETTINGS[name] for n in range(len(parts), 0, -1) if (name := "-".join(parts[:n])) in SETTINGS), _LATIN)


def values(language: str) -> dict[str, Value]:
    """The setting of a language as the template wants it."""
    own = setting(language)
    region = own.region or next((part for part in language.split("-")[1:] if len(part) == 2), None)
    return {
        "lang": language.split("-")[0].lower(),
        "region": region and region.lower(),
        "dir": Code(direction(language)),
        "font": _faces(own, "Serif"),
        "sans": _faces(own, "Sans"),
        "mono": [MONO, *_faces(own, "Serif")],
        "size": Code(f"{own.size}pt"),
        "line": Code(f"{own.line}pt"),
        "indent": Code(f"{own.indent}em"),
        "indents-first": own.indents_first,
        "emphasis": own.emphasis.value,
        "numbers": digits("1", language),
    }


def _faces(own: Setting, style: str) -> list[Value]:
    """Chinese, Japanese and Korean set their quotation marks and dashes in their own face, Latin words in ours."""
    names: list[Value] = list(families(own.han, own.face, style))
    if own.emphasis is Emphasis.SANS:
        return [{"name": BOOK, "covers": "latin-in-cjk"}, f"Noto {style} {own.han}", *names]
    return names
