"""`check`: what is wrong with the catalogs, with place and advice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from ..errors import TamizdatError
from . import common

if TYPE_CHECKING:
    from pathlib import Path

    from ..checks import Result
    from ..checks.context import Context
    from ..history import Repository
    from ..model import Finding
    from ..project import Project
    from ..store import Written


@click.command(epilog="Example: tamizdat check ru --fix")
@click.argument("languages", nargs=-1, metavar="[LANG...]")
@click.option("--fix", is_flag=True, help="Bind machine marks to their texts again, take stray #| out.")
@click.option("--check", "dry", is_flag=True, help="With --fix: write nothing; exit 1 when something would change.")
@click.option("--json", "as_json", is_flag=True, help="Data for programs.")
@click.option("--privacy", metavar="PATH", type=click.Path(), help="Look instead at what files tell about people.")
@click.pass_context
def check(
    ctx: click.Context, languages: tuple[str, ...], fix: bool, dry: bool, as_json: bool, privacy: str | None
) -> None:
    """Find what is wrong in the catalogs.

    Wrong pairings, void reviews, lost links and numbers …, each with place and advice.

    With --privacy, look into PO, HTML, EPUB, PDF and DOCX files and all others of a folder
    for names, addresses, paths, times, programs, hidden characters and calls to other places.

    Exits with 0 when there are notes at most, with 1 when there is more, and with 3 when
    it cannot tell because a part of the history is missing.
    """
    if dry and not fix:
        raise click.UsageError("--check goes with --fix; without it, nothing is written.")
    if privacy is not None:
        _privacy(ctx, privacy, as_json)
    project = common.project(ctx)
    done = check_project(project, languages, fix=fix, dry=dry)
    if as_json:
        click.echo(json.dumps(_data(done), ensure_ascii=False, indent=2))
    else:
        for line in _lines(done):
            common.say(line)
    changed = common.report(done.fixed, project.root, check=dry)
    if done.outside:
        common.say("note: this is in no git repository, so nobody looked for wrong pairings", err=True)
    common.tell(done.untold)
    found = any(finding.severity != "note" for finding in done.findings)
    ctx.exit(common.CANNOT_TELL if done.untold else int(found or (dry and changed)))


def _privacy(ctx: click.Context, path: str, as_json: bool) -> NoReturn:
    from ..reports.lines import amount
    from .privacy import findings

    folder = common.folder(ctx) / path
    if not folder.exists():
        raise TamizdatError("there is no such file or folder", place=path, advice="Name what others will get.")
    count, found = findings(folder)
    if as_json:
        click.echo(json.dumps({"files": count, "findings": list(map(_row, found))}, ensure_ascii=False, indent=2))
    else:
        for line in (*_told(found), f"{_counted(found)} in {amount(count, 'file')}"):
            common.say(line)
    ctx.exit(int(bool(found)))


def _told(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"{finding.place}: {finding.severity}: {finding.message} [{finding.check}]"
        if finding.advice:
            yield f"  {finding.advice}"


def _lines(done: Checked) -> Iterator[str]:
    from ..reports.lines import amount

    yield from _told(done.findings)
    yield f"{_counted(done.findings)} in {amount(done.catalogs, 'catalog')}"


def _counted(findings: Sequence[Finding]) -> str:
    from ..reports.lines import amount

    notes = sum(finding.severity == "note" for finding in findings)
    counts = [(len(findings) - notes, "finding"), (notes, "note")]
    return " and ".join(amount(count, word) for count, word in counts if count) or "Nothing found"


def _data(done: Checked) -> dict[str, Any]:
    return {
        "catalogs": done.catalogs,
        "findings": [_row(finding) for finding in done.findings],
        "cannot-tell": [_row(finding) for finding in done.untold],
        "git": not done.outside,
    }


def _row(finding: Finding) -> dict[str, Any]:
    from .. import review

    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "path": finding.place.path if finding.place else None,
        "line": finding.place.line if finding.place else None,
        "language": finding.locale,
        "key": review.key_id(finding.key) if finding.key else None,
        "message": finding.message,
        "advice": finding.advice,
        "span": finding.span,
    }


# The verb: a project in, files put right and a plain result out


class Checked(NamedTuple):
    """What checks found in some catalogs, what they could not tell, and which files were put right.

    ``outside`` tells that the project is in no git repository, so that nothing has a past.
    """

    catalogs: int
    findings: tuple[Finding, ...]
    untold: tuple[Finding, ...]
    fixed: tuple[Written, ...]
    outside: bool


def check_project(project: Project, codes: Sequence[str], *, fix: bool = False, dry: bool = False) -> Checked:
    """All checks over the catalogs of some languages, or of all; ``fix`` puts right what a program may.

    With ``dry`` it only tells which files it would put right.
    """
    from .. import checks, history, orphans, store

    repository = history.maybe_repository(project.root)
    contexts, findings = _contexts(project, codes, repository)
    count = len(contexts) + len(findings)
    untold: list[Finding] = []
    fixed: list[Written] = []
    for path, context in contexts:
        result = checks.run(context, checks.registered())
        if fix:
            fixed.append(_fix(project, path, result, dry=dry))
        if fix and not dry and fixed[-1].changed:
            again = replace(context, catalog=store.load(path, context.path))
            result = checks.run(again, checks.registered())
        findings += result.findings
        untold += result.untold
    chosen = project.chosen(codes)
    findings += _deleted(project, chosen, repository) if repository else ()
    findings += () if codes else orphans.unlisted(project)
    findings += [*orphans.catalogs(project, chosen), *orphans.last_good(project, chosen)]
    return Checked(count, tuple(findings), tuple(untold), tuple(fixed), repository is None)


def _contexts(
    project: Project, codes: Sequence[str], repository: Repository | None
) -> tuple[list[tuple[Path, Context]], list[Finding]]:
    """Each catalog with its document and past; what does not parse is a finding, and the others go on."""
    from .. import history, languages, store, trivial, workflow
    from ..catalog import po
    from ..checks import syntax
    from ..checks.context import Context

    chosen = project.chosen(codes)
    contexts: list[tuple[Path, Context]] = []
    broken: list[Finding] = []
    texts: dict[str, bytes] = {}
    typos = trivial.recorded(project)
    for source, document in workflow.documents(project):
        home = project.language_of(document)
        for locale in chosen:
            path = project.catalog_path(source, locale)
            shown = project.shown(path)
            try:
                data = store.maybe_read(store.contained(path, project.root), shown)
                if data is None or languages.same(locale, home):
                    continue
                catalog = po.load(data, shown)
                contexts.append((path, Context(document, catalog, shown, locale, home, trivial=typos)))
                texts[shown] = data
            except TamizdatError as error:
                broken.append(syntax.unreadable(error, shown, locale))
    if repository:
        paths = [context.path for _, context in contexts]
        past = dict(history.pasts(repository, paths, history.EVERYWHERE, texts))
        contexts = [(path, replace(context, past=past[context.path])) for path, context in contexts]
    return contexts, broken


def _deleted(project: Project, chosen: Sequence[str], repository: Repository) -> Iterator[Finding]:
    """What was lost with catalogs that documents had and that are gone: `update` would begin them anew, empty."""
    from .. import checks, history, languages, workflow
    from ..checks.context import Context
    from ..model import Catalog

    absent = [one for one in chosen for source in project.sources() if not project.catalog_path(source, one).exists()]
    contexts = [
        Context(document, Catalog(locale, {}, ()), project.shown(path), locale, project.language_of(document))
        for source, document in (workflow.documents(project) if absent else ())
        for locale in dict.fromkeys(absent)
        if not (path := project.catalog_path(source, locale)).exists()
        and not languages.same(locale, project.language_of(document))
    ]
    empty = {context.path: b"" for context in contexts}
    pasts = dict(history.pasts(repository, list(empty), history.EVERYWHERE, empty)) if empty else {}
    look = {"lost": checks.registered()["lost"]}
    for context in contexts:
        yield from checks.run(replace(context, past=pasts[context.path]), look).findings


def _fix(project: Project, path: Path, result: Result, *, dry: bool) -> Written:
    """Put right what is certain; whether a pairing is wrong must be known before a mark is bound to it."""
    from .. import store
    from ..checks.fix import fixed

    doubted = {finding.key for finding in result.findings if finding.check == "wrong-pairing" and finding.key}
    if result.untold:
        return store.Written(path, False)
    if dry:
        catalog = store.load(path, project.shown(path))
        return store.Written(path, fixed(catalog, doubted) != catalog)
    with store.editing(path, project.root) as draft:
        draft.catalog = fixed(draft.catalog, doubted)
    return store.Written(path, draft.written)


COMMANDS = (check,)
