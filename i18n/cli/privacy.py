"""`check --privacy`: what in files for others tells who made them. Here it is learnt who that would be."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .. import store
from ..errors import StoreError
from ..gitsetup.git import Git
from ..model import Finding, Place, Severity
from ..privacy import look
from ..privacy.signs import CHECK, Who

_COMMON = frozenset(
    "admin administrator anonymous build builder debian docker github gitlab guest home jenkins local localhost "
    "macbook maintainer maintainers none nobody reviewer root runner student test tester translator ubuntu unknown "
    "user users vagrant windows work workspace".split()
)
SHORTEST = 4
"""Letters of a name that is looked for; shorter ones stand in half of all words."""


def findings(folder: Path) -> tuple[int, tuple[Finding, ...]]:
    """How many files there are under a path (or one), and what in them tells somebody's traces."""
    known = who()
    files = sorted(_files(folder))
    found: list[Finding] = []
    for path in files:
        shown = path.relative_to(folder).as_posix() if folder.is_dir() else path.name
        if path.is_symlink():
            found.append(_link(shown))
            continue
        try:
            found += look(shown, store.read(path, shown), known)
        except StoreError as error:
            found.append(Finding(CHECK, Severity.WARNING, error.message, Place(shown, 1), advice=error.advice))
    return len(files), tuple(found)


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        yield folder
        return
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        yield from (Path(parent) / name for name in names)


def _link(shown: str) -> Finding:
    message = "a link to another file, which tells where that is"
    return Finding(CHECK, Severity.WARNING, message, Place(shown, 1), advice="Put the file itself here.")


def who() -> Who:
    """What would give away whoever runs this; names that many share tell nobody."""
    names = dict.fromkeys(name.strip() for name in _names())
    return Who(tuple(name for name in names if len(name) >= SHORTEST and name.casefold() not in _COMMON))


def _names() -> Iterator[str]:
    for variable in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME", "EMAIL", "DEBFULLNAME", "DEBEMAIL"):
        yield os.environ.get(variable, "")
    with suppress(RuntimeError):
        yield Path.home().name
        yield str(Path.home())
    with suppress(OSError):
        yield socket.gethostname()
    with suppress(ImportError, KeyError):  # no such thing on Windows
        import pwd

        entry = pwd.getpwuid(os.getuid())
        yield entry.pw_name
        yield entry.pw_gecos.partition(",")[0]
    with suppress(OSError, StoreError):
        git = Git(Path.cwd())
        for field in ("user.name", "user.email"):
            yield git.run("config", "--get", field, may_fail=True).decode("utf-8", "replace").strip()
