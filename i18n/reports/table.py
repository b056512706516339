"""A Report → the lines of the status table, at most 80 columns wide.

Plain words and digits: it reads well without colour and through a screen reader. Cells are
words of the source, with segments behind a slash; the share is in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len, set_cell_size

from .. import languages
from ..model import Report, Row, State, Tally

BAR = 8
NAME = 17
COLUMNS = (
    ("reviewed", 10, (State.REVIEWED,)),
    ("translated", 11, (State.TRANSLATED,)),
    ("machine", 9, (State.MACHINE,)),
    ("draft", 8, (State.DRAFT, State.OUTDATED)),
    ("missing", 8, (State.UNTRANSLATED,)),
)


def lines(report: Report, lowest: State) -> Iterator[str]:
    """The table, a block a document; ``lowest`` is the lowest state that counts as ready."""
    for document, rows in groupby(report.rows, key=lambda row: row.document):
        yield from _document(document, list(rows), lowest)
        yield ""
    if report.rows:
        yield f"Cells are words/segments. Ready: {_ready(lowest)}."
        yield "Draft: not finished, or the source has changed since."


def _ready(lowest: State) -> str:
    words = [name for name, _, states in COLUMNS if states[0] >= lowest]
    return " or ".join(words) + (" (publish.from)" if lowest is not State.TRANSLATED else "")


def _document(name: str, rows: list[Row], lowest: State) -> Iterator[str]:
    tally = rows[0].tally
    yield f"{name}: {sum(tally.words)} words, {sum(tally.segments)} segments"
    yield set_cell_size("", NAME) + "".join(f"{title:>{width}}" for title, width, _ in COLUMNS) + "  ready"
    for row in rows:
        yield _row(f"{row.locale} {languages.endonym(row.locale)}", row.tally, lowest)


def _row(label: str, tally: Tally, lowest: State) -> str:
    name = label if cell_len(label) < NAME else set_cell_size(label, NAME - 2) + "…"
    cells = "".join(f"{_cell(tally, states):>{width}}" for _, width, states in COLUMNS)
    share = tally.share(lowest)
    return f"{set_cell_size(name, NAME)}{cells}  {bar(share)} {percent(share):>4}"


def _cell(tally: Tally, states: tuple[State, ...]) -> str:
    words = sum(tally.words[state] for state in states)
    segments = sum(tally.segments[state] for state in states)
    return f"{words}/{segments}" if segments else "-"


def bar(share: float) -> str:
    """A share as eight signs; full only when nothing is missing, empty only when nothing is there.

    >>> bar(0.996), bar(0.001)
    ('#######.', '#.......')
    """
    full = round(share * BAR)
    if 0 < share < 1:
        full = min(BAR - 1, max(1, full))
    return "#" * full + "." * (BAR - full)


def percent(share: float) -> str:
    """A share in whole percent; 100 % only when nothing is missing.

    >>> percent(0.9999), percent(1.0)
    ('99%', '100%')
    """
    whole = round(share * 100)
    return f"{min(99, max(1, whole)) if 0 < share < 1 else whole}%"
