"""Links from one document to another lead to the edition that a reader can read, in every format; dead ones fail."""

import posixpath
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner
from lxml import html
from pypdf import PdfReader

from i18n import store
from i18n.cli import main
from i18n.formats.markdown.links import relink

from .sampler import run

FIRST = """---
title: First
lang: en
---

See [the second](part/b.md), [a place in it](part/b.md#a-place "go"), [by label][n], [held back](c.md) and [here](a.md#home).

## Home

Code `[the third](c.md)` and [another one](https://example.org/c.md).

[n]: part/b.md
"""
SECOND = """---
title: Second
lang: en
---

Back to [the first](../a.md#home) and [the third](<../c.md> "tip").[^1]

## A place

Text.

[^1]: As [the first](../a.md) says.
"""
THIRD = "---\ntitle: Third\nlang: en\n---\n\nNothing but [a link](a.md).\n"
SOURCES = {"a.md": FIRST, "part/b.md": SECOND, "c.md": THIRD}


def project(root, sources=SOURCES, config="", held=("c",)):
    """Documents that link to each other, in Russian whole but for those held back."""
    for name, text in sources.items():
        path = root / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "tamizdat.toml").write_text("publish.threshold = 50\n" + config)
    run(root, "add", "ru")
    for path in (root / "locales/ru/LC_MESSAGES").rglob("*.po"):
        if path.stem not in held:
            with store.editing(path, root) as draft:
                draft.catalog = replace(draft.catalog, entries=tuple(map(_filled, draft.catalog.entries)))
    return root


def _filled(entry):
    return replace(entry, target=entry.key.source.replace("the ", "эта "))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = project(tmp_path_factory.mktemp("linked"))
    run(root, "build")
    return root / "editions"


def links(path, of="//*[@id='text']//a"):
    """The links of a page by their words, and what else they say."""
    tree = html.fromstring(path.read_bytes())
    return {link.text_content(): (link.get("href"), link.get("hreflang"), link.get("title")) for link in tree.xpath(of)}


def test_a_link_to_a_document_leads_to_its_edition_in_the_same_language(built):
    found = links(built / "ru/a.html")
    assert found["эта second"][:2] == ("part/b.html", None)
    assert found["a place in it"] == ("part/b.html#a-place", None, "go")
    assert found["by label"][:2] == ("part/b.html", None)
    assert links(built / "ru/part/b.html")["эта first"][0] in ("../a.html#home", "../a.html")
    assert links(built / "en/a.html")["the second"][:2] == ("part/b.html", None)


def test_where_the_language_has_no_edition_it_leads_to_the_original_and_says_its_language(built):
    assert links(built / "ru/a.html")["held back"] == ("../en/c.html", "en", "на языке оригинала")
    assert links(built / "ru/part/b.html")["эта third"] == ("../../en/c.html", "en", "tip")
    assert links(built / "en/a.html")["held back"] == ("c.html", None, None)


def test_a_link_to_a_place_in_the_document_itself_stays_in_it(built):
    assert links(built / "ru/a.html")["here"][0] == "#home"
    both = links(built / "ru/a.bilingual.html", "//*[@class='theirs']//a")
    assert both["here"][0] == "#original-home"


def test_notes_link_as_the_text_does(built):
    found = links(built / "ru/part/b.html", "//*[@id='note-1']//a")
    assert found["эта first"][0] == "../a.html"


def test_a_page_of_both_texts_leads_to_other_pages_of_both_and_its_original_to_originals(built):
    page = built / "ru/a.bilingual.html"
    assert links(page, "//*[@class='ours']//a")["эта second"][0] == "part/b.bilingual.html"
    assert links(page, "//*[@class='theirs']//a")["the second"][:2] == ("../en/part/b.html", None)


def test_every_such_link_leads_to_a_file_that_is_there(built):
    for page in built.rglob("*.html"):
        for href, *_ in links(page, "//a").values():
            path = href.partition("#")[0]
            if path and "://" not in path:
                assert (page.parent / path).is_file(), f"{page.name}: {href}"


def test_other_addresses_and_code_are_left_alone(built):
    assert links(built / "ru/a.html")["another one"][0] == "https://example.org/c.md"
    assert "<code>[эта third](c.md)</code>" in (built / "ru/a.html").read_text("utf-8")


def test_markdown_editions_lie_as_the_sources_do_so_their_links_stay_but_for_what_is_not_there(built):
    text = (built / "ru/a.md").read_text("utf-8")
    assert "[эта second](part/b.md)" in text and "[n]: part/b.md" in text and "[here](a.md#home)" in text
    assert "[held back](../en/c.md)" in text and "`[эта third](c.md)`" in text
    assert '[эта third](../../en/c.md "tip")' in (built / "ru/part/b.md").read_text("utf-8")
    assert (built / "en/a.md").read_text("utf-8") == FIRST


def book_links(path):
    with zipfile.ZipFile(path) as archive:
        pages = [archive.read(name) for name in archive.namelist() if "text" in name and name.endswith(".xhtml")]
    return [link for page in pages for link in html.fromstring(page).xpath("//a/@href")]


def pdf_links(path):
    notes = [note.get_object() for page in PdfReader(path).pages for note in page.get("/Annots", ())]
    return [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]


def test_a_book_is_read_alone_so_its_links_to_others_are_words_where_no_site_is_known(built):
    assert book_links(built / "ru/a.epub") == ["text-2.xhtml#home", "https://example.org/c.md"]
    assert pdf_links(built / "ru/a.pdf") == ["https://example.org/c.md"]


def test_where_the_site_is_known_books_lead_to_it(tmp_path):
    root = project(tmp_path, config='site = "https://trees.example/essays"\n')
    run(root, "build", "ru", "--format", "epub", "--format", "pdf")
    site = "https://trees.example/essays"
    wanted = [f"{site}/ru/part/b.html", f"{site}/ru/part/b.html#a-place", f"{site}/ru/part/b.html", f"{site}/en/c.html"]
    assert book_links(root / "editions/ru/a.epub")[:4] == wanted
    assert set(pdf_links(root / "editions/ru/a.pdf")) == {*wanted, "https://example.org/c.md"}


@pytest.mark.parametrize(
    ("href", "said"),
    [
        ("gone.md", "a link to gone.md: there is no such document"),
        ("../README.md", "a link to ../README.md: there is no such document"),
        ("part/b.md#gone", "a link to part/b.md#gone: part/b.md has no such place"),
        ("part/b.md#note-2", "part/b.md has no such place"),
    ],
)
def test_a_dead_link_to_a_document_or_a_place_in_it_fails_the_build_and_is_told_once(tmp_path, href, said):
    root = project(tmp_path, {**SOURCES, "a.md": FIRST.replace("(part/b.md)", f"({href})")})
    output = run(root, "build", "--format", "md", code=1)
    assert said in output and output.count("error:") == 1
    assert "source/a.md:6: error" in output, "it says where"


def test_a_place_that_is_there_is_no_dead_link(tmp_path):
    root = project(tmp_path, {**SOURCES, "a.md": FIRST.replace("(part/b.md)", "(./part/b.md#note-1)")})
    run(root, "build", "--format", "html")


def test_a_link_that_only_a_translation_has_is_told_of_its_language(tmp_path):
    root = project(tmp_path)
    path = root / "locales/ru/LC_MESSAGES/a.po"
    path.write_text(path.read_text("utf-8").replace("эта second](part/b.md)", "эта second](part/c.md)"), "utf-8")
    output = run(root, "build", "--format", "html", code=1)
    assert "ru" in output.split("error:")[0].splitlines()[-1] or "ru" in output.split("error:")[1]
    assert "part/c.md" in output


def test_names_of_files_may_have_spaces_and_letters_of_any_script(tmp_path):
    sources = {"a.md": "See [it](%D0%B2%D1%82%D0%BE%D1%80%D0%B0%D1%8F%20%D1%87.md).\n", "вторая ч.md": "Text.\n"}
    root = project(tmp_path, sources, held=())
    run(root, "build", "--format", "html")
    found = links(root / "editions/ru/a.html")["it"][0]
    assert found == "%D0%B2%D1%82%D0%BE%D1%80%D0%B0%D1%8F%20%D1%87.html"


def test_a_document_of_another_suffix_is_linked_to_by_the_name_of_its_edition(tmp_path):
    root = project(
        tmp_path, {"a.md": "See [it](b.markdown), [that](c.txt).\n", "b.markdown": "Text.\n", "c.txt": "T\n"}, held=()
    )
    run(root, "build", "--format", "md", "--format", "txt")
    assert "[it](b.md), [that](c.txt)" in (root / "editions/ru/a.md").read_text("utf-8")
    assert (root / "editions/ru/b.md").is_file() and (root / "editions/ru/c.txt").is_file()


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("[a](b.md)", "[a](x/b.md)"),
        ("[![i](p.png)](b.md)", "[![i](p.png)](x/b.md)"),
        ("[a](<b c.md> 'd')", "[a](x/b%20c.md 'd')"),
        ("[a]\n\n[a]: b.md 'd'", "[a]\n\n[a]: x/b.md 'd'"),
        ("> [a]: <b.md>\n\n[a]", "> [a]: x/b.md\n\n[a]"),
        ("[a](b.md) [c](d.md)", "[a](x/b.md) [c](x/d.md)"),
        ("`[a](b.md)`", "`[a](b.md)`"),
        ("```\n[a]: b.md\n```", "```\n[a]: b.md\n```"),
        ("a[^b]\n\n[^b]: c", "a[^b]\n\n[^b]: c"),
        ("---\nt: '[a](b.md)'\n---\n\n[a](b.md)", "---\nt: '[a](b.md)'\n---\n\n[a](x/b.md)"),
        ("[ё](b.md) «я»", "[ё](x/b.md) «я»"),
    ],
)
def test_relinking_changes_destinations_and_no_other_byte(text, made):
    assert relink(text, lambda destination: posixpath.join("x", destination)) == made
    assert relink(text, str) == text


def test_a_link_into_a_document_whose_catalog_cannot_be_read_stops_no_build(tmp_path, monkeypatch):
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.md").write_text("See [b](b.md#the-end).\n")
    (tmp_path / "source/b.md").write_text("# The end\n\nText.\n")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new", "source/a.md", "--to", "ru"]).exit_code == 0
    catalog = tmp_path / "locales/ru/LC_MESSAGES/b.po"
    catalog.write_text(catalog.read_text("utf-8") + 'msgid "broken\n', "utf-8")
    answer = CliRunner().invoke(main, ["build", "--format", "html"])
    assert answer.exit_code == 2 and "b.po:" in answer.output
    assert "mistake of ours" not in answer.output and "dead-link" not in answer.output


BESIDE = """\
See [the *data*](tables/oak%20s.csv "Oaks"), [a site](www.example.org), [a photo][p], <a id="here" href="x.zip">raw</a>, [here](#here),
[far](https://example.org/data.csv), [mail](mailto:ann@example.org), [root](/data.csv), [top](?) and ![A picture](p.png).

[p]: photo.jpg
"""


@pytest.fixture(scope="module")
def lost(tmp_path_factory):
    root = project(tmp_path_factory.mktemp("lost"), {"a.md": BESIDE, "part/b.md": "See [it](../data.csv).\n"}, held=())
    return root, run(root, "build", "--format", "html", "--format", "bilingual.html", "--format", "md", code=1)


def test_a_link_to_a_file_that_no_edition_holds_is_its_words(lost):
    folder = lost[0] / "editions"
    for page in ("en/a.html", "ru/a.html", "ru/a.bilingual.html"):
        left = set(html.fromstring((folder / page).read_bytes()).xpath("//*[@id='text']//a/@href"))
        assert left - {"#original-here"} == {
            "#here",
            "https://example.org/data.csv",
            "mailto:ann@example.org",
            "/data.csv",
            "?",
        }
    text = (folder / "ru/a.html").read_text("utf-8")
    assert "See эта <em>data</em>, a site, a photo, " in text
    assert '<span id="here">raw</span>' in text, "what leads to it is not dead"
    assert not links(folder / "ru/part/b.html")


def test_the_build_tells_such_a_link_once_with_its_place_and_what_to_do(lost):
    said = " ".join(lost[1].split())
    for place, href in (("a.md:1", "tables/oak%20s.csv"), ("a.md:1", "www.example.org"), ("a.md:4", "photo.jpg")):
        assert said.count(f"source/{place}: warning: a link to {href}, ") == 1, said
    assert said.count("source/part/b.md:1: warning: a link to ../data.csv, ") == 1
    assert lost[1].count("warning:") == 5 and "an address that begins with https://" in said


def test_a_link_to_a_file_that_only_a_translation_has_is_told_of_its_language(tmp_path):
    root = project(tmp_path, {"a.md": "See [the data](https://example.org).\n"}, held=())
    path = root / "locales/ru/LC_MESSAGES/a.po"
    path.write_text(path.read_text("utf-8").replace("эта data](https://example.org)", "эта data](d.csv)"), "utf-8")
    output = run(root, "build", "--format", "html", code=1)
    assert output.count("a link to d.csv") == 1 and "ru" in output.split("a link to d.csv")[0].splitlines()[-1]


@pytest.mark.parametrize(
    "href", ["a.html", "a.pdf", "../ru/a.epub", "../index.html", "../", "feed.xml", "../SHA256SUMS", "part/b.html#x"]
)
def test_a_link_to_a_file_of_the_editions_is_none_of_these(tmp_path, href):
    root = project(tmp_path, {"a.md": f"See [it]({href}).\n", "part/b.md": "Text.\n"}, held=())
    run(root, "build", "--format", "html", "--format", "epub", "--format", "pdf")
    assert links(root / "editions/en/a.html")["it"][0] == href


@pytest.mark.parametrize("href", ["a.csv", "../gone.html", "../fr/a.html", "part/", "b.html"])
def test_a_file_named_like_one_of_the_editions_is_not_taken_for_one(tmp_path, href):
    root = project(tmp_path, {"a.md": f"See [it]({href}).\n", "part/b.md": "Text.\n"}, held=())
    assert f"a link to {href}, " in run(root, "build", "--format", "html", code=1)
    assert not links(root / "editions/en/a.html")
