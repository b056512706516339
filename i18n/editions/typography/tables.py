"""The house style of each language: its quotation marks, its rules in order, and where each comes from.

A rule stands for one promise and names its source: a key of CLDR 48, a standard, an academy,
a style guide. What a source leaves open, and what readers of the language would not call
wrong, no rule touches. Languages that are not here get the quotation marks that CLDR gives
them, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import eastern, slavic, western
from .house import CLDR, Rule, marks
from .quotes import Quotes
from .rules import NBSP, NNBSP

_FR_HIGH = MappingProxyType(dict.fromkeys(";:!?", NNBSP))
_GUILLEMETS_CH = "Bundeskanzlei, Schreibweisungen: Anführungszeichen"
_DE_FOREIGN = frozenset({"“”", "„”"})

STYLES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "en": western.en("—", "Chicago Manual of Style, 6.85: em dash without spaces"),
        **dict.fromkeys(
            ("en-GB", "en-IE", "en-AU", "en-NZ", "en-ZA", "en-IN"),
            western.en(" – ", "New Hart’s Rules, 4.11: spaced en rule"),
        ),
        "ru": slavic.RU,
        "uk": slavic.UK,
        "be": slavic.BE,
        "de": western.de("„“", "‚‘", f"{CLDR}; Duden, Anführungszeichen", _DE_FOREIGN),
        "de-CH": western.de("«»", "‹›", _GUILLEMETS_CH, frozenset({"“”"})),
        "de-LI": western.de("«»", "‹›", _GUILLEMETS_CH, frozenset({"“”"})),
        "fr": western.fr("«»", "“”", _FR_HIGH, NNBSP),
        "fr-CH": western.fr("«»", "‹›", _FR_HIGH, NNBSP),
        "fr-CA": western.fr("«»", "“”", MappingProxyType({":": NBSP}), NBSP),
        "es": western.es("«»", "“”", f"{western.DPD}: comillas"),
        "es-ES": western.es("«»", "“”", f"{western.DPD}: comillas"),
        "es-*": western.es("“”", "‘’", CLDR),
        "it": western.IT,
        "pl": slavic.PL,
        "pt": western.pt("“”", "‘’"),
        "pt-BR": western.pt("“”", "‘’"),
        "pt-*": western.pt("«»", "“”"),
        "tr": western.TR,
        "he": eastern.HE,
        "ar": eastern.AR,
        "fa": eastern.FA,
        "zh": eastern.ZH_HANS,
        "zh-Hans": eastern.ZH_HANS,
        "zh-Hant": eastern.ZH_HANT,
        "zh-TW": eastern.ZH_HANT,
        "zh-HK": eastern.ZH_HANT,
        "zh-MO": eastern.ZH_HANT,
        "ja": eastern.JA,
        "ko": eastern.KO,
    }
)
"""The rules of a language in the order in which they are applied; ``es-*`` are all regions not named."""

# CLDR 48: the languages whose marks are their own, not the ones that CLDR gives where nobody has said anything.
_CLDR_QUOTES = MappingProxyType(
    {
        "«»“”": "ast br ca el eu lij sc",
        "„“‚‘": "cs dsb et hr hsb is lb mk sk sl",
        "«»‹›": "am rm gsw",
        "””’’": "fi sv",
        "«»‘’": "nb nn no",
        "«»«»": "hy",
        "„“„“": "bg lt",
        "„”«»": "ro",
        "„”»«": "hu",
        "„”‘’": "bs",
        "„“«»": "ka",
        "„”’’": "sr",
        "‘’“”": "nl",
    }
)


def cldr_styles() -> Mapping[str, tuple[Rule, ...]]:
    """The style of each language of which nothing is known but its quotation marks."""
    return MappingProxyType(
        {
            language: (marks(Quotes(four[:2], four[2:])),)
            for four, languages in _CLDR_QUOTES.items()
            for language in languages.split()
        }
    )
