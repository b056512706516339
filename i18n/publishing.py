"""`build` and `publish`: which edition each reader gets, its files, and the last good edition kept.

What depends on age takes ``as_of``; nothing here asks a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from . import formats, languages, review, status, store
from .editions import assemble, changes, frozen, shelf
from .editions.anchors import dead_links
from .editions.frozen import Frozen
from .editions.policy import LOWEST, Facts, Incomplete, Outcome, Policy, decide
from .editions.sums import NAME as SUMS
from .editions.sums import sums
from .editions.writers import writers
from .editions.writers.changes import write_changes
from .editions.writers.feed import NAME as FEED
from .editions.writers.feed import write_feed
from .editions.writers.index import write_index
from .errors import MissingExtraError, ProjectError, TamizdatError, WriterError
from .formats.options import Options
from .model import Catalog, Credits, Document, Edition, Finding, Place, Severity, State
from .project import EDITIONS, Project, Source
from .store import Written
from .workflow import catalog_of, documents, put_all

PAGE = ".html"


@dataclass(frozen=True, slots=True)
class Built:
    """The editions of a build, the languages that get none and why, the files, and the findings."""

    editions: tuple[Edition, ...]
    withheld: tuple[tuple[str, str, str], ...]
    files: tuple[Written, ...]
    findings: tuple[Finding, ...]


Failure: TypeAlias = tuple[Edition, str, TamizdatError]
"""An edition, the suffix of a file that it could not be made into, and why."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one language of one document: an edition, or the reason why there is none."""

    locale: str
    edition: Edition | None
    reason: str = ""


def policy_of(project: Project, locale: str, *, draft: bool = False) -> Policy:
    """The policy of a language, from the configuration."""
    config = project.config
    incomplete = config.publish_policy.get(locale, config.publish_policy.get("default", Incomplete.MIX))
    return Policy(
        LOWEST[config.publish_from],
        config.publish_reviews,
        draft,
        Incomplete(incomplete),
        config.publish_threshold / 100,
        config.publish_grace_days,
        config.typography,
    )


def build(
    project: Project,
    codes: Sequence[str],
    suffixes: Sequence[str] = (),
    *,
    as_of: dt.date,
    draft: bool = False,
    check: bool = False,
) -> Built:
    """Editions of some languages (of all, and the source's own, when none is named).

    The switcher of every page lists all languages that have an edition, built now or not;
    the files of an edition that is withheld are removed.
    """
    chosen = project.chosen(codes)
    wanted = _suffixes(project, suffixes)
    shelves: list[shelf.Shelf] = []
    editions: list[Edition] = []
    withheld: list[tuple[str, str, str]] = []
    files: list[tuple[Path, bytes]] = []
    gone: list[Path] = []
    feeds: dict[str, list[tuple[Edition, shelf.Shelf]]] = {}
    failures: list[Failure] = []
    home = ""
    for source, document in documents(project):
        home = home or project.language_of(document)
        made = list(_made(project, source, document, as_of, draft=draft))
        shelved = shelf.shelve(source.name, [one.edition for one in made if one.edition], project.config.site)
        shelves.append(shelved)
        for one in made:
            if one.edition is None:
                withheld.append((source.name, one.locale, one.reason))
                gone += _files_of(project, source, one.locale)
            elif one.edition.original or one.locale in chosen:
                editions.append(one.edition)
                made_files, failed = _edition_files(project, source, one.edition, shelved, wanted)
                files += made_files
                failures += [(one.edition, suffix, error) for suffix, error in failed]
                gone += _unwritable(project, source, one.edition, failed)
                gone += _stale_changes(project, source, one.edition)
            if one.edition:
                feeds.setdefault(one.locale, []).append((one.edition, shelved))
    folder = project.root / EDITIONS
    files.append((folder / "index.html", write_index(shelves, home)))
    built = {edition.locale for edition in editions}
    files += (
        (folder / locale / FEED, write_feed(feeds[locale], project.config.title)) for locale in feeds if locale in built
    )
    gone += (path for locale in chosen if locale not in feeds and (path := folder / locale / FEED).is_file())
    files.append((folder / SUMS, _sums(project, files, gone, {*feeds, *project.languages()})))
    for path in gone:
        store.contained(path.parent, project.root)
    written = [*put_all(project, files, check), *(_remove(project, path, check) for path in gone)]
    is_asked = bool(suffixes or project.config.formats)
    findings = (
        *(finding for edition in editions for finding in edition.findings),
        *_findings(failures, is_asked=is_asked),
        *_dead_links(project, files),
    )
    return Built(tuple(editions), tuple(withheld), tuple(written), findings)


def _sums(
    project: Project, files: Sequence[tuple[Path, bytes]], gone: Sequence[Path], locales: Collection[str]
) -> bytes:
    """The checksums of what stands under editions/ after this build: of its files, and of those of earlier ones."""
    folder = project.root / EDITIONS
    made = dict(files)
    every = {path for source in project.sources() for locale in locales for path in _files_of(project, source, locale)}
    every |= {path for locale in locales if (path := folder / locale / FEED).is_file()}
    kept = {path: store.read(path, project.shown(path)) for path in every - made.keys() - set(gone)}
    return sums({path.relative_to(folder).as_posix(): data for path, data in (made | kept).items()})


def _dead_links(project: Project, files: Sequence[tuple[Path, bytes]]) -> Iterator[Finding]:
    """Links of pages to places that are not in them."""
    for path, data in files:
        for anchor in dead_links(data.decode()) if path.suffix == PAGE else ():
            yield Finding(
                "dead-link",
                Severity.ERROR,
                f"{project.shown(path)} links to #{anchor}, which is not there",
                advice="Headings keep the anchors of the source in every language: look at the link there.",
            )


def _made(project: Project, source: Source, document: Document, as_of: dt.date, *, draft: bool) -> Iterator[Made]:
    home = project.language_of(document)
    yield Made(home, assemble.original(document, home))
    for locale in project.languages():
        if not languages.same(locale, home):
            catalog = catalog_of(project, source, locale) or Catalog(locale, {}, ())
            policy = policy_of(project, locale, draft=draft)
            yield _edition(project, source, document, catalog, locale, home, policy, as_of)


def _edition(
    project: Project,
    source: Source,
    document: Document,
    catalog: Catalog,
    locale: str,
    home: str,
    policy: Policy,
    as_of: dt.date,
) -> Made:
    kept, finding = last_good(project, source, locale)
    facts = facts_of(document, catalog, policy, as_of, is_frozen=kept is not None)
    outcome = decide(policy, facts)
    if outcome is Outcome.NONE:
        return Made(locale, None, _reason(policy, facts))
    form = formats.of(document.path)
    if outcome is Outcome.CURRENT or kept is None:
        edition = assemble.assemble(document, catalog, form, locale, home, policy)
        edition = replace(edition, changes=changes.of_entries(catalog))
    else:
        old = form.read(document.path, kept.source, Options(project.config.front_matter))
        edition = assemble.assemble(old, kept.catalog, form, locale, home, policy)
        edition = replace(edition, last_good=True, changes=changes.of_documents(old, document))
    credits = project.config.credits.get(locale, Credits())
    return Made(
        locale, replace(edition, credits=credits, findings=(*edition.findings, *([finding] if finding else [])))
    )


def facts_of(document: Document, catalog: Catalog, policy: Policy, as_of: dt.date, *, is_frozen: bool) -> Facts:
    """What the policy looks at, for one document in one language."""
    entries = status.by_key(catalog)
    found = [entries.get(slot.segment.key) for slot in document.slots]
    states = [review.state(entry, policy.reviews) for entry in found]
    since = [
        review.outdated_since(entry) or as_of
        for entry, state in zip(found, states, strict=True)
        if entry and state is State.OUTDATED
    ]
    tally = status.count(zip((slot.segment.source for slot in document.slots), states, strict=True))
    days = max(((as_of - day).days for day in since), default=None)
    return Facts(tally.share(policy.lowest), all(map(policy.shows, states)), days, is_frozen)


def _reason(policy: Policy, facts: Facts) -> str:
    if policy.incomplete is not Incomplete.MIX:
        return f"not whole, and the policy is {policy.incomplete}" + (
            "; there is no last good edition" if policy.incomplete is Incomplete.HOLD else ""
        )
    return f"{facts.ready:.0%} of the words are ready, under the threshold of {policy.threshold:.0%}"


def last_good(project: Project, source: Source, locale: str) -> tuple[Frozen | None, Finding | None]:
    """The last good edition of a document, or the finding that its two files do not belong together."""
    text, catalog = frozen_paths(project, source, locale)
    source_data, catalog_data = (
        store.maybe_read(store.contained(path, project.root), project.shown(path)) for path in (text, catalog)
    )
    if source_data is None and catalog_data is None:
        return None, None
    if source_data is not None and catalog_data is not None:
        kept = frozen.thaw(source_data, catalog_data, project.shown(catalog))
        if kept is not None:
            return replace(kept, catalog=replace(kept.catalog, locale=locale)), None
    return None, Finding(
        "published",
        Severity.WARNING,
        f"the last good edition is not whole: {project.shown(text)} and .po do not belong together",
        locale=locale,
        advice=f"A merge may have brought one without the other; `tamizdat publish {locale}` renews both.",
    )


def frozen_paths(project: Project, source: Source, locale: str) -> tuple[Path, Path]:
    """Where the last good edition's source and catalog are kept."""
    folder = project.language_folder(locale) / "published"
    return folder / f"{source.name}{source.path.suffix}", folder / f"{source.name}.po"


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` did for one document and language: files, or why it is not good enough."""

    document: str
    locale: str
    files: tuple[Written, ...]
    reason: str = ""


def publish(project: Project, codes: Sequence[str], as_of: dt.date, *, check: bool = False) -> tuple[Published, ...]:
    """Freeze what is good now as the last good edition; languages that are not whole are left as they are."""
    chosen = project.chosen(codes)
    return tuple(
        _publish(project, source, document, locale, as_of, check=check)
        for source, document in documents(project)
        for locale in chosen
        if not languages.same(locale, project.language_of(document))
    )


def _publish(
    project: Project, source: Source, document: Document, locale: str, as_of: dt.date, *, check: bool
) -> Published:
    catalog = catalog_of(project, source, locale)
    policy = policy_of(project, locale)
    facts = facts_of(document, catalog or Catalog(locale, {}, ()), policy, as_of, is_frozen=False)
    if catalog is None or not facts.whole:
        lowest = policy.lowest.word
        return Published(source.name, locale, (), f"{facts.ready:.0%} of the words are {lowest} or better; all must be")
    paths = frozen_paths(project, source, locale)
    data = frozen.freeze(document.raw.encode(), catalog)
    return Published(source.name, locale, put_all(project, list(zip(paths, data, strict=True)), check))


def _edition_files(
    project: Project, source: Source, edition: Edition, shelved: shelf.Shelf, suffixes: Sequence[str]
) -> tuple[list[tuple[Path, bytes]], list[tuple[str, TamizdatError]]]:
    """The files of an edition, and the formats that it could not be made in, with the reason."""
    files: list[tuple[Path, bytes]] = []
    failed: list[tuple[str, TamizdatError]] = []
    made: list[str] = []
    for suffix in sorted(suffixes, key=lambda suffix: suffix == PAGE):  # the page links to the files beside it
        try:
            data = writers()[suffix](edition, replace(shelved, files=tuple(made)))
        except (MissingExtraError, WriterError) as error:
            failed.append((suffix, error))
            continue
        if data is not None:
            made.append(suffix)
            files.append((project.edition_path(source, edition.locale, suffix), data))
    if edition.changes and PAGE in suffixes:
        path = project.edition_path(source, edition.locale, changes.SUFFIX)
        files.append((path, write_changes(edition, shelved)))
    return files, failed


def _unwritable(
    project: Project, source: Source, edition: Edition, failed: Sequence[tuple[str, TamizdatError]]
) -> list[Path]:
    """The files of an earlier build in formats that cannot hold the edition any more."""
    paths = [
        project.edition_path(source, edition.locale, suffix)
        for suffix, error in failed
        if isinstance(error, WriterError)
    ]
    return [path for path in paths if path.is_file()]


def _findings(failures: Sequence[Failure], *, is_asked: bool) -> Iterator[Finding]:
    """One finding for each reason why files were not made; an extra nobody asked for is worth a note only."""
    seen: dict[tuple[str, str | None, str | None, str | None], list[str]] = {}
    for edition, suffix, error in failures:
        is_missing = isinstance(error, MissingExtraError)
        where = (None, None) if is_missing else (edition.document.path, edition.locale)
        formats_ = seen.setdefault((error.message, error.advice, *where), [])
        if suffix[1:] not in formats_:
            formats_.append(suffix[1:])
    for (message, advice, path, locale), names in seen.items():
        yield Finding(
            "formats",
            Severity.NOTE if path is None and not is_asked else Severity.ERROR,
            f"{', '.join(names)} not made: {message}",
            Place(path, 1) if path else None,
            locale,
            advice=advice,
        )


def _files_of(project: Project, source: Source, locale: str) -> list[Path]:
    every = (*writers(), changes.SUFFIX)
    return [path for suffix in every if (path := project.edition_path(source, locale, suffix)).is_file()]


def _stale_changes(project: Project, source: Source, edition: Edition) -> list[Path]:
    path = project.edition_path(source, edition.locale, changes.SUFFIX)
    return [path] if path.is_file() and not edition.changes else []


def _remove(project: Project, path: Path, check: bool) -> Written:
    if not check:
        store.remove(path, project.root)
    return Written(path, True)


def _suffixes(project: Project, named: Sequence[str]) -> tuple[str, ...]:
    names = tuple(named) or project.config.formats or tuple(writers())
    for name in names:
        if f".{name.removeprefix('.')}" not in writers():
            known = ", ".join(suffix[1:] for suffix in writers())
            raise ProjectError(f"no writer makes {name!r} editions", advice=f"Known formats are {known}.")
    return tuple(dict.fromkeys(f".{name.removeprefix('.')}" for name in names))
