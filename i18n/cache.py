"""What a build was made from and what it left, as digests: derived data, keyed by content, to be deleted at any moment.

A record is one line a build: a digest of all that went in (sources, catalogs, configuration,
options, the program and its libraries), one of the files that came out, and how many editions
they are. Of each edition there is a line without the number, with a ``!`` where there was
something to say of it: where something has changed, those are printed anew whose own line is not
true any more. No line holds a name, path or time.
Whatever cannot be read makes a build unknown.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib import metadata, util
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from . import store
from .errors import StoreError
from .project import EDITIONS, LOCALES, SOURCES, Project

NAME = ".build"
KEPT = 16
"""How many builds are remembered, of different languages, formats and days."""
KEPT_EDITIONS = 10_000
"""How many editions are remembered, of any build."""
_LINE = re.compile(r"([0-9a-f]{64}) ([0-9a-f]{64})(?: ([0-9]+|!))?")


def key(project: Project, options: Iterable[str]) -> str | None:
    """The digest of all that a build depends on; None when something of it cannot be read."""
    folders = (project.root / SOURCES, project.root / LOCALES)
    files = (project.root / "tamizdat.toml", project.root / "pyproject.toml")
    try:
        return _digest((*options, *program(), *(part for path in (*folders, *files) for part in _contents(path))))
    except OSError:
        return None


def maybe_editions(project: Project, wanted: str | None) -> int | None:
    """How many editions a build with this key left, if they are still there byte for byte; None when it must be run."""
    found = _records(project).get(wanted or "")
    return found[1] if found and found[0] == _outcome(project) else None


def remember(project: Project, done: str | None, editions: int) -> None:
    """Keep what a build with this key left; where that cannot be written, the next build does its work again."""
    outcome = _outcome(project)
    if done and outcome:
        kept = {other: found for other, found in _records(project).items() if other != done}
        _keep(project, {**kept, done: (outcome, editions)}, editions_of(project))


class Printed(NamedTuple):
    """The digest of an edition's files, and whether there is anything to say of what it was printed from."""

    outcome: str
    is_silent: bool


def editions_of(project: Project) -> Mapping[str, Printed]:
    """What is known of each edition that was printed, by the digest of all it was printed from."""
    return {one: Printed(outcome, rest is None) for one, outcome, rest in _lines(project) if rest in (None, "!")}


def remember_editions(project: Project, printed: Mapping[str, Printed]) -> None:
    """Keep what editions were printed from, and what became of them."""
    before = editions_of(project)
    if any(before.get(one) != found for one, found in printed.items()):
        kept = {one: found for one, found in before.items() if one not in printed}
        _keep(project, _records(project), {**kept, **printed})


def digest(*parts: str) -> str:
    """The SHA-256 of some texts, so that no two lists of texts have the same."""
    return _digest(parts)


def digest_of(files: Mapping[str, bytes]) -> str:
    """The digest of some files, by name."""
    return _digest(f"{name} {sha256(data).hexdigest()}" for name, data in sorted(files.items()))


def maybe_program() -> str | None:
    """The digest of what identifies this program; None when something of it cannot be read."""
    try:
        return _digest(program())
    except OSError:
        return None


def program() -> Iterator[str]:
    """What identifies this program: its own files, its interpreter, its libraries, and the plugins of others."""
    yield sys.version
    for folder in sys.path:
        # Python itself passes over a folder that may not be read, and over the zip file that is seldom there.
        with suppress(OSError):
            yield from sorted(one.name for one in Path(folder).iterdir() if one.name.endswith("-info"))
    yield from _contents(Path(__file__).resolve().parent)
    for group in ("tamizdat.formats", "tamizdat.writers"):
        for point in metadata.entry_points(group=group):
            yield f"{group} {point.name} {point.value}"
            spec = None if point.module.startswith(f"{__package__}.") else util.find_spec(point.module.split(".")[0])
            for place in (*(spec.submodule_search_locations or ()), spec.origin) if spec else ():
                yield from _contents(Path(place).resolve()) if place and place != "built-in" else ()


def _outcome(project: Project) -> str | None:
    try:
        return _digest(_contents(project.root / EDITIONS))
    except OSError:
        return None


def _contents(path: Path, name: str = "") -> Iterator[str]:
    """The names and digests of a file or of all files in a folder; nothing for what is not there.

    Raises OSError for a link to a folder, which could lead anywhere.
    """
    if path.is_symlink():
        yield f"{name} -> {path.readlink()}"
        if path.is_dir():
            raise IsADirectoryError(path.name)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if S_ISREG(mode):
        yield f"{name} {sha256(path.read_bytes()).hexdigest()}"
    elif S_ISDIR(mode):
        yield f"{name}/"
        for child in sorted(path.iterdir()):
            if child.name not in (NAME, "__pycache__"):
                yield from _contents(child, f"{name}/{child.name}")
    else:
        yield f"{name} ?"


def _digest(parts: Iterable[str]) -> str:
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def _path(project: Project) -> Path:
    return project.root / EDITIONS / NAME


def _keep(project: Project, builds: Mapping[str, tuple[str, int]], editions: Mapping[str, Printed]) -> None:
    lines = [f"{one} {outcome} {count}\n" for one, (outcome, count) in builds.items()][-KEPT:]
    printed = list(editions.items())[-KEPT_EDITIONS:]
    lines += [f"{one} {found.outcome}{'' if found.is_silent else ' !'}\n" for one, found in printed]
    with suppress(StoreError):
        store.write(_path(project), "".join(lines).encode(), project.root)


def _records(project: Project) -> dict[str, tuple[str, int]]:
    """The builds that can be read, the oldest first."""
    return {one: (outcome, int(rest)) for one, outcome, rest in _lines(project) if rest and rest != "!"}


def _lines(project: Project) -> Iterator[tuple[str, str, str | None]]:
    try:
        text = _path(project).read_text("utf-8")
    except (OSError, ValueError):
        return
    for line in text.splitlines():
        if found := _LINE.fullmatch(line):
            yield found[1], found[2], found[3]
