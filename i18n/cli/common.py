"""What the commands share: the project, the day, and how files are reported."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from ..errors import TamizdatError

if TYPE_CHECKING:
    from ..model import Finding
    from ..project import Project
    from ..store import Written

CANNOT_TELL = 3
"""The exit code where a part of the history that would tell is missing."""

check_option = click.option("--check", is_flag=True, help="Write nothing; exit 1 when something would change.")


def project(ctx: click.Context) -> Project:
    """The project of -C, or of the current folder."""
    from .. import project as projects

    return projects.find(folder(ctx))


def folder(ctx: click.Context) -> Path:
    """The folder of -C, or the current one, without links; raises TamizdatError when there is none."""
    try:
        return Path(ctx.obj).resolve(strict=True) if Path(ctx.obj).is_dir() else _missing(ctx.obj)
    except OSError:
        return _missing(ctx.obj)


def _missing(name: str) -> NoReturn:
    raise TamizdatError("there is no such folder", place=name, advice="Check the name after -C.")


def today() -> dt.date:
    """The day of SOURCE_DATE_EPOCH, else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).date()
    if re.fullmatch("-?[0-9]+", epoch):
        with suppress(ValueError, OverflowError, OSError):
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    raise TamizdatError(
        f"SOURCE_DATE_EPOCH={epoch!r} is no number of seconds that makes a date",
        advice="Unset it, or take the time of the last commit: git log -1 --format=%ct",
    )


def as_of(named: str | None, root: Path) -> dt.date:
    """The day that ages are counted to: the one named, SOURCE_DATE_EPOCH's, that of HEAD, or today."""
    if named:
        try:
            return dt.date.fromisoformat(named)
        except ValueError:
            raise TamizdatError(f"{named!r} is no date", advice="Write it as 2026-01-31.") from None
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return today()
    return _day_of_head(root) or today()


def _day_of_head(root: Path) -> dt.date | None:
    from .. import history

    with suppress(TamizdatError):  # a repository that git refuses to read dates nothing, and stops no build
        repository = history.maybe_repository(root)
        return history.day_of(repository) if repository else None
    return None


def report(files: Iterable[Written], root: Path, *, check: bool = False) -> bool:
    """Name on stderr the files that changed (under ``check``: would change); gives whether there was any."""
    changed = [one for one in files if one.changed]
    for one in changed:
        does, did = ("remove", "removed") if one.gone else ("write", "wrote")
        click.echo(f"{f'would {does}' if check else did} {printable(shown(one.path, root))}", err=True)
    if check:
        without_check(len(changed))
    return bool(changed)


def without_check(count: int) -> None:
    """Say what writes the files that --check has named."""
    if count:
        command = click.get_current_context().command_path
        say(f"Without --check, `{command}` writes {'it' if count == 1 else 'them'}.", err=True)


def shown(path: Path, root: Path) -> str:
    """A path as the user knows it: relative to the project where it lies in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def say(text: str, *, err: bool = False) -> None:
    """Print sentences, folded to the terminal's width; whole lines where nobody knows a width, as in a pipe."""
    from ..reports.lines import fold

    width = _width(sys.stderr if err else sys.stdout)
    for line in printable(text).split("\n"):
        for part in fold(line, width):
            click.echo(part, err=err)


def _width(stream: TextIO) -> int | None:
    """The columns of a terminal: what COLUMNS says, else the terminal itself; None when it is none."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated):
        return int(stated)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError):
        return None


def expect_catalogs(files: Sequence[str], command: str) -> None:
    """Raises TamizdatError at the first of some files that is an essay and not a PO file, by its name."""
    from .. import formats

    for name in files:
        suffix = Path(name).suffix.lower()
        if suffix in formats.suffixes():
            raise TamizdatError(
                f"`tamizdat {command}` takes PO files, and this is a source",
                place=name,
                advice=f"`tamizdat new {name} --to LANG` starts a project with it, "
                f"`tamizdat extract {name}` makes a template of it.",
            )


def printable(text: str) -> str:
    """A text without what would steer the terminal: file names and files may hold anything.

    >>> printable("a\\x1b[31mb\\nc")
    'a\\\\x1b[31mb\\nc'
    """
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def code(findings: Iterable[Finding], is_worth_a_look: object) -> int:
    """The exit code: 2 when a catalog cannot be read, else 1 when something is worth a look, else 0."""
    from ..checks.syntax import any_unreadable

    return 2 if any_unreadable(findings) else int(bool(is_worth_a_look))


def tell(findings: Iterable[Finding]) -> bool:
    """Print findings on stderr, each with its place and advice; gives whether there was any."""
    found = False
    for finding in findings:
        found = True
        place = f"{finding.place}: " if finding.place else ""
        language = f"[{finding.locale}] " if finding.locale else ""
        say(f"{place}{language}{finding.severity}: {finding.message}", err=True)
        if finding.advice:
            say(f"  {finding.advice}", err=True)
    return found
