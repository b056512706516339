"""Which translations may appear in an edition: the decision, as a table and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import State

LOWEST = {"machine": State.MACHINE, "translated": State.TRANSLATED, "reviewed": State.REVIEWED}


@dataclass(frozen=True, slots=True)
class Policy:
    """``lowest`` is the lowest state shown as translation; with ``draft`` everything written is.

    Whatever is held back is shown in the original, a whole paragraph at a time, and marked.
    """

    lowest: State = State.TRANSLATED
    reviews: int = 1
    draft: bool = False

    def shows(self, state: State) -> bool:
        """Whether a translation in this state appears as translation."""
        if self.draft:
            return state > State.UNTRANSLATED
        return state >= self.lowest
