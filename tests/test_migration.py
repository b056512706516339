"""A project that changes its segmentation, or is read by a later extractor: translations and their states come along."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from i18n import formats, review
from i18n.catalog import migrate, po
from i18n.catalog.blocks import blocks
from i18n.catalog.merge3 import merge3
from i18n.catalog.template import template
from i18n.catalog.together import Part, update_together
from i18n.catalog.update import start
from i18n.cli import main
from i18n.model import Catalog, Document, Entry, Key, Segment, State

DAY = dt.date(2026, 12, 1)
TREES = "Trees grow slowly. They know the wind by name. Nobody hurries them in 1906."
ДЕРЕВЬЯ = "Деревья растут медленно. Они знают ветер по имени. Никто их не торопил в 1906 году."
ONE_SENTENCE = "Деревья растут медленно, знают ветер по имени, и никто их не торопил в 1906 году."


def read(text: str) -> Document:
    return formats.of("a.md").read("a.md", text.encode())


def pot(text: str, segmentation: str) -> Catalog:
    return template(read(text), "a", "en", DAY, segmentation)


def catalog(text: str, segmentation: str, *entries: Entry, locale: str = "ru") -> Catalog:
    """A catalog of a text, with some of its entries as given."""
    fresh = start(pot(text, segmentation), locale, DAY)
    new = {entry.key: entry for entry in entries}
    made = [replace(new.get(e.key, e), extracted=e.extracted, places=e.places) for e in fresh.entries]
    assert new.keys() <= {entry.key for entry in fresh.entries}
    return po.canonical(replace(fresh, entries=tuple(made)))


def moved(old: Catalog, text: str, segmentation: str) -> Catalog:
    """The catalog as an update leaves it when the project has another segmentation."""
    slots = tuple(slot.segment for slot in read(text).slots)
    part = Part(pot(text, segmentation), old, blocks=slots)
    (done,) = update_together([part], old.locale or "ru", DAY)
    again = update_together([part._replace(catalog=done.catalog)], old.locale or "ru", dt.date(2027, 1, 1))
    assert again[0].catalog == done.catalog
    return po.load(po.dump(done.catalog), "a.po")


def entry(source: str, target: str, **others: object) -> Entry:
    return Entry(Key(None, source), target, **others)  # type: ignore[arg-type]


def told(found: Catalog) -> list[tuple[str, str, State]]:
    return [(one.key.source, one.target, review.state(one)) for one in found.active]


# From blocks to sentences


def test_a_block_that_aligns_gives_each_sentence_its_own_translation() -> None:
    done = moved(catalog(TREES, "block", entry(TREES, ДЕРЕВЬЯ)), TREES, "sentence")
    assert told(done) == [
        ("Trees grow slowly.", "Деревья растут медленно.", State.TRANSLATED),
        ("They know the wind by name.", "Они знают ветер по имени.", State.TRANSLATED),
        ("Nobody hurries them in 1906.", "Никто их не торопил в 1906 году.", State.TRANSLATED),
    ]
    assert done.header["X-Tamizdat-Segmentation"] == "sentence"


def test_a_block_that_does_not_align_is_joined() -> None:
    done = moved(catalog(TREES, "block", entry(TREES, ONE_SENTENCE)), TREES, "sentence")
    assert [one.target for one in done.active] == [ONE_SENTENCE, "↑", "↑"]
    assert {state for *_, state in told(done)} == {State.TRANSLATED}


@pytest.mark.parametrize("target", [ДЕРЕВЬЯ, ONE_SENTENCE])
def test_states_and_marks_come_along(target: str) -> None:
    plain = entry(TREES, target, notes=("a remark",))
    reviewed = review.mark_reviewed(review.mark_reviewed(plain, "ash", DAY), "bo", dt.date(2026, 12, 2))
    done = moved(catalog(TREES, "block", reviewed), TREES, "sentence")
    assert {state for *_, state in told(done)} == {State.REVIEWED}
    assert {(m.name, m.date) for one in done.active for m in review.reviews(one)} == {
        ("ash", "2026-12-01"),
        ("bo", "2026-12-02"),
    }
    assert [one.notes.count("a remark") for one in done.active] == [1, 0, 0]
    machine = moved(catalog(TREES, "block", review.mark_machine(plain, "deepl", DAY)), TREES, "sentence")
    assert {state for *_, state in told(machine)} == {State.MACHINE}
    previous = Key(None, TREES.replace("slowly", "fast"))
    outdated = replace(reviewed, fuzzy=True, previous=previous, notes=(*reviewed.notes, "outdated: 2026-11-11"))
    done = moved(catalog(TREES, "block", outdated), TREES, "sentence")
    assert all(one.fuzzy for one in done.active)
    assert done.active[0].previous == Key(None, "Trees grow fast.")
    assert "outdated: 2026-11-11" in done.active[0].notes


def test_a_reviewed_block_is_parted_only_one_to_one() -> None:
    text = "Trees grow slowly. In 1906 they knew the wind by name, and Holm wrote these names down. Does nobody hurry?"
    target = "Деревья растут медленно. В 1906 году они знали ветер по имени. Хольм имена записал. Никто не торопит?"
    plain = entry(text, target)
    done = moved(catalog(text, "block", plain), text, "sentence")
    assert done.active[1].target == "В 1906 году они знали ветер по имени. Хольм имена записал."
    done = moved(catalog(text, "block", review.mark_reviewed(plain, "ash", DAY)), text, "sentence")
    assert [one.target for one in done.active] == [target, "↑", "↑"]
    assert {state for *_, state in told(done)} == {State.REVIEWED}


def test_a_review_of_another_text_stays_void() -> None:
    stale = replace(review.mark_reviewed(entry(TREES, "Иначе. Совсем. Иначе."), "ash", DAY), target=ДЕРЕВЬЯ)
    done = moved(catalog(TREES, "block", stale), TREES, "sentence")
    assert {state for *_, state in told(done)} == {State.TRANSLATED}
    assert sum(len(review.stale_reviews(one)) for one in done.active) == 1


def test_what_stands_in_several_places_is_not_joined_and_nothing_is_lost() -> None:
    text = f"{TREES}\n\nTrees grow slowly. A lark sings."
    lark = "Деревья растут не спеша. Поёт жаворонок."
    old = catalog(text, "block", entry(TREES, ONE_SENTENCE), entry("Trees grow slowly. A lark sings.", lark))
    done = moved(old, text, "sentence")
    (shared,) = [one for one in done.active if one.key.source == "Trees grow slowly."]
    said = shared.target + "".join(shared.notes)
    assert shared.fuzzy and "Деревья растут не спеша." in said and ONE_SENTENCE in said
    assert "↑" not in [one.target for one in done.active]


def test_the_source_may_change_at_the_same_time() -> None:
    reviewed = review.mark_reviewed(entry(TREES, ДЕРЕВЬЯ), "ash", DAY)
    done = moved(catalog(TREES, "block", reviewed), TREES.replace("slowly", "fast"), "sentence")
    assert [state for *_, state in told(done)] == [State.OUTDATED, State.REVIEWED, State.REVIEWED]
    assert done.active[0].previous == Key(None, "Trees grow slowly.")


# From sentences to blocks

SENTENCES = [
    entry("Trees grow slowly.", "Деревья растут медленно."),
    entry("They know the wind by name.", "Они знают ветер по имени."),
    entry("Nobody hurries them in 1906.", "Никто их не торопил в 1906 году."),
]


def test_the_state_of_a_block_is_the_lowest_of_its_sentences() -> None:
    one, two, three = (review.mark_reviewed(entry, "ash", DAY) for entry in SENTENCES)
    cases = {
        State.REVIEWED: (one, two, three),
        State.TRANSLATED: (one, SENTENCES[1], three),
        State.MACHINE: (one, review.mark_machine(SENTENCES[1], "deepl", DAY), three),
        State.DRAFT: (one, replace(two, fuzzy=True), three),
        State.OUTDATED: (one, replace(two, fuzzy=True, previous=Key(None, "They knew it.")), three),
    }
    for state, entries in cases.items():
        (done,) = moved(catalog(TREES, "sentence", *entries), TREES, "block").active
        assert (done.target, review.state(done)) == (ДЕРЕВЬЯ, state)
    assert done.previous == Key(None, "Trees grow slowly. They knew it. Nobody hurries them in 1906.")


def test_people_who_each_reviewed_a_part_have_reviewed_it_together() -> None:
    names = ("ash", "bo", "ash")
    marked = [review.mark_reviewed(one, name, DAY) for one, name in zip(SENTENCES, names, strict=True)]
    (done,) = moved(catalog(TREES, "sentence", *marked), TREES, "block").active
    assert [mark.name for mark in review.reviews(done)] == ["ash+bo"]
    written = review.mark_translated(SENTENCES[0], "cy", DAY)
    marked[0] = review.mark_reviewed(written, "cy", DAY)
    (done,) = moved(catalog(TREES, "sentence", *marked), TREES, "block").active
    assert review.state(done, 2) is State.TRANSLATED


def test_a_block_that_lacks_a_sentence_is_a_draft() -> None:
    marked = [review.mark_reviewed(one, "ash", DAY) for one in SENTENCES[:2]]
    (done,) = moved(catalog(TREES, "sentence", *marked), TREES, "block").active
    assert (done.target, review.state(done)) == ("Деревья растут медленно. Они знают ветер по имени.", State.DRAFT)


def test_hard_breaks_stay_and_chinese_has_no_space() -> None:
    text = "The road is long.\\\nThe shade is short. So it is."
    sources = ["The road is long.", "The shade is short.", "So it is."]
    zh = [entry(one, two) for one, two in zip(sources, ["路很长。", "树荫很短。", "是的。"], strict=True)]
    old = catalog(text, "sentence", *zh, locale="zh-Hans")
    done = moved(old, text, "block")
    assert done.active[0].target == "路很长。\\\n树荫很短。是的。"
    assert told(moved(done, text, "sentence")) == told(old)


def test_a_unit_that_is_none_is_a_draft_of_its_block() -> None:
    (done,) = moved(catalog(TREES, "sentence", entry("Trees grow slowly.", "↑"), *SENTENCES[1:]), TREES, "block").active
    assert done.fuzzy and "↑" not in done.target


# There and back

WORDS = "oak elm ash birch wind rain stone river grows falls sings never always slowly 7 1906".split()
sentence = st.lists(st.sampled_from(WORDS), min_size=2, max_size=7).map(lambda ws: " ".join(ws).capitalize() + ".")


@st.composite
def texts_of(draw: st.DrawFn) -> str:
    """A text whose sentences all differ, so that each is a message of one place."""
    found = draw(st.lists(sentence, min_size=1, max_size=9, unique=True))
    out = found[0]
    for one in found[1:]:
        out += draw(st.sampled_from([" ", " ", "\\\n", "\n\n", "\n\n"])) + one
    return out


@st.composite
def in_any_state(draw: st.DrawFn, source: str, target: st.SearchStrategy[str]) -> Entry:
    made = entry(source, draw(target))
    if not made.target:
        return made
    if draw(st.booleans()):  # who accepts what a machine made lifts its mark
        made = review.mark_machine(made, draw(st.sampled_from(["deepl", "gpt"])), DAY)
    else:
        for name in draw(st.sets(st.sampled_from(["ash", "bo"]))):
            made = review.mark_reviewed(made, name, DAY)
    if draw(st.integers(0, 3)) == 0:
        previous = draw(st.sampled_from([None, Key(None, "Before. It was."), Key(None, source + " And.")]))
        made = replace(made, fuzzy=True, previous=previous)
    if draw(st.booleans()):
        made = replace(made, notes=(*made.notes, "a remark"))
    if draw(st.integers(0, 5)) == 0:
        made = replace(made, target=made.target + " И ещё.")  # whatever marks there are, they were for another text
    return made


@st.composite
def translated(draw: st.DrawFn, segmentation: str) -> tuple[str, Catalog]:
    text = draw(texts_of())
    slots = [part.key for part in pot(text, segmentation).active]
    found = []
    for key in slots:
        usual = st.just(key.source.upper())
        free = st.lists(sentence.map(str.upper), min_size=1, max_size=3).map(" ".join)
        options = [usual, usual, free, st.just("")] + ([st.just("↑")] if segmentation == "sentence" else [])
        found.append(draw(in_any_state(key.source, st.one_of(*options))))
    return text, catalog(text, segmentation, *found)


@given(translated("block"))
def test_there_and_back_gives_the_same_targets_states_and_previous_sources(both: tuple[str, Catalog]) -> None:
    text, old = both
    there = moved(old, text, "sentence")
    back = moved(there, text, "block")
    assert told(back) == told(old)
    for one, other in zip(old.active, back.active, strict=True):
        assert (one.fuzzy, one.previous) == (other.fuzzy, other.previous)
        assert review.reviews(one) == review.reviews(other)
        assert set(one.notes) == set(other.notes)


@given(translated("block"))
def test_the_blocks_are_told_the_same_by_their_sentences(both: tuple[str, Catalog]) -> None:
    text, old = both
    there = moved(old, text, "sentence")
    before, after = (list(blocks(read(text), one, "ru")) for one in (old, there))
    for one, other in zip(before, after, strict=True):
        assert one.text == other.text
        assert other.state <= one.state
        assert one.state < State.MACHINE or other.state == one.state


@given(translated("sentence"))
def test_nothing_is_lost_and_nothing_rises_on_the_way_to_blocks(both: tuple[str, Catalog]) -> None:
    text, old = both
    done = moved(old, text, "block")
    assert words_of(old.entries) <= words_of(done.entries)
    assert all(one.fuzzy for one in done.active if one.target == "↑")
    told_before, told_after = (list(blocks(read(text), one, "ru")) for one in (old, done))
    if any(block.messages[0].entry.target == "↑" for block in told_before):
        return  # it voids the reviews of the block before until it is taken out
    for before, after in zip(told_before, told_after, strict=True):
        assert before.text == after.text or after.text == "↑"  # which tells nothing, and is kept
        assert after.state <= max(before.state, State.DRAFT)
        if before.state > State.UNTRANSLATED:
            assert after.state == before.state or before.state is State.DRAFT


@given(translated("sentence"))
def test_states_of_sentences_never_rise_there_and_back(both: tuple[str, Catalog]) -> None:
    text, old = both
    back = moved(moved(old, text, "block"), text, "sentence")
    # A mark of a text alone, to which somebody has joined another since, holds again where it stands alone.
    before = {one.key: max(review.state(one), review.state(replace(one, joined=()))) for one in old.active}
    known = {(one.key, one.target) for one in old.active}
    for one in back.active:
        if (one.key, one.target) in known:
            assert review.state(one) <= max(before[one.key], State.DRAFT)


# A later extractor


def earlier(old: Catalog, *entries: Entry) -> Catalog:
    """A catalog of an extractor that found other segments."""
    header = {**old.header, "X-Tamizdat-Extractor": "0"}
    return po.canonical(replace(old, header=header, entries=entries))


def test_sentences_that_an_earlier_extractor_cut_otherwise_keep_their_states() -> None:
    text = "Dr. Holm measured it in 1906. Nobody planted it. It is old; it is tall."
    sources = ["Dr.", "Holm measured it in 1906.", "Nobody planted it. It is old; it is tall."]
    targets = ["Д-р", "Хольм измерил его в 1906 году.", "Никто его не сажал. Он стар; он высок."]
    found = [review.mark_reviewed(entry(s, t), "ash", DAY) for s, t in zip(sources, targets, strict=True)]
    done = moved(earlier(catalog(text, "sentence"), *found), text, "sentence")
    assert told(done) == [
        ("Dr. Holm measured it in 1906.", "Д-р Хольм измерил его в 1906 году.", State.REVIEWED),
        ("Nobody planted it.", "Никто его не сажал.", State.REVIEWED),
        ("It is old; it is tall.", "Он стар; он высок.", State.REVIEWED),
    ]
    assert done.header["X-Tamizdat-Extractor"] == "1"


def test_blocks_that_an_earlier_extractor_cut_otherwise_keep_their_states() -> None:
    text = "# A title\n\nOne is here. Two is here."
    found = [entry("A title", "Название"), entry("One is here.", "Раз."), entry("Two is here.", "Два.", fuzzy=True)]
    done = moved(earlier(catalog(text, "block"), *found), text, "block")
    assert told(done) == [
        ("A title", "Название", State.TRANSLATED),
        ("One is here. Two is here.", "Раз. Два.", State.DRAFT),
    ]


def test_segments_that_were_spelled_otherwise_keep_their_states() -> None:
    text = "One *is* here -- really."
    old = review.mark_reviewed(entry("One _is_ here — really.", "Раз *здесь*."), "ash", DAY)
    (done,) = moved(earlier(catalog(text, "block"), old), text, "block").active
    assert review.state(done) is State.REVIEWED


def words_of(entries: Sequence[Entry]) -> Counter[str]:
    """The words of all translations, and of those that a comment keeps."""
    texts = [one.target for one in entries] + [note for one in entries for note in one.notes if "other tr" in note]
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


@given(translated("sentence"), st.data())
def test_no_extractor_resets_anything(both: tuple[str, Catalog], data: st.DataObject) -> None:
    text, old = both
    found = []
    for one in old.active:
        words = one.key.source.split()
        cut = data.draw(st.integers(0, len(words) - 1))
        if one.target != "↑" and cut and data.draw(st.booleans()):
            found += [replace(one, key=Key(None, " ".join(words[:cut]))), entry(" ".join(words[cut:]), "XYZ")]
        else:
            found.append(one)
    unique = list({one.key: one for one in found}.values())
    done = moved(earlier(old, *unique), text, "sentence")
    assert words_of(unique) <= words_of(done.entries)


def test_a_cover_is_found_in_proportion_to_the_text() -> None:
    text = " ".join(f"The word {number} stands here." for number in range(2000))
    entries = [Entry(one.key, "X.") for one in pot(text, "sentence").active]
    cover = migrate._Cover([*entries, *(Entry(Key(None, "The word"), "X") for _ in range(1))])
    assert len(cover.of(Segment(text, "paragraph"))) == 2000
    assert cover.of(Segment(text + " And", "paragraph")) == ()


def test_what_an_earlier_extractor_published_still_builds(tmp_path: Path) -> None:
    text = "Dr. Holm measured it in 1906."
    found = [entry("Dr.", "Д-р"), entry("Holm measured it in 1906.", "Хольм измерил его в 1906 году.")]
    kept = earlier(catalog(text, "sentence"), *found)
    (block,) = blocks(read(text), migrate.of_today(kept, read(text), "ru"), "ru")
    assert block.text == "Д-р Хольм измерил его в 1906 году."


def test_a_branch_that_changed_its_segmentation_loses_nothing_of_another() -> None:
    base = catalog(f"{TREES}\n\nThey stand. All of them.", "block", entry(TREES, ДЕРЕВЬЯ))
    text = f"{TREES}\n\nThey stand. All of them."
    ours = moved(base, text, "sentence")
    theirs = catalog(text, "block", entry(TREES, ДЕРЕВЬЯ), entry("They stand. All of them.", "Они стоят. Все."))
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge3(base, one, other).catalog
        for segmentation in ("sentence", "block"):
            done = moved(merged, text, segmentation)
            everything = "\n".join(one.target for one in done.entries)
            assert all(said in everything for said in ("Они стоят.", "Все.", "Деревья растут медленно."))


# Commands


def run(root: Path, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def test_a_project_changes_its_segmentation_and_back_and_what_was_published_still_builds(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# Trees\n\n{TREES}\n\n- They stand.\n", "utf-8")
    run(tmp_path, "new", str(tmp_path / "a.md"), "--to", "ru")
    path = tmp_path / "locales/ru/LC_MESSAGES/a.po"
    targets = {"Trees": "Деревья", TREES: ДЕРЕВЬЯ, "They stand.": "Они стоят."}
    found = po.load(path.read_bytes(), "a.po")
    path.write_bytes(
        po.dump(replace(found, entries=tuple(replace(e, target=targets[e.key.source]) for e in found.entries)))
    )
    keys = [review.key_id(Key(None, source)) for source in (TREES, "They stand.")]
    run(tmp_path, "review", "ru", "--as", "ash", "--accept", *keys)
    run(tmp_path, "build")
    run(tmp_path, "publish")
    page = tmp_path / "editions/ru/a.md"
    before, stood = page.read_bytes(), path.read_bytes()
    (tmp_path / "tamizdat.toml").write_text('segmentation = "sentence"\npublish.policy = "hold"\n', "utf-8")
    run(tmp_path, "build")  # the catalogs are of the other segmentation yet
    assert page.read_bytes() == before
    said = run(tmp_path, "update")
    assert "those of sentences now" in said and "↑ says" in said
    assert path.read_bytes() != stood
    run(tmp_path, "build")
    assert page.read_bytes() == before
    source = tmp_path / "source/a.md"
    source.write_text(source.read_text("utf-8").replace("They stand.", "They stand still."), "utf-8")
    run(tmp_path, "update")
    run(tmp_path, "build")  # the last good edition, of blocks
    assert "Деревья растут медленно." in page.read_text("utf-8") and "They stand still" not in page.read_text("utf-8")
    source.write_text(source.read_text("utf-8").replace("They stand still.", "They stand."), "utf-8")
    run(tmp_path, "update")
    (tmp_path / "tamizdat.toml").unlink()
    said = run(tmp_path, "update")
    assert "those of blocks now" in said and "↑" not in said, "there are no joined sentences in blocks"
    assert path.read_bytes() == stood
