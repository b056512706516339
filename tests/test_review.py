"""Marks and the state of an entry: what counts, what is stale, what any edit does to them."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import review
from i18n.errors import TamizdatError
from i18n.model import Entry, Key, State

DAY = dt.date(2026, 1, 2)
ENTRY = Entry(Key(None, "Peace."), "Мир.")


def reviewed(entry=ENTRY, name="ash"):
    return review.mark_reviewed(entry, name, DAY)


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (None, State.UNTRANSLATED),
        (replace(ENTRY, target=""), State.UNTRANSLATED),
        (replace(ENTRY, target=" \n"), State.UNTRANSLATED),
        (replace(ENTRY, obsolete=True), State.UNTRANSLATED),
        (replace(ENTRY, fuzzy=True, previous=Key(None, "War.")), State.OUTDATED),
        (replace(ENTRY, fuzzy=True), State.DRAFT),
        (replace(reviewed(), fuzzy=True), State.DRAFT),
        (review.mark_machine(ENTRY, "engine", DAY), State.MACHINE),
        (reviewed(review.mark_machine(ENTRY, "engine", DAY)), State.REVIEWED),
        (ENTRY, State.TRANSLATED),
        (reviewed(), State.REVIEWED),
    ],
)
def test_the_state_follows_from_the_facts(entry, state):
    assert review.state(entry) is state


@pytest.mark.parametrize(
    "edited",
    [
        replace(reviewed(), target="Мир!"),
        replace(reviewed(), key=Key(None, "Peace!")),
        replace(reviewed(), key=Key("", "Peace.")),
        replace(reviewed(), key=Key("war", "Peace.")),
    ],
)
def test_any_edit_of_source_context_or_target_voids_a_review(edited):
    assert review.state(edited) is State.TRANSLATED
    assert [mark.name for mark in review.stale_reviews(edited)] == ["ash"]


def test_a_machine_mark_stays_in_force_when_its_text_was_edited():
    edited = replace(review.mark_machine(ENTRY, "engine", DAY), target="Мир!")
    assert review.state(edited) is State.MACHINE
    assert review.state(review.mark_human(edited)) is State.TRANSLATED


def test_two_reviews_by_one_person_are_one():
    assert review.state(reviewed(), needed=2) is State.TRANSLATED
    assert review.state(reviewed(reviewed()), needed=2) is State.TRANSLATED
    assert review.state(reviewed(reviewed(), "bob"), needed=2) is State.REVIEWED


def test_marks_are_made_anew_and_never_pile_up():
    twice = review.mark_machine(review.mark_machine(ENTRY, "a", DAY), "b", DAY)
    assert [mark.name for mark in review.marks(twice)] == ["b"]
    again = reviewed(replace(reviewed(), target="Мир!"))
    assert len(list(review.marks(again))) == 1


@pytest.mark.parametrize("name", ["", "two words", "x" * 25, "tab\t", "\u202eash"])
def test_a_name_that_could_not_be_read_back_is_refused(name):
    with pytest.raises(TamizdatError, match="cannot stand in a mark"):
        reviewed(name=name)


texts = st.text(max_size=8)
keys = st.builds(Key, st.none() | texts, texts)


@given(keys, texts, keys, texts)
def test_digests_are_equal_only_for_equal_texts(one, a, other, b):
    if "\0" not in "".join(filter(None, (*one, a, *other, b))):
        assert (review.digest(one, a) == review.digest(other, b)) == ((one, a) == (other, b))
