"""What a reviewer sees of one message: source and translation side by side, and all that is known of them.

Lines are cut by the width that terminals give to letters, Chinese between any two characters
that may stand apart. Nothing is told by colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, Group
from rich.text import Text

from .. import languages, review, worddiff
from ..model import State
from ..reviewing import Item
from ..worddiff import Kind, Run
from .common import printable

WIDEST = 110
"""Columns; longer lines are hard to read."""
BETWEEN = " │ "
KEYS = "[a]ccept  [e]dit  [r]eject  [c]omment  [s]kip  [u]ndo  [q]uit  [?] help"
ON_A_LINE = "Change the text; Enter writes it, Ctrl-C leaves it as it was."
HELP = """\
a  accept: the translation is right for this original; your mark says so
e  edit: in $EDITOR, or on a line where none is set; then accept what you wrote
r  reject: it becomes a draft again, with your reason as a comment
c  comment: a line for translators and other reviewers; changes nothing else
s  skip: leave it as it is
u  undo your last decision, however long ago
q  quit; every decision has been written already

The same keys work while a Cyrillic, Persian or Arabic layout is on."""


def console() -> Console:
    """The terminal; no wider than one can read."""
    found = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    found.width = min(found.width, WIDEST)
    return found


def card(item: Item, document: str, home: str, locale: str, position: str, needed: int, width: int) -> Group:
    """One message on ``width`` columns; ``position`` says how far the reviewer is."""
    return Group(
        Text(),
        _title(position, f"{document} · {item.kind} · {item.state.word}", width),
        *_columns(
            (languages.endonym(home), item.source, home),
            (languages.endonym(locale), review.target_of(item.entry).replace("\0", "\n"), locale),
            width,
        ),
        *_changes(item, width),
        *_remarks(item, needed, width),
    )


def diff_lines(runs: Iterable[Run], width: int) -> list[Text]:
    """A word diff, indented; what was removed and added is told by signs, and by colour where there is any."""
    text = Text()
    for run in runs:
        text.append(printable(worddiff.plain([run])), _STYLES[run.kind])
    return [Text("  ") + line for line in folded(text, width - 2)]


_STYLES = {Kind.SAME: "", Kind.REMOVED: "red", Kind.ADDED: "bold green"}


def _title(left: str, right: str, width: int) -> Text:
    """A heading on one line, or on two where it would not fit; no wider than the terminal."""
    room = width - cell_len(left) - cell_len(right) - 8
    if room > 0:
        return Text.assemble("── ", (left, "bold"), f" {'─' * room} {right} ──")
    rule = "─" * max(0, width - cell_len(left) - 4)
    return Text("\n").join([Text.assemble("── ", (left, "bold"), f" {rule}"), *folded(Text(right), width)])


def menu(keys: str, width: int) -> str:
    """What the keys do, on as many lines as it takes.

    >>> menu("[a]ccept  [e]dit  [q]uit", 18)
    '[a]ccept  [e]dit\\n[q]uit'
    """
    lines = [""]
    for key in keys.split("  "):
        longer = f"{lines[-1]}  {key}" if lines[-1] else key
        lines[-1:] = [longer] if cell_len(longer) < width or not lines[-1] else [lines[-1], key]
    return "\n".join(lines)


def _columns(left: tuple[str, str, str], right: tuple[str, str, str], width: int) -> Iterator[Text]:
    """Two texts with their headings; one that runs from right to left stands at the right of its column."""
    half = (width - cell_len(BETWEEN)) // 2
    one, other = (
        [Text(heading, "dim"), *folded(Text(printable(text) or "(not translated)"), half)]
        for heading, text, _ in (left, right)
    )
    rtl_one, rtl_other = (languages.direction(locale) == "rtl" for *_, locale in (left, right))
    for mine, yours in zip_longest(one, other, fillvalue=Text()):
        gap = " " * max(0, half - cell_len(mine.plain))
        # Terminals that reorder a line by its first letter must not find one of the right column first.
        mark = "\u200e" if rtl_other and not rtl_one else ""
        before = Text(mark + gap) + mine if rtl_one else Text(mark) + mine + gap
        indent = " " * max(0, half - cell_len(yours.plain)) if rtl_other else ""
        yield Text.assemble(before, (BETWEEN, "dim"), indent, yours)


def _changes(item: Item, width: int) -> Iterator[Text]:
    if item.previous is None:
        return
    since = review.outdated_since(item.entry)
    yield Text()
    yield from folded(
        Text(f"The original has changed since this was translated{f' ({since})' if since else ''}:"), width
    )
    yield from diff_lines(worddiff.excerpt(worddiff.diff(item.previous, item.source), 8), width)


def _remarks(item: Item, needed: int, width: int) -> Iterator[Text]:
    lines = list(_remarks_of(item, needed))
    if lines:
        yield Text()
    for line in lines:
        yield from folded(Text(printable(line)), width)


def _remarks_of(item: Item, needed: int) -> Iterator[str]:
    for note in item.author:
        yield f"The author says: {note}"
    for note in item.comments:
        if not note.startswith("outdated: "):
            yield _comment(note)
    if item.machine:
        yield f"Translated by a machine ({item.machine.name}, {item.machine.date})."
    for name in sorted(item.translators):
        yield f"Written by {name}."
    counted = review.counted(item.entry, needed)
    for mark in item.reviews:
        how = f"{len(counted)} of {needed}" if mark.name in counted else "their own text, which does not count"
        yield f"Accepted by {mark.name} on {mark.date} ({how})."
    for mark in item.stale:
        yield f"Does not count: {mark.name} accepted another text on {mark.date}."
    if item.state is State.DRAFT and not item.comments:
        yield "A draft: marked as unfinished (fuzzy)."


def _comment(note: str) -> str:
    """A translator's comment as a sentence, also one that a review or a merge wrote.

    >>> _comment("rejected: ash 2026-01-02 too short"), _comment("a note")
    ('Rejected by ash on 2026-01-02: too short', 'Comment: a note')
    """
    for pattern, said in _SAID.items():
        if found := re.fullmatch(pattern, note.strip()):
            return said.format(*found.groups())
    return f"Comment: {note}"


_SAID = {
    r"rejected: (\S{1,24}) (\d{4}-\d\d-\d\d) (.+)": "Rejected by {} on {}: {}",
    r"comment: (\S{1,24}) (\d{4}-\d\d-\d\d) (.+)": "Comment by {} on {}: {}",
    r"other translation: (.+)": "The other translation, from a merge: {}",
}


# Lines

_UNSPACED = "\u2e80-\u3007\u3012-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSERS = "，。、；：？！…—）》」』】〕”’％·"
_OPENERS = "（《「『【〔“‘"
_UNIT = re.compile(
    rf"\n|[^\S\n]+|[{_OPENERS}]*[{_UNSPACED}][{_CLOSERS}]*"
    rf"|(?:(?![{_UNSPACED}—])[^\s{_OPENERS}]|[{_OPENERS}](?![{_UNSPACED}]))+[{_CLOSERS}]*|\S"
)
"""What no line is cut in: a word, a Chinese character with the signs that must stand beside it."""


def folded(text: Text, width: int) -> list[Text]:
    """The text as lines of at most ``width`` cells; styles stay.

    >>> [line.plain for line in folded(Text("人民，人民（人 abc）abc—def"), 9)]
    ['人民，人', '民（人', 'abc）abc—', 'def']
    """
    cuts: list[int] = []
    start = at = used = 0
    for found in _UNIT.finditer(text.plain):
        unit, size = found[0], cell_len(found[0])
        if unit == "\n" or (used + size > width and not unit.isspace() and found.start() > start):
            start, used = found.start() + (unit == "\n"), 0
            cuts.append(start)
        if unit == "\n":
            continue
        while used + size > width and not unit.isspace():
            at = start + _fitting(text.plain[start:], width)
            cuts.append(at)
            unit, start, used = text.plain[at : found.end()], at, 0
            size = cell_len(unit)
        used += size
    lines = list(text.divide(cuts))
    for line in lines:
        line.rstrip()
    return lines


def _fitting(text: str, width: int) -> int:
    """How many letters of a text fit, at least one."""
    end = 1
    while end < len(text) and cell_len(text[: end + 1]) <= width:
        end += 1
    return end
