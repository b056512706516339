"""A project × a language → what waits for a reviewer, and their decisions written, one at a time or many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import languages, review, reviewing, status, store, workflow
from .errors import LanguageError, ProjectError, TamizdatError
from .model import Catalog, Document, Entry, Key, Segment, State
from .project import Project, Source
from .reviewing import Item
from .store import Written


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits in one document; ``absent`` messages of the source are not in the catalog yet."""

    document: str
    path: Path
    home: str
    items: tuple[Item, ...]
    segments: Mapping[Key, Segment]
    absent: int


def piles(
    project: Project,
    code: str,
    document: str | None = None,
    reviewer: str | None = None,
    states: Collection[State] | None = None,
) -> tuple[Pile, ...]:
    """What is to be reviewed in a language, a pile a document that has a catalog; see `reviewing.items`."""
    (locale,) = project.chosen([code])
    return tuple(_piles(project, locale, document, reviewer, states))


def _piles(
    project: Project, locale: str, named: str | None, reviewer: str | None, states: Collection[State] | None
) -> Iterator[Pile]:
    needed = project.config.publish_reviews
    for source, document in _documents(project, locale, named):
        catalog = workflow.catalog_of(project, source, locale)
        if catalog is not None:
            yield Pile(
                source.name,
                project.catalog_path(source, locale),
                project.language_of(document),
                tuple(reviewing.items(document, catalog, needed, reviewer, states)),
                reviewing.segments(document, catalog),
                reviewing.absent(document, catalog),
            )


def _documents(project: Project, locale: str, named: str | None) -> Iterator[tuple[Source, Document]]:
    """The documents translated into a language, or the one named, as `tamizdat status` calls it."""
    found = workflow.documents(project)
    names = [source.name for source, _ in found]
    if named is not None and named not in names:
        raise ProjectError(
            f"there is no document {named!r}", advice=f"Documents of this project are {', '.join(names)}."
        )
    for source, document in found:
        if named not in (None, source.name):
            continue
        if not languages.same(locale, project.language_of(document)):
            yield source, document
        elif named is not None:
            raise LanguageError(f"{named} is written in {locale}", advice="Only translations are reviewed.")


def decide(project: Project, path: Path, seen: Entry, new: Entry, told: Sequence[Entry] = ()) -> Entry:
    """Put a decision into a catalog, at once; gives the entry as it stands there now.

    ``told`` are sentences told in it that shall be as they were.
    Raises `reviewing.ChangedError` when another entry than the one seen stands there.
    """
    with store.editing(store.contained(path, project.root), project.root) as draft:
        draft.catalog, stands = reviewing.replaced(draft.catalog, seen, new, told)
    return stands


def told_in(project: Project, path: Path, entry: Entry) -> tuple[Entry, ...]:
    """The sentences that are told in an entry (``↑``), as they stand now."""
    catalog = workflow.stored(project, path) if entry.joined else None
    return reviewing.told_in(catalog, entry) if catalog else ()


def look(project: Project, pile: Pile, key: Key) -> Item | None:
    """A message as it stands in its catalog now, None when it is gone."""
    catalog = workflow.stored(project, pile.path)
    entry = status.by_key(catalog).get(key)
    return reviewing.item_of(entry, pile.segments.get(key), project.config.publish_reviews) if entry else None


Action = Callable[[Entry], Entry]


def decide_all(
    project: Project, code: str, named: str | None, keys: Sequence[str], action: Action, *, check: bool = False
) -> tuple[int, tuple[Written, ...]]:
    """One decision on several messages: all of them, or none when one cannot be. Gives how many, and the files.

    ``keys`` are short names of messages, or of texts (`Item.text_id`): those mean exactly the
    source and translation that they were made of.
    """
    (locale,) = project.chosen([code])
    found = [(source, document) for source, document in _documents(project, locale, named)]
    paths = {source.name: project.catalog_path(source, locale) for source, _ in found}
    with store.holding(paths.values(), project.root) as over:
        catalogs = [
            (paths[source.name], catalog, _listed(document, catalog))
            for source, document in found
            if (catalog := workflow.stored(project, paths[source.name], locale))
        ]
        wanted = _wanted([entry for *_, entries in catalogs for entry in entries], keys, locale)
        files, count = [], 0
        for path, catalog, entries in catalogs:
            chosen = [entry for entry in entries if id(entry) in wanted]
            count += len(chosen)
            files.append((path, store.dump(_acted(catalog, chosen, action), Path(project.shown(path)))))
        return count, workflow.put_all(project, files, check, over)


def _listed(document: Document, catalog: Catalog) -> list[Entry]:
    entries = status.by_key(catalog)
    return [entries[key] for key in reviewing.segments(document, catalog) if key in entries]


def _wanted(entries: Sequence[Entry], keys: Sequence[str], locale: str) -> frozenset[int]:
    """The `id` of each entry that short names mean; raises ProjectError when one means none, or several texts.

    A message of several documents is meant in all that have this translation; those that have none are left aside.
    """
    meant: dict[str, list[Entry]] = {key.lower(): [] for key in keys}
    for entry in entries:
        for name in (review.key_id(entry.key), review.digest(entry.key, review.bound_text(entry))):
            if name in meant:
                meant[name].append(entry)
    unknown = [name for name, found in meant.items() if not found]
    if unknown:
        raise ProjectError(
            f"no message has the key {', '.join(unknown)}",
            advice=f"`tamizdat review {locale} --json --all-states` lists the keys; nothing was written.",
        )
    filled = {name: [entry for entry in found if entry.filled] or found for name, found in meant.items()}
    for what, told in (("message", _key), ("translation", review.bound_text)):
        several = [name for name, found in filled.items() if len(set(map(told, found))) > 1]
        if several:
            raise ProjectError(
                f"{', '.join(several)} means more than one {what}",
                advice="Use the longer names under “text” in --json, or name the document; nothing was written.",
            )
    return frozenset(id(entry) for found in filled.values() for entry in found)


def _key(entry: Entry) -> Key:
    return entry.key


def _acted(catalog: Catalog, chosen: Sequence[Entry], action: Action) -> Catalog:
    return reviewing.decided(catalog, {entry.key: _act(entry, action) for entry in chosen})


def _act(entry: Entry, action: Action) -> Entry:
    try:
        return action(entry)
    except TamizdatError as error:
        shown = entry.key.source if len(entry.key.source) < 40 else entry.key.source[:38] + "…"
        raise type(error)(f"{review.key_id(entry.key)} “{shown}”: {error.message}", advice=error.advice) from None


def acceptance(project: Project, name: str, today: dt.date) -> Action:
    """The decision to accept as ``name``; it raises where that would count for nothing."""
    needed = project.config.publish_reviews
    review.check_name(name)

    def accept(entry: Entry) -> Entry:
        expect_counts(entry, needed, name)
        return reviewing.accept(entry, name, today)

    return accept


def rejection(name: str, reason: str, today: dt.date) -> Action:
    """The decision to reject as ``name``."""
    review.check_name(name)
    return lambda entry: reviewing.reject(entry, reason, name, today)


def expect_counts(entry: Entry, needed: int, name: str) -> None:
    """Raises TamizdatError when a review by ``name`` would count for nothing."""
    if reviewing.may_not_count(entry, needed, name):
        raise TamizdatError(
            f"{name} wrote this text, and {needed} others must accept it", advice="Leave it to another reviewer."
        )
