"""A year of an essay: its author revises it, people translate, machines fill, reviewers accept, branches part and meet.

Whatever happens in whatever order, what appears as a translation was made by somebody for just this source, what
counts as a person's or as reviewed is so because a person did it, and no text that a person wrote is lost. So it is
where a message is a paragraph, where it is a sentence, and where a project changes from one to the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from i18n import formats, review, reviewing
from i18n.catalog import po
from i18n.catalog.blocks import blocks
from i18n.catalog.merge3 import merge3
from i18n.catalog.merge_notes import other_translations
from i18n.catalog.template import template
from i18n.catalog.together import Part, update_together
from i18n.catalog.units import JOINED, is_joined, runs
from i18n.catalog.update import start
from i18n.editions.assemble import assemble
from i18n.editions.policy import Policy
from i18n.model import Catalog, Document, Entry, Key, State

WORDS = {
    "oak": "дуб", "elm": "вяз", "ash": "ясень", "wind": "ветер", "rain": "дождь", "stone": "камень", "river": "река",
    "grows": "растёт", "falls": "падает", "sings": "поёт", "waits": "ждёт", "never": "никогда", "always": "всегда",
    "slowly": "медленно", "here": "здесь", "north": "север", "people": "люди", "night": "ночь",
}  # fmt: skip
FORM = formats.of("essay.md")
Paragraph = tuple[str, ...]


def translated(source: str, voice: str) -> str:
    """A translation word by word; ``voice`` begins each sentence and tells one translator from another."""
    said = []
    for word in source.split():
        bare = word.strip("*_.").lower()
        said.append(word.lower().replace(bare, WORDS[bare]))
    return " ".join(said).replace(". ", f". {voice} ").join((f"{voice} ", ""))


def seen(source: str) -> str:
    """The source as a reader sees it: spelled one way."""
    return source.replace("_", "*")


@dataclass
class Side:
    """A branch: the essay and its Russian catalog as they stand there."""

    essay: list[Paragraph]
    catalog: Catalog
    revised: bool = False

    @property
    def document(self) -> Document:
        return FORM.read("source/essay.md", "\n\n".join(" ".join(one) for one in self.essay).encode() + b"\n")


@dataclass
class Deeds:
    """What people did: the pairs of source and target that they stood for, and all that they wrote."""

    people: set[tuple[str, str]] = field(default_factory=set)
    machines: set[tuple[str, str]] = field(default_factory=set)
    reviewed: set[tuple[str, str]] = field(default_factory=set)
    written: set[str] = field(default_factory=set)


def pair(entry: Entry) -> tuple[str, str]:
    """What a translation is of, with the sentences that are told in it, and the translation."""
    told = (entry.key.source, *(key.source for place, key, _ in entry.joined if place > 0))
    return seen(" ".join(told)), seen(entry.target)


def sentences(text: str) -> list[str]:
    return [one.strip() + "." for one in text.split(".") if one.strip()]


def tiled(source: str, target: str, pairs: Collection[tuple[str, str]]) -> bool:
    """Whether pairs of texts follow each other so that they are both the source and the target."""
    return (not source and not target) or any(
        tiled(source.removeprefix(ours).lstrip(), target.removeprefix(theirs).lstrip(), pairs)
        for ours, theirs in pairs
        if ours and theirs and source.startswith(ours) and target.startswith(theirs)
    )


def texts(catalog: Catalog) -> Iterator[str]:
    """Every text that somebody finds in a catalog: targets, obsolete ones, and those that a merge put beside them."""
    for entry in catalog.entries:
        yield seen(entry.target)
        yield from (seen(form) for forms in other_translations(entry) for form in forms)


def standing(catalog: Catalog) -> set[tuple[Key, str]]:
    """Every target with the message that it stands under."""
    return {(entry.key, seen(entry.target)) for entry in catalog.entries}


sentence = st.lists(st.sampled_from(sorted(WORDS)), min_size=2, max_size=6).map(
    lambda words: " ".join(words).capitalize() + "."
)
paragraph = st.lists(sentence, min_size=1, max_size=4).map(tuple)
voices = st.sampled_from("вот ведь итак уж да".split())
sides = st.integers(0, 1)
places = st.integers(0, 5)


class Year(RuleBasedStateMachine):
    """Side 0 is main; side 1 exists between a fork and its merge."""

    segmentation = "block"

    @initialize(essay=st.lists(paragraph, min_size=2, max_size=6, unique=True))
    def begin(self, essay):
        self.day = dt.date(2026, 1, 1)
        self.deeds = Deeds()
        first = Side(essay, Catalog(None, {}, ()))
        first.catalog = po.canonical(start(self.template(first.document), "ru", self.day))
        self.branches = [first]
        self.base: Side | None = None

    def template(self, document):
        return template(document, "essay", "en", self.day, self.segmentation)

    def updated(self, side, catalog):
        document = side.document
        blocks = tuple(slot.segment for slot in document.slots)
        (done,) = update_together([Part(self.template(document), catalog, blocks=blocks)], "ru", self.day)
        return done.catalog

    def missing(self, wanted, catalog):
        """Which texts do not stand whole in a catalog, alone or as a part of a draft."""
        there = list(texts(catalog))
        return [text for text in wanted if not any(text in whole for whole in there)]

    def side(self, number):
        return self.branches[number % len(self.branches)]

    def stored(self, side, catalog):
        """What a file holds of a catalog, and gives back."""
        side.catalog = po.load(po.dump(catalog), "essay.po")

    def pick(self, side, place):
        return side.catalog.active[place % len(side.catalog.active)]

    def put(self, side, entry):
        """Somebody's work on one message; who has joined or parted sentences stands for what that makes of them."""
        before = {one.key: one.joined for one in side.catalog.active}
        self.stored(side, reviewing.with_entries(side.catalog, {entry.key: entry}))
        for unit in runs(side.catalog.active, is_joined):
            if not unit[0].fuzzy and unit[0].filled and any(one.joined != before[one.key] for one in unit):
                self.deeds.people.add(pair(unit[0]))

    def decide(self, side, entry):
        self.stored(side, reviewing.decided(side.catalog, {entry.key: entry}))
        return next(one for one in side.catalog.active if one.key == entry.key)

    # The author

    def revise(self, number, essay):
        """The author works on one branch at a time: prose is merged by people."""
        side = self.side(number)
        other = [one for one in self.branches if one is not side]
        if essay and not any(one.revised for one in other):
            side.essay, side.revised = essay, True

    @rule(number=sides, at=places, new=sentence)
    def rewrites_a_sentence(self, number, at, new):
        essay = list(self.side(number).essay)
        old = essay[at % len(essay)]
        essay[at % len(essay)] = (*old[:-1], new)
        self.revise(number, essay)

    @rule(number=sides, at=places, word=st.sampled_from(sorted(WORDS)))
    def changes_a_word(self, number, at, word):
        essay = list(self.side(number).essay)
        first, *rest = essay[at % len(essay)]
        words = first.split()
        words[-1] = f"{word}."
        essay[at % len(essay)] = (" ".join(words), *rest)
        self.revise(number, essay)

    @rule(number=sides, at=places, new=sentence)
    def adds_a_sentence(self, number, at, new):
        essay = list(self.side(number).essay)
        essay[at % len(essay)] = (new, *essay[at % len(essay)])
        self.revise(number, essay)

    @rule(number=sides, at=places)
    def turns_sentences_round(self, number, at):
        essay = list(self.side(number).essay)
        essay[at % len(essay)] = essay[at % len(essay)][::-1]
        self.revise(number, essay)

    @rule(number=sides, at=places)
    def splits_a_paragraph(self, number, at):
        essay = list(self.side(number).essay)
        whole = essay.pop(at % len(essay))
        half = (len(whole) + 1) // 2
        self.revise(
            number,
            [
                *essay[: at % (len(essay) + 1)],
                *filter(None, (whole[:half], whole[half:])),
                *essay[at % (len(essay) + 1) :],
            ],
        )

    @rule(number=sides, at=places)
    def joins_paragraphs(self, number, at):
        essay = list(self.side(number).essay)
        if len(essay) > 1:
            at %= len(essay) - 1
            self.revise(number, [*essay[:at], essay[at] + essay[at + 1], *essay[at + 2 :]])

    @rule(number=sides, at=places, to=places)
    def moves_a_paragraph(self, number, at, to):
        essay = list(self.side(number).essay)
        moved = essay.pop(at % len(essay))
        essay.insert(to % (len(essay) + 1), moved)
        self.revise(number, essay)

    @rule(number=sides, at=places, new=paragraph)
    def writes_a_paragraph(self, number, at, new):
        essay = list(self.side(number).essay)
        essay.insert(at % (len(essay) + 1), new)
        self.revise(number, essay)

    @rule(number=sides, at=places)
    def strikes_a_paragraph(self, number, at):
        essay = list(self.side(number).essay)
        del essay[at % len(essay)]
        self.revise(number, essay)

    @rule(number=sides, at=places, mark=st.sampled_from("*_"))
    def spells_emphasis(self, number, at, mark):
        essay = list(self.side(number).essay)
        first, *rest = essay[at % len(essay)]
        words = first.replace("*", "").replace("_", "").split()
        words[0] = f"{mark}{words[0]}{mark}" if len(words) > 1 else words[0]
        essay[at % len(essay)] = (" ".join(words), *rest)
        self.revise(number, essay)

    # Those who translate

    @rule(number=sides, at=places, voice=voices)
    def somebody_translates(self, number, at, voice):
        side = self.side(number)
        entry = self.pick(side, at)
        self.write(side, replace(entry, target=translated(entry.key.source, voice), fuzzy=False, previous=None))

    def write(self, side, entry):
        self.put(side, entry)
        self.deeds.people.add(pair(next(one for one in side.catalog.active if one.key == entry.key)))
        self.deeds.written |= {seen(entry.target)} - {JOINED}

    @rule(number=sides, at=places, voice=voices)
    def somebody_leaves_a_draft(self, number, at, voice):
        side = self.side(number)
        entry = self.pick(side, at)
        self.put(side, replace(entry, target=translated(entry.key.source, voice), fuzzy=True, previous=None))

    @rule(number=sides, at=places, to=places)
    def somebody_pastes_what_belongs_elsewhere(self, number, at, to):
        side = self.side(number)
        other = self.pick(side, to)
        done = replace(self.pick(side, at), target=other.target, fuzzy=False, previous=None)
        if other.filled and JOINED not in (other.target, self.pick(side, at).target):
            self.put(side, done)
            self.deeds.people.add(pair(next(one for one in side.catalog.active if one.key == done.key)))

    @rule(number=sides, at=places)
    def somebody_takes_a_draft_as_it_is(self, number, at):
        side = self.side(number)
        entry = self.pick(side, at)
        if entry.filled and entry.fuzzy:
            self.write(side, replace(entry, fuzzy=False, previous=None))

    @rule(number=sides, at=places, voice=voices)
    def a_machine_translates(self, number, at, voice):
        side = self.side(number)
        entry = self.pick(side, at)
        if not entry.filled:
            done = review.mark_machine(replace(entry, target=translated(entry.key.source, voice)), "engine", self.day)
            self.put(side, done)
            self.deeds.machines.add(pair(done))

    @rule(number=sides, at=places, name=st.sampled_from(["ash", "elm"]))
    def somebody_accepts(self, number, at, name):
        side = self.side(number)
        entry = self.pick(side, at)
        if entry.filled and entry.target != JOINED:
            done = self.decide(side, reviewing.accept(entry, name, self.day))
            self.deeds.reviewed.add(pair(done))
            self.deeds.people.add(pair(done))
            self.deeds.written.add(seen(done.target))

    @rule(number=sides, at=places)
    def somebody_rejects(self, number, at):
        side = self.side(number)
        entry = self.pick(side, at)
        if entry.filled and entry.target != JOINED:
            self.decide(side, reviewing.reject(entry, "it is wooden", "ash", self.day))

    @rule(number=sides, at=places, to=places)
    def another_tool_copies_comments(self, number, at, to):
        side = self.side(number)
        entry, other = self.pick(side, at), self.pick(side, to)
        self.put(
            side, replace(entry, notes=(*entry.notes, *(note for note in other.notes if note.startswith("reviewed"))))
        )

    # Tools

    @rule(number=sides)
    def anyone_updates(self, number):
        side = self.side(number)
        self.day += dt.timedelta(days=1)
        before = side.catalog
        self.stored(side, self.updated(side, before))
        gone = self.missing(self.deeds.written & set(texts(before)), side.catalog)
        assert not gone, f"an update lost {gone}"
        assert self.updated(side, side.catalog) == side.catalog, "updating twice is not once"

    @precondition(lambda self: len(self.branches) == 1)
    @rule()
    def a_branch_begins(self):
        main = self.branches[0]
        main.revised = False
        self.base = Side(main.essay, main.catalog)
        self.branches.append(Side(main.essay, main.catalog))

    @precondition(lambda self: len(self.branches) == 2)
    @rule(turned=st.booleans())
    def branches_meet(self, turned):
        main, other = self.branches
        ours, theirs = (other, main) if turned else (main, other)
        base = self.base.catalog
        merged = merge3(base, ours.catalog, theirs.catalog).catalog
        old, one, two = (set(texts(catalog)) for catalog in (base, ours.catalog, theirs.catalog))
        # A text that was pasted may have been replaced here on one side and there on the other.
        both = {text for _, text in standing(ours.catalog) & standing(theirs.catalog)}
        gone = self.missing(self.deeds.written & ((one | two) - old | both), merged)
        assert not gone, f"a merge lost {gone}"
        self.branches = [Side(other.essay if other.revised else main.essay, main.catalog)]
        self.stored(self.branches[0], merged)

    # Laws

    def was_done(self, source, target, pairs):
        """Whether somebody stands for a translation: here for the whole of it."""
        return (source, target) in pairs

    def is_open(self, entry, catalog):
        """Whether a translation waits for that of another message."""
        return False

    @invariant()
    def what_counts_was_done(self):
        for side in getattr(self, "branches", []):
            for entry in side.catalog.active:
                state, known = review.state(entry), pair(entry)
                if entry.target == JOINED or self.is_open(entry, side.catalog):
                    continue
                if state is State.REVIEWED:
                    assert self.was_done(*known, self.deeds.reviewed), f"nobody reviewed {known}"
                elif state is State.TRANSLATED:
                    assert self.was_done(*known, self.deeds.people), f"no person stands behind {known}"
                elif state is State.MACHINE:
                    assert self.was_done(*known, self.deeds.machines | self.deeds.people), f"nobody translated {known}"

    @invariant()
    def what_is_published_was_made_for_it(self):
        for side in getattr(self, "branches", []):
            edition = assemble(side.document, side.catalog, FORM, "ru", "en", Policy(State.MACHINE, typography=False))
            made = self.deeds.people | self.deeds.machines
            for piece in edition.pieces:
                assert piece.text is None or self.was_done(seen(piece.source), seen(piece.text), made)


def teardown(self):
    """In the end everything is translated and reviewed, and the edition says just that."""
    if not hasattr(self, "branches"):
        return
    side = self.branches[0]
    self.anyone_updates(0)
    for place in range(len(side.catalog.active)):
        self.somebody_translates(0, place, "вот")
    for place in range(len(side.catalog.active)):
        self.somebody_accepts(0, place, "ash")
    edition = assemble(side.document, side.catalog, FORM, "ru", "en", Policy(State.REVIEWED, typography=False))
    wanted = [translated(" ".join(one), "вот") for one in side.essay]
    assert seen(edition.text) == seen("\n\n".join(wanted) + "\n")


Year.teardown = teardown


class YearOfSentences(Year):
    """The same where a message is a sentence, and translators tell one in another."""

    segmentation = "sentence"

    @rule(number=sides, at=places, voice=voices)
    def somebody_tells_two_sentences_in_one(self, number, at, voice):
        side = self.side(number)
        entries = side.catalog.active
        place = at % len(entries)
        if place + 1 < len(entries):
            one, two = entries[place : place + 2]
            told = translated(f"{one.key.source[:-1]} {two.key.source.lower()}", voice)
            self.put(side, replace(two, target=JOINED, fuzzy=False, previous=None))
            self.write(side, replace(one, target=told, fuzzy=False, previous=None))

    @invariant()
    def what_is_published_was_made_for_it(self):
        for side in getattr(self, "branches", []):
            edition = assemble(side.document, side.catalog, FORM, "ru", "en", Policy(State.MACHINE, typography=False))
            for block, piece in zip(blocks(side.document, side.catalog, "ru"), edition.pieces, strict=True):
                told = [message.entry.target for message in block.messages if message.entry]
                if piece.text is not None:
                    assert all(message.state >= State.MACHINE for message in block.messages)
                    assert seen(piece.text) == seen(" ".join(target for target in told if target != JOINED))


class YearOfBoth(Year):
    """The project turns from paragraphs to sentences and back."""

    @rule(segmentation=st.sampled_from(["block", "sentence"]))
    def the_segmentation_is_changed(self, segmentation):
        self.segmentation = segmentation

    @rule()
    def somebody_pastes_what_belongs_elsewhere(self):
        """Nobody does: a wrong text cannot be told from a free one sentence by sentence."""

    def was_done(self, source, target, pairs):
        """Whether pairs that somebody stood for, one after the other, are the translation; of a pair also each sentence."""
        known = set(pairs)
        for one in pairs:
            ours, theirs = map(sentences, one)
            known |= set(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else set()
        return tiled(source, target, frozenset(known))

    def missing(self, wanted, catalog):
        there = list(texts(catalog))
        return [one for text in wanted for one in sentences(text) if not any(one in whole for whole in there)]


YEARS = [Year, YearOfSentences, YearOfBoth]
# Without shrinking, which takes minutes for such stories: where one fails, run it again with Phase.shrink.
SOME = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
MANY = settings(SOME, max_examples=400, stateful_step_count=60)


@pytest.mark.parametrize("year", YEARS)
def test_some_months_of_an_essay(year):
    run_state_machine_as_test(year, settings=SOME)


@pytest.mark.full
@pytest.mark.parametrize("year", YEARS)
def test_many_years_of_an_essay(year):
    run_state_machine_as_test(year, settings=MANY)
