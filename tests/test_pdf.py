"""PDF editions: tagged, in their own fonts, the same bytes every time; nobody can write typst through a text."""

from __future__ import annotations

import io
import re
import time

import pytest
from pypdf import PdfReader

from i18n.editions import shelf
from i18n.editions.assemble import assemble, original
from i18n.editions.tree import body
from i18n.editions.writers import pdf
from i18n.errors import WriterError
from i18n.formats import markdown
from i18n.model import Catalog, Entry
from i18n.privacy import look
from i18n.privacy.signs import Who

SOURCE = b"---\ntitle: Trees\nauthor: A. Writer\ndate: 2025-12-08\n---\n\n# Growth\n\nThey grow.\n\n- a\n\n### Deep\n\nEnd.\n"
HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "$ x $ @label <label> = Heading",
    '"; #panic("x") //',
    "*/ `#x` \\ ] } )",
)


def edition(texts, locale="ru", source=SOURCE):
    document = markdown.read("x.md", source)
    entries = tuple(Entry(slot.segment.key, text) for slot, text in zip(document.slots, texts, strict=False))
    return assemble(document, Catalog(locale, {}, entries), markdown, locale, "en")


def made(found, write=pdf.write):
    data = write(found, shelf.shelve("x", [original(found.document, "en"), found]))
    assert data is not None
    return data


def words(data):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


RUSSIAN = ("Деревья", "А. Писатель", "Рост", "Они растут.", "а", "Глубина", "Конец.")


@pytest.mark.parametrize("write", (pdf.write, pdf.write_bilingual, pdf.write_booklet_a4, pdf.write_booklet_letter))
def test_two_builds_are_equal_bytes(write):
    assert made(edition(RUSSIAN), write) == made(edition(RUSSIAN), write)


def test_the_original_has_no_bilingual_edition():
    found = original(markdown.read("x.md", SOURCE), "en")
    assert pdf.write_bilingual(found, shelf.shelve("x", [found])) is None


@pytest.mark.parametrize("locale", ("ru", "fa", "zh-Hans", "he", "ja"))
def test_a_pdf_is_tagged_in_its_language_with_embedded_fonts_and_both_standards(locale):
    texts = {"fa": ("درختان",), "zh-Hans": ("树木",), "he": ("עצים",), "ja": ("木々",)}.get(locale, RUSSIAN)
    reader = PdfReader(io.BytesIO(made(edition(texts, locale))))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith(locale.split("-")[0])
    assert reader.metadata.title == texts[0]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in xmp and "pdfaid:part" in xmp
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inside = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inside), font
            assert re.match(r"/[A-Z]{6}\+", inside["/FontName"])


@pytest.mark.parametrize("write", (pdf.write, pdf.write_bilingual, pdf.write_booklet_a4))
def test_a_pdf_tells_no_program_and_no_hour(write):
    assert [finding.message for finding in look("a.pdf", made(edition(RUSSIAN), write), Who())] == []


def test_a_booklet_is_made_of_pages_and_of_no_headings():
    source = b"\n\n".join(b"# Part %d\n\nIt is short." % number for number in range(9))
    found = original(markdown.read("x.md", source), "en")
    assert len(PdfReader(io.BytesIO(made(found, pdf.write_booklet_a4))).pages) == 2


def test_the_text_comes_out_of_a_pdf_in_order():
    text = " ".join(words(made(edition(RUSSIAN))).split())
    places = [text.index(word) for word in ("Деревья", "Рост", "Они растут.", "Глубина", "Конец.")]
    assert places == sorted(places)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_text_that_is_typst_is_shown_as_text(hostile):
    found = words(
        made(edition(("Деревья", "А", "Рост", hostile.replace("`", "\\`").replace("<", "\\<"), "а", "б", "в")))
    )
    assert "root:" not in found
    kept = re.sub(r"\W", "", hostile.replace("`", ""))
    assert kept in re.sub(r"\W", "", found)


UNBROKEN = {
    "an address": "https://example.org/" + "path/" * 60,
    "code": '{"key":"value","list":[1,2,3],"name":"x"}' * 8,
    "a word of no dictionary": "х" * 300,
    "inline code": "`" + "x" * 300 + "`",
    "words tied by no-break spaces": "раз\u00a0" * 80,
}


@pytest.mark.parametrize("name", UNBROKEN)
def test_no_text_without_spaces_runs_off_the_page(name):
    text = words(made(edition(("Деревья", "А", "Рост", UNBROKEN[name], "а", "б", "в"))))
    assert max(map(len, text.splitlines())) < 90
    assert UNBROKEN[name].strip("`").replace("\u00a0", "") in re.sub(r"\s", "", text)


def test_a_paragraph_of_many_pages_is_set():
    assert words(made(edition(("Деревья", "А", "Рост", "слово и дело " * 6000, "а", "б", "в")))).count("слово") == 6000


@pytest.mark.parametrize("at", (0, 2))
def test_a_heading_that_no_pdf_can_hold_is_said_at_once(at):
    texts = list(RUSSIAN)
    texts[at] = "Слово " * 3000
    begun = time.perf_counter()
    with pytest.raises(WriterError, match="too long for a PDF: “Слово"):
        made(edition(texts))
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("lines", range(24, 40, 3))
def test_the_colophon_never_has_the_last_page_for_itself(lines):
    paragraphs = "\n\n".join(["Wachstum braucht Zeit."] * lines)
    found = original(markdown.read("x.md", f"---\ntitle: Bäume\n---\n\n{paragraphs}\n".encode()), "de")
    pages = PdfReader(io.BytesIO(made(found))).pages
    assert "Wachstum" in pages[-1].extract_text()


@pytest.mark.parametrize(
    ("passage", "note", "set_as"),
    [("", "", 'original(in-en, {para({"Built'), ("", "ساخته شد.", '{"ساخته'), ("می‌رویند.[^a]", "", "original(in-en, ")],
)
def test_a_note_is_set_in_its_own_language_whatever_that_of_the_passage_is(passage, note, set_as):
    found = edition(("رشد", passage, note), "fa", b"# Growth\n\nThey grow.[^a]\n\n[^a]: Built in 1911.\n")
    code = pdf.book(found, body)
    assert f'note("۱", "note-1", {{{set_as}' in code
    assert ("scale: note-scale" in code) == (not note), "in the size of notes"


def test_notes_of_the_original_run_in_its_direction_at_the_foot_of_a_bilingual_page():
    found = edition(("نمو", "تنمو.[^a]", "بُنيت."), "ar", b"# Growth\n\nThey grow.[^a]\n\n[^a]: Built in 1911.\n")
    code = pdf.bilingual(found, body)  # text comes out of a PDF in the order of its words, whatever their direction
    assert 'note("1", "o-note-1", spoken(in-en, ' in code and 'note("1", "note-1", {' in code
