"""Targets and plural forms: a translation under a message that gains, loses or keeps its plural.

tamizdat makes no plurals; catalogs of anyone's making may have them.
"""

from __future__ import annotations

import json
from dataclasses import replace

from ...model import Entry


def singular(entry: Entry) -> Entry:
    """The entry with its first form as its target."""
    return replace(entry, target=entry.plurals[0]) if entry.plurals else entry


def filled(new: Entry, target: str, old: Entry, count: int) -> Entry:
    """The new message with a target, or with all forms of the old one where both have a plural.

    ``count`` is how many forms the language has. Forms for which there is no place any more
    stay as a comment.
    """
    if new.plural is None:
        lost = [json.dumps(form, ensure_ascii=False) for form in old.plurals if form.strip() and form not in target]
        notes = (*old.notes, *(f"other translation: {form}" for form in lost))
        return replace(new, target=target, plurals=(), notes=notes)
    forms = old.plurals or (target, *("",) * (max(1, count) - 1))
    return replace(new, target="", plurals=forms, notes=old.notes)


def texts(entry: Entry) -> tuple[str, ...]:
    """The translations of an entry that are not empty."""
    return tuple(text for text in entry.plurals or (entry.target,) if text.strip())
