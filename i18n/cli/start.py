"""`new` and `add`: a project begins, a language begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from . import common

if TYPE_CHECKING:
    from ..project import Project
    from ..store import Written


@click.command(epilog="Example: tamizdat new my-essay.md --to ru --to de")
@click.argument("essay")
@click.argument("more", nargs=-1, metavar="")
@click.option(
    "--from", "source", metavar="LANG", help="The language of the essay (else what its front matter says, else en)."
)
@click.option("--to", "targets", metavar="LANG", multiple=True, help="A language to translate into; may be repeated.")
@common.check_option
@click.pass_context
def new(
    ctx: click.Context, essay: str, more: tuple[str, ...], source: str | None, targets: tuple[str, ...], check: bool
) -> None:
    """Start a project with ESSAY in the current folder.

    Copies the essay into source/, starts a catalog for each language in locales/, and builds
    a first, mostly original, edition of each in editions/. Overwrites nothing. What lies in
    source/ already, the chapters of a book say, is begun with it.
    """
    from .. import publishing, starting
    from ..reports import update as reports
    from .editions import print_built

    if more:
        repeated = " ".join(f"--to {code}" for code in more)
        raise click.UsageError(f"One ESSAY, and --to before each language: {repeated} (or --to with commas between).")
    codes = [code.strip() for code in _codes(targets)]
    project, made = starting.new(common.folder(ctx), Path(essay), source, codes, common.today(), check=check)
    changed = [one for one in made.files if one.changed]
    _print_made(project, changed, check=check)
    if check:
        common.tell(made.findings)
        ctx.exit(common.code(made.findings, changed))
    built = publishing.build(project, (), as_of=common.today())
    print_built(built)
    common.tell(one for one in made.findings if one not in built.findings)
    common.say(reports.following(made))
    ctx.exit(common.code(made.findings, False))


def _print_made(project: Project, changed: Sequence[Written], *, check: bool) -> None:
    """A line a file, with what it is for."""
    for one in changed:
        name = common.shown(one.path, project.root)
        common.say(f"{'would write' if check else 'wrote'} {name}{_purpose(name)}", err=True)
    if check:
        common.without_check(len(changed))


def _codes(words: Sequence[str]) -> list[str]:
    """Codes that somebody named one by one, or with commas between."""
    return [code for word in words for code in word.strip(",").split(",")]


def _purpose(name: str) -> str:
    """What a file of a project is for.

    >>> _purpose("locales/essay.pot"), _purpose("locales/LINGUAS")
    (': its segments, as a template', ': the languages')
    """
    if name.startswith("source/"):
        return ": a copy of the essay; edit this one from now on"
    known = {".pot": "its segments, as a template", ".po": "for its translator", ".toml": "the configuration"}
    names = {"LINGUAS": "the languages", ".gitignore": "keeps editions/ out of git; they can be built again"}
    path = PurePosixPath(name)
    said = names.get(path.name) or known.get(path.suffix)
    return f": {said}" if said else ""


@click.command(epilog="Example: tamizdat add ru zh-Hans")
@click.argument("languages", nargs=-1, required=True, metavar="LANG...")
@common.check_option
@click.pass_context
def add(ctx: click.Context, languages: tuple[str, ...], check: bool) -> None:
    """Start languages.

    Each gets a catalog for every document, and a line in locales/LINGUAS.
    """
    from .. import starting
    from ..reports import update as reports

    project = common.project(ctx)
    done = starting.add(project, _codes(languages), common.today(), check=check)
    common.tell(done.findings)
    for tag in dict.fromkeys(one.locale for one in done.languages):
        if not any(one.begun for one in done.languages if one.locale == tag):
            common.say(f"{tag} is there already; updated as `tamizdat update {tag}` does.")
    for line in reports.lines(done):
        common.say(line)
    if not check:
        common.say(reports.following(done))
    changed = common.report(done.files, project.root, check=check)
    ctx.exit(common.code(done.findings, check and changed))


COMMANDS = (new, add)
