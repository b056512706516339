"""A catalog that cannot be read → a finding with its line: one of the others' work does not stop for."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import TamizdatError
from ..model import Finding, Place, Severity

NAME = "syntax"


def unreadable(error: TamizdatError, shown: str, locale: str) -> Finding:
    """What an error tells of the catalog at the path ``shown``."""
    path, _, line = (error.place or shown).rpartition(":")
    place = Place(path, int(line)) if path and line.isdecimal() else Place(shown, 1)
    return Finding(NAME, Severity.ERROR, error.message, place, locale, advice=error.advice)


def any_unreadable(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is of a catalog that cannot be read."""
    return any(finding.check == NAME for finding in findings)
