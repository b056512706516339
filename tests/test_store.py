"""Files: whole or not at all, inside the project, one writer at a time, nothing lost when killed."""

import errno
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from i18n import store
from i18n.catalog import po
from i18n.errors import CatalogError, StoreError
from i18n.model import Catalog, Entry, Key

ENTRIES = tuple(Entry(Key(None, f"Sentence {number}."), f"Фраза {number}.") for number in range(50))
CATALOG = Catalog("ru", {"Language": "ru", "Content-Type": "text/plain; charset=UTF-8"}, ENTRIES)


@pytest.fixture
def catalog(tmp_path):
    path = tmp_path / "ru.po"
    path.write_bytes(po.dump(CATALOG))
    return path


def test_a_path_that_leads_out_of_the_project_is_refused(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "link").symlink_to(outside)
    for path in (inside / ".." / "out" / "x", inside / "link" / "x"):
        with pytest.raises(StoreError, match="out of the project"):
            store.write(path, b"x", inside)
    assert list(outside.iterdir()) == []


def test_a_full_disk_leaves_the_old_file_and_says_what_to_do(catalog, monkeypatch):
    before = catalog.read_bytes()

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="disk is full") as error:
        store.write(catalog, b"new", catalog.parent)
    assert "make room" in error.value.advice
    assert catalog.read_bytes() == before and list(catalog.parent.iterdir()) == [catalog]


def test_nothing_is_written_when_nothing_changed(catalog):
    before = catalog.stat().st_mtime_ns
    assert store.write(catalog, catalog.read_bytes(), catalog.parent) is False
    with store.editing(catalog, catalog.parent) as draft:
        draft.catalog = replace(draft.catalog)
    assert catalog.stat().st_mtime_ns == before


def test_an_error_while_editing_writes_nothing(catalog):
    before = catalog.read_bytes()
    with pytest.raises(RuntimeError), store.editing(catalog, catalog.parent) as draft:
        draft.catalog = replace(draft.catalog, entries=())
        raise RuntimeError
    assert catalog.read_bytes() == before


def test_what_would_not_read_back_is_not_written(catalog):
    before = catalog.read_bytes()
    with pytest.raises(CatalogError), store.editing(catalog, catalog.parent) as draft:
        draft.catalog = replace(draft.catalog, entries=(Entry(Key(None, "a"), "b\x01"),))
    assert catalog.read_bytes() == before


def test_the_mode_of_a_file_stays(catalog):
    catalog.chmod(0o640)
    store.write(catalog, b"new", catalog.parent)
    assert catalog.stat().st_mode & 0o777 == 0o640


def _fill(path, number):
    with store.editing(Path(path), Path(path).parent) as draft:
        entries = list(draft.catalog.entries)
        entries[number] = replace(entries[number], target=f"Новая {number}.")
        draft.catalog = replace(draft.catalog, entries=tuple(entries))


def test_two_writers_lose_nothing_of_each_other(catalog):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.starmap(_fill, [(str(catalog), number) for number in range(16)])
    targets = [entry.target for entry in store.load(catalog).entries]
    assert targets[:16] == [f"Новая {number}." for number in range(16)]


EDITOR = """
import sys; from pathlib import Path; from tests.test_store import _fill
print("ready", flush=True)
number = 0
while True:
    _fill(sys.argv[1], number % 50); number += 1
    from i18n import store; from dataclasses import replace
    with store.editing(Path(sys.argv[1]), Path(sys.argv[1]).parent) as draft:
        draft.catalog = replace(draft.catalog, comment=(f"Edit {number}.",))
"""


@pytest.mark.full
def test_a_killed_process_leaves_the_old_file_or_the_new_one(catalog):
    for _ in range(40):
        process = subprocess.Popen([sys.executable, "-c", EDITOR, str(catalog)], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = store.load(catalog)
        assert [entry.key for entry in found.entries] == [entry.key for entry in ENTRIES]
        assert all(entry.filled for entry in found.entries)
