"""The translators' comments of two entries → those of the merged one: notes, marks, other translations.

Comments are merged a line at a time. Some lines are bound to a text: a machine's mark, a review, since when it is
outdated, the other translation that a merge left to choose from. They follow the text that stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from .. import review
from ..model import Entry, Key
from .threeway import Line, arranged, numbered, union

_OTHER = re.compile(r'other translation: (".*"|\[.*\])')
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON leaves as it is and some editors take for the end of a line."""
_OUTDATED = re.compile(r"outdated: \d{4}-\d\d-\d\d")


def forms(entry: Entry) -> tuple[str, ...]:
    """The texts of a translation: one, or the plural forms."""
    return entry.plurals or (entry.target,)


def written(entry: Entry) -> bool:
    """Whether anything is translated here, in whatever quality."""
    return any(forms(entry))


def other_translations(entry: Entry) -> tuple[tuple[str, ...], ...]:
    r"""The translations that merges put into comments, each as its forms.

    >>> other_translations(Entry(Key(None, "Yes"), "Да", notes=('other translation: "Ага\\n"',)))
    (('Ага\n',),)
    """
    return tuple(found for note in entry.notes if (found := _other(note)) is not None)


def without_others(entry: Entry) -> Entry:
    """The entry without the comments that hold other translations: for when one is chosen."""
    return replace(entry, notes=tuple(note for note in entry.notes if _other(note) is None))


def merged_notes(b: Entry | None, o: Entry, t: Entry, entry: Entry, *, contested: bool) -> tuple[str, ...]:
    """The comments for ``entry``, which has the text of one side; ``contested`` when the other contradicts it."""
    past, ours, theirs = numbered(b.notes if b else ()), numbered(o.notes), numbered(t.notes)
    wanted = union(past, ours, theirs)
    for side, lines in ((o, ours), (t, theirs)):
        if forms(side) == forms(entry):
            continue
        # Who accepted a machine's text did so for the text they saw, not for the one that stands.
        wanted |= {line for line in past if _is_machine(line[0]) and line not in lines and line in (*ours, *theirs)}
        if not contested:
            void = _peoples_marks(side)
            wanted -= {line for line in lines if line not in past and line[0].strip() in void}
    wanted = _with_age(wanted, o, t, entry)
    result = [line for line, _ in arranged(past, ours, theirs, wanted)]
    return tuple(_with_others(result, (o, t), entry)) if contested else tuple(result)


def carried_notes(entry: Entry, root: Entry) -> tuple[str, ...]:
    """The comments of an entry under another source than that of ``root``, for which marks were made since.

    Who reviewed a text, or accepted it from a machine, did so for the old source.
    """
    new_marks = _peoples_marks(entry) - {note.strip() for note in root.notes}
    kept = tuple(note for note in entry.notes if note.strip() not in new_marks)
    if forms(entry) != forms(root):
        return kept
    return (*(note for note in root.notes if _is_machine(note) and note not in kept), *kept)


def _with_others(notes: list[str], sides: Iterable[Entry], entry: Entry) -> list[str]:
    """The lines, with a line for each text that does not stand, and none for the one that does."""
    kept = [line for line in notes if _other(line) != forms(entry)]
    losers = (other_note(side) for side in sides if written(side) and forms(side) != forms(entry))
    return kept + [line for line in losers if line not in kept]


def _other(note: str) -> tuple[str, ...] | None:
    found = _OTHER.fullmatch(note.strip())
    if not found:
        return None
    try:
        value = json.loads(found[1])
    except ValueError:
        return None
    texts = value if isinstance(value, list) else [value]
    return tuple(texts) if all(isinstance(text, str) for text in texts) else None


def other_note(entry: Entry) -> str:
    """One line, whatever the text: quoted and escaped as JSON, so that blanks at its end survive editors."""
    value = list(entry.plurals) if entry.plurals else entry.target
    quoted = json.dumps(value, ensure_ascii=False)
    return "other translation: " + _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _with_age(wanted: set[Line], o: Entry, t: Entry, entry: Entry) -> set[Line]:
    """The lines; since when a text is outdated comes from where the text does, and the first day is the true one."""
    stands = [side for side in (o, t) if forms(side) == forms(entry)]
    if len(stands) == 1:
        return {line for line in wanted if not _is_age(line)} | set(filter(_is_age, numbered(stands[0].notes)))
    ages = sorted(filter(_is_age, wanted))
    once = all(sum(map(_is_age, numbered(side.notes))) == 1 for side in (o, t))
    return wanted - set(ages[1:]) if once else wanted


def _is_age(line: Line) -> bool:
    return _OUTDATED.fullmatch(line[0].strip()) is not None


def _peoples_marks(entry: Entry) -> set[str]:
    """The marks of people that are true of the entry: who wrote this text, who reviewed it."""
    digest = review.digest(entry.key, review.bound_text(entry))
    return {str(mark) for mark in review.marks(entry) if mark.kind != "machine" and mark.digest == digest}


def _is_machine(note: str) -> bool:
    return any(mark.kind == "machine" for mark in review.marks(Entry(Key(None, ""), notes=(note,))))
