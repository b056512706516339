"""Where a line may break in what has no spaces: addresses, code, a word that no page is wide enough for.

Typst sets such a text in one line beyond the edge of the page, where nobody can read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 24
"""How many characters without a space surely stand in the narrowest column."""

# Between white space and the letters of scripts that break anywhere, or by rules of their own.
_TOO_LONG = re.compile(
    r"[^ \t\n\r\f\u1680\u2000-\u2006\u2008-\u200b\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    r"\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]{25,}"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\u00ad\u200c\u200d]?[^\W\d_]+)*")
_GLUE = re.compile("(?<=[\u00a0\u202f\u2007\u2060])")
_AFTER = re.compile(r"(?<=[/.,;:?!&=()\[\]{}<>\"+_%#@|*~^$`\\-])(?=[\w(\[{<])")
_CLUSTER = re.compile(
    r"(?:.[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u0655\u200c\u200d\ufe00-\ufe0f]*){1,20}", re.S
)
_WIDEST, _CHAIN = 60, 60
"""The longest word that is left to hyphenation; the longest chain of words with no-break spaces that is left whole."""


def pieces(text: str) -> Iterator[str]:
    """The text, cut where a line may break in it besides its spaces.

    >>> list(pieces("see https://example.org/path/here.html for more"))
    ['see ', 'https://', 'example.', 'org/', 'path/', 'here.', 'html for more']
    """
    if len(text) <= LONGEST:
        yield from (text,) if text else ()
        return
    at = 0
    for run in _TOO_LONG.finditer(text):
        for cut in _cuts(run[0]):
            if at < run.start() + cut:
                yield text[at : run.start() + cut]
                at = run.start() + cut
    if at < len(text):
        yield text[at:]


def _cuts(run: str) -> Iterator[int]:
    """Where to cut a run without spaces; what no-break spaces tie together stays whole as long as it is short."""
    start = 0
    for part in _GLUE.split(run) if len(run) > _CHAIN else [run]:
        yield start
        for word in re.finditer("[^\u00a0\u202f\u2007\u2060]+", part):
            yield from (start + word.start() + cut for cut in _cuts_of_word(word[0]))
        start += len(part)


def _cuts_of_word(word: str) -> Iterator[int]:
    if len(word) <= LONGEST or (len(word) <= _WIDEST and _WORD.fullmatch(word)):
        return
    at = 0
    for part in _AFTER.split(word):
        yield at
        if len(part) > LONGEST and not (len(part) <= _WIDEST and _WORD.fullmatch(part)):
            yield from (at + found.start() for found in _CLUSTER.finditer(part))
        at += len(part)
