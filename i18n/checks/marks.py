"""Marks that do not hold: reviews of another text, machine text that was edited since, what only looks like a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .. import review
from ..model import Catalog, Entry, Finding, Key, Severity
from ..review import Mark
from .context import Context, short


def stale_review(context: Context) -> Iterator[Finding]:
    """Marks of people that were made for another text: who, when, and which text, as far as that is known.

    On an entry that is fuzzy they are a note: its source changed since, and that is known.
    """
    stale = [(entry, mark) for entry in context.catalog.active for mark in _stale(entry, ("reviewed", "translated"))]
    texts = _texts(context) if stale else {}
    for entry, mark in stale:
        severity = Severity.NOTE if entry.fuzzy else Severity.WARNING
        message = f"{mark.name} {mark.kind} another text on {mark.date}{_which(texts.get(mark.digest), entry)}"
        advice = f"This mark counts for nothing; `tamizdat review {context.locale}` asks for a new one."
        yield context.finding(severity, entry, message, advice)


def edited_machine(context: Context) -> Iterator[Finding]:
    """Machine translations that somebody edited since; they count as the machine's all the same."""
    for entry in context.catalog.active:
        for mark in () if entry.fuzzy else _stale(entry, ("machine",)):
            yield context.finding(
                Severity.NOTE,
                entry,
                f"the translation by {mark.name} of {mark.date} was edited since",
                f"Accept it with `tamizdat review {context.locale}`, or bind the mark to it with `check --fix`.",
            )


def stray_mark(context: Context) -> Iterator[Finding]:
    """Machine translations whose mark stands on another message, where lines were merged: they count as a person's."""
    for entry, mark in strays(context.catalog):
        yield context.finding(
            Severity.ERROR,
            entry,
            f"this is a translation by {mark.name} of {mark.date}, and counts as a person's: its mark stands elsewhere",
            "`tamizdat check --fix` puts the mark back.",
        )


def strays(catalog: Catalog) -> Iterator[tuple[Entry, Mark]]:
    """Entries without a machine's mark that was made for just them and stands elsewhere in their catalog."""
    marked = [(entry, mark) for entry in catalog.entries for mark in _stale(entry, ("machine",))]
    if not marked:
        return
    bare = {
        review.digest(entry.key, review.bound_text(entry)): entry
        for entry in catalog.active
        if entry.filled and all(mark.kind != "machine" for mark in review.marks(entry))
    }
    yield from ((bare[mark.digest], mark) for _, mark in marked if mark.digest in bare)


def unreadable_mark(context: Context) -> Iterator[Finding]:
    """Comments that somebody typed as marks, and that are none: a name with a space, no date, no digest."""
    for entry in context.catalog.active:
        marks = set(map(str, review.marks(entry)))
        for note in (note.strip() for note in entry.notes):
            if note not in marks and (found := _LIKE_A_MARK.match(note)):
                command = (
                    f"mark --machine ENGINE {context.locale}" if found[1] == "machine" else f"review {context.locale}"
                )
                yield context.finding(
                    Severity.WARNING,
                    entry,
                    f"this comment looks like a mark, and counts for nothing: {short(note)}",
                    f"`tamizdat {command}` makes one; a comment may begin with another word.",
                )


_LIKE_A_MARK = re.compile(r"(reviewed|machine): |(translated): .*\b\d{4}-\d\d-\d\d\b", re.IGNORECASE)


def _stale(entry: Entry, kinds: tuple[str, ...]) -> Iterator[Mark]:
    wanted = review.digest(entry.key, review.bound_text(entry))
    return (mark for mark in review.marks(entry) if mark.kind in kinds and mark.digest != wanted)


def _texts(context: Context) -> Mapping[str, tuple[Key, str]]:
    """Every text that is known of a catalog, by the digest of a mark made for it."""
    found: dict[str, tuple[Key, str]] = {}
    for entry in _known(context):
        for key in filter(None, (entry.key, entry.previous)):
            found.setdefault(review.digest(key, review.bound_text(entry)), (key, review.target_of(entry)))
    return found


def _known(context: Context) -> Iterable[Entry]:
    yield from context.catalog.entries
    for step in reversed(context.past.steps if context.past else ()):
        for delta in step.deltas:
            yield from (*delta.new, *delta.gone)


def _which(text: tuple[Key, str] | None, entry: Entry) -> str:
    """What a mark was made for, as far as it differs from what it stands on."""
    if text is None:
        return ""
    key, target = text
    if key == entry.key:
        return f": {short(target)}, edited since"
    if key.source != entry.key.source:
        return f": the translation of {short(key.source)}"
    return f": this one, in the context {key.context!r}" if key.context else ": this one, without a context"
