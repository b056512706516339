"""Whether a word is one that its language has, for some fifty languages: `simplemma` enters here."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

IsWord = Callable[[str], bool]


@lru_cache(maxsize=4)
def maybe_lexicon(language: str) -> IsWord | None:
    """What tells words of a language, in any of their forms, from what is none; None where nobody has listed them.

    The first question reads the list: a tenth of a second for Persian, some seconds for Russian.
    """
    import simplemma

    primary = language.split("-")[0]
    try:
        simplemma.is_known("a", lang=primary)
    except ValueError:
        return None
    return partial(_is_word, primary)


@lru_cache(maxsize=4096)
def _is_word(language: str, word: str) -> bool:
    import simplemma

    whole = word.replace("’", "'")
    forms = (whole, whole.removesuffix("'s"), _ELIDED.sub("", whole))
    return any(simplemma.is_known(form, lang=language) for form in forms)


_ELIDED = re.compile(r"^\w{1,2}'(?=\w)")
"""What French and Italian join to a word: l'opposition."""
