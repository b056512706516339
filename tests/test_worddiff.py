"""The word diff: nothing lost, no word cut, no more told than changed, quick on long texts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.worddiff import Kind, data, diff, excerpt, plain

CASES = [
    # what changed is told, and nothing else
    ("The war ended in 2024.", "The war ended in 2025.", "The war ended in [-2024-]{+2025+}."),
    ("It is so.", "It is not so.", "It is {+not +}so."),
    ("It is very clear.", "It is clear.", "It is [-very -]clear."),
    ("one two", "one two three", "one two{+ three+}"),
    ("It isn't so.", "It is so.", "It [-isn't-]{+is+} so."),
    ("Yes we know.", "Yes, we know.", "Yes{+,+} we know."),
    ("some 1,000 of them", "some 1,500 of them", "some [-1,000-]{+1,500+} of them"),
    ("a  b", "a b", "a [- -]b"),
    ("", "new", "{+new+}"),
    ("old", "", "[-old-]"),
    # a sentence, a clause and an item of a list are whole
    ("The end. It was.", "The end. New one. It was.", "The end. {+New one. +}It was."),
    ("A, B and C", "A, X, B and C", "A, {+X, +}B and C"),
    ("See (there) now.", "See (here) (there) now.", "See {+(here) +}(there) now."),
    # what stayed by chance is not told apart
    ("The Anti-War Committee", "The Pro-Peace Committee", "The [-Anti-War-]{+Pro-Peace+} Committee"),
    (
        "Wholly different beginnings the wholly different endings",
        "Another opening entirely the closing passage rewritten",
        "[-Wholly different beginnings the wholly different endings-]"
        "{+Another opening entirely the closing passage rewritten+}",
    ),
    # markup: code, destinations, markers and tags are one word each
    ("see [it](https://a.b/c_d)", "see [it](https://a.b/c_e)", "see [it]([-https://a.b/c_d-]{+https://a.b/c_e+})"),
    ("type `ls -l` now", "type `ls -a` now", "type [-`ls -l`-]{+`ls -a`+} now"),
    ("so.[^1]", "so.[^2]", "so.[-[^1]-]{+[^2]+}"),
    ("a **bold** word", "a *bold* word", "a [-**-]{+*+}bold[-**-]{+*+} word"),
    # Chinese by characters, a year as one
    ("2025年行将结束，普京仍在", "2026年即将结束，普京仍在", "[-2025-]{+2026+}年[-行-]{+即+}将结束，普京仍在"),
    # right to left, with joiners and vowel signs inside words
    ("این را می‌خواهم واقعاً", "این را نمی‌خواهم واقعاً", "این را [-می‌خواهم-]{+نمی‌خواهم+} واقعاً"),
    ("זה לא הסוף", "זה הסוף", "זה [-לא -]הסוף"),
    ("हिन्दी में लिखा", "हिन्दी में पढ़ा", "हिन्दी में [-लिखा-]{+पढ़ा+}"),
    ("Навальная сказала", "Навальный сказал", "[-Навальная сказала-]{+Навальный сказал+}"),
]


@pytest.mark.parametrize(("old", "new", "told"), CASES, ids=lambda text: text[:20])
def test_a_reader_sees_what_changed_and_no_more(old, new, told):
    assert plain(diff(old, new)) == told


words = st.sampled_from("a the war peace isn't 2025 反 战 می‌خواهم واقعاً *b* [c](d) `e` — , . ? “ ” \\\n".split(" "))
texts = st.lists(words, max_size=30).flatmap(lambda one: st.sampled_from([" ".join(one), "".join(one), "  ".join(one)]))


@given(texts | st.text(max_size=30), texts | st.text(max_size=30))
def test_nothing_is_lost(old, new):
    runs = diff(old, new)
    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "removed") == new
    assert all(run.text for run in runs)
    kinds = [run.kind for run in runs]
    assert all(one != other for one, other in pairwise(kinds))


@given(texts, texts)
def test_no_word_is_cut(old, new):
    for side in ("added", "removed"):
        texts = [run.text for run in diff(old, new) if run.kind != side]
        for one, other in pairwise(texts):
            cut = one[-1].isalpha() and other[0].isalpha()
            assert not cut or one[-1] >= "\u3400" or other[0] >= "\u3400"


@given(st.lists(st.integers(0, 999), unique=True, min_size=30, max_size=60), st.data())
def test_of_two_edits_far_apart_both_words_and_no_other_are_told(numbers, data):
    old = [f"w{number}" for number in numbers]
    one, other = data.draw(st.integers(0, 9)), data.draw(st.integers(20, 29))
    new = [*old[:one], "new", *old[one + 1 : other], *old[other + 1 :]]
    runs = diff(" ".join(old), " ".join(new))
    assert [run.text.strip() for run in runs if run.kind is Kind.REMOVED] == [old[one], old[other]]
    assert [run.text for run in runs if run.kind is Kind.ADDED] == ["new"]


def test_an_excerpt_shows_what_changed_with_a_few_words_around_it():
    runs = diff("a b c d, (e) f g h i i j k l", "a b c d, (e) F g h i i j k L")
    assert plain(excerpt(runs, 2)) == "… d, (e) [-f-]{+F+} g h … j k [-l-]{+L+}"
    assert plain(excerpt(runs, 0)) == "… [-f-]{+F+} … [-l-]{+L+}"
    assert excerpt(diff("a b c", "a b c"), 1) == diff("a b c", "a b c")


def test_runs_are_plain_data_for_programs():
    assert data(diff("a b", "a c")) == [
        {"kind": "same", "text": "a "},
        {"kind": "removed", "text": "b"},
        {"kind": "added", "text": "c"},
    ]
