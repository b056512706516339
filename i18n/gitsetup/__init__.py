"""Git and catalogs: the setup that makes git merge PO files by message and commit them without names.

A configured merge driver that is missing makes git keep one side without a word, and a merge by lines can put an old
translation under a new original. So the driver command falls back to `git merge-file`, and ends with a conflict
wherever tamizdat could not read a file. The hook works on what is staged, never on what merely lies in the folder.
"""

from __future__ import annotations

import re
import shutil
import sysconfig
from collections.abc import Iterator, Sequence
from os import fsdecode, fsencode
from pathlib import Path
from typing import NamedTuple

from .. import store
from ..project import LOCALES, RECORD
from .calls import Merge, Staged, merge, tidy_staged
from .git import Git
from .hooks import hooking, unhooking
from .steps import Configure, Delete, Step, Write, do

__all__ = ["Configure", "Merge", "Plan", "Staged", "carry_out", "merge", "plan_removal", "plan_setup", "tidy_staged"]

_PATTERNS = {
    f"{LOCALES}/**/*.po": "merge=tamizdat",
    f"{LOCALES}/**/*.pot": "merge=tamizdat",
    f"{LOCALES}/*/published/**": "-merge",  # frozen pairs of files that name each other's digest
    f"{LOCALES}/{RECORD}": "merge=union",  # a line a correction: both sides' lines are kept
}
_SAID = "# PO files are merged message by message: each clone runs `tamizdat git-setup` once"

_LINES = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
DRIVER = (
    'for t in tamizdat "$(git config tamizdat.command)"; do "$t" --version >/dev/null 2>&1 || continue; '
    '"$t" merge-driver %O %A %B %P; code=$?; test $code -gt 1 || exit $code; rm -f .%A.tamizdat-*; '
    f'echo "merged by lines instead; look at every message of" %P >&2; {_LINES}; exit 1; done; '
    f'echo "tamizdat is not installed here; git merges by lines:" %P >&2; {_LINES} || exit 1'
)
"""What git runs to merge a PO file. Asking for the version first tells a broken installation, which exits with 1, from
a conflict. One that is killed leaves what it was writing beside git's own file; git forgets only its own."""


class Plan(NamedTuple):
    """The steps that are needed, none when everything stands; and what has to be done by hand, if anything."""

    git: Git
    steps: tuple[Step, ...]
    by_hand: str | None = None


def plan_setup(root: Path) -> Plan:
    """What makes git merge the catalogs of the project in ``root`` by message and keep names out of commits."""
    git = Git(root).at_top()
    project = _in_repository(root, git)
    command = shutil.which("tamizdat", path=sysconfig.get_path("scripts"))
    steps: list[Step] = [
        *_setting(git, "merge.tamizdat.name", "PO files, message by message"),
        *_setting(git, "merge.tamizdat.driver", DRIVER),
        *(_setting(git, "tamizdat.command", command) if command else ()),
        *_adding(git, "tamizdat.project", project),
    ]
    for path, lines in _attributes(root, project, git):
        before = _text(path)
        after = _with_lines(before, lines)
        if after != before:
            steps += [*_adding(git, _record(path), project), Write(path, fsencode(after))]
    hooks = git.hooks()
    if git.owns(hooks):
        return Plan(git, (*steps, *hooking(hooks / "pre-commit")))
    said = f"the hooks of this repository lie outside it: {hooks} (core.hooksPath)"
    return Plan(git, tuple(steps), f"{said}\n  Call `tamizdat git-pre-commit` in the pre-commit hook there.")


def plan_removal(root: Path) -> Plan:
    """What takes back what setup did here; lines of .gitattributes that came with the repository stay."""
    git = Git(root).at_top()
    project = _in_repository(root, git)
    steps: list[Step] = []
    for path, lines in _attributes(root, project, git):
        before = _text(path)
        after = _without_lines(before, lines)
        if project in git.config(_record(path)) and after != before:
            steps.append(Write(path, fsencode(after)) if after else Delete(path))
    for name in ("tamizdat.gitattributes", "tamizdat.attributes", "tamizdat.project"):
        if project in (values := git.config(name)):
            steps.append(Configure(name, tuple(value for value in values if value != project)))
    if set(git.config("tamizdat.project")) <= {project}:  # no other project of this repository needs them
        names = ("tamizdat.command", "merge.tamizdat.driver", "merge.tamizdat.name")
        steps += [Configure(name) for name in names if git.config(name)]
        steps += unhooking(git.hooks() / "pre-commit") if git.owns(git.hooks()) else ()
    return Plan(git, tuple(steps))


def carry_out(plan: Plan) -> None:
    """Do the steps of a plan, in order."""
    for step in plan.steps:
        do(step, plan.git)


def _attributes(root: Path, project: str, git: Git) -> Iterator[tuple[Path, Sequence[str]]]:
    """The files that tell git which ones are PO files of the project, and the lines that do.

    One is for everybody; the other, of this clone, holds on branches that do not have the first yet.
    """
    yield root / ".gitattributes", (_SAID, *(f"{pattern} {value}" for pattern, value in _PATTERNS.items()))
    folder = "" if project == "." else re.sub(r"([*?\[\]\\!])", r"\\\1", project) + "/"
    yield git.common() / "info/attributes", [f"{_quoted(folder + each)} {value}" for each, value in _PATTERNS.items()]


def _quoted(pattern: str) -> str:
    """A pattern as gitattributes takes it, which separates words by spaces."""
    if not re.search(r'[\s"]|^#', pattern):
        return pattern
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n") + '"'


def _record(path: Path) -> str:
    """The name under which the configuration keeps whose lines setup wrote into a file of attributes."""
    return f"tamizdat.{path.name.removeprefix('.')}"


def _setting(git: Git, name: str, value: str) -> Iterator[Step]:
    if git.config(name) != (value,):
        yield Configure(name, (value,))


def _adding(git: Git, name: str, value: str) -> Iterator[Step]:
    values = git.config(name)
    if value not in values:
        yield Configure(name, (*values, value))


def _in_repository(root: Path, git: Git) -> str:
    return root.resolve().relative_to(git.folder.resolve()).as_posix()


def _text(path: Path) -> str:
    return fsdecode(store.read(path)) if path.is_file() else ""


# Lines of a file; a last line without its end stays so


def _with_lines(text: str, lines: Sequence[str]) -> str:
    missing = [line for line in lines if line not in text.splitlines()]
    if not missing:
        return text
    head, end = (text[:-1], "\n") if text.endswith("\n") else (text, "" if text else "\n")
    return "\n".join(([head] if text else []) + missing) + end


def _without_lines(text: str, lines: Sequence[str]) -> str:
    return "\n".join(line for line in text.split("\n") if line.removesuffix("\r") not in lines)
