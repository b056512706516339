"""A source before and after the author's correction → whether the correction is a typo and nothing more.

Pure, and on the side of the translations: what could mean something else now is no typo,
whatever the author says. A needless objection makes a translator look at a paragraph once
more; a missing one leaves a wrong sentence published as reviewed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from . import inline, match
from .catalog.realign.visible import sight
from .lexicon import IsWord, maybe_lexicon
from .model import Key
from .sentences import split
from .spelling import CHINESE, is_misspelling
from .typo_tables import Table, table
from .worddiff import Kind, Run, diff


class Pair(NamedTuple):
    """A message whose key changed: what it was and what it is; None where there is no counterpart."""

    old: Key | None
    new: Key | None


def pairs(old: Sequence[Key], new: Sequence[Key]) -> list[Pair]:
    """What became of the keys that are gone, in document order between those that stayed; and what is new."""
    stayed = frozenset(old) & frozenset(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        pair
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
        for pair in _paired(
            [key for key in old[a:b] if key not in stayed], [key for key in new[c:d] if key not in stayed]
        )
    ]


LARGEST_GAP = 4096
"""So many comparisons are made between two unchanged messages; who changed more does not correct typos."""
ALIKE = 0.5


def _paired(gone: Sequence[Key], come: Sequence[Key]) -> Iterator[Pair]:
    """The most alike of both, in order; those without a counterpart alone. A lone one on each side is a pair."""
    if len(gone) == len(come) == 1:
        yield Pair(gone[0], come[0])
        return
    found = _aligned(gone, come) if len(gone) * len(come) <= LARGEST_GAP else []
    row = column = 0
    for end_row, end_column in (*found, (len(gone), len(come))):
        yield from (Pair(key, None) for key in gone[row:end_row])
        yield from (Pair(None, key) for key in come[column:end_column])
        if end_row < len(gone):
            yield Pair(gone[end_row], come[end_column])
        row, column = end_row + 1, end_column + 1


def _aligned(gone: Sequence[Key], come: Sequence[Key]) -> list[tuple[int, int]]:
    """The run of pairs, increasing on both sides, that are most alike together."""
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    for row, one in enumerate(gone):
        for column, other in enumerate(come):
            score = match.ratio(one.source, other.source) - (0.1 if one.context != other.context else 0.0)
            before = best.get((row - 1, column - 1), (0.0, []))
            choices = [best.get((row - 1, column), (0.0, [])), best.get((row, column - 1), (0.0, []))]
            if score >= ALIKE:
                choices.append((before[0] + score, [*before[1], (row, column)]))
            best[row, column] = max(choices, key=lambda choice: choice[0])
    return best[len(gone) - 1, len(come) - 1][1] if best else []


def objection(old: str, new: str, language: str) -> str | None:
    """Why a change of a source is more than a typo, None when it is one; ``language`` is the source's tag.

    >>> objection("The war ended in teh spring.", "The war ended in the spring.", "en")
    >>> objection("The war ended in 2024.", "The war ended in 2025.", "en")
    'a number changed: 2024 → 2025'
    """
    for (name, _), one, other in zip(_FACTS, _facts(old, language), _facts(new, language), strict=True):
        if one != other:
            return f"{name} changed: {_told(one, other)}"
    if _set_apart(old, new, language):
        return "the commas around a part of the sentence changed"
    is_word = maybe_lexicon(language)
    return _names_differ(old, new, language, is_word) or _wording(old, new, table(language), is_word)


@lru_cache(maxsize=256)
def _facts(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    rows = table(language)
    return tuple(tuple(read(text, language, rows)) for _, read in _FACTS)


def _told(one: Sequence[str], other: Sequence[str]) -> str:
    gone, come = _surplus(one, other), _surplus(other, one)
    if not gone and not come:
        return "their order"
    return f"{', '.join(gone) or 'none'} → {', '.join(come) or 'none'}"


def _surplus(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return list((Counter(one) - Counter(other)).elements())


# Facts: what must be the same in both


def _links(text: str, _: str, __: Table | None) -> Iterator[str]:
    for span in _spans(text):
        if span.kind in ("link", "image", "autolink"):
            yield span.value
            if span.title:
                yield span.title
    yield from (found.casefold() for found in re.findall(r"(?<=\]\[)[^\[\]]+(?=\])", text))


def _footnotes(text: str, _: str, __: Table | None) -> list[str]:
    return re.findall(r"\[\^[^\[\]\s]+\]", text)


def _code(text: str, _: str, __: Table | None) -> Iterator[str]:
    return (span.value for span in _spans(text) if span.kind in ("code", "html"))


def _markup(text: str, _: str, __: Table | None) -> Iterator[str]:
    return (_MARKUP_NAMES.get(value, value) for kind, value in sight(text).tokens if kind in ("Start", "HardBreak"))


def _marked(text: str, language: str, _: Table | None) -> Iterator[str]:
    """Which words each markup is about: stress on another one says something else."""
    count, opened = 0, list[int]()
    for kind, value in sight(text).tokens:
        if kind == "text":
            count += sum(1 for _ in _units(value, language))
        elif kind in ("Start", "Link", "Image"):
            opened.append(count)
        elif kind == "End":
            first = opened.pop() + 1
            yield f"word {first}" if count <= first else f"words {first} to {count}"


_MARKUP_NAMES = {"Emphasis": "*emphasis*", "Strong": "**strong**", "": "a line break"}
_NUMBER = re.compile(r"(?<!\w)[-−]?\d+(?:[.,:/٫٬–—-]\d+)*|\d+|(?<![^\W_])[IVXLCDM]{2,}(?![^\W_])|[%‰$€£¥₽₴°№§=+<>×÷±]")
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d]|['’ʼ-](?=[^\W\d_]))*")


def _numbers(text: str, language: str, rows: Table | None) -> Iterator[str]:
    seen = _seen(text)
    for found in _NUMBER.findall(seen):
        yield re.sub("[–—−]", "-", "".join(str(unicodedata.digit(char, char)) for char in found))
    if rows:
        yield from (word for word in _units(seen, language) if rows.numbers.fullmatch(word))


def _dates(text: str, language: str, rows: Table | None) -> Iterator[str]:
    for word in _units(_seen(text), language) if rows else ():
        assert rows is not None, "only then there are words"
        if found := rows.dates.fullmatch(word):
            yield next(group for group in found.groups() if group is not None)


def _questions(text: str, _: str, __: Table | None) -> list[str]:
    return re.findall("[?？؟!！]", _seen(text))


def _quotations(text: str, _: str, __: Table | None) -> list[str]:
    """One sign for each quotation; of a pair, one mark may have been forgotten."""
    return ["“…”"] * ((len(re.findall('["“”„«»「」『』《》]', _seen(text))) + 1) // 2)


_FACTS: tuple[tuple[str, Callable[[str, str, Table | None], Iterable[str]]], ...] = (
    ("a link", _links),
    ("a footnote marker", _footnotes),
    ("code or a tag", _code),
    ("markup", _markup),
    ("the place of markup", _marked),
    ("a number", _numbers),
    ("a date", _dates),
    ("a question or exclamation mark", _questions),
    ("a quotation", _quotations),
)


_spans = lru_cache(maxsize=256)(lambda text: tuple(inline.spans(text)))


def _seen(text: str) -> str:
    """The words of a segment, without where its links lead and what is code."""
    return "".join(span.value for span in _spans(text) if span.kind in ("text", "break"))


def _units(text: str, language: str) -> Iterator[str]:
    """The words of a text in lower case, of compounds each part; characters where words have no spaces."""
    if language.split("-")[0] == "zh":
        yield from CHINESE.findall(text)
    for word in _words(text):
        yield from word.casefold().replace("’", "'").split("-")


def _words(text: str) -> list[str]:
    return _WORD.findall(CHINESE.sub(" ", text))


def _set_apart(old: str, new: str, language: str) -> bool:
    """Whether a pair of commas came or went, where they tell “the guards, who fled” from “the guards who fled”.

    In other languages grammar asks for commas, and one that was forgotten changes nothing.
    """
    is_free = language.split("-")[0] in ("en", "fr", "es", "it", "pt")
    return is_free and abs(_seen(old).count(",") - _seen(new).count(",")) > 1


# Names


def _names_differ(old: str, new: str, language: str, is_word: IsWord | None) -> str | None:
    one, other = _names(old, language), _names(new, language)
    known = {name for name, first in (*one, *other) if not first}
    told, telling = ([name for name, first in found if not first or name in known] for found in (one, other))
    if told != telling:
        return f"a name changed: {_told(told, telling)}"
    if is_word:  # what begins a sentence has a capital in any case: a name there is no word before nor after
        strange, stranger = (sorted({name for name, _ in found if not is_word(name)}) for found in (one, other))
        if _surplus(strange, stranger) and _surplus(stranger, strange):
            return f"a name changed: {_told(strange, stranger)}"
    if _dotted(old) != _dotted(new):
        return "a name changed"
    return None


def _names(text: str, language: str) -> list[tuple[str, bool]]:
    """Words with a capital, and whether a sentence, a quotation or what a colon announces begins with them."""
    seen = _seen(text)
    starts = {_first_word(seen, start) for start, _ in split(seen, language)}
    starts |= {found.end() for found in _OPENING.finditer(seen)}
    return [
        (word, found.start() in starts and sum(map(str.isupper, word)) < 2)
        for found in _WORD.finditer(seen)
        if (word := found[0])[0].isupper() and word.split("'")[0].split("’")[0] != "I"
    ]


def _first_word(text: str, start: int) -> int:
    found = _WORD.search(text, start)
    return found.start() if found else start


_OPENING = re.compile(r":\s+[\"“«„(]*|(?:^|[\s(—–-])[\"“«„‘']+")


def _dotted(text: str) -> list[str]:
    """What stands beside the dot in a foreign name: 安德烈·汉纳诺夫."""
    return re.findall(r"[\u3400-\u9fff]{1,4}·[\u3400-\u9fff]{1,4}", _seen(text))


# Wording


class _Region(NamedTuple):
    """Words that changed, in lower case; ``twice`` says that those removed stand there once more."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    twice: bool


MOST = 3
"""So many words may change in a short text, in a long one a third of them."""
MOST_CHARACTERS = 1
"""So many Chinese characters may be others side by side; two are another word."""


def _wording(old: str, new: str, rows: Table | None, is_word: IsWord | None) -> str | None:
    regions = list(_regions(diff(_seen(old), _seen(new))))
    changed = sum(max(len(region.removed), len(region.added)) for region in regions)
    if changed > max(MOST, len(_parts(_seen(old))) // 3):
        return "this is not recognisably the same sentence"
    for region in regions:
        if not _is_slip(region, rows, is_word):
            told = f"{' '.join(region.removed) or 'nothing'} → {' '.join(region.added) or 'nothing'}"
            if _denies_otherwise(region, rows):
                return f"a negation changed: {told}"
            words = [f"“{word}”" for word in region.removed if is_word and is_word(word)]
            why = f", for {' and '.join(words)} {'is a word' if len(words) == 1 else 'are words'}" if words else ""
            return f"this is no misspelling{why}: {told}"
    return None


def _regions(runs: Sequence[Run]) -> Iterator[_Region]:
    for changed, group in groupby(range(len(runs)), lambda at: runs[at].kind is not Kind.SAME):
        places = list(group)
        gone, come = (
            "".join(runs[at].text for at in places if runs[at].kind is kind) for kind in (Kind.REMOVED, Kind.ADDED)
        )
        before = runs[places[0] - 1].text if places[0] else ""
        after = runs[places[-1] + 1].text if places[-1] + 1 < len(runs) else ""
        removed, added = _parts(gone), _parts(come)
        if changed and (removed or added):
            size = len(removed)
            twice = (_touch(before, gone) and _parts(before)[-size:] == removed) or (
                _touch(gone, after) and _parts(after)[:size] == removed
            )
            yield _Region(removed, added, bool(size) and not added and twice)


def _touch(text: str, following: str) -> bool:
    """Whether only white space, and no sign, is between the words of two texts."""
    return bool(re.search(r"[^\W_]\s*$", text) and re.match(r"\s*[^\W_]", following))


def _parts(text: str) -> tuple[str, ...]:
    """Words in lower case, Chinese characters each by itself, in order."""
    return tuple(part.casefold().replace("’", "'") for part in _PART.findall(text))


_PART = re.compile(CHINESE.pattern + "|" + _WORD.pattern.replace(r"[^\W\d_]", r"[^\W\d_\u3400-\u9fff\uf900-\ufaff]", 1))


def _is_slip(region: _Region, rows: Table | None, is_word: IsWord | None) -> bool:
    gone, come = region.removed, region.added
    if _joined(gone) == _joined(come) and not (len(gone) == len(come) == 1 and "'" in gone[0] + come[0]):
        return rows is None or _denials(gone, rows, glued=True) == _denials(come, rows, glued=True)
    if _denies_otherwise(region, rows):
        return False
    if region.twice:
        return True
    if sum(map(bool, map(CHINESE.fullmatch, gone))) > MOST_CHARACTERS:
        return False
    return max(len(gone), len(come)) <= MOST * 2 and _slips(gone, come, rows, is_word)


def _joined(words: Sequence[str]) -> str:
    return re.sub(r"['ʼ\u200c-]", "", "".join(words))


def _denies_otherwise(region: _Region, rows: Table | None) -> bool:
    return rows is not None and _denials(region.removed, rows) != _denials(region.added, rows)


def _denials(words: Iterable[str], rows: Table, *, glued: bool = False) -> int:
    """How many of the words deny something; with ``glued`` also those that begin with a negation."""
    return sum(
        bool(rows.negations.fullmatch(word)) or (glued and word.startswith(rows.negating or ("\0",))) for word in words
    )


def _slips(gone: Sequence[str], come: Sequence[str], rows: Table | None, is_word: IsWord | None) -> bool:
    """Whether each word is a misspelling of its counterpart, and what has none is a little word."""
    if len(gone) == len(come):
        return all(is_misspelling(one, other, rows, is_word) for one, other in zip(gone, come, strict=True))
    if len(gone) > len(come):
        return any(_slips(rest, come, rows, is_word) for rest in _without_a_little_word(gone, rows))
    return any(_slips(gone, rest, rows, is_word) for rest in _without_a_little_word(come, rows))


def _without_a_little_word(words: Sequence[str], rows: Table | None) -> Iterator[Sequence[str]]:
    little = rows.little if rows else frozenset()
    return ([*words[:at], *words[at + 1 :]] for at, word in enumerate(words) if word in little)
