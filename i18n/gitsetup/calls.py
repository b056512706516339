"""What git calls: the merge of PO files, and the canonical form of what is staged before a commit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .. import store
from ..catalog import po
from ..catalog.header import settled_in, without_names
from ..catalog.merge3 import Conflict, merge3
from ..errors import TamizdatError
from ..model import Catalog
from ..project import LOCALES
from .git import Git


class Merge(NamedTuple):
    """What became of a merge: the messages to settle, why the base could not be used, and whether ours changed."""

    conflicts: tuple[Conflict, ...]
    base_trouble: TamizdatError | None
    changed: bool = False


def merge(base: Path, ours: Path, theirs: Path, shown: str, *, check: bool = False) -> Merge:
    """Merge two versions of a PO file into the file of ours; ``shown`` is its path for messages.

    Raises TamizdatError, with ours as it was, when a side cannot be read. A base that is empty
    (the file is new on both sides) or cannot be read is none: then whatever differs is in conflict.
    """
    trouble, past = None, None
    try:
        past = _tidy(data, shown, " (base)") if (data := store.read(base)).strip() else None
    except TamizdatError as error:
        trouble = error
    sides = [_tidy(store.read(path), shown, f" ({name})") for path, name in ((ours, "ours"), (theirs, "theirs"))]
    merged, conflicts = merge3(past, *sides)
    data = store.dump(merged, Path(shown))
    changed = store.read(ours) != data
    if not check:
        store.write(ours, data, ours.resolve().parent)
    return Merge(conflicts, trouble, changed)


def _tidy(data: bytes, shown: str, side: str = "") -> Catalog:
    return without_names(settled_in(shown, po.load(data, shown + side)))


class Staged(NamedTuple):
    """The staged PO files that were put into canonical form, those of them that are edited further, and errors.

    ``lags`` says that git commits named files only: their own staged versions stay behind.
    """

    tidied: tuple[str, ...]
    edited: tuple[str, ...]
    troubles: tuple[TamizdatError, ...]
    lags: bool = False


def tidy_staged() -> Staged:
    """Put the staged PO files of the repository around the current folder into canonical form, without names.

    Only what is staged is read and staged anew. The file in the folder follows where it was
    the same; where it was edited further, it stays as it is.
    """
    git = Git(Path.cwd()).at_top()
    projects = git.config("tamizdat.project")
    staged = [entry for entry in _staged(git) if _is_catalog(entry.path, projects)]
    if not staged:
        return Staged((), (), ())
    tidied: list[str] = []
    troubles: list[TamizdatError] = []
    for entry in staged:
        try:
            if _tidy_entry(git, entry):
                tidied.append(entry.path)
        except TamizdatError as error:
            troubles.append(error)
    edited = git.names("diff", "--name-only", "-z", "--no-ext-diff") if tidied else []
    lags = Path(os.environ.get("GIT_INDEX_FILE", "")).name.startswith("next-index")
    return Staged(tuple(tidied), tuple(path for path in edited if path in tidied), tuple(troubles), lags)


class _Entry(NamedTuple):
    mode: str
    blob: str
    path: str


def _staged(git: Git) -> Iterator[_Entry]:
    """The files whose staged content differs from the last commit's; no links, nothing unmerged or deleted."""
    fields = git.names("diff", "--cached", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "-z")
    for meta, path in zip(fields[::2], fields[1::2], strict=True):
        _, mode, _, blob, status = meta.split(" ")
        if mode.startswith("100") and status != "U":
            yield _Entry(mode, blob, path)


def _is_catalog(path: str, projects: Sequence[str]) -> bool:
    """Whether a path in the repository is a catalog or template of one of its projects, and no frozen one."""
    for root in projects:
        if PurePosixPath(path).is_relative_to(root):
            first, *rest = PurePosixPath(path).relative_to(root).parts
            if first == LOCALES and path.endswith((".po", ".pot")) and "published" not in rest:
                return True
    return False


def _tidy_entry(git: Git, entry: _Entry) -> bool:
    """Whether the staged file was not canonical; now it is. Filters of git (line ends …) are respected."""
    data = git.run("cat-file", "--filters", f"--path={entry.path}", entry.blob)
    tidy = store.dump(_tidy(data, entry.path), Path(entry.path))
    blob = git.line("hash-object", "-w", "--stdin", f"--path={entry.path}", given=tidy)
    if blob == entry.blob:
        return False
    git.run("update-index", "-z", "--index-info", given=os.fsencode(f"{entry.mode} {blob}\t{entry.path}\0"))
    path = git.folder / entry.path
    with store.locked(path):
        over = store.maybe_read(path, entry.path) if path.is_file() and not path.is_symlink() else None
        if over is not None and git.line("hash-object", "--", entry.path) == entry.blob:
            store.rewrite(path, tidy, git.folder, over)
    return True
