"""Sentences → lines a terminal shows: folded at spaces, and amounts in the right number.

Paths, and commands in backquotes, are never cut: whoever copies one gets all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

__all__ = ["amount", "cell_len", "fold", "set_cell_size"]

HANG = "  "
_WORD = re.compile(r"(?:`[^`\n]*`|[^\s`])+|`")


def amount(number: int, noun: str) -> str:
    """A number with its noun, as English has it.

    >>> amount(1, "word"), amount(0, "word"), amount(1200, "word")
    ('1 word', '0 words', '1200 words')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def fold(line: str, width: int | None) -> Iterator[str]:
    """A line as lines of at most ``width`` cells, the further ones two cells deeper; None leaves it whole.

    A word that is wider than a line stays on the one it begins on. What stands behind `` · `` has
    a line of its own.

    >>> list(fold("ru: see `tamizdat build ru` now", 24))
    ['ru: see', '  `tamizdat build ru`', '  now']
    """
    if width is None or cell_len(line) <= width:
        yield line
        return
    first, point, rest = line.partition(" · ")
    if point:
        yield from fold(first, width)
        yield from fold(HANG + rest, width)
        return
    lead = line[: len(line) - len(line.lstrip())]
    now = ""
    for word in _WORD.findall(line):
        longer = f"{now} {word}" if now else lead + word
        alone = lead + HANG + word
        if now and cell_len(longer) > width >= cell_len(alone):
            yield now
            longer = alone
        now = longer
    yield now
