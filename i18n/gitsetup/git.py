"""The program git in a folder: what it prints, and what it complains of as an error of ours."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from os import fsdecode
from pathlib import Path

from ..errors import ProjectError

_ENGLISH = {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}
"""What git complains of is looked at; the filters of git that it may call take UTF-8."""
_AGAIN = "What was set up before it stands. Make room, or .git writable, and run the same command again."


@dataclass(frozen=True, slots=True)
class Git:
    """Git in a folder; what goes wrong is a ProjectError with what git said."""

    folder: Path

    def run(self, *arguments: str, given: bytes | None = None, may_fail: bool = False) -> bytes:
        command = ("git", *arguments)
        try:
            done = subprocess.run(  # noqa: S603 (no shell)
                command, cwd=self.folder, input=given, capture_output=True, check=False, env={**os.environ, **_ENGLISH}
            )
        except FileNotFoundError:
            raise ProjectError("git is not installed", advice="This command is of use with git only.") from None
        if done.returncode and not may_fail:
            raise ProjectError(f"git {arguments[0]}: {fsdecode(done.stderr).strip().removeprefix('fatal: ')}")
        return done.stdout

    def line(self, *arguments: str, given: bytes | None = None) -> str:
        return fsdecode(self.run(*arguments, given=given)).removesuffix("\n")

    def names(self, *arguments: str, may_fail: bool = False) -> list[str]:
        """What git prints with ``-z``."""
        return fsdecode(self.run(*arguments, may_fail=may_fail)).split("\0")[:-1]

    def at_top(self) -> Git:
        """Git in the top folder of the repository."""
        try:
            return Git(Path(self.line("rev-parse", "--show-toplevel")))
        except ProjectError as error:
            said, advice = _why_no_top(error.message)
            raise ProjectError(said, place=self.folder.name, advice=error.advice or advice) from None

    def config(self, name: str) -> tuple[str, ...]:
        return tuple(self.names("config", "--local", "-z", "--get-all", name, may_fail=True))

    def set_config(self, name: str, values: Sequence[str]) -> None:
        """Gives a name in the configuration of this clone these values and no others; leaves no section empty."""
        before = self.config(name)
        for value in before:
            if value not in values:
                self._configure("--unset-all", "--fixed-value", name, value)
        for value in values:
            if value not in before:
                self._configure("--add", name, value)
        section = name.rpartition(".")[0]
        if not self.run("config", "--local", "--get-regexp", rf"^{re.escape(section)}\.", may_fail=True):
            self.run("config", "--local", "--remove-section", section, may_fail=True)

    def _configure(self, *arguments: str) -> None:
        try:
            self.run("config", "--local", *arguments)
        except ProjectError as error:
            raise ProjectError(error.message, advice=error.advice or _AGAIN) from None

    def common(self) -> Path:
        """Git's own folder, which all worktrees of a clone share."""
        return (self.folder / self.line("rev-parse", "--git-common-dir")).resolve()

    def hooks(self) -> Path:
        """The folder in which git looks for hooks."""
        return (self.folder / self.line("rev-parse", "--git-path", "hooks")).resolve()

    def owns(self, path: Path) -> bool:
        """Whether a path lies in this repository, so that no other one shares it."""
        return path.is_relative_to(self.common()) or path.is_relative_to(self.folder.resolve())


def _why_no_top(said: str) -> tuple[str, str]:
    """Why git names no top folder, and what to do, from what it said."""
    from ..history import IF_YOURS

    if "not a git repository" in said:
        return "this folder is in no git repository", "Run `git init` in the folder of the project."
    return said.split("\n")[0], IF_YOURS if "ownership" in said else "Try `git status` here."
