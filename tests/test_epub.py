"""EPUB editions as the bytes of an archive: what a reading system and its reader may count on."""

import io
import zipfile
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from i18n.editions.furniture import say
from i18n.editions.tree import blocks
from i18n.editions.writers import writers
from i18n.editions.writers.epub.content import xhtml
from i18n.formats.sanitise import clean

from .books import KITCHEN, RAW, XHTML, XML, both, edition, kind, opened, pages, words, written
from .test_hostile import ACTIVE, PAYLOADS

SMALL = "---\ntitle: Trees\nauthor: Ann\ndate: 2025-12-08\nlang: en\n---\n\nThey grow.\n\nSlowly.\n"
RUSSIAN = ["Деревья", "Анна", "Они растут.", "Медленно."]


def same(text):
    return text


def metadata(files, name):
    return [one.text for one in files["package.opf"].iter() if etree.QName(one).localname == name]


def properties(files, name):
    return [one.text for one in files["package.opf"].iter() if one.get("property") == name]


def test_both_books_are_writers_by_the_suffix_of_their_files():
    assert {".epub", ".bilingual.epub"} <= set(writers())


def test_the_archive_says_in_its_first_bytes_that_it_is_a_book():
    assert written(edition(SMALL, RUSSIAN))[30:58] == b"mimetypeapplication/epub+zip"


def test_no_entry_of_the_archive_tells_when_where_or_by_what_it_was_made():
    with zipfile.ZipFile(io.BytesIO(written(edition(SMALL, RUSSIAN)))) as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.compress_type, info.create_system, info.extra, info.comment) == (
                zipfile.ZIP_STORED,
                3,
                b"",
                b"",
            )


def test_the_package_names_every_file_once_and_no_other():
    files = opened(written(edition(KITCHEN, same)))
    named = [one.get("href") for one in files["package.opf"].iter("{*}item")]
    assert sorted(named) == sorted(set(files) - {"mimetype", "META-INF/container.xml", "package.opf"})


@pytest.mark.parametrize(("lang", "direction"), [("fa", "rtl"), ("ar", "rtl"), ("he", "rtl"), ("zh-Hans", "ltr")])
def test_pages_turn_in_the_direction_of_the_language(lang, direction):
    files = opened(written(edition(SMALL, RUSSIAN, lang)))
    (spine,) = files["package.opf"].iter("{*}spine")
    assert spine.get("page-progression-direction") == direction
    for page in pages(files).values():
        assert (page.get("lang"), page.get(f"{XML}lang"), page.get("dir")) == (lang, lang, direction)
        assert page.find(f"{XHTML}body").get("dir") == direction


def test_a_passage_in_the_original_says_its_language_and_direction():
    files = opened(written(edition(SMALL, [*RUSSIAN[:3], ""], "fa")))
    (found,) = (one for one in files["text.xhtml"].iter(f"{XHTML}p") if one.get("class") == "original")
    assert (found.text, found.get("lang"), found.get(f"{XML}lang"), found.get("dir")) == ("Slowly.", "en", "en", "ltr")


def test_the_title_page_says_who_wrote_translated_and_reviewed_it_and_in_which_state_it_is():
    page = opened(written(edition(SMALL, RUSSIAN)))["title.xhtml"]
    text = words(page.find(f"{XHTML}body"))
    for said in ("Деревья", "Анна", "8 декабря 2025", "Анна & Co", "Bo", "ещё", "английский"):
        assert said in text
    assert [kind(one) for one in page.iter(f"{XHTML}aside")] == ["notice"]


def test_an_essay_without_headings_is_one_file_and_its_contents_are_its_title():
    files = opened(written(edition(SMALL, RUSSIAN)))
    assert [name for name in pages(files) if name.startswith("text")] == ["text.xhtml"]
    (toc,) = (nav for nav in files["nav.xhtml"].iter(f"{XHTML}nav") if kind(nav) == "toc")
    assert [(one.text, one.get("href")) for one in toc.iter(f"{XHTML}a")] == [("Деревья", "text.xhtml")]


def test_sections_of_two_levels_have_files_and_a_part_keeps_its_first_chapter():
    files = opened(written(edition(KITCHEN)))
    heads = {
        name: [words(one) for one in page.iter(f"{XHTML}h1", f"{XHTML}h2")]
        for name, page in pages(files).items()
        if name.startswith("text")
    }
    assert heads == {
        "text-1.xhtml": [],
        "text-2.xhtml": ["Part one", "Chapter one"],
        "text-3.xhtml": ["Chapter two"],
        "text-4.xhtml": ["Part two"],
        "text-5.xhtml": ["With emphasis and note3"],
    }


def outline(listing):
    return [(item[0].text, outline(item[1]) if len(item) > 1 else []) for item in listing]


def test_the_contents_nest_without_a_gap_where_headings_skip_a_level():
    files = opened(written(edition(KITCHEN)))
    (toc,) = (nav for nav in files["nav.xhtml"].iter(f"{XHTML}nav") if kind(nav) == "toc")
    assert outline(toc.find(f"{XHTML}ol")) == [
        (
            "Part one",
            [
                ("Chapter one", [("Third level", [("Skipped level", [])])]),
                ("Chapter two", [("Третий уровень", []), ("Third level", [])]),
            ],
        ),
        ("Part two", [("With emphasis and note", [])]),
        ("Notes", []),
    ]


def test_old_reading_systems_get_the_same_contents():
    files = opened(written(edition(KITCHEN)))
    (toc,) = (nav for nav in files["nav.xhtml"].iter(f"{XHTML}nav") if kind(nav) == "toc")
    points = [
        (point.find("{*}navLabel/{*}text").text, point.find("{*}content").get("src"))
        for point in files["toc.ncx"].iter("{*}navPoint")
    ]
    assert points == [(one.text, one.get("href")) for one in toc.iter(f"{XHTML}a")]
    assert files["toc.ncx"].find("{*}head/{*}meta").get("content") == metadata(files, "identifier")[0]


def test_contents_and_landmarks_speak_the_readers_language():
    files = opened(written(edition(KITCHEN, same, "fa")))
    heading = files["nav.xhtml"].find(f".//{XHTML}h1")
    assert heading.text == say("Contents", "fa") != "Contents"
    marks = [nav for nav in files["nav.xhtml"].iter(f"{XHTML}nav") if kind(nav) == "landmarks"]
    assert [kind(one) for one in marks[0].iter(f"{XHTML}a")] == ["titlepage", "toc", "bodymatter", "endnotes"]
    assert next(one.text for one in marks[0].iter(f"{XHTML}a")) == say("Title page", "fa") != "Title page"


def test_in_a_language_without_words_of_its_own_the_edition_speaks_english_and_says_so():
    page = opened(written(edition(SMALL, RUSSIAN, "eo")))["title.xhtml"]
    assert page.find(f".//{XHTML}aside").get("lang") == "en"


def links(files):
    """(file, address) of every link."""
    for name, page in pages(files).items():
        yield from ((name, one.get("href")) for one in page.iter(f"{XHTML}a"))


@pytest.mark.parametrize("write", [written, both], ids=["alone", "bilingual"])
@pytest.mark.parametrize("source", [KITCHEN, RAW], ids=["markdown", "raw"])
def test_every_link_inside_leads_to_an_anchor_that_is_there_once(source, write):
    files = opened(write(edition(source, same)))
    ids = {}
    for name, page in pages(files).items():
        ids[name] = [one.get("id") for one in page.iter() if one.get("id")]
        assert len(ids[name]) == len(set(ids[name]))
    inside = 0
    for name, href in links(files):
        if ":" not in href.split("#")[0]:
            file, _, anchor = href.partition("#")
            assert (file or name) in files
            assert not anchor or unquote(anchor) in ids[file or name]
            inside += 1
    assert inside >= 4


def test_headings_keep_the_anchors_of_the_source_in_another_language():
    files = opened(
        written(
            edition(
                "# One\n\nx\n\n# Two\n\nSee [x](#one).\n",
                [
                    "Раз",
                    "а",
                    "Два",
                    "См. [а](#one).",
                ],
            )
        )
    )
    assert [one.get("id") for page in pages(files).values() for one in page.iter(f"{XHTML}h1") if one.get("id")] == [
        "contents",
        "one",
        "two",
    ]
    assert ("text-2.xhtml", "text-1.xhtml#one") in set(links(files))


def test_links_that_lead_nowhere_in_a_book_are_their_words():
    files = opened(written(edition(KITCHEN)))
    text = " ".join(words(page) for page in pages(files).values())
    linked = {"".join(one.itertext()) for page in pages(files).values() for one in page.iter(f"{XHTML}a")}
    for word in ("dead", "local", "relative", "address", "percent"):
        assert word in text and word not in linked
    assert {"mail", "an image", "https://e.org/a?b=c&d=e#f"} <= linked


def test_a_book_asks_no_host_for_anything():
    files = opened(both(edition(KITCHEN, same)))
    for page in pages(files).values():
        assert not {etree.QName(one).localname for one in page.iter(etree.Element)} & ACTIVE
        assert not any({"src", "srcset", "data", "poster", "style"} & set(one.attrib) for one in page.iter())
        assert [one.get("href") for one in page.iter(f"{XHTML}link")] == ["style.css"]
    style = files["style.css"].decode().replace("color: inherit", "")
    assert not any(word in style for word in ("@import", "url(", "@font-face", "color:"))


def test_notes_are_asides_that_lead_back_to_where_they_are_referred_to():
    files = opened(written(edition(KITCHEN)))
    asides = list(files["notes.xhtml"].iter(f"{XHTML}aside"))
    assert [(kind(one), one.get("id")) for one in asides] == [("footnote", f"note-{number}") for number in "1234"]
    assert [one.find(f".//{XHTML}a").get("href") for one in asides[:3]] == [
        "text-2.xhtml#ref-1",
        "text-2.xhtml#ref-2",
        "text-5.xhtml#ref-3",
    ]
    assert words(asides[3]) == "4. Nobody refers to this."
    references = [one for page in pages(files).values() for one in page.iter(f"{XHTML}a") if kind(one) == "noteref"]
    assert [one.get("href") for one in references] == [f"notes.xhtml#note-{number}" for number in "1213"]


def test_translators_notes_stand_apart_under_a_heading_in_the_readers_language():
    files = opened(written(edition("Trees[^1].\n\n[^1]: Oaks.\n", ["Деревья[^1]^[не все].", "Дубы."])))
    sections = list(files["notes.xhtml"].iter(f"{XHTML}section"))
    assert [words(one.find(f"{XHTML}h2")) for one in sections] == ["Примечания", "Примечания переводчика"]
    assert [words(one.find(f"{XHTML}aside")) for one in sections] == ["1. Дубы.", "1*. не все — прим. пер."]


def test_the_book_says_how_accessible_it_is_in_the_readers_language():
    files = opened(written(edition(SMALL, RUSSIAN)))
    assert properties(files, "schema:accessMode") == ["textual"] == properties(files, "schema:accessModeSufficient")
    assert {"structuralNavigation", "tableOfContents"} <= set(properties(files, "schema:accessibilityFeature"))
    assert properties(files, "schema:accessibilityHazard") == ["none"]
    assert properties(files, "schema:accessibilitySummary")[0].startswith("Только текст")


def test_the_book_was_changed_on_the_day_of_its_text_or_on_none_that_tells_of_its_making():
    assert properties(opened(written(edition(SMALL, RUSSIAN))), "dcterms:modified") == ["2025-12-08T00:00:00Z"]
    assert properties(opened(written(edition("No date.\n"))), "dcterms:modified") == ["1980-01-01T00:00:00Z"]
    assert date.fromisoformat(metadata(opened(written(edition(SMALL))), "date")[0]) == date(2025, 12, 8)


def test_a_book_is_the_same_bytes_twice_and_its_name_follows_its_text():
    first, again, other = (edition(SMALL, texts) for texts in (RUSSIAN, RUSSIAN, [*RUSSIAN[:3], "Тихо."]))
    assert written(first) == written(again) and both(first) == both(again)
    names = {metadata(opened(data), "identifier")[0] for data in (written(first), written(other), both(first))}
    assert len(names) == 3 and all(name.startswith("urn:uuid:") for name in names)


def test_people_have_their_roles_and_the_original_its_title_and_language():
    files = opened(written(edition(SMALL, RUSSIAN)))
    package = files["package.opf"]
    roles = {one.get("refines")[1:]: one.text for one in package.iter() if one.get("property") == "role"}
    named = {one.text: roles.get(one.get("id")) for one in package.find("{*}metadata")}
    assert (named["Анна"], named["Анна & Co"], named["Bo"]) == ("aut", "trl", "rev")
    assert metadata(files, "source") == ["Trees"] and properties(files, "dcterms:language") == ["en"]
    assert metadata(opened(written(edition(SMALL))), "source") == []


def test_a_bilingual_book_has_the_translation_first_and_the_original_beside_it():
    files = opened(both(edition(SMALL, RUSSIAN, "fa")))
    pairs = [one for one in files["text.xhtml"].iter(f"{XHTML}div") if one.get("class") == "pair"]
    sides = [[(words(side), side.get("lang"), side.get("dir")) for side in pair] for pair in pairs]
    assert sides == [
        [("Они растут.", "fa", "rtl"), ("They grow.", "en", "ltr")],
        [("Медленно.", "fa", "rtl"), ("Slowly.", "en", "ltr")],
    ]
    assert metadata(files, "language") == ["fa", "en"]
    assert "Trees" in words(files["title.xhtml"])


def test_an_original_has_no_bilingual_book():
    assert both(edition(SMALL)) is None


def test_a_bilingual_book_has_the_notes_of_both_languages():
    files = opened(both(edition("Trees[^1].\n\n[^1]: Oaks.\n", ["Деревья[^1].", "Дубы."])))
    found = [(one.get("id"), words(one)) for one in files["notes.xhtml"].iter(f"{XHTML}aside")]
    assert found == [("note-1", "1. Дубы."), ("original-note-1", "1. Oaks.")]


def as_xhtml(html):
    return "".join(xhtml(block, lambda anchor: None) for block in blocks(clean(html)))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><p>o</p></ul>", "<div><p>o</p></div>"),
        ("<ul><li>o</li></ul>", "<ul><li>o</li></ul>"),
        ("<li>o</li>", "<div>o</div>"),
        ("<span><p>a</p><p>b</p></span>", '<span><span class="block">a</span><span class="block">b</span></span>'),
        ("<dl><dt>a</dt></dl>", "<div><div>a</div></div>"),
        ("<table><tr><td>a</td></tr></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<p><ruby>漢<rt>kan</rt></ruby></p>", "<p><ruby>漢<rt>kan</rt></ruby></p>"),
        ("<p><ruby>only</ruby></p>", "<p><span>only</span></p>"),
        ("<p><bdo>x</bdo></p>", "<p><span>x</span></p>"),
        ("<p><time datetime='2020-02'>a</time></p>", '<p><time datetime="2020-02">a</time></p>'),
        ("<p><time datetime='soon'>a</time></p>", "<p><span>a</span></p>"),
        ("<details>a</details>", "<div>a</div>"),
        ("<p lang='a b' dir='up'>x</p>", "<p>x</p>"),
        ("<p lang='fr'>x</p>", '<p lang="fr" xml:lang="fr">x</p>'),
        ("<p><a href='https://a.org/?b&amp;c'>x</a></p>", '<p><a href="https://a.org/?b&amp;c">x</a></p>'),
        ("<p><a href='#x'>x</a><a href='y.md'>y</a></p>", "<p><span>x</span><span>y</span></p>"),
        ("<p>a<br>b&nbsp;c</p>", "<p>a<br/>b\u00a0c</p>"),
        ("<ol start='3'><li value='x'>1</li></ol>", '<ol start="3"><li>1</li></ol>'),
        ("<table><tr><td colspan='2' rowspan='no'>a</td></tr></table>", '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>'),
        ("<p>]]> \x01 \ufffe</p>", "<p>]]&gt; \ufffd \ufffd</p>"),
    ],
)  # fmt: skip
def test_what_may_not_stand_where_it_stands_becomes_a_plain_element(html, expected):
    assert as_xhtml(html) == expected


TAGS = "a b p ul ol li dl dt dd table tr td th caption ruby rt rp div span h2 pre details summary figure figcaption q".split()
RAW_HTML = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
        st.sampled_from(["word", " & ", "<br>", "<hr>", "<", ">", "]]>", "&nbsp;", "&#1;", "\x0b"]),
    ),
    max_size=30,
).map("".join)


@given(RAW_HTML)
def test_whatever_an_author_nests_is_xml_with_all_its_words(html):
    safe = clean(html)
    tree = etree.fromstring(f"<body xmlns:epub='e'>{as_xhtml(html)}</body>")
    assert words(tree).replace(" ", "") == "".join(words(one) for one in blocks(safe)).replace(" ", "")
    assert words(tree).count("word") == safe.count("word")


@pytest.mark.parametrize("depth", [200, 300, 5000])
def test_words_in_too_many_tags_are_not_lost(depth):
    source = "a " + "<b>" * depth + "word" + "</b>" * depth + "\n\nlast\n"
    assert "word" in words(opened(written(edition(source)))["text.xhtml"])


def test_characters_that_xml_forbids_reach_no_file():
    texts = ["\x01a\ufffe]]>", "\x02", "\x0bЧто\ud7ff\uffff", "&#1; &#xfffe; <b>\x08"]
    found = edition(SMALL, texts)
    for data in (written(found), both(found)):
        assert opened(data)["text.xhtml"] is not None
        assert b"\xef\xbf\xbe" not in data


@pytest.mark.parametrize("write", [written, both], ids=["alone", "bilingual"])
def test_hostile_translations_are_words_in_a_book(write):
    source = "".join(f"paragraph {number}\n\n" for number in range(len(PAYLOADS))) + "last\n"
    found = edition(source, [*PAYLOADS, "конец"])
    files = opened(write(found))
    page = files["text.xhtml"]
    text = words(page)
    assert not {etree.QName(one).localname for one in page.iter(etree.Element)} & ACTIVE
    assert not any(name.startswith("on") for one in page.iter() for name in one.attrib)
    assert all(href.startswith(("http", "mailto", "#", "text", "notes", "nav", "title")) for _, href in links(files))
    assert "конец" in text
    fallen = {finding.key.source for finding in found.findings}
    kept = words(files["notes.xhtml"]) + text if "notes.xhtml" in files else text
    for number, seen in enumerate(PAYLOADS.values()):
        assert seen in kept or f"paragraph {number}" in fallen
