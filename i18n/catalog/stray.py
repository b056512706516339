"""Takes the previous source of a message back out of its comments, where Babel leaves it.

Babel, and with it sphinx-intl, knows no ``#|``: it takes the line for a translator's comment, ``# | msgid "…"``,
and wraps it like prose. A message would be a mere draft then, with nothing to compare it with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..model import Entry, Key

_STRING = r'"(?:[^"\\]|\\.)*+"'
_FIELD = re.compile(rf"\| (msgctxt|msgid|msgid_plural) ({_STRING}(?: \| {_STRING})*+)(?: |$)")
_PIECE = re.compile(_STRING)


def restored(entry: Entry, unescape: Callable[[str], str]) -> Entry:
    """The entry with the previous key that stands in its comments; as it is when there is none."""
    first = next((at for at, note in enumerate(entry.notes) if note.startswith("| msg")), None)
    if first is None or entry.previous:
        return entry
    for end in range(len(entry.notes), first, -1):
        if fields := _fields(" ".join(entry.notes[first:end]), unescape):
            notes = entry.notes[:first] + entry.notes[end:]
            previous = Key(fields.get("msgctxt"), fields["msgid"])
            return replace(entry, notes=notes, previous=previous, previous_plural=fields.get("msgid_plural"))
    return entry


def _fields(text: str, unescape: Callable[[str], str]) -> dict[str, str]:
    """The fields that a text is made of, msgid among them; empty when it holds anything else."""
    found: dict[str, str] = {}
    at = 0
    while field := _FIELD.match(text, at):
        found[field[1]] = "".join(unescape(piece[1:-1]) for piece in _PIECE.findall(field[2]))
        at = field.end()
    return found if at == len(text) and found.get("msgid") else {}
