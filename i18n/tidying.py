"""`fmt`: PO files into the canonical form, without names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from . import store
from .catalog import header
from .project import LOCALES, Project
from .store import Written


def catalog_files(project: Project) -> tuple[Path, ...]:
    """Every PO and POT file under locales/ but the frozen ones."""
    folder = project.root / LOCALES
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".po", ".pot") and path.is_file())
    return tuple(
        path for path in found if "published" not in path.relative_to(folder).parts and not path.name.startswith(".")
    )


def tidy_all(files: Sequence[tuple[Path, Path, str]], *, check: bool = False) -> tuple[Written, ...]:
    """PO files in the canonical form: path, root and shown path of each; none is written when one cannot be read."""
    seen = tuple(tidy(*file, check=True) for file in files)
    return tuple(tidy(*file) if one.changed and not check else one for file, one in zip(files, seen, strict=True))


def tidy(path: Path, root: Path, shown: str, *, check: bool = False) -> Written:
    """One PO file in the canonical form, without names; its messages stay as they are."""
    with store.holding([path], root) as over:
        catalog = header.without_names(header.settled_in(str(store.resolved(path)), store.load(path, shown)))
        data = store.dump(catalog, Path(shown))
        changed = over[path] != data
        if changed:
            store.expect_writable(path, root)
        if changed and not check:
            store.rewrite(path, data, root, over[path])
    return Written(path, changed)
