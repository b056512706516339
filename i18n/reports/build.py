"""What a build made → the lines a person reads: a line an edition, and why something is in the original."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import words
from ..model import Edition, Piece, State
from .lines import amount

if TYPE_CHECKING:
    from ..publishing import Built

WRITTEN, WOULD = "", "would be "
"""What became of the files of a build, and what would under ``--check``."""


def lines(built: Built, done: str = WRITTEN) -> Iterator[str]:
    """A line an edition with what is shown in the original, then where to begin reading."""
    for edition in built.editions:
        yield f"{edition.locale}: {edition.document.path} ({'; '.join(_parts(edition))})"
    for document, locale, reason in built.withheld:
        yield f"{locale}: {document} has no edition ({reason})"
    yield from _copies(built)
    advice = _advice(built)
    if advice:
        yield advice
    made = [one for one in built.files if not one.gone]
    gone = len(built.files) - len(made)
    changed = sum(one.changed for one in made)
    if not changed and not gone:
        yield "Nothing changed: every edition is as it was."
        return
    if gone:
        yield f"{amount(gone, 'file')} {done}removed from editions/: no edition has {'it' if gone == 1 else 'them'} now"
    where = "; open editions/index.html" if done == WRITTEN else ""
    yield f"{changed} of {amount(len(made), 'file')} {done}written in editions/{where}"


def _parts(edition: Edition) -> Iterator[str]:
    if edition.original:
        yield "original"
        return
    if edition.last_good:
        yield "the last good edition"
        if edition.changes:
            have = "has" if len(edition.changes) == 1 else "have"
            yield f"{amount(len(edition.changes), 'passage')} of the original {have} changed since"
    shown = Counter(piece.state for piece in edition.pieces if piece.text is not None)
    held = Counter(piece.state for piece in edition.pieces if piece.text is None)
    if shown:
        yield ", ".join(f"{shown[state]} {state.word}" for state in reversed(State) if shown[state])
    if held:
        said = ", ".join(f"{held[state]} {state.word}" for state in State if held[state])
        yield f"in the original: {said}"


_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 4
"""Names and codes are the same in many languages; `check` looks closer."""


def _copies(built: Built) -> Iterator[str]:
    """What is shown as a translation and is the original, as OmegaT fills in what nobody translated."""
    for edition in built.editions:
        if edition.original or edition.locale.split("-")[0] == edition.home.split("-")[0]:
            continue
        found = [piece for piece in edition.pieces if piece.state is not State.REVIEWED and _is_copy(piece)]
        if found:
            are = "1 translation is" if len(found) == 1 else f"{len(found)} translations are"
            yield (
                f"{edition.locale}: {are} the original, word for word: "
                f"`tamizdat check {edition.locale}` tells which; empty what is none."
            )


def _is_copy(piece: Piece) -> bool:
    if piece.text is None:
        return False
    first, wanted = _LETTERS.search(piece.text), _LETTERS.search(piece.source)
    if first is None or wanted is None or first[0] != wanted[0] or words.count(piece.source) < _LEAST_WORDS:
        return False
    return _LETTERS.findall(piece.text) == _LETTERS.findall(piece.source)


def _advice(built: Built) -> str | None:
    held = [(e.locale, p.state) for e in built.editions if not e.original for p in e.pieces if p.text is None]
    machine = [locale for locale, state in held if state is State.MACHINE]
    if not machine:
        return None
    segments = "1 segment is a machine’s" if len(machine) == 1 else f"{len(machine)} segments are a machine’s"
    return (
        f"{segments}: `tamizdat review {machine[0]}` is for accepting them; with "
        '`publish.from = "machine"` in tamizdat.toml they are shown, marked.'
    )
