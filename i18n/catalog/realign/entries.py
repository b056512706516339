"""Old entries → what a new message becomes: the same, or outdated; with plural forms or without.

tamizdat makes no plurals; catalogs of anyone's making may have them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from ...model import Entry
from . import notes
from .setting import Setting


def texts(entry: Entry) -> tuple[str, ...]:
    """The translations of an entry that are not empty."""
    if not entry.plurals:
        return (entry.target,) if entry.target.strip() else ()
    return tuple(text for text in entry.plurals if text.strip())


def text(entry: Entry) -> str:
    """The translation of an entry, of a plural its first form."""
    return entry.plurals[0] if entry.plurals else entry.target


def placed(message: Entry, old: Entry) -> Entry:
    """What the author says of a message, with what the translator says in an old entry."""
    return replace(
        message,
        target=old.target,
        plurals=old.plurals,
        fuzzy=old.fuzzy,
        previous=old.previous,
        previous_plural=old.previous_plural,
        notes=old.notes,
        joined=old.joined,
    )


def outdated(message: Entry, draft: str, sources: Sequence[Entry], setting: Setting) -> Entry:
    """A new message with a draft that was made for other sources: fuzzy, with the first previous key.

    A source that is again the one that the draft was made for leaves a draft without previous key.
    """
    first = sources[0]
    kept = first.fuzzy and first.previous is not None
    previous = first.previous if kept else first.key
    plural = first.previous_plural if kept else first.plural
    comments = (*notes.carried(sources, setting.day), *_lost_forms(message, first, draft))
    back = previous == message.key and plural == message.plural
    return replace(
        message,
        target=draft if message.plural is None else "",
        plurals=() if message.plural is None else _forms(first, draft, setting),
        fuzzy=True,
        previous=None if back else previous,
        previous_plural=None if back else plural,
        notes=notes.undated(comments) if back else comments,
    )


def _forms(old: Entry, draft: str, setting: Setting) -> tuple[str, ...]:
    return old.plurals or (draft, *("",) * (setting.forms - 1))


def _lost_forms(message: Entry, old: Entry, draft: str) -> tuple[str, ...]:
    """Plural forms for which there is no place any more, as comments (in the form of `merge_notes`)."""
    if message.plural is not None:
        return ()
    lost = (form for form in old.plurals if form.strip() and form not in draft)
    return tuple(f"other translation: {json.dumps(form, ensure_ascii=False)}" for form in lost)
