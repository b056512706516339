"""The single things that setup and removal do: names of the configuration, files."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from .. import store
from ..errors import StoreError
from .git import Git


@dataclass(frozen=True, slots=True)
class Configure:
    """A name in the configuration of this clone has these values and no others."""

    name: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Write:
    path: Path
    data: bytes
    executable: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    path: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Delete:
    path: Path


Step = Configure | Write | Move | Delete


def do(step: Step, git: Git) -> None:
    """Does one step; raises StoreError when a file cannot be changed."""
    try:
        match step:
            case Configure(name, values):
                git.set_config(name, values)
            case Write(path, data, executable):
                store.write(path, data, path.resolve().parent)
                if executable:
                    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
            case Move(path, target):
                path.replace(target)
            case Delete(path):
                path.unlink()
    except OSError as error:
        advice = "What was set up before it stands. See who may write there, and run the same command again."
        raise StoreError(
            f"cannot change this file: {error.strerror}", place=Path(error.filename or "").name, advice=advice
        ) from None
