"""Whether a PO file that cannot be read ends in the middle of a line, as one does that was not written to its end.

To mend such a line, as what is said of a slip advises, would hide that the messages below are missing.
"""

from __future__ import annotations

import re

CUT = "the file is cut off in this line, and what stood below is missing"
_KEYWORDS = ("msgctxt", "msgid_plural", "msgstr")
_BEGUN = re.compile(r'(?:#~?\|?)? *([a-z_]*)(?:\[[0-9]*\]?)? *(?:"(?:[^"\\]|\\.)*+\\?)?')


def is_begun(line: str) -> bool:
    """Whether a line is the beginning of one with a keyword and a string, and not the whole of it.

    >>> [is_begun(line) for line in ('msgst', 'msgstr "Free', '"dom', 'msgstr "Freedom"', "<html>", "")]
    [True, True, True, False, False, False]
    """
    found = _BEGUN.fullmatch(line)
    return found is not None and line != "" and any(word.startswith(found[1]) for word in _KEYWORDS)
