"""What an update did → the lines a person reads: what changed in each language, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..languages import gettext_name
from ..model import Change, ChangeKind, State
from ..words import count

if TYPE_CHECKING:
    from ..workflow import LanguageUpdate, Updated

ORDER = ("outdated", "new", "revived", "moved", "respelled", "obsolete")


def lines(updated: Updated) -> Iterator[str]:
    """A line a language and document, then one sentence on what to do."""
    several = len({one.document for one in updated.languages}) > 1
    for one in updated.languages:
        name = f"{one.locale} {one.document}" if several else one.locale
        yield f"{name}: {summary(one.changes, sum(one.tally.words))}{_left(one)}"
    yield from _next(updated)


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
    if total is not None:
        return f"{number} of {total} words"
    return f"{number} word{'' if number == 1 else 's'}"


def _left(one: LanguageUpdate) -> str:
    missing, total = one.tally.words[State.UNTRANSLATED], sum(one.tally.words)
    unfinished = one.tally.words[State.OUTDATED] + one.tally.words[State.DRAFT]
    parts = [f"{missing} of {total} words to translate"] if missing else []
    parts += [f"{unfinished} to finish"] if unfinished else []
    return f" · {', '.join(parts)}" if parts else ""


def _next(updated: Updated) -> Iterator[str]:
    open_ones = [one for one in updated.languages if one.tally.words[State.TRANSLATED] != sum(one.tally.words)]
    work = next((one for one in open_ones if sum(one.tally.words[: State.MACHINE])), None)
    if work:
        path = f"locales/{gettext_name(work.locale)}/LC_MESSAGES/{work.document}.po"
        yield f"Next: translate {path} (Poedit opens it), then `tamizdat build {work.locale}`."
    elif updated.languages:
        yield "Next: `tamizdat build`."
    else:
        yield "Next: `tamizdat add LANG` starts a language."
