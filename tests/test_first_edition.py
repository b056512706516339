"""An essay becomes a first edition: new, update, status, build, through the command line."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*args, code=0):
        result = CliRunner().invoke(main, [str(arg) for arg in args])
        assert result.exit_code == code, result.output
        return result.output

    return run


ESSAY = "---\ntitle: On Trees\nauthor: A. Writer\ndate: 2025-12-08\nlang: en\n---\n\nTrees grow.\n\nSlowly.\n"


def test_an_essay_has_a_marked_first_edition_right_after_new(run, tmp_path):
    Path("trees.md").write_text(ESSAY)
    run("new", "trees.md", "--to", "ru")
    page = Path("editions/ru/trees.html").read_text("utf-8")
    assert '<html lang="ru" dir="ltr">' in page
    assert '<p class="original" lang="en" dir="ltr">Trees grow.</p>' in page
    assert "Этот текст ещё не переведён" in page


def test_a_translated_segment_appears_and_the_rest_stays_original(run, tmp_path):
    Path("trees.md").write_text(ESSAY)
    run("new", "trees.md", "--to", "ru")
    po = Path("locales/ru/LC_MESSAGES/trees.po")
    po.write_text(
        po.read_text("utf-8").replace(
            'msgid "Trees grow."\nmsgstr ""', 'msgid "Trees grow."\nmsgstr "Деревья растут."'
        ),
        "utf-8",
    )
    run("update")
    run("build")
    page = Path("editions/ru/trees.html").read_text("utf-8")
    assert "<p>Деревья растут.</p>" in page
    assert '<p class="original" lang="en" dir="ltr">Slowly.</p>' in page
    rows = json.loads(run("status", "--json"))["rows"]
    assert rows[0]["segments"]["translated"] == 1


def test_a_page_links_only_to_files_that_are_there(run, tmp_path):
    Path("trees.md").write_text(ESSAY)
    run("new", "trees.md", "--to", "ru")
    import re

    for page in Path("editions").rglob("*.html"):
        for target in re.findall(r'href="([^"#]+)"', page.read_text("utf-8")):
            assert (page.parent / target).is_file(), f"{page} links to {target}"


def on_a_fresh_clone(run):
    Path("trees.md").write_text(ESSAY)
    run("new", "trees.md", "--to", "ru", "--to", "de", "--to", "fa")
    shutil.rmtree("editions")


def test_who_builds_one_language_is_told_which_others_its_pages_lead_to_that_are_not_there_yet(run):
    on_a_fresh_clone(run)
    told = "note: pages lead to editions that are not built yet: de, fa\n  `tamizdat build` makes them."
    assert told in run("build", "ru", "--check", code=1)
    assert told in run("build", "ru")
    alone = Path("editions/ru/trees.html").read_bytes()
    assert "editions that are not built yet: fa\n" in run("build", "de")
    assert "not built yet" not in run("build")
    assert Path("editions/ru/trees.html").read_bytes() == alone, "what else lies on the disk is not seen in a page"


@pytest.mark.parametrize("suffix", ["epub", "md"])
def test_formats_that_lead_to_no_other_language_are_built_alone_without_a_word(run, suffix):
    on_a_fresh_clone(run)
    assert "not built yet" not in run("build", "ru", "--format", suffix)


def test_where_pages_are_none_of_the_formats_it_is_said_how_to_make_what_is_linked_to(run):
    on_a_fresh_clone(run)
    Path("tamizdat.toml").write_text('formats = ["bilingual.html"]\n')
    assert "built yet: de, en, fa, ru\n  `tamizdat build --format html` makes them." in run("build")
    run("build", "--format", "html")
    assert "not built yet" not in run("build")
