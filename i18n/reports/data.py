"""Reports as plain data for ``--json``."""

from __future__ import annotations

from typing import Any

from .. import review
from ..model import Catalog, Report, Row, State, Tally


def report(found: Report, lowest: State) -> dict[str, Any]:
    """The whole report; shares are of words, 0 to 1, at or above ``lowest``; null where there is nothing to count."""
    told = [{"language": one.locale, "place": str(one.place), "message": one.message} for one in found.findings]
    body = {"ready-from": lowest.word, "rows": [row(one, lowest) for one in found.rows]}
    return body | ({"unreadable": told} if told else {})


def row(one: Row, lowest: State) -> dict[str, Any]:
    return {
        "document": one.document,
        "language": one.locale,
        "share": round(one.tally.share(lowest), 4) if sum(one.tally.segments) else None,
        **tally(one.tally),
    }


def tally(one: Tally) -> dict[str, Any]:
    """Segments and words by the name of their state."""
    return {
        "segments": {state.word: one.segments[state] for state in State} | {"total": sum(one.segments)},
        "words": {state.word: one.words[state] for state in State} | {"total": sum(one.words)},
    }


def messages(document: str, catalog: Catalog, needed: int) -> list[dict[str, Any]]:
    """The messages of a document in a language, with their short names and states."""
    return [
        {
            "document": document,
            "language": catalog.locale,
            "key": review.key_id(entry.key),
            "state": review.state(entry, needed).word,
            "context": entry.key.context,
            "source": entry.key.source,
            "target": entry.target,
        }
        for entry in catalog.active
    ]
