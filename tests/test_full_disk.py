"""A full disk, a read-only one, a user who may not write: every file is the old one or the new one, and the answer helps.

Each command runs with no room, then with more each time until there is room for all: so it is stopped at one write
after the other.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from i18n import review, reviewing, store
from i18n.catalog import po
from i18n.cli import main

from .disks import Disk
from .forks import Server
from .nobody import as_nobody
from .test_git import NAMES, catalog, new_repo, signed, wrapped

pytestmark = pytest.mark.full

ESSAY = """---
title: On Trees
---

Trees grow slowly in teh north. Nobody sees it. They fall in a day.

People wait for it, as they always did.

Nobody knows why the wood is quiet.
"""
LONG = "".join(f"\n{number} trees stand beside the road that leads to the sea.\n" for number in range(2, 62))
RU, SOURCE = "locales/ru/LC_MESSAGES/trees.po", "source/trees.md"
DAY = dt.date(2026, 1, 2)
SOURCE_DAY = {"SOURCE_DATE_EPOCH": "1767312000"}
ENVIRONMENT = {**SOURCE_DAY, "TAMIZDAT_DEBUG": None}
ROOT = Path(__file__).parent.parent


def run(typed: str, code: int | None = 0) -> tuple[int, str]:
    """What tamizdat answers; never a traceback."""
    done = CliRunner().invoke(main, typed.split(), env=ENVIRONMENT)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output and "a mistake of ours" not in done.output, done.output
    assert code is None or done.exit_code == code, done.output
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """An essay in two languages, translated whole: a person's text, a review and a machine's text in each."""
    top = tmp_path_factory.mktemp("made")
    (top / "trees.md").write_text(ESSAY + LONG)
    run(f"-C {top} new {top}/trees.md --to ru --to de")
    (top / "trees.md").unlink()
    for path in top.glob("locales/*/LC_MESSAGES/trees.po"):
        with store.editing(path, top) as draft:
            texts = [replace(entry, target=f"{path.parts[-3]}: {entry.key.source}") for entry in draft.catalog.active]
            made = (
                texts[0],
                review.mark_reviewed(texts[1], "ash", DAY),
                texts[2],
                review.mark_machine(texts[3], "e", DAY),
                *texts[4:],
            )
            draft.catalog = reviewing.with_entries(draft.catalog, {entry.key: entry for entry in made})
    run(f"-C {top} update")
    run(f"-C {top} build --format html --format md")
    return top


@pytest.fixture
def disk(tmp_path, project, monkeypatch):
    """The project on a disk of its own, which is the current folder."""
    with Disk(tmp_path / "disk") as made:
        shutil.copytree(project, made.top, dirs_exist_ok=True)
        monkeypatch.chdir(made.top)
        yield made
        monkeypatch.chdir(tmp_path)


def edit(path: str, before: str, after: str) -> Callable[[], None]:
    def prepare() -> None:
        text = Path(path).read_text("utf-8")
        assert before in text
        Path(path).write_text(text.replace(before, after), "utf-8")

    return prepare


def grow() -> None:
    with Path(SOURCE).open("a") as file:
        file.write(LONG.replace("sea", "hills"))


def rewrap() -> None:
    for path in Path("locales").rglob("*.po"):
        path.write_bytes(wrapped(path.read_bytes()))


def empty() -> None:
    for name in ("source", "locales", "editions"):
        shutil.rmtree(name)
    Path(".gitignore").unlink()
    Path("trees.md").write_text(ESSAY + LONG)


def outside_files() -> None:
    shutil.copy(RU, "old.po")
    shutil.copy("locales/trees.pot", "new.pot")
    edit("new.pot", "grow slowly", "grow very slowly")()


def three_versions() -> None:
    for name, text in (("base.po", ""), ("ours.po", "Ours"), ("theirs.po", "Theirs")):
        with store.editing(Path(RU), Path.cwd()) as draft:
            found = draft.catalog
        number = 0 if name == "ours.po" else 2
        entries = [
            replace(entry, target=text) if at == number and text else entry for at, entry in enumerate(found.entries)
        ]
        Path(name).write_bytes(po.dump(replace(found, entries=tuple(entries))))


def all_of_a_person() -> None:
    run("mark --human ru")


ROOMS = (*range(9), *range(10, 31, 4), *range(40, 400, 20))
"""Free pages of the disk: what is stopped at the first writes is stopped at each of them."""


class Case(NamedTuple):
    """What is typed after ``prepare``; how many files it changes."""

    typed: str
    prepare: Callable[[], object]
    files: int


CASES = {
    "update": Case("update", grow, 3),
    "update --trivial": Case("update --trivial --yes", edit(SOURCE, "teh", "the"), 4),
    "add": Case("add fr", lambda: None, 2),
    "extract": Case("extract", grow, 1),
    "extract a file": Case(f"extract {SOURCE} -o out.pot", lambda: None, 1),
    "review": Case("review ru --accept KEYS --as oak", lambda: None, 1),
    "review --reject": Case("review ru --reject KEYS --reason wooden --as oak", lambda: None, 1),
    "mark": Case("mark --machine other ru", lambda: None, 1),
    "merge": Case("merge old.po new.pot -o old.po", outside_files, 1),
    "fmt": Case("fmt", rewrap, 2),
    "check --fix": Case("check --fix", edit(RU, "ru: Nobody knows", "ru: Who knows"), 1),
    "build": Case("build --format html --format md", edit(RU, "ru: People wait", "ru: All wait"), 3),
    "build anew": Case("build --format html --format md --draft", lambda: shutil.rmtree("editions"), 11),
    "publish": Case("publish ru", all_of_a_person, 2),
    "assemble": Case(f"assemble {SOURCE} --po {RU} -o out.md", lambda: None, 1),
    "new": Case("new trees.md --to ru --to de", empty, 10),
    "merge-driver": Case("merge-driver base.po ours.po theirs.po trees.po", three_versions, 1),
}


def typed(case: Case) -> str:
    """What is typed, with the short names of the first messages of the catalog."""
    keys = [review.key_id(entry.key) for entry in store.load(Path(RU)).active][:3] if "KEYS" in case.typed else []
    return case.typed.replace("KEYS", " ".join(keys))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_disk_that_is_full_at_any_moment(disk, case):
    case.prepare()
    words, start = typed(case), disk.files()
    code, said = run(words, None)
    whole = disk.files()
    assert code in (0, 1), said
    assert sum(start.get(path) != data for path, data in whole.items()) >= case.files
    stopped, answer = 0, None
    for pages in ROOMS:
        disk.put_back(start)
        disk.leave(pages)
        answer, said = run(words, None)
        now = disk.files()
        assert start.keys() <= now.keys() <= whole.keys()
        for path, data in now.items():
            assert data in (start.get(path), whole[path]), f"{path} is neither the old file nor the new one"
        if answer == code:
            assert now == whole
            break
        stopped += 1
        assert answer == 2, said
        assert re.search(r"^tamizdat: [\w./-]+: the disk is full\n  The old file is whole; make room and ", said, re.M)
        assert str(disk.top) not in said
        disk.empty()
        run(words, code)
        assert disk.files() == whole, "the same command completes it"
    assert stopped and answer == code
    print(f"{words}: stopped at {stopped} rooms, content with {pages} pages")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_disk_that_is_read_only(disk, case):
    case.prepare()
    words, start = typed(case), disk.files()
    disk.read_only()
    _, said = run(words, 2)
    assert re.search(r"^tamizdat: [\w./-]+: this disk is read-only\n  Nothing was lost; ", said, re.M), said
    assert str(disk.top) not in said
    assert disk.files() == start
    disk.writable()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_project_that_belongs_to_somebody_else(disk, tmp_path, case):
    case.prepare()
    words, start = typed(case), disk.files()
    disk.top.chmod(0o755)
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks").chmod(0o777)
    done = subprocess.run(
        (*as_nobody(), sys.executable, "-m", "i18n.cli", *words.split()),
        env={**os.environ, **SOURCE_DAY, "TMPDIR": str(tmp_path / "locks"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done
    told = (
        r"^tamizdat: [\w./-]+: no permission to write here\n  Nothing was lost; check who owns the file and its folder"
    )
    assert re.search(told, done.stderr, re.M), done.stderr
    assert str(disk.top) not in done.stderr
    assert disk.files() == start


@pytest.fixture
def repository(disk):
    subprocess.run(("git", "init", "--quiet"), check=True)
    return disk


def test_git_setup_on_a_disk_without_room_says_so_and_goes_on_when_there_is(repository):
    stopped = 0
    for pages in ROOMS:
        repository.leave(pages)
        code, said = run("git-setup", None)
        if code == 0:
            break
        stopped += 1
        assert code == 2 and re.search("^tamizdat: .*(disk is full|config).*\n  .*room", said, re.M), said
        assert not list(Path(".git").rglob("*.lock")) and not list(Path(".git").rglob("*.tamizdat-*"))
    assert stopped and "Everything is set up." in run("git-setup")[1]


def test_git_setup_on_a_disk_that_is_read_only_says_so(repository):
    repository.read_only()
    said = run("git-setup", 2)[1]
    assert "Read-only file system\n  What was set up before it stands." in said
    repository.writable()


# Git, which calls the merge driver and the hook


def lines(number: int | None = None, target: str = "") -> list[str]:
    """A catalog of sixty messages, as the case files write them; one is translated."""
    return [f"Sentence {n} of a text that has more. ={f' {target}' if n == number else ''}" for n in range(60)]


@pytest.fixture(scope="module")
def tools(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bin")
    with Server(folder) as server:
        server.program(folder / "tamizdat")
        yield folder


@pytest.fixture
def shared(tmp_path, tools):
    """A disk with a repository after git-setup, of which ours and theirs have translated one message each."""
    with Disk(tmp_path / "disk") as made:
        book = new_repo(made.top / "book", tools)
        book.tamizdat("git-setup")
        book.git("add", "--all")
        book.commit()
        book.branches(catalog(*lines()), catalog(*lines(3, "Да.")), catalog(*lines(40, "Нет.")))
        yield made, book


def until_there_is_room(disk: Disk, attempt: Callable[[], bool]) -> int:
    """Let git try with ever more free pages, until it can; gives how often it was stopped."""
    for stopped, pages in enumerate(range(60)):
        disk.leave(pages)
        if attempt():
            return stopped
    raise AssertionError("there is never room enough")


def test_a_merge_in_git_on_a_full_disk_is_refused_or_stands_as_a_conflict_and_loses_nothing(shared):
    disk, book = shared
    ours, before = book.git("rev-parse", "HEAD"), book.file().read_text("utf-8")
    told = set()

    def attempt() -> bool:
        said = book.git("merge", "--no-edit", "theirs", code=None)
        disk.empty()
        if book.git("rev-parse", "HEAD") != ours:
            return True
        told.update(re.findall("No space left on device|Out of diskspace|couldn't write|the disk is full", said))
        now = book.file().read_text("utf-8")
        assert now == before or ("Да." in now and "Нет." in now), said
        assert ("merged by lines instead" in said) == ("the disk is full" in said)
        if "Automatic merge failed" in said:
            assert book.git("status", "--porcelain").startswith("UU "), "nobody commits it without having looked"
        book.git("reset", "--hard", "--quiet")
        book.git("clean", "-dfq")  # what git itself leaves: .merge_file_…
        assert book.file().read_text("utf-8") == before and book.git("rev-parse", "HEAD") == ours
        return False

    assert until_there_is_room(disk, attempt) > 3 and {"No space left on device", "the disk is full"} <= told
    assert {entry.target for entry in book.load().active} == {"Да.", "Нет.", ""}
    assert book.git("status", "--porcelain") == ""


def test_a_commit_on_a_full_disk_commits_all_or_nothing_and_never_a_name(shared):
    disk, book = shared
    head = book.git("rev-parse", "HEAD")
    data = po.dump(signed(catalog(*lines(3, "Да, да."))))
    assert NAMES.encode() in data
    book.put(data)

    def attempt() -> bool:
        said = book.git("commit", "-m", "more", code=None)
        disk.empty()
        if book.git("rev-parse", "HEAD") != head:
            return True
        assert re.search(
            "No space left|diskspace|disk is full|[Uu]nable to (write|create)|insufficient|couldn't", said
        ), said
        assert "Да, да." in book.file().read_text("utf-8"), "their work stands"
        return False

    assert until_there_is_room(disk, attempt)
    assert "Да, да." in book.committed().decode() and NAMES not in book.committed().decode()
    assert "Да, да." in book.file().read_text("utf-8")
