"""Realignment: the corpus of scripted edits, what a reader of the translation cannot see, sentences in detail.

The corpus is data (`data/edits`, read by `edits.py`); `python -m tests.bench realign` runs it against msgmerge.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from i18n import match, review
from i18n.catalog import po
from i18n.catalog.realign import Setting, local, visible
from i18n.catalog.realign.anchors import anchors, sound
from i18n.catalog.realign.beads import Unit, units
from i18n.catalog.realign.drafts import join
from i18n.catalog.update import Update, update
from i18n.model import Catalog, ChangeKind, Entry, Key

from . import edits
from .bench.book import Draw

DAY = dt.date(2026, 12, 1)


def changed(old: dict[str, str], new: list[str], locale: str = "ru", **options: object) -> dict[str, str]:
    """The drafts of new sources, and only of those, from the translations of old ones."""
    return {one.key.source: one.target for one in run(old, new, locale, **options).catalog.active if one.fuzzy}


def run(old: dict[str, str], new: list[str], locale: str = "ru", **options: object) -> Update:
    before = Catalog(locale, {}, tuple(Entry(Key(None, source), target) for source, target in old.items()))
    template = Catalog(None, {}, tuple(Entry(Key(None, source)) for source in new))
    return update(template, before, locale, day=DAY, **options)  # type: ignore[arg-type]


# The corpus


@cache
def verdicts(plan: Callable[[edits.Text], Iterable[edits.Edit]] = edits.edits) -> tuple[edits.Verdict, ...]:
    return tuple(
        verdict
        for text in edits.texts()
        for edit in plan(text)
        for language in text.languages
        for verdict in edits.judge(edit, language, _after(edit, language))
    )


def _after(edit: edits.Edit, language: str) -> Catalog:
    return update(
        edits.template(edit.text, edit.segments), edits.catalog(edit.text, language), language, day=DAY
    ).catalog


def _failures(found: list[edits.Verdict]) -> str:
    return "\n".join(f"{one.edit.name} [{one.language}]\n  {one.draft}\n  {one.wanted}" for one in found)


def test_the_corpus_has_texts_and_edits_of_every_kind() -> None:
    texts = tuple(edits.texts())
    found = Counter(edit.kind for text in texts for edit in edits.edits(text))
    assert len(texts) >= 5
    assert sum(found.values()) >= 250
    assert min(found[kind] for kind in edits.KINDS) >= 30
    assert {"ru", "uk", "be", "de", "fa", "zh-Hans"} <= {language for text in texts for language in text.languages}


def test_no_two_edits_have_the_same_outcome_on_neighbouring_words() -> None:
    for text in edits.texts():
        planned = list(edits.edits(text))
        outcomes = Counter(tuple(segment.source for segment in edit.segments) for edit in planned)
        assert max(outcomes.values()) == 1, "two edits come out the same"
        for kind in edits.KINDS:
            sites = Counter(site for edit in planned if edit.kind == kind for site in edits.site(edit))
            assert not [site for site, times in sites.items() if times > 1], f"{text.name}: {kind}"


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        ("typo", 0.98),
        ("reword", 0.98),
        ("move", 0.98),
        ("split", 0.95),
        ("merge", 0.95),
        ("insert", 0.98),
        ("delete", 0.98),
        ("move-and-edit", 0.98),
        ("revision", 0.95),
    ],
)
def test_each_edited_segment_has_the_translation_of_its_own_sentences(kind: str, share: float) -> None:
    own = [one for one in verdicts() if one.edit.kind == kind]
    assert edits.score(own).right_share >= share, _failures([one for one in own if not one.right])


def test_hardly_any_segment_has_a_translation_of_something_else() -> None:
    wrong = [one for one in verdicts() if one.wrong]
    assert len(wrong) <= 0.005 * len(verdicts()), _failures(wrong)


def test_nothing_that_changed_is_finished() -> None:
    assert not [one for one in verdicts() if one.unfuzzy]


def test_the_words_of_what_stands_stand_after_a_change_of_one_sentence() -> None:
    own = [one for one in verdicts() if one.edit.kind in edits.ONE_SENTENCE]
    assert edits.score(own).kept_share >= 0.95


@pytest.mark.full
def test_it_is_so_wherever_an_author_cuts_joins_deletes_and_moves() -> None:
    found = verdicts(edits.everywhere)
    # Neighbours that a translator told together, or whose order lengths do not tell, stay in their old order.
    for kind, share in {"split": 0.95, "merge": 0.95, "delete": 0.98, "move": 0.97}.items():
        own = [one for one in found if one.edit.kind == kind]
        assert edits.score(own).right_share >= share, _failures([one for one in own if not one.right])
    assert not [one for one in found if one.wrong or one.unfuzzy]
    assert edits.score(found).kept_share >= 0.95


def test_segments_that_an_edit_does_not_touch_stay_as_they_are() -> None:
    for text in edits.texts():
        language = text.languages[0]
        before = {one.key: one.target for one in edits.catalog(text, language).active}
        for edit in edits.edits(text):
            for one in _after(edit, language).active:
                assert one.key not in before or (one.target, one.fuzzy) == (before[one.key], False)


@pytest.mark.parametrize("text", [text for text in edits.texts() if text.language == "en"], ids=lambda text: text.name)
def test_a_paragraph_in_the_place_of_another_one_gets_nothing_of_it(text: edits.Text) -> None:
    """Wrong pairings beyond the corpus: each paragraph gives way to paragraphs of the other texts."""
    others = [other for other in edits.texts() if other.language == "en" and other.name != text.name]
    before = edits.catalog(text, "ru")
    for at in range(len(text.segments)):
        for other in others:
            foreign = other.segments[at % len(other.segments)]
            after = edits.template(text, (*text.segments[:at], foreign, *text.segments[at + 1 :]))
            result = update(after, before, "ru").catalog
            assert not next(one for one in result.active if one.key.source == foreign.source).target


# What a reader of the translation cannot see


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Trees  grow.\u00a0Slowly.", "Trees grow. Slowly."),
        ('He said "no" and didn\'t.', "He said “no” and didn’t."),
        ('"No."', "«No.»"),
        ("Trees -- oaks -- grow.", "Trees – oaks — grow."),
        ("Trees---oaks---grow.", "Trees—oaks—grow."),
        ("The *old* __oak__.", "The _old_ **oak**."),
        ("Oak &amp; elm &mdash; ash", "Oak & elm — ash"),
        ("caf&eacute;", "café"),
        (r"2 \* 3", "2 &ast; 3"),
        ("See [the oak](oak.md).", "See [the oak][oak]."),
        ("See [the oak][oak].", "See [the oak](oak.md)."),
        ("See ![an oak](oak.png) here.", "See ![an oak][oak] here."),
        ("See [the oak](oak.md).", "See [the oak](<oak.md>)."),
        ("First line\\\nsecond -- line", "First line\\\nsecond – line"),
        ("# no *heading*", "# no _heading_"),
    ],
)
def test_what_no_reader_sees_changes_nothing(old: str, new: str) -> None:
    before = review.mark_reviewed(Entry(Key(None, old), "Деревья."), "ash", DAY)
    before = review.mark_machine(before, "engine", DAY)
    result = update(
        Catalog(None, {}, (Entry(Key(None, new)),)), Catalog("ru", {}, (before,)), "ru", day=dt.date(2027, 1, 1)
    )
    (after,) = result.catalog.entries
    assert (after.key.source, after.target, after.fuzzy, after.previous) == (new, "Деревья.", False, None)
    assert [mark.name for mark in review.reviews(after)] == ["ash"]
    wanted = review.digest(after.key, after.target)
    assert [mark.digest for mark in review.marks(after)] == [wanted, wanted]
    assert [change.kind for change in result.changes] == [ChangeKind.MOVED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Type `a  b` here.", "Type `a b` here."),
        ("Type `a--b` here.", "Type `a–b` here."),
        ('Type `"a"` here.', "Type `“a”` here."),
        ("In 1906.", "In 1905."),
        ("Trees grow.", "Trees grew."),
        ("Trees grow.", "trees grow."),
        ("It will help.", "It will not help."),
        ("Trees grow.", "Trees grow!"),
        ("Trees, grow.", "Trees grow."),
        ("See [the oak](oak.md).", "See [the oak](elm.md)."),
        ("See [the oak][oak].", "See [the oak][elm]."),
        ("See [the oak](oak.md).", 'See [the oak](oak.md "An oak").'),
        ("See [the oak](oak.md).", "See the oak."),
        ("The *old* oak.", "The **old** oak."),
        ("The *old* oak.", "The old oak."),
        ("Run it with --all now.", "Run it with —all now."),
        ("Well-known trees.", "Well—known trees."),
        ("One\\\ntwo", "One two"),
        ("Oak[^1]", "Oak[^2]"),
        ("Oak<br>elm", "Oak<hr>elm"),
        ("Oak ~~elm~~", "Oak elm"),
    ],
)
def test_what_a_reader_could_see_is_never_clean(old: str, new: str) -> None:
    assert not visible.same(old, new, {})
    result = run({old: "Деревья."}, [new])
    assert all(one.fuzzy or not one.target for one in result.catalog.active)
    assert "Деревья." in [one.target for one in result.catalog.entries]


def test_a_link_that_is_written_otherwise_is_so_in_the_translation_too() -> None:
    (one,) = run({"See [the oak](oak.md).": "См. [дуб](oak.md)."}, ["See [the oak][oak]."]).catalog.active
    assert (one.target, one.fuzzy) == ("См. [дуб][oak].", False)


@pytest.mark.parametrize(
    ("old", "new", "labels", "clean"),
    [
        ("[oak](a.md)", "[oak][r]", {"r": "a.md"}, True),
        ("[oak](a.md)", "[oak][r]", {"r": "b.md"}, False),
        ("[oak][r]", "[oak](a.md)", {"r": "b.md"}, False),
        ("[oak][r]", "[oak][R]", {}, True),
        ("[oak][r]", "[oak][s]", {"r": "a.md", "s": "a.md"}, True),
        ("[oak][r]", "[oak][s]", {"s": "a.md"}, False),
    ],
)
def test_where_a_label_leads_counts_as_far_as_it_is_known(
    old: str, new: str, labels: dict[str, str], clean: bool
) -> None:
    (one,) = run({old: "дуб"}, [new], destinations=labels).catalog.active
    assert one.fuzzy != clean


def test_the_destinations_of_a_document_are_read_from_it() -> None:
    assert visible.destinations("See [Oak].\n\n[Oak]: <oak tree.md> 'x'\n") == {"oak": "oak tree.md"}


def test_an_unfinished_translation_stays_unfinished_under_another_spelling() -> None:
    old = Entry(
        Key(None, "The *old* oak."), "Дуб.", fuzzy=True, previous=Key(None, "The oak."), notes=("outdated: 2026-01-01",)
    )
    (one,) = update(
        Catalog(None, {}, (Entry(Key(None, "The _old_ oak.")),)), Catalog("ru", {}, (old,)), "ru"
    ).catalog.entries
    assert one == replace(old, key=Key(None, "The _old_ oak."))


# Sentences

A, B, C, D = "Trees grow slowly here.", "They know the wind by name.", "Nobody hurries them at all.", "Stones wait."
E = "Oaks grow in the north, and in the south elms grow."
RU = {
    A: "Деревья растут здесь медленно.",
    B: "Они знают ветер по имени.",
    C: "Никто их совсем не торопит.",
    D: "Камни ждут.",
    E: "На севере растут дубы, а на юге растут вязы.",
}


def said(*sentences: str, joint: str = " ") -> str:
    return joint.join(RU[sentence] for sentence in sentences)


def pages(*paragraphs: tuple[str, ...]) -> dict[str, str]:
    return {" ".join(paragraph): said(*paragraph) for paragraph in paragraphs}


@pytest.mark.parametrize(
    ("old", "new", "drafts"),
    [
        pytest.param([(A, B, C, D)], [f"{A} {B}", f"{C} {D}"], [said(A, B), said(C, D)], id="split"),
        pytest.param([(A, B, C, D)], [A, B, f"{C} {D}"], [said(A), said(B), said(C, D)], id="in three"),
        pytest.param([(A, B), (C, D)], [f"{A} {B} {C} {D}"], [said(A, B, C, D)], id="merge"),
        pytest.param([(A, B, C)], [f"{A} {C}"], [said(A, C)], id="delete"),
        pytest.param([(A, C)], [f"{A} {B} {C}"], [said(A, C)], id="insert"),
        pytest.param([(A, B, C)], [f"{C} {A} {B}"], [said(C, A, B)], id="reorder"),
        pytest.param([(A, B), (C, D)], [A, f"{B} {C} {D}"], [said(A), said(B, C, D)], id="to the next paragraph"),
        pytest.param([(A, B)], [f"{A[:-1]}, and they know the wind by name."], [said(A, B)], id="two sentences in one"),
        pytest.param([(A, B, C)], [f"{A} They know it. {C}"], [said(A, B, C)], id="rewritten in its place"),
        pytest.param(
            [(E, B)],
            ["Oaks grow in the north.", f"In the south elms grow. {B}"],
            [said(E), said(E, B)],
            id="in a sentence",
        ),
    ],
)
def test_a_draft_has_what_tells_its_sentences(old: list[tuple[str, ...]], new: list[str], drafts: list[str]) -> None:
    assert list(changed(pages(*old), new).values()) == drafts


def test_what_did_not_go_into_one_draft_whole_is_kept_as_obsolete() -> None:
    result = run(pages((A, B, C)), [f"{A} {C}"]).catalog
    assert [(one.target, one.obsolete) for one in result.entries] == [(said(A, C), False), (said(A, B, C), True)]
    result = run(pages((A, B), (C, D)), [f"{A} {B} {C} {D}"]).catalog
    assert [one.obsolete for one in result.entries] == [False]


def test_a_sentence_that_comes_back_finds_its_translation_in_the_obsolete_entry() -> None:
    shorter = run(pages((A, B, C)), [f"{A} {C}"]).catalog
    template = Catalog(None, {}, (Entry(Key(None, f"{A} {B} {C} {D}")),))
    (one,) = update(template, shorter, "ru", day=DAY).catalog.active
    assert one.target == said(A, B, C)


def test_chinese_sentences_are_joined_without_a_space() -> None:
    old = {"Trees grow. They wait.": "树在生长。它们在等待。", "Stones sleep.": "石头在沉睡。"}
    (draft,) = changed(old, ["Trees grow. They wait. Stones sleep."], "zh-Hans").values()
    assert draft == "树在生长。它们在等待。石头在沉睡。"
    assert join(["OK.", "Yes."], "") == "OK. Yes."


def test_a_hard_break_between_sentences_stays_one() -> None:
    old = {"One oak is.\\\nTwo elms fall.\\\nAshes burn.": "Вот дуб.\\\nДва вяза падают.\\\nГорят ясени."}
    (draft,) = changed(old, ["One oak is.\\\nAshes burn."]).values()
    assert draft in ("Вот дуб.\\\nГорят ясени.", *old.values())
    assert join(["Один.\\\n", "Два.\\\n"], " ") == "Один.\\\nДва."


def test_a_translation_that_is_one_sentence_for_two_goes_to_both_halves() -> None:
    old = {f"{A} {B}": "Деревья здесь растут медленно и знают ветер по имени."}
    assert set(changed(old, [A, B]).values()) == set(old.values())


def test_what_is_translated_only_in_part_stays_whole() -> None:
    old = {f"{A} {B} {C} {D}": RU[B]}
    assert list(changed(old, [f"{A} {B} {C}"]).values()) == [RU[B]]


def test_the_second_change_knows_what_the_draft_does_not_tell_yet() -> None:
    first = run(pages((A, C)), [f"{A} {B} {C}"]).catalog
    template = Catalog(None, {}, tuple(Entry(Key(None, source)) for source in (f"{A} {B}", C)))
    found = {one.key.source: one.target for one in update(template, first, "ru", day=DAY).catalog.active}
    assert found == {f"{A} {B}": RU[A], C: RU[C]}


NORTH, SOUTH = "Trees grow slowly in the north.", "Trees grow slowly in the south."


def test_an_untranslated_paragraph_does_not_lend_its_place_to_another_ones_translation() -> None:
    old = {NORTH: "", SOUTH: "Деревья медленно растут на юге."}
    new, stays = run(old, ["Trees grow very slowly in the north.", SOUTH]).catalog.active
    assert new.previous is None, "nothing is said to have come from the south"
    assert (stays.target, stays.fuzzy) == (old[SOUTH], False)


@pytest.mark.parametrize("fuzzy", [False, True])
def test_what_is_like_a_paragraph_that_stays_gets_its_translation_to_look_at(fuzzy: bool) -> None:
    notes = ("a remark on the south", "outdated: 2026-01-01")
    south = Entry(Key(None, SOUTH), "Деревья медленно растут на юге.", fuzzy=fuzzy, notes=notes)
    template = Catalog(None, {}, (Entry(Key(None, NORTH)), Entry(Key(None, SOUTH))))
    done = update(template, Catalog("ru", {}, (south,)), "ru", day=DAY)
    new = Entry(Key(None, NORTH), "" if fuzzy else south.target, fuzzy=not fuzzy)
    assert done.catalog.entries == (new, south)
    assert [(change.kind, change.key.source) for change in done.changes] == [(ChangeKind.NEW, NORTH)]


def test_a_machines_text_stays_a_machines_in_what_is_like_it() -> None:
    south = review.mark_machine(Entry(Key(None, SOUTH), "Деревья медленно растут на юге."), "engine", DAY)
    south = review.mark_reviewed(south, "ash", DAY)
    template = Catalog(None, {}, (Entry(Key(None, NORTH)), Entry(Key(None, SOUTH))))
    new, old = update(template, Catalog("ru", {}, (south,)), "ru", day=DAY).catalog.entries
    assert ([mark.kind for mark in review.marks(new)], old) == (["machine"], south)


def test_of_two_paragraphs_like_one_that_is_gone_the_more_alike_came_from_it() -> None:
    old = {SOUTH: "Деревья медленно растут на юге."}
    east, north = "Trees grow rather slowly in the east.", "Trees grow slowly in the south now."
    entries = {one.key.source: one for one in run(old, [east, north]).catalog.entries}
    assert [entries[one].target for one in (east, north)] == [old[SOUTH], old[SOUTH]]
    assert [bool(entries[one].previous) for one in (east, north)] == [False, True]


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (("`--all`", "`--brief`"), "`--dry-run`"),
        (("https://example.org/oak", "https://example.org/elm/old"), "http://example.net/ash"),
        (("MAX_TREES", "MIN_TREES"), "trees_in_a_row"),
    ],
)
def test_what_translators_leave_as_it_is_is_left_as_it_is(known: tuple[str, str], new: str) -> None:
    old = {"Options": "Параметры"} | {one: one for one in known}
    assert changed(old, [*old, new]) == {new: new}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param({"`--all`": "`--all`"}, "`--dry-run`", id="one is no habit"),
        pytest.param({"`--all`": "`--all`", "`--brief`": "`--kurz`"}, "`--dry-run`", id="one was translated"),
        pytest.param({"Oak": "Oak", "Elm": "Elm"}, "Hurricane", id="words are no code"),
    ],
)
def test_what_may_be_translated_is_not_left_as_it_is(old: dict[str, str], new: str) -> None:
    assert new not in changed(old, [*old, new]).values()


def test_a_draft_of_what_stood_there_gives_way_to_that_of_what_is_much_more_alike() -> None:
    user = Entry(Key(None, "User names may only be up to 32 letters long."), "Имя до 32 букв.", obsolete=True)
    group = Entry(
        Key(None, "Groups of names may only be up to MAXIMUM;AT;ALL letters long."), "Группа имён до MAX букв."
    )
    template = Catalog(None, {}, (Entry(Key(None, "User names may only be up to 256 letters long.")),))
    (one,) = update(template, Catalog("ru", {}, (group, user)), "ru", day=DAY).catalog.active
    assert (one.target, one.fuzzy) == (user.target, True)


def test_a_moved_and_edited_paragraph_is_found_anywhere() -> None:
    others = {f"Number {n} is a page of its own, and nothing more.": f"Номер {n}." for n in range(30)}
    sources = list(others)
    old = {f"{A} {B} {C}": said(A, B, C), **others}
    new = [*sources[:20], f"{A} {B} Nobody hurries them.", *sources[20:]]
    assert list(changed(old, new).values()) == [said(A, B, C)]


# Parts


def test_sentences_of_both_languages_are_cut_where_that_is_sure() -> None:
    source = ["In 1906 it rained.", "Did Navalnaya see Berlin?", "No."]
    assert units(source, ["В 1906 г. шёл дождь.", "Видела ли Навальная Берлин?", "Нет."]) == (
        Unit(0, 1, 0, 1),
        Unit(1, 2, 1, 2),
        Unit(2, 3, 2, 3),
    )
    assert units(source, ["Одно предложение за всё."]) == (Unit(0, 3, 0, 1),)
    assert units(source, []) == (Unit(0, 3, 0, 0),)


def test_units_tile_both_sides() -> None:
    draw = Draw(3)
    for rows in range(1, 7):
        for columns in range(1, 7):
            one = [draw.sentence() for _ in range(rows)]
            other = [draw.sentence() for _ in range(columns)]
            found = units(one, other)
            assert (found[0].source_start, found[0].target_start) == (0, 0)
            assert (found[-1].source_end, found[-1].target_end) == (rows, columns)
            for left, right in pairwise(found):
                assert (left.source_end, left.target_end) == (right.source_start, right.target_start)
            assert all(unit.source_start < unit.source_end for unit in found)


def test_names_are_anchors_in_any_spelling() -> None:
    assert sound("Navalnaya") == sound("Nawalnaja") == sound("Навальная") != ""
    assert sound("Navalnaya") != sound("Khodorkovsky")
    assert anchors("Was it `x` in ۱۹۰۶?") == anchors("War es `x` in 1906?")


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ("One oak. Two elms stand.", "One oak. Two elms fall.", True),
        ("One oak. Two elms stand.", "One oak. Two elms stand. Three ashes.", True),
        ("One oak. Two elms stand. Three.", "One oak. Three.", False),
        ("One oak. Two elms stand.", "Two elms stand. One oak.", False),
        ("One oak stands. Two elms.", "One oak is standing! Two elms.", True),
        ("One oak.", "Two elms.", False),
    ],
)
def test_a_change_within_a_sentence_needs_no_cutting(old: str, new: str, stays: bool) -> None:
    assert bool(local.alike_but_for_some_words(old, new)) == stays


def test_alike_is_one_only_for_the_same_text_and_low_for_others() -> None:
    assert match.ratio("Oak.", "Oak.") == 1
    assert match.ratio("Oak.", "*Oak*") < 1
    assert match.ratio(A, C) < 0.5
    assert match.ratio("", "Oak") < 0.5


def test_an_index_finds_first_what_shares_most_and_never_many() -> None:
    texts = [f"the common words and {word}" for word in "oak elm ash birch".split()] + ["the common words"] * 200
    index = match.index(texts, ["the common ash"])
    found = match.candidates(index, "the common ash", 3)
    assert (found[0], len(found)) == (2, 3)


def test_where_all_terms_are_common_an_index_still_finds_something() -> None:
    texts = [f"Since version {number}." for number in range(200)]
    found = match.candidates(match.index(texts, ["Since version 1000."]), "Since version 1000.", 3)
    assert len(found) == 3


def test_an_index_finds_short_texts_by_their_letters() -> None:
    texts = ["true strike", "sand storm", "rain"]
    assert match.candidates(match.index(texts, ["sandstorm"]), "sandstorm", 3) == [1]


def test_of_common_terms_an_index_looks_at_the_texts_of_the_nearest_length() -> None:
    texts = [f"a common oak {'x' * number}" for number in range(200)]
    found = match.candidates(match.index(texts, ["a common oak yyy"]), "a common oak yyy", 64)
    assert 3 in found
    assert max(found) < 100


def test_reading_is_remembered_for_one_update_only() -> None:
    one, other = Setting("en", "ru"), Setting("en", "ru")
    assert one.reading.sentences("One. Two.") is one.reading.sentences("One. Two.")
    assert one.reading is not other.reading


# Cost


def book(count: int, edited: int = 20) -> tuple[Catalog, Catalog]:
    """A catalog of independent paragraphs, and a template where every twentieth has another word."""
    draw = Draw(5)
    sources = list(dict.fromkeys(draw.sentences(1, 7) for _ in range(count)))
    old = Catalog("ru", {"Language": "ru"}, tuple(Entry(Key(None, one), one.upper()) for one in sources))
    for at in range(3, len(sources), edited):
        words = sources[at].split(" ")
        words[at % len(words)] = "changed"
        sources[at] = " ".join(words)
    return old, Catalog(None, {}, tuple(Entry(Key(None, one)) for one in dict.fromkeys(sources)))


def test_a_canonical_file_comes_of_it() -> None:
    result = run(pages((A, B, C)), [f"{A} {B}", C]).catalog
    data = po.dump(result)
    assert po.dump(po.load(data, "a.po")) == data
