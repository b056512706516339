"""A translation is set in its language: a linguist's cases, and the laws that hold for any text at all."""

import re
from pathlib import Path

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from i18n import inline, languages, sentence_view
from i18n.editions import furniture
from i18n.editions.typography import Emphasis, emphasis, typeset
from i18n.editions.typography.mask import by_parser, maybe_quickly
from i18n.editions.typography.tables import STYLES
from i18n.formats.markdown.blocks import parse
from i18n.inline import guard_lines, spans, tidy

CASES = Path(__file__).parent / "data" / "typography"
SIGNS = str.maketrans({"␣": "\u00a0", "⎵": "\u202f", "¦": "\u200c", "⏎": "\n", "⍽": "\u3000", "⇐": "\u200f"})
LANGUAGES = tuple(name for name in STYLES if not name.endswith("*"))


def cases(path):
    """(line number, before, after) of a case file; ``= text`` stays as it is."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        before, arrow, after = line.removeprefix("= ").partition(" → ")
        assert bool(arrow) != line.startswith("= "), f"{path.name}:{number}: neither a change nor a text that stays"
        yield number, before.translate(SIGNS), (after or before).translate(SIGNS)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_each_language_is_set_as_its_linguist_says(path):
    wrong = [
        f"{path.name}:{number}: {before!r} → {found!r}, not {after!r}"
        for number, before, after in cases(path)
        if (found := typeset(before, path.stem)) != after
    ]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_set_already_stays(path):
    wrong = [
        f"{path.name}:{number}: {after!r} → {typeset(after, path.stem)!r}"
        for number, _, after in cases(path)
        if typeset(after, path.stem) != after
    ]
    assert not wrong, "\n" + "\n".join(wrong)


# fmt: off
_SCRAPS = [
    '"', "'", "''", "“", "”", "„", "«", "»", "‘", "’", "‹", "「", "」", " - ", "-", "--", " -- ", "---", "—", " – ",
    "...", "....", "…", "。。。", ".", ",", ";", ":", "!", "?", "%", "(", ")", "[", "]", "(u)", "[^1]", "^[", " ", "  ",
    "\u00a0", "\u202f", "\u200c", "\n", "\\\n", "  \n", "*", "**", "_", "~~", "`", "``", "<", "<b>", "</b>", "<br>",
    "<code>", "</code>", '<span lang="x">', "</span>", '<a href="x">', "</a>", "&amp;", "&nbsp;", "&quot;", "\\",
    "\\\"", "http://a.b/c--d", "https://x.y?q='z'", "www.a.b", "me@x.org", "<http://x.y>", "![", "](u \"t\")", "# ",
    "- ", "1. ", "> ", "5", "12", "1 000", "2025", "5'10\"", "'90s", " 'n' ", "5 км", "№ 5", "§ 5", "XX век", "т.д.",
    "А. С. Пушкин", "в ", "и ", "б ", "слово", "об'єкт", "l'", "école", "don't", "z. B.", "ד\"ר", "ה", "سلام", "۵", "٤",
    "٪", "中", "文字", "，", "。", "（", "あ", "한", "—中", "word",
]
# fmt: on
texts = st.lists(st.one_of(st.sampled_from(_SCRAPS), st.text(max_size=3)), max_size=16).map("".join)
locales = st.sampled_from(LANGUAGES)


@given(texts, locales)
def test_setting_twice_is_setting_once(text, locale):
    once = typeset(text, locale)
    assert typeset(once, locale) == once


def letters(text):
    european = {ord(sign): str(value) for value in range(10) for sign in (chr(0x660 + value), chr(0x6F0 + value))}
    return "".join(char for char in text.translate(european) if char.isalnum())


@given(texts, locales)
def test_letters_and_digits_stay_in_their_order(text, locale):
    assert letters(typeset(text, locale)) == letters(text)
    if not languages.own_digits(locale):
        assert re.findall(r"\d", typeset(text, locale)) == re.findall(r"\d", text)


def untouchable(text):
    """Code, destinations, tags, addresses, footnotes and escapes, as they are written."""
    found = [(span.kind, span.value, span.title) for span in spans(text) if span.kind not in ("text", "break")]
    return found, re.findall(r"\\[!-/:-@\[-`{-~]", text), text.count("\u200c")


@given(texts, locales)
@example('`"a"` "b"', "ru")
@example('[x](<u "v"> "t") "b"', "ru")
@example('<span title="a - b">"c"</span>', "ru")
@example("**«a»** !", "fr")
def test_code_links_tags_footnotes_and_escapes_are_never_touched(text, locale):
    assert untouchable(typeset(text, locale)) == untouchable(text)


_ADDRESSES = ("http://a.b/c--d", "https://x.y?q='z'", "www.a.b", "me@x.org")


@given(texts, st.sampled_from(_ADDRESSES), texts, locales)
def test_addresses_in_prose_are_never_touched(before, address, after, locale):
    assert address in typeset(f"{before} {address} {after}", locale)


def blocks(text):
    return parse(guard_lines(tidy(text))).skeleton


@given(texts, locales)
@example("— word", "ru")
@example("-- word", "ru")
@example("word\\\n-- word", "ru")
@example("word\\\n- word - word", "ru")
def test_no_paragraph_becomes_another_block(text, locale):
    assert blocks(typeset(text, locale)) == blocks(text)
    for before, after in zip(text.split("\n"), typeset(text, locale).split("\n"), strict=True):
        assert inline.guard_line(after) == after.lstrip(" \t") or inline.guard_line(before) != before.lstrip(" \t")


ROOT = Path(__file__).parent.parent
CATALOGS = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)
def test_a_translation_set_by_hand_stays_and_comes_back_from_a_plain_keyboard(path):
    locale = languages.tag(path.parent.parent.name)
    texts = [entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr]
    assert texts
    assert [typeset(text, locale) for text in texts] == texts
    assert [typeset(typed(text, locale), locale) for text in texts] == texts


def typed(text, locale):
    """What somebody types who has no other signs than those of an English keyboard."""
    text = re.sub("[«»„“”]", '"', text.replace("\u00a0", " ").replace("’", "'"))
    if locale.startswith("zh"):
        text = text.replace("——", " -- ").translate({ord(sign): f"{chr(ord(sign) - 0xFEE0)} " for sign in "，：；？"})
        return text.translate({ord("（"): "(", ord("）"): ")"}).strip()
    text = re.sub("[–—]", "-", text)
    return text.translate({0x6F0 + value: str(value) for value in range(10)} | {0x60C: ",", 0x61F: "?", 0x61B: ";"})


FURNITURE = sorted(Path(furniture.__file__).parent.glob("*.po"))


@pytest.mark.parametrize("path", FURNITURE, ids=lambda path: path.stem)
def test_the_editions_own_words_are_set_already(path):
    words = [entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr]
    assert words
    assert [typeset(text, languages.tag(path.stem)) for text in words] == words


def test_languages_without_a_table_get_the_marks_of_cldr_and_nothing_else():
    assert typeset('Hän sanoi "ei" - ja...', "fi") == "Hän sanoi ”ei” - ja..."
    assert typeset("\"a\" - 'b'...", "tlh") == "\"a\" - 'b'..."


def test_regions_follow_their_language_or_their_own_house():
    assert typeset('"a"', "de-AT") == "„a“" and typeset('"a"', "de-CH") == "«a»"
    assert typeset('"a"', "es-MX") == "“a”" and typeset('"a"', "es-ES") == "«a»"
    assert typeset('"a"', "pt-PT") == "«a»" and typeset('"a"', "pt-BR") == "“a”"
    assert typeset("oui!", "fr-CA") == "oui!" and typeset("oui!", "fr-BE") == "oui\u202f!"
    assert typeset('"字"', "zh-Hant-HK") == "「字」" and typeset('"字"', "zh-Hans-SG") == "“字”"


def test_every_rule_names_its_source():
    assert all(rule.source.strip() for rules in STYLES.values() for rule in rules)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_text_with_noncharacters_of_its_own_is_left_alone(locale):
    assert typeset('"a" \ufdd0 - b...', locale) == '"a" \ufdd0 - b...'


def test_scripts_without_italics_have_emphasis_of_their_own():
    assert {emphasis(locale) for locale in ("zh-Hans", "zh-Hant", "ja", "ko")} == {
        Emphasis.DOTS_BELOW,
        Emphasis.DOTS_ABOVE,
    }
    assert emphasis("ru") is Emphasis.ITALIC


EVERYDAY = "* ** ` [ ]( ) [^1] [^a-b] ](https://a.b/c_d) ](#x) a b слово 反战 1 . , “ ” — ! ^ _ ~~ \\ <b> &amp; - \" ' | :".split()
EVERYDAY += [" ", "\n", "\u00a0", "\u0301", "*c*", "**d**", "`e*f`", "[g](#h)"]


@given(st.lists(st.sampled_from(EVERYDAY), max_size=12).map("".join))
@example("`a``b`")
@example("[a](#b)*c*")
@example("a*b*")
@example("![a](#b)")
@example("[^1](#b)")
def test_everyday_markup_is_cut_without_the_parser_as_the_parser_cuts_it(text):
    assert maybe_quickly(text) in (None, by_parser(text))
    if seen := sentence_view.maybe_quickly(text):
        shown, ranges = sentence_view.by_parser(text)
        assert (seen[0], sorted(seen[1])) == (shown, sorted(ranges))


def test_everyday_markup_needs_no_parser():
    assert maybe_quickly("a *b* **c**, `d` [e](https://f.g/h) i[^1].")
