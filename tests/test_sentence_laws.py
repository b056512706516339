"""The laws of the design where a sentence is a segment, over the specification's examples and over anything at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pyromark
from hypothesis import example, given
from hypothesis import strategies as st

from i18n import formats, review, status
from i18n.catalog import po, segmentation, units
from i18n.catalog.blocks import blocks
from i18n.catalog.merge3 import merge3
from i18n.catalog.template import template
from i18n.catalog.update import start, update
from i18n.editions.assemble import assemble
from i18n.editions.policy import Policy
from i18n.formats.markdown import fill, read
from i18n.formats.markdown.blocks import parse
from i18n.inline import OPTIONS, label
from i18n.model import Catalog, Document, Entry, State
from i18n.pseudo import pseudo

from .markup import html, spaced, structure
from .test_markdown_laws import EXAMPLES, PARSER_KEEPS_THE_PREFIX, document, markdown_texts, translations
from .test_update import catalogs, edited

DAY, LATER = dt.date(2026, 12, 1), dt.date(2027, 1, 15)
DRAFT = Policy(draft=True, typography=False)


def translated(found: Document, become: Callable[[str], str], locale: str = "ru") -> Catalog:
    """The catalog of a document whose sentences became something."""
    fresh = start(template(found, "x", "en", DAY, segmentation.SENTENCE), locale, DAY)
    entries = (replace(entry, target=become(entry.key.source)) for entry in fresh.entries)
    return po.canonical(replace(fresh, entries=tuple(entries)))


def filled(found: Document, become: Callable[[str], str]) -> str:
    """The document with the sentences of its blocks joined."""
    return fill(found, [block.text for block in blocks(found, translated(found, become), "ru")]).text


# Extracting and filling


def test_sentences_equal_to_their_sources_change_no_word_and_no_tag() -> None:
    wrong = set()
    for name, text in EXAMPLES:
        if spaced(html(filled(read("x.md", text.encode()), str))) != spaced(html(text)):
            wrong.add(name)
    assert wrong == PARSER_KEEPS_THE_PREFIX


def test_pseudo_translated_sentences_have_the_same_tags_links_and_code() -> None:
    wrong = []
    for name, text in EXAMPLES:
        labels = {label(name) for name in pyromark.reference_definitions(text, options=OPTIONS)}
        told = filled(read("x.md", text.encode()), partial(pseudo, labels=labels))
        if structure(html(told)) != structure(html(text)):
            wrong.append(name)
    assert wrong == []


@given(markdown_texts, st.lists(st.one_of(translations, st.just("↑")), min_size=1, max_size=5))
@example("One. Two.\n\n# Three", ["↑", "# x"])
def test_whatever_a_translator_writes_the_blocks_are_those_of_the_source(text: str, words: list[str]) -> None:
    found = document(text)
    if found is None or text.startswith(("---", "\ufeff---")) or "^[" in "".join(words):
        return
    queue = iter(words * 99)
    catalog = translated(found, lambda _: next(queue, "x"))
    edition = assemble(found, catalog, formats.of("x.md"), "ru", "en", DRAFT)
    assert edition == assemble(found, catalog, formats.of("x.md"), "ru", "en", DRAFT)
    told = [piece.text for piece in edition.pieces]
    assert parse(fill(found, told).text).skeleton == parse(text).skeleton


@given(markdown_texts)
def test_status_counts_every_sentence_of_every_slot(text: str) -> None:
    found = document(text)
    if found is not None:
        catalog = translated(found, lambda _: "")
        sources = [part.source for part in segmentation.segments(found, segmentation.SENTENCE, "en")]
        tally = status.tally(found, catalog)
        assert (sum(tally.segments), tally.words) == (
            len(sources),
            status.count((s, State.UNTRANSLATED) for s in sources).words,
        )


@given(markdown_texts)
def test_the_sentences_of_a_block_lose_nothing_but_what_stands_between(text: str) -> None:
    found = document(text)
    for slot in found.slots if found else ():
        parts = segmentation.sentences(slot.segment, "en")
        source, at = slot.segment.source, 0
        for part in parts:
            assert not source[at : part.start].strip(" \t\n\\\u00a0\u3000") or source[at : part.start].isspace()
            assert source[part.start : part.end] == part.segment.source
            at = part.end


# Updating and merging


@st.composite
def joined(draw: st.DrawFn, found: Catalog) -> Catalog:
    """A catalog of sentences, some of them told in the one before."""
    entries = [
        replace(entry, target="↑") if entry.target and draw(st.integers(0, 2)) == 0 else entry
        for entry in found.entries
    ]
    header = {**found.header, segmentation.FIELD: segmentation.SENTENCE}
    return po.canonical(replace(found, header=header, entries=tuple(entries)))


def as_sentences(new: Catalog) -> Catalog:
    return replace(new, header={**new.header, segmentation.FIELD: segmentation.SENTENCE})


old_and_new = catalogs.flatmap(joined).flatmap(lambda old: st.tuples(st.just(old), edited(old).map(as_sentences)))


def updated(new: Catalog, old: Catalog, day: dt.date = DAY) -> Catalog:
    return update(new, old, "ru", day=day).catalog


@given(old_and_new)
def test_updating_twice_is_updating_once(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    once = updated(new, old)
    assert updated(new, once, LATER) == once
    data = po.dump(once)
    again = po.load(data, "a.po")
    assert po.dump(updated(new, again, LATER)) == data
    assert [one.joined for one in again.entries] == [one.joined for one in once.entries]


@given(old_and_new)
def test_no_update_loses_a_translation(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    result = updated(new, old)
    for one in old.entries:
        assert not one.target or any(one.target in other.target for other in result.entries), one


@given(old_and_new)
def test_no_unit_is_finished_or_reviewed_that_was_not_so_before(both: tuple[Catalog, Catalog]) -> None:
    old, new = both
    finished = {(one.key, one.target, one.joined) for one in old.entries if not one.fuzzy}
    reviewed = {(one.key, one.target, one.joined) for one in old.entries if review.reviews(one)}
    for one in updated(new, old).active:
        if one.joined and one.filled:
            assert one.fuzzy or (one.key, one.target, one.joined) in finished
            assert not review.reviews(one) or (one.key, one.target, one.joined) in reviewed


@given(catalogs.flatmap(joined), catalogs.flatmap(joined))
def test_a_side_that_did_nothing_lets_the_other_stand_whole(base: Catalog, other: Catalog) -> None:
    for merged in (merge3(base, base, other).catalog, merge3(base, other, base).catalog):
        assert merged == other
        assert [one.joined for one in merged.entries] == [one.joined for one in other.entries]


@given(catalogs.flatmap(joined), st.data())
def test_a_merge_reviews_no_unit_that_neither_side_reviewed(base: Catalog, data: st.DataObject) -> None:
    sides = [data.draw(changed(base)) for _ in range(2)]
    merged = po.load(po.dump(merge3(base, *sides).catalog), "a.po")
    known = {(e.key, e.target, e.joined) for side in (base, *sides) for e in side.entries if review.reviews(e)}
    for one in merged.active:
        assert not review.reviews(one) or (one.key, one.target, one.joined) in known


@st.composite
def changed(draw: st.DrawFn, base: Catalog) -> Catalog:
    """A catalog in which people translated, joined and reviewed."""
    entries: list[Entry] = []
    for entry in base.entries:
        what = draw(st.sampled_from(["nothing", "nothing", "write", "join"]))
        text = {"write": entry.key.source.lower(), "join": "↑"}.get(what, entry.target)
        entries.append(replace(entry, target=text, fuzzy=entry.fuzzy and what == "nothing"))
    bound = units.bound(replace(base, entries=tuple(entries)))
    marked = (
        review.mark_reviewed(one, draw(st.sampled_from(["ash", "bo"])), LATER)
        if one.filled and not one.obsolete and draw(st.booleans())
        else one
        for one in bound.entries
    )
    return po.canonical(replace(bound, entries=tuple(marked)))
