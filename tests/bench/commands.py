"""What whole commands cost in a project: of many documents and languages, and of one large book in every format."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from .book import MEGABYTE
from .clock import Run, in_gigabytes, medians, of_command
from .cold import tamizdat
from .growth import slope
from .projects import LANGUAGES, project
from .table import Figure, Section, Value

DOCUMENTS, SIZE = (10, 40), 12_000
LIMIT = 1.1
ROUNDS, ENOUGH = 3, 3

VERBS: Mapping[str, tuple[str, ...]] = {
    "status": ("status",),
    "check": ("check",),
    "update, nothing new": ("update",),
    "fmt, nothing to do": ("fmt",),
    "review ru --json": ("review", "ru", "--json"),
    "build --format html": ("build", "--format", "html"),
    "build, nothing to do": ("build", "--format", "html"),
}


def many() -> Section:
    """Seconds of each verb for some documents and for four times as many, and the slope of the logarithms."""
    with TemporaryDirectory(prefix="tamizdat-bench-") as folder:
        roots = [Path(folder, str(count)) for count in DOCUMENTS]
        for root, count in zip(roots, DOCUMENTS, strict=True):
            project(root, SIZE, count)
            of_command(tamizdat(), "-C", root, "update")()  # it writes what the templates say of themselves
        figures = []
        for name, words in VERBS.items():
            runs = [of_command(tamizdat(), "-C", root, *words, finds=name == "check") for root in roots]
            if name == "build --format html":
                runs = [_anew(root, run) for root, run in zip(roots, runs, strict=True)]
            less, more = medians(runs, ROUNDS, ENOUGH)
            found = Value(slope(DOCUMENTS, (less, more)))
            figures.append(Figure(name, (Value(less, "s"), Value(more, "s"), found), found, Value(LIMIT)))
    columns = (*(f"{count} docs" for count in DOCUMENTS), "slope")
    notes = (f"Documents of {SIZE // 1000} KB in {len(LANGUAGES)} languages; cold commands.",)
    return Section("A project of many documents", columns, tuple(figures), notes)


FORMATS: Mapping[str, int] = {
    "md": MEGABYTE,
    "html": MEGABYTE,
    "bilingual.html": MEGABYTE,
    "epub": MEGABYTE,
    "bilingual.epub": MEGABYTE,
    "pdf": MEGABYTE // 4,
    "bilingual.pdf": MEGABYTE // 4,
    "booklet-a4.pdf": MEGABYTE // 4,
}
"""The formats and the size of the book that each is tried with."""


def formats() -> Section:
    """Seconds and memory of a build into one language and one format, for a book and a quarter of it."""
    figures = tuple(_format(name, size) for name, size in FORMATS.items())
    notes = (
        "A cold build of original and translation; memory is that of the whole book.",
        "PDF is set by typst, most of whose time grows with the pages.",
    )
    return Section("A book in one format", ("book", "quarter", "whole", "slope", "memory"), figures, notes)


def _format(name: str, size: int) -> Figure:
    with TemporaryDirectory(prefix="tamizdat-bench-") as folder:
        roots = [Path(folder, str(part)) for part in (size // 4, size)]
        for root in roots:
            project(root, int(root.name), into=("ru",))
        runs = [_anew(root, of_command(tamizdat(), "-C", root, "build", "ru", "--format", name)) for root in roots]
        less, more = medians(runs, ROUNDS, ENOUGH)
        memory = in_gigabytes(tamizdat(), "-C", roots[1], "build", "ru", "--format", name, "--draft")
    found = Value(slope((size // 4, size), (less, more)))
    values = (Value(size / MEGABYTE, "MB"), Value(less, "s"), Value(more, "s"), found, Value(memory, "GB"))
    return Figure(f"build --format {name}", values, found, Value(LIMIT))


def _anew(root: Path, run: Run) -> Run:
    """The run without the editions of an earlier one."""

    def run_anew() -> float:
        shutil.rmtree(root / "editions", ignore_errors=True)
        return run()

    return run_anew


def changed() -> Section:
    """A build of a large book after one paragraph of one language has changed, beside one of all and one of nothing."""
    with TemporaryDirectory(prefix="tamizdat-bench-") as folder:
        root = Path(folder)
        project(root, MEGABYTE)
        build = of_command(tamizdat(), "-C", root, "build", "--format", "html")
        whole = build()
        nothing, *_ = medians([build], ROUNDS, ENOUGH)
        before = {path: path.stat().st_mtime_ns for path in (root / "editions").rglob("*") if path.is_file()}
        path = root / "locales" / "ru" / "LC_MESSAGES" / "book.po"
        text = path.read_text("utf-8")
        head, middle = text[: len(text) // 2], text[len(text) // 2 :]
        path.write_text(head + re.sub(r'\nmsgstr "(\w+ \w+)', r'\nmsgstr "\1 слово', middle, count=1), "utf-8")
        one = build()
        written = [path for path, then in before.items() if path.stat().st_mtime_ns != then and path.name[0] != "."]
    seconds = (("all of it", whole), ("nothing changed", nothing), ("one paragraph of one language", one))
    figures = tuple(Figure(name, (Value(time, "s"), Value(time / whole, "%"))) for name, time in seconds)
    notes = (f"After one paragraph had changed, {len(written)} of {len(before)} files were written.",)
    return Section(f"Building 1 MB in {len(LANGUAGES)} languages again", ("CPU", "of all"), figures, notes)
