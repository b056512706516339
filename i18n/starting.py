"""`new` and `add`: a project begins with an essay, a language begins in a project.

Everything is read and checked before the first file is written; nothing that stands there is overwritten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from . import formats, languages, store
from .config import Config
from .errors import LanguageError, ProjectError, StoreError
from .model import Document, Finding, Severity
from .project import SOURCES, Project, Source, at
from .workflow import Files, Updated, documents, update_to


def new(
    root: Path, essay: Path, source_language: str | None, codes: Sequence[str], today: dt.date, *, check: bool = False
) -> tuple[Project, Updated]:
    """Start a project in a folder with an essay: source/, locales/, .gitignore; overwrites nothing.

    The essay may lie in source/ already. Raises before anything is written when the essay,
    a language, or anything that stands there already is unusable.
    """
    tags = tuple(dict.fromkeys(map(languages.tag, codes)))
    data = store.read(essay)
    project = at(root) or Project(root, Config())
    target = _target(root, essay)
    if project.maybe_read(target) not in (None, data):
        place, advice = project.shown(target), _STARTED
        raise StoreError("a source of this name is there already", place=place, advice=advice)
    document = formats.of(essay.name).read(str(essay), data)
    if not document.slots:
        raise ProjectError("there is nothing to translate in this file", place=f"{essay}:1", advice="Write it first.")
    project, told = _told_language(project, document, source_language, target)
    found = _sources_with(project, target, data)
    for source, document in found:
        home = project.language_of(document)
        if source.path == target:
            _expect_foreign(tags, home, essay.name, "Name another after --to.")
        for tag in (home, *tags):
            store.expect_writable(project.edition_path(source, tag, ".html"), root)
    new, linguas = _with_languages(project, tags)
    ignored = _with_lines(root / ".gitignore", ("/editions/", "*.mo", ".*.tamizdat-*"), project)
    also = [(target, data), *told, *ignored, *linguas]
    done = update_to(project, found, (*project.languages(), *new), today, check=check, also=also)
    return project, _with_scripts_told(project, done, new)


def add(project: Project, codes: Sequence[str], today: dt.date, *, check: bool = False) -> Updated:
    """Start languages: a catalog for each document, and a line in LINGUAS; those that are there are updated."""
    tags = tuple(dict.fromkeys(map(languages.tag, codes)))
    homes = {project.language_of(document): document.path for _, document in documents(project)}
    for home, shown in homes.items() if len(homes) == 1 else ():  # else the others are translated into it
        _expect_foreign(tags, home, shown, "Name another language.")
    with store.locked(project.linguas_path):
        new, linguas = _with_languages(project, tags)
        done = update_to(project, documents(project), tags, today, check=check, also=linguas)
        return _with_scripts_told(project, done, new)


def _with_scripts_told(project: Project, done: Updated, new: Sequence[str]) -> Updated:
    """The update with a note for each new language whose code leaves open in which script it is written."""
    return replace(done, findings=(*done.findings, *(note for tag in new for note in _script(project, tag))))


def _script(project: Project, tag: str) -> Iterator[Finding]:
    if known := languages.with_scripts(tag):
        usual, *others = known
        yield Finding(
            "script",
            Severity.NOTE,
            f"this code leaves open in which script: {usual}, which is what it is taken for, or {', '.join(others)}",
            locale=tag,
            advice=f"Readers look for the one they read. `tamizdat add {usual}`, or another, says which; then delete "
            f"{project.shown(project.language_folder(tag))} and its line in {project.shown(project.linguas_path)}.",
        )


def _expect_foreign(tags: Sequence[str], home: str, shown: str, advice: str) -> None:
    """Raises when a text, ``shown`` by its path, is written in one of the languages already."""
    if any(languages.same(tag, home) for tag in tags):
        raise LanguageError(f"{shown} is written in {home} already", advice=advice)


def _with_languages(project: Project, tags: Sequence[str]) -> tuple[tuple[str, ...], Files]:
    """The tags that are new to the project, and the LINGUAS file that lists them too, unless the configuration does."""
    known = project.languages()
    new = tuple(tag for tag in tags if tag not in known)
    if project.config.languages is None:
        return new, _with_lines(project.linguas_path, map(languages.gettext_name, new), project)
    if new:
        raise ProjectError(
            f"the configuration lists the languages, and {', '.join(new)} is not among them",
            advice="Add it to `languages` there, then run `tamizdat update`.",
        )
    return new, []


_STARTED = "To go on with it, edit it there, then `tamizdat update`; if yours is another essay, rename it."


def _sources_with(project: Project, target: Path, data: bytes) -> list[tuple[Source, Document]]:
    """Every source of the project, read, among them the one that is going to stand at ``target``."""
    sources = project.distinct({target, *(other.path for other in project.sources())})
    return [
        (source, project.document(source, data) if source.path == target else project.read(source))
        for source in sources
    ]


def _told_language(
    project: Project, document: Document, source_language: str | None, target: Path
) -> tuple[Project, Files]:
    """The project with the language that a new essay is said to be in, and the configuration that remembers it."""
    if source_language is None:
        return project, []
    home = languages.tag(source_language)
    stated = project.language_of(document)
    if home == stated:
        return project, []
    if document.lang:
        raise LanguageError(
            f"this essay says that it is written in {stated}, not {home}",
            place=document.path,
            advice="Correct its front matter, or leave out --from.",
        )
    path = project.root / "tamizdat.toml"
    if any(one.path != target for one in project.sources()) or project.config != Config() or path.exists():
        raise ProjectError(
            f"sources that name no language are in {stated} here, not {home}",
            place=document.path,
            advice=f'Write  lang: {home}  into its front matter, or configure  source-language = "{home}".',
        )
    return replace(project, config=Config(source_language=home)), [(path, f'source-language = "{home}"\n'.encode())]


def _target(root: Path, essay: Path) -> Path:
    """Where an essay goes: it stays where it is in source/ already."""
    real = store.resolved(essay)
    return real if real.is_relative_to(root / SOURCES) else root / SOURCES / essay.name


def _with_lines(path: Path, lines: Iterable[str], project: Project) -> Files:
    """A text file with the lines at its end that are not in it yet; no file when there are none."""
    text = (project.maybe_read(path) or b"").decode("utf-8", "surrogateescape")
    missing = [line for line in lines if line not in text.splitlines()]
    gap = "" if not text or text.endswith("\n") else "\n"
    added = "".join(f"{line}\n" for line in missing)
    return [(path, (text + gap + added).encode("utf-8", "surrogateescape"))] if missing else []
