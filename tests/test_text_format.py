"""Plain text: the essay as it arrived, and the laws."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from i18n.formats.text import fill, read
from i18n.model import Slot

ESSAY = Path(__file__).parent / "data" / "united-we-stand.txt"


def test_the_essay_as_it_arrived_has_title_author_date_line_and_seven_paragraphs():
    found = read("essay.txt", ESSAY.read_bytes())
    assert [slot.segment.kind for slot in found.slots] == ["title", "author", "date line", *["paragraph"] * 7]
    assert found.slots[2].segment.source == "Dec 08, 2025By Andrei Khannanov"
    assert found.raw.encode() == ESSAY.read_bytes()


def test_a_short_paragraph_after_the_title_is_no_byline_in_whatever_signs_its_sentence_ends():
    for end in ('it."', "it.”", "его.»", "است؟", "了。", "了。」", "है।"):
        kinds = [slot.segment.kind for slot in read("x.txt", f"Title\n\nWe saw {end}\n".encode()).slots]
        assert kinds == ["title", "paragraph"], end
    assert [slot.segment.kind for slot in read("x.txt", "Title\n\n«Имя»\n".encode()).slots] == ["title", "author"]


def test_line_breaks_within_a_paragraph_are_soft():
    (slot,) = read("x.txt", b"\n  One line\nand another.\n\n").slots
    assert slot.segment.source == "One line and another."


def test_lines_of_signs_are_no_segments():
    assert [slot.segment.source for slot in read("x.txt", b"A\n\n* * *\n\nB.\n").slots] == ["A", "B."]


def test_passages_of_the_original_are_marked_among_translations_as_the_notice_says():
    found = read("x.txt", b"A\n\nBy me\n\nB.\nAnd b.\n\nC.\n")
    assert (
        fill(found, [None, None, None, "В."], "ru", ("en", "ltr")).text == "[en] A\n\nBy me\n\n[en] B.\nAnd b.\n\nВ.\n"
    )
    assert fill(found, [None] * 4, "ru", ("en", "ltr")).text == found.raw, (
        "where there is no translation, all is original"
    )


def test_a_translation_stays_on_one_line():
    found = read("x.txt", b"A\n\nB.\n")
    assert fill(found, [None, "один\n\nдва^[община]"]).text == "A\n\nодин два (община)\n"


signs = st.sampled_from("ab.\n \t\r\f\u00a0\u2028\ufeffя")
texts = st.text(alphabet=signs | st.characters(exclude_categories=["Cs", "Cc"]))


@given(texts)
def test_joining_and_filling_nothing_give_the_file_back(text):
    found = read("x.txt", text.encode())
    assert found.raw == text
    assert fill(found, [None] * len(found.slots)).text == text


@given(texts, texts)
def test_whatever_is_filled_in_the_paragraphs_stay_the_same_in_number(text, word):
    found = read("x.txt", text.encode())
    filled = fill(found, [word] * len(found.slots)).text
    assert len(read("x.txt", filled.encode()).slots) <= len(found.slots)


def test_no_break_spaces_are_the_authors_and_stay():
    (slot,) = read("x.txt", "  10\u00a0000\n people\u202f!\n".encode()).slots
    assert slot.segment.source == "10\u00a0000 people\u202f!"


@given(st.lists(st.sampled_from(("word\n", "***\n", "\n", "  \n", "— —\n")), max_size=30).map("".join))
def test_each_block_is_told_with_the_line_it_begins_in(text):
    at = 0
    for part in read("x.txt", text.encode()).parts:
        if isinstance(part, Slot):
            assert part.segment.place.line == text.count("\n", 0, at) + 1
        at += len(part.raw if isinstance(part, Slot) else part)
