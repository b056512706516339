"""The original beside its translation on one page."""

from __future__ import annotations

import re

from i18n.editions import shelf
from i18n.editions.assemble import assemble, original
from i18n.editions.writers import bilingual
from i18n.formats import markdown
from i18n.model import Catalog, Entry

from .test_notes import RUSSIAN, SOURCE

TABLE = b"# Trees\n\n| Oak | Ash |\n|---|---|\n| 1 | |\n\n- a\n- b\n\nSee [above](#trees).\n"


def edition(locale="ru", texts=RUSSIAN, source=SOURCE):
    document = markdown.read("x.md", source)
    entries = tuple(Entry(slot.segment.key, text) for slot, text in zip(document.slots, texts, strict=False))
    return assemble(document, Catalog(locale, {}, entries), markdown, locale, "en")


def page(found):
    data = bilingual.write(found, shelf.shelve("x", [original(found.document, "en"), found]))
    assert data is not None
    return data.decode()


def test_the_original_has_no_page_beside_itself():
    found = original(markdown.read("x.md", SOURCE), "en")
    assert bilingual.write(found, shelf.shelve("x", [found])) is None


def test_each_block_stands_beside_its_original_each_in_its_own_language_and_direction():
    text = page(edition("fa", ("درختان[^1].", "سنگ‌ها")))
    assert '<html lang="fa" dir="rtl">' in text
    rows = text.split('<div class="pair">')[1:]
    assert len(rows) == 2
    assert "درختان" in rows[0].split('class="theirs" lang="en" dir="ltr"')[0]
    assert "Trees" in rows[0].split('class="theirs" lang="en" dir="ltr"')[1]


def test_no_two_anchors_are_the_same_and_every_link_within_the_page_leads_somewhere():
    for found in (edition(), edition(texts=("Деревья", "Дуб"), source=TABLE)):
        text = page(found)
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_the_notes_of_both_texts_are_there():
    text = page(edition())
    for note in ("Дубы.", "Oaks.", "не все", "Flint."):
        assert note in text


def test_empty_elements_are_written_as_html_wants_them():
    assert "<td></td>" in page(edition(texts=("Деревья",), source=TABLE))


def test_the_order_is_the_readers_choice_without_a_script():
    text = page(edition())
    assert "<script" not in text and '<input type="checkbox" id="order"><label for="order">' in text


def test_a_passage_that_is_not_translated_is_marked_on_both_sides():
    text = page(edition(texts=("", "Камни")))
    assert text.count("Trees") == 2 and '<p class="original" lang="en" dir="ltr">Trees' in text
