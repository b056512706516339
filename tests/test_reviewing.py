"""What a reviewer is shown, what their decisions make of an entry, and that marks hold for exactly one text."""

import datetime as dt
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import formats, review, reviewing, store
from i18n.catalog import po
from i18n.errors import TamizdatError
from i18n.model import Catalog, Entry, Key, State

ROOT = Path(__file__).parent.parent
DAY, LATER = dt.date(2026, 1, 2), dt.date(2026, 2, 3)
KEY = Key(None, "Peace.")
ENTRY = Entry(KEY, "Мир.")
OUTDATED = replace(ENTRY, fuzzy=True, previous=Key(None, "War."), notes=("outdated: 2026-01-01",))
MACHINE = review.mark_machine(ENTRY, "engine", DAY)
ESSAYS = sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po"))


def accepted(entry=ENTRY, name="ash", day=DAY):
    return reviewing.accept(entry, name, day)


# Decisions


@pytest.mark.parametrize("entry", [ENTRY, OUTDATED, MACHINE, replace(ENTRY, fuzzy=True), replace(MACHINE, fuzzy=True)])
def test_what_is_accepted_is_reviewed_whatever_it_was_before(entry):
    done = accepted(entry)
    assert review.state(done) is State.REVIEWED
    assert (done.fuzzy, done.previous, done.target) == (False, None, ENTRY.target)
    assert [str(mark) for mark in review.marks(done)] == list(done.notes)
    assert accepted(done, day=LATER) == done


def test_an_accepted_machine_translation_is_a_persons_from_then_on():
    edited_elsewhere = replace(accepted(MACHINE), target="Мир!")
    assert review.state(edited_elsewhere) is State.TRANSLATED


def test_acceptance_settles_a_rejection_and_the_other_text_of_a_merge():
    contested = replace(ENTRY, fuzzy=True, notes=('other translation: "Покой."', "a note"))
    rejected = reviewing.reject(contested, "too short", "bob", DAY)
    assert [note for note in accepted(rejected).notes if "reviewed" not in note] == ["a note"]


@pytest.mark.parametrize("change", [{"target": ""}, {"target": " "}, {"obsolete": True}], ids=str)
def test_what_is_not_there_is_neither_accepted_nor_rejected(change):
    entry = replace(ENTRY, **change)
    for act in (lambda: accepted(entry), lambda: reviewing.reject(entry, "why", "ash", DAY)):
        with pytest.raises(TamizdatError, match="there is no translation"):
            act()


def test_a_rejection_voids_every_review_and_tells_why_in_one_line():
    done = reviewing.reject(accepted(), "two\nlines\u2028 \x1b[31mand \\", "bob", DAY)
    assert review.state(done) is State.DRAFT
    assert done.notes == ("rejected: bob 2026-01-02 two lines [31mand \\",)
    assert review.state(replace(done, fuzzy=False)) is State.TRANSLATED


def test_an_outdated_text_stays_outdated_when_it_is_rejected():
    assert review.state(reviewing.reject(OUTDATED, "why", "bob", DAY)) is State.OUTDATED
    stray = replace(ENTRY, previous=Key(None, "Left behind by an editor."))
    assert review.state(reviewing.reject(stray, "why", "bob", DAY)) is State.DRAFT


@pytest.mark.parametrize("words", ["", " \n", "\x00"])
def test_a_rejection_or_comment_needs_words(words):
    for act in (reviewing.reject, reviewing.comment):
        with pytest.raises(TamizdatError, match="needs words"):
            act(ENTRY, words, "ash", DAY)


def test_a_comment_changes_no_state_and_cannot_pretend_to_be_a_mark():
    forged = str(next(review.marks(accepted())))
    assert review.state(reviewing.comment(ENTRY, forged, "bob", DAY)) is State.TRANSLATED
    assert review.state(reviewing.comment(accepted(), "good", "bob", DAY)) is State.REVIEWED


def test_an_edited_text_is_its_writers_finished_and_not_reviewed():
    done = reviewing.edit(accepted(replace(OUTDATED, notes=MACHINE.notes)), "Покой\nи мир.\n", "bob", DAY)
    assert (done.target, done.fuzzy, done.previous) == ("Покой и мир.", False, None)
    assert review.state(done) is State.TRANSLATED
    assert review.translators(done) == {"bob"}
    assert [mark.kind for mark in review.marks(done)] == ["translated"]


def test_a_machines_text_stays_the_machines_where_a_person_corrected_a_word_until_one_accepts_it():
    edited = reviewing.edit(MACHINE, "Мир!", "bob", DAY)
    assert review.state(edited) is State.MACHINE
    assert review.translators(edited) == {"bob"}
    assert review.state(accepted(edited)) is State.REVIEWED
    assert [mark.kind for mark in review.marks(accepted(edited))] == ["translated", "reviewed"]


def test_an_edit_that_changes_nothing_or_leaves_nothing_is_none():
    assert reviewing.edit(accepted(), " Мир.\n", "bob", DAY) == accepted()
    with pytest.raises(TamizdatError, match="no translation"):
        reviewing.edit(ENTRY, " \n", "bob", DAY)
    with pytest.raises(TamizdatError, match="plural"):
        reviewing.edit(replace(ENTRY, plural="s", plurals=("a", "b")), "c", "bob", DAY)


# Two persons


def test_under_the_two_person_rule_who_wrote_a_text_does_not_count():
    written = reviewing.edit(ENTRY, "Покой.", "ash", DAY)
    own = review.mark_reviewed(written, "ash", DAY)
    assert review.state(own) is State.REVIEWED
    assert review.state(own, needed=2) is State.TRANSLATED
    assert review.state(accepted(own, "bob"), needed=2) is State.TRANSLATED
    assert review.state(accepted(accepted(own, "bob"), "eve"), needed=2) is State.REVIEWED
    assert reviewing.may_not_count(written, 2, "ash") and not reviewing.may_not_count(written, 1, "ash")


def test_a_text_that_was_edited_elsewhere_is_nobodys_that_is_known():
    written = reviewing.edit(ENTRY, "Покой.", "ash", DAY)
    edited = replace(written, target="Покой!")
    assert review.translators(edited) == frozenset()
    assert review.state(accepted(accepted(edited), "bob"), needed=2) is State.REVIEWED


# The list


ESSAY = b"One.\n\n<!-- i18n:comment Mind the tone. -->\nTwo.\n\nThree.\n\nFour.\n\nTwo.\n\nFive.\n\nSix.\n"


def document():
    return formats.of("essay.md").read("essay.md", ESSAY)


def catalog():
    stale = review.mark_reviewed(Entry(Key(None, "Six."), "Пять."), "eve", DAY)
    return Catalog(
        "ru",
        {"Language": "ru", "Content-Type": po.CONTENT_TYPE},
        (
            accepted(Entry(Key(None, "One."), "Один.")),
            Entry(Key(None, "Two."), "Два!", fuzzy=True, previous=Key(None, "Too."), notes=("see the glossary",)),
            Entry(Key(None, "Three.")),
            review.mark_machine(Entry(Key(None, "Four."), "Четыре."), "engine", DAY),
            Entry(Key(None, "Six."), "Шесть.", notes=stale.notes),
            Entry(Key(None, "Old."), "Старое.", obsolete=True),
        ),
    )


def test_what_waits_is_listed_once_and_in_the_order_of_the_document():
    found = list(reviewing.items(document(), catalog()))
    assert [(item.key.source, item.state.word) for item in found] == [
        ("Two.", "outdated"),
        ("Four.", "machine"),
        ("Six.", "translated"),
    ]
    two, four, six = found
    assert (two.previous, two.comments, two.author, two.words) == (
        "Too.",
        ("see the glossary",),
        ("Mind the tone.",),
        1,
    )
    assert (four.machine.name, four.comments) == ("engine", ())
    assert ([mark.name for mark in six.stale], six.reviews) == (["eve"], ())
    assert reviewing.absent(document(), catalog()) == 1


def test_every_state_is_listed_on_demand():
    assert [item.key.source[0] for item in reviewing.items(document(), catalog(), states=State)] == list("OTTFS")


def test_a_reviewer_is_not_asked_again_about_what_they_accepted_or_wrote():
    mine = accepted(Entry(Key(None, "Two."), "Два."))
    written = reviewing.edit(Entry(Key(None, "Four.")), "Четыре.", "ash", DAY)
    entries = (mine, written, Entry(Key(None, "Six."), "Шесть."))
    half = replace(catalog(), entries=entries)

    def asked(name, needed):
        return [item.key.source for item in reviewing.items(document(), half, needed, name)]

    assert asked("ash", 2) == ["Six."]
    assert asked("bob", 2) == ["Two.", "Four.", "Six."]
    assert asked("ash", 1) == ["Four.", "Six."]


def test_what_a_program_gets_tells_all_that_the_screen_does():
    two = reviewing.data("essay", next(iter(reviewing.items(document(), catalog()))))
    assert two["key"] == review.key_id(Key(None, "Two.")) and two["text"] == review.digest(Key(None, "Two."), "Два!")
    assert two["diff"] == [
        {"kind": "removed", "text": "Too"},
        {"kind": "added", "text": "Two"},
        {"kind": "same", "text": "."},
    ]
    assert two["author"] == ["Mind the tone."] and two["comments"] == ["see the glossary"]


# In the catalog


def test_a_decision_on_what_is_not_there_any_more_is_refused():
    here = catalog()
    seen = here.entries[3]
    for other in (replace(seen, target="Другое."), replace(seen, notes=()), accepted(seen, "bob")):
        changed = reviewing.with_entries(here, {seen.key: other})
        with pytest.raises(reviewing.ChangedError, match="somebody else"):
            reviewing.replaced(changed, seen, accepted(seen))
    with pytest.raises(reviewing.ChangedError):
        reviewing.replaced(replace(here, entries=()), seen, accepted(seen))


actions = st.one_of(
    st.just(accepted),
    st.text(min_size=1, max_size=12).map(lambda text: lambda entry: reviewing.edit(entry, f"я{text}", "ash", DAY)),
    st.text(max_size=12).map(lambda text: lambda entry: reviewing.reject(entry, f"no {text}", "bob", DAY)),
    st.text(max_size=12).map(lambda text: lambda entry: reviewing.comment(entry, f"so {text}", "eve", DAY)),
)


@given(st.lists(actions, max_size=4), st.sampled_from([ENTRY, OUTDATED, MACHINE]))
def test_whatever_was_decided_can_be_read_back_and_undone_exactly(steps, entry):
    start = po.canonical(replace(catalog(), entries=(entry, *catalog().entries)))
    here, past = start, []
    for act in steps:
        seen = here.entries[0]
        try:
            here, stands = reviewing.replaced(here, seen, act(seen))
            data = po.dump(here)
        except TamizdatError:  # a character that no PO file holds
            return
        assert po.load(data, "ru.po") == here
        past.append((stands, seen))
    for stands, seen in reversed(past):
        here, _ = reviewing.replaced(here, stands, seen)
    assert here == start


# Marks on the essay


def marked(path):
    """The essay's catalog with a review on every entry, and on some what else a mark can say."""
    entries = [accepted(entry) for entry in store.load(path).active]
    entries[1] = review.mark_reviewed(reviewing.edit(entries[1], entries[1].target + "!", "bob", DAY), "eve", LATER)
    entries[2] = review.mark_machine(replace(entries[2], notes=()), "engine", DAY)
    return po.canonical(replace(store.load(path), entries=tuple(entries)))


def mutants(text):
    """A text with one character changed: another one, one less, one more, at every place."""
    for at in range(len(text)):
        yield text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        yield text[:at] + text[at + 1 :]
        yield text[:at] + text[at] + text[at:]
    yield text + " "


@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.parts[-3])
def test_one_changed_character_of_source_translation_or_context_voids_a_review(path):
    count = 0
    for entry in map(accepted, store.load(path).active):
        digest = review.digest(entry.key, entry.target)
        for source in mutants(entry.key.source):
            count += 1
            assert review.digest(Key(None, source), entry.target) != digest
        for target in mutants(entry.target):
            count += 1
            assert review.digest(entry.key, target) != digest
        for changed in (
            replace(entry, key=entry.key._replace(context="")),
            replace(entry, key=entry.key._replace(context="x")),
            replace(entry, key=entry.key._replace(source=entry.key.source + "x")),
            replace(entry, target=entry.target + "x"),
        ):
            assert review.state(changed) is State.TRANSLATED
            assert [mark.name for mark in review.stale_reviews(changed)] == ["ash"]
    assert count > 10_000


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed (make test-full)")


def msgcat(path, _):
    return subprocess.run(["msgcat", str(path)], capture_output=True, check=True).stdout


def msgmerge(path, template):
    done = subprocess.run(
        ["msgmerge", "--quiet", "--previous", str(path), str(template)], capture_output=True, check=True
    )
    return done.stdout


def poedit(path, _):
    """More than Poedit 3.2 does (see data/po/made): wrapped at 78, fields in another order, a name, CRLF."""
    text = subprocess.run(["msgcat", "--width=78", str(path)], capture_output=True, check=True).stdout.decode()
    head, body = re.fullmatch(r"(.*?\n\n)(.*)", text, re.DOTALL).groups()
    fields = re.findall(r'^"[^"]*\\n"\n', head, re.MULTILINE)
    other = "".join(field for field in reversed(fields) if "Last-Translator" not in field)
    own = '"Last-Translator: Jane Doe <jane@example.org>\\n"\n"X-Generator: Poedit 3.4\\n"\n"X-Poedit-Basepath: .\\n"\n'
    return f'msgid ""\nmsgstr ""\n{other}{own}\n{body}'.replace("\n", "\r\n").encode()


def weblate(path, _):
    """More than Weblate 5.14 does (see data/po/made), which wraps only what it changes; its comments, team and name."""
    file = polib.pofile(str(path), wrapwidth=77)
    file.header += "\nJane Doe <jane@example.org>, 2026."
    file.metadata |= {"Language-Team": "Russian <https://hosted.weblate.org/ru/>", "X-Generator": "Weblate 5.4"}
    file.metadata["Last-Translator"] = "Jane Doe <jane@example.org>"
    return str(file).encode()


@pytest.mark.gettext
@needs("msgcat")
@needs("msgmerge")
@pytest.mark.parametrize("rewrite", [msgcat, msgmerge, poedit, weblate])
@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.parts[-3])
def test_marks_survive_the_tools_of_translators(tmp_path, path, rewrite):
    before = marked(path)
    template = tmp_path / "essay.pot"
    header = {"Content-Type": po.CONTENT_TYPE, "POT-Creation-Date": "2026-01-02 00:00+0000"}
    template.write_bytes(po.dump(Catalog(None, header, tuple(Entry(entry.key) for entry in before.active))))
    file = tmp_path / "essay.po"
    file.write_bytes(po.dump(before))
    data = rewrite(file, template)
    assert data != file.read_bytes()
    after = po.load(data, "essay.po")
    assert [entry.notes for entry in after.active] == [entry.notes for entry in before.active]
    assert [review.state(entry, 2) for entry in after.active] == [review.state(entry, 2) for entry in before.active]
    reviews = [tuple(map(str, review.reviews(entry))) for entry in after.active]
    assert reviews == [tuple(map(str, review.reviews(entry))) for entry in before.active]
    assert sum(map(len, reviews)) == len(before.active) - 1
    assert review.translators(after.active[1]) == {"bob"}


@pytest.mark.gettext
@needs("msgmerge")
def test_a_mark_that_msgmerge_copies_onto_another_text_is_stale(tmp_path):
    old = accepted(
        Entry(Key(None, "The minutes are kept for thirty days after the meeting."), "Протокол хранится 30 дней.")
    )
    new = Key(None, "The accounts are kept for ninety days after the meeting.")
    header = {"Content-Type": po.CONTENT_TYPE, "Language": "ru"}
    (tmp_path / "ru.po").write_bytes(po.dump(Catalog("ru", header, (old,))))
    (tmp_path / "t.pot").write_bytes(po.dump(Catalog(None, header, (Entry(old.key), Entry(new)))))
    merged = po.load(msgmerge(tmp_path / "ru.po", tmp_path / "t.pot"), "ru.po")
    kept, copied = merged.active
    assert review.state(kept) is State.REVIEWED
    assert copied.fuzzy and copied.notes == old.notes, "msgmerge copies comments, or this test is not needed any more"
    cleared = replace(copied, fuzzy=False, previous=None)
    assert review.state(cleared) is State.TRANSLATED
    assert [mark.name for mark in review.stale_reviews(cleared)] == ["ash"]
