"""What an edition says of its own state, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from .. import languages
from ..model import Edition, State
from ..words import count
from .changes import words
from .furniture import say

Shares: TypeAlias = Counter[tuple[bool, State]]
"""The share of words, 0 to 1, by whether the translation is shown and by its state."""


def notices(edition: Edition) -> tuple[str, ...]:
    """Sentences for the head of an edition: what is outdated, missing, machine-made, unreviewed; worst first."""
    return () if edition.original else tuple(_sentences(edition))


def _sentences(edition: Edition) -> Iterator[str]:
    shares = _shares(edition)
    if not any(piece.text is not None for piece in edition.pieces):
        yield say("This text has not been translated yet. You are reading the original.", edition.locale)
        return
    if shares[True, State.OUTDATED] or shares[True, State.DRAFT]:
        yield say("This draft is not meant for publication.", edition.locale)
    if edition.last_good:
        yield _of_the_last_good(edition)
    yield from _of_originals(shares, edition.locale)
    yield from _of_translations(shares, edition.locale)


def _of_the_last_good(edition: Edition) -> str:
    share = words(edition.changes) / (count_all(edition) or 1)
    return say(
        "The original has changed since this edition was made ({share} of its words). "
        "You are reading the translation of the earlier version.",
        edition.locale,
        share=languages.percent(min(1.0, share), edition.locale),
    )


def _of_originals(shares: Shares, lang: str) -> Iterator[str]:
    """What is said of passages that stand in the original."""
    outdated = shares[False, State.OUTDATED]
    held = sum(share for (shown, _), share in shares.items() if not shown) - outdated
    if outdated:
        yield say(
            "The original has changed since this translation was made. {share} of the words are out of date; "
            "those passages are shown in the original language and marked.",
            lang,
            share=languages.percent(outdated, lang),
        )
    if held:
        yield say(
            "{share} of the words are not translated yet. "
            "Those passages are shown in the original language and marked.",
            lang,
            share=languages.percent(held, lang),
        )


def _of_translations(shares: Shares, lang: str) -> Iterator[str]:
    """What is said of passages that no person has made or reviewed."""
    for state in (State.MACHINE, State.TRANSLATED):
        share = shares[True, state]
        whole, part = _SENTENCES[state]
        if share:
            yield say(whole, lang) if share == 1 else say(part, lang, share=languages.percent(share, lang))


_SENTENCES = {
    State.MACHINE: (
        "This translation was made by a machine and has not been reviewed by a person.",
        "Part of this translation ({share} of the words) was made by a machine and has not been reviewed by a person.",
    ),
    State.TRANSLATED: (
        "This translation has not been reviewed yet.",
        "Part of this translation ({share} of the words) has not been reviewed yet.",
    ),
}


def count_all(edition: Edition) -> int:
    """The words of an edition's original."""
    return sum(edition.tally.words)


def _shares(edition: Edition) -> Shares:
    held: Counter[State] = Counter()
    for piece in edition.pieces:
        if piece.text is None:
            held[piece.state] += count(piece.source)
    total = count_all(edition) or 1
    shown = {(True, state): (edition.tally.words[state] - held[state]) / total for state in State}
    return Counter({**shown, **{(False, state): size / total for state, size in held.items()}})


def summary(edition: Edition) -> str:
    """The state of an edition in a few words, for lists of editions."""
    lang = edition.locale
    if edition.original:
        return say("Original", lang)
    states = {(piece.text is not None, piece.state) for piece in edition.pieces}
    shown, held = ({state for is_shown, state in states if is_shown is wanted} for wanted in (True, False))
    if not shown:
        return say("Not translated yet", lang)
    if edition.last_good or State.OUTDATED in held:
        return say("Partly out of date", lang)
    return say("Partly translated" if held else _SUMMARIES.get(min(shown), "Partly translated"), lang)


_SUMMARIES = {
    State.MACHINE: "Machine translation, not reviewed by a person",
    State.TRANSLATED: "Translation, not reviewed",
    State.REVIEWED: "Reviewed translation",
}
