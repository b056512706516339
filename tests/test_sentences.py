"""Sentences: the cases that linguists wrote, and the laws that hold for any text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import inline, sentence_tables
from i18n.sentences import sentences, split

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "data" / "sentences"
TABLES = sorted(Path(sentence_tables.__file__).parent.glob("*.toml"))


def cases() -> Iterator[pytest.param]:
    """Each case as language and sentences; the format is told at the head of en.txt."""
    for path in sorted(CASES.glob("*.txt")):
        line = 1
        for block in re.split(r"\n[ \t]*\n", path.read_text(encoding="utf-8")):
            lines = [text for text in block.split("\n") if text and text != "#" and not text.startswith("# ")]
            reasons = [text[2:] for text in lines if text.startswith("! ")]
            said = [text.replace("⏎", "\n") for text in lines if not text.startswith("! ")]
            if said:
                marks = [pytest.mark.xfail(strict=True, reason=reasons[0])] if reasons else []
                yield pytest.param(path.stem, said, id=f"{path.stem}:{line}", marks=marks)
            line += block.count("\n") + 2


@pytest.mark.parametrize(("language", "said"), list(cases()))
def test_a_paragraph_is_cut_where_a_linguist_cuts_it(language: str, said: list[str]) -> None:
    space = "" if language.startswith("zh") else " "
    parts = [part if part.endswith("\n") else part + space for part in said[:-1]] + said[-1:]
    assert sentences("".join(parts), language) == parts


@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fa", "zh-Hans"])
def test_there_are_at_least_sixty_cases(language: str) -> None:
    assert sum(len(case.values[1]) for case in cases() if case.values[0] == language) >= 60


@pytest.mark.parametrize("folder", ["be", "de", "fa", "ru", "uk", "zh_Hans"])
def test_the_translations_of_the_essay_have_as_many_sentences_as_the_essay(folder: str) -> None:
    """In each, translators may have made two of one in one paragraph."""
    catalog = polib.pofile(str(ROOT / "locales" / folder / "LC_MESSAGES" / "united-we-stand.po"))
    language = folder.replace("_", "-")
    pairs = [(split(entry.msgid, "en"), split(entry.msgstr, language)) for entry in catalog if entry.msgstr]
    assert len(pairs) > 5
    assert sum(len(ours) != len(theirs) for ours, theirs in pairs) <= 1


CHARACTERS = [
    *".!?…。！？؟“”„«»‘’'\"()[]{}*_`~<>&\\\n\t -—–¿•AbІя他說1😀",
    "e\u0301",
    "\u200d",
    "\ufdd0",
    "\x00",
    "\u2028",
    "\xa0",
]
PIECES = "[^1] ](x.\xa0Y) ** <b> </b> &nbsp; … Mr. z.\xa0B. گفت \r\n1) ".split(" ")
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(CHARACTERS + PIECES), max_size=60).map("".join))
LANGUAGES = st.sampled_from(["en", "ru", "de", "fa", "zh-Hans", "be-tarask", "ka", "tlh", "", "x-nonsense"])


@given(TEXTS, LANGUAGES)
def test_the_sentences_of_any_text_are_the_text(text: str, language: str) -> None:
    places = split(text, language)
    assert "".join(text[start:end] for start, end in places) == text
    assert all(start < end for start, end in places)
    assert [start for start, _ in places] == [0, *(end for _, end in places)][: len(places)]


@given(TEXTS, LANGUAGES)
def test_white_space_belongs_to_the_sentence_before(text: str, language: str) -> None:
    assert not any(text[start].isspace() for start, _ in split(text, language)[1:])


@given(TEXTS, LANGUAGES)
def test_no_cut_falls_inside_a_link_code_or_tag(text: str, language: str) -> None:
    flat = re.sub(r"\\\n|[\n\r]", lambda found: " " * len(found[0]), text)
    cuts = [end for _, end in split(text, language)]
    spans = [span for span in inline.spans(flat) if span.kind in ("link", "image", "code", "html", "autolink")]
    assert not [(cut, span) for cut in cuts for span in spans if span.start < cut < span.end]


@pytest.mark.parametrize(
    "text",
    [
        "**Bold. Still bold.** After.",
        "*Slanted. Still slanted.* After.",
        "~~Gone. Still gone.~~ After.",
        "<b>Bold. Still <i>bold. And</i> so.</b> After.",
        "[A link. Still it.](https://a.b/c. 'D. E') After.",
        "![A picture. Of it.](a.png) After.",
        "[A link. Still it.][label. It] After.",
        "`Code. Still code.` After.",
        "“**He said. He left.**” After.",
        "(One. Two [three. Four].) After.",
        "^[A note. Of two sentences.] After.",
        "1) **An item. 2) Another.** After.",
    ],
)
def test_markup_is_never_broken(text: str) -> None:
    assert sentences(text, "en") in ([text], [text.removesuffix("After."), "After."])


def test_what_is_never_closed_breaks_nothing() -> None:
    parts = ["(One. ", "Two. ", "“Three. ", "*Four. ", "`Five. ", "Six."]
    assert sentences("".join(parts), "en") == parts


def test_a_language_without_a_table_is_cut_by_punctuation_and_capitals() -> None:
    assert sentences("Ĝi venis. Ĉu vere? Jes… la fino.", "eo") == ["Ĝi venis. ", "Ĉu vere? ", "Jes… la fino."]
    assert sentences("वह गया। वह आई।", "hi") == ["वह गया। ", "वह आई।"]
    assert sentences("「行く。」と言った。来た。", "ja") == ["「行く。」と言った。", "来た。"]


def test_a_region_or_script_does_not_matter() -> None:
    text = "Vgl. Kant, z. B. Hegel. Ende."
    assert split(text, "de-AT") == split(text, "de_CH") == split(text, "DE") == [(0, 24), (24, 29)]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_says_one_thing_of_an_abbreviation(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    listed = ["".join(short.split()) for key in sentence_tables.LISTS for short in table.get(key, ())]
    assert sorted({short for short in listed if listed.count(short) > 1}) == []
    assert [short for short in listed if not short.endswith((".", "!"))] == []
