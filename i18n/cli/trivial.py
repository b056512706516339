"""`update --trivial`: shows what was corrected, asks, and keeps the translations; or says why it is no typo."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..errors import TamizdatError
from . import common

if TYPE_CHECKING:
    from ..trivial import Correction


def run(ctx: click.Context, languages: Sequence[str], *, check: bool, yes: bool) -> None:
    """Keep translations and reviews under corrected sources; exit 1 and write nothing when one is no typo."""
    from .. import trivial
    from ..reports import update as reports

    project, today = common.project(ctx), common.today()
    found = trivial.corrections(project, languages, today)
    for one in found:
        _show(one)
    refused = [one for one in found if one.objection]
    if refused:
        _refuse(refused, len(found))
        ctx.exit(1)
    if found and not (check or yes):
        _ask(len(found))
    done = trivial.keep(project, languages, found, today, check=check)
    if not found:
        click.echo("No segment has changed: there is nothing to keep.")
    elif done.translations:
        stay = "1 translation stays as it is" if done.translations == 1 else f"{done.translations} translations stay"
        common.say(f"{stay}{'' if done.translations == 1 else ' as they are'}, under the corrected original.")
    files = [*done.files]
    if done.updated:
        common.tell(done.updated.findings)
        for line in (*reports.lines(done.updated), reports.following(done.updated)):
            common.say(line)
        files += done.updated.files
    written = {one.path: one for one in files if one.changed}
    changed = common.report(written.values(), project.root, check=check)
    ctx.exit(1 if check and changed else 0)


def _show(one: Correction) -> None:
    from .. import worddiff
    from . import review_screen as screen

    terminal = screen.console()
    languages = f" ({', '.join(one.locales)})" if one.locales else ""
    common.say(f"{one.document} {one.id}{languages}")
    for line in screen.diff_lines(worddiff.excerpt(one.runs), terminal.width):
        terminal.print(line)
    if one.objection:
        common.say(f"  No typo: {one.objection}.")


def _refuse(refused: Sequence[Correction], count: int) -> None:
    from ..reports.lines import amount

    common.say(
        f"tamizdat: {len(refused)} of {amount(count, 'change')} {'is' if len(refused) == 1 else 'are'} "
        "more than a typo; nothing was written\n"
        "  `tamizdat update` keeps the translations as drafts for translators to look at. To keep the others "
        "as they are, take these changes back, run this again, and make them after it.",
        err=True,
    )


def _ask(count: int) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TamizdatError(
            "nobody is there to be asked", advice="--yes says that these are typos; nothing was written."
        )
    these = "this is a typo" if count == 1 else f"these {count} are typos"
    if not click.confirm(f"Keep the translations and their reviews, because {these}?"):
        raise TamizdatError("nothing was written", advice="`tamizdat update` lets translators look at it.")
