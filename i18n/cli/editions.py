"""`build` and `publish`: editions, what was held back and why, and the last good edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import common

if TYPE_CHECKING:
    from ..publishing import Built


@click.command(epilog="Example: tamizdat build ru --format html")
@click.argument("languages", nargs=-1, metavar="[LANG...]")
@click.option("--format", "formats", metavar="NAME", multiple=True, help="html, md …; may be repeated (default: all).")
@click.option("--draft", is_flag=True, help="Show unfinished translations too, and say so in the edition.")
@click.option("--as-of", metavar="DATE", help="The day that grace is counted to (default: that of the last commit).")
@common.check_option
@click.pass_context
def build(
    ctx: click.Context,
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    draft: bool,
    as_of: str | None,
    check: bool,
) -> None:
    """Build the editions of some languages, or of all."""
    from .. import publishing

    project = common.project(ctx)
    day = common.as_of(as_of, project.root)
    built = publishing.build(project, languages, formats, as_of=day, draft=draft, check=check)
    print_built(built)
    changed = any(one.changed for one in built.files)
    ctx.exit(1 if (check and changed) or any(built.findings) else 0)


@click.command(epilog="Example: tamizdat publish ru")
@click.argument("languages", nargs=-1, metavar="[LANG...]")
@common.check_option
@click.pass_context
def publish(ctx: click.Context, languages: tuple[str, ...], check: bool) -> None:
    """Keep what is good now as the last good edition.

    Readers get it while a translation is not whole, where `publish.policy` is "hold".
    It is kept as its source and its catalog in locales/LANG/published; commit both.
    """
    from .. import publishing

    project = common.project(ctx)
    done = publishing.publish(project, languages, common.as_of(None, project.root), check=check)
    for one in done:
        click.echo(f"{one.locale} {one.document}: {one.reason or 'kept as the last good edition'}")
    files = [file for one in done for file in one.files]
    changed = common.report(files, project.root, "would write" if check else "wrote")
    ctx.exit(1 if any(one.reason for one in done) or (check and changed) else 0)


def print_built(built: Built) -> None:
    """A line an edition, what was held back and how to show it, and the findings."""
    from ..reports import build as reports

    for line in reports.lines(built):
        click.echo(line)
    common.tell(built.findings)


COMMANDS = (build, publish)
