"""`extract`, `update` and `status`: the catalogs of a project brought up to its sources, and counted.

Clock and environment enter as ``today``. A catalog that cannot be read is a finding, and the
other languages go on; what else goes wrong, or when none is left, is an error of the whole
command, raised before anything of it is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from . import formats, languages, status, store
from .catalog import migrate, po, together
from .catalog import template as templates
from .catalog.update import Update
from .checks import syntax
from .editions.policy import LOWEST
from .errors import CatalogError, LanguageError, ProjectError
from .model import Catalog, Change, Document, Finding, Report, Row, State, Tally
from .project import Project, Source
from .store import Written

Files = Sequence[tuple[Path, bytes]]
"""Paths and what shall stand there."""


@dataclass(frozen=True, slots=True)
class LanguageUpdate:
    """What an update did to one catalog, and how far the language is now; ``begun`` when there was none before."""

    document: str
    locale: str
    changes: tuple[Change, ...]
    tally: Tally
    written: Written
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did; ``also`` are further files of the same step.

    Among the ``findings`` are catalogs that cannot be read: their languages were left as they are.
    """

    templates: tuple[Written, ...]
    languages: tuple[LanguageUpdate, ...]
    findings: tuple[Finding, ...]
    also: tuple[Written, ...] = ()

    @property
    def files(self) -> tuple[Written, ...]:
        return (*self.also, *self.templates, *(one.written for one in self.languages))


def make_template(project: Project, source: Source, document: Document, today: dt.date) -> Catalog:
    """The template of a document, with the creation date of the one on disk when no message changed."""
    old = stored(project, project.template_path(source))
    fresh = templates.template(document, source.name, project.language_of(document), today, project.config.segmentation)
    return templates.keeping_date(fresh, old)


def extract(project: Project, today: dt.date, *, check: bool = False) -> tuple[Written, ...]:
    """All templates brought up to their sources."""
    made = [(source, make_template(project, source, document, today)) for source, document in documents(project)]
    return put_all(project, [(project.template_path(source), po.dump(catalog)) for source, catalog in made], check)


def update(project: Project, codes: Sequence[str], today: dt.date, *, check: bool = False) -> Updated:
    """Extract, and bring the catalogs of some languages (of all, when none is named) up to the source."""
    return update_to(project, documents(project), project.chosen(codes), today, check=check)


def update_to(
    project: Project,
    found: Sequence[tuple[Source, Document]],
    chosen: Sequence[str],
    today: dt.date,
    *,
    check: bool = False,
    also: Files = (),
) -> Updated:
    """Templates and catalogs brought up to the documents; ``also`` are further files of the same step.

    Every file is read and worked out before the first is written.
    """
    made = [(source, document, make_template(project, source, document, today)) for source, document in found]
    jobs = list(_jobs(project, made, chosen))
    with store.holding((job.path for job in jobs), project.root) as over:
        worked, broken = _all_worked_out(project, chosen, jobs, today)
        pots = [(project.template_path(source), po.dump(pot)) for source, _, pot in made]
        put = put_all(project, [*also, *pots, *_catalog_files(project, worked)], check, over)
        files = {one.path: one for one in put}
        results = {one.job.path: one for one in worked}
        done = tuple(_updated(project, results[job.path], files) for job in jobs if job.path in results)
    told = (
        note for job, old, _ in worked for note in migrate.notes(old, job.template, project.shown(job.path), job.locale)
    )
    findings = (*(finding for _, document, _ in made for finding in document.findings), *told, *broken)
    return Updated(tuple(files[path] for path, _ in pots), done, findings, tuple(files[path] for path, _ in also))


class Job(NamedTuple):
    """One catalog to bring up to date."""

    source: Source
    document: Document
    locale: str
    path: Path
    template: Catalog
    destinations: Mapping[str, str]


class Worked(NamedTuple):
    """A job with the catalog as it was (None when there was none), and its update."""

    job: Job
    before: Catalog | None
    result: Update


def _jobs(project: Project, made: Sequence[tuple[Source, Document, Catalog]], chosen: Sequence[str]) -> Iterator[Job]:
    """A job for each document, with its template, and each of the languages that it is translated into."""
    for source, document, template in made:
        destinations = together.destinations(document)
        for locale in _targets(project, document, chosen):
            yield Job(source, document, locale, project.catalog_path(source, locale), template, destinations)


def _catalog_files(project: Project, worked: Sequence[Worked]) -> Iterator[tuple[Path, bytes]]:
    """The catalogs that changed, in the order in which they are to be written.

    What came from another document is written before it leaves that one: a kill between loses nothing.
    """
    for job, before, result in sorted(worked, key=lambda one: not one.result.taken):
        if before != result.catalog:
            yield job.path, store.dump(result.catalog, Path(project.shown(job.path)))


def _updated(project: Project, worked: Worked, files: Mapping[Path, Written]) -> LanguageUpdate:
    """What is to be told of a job that is done; ``files`` are those that it was to write."""
    job, before, result = worked
    return LanguageUpdate(
        job.source.name,
        job.locale,
        result.changes,
        status.tally(job.document, result.catalog, project.config.publish_reviews),
        files.get(job.path, Written(job.path, False)),
        before is None,
    )


def _all_worked_out(
    project: Project, chosen: Sequence[str], jobs: Sequence[Job], today: dt.date
) -> tuple[list[Worked], tuple[Finding, ...]]:
    """Every language whose catalogs can be read, and what is wrong with the others; raises when none is left.

    A language is updated as a whole: a paragraph may have gone to the document whose catalog is broken.
    """
    worked: list[Worked] = []
    errors: list[tuple[str, CatalogError]] = []
    for locale in chosen:
        try:
            worked += _worked_out(project, locale, jobs, today)
        except CatalogError as error:
            errors.append((locale, error))
    return worked, unread(errors, worked)


def unread(errors: Sequence[tuple[str, CatalogError]], others: Collection[object]) -> tuple[Finding, ...]:
    """Findings for catalogs that cannot be read; raises the first error when nothing else could be worked on."""
    if errors and not others:
        raise errors[0][1]
    return tuple(syntax.unreadable(error, error.place or "", locale) for locale, error in errors)


def _worked_out(project: Project, locale: str, jobs: Sequence[Job], today: dt.date) -> list[Worked]:
    """All documents of one language, together."""
    mine = [job for job in jobs if job.locale == locale]
    before = [stored(project, job.path, locale) for job in mine]
    parts = [
        together.Part(job.template, old, job.destinations, tuple(slot.segment for slot in job.document.slots))
        for job, old in zip(mine, before, strict=True)
    ]
    done = together.update_together(parts, locale, today, _orphans(project, locale, [job.path for job in mine]))
    return [Worked(*one) for one in zip(mine, before, done, strict=True)]


def _orphans(project: Project, locale: str, paths: Collection[Path]) -> Iterator[Catalog]:
    """The catalogs of a language whose document is gone, or has another name now."""
    for path in orphan_paths(project, locale, paths):
        catalog = stored(project, path, locale)
        if catalog:
            yield catalog


def orphan_paths(project: Project, locale: str, but: Collection[Path] = ()) -> Iterator[Path]:
    """Where such catalogs stand, and perhaps others that are none of ours."""
    folder = project.language_folder(locale) / "LC_MESSAGES"
    names = {project.catalog_path(source, locale) for source in project.sources()} | set(but)
    for path in sorted(folder.rglob("*.po")):
        if path not in names and path.is_file() and not path.name.startswith("."):
            yield path


def _targets(project: Project, document: Document, chosen: Sequence[str]) -> Iterator[str]:
    """The languages among those chosen that a document is translated into: all but its own."""
    home = project.language_of(document)
    return (locale for locale in chosen if not languages.same(locale, home))


def report(project: Project, codes: Sequence[str]) -> Report:
    """How far every document is in every language, counted by the slots of the document.

    Catalogs that cannot be read have a finding instead; raises CatalogError when all are so.
    """
    chosen = project.chosen(codes)
    needed = project.config.publish_reviews
    rows: list[Row] = []
    errors: list[tuple[str, CatalogError]] = []
    for source, document in documents(project):
        for locale in _targets(project, document, chosen):
            try:
                rows.append(
                    Row(source.name, locale, status.tally(document, catalog_of(project, source, locale), needed))
                )
            except CatalogError as error:
                errors.append((locale, error))
    return Report(tuple(rows), unread(errors, rows))


def catalogs(project: Project, codes: Sequence[str]) -> Iterator[tuple[Source, str, Catalog]]:
    """The catalogs of some languages, with their documents; raises CatalogError at one that cannot be read."""
    for source in project.sources():
        for locale in project.chosen(codes):
            catalog = catalog_of(project, source, locale)
            if catalog is not None:
                yield source, locale, catalog


def readable(project: Project, codes: Sequence[str]) -> Iterator[tuple[Source, str, Catalog]]:
    """The same without those that cannot be read, of which a report tells."""
    for source in project.sources():
        for locale in project.chosen(codes):
            with suppress(CatalogError):
                catalog = catalog_of(project, source, locale)
                if catalog is not None:
                    yield source, locale, catalog


def catalog_of(project: Project, source: Source, locale: str) -> Catalog | None:
    """The catalog of a document in a language, or None before there is one."""
    catalog = stored(project, project.catalog_path(source, locale), locale)
    return replace(catalog, locale=locale) if catalog else None


def stored(project: Project, path: Path, locale: str | None = None) -> Catalog | None:
    """The catalog in a file of the project, None before there is one.

    Raises CatalogError when its header names another language than ``locale``.
    """
    catalog = store.maybe_load(store.contained(path, project.root), project.shown(path))
    if catalog and catalog.locale and locale and _language(catalog.locale) != _language(locale):
        raise CatalogError(
            f"this file says that it is in {catalog.locale}, and stands where {locale} belongs",
            place=project.shown(path),
            advice="Put it into its own folder, or correct “Language” in its header.",
        )
    return catalog


def _language(code: str) -> str | None:
    """A code without country and script, None for no language: tools write ``ru_RU`` where ``ru`` is meant."""
    try:
        return languages.tag(code).split("-")[0]
    except LanguageError:
        return None


def documents(project: Project) -> list[tuple[Source, Document]]:
    """Every source of the project, read; raises ProjectError when there is none."""
    found = [(source, project.read(source)) for source in project.sources()]
    if not found:
        raise ProjectError(
            "there is no essay in source/",
            advice=f"Put one there (files ending in {', '.join(formats.suffixes())}), or use `tamizdat new ESSAY`.",
        )
    return found


def put_all(
    project: Project, files: Files, check: bool, over: Mapping[Path, bytes | None] | None = None
) -> tuple[Written, ...]:
    """Bytes into files of the project, none before all are known to be writable; not under ``check``.

    ``over`` are files that are edited, with the bytes that were read: nobody may have saved others since.
    """
    over = over or {}
    done = tuple(Written(path, project.maybe_read(path) != data) for path, data in files)
    if not check:
        for one in done:
            if one.changed:
                store.expect_writable(one.path, project.root)
                if one.path in over:
                    store.expect_unchanged(one.path, over[one.path], project.root)
        for path, data in files:
            if path in over:
                store.rewrite(path, data, project.root, over[path])
            else:
                store.write(path, data, project.root)
    return done


def lowest_shown(project: Project) -> State:
    """The lowest state that the project publishes as translation."""
    return LOWEST[project.config.publish_from]
