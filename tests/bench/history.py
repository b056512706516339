"""``python -m tests.bench.history FOLDER``: realignment over real translations as they were year by year.

Each folder in FOLDER has the PO files of one translation, named so that they sort by date, and is
called by their language, or something-LANGUAGE, where they do not say it themselves. Every file
is brought up to the messages of the next one, and the first to those of the last, by tamizdat
and by `msgmerge --previous`; what the later translators finished tells how good that is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from i18n import match
from i18n.catalog import po
from i18n.errors import TamizdatError
from i18n.model import Catalog
from i18n.words import count

from .. import edits
from .realign import MISSING, has_msgmerge, msgmerge, ours
from .table import Figure, Section, Value, lines


class Words(NamedTuple):
    """Words of later translations that were there at once: ``exact`` and finished, or ``usable``, which includes those."""

    total: int
    exact: int
    usable: int


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or not has_msgmerge():
        print(f"usage: python -m tests.bench.history FOLDER\n{'' if has_msgmerge() else MISSING}", file=sys.stderr)
        return 2
    try:
        figures = [figure for folder in sorted(Path(arguments[0]).iterdir()) for figure in _figures(folder)]
    except (OSError, TamizdatError) as error:
        print(f"history: {error}", file=sys.stderr)
        return 2
    columns = ("exact", "msgmerge", "usable", "msgmerge")
    fewer = [figure.name for figure in figures if _is_fewer(figure)]
    notes = (
        "Words of the later translation. Exact: there at once, and finished. Usable: those, and",
        f"words of what is like it (from {edits.NEAR}).",
        f"Not fewer than msgmerge in {len(figures) - len(fewer)} of {len(figures)}.",
        *(f"  FEWER: {name}" for name in fewer),
    )
    print(*lines(Section("Real history", columns, tuple(figures), notes)), sep="\n")
    return 0


def _figures(folder: Path) -> Iterator[Figure]:
    files = sorted(folder.glob("*.po"))
    spans = [*pairwise(files), *([(files[0], files[-1])] if len(files) > 2 else [])]
    for before, after in spans:
        old, later = (po.load(path.read_bytes(), str(path)) for path in (before, after))
        language = (later.header.get("Language") or folder.name.rpartition("-")[2]).replace("_", "-")
        old = replace(old, header={**old.header, "Language": language})
        mine, theirs = (words(merge(_template(later), old, language), later) for merge in (ours, msgmerge))
        values = tuple(Value(number, "n") for number in (mine.exact, theirs.exact, mine.usable, theirs.usable))
        yield Figure(f"{folder.name} {before.stem}–{after.stem}"[-37:], values)


def _template(later: Catalog) -> Catalog:
    """The messages of a catalog, without what its translators say."""
    entries = (
        replace(
            entry,
            target="",
            plurals=("",) * len(entry.plurals),
            fuzzy=False,
            previous=None,
            previous_plural=None,
            notes=(),
        )
        for entry in later.active
    )
    return Catalog(None, later.header, tuple(entries))


def words(result: Catalog, later: Catalog) -> Words:
    """How much of the later translation a result has already."""
    found = {entry.key: entry for entry in result.active}
    finished = [entry for entry in later.active if entry.target.strip() and not entry.fuzzy]
    exact = [entry for entry in finished if entry.target == found[entry.key].target and not found[entry.key].fuzzy]
    usable = [entry for entry in finished if match.ratio(entry.target, found[entry.key].target) >= edits.NEAR]
    return Words(*(sum(count(entry.target) for entry in entries) for entries in (finished, exact, usable)))


def _is_fewer(figure: Figure) -> bool:
    exact, rival, usable, other = (value.number for value in figure.values)
    return exact < rival or usable < other


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
