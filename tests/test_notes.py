"""Footnotes in editions: the author's and the translator's, each apart, each with a way back."""

from __future__ import annotations

from i18n import formats
from i18n.editions import shelf
from i18n.editions.assemble import assemble, original
from i18n.editions.tree import blocks, body, pairs, xhtml
from i18n.editions.writers import html
from i18n.model import Catalog, Entry

SOURCE = b"Trees[^1] grow.\n\nStones[^1] lie.[^2]\n\n[^1]: Oaks.\n\n[^2]: Flint.\n"
RUSSIAN = ("Деревья[^1] растут^[не все].", "Камни[^1] лежат.[^2]^[и катятся]", "Дубы.", "Кремень.")


def edition(texts=RUSSIAN, source=SOURCE, path="x.md"):
    form = formats.of(path)
    document = form.read(path, source)
    entries = tuple(Entry(slot.segment.key, text) for slot, text in zip(document.slots, texts, strict=True))
    return assemble(document, Catalog("ru", {}, entries), form, "ru", "en")


def page(found):
    return html.write(found, shelf.shelve("x", [original(found.document, "en"), found])).decode()


def test_a_translators_note_stands_apart_from_the_authors():
    found = body(edition())
    assert [(note.name, note.html) for note in found.notes] == [
        ("1", "<p>Дубы.</p>\n"),
        ("2", "<p>Кремень.</p>\n"),
        ("1*", "<p>не все\xa0— прим.\xa0пер.</p>\n"),
        ("2*", "<p>и\xa0катятся\xa0— прим.\xa0пер.</p>\n"),
    ]


def test_each_kind_of_notes_has_a_section_in_the_readers_language():
    text = page(edition())
    assert text.index(">Примечания</h2>") < text.index(">Примечания переводчика</h2>")


def test_an_edition_without_notes_has_no_section_for_them():
    assert 'class="notes' not in page(edition(("Деревья[^1] растут.", "Камни лежат."), b"Trees grow.\n\nStones lie.\n"))


def test_every_reference_has_an_id_of_its_own_and_leads_to_a_note_that_leads_back():
    text = page(edition())
    ids = [part.split('"')[0] for part in text.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert {part.split('"')[0] for part in text.split('href="#')[1:]} <= set(ids)


def test_a_note_inside_a_link_stands_in_parentheses_as_links_do_not_nest():
    found = edition(("[Деревья^[дубы]](https://a.org) растут.",), b"[Trees](https://a.org) grow.\n")
    assert found.text == "[Деревья (дубы\xa0— прим.\xa0пер.)](https://a.org) растут.\n"


def test_a_note_in_a_heading_is_no_part_of_the_page_title():
    found = edition(("Деревья^[дубы]",), b"# Trees\n")
    assert "<title>Деревья</title>" in page(found)


def test_a_note_of_a_plain_text_is_a_note_on_its_page_and_in_parentheses_in_the_text():
    found = edition(("О деревьях", "Они растут^[не <все>]."), b"On Trees\n\nThey grow.\n", "x.txt")
    assert [note.html for note in body(found).notes] == ["<p>не &lt;все&gt;\xa0— прим.\xa0пер.</p>\n"]
    assert found.text == "О\xa0деревьях\n\nОни растут (не <все>\xa0— прим.\xa0пер.).\n"


def test_the_blocks_of_a_body_are_elements_and_loose_text_is_a_paragraph():
    found = blocks("loose <b>a</b>\n<p>x\x01<br>y&nbsp;&amp;</p> more")
    assert [xhtml(one) for one in found] == ["<p>loose</p>", "<b>a</b>", "<p>x\ufffd<br/>y\xa0&amp;</p>", "<p>more</p>"]


def test_the_blocks_of_an_edition_are_paired_with_those_of_its_original():
    found = pairs(edition())
    assert [(left.text, right.text) for left, right in found] == [("Trees", "Деревья"), ("Stones", "Камни")]
