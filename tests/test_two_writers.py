"""Two at one catalog: commands at the same moment, an editor that saves in between, a lock that is held."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from i18n import review, store
from i18n.catalog import po

from .test_bad_input import CATALOG, ESSAY, P, S, lay_out, run, tree

LONG = ESSAY + "".join(f"\nTree {number} grows.\n" for number in range(12))
EDITED = "Деревья растут, пока никто не смотрит."


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An essay of which every paragraph is translated; its source has one word changed since."""
    root = tmp_path / "project"
    lay_out(root, {S: LONG, P: CATALOG, "locales/LINGUAS": "ru\n"})
    monkeypatch.chdir(root)
    assert run("update").code == 0
    text = Path(P).read_text("utf-8")
    for entry in po.load(text.encode(), P).active:
        text = text.replace(f'msgid "{entry.key.source}"\nmsgstr ""', f'msgid "{entry.key.source}"\nmsgstr "Текст."')
    Path(P).write_text(text, "utf-8")
    return root


# An editor, who asks for no lock

COMMANDS = {
    "update": "update",
    "update --trivial": "update --trivial --yes",
    "review": "review ru --accept KEY --as ash",
    "mark": "mark --machine engine ru",
    "fmt": "fmt",
    "check --fix": "check --fix",
    "merge": f"merge {P} locales/essay.pot -o {P}",
}


def prepare(command):
    """Something to do for the command; gives what is typed."""
    if command == "update":
        Path(S).write_text(LONG.replace("Slowly.", "Very slowly."))
    if command == "update --trivial":
        Path(S).write_text(LONG.replace("Slowly.", "Slowly"))
    if command == "fmt":
        Path(P).write_text(
            Path(P).read_text("utf-8").replace('"Language: ru\\n"', '"Language: ru\\n"\n"X-Generator: e\\n"')
        )
    if command == "merge":
        pot = Path("locales/essay.pot")
        pot.write_text(pot.read_text("utf-8").replace('"Slowly."', '"Very slowly."'))
    if command == "check --fix":
        assert run("mark --machine engine ru").code == 0
        Path(P).write_text(Path(P).read_text("utf-8").replace('"Текст."', '"Другой текст."', 1))
    key = next(review.key_id(entry.key) for entry in store.load(Path(P)).active if entry.filled)
    return COMMANDS[command].replace("KEY", key)


def saves_at(moment, monkeypatch):
    """An editor that saves once, just before the command looks at the catalog for that time.

    It always looks once more before it puts its own file in the place: what is saved in the microseconds between
    these two calls of the system is beyond what a program can see.
    """
    looks, read = [0], store.read

    def look(path, shown=None):
        if Path(path).name == "essay.po":
            looks[0] += 1
            if looks[0] == moment:
                path.write_bytes(read(path).replace("Деревья растут.".encode(), EDITED.encode()))
        return read(path, shown)

    monkeypatch.setattr(store, "read", look)
    return looks


@pytest.mark.parametrize("command", COMMANDS)
def test_what_an_editor_saves_while_a_command_works_is_never_lost(project, monkeypatch, command):
    """Whenever it saves: the command says so, or has the new text too."""
    typed = prepare(command)
    before = Path(P).read_bytes()
    refused = moment = 0
    while True:
        moment += 1
        Path(P).write_bytes(before)
        with monkeypatch.context() as patch:
            looks = saves_at(moment, patch)
            answer = run(typed)
        if looks[0] < moment:
            break
        assert EDITED in Path(P).read_text("utf-8"), f"lost, as it was saved after look {moment}"
        if answer.code == 2:
            refused += 1
            assert f"{P}: another program saved this file at the same moment" in answer.text
            assert "run the same command again" in answer.text
            assert run(typed).code in (0, 1)
            assert EDITED in Path(P).read_text("utf-8")
    assert moment > 1 and refused


# Two commands


def begin(*words):
    command = [sys.executable, "-m", "i18n.cli", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")


def test_reviews_at_the_same_moment_are_all_there(project):
    keys = [review.key_id(entry.key) for entry in store.load(Path(P)).active if entry.filled][:6]
    people = [begin("review", "ru", "--accept", key, "--as", f"p{number}") for number, key in enumerate(keys)]
    for person in people:
        said, _ = person.communicate(timeout=60)
        assert person.returncode == 0, said
    reviewed = {review.key_id(entry.key) for entry in store.load(Path(P)).active if review.reviews(entry)}
    assert reviewed == set(keys)


# A lock that is held

HOLDER = """
import sys, time; from pathlib import Path; from i18n import store
with store.locked(Path(sys.argv[1])):
    print("held", flush=True); time.sleep(600)
"""


@pytest.fixture
def holder(project):
    """Another process that holds the lock of the catalog."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, P], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_lock_that_is_held_for_long_is_said_and_not_waited_for(holder, monkeypatch, command):
    typed = prepare(command) if command != "check --fix" else "mark --human ru"
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.05)
    before = tree(Path.cwd())
    answer = run(typed)
    assert answer.code == 2 and tree(Path.cwd()) == before
    assert f"tamizdat: {P}: another tamizdat is writing this file\n  Try again when it is done: " in answer.text


def test_who_waits_is_told_for_what_once_and_goes_on_when_it_is_done(holder):
    waiting = begin("mark", "--machine", "engine", "ru")
    assert waiting.stdout.readline() == f"waiting for another tamizdat that writes {P}\n"
    holder.kill()
    said, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0 and "waiting" not in said


def test_who_need_not_wait_for_long_is_told_nothing(project):
    said, _ = begin("mark", "--machine", "engine", "ru").communicate(timeout=60)
    assert "waiting" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_lock_of_a_process_that_was_killed_is_free(holder):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert run("mark --machine engine ru").code == 0
