"""Wrong pairings: translations that stand, as finished, under a source that nobody wrote them for.

The past of a file tells how each came there. One that some commit other than a merge wrote,
or that bears a mark made for this very text, is right; see `evidence` for what is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from .. import review
from ..model import Entry, Finding, Severity
from ..transitions import Past
from . import evidence
from .context import CannotTell, Context, short
from .evidence import Evidence, Origin, Pair


class Verdict(Enum):
    """How a text came under its source, as far as one step tells."""

    WRITTEN = "somebody wrote it for this source, or finished it"
    COPIED = "it was brought back from where it had been"
    HIDDEN = "it was there already where the known past begins"


def wrong_pairing(context: Context) -> Iterator[Finding]:
    """Translations that git put under a source; raises CannotTell when the past of others is cut off."""
    if context.past is None:
        return
    claims = {evidence.pair(entry): entry for entry in context.catalog.active if _is_claim(entry)}
    origins = _origins(context.past, claims)
    hidden = 0
    for pair, entry in claims.items():
        found = _judge(pair, origins, context)
        if isinstance(found, Evidence):
            yield _finding(entry, found, context)
        hidden += found is Verdict.HIDDEN
    if hidden:
        are, they = ("is", "it was made for its source") if hidden == 1 else ("are", "they were made for their sources")
        raise CannotTell(
            f"of the translations {hidden} {are} older than the past that is known here: cannot tell whether {they}",
            context.past.hidden or "Look whether the whole history is here.",
        )


def _is_claim(entry: Entry) -> bool:
    """Whether an entry says that it is translated, and nobody's review stands behind it; a copied source is right."""
    if not evidence.is_finished(entry) or entry.target == entry.key.source:
        return False
    return not review.reviews(entry) and not review.translators(entry)


def _origins(past: Past, claims: Iterable[Pair]) -> dict[str, list[Origin]]:
    """Where each text came from, by the text: the steps that put it under any source, parents first."""
    found: dict[str, list[Origin]] = {pair.text: [] for pair in claims}
    for step in past.steps:
        for pair, entry in evidence.introduced(step):
            if pair.text in found:
                found[pair.text].append(Origin(step, entry))
    return found


def _judge(pair: Pair, origins: dict[str, list[Origin]], context: Context) -> Verdict | Evidence:
    """The best that any step says for a pair."""
    everywhere = origins[pair.text]
    mine = sorted((one for one in everywhere if evidence.pair(one.entry) == pair), key=lambda one: one.step.written)
    worst: Verdict | Evidence = Verdict.WRITTEN
    for number, origin in enumerate(mine):
        verdict = _how(origin, everywhere, again=number > 0, context=context)
        if verdict is Verdict.WRITTEN:
            return verdict
        if verdict is not Verdict.COPIED and worst is not Verdict.HIDDEN:
            worst = verdict
    return worst


def _how(origin: Origin, everywhere: Sequence[Origin], *, again: bool, context: Context) -> Verdict | Evidence:
    """How one step came to put a text under a source."""
    assert context.past is not None, "steps are of a past"
    if evidence.is_marked(origin.entry):
        return Verdict.WRITTEN
    if origin.step.boundary:
        return Verdict.HIDDEN
    if found := evidence.of_neighbours(origin):
        return found
    if origin.step.is_merge:
        return evidence.in_merge(origin, context) or Verdict.WRITTEN
    others = [one for one in everywhere if one.entry.key != origin.entry.key]
    if evidence.was_draft(origin):
        replayed = (one for one in others if evidence.is_replay(origin, one))
        return evidence.in_copy(origin, replayed, context.past, context) or Verdict.WRITTEN
    if others and (found := evidence.in_commit(origin, context)):
        return found
    if others and (found := evidence.in_copy(origin, others, context.past, context)):
        return found
    return Verdict.COPIED if again and not evidence.was_filled(origin) else Verdict.WRITTEN


_HOW = {
    "merge": "a merge put it under this one",
    "mix": "a merge mixed it with one of this source",
    "commit": "a commit put it under this one and left the text as it was",
    "copy": "a rebase or squash put it under this one",
}


def _finding(entry: Entry, found: Evidence, context: Context) -> Finding:
    where = f" ({found.commit[:7]})" if found.commit else ""
    if found.how == "unfinished":
        message = f"nobody finished this translation: a merge took the fuzzy flag off it{where}"
    elif found.how == "parted":
        message = f"this was told in {short(found.made_for.source, 60)}; something else came between them{where}"
    elif found.how == "unit":
        message = f"this was told together with {short(found.made_for.source, 60)}; a merge has parted them{where}"
    elif found.made_for.source == entry.key.source:
        message = f"this translation was made in another context, {found.made_for.context!r}; {_HOW[found.how]}{where}"
    else:
        message = f"this translation was made for another source, {short(found.made_for.source, 60)}; "
        message += _HOW[found.how] + where
    advice = f"Compare the two and correct it; or accept it as it is, with `tamizdat review {context.locale}`."
    return context.finding(Severity.ERROR, entry, message, advice)
