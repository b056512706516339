"""Three values, sets, orders, lists of lines or headers → one: what two sides made of the same thing.

Nothing here knows of translations. A side that changed nothing leaves the word to the other;
where both changed, the leading side (ours, or theirs when ``lead_theirs``) is followed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

Line = tuple[str, int]
"""A line, and how often it stood before: lists of lines may repeat one."""
DATES = ("POT-Creation-Date", "PO-Revision-Date")


def pick(b: T, o: T, t: T, lead_theirs: bool = False) -> T:
    """The value of the side that changed it."""
    if o == t or t == b:
        return o
    return t if o == b or lead_theirs else o


def union(b: Iterable[H], o: Iterable[H], t: Iterable[H]) -> set[H]:
    """What both sides have, and what one of them added: the rest of the base was taken out."""
    past, ours, theirs = set(b), set(o), set(t)
    return (ours & theirs) | (ours - past) | (theirs - past)


def arranged(
    b: Sequence[H], o: Sequence[H], t: Sequence[H], members: Collection[H], lead_theirs: bool = False
) -> list[H]:
    """The members in the order of the side that changed it; what only the other has follows its neighbour there.

    >>> arranged("abc", "abc", "cab", "abc")
    ['c', 'a', 'b']
    >>> arranged("abc", "abxc", "aybc", "abcxy")
    ['a', 'y', 'b', 'x', 'c']
    """
    ours_changed, theirs_changed = list(o) != list(b), list(t) != list(b)
    theirs_first = lead_theirs if ours_changed and theirs_changed else theirs_changed
    first, second = (t, o) if theirs_first else (o, t)
    placed = set(first)
    after: defaultdict[H | None, list[H]] = defaultdict(list)
    neighbour: H | None = None
    for item in second:
        if item in placed:
            neighbour = item
        elif item in members:
            after[neighbour].append(item)
    result = after[None] if neighbour is not None else []
    for item in first:
        if item in members:
            result.append(item)
        result += after[item]
    return result if neighbour is not None else result + after[None]


def numbered(lines: Iterable[str]) -> list[Line]:
    """Lines that can be told apart: each with how often it stood before."""
    times: Counter[str] = Counter()
    result = []
    for line in lines:
        result.append((line, times[line]))
        times[line] += 1
    return result


def lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Comments, a line at a time."""
    b, o, t = numbered(base), numbered(ours), numbered(theirs)
    return tuple(line for line, _ in arranged(b, o, t, union(b, o, t)))


def header(
    b: Mapping[str, str], o: Mapping[str, str], t: Mapping[str, str], lead_theirs: bool = False
) -> Mapping[str, str]:
    """A header, field by field; of two new dates the later one, and a value rather than an empty one or none."""
    fields = {}
    for name in dict.fromkeys((*o, *t)):
        past, ours, theirs = b.get(name), o.get(name), t.get(name)
        value = pick(past, ours, theirs, lead_theirs)
        if past not in (ours, theirs) and ours is not None and theirs is not None and name in DATES:
            value = max(ours, theirs, key=date_order)
        elif past not in (ours, theirs) and not value:
            value = ours or theirs or value
        if value is not None:
            fields[name] = value
    order = arranged(list(b), list(o), list(t), fields, lead_theirs)
    return MappingProxyType({name: fields[name] for name in order})


def date_order(date: str) -> tuple[bool, str]:
    """PO dates in order; what xgettext writes for none (``YEAR-MO-DA …``) comes first."""
    return date[:1].isdigit(), date
