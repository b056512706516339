"""The verbs, each a few lines over the rooms below: a project in, files and a plain result out.

Clock and environment enter as ``today``. What goes wrong with one document or language is
an error of the whole command, raised before anything of it is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from . import formats, languages, review, status, store
from .catalog import header, po
from .catalog import template as templates
from .catalog import update as updates
from .editions import assemble, shelf
from .editions.policy import LOWEST, Policy
from .editions.writers import writers
from .editions.writers.index import write_index
from .errors import LanguageError, ProjectError, StoreError
from .model import Catalog, Change, Document, Edition, Entry, Finding, Report, Row, State, Tally
from .project import LOCALES, SOURCES, Project, Source


@dataclass(frozen=True, slots=True)
class Written:
    """A file a command wrote, or would write under ``--check``; ``changed`` is False when it stood so already."""

    path: Path
    changed: bool


@dataclass(frozen=True, slots=True)
class LanguageUpdate:
    """What an update did to one catalog, and how far the language is now."""

    document: str
    locale: str
    changes: tuple[Change, ...]
    tally: Tally
    written: Written


@dataclass(frozen=True, slots=True)
class Updated:
    templates: tuple[Written, ...]
    languages: tuple[LanguageUpdate, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """The editions of a build, the files, and what a person should know of them."""

    editions: tuple[Edition, ...]
    files: tuple[Written, ...]
    findings: tuple[Finding, ...]


def make_template(project: Project, source: Source, document: Document, today: dt.date) -> Catalog:
    """The template of a document, with the creation date of the one on disk when no message changed."""
    path = project.template_path(source)
    old = store.load(path, project.shown(path)) if path.is_file() else None
    fresh = templates.template(document, source.name, project.language_of(document), today)
    return templates.keeping_date(fresh, old)


def extract(project: Project, today: dt.date, *, check: bool = False) -> tuple[Written, ...]:
    """All templates brought up to their sources."""
    made = [(source, make_template(project, source, document, today)) for source, document in _documents(project)]
    return tuple(_write(project, project.template_path(source), po.dump(catalog), check) for source, catalog in made)


def add(project: Project, codes: Sequence[str], today: dt.date) -> tuple[str, ...]:
    """Start languages: a catalog for each document, and a line in LINGUAS. Gives the tags that are new."""
    tags = tuple(dict.fromkeys(map(languages.tag, codes)))
    documents = _documents(project)
    for tag in tags:
        for _, document in documents:
            if languages.same(tag, project.language_of(document)):
                raise LanguageError(f"{document.path} is written in {tag} already", advice="Name another language.")
    known = project.languages()
    new = tuple(tag for tag in tags if tag not in known)
    if project.config.languages is None:
        lines = [languages.gettext_name(tag) for tag in (*known, *new)]
        store.write(project.linguas_path, "".join(f"{line}\n" for line in lines).encode(), project.root)
    elif new:
        raise ProjectError(
            f"the configuration lists the languages, and {', '.join(new)} is not among them",
            advice="Add it to `languages` there, then run `tamizdat update`.",
        )
    update(project, tags, today)
    return new


def update(project: Project, codes: Sequence[str], today: dt.date, *, check: bool = False) -> Updated:
    """Extract, and bring the catalogs of some languages (of all, when none is named) up to the source.

    Every file is read and worked out before the first is written.
    """
    chosen = project.chosen(codes)
    documents = _documents(project)
    made = [(source, document, make_template(project, source, document, today)) for source, document in documents]
    with ExitStack() as locks:
        jobs = []
        for source, document, template in made:
            for locale in chosen:
                path = project.catalog_path(source, locale)
                locks.enter_context(store.locked(path))
                before = store.load(path, project.shown(path)) if path.is_file() else None
                jobs.append((document, source, locale, path, before, _updated(template, before, locale, today)))
        pots = tuple(_write(project, project.template_path(s), po.dump(t), check) for s, _, t in made)
        done = tuple(
            LanguageUpdate(
                source.name,
                locale,
                result.changes,
                status.tally(document, result.catalog, project.config.publish_reviews),
                _write(project, path, store.dump(result.catalog, path), check, unless=before == result.catalog),
            )
            for document, source, locale, path, before, result in jobs
        )
    return Updated(pots, done, tuple(finding for _, document, _ in made for finding in document.findings))


def _updated(template: Catalog, before: Catalog | None, locale: str, today: dt.date) -> updates.Update:
    if before is None:
        return updates.Update(updates.start(template, locale, today), ())
    return updates.update(template, before, locale)


def report(project: Project, codes: Sequence[str]) -> Report:
    """How far every document is in every language, counted by the slots of the document."""
    chosen = project.chosen(codes)
    rows = [
        Row(
            source.name,
            locale,
            status.tally(document, catalog_of(project, source, locale), project.config.publish_reviews),
        )
        for source, document in _documents(project)
        for locale in chosen
    ]
    return Report(tuple(rows))


def catalogs(project: Project, codes: Sequence[str]) -> Iterator[tuple[Source, str, Catalog]]:
    """The catalogs of some languages, with their documents."""
    for source in project.sources():
        for locale in project.chosen(codes):
            catalog = catalog_of(project, source, locale)
            if catalog is not None:
                yield source, locale, catalog


def catalog_of(project: Project, source: Source, locale: str) -> Catalog | None:
    """The catalog of a document in a language, or None before there is one."""
    path = project.catalog_path(source, locale)
    if not path.is_file():
        return None
    return replace(store.load(path, project.shown(path)), locale=locale)


def build(
    project: Project, codes: Sequence[str], suffixes: Sequence[str] = (), *, draft: bool = False, check: bool = False
) -> Built:
    """Editions of some languages (of all, and the source's own, when none is named).

    The switcher of every page lists all languages of the project, built now or not.
    """
    chosen = project.chosen(codes)
    wanted = _suffixes(project, suffixes)
    policy = Policy(LOWEST[project.config.publish_from], project.config.publish_reviews, draft)
    shelves: list[shelf.Shelf] = []
    editions: list[Edition] = []
    files: list[tuple[Path, bytes]] = []
    for source, document in _documents(project):
        made = tuple(_editions(project, source, document, policy))
        shelved = shelf.shelve(source.name, made, wanted)
        shelves.append(shelved)
        for edition in made:
            if edition.original or edition.locale in chosen:
                editions.append(edition)
                files += _edition_files(project, source, edition, shelved, wanted)
    home = project.language_of(editions[0].document) if editions else "en"
    files.append((project.root / "editions" / "index.html", write_index(shelves, home)))
    written = tuple(_write(project, path, data, check) for path, data in files)
    findings = tuple(finding for edition in editions for finding in edition.findings)
    return Built(tuple(editions), written, findings)


def _editions(project: Project, source: Source, document: Document, policy: Policy) -> Iterator[Edition]:
    home = project.language_of(document)
    yield assemble.original(document, home)
    form = formats.of(document.path)
    for locale in project.languages():
        catalog = catalog_of(project, source, locale) or Catalog(locale, {}, ())
        if not languages.same(locale, home):
            yield assemble.assemble(document, catalog, form, locale, home, policy)


def _edition_files(
    project: Project, source: Source, edition: Edition, shelved: shelf.Shelf, suffixes: Sequence[str]
) -> Iterator[tuple[Path, bytes]]:
    for suffix in suffixes:
        data = writers()[suffix](edition, shelved)
        if data is not None:
            yield project.edition_path(source, edition.locale, suffix), data


def _suffixes(project: Project, named: Sequence[str]) -> tuple[str, ...]:
    names = tuple(named) or project.config.formats or tuple(writers())
    suffixes = tuple(dict.fromkeys("." + name.lstrip(".") for name in names))
    for suffix in suffixes:
        if suffix not in writers():
            known = ", ".join(name[1:] for name in writers())
            raise ProjectError(f"no writer makes {suffix[1:]} editions", advice=f"Known formats are {known}.")
    return suffixes


def mark(
    project: Project, locale: str, keys: Sequence[str], today: dt.date, *, engine: str | None
) -> tuple[int, tuple[Written, ...]]:
    """Mark translations as an engine's, or (``engine`` None) as a person's. Gives how many, and the files.

    ``keys`` are the short names of messages; without any, every translation is meant.
    """
    (tag,) = project.chosen([locale])
    wanted = set(keys)
    marked, files = 0, []
    for source, _ in _documents(project):
        path = project.catalog_path(source, tag)
        if not path.is_file():
            continue
        with store.editing(path, project.root) as draft:
            entries = [_marked(entry, wanted, engine, today) for entry in draft.catalog.entries]
            marked += sum(new != old for new, old in zip(entries, draft.catalog.entries, strict=True))
            wanted -= {review.key_id(entry.key) for entry in draft.catalog.entries}
            draft.catalog = replace(draft.catalog, entries=tuple(entries))
        files.append(Written(path, draft.written))
    if wanted:
        raise ProjectError(
            f"no message has the key {', '.join(sorted(wanted))}",
            advice="`tamizdat status LANG --json` lists the keys.",
        )
    return marked, tuple(files)


def _marked(entry: Entry, keys: set[str], engine: str | None, today: dt.date) -> Entry:
    if not entry.filled or entry.obsolete or (keys and review.key_id(entry.key) not in keys):
        return entry
    return review.mark_machine(entry, engine, today) if engine else review.mark_human(entry)


def tidy(path: Path, root: Path, shown: str, *, check: bool = False) -> Written:
    """One PO file in the canonical form, without names; its messages stay as they are."""
    with store.locked(path):
        catalog = header.without_names(store.load(path, shown))
        data = store.dump(catalog, path)
        changed = store.read(path) != data
        if changed and not check:
            store.write(path, data, root)
    return Written(path, changed)


def catalog_files(project: Project) -> tuple[Path, ...]:
    """Every PO and POT file under locales/ but the frozen ones."""
    folder = project.root / LOCALES
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".po", ".pot") and path.is_file())
    return tuple(path for path in found if "published" not in path.relative_to(folder).parts)


def new(root: Path, essay: Path, source_language: str | None, codes: Sequence[str], today: dt.date) -> Project:
    """Start a project in a folder with an essay: source/, locales/, .gitignore; overwrites nothing.

    The essay may lie in source/ already. Raises before anything is written when the essay
    or a language is unusable.
    """
    from .config import Config
    from .project import at

    tags = [languages.tag(code) for code in codes]
    home = languages.tag(source_language) if source_language else None
    form = formats.of(essay.name)
    data = store.read(essay)
    document = form.read(essay.name, data)
    if not document.slots:
        raise ProjectError("there is nothing to translate in this file", place=f"{essay}:1", advice="Write it first.")
    target = root / SOURCES / essay.name
    if target.exists() and store.read(target) != data:
        raise StoreError("a source of this name is there already", place=str(target), advice="Rename one of them.")
    found = at(root) or Project(root, Config())
    stated = languages.tag(document.lang) if document.lang else None
    if home and stated and home != stated:
        raise LanguageError(f"{essay.name} says that it is written in {stated}, not {home}", place=str(essay))
    if home and not stated and home != (found.config.source_language or "en"):
        _remember_language(root, home)
    for tag in tags:
        if languages.same(tag, home or stated or found.config.source_language or "en"):
            raise LanguageError(f"{essay.name} is written in {tag} already", advice="Name another language after --to.")
    store.write(target, data, root)
    _ignore(root, ("/editions/", "*.mo", ".*.tamizdat-*"))
    (root / LOCALES).mkdir(exist_ok=True)
    project = at(root)
    assert project is not None, "source/ and locales/ make a project"
    if tags:
        add(project, tags, today)
    else:
        update(project, (), today)
    return project


def _remember_language(root: Path, language: str) -> None:
    path = root / "tamizdat.toml"
    if path.exists():
        raise ProjectError(
            "this configuration does not say that sources are in " + language,
            place=path.name,
            advice=f'Add the line  source-language = "{language}"  to it.',
        )
    store.write(path, f'source-language = "{language}"\n'.encode(), root)


def _ignore(root: Path, patterns: Iterable[str]) -> None:
    """The patterns at the end of .gitignore, those that are not in it yet."""
    path = root / ".gitignore"
    text = store.read(path).decode("utf-8", "surrogateescape") if path.exists() else ""
    missing = [pattern for pattern in patterns if pattern not in text.splitlines()]
    if missing:
        gap = "" if not text or text.endswith("\n") else "\n"
        lines = "".join(f"{pattern}\n" for pattern in missing)
        store.write(path, (text + gap + lines).encode("utf-8", "surrogateescape"), root)


def _documents(project: Project) -> list[tuple[Source, Document]]:
    found = [(source, project.read(source)) for source in project.sources()]
    if not found:
        raise ProjectError(
            "there is no essay in source/",
            advice=f"Put one there (files ending in {', '.join(formats.suffixes())}), or use `tamizdat new ESSAY`.",
        )
    return found


def _write(project: Project, path: Path, data: bytes, check: bool, *, unless: bool = False) -> Written:
    if unless:
        return Written(path, False)
    if check:
        return Written(path, not path.is_file() or store.read(path) != data)
    return Written(path, store.write(path, data, project.root))


def lowest_shown(project: Project) -> State:
    """The lowest state that the project publishes as translation."""
    return LOWEST[project.config.publish_from]
