"""`build` and `publish`: the files of the editions, and the last good edition kept.

What depends on age takes ``as_of``; nothing here asks a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from . import languages, orphans, store, workflow
from .editions import changes, frozen, references, shelf
from .editions.sums import NAME as SUMS
from .editions.sums import listed, sums
from .editions.writers import writers
from .editions.writers.bilingual import THEIRS
from .editions.writers.feed import NAME as FEED
from .editions.writers.feed import write_feed
from .editions.writers.index import write_index
from .errors import CatalogError, MissingExtraError, ProjectError, TamizdatError, WriterError
from .model import Catalog, Document, Edition, Finding, Place, Severity
from .printing import PAGE, Placed, Print, path_of, prints
from .project import EDITIONS, Project, Source
from .store import Written
from .volumes import Volume, facts_of, frozen_paths, policy_of, volumes
from .workflow import catalog_of, documents, put_all


@dataclass(frozen=True, slots=True)
class Built:
    """The editions of a build, the languages that get none and why, the files, and the findings."""

    editions: tuple[Edition, ...]
    withheld: tuple[tuple[str, str, str], ...]
    files: tuple[Written, ...]
    findings: tuple[Finding, ...]


ABSENT = "absent"
"""The name of the finding that a page leads to one that is not built yet."""

Failure: TypeAlias = tuple[Edition, str, TamizdatError]
"""An edition, the suffix of a file that it could not be made into, and why."""


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
    wanted = _suffixes(project, suffixes)
    found = volumes(project, as_of, draft=draft)
    placed = [
        Placed(volume, one.edition)
        for volume in found
        for one in volume.made
        if one.edition and (one.edition.original or one.locale in chosen)
    ]
    errors = [(one.locale, one.error) for volume in found for one in volume.made if one.error and one.locale in chosen]
    unread = workflow.unread(errors, [one for one in placed if not one.edition.original])
    printed = prints(project, placed, wanted)
    files = [file for one in printed for file in one.files]
    failures = [(one.edition, *failure) for one, made in zip(placed, printed, strict=True) for failure in made.failed]
    gone = [path for one, made in zip(placed, printed, strict=True) for path in _untrue(project, one, made)]
    none = [(volume.source, one) for volume in found for one in volume.made if not (one.edition or one.error)]
    gone += (path for source, one in none for path in _files_of(project, source, one.locale))
    shared, unshared = _shared(project, found, placed, chosen, files, gone)
    gone += unshared
    for path in gone:
        store.contained(path.parent, project.root)
    written = [*put_all(project, [*files, *shared], check), *(_remove(project, path, check) for path in gone)]
    findings = (
        *_strangers(project),
        *(one for one in orphans.last_good(project, chosen) if one.severity is Severity.WARNING),
        *unread,
        *(finding for one in placed for finding in one.edition.findings),
        *_findings(failures, is_asked=bool(suffixes or project.config.formats)),
        *_dead_links(project, placed, printed),
        *(finding for one in printed for finding in one.pictures),
        *references.findings(_linked(placed, printed), _shelved(found)),
        *_absent(project, found, files, placed if PAGE in wanted else ()),
    )
    withheld = ((source.name, one.locale, one.reason) for source, one in none)
    return Built(tuple(one.edition for one in placed), tuple(withheld), tuple(written), findings)


def _strangers(project: Project) -> Iterator[Finding]:
    """Languages that the configuration says something of, and that are none of the project's: so it says nothing."""
    mine = project.languages()
    config = project.config
    for key, named in (("publish.policy", config.publish_policy), ("credits", config.credits)):
        for code in named:
            if code not in (*mine, "default"):
                message = f"{key} names {code}, which is no language of this project, and so says nothing"
                advice = f"It is translated into {', '.join(mine) or 'no language yet'}."
                yield Finding("configuration", Severity.WARNING, message, advice=advice)


def _absent(
    project: Project, found: Sequence[Volume], files: Sequence[tuple[Path, bytes]], told: Sequence[Placed]
) -> Iterator[Finding]:
    """A note of the pages of other languages that those of this build lead to and that are not there.

    What lies on the disk is not seen in a page, so that two builds are equal bytes. Of the
    editions that are ``told`` already it says nothing.
    """
    if not any(path.suffix == PAGE for path, _ in files):
        return
    known = {path_of(project, one, PAGE) for one in told}
    linked = {
        project.edition_path(volume.source, link.locale, PAGE): link.locale
        for volume in found
        for link in volume.shelf.links
    }
    locales = sorted({locale for path, locale in linked.items() if path not in known and not path.is_file()})
    if locales:
        option = "" if PAGE in _suffixes(project, ()) else " --format html"
        message = f"pages lead to editions that are not built yet: {', '.join(locales)}"
        yield Finding(ABSENT, Severity.NOTE, message, advice=f"`tamizdat build{option}` makes them.")


def _untrue(project: Project, one: Placed, made: Print) -> Iterator[Path]:
    """The files of an earlier build that are not true of an edition any more."""
    yield from _unwritable(project, one.volume.source, one.edition, made.failed)
    yield from _stale_changes(project, one.volume.source, one.edition)


def _shared(
    project: Project,
    found: Sequence[Volume],
    placed: Sequence[Placed],
    chosen: Sequence[str],
    files: Sequence[tuple[Path, bytes]],
    gone: Sequence[Path],
) -> tuple[list[tuple[Path, bytes]], list[Path]]:
    """What stands beside all editions: the index, a feed for each language, checksums; and the feeds that are to go."""
    folder, title = project.root / EDITIONS, project.config.title
    every = _standing(project, found, files, gone)
    names = {path.relative_to(folder).as_posix() for path in every}
    shelved = [(shelf.with_files(one, names, tuple(writers())), edition) for one, edition in _shelved(found)]
    shelves = {one.name: one for one, _ in shelved}
    shared = [(folder / "index.html", write_index(tuple(shelves.values()), found[0].made[0].locale, title))]
    locales = {edition.locale for _, edition in shelved}
    broken = {made.locale for one in found for made in one.made if made.error}  # their feeds stay as they are
    for locale in sorted({one.edition.locale for one in placed} - broken):
        mine = [(edition, one) for one, edition in shelved if edition.locale == locale]
        shared.append((folder / locale / FEED, write_feed(mine, title)))
    feeds = {locale: folder / locale / FEED for locale in {*locales, *project.languages()}}
    unshared = [feeds[locale] for locale in chosen if locale not in locales | broken and feeds[locale].is_file()]
    data = dict([*files, *shared])
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


def _linked(placed: Sequence[Placed], printed: Sequence[Print]) -> list[tuple[references.Shelved, Sequence[str]]]:
    """The editions of this build with where their links lead."""
    return [((one.volume.shelf, one.edition), made.links) for one, made in zip(placed, printed, strict=True)]


def _shelved(found: Sequence[Volume]) -> list[references.Shelved]:
    """All editions, made now or not, each with its shelf."""
    return [(volume.shelf, made.edition) for volume in found for made in volume.made if made.edition]


def _standing(
    project: Project, found: Sequence[Volume], files: Sequence[tuple[Path, bytes]], gone: Sequence[Path]
) -> set[Path]:
    """The files of editions that are there after this build: its own, and those of earlier ones."""
    kept = {path for one in found for made in one.made for path in _files_of(project, one.source, made.locale)}
    return (kept | {path for path, _ in files}) - set(gone)


def _dead_links(project: Project, placed: Sequence[Placed], prints: Sequence[Print]) -> Iterator[Finding]:
    """Links of pages to places that are not in them; what is dead in an original is not told of its other pages."""
    told: set[tuple[str, str]] = set()
    for one, made in zip(placed, prints, strict=True):
        for suffix, name in made.dead:
            anchor = name.removeprefix(THEIRS) if suffix != PAGE else name
            if (one.volume.source.name, anchor) not in told:
                told.add((one.volume.source.name, anchor))
                path = path_of(project, one, suffix)
                page = dict(made.files)[path].decode()
                yield references.dead_anchor(one.edition, anchor, page, project.shown(path))


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
        lowest = policy.lowest.word
        return Published(source.name, locale, (), f"{facts.ready:.0%} of the words are {lowest} or better; all must be")
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
    return Written(path, True, gone=True)


def _suffixes(project: Project, named: Sequence[str]) -> tuple[str, ...]:
    names = tuple(named) or project.config.formats or tuple(writers())
    for name in names:
        if f".{name.removeprefix('.')}" not in writers():
            known = ", ".join(suffix[1:] for suffix in writers())
            raise ProjectError(f"no writer makes {name!r} editions", advice=f"Known formats are {known}.")
    return tuple(dict.fromkeys(f".{name.removeprefix('.')}" for name in names))
