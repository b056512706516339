"""PO files in real git: merged by message (data/merges.txt), committed without names; set up and taken back."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import polib
import pytest
import yaml

from i18n.catalog import po
from i18n.catalog.header import without_names
from i18n.catalog.merge_notes import forms, other_translations, written
from i18n.model import Entry, Key
from i18n.project import RECORD

from .forks import Server
from .test_merge3 import HEADER, cases, large, read_catalog, shown, with_translation

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
full = pytest.mark.full

PO = "locales/ru/LC_MESSAGES/essay.po"
NAMES = "Last-Translator: Anna Example <anna@mail.example>"


class Repo:
    """A repository with a project, and git and tamizdat in it as its people would call them."""

    def __init__(self, top, path):
        self.top = top
        self.path = path

    def environment(self):
        mine = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        people = {f"GIT_{role}_{what}": "ash" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        return mine | people | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "PATH": self.path}

    def run(self, *command, code=0, folder=None):
        done = subprocess.run(command, cwd=folder or self.top, capture_output=True, env=self.environment())
        said = (done.stdout + done.stderr).decode()
        assert code is None or done.returncode == code, said
        return said

    def git(self, *arguments, **options):
        return self.run("git", *arguments, **options)

    def tamizdat(self, *arguments, **options):
        return self.run("tamizdat", *arguments, **options)

    def file(self, name=PO):
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def put(self, content, name=PO):
        """A file with these bytes, or with this catalog; staged."""
        self.file(name).write_bytes(content if isinstance(content, bytes) else po.dump(content))
        self.git("add", "--all")

    def commit(self, content=None, name=PO):
        """A commit, which no hook touches."""
        if content is not None:
            self.put(content, name)
        self.git("commit", "--no-verify", "--allow-empty", "-m", "work")

    def branches(self, base, ours, theirs, name=PO):
        """Three commits: base on both branches (None: without the file), ours on main, theirs on theirs."""
        self.commit(base, name)
        self.git("checkout", "-b", "theirs")
        self.commit(theirs, name)
        self.git("checkout", "main")
        self.commit(ours, name)

    def committed(self, name=PO, revision="HEAD"):
        return self.git("show", f"{revision}:{name}").encode()

    def load(self, name=PO):
        return po.load(self.file(name).read_bytes(), name)


@pytest.fixture(scope="session")
def tools(tmp_path_factory):
    """A folder with the command `tamizdat`, as an installation would make it; its processes begin at once."""
    folder = tmp_path_factory.mktemp("bin")
    with Server(folder) as server:
        server.program(folder / "tamizdat")
        yield folder


def program(path, text):
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture(scope="session")
def set_up(tmp_path_factory, tools):
    repo = new_repo(tmp_path_factory.mktemp("template") / "book", tools)
    repo.tamizdat("git-setup")
    repo.git("add", "--all")
    repo.commit()
    return repo


def new_repo(top, tools):
    top.mkdir()
    repo = Repo(top, f"{tools}:{os.environ['PATH']}")
    repo.git("init", "-b", "main")
    for name in ("source/essay.md", "locales/LINGUAS"):
        repo.file(name).write_text("ru\n")
    repo.commit()
    return repo


@pytest.fixture
def repo(tmp_path, set_up):
    """A repository after `tamizdat git-setup`."""
    shutil.copytree(set_up.top, tmp_path / "book", symlinks=True)
    return Repo(tmp_path / "book", set_up.path)


@pytest.fixture
def plain(tmp_path, tools):
    """A repository before it."""
    return new_repo(tmp_path / "book", tools)


def without_tamizdat(repo):
    repo.path = "/usr/local/bin:/usr/bin:/bin"
    repo.git("config", "tamizdat.command", "/nowhere/tamizdat")
    if shutil.which("tamizdat", path=repo.path):
        pytest.skip("tamizdat is installed for everybody here")
    return repo


def catalog(*lines):
    return read_catalog("\n".join(lines))


def wrapped(data):
    """The file as tools wrap it that do not know better."""
    return (str(polib.pofile(data.decode(), wrapwidth=60)) + "\n").encode()


def signed(given):
    return replace(given, header=MappingProxyType({**given.header, **dict([NAMES.split(": ")])}))


# Merging


def silent_wrong_pairings(merged, *sides):
    """The finished translations that neither side had for this source."""
    right = {(entry.key, forms(entry)) for side in sides for entry in side.active if not entry.fuzzy}
    finished = (entry for entry in merged.active if written(entry) and not entry.fuzzy)
    return [entry for entry in finished if (entry.key, forms(entry)) not in right]


@full
@pytest.mark.parametrize("case", cases())
def test_a_merge_in_git(repo, case):
    files = {name: getattr(case, name) and po.dump(getattr(case, name)) for name in ("base", "ours", "theirs")}
    files |= {name: wrapped(files[name]) for name in case.wrapped}
    repo.branches(*files.values())
    said = repo.git("merge", "theirs", code=1 if case.to_settle else 0)
    assert shown(without_names(repo.load())) == shown(case.merged)
    assert silent_wrong_pairings(repo.load(), case.ours, case.theirs) == []
    if case.to_settle:
        assert f"{case.to_settle} translation{' is' if case.to_settle == 1 else 's are'} to settle" in said
        repo.git("add", PO)
        repo.git("commit", "--no-edit")
    assert repo.git("status", "--porcelain") == ""
    assert NAMES not in repo.committed().decode() or not case.to_settle


def test_a_merge_of_two_translators_work(repo):
    repo.branches(catalog("Yes. =", "No. ="), catalog("Yes. = Да.", "No. ="), catalog("Yes. =", "No. = Нет."))
    repo.git("merge", "theirs")
    assert [entry.target for entry in repo.load().entries] == ["Да.", "Нет."]


@full
def test_without_the_driver_git_pairs_wrongly_what_the_driver_does_not(repo):
    """The hazard that all this is for: an old translation under a new original, finished, without a conflict."""
    (case,) = (case.values[0] for case in cases() if case.id == "the same, in files that other tools wrapped")
    without_tamizdat(repo)
    repo.branches(wrapped(po.dump(case.base)), wrapped(po.dump(case.ours)), wrapped(po.dump(case.theirs)))
    repo.git("merge", "theirs")
    assert len(silent_wrong_pairings(repo.load(), case.ours, case.theirs)) == 1


@full
def test_a_conflict_that_was_settled_stays_settled_in_the_merges_to_come(repo):
    base = catalog("Freedom =", "Yes. =")
    repo.branches(base, catalog("Freedom = Свобода", "Yes. ="), catalog("Freedom = Воля", "Yes. ="))
    repo.git("merge", "theirs", code=1)
    repo.put(catalog("Freedom = Вольность", "Yes. ="))
    repo.git("commit", "--no-edit")
    repo.git("checkout", "theirs")
    repo.commit(catalog("Freedom = Воля", "Yes. = Да."))
    repo.git("checkout", "main")
    repo.git("merge", "theirs")
    assert [entry.target for entry in repo.load().entries] == ["Вольность", "Да."]


@full
def test_a_conflict_that_is_left_as_it_is_goes_on_through_the_merges_to_come(repo):
    base = catalog("Freedom =", "Yes. =")
    repo.branches(base, catalog("Freedom = Свобода", "Yes. ="), catalog("Freedom = Воля", "Yes. ="))
    repo.git("merge", "theirs", code=1)
    repo.git("add", PO)
    repo.git("commit", "--no-edit")
    repo.git("checkout", "theirs")
    repo.git("merge", "main")
    repo.commit(with_translation(repo.load(), 1, "Да."))
    repo.git("checkout", "main")
    repo.git("merge", "theirs")
    freedom, yes = repo.load().entries
    assert (freedom.target, freedom.fuzzy, other_translations(freedom)) == ("Свобода", True, (("Воля",),))
    assert yes.target == "Да."


@full
def test_branches_that_merged_each_other_merge_again(repo):
    """A criss-cross: git first merges the two common ancestors, with the driver."""
    repo.branches(catalog("One =", "Two ="), catalog("One = Раз", "Two ="), catalog("One =", "Two = Два"))
    repo.git("branch", "before")
    repo.git("merge", "theirs")
    repo.git("checkout", "theirs")
    repo.git("merge", "before")
    repo.commit(catalog("One = Раз", "Two = Две"))
    repo.git("checkout", "main")
    repo.commit(catalog("One = Один", "Two = Два"))
    repo.git("merge", "theirs")
    assert [entry.target for entry in repo.load().entries] == ["Один", "Две"]


@full
@pytest.mark.parametrize("how", [("rebase", "theirs"), ("cherry-pick", "theirs")])
def test_rebase_and_cherry_pick_merge_by_message_too(repo, how):
    repo.branches(catalog("Yes. =", "No. ="), catalog("Yes. = Да.", "No. ="), catalog("Yes. =", "No. = Нет."))
    repo.git(*how)
    assert [entry.target for entry in repo.load().entries] == ["Да.", "Нет."]


@full
def test_a_file_renamed_on_one_branch_is_merged_under_its_new_name(repo):
    many = [f"Paragraph {n}. =" for n in range(9)]
    repo.branches(catalog(*many), catalog("Yes. = Да.", *many[1:]), catalog(*many[:-1], "No. = Нет."))
    new = PO.replace("essay", "article")
    repo.git("mv", PO, new)
    repo.commit()
    repo.git("merge", "theirs")
    assert [entry.target for entry in repo.load(new).entries if entry.target] == ["Да.", "Нет."]
    assert not repo.file().exists()


@full
def test_a_catalog_deleted_on_one_branch_and_edited_on_the_other_is_gits_conflict(repo):
    repo.branches(catalog("Yes. ="), catalog("Yes. = Да."), catalog("Yes. ="))
    repo.git("checkout", "theirs")
    repo.git("rm", PO)
    repo.commit()
    repo.git("checkout", "main")
    assert "deleted in theirs" in repo.git("merge", "theirs", code=1)
    assert repo.load().entries[0].target == "Да."


@full
def test_templates_are_merged_without_conflict(repo):
    pot = "locales/essay.pot"
    base, ours, theirs = (
        replace(large(3), header=MappingProxyType({**HEADER, "Language": "", "POT-Creation-Date": f"{day} 00:00+0000"}))
        for day in ("2026-11-01", "2026-11-02", "2026-11-03")
    )
    ours = replace(ours, entries=(Entry(Key(None, "First.")), *ours.entries))
    theirs = replace(theirs, entries=(*theirs.entries[:-1], Entry(Key(None, "Last."))))
    repo.branches(*map(po.canonical, (base, ours, theirs)), name=pot)
    repo.git("merge", "theirs")
    sources = [entry.key.source for entry in repo.load(pot).entries]
    assert sources == ["First.", "Paragraph 0.", "Paragraph 1.", "Last."]
    assert repo.load(pot).header["POT-Creation-Date"] == "2026-11-03 00:00+0000"


@full
def test_frozen_editions_are_never_mixed(repo):
    """Each names the digest of its source: one that nobody published must not come of a merge."""
    frozen = "locales/ru/published/essay.po"
    sides = catalog("Yes. =", "No. ="), catalog("Yes. = Да.", "No. ="), catalog("Yes. =", "No. = Нет.")
    repo.branches(*sides, name=frozen)
    repo.git("merge", "theirs", code=1)
    assert repo.file(frozen).read_bytes() == po.dump(sides[1])


@full
def test_what_two_branches_called_typos_is_all_recorded(repo):
    lines = [f"2026-01-0{day} essay {day}0000000 {day}1111111 [-teh-]{{+the+}}\n" for day in (1, 2, 3)]
    sides = (lines[0], "".join(lines[:2]), lines[0] + lines[2])
    repo.branches(*(side.encode() for side in sides), name=f"locales/{RECORD}")
    repo.git("merge", "theirs")
    assert sorted(repo.file(f"locales/{RECORD}").read_text().splitlines(keepends=True)) == lines


@full
def test_a_branch_that_does_not_have_the_attributes_yet_merges_by_message_too(plain):
    plain.branches(catalog("Yes. =", "No. ="), catalog("Yes. = Да.", "No. ="), catalog("Yes. =", "No. = Нет."))
    plain.tamizdat("git-setup")
    plain.file(".gitattributes").unlink()
    plain.git("merge", "theirs")
    assert [entry.target for entry in plain.load().entries] == ["Да.", "Нет."]


@full
def test_a_linked_worktree_merges_by_message_and_commits_without_names(repo, tmp_path):
    repo.branches(catalog("Yes. =", "No. ="), catalog("Yes. = Да.", "No. ="), catalog("Yes. =", "No. = Нет."))
    repo.git("worktree", "add", "-b", "third", str(tmp_path / "third"), "main")
    third = Repo(tmp_path / "third", repo.path)
    third.git("merge", "theirs")
    assert [entry.target for entry in third.load().entries] == ["Да.", "Нет."]
    third.put(signed(with_translation(third.load(), 1, "Не-а.")))
    third.git("commit", "-m", "signed")
    assert NAMES not in third.committed().decode()


# Merging when something is wrong


@full
@pytest.mark.parametrize("broken", [None, "exit 1", "exit 127", "kill -9 $$"])
def test_without_tamizdat_git_merges_by_lines_and_leaves_marks(repo, broken, tmp_path):
    without_tamizdat(repo)
    if broken:
        program(tmp_path / "tamizdat", f"#!/bin/sh\n{broken}\n")
        repo.path = f"{tmp_path}:{repo.path}"
    repo.branches(catalog("Yes. ="), catalog("Yes. = Да."), catalog("Yes. = Ага."))
    said = repo.git("merge", "theirs", code=1)
    text = repo.file().read_text()
    assert "<<<<<<< ours" in text and "Да." in text and "Ага." in text
    assert f"tamizdat is not installed here; git merges by lines: {PO}" in said


@full
def test_without_tamizdat_what_lines_can_merge_is_merged(repo):
    without_tamizdat(repo)
    lines = [f"Paragraph {n}. =" for n in range(3)]
    repo.branches(catalog(*lines), catalog(lines[0] + " Да.", *lines[1:]), catalog(*lines[:-1], lines[-1] + " Нет."))
    repo.git("merge", "theirs")
    assert [entry.target for entry in repo.load().entries] == ["Да.", "", "Нет."]


@full
@pytest.mark.parametrize("end", [b'\nmsgid "No', b"\n<<<<<<< HEAD\n", b'\nmsgstr ""\n'])
def test_a_side_that_cannot_be_read_is_always_a_conflict_and_nothing_is_lost(repo, end):
    ours, theirs = catalog("Yes. = Да.", "No. ="), catalog("Yes. =", "No. = Нет.")
    repo.branches(catalog("Yes. =", "No. ="), ours, po.dump(theirs) + end)
    said = repo.git("merge", "theirs", code=1)
    assert f"{PO} (theirs):" in said and "merged by lines instead" in said
    text = repo.file().read_text()
    assert "Да." in text and "Нет." in text
    assert repo.git("diff", "--name-only", "--diff-filter=U").strip() == PO


@full
def test_a_base_that_cannot_be_read_makes_conflicts_of_all_differences(repo):
    base = po.dump(catalog("Yes. =", "No. =")) + b'msgid "cut'
    repo.branches(base, catalog("Yes. = Да.", "No. = Нет."), catalog("Yes. = Да.", "No. = Не-а."))
    assert "Merged without it" in repo.git("merge", "theirs", code=1)
    yes, no = repo.load().entries
    assert (yes.target, yes.fuzzy) == ("Да.", False)
    assert (no.target, no.fuzzy, other_translations(no)) == ("Нет.", True, (("Не-а.",),))


def test_the_driver_leaves_ours_alone_when_it_cannot_read(repo):
    data = po.dump(catalog("Yes. = Да."))
    for name, content in (("base", b""), ("ours", data), ("theirs", b"no catalog")):
        repo.file(name).write_bytes(content)
    said = repo.tamizdat("merge-driver", "base", "ours", "theirs", "essay.po", code=2)
    assert "essay.po (theirs):1:" in said
    assert repo.file("ours").read_bytes() == data
    repo.tamizdat("merge-driver", "base", "ours", "missing", code=2)
    repo.tamizdat("merge-driver", "base", "ours", code=2)


# Committing


def test_names_are_taken_out_of_what_is_committed(repo):
    repo.put(wrapped(po.dump(signed(catalog("Yes. = Да.")))))
    said = repo.git("commit", "-m", "from Poedit")
    assert f"staged the canonical form of {PO}, without names" in said
    assert repo.committed() == repo.file().read_bytes() == po.dump(catalog("Yes. = Да."))
    assert repo.git("status", "--porcelain") == ""


@full
def test_what_is_canonical_is_committed_as_it_is(repo):
    repo.put(catalog("Yes. = Да."))
    assert "canonical" not in repo.git("commit", "-m", "work")


@full
def test_of_a_partially_staged_file_only_what_is_staged_is_committed(repo):
    repo.commit(catalog("Yes. =", "No. ="))
    repo.put(signed(catalog("Yes. = Да.", "No. =")))
    later = po.dump(signed(catalog("Yes. = Да.", "No. = Нет.")))
    repo.file().write_bytes(later)
    said = repo.git("commit", "-m", "half of it")
    assert "the changes that are not staged stay as they are" in said
    assert repo.committed() == po.dump(catalog("Yes. = Да.", "No. ="))
    assert repo.file().read_bytes() == later
    repo.git("commit", "-a", "-m", "the other half")
    assert repo.committed() == repo.file().read_bytes() == po.dump(catalog("Yes. = Да.", "No. = Нет."))


@full
def test_a_file_that_is_staged_and_gone_from_the_folder_stays_gone(repo):
    repo.put(signed(catalog("Yes. = Да.")))
    repo.file().unlink()
    repo.git("commit", "-m", "work")
    assert repo.committed() == po.dump(catalog("Yes. = Да."))
    assert not repo.file().exists()


@full
def test_a_commit_of_named_files_has_no_names_and_the_next_one_neither(repo):
    """Git makes another index for such a commit; the files' own entries lag behind until they are added again."""
    repo.commit(catalog("Yes. ="))
    repo.file().write_bytes(po.dump(signed(catalog("Yes. = Да."))))
    repo.file("source/essay.md").write_text("edited\n")
    assert f"git add {PO}" in repo.git("commit", PO, "-m", "only the catalog")
    assert repo.committed() == repo.file().read_bytes() == po.dump(catalog("Yes. = Да."))
    repo.git("commit", "-m", "what git still has staged", code=None)
    assert NAMES not in repo.committed().decode()


@full
def test_the_first_commit_of_a_repository(plain):
    shutil.rmtree(plain.top / ".git")
    plain.git("init", "-b", "main")
    plain.tamizdat("git-setup")
    plain.put(signed(catalog("Yes. = Да.")))
    plain.git("commit", "-m", "first")
    assert NAMES not in plain.committed().decode()


@full
def test_the_commit_that_ends_a_merge_has_no_names(repo):
    repo.branches(catalog("Yes. ="), catalog("Yes. = Да."), catalog("Yes. = Ага."))
    repo.git("merge", "theirs", code=1)
    repo.put(signed(catalog("Yes. = Да.")))
    repo.git("commit", "--no-edit")
    assert repo.committed() == po.dump(catalog("Yes. = Да."))


@full
def test_other_po_files_are_left_alone(repo):
    """What belongs to no project, frozen editions, links; a name may be anything."""
    data = wrapped(po.dump(signed(catalog("Yes. = Да."))))
    others = "tests/data/poedit.po", "locales/ru/published/essay.po", "locales/notes.txt", "sub/locales/essay.po"
    for name in others:
        repo.put(data, name)
    repo.file("locales/link.po").symlink_to("../tests/data/poedit.po")
    ours = "locales/ru/LC_MESSAGES/Эссе о “свободе” *.po"
    repo.put(data, ours)
    repo.git("commit", "-m", "work")
    assert [repo.committed(name) for name in others] == [data] * len(others)
    assert repo.committed(ours) == po.dump(catalog("Yes. = Да."))


@full
def test_a_broken_file_stops_the_commit_and_others_are_tidied_nonetheless(repo):
    repo.put(signed(catalog("Yes. = Да.")), "locales/de/LC_MESSAGES/essay.po")
    repo.put(po.dump(catalog("Yes. = Да.")) + b'msgid "cut')
    said = repo.git("commit", "-m", "work", code=1)
    assert f"{PO}:1" in said and "--no-verify" in said
    assert NAMES not in repo.git("show", ":locales/de/LC_MESSAGES/essay.po")
    repo.git("commit", "--no-verify", "-m", "work")


@full
def test_without_tamizdat_po_files_are_not_committed_unseen_and_others_are(repo):
    without_tamizdat(repo)
    repo.put(b"An essay.\n", "source/essay.md")
    repo.git("commit", "-m", "no catalog")
    repo.put(signed(catalog("Yes. = Да.")))
    assert "git commit --no-verify" in repo.git("commit", "-m", "work", code=1)
    repo.git("commit", "--no-verify", "-m", "work")


@full
def test_line_ends_of_the_folder_stay_gits_matter(repo):
    repo.git("config", "core.autocrlf", "true")
    repo.put(po.dump(signed(catalog("Yes. = Да."))).replace(b"\n", b"\r\n"))
    repo.git("commit", "-m", "work")
    assert repo.committed() == po.dump(catalog("Yes. = Да."))
    assert repo.git("status", "--porcelain") == ""


@full
def test_the_mode_of_a_file_stays(repo):
    repo.put(signed(catalog("Yes. = Да.")))
    repo.file().chmod(0o755)
    repo.git("add", PO)
    repo.git("commit", "-m", "work")
    assert repo.git("ls-files", "-s", PO).startswith("100755")


# Setting up and taking back


def snapshot(repo):
    """Every file of the folder and of git's own, but for objects, index and logs: bytes, mode, where a link goes."""
    found = {}
    for path in sorted(repo.top.rglob("*")):
        name = path.relative_to(repo.top).as_posix()
        if not name.startswith((".git/objects", ".git/index", ".git/logs")) and (path.is_file() or path.is_symlink()):
            link = path.readlink() if path.is_symlink() else None
            found[name] = (link or path.read_bytes(), stat.S_IMODE(path.lstat().st_mode))
    return found


def hook(repo, text, name=".git/hooks/pre-commit"):
    program(repo.file(name), text)


def a_python_hook(repo):
    hook(repo, f"#!{sys.executable}\nimport sys\nopen('ran', 'w').write(repr(sys.argv[1:]))\n")


def a_linked_hook(repo):
    program(repo.file("scripts/check.sh"), "#!/bin/sh\ntouch ran\n")
    repo.file(".git/hooks/pre-commit").symlink_to("../../scripts/check.sh")


def a_hook_that_is_switched_off(repo):
    hook(repo, "#!/bin/sh\nexit 1\n")
    repo.file(".git/hooks/pre-commit").chmod(0o644)


def hooks_in_another_folder(repo):
    repo.git("config", "core.hooksPath", ".githooks")
    hook(repo, "#!/bin/sh\ntouch ran\n", ".githooks/pre-commit")


def a_shell_hook(repo):
    """One that depends on its own name, as those of husky do."""
    hook(repo, '#!/usr/bin/env bash\nset -e\ntest "$(basename "$0")" = pre-commit && touch ran\nexit 0\n')


BEFORE = {
    "nothing there": lambda repo: None,
    "a shell hook": a_shell_hook,
    "a Python hook": a_python_hook,
    "a linked hook": a_linked_hook,
    "a hook that is switched off": a_hook_that_is_switched_off,
    "hooks in another folder": hooks_in_another_folder,
    "an attribute": lambda repo: repo.file(".gitattributes").write_bytes(b"*.png binary\n"),
    "an attribute without a line end": lambda repo: repo.file(".gitattributes").write_bytes(b"*.png binary"),
    "attributes of Windows": lambda repo: repo.file(".gitattributes").write_bytes(b"*.png binary\r\n* text=auto\r\n"),
    "another driver": lambda repo: repo.git("config", "merge.other.driver", "true"),
}


@full
@pytest.mark.parametrize("prepare", BEFORE.values(), ids=BEFORE)
def test_removal_takes_back_exactly_what_setup_did(plain, prepare):
    prepare(plain)
    before = snapshot(plain)
    plain.tamizdat("git-setup")
    assert snapshot(plain) != before
    plain.tamizdat("git-setup", "--remove")
    assert snapshot(plain) == before
    assert "Nothing of it is here." in plain.tamizdat("git-setup", "--remove")


@full
@pytest.mark.parametrize("prepare", BEFORE.values(), ids=BEFORE)
def test_after_setup_both_hooks_run_and_another_setup_changes_nothing(plain, prepare):
    prepare(plain)
    plain.tamizdat("git-setup")
    before = snapshot(plain)
    assert "Everything is set up." in plain.tamizdat("git-setup")
    assert snapshot(plain) == before
    plain.put(signed(catalog("Yes. = Да.")))
    plain.git("commit", "-m", "work")
    assert NAMES not in plain.committed().decode()
    assert plain.file("ran").exists() == (
        prepare in (a_shell_hook, a_python_hook, a_linked_hook, hooks_in_another_folder)
    )


@full
@pytest.mark.parametrize("text", ["#!/bin/sh\nexit 1\n", f"#!{sys.executable}\nraise SystemExit(1)\n"])
def test_the_hook_that_was_there_can_still_stop_a_commit(plain, text):
    hook(plain, text)
    plain.tamizdat("git-setup")
    plain.put(signed(catalog("Yes. = Да.")))
    plain.git("commit", "-m", "work", code=1)


def test_setup_can_be_tried_before(plain):
    before = snapshot(plain)
    said = plain.tamizdat("git-setup", "--check", code=1)
    assert "would change .gitattributes" in said and "would change .git/hooks/pre-commit" in said
    assert snapshot(plain) == before
    plain.tamizdat("git-setup")
    plain.tamizdat("git-setup", "--check")
    plain.tamizdat("git-setup", "--remove", "--check", code=1)
    plain.tamizdat("git-setup", "--remove")
    assert snapshot(plain) == before


@full
def test_nothing_that_can_be_committed_tells_of_this_machine(plain):
    hooks_in_another_folder(plain)
    plain.tamizdat("git-setup")
    plain.git("add", "--all")
    for name in plain.git("ls-files", "-z").split("\0")[:-1]:
        text = plain.file(name).read_text()
        assert str(plain.top.parent) not in text and sys.prefix not in text and "/home" not in text


@full
def test_hooks_that_other_repositories_share_are_not_touched(plain, tmp_path):
    shared = tmp_path / "hooks"
    shared.mkdir()
    plain.git("config", "core.hooksPath", str(shared))
    said = plain.tamizdat("git-setup", code=1)
    assert "tamizdat git-pre-commit" in said
    assert list(shared.iterdir()) == []
    assert plain.git("config", "merge.tamizdat.driver")
    plain.tamizdat("git-setup", "--remove")


@full
def test_a_clone_gets_the_attributes_with_the_repository_and_keeps_them(repo, tmp_path):
    repo.git("clone", str(repo.top), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone", repo.path)
    clone.tamizdat("git-setup")
    assert clone.git("status", "--porcelain") == ""
    clone.tamizdat("git-setup", "--remove")
    assert clone.git("status", "--porcelain") == ""


@full
def test_a_clone_without_setup_merges_by_lines(repo, tmp_path):
    repo.branches(catalog("Yes. ="), catalog("Yes. = Да."), catalog("Yes. = Ага."))
    repo.git("clone", str(repo.top), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone", repo.path)
    clone.git("merge", "origin/theirs", code=1)
    assert "<<<<<<< HEAD" in clone.file().read_text()


@full
def test_two_projects_of_one_repository_come_and_go_one_by_one(plain):
    shutil.rmtree(plain.top / "source")
    for part in ("one", "the other [*]"):
        for name in ("source/essay.md", "locales/LINGUAS"):
            plain.file(f"{part}/{name}").write_text("ru\n")
    with_none = snapshot(plain)
    plain.tamizdat("-C", "one", "git-setup")
    with_one = snapshot(plain)
    plain.tamizdat("-C", "the other [*]", "git-setup")
    plain.tamizdat("-C", "one", "git-setup", "--remove")
    name = f"the other [*]/{PO}"
    plain.branches(catalog("Yes. =", "No. ="), catalog("Yes. = Да.", "No. ="), catalog("Yes. =", "No. = Нет."), name)
    plain.git("merge", "theirs")
    assert [entry.target for entry in plain.load(name).entries] == ["Да.", "Нет."]
    plain.put(signed(catalog("Yes. = Да.")), name)
    plain.put(signed(catalog("Yes. = Да.")), f"one/{PO}")
    plain.git("commit", "-m", "work")
    assert NAMES not in plain.committed(name).decode()
    assert NAMES in plain.committed(f"one/{PO}").decode()
    plain.tamizdat("-C", "one", "git-setup")
    plain.tamizdat("-C", "the other [*]", "git-setup", "--remove")
    assert without_commits(snapshot(plain)) == without_commits(with_one)
    plain.tamizdat("-C", "one", "git-setup", "--remove")
    assert without_commits(snapshot(plain)) == without_commits(with_none)


def without_commits(found):
    return {name: was for name, was in found.items() if not re.fullmatch(r"\.git/(\w+_\w+|refs/.*)|.*/ru/.*", name)}


@full
def test_a_hook_that_was_changed_after_setup_keeps_its_changes(plain):
    hook(plain, "#!/bin/sh\ntouch ran\n")
    plain.tamizdat("git-setup")
    path = plain.file(".git/hooks/pre-commit")
    path.write_text(path.read_text() + "touch more\n")
    plain.tamizdat("git-setup", "--remove")
    assert path.read_text() == "#!/bin/sh\ntouch ran\ntouch more\n"


@full
def test_outside_a_repository_setup_says_so(plain):
    shutil.rmtree(plain.top / ".git")
    said = plain.tamizdat("git-setup", code=2)
    assert "in no git repository" in said and "git init" in said and "rev-parse" not in said


@full
def test_a_repository_of_somebody_else_says_so(plain, monkeypatch):
    monkeypatch.setattr(
        plain, "environment", lambda: Repo.environment(plain) | {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    )
    said = plain.tamizdat("git-setup", code=2)
    assert "dubious ownership" in said and "safe.directory" in said and "git init" not in said


@full
def test_a_folder_that_cannot_be_written_says_so(plain):
    hooks = plain.file(".git/hooks/pre-commit").parent
    hooks.chmod(0o555)
    try:
        if os.access(hooks, os.W_OK):
            pytest.skip("nothing is read-only for root")
        assert "no permission" in plain.tamizdat("git-setup", code=2)
    finally:
        hooks.chmod(0o755)


# pre-commit


def hooks_for_pre_commit():
    return yaml.safe_load((Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text("utf-8"))


def a_pre_commit(repo, found):
    """What pre-commit does for one hook: it is called with the staged files that it wants, and stops when they change.

    It reads ``files`` and ``exclude`` as Python's patterns, searched in the path from the top of the repository.
    """
    repo.git("add", "--all")
    staged = repo.git("diff", "--cached", "--name-only", "-z").split("\0")[:-1]
    wanted = [name for name in staged if re.search(found["files"], name) and not re.search(found["exclude"], name)]
    before = [repo.file(name).read_bytes() for name in wanted]
    said = repo.run(*shlex.split(found["entry"]), *wanted, code=None) if wanted else ""
    return wanted, said, [repo.file(name).read_bytes() for name in wanted] != before


def test_the_hook_for_pre_commit_takes_names_out_of_what_is_staged_and_is_content_then(plain):
    (found,) = hooks_for_pre_commit()
    assert set(found) == {"id", "name", "description", "entry", "language", "files", "exclude"}
    plain.commit()
    plain.put(wrapped(po.dump(signed(catalog("Yes. = Да.")))))
    for other in ("tests/essay.po", "locales/ru/published/essay.po", "locales/notes.po.txt"):
        plain.put(wrapped(po.dump(signed(catalog("Yes. = Да.")))), other)
    wanted, said, changed = a_pre_commit(plain, found)
    assert (wanted, changed) == ([PO], True) and PO in said
    assert plain.file().read_bytes() == po.dump(catalog("Yes. = Да."))
    wanted, said, changed = a_pre_commit(plain, found)
    assert (wanted, changed) == ([PO], False)


def test_the_hook_for_pre_commit_stops_at_a_file_that_cannot_be_read(plain):
    (found,) = hooks_for_pre_commit()
    plain.put(po.dump(catalog("Yes. = Да.")) + b'msgid "cut')
    assert f"{PO}:1" in a_pre_commit(plain, found)[1]
    plain.run(*shlex.split(found["entry"]), PO, code=2)
