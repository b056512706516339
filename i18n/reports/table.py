"""A Report → the lines of the status table, at most 80 columns wide.

Plain words and digits: it reads well without colour and through a screen reader. Cells are
words of the source, with segments behind a slash; the share is in words. A state that
nothing is in has no column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .. import languages
from ..model import Report, Row, State, Tally
from .lines import amount, cell_len, set_cell_size

WIDTH = 80
BAR = 8
SHORTEST_NAME, LONGEST_NAME = 9, 17
READY = len(" ready")
EXPLAINED = {
    State.DRAFT: "marked as unfinished (fuzzy)",
    State.OUTDATED: "the source has changed since",
}


def lines(report: Report, lowest: State) -> Iterator[str]:
    """The table, a block a document, and one for all of several; ``lowest`` is the lowest state that is ready."""
    shown = [row for row in report.rows if sum(row.tally.segments)]
    totals = _totals(shown)
    columns = _columns([*shown, *totals])
    for document, rows in groupby(report.rows, key=lambda row: row.document):
        yield from _document(document, list(rows), lowest, columns)
        yield ""
    if totals:
        yield "all documents"
        yield from _rows(totals, lowest, columns)
        yield ""
    if shown:
        better = "" if lowest is State.REVIEWED else " or better"
        chosen = "" if lowest is State.TRANSLATED else " (publish.from)"
        yield f"Cells are words/segments. Ready: {lowest.word}{better}{chosen}."
    explained = [f"{state.word.capitalize()}: {said}." for state, said in EXPLAINED.items() if state in columns]
    if explained:
        yield " ".join(explained)


def under(row: Row, lowest: State, percents: float) -> Iterator[str]:
    """What is said of a row with less than ``percents`` of its words ready; where there are none, none is ready."""
    name = f"{row.document} [{row.locale}]" if row.locale else row.document
    share = row.tally.share(lowest)
    if not sum(row.tally.segments):
        yield f"{name}: there is nothing to translate in it, so nothing is ready"
    elif share * 100 < percents:
        yield f"{name} is at {share:.1%}, under {percents:g} %"


def _totals(rows: Sequence[Row]) -> list[Row]:
    """What is where in each language over all documents; nothing where there is one."""
    if len({row.document for row in rows}) < 2:
        return []
    found: dict[str | None, Tally] = {}
    for row in rows:
        found[row.locale] = found.get(row.locale, Tally()) + row.tally
    return [Row("", locale, tally) for locale, tally in found.items() if locale]


def _columns(rows: Sequence[Row]) -> dict[State, int]:
    """The states that something is in, the best first, each with the width of its column."""
    found = {}
    for state in reversed(State):
        if any(row.tally.segments[state] for row in rows):
            found[state] = 1 + max(len(state.word), *(len(_cell(row.tally, state)) for row in rows))
    return found


def _document(name: str, rows: list[Row], lowest: State, columns: dict[State, int]) -> Iterator[str]:
    empty = [row for row in rows if not sum(row.tally.segments)]
    rows = [row for row in rows if row not in empty]
    for row in empty:
        yield f"{name}{f' [{row.locale}]' if row.locale else ''}: there is nothing to translate in it"
    if not rows:
        return
    tally = rows[0].tally
    yield f"{name}: {amount(sum(tally.words), 'word')}, {amount(sum(tally.segments), 'segment')}"
    yield from _rows(rows, lowest, columns)


def _rows(rows: Sequence[Row], lowest: State, columns: dict[State, int]) -> Iterator[str]:
    """The titles of the columns and a line a language."""
    left = WIDTH - sum(columns.values())
    bars = left - len(f"  {bar(1)} 100%") >= LONGEST_NAME
    width = max(SHORTEST_NAME, min(LONGEST_NAME, left - READY))
    titles = "".join(f"{state.word:>{size}}" for state, size in columns.items())
    yield set_cell_size("", width) + titles + ("  ready" if bars else " ready")
    for row in rows:
        cells = "".join(f"{_cell(row.tally, state):>{size}}" for state, size in columns.items())
        share = row.tally.share(lowest)
        shown = f"  {bar(share)} {percent(share):>4}" if bars else f"{percent(share):>{READY}}"
        yield f"{_label(row, width)}{cells}{shown}"


def _label(row: Row, width: int) -> str:
    """A language's code and name in ``width`` cells; a file may have none."""
    label = f"{row.locale} {languages.endonym(row.locale)}" if row.locale else "(no language)"
    return set_cell_size(label if cell_len(label) < width else set_cell_size(label, width - 2) + "…", width)


def _cell(tally: Tally, state: State) -> str:
    return f"{tally.words[state]}/{tally.segments[state]}" if tally.segments[state] else "-"


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
