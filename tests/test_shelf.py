"""The shelf as it is hosted: feeds that programs take, and a folder that works under any path."""

import re
import threading
import urllib.request
from functools import partial
from hashlib import sha256
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import etree

from .sampler import run

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "data/atom.rng"))
FORMATS = ("--format", "html", "--format", "epub", "--format", "md")
ESSAY = "---\ntitle: Trees & <people>\ndate: 2025-12-08\nlang: en\n---\n\nThey grow.\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")  # 2026-01-02
    names = {"trees.md": ESSAY, "в лесу/тёмный лес.md": "See [it](../trees.md).\n", "a+b & c.md": "# One\n\nTwo.\n"}
    for name, text in names.items():
        path = tmp_path / "project/source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    root = tmp_path / "project"
    (root / "tamizdat.toml").write_text("")
    run(root, "add", "ru", "fa")
    return root


def feed(root, lang="ru"):
    return etree.parse(root / f"editions/{lang}/feed.xml").getroot()


def ids(tree):
    return sorted(one.text for one in tree.iter(f"{ATOM}id"))


@pytest.mark.parametrize("config", ("", 'site = "https://trees.example/"\ntitle = "Essays <1>"\n'))
@pytest.mark.parametrize("lang", ("en", "ru", "fa"))
def test_a_feed_keeps_to_its_standard(project, config, lang):
    (project / "tamizdat.toml").write_text(config)
    run(project, "build", *FORMATS)
    tree = feed(project, lang)
    assert SCHEMA.validate(tree), SCHEMA.error_log
    for one in tree.iter(f"{ATOM}entry"):
        kinds = [(link.get("type"), link.get("hreflang")) for link in one.iter(f"{ATOM}link")]
        assert len(set(kinds)) == len(kinds), "RFC 4287, 4.1.2: no two alternates of one type and language"
    assert len(set(ids(tree))) == len(ids(tree)) == 4
    whole = [link.get("href").startswith("https://trees.example/") for link in tree.iter(f"{ATOM}link")]
    assert all(whole) if config else not any(whole)


def test_an_entry_stays_the_same_entry_when_its_text_changes_and_is_newer(project):
    run(project, "build", *FORMATS)
    before = feed(project)
    po = project / "locales/ru/LC_MESSAGES/trees.po"
    text = po.read_text("utf-8").replace('"They grow."\nmsgstr ""', '"They grow."\nmsgstr "Они растут."')
    po.write_text(re.sub(r"PO-Revision-Date: [^\\]*", "PO-Revision-Date: 2026-03-04 10:00+0000", text), "utf-8")
    run(project, "build", *FORMATS)
    after = feed(project)
    assert ids(after) == ids(before)
    assert after.findtext(f"{ATOM}updated") == "2026-03-04T00:00:00Z" > before.findtext(f"{ATOM}updated")
    assert after.find(f"{ATOM}entry").findtext(f"{ATOM}title") == "Trees & <people>", "the newest comes first"


def test_what_has_not_changed_is_not_newer_on_another_day(project, monkeypatch):
    run(project, "build", *FORMATS)
    before = (project / "editions/ru/feed.xml").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1799312000")
    (project / "editions/.build").unlink()
    run(project, "build", *FORMATS)
    assert (project / "editions/ru/feed.xml").read_bytes() == before


def test_languages_and_sites_share_no_identifier(project):
    run(project, "build", *FORMATS)
    here = {*ids(feed(project, "ru"))}
    assert not here & {*ids(feed(project, "fa"))}
    (project / "tamizdat.toml").write_text('site = "https://trees.example/"\n')
    run(project, "build", *FORMATS)
    assert not here & {*ids(feed(project, "ru"))}


def test_an_index_links_to_no_edition_that_was_not_built_and_to_a_book_where_there_is_no_page(project):
    run(project, "build", "ru", "--format", "epub")
    index = (project / "editions/index.html").read_text("utf-8")
    assert 'href="ru/trees.epub" hreflang="ru"' in index
    assert ">فارسی<" in index and 'href="fa/' not in index and ".html" not in index


@pytest.fixture
def served(project):
    """The editions at some path of a host, as somebody may put them."""
    run(project, "build", *FORMATS)
    place = project / "www/people/of the trees"
    place.parent.mkdir(parents=True)
    (project / "editions").rename(place)
    handler = partial(_Quiet, directory=str(project / "www"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/people/of%20the%20trees/", place
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def test_a_reader_gets_from_the_index_to_every_file_wherever_the_folder_is_hosted(served):
    start, place = served
    found, waiting = {}, [f"{start}index.html"]
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        with urllib.request.urlopen(url) as answer:  # raises for what is not there
            found[url] = answer.read()
        if url.endswith(".html"):
            page = found[url].decode()
            hrefs = [*re.findall(r'<(?:a|link)\b[^>]*\bhref="([^"]*)"', page)]
            waiting += (urldefrag(urljoin(url, unescape(href))).url for href in hrefs)
    assert all(url.startswith(start) for url in found), "nothing leads out of the folder"
    assert len(found) == sum(path.is_file() and path.name not in ("SHA256SUMS", ".build") for path in place.rglob("*"))


def test_what_was_built_of_a_document_that_is_gone_is_removed_and_nothing_else(project):
    (project / "source/old.md").write_text("A chapter.\n")
    (project / "source/kept.md").write_text("Another one.\n")
    run(project, "update")
    run(project, "build", *FORMATS)
    editions = project / "editions"
    (editions / "ru/mine.txt").write_text("of the author's own")
    (editions / "fa/old.html").write_text("changed by somebody")
    (project / "source/old.md").unlink()
    assert "would remove editions/ru/old.html" in run(project, "build", "--check", *FORMATS, code=1)
    assert (editions / "ru/old.html").is_file()
    assert "removed from editions/" in run(project, "build", *FORMATS)
    assert [path.relative_to(editions).as_posix() for path in editions.rglob("old.*")] == ["fa/old.html"]
    assert (editions / "ru/mine.txt").is_file() and (editions / "ru/kept.html").is_file()


def test_what_was_built_of_a_text_that_is_markdown_now_is_removed_and_nothing_else(project):
    formats = ("--format", "md", "--format", "txt")
    (project / "source/old.txt").write_text("A chapter.\n")
    run(project, "update")
    run(project, "build", *formats)
    editions = project / "editions"
    (editions / "ru/trees.txt").write_text("of the author's own")
    (editions / "fa/old.txt").write_text("changed by somebody")
    (project / "source/old.txt").rename(project / "source/old.md")
    run(project, "update")
    for _ in range(2):
        run(project, "build", *formats)
        assert [path.relative_to(editions).as_posix() for path in sorted(editions.rglob("*.txt"))] == [
            "fa/old.txt",
            "ru/trees.txt",
        ]
        assert b".txt" not in (editions / "SHA256SUMS").read_bytes() + (editions / "index.html").read_bytes()
        (editions / ".build").unlink()


def test_a_build_of_one_format_leaves_the_others_as_they_are(project):
    run(project, "build", *FORMATS)
    before = (project / "editions/en/trees.epub").read_bytes()
    source = project / "source/trees.md"
    source.write_text(source.read_text("utf-8") + "\nThey fall.\n", "utf-8")
    run(project, "build", "--format", "html")
    assert (project / "editions/en/trees.epub").read_bytes() == before


def test_checksums_that_somebody_else_wrote_remove_nothing_outside_the_editions(project):
    run(project, "build", *FORMATS)
    source = project / "source/trees.md"
    (project / "editions/link").symlink_to(project / "source")
    digest = sha256(source.read_bytes()).hexdigest()
    names = ("../source/trees.md", str(source), "link/trees.md")
    (project / "editions/SHA256SUMS").write_text("".join(f"{digest}  {name}\n" for name in names))
    (project / "editions/.build").unlink()
    run(project, "build", *FORMATS)
    assert source.is_file()
