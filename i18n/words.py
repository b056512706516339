"""How many words a text has, in any script.

Scripts that write no spaces between words are counted by what their readers count: Chinese
and Japanese by characters, as publishers do; Thai, Lao, Khmer and Burmese by letters, four
to a word. Code, tags and link destinations are no words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .inline import plain

_IDEOGRAPH = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_CHARACTER = re.compile(f"[{_IDEOGRAPH}]")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_WORD = re.compile(rf"[^\W_{_IDEOGRAPH}{_UNSPACED}](?:[^\s{_IDEOGRAPH}{_UNSPACED}—–/]*[^\W_{_IDEOGRAPH}])?")
LETTERS_A_WORD = 4


@lru_cache(maxsize=65536)
def count(text: str) -> int:
    """The number of words in a segment; its markup does not count.

    >>> count("Anti-War *Committee* isn't here"), count("反战委员会，2025年"), count("**—**")
    (4, 7, 0)
    """
    words = plain(text)
    unspaced = sum(-(-len(run) // LETTERS_A_WORD) for run in _UNSPACED_RUN.findall(words))
    return len(_CHARACTER.findall(words)) + unspaced + len(_WORD.findall(words))
