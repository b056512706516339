"""The same book through what one would use instead: whole commands, in turn, in the same run."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from i18n.catalog import po

from . import verbs
from .book import MEGABYTE, book
from .clock import BenchError, Run, medians, of_command
from .cold import tamizdat
from .projects import LANGUAGES, project
from .table import Figure, Section, Value

ROUNDS, ENOUGH = 3, 4
FASTER = Value(10, "×")
PATIENCE = 240


class Rival(NamedTuple):
    """Another tool: its two commands, how they are called, and the size of the book it can be given.

    ``extract`` makes the arguments that read a book and write its catalog; ``build`` those that
    read a book and its catalog and write the translated book.
    """

    name: str
    size: int
    extractor: str
    builder: str
    extract: Callable[[Path, Path], tuple[str | Path, ...]]
    build: Callable[[Path, Path, Path], tuple[str | Path, ...]]


_PO4A = ("-f", "text", "-o", "markdown", "-M", "utf-8")
RIVALS = (
    # md2po's time grows with the square of the book: 40 s for 1 MB.
    Rival(
        "mdpo",
        MEGABYTE // 4,
        "md2po",
        "po2md",
        lambda book, catalog: (book, "-q", "--save", "--po-filepath", catalog),
        lambda book, catalog, out: (book, "-q", "-p", catalog, "--save", out),
    ),
    # po4a-gettextize of 0.69 wants a translation beside the book; this is its command for extraction.
    Rival(
        "po4a",
        MEGABYTE,
        "po4a-updatepo",
        "po4a-translate",
        lambda book, catalog: (*_PO4A, "-m", book, "-p", catalog),
        lambda book, catalog, out: (*_PO4A, "-L", "utf-8", "-m", book, "-p", catalog, "-l", out, "-k", "0"),
    ),
)


# The book in twenty languages


def twenty() -> Section:
    """A 1 MB book in 20 languages: our HTML, and their Markdown, by building alone and by the command for all."""
    figures: list[Figure] = []
    notes = [
        "Ours: tamizdat build --format html, cold, of 20 languages and the original.",
        "Seconds that one waits, on all processors: we use them, the others use one.",
    ]
    with TemporaryDirectory(prefix="tamizdat-bench-") as folder:
        root = Path(folder)
        project(root / "ours", MEGABYTE)
        build = of_command(tamizdat(), "-C", root / "ours", "build", "--format", "html", patience=PATIENCE, waited=True)
        ours = _anew(root / "ours" / "editions", build)
        source = root / "ours" / "source" / "book.md"
        if found("po4a"):
            figures += _beside_po4a(ours, source, root / "po4a")
        if found("md2po2md"):
            figures += _beside_mdpo(ours, source, root / "mdpo")
            notes.append(f"md2po2md: one language timed, and taken {len(LANGUAGES)} times.")
        notes += [f"{name} is not installed." for name in ("po4a", "md2po2md") if not found(name)]
        _expect_translated(root / "ours" / "editions" / "ru" / "book.html")
    return Section("1 MB in 20 languages", ("HTML", "other", "ratio"), tuple(figures), tuple(notes))


def _beside_po4a(ours: Run, source: Path, root: Path) -> Iterator[Figure]:
    """``po4a --no-update`` builds and does nothing else; without it, po4a looks for what is new in the source too."""
    root.mkdir()
    shutil.copy(source, root / "book.md")
    names = [language.replace("-", "_") for language in LANGUAGES]
    config = root / "po4a.cfg"
    config.write_text(
        f"[po4a_langs] {' '.join(names)}\n[po4a_paths] {root}/book.pot $lang:{root}/$lang.po\n"
        f'[options] opt:"-M utf-8 -L utf-8 -k 0"\n'
        f'[type:text] {root}/book.md $lang:{root}/$lang.md opt:"-o markdown"\n'
    )
    of_command(*found("po4a"), "--no-translations", config, patience=PATIENCE, waited=True)()
    _translate(*(root / f"{name}.po" for name in names))
    alone = of_command(*found("po4a"), "--no-update", config, patience=PATIENCE, waited=True)
    every = of_command(*found("po4a"), config, patience=PATIENCE, waited=True)
    made = [root / f"{name}.md" for name in names]
    mine, built, whole = medians([ours, _without(made, alone), _without(made, every)], ROUNDS, ENOUGH)
    yield _twenty("po4a --no-update: Markdown", mine, built, is_promised=True)
    yield _twenty("po4a", mine, whole)
    _expect_translated(*made)


def _beside_mdpo(ours: Run, source: Path, root: Path) -> Iterator[Figure]:
    """``po2md`` builds one language; ``md2po2md`` is the command for all, and looks for what is new too."""
    root.mkdir()
    shutil.copy(source, root / "book.md")
    one = root / "locale" / "ru"
    pattern = f"{root}/locale/{{lang}}"
    extract = of_command(
        *found("md2po2md"), root / "book.md", "-l", "ru", "-o", pattern, patience=PATIENCE, waited=True
    )
    whole = extract() * len(LANGUAGES)
    catalog = next(one.glob("*.po"))
    _translate(catalog)
    made = [root / f"{language}.md" for language in LANGUAGES]
    builds = [of_command(*found("po2md"), source, "-q", "-p", catalog, "--save", out, waited=True) for out in made]
    mine, built = medians([ours, lambda: sum(build() for build in builds)], ROUNDS, ENOUGH)
    yield _twenty("po2md, 20 times: Markdown", mine, built, is_promised=True)
    yield _twenty("md2po2md", mine, whole)
    _expect_translated(*made)


def _twenty(name: str, mine: float, theirs: float, *, is_promised: bool = False) -> Figure:
    ratio = Value(theirs / mine, "×")
    values = (Value(mine, "s"), Value(theirs, "s"), ratio)
    return Figure(name, values, ratio if is_promised else None, least=FASTER if is_promised else None)


def _without(files: Sequence[Path], run: Run) -> Run:
    """The run without the results of an earlier one."""

    def run_anew() -> float:
        for path in files:
            path.unlink(missing_ok=True)
        return run()

    return run_anew


# One command, one language


def measure() -> Section:
    """Seconds of tamizdat and of the other, and how many times as long the other takes."""
    figures: list[Figure] = []
    notes = ["×2: the other takes twice as long as tamizdat. Nothing is demanded here."]
    for rival in RIVALS:
        if found(rival.extractor) and found(rival.builder):
            with TemporaryDirectory(prefix="tamizdat-bench-") as folder:
                figures += _compare(rival, Path(folder))
        else:
            notes.append(f"{rival.name} is not installed.")
    notes.append("mdpo gets a smaller book: extraction of 1 MB takes it 40 s.")
    return Section("Beside other tools", ("book", "tamizdat", "other", "ratio"), tuple(figures), tuple(notes))


def _compare(rival: Rival, folder: Path) -> Iterator[Figure]:
    source, ours, theirs = folder / "book.md", folder / "ours.po", folder / "theirs.po"
    source.write_text(book(rival.size), "utf-8")
    extract = of_command(tamizdat(), "extract", source, "-o", ours)
    other = of_command(*found(rival.extractor), *rival.extract(source, theirs))
    yield _figure(f"extract: {rival.extractor}", rival.size, _anew(ours, extract), _anew(theirs, other))
    _translate(ours, theirs)
    mine, others = folder / "ours.md", folder / "theirs.md"
    build = of_command(tamizdat(), "assemble", source, "--po", ours, "-o", mine)
    other = of_command(*found(rival.builder), *rival.build(source, theirs, others))
    yield _figure(f"build Markdown: {rival.builder}", rival.size, build, other)
    _expect_translated(mine, others)


def found(name: str) -> tuple[str, ...]:
    """The words that a command begins with, none where it is not installed.

    mdpo's are asked of the library: translate-toolkit has a ``md2po`` and a ``po2md`` too, and what was installed last has the name.
    """
    if name in _OF_MDPO:
        return (sys.executable, "-m", f"mdpo.{name}") if find_spec("mdpo") else ()
    beside = Path(sys.executable).with_name(name)
    path = str(beside) if beside.exists() else shutil.which(name)
    return (path,) if path else ()


_OF_MDPO = ("md2po", "po2md", "md2po2md")


def _anew(out: Path, run: Run) -> Run:
    """The run without its earlier result, which a tool would read and merge."""

    def run_anew() -> float:
        if out.is_dir():
            shutil.rmtree(out)
        out.unlink(missing_ok=True)
        return run()

    return run_anew


def _figure(name: str, size: int, ours: Run, theirs: Run) -> Figure:
    mine, others = medians([ours, theirs], ROUNDS, ENOUGH)
    values = (Value(size / MEGABYTE, "MB"), Value(mine, "s"), Value(others, "s"), Value(others / mine, "×"))
    return Figure(name, values)


def _translate(*catalogs: Path) -> None:
    """Put pseudo-translations into every message of the catalogs."""
    for path in catalogs:
        path.write_bytes(po.dump(verbs.translated(po.load(path.read_bytes(), path.name))))


def _expect_translated(*editions: Path) -> None:
    """Raises when a tool left most of the book as it was: then it did not do what is compared."""
    for path in editions:
        text = re.sub(r"(?s)<style>.*?</style>|<[^>]*>", "", path.read_text("utf-8"))
        letters = [char for char in text.lower() if char.isalpha()]
        if sum("а" <= char <= "я" for char in letters) < len(letters) / 2:
            raise BenchError(f"{path.name}: most of the book was not translated")
