"""Checks: a catalog with its document and past → what is wrong, with place and advice.

A check is a plain function, ``(context) -> Iterable[Finding]``, named by an entry point of the
group ``tamizdat.checks``; adding one changes no line here. It reads nothing but its context.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import metadata
from typing import NamedTuple, cast

from ..model import Finding, Place, Severity
from .context import CannotTell, Context

GROUP = "tamizdat.checks"

Check = Callable[[Context], Iterable[Finding]]


class Result(NamedTuple):
    """What is wrong, in the order of the file; and what could not be told."""

    findings: tuple[Finding, ...]
    untold: tuple[Finding, ...] = ()


@cache
def registered() -> Mapping[str, Check]:
    """The checks that are installed, by name."""
    return {point.name: cast(Check, point.load()) for point in sorted(metadata.entry_points(group=GROUP))}


def run(context: Context, checks: Mapping[str, Check]) -> Result:
    """All that some checks find; one that breaks is a finding with its name, and the others go on."""
    findings: list[Finding] = []
    untold: list[Finding] = []
    for name, check in checks.items():
        try:
            for found in check(context):
                findings.append(replace(found, check=name))
        except CannotTell as answer:
            said = context.finding(Severity.NOTE, None, answer.message, answer.advice)
            untold.append(replace(said, check=name, place=Place(context.path, 1)))
        except Exception as error:  # a plugin of anyone's making
            message = f"the check {name} broke: {type(error).__name__}: {error}"
            broken = context.finding(Severity.ERROR, None, message, "Please report it to whoever wrote the check.")
            findings.append(replace(broken, check=name))
    findings.sort(key=lambda one: one.place.line if one.place else 0)
    return Result(tuple(findings), tuple(untold))
