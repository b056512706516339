"""`extract`, `update`, `status`, `mark`, `fmt`: from the source to catalogs, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import common

if TYPE_CHECKING:
    from ..marking import Marked
    from ..model import Report, State


@click.command(epilog="Example: tamizdat extract essay.md -o essay.pot")
@click.argument("file", required=False)
@click.option("-o", "out", metavar="OUT.pot", help="Where the template goes; - for standard output.")
@click.option("--from", "source", metavar="LANG", help="With FILE: the language it is written in.")
@common.check_option
@click.pass_context
def extract(ctx: click.Context, file: str | None, out: str | None, source: str | None, check: bool) -> None:
    """Write the segments for translators.

    Every template of the project, or that of one FILE. A segment is a block: a paragraph, a
    heading, a list item, a table cell; or a sentence, where `segmentation` says so.
    """
    if file is None:
        from .. import workflow

        if out or source:
            raise click.UsageError("-o and --from go with a FILE.")
        project = common.project(ctx)
        changed = common.report(workflow.extract(project, common.today(), check=check), project.root, check=check)
    else:
        from .. import oneshot

        changed = common.report(
            [oneshot.extract(Path(file), out, source, common.today(), check=check)], Path(), check=check
        )
    if not changed and out != "-":
        click.echo("Nothing changed.")
    ctx.exit(1 if check and changed else 0)


@click.command(epilog="Example: tamizdat update ru")
@click.argument("languages", nargs=-1, metavar="[LANG...]")
@click.option("--trivial", is_flag=True, help="The change is a typo: keep translations and reviews, if it is one.")
@click.option("--yes", is_flag=True, help="With --trivial: do not ask.")
@common.check_option
@click.pass_context
def update(ctx: click.Context, languages: tuple[str, ...], trivial: bool, yes: bool, check: bool) -> None:
    """Bring the catalogs up to the source.

    Extracts first, and keeps every translation: where the source has changed, it is
    outdated (fuzzy) until a translator has looked at it. Where `segmentation` has changed,
    translations become those of the new segments.
    """
    if yes and not trivial:
        raise click.UsageError("--yes answers what --trivial asks.")
    if trivial:
        from . import trivial as correcting

        correcting.run(ctx, languages, check=check, yes=yes)
    from .. import workflow
    from ..reports import update as reports

    project = common.project(ctx)
    done = workflow.update(project, languages, common.today(), check=check)
    common.tell(done.findings)
    for line in reports.lines(done):
        common.say(line)
    if not (check and any(one.changed for one in done.files)):
        common.say(reports.following(done))
    changed = common.report(done.files, project.root, check=check)
    ctx.exit(common.code(done.findings, check and changed))


def _no_nan(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    if value is not None and value != value:
        raise click.BadParameter("NaN is under nothing.")
    return value


@click.command(epilog="Example: tamizdat status ru --fail-under 90")
@click.argument("what", nargs=-1, metavar="[LANG...|FILE.po...]")
@click.option("--json", "as_json", is_flag=True, help="Data for programs; with languages named, every message too.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    callback=_no_nan,
    metavar="N",
    help="Exit 1 when less than N % of the words are ready.",
)
@click.option("--since", metavar="REV", help="What changed since a revision of git, or a day.")
@click.pass_context
def status(
    ctx: click.Context, what: tuple[str, ...], as_json: bool, fail_under: float | None, since: str | None
) -> None:
    """Show how far the languages are.

    In words and segments by state: untranslated, outdated (the source has changed since),
    draft (fuzzy), machine, translated, reviewed. PO files named are counted by themselves.
    """
    if since:
        from . import history

        history.print_since(common.project(ctx), what, since, as_json)
        return
    from ..reports import table

    lowest, found, messages = _counted(ctx, what, with_messages=as_json)
    if as_json:
        _print_json(found, lowest, messages)
    else:
        for line in table.lines(found, lowest):
            common.say(line)
    low = [line for row in found.rows if fail_under for line in table.under(row, lowest, fail_under)]
    for line in low:
        common.say(line, err=True)
    common.tell(found.findings)
    ctx.exit(common.code(found.findings, low))


def _counted(
    ctx: click.Context, what: tuple[str, ...], *, with_messages: bool
) -> tuple[State, Report, Sequence[Mapping[str, Any]]]:
    """The lowest state that is ready, how far languages or files are, and the messages of languages that were named."""
    from .. import oneshot, workflow
    from ..model import State
    from ..reports import data

    are_files = [name.endswith((".po", ".pot")) for name in what]
    common.expect_catalogs(what, "status")
    if any(are_files) and not all(are_files):
        raise click.UsageError("Name either languages of the project or PO files.")
    if any(are_files):
        return State.TRANSLATED, oneshot.report([Path(name) for name in what]), ()
    project = common.project(ctx)
    chosen = workflow.readable(project, what) if what and with_messages else ()
    needed = project.config.publish_reviews
    messages = [row for source, _, catalog in chosen for row in data.messages(source.name, catalog, needed)]
    return workflow.lowest_shown(project), workflow.report(project, what), messages


def _print_json(found: Report, lowest: State, messages: Sequence[Mapping[str, Any]]) -> None:
    import json

    from ..reports import data

    body = data.report(found, lowest) | ({"messages": messages} if messages else {})
    click.echo(json.dumps(body, ensure_ascii=False, indent=2))


@click.command(epilog="Example: tamizdat mark --machine my-engine ru")
@click.argument("language", metavar="LANG")
@click.argument("keys", nargs=-1, metavar="[KEY...]")
@click.option("--machine", "engine", metavar="ENGINE", help="They were made by this engine.")
@click.option("--human", is_flag=True, help="A person stands behind them.")
@common.check_option
@click.pass_context
def mark(
    ctx: click.Context, language: str, keys: tuple[str, ...], engine: str | None, human: bool, check: bool
) -> None:
    """Say where the translations of LANG came from.

    All are meant, or those of some KEYs, which `tamizdat status LANG --json` lists. Fuzzy
    ones are marked too, and stay fuzzy.
    """
    from .. import marking

    if bool(engine) == human:
        raise click.UsageError("Say either --machine ENGINE or --human.")
    project = common.project(ctx)
    done = marking.mark(project, language, keys, common.today(), engine=engine, check=check)
    for line in _marked(done, f"made by {engine}" if engine else "a person’s", check=check):
        common.say(line)
    changed = common.report(done.files, project.root, check=check)
    ctx.exit(1 if check and changed else 0)


def _marked(done: Marked, origin: str, *, check: bool) -> Iterator[str]:
    """How many were marked, and what became of the others."""
    from ..reports.lines import amount

    yield f"{amount(done.changed, 'translation')} {'would be ' if check else ''}marked as {origin}."
    if done.fuzzy:
        stay = "1 of them is fuzzy and stays" if done.fuzzy == 1 else f"{done.fuzzy} of them are fuzzy and stay"
        yield f"  {stay} so until somebody has looked at the text."
    if done.already:
        yield f"  {done.already} {'was' if done.already == 1 else 'were'} that already."
    if done.untranslated:
        yield f"  {amount(done.untranslated, 'segment')} untranslated, with nothing to mark."


@click.command(epilog="Example: tamizdat fmt locales/ru/LC_MESSAGES/essay.po")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@common.check_option
@click.pass_context
def fmt(ctx: click.Context, files: tuple[str, ...], check: bool) -> None:
    """Put PO files into the canonical form, without names.

    Those named, or all of the project.
    """
    from .. import store, tidying
    from ..reports.lines import amount

    common.expect_catalogs(files, "fmt")
    if files:
        root = Path()
        named = [(Path(name), store.resolved(Path(name)).parent, name) for name in files]
    else:
        project = common.project(ctx)
        root = project.root
        named = [(path, root, project.shown(path)) for path in tidying.catalog_files(project)]
    done = tidying.tidy_all(named, check=check)
    count = sum(one.changed for one in done)
    if count:
        click.echo(f"{count} of {amount(len(done), 'file')} {'would be ' if check else ''}put into the canonical form.")
    else:
        click.echo(f"Nothing changed: {amount(len(done), 'file')} in the canonical form.")
    common.report(done, root, check=check)
    ctx.exit(1 if check and count else 0)


COMMANDS = (extract, update, status, mark, fmt)
