"""A paragraph cut from one document and pasted into another takes its translations along, in every language."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n import review, store
from i18n.cli import main
from i18n.model import Key, State

LANGUAGES = {"ru": "ru", "zh-Hans": "zh_Hans"}
OAK = "The oak in the market square was planted in 1906. Nobody remembers by whom."
RIVER = "The river turns twice before it reaches the town. Boats wait there for the night."
STREET = "A street of forty houses leads uphill from the bridge."
TEXTS = {
    "ru": {
        OAK: "Дуб на рыночной площади посадили в 1906 году. Кто это сделал, никто не помнит.",
        RIVER: "Река дважды поворачивает, прежде чем доходит до города. Там лодки ждут ночи.",
        STREET: "От моста вверх ведёт улица в сорок домов.",
    },
    "zh-Hans": {
        OAK: "集市广场上的橡树种于1906年。没有人记得是谁种的。",
        RIVER: "河流拐了两个弯才到城里。船只在那里等待夜晚。",
        STREET: "一条有四十座房子的街道从桥边通向山上。",
    },
}


@pytest.fixture
def town(tmp_path, monkeypatch):
    """Two documents in two languages: one with three paragraphs, translated and reviewed, one with none of them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")  # 2026-01-02
    write("town", OAK, RIVER, STREET)
    write("trees", "Trees grow slowly.")
    Path("locales").mkdir()
    run("add", *LANGUAGES)
    for locale, texts in TEXTS.items():
        with store.editing(path(locale, "town"), tmp_path) as draft:
            entries = tuple(translated(entry, texts) for entry in draft.catalog.entries)
            draft.catalog = replace(draft.catalog, entries=entries)
    return tmp_path


def translated(entry, texts):
    if entry.key.source not in texts:
        return entry
    done = replace(entry, target=texts[entry.key.source])
    return review.mark_reviewed(done, "ash", dt.date(2026, 1, 2))


def write(name, *paragraphs):
    Path("source").mkdir(exist_ok=True)
    Path("source", f"{name}.md").write_text("\n\n".join([f"# {name.title()}", *paragraphs]) + "\n", "utf-8")


def run(*args, code=0):
    result = CliRunner().invoke(main, list(args))
    assert result.exit_code == code, result.output
    return result.output


def path(locale, name):
    return Path("locales", LANGUAGES[locale], "LC_MESSAGES", f"{name}.po").resolve()


def entry(locale, name, source):
    (found,) = [one for one in store.load(path(locale, name)).active if one.key.source == source]
    return found


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_moved_paragraph_stays_reviewed(town, locale):
    write("town", RIVER, STREET)
    write("trees", "Trees grow slowly.", OAK)
    run("update")
    found = entry(locale, "trees", OAK)
    assert (found.target, review.state(found)) == (TEXTS[locale][OAK], State.REVIEWED)
    assert all(one.obsolete for one in store.load(path(locale, "town")).entries if one.key.source == OAK)
    before = files()
    run("update")
    assert files() == before, "updating twice is updating once"


def test_it_moves_the_other_way_too_and_back(town):
    write("aspens", OAK)
    write("town", RIVER, STREET)
    run("update")
    assert review.state(entry("ru", "aspens", OAK)) is State.REVIEWED
    write("aspens", "Aspens tremble.")
    write("town", OAK, RIVER, STREET)
    run("update")
    assert review.state(entry("ru", "town", OAK)) is State.REVIEWED


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_paragraph_that_was_moved_and_edited_is_a_draft_of_its_old_translation(town, locale):
    new = OAK.replace("market square", "churchyard")
    write("town", RIVER, STREET)
    write("trees", "Trees grow slowly.", new)
    run("update")
    found = entry(locale, "trees", new)
    assert (found.target, found.fuzzy, found.previous) == (TEXTS[locale][OAK], True, Key(None, OAK))
    assert review.reviews(found) == ()


def test_a_sentence_that_was_moved_into_a_paragraph_of_another_document_takes_its_part_along(town):
    first, second = OAK.split(". ", 1)
    write("town", f"{first}.", RIVER, STREET)
    write("trees", "Trees grow slowly.", second)
    run("update")
    assert entry("ru", "trees", second).target == "Кто это сделал, никто не помнит."
    assert entry("ru", "trees", second).fuzzy


def test_a_message_that_stays_where_it_is_lends_its_translation_to_nobody(town):
    write("trees", "Trees grow slowly.", OAK.replace("oak", "elm"))
    run("update")
    assert entry("ru", "trees", OAK.replace("oak", "elm")).target == ""
    assert review.state(entry("ru", "town", OAK)) is State.REVIEWED


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_document_with_another_name_keeps_its_translations(town, locale):
    Path("source/town.md").rename("source/city.md")
    run("update")
    for source in (OAK, RIVER, STREET):
        assert review.state(entry(locale, "city", source)) is State.REVIEWED


def test_naming_one_language_moves_it_in_that_one_alone(town):
    before = files()
    write("town", RIVER, STREET)
    write("trees", "Trees grow slowly.", OAK)
    run("update", "ru")
    after = files()
    assert {name for name in after if after[name] != before[name]} == {
        "locales/town.pot",
        "locales/trees.pot",
        "locales/ru/LC_MESSAGES/town.po",
        "locales/ru/LC_MESSAGES/trees.po",
    }
    run("update")
    assert review.state(entry("zh-Hans", "trees", OAK)) is State.REVIEWED


def test_a_rerun_completes_what_a_kill_cut_off_after_any_file(town):
    write("town", RIVER, STREET, "Another paragraph stands here now.")
    write("trees", "Trees grow slowly.", OAK)
    before = files()
    run("update")
    whole = files()
    changed = [name for name in whole if whole[name] != before.get(name)]
    assert len(changed) == 6
    for number in range(1 << len(changed)):
        for name in whole:
            Path(name).write_bytes(before[name])
        for bit, name in enumerate(changed):
            if number >> bit & 1:
                Path(name).write_bytes(whole[name])
        run("update")
        assert files() == whole, [name for bit, name in enumerate(changed) if number >> bit & 1]


def test_a_link_by_reference_is_the_same_only_where_it_leads_to_the_same_place(town):
    write("town", "See [the plan](plan.html) of the town.")
    run("update")
    with store.editing(path("ru", "town"), town) as draft:
        entries = [
            replace(one, target="См. [план](plan.html) города.") if "plan" in one.key.source else one
            for one in draft.catalog.entries
        ]
        draft.catalog = replace(draft.catalog, entries=tuple(entries))
    write("town", "See [the plan][p] of the town.", "[p]: plan.html")
    run("update")
    assert entry("ru", "town", "See [the plan][p] of the town.").target == "См. [план][p] города."
    write("town", "See [the plan](plan.html) of the town.")
    run("update")
    write("town", "See [the plan][p] of the town.", "[p]: elsewhere.html")
    run("update")
    assert entry("ru", "town", "See [the plan][p] of the town.").fuzzy


def files():
    return {str(one): one.read_bytes() for one in sorted(Path("locales").rglob("*")) if one.is_file()}
