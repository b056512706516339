"""`log`, and what `status --since` shows: what became of the translations, day by day, from git."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from . import common

if TYPE_CHECKING:
    import datetime as dt

    from ..model import Catalog
    from ..project import Project, Source
    from ..transitions import Became, Size, Transition


@click.command(epilog="Example: tamizdat log ru -n 10")
@click.argument("language", metavar="LANG")
@click.argument("document", required=False)
@click.option("-n", "limit", type=click.IntRange(1), metavar="N", help="No more than the last N lines.")
@click.option("--json", "as_json", is_flag=True, help="Data for programs.")
@click.pass_context
def log(ctx: click.Context, language: str, document: str | None, limit: int | None, as_json: bool) -> None:
    """Show what became of the translations, day by day.

    The last day comes first. From git alone: what is not committed does not count, and nobody is named. Exits with 3
    when a part of the history is missing.
    """
    project = common.project(ctx)
    days, hidden = log_of(project, language, document)
    days = days[:limit]
    if as_json:
        click.echo(json.dumps([_day(one) for one in days], ensure_ascii=False, indent=2))
    else:
        for one in days:
            common.say(f"{one.day} {one.document}: {_told(one.sizes)}")
    if not (days or hidden or as_json):
        common.say("Nothing of it is committed yet: history comes from git alone.")
    if hidden:
        common.say(f"note: a part of the history is missing\n  {hidden}", err=True)
        ctx.exit(common.CANNOT_TELL)


def print_since(project: Project, codes: Sequence[str], revision: str, as_json: bool) -> None:
    """What became of the translations of some languages since a revision, or since a day."""
    commit, changes = since(project, codes, revision)
    if as_json:
        rows = [_change(one, bool(codes)) for one in changes]
        click.echo(json.dumps({"since": commit, "rows": rows}, ensure_ascii=False, indent=2))
        return
    several = len({one.document for one in changes}) > 1
    for one in changes:
        name = f"{one.locale} {one.document}" if several else one.locale
        common.say(f"{name}: {_told(one.sizes, words=True) or 'nothing changed'}")


def _told(sizes: Mapping[Became, Size], *, words: bool = False) -> str:
    from ..reports.lines import amount

    return ", ".join(
        f"{size.segments} {became}" + (f" ({amount(size.words, 'word')})" if words else "")
        for became, size in sizes.items()
    )


def _day(one: Day) -> dict[str, Any]:
    return {"day": one.day.isoformat(), "document": one.document, **_sizes(one.sizes)}


def _change(one: Change, with_messages: bool) -> dict[str, Any]:
    row = {"document": one.document, "language": one.locale, **_sizes(one.sizes)}
    return row | {"messages": [_message(each) for each in one.transitions]} if with_messages else row


def _sizes(sizes: Mapping[Became, Size]) -> dict[str, Any]:
    return {
        "segments": {str(became): size.segments for became, size in sizes.items()},
        "words": {str(became): size.words for became, size in sizes.items()},
    }


def _message(one: Transition) -> dict[str, Any]:
    from .. import review

    return {
        "key": review.key_id(one.key),
        "became": str(one.became),
        "before": one.before.word if one.before is not None else None,
        "after": one.after.word if one.after is not None else None,
        "source": one.key.source,
    }


# The verbs: a project in, a plain result out


class Day(NamedTuple):
    """What became of the messages of a document on one day."""

    day: dt.date
    document: str
    sizes: Mapping[Became, Size]


class Change(NamedTuple):
    """What became of the messages of a document in a language."""

    document: str
    locale: str
    transitions: tuple[Transition, ...]
    sizes: Mapping[Became, Size]


def log_of(project: Project, code: str, document: str | None = None) -> tuple[list[Day], str | None]:
    """The days on which something became of a language's translations, the last first; and why some cannot be seen."""
    from .. import history, transitions
    from ..errors import ProjectError

    (locale,) = project.chosen([code])
    sources = [source for source in project.sources() if document in (None, source.name)]
    if not sources:
        known = ", ".join(source.name for source in project.sources())
        raise ProjectError(f"there is no document {document!r}", advice=f"Documents of this project are {known}.")
    names = {project.shown(project.catalog_path(source, locale)): source.name for source in sources}
    hidden = None
    found: dict[tuple[dt.date, str], list[Transition]] = {}
    for path, past in history.pasts(history.expect_repository(project.root), list(names)):
        hidden = hidden or past.hidden
        for step in past.steps:
            became = transitions.of_step(step, project.config.publish_reviews)
            found.setdefault((step.day, names[path]), []).extend(became)
    days = [Day(day, name, transitions.count(each)) for (day, name), each in found.items() if each]
    days.sort(key=lambda one: one.document)
    return sorted(days, key=lambda one: one.day, reverse=True), hidden


def since(project: Project, codes: Sequence[str], revision: str) -> tuple[str, tuple[Change, ...]]:
    """The commit that a revision names, and what became of each catalog since then, committed or not."""
    from .. import history

    repository = history.expect_repository(project.root)
    commit = history.expect_commit(repository, revision)
    files = [(source, locale) for source in project.sources() for locale in project.chosen(codes)]
    paths = [project.shown(project.catalog_path(source, locale)) for source, locale in files]
    old = history.catalogs_at(repository, commit, paths)
    return commit, tuple(_changes(project, files, paths, old))


def _changes(
    project: Project, files: Sequence[tuple[Source, str]], paths: Sequence[str], old: Mapping[str, Catalog]
) -> Iterator[Change]:
    from .. import transitions, workflow

    for (source, locale), path in zip(files, paths, strict=True):
        before, after = old.get(path), workflow.catalog_of(project, source, locale)
        if before or after:
            was, now = (catalog.entries if catalog else () for catalog in (before, after))
            became = tuple(transitions.compare(was, now, project.config.publish_reviews))
            yield Change(source.name, locale, became, transitions.count(became))


COMMANDS = (log,)
