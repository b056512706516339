"""What an update did → the lines a person reads: what changed in each language, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..languages import gettext_name
from ..model import Change, ChangeKind, State
from ..words import count

if TYPE_CHECKING:
    from ..workflow import LanguageUpdate, Updated

ORDER = (ChangeKind.OUTDATED, ChangeKind.NEW, ChangeKind.REVIVED, ChangeKind.MOVED, ChangeKind.OBSOLETE)


def lines(updated: Updated) -> Iterator[str]:
    """A line a language and document, then one sentence on what to do."""
    several = len({one.document for one in updated.languages}) > 1
    for one in updated.languages:
        name = f"{one.locale} {one.document}" if several else one.locale
        yield f"{name}: {', '.join(_parts(one)) or 'nothing changed'}{_left(one)}"
    yield from _next(updated)


def _parts(one: LanguageUpdate) -> Iterator[str]:
    sizes: Counter[ChangeKind] = Counter(change.kind for change in one.changes)
    words: Counter[ChangeKind] = Counter()
    for change in one.changes:
        words[change.kind] += _words(change)
    for kind in ORDER:
        if sizes[kind]:
            yield f"{sizes[kind]} {kind} ({words[kind]} words)"


def _words(change: Change) -> int:
    return count(change.key.source)


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
