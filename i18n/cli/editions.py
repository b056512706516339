"""`build` and `publish`: editions, what is in the original and why, and the last good edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import common

if TYPE_CHECKING:
    from ..publishing import Built, Published


@click.command(epilog="Example: tamizdat build ru --format html")
@click.argument("languages", nargs=-1, metavar="[LANG...]")
@click.option(
    "--format",
    "formats",
    metavar="NAME",
    multiple=True,
    help="html, epub, pdf, md, bilingual.html …; may be repeated, and leaves others as they are (default: all).",
)
@click.option("--draft", is_flag=True, help="Show draft and outdated translations too, and say so in the edition.")
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
    """Build the editions of some languages, or of all.

    They go to editions/LANG; editions/index.html leads to all. What may not be shown as a
    translation yet stands in the original, marked (`publish.from`, `publish.policy`).
    """
    from .. import cache

    project = common.project(ctx)
    day = common.as_of(as_of, project.root)
    options = (*languages, "--format", *formats, "--draft", str(draft), "--as-of", day.isoformat())
    key = cache.key(project, options)
    known = cache.maybe_editions(project, key)
    if known is not None:
        common.say(_idle(known))
        return
    from .. import proofs, publishing
    from ..model import Severity

    built = publishing.build(project, languages, formats, as_of=day, draft=draft, check=check)
    print_built(built, check=check)
    passing = any(finding.check not in proofs.LASTING for finding in built.findings)
    if not (check or passing) and cache.key(project, options) == key:
        cache.remember(project, key, len(built.editions))
    changed = check and common.report(built.files, project.root, check=True)
    found = any(finding.severity is not Severity.NOTE for finding in built.findings)
    ctx.exit(common.code(built.findings, changed or found))


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
        common.say(f"{one.locale} {one.document}: {one.reason or _kept(one, check=check)}")
    files = [file for one in done for file in one.files]
    changed = common.report(files, project.root, check=check)
    for one in done:
        if one.error:
            common.say(f"tamizdat: {one.error}", err=True)
    failed = any(one.error for one in done)
    ctx.exit(2 if failed else int(any(one.reason for one in done) or (check and changed)))


def _idle(editions: int) -> str:
    from ..reports.lines import amount

    return f"Nothing to do: {amount(editions, 'edition')} {'is' if editions == 1 else 'are'} up to date."


def _kept(one: Published, *, check: bool) -> str:
    if not any(file.changed for file in one.files):
        return "nothing changed: this is the last good edition already"
    return f"{'would be ' if check else ''}kept as the last good edition"


def print_built(built: Built, *, check: bool = False) -> None:
    """A line an edition, what is in the original and how to show it, and the findings."""
    from ..reports import build as reports

    for line in reports.lines(built, reports.WOULD if check else reports.WRITTEN):
        common.say(line)
    common.tell(built.findings)


COMMANDS = (build, publish)
