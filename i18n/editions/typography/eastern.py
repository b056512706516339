"""The house styles of Hebrew, Arabic, Persian, Chinese, Japanese and Korean."""

from __future__ import annotations

from ...languages import own_digits as digits_of
from . import cjk, scripts
from .house import CLDR, CLDR_ELLIPSIS, SI, Rule, marks
from .quotes import Quotes, with_endings, with_prefixes
from .rules import (
    dashes,
    ellipsis,
    numbers,
)

HE = (
    Rule(ellipsis, CLDR_ELLIPSIS),
    Rule(dashes(" – ", " – "), "האקדמיה ללשון העברית, כללי הפיסוק: קו מפריד"),
    Rule(scripts.gershayim, "האקדמיה ללשון העברית, כללי הפיסוק: גרשיים; U+05F4"),
    Rule(scripts.geresh, "האקדמיה ללשון העברית, כללי הפיסוק: גרש; U+05F3"),
    Rule(numbers(before="עמ[׳']|מס[׳']", initials="A-Z"), SI),
    marks(Quotes("””", "’’", sides=with_prefixes)),
)

AR = (
    Rule(ellipsis, CLDR_ELLIPSIS),
    Rule(dashes(" – ", " – "), "W3C, Arabic & Persian Layout Requirements: punctuation"),
    Rule(scripts.arabic_punctuation, "CLDR 48, characters: exemplarCharacters-punctuation"),
    Rule(numbers(initials="A-Z"), SI),
    # CLDR has ”…“, whose shape depends on the font; « » are mirrored in every one, and books have them.
    marks(Quotes("«»", "“”"), "W3C, Arabic & Persian Layout Requirements: quotation marks"),
)

_DASTUR = "فرهنگستان زبان و ادب فارسی، دستور خط فارسی"
FA = (
    Rule(ellipsis, CLDR_ELLIPSIS),
    Rule(dashes(" – ", " – "), "W3C, Arabic & Persian Layout Requirements: punctuation"),
    Rule(scripts.arabic_punctuation, f"{_DASTUR}؛ CLDR 48, characters: exemplarCharacters-punctuation"),
    Rule(scripts.own_digits(digits_of("fa")), "CLDR 48, numbers: defaultNumberingSystem arabext"),
    Rule(scripts.percent_sign, "CLDR 48, numbers: symbols-numberSystem-arabext, percentSign"),
    Rule(scripts.percent_on_the_left, "UAX #9, W2; W3C, Arabic & Persian Layout Requirements: numbers"),
    Rule(numbers(initials="A-Z"), SI),
    marks(Quotes("«»", "‹›")),
)

_GB = "GB/T 15834—2011 标点符号用法"
ZH_HANS = (
    Rule(cjk.six_dots, f"{_GB}: 省略号"),
    Rule(cjk.two_em_dash, f"{_GB}: 破折号"),
    Rule(cjk.full_width("，"), f"{_GB}: 标点符号的位置和书写形式"),
    marks(Quotes("“”", "‘’", sides=None), f"{CLDR}; {_GB}: 引号"),
    Rule(cjk.no_spaces(""), f"{_GB}: 标点符号的位置和书写形式"),
)
_MOE = "教育部《重訂標點符號手冊》修訂版"
ZH_HANT = (
    Rule(cjk.six_dots, f"{_MOE}：刪節號"),
    Rule(cjk.two_em_dash, f"{_MOE}：破折號"),
    Rule(cjk.full_width("，"), f"{_MOE}"),
    marks(Quotes("「」", "『』", sides=None, foreign=frozenset({"“”"})), f"{CLDR}; {_MOE}：引號"),
    Rule(cjk.no_spaces(""), f"{_MOE}"),
)
_JLREQ = "W3C, 日本語組版処理の要件 (JLREQ)"
JA = (
    Rule(cjk.six_dots, f"{_JLREQ}: リーダー"),
    Rule(cjk.two_em_dash, f"{_JLREQ}: ダッシュ"),
    Rule(cjk.full_width("、"), f"{_JLREQ}: 句読点; 公用文作成の考え方 (2022)"),
    marks(Quotes("「」", "『』", sides=None)),
    Rule(cjk.no_spaces("\u3000"), f"{_JLREQ}: 区切り約物の後は全角アキ"),
)
_MATCHUMBEOP = "한글 맞춤법 부록: 문장 부호 (2014)"
KO = (
    Rule(ellipsis, f"{_MATCHUMBEOP}: 줄임표"),
    Rule(dashes(" — ", " — "), f"{_MATCHUMBEOP}: 줄표"),
    Rule(numbers(initials="A-Z"), SI),
    marks(Quotes("“”", "‘’", sides=with_endings), f"{CLDR}; {_MATCHUMBEOP}: 따옴표"),
)
