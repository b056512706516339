"""How editions look in Chromium: a document with each kind of block, translated into languages of many scripts.

Its source and catalogs are in `data/specimen`; one paragraph is untranslated, one outdated.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from i18n.languages import direction, tag

from . import sampler

PROJECT = Path(__file__).parent / "data/specimen"
LANGUAGES = tuple(tag(name) for name in (PROJECT / "locales/LINGUAS").read_text().split())
ADDRESS = "https://example.org/archive/1974/typescripts/a-folder-in-which-nobody-looks/index.html?copy=6&page=1250"
HAN = ("zh-Hans", "ja", "ko")

pytestmark = [pytest.mark.full, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    root = tmp_path_factory.mktemp("looks")
    shutil.copytree(PROJECT, root, dirs_exist_ok=True)
    kinds = ("html", "bilingual.html", "epub", "pdf")
    sampler.run(root, "build", *(part for kind in kinds for part in ("--format", kind)))
    for book in (root / "editions").rglob("*.epub"):
        with zipfile.ZipFile(book) as file:
            file.extractall(book.with_suffix(""))
    return root / "editions"


@pytest.fixture
def page(browser, editions):
    context = browser.new_context(offline=True, viewport={"width": 1200, "height": 900})
    page = context.new_page()

    def opened(name: str, width: int = 1200):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"file://{editions / name}")
        return page

    yield opened
    context.close()


def computed(page, selector, name):
    script = "([selector, name]) => [...document.querySelectorAll(selector)].map(one => getComputedStyle(one)[name])"
    return page.evaluate(script, [selector, name])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_wider_than_a_telephone_in_pages_and_books(page, editions, lang):
    names = [path for path in (editions / lang).rglob("*") if path.suffix in (".html", ".xhtml")]
    assert len(names) >= 6
    for path in names:
        assert page(path, 320).evaluate("document.documentElement.scrollWidth") <= 320, path.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_code_keeps_its_own_face_whatever_the_language(page, editions, lang):
    [text] = [path for path in (editions / lang).rglob("*.xhtml") if "<pre" in path.read_text("utf-8")]
    for name in (f"{lang}/specimen.html", text):
        faces = computed(page(name), "pre, code", "fontFamily")
        assert len(faces) >= 3 and all("monospace" in face for face in faces)


@pytest.mark.parametrize("lang", HAN)
def test_no_character_of_chinese_japanese_or_korean_leans(page, lang):
    opened = page(f"{lang}/specimen.html")
    found = computed(opened, f"em:lang({lang}), h5:lang({lang}), h6:lang({lang})", "fontStyle")
    assert len(found) >= 5 and set(found) == {"normal"}
    assert "dot" in computed(opened, f"em:lang({lang})", "textEmphasisStyle")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", (1200, 1900))
def test_lines_are_as_long_as_a_reader_takes_in(page, lang, width):
    script = """() => [...document.querySelectorAll('#text > p:not(.original)')].map(one => {
        const lines = one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight);
        return [one.textContent.length, lines] })"""
    found = page(f"{lang}/specimen.html", width).evaluate(script)
    length, lines = found[0]
    longest = length / (lines - 0.5)
    least, most = (22, 42) if lang in ("zh-Hans", "ja") else (26, 50) if lang == "ko" else (45, 82)
    assert least <= longest <= most


def test_a_passage_in_latin_letters_is_never_spread_out_in_a_chinese_page(page):
    for name in ("specimen.html", "specimen.bilingual.html"):
        assert set(computed(page(f"zh-Hans/{name}"), "p:lang(en)", "textAlign")) <= {"start"}


@pytest.mark.parametrize("lang", ("fa", "ar", "he"))
def test_a_column_of_numbers_stands_unit_under_unit_from_right_to_left_too(page, lang):
    opened = page(f"{lang}/specimen.html")
    script = """() => [...document.querySelectorAll('td:last-child')].map(one => {
        const range = document.createRange(); range.selectNodeContents(one);
        return Math.round(range.getBoundingClientRect().right) })"""
    assert len(set(opened.evaluate(script))) == 1


@pytest.mark.parametrize("lang", ("fa", "ar", "he"))
def test_a_quotation_has_its_bar_where_its_lines_begin(page, lang):
    opened = page(f"{lang}/specimen.html")
    assert set(computed(opened, "blockquote", "borderLeftWidth")) == {"0px"}
    assert set(computed(opened, "blockquote", "borderRightWidth")) == {"1px"}
    assert set(computed(opened, ".original", "borderRightWidth")) == {"0px"}, "English begins on the left"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pdf_sets_addresses_whole_and_notes_beside_their_signs(editions, lang):
    reader = PdfReader(io.BytesIO((editions / lang / "specimen.pdf").read_bytes()))
    text = "\n".join(page.extract_text() for page in reader.pages)
    bare = re.sub(r"[\s\u200b-]", "", text)
    assert {word for word in re.findall(r"\w+", ADDRESS) if word not in bare} == set()
    if direction(lang) == "ltr":  # the words of a line from right to left are not in order for a program that reads it
        assert re.search(r"^1\*\s?\w", text, re.M) and not re.search(r"^1\*$", text, re.M)


def _tops(page, selector, sign):
    """How far down each such sign stands, and the character before it in its paragraph, invisible ones left out."""
    return page.evaluate(
        """([selector, sign]) => [...document.querySelectorAll(selector)].flatMap(block => {
            const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), found = [];
            let before = null;
            for (let node; (node = walker.nextNode());) for (let at = 0; at < node.length; at++) {
                if (node.data[at] === '\\u2060') continue;
                const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1);
                const box = range.getBoundingClientRect(), middle = (box.top + box.bottom) / 2;
                if (node.data[at] === sign && before !== null) found.push([before, middle]);
                before = middle;
            }
            return found;
        })""",
        [selector, sign],
    )


@pytest.mark.parametrize("name", ["en/specimen.html", "de/specimen.bilingual.html", "zh-Hans/specimen.changes.html"])
def test_no_line_of_english_begins_with_a_dash(page, name):
    opened = page(name)
    for width in range(320, 480, 10):
        opened.set_viewport_size({"width": width, "height": 900})
        assert all(abs(before - dash) < 8 for before, dash in _tops(opened, "p:lang(en)", "—"))


@pytest.mark.parametrize("lang", ("de", "fa", "zh-Hans"))
def test_a_dot_between_author_and_date_is_seen_only_between_them(page, lang):
    opened = page(f"{lang}/specimen.html")
    seen = set()
    for width in range(240, 480, 8):
        opened.set_viewport_size({"width": width, "height": 900})
        for together, cut in opened.evaluate(
            """[...document.querySelectorAll('.row .dot')].map(dot => {
                const row = dot.closest('.row').getBoundingClientRect(), box = dot.getBoundingClientRect();
                const room = parseFloat(getComputedStyle(dot).inlineSize);
                const [first, second] = dot.closest('.row').children;
                const start = getComputedStyle(dot).direction === 'rtl' ? row.right - box.right : box.left - row.left;
                return [second.offsetTop === first.offsetTop, start < 1 && Math.abs(room - box.width) < 1];
            })"""
        ):
            assert together != cut
            seen.add(together)
    assert seen == {True, False}


def test_paper_has_no_lines_that_only_lead_to_other_files_and_no_gaping_ones(page):
    opened = page("ru/specimen.html")
    seen = "one => [...document.querySelectorAll(one)].filter(one => one.offsetParent !== null).length"
    assert opened.evaluate(seen, ".notices a, .foot .files, .foot a[hreflang]") == 4
    opened.emulate_media(media="print")
    assert opened.evaluate(seen, ".notices a, .foot .files, .foot a[hreflang]") == 0
    assert opened.evaluate(seen, ".notices p, .foot p") >= 4
    assert set(computed(opened, "p:lang(ru), p:lang(en)", "textAlign")) <= {"start", "left"}
    opened.emulate_media(media="screen")


def test_the_files_of_an_edition_stay_on_one_line(page):
    for width in range(160, 320, 8):
        boxes = "[...document.querySelectorAll('.foot .files')].map(one => one.getBoundingClientRect().height)"
        heights = page("de/specimen.html", width).evaluate(boxes)
        assert len(heights) == 2 and max(heights) < 30, "two lines are 38 pixels high"


def test_a_telephone_shows_a_passage_that_is_not_translated_once(page):
    shown = (
        "[...document.querySelectorAll('.pair')].map(one => [...one.children].filter(side => side.offsetHeight).length)"
    )
    narrow = page("de/specimen.bilingual.html", 360).evaluate(shown)
    wide = page("de/specimen.bilingual.html", 1200).evaluate(shown)
    assert set(wide) == {2} and narrow.count(1) == 2 and set(narrow) == {1, 2}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_of_a_table_in_a_book_is_cut(page, editions, lang):
    [text] = [path for path in (editions / lang).rglob("specimen/*/*.xhtml") if "<table" in path.read_text("utf-8")]
    for width in range(320, 420, 20):
        heights = page(text, width).evaluate(
            """[...document.querySelectorAll('td')].filter(one => /^[0-9۰-۹٠-٩.,٬]+$/.test(one.textContent)).map(one => {
                const range = document.createRange(); range.selectNodeContents(one);
                return range.getBoundingClientRect().height;
            })"""
        )
        assert len(heights) >= 8 and max(heights) < 30
