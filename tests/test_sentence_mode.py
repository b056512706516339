"""Where a sentence is a segment: templates, editions, joined sentences, and what an update does to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n import formats, reviewing, status
from i18n.catalog import po
from i18n.catalog.blocks import blocks
from i18n.catalog.merge3 import merge3
from i18n.catalog.template import template
from i18n.catalog.units import bound
from i18n.catalog.update import start, update
from i18n.checks import Context
from i18n.checks.joined import joined
from i18n.cli import main
from i18n.editions.assemble import assemble
from i18n.editions.policy import Policy
from i18n.model import Catalog, Document, Entry, Key, State
from i18n.review import key_id, mark_reviewed, state
from i18n.transitions import Became, Step, chunks, delta, of_step

DAY = dt.date(2026, 12, 1)
ESSAY = """# The Oak

An oak stands here. Nobody planted it. It is *very* old.

> The road is long.\\
> The shade is short.

- Nobody planted it. It came by itself.
"""
ДУБ = {
    "The Oak": "Дуб",
    "An oak stands here.": "Здесь стоит дуб.",
    "Nobody planted it.": "Никто его не сажал.",
    "It is *very* old.": "Он *очень* стар.",
    "The road is long.": "Дорога длинна.",
    "The shade is short.": "Тень коротка.",
    "It came by itself.": "Он пришёл сам.",
}


def read(text: str) -> Document:
    return formats.of("a.md").read("a.md", text.encode())


def pot(text: str, segmentation: str = "sentence") -> Catalog:
    return template(read(text), "a", "en", DAY, segmentation)


def told(catalog: Catalog, targets: dict[str, str]) -> Catalog:
    """The catalog with targets by source, as a file has it."""
    entries = (replace(e, target=targets.get(e.key.source, e.target)) for e in catalog.entries)
    return po.canonical(replace(catalog, entries=tuple(entries)))


def catalog(text: str = ESSAY, targets: dict[str, str] | None = None, locale: str = "ru") -> Catalog:
    return told(start(pot(text), locale, DAY), ДУБ if targets is None else targets)


def of(found: Catalog, source: str) -> Entry:
    (entry,) = [one for one in found.active if one.key.source == source]
    return entry


def reviewed(found: Catalog, *sources: str, name: str = "ash") -> Catalog:
    return reviewing.decided(found, {of(found, s).key: mark_reviewed(of(found, s), name, DAY) for s in sources})


def edition(found: Catalog, text: str = ESSAY) -> str:
    locale = found.locale or "ru"
    return assemble(read(text), found, formats.of("a.md"), locale, "en", Policy(typography=False)).text


# Segments


def test_a_message_is_a_sentence_without_the_space_and_hard_breaks_around_it() -> None:
    assert [entry.key.source for entry in pot(ESSAY).active] == list(ДУБ)
    assert of(pot(ESSAY), "Nobody planted it.").extracted == ("paragraph", "list item")
    assert pot(ESSAY).header["X-Tamizdat-Segmentation"] == "sentence"


@pytest.mark.parametrize("block", ["Is it? — Yes.", "Wait… !!! What?", "— 1906 —", "One. … Two."])
def test_signs_alone_are_no_message(block: str) -> None:
    assert all(any(map(str.isalnum, entry.key.source)) for entry in pot(block).active)


# Editions


def test_sentences_fill_their_blocks_and_hard_breaks_and_markup_stay() -> None:
    text = edition(catalog())
    assert "Здесь стоит дуб. Никто его не сажал. Он *очень* стар.\n" in text
    assert "> Дорога длинна.\\\n> Тень коротка.\n" in text
    assert "- Никто его не сажал. Он пришёл сам.\n" in text


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant", "ja"])
def test_no_space_stands_between_sentences_where_a_language_writes_none(locale: str) -> None:
    source = "One is here. Two is here. OK, we go. Yes."
    targets = ["一在這裡。", "二在這裡。", "OK.", "Yes."]
    found = catalog(source, dict(zip([e.key.source for e in pot(source).active], targets, strict=True)), locale)
    assert "一在這裡。二在這裡。OK. Yes." in edition(found, source)


def test_a_block_is_shown_when_all_of_its_sentences_may_be() -> None:
    draft = catalog()
    entries = (replace(e, fuzzy=e.key.source == "It came by itself.") for e in draft.entries)
    text = edition(replace(draft, entries=tuple(entries)))
    assert "Nobody planted it. It came by itself." in text
    assert "Здесь стоит дуб. Никто его не сажал." in text


def test_the_state_of_a_block_is_the_lowest_of_its_sentences() -> None:
    found = reviewed(catalog(), "An oak stands here.", "Nobody planted it.")
    states = [block.state for block in blocks(read(ESSAY), found, "ru")]
    assert states == [State.TRANSLATED] * 4
    found = reviewed(found, "It is *very* old.")
    assert [b.state for b in blocks(read(ESSAY), found, "ru")][1] is State.REVIEWED


def test_status_counts_sentences_and_their_words() -> None:
    tally = status.tally(read(ESSAY), catalog(targets={"Nobody planted it.": "Никто."}))
    assert (tally.segments[State.TRANSLATED], tally.words[State.TRANSLATED]) == (2, 6)
    assert sum(tally.segments) == 8


# Joined sentences

JOINED = ДУБ | {"It is *very* old.": "↑", "Nobody planted it.": "Его не сажали, и он *очень* стар."}
ALONE = ESSAY.replace("- Nobody planted it. It came", "- It came")


def test_where_a_message_is_a_block_an_arrow_is_no_translation_and_check_says_so() -> None:
    found = told(start(pot("One.\n\n↑ b\n\n↑\n", "block"), "ru", DAY), {"One.": "↑", "↑ b": "↑ б", "↑": "↑"})
    assert next(blocks(read("One.\n\n↑ b\n\n↑\n"), found, "ru")).state is State.DRAFT
    assert edition(found, "One.\n\n↑ b\n\n↑\n") == "One.\n\n↑ б\n\n↑\n"
    (said,) = joined(Context(read("One.\n\n↑ b\n\n↑\n"), found, "ru.po", "ru", "en"))
    assert said.key and said.key.source == "One." and "joins sentences" in said.message


def test_a_sign_of_the_source_that_looks_like_a_join_joins_nothing() -> None:
    """No document has such a message, for a sign alone is not extracted; catalogs of anyone's making may."""
    found = catalog("One is.\n", {"One is.": "Раз."})
    other = replace(found, entries=(*found.entries, Entry(Key(None, "↑"), "↑")))
    assert [entry.joined for entry in bound(other).active] == [(), ()]


def test_a_sentence_told_in_the_one_before_tells_nothing_of_its_own() -> None:
    text = edition(catalog(ALONE, JOINED), ALONE)
    assert "Здесь стоит дуб. Его не сажали, и он *очень* стар.\n" in text
    assert "↑" not in text


@pytest.mark.parametrize(
    "later", ["One is.\n\nTwo is.\n", "One is.\n", "One is. More is. Two is.\n", "Two is.\n\nOne is.\n"]
)
def test_what_tells_two_sentences_is_not_published_for_one_while_nobody_has_updated(later: str) -> None:
    found = catalog("One is. Two is.\n", {"One is.": "Раз и два.", "Two is.": "↑"})
    assert edition(found, "One is. Two is.\n") == "Раз и два.\n"
    assert "Раз" not in edition(found, later) and "One is." in edition(found, later)


def test_a_break_behind_a_unit_stays_and_one_inside_it_is_the_translators() -> None:
    source = "One is.\\\nTwo is.\\\nThree is."
    found = catalog(source, {"One is.": "Раз и два.", "Two is.": "↑", "Three is.": "Три."})
    assert "Раз и два.\\\nТри." in edition(found, source)


@pytest.mark.parametrize(
    ("targets", "original"),
    [
        ({"The Oak": "↑"}, "# The Oak\n"),
        ({"An oak stands here.": "↑"}, "An oak stands here. Nobody"),
        (JOINED, "Nobody planted it. It is *very* old."),  # it stands in the list too
        (JOINED, "- Nobody planted it. It came"),
    ],
)
def test_what_joins_nothing_or_several_places_is_refused_and_never_published(
    targets: dict[str, str], original: str
) -> None:
    text = edition(catalog(ESSAY, ДУБ | targets))
    assert original in text
    assert "↑" not in text


def test_a_review_of_a_unit_is_void_when_any_of_it_changes() -> None:
    found = reviewed(catalog(ALONE, JOINED), "Nobody planted it.")
    unit = ["Nobody planted it.", "It is *very* old."]
    assert [state(of(found, one)) for one in unit] == [State.REVIEWED] * 2
    for source, target in (("Nobody planted it.", "Иначе."), ("It is *very* old.", "Он стар.")):
        changed = told(found, {source: target})
        assert State.REVIEWED not in [state(of(changed, one)) for one in unit]
    swapped = po.canonical(replace(found, entries=(*reversed(found.entries[:4]), *found.entries[4:])))
    assert State.REVIEWED not in [state(of(swapped, one)) for one in unit]


@pytest.mark.parametrize(
    "edit",
    [
        ("It is *very* old.", "It is *very* old indeed."),
        ("Nobody planted it.", "Nobody ever planted it."),
        ("Nobody planted it. It is *very* old.", "It is *very* old. Nobody planted it."),
        ("Nobody planted it. ", "Nobody planted it. A lark sings. "),
        (" It is *very* old.", ""),
    ],
)
def test_when_a_unit_changes_all_of_it_is_a_draft_again(edit: tuple[str, str]) -> None:
    found = reviewed(catalog(ALONE, JOINED), "Nobody planted it.", "An oak stands here.")
    done = update(pot(ALONE.replace(*edit)), found, "ru", day=DAY).catalog
    unit = [e for e in done.active if e.target in ("↑", JOINED["Nobody planted it."])]
    assert unit and all(entry.fuzzy for entry in unit), unit
    again = update(pot(ALONE.replace(*edit)), done, "ru", day=DAY)
    assert again.catalog == done


def test_a_change_that_no_reader_sees_keeps_a_unit_and_its_reviews() -> None:
    found = reviewed(catalog(ALONE, JOINED), "Nobody planted it.")
    respelt = ALONE.replace("It is *very* old.", "It is _very_ old.")
    done = update(pot(respelt), found, "ru", day=DAY).catalog
    assert [state(of(done, one)) for one in ("Nobody planted it.", "It is _very_ old.")] == [State.REVIEWED] * 2


def test_a_reviewed_unit_outlives_a_program_that_sorts_the_file() -> None:
    """What comes to stand before a ``↑`` is a draft afterwards: only a review says what was told where."""
    found = reviewed(catalog(ALONE, JOINED), "Nobody planted it.")
    by_name = po.canonical(replace(found, entries=tuple(sorted(found.entries, key=lambda entry: entry.key.source))))
    unit = ["Nobody planted it.", "It is *very* old."]
    assert State.REVIEWED not in [state(of(by_name, one)) for one in unit]
    done = update(pot(ALONE), by_name, "ru", day=DAY).catalog
    assert [state(of(done, one)) for one in unit] == [State.REVIEWED] * 2
    bare = po.canonical(replace(by_name, entries=tuple(replace(entry, notes=()) for entry in by_name.entries)))
    unread = update(pot(ALONE), bare, "ru", day=DAY).catalog
    assert [state(of(unread, one)) for one in unit] == [State.DRAFT] * 2


def test_other_sentences_of_a_paragraph_keep_their_state_when_one_changes() -> None:
    found = reviewed(catalog(), *ДУБ)
    changed = ESSAY.replace("An oak stands here.", "An old oak stands here.")
    done = update(pot(changed), found, "ru", day=DAY).catalog
    assert state(of(done, "An old oak stands here.")) is State.OUTDATED
    assert {state(of(done, one)) for one in ДУБ if one != "An oak stands here."} == {State.REVIEWED}


def test_a_review_on_one_branch_does_not_cover_what_another_wrote() -> None:
    base = catalog(ALONE, JOINED)
    ours = told(base, {"Nobody planted it.": "Никто не сажал, и он *так* стар."})
    theirs = reviewed(base, "Nobody planted it.")
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = po.load(po.dump(merge3(base, one, other).catalog), "a.po")
        assert State.REVIEWED not in [state(of(merged, s)) for s in ("Nobody planted it.", "It is *very* old.")]


def test_one_side_joining_what_the_other_reviewed_leaves_it_unreviewed() -> None:
    base = catalog(ALONE)
    ours, theirs = told(base, JOINED), reviewed(base, "Nobody planted it.", "It is *very* old.")
    merged = po.load(po.dump(merge3(base, ours, theirs).catalog), "a.po")
    assert State.REVIEWED not in [state(of(merged, s)) for s in ("Nobody planted it.", "It is *very* old.")]


def test_a_comment_finishes_nothing_and_what_was_decided_is_undone_for_all_of_a_unit() -> None:
    found = catalog(ALONE, JOINED)
    entries = (replace(e, fuzzy=e.key.source == "It is *very* old.") for e in found.entries)
    found = po.canonical(replace(found, entries=tuple(entries)))
    head = of(found, "Nobody planted it.")
    noted, _ = reviewing.replaced(found, head, reviewing.comment(head, "Why?", "ash", DAY))
    assert of(noted, "It is *very* old.").fuzzy
    told = reviewing.told_in(found, head)
    accepted, stands = reviewing.replaced(found, head, reviewing.accept(head, "ash", DAY))
    assert state(of(accepted, "It is *very* old.")) is State.REVIEWED
    undone, _ = reviewing.replaced(accepted, stands, head, told)
    assert undone == found


# Commands


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(ESSAY, "utf-8")
    (tmp_path / "tamizdat.toml").write_text('segmentation = "sentence"\n', "utf-8")
    run(tmp_path, "new", str(tmp_path / "a.md"), "--to", "ru")
    return tmp_path


def run(root: Path, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def fill(root: Path, targets: dict[str, str]) -> Path:
    path = root / "locales/ru/LC_MESSAGES/a.po"
    path.write_bytes(po.dump(told(po.load(path.read_bytes(), "a.po"), targets)))
    return path


def test_check_tells_where_a_joined_sentence_cannot_be(project: Path) -> None:
    fill(project, ДУБ | {"It came by itself.": "↑", "The road is long.": "↑"})
    said = run(project, "check", code=1)
    assert "several places" in said and "a quote begins here" in said
    assert said.count("[joined]") == 2


def test_a_unit_is_shown_to_a_reviewer_as_one_and_accepted_as_one(project: Path) -> None:
    (project / "source/a.md").write_text(ALONE, "utf-8")
    run(project, "update")
    path = fill(project, JOINED)
    said = run(project, "review", "ru", "--json")
    assert '"Nobody planted it. It is *very* old."' in said and '"↑"' not in said
    key = of(po.load(path.read_bytes(), "a.po"), "Nobody planted it.").key
    run(project, "review", "ru", "--accept", key_id(key), "--as", "ash")
    found = po.load(path.read_bytes(), "a.po")
    assert state(of(found, "It is *very* old.")) is state(of(found, "Nobody planted it.")) is State.REVIEWED
    assert "[numbers]" not in run(project, "check")


def test_a_wrong_segmentation_names_the_known_ones(project: Path) -> None:
    (project / "tamizdat.toml").write_text('segmentation = "word"\n', "utf-8")
    assert "block, sentence" in run(project, "status", code=2)


def test_the_log_tells_of_all_sentences_of_a_unit_that_was_reviewed() -> None:
    before = po.dump(catalog(ALONE, JOINED))
    after = po.dump(reviewed(po.load(before, "a.po"), "Nobody planted it.", "The road is long."))
    step = Step("", DAY, (delta(chunks(before), chunks(after), {}),))
    assert {one.key.source for one in of_step(step) if one.became is Became.REVIEWED} == {
        "Nobody planted it.",
        "It is *very* old.",
        "The road is long.",
    }
    rewritten = po.dump(told(po.load(after, "a.po"), {"Nobody planted it.": "Иначе."}))
    step = Step("", DAY, (delta(chunks(after), chunks(rewritten), {}),))
    assert [(one.became, one.key.source) for one in of_step(step)] == [
        (Became.UNREVIEWED, "Nobody planted it."),
        (Became.UNREVIEWED, "It is *very* old."),
    ]
