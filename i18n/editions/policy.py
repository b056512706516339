"""Which translations may appear, and which edition a reader gets: the decisions, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..model import State

LOWEST = {"machine": State.MACHINE, "translated": State.TRANSLATED, "reviewed": State.REVIEWED}


class Incomplete(StrEnum):
    """What a reader gets while a translation is not whole (``publish.policy``)."""

    MIX = "mix"
    HOLD = "hold"
    HIDE = "hide"


class Outcome(StrEnum):
    """The edition that is built: today's, with whatever originals it needs; the last good one; or none."""

    CURRENT = "current"
    LAST_GOOD = "last good"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Policy:
    """``lowest`` is the lowest state shown as translation; with ``draft`` everything written is.

    ``threshold`` is the share of words, 0 to 1, that must be ready; ``grace`` the days after
    a change of the source during which readers keep the last good edition. With ``typography`` a
    translation is set in the typography of its language.
    """

    lowest: State = State.TRANSLATED
    reviews: int = 1
    draft: bool = False
    incomplete: Incomplete = Incomplete.MIX
    threshold: float = 0.0
    grace: int = 0
    typography: bool = True

    def shows(self, state: State) -> bool:
        """Whether a translation in this state appears as translation."""
        if self.draft:
            return state > State.UNTRANSLATED
        return state >= self.lowest

    @property
    def needs_last_good(self) -> bool:
        """Whether readers may ever get the last good edition under it."""
        mixes = self.incomplete is Incomplete.MIX and self.threshold > 0
        return not self.draft and (self.grace > 0 or self.incomplete is Incomplete.HOLD or mixes)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the decision looks at.

    ``ready`` is the share of words at or above the policy's lowest state, 0 to 1; ``whole``
    that every slot is; ``outdated_days`` how long the longest outdated message has been so,
    None when none is; ``frozen`` that there is a last good edition.
    """

    ready: float
    whole: bool
    outdated_days: int | None
    frozen: bool


def decide(policy: Policy, facts: Facts) -> Outcome:
    """The edition that readers get. Drafts are asked for by name, so they are always current."""
    if policy.draft or facts.whole:
        return Outcome.CURRENT
    in_grace = facts.outdated_days is not None and facts.outdated_days < policy.grace
    if in_grace and facts.frozen:
        return Outcome.LAST_GOOD
    if policy.incomplete is Incomplete.HIDE:
        return Outcome.NONE
    if policy.incomplete is Incomplete.MIX and facts.ready >= policy.threshold:
        return Outcome.CURRENT
    return Outcome.LAST_GOOD if facts.frozen else Outcome.NONE
