"""Files: the one place that reads and writes them. Locked, compared, replaced whole, inside the project.

A write goes to a neighbour of the file, which then takes its place: whoever is killed
halfway leaves the old file or the new one. Nothing is written when nothing changed.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .catalog import po
from .errors import CatalogError, StoreError
from .model import Catalog

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_SECONDS = 60
SILENT_SECONDS = 1
"""Of these, how many pass before whoever waits is told so."""
LARGEST = 256 * 1024 * 1024
"""Bytes of a file that are read; no essay and no catalog is larger."""
LONGEST_NAME = 255
"""Bytes of a file name that every usual file system takes."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file a command wrote, or would write under ``--check``; ``changed`` is False when it stood so already.

    ``gone`` where it was removed instead.
    """

    path: Path
    changed: bool
    gone: bool = False


@dataclass(slots=True)
class Draft:
    """A catalog being edited: assign to ``catalog`` what shall stand in the file."""

    catalog: Catalog
    written: bool = False


def read(path: Path, shown: str | None = None) -> bytes:
    """The bytes of a file; raises StoreError when it is missing, no file, too large or unreadable.

    ``shown`` is the path that errors name.
    """
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise IsADirectoryError(errno.EISDIR, "a folder")
        if not stat.S_ISREG(info.st_mode):
            raise StoreError("this is not a regular file", place=shown or str(path), advice="Name a file.")
        if info.st_size > LARGEST:
            advice = f"At most {LARGEST // 1024 // 1024} MiB are read; split it."
            raise StoreError("this file is too large to be a text", place=shown or str(path), advice=advice)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _readable(error, shown or str(path), "read") from None


def maybe_read(path: Path, shown: str | None = None) -> bytes | None:
    """The bytes of a file, None where nothing has this name; raises as `read` does for all else, dead links too."""
    try:
        path.lstat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _readable(error, shown or str(path), "read") from None
    return read(path, shown)


def load(path: Path, shown: str | None = None) -> Catalog:
    """The catalog in a PO file; ``shown`` is the path that errors name."""
    return po.load(read(path, shown), shown or str(path))


def maybe_load(path: Path, shown: str | None = None) -> Catalog | None:
    """The catalog in a PO file, None where nothing has this name."""
    data = maybe_read(path, shown)
    return None if data is None else po.load(data, shown or str(path))


def write(path: Path, data: bytes, root: Path) -> bool:
    """Put the bytes in the file, whole or not at all; False when they stood there already.

    Raises StoreError when the file lies outside ``root``, or cannot be written.
    """
    return _write(path, data, root, lambda: None)


def rewrite(path: Path, data: bytes, root: Path, over: bytes | None) -> bool:
    """As `write`, over the bytes that the new ones were made from (None: there was no file).

    Raises StoreError when other bytes stand there by now: an editor asks for no lock.
    """
    return _write(path, data, root, lambda: expect_unchanged(path, over, root))


def expect_unchanged(path: Path, over: bytes | None, root: Path) -> None:
    """Raises StoreError when somebody saved a file since it was read."""
    shown = _shown(path, root)
    if maybe_read(path, shown) != over:
        advice = "Their work stands and nothing was written over it; run the same command again."
        raise StoreError("another program saved this file at the same moment", place=shown, advice=advice)


def _write(path: Path, data: bytes, root: Path, expect: Callable[[], None]) -> bool:
    target = contained(path, root)
    try:
        if target.is_file() and target.read_bytes() == data:
            return False
        expect_writable(path, root)  # replacing would go past a file that is read-only
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data, expect)
    except OSError as error:
        raise _readable(error, _shown(path, root), "write") from None
    return True


def expect_writable(path: Path, root: Path) -> None:
    """Raises StoreError when `write` could not put a file there; looks only, so that nobody starts what must stop."""
    target = contained(path, root)
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder")
        if len(os.fsencode(_neighbour(target).name)) > LONGEST_NAME:
            raise OSError(errno.ENAMETOOLONG, "a long name")
        folder = next(parent for parent in target.parents if parent.exists())
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "a file")
        for place, how in ((folder, os.W_OK | os.X_OK), (target, os.W_OK)):
            if place.exists() and not os.access(place, how, effective_ids=os.access in os.supports_effective_ids):
                raise OSError(errno.EROFS if _is_read_only(place) else errno.EACCES, "no permission")
    except (OSError, ValueError) as error:
        raise _readable(error, _shown(path, root), "write") from None


def _is_read_only(place: Path) -> bool:
    """Whether a file or folder lies on a disk that takes no writes from anybody."""
    return hasattr(os, "statvfs") and bool(os.statvfs(place).f_flag & os.ST_RDONLY)


def remove(path: Path, root: Path) -> None:
    """A file that is no longer wanted goes; raises StoreError when it lies outside ``root``, or cannot."""
    contained(path.parent, root)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _readable(error, _shown(path, root), "remove") from None


def _replace(target: Path, data: bytes, expect: Callable[[], None]) -> None:
    neighbour = _neighbour(target)
    try:
        neighbour.unlink(missing_ok=True)
        with neighbour.open("xb") as file:  # never through a link that someone left under this name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            neighbour.chmod(stat.S_IMODE(target.stat().st_mode))
        expect()
        neighbour.replace(target)
    except BaseException:
        with suppress(OSError):
            neighbour.unlink(missing_ok=True)
        raise
    _sweep(target)


def _neighbour(target: Path, process: int | str | None = None) -> Path:
    return target.with_name(f".{target.name}.tamizdat-{os.getpid() if process is None else process}")


def _sweep(target: Path) -> None:
    """Take away what processes left beside a file that were killed while they wrote it."""
    if os.name != "posix":  # elsewhere nothing tells who lives; `_neighbour` takes our own away
        return
    head = _neighbour(target, "").name
    for left in target.parent.iterdir():
        process = left.name.removeprefix(head)
        if process != left.name and process.isdecimal() and not _lives(int(process)):
            with suppress(OSError):
                left.unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def contained(path: Path, root: Path) -> Path:
    """The real place of a path; raises StoreError when links or ``..`` lead out of ``root``."""
    real = resolved(path, _shown(path, root))
    if not real.is_relative_to(resolved(root)):
        advice = "Put the file or folder itself there instead of a link."
        raise StoreError("this path leads out of the project", place=_shown(path, root), advice=advice)
    return real


def resolved(path: Path, shown: str | None = None) -> Path:
    """A path without links and ``..``; raises StoreError where links go in circles or the name is none."""
    try:
        return path.resolve()
    except RuntimeError:  # how Python up to 3.12 tells of a circle
        raise _readable(OSError(errno.ELOOP, "a circle"), shown or str(path), "read") from None
    except (OSError, ValueError) as error:
        raise _readable(error, shown or str(path), "read") from None


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@contextmanager
def editing(path: Path, root: Path) -> Iterator[Draft]:
    """The catalog in a file, to be changed; the only way to change one.

    Locked while open. Written when it changed in meaning, after a look whether what will
    stand there reads back as the same; nothing is written when the body raises.
    """
    with holding([path], root) as over:
        before = load(path)
        draft = Draft(before)
        yield draft
        if draft.catalog != before:
            draft.written = rewrite(path, dump(draft.catalog, path), root, over[path])


def dump(catalog: Catalog, path: Path) -> bytes:
    """The catalog as bytes that are known to read back as the same catalog."""
    data = po.dump(catalog)
    if po.load(data, str(path)) != po.canonical(catalog):
        raise CatalogError(
            "this catalog would not read back as it is",
            place=str(path),
            advice="Nothing was written; please report it.",
        )
    return data


@contextmanager
def holding(paths: Iterable[Path], root: Path) -> Iterator[Mapping[Path, bytes | None]]:
    """Some files of a project for one writer at a time; gives what stands in each, for `rewrite`."""
    with ExitStack() as locks:
        wanted = sorted(set(paths))  # one order for all, or two writers could wait for each other
        for path in wanted:
            locks.enter_context(locked(contained(path, root), _shown(path, root)))
        yield {path: maybe_read(path, _shown(path, root)) for path in wanted}


@contextmanager
def locked(path: Path, shown: str | None = None) -> Iterator[None]:
    """One writer of a file at a time, across processes. The lock lies in the system's temporary folder.

    Logs a warning when it has to wait, which Python prints on stderr unless a program sees to its log itself; raises
    StoreError when another has it for longer than `LOCK_SECONDS`. Who is killed loses it.
    """
    import hashlib
    import tempfile

    from filelock import FileLock, Timeout

    name = hashlib.sha256(str(resolved(path)).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    folder = Path(tempfile.gettempdir()) / f"tamizdat-{os.getuid() if hasattr(os, 'getuid') else 'locks'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        lock = FileLock(folder / name)
        _acquire(lock, shown or str(path))
    except Timeout:
        raise StoreError(
            "another tamizdat is writing this file",
            place=shown or str(path),
            advice=f"Try again when it is done: this one waited {LOCK_SECONDS:g} seconds and wrote nothing.",
        ) from None
    except OSError as error:
        raise _readable(error, str(folder), "write") from None
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: BaseFileLock, shown: str) -> None:
    """Take a lock, or raise filelock.Timeout after `LOCK_SECONDS`; not in silence."""
    import logging

    from filelock import Timeout

    with suppress(Timeout):
        lock.acquire(timeout=min(SILENT_SECONDS, LOCK_SECONDS))
        return
    safe = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in shown)
    logging.getLogger(__name__).warning("waiting for another tamizdat that writes %s", safe)
    lock.acquire(timeout=max(0, LOCK_SECONDS - SILENT_SECONDS))


def _readable(error: OSError | ValueError, place: str, verb: str) -> StoreError:
    number = getattr(error, "errno", None)
    reasons = {
        errno.ENOENT: ("there is no such file", "Check the name."),
        errno.ENOTDIR: ("a file stands where a folder is needed", "Move it away, or check the name."),
        errno.EEXIST: ("a file stands where a folder is needed", "Move it away, or check the name."),
        errno.EACCES: (f"no permission to {verb} here", "Nothing was lost; check who owns the file and its folder."),
        errno.EPERM: (f"no permission to {verb} here", "Nothing was lost; check who owns the file and its folder."),
        errno.EROFS: ("this disk is read-only", "Nothing was lost; work on a copy elsewhere."),
        errno.ENOSPC: ("the disk is full", "The old file is whole; make room and run the same command again."),
        errno.EDQUOT: ("your quota is used up", "The old file is whole; make room and run the same command again."),
        errno.ENAMETOOLONG: ("this name is too long", "Choose a shorter one."),
        errno.EISDIR: ("this is a folder", "A file is needed here."),
        errno.ELOOP: ("this link leads in a circle", "Remove it."),
    }
    message, advice = reasons.get(number or 0, (f"cannot {verb} this file: {error}", "Nothing was lost."))
    return StoreError(message, place=place, advice=advice)
