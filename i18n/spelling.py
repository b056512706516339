"""Two words → whether one is the other mistyped. Pure; what a language has as words is an argument."""

from __future__ import annotations

import re
import unicodedata

from .lexicon import IsWord
from .typo_tables import OPPOSED, Table

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_misspelling(old: str, new: str, rows: Table | None, is_word: IsWord | None = None) -> bool:
    """Whether a word, in lower case, can be another one mistyped.

    What the language has (``is_word``) was no slip: to unite is not to untie. Few letters differ, and
    not the first: slips seldom touch it (Yannakoudakis and Fawthrop, "The Rules of Spelling
    Errors", 1983), other words often do. Words of grammar and contraries are others, however alike.
    """
    if _bare(old) == _bare(new) or (rows and any(old in group and new in group for group in rows.slips)):
        return True
    if is_word and is_word(old):
        return False
    if _plain(old) == _plain(new):
        return True
    if rows is None:
        return _is_surely_a_slip(old, new)
    if (old in rows.closed and new in rows.closed) or _contrary(old, new, rows):
        return False
    if CHINESE.fullmatch(old) and CHINESE.fullmatch(new):
        return old not in rows.closed and new not in rows.closed
    if max(len(old), len(new)) <= 3:
        return _is_slip_of_a_little_word(old, new, rows, known=is_word is not None)
    return _differ_as_slips_do(old, new)


def _is_surely_a_slip(old: str, new: str) -> bool:
    """Whether one letter of a long word differs, not the first: all that can be told of a language without a table."""
    return min(len(old), len(new)) >= 6 and _distance(old, new) == 1 and old[0] == new[0] and not CHINESE.search(old)


def _is_slip_of_a_little_word(old: str, new: str, rows: Table, *, known: bool) -> bool:
    """Whether a letter is missing, too many or out of place in a word of grammar (teh, adn); others are too short.

    Where it is ``known`` that the old one is no word, it may be another letter.
    """
    is_slip = known or len(old) != len(new) or sorted(old) == sorted(new)
    return _distance(old, new) == 1 and is_slip and new in rows.closed


def _differ_as_slips_do(old: str, new: str) -> bool:
    """Whether as few letters differ as slips change in a word of its length; of the first, only a swap or a lack."""
    distance, size = _distance(old, new), max(len(old), len(new))
    is_swapped = old[:2] == new[1::-1]
    if old[0] != new[0] and not is_swapped and (len(old) == len(new) or distance > 1):
        return False
    return distance <= (1 if size <= 5 else 2 if size <= 10 else 3)


def _plain(word: str) -> str:
    """A word without accents and apostrophes too."""
    letters = unicodedata.normalize("NFD", _bare(word))
    return "".join(char for char in letters if not unicodedata.combining(char) and char not in "'ʼ")


def _bare(word: str) -> str:
    """A word without what its spelling may do without: joiners, hyphens, the dots of ё; Arabic letters as Persian."""
    return word.translate(_OPTIONAL)


_OPTIONAL = str.maketrans({"ي": "ی", "ك": "ک", "ё": "е"} | dict.fromkeys("\u200c\u200d-", ""))


def _contrary(old: str, new: str, rows: Table) -> bool:
    """Whether one word is the other with a prefix or suffix that turns its meaning round, or both have opposed ones."""
    short, long = sorted((old, new), key=len)
    if any(long == prefix + short or _plain(long) == prefix + _plain(short) for prefix in (*rows.negating, *OPPOSED)):
        return True
    if any(
        word.endswith(suffix) and not other.endswith(suffix)
        for suffix in rows.lacking
        for word, other in ((old, new), (new, old))
    ):
        return True
    stems = [
        {word.removeprefix(prefix): prefix for prefix in (*rows.negating, *OPPOSED, "") if word.startswith(prefix)}
        for word in (old, new)
    ]
    return any(len(stem) >= 3 and stems[0][stem] != stems[1][stem] for stem in stems[0].keys() & stems[1].keys())


def _distance(one: str, other: str) -> int:
    """Letters to insert, delete, replace or swap with their neighbour (Damerau's optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
