"""`update --trivial`: what is a typo, and that translations and reviews stay under the corrected source."""

import datetime as dt
import os
import random
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n import project, review, reviewing, store, trivial, typos
from i18n.cli import main
from i18n.model import Key
from i18n.typo_tables import table

ROOT = Path(__file__).parent.parent
CASES = [
    tuple(field.strip(" ") for field in line.split(" | "))
    for line in (ROOT / "tests" / "data" / "typos.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
DAY = dt.date(2026, 1, 2)

# What a typo is


@pytest.mark.parametrize(("language", "verdict", "before", "after"), CASES, ids=lambda value: value[:24])
def test_a_typo_is_told_from_a_change_of_meaning(language, verdict, before, after):
    assert (typos.objection(before, after, language) or "ok").startswith(verdict)


def essay():
    """The essay's paragraphs in the languages that have a table, each as if it were the original."""
    found = {"en": []}
    for path in sorted(ROOT.glob("locales/*/LC_MESSAGES/united-we-stand.po")):
        entries = store.load(path).active
        found["en"] = [entry.key.source for entry in entries]
        found[path.parts[-3].replace("_", "-")] = [entry.target for entry in entries]
    return found


ESSAY = essay()


@pytest.mark.parametrize("language", ESSAY)
def test_no_other_number_passes_anywhere_in_the_essay(language):
    count = 0
    for text in ESSAY[language]:
        for found in re.finditer(r"\d", text):
            other = chr(ord(found[0]) + (-1 if found[0] in "9۹" else 1))
            count += 1
            assert typos.objection(text, text[: found.start()] + other + text[found.end() :], language)
    assert count >= 8


@pytest.mark.parametrize("language", ESSAY)
def test_no_negation_comes_or_goes_anywhere_in_the_essay(language):
    deny = {"en": "not ", "de": "nicht ", "zh-Hans": "不", "fa": "نه "}.get(language, "не ")
    count = 0
    for text in ESSAY[language]:
        if language == "zh-Hans":
            places = [found.start() for found in re.finditer("[\u4e00-\u9fff]", text)]
            denials = [found.span() for found in re.finditer("[不没无非未勿]", text)]
        else:
            words = list(re.finditer(r"[^\W\d_]+(?:[’'\u200c][^\W\d_]+)*", text))
            places = [found.start() for found in words]
            denied = table(language).negations
            denials = [found.span() for found in words if denied.fullmatch(found[0].casefold().replace("’", "'"))]
        for start in places[:: max(1, len(places) // 12)]:
            count += 1
            assert typos.objection(text, text[:start] + deny + text[start:], language)
        for start, end in denials:
            count += 1
            assert typos.objection(text, text[:start].rstrip() + " " + text[end:].lstrip(), language)
    assert count >= 70


@pytest.mark.parametrize("language", [language for language in ESSAY if language not in ("fa", "zh-Hans")])
def test_no_name_changes_anywhere_in_the_essay(language):
    """Names are told by their capitals; Persian and Chinese have none."""
    count = 0
    for text in ESSAY[language][2:]:
        for found in re.finditer(r"(?<=[^\W\d_] )[^\W\d_a-z]\w{2,}", text):
            if found[0][0].isupper():
                name = found[0]
                swapped = name[0] + name[2] + name[1] + name[3:]
                for other in (name[:-1], swapped, name.lower()):
                    count += other != name
                    assert other == name or typos.objection(text, text.replace(name, other, 1), language)
    assert count > 60


@pytest.mark.parametrize("language", [language for language in ESSAY if language != "zh-Hans"])
def test_nearly_every_slip_of_a_finger_is_a_typo(language):
    fingers = random.Random(5)
    passed = count = 0
    for text in ESSAY[language]:
        words = [found for found in re.finditer(r"[^\W\d_]{5,}", text) if found[0].islower() or language == "fa"]
        for found in fingers.sample(words, min(15, len(words))):
            at = fingers.randrange(1, len(found[0]) - 1)
            word = found[0]
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            slip = fingers.choice([swapped, word[:at] + word[at + 1 :], word[:at] + word[at - 1 :]])
            if slip != word:
                count += 1
                passed += typos.objection(text[: found.start()] + slip + text[found.end() :], text, language) is None
    assert passed >= 0.92 * count


def test_what_is_gone_and_what_is_new_are_paired_in_order():
    def keys(*texts):
        return [Key(None, text) for text in texts]

    old = keys("A title", "Teh first one here.", "Stays.", "The secnd one here.", "Moves.", "Goes away wholly.")
    new = keys("Moves.", "A title", "The first one here.", "Stays.", "Quite new text.", "The second one here.")
    assert [(a and a.source, b and b.source) for a, b in typos.pairs(old, new)] == [
        ("Teh first one here.", "The first one here."),
        (None, "Quite new text."),
        ("The secnd one here.", "The second one here."),
        ("Goes away wholly.", None),
    ]


# The command

SOURCE = """---
title: On Trees
---

Trees grow slowly in teh forest.

They fall _too_, and that is wy.

See [the bok](https://example.org/a) by an auther.

It was the the end.

The last paragraf is outdated.
"""
TYPOS = {"teh": "the", "wy.": "why.", "bok": "book", "auther": "author", "the the": "the", "paragraf": "paragraph"}


def as_reviewed(entry):
    return review.mark_reviewed(review.mark_reviewed(entry, "ash", DAY), "bob", DAY)


def as_written(entry):
    stale = review.mark_reviewed(replace(entry, target="another text"), "old", DAY)
    written = review.mark_translated(entry, "eve", DAY)
    return replace(written, notes=(*stale.notes, *written.notes))


def as_machine(entry):
    return review.mark_machine(entry, "engine", DAY)


def as_draft(entry):
    return replace(entry, fuzzy=True)


def as_outdated(entry):
    return replace(entry, fuzzy=True, previous=Key(None, "The last one."), notes=("outdated: 2025-01-01",))


MAKERS = (lambda entry: entry, as_reviewed, as_written, as_machine, as_draft, as_outdated)
STATES = ["translated", "reviewed", "translated", "machine", "draft", "outdated"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project in Russian and Persian with a message in each state."""
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    Path("trees.md").write_text(SOURCE)
    run("new", "trees.md", "--to", "ru", "--to", "fa")
    for locale in ("ru", "fa"):
        with store.editing(po(locale), Path()) as draft:
            texts = [replace(entry, target=f"{locale} {at}.") for at, entry in enumerate(draft.catalog.entries)]
            new = {entry.key: make(entry) for make, entry in zip(MAKERS, texts, strict=True)}
            draft.catalog = reviewing.with_entries(draft.catalog, new)
        assert states(locale) == STATES
    return root


def po(locale="ru"):
    return Path(f"locales/{locale}/LC_MESSAGES/trees.po")


def entries(locale="ru"):
    return store.load(po(locale)).active


def states(locale="ru"):
    return [review.state(entry).word for entry in entries(locale)]


def run(*args, code=0):
    done = CliRunner().invoke(main, list(args))
    assert done.exit_code == code, done.output
    return done.output


def correct(changes=TYPOS):
    text = Path("source/trees.md").read_text()
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    Path("source/trees.md").write_text(text)


def files():
    return {path.as_posix(): path.read_bytes() for path in sorted(Path("locales").rglob("*")) if path.is_file()}


def record():
    return Path("locales/TRIVIAL").read_text("utf-8").splitlines()


def test_after_a_typo_every_translation_and_mark_is_what_it_was(folder):
    before = entries()
    correct()
    shown = run("update", "--trivial", "--yes")
    assert "[-teh-]{+the+}" in shown and "trees" in shown and "(ru, fa)" in shown
    for locale in ("ru", "fa"):
        assert states(locale) == STATES
    for old, new in zip(before, entries(), strict=True):
        assert (new.target, new.fuzzy, new.previous) == (old.target, old.fuzzy, old.previous)
        assert len(review.reviews(new)) == len(review.reviews(old))
        assert [mark.name for mark in review.stale_reviews(new)] == [mark.name for mark in review.stale_reviews(old)]
        assert review.translators(new) == review.translators(old)
        assert [str(mark)[:-16] for mark in review.marks(new)] == [str(mark)[:-16] for mark in review.marks(old)]
    assert not [entry for entry in store.load(po()).entries if entry.obsolete]
    assert "nothing changed" in run("update") and "teh" not in po().read_text("utf-8")


def test_the_record_has_a_line_for_each_correction_and_no_name(folder):
    before = entries()[1].key
    correct({"teh": "the"})
    run("update", "--trivial", "--yes")
    after = entries()[1].key
    assert record() == [f"2026-01-02 trees {review.key_id(before)} {review.key_id(after)} [-teh-]{{+the+}}"]
    correct({"wy.": "why."})
    run("update", "--trivial", "--yes")
    run("update", "--trivial", "--yes")
    assert len(record()) == 2 and record() == sorted(record())


def test_what_was_called_a_typo_is_known_over_several_corrections(folder):
    names = [review.key_id(entries()[1].key)]
    for before, after in (("in teh", "in the the"), ("in the the", "in the"), ("slowly", "slowly,")):
        correct({before: after})
        run("update", "--trivial", "--yes")
        names.append(review.key_id(entries()[1].key))
    known = trivial.recorded(project.find(folder))
    assert known == {(names[a], names[b]) for a in range(4) for b in range(a + 1, 4)}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("Trees grow slowly", "Trees do not grow slowly", "a negation changed"),
        ("It was the the end.", "It was the the 2nd end.", "a number changed"),
        ("org/a)", "org/b)", "a link changed"),
        ("It was the the end.", "It was the the end.\n\nAnd a new one.", "this is new"),
        ("It was the the end.\n\n", "", "this is gone"),
        ("It was the the end.", "<!-- i18n:context end -->\nIt was the the end.", "its context changed"),
        ("Trees grow slowly in teh forest.", "Grass withers.", "not recognisably the same"),
    ],
)
def test_what_is_more_than_a_typo_is_refused_and_nothing_is_written(folder, before, after, why):
    correct({before: after, "paragraf": "paragraph"})
    stood = files()
    shown = run("update", "--trivial", "--yes", code=1)
    assert why in shown and "nothing was written" in shown
    assert files() == stood


@pytest.mark.parametrize("corrected", [True, False])
def test_after_a_change_of_segmentation_an_update_comes_first(folder, corrected):
    Path("tamizdat.toml").write_text('segmentation = "sentence"\n')
    if corrected:
        correct()
    before = files()
    assert "the segmentation has changed since the last update" in run("update", "--trivial", "--yes", code=2)
    assert files() == before


def test_nobody_is_taken_to_have_agreed(folder):
    correct()
    stood = files()
    assert "--yes" in run("update", "--trivial", code=2)
    assert files() == stood
    assert "would write locales/TRIVIAL" in run("update", "--trivial", "--check", code=1)
    assert files() == stood


def test_at_a_terminal_it_asks(folder):
    pytest.importorskip("termios")
    from .terminal import Terminal

    correct()
    stood = files()
    for answer, changed in (("n", False), ("y", True)):
        command = [sys.executable, "-m", "i18n.cli", "update", "--trivial"]
        with Terminal(command, cwd=Path.cwd(), env=environment()) as terminal:
            assert "[-teh-]{+the+}" in terminal.expect("Keep the translations")
            terminal.press(f"{answer}\r")
            terminal.finish()
        assert (files() != stood) == changed


def environment():
    return {**os.environ, "PYTHONPATH": str(Path(store.__file__).parent.parent), "LC_ALL": "C.UTF-8", "TERM": "dumb"}


def test_it_works_as_well_when_the_template_was_extracted_before(folder):
    correct()
    run("extract")
    run("update", "--trivial", "--yes")
    assert states() == states("fa") == STATES
    assert len(record()) == 5


def test_one_language_now_and_the_others_later(folder):
    correct()
    run("update", "--trivial", "--yes", "fa")
    assert states("fa") == STATES and "teh" in po().read_text("utf-8")
    run("update", "--trivial", "--yes")
    assert states("ru") == STATES and len(record()) == 5


def test_what_an_update_has_made_outdated_already_comes_back_where_a_mark_proves_it_untouched(folder):
    correct()
    run("update")
    assert states()[1:4] == ["outdated"] * 3
    shown = run("update", "--trivial", "--yes")
    assert states() == ["translated", "reviewed", "translated", "machine", "outdated", "outdated"], shown
    assert not any("outdated" in note for entry in entries()[:4] for note in entry.notes)


def test_a_slip_that_an_update_took_for_a_change_is_undone_when_it_is_taken_back(folder):
    before = states()
    text = Path("source/trees.md").read_text()
    Path("source/trees.md").write_text(text.replace("grow slowly", "grow slwoly").replace("by an", "bi an"))
    run("update")
    assert states() != before
    Path("source/trees.md").write_text(text)
    run("update", "--trivial", "--yes")
    assert (states(), states("fa")) == (before, before)


def test_a_draft_that_was_worked_on_since_stays_a_draft(folder):
    correct()
    run("update")
    with store.editing(po(), Path()) as draft:
        entry = draft.catalog.entries[1]
        worked = replace(entry, target=entry.target + " Ещё.")
        draft.catalog = reviewing.with_entries(draft.catalog, {entry.key: worked})
    run("update", "--trivial", "--yes")
    assert (states()[1], states("fa")[1]) == ("outdated", "reviewed")


def test_a_language_that_was_behind_before_is_only_updated(folder):
    with store.editing(po("fa"), Path()) as draft:
        first = draft.catalog.entries[0]
        behind = replace(first, key=Key(None, "On Bushes"))
        draft.catalog = replace(draft.catalog, entries=(behind, *draft.catalog.entries[1:]))
    correct()
    run("update", "--trivial", "--yes")
    assert states("ru") == STATES
    assert states("fa")[1:] == STATES[1:] and states("fa")[0] in ("outdated", "untranslated")


def test_what_no_reader_can_see_is_left_to_every_update(folder):
    correct({"_too_": "*too*", "teh": "the"})
    assert "*too*" not in run("update", "--trivial", "--yes")
    assert len(record()) == 1 and states() == STATES


def test_a_text_that_becomes_what_another_was_keeps_both_translations(folder):
    correct({"They fall _too_, and that is wy.": "Trees grow slowly in teh forests."})
    run("update")
    targets = {entry.key.source: entry.target for entry in entries()}
    correct({"Trees grow slowly in teh forest.": "Trees grow slowly in teh forests!", "teh forests.": "teh forests?"})
    shown = run("update", "--trivial", "--yes", code=1)
    assert (
        "a question or exclamation mark changed" in " ".join(shown.split())
        and {entry.key.source: entry.target for entry in entries()} == targets
    )


def interrupted(monkeypatch, after):
    """The command, killed before its write number ``after``; whether it came so far."""
    write, count = store._replace, iter(range(10**6))

    def stopping(*args):
        if next(count) == after:
            raise KeyboardInterrupt
        return write(*args)

    with monkeypatch.context() as patch:
        patch.setattr(store, "_replace", stopping)
        done = CliRunner().invoke(main, ["update", "--trivial", "--yes"])
    assert done.exit_code in (0, 1), done.output
    return done.exit_code == 1


@pytest.mark.parametrize("extracted", [False, True])
def test_the_same_command_completes_what_a_kill_cut_off(folder, monkeypatch, extracted):
    correct()
    if extracted:
        run("extract")
    start = files()
    run("update", "--trivial", "--yes")
    whole = files()
    after = 0
    while True:
        for path in files():
            Path(path).unlink()
        for path, data in start.items():
            Path(path).write_bytes(data)
        if not interrupted(monkeypatch, after):
            break
        for locale in ("ru", "fa"):
            assert states(locale) == STATES
        run("update", "--trivial", "--yes")
        assert files() == whole, f"killed before write {after}"
        after += 1
    assert after >= 3
