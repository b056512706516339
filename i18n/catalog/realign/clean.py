"""Changes of a source that no reader of the translation can see: the translation is carried over as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model import Entry, Key
from . import entries, notes, visible
from .setting import Setting


def respelled(new: Sequence[Entry], old: Sequence[Entry], setting: Setting) -> Iterator[tuple[int, int, Entry]]:
    """New messages of the same sight as an old entry: the numbers of both, and the new entry.

    So are sources that are again what they were before, when nobody has touched the translation since.
    """
    by_look: dict[bytes, list[int]] = {}
    by_previous: dict[Key, int] = {}
    for place, entry in enumerate(old):
        if entries.texts(entry):
            by_look.setdefault(visible.rough(entry.key.source), []).append(place)
            if entry.previous:
                by_previous.setdefault(entry.previous, place)
    for number, message in enumerate(new):
        back = by_previous.get(message.key)
        if back is not None and (restored := notes.came_back(old[back], message)):
            yield number, back, entries.placed(message, restored)
            continue
        alike = by_look.get(visible.rough(message.key.source), [])
        same = next((place for place in alike if _looks_the_same(old[place], message, setting)), None)
        if same is not None:
            alike.remove(same)
            yield number, same, _respelt(message, old[same])


def _looks_the_same(old: Entry, new: Entry, setting: Setting) -> bool:
    if old.key.context != new.key.context or (old.plural is None) != (new.plural is None):
        return False
    pairs = ((old.key.source, new.key.source), (old.plural or "", new.plural or ""))
    return all(one == other or visible.same(one, other, setting.destinations) for one, other in pairs)


def _respelt(message: Entry, old: Entry) -> Entry:
    """The old translation under the new spelling of its source; marks that held hold again."""
    target = visible.relinked(old.target, old.key.source, message.key.source)
    plurals = tuple(visible.relinked(form, old.key.source, message.key.source) for form in old.plurals)
    return notes.rebound(old, entries.placed(message, replace(old, target=target, plurals=plurals)))
