"""What an entry's comments become when its source changes: marks, and since when it is outdated."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from ... import review
from ...model import Entry

_OUTDATED = re.compile(r"outdated: (\d{4}-\d\d-\d\d)")


def outdated_since(entry: Entry) -> str | None:
    """The day since which an entry is outdated (``# outdated: YYYY-MM-DD``), None when it is not.

    Only a fuzzy entry is outdated: who clears the flag in an editor leaves the comment.
    """
    dates = [found[1] for note in entry.notes if entry.fuzzy and (found := _OUTDATED.fullmatch(note.strip()))]
    return min(dates, default=None)


def carried(sources: Iterable[Entry], day: dt.date | None) -> tuple[str, ...]:
    """The comments of a draft that was made of some entries, each once.

    Marks come along: a machine's stays in force, a review is void, as its text is another
    now. ``# outdated:`` keeps the first day; a draft never was up to date and gets none.
    """
    sources = tuple(sources)
    notes = undated(note for entry in sources for note in entry.notes)
    dates = [date for entry in sources if (date := outdated_since(entry))]
    if day and any(not entry.fuzzy for entry in sources):
        dates.append(day.isoformat())
    return (*dict.fromkeys(notes), *(f"outdated: {date}" for date in sorted(dates)[:1]))


def rebound(old: Entry, new: Entry) -> Entry:
    """The new entry, with those of its marks that hold for the old one made to hold for it.

    For changes of source or translation that no reader of the translation can see, or that
    the author calls trivial; a stale review stays stale, and an edited machine text edited.
    """
    before = review.digest(old.key, review.bound_text(old))
    after = review.digest(new.key, review.bound_text(new))
    valid = {str(mark): str(replace(mark, digest=after)) for mark in review.marks(old) if mark.digest == before}
    return replace(new, notes=tuple(valid.get(note.strip(), note) for note in new.notes))


def undated(notes: Iterable[str]) -> tuple[str, ...]:
    """Comments without the day since which an entry is outdated."""
    return tuple(note for note in notes if not _OUTDATED.fullmatch(note.strip()))


def came_back(entry: Entry, source: Entry) -> Entry | None:
    """A finished translation whose source changed and is again what it was, else None.

    It must have been up to date before (``# outdated:``), and a mark must bear witness that
    nobody has touched it since.
    """
    if entry.previous != source.key or not outdated_since(entry):
        return None
    wanted = review.digest(source.key, review.bound_text(entry))
    if all(mark.digest != wanted for mark in review.marks(entry)):
        return None
    return replace(entry, key=source.key, fuzzy=False, previous=None, previous_plural=None, notes=undated(entry.notes))
