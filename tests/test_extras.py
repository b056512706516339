"""What is not installed names itself and what brings it; the other formats are built, and are found in the index."""

import sys

import pytest

from i18n.editions.writers.typst import engine, fonts

from .sampler import run

PDFS = ("pdf", "bilingual.pdf", "booklet-a4.pdf", "booklet-letter.pdf")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "trees.md").write_text("# Trees of nobody’s making\n\nThey grow.\n", "utf-8")
    (tmp_path / "tamizdat.toml").write_text("")
    run(tmp_path, "add", "ru")
    for one in (engine.compiled, engine._fonts):
        one.cache_clear()
    yield tmp_path
    for one in (engine.compiled, engine._fonts):
        one.cache_clear()


@pytest.fixture
def without_typst(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)


@pytest.fixture
def without_a_font(monkeypatch):
    monkeypatch.setattr(
        fonts, "find_spec", lambda name, found=fonts.find_spec: None if name == "fontpkg_amiri" else found(name)
    )


def files(project):
    return {path.name for path in (project / "editions/ru").iterdir()}


def test_without_the_extra_all_other_formats_are_built_and_it_is_a_note(project, without_typst):
    said = run(project, "build")
    assert "note: " in said and "typst is not installed" in said and "pip install 'tamizdat[pdf]'" in said
    assert said.count("typst is not installed") == 1, "once, not once a file"
    assert all(name in said for name in PDFS)
    assert files(project) == {
        *("trees.html", "trees.bilingual.html", "trees.epub", "trees.bilingual.epub", "trees.md", "feed.xml")
    }
    index = (project / "editions/index.html").read_text("utf-8")
    assert "trees.epub" in index and ".pdf" not in index
    assert ".pdf" not in (project / "editions/ru/trees.html").read_text("utf-8")


def test_who_asks_for_what_is_not_installed_is_told_with_an_error_and_gets_the_rest(project, without_typst):
    said = run(project, "build", "--format", "pdf", "--format", "html", code=1)
    assert "error: pdf not made: typst is not installed" in said
    assert "trees.html" in files(project) and "trees.pdf" not in files(project)


def test_a_font_that_is_not_installed_is_named_with_the_package_that_brings_it(project, without_a_font):
    said = run(project, "build", "--format", "pdf", "--format", "epub", code=1)
    assert "Amiri (fontpkg_amiri)" in said and "pip install 'tamizdat[pdf]'" in said
    assert "trees.epub" in files(project) and "trees.pdf" not in files(project)


def test_an_unknown_format_names_those_that_are_known(project):
    said = run(project, "build", "--format", "docx", code=2)
    assert "docx" in said and all(name in said for name in ("html", "epub", *PDFS))
