"""Real disks for tests: small ones that can be filled to the last page, and that can be made read-only.

Only root may mount; tests that need a disk are skipped, with the reason, where that cannot be done.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

PAGE = 4096
SIZE = 2 * 1024 * 1024
FILLER = "filler"


class Disk:
    """A file system in memory of two megabytes, at ``top``; a context manager."""

    def __init__(self, top: Path) -> None:
        self.top = top

    def __enter__(self) -> Disk:
        self.top.mkdir(exist_ok=True)
        self._mount("-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs")
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(("umount", "--lazy", str(self.top)), check=True)

    def _mount(self, *options: str) -> None:
        try:
            done = subprocess.run(("mount", *options, str(self.top)), capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.skip("there is no command mount")
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")

    def leave(self, pages: int) -> None:
        """Fill the disk until so many pages are free; what filled it before goes."""
        self.empty()
        with (self.top / FILLER).open("wb") as filler:
            filler.write(bytes(self._free() - pages * PAGE))
        assert self._free() == pages * PAGE

    def _free(self) -> int:
        found = os.statvfs(self.top)
        return found.f_bavail * found.f_frsize

    def empty(self) -> None:
        (self.top / FILLER).unlink(missing_ok=True)

    def read_only(self) -> None:
        self._mount("-o", "remount,ro")

    def writable(self) -> None:
        self._mount("-o", "remount,rw")

    def files(self) -> dict[Path, bytes]:
        """What stands on it, but for the filler, git's own files and what a build remembers of itself."""
        found = (path for path in sorted(self.top.rglob("*")) if path.is_file())
        return {
            path: path.read_bytes()
            for path in found
            if path.name not in (FILLER, ".build") and ".git" not in path.parts
        }

    def put_back(self, files: Mapping[Path, bytes]) -> None:
        self.empty()
        for path, data in self.files().items():
            if path not in files:
                path.unlink()
            elif data != files[path]:
                path.write_bytes(files[path])
        for path in files.keys() - self.files().keys():
            path.write_bytes(files[path])
