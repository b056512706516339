"""Sentences of a language → one text, with what that language writes between them."""

from __future__ import annotations

from collections.abc import Iterable

_UNSPACED = frozenset("zh ja yue nan wuu hak gan lzh cmn".split())


def joint(locale: str) -> str:
    """What a language writes between two sentences; ``locale`` is a BCP 47 tag."""
    return "" if locale.split("-")[0] in _UNSPACED else " "


def join(texts: Iterable[str], joint: str) -> str:
    """Sentences as one text; where a language writes no space between them, Latin letters still get one.

    A hard break behind a sentence stays, but for one at the end.

    >>> join(["他说：OK.", "Yes."], ""), join(["他走了。", "Yes. "], "")
    ('他说：OK. Yes.', '他走了。Yes.')
    """
    joined = ""
    for piece in filter(None, map(str.strip, texts)):
        if ends_hard(joined):
            joined += "\n"
        elif joined:
            joined += " " if joined[-1].isascii() and piece[0].isascii() else joint
        joined += piece
    return joined[:-1].rstrip() if ends_hard(joined) else joined


def ends_hard(text: str) -> bool:
    """Whether a line ends with the backslash of a hard break."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1
