"""The ways in which work comes together in git: with the driver nothing is paired wrongly, without it `check` tells.

Rebases, picks, stashes, linked worktrees, many branches at once, in any order.
"""

# ruff: noqa: F811 - fixtures of another module are imported, and are arguments too

from __future__ import annotations

import random
import subprocess

import polib
import pytest

from i18n.catalog import po
from i18n.catalog.merge_notes import forms, written
from i18n.catalog.realign.visible import same
from i18n.checks import Context
from i18n.checks.pairing import wrong_pairing

from .test_checks import EMPTY
from .test_git import (  # noqa: F401 - pytest finds fixtures by name
    PO,
    Repo,
    catalog,
    plain,
    repo,
    set_up,
    silent_wrong_pairings,
    tools,
    without_tamizdat,
)
from .test_history import Book
from .test_merge3 import cases, large, with_translation

pytestmark = pytest.mark.full

BASE = ("Yes. =", "No. =", "Perhaps. =")
OURS = ("Yes. = Да.", "No. =", "Perhaps. =")
THEIRS = ("Yes. =", "No. = Нет.", "Perhaps. =")
BOTH = ["Да.", "Нет.", ""]


def targets(repo, name=PO):
    return [entry.target for entry in repo.load(name).active]


@pytest.fixture
def branched(repo):
    """Our branch has one new translation, theirs another, in lines that touch."""
    repo.branches(*(catalog(*lines) for lines in (BASE, OURS, THEIRS)))
    return repo


# With the driver


@pytest.mark.parametrize(
    "how",
    [
        ("merge", "--no-ff", "theirs"),
        ("merge", "-X", "ignore-all-space", "theirs"),
        ("merge", "--squash", "theirs"),
        ("rebase", "theirs"),
        ("rebase", "--merge", "theirs"),
        ("cherry-pick", "theirs"),
        ("cherry-pick", "--no-commit", "theirs"),
    ],
    ids=" ".join,
)
def test_each_way_keeps_both_translations(branched, how):
    branched.git(*how)
    assert targets(branched) == BOTH


def test_a_revert_takes_back_one_translation_and_keeps_what_came_after(repo):
    repo.commit(catalog(*BASE))
    repo.commit(catalog(*OURS))
    repo.commit(catalog(*OURS[:1], *THEIRS[1:]))
    repo.git("revert", "--no-edit", "HEAD~1")
    assert targets(repo) == ["", "Нет.", ""]


def test_a_pull_with_rebase_keeps_both(branched, tmp_path):
    branched.git("clone", "-q", "-b", "theirs", str(branched.top), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone", branched.path)
    clone.tamizdat("git-setup")
    clone.git("pull", "--rebase", "origin", "main")
    assert targets(clone) == BOTH


@pytest.mark.parametrize("settled", [True, False])
def test_what_was_stashed_is_merged_with_what_came_meanwhile(repo, settled):
    """And where both say something else, the work stays in the stash, as git has it."""
    repo.commit(catalog(*BASE))
    mine = OURS if settled else ("Yes. = Ага.", *BASE[1:])
    repo.file().write_bytes(po.dump(catalog(*mine)))
    repo.git("stash")
    repo.commit(catalog(*(THEIRS if settled else OURS)))
    repo.git("stash", "pop", code=0 if settled else 1)
    if settled:
        assert targets(repo) == BOTH
    else:
        assert "Ага." in repo.file().read_text("utf-8") and "Да." in repo.file().read_text("utf-8")
        assert "stash@{0}" in repo.git("stash", "list")


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
def test_a_step_that_stops_can_be_taken_back_whole(repo, how):
    repo.branches(catalog(*BASE), catalog("Yes. = Да.", *BASE[1:]), catalog("Yes. = Ага.", *BASE[1:]))
    before = repo.git("rev-parse", "HEAD"), repo.file().read_bytes()
    repo.git(how, "theirs", code=1)
    assert "Да." in repo.file().read_text("utf-8") and "Ага." in repo.file().read_text("utf-8")
    repo.git(how, "--abort")
    assert (repo.git("rev-parse", "HEAD"), repo.file().read_bytes()) == before
    assert repo.git("status", "--porcelain") == ""


def test_an_octopus_that_lines_cannot_merge_is_refused_and_loses_nothing(repo):
    """Git gives a merge of many branches at once to no driver; it stops where lines touch."""
    repo.commit(catalog(*BASE))
    for number, text in enumerate(("Да.", "Нет.", "Может.")):
        repo.git("checkout", "-q", "-b", f"branch{number}", "main")
        repo.commit(with_translation(catalog(*BASE), number, text))
    repo.git("checkout", "-q", "main")
    said = repo.git("merge", "branch0", "branch1", "branch2", code=None)
    if "<<<<<<<" in repo.file().read_text("utf-8"):
        assert "onflict" in said
        repo.git("reset", "-q", "--hard")
        for number in range(3):
            repo.git("merge", "--no-edit", f"branch{number}")
    assert targets(repo) == ["Да.", "Нет.", "Может."]


# 200 branches, in any order and any tree


def many(repo, count):
    """Branches of one catalog, each with one translation of its own."""
    base = large(count)
    repo.commit(base)
    stream = []
    for n in range(count):
        data = po.dump(with_translation(base, n, f"Абзац {n}.")).decode()
        stream.append(
            f"commit refs/heads/branch{n}\ncommitter ash <ash> {n} +0000\ndata 0\nfrom refs/heads/main\n"
            f"M 644 inline {PO}\ndata {len(data.encode())}\n{data}\n"
        )
    subprocess.run(("git", "fast-import", "--quiet"), cwd=repo.top, input="".join(stream).encode(), check=True)


@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_branches_merge_one_after_the_other_in_any_order(repo, seed):
    many(repo, 200)
    for n in random.Random(seed).sample(range(200), 200):
        repo.git("merge", "-q", "--no-edit", f"branch{n}")
    assert targets(repo) == [f"Абзац {n}." for n in range(200)]


def test_branches_that_merge_each_other_first_lose_nothing_either(repo):
    """Pairs, then pairs of pairs, drawn by lot, until one has all."""
    many(repo, 64)
    chance, left = random.Random(5), [f"branch{n}" for n in range(64)]
    while len(left) > 1:
        chance.shuffle(left)
        for ours, theirs in zip(left[::2], left[1::2], strict=False):
            repo.git("checkout", "-q", ours)
            repo.git("merge", "-q", "--no-edit", theirs)
        left = left[::2]
    assert targets(repo) == [f"Абзац {n}." for n in range(64)]


# Without the driver


def wrap_at(data, width):
    return (str(polib.pofile(data.decode(), wrapwidth=width)) + "\n").encode() if width else data


def widths():
    return [pytest.param(width, id=f"wrapped at {width}" if width else "not wrapped") for width in (0, 12)]


@pytest.mark.parametrize("width", widths())
def test_check_finds_every_wrong_pairing_that_git_makes_of_the_scenarios(tmp_path, width):
    """All of data/merges.txt, from both sides, merged by lines."""
    clean, wrong, unseen = 0, 0, []
    book = Book(tmp_path / "book")
    for number, row in enumerate(cases()):
        case = row.values[0]
        for ours, theirs in ((case.ours, case.theirs), (case.theirs, case.ours)):
            start = f"{number}{ours is case.ours}"
            book.git("checkout", "-q", "--orphan", start)
            put(book, case.base, width)
            book.git("checkout", "-q", "-b", f"{start}theirs")
            put(book, theirs, width)
            book.git("checkout", "-q", start)
            put(book, ours, width)
            book.git("merge", "-q", "--no-edit", f"{start}theirs", code=None)
            if book.git("diff", "--name-only", "--diff-filter=U"):
                book.git("reset", "-q", "--hard")
                continue
            clean += 1
            pairings = silent_wrong_pairings(book.catalog(), ours, theirs)
            made = {entry.key for entry in pairings if not seems_the_same(entry.key.source, case.base)}
            wrong += len(made)
            if made - found(book):
                unseen.append((row.id, made - found(book)))
    print(f"{clean} merges without a conflict, {wrong} wrong pairings")
    assert unseen == []
    assert clean and (wrong or not width), "else nothing was tried"


def seems_the_same(source, base):
    """Whether a source differs from one of the base by what no reader of the translation can see."""
    return base is not None and any(source != e.key.source and same(source, e.key.source, {}) for e in base.active)


def put(book, given, width):
    path = book.root / PO
    path.parent.mkdir(parents=True, exist_ok=True)
    if given is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(wrap_at(po.dump(given), width))
    book.git("add", "-A")
    book.git("commit", "-q", "--allow-empty", "-m", "work")


def found(book):
    context = Context(EMPTY, book.catalog(), PO, "ru", "en", book.past())
    return {finding.key for finding in wrong_pairing(context)}


def test_what_an_octopus_pairs_wrongly_is_found(plain):
    """Such a merge goes by lines, whatever is set up."""
    plain.tamizdat("git-setup")
    plain.git("add", "--all")
    old = "The essay was written in thirty days by people who had never met one another before, nor since."
    text = "Эссе за тридцать дней написали люди, которые раньше никогда не встречались и не встретились потом."
    lines = {"main": f"{old} =", "source": f"{old.replace('thirty', 'three')} =", "target": f"{old} = {text}"}
    sides = {name: catalog("First. = Первое.", line, "Last. = Последнее.") for name, line in lines.items()}
    plain.commit(wrap_at(po.dump(sides["main"]), 60))
    for name in ("source", "target"):
        plain.git("checkout", "-q", "-b", name, "main")
        plain.commit(wrap_at(po.dump(sides[name]), 60))
    plain.git("checkout", "-q", "-b", "third", "main")
    plain.commit(b"An essay.\n", "source/essay.md")
    plain.git("checkout", "-q", "main")
    plain.git("merge", "-q", "--no-edit", "source", "target", "third")
    (wrong,) = silent_wrong_pairings(plain.load(), sides["source"], sides["target"])
    assert written(wrong) and forms(wrong) == (text,)
    said = plain.tamizdat("check", code=1)
    assert "[wrong-pairing]" in said and "thirty days" in said
