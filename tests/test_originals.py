"""Passages of the original in an edition that mixes: set as in the original's own edition, and marked as what they are."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from i18n import formats
from i18n.cli import main
from i18n.editions.assemble import assemble, original
from i18n.editions.notices import notices
from i18n.editions.policy import Policy
from i18n.editions.references import in_book, on_page, reader
from i18n.editions.shelf import shelve, version
from i18n.editions.tree import body, html, pairs
from i18n.editions.writers import bilingual, epub, pdf, source
from i18n.editions.writers import html as pages
from i18n.model import Catalog, Entry

from .sampler import run

ESSAY = """\
---
title: It's "here"
author: Ann
lang: en
---

# The "first" part - begun

She said "no"... `"x"` and
left.[^1]

- An "item"
- Other

| A "cell" | b |
|---|---|
| *"c"* | d |

Nothing to set
in these lines.

They didn't wait.

[^1]: A "note".
"""
TEXT = 'It\'s "here"\n\nAnn\n\nShe said "no"...\n\nThey didn\'t wait.\n'
RUSSIAN = {"They didn't wait.": 'Они "не" ждали.', "Other": "Другое"}
PASSAGES = ("It’s “here”", "The “first” part—begun", "She said “no”…", "An “item”", "A “cell”", "“c”", "A “note”.")


def edition(texts=RUSSIAN, essay=ESSAY, path="x.md", locale="ru", form=None, **policy):
    document = formats.of(path).read(path, essay.encode())
    sources = dict.fromkeys(slot.segment.key for slot in document.slots)
    entries = tuple(Entry(key, texts.get(key.source, "")) for key in sources)
    return assemble(document, Catalog(locale, {}, entries), form or formats.of(path), locale, "en", Policy(**policy))


def written(write, found):
    own = original(found.document, "en", typography=found.typography)
    data = write(found, shelve("x", [own, found]))
    assert data is not None
    return data


def archive(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith("xhtml"))


def seen(html):
    """Visible text, with plain spaces and without hyphenation's and line breaks' signs."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>|\u2060", "", html).replace("&nbsp;", " "))


def marked(html):
    """What stands in elements that are marked as original, in order."""
    return re.findall(r'<(\w+)[^<>]* class="original" lang="en" dir="ltr">(.*?)</\1>', html, re.DOTALL)


def test_each_passage_of_a_page_is_that_of_the_originals_page():
    found = edition()
    own = original(found.document, "en")
    mixed, theirs = (body(one) for one in (found, own))
    assert "<h1>It’s “here”</h1>" in written(pages.write, found).decode().replace(' lang="en" dir="ltr"', "")
    passages = marked(mixed.main + "".join(note.html for note in mixed.notes))
    whole = " ".join((theirs.main + "".join(note.html for note in theirs.notes)).split())
    assert len(passages) == 9
    for tag, passage in passages:
        assert f">{' '.join(passage.split())}</{'li' if tag == 'span' else tag}>" in whole
    assert 'She said “no”… <code>"x"</code>' in mixed.main and "Они «не» ждали." in mixed.main


def test_a_passage_in_which_nothing_is_set_keeps_its_bytes():
    assert "\n\nNothing to set\nin these lines.\n\n" in edition().text


def test_epub_has_the_passages_as_the_originals_has():
    text = seen(archive(written(epub.write, edition())))
    for passage in PASSAGES:
        assert passage in text


def test_pdf_has_the_passages_as_the_originals_has():
    pages = PdfReader(io.BytesIO(written(pdf.write, edition()))).pages
    text = seen(" ".join(page.extract_text() for page in pages))
    for passage in PASSAGES:
        assert passage in text


def test_both_sides_of_an_untranslated_passage_are_alike():
    found = edition()
    shelf = shelve("x", [original(found.document, "en"), found])
    for read in (reader(shelf, on_page(shelf, "ru", ".bilingual.html")), reader(shelf, in_book(shelf))):
        both = [tuple(seen(html(one)).strip() for one in pair) for pair in pairs(found, read)]
        assert [theirs.split()[0] for theirs, ours in both if theirs == ours] == ["The", "She", "A", "Nothing"]
        assert [theirs.split()[0] for theirs, ours in both if theirs != ours] == ["An", "They"], "some is translated"
    for write in (bilingual.write, epub.write_bilingual):
        data = written(write, found)
        text = seen(archive(data) if data.startswith(b"PK") else data.decode().partition("<article>")[2])
        for passage in PASSAGES:
            assert text.count(passage) >= 2
        assert '"' not in text.replace('"x"', "") and "..." not in text


def test_markdown_has_the_passages_as_the_originals_markdown_has_as_the_author_wrote_them():
    text = written(source.write_markdown, edition()).decode()
    assert """title: It's "here"\n""" in text
    assert '# <span lang="en" dir="ltr">The "first" part - begun</span>\n' in text
    assert """<span lang="en" dir="ltr">She said "no"... `"x"` and\nleft.[^1]</span>\n""" in text


def test_plain_text_has_the_passages_as_the_originals_text_has_and_its_page_as_its_page():
    found = edition(essay=TEXT, path="x.txt")
    assert 'She said "no"...\n' in written(source.write_text, found).decode()
    shown = body(found).main
    assert '<p class="original" lang="en" dir="ltr">She said “no”…</p>' in shown and "Они «не» ждали." in shown
    assert "It’s “here”</h1>" in written(pages.write, found).decode()


def test_a_project_is_built_with_the_passages_set(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "tamizdat.toml").touch()
    for name in ("x.md", "y.md"):
        (tmp_path / "source" / name).write_text(ESSAY, "utf-8")
    run(tmp_path, "add", "ru")
    path = tmp_path / "locales/ru/LC_MESSAGES/x.po"
    path.write_text(path.read_text("utf-8").replace('"Other"\nmsgstr ""', '"Other"\nmsgstr "Другое"'), "utf-8")
    run(tmp_path, "build", "--format", "html", "--format", "bilingual.html")
    for name, held in (("x", 1), ("x.bilingual", 1), ("y", 2)):
        page = (tmp_path / f"editions/ru/{name}.html").read_text("utf-8").partition("<article>")[2]
        assert '<p class="original" lang="en" dir="ltr">She said “no”… <code>"x"</code> and left.' in page
        assert page.count('<li><span class="original" lang="en" dir="ltr">') == held


def test_one_file_filled_outside_a_project_keeps_what_its_author_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x.md").write_text(ESSAY, "utf-8")
    Path("a.po").write_text('msgid ""\nmsgstr "Language: ru\\n"\n\nmsgid "Other"\nmsgstr "Другое"\n', "utf-8")
    assert CliRunner().invoke(main, ["assemble", "x.md", "--po", "a.po", "-o", "o.md"]).exit_code == 0
    assert Path("o.md").read_text("utf-8") == ESSAY.replace("Other", "Другое").replace("lang: en", "lang: ru")
    assert CliRunner().invoke(main, ["assemble", "x.md", "--po", "a.po", "-o", "o.html"]).exit_code == 0
    assert "She said “no”…" in Path("o.html").read_text("utf-8")


@pytest.mark.parametrize(("essay", "path"), [(ESSAY, "x.md"), (TEXT, "x.txt")])
def test_without_typography_everything_stays_as_it_was_written(essay, path):
    found = edition({}, essay, path, typography=False)
    assert found.text.replace("lang: ru", "lang: en") == essay
    assert "“" not in written(pages.write, found).decode().split("<main>")[1].split("<footer")[0]


def test_such_a_passage_still_counts_as_the_original():
    found, plain = edition(), edition(typography=False)
    assert [piece.text is None for piece in found.pieces] == [piece.text is None for piece in plain.pieces]
    assert [piece.source for piece in found.pieces] == [slot.segment.source for slot in found.document.slots]
    assert (found.tally, notices(found), version(found)) == (plain.tally, notices(plain), version(plain))


def test_a_right_to_left_edition_sets_the_passages_in_their_language_not_in_its_own():
    assert '<p class="original" lang="en" dir="ltr">She said “no”…' in body(edition(locale="fa")).main


class Fragile:
    """Markdown in which no text can stand that has one of some words in it."""

    def __init__(self, *words):
        self.words = words
        self.fills = 0

    def fill(self, document, texts, lang=None, original=None):
        self.fills += 1
        bad = [index for index, text in enumerate(texts) if text and any(word in text for word in self.words)]
        kept = [None if index in bad else text for index, text in enumerate(texts)]
        return formats.of("x.md").fill(document, kept, lang, original)._replace(fallen=tuple(bad))


def test_the_original_in_place_of_a_translation_that_cannot_stand_is_set_too():
    found = edition({**RUSSIAN, 'An "item"': "Дело"}, form=Fragile("Дело"))
    (finding,) = found.findings
    assert finding.key.source == 'An "item"'
    assert '<span class="original" lang="en" dir="ltr">An “item”</span>' in body(found).main
    assert "Они «не» ждали." in body(found).main


def test_an_original_that_cannot_stand_as_it_is_set_stands_as_written_and_nobody_is_told():
    found = edition(form=Fragile("“item”"))
    assert found.findings == ()
    assert '<span class="original" lang="en" dir="ltr">An "item"</span>' in body(found).main
    assert "She said “no”" in body(found).main and "Они «не» ждали." in body(found).main


def test_neither_can_stand():
    found = edition({**RUSSIAN, 'An "item"': "Дело"}, form=Fragile("Дело", "“item”"))
    assert [finding.key.source for finding in found.findings] == ['An "item"']
    assert '<span class="original" lang="en" dir="ltr">An "item"</span>' in body(found).main


@pytest.mark.parametrize(("texts", "typography"), [(RUSSIAN, True), ({}, True), (RUSSIAN, False)])
def test_a_document_in_which_everything_stands_is_filled_once(texts, typography):
    form = Fragile("nowhere")
    edition(texts, form=form, typography=typography)
    assert form.fills == 1
