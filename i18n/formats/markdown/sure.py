"""Which texts surely stand where they are put: known from the text alone, without reading the document again.

The parser finds blocks by how lines begin, and tables by their ``|``. So a text of one line
that begins like a word and has no ``|`` makes whatever blocks the word ``x`` would make in
its place; where all of a document's texts may be ``x``, its blocks need no second look.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

_BEGINS = r"""(?=
    [^\W\d_] | [^\x00-\x7f\s\d\ufeff]        # a letter, or any sign beyond ASCII
  | \d++(?![.)])                             # a number, but not that of a list
  | [("'] | `[^`] | \*{1,2}[^\W_] | _[^\W_]  # a sign that begins no block before what follows
  | \[[^\[\]\\]*+\]\(                        # a link
  | \\[!-/:-@\[-`{-~]                        # a sign that is none
)"""
_ENDS = r"(?<![ \t\#\\])"

_BLOCK = re.compile(_BEGINS + r"[^\x00-\x1f\x7f|]++" + _ENDS, re.VERBOSE)
_PLAIN = re.compile(_BEGINS + r"[^\x00-\x1f\x7f|\\`*_~\[\]<>&]++" + _ENDS, re.VERBOSE)
_URL = r"(?:https?://|mailto:|\#)[\w./?=&%~+,;@:\#-]*+"
_AS_IT_IS = re.compile(
    _BEGINS
    + rf"""(?:
    [^\x00-\x1f\x7f|<\[!^]++ | !(?!\[) | \^(?!\[)
  | \[\^[\w-]{{1,99}}\]                      # a footnote
  | \[[^\[\]<>!\\`|\x00-\x1f\x7f]*+\]\({_URL}\)
  | <https?://[\w./?=&%~+,;@:\#-]++>
    )++"""
    + _ENDS,
    re.VERBOSE,
)


class Kind(IntEnum):
    """How much is known of a text; each kind is the one before it too."""

    UNKNOWN = 0
    ONE_LINE = 1
    """It makes the blocks that ``x`` would make, wherever it stands."""
    AS_IT_IS = 2
    """Nothing in it must be disarmed, escaped or trimmed before it is put there."""
    PLAIN = 3
    """It has no markup, and so is its own Markdown and its own HTML."""


@lru_cache(maxsize=32768)
def kind(text: str) -> Kind:
    """What kind of text this is.

    >>> [kind(text).name for text in ("a, “b”", "a *b* [c](https://d.e)", "a [b](java:c)", "1945. A year", "a | b")]
    ['PLAIN', 'AS_IT_IS', 'ONE_LINE', 'UNKNOWN', 'UNKNOWN']
    """
    if _PLAIN.fullmatch(text):
        return Kind.PLAIN
    if _AS_IT_IS.fullmatch(text):
        return Kind.AS_IT_IS
    return Kind.ONE_LINE if _BLOCK.fullmatch(text) else Kind.UNKNOWN
