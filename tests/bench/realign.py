"""Realignment beside `msgmerge --previous`: what each makes of the scripted edits, and what a book costs."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from i18n.catalog import po
from i18n.catalog.update import update
from i18n.model import Catalog, Entry, Key

from .. import edits
from .book import Draw
from .clock import in_fork, medians, of_command
from .growth import slope
from .table import Figure, Section, Value

DAY = dt.date(2026, 12, 1)
LEAST = {"typo": 0.98, "reword": 0.98, "move": 0.98, "split": 0.95, "merge": 0.95, "revision": 0.95}
WRONG = 0.005
KEPT = 0.95
FASTER = 20
SIZES = (2_500, 5_000)
LARGE = (10_000, 100_000)
LIMIT = 1.1
ROUNDS, ENOUGH = 3, 4
NONE = Value(float("nan"))
MISSING = "msgmerge is not installed."

Merge = Callable[[Catalog, Catalog, str], Catalog]
"""A template, a catalog and a language → the catalog brought up to the template."""


def ours(new: Catalog, old: Catalog, language: str) -> Catalog:
    return update(new, old, language, day=DAY).catalog


def msgmerge(new: Catalog, old: Catalog, language: str) -> Catalog:
    with TemporaryDirectory(prefix="tamizdat-bench-") as folder:
        before, template = _written(Path(folder), old, new)
        command = ["msgmerge", "--quiet", "--previous", "--no-wrap", str(before), str(template)]
        return po.load(subprocess.run(command, capture_output=True, check=True).stdout, "msgmerge")


def has_msgmerge() -> bool:
    return shutil.which("msgmerge") is not None


def _written(folder: Path, old: Catalog, new: Catalog) -> tuple[Path, Path]:
    before, template = folder / "old.po", folder / "new.pot"
    before.write_bytes(po.dump(old))
    template.write_bytes(po.dump(new))
    return before, template


# What is made of edits


def scripted() -> Section:
    """Shares of segments and words, in every language of every text."""
    mine = list(_verdicts(ours))
    theirs = list(_verdicts(msgmerge)) if has_msgmerge() else []
    figures = (*_right(mine, theirs), *_words(mine, theirs), *_faults(mine, theirs))
    notes = (
        f"{len({one.edit.name for one in mine})} edits of {len({one.edit.text.name for one in mine})} texts;"
        " right: each segment has what tells its own sentences.",
        f"Usable: right, or like what is wanted (from {edits.NEAR}).",
        *(() if theirs else (MISSING,)),
    )
    return Section("Scripted edits", ("of", "tamizdat", "msgmerge"), figures, notes)


def _verdicts(merge: Merge) -> Iterator[edits.Verdict]:
    for text in edits.texts():
        for language in text.languages:
            old = edits.catalog(text, language)
            for edit in edits.edits(text):
                new = edits.template(text, edit.segments)
                yield from edits.judge(edit, language, merge(new, old, language))


def _right(mine: Sequence[edits.Verdict], theirs: Sequence[edits.Verdict]) -> Iterator[Figure]:
    for kind in edits.KINDS:
        own, other = (edits.score([one for one in found if one.edit.kind == kind]) for found in (mine, theirs))
        share = Value(own.right_share, "%")
        values = (Value(own.segments, "n"), share, Value(other.right_share, "%") if theirs else NONE)
        least = Value(LEAST[kind], "%") if kind in LEAST else None
        yield Figure(f"segments right: {kind}", values, share, least=least)


def _words(mine: Sequence[edits.Verdict], theirs: Sequence[edits.Verdict]) -> Iterator[Figure]:
    own, other = edits.score(mine), edits.score(theirs)
    for name, found, rival in (("right", own.exact, other.exact), ("usable", own.usable, other.usable)):
        share = Value(found / own.words, "%")
        shares = (share, Value(rival / own.words, "%") if theirs else NONE)
        least = shares[1] if theirs else None
        yield Figure(f"words {name}", (Value(own.words, "n"), *shares), share, least=least)
    own, other = (edits.score([one for one in v if one.edit.kind in edits.ONE_SENTENCE]) for v in (mine, theirs))
    share = Value(own.kept_share, "%")
    values = (Value(own.stands, "n"), share, Value(other.kept_share, "%") if theirs else NONE)
    yield Figure("words kept beside a changed sentence", values, share, least=Value(KEPT, "%"))


def _faults(mine: Sequence[edits.Verdict], theirs: Sequence[edits.Verdict]) -> Iterator[Figure]:
    own, other = edits.score(mine), edits.score(theirs)
    share = Value(own.wrong / own.segments, "%")
    values = (Value(own.segments, "n"), share, Value(other.wrong / own.segments, "%") if theirs else NONE)
    yield Figure("segments with foreign text", values, share, limit=Value(WRONG, "%"))
    unfuzzy = Value(own.unfuzzy, "n")
    values = (Value(own.segments, "n"), unfuzzy, Value(other.unfuzzy, "n") if theirs else NONE)
    yield Figure("changed segments not fuzzy", values, unfuzzy, limit=Value(0, "n"))


# What a book costs


def book() -> Section:
    """Seconds for a book of independent sentences of which every twentieth paragraph has another word."""
    ours(*_edited(100), "ru")  # what is imported on first use is then here
    columns = ("tamizdat", "msgmerge", "ratio", "whole")
    notes = (
        "tamizdat: the realigning alone. Whole: the command tamizdat merge, which reads and writes files too.",
        *(() if has_msgmerge() else (MISSING,)),
    )
    return Section("Realigning a book, 1 in 20 edited", columns, (*map(_beside, SIZES), *_large()), notes)


def _beside(count: int) -> Figure:
    new, old = _edited(count)
    with TemporaryDirectory(prefix="tamizdat-bench-") as folder:
        before, template = _written(Path(folder), old, new)
        whole = of_command(sys.executable, "-m", "i18n.cli", "merge", before, template, "-o", Path(folder) / "out.po")
        runs = [in_fork(ours, new, old, "ru"), whole]
        if has_msgmerge():
            runs.append(of_command("msgmerge", "-q", "--previous", "--no-wrap", before, template, "-o", "/dev/null"))
        mine, command, *theirs = medians(runs, ROUNDS, ENOUGH)
    ratio = Value(theirs[0] / mine, "×") if theirs else NONE
    values = (Value(mine, "s"), Value(theirs[0], "s") if theirs else NONE, ratio, Value(command, "s"))
    return Figure(f"{count:,} paragraphs", values, ratio if theirs else None, least=Value(FASTER, "×"))


def _large() -> Iterator[Figure]:
    times = medians([in_fork(ours, *_edited(count), "ru") for count in LARGE], ROUNDS, ENOUGH)
    for count, time in zip(LARGE, times, strict=True):
        yield Figure(f"{count:,} paragraphs", (Value(time, "s"), NONE, NONE, NONE))
    found = Value(slope(LARGE, times))
    yield Figure("slope of the two", (found, NONE, NONE, NONE), found, Value(LIMIT))


def _edited(count: int) -> tuple[Catalog, Catalog]:
    """The template of a book of so many paragraphs after the edits, and its catalog from before."""
    draw = Draw(5)
    sources = list(dict.fromkeys(draw.sentences(1, 7) for _ in range(count)))
    header = {"Language": "ru", "Plural-Forms": "nplurals=1; plural=0;"}
    old = Catalog("ru", header, tuple(Entry(Key(None, one), one.upper()) for one in sources))
    for at in range(3, len(sources), 20):
        words = sources[at].split(" ")
        words[at % len(words)] = "changed"
        sources[at] = " ".join(words)
    return Catalog(None, header, tuple(Entry(Key(None, one)) for one in dict.fromkeys(sources))), old
