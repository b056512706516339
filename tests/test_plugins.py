"""A format, a writer and a check of others' making: a distribution that is installed, and no line of ours changes."""

import json

import pytest

from i18n import checks, formats
from i18n.editions import writers

from .sampler import run

POINTS = """\
[tamizdat.writers]
json = tiny:write_json
broken = tiny:write_broken
lost = tiny_that_is_gone:write
text.json = tiny:write_text

[tamizdat.checks]
shouting = tiny:shouting

[tamizdat.formats]
verse = tiny_verse
"""
TINY = """\
import json

from i18n.editions.shelf import title
from i18n.model import Severity


def write_json(edition, shelf):
    return json.dumps([title(edition), edition.locale, [piece.text for piece in edition.pieces]]).encode()


def write_broken(edition, shelf):
    return 1 / 0


def write_text(edition, shelf):
    return "text, where bytes are wanted"


def shouting(context):
    for entry in context.catalog.active:
        if entry.target.isupper():
            yield context.finding(Severity.WARNING, entry, "this shouts")
"""
VERSE = '''\
"""Each line is a segment."""

from types import MappingProxyType

from i18n.formats import Body, Filled
from i18n.model import Document, Place, Segment, Slot

NAME = "verse"


def read(path, data, options=None):
    parts = []
    for number, line in enumerate(data.decode().splitlines(keepends=True), 1):
        text = line.rstrip("\\n")
        parts.append(Slot(Segment(text, "verse", place=Place(path, number)), text) if text else "")
        parts.append(line[len(text):])
    return Document(path, NAME, None, MappingProxyType({}), tuple(part for part in parts if part != ""))


def fill(document, texts, lang=None, original=None):
    texts = iter(texts)
    return Filled("".join(part if isinstance(part, str) else next(texts) or part.raw for part in document.parts))


def announce(text, notices):
    return "".join(f"({notice})\\n" for notice in notices) + text


def to_html(text, document, pieces):
    return Body("".join(f"<p>{piece.text or piece.source}</p>\\n" for piece in pieces))
'''


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """A distribution as pip would have installed it, on the path; nothing that was found before is remembered."""
    site = tmp_path / "site"
    (site / "tiny-1.0.dist-info").mkdir(parents=True)
    (site / "tiny-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
    (site / "tiny-1.0.dist-info" / "entry_points.txt").write_text(POINTS)
    (site / "tiny.py").write_text(TINY)
    (site / "tiny_verse.py").write_text(VERSE)
    monkeypatch.syspath_prepend(str(site))
    caches = (writers.writers, checks.registered, formats._entry_points)
    for one in caches:
        one.cache_clear()
    yield site
    for one in caches:
        one.cache_clear()


@pytest.fixture
def project(plugin, tmp_path):
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "source" / "poem.verse").write_text("A tree grows.\n\nPeople wait.\n")
    (root / "tamizdat.toml").write_text("")
    run(root, "add", "ru")
    po = root / "locales/ru/LC_MESSAGES/poem.po"
    text = po.read_text("utf-8").replace('"A tree grows."\nmsgstr ""', '"A tree grows."\nmsgstr "Растёт дерево."')
    po.write_text(text.replace('"People wait."\nmsgstr ""', '"People wait."\nmsgstr "ЛЮДИ ЖДУТ."'), "utf-8")
    return root


def test_a_writer_is_asked_for_by_the_name_of_its_entry_point(project):
    run(project, "build", "--format", "json")
    made = json.loads((project / "editions/ru/poem.json").read_bytes())
    assert made == ["poem", "ru", ["Растёт дерево.", "ЛЮДИ ЖДУТ."]]


def test_a_format_is_read_filled_and_made_into_what_all_writers_make(project):
    run(project, "build", "ru", "--format", "html", "--format", "epub", "--format", "bilingual.html")
    assert "<p>Растёт дерево.</p>" in (project / "editions/ru/poem.html").read_text("utf-8")
    assert "A tree grows." in (project / "editions/ru/poem.bilingual.html").read_text("utf-8")
    assert (project / "editions/ru/poem.epub").is_file()


def test_a_file_of_another_writer_is_on_the_shelf_as_ours_are(project):
    run(project, "build", "--format", "html", "--format", "json")
    assert '<a href="poem.json"><bdi>JSON</bdi></a>' in (project / "editions/ru/poem.html").read_text("utf-8")
    assert 'href="ru/poem.json"' in (project / "editions/index.html").read_text("utf-8")
    assert "ru/poem.json" in (project / "editions/SHA256SUMS").read_text("utf-8")


def test_a_check_looks_at_every_catalog(project):
    said = run(project, "check", code=1)
    assert "this shouts" in said and "shouting" in said and said.count("shouts") == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("broken", "the writer tiny:write_broken broke: ZeroDivisionError"),
        ("lost", "the writer tiny_that_is_gone:write broke: ModuleNotFoundError"),
        ("text.json", "the writer tiny:write_text broke: it made str, not bytes"),
    ],
)
def test_a_writer_that_breaks_is_reported_by_name_and_the_other_formats_are_made(project, name, why):
    said = run(project, "build", "--format", name, "--format", "html", code=1)
    assert f"{name} not made: {why}" in said
    assert (project / "editions/ru/poem.html").is_file() and not (project / f"editions/ru/poem.{name}").exists()
