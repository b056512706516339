"""An essay becomes a first edition: new, update, status, build, through the command line."""

import json
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
