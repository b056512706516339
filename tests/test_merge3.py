"""Merging two people's work on one catalog: cases a linguist can write (data/merges.txt), and the laws."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from i18n import review
from i18n.catalog import po
from i18n.catalog.header import without_names
from i18n.catalog.merge3 import merge3
from i18n.catalog.merge_notes import forms, other_translations, without_others, written
from i18n.catalog.units import JOINED
from i18n.model import Catalog, Entry, Key, State

HEADER = {
    "Project-Id-Version": "essay",
    "POT-Creation-Date": "2026-11-01 00:00+0000",
    "PO-Revision-Date": "2026-11-01 00:00+0000",
    "Language": "ru",
    "Content-Type": po.CONTENT_TYPE,
}


# The cases


class Case(NamedTuple):
    """Catalogs before and after a merge (base None: the file is new), which files are wrapped, how many conflicts."""

    base: Catalog | None
    ours: Catalog
    theirs: Catalog
    merged: Catalog
    wrapped: frozenset[str]
    to_settle: int


def cases():
    text = (Path(__file__).parent / "data" / "merges.txt").read_text("utf-8")
    found = []
    for block in re.split(r"(?m)^== ", text)[1:]:
        title, _, body = block.partition("\n")
        found.append(pytest.param(read_case(body), id=title))
    return found


def read_case(body):
    heads = re.split(r"(?m)^(base|ours|theirs|merged)(?:, (wrapped|\d+ to settle))?:$", body)[1:]
    parts = {name: (said or "", lines) for name, said, lines in zip(heads[::3], heads[1::3], heads[2::3], strict=True)}
    catalogs = [None if "(none)" in lines else read_catalog(lines) for _, lines in parts.values()]
    wrapped = frozenset(name for name, (said, _) in parts.items() if said == "wrapped")
    return Case(*catalogs, wrapped, int(parts["merged"][0].split(" ")[0] or 0))


def read_catalog(lines):
    header, entries, notes = dict(HEADER), [], []
    for line in lines.strip("\n").split("\n"):
        if line.startswith("@ "):
            name, _, value = line[2:].partition(": ")
            header[name] = value
        elif line.startswith("# "):
            notes.append(re.sub(r"of (.*) = (.*)", lambda of: review.digest(Key(None, of[1]), of[2]), line[2:]))
        else:
            entries.append(read_entry(line, tuple(notes)))
            notes = []
    return without_names(po.canonical(Catalog(None, MappingProxyType(header), tuple(entries))))


def read_entry(line, notes=()):
    found = re.fullmatch(r"(#~ )?(\[.*?\] )?(.*?) ([=~])(?: (.*?)(?: <- (.*))?)?", line.replace("⏎", "\n"), re.DOTALL)
    assert found, line
    obsolete, context, source, sign, target, previous = found.groups()
    key = Key(context[1:-2] if context else None, source)
    before = Key(None, previous) if previous else None
    return Entry(key, target or "", sign == "~", before, notes, obsolete=bool(obsolete))


def shown(catalog):
    """The catalog as lines, for a failure that one can read."""
    return po.dump(replace(catalog, header=MappingProxyType(dict(sorted(catalog.header.items()))))).decode().split("\n")


@pytest.mark.parametrize("case", cases())
def test_a_merge(case):
    merged, conflicts = merge3(case.base, case.ours, case.theirs)
    assert shown(without_names(merged)) == shown(case.merged)
    assert len(conflicts) == case.to_settle


@pytest.mark.parametrize("case", cases())
def test_a_merge_gives_the_same_texts_from_the_other_side(case):
    merged, conflicts = merge3(case.base, case.theirs, case.ours)
    assert texts(merged) == texts(case.merged)
    assert len(conflicts) == case.to_settle


@pytest.mark.parametrize("case", cases())
def test_merging_once_more_changes_nothing(case):
    assert texts(merge3(case.base, case.merged, case.theirs).catalog) == texts(case.merged)


def texts(catalog):
    """What is said of each key, in no order."""
    return sorted(
        repr((entry.key, forms(entry), entry.fuzzy, entry.previous, sorted(entry.notes), entry.obsolete))
        for entry in catalog.entries
    )


# Laws: catalogs that people and tools made out of one another

SOURCES = ["One. Two.", "One.", "Two.", "Three.", "Yes", "No"]
TEXTS = ["Раз. Два.", "Раз.", "Два.", "Три.", "Да\n", "Нет", "↑"]
NOTES = ["why?", "", "see page 4", "outdated: 2026-11-20", "outdated: 2026-11-21", 'other translation: "Да\\n"']
DAYS = ["2026-11-01 00:00+0000", "2026-11-02 00:00+0000", "YEAR-MO-DA HO:MI+ZONE"]


class Chance(random.Random):
    """Work that people and tools do on catalogs, by lot: quicker than drawing each value from Hypothesis."""

    def key(self):
        return Key(self.choice([None, None, "x"]), self.choice(SOURCES))

    def entry(self):
        plural = self.choice([None] * 9 + ["Ones", "Twos"])
        target = self.choice(["", *TEXTS])
        entry = Entry(
            self.key(),
            "" if plural else target,
            fuzzy=self.random() < 0.4,
            previous=self.choice([None, self.key()]),
            extracted=self.choice([(), ("paragraph",), ("heading",)]),
            places=self.choice([(), ("a.md",)]),
            flags=self.choice([(), ("no-wrap",)]),
            obsolete=self.random() < 0.25,
            plural=plural,
            plurals=(target, self.choice(TEXTS)) if plural else (),
        )
        return replace(entry, notes=self.notes(entry))

    def notes(self, entry):
        """Comments with marks: of this text, of any text, or of none."""
        return tuple(self.choice([*NOTES, *[self.mark(entry)] * 3]) for _ in range(self.choice([0, 0, 1, 2])))

    def mark(self, entry):
        text = self.choice([review.target_of(entry), review.target_of(entry), *TEXTS])
        kind, name = self.choice(["machine", "reviewed"]), self.choice(["ash", "oak"])
        return f"{kind}: {name} 2026-11-20 {review.digest(entry.key, text)}"

    def catalog(self, size):
        header = HEADER | {name: self.choice("ab") for name in ("X-One", "X-Two") if self.random() < 0.5}
        header["POT-Creation-Date"] = self.choice(DAYS)
        header["Language"] = self.choice(["ru", "ru", "", "uk"])
        comment = tuple(self.choices("ab", k=self.choice([0, 1, 2])))
        found = tuple(self.entry() for _ in range(size))
        return valid(Catalog(None, MappingProxyType(header), found, comment, self.random() < 0.2))

    def descendant(self, base, size):
        """The catalog after some days of work: each entry as it was, changed or gone, and perhaps new ones."""
        made = [after for entry in base.entries for after in self.after(entry)]
        made += [self.entry() for _ in range(self.randint(0, min(size, 2)))]
        if self.random() < 0.3:
            self.shuffle(made)
        return valid(replace(self.choice([base, self.catalog(0)]), entries=tuple(made)))

    def after(self, entry):
        carried = replace(entry, key=self.key(), fuzzy=True, previous=entry.previous or entry.key)
        match self.choice("keep keep keep translate finish doubt note mark unmark retire delete rename split".split()):
            case "translate":
                return [replace(entry, target=self.choice(TEXTS), fuzzy=self.random() < 0.5)]
            case "finish":
                return [replace(entry, fuzzy=False, previous=None)]
            case "doubt":
                return [replace(entry, fuzzy=True)]
            case "note":
                return [replace(entry, notes=self.notes(entry))]
            case "mark":
                return [replace(entry, notes=(*entry.notes, self.mark(entry)))]
            case "unmark":
                return [review.mark_human(entry)]
            case "retire":
                return [replace(entry, obsolete=True, places=())]
            case "rename":
                return [self.choice([carried, replace(carried, fuzzy=entry.fuzzy, previous=entry.previous)])]
            case "split":
                halves = entry.target.split(" ")
                return [replace(carried, key=self.key(), target=half) for half in halves]
            case "delete":
                return []
        return [entry]


def valid(catalog):
    """The catalog with one active entry a key, as files have it."""
    seen = set()
    kept = [e for e in catalog.entries if e.obsolete or not (e.key in seen or seen.add(e.key))]
    return po.canonical(replace(catalog, entries=tuple(kept)))


def history(size, seed):
    """Base (None now and then), ours, theirs."""
    chance = Chance(seed)
    base = chance.catalog(size)
    related = chance.random() < 0.7
    sides = [chance.descendant(base, size) if related else chance.catalog(size) for _ in range(2)]
    return (base if chance.random() < 0.8 else None), *sides


histories = st.builds(history, st.integers(1, 6), st.integers(0, 2**32))
many = settings(max_examples=4 * settings().max_examples)


def same(one, other):
    return one == other and po.dump(one) == po.dump(other)


@many
@given(histories)
def test_a_side_that_did_nothing_lets_the_other_stand_whole(history):
    base, side, _ = history
    old = base or side
    for merged, conflicts in (merge3(old, old, side), merge3(old, side, old), merge3(base, side, side)):
        assert same(merged, side)
        assert conflicts == ()


@many
@given(histories)
def test_no_text_that_a_side_wrote_is_lost(history):
    base, ours, theirs = history
    merged, _ = merge3(*history)
    old = all_texts(base.entries) if base else set()
    kept = old | all_texts(merged.entries)
    kept |= {text for entry in merged.entries for other in other_translations(entry) for text in other}
    for entry in (*ours.entries, *theirs.entries):
        lost = {text for text in all_texts([entry]) - kept if not is_old_draft(entry, text, old)}
        assert lost == set()


def is_old_draft(entry, text, old):
    """Whether a text is but what an update makes of sentences that were translated before."""
    return (
        entry.fuzzy and entry.previous and set(text.split(" ")) <= {piece for each in old for piece in each.split(" ")}
    )


def all_texts(entries):
    return {text for entry in entries for text in forms(entry)} | {""}


@many
@given(histories)
def test_what_only_one_side_wrote_of_a_message_stands(history):
    base, ours, theirs = history
    assume(base is not None)
    merged, _ = merge3(*history)
    before, one, other, after = map(by_key, (base, ours, theirs, merged))
    for key in before.keys() & one.keys() & other.keys() & after.keys():
        if said(before[key]) == said(other[key]) and not joined(ours, theirs):
            assert said(after[key]) == said(one[key])


def by_key(catalog):
    """The entries whose keys stand once."""
    times = Counter(entry.key for entry in catalog.entries)
    return {entry.key: entry for entry in catalog.entries if times[entry.key] == 1}


def joined(*catalogs):
    return any(JOINED in forms(entry) for catalog in catalogs for entry in catalog.entries)


def said(entry):
    return forms(entry), entry.plural, entry.fuzzy, entry.previous, entry.previous_plural


@many
@given(histories)
def test_nothing_unfinished_becomes_finished_and_nothing_stands_under_a_source_it_was_not_made_for(history):
    base, ours, theirs = history
    merged, _ = merge3(*history)
    before, *sides = ({e.key: e for e in reversed(c.entries)} if c else {} for c in (base, ours, theirs))
    for entry in merged.entries:
        if entry.fuzzy or not written(entry):
            continue
        holders = [side for catalog, side in zip((ours, theirs), sides, strict=True) if finished(entry, catalog)]
        assert holders, "finished on no side"
        others = [side[entry.key] for side in sides if side not in holders and entry.key in side]
        for other in others:
            unchanged = entry.key in before and said(other) == said(before[entry.key])
            nothing_yet = not written(other) and not (entry.key in before and written(before[entry.key]))
            old_draft = entry.key not in before and other.fuzzy and other.previous
            assert unchanged or nothing_yet or old_draft or entry.obsolete, "contradicted by the other side"


def finished(entry, catalog):
    return any(
        not e.fuzzy and (e.key, e.plural, forms(e)) == (entry.key, entry.plural, forms(entry)) for e in catalog.entries
    )


@many
@given(histories)
def test_machine_text_never_becomes_a_persons_and_unreviewed_text_never_reviewed(history):
    both = [*history[1].entries, *history[2].entries]
    for entry in merge3(*history).catalog.active:
        twins = [e for e in both if (e.key, forms(e)) == (entry.key, forms(entry))]
        if review.state(entry) == State.REVIEWED:
            assert set(review.reviews(entry)) <= {mark for e in both if e.key == entry.key for mark in review.marks(e)}
        elif review.state(entry) == State.TRANSLATED:
            assert any(review.mark_human(twin) == twin for twin in twins)


@many
@given(histories)
def test_a_merged_catalog_is_canonical_and_reads_back(history):
    merged, conflicts = merge3(*history)
    assert po.canonical(merged) == merged
    assert po.load(po.dump(merged), "a.po") == merged
    assert {conflict.key for conflict in conflicts} <= {entry.key for entry in merged.active if entry.fuzzy}


@many
@given(histories)
def test_texts_are_the_same_whoever_merges(history):
    base, ours, theirs = history
    assume(not joined(ours, theirs))  # their order matters, and it is that of ours
    one, other = merge3(base, ours, theirs), merge3(base, theirs, ours)
    assert {c.key for c in one.conflicts} == {c.key for c in other.conflicts}
    assert active_texts(one.catalog) == active_texts(other.catalog)


def active_texts(catalog):
    return {e.key: (forms(e), e.fuzzy, sorted(other_translations(e))) for e in catalog.active}


@many
@given(histories)
def test_a_conflict_keeps_both_texts(history):
    merged, conflicts = merge3(*history)
    assume(not joined(*history[1:]))  # of these a part may be fuzzy without another text
    entries = {entry.key: entry for entry in merged.active}
    for conflict in conflicts:
        entry = entries[conflict.key]
        kept = {forms(entry), *other_translations(entry)}
        assert entry.fuzzy
        for side in (conflict.ours, conflict.theirs):
            if side and written(side) and conflict.base is None and not side.previous:
                assert forms(side) in kept
        assert not other_translations(without_others(entry))


# Many people, large catalogs


def large(size):
    found = (Entry(Key(None, f"Paragraph {n}."), extracted=("paragraph",), places=("a.md",)) for n in range(size))
    return po.canonical(Catalog(None, MappingProxyType(HEADER), tuple(found)))


def with_translation(catalog, n, text):
    entries = list(catalog.entries)
    entries[n] = replace(entries[n], target=text)
    header = {**catalog.header, "PO-Revision-Date": f"2026-11-{n % 28 + 1:02} 00:00+0000"}
    return replace(catalog, header=MappingProxyType(header), entries=tuple(entries))


@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_branches_merge_in_any_order_with_nothing_lost(seed):
    base = large(1000)
    branches = [with_translation(base, 5 * n, f"Абзац {n}.") for n in range(200)]
    random.Random(seed).shuffle(branches)
    merged = base
    for branch in branches:
        merged, conflicts = merge3(base, merged, branch)
        assert conflicts == ()
    assert [entry.target for entry in merged.entries if entry.target] == [f"Абзац {n}." for n in range(200)]
    assert [entry.key for entry in merged.entries] == [entry.key for entry in base.entries]
    assert merged.header["PO-Revision-Date"] == "2026-11-28 00:00+0000"
