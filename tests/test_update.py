"""What an update keeps, whatever changed: the laws, and what happens to states, marks and comments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from i18n import review
from i18n.catalog import po
from i18n.catalog.update import Update, leftovers, start, update
from i18n.cli import main
from i18n.model import Catalog, Change, ChangeKind, Entry, Key, State

DAY = dt.date(2026, 12, 1)
LATER = dt.date(2027, 1, 15)
HEADER = {"Language": "ru", "Plural-Forms": "nplurals=3; plural=0;", "X-Tamizdat-Source-Language": "en"}


def template(*sources: str | Key) -> Catalog:
    keys = [source if isinstance(source, Key) else Key(None, source) for source in sources]
    return po.canonical(Catalog(None, HEADER, tuple(Entry(key, extracted=("paragraph",)) for key in keys)))


def catalog(*entries: Entry) -> Catalog:
    return po.canonical(replace(Catalog("ru", HEADER, entries), locale="ru"))


def entry(source: str, target: str, **others: object) -> Entry:
    return Entry(Key(None, source), target, extracted=("paragraph",), **others)  # type: ignore[arg-type]


def updated(new: Catalog, old: Catalog, **options: object) -> Update:
    return update(new, old, "ru", **{"day": DAY, **options})  # type: ignore[arg-type]


def only(result: Update, source: str) -> Entry:
    (found,) = [one for one in result.catalog.active if one.key.source == source]
    return found


TREES = "Trees grow slowly. They know the wind by name. Nobody hurries them."
ДЕРЕВЬЯ = "Деревья растут медленно. Они знают ветер по имени. Никто их не торопит."


# Laws

WORDS = "oak elm ash birch wind rain stone river grows falls sings never always slowly 7 1906".split()
sentence_lists = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(lambda words: " ".join(words).capitalize() + "."),
    min_size=1,
    max_size=4,
)
paragraphs = sentence_lists.map(" ".join)
days = st.sampled_from(["2026-01-02", "2026-03-04"])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry in any state: untranslated, draft, outdated, machine-made, reviewed, obsolete, with comments."""
    key = Key(draw(st.sampled_from([None, None, None, "title"])), draw(paragraphs))
    target = draw(st.one_of(st.just(""), paragraphs.map(str.upper), paragraphs.map(str.upper)))
    fuzzy = bool(target) and draw(st.booleans())
    previous = Key(None, draw(paragraphs)) if fuzzy and draw(st.booleans()) else None
    notes = draw(st.lists(st.sampled_from(["a remark", "another"]), max_size=1))
    if previous:
        notes.append(f"outdated: {draw(days)}")
    obsolete = bool(target) and draw(st.booleans())
    made = Entry(key, target, fuzzy, previous, tuple(notes), ("paragraph",), obsolete=obsolete)
    if target and draw(st.booleans()):
        made = review.mark_machine(made, "engine", DAY)
    if target and draw(st.booleans()):
        made = review.mark_reviewed(made, "ash", DAY)
    return made


catalogs = st.lists(entries(), max_size=8, unique_by=lambda one: one.key).map(lambda found: catalog(*found))


@st.composite
def edited(draw: st.DrawFn, old: Catalog) -> Catalog:
    """A template made of a catalog's sources by an author who splits, joins, moves, rewords, deletes and adds."""
    keys = [one.key for one in old.entries]
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(keys)))
        what = draw(st.sampled_from(["add", "delete", "move", "reword", "split", "join", "context"]))
        if what == "add" or at == len(keys):
            keys.insert(at, Key(None, draw(paragraphs)))
        elif what == "delete":
            del keys[at]
        elif what == "move":
            keys.insert(draw(st.integers(0, len(keys) - 1)), keys.pop(at))
        elif what == "context":
            keys[at] = Key("note", keys[at].source)
        elif what == "reword":
            words = keys[at].source.split()
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
            keys[at] = keys[at]._replace(source=" ".join(words))
        elif what == "split" and ". " in keys[at].source:
            one, _, other = keys[at].source.partition(". ")
            keys[at : at + 1] = [keys[at]._replace(source=f"{one}."), keys[at]._replace(source=other)]
        elif what == "join" and at + 1 < len(keys):
            keys[at : at + 2] = [keys[at]._replace(source=f"{keys[at].source} {keys[at + 1].source}")]
    return template(*dict.fromkeys(keys))


old_and_new = catalogs.flatmap(lambda old: st.tuples(st.just(old), edited(old)))


@given(old_and_new)
def test_updating_twice_is_updating_once(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    once = updated(new, old).catalog
    again = updated(new, once, day=LATER)
    assert again.catalog == once
    assert again.changes == ()


@given(catalogs)
def test_an_unchanged_source_changes_no_byte(old: Catalog) -> None:
    canonical = updated(template(*(one.key for one in old.active)), old).catalog
    assert all(one in canonical.entries for one in old.active if one.filled)
    data = po.dump(canonical)
    again = updated(template(*(one.key for one in canonical.active)), po.load(data, "a.po"), day=LATER)
    assert po.dump(again.catalog) == data


@given(old_and_new)
def test_no_update_loses_a_translation(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    result = updated(new, old).catalog
    for one in old.entries:
        assert not one.target or any(one.target in other.target for other in result.entries), one


@given(old_and_new)
def test_nothing_with_a_changed_source_is_finished(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    finished = {(one.key, one.target) for one in old.entries if not one.fuzzy}
    for one in updated(new, old).catalog.active:
        assert not one.target or one.fuzzy or (one.key, one.target) in finished, one


@given(old_and_new)
def test_a_changed_text_has_no_review(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    reviewed = {(one.key, one.target) for one in old.entries if review.reviews(one)}
    for one in updated(new, old).catalog.entries:
        assert not review.reviews(one) or (one.key, one.target) in reviewed, one


@given(old_and_new)
def test_machine_text_never_becomes_a_persons(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    old = replace(
        old, entries=tuple(review.mark_machine(one, "engine", DAY) if one.target else one for one in old.entries)
    )
    for one in updated(new, old).catalog.entries:
        assert not one.target or any(mark.kind == "machine" for mark in review.marks(one)), one


@given(old_and_new)
def test_the_catalog_has_the_templates_messages_in_its_order(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    result = updated(new, old).catalog
    assert [one.key for one in result.active] == [one.key for one in new.active]
    keys = [one.key for one in result.entries]
    assert len(keys) == len(set(keys)), "gettext refuses a second message of a key, obsolete or not"


@given(old_and_new)
def test_every_change_names_a_message_and_where_it_came_from(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    result = updated(new, old)
    known = {one.key for one in old.entries} | {one.previous for one in old.entries}
    after = {one.key: one for one in result.catalog.active}
    for change in result.changes:
        assert 0 <= change.score <= 1
        if change.kind is ChangeKind.OBSOLETE:
            assert change.key not in after
        elif change.kind is ChangeKind.OUTDATED:
            assert after[change.key].fuzzy and change.previous in known
        elif change.kind is ChangeKind.NEW:
            new = after[change.key]
            assert not new.target or (new.fuzzy and new.previous is None)


# What is kept


def test_a_reworded_paragraph_keeps_its_translation_outdated_since_today() -> None:
    new = TREES.replace("slowly", "very slowly")
    result = updated(template(new), catalog(entry(TREES, ДЕРЕВЬЯ, notes=("a remark",))))
    assert result.catalog.entries == (
        Entry(
            Key(None, new),
            ДЕРЕВЬЯ,
            fuzzy=True,
            previous=Key(None, TREES),
            notes=("a remark", "outdated: 2026-12-01"),
            extracted=("paragraph",),
        ),
    )
    assert [change.kind for change in result.changes] == [ChangeKind.OUTDATED]
    assert review.state(result.catalog.entries[0]) is State.OUTDATED


def test_without_a_day_there_is_no_date() -> None:
    result = updated(template(TREES + " Yet."), catalog(entry(TREES, ДЕРЕВЬЯ)), day=None)
    assert result.catalog.entries[0].notes == ()


def test_the_first_previous_source_and_the_first_date_stay_over_several_changes() -> None:
    steps = [TREES.replace("slowly", how) for how in ("fast", "faster", "fastest")]
    state = catalog(entry(TREES, ДЕРЕВЬЯ))
    for number, source in enumerate(steps):
        state = updated(template(source), state, day=DAY + dt.timedelta(number)).catalog
    (one,) = state.entries
    assert (one.previous, one.notes, one.target) == (Key(None, TREES), ("outdated: 2026-12-01",), ДЕРЕВЬЯ)


def test_what_became_outdated_again_after_a_translator_finished_it_is_outdated_since_then() -> None:
    old = entry(TREES, ДЕРЕВЬЯ, notes=("outdated: 2025-05-05",))
    (one,) = updated(template(TREES.replace("slowly", "fast")), catalog(old)).catalog.entries
    assert one.notes == ("outdated: 2026-12-01",)


def test_a_draft_was_never_up_to_date_and_gets_no_date() -> None:
    old = entry(TREES, ДЕРЕВЬЯ, fuzzy=True)
    (one,) = updated(template(TREES.replace("slowly", "fast")), catalog(old)).catalog.entries
    assert (one.fuzzy, one.previous, one.notes) == (True, old.key, ())


def test_marks_come_along_and_reviews_are_void() -> None:
    old = review.mark_reviewed(review.mark_machine(entry(TREES, ДЕРЕВЬЯ), "engine", DAY), "ash", DAY)
    (one,) = updated(template(TREES.replace("slowly", "fast")), catalog(old)).catalog.entries
    assert [mark.kind for mark in review.marks(one)] == ["machine", "reviewed"]
    assert review.reviews(one) == ()
    assert len(review.stale_reviews(one)) == 1


def test_a_source_that_came_back_finds_its_finished_translation_by_its_mark() -> None:
    old = review.mark_machine(entry(TREES, ДЕРЕВЬЯ), "engine", DAY)
    changed = updated(template(TREES.replace("slowly", "fast")), catalog(old)).catalog
    back = updated(template(TREES), changed, day=LATER)
    assert back.catalog.entries == (old,)
    assert back.changes == (Change(ChangeKind.REVIVED, old.key, changed.entries[0].key),)


def test_a_source_that_came_back_leaves_a_draft_when_nothing_proves_that_it_is_untouched() -> None:
    old = review.mark_machine(entry(TREES, ДЕРЕВЬЯ), "engine", DAY)
    (changed,) = updated(template(TREES.replace("slowly", "fast")), catalog(old)).catalog.entries
    touched = replace(changed, target=ДЕРЕВЬЯ.replace("медленно", "быстро"))
    (one,) = updated(template(TREES), catalog(touched), day=LATER).catalog.entries
    assert (one.fuzzy, one.previous, one.target) == (True, None, touched.target)
    assert review.state(one) is State.DRAFT


def test_a_draft_does_not_become_finished_when_its_source_came_back() -> None:
    old = review.mark_machine(entry(TREES, ДЕРЕВЬЯ, fuzzy=True), "engine", DAY)
    changed = updated(template(TREES.replace("slowly", "fast")), catalog(old)).catalog
    (one,) = updated(template(TREES), changed).catalog.entries
    assert (one.fuzzy, one.previous) == (True, None)


def test_a_message_that_is_gone_becomes_obsolete_and_comes_back() -> None:
    old = catalog(entry(TREES, ДЕРЕВЬЯ, notes=("a remark",)), entry("Stones.", "Камни."))
    gone = updated(template("Stones."), old)
    assert gone.changes == (Change(ChangeKind.OBSOLETE, Key(None, TREES)),)
    assert [one.obsolete for one in gone.catalog.entries] == [False, True]
    back = updated(template(TREES, "Stones."), gone.catalog)
    assert back.changes == (Change(ChangeKind.REVIVED, Key(None, TREES)),)
    assert back.catalog.entries == old.entries


def test_an_untranslated_message_that_is_gone_leaves_nothing_unless_somebody_wrote_something() -> None:
    old = catalog(entry("One.", ""), entry("Two.", "", notes=("ask the author",)))
    result = updated(template("Elsewhere."), old).catalog
    assert [(one.key.source, one.obsolete) for one in result.entries] == [("Elsewhere.", False), ("Two.", True)]


def test_an_obsolete_translation_fills_its_message_where_that_has_none() -> None:
    old = catalog(entry("One.", ""), replace(entry("One.", "Один."), obsolete=True))
    result = updated(template("One."), old)
    assert [one.target for one in result.catalog.entries] == ["Один."]
    assert [change.kind for change in result.changes] == [ChangeKind.REVIVED]


def test_a_message_in_another_place_is_moved_and_stays_finished() -> None:
    old = catalog(*(entry(f"Number {n}.", f"Номер {n}.") for n in range(5)))
    result = updated(template("Number 0.", "Number 3.", "Number 1.", "Number 2.", "Number 4."), old)
    assert result.changes == (Change(ChangeKind.MOVED, Key(None, "Number 3.")),)
    assert not any(one.fuzzy for one in result.catalog.entries)


def test_a_message_that_was_given_a_context_is_to_be_looked_at() -> None:
    result = updated(template(Key("grove", TREES)), catalog(entry(TREES, ДЕРЕВЬЯ)))
    (one,) = result.catalog.entries
    assert (one.target, one.fuzzy, one.previous) == (ДЕРЕВЬЯ, True, Key(None, TREES))


def test_a_second_message_of_the_same_words_in_a_context_gets_the_translation_of_the_first_as_a_draft() -> None:
    old = entry("Fair point.", "Верно.")
    result = updated(template("Fair point.", Key("irony", "Fair point.")), catalog(old))
    one, other = result.catalog.entries
    assert one == old
    assert (other.target, other.fuzzy, other.previous) == ("Верно.", True, old.key)


def test_what_the_author_says_comes_from_the_template_and_formats_too() -> None:
    old = replace(entry("%d trees", "%d деревьев"), flags=("no-wrap",), places=("old.md",))
    new = template("%d trees")
    new = replace(
        new, entries=(replace(new.entries[0], flags=("c-format",), places=("new.md",), extracted=("title",)),)
    )
    (one,) = updated(new, catalog(old)).catalog.entries
    assert (set(one.flags), one.places, one.extracted) == ({"c-format", "no-wrap"}, ("new.md",), ("title",))


# Plurals, in catalogs of anyone's making


def plural(source: str, forms: Sequence[str], plural: str = "trees") -> Entry:
    return Entry(Key(None, source), plural=plural, plurals=tuple(forms))


FORMS = ("дерево", "дерева", "деревьев")


def test_plural_forms_are_kept_and_carried_over() -> None:
    old = catalog(plural("one tall tree", FORMS))
    same = updated(Catalog(None, HEADER, (plural("one tall tree", ("", "")),)), old)
    assert same.catalog.entries == old.entries
    (one,) = updated(Catalog(None, HEADER, (plural("one small tree", ("", "")),)), old).catalog.entries
    assert (one.plurals, one.fuzzy, one.previous, one.previous_plural) == (
        FORMS,
        True,
        Key(None, "one tall tree"),
        "trees",
    )


def test_a_message_that_gains_a_plural_keeps_its_translation_as_the_first_form() -> None:
    (one,) = updated(
        Catalog(None, HEADER, (plural("tree", ("", "")),)), catalog(entry("tree", "дерево"))
    ).catalog.entries
    assert (one.plurals, one.fuzzy, one.previous) == (("дерево", "", ""), True, Key(None, "tree"))


def test_a_message_that_loses_its_plural_keeps_the_other_forms_as_comments() -> None:
    (one,) = updated(template("tree"), catalog(plural("tree", FORMS))).catalog.entries
    assert (one.target, one.fuzzy) == ("дерево", True)
    assert one.notes[-2:] == ('other translation: "дерева"', 'other translation: "деревьев"')


# Between documents


def test_a_paragraph_that_was_cut_and_pasted_into_another_document_takes_its_translation_along() -> None:
    elsewhere = catalog(review.mark_reviewed(entry(TREES, ДЕРЕВЬЯ), "ash", DAY), entry("Stay.", "Останься."))
    pool = leftovers(template("Stay."), elsewhere)
    assert [one.key.source for one in pool] == [TREES]
    one = only(updated(template("Here.", TREES), catalog(entry("Here.", "Здесь.")), pool=pool), TREES)
    assert (one.target, one.fuzzy, review.state(one)) == (ДЕРЕВЬЯ, False, State.REVIEWED)
    new = TREES.replace("slowly", "fast")
    one = only(updated(template("Here.", new), catalog(entry("Here.", "Здесь.")), pool=pool), new)
    assert (one.target, one.fuzzy, one.previous) == (ДЕРЕВЬЯ, True, Key(None, TREES))


def test_a_message_without_translation_finds_it_when_the_other_document_lets_go_of_it() -> None:
    pool = [replace(entry(TREES, ДЕРЕВЬЯ), obsolete=True)]
    (one,) = updated(template(TREES), catalog(entry(TREES, "")), pool=pool).catalog.entries
    assert (one.target, one.obsolete) == (ДЕРЕВЬЯ, False)


# Catalogs that begin


def test_a_new_catalog_has_every_message_untranslated() -> None:
    fresh = start(template("One.", "Two."), "ru", DAY)
    assert [one.target for one in fresh.entries] == ["", ""]
    assert updated(template("One.", "Two."), fresh).changes == ()


@pytest.mark.parametrize("locale", ["zh-Hans", "pt-BR", "sr-Latn"])
def test_an_empty_catalog_takes_any_template(locale: str) -> None:
    result = update(template("One."), Catalog(locale, {}, ()), locale)
    assert [change.kind for change in result.changes] == [ChangeKind.NEW]


# Files of anyone's making


def merge(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["merge", *map(str, arguments)])
    return done.exit_code, done.output


def test_merge_brings_a_file_up_to_a_template_and_says_what_changed(tmp_path: Path) -> None:
    old, new, out = tmp_path / "ru.po", tmp_path / "essay.pot", tmp_path / "out.po"
    old.write_bytes(po.dump(catalog(entry(TREES, ДЕРЕВЬЯ), entry("Stones.", "Камни."))))
    new.write_bytes(
        po.dump(template("Trees grow slowly. They know the wind by name.", "Nobody hurries them.", "Stones."))
    )
    assert merge(old, new, "-o", out, "--check") == (
        1,
        f"2 outdated (12 of 13 words)\nwould write {out}\nWithout --check, `tamizdat merge` writes it.\n",
    )
    assert not out.exists()
    assert merge(old, new, "-o", out) == (0, f"2 outdated (12 of 13 words)\nwrote {out}\n")
    found = po.load(out.read_bytes(), "out.po")
    assert [one.target for one in found.active] == [
        "Деревья растут медленно. Они знают ветер по имени.",
        "Никто их не торопит.",
        "Камни.",
    ]
    assert merge(out, new, "-o", out) == (0, "nothing changed\n")


def test_merge_wants_to_know_the_language_of_a_catalog_that_does_not_say(tmp_path: Path) -> None:
    old, new = tmp_path / "a.po", tmp_path / "a.pot"
    old.write_bytes(po.dump(replace(catalog(entry("One.", "Один.")), header={})))
    new.write_bytes(po.dump(template("One.")))
    code, said = merge(old, new, "-o", "-")
    assert code == 2 and "a.po" in said
    code, said = merge(old, new, "-o", "-", "--lang", "ru")
    assert code == 0 and "Language: ru" in said
