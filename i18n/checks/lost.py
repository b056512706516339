"""Lost translations: messages without one that had one in an earlier version of the file, and it stands nowhere now.

A file that was cut between two messages is whole; the next update brings its messages back
empty. So does a merge that somebody settled in haste, and OmegaT empties what is a draft. Only the past
of the file can tell; of drafts it does so until that is committed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .. import review
from ..catalog.blocks import messages_of
from ..catalog.merge_notes import other_translations
from ..catalog.units import JOINED
from ..model import Entry, Finding, Key, Severity
from .context import Context, short
from .evidence import is_finished


class Loss(NamedTuple):
    """A translation, and the last commit that had another version without it (empty: none yet)."""

    entry: Entry
    commit: str


def lost(context: Context) -> Iterator[Finding]:
    """Translations of what the document says that are gone: a warning before that is committed, a note after it."""
    missing = _missing(context)
    found = _losses(context, missing) if missing and context.past else {}
    for commit in dict.fromkeys(loss.commit for loss in found.values()):
        gone = [loss.entry for loss in found.values() if loss.commit == commit]
        yield _finding(context, commit, gone, missing[gone[0].key])


def _finding(context: Context, commit: str, gone: list[Entry], here: Entry | None) -> Finding:
    what = "finished translation" if all(map(is_finished, gone)) else "translation"
    are = f"1 {what} is" if len(gone) == 1 else f"{len(gone)} {what}s are"
    first = f"the first is {short(review.target_of(gone[0]))}, of {short(gone[0].key.source)}"
    if commit:
        message = f"{are} gone since {commit[:7]}, though the document needs them: {first}"
        advice = f"`git show {commit[:7]}` shows them; put back what nobody meant to take out."
        return context.finding(Severity.NOTE, here, message, advice)
    message = f"{are} gone that the last commit had, though the document needs them: {first}"
    advice = f"`git diff {context.path}` shows them; `git checkout {context.path}` brings the file back. "
    return context.finding(Severity.WARNING, here, message, f"{advice}If this was meant, commit it.")


def _missing(context: Context) -> Mapping[Key, Entry | None]:
    """The messages of the document without a translation, with their entries as far as there are any."""
    here = {entry.key: entry for entry in context.catalog.active}
    keys = (part.segment.key for parts in messages_of(context.document, context.catalog) for part in parts)
    return {key: here.get(key) for key in keys if key not in here or not here[key].filled}


def _losses(context: Context, missing: Mapping[Key, Entry | None]) -> Mapping[Key, Loss]:
    """The last translation that each of some messages had in what led to this version, in the order of the file."""
    assert context.past is not None, "there is a past to look at"
    standing = _texts(context)
    found: dict[Key, Loss] = {}
    for step in reversed(context.past.steps):
        gone = [entry for delta in step.deltas for entry in delta.gone if entry.key in missing.keys() - found.keys()]
        if gone and context.past.follows("", step.commit):
            found |= {entry.key: Loss(entry, step.commit) for entry in gone if _is_loss(entry, step.commit, standing)}
    return {key: found[key] for key in missing if key in found}


def _is_loss(entry: Entry, commit: str, standing: frozenset[str]) -> bool:
    """Whether a translation is one to miss: no copy of the source, nowhere else, and no draft if that is committed."""
    text = review.target_of(entry)
    return (
        (is_finished(entry) if commit else entry.filled)
        and not entry.obsolete
        and text not in (entry.key.source, JOINED, *standing)
    )


def _texts(context: Context) -> frozenset[str]:
    entries = context.catalog.entries
    others = ("\0".join(forms) for entry in entries for forms in other_translations(entry))
    return frozenset((*(review.target_of(entry) for entry in entries), *others))
