"""What a reader of the translation cannot see: real segments with one change each, thousands of them.

A change that can be seen never leaves a translation finished; the few kinds that cannot be seen
carry it over as it is, with its marks made to hold again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest

from i18n import formats, review
from i18n.catalog.realign import visible
from i18n.catalog.update import update
from i18n.model import Catalog, Entry, Key

from . import edits

ROOT = Path(__file__).parent.parent
DAY = dt.date(2026, 12, 1)
STEP = 17
"""Every so many letters of a segment, one is changed."""
SIGNS = ".,;:!?%…"


@cache
def segments() -> tuple[str, ...]:
    """The segments of the essay, of what its documentation says, and of the texts of the corpus of edits."""
    found = [one.source for text in edits.texts() for one in text.segments]
    for path in (*ROOT.glob("source/*.md"), *ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        found += [slot.segment.source for slot in formats.of(path.name).read(path.name, path.read_bytes()).slots]
    return tuple(dict.fromkeys(found))


def after(old: str, new: str) -> tuple[Entry, ...]:
    """What a reviewed translation becomes."""
    before = review.mark_reviewed(Entry(Key(None, old), "Деревья."), "ash", DAY)
    return update(
        Catalog(None, {}, (Entry(Key(None, new)),)), Catalog("ru", {}, (before,)), "ru", day=DAY
    ).catalog.entries


def is_finished(old: str, new: str) -> bool:
    return any(one.key.source == new and one.target and not one.fuzzy for one in after(old, new))


# What can be seen


def letters(segment: str) -> Iterator[str]:
    """A letter, digit or mark of punctuation gone, doubled or another one, here and there."""
    places = [at for at, char in enumerate(segment) if char.isalnum() or char in SIGNS]
    for at in places[::STEP]:
        yield segment[:at] + segment[at + 1 :]
        yield segment[:at] + segment[at] + segment[at:]
        yield segment[:at] + ("7" if segment[at] != "7" else "8") + segment[at + 1 :]
        yield segment[:at] + SIGNS[(SIGNS.find(segment[at]) + 1) % len(SIGNS)] + segment[at + 1 :]
        yield segment[:at] + segment[at].swapcase() + segment[at + 1 :]


def words(segment: str) -> Iterator[str]:
    """A word gone, one that is new, two that changed places, two that became one."""
    found = segment.split(" ")
    for at in range(1, len(found) - 1, STEP):
        yield " ".join((*found[:at], *found[at + 1 :]))
        yield " ".join((*found[:at], "not", *found[at:]))
        yield " ".join((*found[:at], found[at + 1], found[at], *found[at + 2 :]))
        if found[at][-1:].isalnum() and found[at + 1][:1].isalnum():
            yield " ".join((*found[:at], found[at] + found[at + 1], *found[at + 2 :]))


def markup(segment: str) -> Iterator[str]:
    """Emphasis, links, code and breaks that are others."""
    for pattern, new in (
        (r"(?<![\w*_\\])\*(\w[^*]*\w)\*(?![\w*])", r"\1"),
        (r"(?<![\w*_\\])\*(\w[^*]*\w)\*(?![\w*])", r"**\1**"),
        (r"\*\*(\w[^*]*\w)\*\*", r"*\1*"),
        (r"`([^`]+)`", r"\1"),
        (r"`([^` ]+) ([^`]+)`", r"`\1  \2`"),
        (r"\]\(([^()\s]+)\)", r"](\1x)"),
        (r"\[([^\[\]]+)\]\([^()\s]+\)", r"\1"),
        (r"(\w)-(\w)", r"\1—\2"),
        (r"\b(\w+) (\w+)\b", r"\1\\\n\2"),
    ):
        if (changed := re.sub(pattern, new, segment, count=1)) != segment:
            yield changed


def test_no_change_that_can_be_seen_leaves_a_translation_finished() -> None:
    assert len(segments()) >= 200
    count = 0
    for mutate in (letters, words, markup):
        for segment in segments():
            for changed in mutate(segment):
                if " ".join(changed.split()) != " ".join(segment.split()):
                    count += 1
                    assert not visible.same(segment, changed, {}), f"{mutate.__name__}: {segment!r} → {changed!r}"
    assert count >= 2000


def test_neither_does_an_update() -> None:
    for number, segment in enumerate(segments()):
        mutants = [*letters(segment), *words(segment), *markup(segment)]
        for changed in mutants[number % 7 :: 29]:
            if " ".join(changed.split()) != " ".join(segment.split()):
                assert not is_finished(segment, changed), f"{segment!r} → {changed!r}"


@pytest.mark.parametrize("option", ["Use --all.", "Use (--all).", "Use “--all”.", "Use '--all=no'.", "Use a/--all, b."])
def test_two_hyphens_before_an_option_are_no_dash(option: str) -> None:
    assert not visible.same(option, option.replace("--", "—"), {})


@pytest.mark.parametrize("dash", ["so--well", "a (--all of it--) b", "“--and then,” he said", "“Yes”--no.", "a -- b"])
def test_two_hyphens_among_words_are_a_dash(dash: str) -> None:
    assert visible.same(dash, dash.replace("--", "—"), {})


@pytest.mark.parametrize(("one", "other"), [("长句子， 写在两行里。", "长句子，写在 两行里。"), ("の 本", "の本")])
def test_where_a_line_of_chinese_or_japanese_ends_is_nothing(one: str, other: str) -> None:
    assert is_finished(one, other)
    assert not visible.same("한국 사람", "한국사람", {}) and not visible.same("a 本 b", "a本 b", {})


# What cannot be seen

_OUTSIDE_CODE = re.compile(r"(`+)(?:(?!\1).)+\1|<[^>]*>|\]\([^()]*\)|\[\^[^\]]*\]", re.DOTALL)


def outside_code(segment: str, change: Callable[[str], str]) -> str:
    """A segment changed where it is text: not in code, tags, destinations."""
    done, at = "", 0
    for found in _OUTSIDE_CODE.finditer(segment):
        done += change(segment[at : found.start()]) + found[0]
        at = found.end()
    return done + change(segment[at:])


UNSEEN: Mapping[str, Callable[[str], str]] = {
    "runs of white space": lambda text: re.sub(r"(?<=\w) (?=\w)", "  ", text),
    "no-break spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text),
    "curly apostrophes": lambda text: re.sub(r"(?<=\w)'(?=\w)", "’", text),
    "straight quotes": lambda text: re.sub("[“”]", '"', text).replace("’", "'"),
    "other quotes": lambda text: re.sub(r'(?<![\w\\])"(?=\w)', "“", re.sub(r'(?<=[\w.,!?])"(?!\w)', "”", text)),
    "two hyphens": lambda text: re.sub(r" [—–] ", " -- ", text),
    "shorter dashes": lambda text: text.replace("—", "–"),
    "underscores": lambda text: re.sub(r"(?<![\w*_\\])\*(\w[^*_]*\w)\*(?![\w*_])", r"_\1_", text),
    "another composition of accents": lambda text: normalize("NFD", text),
    "strong underscores": lambda text: re.sub(r"(?<![\w*_\\])\*\*(\w[^*_]*\w)\*\*(?![\w*_])", r"__\1__", text),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_cannot_be_seen_carries_translation_and_review_over(name: str) -> None:
    found = [(one, outside_code(one, UNSEEN[name])) for one in segments()]
    pairs = [(old, new) for old, new in found if old != new]
    assert pairs, "the texts have an example"
    for old, new in pairs:
        (one,) = after(old, new)
        assert (one.target, one.fuzzy, one.previous) == ("Деревья.", False, None), f"{old!r} → {new!r}"
        assert review.reviews(one), "the mark holds for the new spelling"
