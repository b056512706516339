"""The house styles of English, German, French, Spanish, Italian, Portuguese and Turkish."""

from __future__ import annotations

from collections.abc import Mapping

from . import scripts
from .house import CLDR, CLDR_ELLIPSIS, SI, Rule, marks
from .quotes import Quotes, with_endings
from .rules import (
    NBSP,
    NNBSP,
    apostrophes,
    apostrophes_also,
    clings,
    dash_never_begins_a_line,
    dashes,
    doubled_dashes,
    ellipsis,
    numbers,
    paired_dashes,
    plural_possessives,
)


def en(dash: str, source: str) -> tuple[Rule, ...]:
    return (
        Rule(ellipsis, CLDR_ELLIPSIS),
        Rule(dashes(dash, dash), source),
        Rule(dash_never_begins_a_line, "U.S. Government Printing Office Style Manual, 8.69"),
        Rule(
            apostrophes_also(r"'(?:(?<=[\w\ufdd0\ufdd1”\"]')(?=(?:s|d|ll|re|ve|m)\b)|(?<![\w']')(?=(?:tis|twas)\b))"),
            "Chicago Manual of Style, 6.114–6.117",
        ),
        Rule(plural_possessives, "Chicago Manual of Style, 7.17"),
        Rule(clings(r"(?:Mr|Mrs|Ms|Dr|Prof|St)\. (?=[A-Z])"), "New Hart’s Rules, 2.4"),
        Rule(numbers(before=r"pp?\.|No\.|[Vv]ol\.|[Cc]h\.|[Ff]ig\."), SI),
        marks(Quotes("“”", "‘’", single="‘’")),
    )


def de(outer: str, inner: str, source: str, foreign: frozenset[str]) -> tuple[Rule, ...]:
    return (
        Rule(ellipsis, "Duden, Auslassungspunkte"),
        Rule(dashes(f"{NBSP}– ", f"{NBSP}– "), "Duden, Gedankenstrich: Halbgeviertstrich mit Leerzeichen; DIN 5008"),
        Rule(dash_never_begins_a_line, "Detailtypografie (Forssman, de Jong): kein Gedankenstrich am Zeilenanfang"),
        Rule(apostrophes, "Duden, Apostroph"),
        Rule(
            clings(
                r"(?:z\. B|d\. h|u\. a|i\. d\. R|u\. U|z\. T|o\. Ä|u\. Ä|s\. o|s\. u|v\. Chr|n\. Chr|i\. A)\.",
                r"(?:Dr|Prof|Hr|Fr|St)\. (?=[A-ZÄÖÜ])",
            ),
            "DIN 5008; Duden, Abkürzungen: z. B. mit festem Zwischenraum",
        ),
        Rule(
            numbers(
                r"Uhr|Mio\.|Mrd\.|Tsd\.|Prozent|kg|t|m|g|l|h|min|s|m²|km²|Euro|Jahre?n?",
                r"Nr\.|S\.|Bd\.|Kap\.|Abb\.|Art\.|Abs\.",
            ),
            "DIN 5008",
        ),
        marks(Quotes(outer, inner, foreign=foreign), source),
    )


_LEXIQUE = "Lexique des règles typographiques en usage à l’Imprimerie nationale"
_WORD_BEHIND = r"(?=\ufdd0{0,4}[\"«“]?\ufdd0{0,4}[^\W\d_]|\ufdd0{0,4}\ufdd1)"
_FR_ELISION = rf"'(?:(?<=\b[cdjlmnstCDJLMNST]')|(?<=\b[Qq]u')|(?<=squ')){_WORD_BEHIND}"


def fr(outer: str, inner: str, high: Mapping[str, str], inside: str) -> tuple[Rule, ...]:
    return (
        Rule(ellipsis, f"{_LEXIQUE}: points de suspension"),
        Rule(dashes(" – ", " – "), f"{_LEXIQUE}: tiret; demi-cadratin entre espaces, usage de l’édition courante"),
        Rule(apostrophes_also(_FR_ELISION), f"{_LEXIQUE}: apostrophe"),
        Rule(clings(r"(?:M|MM|Dr|Pr|St)\. (?=[A-ZÀ-Ý])", r"(?:Mme|Mlle|Mgr) (?=[A-ZÀ-Ý])"), _LEXIQUE),
        Rule(clings(r"[IVXLC]{1,8}(?:er?|ère|ᵉ) (?=siècle)"), _LEXIQUE),
        Rule(
            numbers(
                r"m|g|t|l|h|min|s|millions?|milliards?|euros?|ans?",
                r"[Nn]°|n[ºo]|p\.|pp\.|[Cc]hap\.|[Aa]rt\.|[Ff]ig\.|[Tt]\.",
                percent=NNBSP,
                group=NNBSP,
            ),
            f"{_LEXIQUE}: espaces insécables; CLDR 48, numbers: group, percentFormat",
        ),
        Rule(scripts.high_punctuation(high), f"{_LEXIQUE}: ponctuation haute"),
        marks(Quotes(outer, inner)),
        Rule(scripts.guillemets(inside), f"{_LEXIQUE}: espaces insécables dans les guillemets"),
    )


DPD = "Real Academia Española, Diccionario panhispánico de dudas"


def es(outer: str, inner: str, source: str) -> tuple[Rule, ...]:
    return (
        Rule(ellipsis, f"{DPD}: puntos suspensivos"),
        Rule(paired_dashes, f"{DPD}: raya"),
        Rule(doubled_dashes(" — "), f"{DPD}: raya"),
        Rule(apostrophes, f"{DPD}: apóstrofo"),
        Rule(clings(r"(?:Sr|Sra|Dr|Dra|D|Dña)\. (?=[A-ZÁÉÍÓÚÑ])", r"EE\. (?=UU)"), f"{DPD}: abreviatura"),
        Rule(
            numbers(r"m|g|t|l|h|min|s|millones|años|euros", r"[Nn]\.º|n[ºo]|p\.|pp\.|págs?\.|cap\.|art\.|fig\.|t\."),
            "RAE, Ortografía 2010: símbolos",
        ),
        marks(Quotes(outer, inner), source),
    )


_IT_ELISION = (
    r"'(?:(?:(?<=\b[lcdsmtvLCDSMTV]')|(?<=\b[Uu]n')|(?<=[dDnNsS][eu]ll')|(?<=[dDsS]all')|(?<=\b[aA]ll')"
    rf"|(?<=[Qq]uest')|(?<=[Qq]uell')|(?<=\bbell')){_WORD_BEHIND}|(?<=\b[Pp]o')(?=[\s,;:!?.)]))"
)
IT = (
    Rule(ellipsis, "Treccani, La grammatica italiana: puntini di sospensione"),
    Rule(dashes(" – ", " – "), "Treccani, La grammatica italiana: lineetta"),
    Rule(apostrophes_also(_IT_ELISION), "Treccani, La grammatica italiana: apostrofo"),
    Rule(clings(r"(?:Sig|Dott|Prof|S)\. (?=[A-Z])", r"[IVXLC]{1,8} (?=secolo)"), "Treccani: abbreviazioni"),
    Rule(numbers(r"m|g|t|l|h|min|s|milioni|miliardi|euro|anni", r"n\.|p\.|pp\.|pag\.|cap\.|art\.|fig\."), SI),
    marks(Quotes("«»", "“”")),
)


def pt(outer: str, inner: str) -> tuple[Rule, ...]:
    return (
        Rule(ellipsis, "Cunha e Cintra, Nova gramática: reticências"),
        Rule(dashes(" — ", " — "), "Cunha e Cintra, Nova gramática: travessão"),
        Rule(apostrophes, "Acordo Ortográfico de 1990, base XVIII: apóstrofo"),
        Rule(clings(r"(?:Sr|Sra|Dr|Dra|D)\. (?=[A-ZÁÉÍÓÚÂÊÔÃÕÇ])", r"século (?=[IVXLC]{1,8}(?!\w))"), SI),
        Rule(
            numbers(
                r"m|g|t|l|h|min|s|milhões|mil milhões|bilhões|anos|euros|reais",
                r"n\.º|n[ºo]|p\.|pp\.|págs?\.|cap\.|art\.|fig\.",
            ),
            SI,
        ),
        marks(Quotes(outer, inner)),
    )


_TDK = "Türk Dil Kurumu, Noktalama İşaretleri"
TR = (
    Rule(ellipsis, f"{_TDK}: üç nokta"),
    Rule(doubled_dashes(" — "), f"{_TDK}: uzun çizgi; ara sözlerde kısa çizgi, olduğu gibi kalır"),
    Rule(apostrophes_also(r"'(?:(?<=\d')|(?<=[^\W\d_]\ufdd0'))(?=[^\W\d_])"), f"{_TDK}: kesme işareti"),
    Rule(clings(r"(?:Dr|Prof|Doç|Av|Sn)\. (?=[A-ZÇĞİÖŞÜ])"), f"{_TDK}: kısaltmalar"),
    Rule(numbers(r"m|g|t|l|sa|dk|sn|milyon|milyar|yıl|TL", r"[Ss]\.|[Nn]o\.?"), SI),
    marks(Quotes("“”", "‘’", sides=with_endings), f"{CLDR}; {_TDK}: tırnak işareti"),
)
