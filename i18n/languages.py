"""Language codes as people type them → BCP 47 tags, gettext names, and what CLDR says of a language.

Tags (``zh-Hans``) name languages everywhere inside and in editions; gettext names
(``zh_Hans``, ``sr@latin``) name folders and stand in PO headers. langcodes knows which tags
exist, Babel how a language writes its name, dates and numbers; both enter only here, and late.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from .errors import LanguageError

_SHAPE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,6}(?:@[A-Za-z]{2,12})?")
_SCRIPT_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
_MODIFIERS = {script: modifier for modifier, script in _SCRIPT_MODIFIERS.items()}
# Languages that gettext names with a script, as Weblate and translators do.
_SCRIPT_IN_NAME = frozenset({"zh", "yue", "nan"})
# CLDR 46 likelySubtags: the languages whose default script runs from right to left.
_RTL_LANGUAGES = frozenset(
    "ar arc arz azb bal bgn bqi ckb dv fa glk he ks lrc mzn nqo ota pnb prs ps sd sdh skr syr ug ur yi".split()
)
_RTL_SCRIPTS = frozenset("Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi".split())
_ENDONYMS = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
# House style, not CLDR: Persian prose has Persian digits, which CLDR's Gregorian dates lack.
_DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ckb": "٠١٢٣٤٥٦٧٨٩", "ps": "۰۱۲۳۴۵۶۷۸۹"}
RLM = "\u200f"
"""RIGHT-TO-LEFT MARK: between Persian digits and a percent sign, which UAX #9 (W5) has on their right otherwise."""


@cache
def tag(code: str) -> str:
    """The BCP 47 tag of a code in any common spelling; raises LanguageError when there is no such language.

    >>> tag("zh_hans"), tag("pt-br"), tag("sr@latin"), tag("iw")
    ('zh-Hans', 'pt-BR', 'sr-Latn', 'he')
    """
    known = _COMMON.get(code)
    if known:
        return known
    import langcodes

    try:
        candidate = _from_gettext(code) if _SHAPE.fullmatch(code) else ""
        if candidate and langcodes.tag_is_valid(candidate) and candidate[:3].lower() not in _NO_LANGUAGE:
            return langcodes.standardize_tag(candidate)
    except ValueError:
        pass
    raise LanguageError(f"{code[:40]!r} is no language code", advice=_advice(code))


# Undetermined, several, none: tags that nobody can translate into.
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis"})
_COMMON = {code: code for code in "be de en es fa fr it pl pt ru uk zh-Hans zh-Hant".split()}


def _advice(code: str) -> str:
    first = re.split(r"[-_@]", code)[0].lower()
    known = first if first in _COMMON else _named_in_english(code)
    hint = f"Did you mean {known}? " if known else ""
    if not hint and ("." in code or "/" in code):
        hint = "A language is wanted here, not a file. "
    return f"{hint}Codes look like ru, fa, pt-BR or zh-Hans (BCP 47); a list is at the IANA subtag registry."


def _named_in_english(name: str) -> str | None:
    from babel import Locale

    names = Locale("en").languages.items()
    return next((code.replace("_", "-") for code, said in names if said.lower() == name.lower()), None)


def _from_gettext(code: str) -> str:
    base, _, modifier = code.partition("@")
    base = base.replace("_", "-")
    if not modifier:
        return base
    script = _SCRIPT_MODIFIERS.get(modifier.lower())
    if not script:
        return f"{base}-{modifier}"
    language, *rest = base.split("-")
    return "-".join([language, script, *rest])


def gettext_name(language: str) -> str:
    """The name of a tag's folder and in PO headers.

    >>> gettext_name("zh-Hans"), gettext_name("sr-Latn"), gettext_name("be-tarask")
    ('zh_Hans', 'sr@latin', 'be@tarask')
    """
    first, *rest = tag(language).split("-")
    modifier = ""
    kept = [first]
    for part in rest:
        if part in _MODIFIERS and first not in _SCRIPT_IN_NAME:
            modifier = f"@{_MODIFIERS[part]}"
        elif len(part) >= 5 and part.isalpha():
            modifier = f"@{part}"
        else:
            kept.append(part)
    return "_".join(kept) + modifier


def same(one: str, other: str) -> bool:
    """Whether two codes name one language, however they are spelled; unknown codes equal only themselves."""
    try:
        return tag(one) == tag(other)
    except LanguageError:
        return one == other


def contradict(one: str, other: str) -> bool:
    """Whether two codes name different languages, or different scripts or countries of one.

    >>> contradict("zh", "zh-Hans"), contradict("ru_RU", "ru"), contradict("zh-TW", "zh_CN"), contradict("ru", "uk")
    (False, False, True, True)
    """
    try:
        (first, *some), (second, *others) = tag(one).split("-"), tag(other).split("-")
    except LanguageError:
        return True
    kinds = [{len(part): part for part in parts} for parts in (some, others)]
    return first != second or any(kinds[0][kind] != kinds[1][kind] for kind in kinds[0].keys() & kinds[1].keys())


def with_scripts(language: str) -> tuple[str, ...]:
    """The codes that say in which script a language is written, the usual one first; empty unless it is left open.

    Those are the scripts that CLDR both has texts in (its locales) and takes for usual in some
    country (likelySubtags); Hindi in Latin letters, say, is usual in none.

    >>> with_scripts("zh"), with_scripts("sr-ME"), with_scripts("ru")
    (('zh-Hans', 'zh-Hant'), (), ())
    """
    from babel.core import get_global
    from babel.localedata import locale_identifiers

    likely: dict[str, str] = {
        code: found.split("_")[1]
        for code, found in get_global("likely_subtags").items()
        if code.split("_")[0] == language and not re.search("_[A-Z][a-z]{3}", code)
    }
    written = {name.split("_")[1] for name in locale_identifiers() if name.startswith(f"{language}_")}
    usual = likely.get(language)
    others = sorted({*likely.values()} & written - {usual})
    return tuple(f"{language}-{script}" for script in (usual, *others)) if others else ()


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, from the tag's script or the language's usual one (CLDR)."""
    first, *rest = language.split("-")
    for part in rest:
        if len(part) == 4 and part.isalpha():
            return "rtl" if part.title() in _RTL_SCRIPTS else "ltr"
    return "rtl" if first.lower() in _RTL_LANGUAGES else "ltr"


def endonym(language: str) -> str:
    """A language's name in itself, with a capital where its script has them; the tag when CLDR has none.

    >>> endonym("ru"), endonym("zh-Hans"), endonym("fa")
    ('Русский', '简体中文', 'فارسی')
    """
    locale = _locale(language)
    name = _ENDONYMS.get(language) or (locale.get_display_name() if locale else None) or language
    return name[:1].upper() + name[1:]


def name_in(language: str, reader: str) -> str:
    """The name of a language as a reader of another one writes it in a sentence."""
    locale, wanted = _locale(reader), _locale(language)
    name = wanted.get_display_name(locale) if locale and wanted else None
    return name or endonym(language)


def plural_forms(language: str) -> str:
    """The Plural-Forms header of a language, from CLDR by way of Babel."""
    from babel.messages.plurals import get_plural

    locale = _locale(language)
    forms: str = get_plural(locale).plural_forms if locale else get_plural("en").plural_forms
    return forms


def date(day: dt.date, language: str) -> str:
    """A day in the long form of a language, in its own digits.

    >>> date(dt.date(2025, 12, 8), "fa")
    '۸ دسامبر ۲۰۲۵'
    """
    from babel.dates import format_date

    locale = _locale(language)
    return digits(format_date(day, "long", locale=locale) if locale else day.isoformat(), language)


def percent(share: float, language: str) -> str:
    """A share from 0 to 1 in whole percent; what is neither none nor all is never rounded to it."""
    from babel.numbers import format_percent

    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    locale = _locale(language)
    said = digits(format_percent(whole / 100, locale=locale) if locale else f"{whole}%", language)
    return said.replace("%", f"{RLM}٪") if language.split("-")[0] in _DIGITS else said


def listed(names: Sequence[str], language: str) -> str:
    """Names as a list in a sentence of the language (CLDR listPatterns), in the order given."""
    from babel.lists import format_list

    locale = _locale(language)
    return format_list(list(names), locale=locale) if locale else ", ".join(names)


def digits(text: str, language: str) -> str:
    """European digits as the language's own, where its house style has them."""
    own = own_digits(language)
    return text.translate({ord(str(value)): digit for value, digit in enumerate(own)}) if own else text


def own_digits(language: str) -> str:
    """The ten digits that a language writes numbers with in its house style; empty for European ones."""
    return _DIGITS.get(language.split("-")[0], "")


def sort(languages: Sequence[str]) -> list[str]:
    """Languages by their own names, as a switcher lists them."""
    return sorted(languages, key=lambda language: (endonym(language).casefold(), language))


@cache
def _locale(language: str) -> Any:
    """Babel's locale for a tag, for the nearest it knows, or None."""
    from babel import Locale, UnknownLocaleError

    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
