"""`build` and `publish`: the files of the editions, and the last good edition kept.

What depends on age takes ``as_of``; nothing here asks a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from . import languages, proofs, store, workflow
from .editions import changes, frozen, shelf
from .editions.sums import NAME as SUMS
from .editions.sums import listed, sums
from .editions.writers import writers
from .editions.writers.feed import NAME as FEED
from .editions.writers.feed import write_feed
from .editions.writers.index import write_index
from .errors import CatalogError, TamizdatError, WriterError
from .model import Catalog, Document, Edition, Finding, State
from .printing import Impression, Placed, Print, path_of, prints, remember, suffixes_of
from .project import EDITIONS, Project, Source
from .store import Written
from .volumes import facts_of, frozen_paths, policy_of, volumes
from .workflow import catalog_of, documents, put_all


@dataclass(frozen=True, slots=True)
class Built:
    """The editions of a build, the languages that get none and why, the files, and the findings."""

    editions: tuple[Edition, ...]
    withheld: tuple[tuple[str, str, str], ...]
    files: tuple[Written, ...]
    findings: tuple[Finding, ...]


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
    the files of an edition that is withheld are removed. Where a catalog cannot be read, the
    edition stays as it was and the others are built; raises CatalogError when there is no other.
    """
    chosen = project.chosen(codes)
    wanted = suffixes_of(project, suffixes)
    found = volumes(project, as_of, draft=draft)
    errors = [(one.locale, one.error) for volume in found for one in volume.made if one.error and one.locale in chosen]
    placed = [
        Placed(volume, one.edition)
        for volume in found
        for one in volume.made
        if one.edition and (one.edition.original or one.locale in chosen)
    ]
    unread = workflow.unread(errors, [one for one in placed if not one.edition.original])
    is_asked = bool(suffixes or project.config.formats)
    made = Impression(project, chosen, found, placed, wanted, is_asked, prints(project, placed, wanted))
    none = [(volume.source, one) for volume in found for one in volume.made if not (one.edition or one.error)]
    gone = [path for one in made.pairs for path in _untrue(project, *one)]
    gone += (path for source, one in none for path in _files_of(project, source, one.locale))
    shared, unshared = _shared(made, gone)
    gone += unshared
    for path in gone:
        store.contained(path.parent, project.root)
    written = [*put_all(project, [*made.files, *shared], check), *(_remove(project, path, check) for path in gone)]
    if not check:
        remember(project, made.prints)
    withheld = ((source.name, one.locale, one.reason) for source, one in none)
    findings = (*unread, *proofs.findings(made))
    return Built(tuple(one.edition for one in placed), tuple(withheld), tuple(written), findings)


def _untrue(project: Project, one: Placed, made: Print) -> Iterator[Path]:
    """The files of an earlier build that are not true of an edition any more."""
    yield from _unwritable(project, one.volume.source, one.edition, made.failed)
    yield from _stale_changes(project, one.volume.source, one.edition)


def _shared(made: Impression, gone: Sequence[Path]) -> tuple[list[tuple[Path, bytes]], list[Path]]:
    """What stands beside all editions: the index, a feed for each language, checksums; and the feeds that are to go."""
    project = made.project
    folder, title = project.root / EDITIONS, project.config.title
    every = _standing(made, gone)
    names = {path.relative_to(folder).as_posix() for path in every}
    shelved = [(shelf.with_files(one, names, tuple(writers())), edition) for one, edition in made.shelved]
    shelves = {one.name: one for one, _ in shelved}
    shared = [(folder / "index.html", write_index(tuple(shelves.values()), made.volumes[0].made[0].locale, title))]
    locales = {edition.locale for _, edition in shelved}
    broken = {lost.locale for one in made.volumes for lost in one.made if lost.error}  # their feeds stay as they are
    for locale in sorted({one.edition.locale for one in made.placed} - broken):
        mine = [(edition, one) for one, edition in shelved if edition.locale == locale]
        shared.append((folder / locale / FEED, write_feed(mine, title)))
    feeds = {locale: folder / locale / FEED for locale in {*locales, *project.languages()}}
    unshared = [feeds[locale] for locale in made.chosen if locale not in locales | broken and feeds[locale].is_file()]
    data = dict([*made.files, *shared])
    kept = {path for path in {*every, *feeds.values()} - data.keys() - set(unshared) if path.is_file()}
    data |= {path: store.read(path, project.shown(path)) for path in kept}
    told = {path.relative_to(folder).as_posix(): one for path, one in data.items()}
    shared.append((folder / SUMS, sums(told)))
    return shared, unshared + [path for path in _abandoned(project, told) if path not in {*gone, *unshared}]


def _abandoned(project: Project, names: Container[str]) -> Iterator[Path]:
    """Files of the build before, as it wrote them, that belong to nothing any more: the document is gone, or renamed.

    What somebody else has put into editions/, or changed there, stays.
    """
    folder = project.root / EDITIONS
    real = store.resolved(folder)
    before = store.maybe_read(folder / SUMS, project.shown(folder / SUMS)) or b""
    for name, digest in listed(before):
        path = folder / name
        if name in names or not path.is_file() or not store.resolved(path.parent).is_relative_to(real):
            continue
        if sha256(store.read(path, project.shown(path))).hexdigest() == digest:
            yield path


def _standing(made: Impression, gone: Sequence[Path]) -> set[Path]:
    """The files of editions that are there after this build: its own, and those of earlier ones that it did not make.

    Of a format that an edition does not have (a text of Markdown), a file is none of an edition: see `_abandoned`.
    """
    kept = {
        path
        for volume in made.volumes
        for one in volume.made
        for path in _files_of(made.project, volume.source, one.locale)
    }
    tried = {
        path_of(made.project, one, suffix)
        for one, print_ in made.pairs
        for suffix in set(made.suffixes) - {suffix for suffix, _ in print_.failed}
    }
    return ((kept - tried) | {path for path, _ in made.files}) - set(gone)


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` did for one document and language: files, or why it is not good enough, or cannot be read."""

    document: str
    locale: str
    files: tuple[Written, ...]
    reason: str = ""
    error: CatalogError | None = None


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
    try:
        catalog = catalog_of(project, source, locale)
    except CatalogError as error:
        return Published(source.name, locale, (), "its catalog cannot be read", error)
    policy = policy_of(project, locale)
    facts = facts_of(document, catalog or Catalog(locale, {}, ()), policy, as_of, is_frozen=False)
    if catalog is None or not facts.whole:
        good = f"{policy.lowest.word}{'' if policy.lowest is State.REVIEWED else ' or better'}"
        share = languages.percent(facts.ready, "en")
        return Published(source.name, locale, (), f"{share} of the words are {good}; all must be")
    paths = frozen_paths(project, source, locale)
    data = frozen.freeze(document.raw.encode(), catalog)
    return Published(source.name, locale, put_all(project, list(zip(paths, data, strict=True)), check))


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


def _files_of(project: Project, source: Source, locale: str) -> list[Path]:
    every = (*writers(), changes.SUFFIX)
    return [path for suffix in every if (path := project.edition_path(source, locale, suffix)).is_file()]


def _stale_changes(project: Project, source: Source, edition: Edition) -> list[Path]:
    path = project.edition_path(source, edition.locale, changes.SUFFIX)
    return [path] if path.is_file() and not edition.changes else []


def _remove(project: Project, path: Path, check: bool) -> Written:
    if not check:
        store.remove(path, project.root)
    return Written(path, True, gone=True)
