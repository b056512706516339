"""Catalogs that were in other programs: their files as they really are (data/po/made), and the programs that run here.

Whoever opens a catalog elsewhere and saves it changes nothing that counts; whoever edits one message there changes
that message, and its reviews are void; and nobody's name stays.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

from i18n import review, store
from i18n.catalog import po
from i18n.cli import main
from i18n.gitsetup import tidy_staged
from i18n.model import State

from .test_reviewing import ESSAYS, marked
from .test_reviewing import needs as needs_program

MADE = Path(__file__).parent / "data" / "po" / "made"
DAY = "1795651200"  # 2026-11-26, the day of these catalogs
FOLDERS = sorted(path.parent.name for path in MADE.glob("*/base.po"))
CASES = dict(re.findall(r"(?ms)^== (\S+)\n(.*?)(?=^== |\Z)", (MADE / "edited.txt").read_text("utf-8")))
SAVED = sorted(
    name
    for path in MADE.glob("*/*.po")
    if (name := f"{path.parent.name}/{path.stem}") not in CASES and path.stem != "base"
)
NAMES = re.compile(r"Jane|[a-z]+\.example\b|kde\.org|Poedit|Weblate|Lokalize|OmegaT|Babel|Toolkit", re.IGNORECASE)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Puts a catalog into the project that it is from; tells its path, and the catalog before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)

    def put(folder, data):
        language, _, segmentation = folder.partition(".")
        settings = f'languages = ["{language}"]\nsegmentation = "{segmentation or "block"}"\nformats = ["html"]\n'
        Path("tamizdat.toml").write_text(settings)
        Path("source").mkdir()
        shutil.copy(MADE / "river.md", "source")
        path = Path(f"locales/{language}/LC_MESSAGES/river.po")
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        return SimpleNamespace(path=path, language=language, base=(MADE / folder / "base.po").read_bytes())

    return put


def run(typed, code=0):
    done = CliRunner().invoke(main, typed.split(), catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def made(name):
    return (MADE / f"{name}.po").read_bytes()


def facts(data):
    """What stands in a catalog for those who work with it."""
    return [
        (entry.key, entry.target, entry.fuzzy, entry.previous, entry.notes, entry.extracted, entry.places, entry.joined)
        for entry in po.load(data, "river.po").active
    ]


# Saved, and nothing else


def test_the_catalogs_before_have_every_state():
    for folder in FOLDERS:
        entries = po.load(made(f"{folder}/base"), folder).active
        assert {review.state(entry) for entry in entries} == set(State)
        assert any(len(review.reviews(entry)) == 2 for entry in entries)
        assert any(map(review.stale_reviews, entries))
    assert any(entry.joined for entry in po.load(made("zh_Hans.sentence/base"), "").active)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_catalogs_before_are_in_our_form_and_up_to_date(project, folder):
    here = project(folder, made(f"{folder}/base"))
    run("update")
    run("fmt")
    assert here.path.read_bytes() == here.base


@pytest.mark.parametrize("name", [name for name in SAVED if not name.endswith("/babel")])
def test_what_a_program_saved_is_the_same_catalog_and_fmt_gives_its_bytes_back(project, name):
    here = project(name.partition("/")[0], made(name))
    assert facts(made(name)) == facts(here.base)
    assert NAMES.search(made(name).decode())
    run("fmt")
    assert here.path.read_bytes() == here.base


@pytest.mark.parametrize("name", [name for name in SAVED if name.endswith("/babel")])
def test_what_babel_takes_out_of_a_catalog_comes_back_with_the_next_update(project, name):
    """It drops fields that it does not know, those on segmentation too, and takes ``#|`` for a comment."""
    assert b"X-Tamizdat" not in made(name) and b'\n# | msgid "In the first' in made(name)
    here = project(name.partition("/")[0], made(name))
    outdated = [entry for entry in store.load(here.path).active if review.state(entry) is State.OUTDATED]
    assert [entry.previous.source[:17] for entry in outdated] == ["In the first year"]
    run("fmt")
    assert not NAMES.search(here.path.read_text("utf-8"))
    run("update")
    assert here.path.read_bytes() == here.base


# Edited


@pytest.mark.parametrize("name", CASES)
def test_what_was_edited_elsewhere_has_the_state_that_its_user_expects(project, name):
    here = project(name.partition("/")[0], made(name))
    wanted = [line.split(" ", 1) for line in CASES[name].strip().split("\n")]
    before = {entry.key: entry for entry in po.load(here.base, "base.po").active}
    for entry in store.load(here.path).active:
        said = [state for state, start in wanted if entry.key.source.startswith(start)]
        old = before.pop(entry.key)
        assert entry.notes == old.notes, "no mark and no comment is lost"
        if said:
            assert [review.state(entry).word] == said
            assert (entry.target, entry.fuzzy, entry.joined) != (old.target, old.fuzzy, old.joined)
        else:
            assert (entry.target, review.state(entry), entry.previous) == (old.target, review.state(old), old.previous)
    assert not before


@pytest.mark.parametrize("name", CASES)
def test_no_name_stays_in_what_was_edited_and_it_goes_on_through_every_command(project, name):
    here = project(name.partition("/")[0], made(name))
    states = [review.state(entry) for entry in store.load(here.path).active]
    for command in ("status", "build", "update", "fmt", f"review {here.language.replace('_', '-')} --json"):
        run(command)
    assert not NAMES.search(here.path.read_text("utf-8"))
    assert [review.state(entry) for entry in store.load(here.path).active] == states
    assert here.path.read_bytes().split(b"\n\n")[0] == here.base.split(b"\n\n")[0], "its header is ours again"


@pytest.mark.parametrize(
    ("name", "check", "count"),
    [
        ("ru/omegat", "emptied", 1),  # of the other only git can tell
        ("ru/omegat-filled", "same-as-source", 2),
        ("ru/omegat-edited", "stray-previous", 1),
        ("ru/lokalize-edited", "stray-previous", 1),
        ("ru/poedit-edited", "stale-review", 5),
        ("ru/poedit-edited", "edited-machine", 2),
        ("fa/poedit-edited", "names", 1),
    ],
)
def test_what_a_program_did_to_a_catalog_is_told(project, name, check, count):
    project(name.partition("/")[0], made(name))
    assert run("check", 1).count(f"[{check}]") == count


def test_build_says_that_what_omegat_filled_in_is_no_translation(project):
    project("ru", made("ru/omegat-filled"))
    said = " ".join(run("build").split())
    assert "ru: 2 translations are the original, word for word: `tamizdat check ru` tells which" in said


@pytest.mark.parametrize("name", ["ru/base", "fa/base", "ru/omegat"])
def test_build_says_so_of_no_other(project, name):
    project(name.partition("/")[0], made(name))
    assert "word for word" not in run("build")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_tells_of_the_drafts_that_omegat_emptied(project):
    here = project("ru", made("ru/base"))
    for command in ("init -q", "add --all", "-c user.name=ash -c user.email=ash commit -qm work"):
        subprocess.run(["git", *command.split()], check=True)
    here.path.write_bytes(made("ru/omegat"))
    assert "2 translations are gone that the last commit had" in run("check", 1)


@pytest.mark.parametrize("name", ["ru/poedit-edited", "zh_Hans.sentence/poedit-edited"])
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hook_commits_what_poedit_saved_without_names(project, name):
    here = project(name.partition("/")[0], made(name))
    subprocess.run(["git", "init", "-q"], check=True)
    run("git-setup")
    subprocess.run(["git", "add", "--all"], check=True)
    assert tidy_staged().tidied == (here.path.as_posix(),)
    staged = subprocess.run(["git", "show", f":{here.path.as_posix()}"], capture_output=True, check=True).stdout
    assert not NAMES.search(staged.decode())
    assert staged.split(b"\n\n")[0] == here.base.split(b"\n\n")[0]


# The programs themselves, where they are installed


def gettext(*command):
    def save(data, folder):
        (folder / "in.po").write_bytes(data)
        return subprocess.run(
            [part.format(po=folder / "in.po") for part in command], capture_output=True, check=True
        ).stdout

    return save


SAVED_BY_WEBLATE = """
import sys
from translate.storage.pypo import pofile
file = pofile(sys.stdin.buffer)
file.wrapper.width = 77
for unit in file.units:
    if not unit.isheader():
        target, unit.target = unit.target, ""
        unit.target = target
file.updateheader(add=True, last_translator="Jane Example <jane@mail.example>", x_generator="Weblate 5.14.3")
sys.stdout.buffer.write(bytes(file))
"""


def toolkit(data, _):
    """As Weblate: every translation set anew, its header, a wrapped file. Its library is GPL, so it is a program here."""
    if not find_spec("translate"):
        pytest.skip("translate-toolkit is not installed (the extra “tools”)")
    return subprocess.run([sys.executable, "-c", SAVED_BY_WEBLATE], input=data, capture_output=True, check=True).stdout


def polib_wrapped(data, _):
    return str(polib.pofile(data.decode(), wrapwidth=78)).encode()


REWRITES = {
    "msgcat": gettext("msgcat", "{po}"),
    "msgcat, narrow": gettext("msgcat", "--width=30", "{po}"),
    "msgattrib": gettext("msgattrib", "{po}"),
    "msgfilter": gettext("msgfilter", "--keep-header", "--input={po}", "cat"),
    "msgconv": gettext("msgconv", "--to-code=UTF-8", "{po}"),
    "msguniq": gettext("msguniq", "{po}"),
    "msgmerge": gettext("msgmerge", "--quiet", "--previous", "{po}", "{po}"),
    "translate-toolkit": toolkit,
    "polib": polib_wrapped,
}


@pytest.mark.full
@pytest.mark.gettext
@needs_program("msgcat")
@pytest.mark.parametrize("rewrite", REWRITES.values(), ids=REWRITES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_program_that_rewrites_a_file_changes_nothing_that_counts(project, folder, rewrite, tmp_path):
    data = made(f"{folder}/base")
    written = rewrite(data, tmp_path)
    assert written != data
    assert facts(written) == facts(data)
    here = project(folder, written)
    run("fmt")
    assert here.path.read_bytes() == data


@pytest.mark.full
@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.parts[-3])
def test_marks_survive_the_library_of_weblate(path):
    before = po.dump(marked(path))
    assert facts(toolkit(before, None)) == facts(before)


def babel_update(data, pot):
    catalog = read_po(io.BytesIO(data))
    catalog.update(read_po(io.BytesIO(pot)))
    buffer = io.BytesIO()
    write_po(buffer, catalog, include_previous=True)
    return buffer.getvalue()


@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.parts[-3])
def test_marks_and_long_previous_sources_survive_an_update_by_babel(path):
    before = marked(path)
    first, second, *rest = before.entries
    long = replace(
        rest[2], fuzzy=True, previous=replace(rest[2]).key._replace(context="was", source=f'"{rest[3].key.source}\\\n!')
    )
    before = po.canonical(replace(before, entries=(first, second, *rest[:2], long, *rest[3:])))
    pot = po.dump(replace(before, locale=None, entries=tuple(replace(e, target="", notes=()) for e in before.active)))
    after = po.load(babel_update(po.dump(before), pot), "essay.po")
    assert [entry.notes for entry in after.active] == [entry.notes for entry in before.active]
    assert [entry.previous for entry in after.active] == [entry.previous for entry in before.active]
    assert [review.state(entry, 2) for entry in after.active] == [review.state(entry, 2) for entry in before.active]
