"""`update --trivial`: the author calls a change a typo; translations and reviews stay under the corrected source.

First all changes are found and judged, then the messages of every catalog get their new key,
then the ordinary update follows. The record is written first and the templates last, so that
after a kill the same command finds what is left to do; a catalog that is done is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from . import languages, review, store, typos, worddiff, workflow
from .catalog import migrate, po, units
from .catalog.realign.notes import came_back, outdated_since, rebound, undated
from .catalog.realign.visible import same
from .checks import syntax
from .errors import CatalogError, ProjectError
from .model import EMPTY, Catalog, Document, Entry, Key
from .project import LOCALES, RECORD, Project, Source
from .store import Written
from .workflow import Updated


@dataclass(frozen=True, slots=True)
class Correction:
    """One message whose source was corrected; ``old`` or ``new`` is None where it has no counterpart.

    ``objection`` tells why it is more than a typo, None when it is one; ``locales`` are the
    languages that have a translation of the old source.
    """

    document: str
    old: Key | None
    new: Key | None
    objection: str | None
    locales: tuple[str, ...]

    @property
    def id(self) -> str:
        key = self.new or self.old
        assert key is not None, "a correction is of something"
        return review.key_id(key)

    @property
    def runs(self) -> tuple[worddiff.Run, ...]:
        return worddiff.diff(self.old.source if self.old else "", self.new.source if self.new else "")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many translations were put under corrected sources, in which files; and the update (None under ``check``)."""

    translations: int
    files: tuple[Written, ...]
    updated: Updated | None


def corrections(project: Project, codes: Sequence[str], today: dt.date) -> tuple[Correction, ...]:
    """What changed in the source since the catalogs of some languages (of all, when none is named) followed it.

    What no reader of a translation can see is left out: every update keeps that.
    """
    chosen = project.chosen(codes)
    return tuple(
        correction
        for source, document in workflow.documents(project)
        for correction in _corrections(project, source, document, chosen, today)
    )


def keep(
    project: Project, codes: Sequence[str], found: Sequence[Correction], today: dt.date, *, check: bool = False
) -> Kept:
    """Put translations under the corrected sources as they are, with the marks that hold; then update.

    Everything is worked out, and every file known to be writable, before the first is written.
    Raises ProjectError when a correction is more than a typo.
    """
    if any(correction.objection for correction in found):
        raise ProjectError("this is more than a typo", advice="`tamizdat update` lets translators look at it.")
    before = workflow.update(project, codes, today, check=True)
    for finding in before.findings:
        if finding.check == syntax.NAME:
            raise CatalogError(finding.message, place=str(finding.place), advice=finding.advice)
    renamed = _moves(found)
    paths = _catalogs(project, project.chosen(codes), renamed)
    with store.holding([project.root / LOCALES / RECORD, *paths], project.root) as over:
        stored = {path: workflow.stored(project, path, locale) for path, (_, locale) in paths.items()}
        catalogs = {path: catalog for path, catalog in stored.items() if catalog is not None}
        moved = {path: _moved(catalog, renamed[paths[path][0]]) for path, catalog in catalogs.items()}
        files = [
            (path, store.dump(catalog, Path(project.shown(path))))
            for path, catalog in moved.items()
            if catalog != catalogs[path]
        ]
        count = sum(_difference(catalogs[path], catalog) for path, catalog in moved.items())
        for template in before.templates:
            store.expect_writable(template.path, project.root)
        written = workflow.put_all(project, [*_record(project, found, today), *files], check, over)
    return Kept(count, written, None if check else workflow.update(project, codes, today))


def recorded(project: Project) -> frozenset[tuple[str, str]]:
    """What was called a typo so far: the short names of messages before and after, also over several corrections."""
    lines = map(str.split, _recorded_text(project).splitlines())
    steps = [(line[2], line[3]) for line in lines if len(line) >= 4]
    found = set(steps)
    while more := {(old, later) for old, new in found for new_too, later in steps if new == new_too} - found:
        found |= more
    return frozenset(found)


def _recorded_text(project: Project) -> str:
    path = project.root / LOCALES / RECORD
    data = project.maybe_read(path)
    return (data or b"").decode("utf-8", "surrogateescape")


# What changed


def _corrections(
    project: Project, source: Source, document: Document, chosen: Sequence[str], today: dt.date
) -> Iterator[Correction]:
    home = project.language_of(document)
    catalogs = {
        locale: catalog
        for locale in chosen
        if not languages.same(locale, home) and (catalog := workflow.catalog_of(project, source, locale))
    }
    template = workflow.stored(project, project.template_path(source))
    fresh = workflow.make_template(project, source, document, today)
    wanted = [entry.key for entry in fresh.active]
    if any(migrate.is_of_another_kind(catalog, fresh) for catalog in catalogs.values()):
        raise ProjectError("the segmentation has changed since the last update", advice=_UPDATE_FIRST)
    known = [entry.key for entry in template.active] if template else wanted
    # The template tells what the author changed now. Where it was extracted already (or a catalog was
    # left behind by an earlier kill), only the catalogs remember.
    bases = [known] if set(known) != set(wanted) else [[e.key for e in one.active] for one in catalogs.values()]
    found = dict.fromkeys(pair for base in bases for pair in typos.pairs(base, wanted))
    found |= dict.fromkeys(pair for catalog in catalogs.values() for pair in _outdated_by_typo(catalog, wanted, home))
    for old, new in found:
        objection = _objection(old, new, home)
        if objection is not None or not (old and new and same(old.source, new.source, EMPTY)):
            yield Correction(source.name, old, new, objection, tuple(_having(catalogs, old or new)))


_UPDATE_FIRST = "Take the correction back, run `tamizdat update`, and make it after that."


def _objection(old: Key | None, new: Key | None, home: str) -> str | None:
    if old is None:
        return "this is new"
    if new is None:
        return "this is gone"
    if old.context != new.context:
        return "its context changed"
    return None if same(old.source, new.source, EMPTY) else typos.objection(old.source, new.source, home)


def _outdated_by_typo(catalog: Catalog, wanted: Sequence[Key], home: str) -> Iterator[typos.Pair]:
    """Messages that an update made outdated for a mere typo, where a mark proves the text untouched."""
    here = frozenset(wanted)
    for entry in catalog.active:
        if (
            entry.key in here
            and _was_good(entry)
            and entry.previous
            and _objection(entry.previous, entry.key, home) is None
        ):
            yield typos.Pair(entry.previous, entry.key)


def _was_good(entry: Entry) -> bool:
    """Whether a translation was finished until its source changed, and a mark bears witness that it is the same."""
    if not (entry.previous and outdated_since(entry)):
        return False
    wanted = review.digest(entry.previous, review.bound_text(entry))
    return any(mark.digest == wanted for mark in review.marks(entry))


def _having(catalogs: Mapping[str, Catalog], key: Key | None) -> Iterator[str]:
    for locale, catalog in catalogs.items():
        entries = (entry for entry in catalog.active if key in (entry.key, entry.previous))
        if any(entry.filled for entry in entries):
            yield locale


# What is written


def _moves(found: Sequence[Correction]) -> dict[str, dict[Key, Key]]:
    """For each document, the keys that become others."""
    moves: dict[str, dict[Key, Key]] = {}
    for one in found:
        assert one.old is not None and one.new is not None, "without an objection there are two"
        moves.setdefault(one.document, {})[one.old] = one.new
    return moves


def _catalogs(
    project: Project, chosen: Sequence[str], moves: Mapping[str, Mapping[Key, Key]]
) -> dict[Path, tuple[str, str]]:
    """The catalogs of the documents that are corrected: the document and the language of each path."""
    sources = [source for source in project.sources() if source.name in moves]
    return {project.catalog_path(source, locale): (source.name, locale) for source in sources for locale in chosen}


def _moved(catalog: Catalog, moves: Mapping[Key, Key]) -> Catalog:
    """The catalog with its messages under their new keys; a key that it has already is left alone."""
    movable = _movable({entry.key for entry in catalog.active}, moves)
    new = {entry.key: _under(entry, movable[entry.key]) for entry in catalog.active if entry.key in movable}
    new |= {
        entry.key: _finished(entry)
        for entry in catalog.active
        if entry.previous and moves.get(entry.previous) == entry.key and _was_good(entry)
    }
    entries = (entry if entry.obsolete else new.get(entry.key, entry) for entry in catalog.entries)
    return po.canonical(units.rebound(replace(catalog, entries=tuple(entries)))) if new else catalog


def _movable(active: Set[Key], moves: Mapping[Key, Key]) -> dict[Key, Key]:
    """Those of the moves that can be made at once without two messages of one key."""
    movable = {old: new for old, new in moves.items() if old in active}
    while blocked := [old for old, new in movable.items() if new in active - movable.keys()]:
        for old in blocked:
            del movable[old]
    return movable


def _under(entry: Entry, key: Key) -> Entry:
    """The entry under another key, with its marks bound to the new source.

    It is as fuzzy as it was, but where the source is again what the translation was made for.
    """
    return came_back(entry, Entry(key)) or rebound(entry, replace(entry, key=key))


def _finished(entry: Entry) -> Entry:
    """An entry that only a typo made outdated, as it was before."""
    assert entry.previous is not None, "it is outdated"
    done = replace(entry, fuzzy=False, previous=None, previous_plural=None, notes=undated(entry.notes))
    return rebound(replace(entry, key=entry.previous), done)


def _difference(before: Catalog, after: Catalog) -> int:
    return sum(one != other and one.filled for one, other in zip(before.active, after.active, strict=True))


def _record(project: Project, found: Sequence[Correction], today: dt.date) -> workflow.Files:
    """The record with a line for each correction that is not in it; sorted, so that branches merge by lines."""
    path = project.root / LOCALES / RECORD
    stands = _recorded_text(project)
    lines = {line for line in stands.splitlines() if line.strip()}
    known = {" ".join(line.split(" ")[1:4]) for line in lines}
    for one in found:
        assert one.old and one.new, "without an objection there are two"
        name = f"{one.document.replace(' ', '%20')} {review.key_id(one.old)} {review.key_id(one.new)}"
        if name not in known:
            words = worddiff.plain(worddiff.excerpt(one.runs, 0)).strip("… ")
            lines.add(" ".join(f"{today.isoformat()} {name} {words}".split()))
    text = "".join(f"{line}\n" for line in sorted(lines))
    return [(path, text.encode("utf-8", "surrogateescape"))] if text != stands else []
