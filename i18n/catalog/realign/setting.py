"""What realigning must know besides the messages: languages, the day, and how long translations are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ...model import EMPTY, Entry


@dataclass(frozen=True)
class Setting:
    """``source_language`` and ``locale`` are BCP 47 tags; ``day`` dates what becomes outdated (None: no date).

    ``forms`` is how many plural forms the language has, ``scale`` how many letters of a
    translation one of the source takes (None: unknown). ``destinations`` are those of the link
    labels that the document defines, as far as known.
    """

    source_language: str
    locale: str
    day: dt.date | None = None
    forms: int = 1
    scale: float | None = None
    destinations: Mapping[str, str] = field(default_factory=lambda: EMPTY)

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.source_language, self.locale, {}, {})


class Reading(NamedTuple):
    """The sentences of sources and translations, each found once."""

    source_language: str
    locale: str
    sources: dict[str, tuple[str, ...]]
    targets: dict[str, tuple[tuple[int, int], ...]]

    def sentences(self, source: str) -> tuple[str, ...]:
        """The sentences of a source, trimmed; at least one."""
        if source not in self.sources:
            found = _split(source, self.source_language)
            self.sources[source] = tuple(source[start:end].strip() for start, end in found) or ("",)
        return self.sources[source]

    def offsets(self, target: str) -> tuple[tuple[int, int], ...]:
        """Where the sentences of a translation begin and end; they tile it."""
        if target not in self.targets:
            self.targets[target] = tuple(_split(target, self.locale))
        return self.targets[target]


def _split(text: str, language: str) -> Sequence[tuple[int, int]]:
    from ...sentences import split

    return split(text, language)


_SAMPLE = 200
"""So many translations tell how long those of a language are …"""
_LEAST = 500
"""… if their sources have as many letters as this."""


def scale(entries: Iterable[Entry]) -> float | None:
    """How many letters of a translation one of the source takes, from the first finished ones; None for too few."""
    finished = (entry for entry in entries if entry.target and not entry.fuzzy and not entry.obsolete)
    sample = tuple(islice(finished, _SAMPLE))
    letters = sum(len(entry.key.source) for entry in sample)
    return sum(len(entry.target) for entry in sample) / letters if letters >= _LEAST else None
