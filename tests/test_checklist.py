"""What a well-made translated edition has: each test is a point of the list, its name says which.

The essays of `data/checklist` are built in every format, in languages of several scripts and
states: Russian is reviewed and has a translator's note, German is partly outdated, French and
Hebrew are not whole, Persian was made by a machine, Chinese and Japanese are unreviewed, and
the second essay has no Hebrew edition. What is looked at are the files that readers get.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html
from pypdf import PdfReader

from i18n import formats, languages
from i18n.editions.furniture import say

from .sampler import run

PROJECT = Path(__file__).parent / "data/checklist"
SOURCE = (PROJECT / "source/essay.md").read_text("utf-8")
SITE = "https://essays.example/out/"
LANGUAGES = ("en", "ru", "de", "fr", "fa", "he", "zh-Hans", "ja")
TRANSLATIONS = LANGUAGES[1:]
RIGHT_TO_LEFT = {"fa", "he"}
PRINTED = ("ru", "fa", "zh-Hans")
"""The languages whose PDF is looked at; setting all of them takes too long for a test that one runs often."""

XML = "{http://www.w3.org/XML/1998/namespace}"
OPS = "{http://www.idpf.org/2007/ops}"
SPACES = {
    "x": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "a": "http://www.w3.org/2005/Atom",
}


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """The folder of the editions."""
    root = tmp_path_factory.mktemp("checklist") / "project"
    shutil.copytree(PROJECT, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767312000")  # 2026-01-02
        run(root, "build", *PRINTED, "--format", "pdf")
        run(root, "build", "ru", "--format", "bilingual.pdf")
        run(root, "build", *(part for one in ("html", "bilingual.html", "epub", "bilingual.epub", "md") for part in ("--format", one)))  # fmt: skip
    return root / "editions"


@pytest.fixture(scope="session")
def page(shelf):
    """A page of a language as a tree."""
    found = {}

    def page(lang, name="essay.html"):
        path = shelf / lang / name
        return found.setdefault(path, html.fromstring(path.read_bytes().decode()))

    return page


@pytest.fixture(scope="session")
def book(shelf):
    """The files of an EPUB by their names, XML as trees."""

    def book(lang, name="essay.epub"):
        with zipfile.ZipFile(shelf / lang / name) as archive:
            files = {one: archive.read(one) for one in archive.namelist()}
        return {
            one: etree.fromstring(data) if one.endswith(("html", "xml", "opf", "ncx")) else data
            for one, data in files.items()
        }

    return book


@pytest.fixture(scope="session")
def pdf(shelf):
    def pdf(lang, name="essay.pdf"):
        return PdfReader(io.BytesIO((shelf / lang / name).read_bytes()))

    return pdf


def words(element):
    return re.sub(r"[ \t\n]+", " ", "".join(element.itertext())).strip(" ")


def text_of(page):
    """The translated text of a page: what is neither furniture, nor in the original, nor code."""
    body = page.get_element_by_id("text")
    copy = html.fromstring(html.tostring(body, encoding="unicode"))
    for one in copy.xpath("//*[contains(@class, 'original') or contains(@class, 'notes')]"):
        one.drop_tree()
    for one in copy.iter("code"):
        one.text = "CODE"
    return copy.text_content()


def contents(book):
    return {name: tree for name, tree in book.items() if name.endswith(".xhtml")}


def css(page):
    return page.findtext(".//style")


# Language and direction


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_its_language_and_direction(page, lang):
    for name in ("essay.html", *(("essay.bilingual.html",) if lang != "en" else ())):
        root = page(lang, name)
        assert (root.get("lang"), root.get("dir")) == (lang, "rtl" if lang in RIGHT_TO_LEFT else "ltr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_of_a_book_says_its_language_and_direction(book, lang):
    files, direction = book(lang), "rtl" if lang in RIGHT_TO_LEFT else "ltr"
    package = files["EPUB/package.opf"]
    assert (package.get(f"{XML}lang"), package.get("dir")) == (lang, direction)
    for name, tree in contents(files).items():
        assert (tree.get("lang"), tree.get(f"{XML}lang"), tree.get("dir")) == (lang, lang, direction), name


@pytest.mark.parametrize("lang", PRINTED)
def test_a_pdf_says_its_language_and_reading_direction(pdf, lang):
    root = pdf(lang).trailer["/Root"]
    assert languages.tag(root["/Lang"]).split("-")[0] == lang.split("-")[0]
    assert root["/ViewerPreferences"]["/Direction"] == ("/R2L" if lang in RIGHT_TO_LEFT else "/L2R")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_of_a_book_turn_in_the_direction_of_its_language(book, lang):
    spine = book(lang)["EPUB/package.opf"].find("o:spine", SPACES)
    assert spine.get("page-progression-direction") == ("rtl" if lang in RIGHT_TO_LEFT else "ltr")


def test_style_sheets_speak_of_start_and_end_and_never_of_left_and_right(page, book):
    for sheet in (css(page("fa")), book("fa")["EPUB/style.css"].decode()):
        said = re.sub(r"text-emphasis-position: [^;]+;|\[data-align=[^]]+\]", "", sheet)
        assert not re.search(r"(?<![\w-])(?:[\w-]*-)?(?:left|right)(?![\w-])", said)


@pytest.mark.parametrize("lang", ("de", "fr", "he"))
def test_each_passage_that_stays_in_the_original_says_its_language_and_direction(page, book, lang):
    held = "queue is 12" if lang == "de" else "The last paragraph of all"
    places = [page(lang), *contents(book(lang)).values()]
    found = [one for tree in places for one in tree.xpath("//*[@class='original']") if held in words(one)]
    assert len(found) == 2 and {(one.get("lang"), one.get("dir")) for one in found} == {("en", "ltr")}
    assert held not in text_of(page(lang))


def test_a_passage_in_the_original_is_marked_by_more_than_a_colour(page, book):
    for sheet in (css(page("de")), book("de")["EPUB/style.css"].decode()):
        assert re.search(r"\.original[^{]*\{[^}]*border-inline-start", sheet)


@pytest.mark.parametrize("lang", ("ru", "fr", "fa", "ja"))
def test_phrases_in_a_third_language_keep_theirs(page, book, lang):
    for tree in (page(lang), *(tree for name, tree in contents(book(lang)).items() if "text" in name)):
        for one in tree.xpath("//*[contains(text(), 'festina lente')]"):
            assert one.get("lang") == "la"
    assert page(lang).xpath("//*[@lang='la']")


@pytest.mark.parametrize("lang", sorted(RIGHT_TO_LEFT))
def test_what_runs_the_other_way_is_isolated_in_a_line(page, lang):
    digest = page(lang).xpath("//code[string-length(.)=8]")
    assert digest and all(one.getparent().tag == "bdi" and one.get("dir") == "ltr" for one in digest)
    assert all(one.getparent().tag == "bdi" for one in page(lang).xpath("//footer//*[text()='EPUB']/text()"))


def test_pages_in_chinese_and_japanese_choose_the_shapes_of_their_script(page):
    assert "CJK SC" in re.search(r":lang\(zh-Hans\)\)? \{([^}]+)", css(page("zh-Hans")))[1]
    assert "CJK JP" in re.search(r":lang\(ja\)\)? \{([^}]+)", css(page("ja")))[1]


@pytest.mark.parametrize("lang", sorted(RIGHT_TO_LEFT))
def test_code_runs_from_left_to_right_in_any_text(page, book, lang):
    assert re.search(r"(?<![\w-])code \{[^}]*direction: ltr; unicode-bidi: isolate", css(page(lang)))
    files = [tree for name, tree in contents(book(lang)).items() if "text" in name]
    assert {one.get("dir") for tree in files for one in tree.xpath("//x:code", namespaces=SPACES)} == {"ltr"}


# Links between languages and documents


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_lists_all_languages_by_their_own_names_without_script_or_flags(page, shelf, lang):
    nav = page(lang).find(".//nav")
    assert nav.get("aria-label") == say("Languages", lang)
    links = {link.get("hreflang"): link for link in nav.iter("a")}
    assert set(links) == set(LANGUAGES)
    for other, link in links.items():
        assert words(link) == languages.endonym(other)
        assert (link.get("lang"), link.get("dir")) == (other, languages.direction(other))
        assert (shelf / lang / link.get("href")).resolve() == (shelf / other / "essay.html").resolve()
    assert [one for one in links if links[one].get("aria-current")] == [lang]
    assert not page(lang).xpath("//script | //img | //svg")
    assert not re.search("[\U0001f1e6-\U0001f1ff]", html.tostring(page(lang), encoding="unicode"))


def test_every_page_tells_programs_of_all_others_of_itself_and_of_a_default(page):
    told = {lang: page(lang).xpath("//link[@rel='alternate' and @hreflang]") for lang in LANGUAGES}
    maps = [{link.get("hreflang"): link.get("href") for link in links} for links in told.values()]
    assert set(maps[0]) == {*LANGUAGES, "x-default"}
    assert all(one == maps[0] for one in maps), "what one page says of the others, they say of it"
    assert maps[0]["x-default"] == maps[0]["en"] == f"{SITE}en/essay.html"


def test_the_original_comes_first_and_is_called_so_in_the_readers_language(page):
    for lang in TRANSLATIONS:
        assert page(lang).find(".//nav//a").get("hreflang") == "en"
        [link] = page(lang).xpath("//footer//a[@hreflang='en']")
        assert words(link) == say("Read the original", lang) != "Read the original"


def test_a_section_has_the_same_anchor_in_every_language(page, book):
    for lang in LANGUAGES:
        assert [one.get("id") for one in page(lang).xpath("//*[@id='text']/h2")] == ["in-the-city", "in-the-north"]
        files = [tree for name, tree in contents(book(lang)).items() if "text" in name]
        assert [one for tree in files for one in tree.xpath("//x:h2/@id", namespaces=SPACES)] == [
            "in-the-city",
            "in-the-north",
        ]


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_a_link_to_another_text_stays_in_the_language_where_it_can(page, lang):
    [link] = page(lang).xpath("//*[@id='text']//a[contains(@href, 'other.html')]")
    wanted = ("../en/other.html#end", "en") if lang == "he" else ("other.html#end", None)
    assert (link.get("href"), link.get("hreflang")) == wanted


def test_no_link_leads_nowhere(shelf):
    anchors = {}
    pages = {path: html.fromstring(path.read_bytes().decode()) for path in shelf.rglob("*.html")}
    for path, tree in pages.items():
        anchors[path.resolve()] = {one.get("id") for one in tree.iter() if one.get("id")}
    for path, tree in pages.items():
        for href in tree.xpath("//a/@href"):
            if urlsplit(href).scheme:
                continue
            file, _, anchor = href.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path.resolve()
            assert target.is_file(), f"{path.name}: {href}"
            assert not anchor or unquote(anchor) in anchors[target], f"{path.name}: {href}"


def test_an_index_lists_every_language_by_its_own_name_with_the_state_of_each_text(page, shelf):
    index = html.fromstring((shelf / "index.html").read_bytes().decode())
    sections = {one.get("lang"): one for one in index.iter("section")}
    assert set(sections) == set(LANGUAGES)
    for lang, section in sections.items():
        assert section.get("dir") == languages.direction(lang)
        assert words(section.find("h2")) == languages.endonym(lang)
    assert say("Reviewed translation", "ru") in words(sections["ru"])
    assert say("Partly out of date", "de") in words(sections["de"])
    assert say("Partly translated", "fr") in words(sections["fr"])
    assert len(sections["he"].findall(".//li")) == 1 and len(sections["ru"].findall(".//li")) == 2


def test_every_file_of_every_edition_can_be_reached_from_the_index(shelf):
    index = html.fromstring((shelf / "index.html").read_bytes().decode())
    linked = {unquote(href) for href in index.xpath("//a/@href") if not href.startswith("#")}
    files = {path.relative_to(shelf).as_posix() for path in shelf.rglob("*.*") if path.parent != shelf}
    assert {one for one in files - linked if not one.endswith((".changes.html", "feed.xml"))} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_offers_the_other_formats_of_its_text(page, lang):
    offered = set(page(lang).xpath("//footer//a/@href"))
    assert {"essay.epub", "essay.md"} <= offered
    assert lang == "en" or {"essay.bilingual.html", "essay.bilingual.epub"} <= offered


# Notices, dates and credits


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_the_head_says_what_language_and_which_version_the_text_was_translated_from(page, lang):
    head = words(page(lang).find(".//header"))
    digest = sha256((PROJECT / "source/essay.md").read_bytes()).hexdigest()[:8]
    assert say("Original language: {language}", lang, language=languages.name_in("en", lang)) in head
    assert say("Version of the original: {version}", lang, version=f"{languages.date(date(2025, 12, 8), lang)} · {digest}") in head  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "state"),
    [
        ("ru", "Reviewed translation"),
        ("zh-Hans", "This translation has not been reviewed yet."),
        ("fa", "This translation was made by a machine and has not been reviewed by a person."),
    ],
)
def test_the_head_says_how_far_the_translation_has_come_in_the_readers_language(page, book, lang, state):
    assert say(state, lang) != state
    assert say(state, lang) in words(page(lang).find(".//header"))
    assert say(state, lang) in words(book(lang)["EPUB/title.xhtml"].find(".//x:section", SPACES))


def test_an_outdated_notice_says_how_many_words_changed_and_leads_to_the_difference(page):
    [notice] = page("de").find_class("notices")
    assert re.search(r"\d+\s%", words(notice))
    [link] = notice.iter("a")
    changes = page("de", link.get("href"))
    assert [words(one) for one in changes.iter("del")] == ["10"]
    assert [words(one) for one in changes.iter("ins")] == ["12"]
    assert changes.get("lang") == "de" and {one.getparent().get("lang") for one in changes.iter("del", "ins")} == {"en"}


@pytest.mark.parametrize("lang", ("fr", "he"))
def test_a_notice_gives_the_share_of_the_words_that_are_not_translated(page, lang):
    held = "The last paragraph of all is in the open, where nobody has to wait for anything."
    every = re.sub(r"\]\([^)]*\)|<[^>]*>|\[\^1\]:?|`[^`]*`|[*#>]", " ", SOURCE.split("lang: en\n---")[1])
    front = "On Waiting A small essay A. Writer Why people wait. Copy it freely, and name its author."
    share = len(held.split()) / len(f"{every} {front}".split())
    [said] = re.findall(r"(\d+)[\s\xa0\u202f]*%", words(page(lang).find_class("notices")[0]))[:1]
    assert abs(int(said) / 100 - share) < 0.03


def test_a_machine_translation_says_so_in_every_format(page, book, pdf, shelf):
    said = say("This translation was made by a machine and has not been reviewed by a person.", "fa")
    assert said in words(page("fa"))
    assert said in words(page("fa", "essay.bilingual.html"))
    assert said in words(book("fa")["EPUB/title.xhtml"])
    assert said in (shelf / "fa/essay.md").read_text("utf-8")
    assert len(set(said.split()) & set(pdf("fa").pages[0].extract_text().split())) >= 3


def test_people_are_named_as_they_chose_and_not_at_all_where_they_chose_nothing(page, book, pdf):
    assert "Перевод: Анна" in words(page("ru").find(".//header"))
    assert "Проверка перевода: Б." in words(page("ru").find(".//header"))
    assert "Перевод: Анна" in pdf("ru").pages[0].extract_text()
    assert "Une amie" in words(page("fr").find(".//header"))
    for lang in ("de", "he", "ja"):
        assert not page(lang).find_class("credits")
        assert not book(lang)["EPUB/package.opf"].findall(".//d:contributor", SPACES)


def test_a_translators_note_is_marked_as_such_and_stands_apart_from_the_authors(page, book, shelf):
    author, translator = page("ru").xpath("//section[@role='doc-endnotes']")
    assert words(author.find("h2")) == "Примечания" and words(translator.find("h2")) == "Примечания переводчика"
    assert "Примечание автора." in words(author) and "По-русски это одно слово." in words(translator)
    assert "прим. пер." in words(translator).replace("\xa0", " ") and "прим" not in words(author)
    assert len(book("ru")["EPUB/notes.xhtml"].xpath("//x:section", namespaces=SPACES)) == 2
    assert "прим. пер." in (shelf / "ru/essay.md").read_text("utf-8").replace("\xa0", " ")


def test_a_note_leads_back_to_its_place_and_both_say_what_they_are(page, book):
    for lang in ("ru", "fa"):
        [refer] = [one for one in page(lang).xpath("//a[@role='doc-noteref']") if one.get("href") == "#note-1"]
        assert refer.get("aria-label") == say("Note {number}", lang, number=words(refer))
        [back] = page(lang).get_element_by_id("note-1").xpath(".//a[@role='doc-backlink']")
        assert back.get("href") == f"#{refer.get('id')}"
        assert back.get("aria-label") == say("Back to the text", lang)
        notes = book(lang)["EPUB/notes.xhtml"].xpath("//x:aside[@role='doc-footnote']", namespaces=SPACES)
        assert notes and all(one.xpath(".//x:a[@role='doc-backlink']", namespaces=SPACES) for one in notes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_licence_and_rights_stand_in_every_edition(page, book, shelf, lang):
    [license] = page(lang).xpath("//a[@rel='license']")
    assert license.get("href") == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert words(license) == "CC BY-SA 4.0"
    rights = words(license.getparent().getprevious())
    said = book(lang)["EPUB/package.opf"].findtext(".//d:rights", None, SPACES)
    assert rights in said and "CC BY-SA 4.0" in said
    assert lang == "en" or "freely" not in said, "in words that the reader understands"
    assert "CC-BY-SA-4.0" in (shelf / lang / "essay.md").read_text("utf-8")


@pytest.mark.parametrize("lang", PRINTED)
def test_licence_stands_in_a_pdf(pdf, lang):
    assert "CC BY-SA 4.0" in "\n".join(one.extract_text() for one in pdf(lang).pages)


def test_a_book_says_its_author_its_translator_its_source_and_its_day(book):
    package = book("ru")["EPUB/package.opf"]
    roles = {one.get("refines"): one.text for one in package.xpath("//o:meta[@property='role']", namespaces=SPACES)}
    people = {one.text.replace("\xa0", " "): roles[f"#{one.get('id')}"] for one in package.xpath("//d:creator | //d:contributor", namespaces=SPACES)}  # fmt: skip
    assert people == {"А. Писатель": "aut", "Анна": "trl", "Б.": "rev"}
    assert package.findtext(".//d:language", None, SPACES) == "ru"
    assert package.findtext(".//d:source", None, SPACES) == "On Waiting"
    assert package.findtext(".//d:date", None, SPACES) == "2025-12-08"
    [modified] = package.xpath("//o:meta[@property='dcterms:modified']", namespaces=SPACES)
    assert modified.text == "2025-12-08T00:00:00Z", "the day of the text, not that of the build"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ru", "8 декабря 2025 г."), ("de", "8. Dezember 2025"), ("fa", "۸ دسامبر ۲۰۲۵"), ("zh-Hans", "2025年12月8日")],
)
def test_a_date_is_in_the_words_and_digits_of_its_language(page, lang, said):
    time = page(lang).find(".//time")
    assert time.get("datetime") == "2025-12-08"
    assert words(time).replace("\xa0", " ").replace("\u202f", " ") == said


def test_no_file_tells_who_made_it_where_or_with_what(shelf):
    import getpass
    import socket

    names = {str(shelf), str(Path.home()) + "/", socket.gethostname(), "tamizdat", "typst", "pypdf"}
    names = {name for name in {*names, getpass.getuser()} - {"root"} if len(name) > 3}  # two letters are anywhere
    for path in shelf.rglob("*"):
        data = path.read_bytes() if path.is_file() and path.name != ".build" else b""
        assert not {name for name in names if name.encode().lower() in data.lower()}, path.name
        assert b'name="generator"' not in data and b"<generator" not in data


# Typography


@pytest.mark.parametrize(
    ("lang", "golden"),
    [
        ("ru", "Люди ждут «весны»\xa0— и\xa0друг друга…"),
        ("de", "Menschen warten „auf den Frühling“\xa0– und aufeinander…"),
        ("fr", "Les gens attendent «\u202fle printemps\u202f»"),
        ("fa", "مردم منتظر «بهار» می‌مانند"),
        ("zh-Hans", "人们等待“春天”，也等待彼此……"),
        ("ja", "人は「春」を待つ。"),
    ],
)
def test_quotes_dashes_and_their_spaces_are_those_of_the_language(page, lang, golden):
    text = text_of(page(lang))
    assert golden in text or golden.replace("\u202f", "\xa0") in text, text.split("\n")[1]


def test_a_number_does_not_part_from_its_unit(page):
    assert "12\xa0км" in text_of(page("ru"))
    assert re.search("12[\xa0\u202f]km", text_of(page("fr")))


def test_short_words_do_not_hang_at_the_end_of_a_russian_line(page):
    text = text_of(page("ru"))
    assert "и\xa0друг" in text and "и\xa0другое" in text
    assert not re.search(r"(?<!\w)[вкосуияВКОСУИЯ] ", text)


def test_french_high_punctuation_has_its_narrow_space(page):
    text = text_of(page("fr"))
    assert "patience\u202f;" in text and "lente\u202f!" in text


def test_chinese_and_japanese_have_full_width_punctuation_and_no_spaces_around_it(page):
    text = text_of(page("zh-Hans"))
    assert "忍耐，意思是" in text and "公里，而" in text
    assert not re.search(r"[\u4e00-\u9fff][,;!?]|[，。；、] ", text)
    assert not re.search(r"[。、] ", text_of(page("ja")))


def test_emphasis_is_no_slant_where_the_script_has_none(page, book):
    for sheet in (css(page("zh-Hans")), book("zh-Hans")["EPUB/style.css"].decode()):
        for lang in ("zh", "ja", "ko", "fa", "ar", "he"):
            rules = re.findall(rf"em:lang\({lang}\)[^{{]*\{{([^}}]*)\}}", sheet)
            assert any("font-style: normal" in rule for rule in rules), lang


def test_persian_keeps_its_joiners_and_has_its_digits(page, shelf):
    for text in (text_of(page("fa")), (shelf / "fa/essay.md").read_text("utf-8")):
        assert "می\u200cمانند" in text and "۱۲ کیلومتر" in text.replace("\xa0", " ")


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_no_straight_quotes_double_spaces_or_three_dots_are_left_in_prose(page, lang):
    text = text_of(page(lang))
    assert not re.search(r"[\"]|\.\.\.|[^\n] {2,}| -- ", text)
    assert "’" in text or "'" not in text


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_code_is_as_the_author_wrote_it(page, book, lang):
    assert 'x -> "y"...' in [one.text for one in page(lang).xpath("//*[@id='text']//code")]
    files = contents(book(lang)).values()
    assert 'x -> "y"...' in [one.text for tree in files for one in tree.xpath("//x:code", namespaces=SPACES)]


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_numbers_are_those_of_the_original_in_the_digits_of_the_language(page, lang):
    text = page(lang).get_element_by_id("text").text_content()
    zero = ord("۰") if lang == "fa" else ord("0")
    twelve = "".join(chr(zero + digit) for digit in (1, 2))
    assert twelve in text if lang != "de" else "12" in text


def test_words_are_hyphenated_by_the_readers_program_and_hold_no_hyphens_of_ours(page, book, shelf):
    for sheet in (css(page("de")), book("de")["EPUB/style.css"].decode()):
        assert re.search(r"(?<!-)hyphens: auto", sheet)
    assert not [path for path in shelf.rglob("*.html") if "\xad" in path.read_text("utf-8") or "&shy;" in path.read_text("utf-8")]  # fmt: skip


# Files and delivery


def test_a_page_is_one_file_that_asks_nobody_for_anything(shelf):
    for path in shelf.rglob("*.html"):
        tree = html.fromstring(path.read_bytes().decode())
        assert not tree.xpath(
            "//@src | //@srcset | //script | //iframe | //link[@rel='stylesheet'] | //@onclick | //@style"
        )
        assert not re.search(r"url\(|@import", css(tree))
        [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert len(path.read_bytes()) < 1_000_000


def test_a_page_prints_without_what_only_a_screen_needs(page):
    printed = css(page("ru")).split("@media print")[1]
    assert re.search(r"\.languages[^{]*\{ display: none", printed)


def test_colours_contrast_by_day_and_by_night(page):
    day, night = re.findall(r":root \{([^}]*)\}", css(page("ru")))[:2]
    assert "prefers-color-scheme: dark" in css(page("ru"))
    for scheme in (day, night):
        colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", scheme))
        for ink in ("ink", "soft", "link"):
            for paper in ("paper", "note"):
                assert contrast(colour[ink], colour[paper]) >= 4.5, f"{ink} on {paper}"


def contrast(one, other):
    """The contrast of two colours (WCAG 2.2, 1.4.3)."""

    def luminance(colour):
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_has_landmarks_one_title_and_headings_without_a_gap(page, lang):
    tree = page(lang)
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1
    assert tree.findtext(".//title") == words(tree.find(".//h1"))
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    skip = tree.xpath("//a[@class='skip']")[0]
    assert tree.get_element_by_id(skip.get("href")[1:]) is not None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_book_is_a_sound_archive_that_lists_all_it_holds(shelf, book, lang):
    with zipfile.ZipFile(shelf / lang / "essay.epub") as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip" and archive.testzip() is None
        held = {name.removeprefix("EPUB/") for name in archive.namelist() if name.startswith("EPUB/")}
    package = book(lang)["EPUB/package.opf"]
    listed = {one.get("href") for one in package.findall(".//o:item", SPACES)}
    assert listed == held - {"package.opf"}
    for name, tree in contents(book(lang)).items():
        for href in tree.xpath("//x:a/@href", namespaces=SPACES):
            if not urlsplit(href).scheme:
                file = PurePosixPath(urljoin(name, href.partition("#")[0] or PurePosixPath(name).name))
                assert str(file) in book(lang), f"{name}: {href}"


def test_a_book_has_a_table_of_contents_in_its_language(book):
    for lang in LANGUAGES:
        files = book(lang)
        [nav] = files["EPUB/nav.xhtml"].xpath("//x:nav[@role='doc-toc']", namespaces=SPACES)
        listed = [words(one) for one in nav.iterfind(".//x:a", SPACES)]
        headings = [
            words(one) for tree in contents(files).values() for one in tree.xpath("//x:h2[@id]", namespaces=SPACES)
        ]
        assert listed == headings and len(listed) >= 3
        assert words(nav.find("x:h1", SPACES)) == say("Contents", lang)


@pytest.mark.parametrize("lang", PRINTED)
def test_a_pdf_is_tagged_for_archives_and_for_every_reader(pdf, lang):
    found = pdf(lang)
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value and "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>\s*1", metadata) and re.search(r"pdfaid:part>\s*2", metadata)


@pytest.mark.parametrize("lang", PRINTED)
def test_a_pdf_has_its_title_and_its_sections_as_bookmarks(pdf, page, lang):
    found = pdf(lang)
    assert found.metadata.title == page(lang).findtext(".//title")
    assert found.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value

    def titles(outline):
        for one in outline:
            yield from titles(one) if isinstance(one, list) else [one.title]

    assert {words(one) for one in page(lang).xpath("//*[@id='text']/h2")} <= set(titles(found.outline))


@pytest.mark.parametrize("lang", PRINTED)
def test_a_pdf_embeds_a_part_of_each_font_and_needs_none_of_the_machine(pdf, lang):
    for sheet in pdf(lang).pages:
        for font in sheet["/Resources"]["/Font"].values():
            font = font.get_object()
            descendant = font.get("/DescendantFonts", [font])[0].get_object()
            assert re.match(r"/[A-Z]{6}\+", descendant["/BaseFont"]), "a subset"
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"].get_object())


@pytest.mark.parametrize("lang", ("ru", "zh-Hans"))
def test_the_text_of_a_pdf_can_be_copied_out_of_it(pdf, page, lang):
    said = "".join(one.extract_text() for one in pdf(lang).pages)
    paragraph = words(page(lang).xpath("//*[@id='text']/p")[-1])
    assert re.sub(r"\s", "", paragraph) in re.sub(r"\s|\xad|-\n", "", said)


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_a_markdown_edition_can_be_read_again_block_by_block(shelf, lang):
    source = formats.of("a.md").read("a.md", SOURCE.encode())
    again = formats.of("a.md").read("a.md", (shelf / lang / "essay.md").read_bytes())
    assert again.lang == lang and again.meta["license"] == "CC-BY-SA-4.0"
    kinds = [slot.segment.kind for slot in source.slots]
    found = [slot.segment.kind for slot in again.slots]
    left = iter(found)
    assert all(kind in left for kind in kinds), "each block of the source is there, notices and notes besides"


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_a_bilingual_page_has_each_paragraph_beside_its_own_in_both_languages(page, lang):
    tree = page(lang, "essay.bilingual.html")
    pairs = tree.find_class("pair")
    home = page("en").get_element_by_id("text")
    originals = [words(one) for one in home if one.tag != "section"]
    assert [words(one.find_class("theirs")[0]) for one in pairs] == originals
    assert all(one.find_class("theirs")[0].get("lang") == "en" for one in pairs)
    ours = page(lang).get_element_by_id("text")
    assert [words(one.find_class("ours")[0]) for one in pairs] == [words(one) for one in ours if one.tag != "section"]
    assert not tree.xpath("//table") and "max-width: 51.99rem" in css(tree), "narrow screens stack them"


def test_the_order_of_a_bilingual_page_can_be_switched_without_a_script(page):
    tree = page("ru", "essay.bilingual.html")
    [switch] = tree.xpath("//input[@type='checkbox']")
    assert tree.xpath(f"//label[@for='{switch.get('id')}']") and not tree.xpath("//script")
    assert re.search(r"#order:checked ~ article [^{]*\.theirs \{ order: -1", css(tree))


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_landmarks_of_a_page_have_names_of_their_own(page, lang):
    tree = page(lang, "essay.bilingual.html")
    names = [one.get("aria-label") or words(tree.get_element_by_id(one.get("aria-labelledby"))) for one in tree.xpath("//section | //nav")]  # fmt: skip
    assert len(names) >= 3 and len(set(names)) == len(names)


def test_a_bilingual_book_has_both_languages_and_says_so(book):
    files = book("fa", "essay.bilingual.epub")
    said = [one.text for one in files["EPUB/package.opf"].findall(".//d:language", SPACES)]
    assert said == ["fa", "en"]
    sides = [one for tree in contents(files).values() for one in tree.xpath("//*[@class='ours' or @class='theirs']")]
    assert {(one.get("class"), one.get("lang"), one.get("dir")) for one in sides} == {
        ("ours", "fa", "rtl"),
        ("theirs", "en", "ltr"),
    }


def test_a_bilingual_pdf_has_both_texts(pdf):
    said = "".join(one.extract_text() for one in pdf("ru", "essay.bilingual.pdf").pages)
    assert "In the city" in said and "В городе" in said.replace("\xa0", " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_feed_in_each_language_tells_of_its_texts_and_is_valid(shelf, page, lang):
    feed = etree.parse(shelf / lang / "feed.xml").getroot()
    assert feed.get(f"{XML}lang") == lang
    entries = feed.findall("a:entry", SPACES)
    assert len(entries) == (1 if lang == "he" else 2)
    assert feed.find("a:link[@rel='self']", SPACES).get("href") == f"{SITE}{lang}/feed.xml"
    for one in (feed, *entries):
        assert one.findtext("a:id", None, SPACES).startswith("urn:uuid:")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.findtext("a:updated", None, SPACES))
        assert one.findtext("a:title", None, SPACES)
    assert len({one.text for one in feed.iter(f"{{{SPACES['a']}}}id")}) == len(entries) + 1
    for one in entries:
        assert one.findtext("a:author/a:name", None, SPACES)
        for link in one.findall("a:link", SPACES):
            assert (shelf / link.get("href").removeprefix(SITE)).is_file()
    [told] = page(lang).xpath("//link[@type='application/atom+xml']/@href")
    assert told == f"{SITE}{lang}/feed.xml"


def test_a_copy_from_hand_to_hand_can_be_verified(shelf):
    lines = (shelf / "SHA256SUMS").read_text("ascii").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {path.relative_to(shelf).as_posix() for path in shelf.rglob("*") if path.is_file()}
    assert set(sums) == files - {"SHA256SUMS", ".build"}
    assert all(sha256((shelf / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    program = shutil.which("sha256sum")
    if program:
        subprocess.run([program, "--quiet", "-c", "SHA256SUMS"], cwd=shelf, check=True)


def test_every_script_has_fonts_to_fall_back_on(page):
    for lang in LANGUAGES:
        stacks = re.findall(rf":lang\({lang}\)[^{{]*\{{ ?font-family: ([^;]+);", css(page(lang)))
        assert stacks and all(stack.count(",") >= 3 and stack.endswith(("serif", "sans-serif")) for stack in stacks)


def test_the_same_sources_make_the_same_bytes_elsewhere(shelf, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    shutil.copytree(PROJECT, tmp_path / "elsewhere")
    options = (part for one in ("html", "epub", "md") for part in ("--format", one))
    run(tmp_path / "elsewhere", "build", "fa", "de", *options)
    run(tmp_path / "elsewhere", "build", "fa", "--format", "pdf")
    for lang, names in {"fa": ("essay.epub", "essay.md", "essay.pdf"), "de": ("essay.epub", "other.md")}.items():
        for name in names:
            assert (tmp_path / "elsewhere/editions" / lang / name).read_bytes() == (shelf / lang / name).read_bytes()
