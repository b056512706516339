"""`mark`: where the translations of a language came from, a machine or a person.

A mark tells the origin of a text, whatever its state: a fuzzy entry is marked too, and stays
a draft until somebody finishes it, for fuzzy always wins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import review, store, workflow
from .errors import ProjectError
from .model import Catalog, Entry
from .project import Project
from .store import Written


@dataclass(frozen=True, slots=True)
class Marked:
    """How many translations a mark was put on or taken off.

    ``fuzzy`` of them stay drafts or outdated; ``already`` stood so before; ``untranslated``
    messages have nothing to mark.
    """

    changed: int
    fuzzy: int
    already: int
    untranslated: int
    files: tuple[Written, ...]


def mark(
    project: Project, locale: str, keys: Sequence[str], today: dt.date, *, engine: str | None, check: bool = False
) -> Marked:
    """Mark translations as an engine's, or (``engine`` None) as a person's.

    ``keys`` are the short names of messages; without any, every translation is meant.
    """
    (tag,) = project.chosen([locale])
    if engine is not None:
        review.check_name(engine)
    paths = [project.catalog_path(source, tag) for source, *_ in workflow.catalogs(project, [tag])]
    wanted = frozenset(keys)
    with store.holding(paths, project.root) as over:
        before = {path: store.load(path, project.shown(path)) for path in paths}
        _expect_known(wanted, before.values(), tag)
        after = {path: _marked_all(catalog, wanted, engine, today) for path, catalog in before.items()}
        files = [
            (path, store.dump(catalog, Path(project.shown(path))))
            for path, catalog in after.items()
            if catalog != before[path]
        ]
        written = workflow.put_all(project, files, check, over)
    return _counted(before.values(), after.values(), wanted, written)


def _expect_known(keys: frozenset[str], catalogs: Iterable[Catalog], tag: str) -> None:
    unknown = keys - {review.key_id(entry.key) for catalog in catalogs for entry in catalog.active}
    if unknown:
        raise ProjectError(
            f"no message has the key {', '.join(sorted(unknown))}",
            advice=f"`tamizdat status {tag} --json` lists the keys.",
        )


def _meant(entry: Entry, keys: frozenset[str]) -> bool:
    return not entry.obsolete and (not keys or review.key_id(entry.key) in keys)


def _marked_all(catalog: Catalog, keys: frozenset[str], engine: str | None, today: dt.date) -> Catalog:
    entries = (_marked(entry, engine, today) if _meant(entry, keys) else entry for entry in catalog.entries)
    return replace(catalog, entries=tuple(entries))


def _marked(entry: Entry, engine: str | None, today: dt.date) -> Entry:
    if not entry.filled:
        return entry
    if engine is None:
        return review.mark_human(entry)
    bound = review.digest(entry.key, review.bound_text(entry))
    if any(mark.kind == "machine" and (mark.name, mark.digest) == (engine, bound) for mark in review.marks(entry)):
        return entry  # since the day that it says
    return review.mark_machine(entry, engine, today)


def _counted(
    before: Iterable[Catalog], after: Iterable[Catalog], keys: frozenset[str], written: tuple[Written, ...]
) -> Marked:
    pairs = [
        (old, new)
        for was, now in zip(before, after, strict=True)
        for old, new in zip(was.entries, now.entries, strict=True)
        if _meant(old, keys)
    ]
    changed = [new for old, new in pairs if old != new]
    untranslated = sum(not old.filled for old, _ in pairs)
    already = len(pairs) - len(changed) - untranslated
    return Marked(len(changed), sum(entry.fuzzy for entry in changed), already, untranslated, written)
