"""Translations that are gone, told by the past of their file; and what is no loss, first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from i18n import formats, review
from i18n.checks import Context
from i18n.checks.fix import fixed
from i18n.checks.lost import lost
from i18n.checks.marks import stray_mark
from i18n.checks.pairing import wrong_pairing
from i18n.model import Catalog, Entry, Key, State

from .test_history import PO, Book

ESSAY = formats.of("essay.md").read("source/essay.md", b"One.\n\nTwo.\n\nThree.\n")
WHOLE = ("One. = Один.", "Two. = Два.", "Three. = Три.")


def found(book: Book) -> list[str]:
    context = Context(ESSAY, book.catalog(), PO, "ru", "en", book.past())
    return [f"{one.severity}: {one.message}" for one in lost(context)]


@pytest.fixture
def book(tmp_path):
    book = Book(tmp_path)
    book.commit(*WHOLE)
    return book


NO_LOSS = {
    "an edit": (WHOLE[0], "Two. = Двое.", WHOLE[2]),
    "a draft": (WHOLE[0], "Two. ~ Два.", WHOLE[2]),
    "another order": WHOLE[::-1],
    "what the document no longer says": (*WHOLE, "Four. ="),
    "a text that stands elsewhere": ("One. = Один.", "Two. =", "Three. = Три.", "#~ Too. = Два."),
    "the other of two in a comment": (WHOLE[0], "Two. =", '# other translation: "Два."', WHOLE[2]),
}


@pytest.mark.parametrize("now", NO_LOSS.values(), ids=NO_LOSS)
def test_what_is_no_loss_is_not_told(book, now):
    book.write(*now)
    assert found(book) == []


@pytest.mark.parametrize("before", ["Two. = Two.", "Two. ~ Two.", "#~ Two. = Два."])
def test_copies_and_obsolete_ones_are_not_missed(tmp_path, before):
    book = Book(tmp_path)
    book.commit(WHOLE[0], before, WHOLE[2])
    book.write(WHOLE[0], "Two. =", WHOLE[2])
    assert found(book) == []


@pytest.mark.parametrize("now", [WHOLE[:1], (WHOLE[0], "Two. =", "Three. =")], ids=["cut", "cut and updated"])
def test_what_the_last_commit_had_is_a_warning_until_it_is_committed_and_a_note_then(book, now):
    book.write(*now)
    (said,) = found(book)
    assert said.startswith("warning: 2 finished translations are gone that the last commit had") and "“Два.”" in said
    commit = book.save()
    (said,) = found(book)
    assert said.startswith(f"note: 2 finished translations are gone since {commit[:7]}")
    book.commit(*WHOLE)
    assert found(book) == []


def test_a_draft_that_is_gone_is_told_until_that_is_committed(tmp_path):
    book = Book(tmp_path)
    book.commit(WHOLE[0], "Two. ~ Два.", WHOLE[2])
    book.write(WHOLE[0], "Two. =", WHOLE[2])
    (said,) = found(book)
    assert said.startswith("warning: 1 translation is gone that the last commit had")
    book.save()
    assert found(book) == []


def test_what_another_branch_took_out_was_never_here(book):
    book.on("other", "main")
    book.commit(WHOLE[0], "Two. = Двое.", WHOLE[2])
    book.commit(WHOLE[0], "Two. =", WHOLE[2])
    book.on("main")
    assert found(book) == []


def test_a_translation_that_a_merge_dropped_is_told(book):
    book.on("other", "main")
    book.commit(WHOLE[0], "Two. =", "Three. = Третье.")
    book.on("main")
    book.commit("One. = Раз.", *WHOLE[1:])
    book.merge("other")
    (said,) = found(book)
    assert "1 finished translation is gone" in said


# Marks


def test_a_machines_mark_that_a_merge_of_lines_set_on_another_message_is_found_and_put_back():
    one = review.mark_machine(Entry(Key(None, "One."), "Один."), "engine", dt.date(2026, 1, 1))
    torn = Catalog("ru", {}, (Entry(Key(None, "New."), notes=one.notes), replace(one, notes=("a word",))))
    context = Context(ESSAY, torn, PO, "ru", "en")
    (said,) = stray_mark(context)
    assert said.key == one.key and "counts as a person's" in said.message
    again = fixed(torn)
    assert [review.state(entry) for entry in again.active] == [State.UNTRANSLATED, State.MACHINE]
    assert list(stray_mark(replace(context, catalog=again))) == []


def test_a_mark_that_a_tool_copied_is_missed_nowhere():
    one = review.mark_machine(Entry(Key(None, "One."), "Один."), "engine", dt.date(2026, 1, 1))
    copied = Catalog("ru", {}, (Entry(Key(None, "New."), "Новое.", notes=one.notes), one))
    assert list(stray_mark(Context(ESSAY, copied, PO, "ru", "en"))) == []


# Joined sentences

SENTENCES = ("@ X-Tamizdat-Segmentation: sentence", "@ X-Tamizdat-Source-Language: en")
UNIT = (*SENTENCES, "A. = А, и б.", "B. = ↑", "C. = В.", "D. = Г.")
PARTED = (*SENTENCES, "A. = А, и б.", "New. = Новое.", "B. = ↑", "C. = В.", "D. = Г.")


def pairings(book: Book) -> dict[str, str]:
    context = Context(ESSAY, book.catalog(), PO, "ru", "en", book.past())
    return {one.key.source: one.message for one in wrong_pairing(context) if one.key}


@pytest.fixture
def joined(tmp_path):
    book = Book(tmp_path)
    book.commit(*UNIT, wrap=False)
    return book


@pytest.mark.parametrize(
    "lines",
    [
        (*SENTENCES, "A. = А, и б.", "B. = Б.", "C. = В.", "D. = Г."),
        (*SENTENCES, "A. = А, и б, и в.", "B. = ↑", "C. = ↑", "D. = Г."),
        (*SENTENCES, "A. = А, и б.", "New. = Новое.", "B. ~ ↑", "C. = В.", "D. = Г."),
        (*SENTENCES, "C. = В.", "D. = Г.", "A. = А, и б.", "B. = ↑"),
    ],
    ids=["parted by a person", "joined with more", "a draft", "moved together"],
)
def test_units_that_people_change_are_right(joined, lines):
    joined.commit(*lines, wrap=False)
    assert pairings(joined) == {}


def test_who_parts_a_unit_of_three_begins_anew_with_one_of_them(tmp_path):
    book = Book(tmp_path)
    book.commit(*SENTENCES, "A. = А, и б, и в.", "B. = ↑", "C. = ↑", wrap=False)
    book.commit(*SENTENCES, "A. = А.", "B. = Б, и в.", "C. = ↑", wrap=False)
    assert pairings(book) == {}


def test_a_sentence_that_a_merge_set_between_joined_ones_is_found(joined):
    joined.on("author", "main")
    joined.commit(*PARTED, wrap=False)
    joined.on("main")
    joined.commit(*UNIT[:-1], "D. = Где.", wrap=False)
    joined.merge("author")
    assert "told in “A.”; something else came between" in pairings(joined)["B."]


def test_a_sentence_whose_joined_one_a_merge_took_away_is_found(joined):
    joined.on("author", "main")
    joined.commit(*SENTENCES, "A. = А, и б.", "B. ~ ↑", "C. = В.", "D. = Г.", wrap=False)
    joined.commit(*SENTENCES, "A. ~ А, и б.", "C. = В.", "D. = Г.", wrap=False)
    joined.on("main")
    joined.commit(*UNIT[:-1], "D. = Где.", wrap=False)
    joined.git("merge", "-q", "--no-commit", "--no-ff", "author")
    joined.commit(*SENTENCES, "A. = А, и б.", "C. = В.", "D. = Где.", wrap=False)
    assert "told together with “B.”; a merge has parted them" in pairings(joined)["A."]


def test_so_it_is_before_it_is_committed(joined):
    joined.write(*PARTED, wrap=False)
    assert list(pairings(joined)) == ["B."]


def test_what_was_looked_at_since_is_right(joined):
    joined.commit(*PARTED, wrap=False)
    joined.commit(*(line.replace("А, и б.", "А.").replace("Новое.", "Новое, и б.") for line in PARTED), wrap=False)
    assert pairings(joined) == {}
