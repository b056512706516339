"""Takes the previous source of a message back out of its comments, where Babel leaves it.

Babel, and with it sphinx-intl, knows no ``#|``: it takes the line for a translator's comment, ``# | msgid "…"``,
and wraps it like prose. A message would be a mere draft then, with nothing to compare it with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate

from ..model import Entry, Key

_STRING = r'"(?:[^"\\]|\\.)*+"'
_FIELD = re.compile(rf"\| (msgctxt|msgid|msgid_plural) ({_STRING}(?: \| {_STRING})*+)(?= |$)")
_PIECE = re.compile(_STRING)


def restored(entry: Entry, unescape: Callable[[str], str]) -> Entry:
    """The entry with the previous key that stands in its comments; as it is when there is none."""
    first = next((at for at, note in enumerate(entry.notes) if note.startswith("| msg")), None)
    if first is None or entry.previous:
        return entry
    lines = entry.notes[first:]
    ends = {end: at for at, end in enumerate(accumulate(len(line) + 1 for line in lines), 1)}
    fields: dict[str, str] = {}
    count = 0
    for name, text, end in _fields(" ".join(lines)):
        if end not in ends or name in fields:
            break
        fields[name] = "".join(unescape(piece[1:-1]) for piece in _PIECE.findall(text))
        count = ends[end]
    if not fields.get("msgid"):
        return entry
    notes = (*entry.notes[:first], *lines[count:])
    previous = Key(fields.get("msgctxt"), fields["msgid"])
    return replace(entry, notes=notes, previous=previous, previous_plural=fields.get("msgid_plural"))


def _fields(text: str) -> Iterator[tuple[str, str, int]]:
    """The fields that follow each other from the start of a text, each with where the next may begin."""
    at = 0
    while found := _FIELD.match(text, at):
        at = found.end() + 1
        yield found[1], found[2], at
