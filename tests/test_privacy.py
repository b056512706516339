"""Nobody can tell from a catalog or an edition who made it, where, on which machine, or at what hour.

Everything that could give a person away has the mark ``Zqx`` in it here: the folder, the user, the host, git's
name and address, the time zone. No byte that a command writes may have it.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n.cli import main

MARK = "zqx"
ESSAY = (
    "---\ntitle: On Trees\nauthor: A. Writer\ndate: 2025-12-08\nlang: en\n---\n\n"
    "# Growing\n\nTrees *grow*.\n\nSlowly, most of them.\n"
)
PO = "locales/ru/LC_MESSAGES/essay.po"
BEGIN = ("new in/essay.md --to ru --to fa", "add zh-Hans")
TRANSLATED = ("mark --machine some-engine ru", "build", "publish")
CHANGED = (
    "update",
    "build --draft",
    "fmt",
    "extract in/essay.md -o out/essay.pot",
    f"assemble in/essay.md --po {PO} -o out/essay.md",
    f"assemble in/essay.md --po {PO} -o out/essay.html",
    f"fmt {PO}",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A project in which every command was run by somebody whose every trait is marked."""
    root = tmp_path_factory.mktemp("ZqxFolder") / "ZqxProject"
    (root / "in").mkdir(parents=True)
    home = root.parent / "ZqxHome"
    home.mkdir()
    environment = somebody(home)
    git = {"cwd": root, "env": environment, "check": True, "capture_output": True}
    (root / "in/essay.md").write_text(ESSAY)
    if shutil.which("git"):
        for name, value in (("user.name", "Zqx Zqxov"), ("user.email", "zqx@zqx.example")):
            subprocess.run(["git", "config", "--global", name, value], **git)
        subprocess.run(["git", "init", "--quiet"], **git)
    tamizdat(root, environment, *BEGIN)
    translate(root / PO)
    tamizdat(root, environment, *TRANSLATED)
    if shutil.which("git"):
        subprocess.run(["git", "add", "--all"], **git)
        subprocess.run(["git", "commit", "--quiet", "--message", "Begin"], **git)
    (root / "source/essay.md").write_text(ESSAY + "\nAnd for long.\n")
    tamizdat(root, environment, *CHANGED)
    return root


def somebody(home: Path) -> dict[str, str]:
    names = "USER LOGNAME USERNAME HOSTNAME HOST EMAIL NAME FULLNAME DEBFULLNAME DEBEMAIL COMPUTERNAME".split()
    git = [f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
    marked = {name: "zqx@zqx.example" if "EMAIL" in name else "Zqx" for name in (*names, *git)}
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP")}
    # A zone of its own: five hours and three quarters ahead of UTC.
    return {**kept, **marked, "HOME": str(home), "TZ": "Zqx-05:45", "GIT_CONFIG_NOSYSTEM": "1"}


RUN = """
import sys
import zipfile
from i18n.cli import main
for command in sys.argv[1:]:
    if main(command.split(), standalone_mode=False) == 2:
        sys.exit(f"failed: {command}")
"""


def tamizdat(root: Path, environment: dict[str, str], *commands: str) -> None:
    """Run commands in a process of its own."""
    environment = {"PYTHONPATH": str(Path(__file__).parent.parent), **environment}
    words = [sys.executable, "-c", RUN, *commands]
    done = subprocess.run(words, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr


def translate(path: Path) -> None:
    text = path.read_text("utf-8")
    path.write_text(text.replace('"Trees *grow*."\nmsgstr ""', '"Trees *grow*."\nmsgstr "Деревья *растут*."'), "utf-8")


def written(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that some command wrote, by its path."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith((".git/", "in/")):
            yield name, path.read_bytes()


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every text that some command wrote, those inside of archives too."""
    for name, content in written(root):
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from ((f"{name}/{inside}", archive.read(inside).decode("utf-8")) for inside in archive.namelist())
        elif not name.endswith(".pdf"):  # see test_pdf.py: its text is compressed
            yield name, content.decode("utf-8")


def test_every_kind_of_file_was_written(made):
    names = {name for name, _ in written(made)}
    assert {".gitignore", "locales/LINGUAS", "locales/essay.pot", PO, "editions/index.html"} <= names
    assert {
        "editions/ru/essay.epub",
        "editions/ru/essay.html",
        "editions/ru/essay.md",
        "out/essay.pot",
        "out/essay.md",
        "out/essay.html",
    } <= names
    assert any("Деревья".encode() in content for name, content in written(made) if name.startswith("editions/ru/"))


def test_no_name_address_host_or_folder_gets_into_a_file(made):
    for name, content in written(made):
        assert MARK not in name.lower() and MARK.encode() not in content.lower(), name


def test_the_real_machine_gets_into_no_file(made):
    real = [socket.gethostname(), str(Path.home()), str(made), str(Path(__file__).parent.parent), sys.prefix]
    for name, content in written(made):
        assert [trait for trait in real if len(trait) > 5 and trait.encode() in content] == [], name


def test_no_hour_and_no_time_zone_gets_into_a_file(made):
    for name, content in texts(made):
        text = re.sub("<style>.*?</style>", "", content, flags=re.DOTALL)
        assert set(re.findall(r"(?<![\w.])[+-]\d\d:?\d\d(?!\d|-)", text)) <= {"+0000"}, name
        assert set(re.findall(r"(?<![\w:])\d\d?:\d\d(?:[:.]\d\d)?(?!\w*[-:])", text)) <= {"00:00"}, name


def test_catalogs_name_days_in_utc_and_a_role(made):
    for name, content in written(made):
        if name.endswith((".po", ".pot")):
            text = content.decode()
            dates = re.findall(r'^"(?:POT-Creation|PO-Revision)-Date: (.*)\\n"$', text, re.MULTILINE)
            assert len(dates) == 2 and all(re.fullmatch(r"\d{4}-\d\d-\d\d 00:00\+0000|YEAR.*", day) for day in dates)
            assert '"Last-Translator: the translators\\n"' in text


# What other tools wrote into a header

HEADER = {
    "Project-Id-Version": "essay",
    "Language": "ru",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
FIELDS = {
    "Last-Translator": "Zqx Zqxov <zqx@zqx.example>",
    "Language-Team": "Zqx Translators <team@zqx.example>",
    "Report-Msgid-Bugs-To": "zqx@zqx.example",
    "PO-Revision-Date": "2026-03-01 02:41+0545",
    "POT-Creation-Date": "2026-03-01 23:59-0700",
    "X-Generator": "Poedit 3.4.2",
    "X-Poedit-Basepath": "/home/zqx/essays",
    "X-Poedit-SearchPath-0": "/home/zqx",
    "X-Poedit-Bookmarks": "1,2,3",
    "X-Poedit-SourceCharset": "UTF-8",
    "X-Editor-Home": r"C:\\Users\\zqx",
}
ABOVE = (
    "# Translation of essay.",
    "# Copyright (C) 2026 Zqx Zqxov, 2026.",
    "# Zqx Zqxov <zqx@zqx.example>, 2026.",
    "# zqx@zqx.example",
    "# FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.",
)
KNOWN = {
    "a team that is a person": ({"Language-Team": "Zqx Zqxov"}, ()),
    "a field with a plain name": ({"X-Translator": "Zqx Zqxov"}, ()),
    "a plain name for reports": ({"Report-Msgid-Bugs-To": "Zqx Zqxov"}, ()),
    "a folder before the name of the essay": ({"Project-Id-Version": "/home/zqx/essay"}, ()),
    "a comment with a name alone": ({}, ("# Zqx Zqxov",)),
    "a comment with a year before the name": ({}, ("# Copyright (C) 2026 Zqx Zqxov",)),
}


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "essay.md").write_text(ESSAY)
    run("new essay.md --to ru")
    return tmp_path


def run(command: str) -> None:
    result = CliRunner().invoke(main, command.split())
    assert result.exit_code == 0, result.output


def touched(path: Path, fields: dict[str, str], above: tuple[str, ...]) -> None:
    """The catalog as another tool leaves it."""
    _, _, entries = path.read_text("utf-8").partition("\n\n")
    header = {**HEADER, **fields}
    lines = [f'"{name}: {value}\\n"' for name, value in header.items()]
    path.write_text("\n".join((*above, 'msgid ""', 'msgstr ""', *lines, "", entries)), "utf-8")


@pytest.mark.parametrize("command", ["update", "update ru", "fmt", f"fmt {PO}"])
def test_names_of_other_tools_are_gone_after_the_next(command, project):
    touched(project / PO, FIELDS, ABOVE)
    run(command)
    text = (project / PO).read_text("utf-8")
    assert MARK not in text.lower() and "Poedit" not in text and "EMAIL@ADDRESS" not in text
    assert '"PO-Revision-Date: 2026-02-28 00:00+0000\\n"' in text  # 20:56 in UTC, the day before


@pytest.mark.parametrize("command", ["update", "fmt"])
@pytest.mark.parametrize("name", KNOWN)
def test_a_plain_name_is_gone_too(name, command, project):
    touched(project / PO, *KNOWN[name])
    run(command)
    assert MARK not in (project / PO).read_text("utf-8").lower()


def test_fmt_frees_a_catalog_outside_any_project_of_names(project, tmp_path_factory, monkeypatch):
    touched(project / PO, FIELDS, ABOVE)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(project / PO, elsewhere / "x.po")
    monkeypatch.chdir(elsewhere)
    run("fmt x.po")
    assert MARK not in (elsewhere / "x.po").read_text("utf-8").lower()


def test_names_in_a_catalog_reach_no_edition(project):
    touched(project / PO, FIELDS, ABOVE)
    translate(project / PO)
    run("build")
    run(f"assemble source/essay.md --po {PO} -o out.html")
    for path in (*project.glob("editions/**/*.*"), project / "out.html"):
        assert MARK.encode() not in path.read_bytes().lower(), path


# The same essay, the same bytes


def test_two_people_make_the_same_bytes(tmp_path):
    people = [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "USER": "one", "PYTHONHASHSEED": "1", "LANGUAGE": "de"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "USER": "two", "PYTHONHASHSEED": "2", "COLUMNS": "40"},
    ]
    for number, person in enumerate(people):
        root = tmp_path / f"folder {number}" / ("deep" * number)
        (root / "in").mkdir(parents=True)
        (root / "in/essay.md").write_text(ESSAY)
        home = {"HOME": str(root), "PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1767312000"}
        tamizdat(root, {**home, **person}, "new in/essay.md --to ru,fa,zh-Hans", "extract in/essay.md -o out/essay.pot")
        translate(root / PO)
        tamizdat(root, {**home, **person}, "build")
        person["made"] = dict(written(root))
    one, two = (person["made"] for person in people)
    assert one == two and len(one) > 15
