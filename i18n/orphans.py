"""What stands in locales/ and is of no document or language of the project: it is gone, or has another name now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from . import languages, store, workflow
from .editions import frozen
from .model import Finding, Place, Severity
from .project import LOCALES, Project, Source
from .volumes import frozen_paths, policy_of

ALIKE = 0.5
"""The least share of a text's lines that stand in another one for it to be the same document, renamed."""


def catalogs(project: Project, locales: Sequence[str]) -> Iterator[Finding]:
    """A note for each catalog of ours; one that cannot be read is told by `update`."""
    for locale in locales:
        for path in workflow.orphan_paths(project, locale):
            shown = project.shown(path)
            data = store.maybe_read(store.contained(path, project.root), shown) or b""
            if b"X-Tamizdat-Extractor" in data:
                yield Finding(
                    "orphan",
                    Severity.NOTE,
                    "the document of this catalog is gone, or has another name",
                    Place(shown, 1),
                    locale,
                    advice="`tamizdat update` gives what it holds to documents that have the text now; then delete it.",
                )


def unlisted(project: Project) -> Iterator[Finding]:
    """A note for each language that has a catalog of a document, and that the project does not list."""
    home = {project.language_of(document) for _, document in workflow.documents(project)}
    names = [f"{source.name}.po" for source in project.sources()]
    listed = (*project.languages(), *home)
    for folder in sorted((project.root / LOCALES).glob("*/LC_MESSAGES")):
        code = folder.parent.name
        found = next((folder / name for name in names if (folder / name).is_file()), None)
        if found and not any(languages.same(code, one) for one in listed):
            yield Finding(
                "unlisted",
                Severity.NOTE,
                f"{code} has a catalog and is no language of this project, so nobody gets it",
                Place(project.shown(found), 1),
                advice=f"`tamizdat add {code}` takes it in as it is."
                if project.config.languages is None
                else f"Write {code} into `languages` of the configuration.",
            )


def last_good(project: Project, locales: Sequence[str]) -> Iterator[Finding]:
    """A finding for each last good edition that no document has any more: a warning where readers may miss it.

    It is kept: only people delete one.
    """
    for locale in locales:
        for _, paths in groupby(_left(project, locale), lambda path: path.with_suffix("")):
            yield _finding(project, locale, sorted(paths, key=lambda path: path.suffix == ".po"))


def _finding(project: Project, locale: str, paths: Sequence[Path]) -> Finding:
    first, *others = paths
    if others:
        what = f"{first.name} and {others[0].name} are the last good edition"
        advice = _advice(project, locale, first)
    else:
        what, advice = f"{first.name} is a half of the last good edition", "Without the other it is none: delete it."
    message = f"{what} of a document that is gone, or has another name"
    severity = Severity.WARNING if policy_of(project, locale).needs_last_good else Severity.NOTE
    return Finding("published", severity, message, Place(project.shown(first), 1), locale, advice=advice)


def _advice(project: Project, locale: str, text: Path) -> str:
    like = [one for one in project.sources() if one.path.suffix == text.suffix and _is_like(project, one, text)]
    for source in like:
        paths = frozen_paths(project, source, locale)
        if not any(map(Path.exists, paths)):
            names = [path.relative_to(project.language_folder(locale) / "published").as_posix() for path in paths]
            named = f"{names[0]} and {names[1]}"
            return f"It is like {project.shown(source.path)}: rename both to {named}, and readers have it again."
    if like:
        return f"It is like {project.shown(like[0].path)}, which has one of its own by now: delete both."
    return "Give both the document’s new name, and readers have it again; if it is gone, delete both."


def _is_like(project: Project, source: Source, text: Path) -> bool:
    one, other = (_lines(project.maybe_read(path) or b"") for path in (source.path, text))
    return len(one & other) >= ALIKE * min(len(one), len(other))


def _lines(data: bytes) -> set[bytes]:
    return {line.strip() for line in data.splitlines()} - {b""}


def _left(project: Project, locale: str) -> Iterator[Path]:
    """The files of last good editions that are none of a document's, in order."""
    folder = project.language_folder(locale) / "published"
    known = {path for source in project.sources() for path in frozen_paths(project, source, locale)}
    for path in sorted(folder.rglob("*"), key=lambda path: (path.with_suffix(""), path.suffix)):
        if path in known or path.name.startswith(".") or not path.is_file():
            continue
        if frozen.is_of_one(store.read(store.contained(path, project.root), project.shown(path))):
            yield path
