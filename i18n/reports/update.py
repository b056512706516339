"""What an update did → the lines a person reads: what changed in each language, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..languages import gettext_name
from ..model import Change, ChangeKind, State
from ..words import count
from .lines import amount

if TYPE_CHECKING:
    from ..workflow import LanguageUpdate, Updated

ORDER = ("outdated", "new", "revived", "moved", "respelled", "obsolete")
LEFT = (State.UNTRANSLATED, State.OUTDATED, State.DRAFT)


def lines(updated: Updated) -> Iterator[str]:
    """A line a language and document."""
    several = len({one.document for one in updated.languages}) > 1
    for one in updated.languages:
        name = f"{one.locale} {one.document}" if several else one.locale
        yield f"{name}: {_did(one)}{_left(one)}"


def _did(one: LanguageUpdate) -> str:
    changes = summary(one.changes, sum(one.tally.words))
    if not one.begun:
        return changes
    return f"begun, {amount(sum(one.tally.segments), 'segment')}" + (f"; {changes}" if one.changes else "")


def summary(changes: Sequence[Change], total: int) -> str:
    """What changed, in segments and words of the source: ``1 outdated (23 of 612 words), 1 new (12 words)``.

    ``total`` are the words of the whole document.
    """
    sizes, words = Counter(map(_name, changes)), Counter[str]()
    for change in changes:
        words[_name(change)] += count(change.key.source)
    parts = (
        f"{sizes[name]} {name} ({_words(words[name], total if name == 'outdated' else None)})"
        for name in ORDER
        if sizes[name]
    )
    return ", ".join(parts) or "nothing changed"


def _name(change: Change) -> str:
    """What a person calls a change; a move from another key is one that no reader of the translation can see."""
    return "respelled" if change.kind is ChangeKind.MOVED and change.previous else change.kind


def _words(number: int, total: int | None = None) -> str:
    return f"{number} of {amount(total, 'word')}" if total is not None else amount(number, "word")


def _left(one: LanguageUpdate) -> str:
    """What is to be done, in words of the source: ``· left: 12 words untranslated, 111 words outdated``."""
    words = one.tally.words
    parts = [f"{amount(words[state], 'word')} {state.word}" for state in LEFT if words[state]]
    return f" · left: {', '.join(parts)}" if parts else ""


def following(updated: Updated) -> str:
    """What to do next, first in a catalog that has just begun."""
    work = [one for one in updated.languages if sum(one.tally.segments[: State.MACHINE])]
    for one in sorted(work, key=lambda one: not one.begun):
        path = f"locales/{gettext_name(one.locale)}/LC_MESSAGES/{one.document}.po"
        return f"Next: translate {path} (Poedit opens it), then `tamizdat build {one.locale}`."
    return "Next: `tamizdat build`." if updated.languages else "Next: `tamizdat add LANG` starts a language."
