"""Where lines break in editions: beside dashes, and in titles of Han characters. The cases are in data/breaks."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pypdf import PdfReader

from i18n.editions import shelf
from i18n.editions.assemble import assemble, original
from i18n.editions.breaks import hold_dashes, phrases, whole
from i18n.editions.references import in_book, reader
from i18n.editions.writers import bilingual, epub, html, pdf
from i18n.formats import markdown
from i18n.model import Catalog, Entry

from .books import opened, pages, words

CASES = Path(__file__).parent / "data/breaks"
MARGIN = 18 / 25.4 * 72
"""Of a page of A5, in points."""
TITLE = "团结则立：四分五裂的俄罗斯反对派为何必须联合起来"
SOURCE = b"---\ntitle: The people--and it's power\n---\n\nThey grow--slowly.\n\n## It's a heading\n"
TEXTS = (TITLE, "它们生长", "标题")


def cases(name):
    lines = (CASES / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def edition(texts=TEXTS, locale="zh-Hans"):
    document = markdown.read("x.md", SOURCE)
    entries = tuple(Entry(slot.segment.key, text) for slot, text in zip(document.slots, texts, strict=True))
    return assemble(document, Catalog(locale, {}, entries), markdown, locale, "en")


def made(write, found):
    return write(found, shelf.shelve("x", [original(found.document, "en"), found]))


@pytest.mark.parametrize("line", cases("dashes"))
def test_a_dash_without_spaces_clings_to_its_word(line):
    plain = line.replace("⟨", "").replace("⟩", "")
    assert hold_dashes(plain) == line.replace("⟨", '<span class="held">').replace("⟩", "</span>")


WORD = r"(?:[^\s<>&—]|&(?!nbsp;)#?\w+;)"
PLAINLY = re.compile(
    r"<(?:pre|code|kbd|samp)\b.*?</(?:pre|code|kbd|samp)>|<[^>]*>"
    rf"|(?:(?<![^\s>—])|(?<=&nbsp;))(?P<held>{WORD}{{1,30}}—(?!—)|(?<!—)—(?!&nbsp;){WORD}{{1,30}}(?:—(?!—))?)",
    re.S,
)


def plainly(found):
    words, before = found["held"], found.string[: found.start()]
    closes = before.endswith(">") and before[before.rfind("<") + 1] == "/"
    return f'<span class="held">{words}</span>' if words and not (words[0] == "—" and closes) else found[0]


PIECES = (
    "—",
    "—",
    " ",
    "a",
    "it",
    "x" * 16,
    "&nbsp;",
    "&#x27;",
    "\n",
    "<p>",
    "</em>",
    "<code>",
    "</code>",
    '<a b="—c">',
    ".",
)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_what_is_held_is_what_one_pattern_over_the_whole_would_find(html):
    assume(not re.search(r"</\w+>—", html))  # where it takes too much for one
    assert hold_dashes(html) == (PLAINLY.sub(plainly, html))


@pytest.mark.parametrize("lang", ("zh", "ja"))
def test_a_chinese_or_japanese_title_breaks_between_phrases(lang):
    lines = cases(f"titles.{lang}")
    assert ["|".join(phrases(line.replace("|", ""), f"{lang}-XX")) for line in lines] == lines
    assert phrases(TITLE, "ko") == [TITLE]


def test_no_stop_and_no_long_phrase_is_kept_whole_in_print():
    assert whole(TITLE, "zh-Hans") == ["团结则立", "四分五裂的", "俄罗斯反对派", "为何", "必须联合起来"]
    assert (
        whole("他们在没有任何标点时说出很长句子", "zh-Hans") == whole("北京", "zh-Hans") == whole("Trees", "en") == []
    )


def test_pages_and_books_say_where_a_line_of_a_title_breaks():
    found = edition()
    shown = "团结则立：<wbr>四分五裂的<wbr>俄罗斯反对派<wbr>为何<wbr>必须联合起来</h1>"
    assert shown in made(html.write, found).decode() and shown in made(bilingual.write, found).decode()
    title = opened(made(epub.write, found))["title.xhtml"]
    assert words(title.find(".//{*}h1")) == TITLE and len(title.findall(".//{*}h1/{*}wbr")) == 4


def test_dashes_are_held_in_the_text_of_pages_and_books_by_no_sign_that_readers_copy():
    found = original(markdown.read("x.md", SOURCE), "en")
    held = '<span class="held">grow—</span>slowly'
    page, book = made(html.write, found).decode(), opened(made(epub.write, found))
    assert held in page and ".held" in page and "<title>The people—and it’s power</title>" in page
    assert any(
        "grow—slowly" in words(one) and one.find(".//*[@class='held']") is not None for one in pages(book).values()
    )
    title = 'The <span class="held">people—</span>and it’s power</h1>'
    assert title in page and words(book["title.xhtml"].find(".//{*}h1")) == "The people—and it’s power"
    assert whole("The people—and it’s power", "en") == ["people—"]
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(made(pdf.write, found))).pages)
    assert "grow—slowly" in text and "\u2060" not in text + page


def test_a_heading_of_the_original_is_set_in_its_own_face_in_a_chinese_bilingual_book():
    faces: dict[str, set[str]] = {}

    def seen(text, _matrix, _other, font, _size):
        for char in text:
            faces.setdefault(char, set()).add(str((font or {}).get("/BaseFont", "")).partition("+")[2])

    for page in PdfReader(io.BytesIO(made(pdf.write_bilingual, edition()))).pages:
        page.extract_text(visitor_text=seen)
    assert {name.partition("-")[0] for name in faces["’"]} == {"LibertinusSerif"}
    assert any("Sans" in name for name in faces["裂"])


@pytest.mark.parametrize("lines", range(34, 46, 2))
def test_no_page_of_a_bilingual_book_ends_with_a_heading(lines):
    text = "---\ntitle: T\n---\n\n" + "- x\n" * lines + "\n## Heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.\n"
    document = markdown.read("x.md", text.encode())
    found = assemble(document, Catalog("ru", {}, ()), markdown, "ru", "en")
    leaves = [page.extract_text().split() for page in PdfReader(io.BytesIO(made(pdf.write_bilingual, found))).pages]
    [leaf] = [leaf for leaf in leaves if "Heading" in leaf]
    assert "a" in leaf[leaf.index("Heading") :]


@pytest.mark.parametrize(
    ("words", "is_ragged"), [("https://example.org/a/very/long/folder/index", True), ("so", False)]
)
def test_a_paragraph_with_a_long_address_is_not_justified_in_print(words, is_ragged):
    found = original(
        markdown.read("x.md", f"See <{words}>, [words](https://example.org/a/very/long/folder).\n".encode()), "en"
    )
    code = pdf.book(found, reader(shelf.shelve("x", [found]), in_book(shelf.shelve("x", [found]))))
    assert ("ragged(" in code) is is_ragged


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed (make test-full installs it)")
@pytest.mark.parametrize("letters", (1, 2, 3, 4))
def test_no_chinese_dash_stands_in_the_margin(tmp_path, letters):
    found = edition((TITLE, ("它们生长"[:letters] + "——") * 60, "标题"))
    (tmp_path / "x.pdf").write_bytes(made(pdf.write, found))
    told = subprocess.run(["pdftotext", "-bbox", tmp_path / "x.pdf", "-"], check=True, capture_output=True, text=True)
    width = float(re.search(r'<page width="([\d.]+)"', told.stdout)[1])
    edges = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"[^>]*>[^<]*—', told.stdout)]
    assert edges and max(edges) < width - MARGIN + 1
