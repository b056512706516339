"""`build`: editions, and what was held back and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import common

if TYPE_CHECKING:
    from ..project import Project
    from ..workflow import Built


@click.command(epilog="Example: tamizdat build ru --format html")
@click.argument("languages", nargs=-1, metavar="[LANG...]")
@click.option("--format", "formats", metavar="NAME", multiple=True, help="html, md …; may be repeated (default: all).")
@click.option("--draft", is_flag=True, help="Show unfinished translations too, and say so in the edition.")
@common.check_option
@click.pass_context
def build(ctx: click.Context, languages: tuple[str, ...], formats: tuple[str, ...], draft: bool, check: bool) -> None:
    """Build the editions of some languages, or of all."""
    from .. import workflow

    project = common.project(ctx)
    built = workflow.build(project, languages, formats, draft=draft, check=check)
    print_built(project, built)
    changed = any(one.changed for one in built.files)
    ctx.exit(1 if (check and changed) or any(built.findings) else 0)


def print_built(project: Project, built: Built) -> None:
    """A line an edition, what was held back and how to show it, and the findings."""
    from ..reports import build as reports

    for line in reports.lines(project, built):
        click.echo(line)
    common.tell(built.findings)


COMMANDS = (build,)
