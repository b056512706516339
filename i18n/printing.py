"""Editions → the bytes of their files, in every format that is wanted, and what is to be said of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from . import cache, jobs
from .editions import changes, pictures, references
from .editions.anchors import dead_links
from .editions.writers import writers
from .editions.writers.changes import write_changes
from .errors import MissingExtraError, ProjectError, TamizdatError, WriterError
from .model import Edition, Finding, Piece
from .project import Project
from .volumes import Volume

PAGE = ".html"
PAGES = (PAGE, f".bilingual{PAGE}")


class Placed(NamedTuple):
    """An edition to be made, and the volume that it belongs to."""

    volume: Volume
    edition: Edition


class Print(NamedTuple):
    """An edition in all its formats.

    ``failed`` are the suffixes that it could not be made into, and why; ``dead`` the links of
    a page to places that are not in it, with the suffix of the page; ``links`` where those of
    the edition lead; ``pictures`` what is to be said of those that lie beside the source;
    ``key`` is the digest of all that it was printed from, empty when that cannot be known.
    """

    files: list[tuple[Path, bytes]]
    failed: list[tuple[str, TamizdatError]]
    dead: list[tuple[str, str]]
    links: tuple[str, ...]
    pictures: list[Finding]
    key: str


@dataclass(frozen=True, slots=True)
class Impression:
    """All that one build prints.

    ``volumes`` are those of the whole project, ``placed`` the editions that are made of them, of
    the ``chosen`` languages and the originals, in the formats with these ``suffixes``; of each
    there is a print. ``is_asked`` tells that somebody has named the formats.
    """

    project: Project
    chosen: tuple[str, ...]
    volumes: Sequence[Volume]
    placed: Sequence[Placed]
    suffixes: tuple[str, ...]
    is_asked: bool
    prints: Sequence[Print]

    @property
    def pairs(self) -> Iterator[tuple[Placed, Print]]:
        return zip(self.placed, self.prints, strict=True)

    @property
    def files(self) -> list[tuple[Path, bytes]]:
        return [file for one in self.prints for file in one.files]

    @property
    def shelved(self) -> list[references.Shelved]:
        """All editions, made now or not, each with its shelf."""
        return [(volume.shelf, one.edition) for volume in self.volumes for one in volume.made if one.edition]


def prints(project: Project, placed: Sequence[Placed], suffixes: Sequence[str]) -> list[Print]:
    """Each edition in the formats with these suffixes, on all processors; what stands printed already is left so."""
    size = sum(len(one.edition.text) for one in placed) * len(suffixes)
    program = cache.maybe_program()
    known = cache.editions_of(project) if program else {}

    def work(one: Placed) -> Print:
        key = _key(one, suffixes, program) if program else ""
        if key in known:
            files = _standing(project, one, suffixes)
            if outcome(project, files) == known[key].outcome:
                silent = Print(files, [], [], (), [], key)
                return silent if known[key].is_silent else _looked_at(project, one, silent)
        files, failed = _edition_files(project, one, suffixes)
        return _looked_at(project, one, Print(files, failed, [], (), [], key))

    return list(jobs.each(work, placed, size))


def remember(project: Project, made: Sequence[Print]) -> None:
    """Keep what was printed whole, so that it is not printed again from the same."""
    whole = (one for one in made if one.key and not one.failed)
    cache.remember_editions(
        project,
        {
            one.key: cache.Printed(outcome(project, one.files), not (one.dead or one.links or one.pictures))
            for one in whole
        },
    )


def outcome(project: Project, files: Sequence[tuple[Path, bytes]]) -> str:
    """The digest of the files of an edition."""
    return cache.digest_of({project.shown(path): data for path, data in files})


def _key(one: Placed, suffixes: Sequence[str], program: str) -> str:
    """The digest of all that the files of an edition depend on: writers see an edition, its shelf, and nothing else.

    The text of an edition follows from its document and its pieces, which have their sources from there.
    """
    edition, document, (shelved, library) = one.edition, one.edition.document, _shelves(one.volume)
    pieces = json.dumps(list(map(_OF_A_PIECE, edition.pieces)), ensure_ascii=False)
    bare = replace(edition, document=replace(document, parts=(), findings=()), pieces=(), text="", findings=())
    return cache.digest(program, *suffixes, repr(bare), document.raw, pieces, shelved, *library)


def _shelves(volume: Volume) -> tuple[str, list[str]]:
    library = volume.shelf.library
    return repr(volume.shelf), [f"{name} {shelf!r}" for name, shelf in sorted(library.items())]


_OF_A_PIECE = attrgetter(*(field.name for field in fields(Piece) if field.name != "source"))


def _standing(project: Project, one: Placed, suffixes: Sequence[str]) -> list[tuple[Path, bytes]]:
    """The files of an edition that are there, whatever is in them."""
    every = (*suffixes, *([changes.SUFFIX] if PAGE in suffixes else []))
    paths = [path_of(project, one, suffix) for suffix in every]
    return [(path, data) for path in paths if (data := project.maybe_read(path)) is not None]


def suffixes_of(project: Project, named: Sequence[str] = ()) -> tuple[str, ...]:
    """The suffixes of the formats that are named, else of those of the project; raises ProjectError for others."""
    names = tuple(named) or project.config.formats or tuple(writers())
    for name in names:
        if f".{name.removeprefix('.')}" not in writers():
            known = ", ".join(suffix[1:] for suffix in writers())
            asked = "" if named else ", which `formats` in the configuration asks for"
            raise ProjectError(f"no writer makes {name!r} editions{asked}", advice=f"Known formats are {known}.")
    return tuple(dict.fromkeys(f".{name.removeprefix('.')}" for name in names))


def _looked_at(project: Project, one: Placed, made: Print) -> Print:
    """The same with what is to be said of it."""
    pages = dict(made.files)
    dead = [
        (suffix, name)
        for suffix in PAGES
        for name in dead_links(pages.get(path_of(project, one, suffix), b"").decode())
    ]
    return made._replace(
        dead=dead, links=references.links(one.edition), pictures=list(pictures.findings([one.edition]))
    )


def path_of(project: Project, one: Placed, suffix: str) -> Path:
    """Where a file of an edition stands."""
    return project.edition_path(one.volume.source, one.edition.locale, suffix)


def _edition_files(
    project: Project, one: Placed, suffixes: Sequence[str]
) -> tuple[list[tuple[Path, bytes]], list[tuple[str, TamizdatError]]]:
    """The files of an edition, and the formats that it could not be made in, with the reason."""
    source, edition, shelved = one.volume.source, one.edition, one.volume.shelf
    files: list[tuple[Path, bytes]] = []
    failed: list[tuple[str, TamizdatError]] = []
    made: list[str] = []
    # Pages link to the files beside them, so they come last.
    for suffix in sorted(suffixes, key=lambda suffix: (suffix.endswith(PAGE), suffix == PAGE)):
        beside = (*([PAGE] if suffix != PAGE and PAGE in suffixes else []), *made)
        try:
            data = writers()[suffix](edition, replace(shelved, files=beside))
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
