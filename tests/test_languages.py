"""Language codes however they are typed, and what is said in a language."""

import datetime as dt

import pytest

from i18n import languages
from i18n.errors import LanguageError


@pytest.mark.parametrize(
    "code", ["", "x", "xx_YY", "../../etc", "ru\n", "ru RU", "qq", "ru_", "a" * 300, "en-", "ру", "ru/..", "-C"]
)
def test_what_is_no_language_is_refused_with_advice(code):
    with pytest.raises(LanguageError) as error:
        languages.tag(code)
    assert error.value.advice


@pytest.mark.parametrize(
    ("code", "tag", "folder", "direction"),
    [
        ("ru", "ru", "ru", "ltr"),
        ("RU", "ru", "ru", "ltr"),
        ("pt_BR", "pt-BR", "pt_BR", "ltr"),
        ("pt-br", "pt-BR", "pt_BR", "ltr"),
        ("zh_Hans", "zh-Hans", "zh_Hans", "ltr"),
        ("zh-hans", "zh-Hans", "zh_Hans", "ltr"),
        ("sr@latin", "sr-Latn", "sr@latin", "ltr"),
        ("sr_Latn", "sr-Latn", "sr@latin", "ltr"),
        ("be@tarask", "be-tarask", "be@tarask", "ltr"),
        ("ca@valencia", "ca-valencia", "ca@valencia", "ltr"),
        ("iw", "he", "he", "rtl"),
        ("fa", "fa", "fa", "rtl"),
        ("ks-Deva", "ks-Deva", "ks@devanagari", "ltr"),
        ("uz-Arab", "uz-Arab", "uz@arabic", "rtl"),
        ("tlh", "tlh", "tlh", "ltr"),
    ],
)
def test_codes_become_tags_folders_and_directions(code, tag, folder, direction):
    assert languages.tag(code) == tag
    assert languages.gettext_name(tag) == folder
    assert languages.tag(folder) == tag, "a folder's name leads back to its language"
    assert languages.direction(tag) == direction


DAY = dt.date(2025, 12, 8)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "December 8, 2025"),
        ("ru", "8 декабря 2025\u202fг."),
        ("uk", "8 грудня 2025\u202fр."),
        ("be", "8 снежня 2025\u202fг."),
        ("de", "8. Dezember 2025"),
        ("fa", "۸ دسامبر ۲۰۲۵"),
        ("zh-Hans", "2025年12月8日"),
        ("tlh", "2025-12-08"),
    ],
)
def test_dates_are_said_in_the_language(tag, said):
    assert languages.date(DAY, tag).replace("\u00a0", "\u202f") == said.replace("\u00a0", "\u202f")


@pytest.mark.parametrize(("share", "said"), [(0.0, "0%"), (0.001, "1%"), (0.5, "50%"), (0.999, "99%"), (1.0, "100%")])
def test_what_is_neither_none_nor_all_is_never_rounded_to_it(share, said):
    assert languages.percent(share, "en") == said


def test_persian_has_its_own_digits_and_its_percent_sign_stays_on_their_left_at_the_beginning_of_a_line():
    assert languages.percent(0.5, "fa") == "۵۰\u200f٪"


def test_a_switcher_lists_languages_by_their_own_names():
    assert languages.sort(["zh-Hans", "ru", "de", "fa", "be"]) == ["de", "be", "ru", "fa", "zh-Hans"]


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("zh", "zh-Hans zh-Hant"),
        ("sr", "sr-Cyrl sr-Latn"),
        ("uz", "uz-Latn uz-Arab uz-Cyrl"),
        ("pa", "pa-Guru pa-Arab"),
        ("yue", "yue-Hant yue-Hans"),
        *((code, "") for code in ("zh-Hant", "zh_TW", "sr@latin", "sr-ME", "pa-PK")),
        *((code, "") for code in ("ru", "de", "fa", "hi", "ja", "pt", "ar", "en", "be-tarask", "qaa", "chr")),
    ],
)
def test_a_language_of_several_scripts_has_a_code_for_each_the_usual_one_first(code, codes):
    assert " ".join(languages.with_scripts(languages.tag(code))) == codes
