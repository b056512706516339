"""The house styles of Russian, Ukrainian, Belarusian and Polish."""

from __future__ import annotations

from .house import CLDR, Rule, marks
from .quotes import Quotes
from .rules import (
    NBSP,
    abbreviations,
    apostrophes,
    clings,
    dash_never_begins_a_line,
    dashes,
    ellipsis,
    ellipsis_alone,
    numbers,
    word_clings_to_next,
    word_clings_to_previous,
)

_MILCHIN = "Мильчин, Чельцова. Справочник издателя и автора"
_RU_UNITS = (
    r"мм|см|дм|км|м²|м³|км²|м|мг|кг|г|т|мл|л|га|ч|мин|сек|кВт|МВт|ГВт|Вт|Гц|кГц|МГц|ГГц|КБ|МБ|ГБ|ТБ|"
    r"руб\.|коп\.|тыс\.|млн|млрд|трлн|чел\.|экз\.|год[ауе]?|годом|годах|лет|гг?\.|вв?\.|р\.|шт\."
)
_ROMAN = r"[IVXLC]{1,8}"

RU = (
    Rule(ellipsis_alone, f"{_MILCHIN}: многоточие; ?.. и !.. — две точки"),
    Rule(dashes(f"{NBSP}— ", f"{NBSP}— "), f"{_MILCHIN}: тире отбивают, в начало строки не переносят"),
    Rule(dash_never_begins_a_line, f"{_MILCHIN}: тире отбивают, в начало строки не переносят"),
    Rule(word_clings_to_next("авикосу"), f"{_MILCHIN}: однобуквенные предлоги и союзы не оставляют в конце строки"),
    Rule(word_clings_to_previous("бж"), f"{_MILCHIN}: частицы б и ж не отрывают от слова"),
    Rule(
        abbreviations([("т", "д"), ("т", "п"), ("т", "е"), ("т", "к"), ("т", "н"), ("н", "э")]),
        f"{_MILCHIN}: сокращения",
    ),
    Rule(clings(r"и т\.", r"и др\.", r"до н\.", rf"{_ROMAN} (?=век|вв?\.|ст\.|столети)"), _MILCHIN),
    Rule(
        numbers(_RU_UNITS, r"[Сс]тр\.|[Сс]\.|[Рр]ис\.|[Тт]абл\.|[Гг]л\.|[Сс]т\.|[Тт]\.|[Пп]\.", initials="А-ЯЁA-Z"),
        _MILCHIN,
    ),
    marks(Quotes("«»", "„“", foreign=frozenset({"“”"})), f"{CLDR}; {_MILCHIN}: кавычки «ёлочки» и „лапки“"),
)

_PRAVOPYS = "Український правопис 2019"
UK = (
    Rule(ellipsis_alone, f"{_PRAVOPYS}: три крапки; ?.. і !.."),
    Rule(dashes(f"{NBSP}— ", f"{NBSP}— "), f"{_PRAVOPYS}: тире"),
    Rule(dash_never_begins_a_line, f"{_PRAVOPYS}: тире; правила технічного переносу"),
    Rule(apostrophes, f"{_PRAVOPYS}, § 7: апостроф; U+2019 за CLDR 48, characters: exemplarCharacters"),
    Rule(word_clings_to_next("авзійоу"), f"{_PRAVOPYS}: технічний перенос"),
    Rule(word_clings_to_previous("бж"), f"{_PRAVOPYS}: технічний перенос"),
    Rule(abbreviations([("т", "д"), ("т", "п"), ("т", "ін"), ("н", "е")]), f"{_PRAVOPYS}: графічні скорочення"),
    Rule(
        clings(r"[іт]а? т\.", r"та ін\.", r"до н\.", rf"{_ROMAN} (?=ст\.|століт)"),
        f"{_PRAVOPYS}: технічний перенос",
    ),
    Rule(
        numbers(
            r"мм|см|дм|км|м²|м³|км²|м|мг|кг|г|т|мл|л|га|год|хв|кВт|МВт|ГВт|Вт|Гц|кГц|МГц|ГГц|КБ|МБ|ГБ|ТБ|"
            r"грн|коп\.|тис\.|млн|млрд|трлн|осіб|рік|рок[уаи]|році|роком|років|рр?\.|ст\.|шт\.",
            r"[Сс]\.|[Рр]ис\.|[Тт]абл\.|[Рр]озд\.|[Сс]т\.|[Тт]\.|[Пп]\.",
            initials="А-ЯҐЄІЇA-Z",
        ),
        f"{_PRAVOPYS}: технічний перенос",
    ),
    marks(Quotes("«»", "„“")),
)

_PRAVILY = "Правілы беларускай арфаграфіі і пунктуацыі 2008"
BE = (
    Rule(ellipsis_alone, f"{_PRAVILY}: шматкроп’е"),
    Rule(dashes(f"{NBSP}— ", f"{NBSP}— "), f"{_PRAVILY}: працяжнік"),
    Rule(dash_never_begins_a_line, f"{_PRAVILY}: правілы тэхнічнага пераносу"),
    Rule(apostrophes, f"{_PRAVILY}: апостраф; U+2019 паводле CLDR 48, characters: exemplarCharacters"),
    Rule(word_clings_to_next("азіоуў"), f"{_PRAVILY}: правілы тэхнічнага пераносу"),
    Rule(word_clings_to_previous("бж"), f"{_PRAVILY}: правілы тэхнічнага пераносу"),
    Rule(abbreviations([("г", "д"), ("т", "п"), ("г", "зн"), ("н", "э")]), f"{_PRAVILY}: скарачэнні"),
    Rule(
        clings(r"і г\.", r"да т\.", r"і інш\.", r"да н\.", rf"{_ROMAN} (?=ст\.|стагоддз)"),
        f"{_PRAVILY}: правілы тэхнічнага пераносу",
    ),
    Rule(
        numbers(
            r"мм|см|дм|км|м²|м³|км²|м|мг|кг|г|т|мл|л|га|гадз|хв|кВт|МВт|ГВт|Вт|Гц|кГц|МГц|ГГц|КБ|МБ|ГБ|ТБ|"
            r"руб\.|кап\.|тыс\.|млн|млрд|трлн|чал\.|год[ауе]?|годам|гадоў|гг?\.|ст\.|шт\.",
            r"[Сс]\.|[Рр]ыс\.|[Тт]абл\.|[Гг]л\.|[Аа]рт\.|[Тт]\.|[Пп]\.",
            initials="А-ЯЁІЎA-Z",
        ),
        f"{_PRAVILY}: правілы тэхнічнага пераносу",
    ),
    marks(Quotes("«»", "„“")),
)


_PWN = "PWN, Zasady pisowni i interpunkcji"
PL = (
    Rule(ellipsis, f"{_PWN}: wielokropek"),
    Rule(dashes(f"{NBSP}– ", f"{NBSP}– "), f"{_PWN}: myślnik ze spacjami; półpauza"),
    Rule(dash_never_begins_a_line, "Wolański, Edycja tekstów: myślnik nie rozpoczyna wiersza"),
    Rule(apostrophes, f"{_PWN}: apostrof"),
    Rule(word_clings_to_next("aiouwz"), "Wolański, Edycja tekstów: spójniki i przyimki jednoliterowe"),
    Rule(
        clings(
            r"(?:dr|prof|św|mgr|inż|ks)\.? (?=[A-ZĄĆĘŁŃÓŚŹŻ])",
            r"[IVXLC]{1,8} (?=w\.|wieku?)",
            r"p\. n\. e\.",
            r"n\. e\.",
        ),
        "Wolański, Edycja tekstów: twarda spacja",
    ),
    Rule(
        numbers(
            r"m|g|t|l|h|min|s|tys\.|mln|mld|proc\.|rok|roku|r\.|w\.|osób|lat",
            r"nr|s\.|str\.|t\.|rozdz\.|art\.|ust\.|rys\.",
        ),
        "Wolański, Edycja tekstów: twarda spacja",
    ),
    marks(Quotes("„”", "«»", foreign=frozenset({"“”", "„“"})), f"{CLDR}; {_PWN}: cudzysłów"),
)
