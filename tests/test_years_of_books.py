"""Years of a book of several texts, and of an essay whose branches git merges by lines: the laws of `test_years` hold.

A book moves paragraphs between its texts, has equal ones, gives them contexts, renames texts; its
author sets quotes and dashes in another way and corrects slips; it is published, and held. Without the merge driver, whatever
git has paired wrongly, `check` finds.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from i18n import review, reviewing, trivial, typos
from i18n.catalog import po
from i18n.catalog.template import template
from i18n.catalog.together import Part, update_together
from i18n.catalog.update import start
from i18n.checks import Context
from i18n.checks.fix import fixed
from i18n.checks.pairing import wrong_pairing
from i18n.editions import frozen
from i18n.editions.assemble import assemble
from i18n.editions.policy import Incomplete, Outcome, Policy, decide
from i18n.errors import CatalogError
from i18n.model import Catalog, Document, State
from i18n.transitions import Past, Step, chunks, delta
from i18n.volumes import facts_of

from . import test_years as years
from .test_years import FORM, MANY, SOME, WORDS, Deeds, Year, YearOfSentences, pair, sentence, texts, voices

DAY = dt.date(2026, 1, 1)
HOLD = Policy(State.MACHINE, incomplete=Incomplete.HOLD, typography=False)
SLIPS = {"people": "poeple", "always": "alwasy", "slowly": "slwoly", "stone": "stnoe"}


def seen(text: str) -> str:
    """A source or translation as a reader sees it, its slips put right."""
    for sign, other in (("_", "*"), ("“", '"'), ("”", '"'), ("--", "—")):
        text = text.replace(sign, other)
    for word, slip in SLIPS.items():
        text = text.replace(slip, word).replace(slip.capitalize(), word.capitalize())
    return text


def told(source: str, voice: str) -> str:
    return years.translated(seen(source).replace('"', "").replace("—", ""), voice)


def seen_pair(entry):
    """A source in its context, and the translation."""
    source, target = pair(entry)
    return f"{entry.key.context or ''}|{seen(source)}", seen(target)


@dataclass(frozen=True)
class Paragraph:
    sentences: tuple[str, ...]
    context: str | None = None

    def __str__(self) -> str:
        comment = f"<!-- i18n:context {self.context} -->\n" if self.context else ""
        return comment + " ".join(self.sentences)


@dataclass
class Text:
    """A text of the book with its catalog; ``kept`` is the last good edition, ``shown`` how that one reads."""

    paragraphs: list[Paragraph]
    catalog: Catalog | None = None
    kept: tuple[bytes, bytes] | None = None
    shown: str = ""

    @property
    def data(self) -> bytes:
        return "\n\n".join(map(str, self.paragraphs)).encode() + b"\n"

    @property
    def document(self) -> Document:
        return FORM.read("source/text.md", self.data)


paragraphs = st.builds(Paragraph, st.lists(sentence, min_size=1, max_size=3).map(tuple))
numbers, at = st.integers(0, 3), st.integers(0, 6)


class YearOfABook(RuleBasedStateMachine):
    segmentation = "block"

    @initialize(book=st.lists(st.lists(paragraphs, min_size=1, max_size=4, unique=True), min_size=2, max_size=3))
    def begin(self, book):
        self.day, self.deeds = DAY, Deeds()
        self.texts = [Text(one) for one in book]
        self.orphans: list[Catalog] = []
        for text in self.texts:
            text.catalog = po.canonical(start(self.template(text), "ru", self.day))

    def template(self, text):
        return template(text.document, "text", "en", self.day, self.segmentation)

    def text(self, number):
        return self.texts[number % len(self.texts)]

    def place(self, number, place):
        text = self.text(number)
        return text, place % len(text.paragraphs)

    def pick(self, number, place):
        text = self.text(number)
        active = text.catalog.active if text.catalog else ()
        return text, active[place % len(active)] if active else None

    def stored(self, text, catalog):
        text.catalog = po.load(po.dump(catalog), "text.po")

    def put(self, text, entry):
        self.stored(text, reviewing.with_entries(text.catalog, {entry.key: entry}))

    # The author

    @rule(number=numbers, place=at, new=sentence)
    def rewrites_a_sentence(self, number, place, new):
        text, place = self.place(number, place)
        old = text.paragraphs[place]
        text.paragraphs[place] = replace(old, sentences=(*old.sentences[:-1], new))

    @rule(number=numbers, place=at, new=paragraphs)
    def writes_a_paragraph(self, number, place, new):
        text, place = self.place(number, place)
        text.paragraphs.insert(place, new)

    @rule(number=numbers, place=at, other=numbers, to=at, stays=st.booleans())
    def moves_or_copies_a_paragraph(self, number, place, other, to, stays):
        text, place = self.place(number, place)
        target, to = self.place(other, to)
        moved = text.paragraphs[place]
        if not stays and len(text.paragraphs) > 1:
            del text.paragraphs[place]
        target.paragraphs.insert(to, moved)

    @rule(number=numbers, place=at)
    def strikes_a_paragraph(self, number, place):
        text, place = self.place(number, place)
        if len(text.paragraphs) > 1:
            del text.paragraphs[place]

    @rule(number=numbers, place=at, name=st.sampled_from([None, "verb", "noun"]))
    def names_a_context(self, number, place, name):
        text, place = self.place(number, place)
        text.paragraphs[place] = replace(text.paragraphs[place], context=name)

    @rule(number=numbers, place=at, style=st.sampled_from(['"{}"', "“{}”", "*{}*", "_{}_", "{}"]))
    def sets_a_word(self, number, place, style):
        self.spells(number, place, lambda words: [style.format(words[0].strip('*_"“”')), *words[1:]])

    @rule(number=numbers, place=at, dash=st.sampled_from([[], ["--"], ["—"]]))
    def sets_a_dash(self, number, place, dash):
        self.spells(number, place, lambda words: [words[0], *dash, *(w for w in words[1:] if w not in ("--", "—"))])

    @rule(number=numbers, place=at, slips=st.booleans())
    def makes_or_mends_slips(self, number, place, slips):
        words = SLIPS if slips else {slip: word for word, slip in SLIPS.items()}
        self.spells(number, place, lambda found: [_slip(word, words) for word in found])

    def spells(self, number, place, change):
        text, place = self.place(number, place)
        old = text.paragraphs[place]
        first = " ".join(change(old.sentences[0].split(" ")))
        text.paragraphs[place] = replace(old, sentences=(first, *old.sentences[1:]))

    @rule(number=numbers)
    def renames_a_text(self, number):
        """The catalog stays behind under the old name, and the last good edition with it."""
        text = self.text(number)
        if text.catalog:
            self.orphans.append(text.catalog)
        text.catalog, text.kept = None, None

    # Those who translate

    def write(self, text, entry):
        """Somebody's work in a program that knows nothing of marks: those of the text before stay."""
        entries = tuple(one if one.obsolete or one.key != entry.key else entry for one in text.catalog.entries)
        self.stored(text, replace(text.catalog, entries=entries))
        self.deeds.people.add(seen_pair(entry))
        self.deeds.written.add(seen(entry.target))

    @rule(number=numbers, place=at, voice=voices)
    def somebody_translates(self, number, place, voice):
        text, entry = self.pick(number, place)
        if entry:
            self.write(text, replace(entry, target=told(entry.key.source, voice), fuzzy=False, previous=None))

    @rule(number=numbers, voice=voices, accepts=st.booleans())
    def somebody_translates_a_whole_text(self, number, voice, accepts):
        text = self.text(number)
        for place in range(len(text.catalog.active) if text.catalog else 0):
            self.somebody_translates(number, place, voice)
            if accepts:
                self.somebody_accepts(number, place)

    @rule(number=numbers, place=at)
    def somebody_takes_a_draft_as_it_is(self, number, place):
        text, entry = self.pick(number, place)
        if entry and entry.filled and entry.fuzzy:
            self.write(text, replace(entry, fuzzy=False, previous=None))

    @rule(number=numbers, place=at)
    def somebody_clears_the_flag_alone(self, number, place):
        text, entry = self.pick(number, place)
        if entry and entry.filled and entry.fuzzy:
            self.write(text, replace(entry, fuzzy=False))

    @rule(number=numbers, place=at, voice=voices)
    def a_machine_translates(self, number, place, voice):
        text, entry = self.pick(number, place)
        if entry and not entry.filled:
            done = review.mark_machine(replace(entry, target=told(entry.key.source, voice)), "engine", self.day)
            self.put(text, done)
            self.deeds.machines.add(seen_pair(done))

    @rule(number=numbers, place=at)
    def a_program_edits_what_is_a_machines(self, number, place):
        text, entry = self.pick(number, place)
        if entry and review.state(entry) is State.MACHINE:
            self.put(text, done := replace(entry, target=entry.target.replace("дуб", "вяз")))
            self.deeds.machines.add(seen_pair(done))

    @rule(number=numbers, place=at)
    def somebody_accepts(self, number, place):
        text, entry = self.pick(number, place)
        if entry and entry.filled:
            self.put(text, done := reviewing.accept(entry, "ash", self.day))
            for deeds in (self.deeds.reviewed, self.deeds.people):
                deeds.add(seen_pair(done))
            self.deeds.written.add(seen(done.target))

    # Tools

    @rule(number=numbers)
    def check_fixes(self, number):
        text = self.text(number)
        if text.catalog:
            self.stored(text, fixed(text.catalog))

    @rule()
    def anyone_updates(self):
        before = self.written_here()
        self.day += dt.timedelta(days=1)
        self.updated()
        gone = before - self.written_here()
        assert not gone, f"an update lost {gone}"
        once = [text.catalog for text in self.texts]
        self.updated()
        assert [text.catalog for text in self.texts] == once, "updating twice is not once"

    def updated(self):
        parts = [
            Part(self.template(text), text.catalog, blocks=tuple(slot.segment for slot in text.document.slots))
            for text in self.texts
        ]
        done = update_together(parts, "ru", self.day, self.orphans)
        for text, one in zip(self.texts, done, strict=True):
            self.stored(text, one.catalog)

    def written_here(self):
        """What people wrote and still stands somewhere, whole, alone or in a draft."""
        catalogs = [*self.orphans, *(text.catalog for text in self.texts if text.catalog)]
        there = [seen(one) for catalog in catalogs for one in texts(catalog)]
        return {one for one in self.deeds.written if any(one in whole for whole in there)}

    @rule()
    def the_author_calls_it_slips(self):
        """`update --trivial`, for all that it takes for such."""
        for text in self.texts:
            if text.catalog:
                keys = [entry.key for entry in text.catalog.active], [entry.key for entry in self.template(text).active]
                moves = {one.old: one.new for one in typos.pairs(*keys) if _is_slip(one)}
                before = text.catalog.active
                self.stored(text, trivial._moved(text.catalog, moves))
                for old, now in zip(before, text.catalog.active, strict=True):
                    assert review.state(now) >= review.state(old)
                    self.says_the_author(old, now)
        self.anyone_updates()

    @rule(number=numbers, place=at, voice=voices, word=st.sampled_from(sorted(SLIPS)))
    def a_slip_is_put_right_after_a_review(self, number, place, voice, word):
        self.spells(number, place, lambda words: [*words[:-1], f"{SLIPS[word]}."])
        self.anyone_updates()
        self.somebody_translates_a_whole_text(number, voice, True)
        self.spells(number, place, lambda words: [*words[:-1], f"{word}."])
        self.the_author_calls_it_slips()

    def says_the_author(self, old, now):
        """What was done for the source as it was counts for the source put right."""
        for deeds in (self.deeds.people, self.deeds.machines, self.deeds.reviewed):
            done_for = [replace(old, key=key) for key in (old.key, old.previous) if key]
            if any(seen_pair(one) in deeds for one in done_for):
                deeds.add(seen_pair(now))

    @rule(number=numbers)
    def it_is_published(self, number):
        text = self.text(number)
        if text.catalog and facts_of(text.document, text.catalog, HOLD, self.day, is_frozen=False).whole:
            text.kept = frozen.freeze(text.data, text.catalog)
            text.shown = assemble(text.document, text.catalog, FORM, "ru", "en", HOLD).text

    # Laws

    @invariant()
    def what_counts_was_done(self):
        for text in getattr(self, "texts", []):
            for entry in text.catalog.active if text.catalog else ():
                state, known = review.state(entry), seen_pair(entry)
                if state is State.REVIEWED:
                    assert known in self.deeds.reviewed, f"nobody reviewed {known}"
                elif state is State.TRANSLATED:
                    assert known in self.deeds.people, f"no person stands behind {known}"
                elif state is State.MACHINE:
                    assert known in self.deeds.machines | self.deeds.people, f"nobody translated {known}"

    @invariant()
    def what_is_published_was_made_for_it(self):
        made = getattr(self, "deeds", Deeds())
        for text in getattr(self, "texts", []):
            if text.catalog is None:
                continue
            facts = facts_of(text.document, text.catalog, HOLD, self.day, is_frozen=text.kept is not None)
            outcome = decide(HOLD, facts)
            if outcome is Outcome.CURRENT:
                pieces = assemble(text.document, text.catalog, FORM, "ru", "en", HOLD).pieces
                assert all(piece.text for piece in pieces), "hold shows an original"
                known = {(source.partition("|")[2], target) for source, target in made.people | made.machines}
                assert {(seen(one.source), seen(one.text)) for one in pieces} <= known
            elif outcome is Outcome.LAST_GOOD:
                kept = frozen.thaw(*text.kept, "text.po")
                assert kept, "the pair belongs together"
                old = FORM.read("source/text.md", kept.source)
                assert assemble(old, kept.catalog, FORM, "ru", "en", HOLD).text == text.shown


def _slip(word: str, words: dict[str, str]) -> str:
    for old, new in words.items():
        word = word.replace(old, new).replace(old.capitalize(), new.capitalize())
    return word


def _is_slip(one: typos.Pair) -> bool:
    return bool(
        one.old
        and one.new
        and one.old.context == one.new.context
        and typos.objection(one.old.source, one.new.source, "en") is None
    )


@dataclass
class Story:
    """The commits of a file: each with its parents and what stood in the file."""

    steps: list[Step] = field(default_factory=list)
    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    versions: dict[str, bytes] = field(default_factory=dict)

    def commit(self, data: bytes, *parents: str) -> str:
        name = f"{len(self.steps):040x}"
        deltas = [delta(chunks(self.versions[one] if one else b""), chunks(data), {}) for one in parents or ("",)]
        self.steps.append(Step(name, DAY, tuple(deltas), len(self.steps)))
        self.parents[name], self.versions[name] = parents, data
        return name

    def past(self, head: str) -> Past:
        return Past(tuple(self.steps), {**self.parents, "": (head,)})


WORK = ["somebody_translates", "somebody_translates", "somebody_takes_a_draft_as_it_is", "a_machine_translates"]
REVISIONS = ["changes_a_word", "changes_a_word", "rewrites_a_sentence", "adds_a_sentence", "turns_sentences_round"]
places, words = st.integers(0, 5), st.sampled_from(sorted(WORDS))


class ByLines:
    """Branches that git merges by lines, without the driver; somebody then looks at what `check` finds."""

    def stored(self, side, catalog):
        super().stored(side, catalog)
        if not hasattr(self, "story"):
            self.story = Story()
        parents = [side.head] if hasattr(side, "head") else []
        side.head = self.story.commit(wrapped(side.catalog), *parents)

    @precondition(lambda self: len(self.branches) == 1)
    @rule()
    def a_branch_begins(self):
        super().a_branch_begins()
        main = self.branches[0]
        if not hasattr(main, "head"):
            self.stored(main, main.catalog)
        self.branches[1].head = main.head

    @precondition(lambda self: len(self.branches) == 1)
    @rule(
        work=st.lists(st.tuples(st.sampled_from(WORK), places, voices), min_size=1, max_size=4),
        revisions=st.lists(st.tuples(st.sampled_from(REVISIONS), places, sentence, words), min_size=1, max_size=3),
        turned=st.booleans(),
    )
    def somebody_translates_what_the_author_changes_meanwhile(self, work, revisions, turned):
        self.a_branch_begins()
        for name, place, voice in work:
            getattr(self, name)(0, place, **({"voice": voice} if "translates" in name else {}))
        for name, place, new, word in revisions:
            given = {
                "rewrites_a_sentence": {"new": new},
                "adds_a_sentence": {"new": new},
                "changes_a_word": {"word": word},
            }
            getattr(self, name)(1, place, **given.get(name, {}))
        self.anyone_updates(1)
        self.branches_meet(turned)

    @precondition(lambda self: len(self.branches) == 2)
    @rule(turned=st.booleans())
    def branches_meet(self, turned):
        main, other = self.branches
        ours, theirs = (other, main) if turned else (main, other)
        merged = by_lines(*(wrapped(one.catalog) for one in (ours, self.base, theirs)))
        heads = main.head, other.head
        if merged is None:  # a person settles it, message by message
            super().branches_meet(turned)
            self.branches[0].head = self.story.commit(wrapped(self.branches[0].catalog), *heads)
            return
        side = years.Side(other.essay if other.revised else main.essay, merged)
        self.branches = [side]
        side.head = self.story.commit(wrapped(merged), *heads)
        context = Context(side.document, merged, "essay.po", "ru", "en", self.story.past(side.head))
        wrong = {finding.key for finding in wrong_pairing(context)}
        entries = [replace(one, fuzzy=True) if one.key in wrong and one.filled else one for one in merged.entries]
        self.stored(side, fixed(replace(merged, entries=tuple(entries)), wrong))


def wrapped(catalog: Catalog) -> bytes:
    """A PO file as tools wrap it that wrap at once: a word a line. Git then pairs parts of old texts with new ones."""
    return _STRING.sub(_wrapped, po.dump(catalog).decode()).encode()


_STRING = re.compile(r'^((?:#~ )?(?:#\| )?)(msgid|msgstr) "(.*? .*)"$', re.MULTILINE)


def _wrapped(found: re.Match[str]) -> str:
    before, name, text = found.groups()
    words = "".join(f'\n{before}"{word}"' for word in re.findall(r"[^ ]+ ?", text))
    return f'{before}{name} ""{words}'


def by_lines(ours: bytes, base: bytes, theirs: bytes) -> Catalog | None:
    """What git makes of two versions by lines; None where there are conflicts, or what is no PO file."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for path, data in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(data)
        done = subprocess.run(["git", "merge-file", "-p", *map(str, paths)], capture_output=True, check=False)
    try:
        return po.load(done.stdout, "essay.po") if done.returncode == 0 else None
    except CatalogError:
        return None


class YearByLines(ByLines, Year):
    pass


class YearOfSentencesByLines(ByLines, YearOfSentences):
    def is_open(self, entry, catalog):
        """Of joined sentences one of which is a draft, none is shown."""
        unit = {entry.key, *(key for _, key, _ in entry.joined)}
        return any(one.fuzzy for one in catalog.active if one.key in unit)


BOOKS = [YearOfABook, YearByLines, YearOfSentencesByLines]


@pytest.mark.parametrize("year", BOOKS)
def test_some_months_of_a_book(year):
    run_state_machine_as_test(year, settings=settings(SOME, derandomize=True))


@pytest.mark.full
@pytest.mark.parametrize("year", BOOKS)
def test_many_years_of_a_book(year):
    run_state_machine_as_test(year, settings=MANY)
