"""Realignment against `msgmerge --previous`, on the scripted edits and on a book: python -m tests.bench_realign

Quality: what each makes of every edit in every language (see `edits.py`). Cost: CPU seconds for a
book of independent sentences of which every twentieth paragraph has another word. msgmerge is the
whole command; ours is the realigning alone, and then the whole command `tamizdat merge` too.
"""

from __future__ import annotations

import datetime as dt
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from i18n.catalog import po
from i18n.catalog.update import update
from i18n.model import Catalog, Entry, Key

from . import edits
from .bench.book import Draw
from .bench.clock import in_fork, medians, of_command

DAY = dt.date(2026, 12, 1)
ROUNDS = 5
Merge = Callable[[Catalog, Catalog, str], Catalog]


def main() -> None:
    if not shutil.which("msgmerge"):
        sys.exit("GNU gettext is not installed")
    for name, merge in (("tamizdat", ours), ("msgmerge --previous", msgmerge)):
        print(f"\n{name}")
        print(*edits.table(list(verdicts(merge))), sep="\n")
    print()
    print(*speed(), sep="\n")


def verdicts(merge: Merge) -> Iterator[edits.Verdict]:
    for text in edits.texts():
        for language in text.languages:
            old = edits.catalog(text, language)
            for edit in edits.edits(text):
                new = edits.template(text, edit.segments)
                yield from edits.judge(edit, language, merge(new, old, language))


def ours(new: Catalog, old: Catalog, language: str) -> Catalog:
    return update(new, old, language, day=DAY).catalog


def msgmerge(new: Catalog, old: Catalog, language: str) -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        before, template = _written(Path(folder), old, new)
        command = ["msgmerge", "--quiet", "--previous", "--no-wrap", str(before), str(template)]
        return po.load(subprocess.run(command, capture_output=True, check=True).stdout, "msgmerge")


def _written(folder: Path, old: Catalog, new: Catalog) -> tuple[Path, Path]:
    before, template = folder / "old.po", folder / "new.pot"
    before.write_bytes(po.dump(old))
    template.write_bytes(po.dump(new))
    return before, template


def book(count: int) -> tuple[Catalog, Catalog]:
    """The catalog of a book of so many paragraphs of independent sentences, and its template after the edits."""
    draw = Draw(5)
    sources = list(dict.fromkeys(draw.sentences(1, 7) for _ in range(count)))
    header = {"Language": "ru", "Plural-Forms": "nplurals=1; plural=0;"}
    old = Catalog("ru", header, tuple(Entry(Key(None, one), one.upper()) for one in sources))
    for at in range(3, len(sources), 20):
        words = sources[at].split(" ")
        words[at % len(words)] = "changed"
        sources[at] = " ".join(words)
    return old, Catalog(None, header, tuple(Entry(Key(None, one)) for one in dict.fromkeys(sources)))


def speed() -> Iterator[str]:
    """A line a size: CPU seconds of both, and how the time of ours grows; libraries are imported before."""
    old, new = book(100)
    ours(new, old, "ru")
    yield f"{'paragraphs':>10} {'msgmerge':>9} {'realigning':>11} {'a part of':>10} {'tamizdat merge':>15}"
    for count in (2_500, 5_000):
        old, new = book(count)
        with tempfile.TemporaryDirectory() as folder:
            before, template = _written(Path(folder), old, new)
            theirs = of_command("msgmerge", "-q", "--previous", "--no-wrap", before, template, "-o", "/dev/null")
            out = Path(folder) / "out.po"
            whole = of_command(sys.executable, "-m", "i18n.cli", "merge", before, template, "-o", out)
            realigning = in_fork(lambda old=old, new=new: update(new, old, "ru", day=DAY))
            gettext, ours_alone, command = medians([theirs, realigning, whole], ROUNDS)
        part = f"1/{gettext / ours_alone:.0f}"
        yield f"{count:>10} {gettext:>8.3f}s {ours_alone:>10.4f}s {part:>10} {command:>14.3f}s"
    sizes = (10_000, 100_000)
    times = []
    for count in sizes:
        old, new = book(count)
        (time,) = medians([in_fork(lambda old=old, new=new: update(new, old, "ru", day=DAY))], ROUNDS)
        times.append(time)
        yield f"{count:>10} {'':>9} {time:>10.4f}s"
    slope = math.log(times[1] / times[0]) / math.log(sizes[1] / sizes[0])
    yield f"slope from {sizes[0]:,} to {sizes[1]:,} paragraphs: {slope:.2f}"


if __name__ == "__main__":
    main()
