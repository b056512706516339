"""Killed with -9 at any moment: every file is the old one or the new one, a rerun completes it, and no edit is lost.

The processes are real ones (see forks.py), the moments spread evenly over the time that the command takes. Only
kills that found the process alive count, and each test goes on until it has its number of them.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from i18n import review, reviewing, store
from i18n.catalog import po
from i18n.catalog.merge_notes import forms

from .forks import Server
from .test_git import PO, new_repo
from .test_merge3 import large, with_translation

if not hasattr(os, "fork"):
    pytest.skip("there is no fork on this system", allow_module_level=True)

pytestmark = pytest.mark.full

KILLS = {"update": 60, "update of two": 30, "update --trivial": 30, "review": 50, "merge": 40, "git merge": 30}
assert sum(KILLS.values()) >= 200


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("forks")) as running:
        yield running


ESSAY = """---
title: On Trees
---

Trees grow slowly in the north. Nobody sees it. They fall in a day.

People wait for it, as they always did.

Nobody knows why teh wood is quiet.
"""
LANGUAGES = ("ru", "de", "fa", "uk")
DAY = dt.date(2026, 1, 2)


@pytest.fixture
def folder(tmp_path, server):
    """An essay in four languages: a review, a machine's text and a draft among its translations."""
    (tmp_path / "trees.md").write_text(ESSAY)
    (tmp_path / "tamizdat.toml").write_text('formats = ["html"]\n')
    server.run(tmp_path, "new", "trees.md", *(word for language in LANGUAGES for word in ("--to", language)))
    (tmp_path / "trees.md").unlink()
    for path in catalogs(tmp_path):
        with store.editing(path, tmp_path) as draft:
            texts = [replace(entry, target=f"{path.parts[-3]}: {entry.key.source}") for entry in draft.catalog.active]
            title, first, second, third = texts
            made = (
                title,
                review.mark_reviewed(first, "ash", DAY),
                replace(second, fuzzy=True),
                review.mark_machine(third, "engine", DAY),
            )
            draft.catalog = reviewing.with_entries(draft.catalog, {entry.key: entry for entry in made})
    return tmp_path


def catalogs(folder):
    return sorted(folder.glob("locales/*/LC_MESSAGES/*.po"))


def edit(folder, before, after):
    path = folder / "source/trees.md"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def files(folder):
    return {
        path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and ".git/" not in str(path)
    }


def put_back(folder, start):
    for path in files(folder):
        path.unlink()
    for path, data in start.items():
        path.write_bytes(data)


def kill_again_and_again(server, folder, kills, *words):
    """What the files are before and after, and how many kills left the old state, the new one, or one in the middle.

    Every other kill falls anywhere in the time that the command takes, the rest after it began to write: that is
    the time that matters, and a small part of it all.
    """
    start = files(folder)
    took, wrote, whole = measured(server, folder, words, start)
    assert whole != start
    found = {"old": 0, "new": 0, "middle": 0}
    tried, lengths = 0, random.Random(7)
    while sum(found.values()) < kills:
        tried += 1
        assert tried < 10 * kills, f"of {tried} kills only {found} found the process alive"
        put_back(folder, start)
        running = server.begin(folder, *words)
        if tried % 2:
            time.sleep(lengths.uniform(0, took))
        else:
            until_it_writes(folder, running)
            time.sleep(lengths.uniform(0, wrote))
        if not running.kill():  # the machine has less to do than when the time was taken
            took, wrote = took * 0.9, wrote * 0.9
            continue
        now = files(folder)
        standing = {path: data for path, data in now.items() if ".tamizdat-" not in path.name}
        assert start.keys() <= standing.keys()
        for path, data in standing.items():
            assert data in (start.get(path), whole[path]), f"{path} is neither the old file nor the new one"
        state = "old" if standing == start else "new" if standing == whole else "middle"
        found[state] += 1
        if state == "old" and tried % 2 == 0:  # it has more to do
            wrote *= 1.1
        server.run(folder, *words)
        assert files(folder) == whole, "the same command completes it, and leaves nothing lying about"
    print(f"{' '.join(words[:2])}: {sum(found.values())} of {tried} kills found it alive: {found}")
    return start, whole, found


def measured(server, folder, words, start):
    """Seconds that a command takes in all, and those after it began to write; and the files that it makes."""
    times = []
    for _ in range(3):
        put_back(folder, start)
        running = server.begin(folder, *words)
        began = time.perf_counter()
        until_it_writes(folder, running)
        writes = time.perf_counter()
        said, code = running.end()
        assert code == 0, said
        times.append((time.perf_counter() - began, time.perf_counter() - writes))
    took, wrote = sorted(times)[1]
    return took, wrote, files(folder)


def until_it_writes(folder, running):
    """Wait until a file is being prepared or has been replaced, or the process is dead."""
    places = {path.parent for path in files(folder)}
    before = {place: place.stat().st_mtime_ns for place in places}
    while running.lives() and all(place.stat().st_mtime_ns == at for place, at in before.items()):
        pass


def targets(data):
    """Every text that a person has written, wherever it stands."""
    found = po.load(data, "x.po").entries
    return {form for entry in found for form in forms(entry) if form}


def test_an_update_of_four_languages(server, folder):
    edit(folder, "in the north", "in the far north")
    start, whole, found = kill_again_and_again(server, folder, KILLS["update"], "update")
    assert found["old"] and found["middle"]
    for path in catalogs(folder):
        assert start[path] != whole[path]
        assert len(targets(start[path])) == len(targets(whole[path]))


def test_an_update_with_a_paragraph_that_went_to_another_document(server, folder):
    """What a kill leaves between the two is in both: nothing is lost, and the same command completes it."""
    (folder / "source/wood.md").write_text("Wood is warm.\n")
    server.run(folder, "update")
    edit(folder, "\nPeople wait for it, as they always did.\n", "")
    (folder / "source/wood.md").write_text("Wood is warm.\n\nPeople wait for it, as they always did.\n")
    start, whole, found = kill_again_and_again(server, folder, KILLS["update of two"], "update")
    assert found["old"] and found["middle"]
    for path in folder.glob("locales/*/LC_MESSAGES/trees.po"):
        assert targets(start[path]) <= targets(whole[path]) | targets(whole[path.with_name("wood.po")])


def test_an_update_that_is_said_to_be_trivial(server, folder):
    edit(folder, "teh", "the")
    words = ("update", "--trivial", "--yes")
    start, whole, found = kill_again_and_again(server, folder, KILLS["update --trivial"], *words)
    assert found["old"] and found["middle"]
    for path in catalogs(folder):
        assert start[path] != whole[path]
        assert targets(start[path]) == targets(whole[path])


def test_a_review_of_two_documents_at_once(server, folder):
    shutil.copy(folder / "source/trees.md", folder / "source/again.md")
    for path in catalogs(folder):
        shutil.copy(path, path.with_name("again.po"))
    server.run(folder, "update")
    keys = [review.key_id(entry.key) for entry in store.load(catalogs(folder)[0]).active]
    words = ("review", "ru", "--accept", *keys, "--as", "oak")
    start, whole, found = kill_again_and_again(server, folder, KILLS["review"], *words)
    assert found["old"] and found["middle"] and sum(start[path] != whole[path] for path in whole) == 2
    for path in catalogs(folder):
        assert targets(start[path]) == targets(whole[path])


def test_a_merge_of_a_catalog_and_a_template(server, folder):
    shutil.copy(catalogs(folder)[0], folder / "old.po")
    edit(folder, "in the north", "in the far north")
    server.run(folder, "extract", "source/trees.md", "-o", "new.pot")
    words = ("merge", "old.po", "new.pot", "-o", "old.po")
    start, whole, found = kill_again_and_again(server, folder, KILLS["merge"], *words)
    assert found["old"]
    assert len(targets(start[folder / "old.po"])) == len(targets(whole[folder / "old.po"]))


def test_a_merge_by_git(server, tmp_path):
    """The driver is killed: git goes on by lines and stops, both sides are whole, and the merge can be begun anew."""
    (tmp_path / "bin").mkdir()
    program = server.program(tmp_path / "bin/tamizdat")
    repo = new_repo(tmp_path / "book", program.parent)
    repo.tamizdat("git-setup")
    repo.git("config", "tamizdat.command", str(program))
    base = large(30)
    repo.branches(base, with_translation(base, 5, "Ours."), with_translation(base, 6, "Theirs."))
    log, lengths, kills, tried = Path(f"{server.path}.log"), random.Random(7), 0, 0
    ours = tmp_path / "ours.po"
    ours.write_bytes(repo.file().read_bytes())
    took = sorted(server.seconds(repo.top, "merge-driver", PO, str(ours), PO) for _ in range(3))[1]
    while kills < KILLS["git merge"]:
        tried += 1
        assert tried < 10 * KILLS["git merge"], f"of {tried} kills only {kills} found the driver alive"
        before, seen = repo.file().read_bytes(), log.stat().st_size
        git = subprocess.Popen(
            ("git", "merge", "theirs"),
            cwd=repo.top,
            env=repo.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        pid = driver(log, seen)
        time.sleep(lengths.uniform(0, took))
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        is_merged = git.wait() == 0
        if not is_merged:
            kills += 1
            assert repo.committed() == before
            text = repo.file().read_text("utf-8")
            assert "Ours." in text and "Theirs." in text
            assert repo.git("diff", "--name-only", "--diff-filter=U").strip() == PO
            repo.git("merge", "--abort")
            assert repo.git("status", "--porcelain") == "", "nothing lies about"
            repo.git("merge", "theirs")
        merged = {entry.target for entry in repo.load().active if entry.target}
        assert merged == {"Ours.", "Theirs."}
        repo.git("reset", "--hard", "HEAD~1")
    print(f"git merge: {kills} of {tried} kills found the driver alive")


def driver(log, seen):
    """The number of the process that merges, as soon as it has begun."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for line in log.read_text()[seen:].splitlines(keepends=True):
            pid, command = line.split(" ", 1)
            if command.startswith("merge-driver") and line.endswith("\n"):
                return int(pid)
    raise TimeoutError("git calls no driver")
