"""What a build made → the lines a person reads: a line an edition, and why something is in the original."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model import Edition, State

if TYPE_CHECKING:
    from ..publishing import Built

_WHY = {
    State.UNTRANSLATED: "untranslated",
    State.OUTDATED: "outdated",
    State.DRAFT: "draft",
    State.MACHINE: "machine draft",
    State.TRANSLATED: "not reviewed",
    State.REVIEWED: "unusable as they are",
}


def lines(built: Built) -> Iterator[str]:
    """A line an edition with what is shown in the original, then where to begin reading."""
    for edition in built.editions:
        yield f"{edition.locale}: {edition.document.path} ({'; '.join(_parts(edition))})"
    for document, locale, reason in built.withheld:
        yield f"{locale}: {document} has no edition ({reason})"
    advice = _advice(built)
    if advice:
        yield advice
    changed = sum(one.changed for one in built.files)
    if changed:
        yield f"{changed} of {len(built.files)} files written; open editions/index.html"
    else:
        yield "Nothing changed: every edition is as it was."


def _parts(edition: Edition) -> Iterator[str]:
    if edition.original:
        yield "original"
        return
    if edition.last_good:
        yield "the last good edition"
    shown = Counter(piece.state for piece in edition.pieces if piece.text is not None)
    held = Counter(piece.state for piece in edition.pieces if piece.text is None)
    for state in reversed(State):
        if shown[state]:
            yield f"{shown[state]} {state.word}"
    for state in State:
        if held[state]:
            yield f"{held[state]} in the original: {_WHY[state]}"


def _advice(built: Built) -> str | None:
    held = [p.state for e in built.editions if not e.original for p in e.pieces if p.text is None]
    if State.MACHINE in held:
        return f'{held.count(State.MACHINE)} segments are machine drafts; publish.from = "machine" shows them, marked.'
    return None
