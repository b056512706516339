"""What the commands share: the project, the day, and how files are reported."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import TamizdatError

if TYPE_CHECKING:
    from ..model import Finding
    from ..project import Project
    from ..workflow import Written

check_option = click.option("--check", is_flag=True, help="Write nothing; exit 1 when something would change.")


def project(ctx: click.Context) -> Project:
    """The project of -C, or of the current folder."""
    from .. import project as projects

    folder = Path(ctx.obj)
    if not folder.is_dir():
        raise TamizdatError("there is no such folder", place=str(ctx.obj), advice="Check the name after -C.")
    return projects.find(folder)


def today() -> dt.date:
    """The day of SOURCE_DATE_EPOCH, else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise TamizdatError(f"SOURCE_DATE_EPOCH={epoch!r} is not a number of seconds") from None


def report(files: Iterable[Written], root: Path, verb: str = "wrote") -> bool:
    """Name on stderr the files that changed; gives whether there was any."""
    changed = [one for one in files if one.changed]
    for one in changed:
        click.echo(f"{verb} {_shown(one.path, root)}", err=True)
    return bool(changed)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def tell(findings: Iterable[Finding]) -> bool:
    """Print findings on stderr, each with its place and advice; gives whether there was any."""
    found = False
    for finding in findings:
        found = True
        place = f"{finding.place}: " if finding.place else ""
        language = f"[{finding.locale}] " if finding.locale else ""
        click.echo(f"{place}{language}{finding.severity}: {finding.message}", err=True)
        if finding.advice:
            click.echo(f"  {finding.advice}", err=True)
    return found
