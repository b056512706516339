"""A segment → its sentences, as offsets that tile it: nothing is lost, changed or left between.

A mark that may end a sentence does so when neither the text around it nor the table of the
language (`sentence_tables`) speaks against it; in doubt there is no cut. Two things always
hold: no cut breaks a parenthesis, a quotation or an element of inline markup in two, and what
closes one stays with the sentence that it closes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .sentence_tables import SPACED_STOP, Ending, Table, load
from .sentence_view import MARK, Range, View, view


def split(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of a segment in order, as code-point offsets; each begins where the last one ended.

    White space behind a sentence belongs to it. ``language`` is a BCP 47 tag; one without a
    table is cut by punctuation and capitals alone. Time grows with the length of the text.

    >>> split("“Really?” he asked. I nodded.", "en")
    [(0, 20), (20, 29)]
    """
    if not text:
        return []
    table = load(language)
    seen = view(text, table.elided)
    items = [0, *_items(seen, table)]
    return list(pairwise(sorted({*items, *_ends(seen, items, table), len(text)})))


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a segment with the white space behind them; joined they are the segment.

    >>> sentences("Er lebte im 19. Jahrhundert. Dann kam z. B. Rilke.", "de")
    ['Er lebte im 19. Jahrhundert. ', 'Dann kam z. B. Rilke.']
    """
    return [text[start:end] for start, end in split(text, language)]


# What ends a sentence: Unicode's Sentence_Terminal (UAX 29) without the rarest scripts, and ellipses.
_DENSE = "。！？｡။។៕።፧"  # … and needs no space behind it
_MARKS = ".!?…‥‽⁇⁈⁉؟۔։।॥፨܀܁܂" + _DENSE
_DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CLOSERS = re.escape("\"'”“’‘»«›‹)]}」』）］】〕*_†‡") + MARK + _DIRECTION
_OPENERS = re.escape("\"'“„”«»‘‚›‹([{「『（［【〔《〈¿¡—–―‒-•·‣⁃◦") + MARK + _DIRECTION
_FOLLOWING = re.compile(rf"(?P<open>[\s{_OPENERS}]*(?:\.\.+|…+)?\s?)(?P<word>\w[\w’'ʼ-]*)?")


class _Stop(NamedTuple):
    """A place where a sentence may end: what stands there, and what is around it.

    ``start`` is where the mark begins, ``last`` where the sentence does; ``closed`` are the
    quotations, parentheses and elements that close behind the mark, as (first, last) place.
    ``opening`` stands before the following ``word``; ``char`` is the first of what follows
    that is neither white space nor opens something, ``after`` what stands behind the word.
    """

    text: str
    start: int
    last: int
    mark: str
    close: str
    closed: tuple[Range, ...]
    opening: str
    word: str
    char: str
    after: str
    cut: int


def _ends(seen: View, items: Sequence[int], table: Table) -> Iterator[int]:
    """The places where one sentence ends and another begins; ``items`` are known beginnings."""
    text, last, wholes = seen.text, 0, _Wholes(seen.whole)
    speaks = bool(_DIALOGUE.match(text))
    for found in _stops(table.marks).finditer(text):
        cut = found.end()
        if cut == len(text):
            return
        spaced = found.start("space") < cut
        if not spaced and not _needs_no_space(found["mark"], text[cut], table):
            continue
        whole = wholes.around(cut)
        if whole and (spaced or whole[0] < found.end("mark")):
            continue
        last = max(last, items[bisect_right(items, found.start()) - 1])
        stop = _stop(seen, found, whole[0] if whole else cut, last)
        if _is_end(stop, table) and not (speaks and _is_said_on(stop)):
            last = stop.cut
            yield last


@cache
def _stops(marks: str) -> re.Pattern[str]:
    """What may end a sentence, with what closes behind it; ``marks`` are a language's own."""
    mark = f"[{_MARKS}{re.escape(marks)}]"
    # Written [x][x]* and not [x]+, as only then `re` skips to the next x at once: half the time.
    return re.compile(
        rf"""(?P<mark>{mark}{mark}*(?:[ \xa0][.…]++(?!\w))*)                     # "?!..", and the spaced ". . ."
             (?P<close>(?:[\xa0\u202f]?[{_CLOSERS}]|\[\d{{1,3}}\]|[¹²³⁰-⁹])*)  # "[12]": a reference
             (?P<space>\s*)""",
        re.VERBOSE,
    )


class _Wholes:
    """The ranges that no cut may break, asked for ascending places."""

    def __init__(self, ranges: tuple[Range, ...]) -> None:
        self._ranges = iter(ranges)
        self._range: Range | None = next(self._ranges, None)

    def around(self, place: int) -> Range | None:
        """The range that a cut at this place would break."""
        while self._range and self._range[1] <= place:
            self._range = next(self._ranges, None)
        return self._range if self._range and self._range[0] < place else None


def _needs_no_space(mark: str, following: str, table: Table) -> bool:
    if not table.spaceless:
        return not _DENSE_MARK.isdisjoint(mark)
    return mark != "." and not (mark.isascii() and following.isascii())


_DENSE_MARK = frozenset(_DENSE)


def _stop(seen: View, found: re.Match[str], cut: int, last: int) -> _Stop:
    text, opened = seen.text, seen.opened
    mark, close = found.group("mark", "close")
    following = _FOLLOWING.match(text, cut)
    assert following, "every part of it may be empty"
    opening, word = following.group("open", "word")
    at, end = cut + len(opening), following.end()
    return _Stop(
        text=text,
        start=found.start(),
        last=last,
        mark=mark,
        close=close,
        closed=tuple((opened[at], at) for at in range(*found.span("close")) if at in opened) if close else (),
        opening=opening.lstrip(),
        word=word or "",
        char=text[at : at + 1],
        after=text[end : end + 1],
        cut=cut,
    )


def _is_end(stop: _Stop, table: Table) -> bool:
    if _goes_on(stop, table):
        return False
    if stop.closed and (_is_enclosed(stop) or _is_embedded(stop, table) or _is_tagged(stop, table)):
        return False
    if stop.mark == ".":
        return _full_stop_ends(stop, table)
    if stop.mark[0] in ".…‥" and _ELLIPSIS.fullmatch(stop.mark):
        return _ellipsis_ends(stop, table)
    return stop.mark != "!" or _words_before(stop)[-1] + "!" not in table.endings or _starts(stop, table)


_ELLIPSIS = re.compile(r"(?:\.\s?){2,3}|[…‥]+\.?|\.…")


def _goes_on(stop: _Stop, table: Table) -> bool:
    """Whether what follows continues a sentence, by its shape alone."""
    if not stop.word:
        return stop.char == "" or stop.char in _CONTINUING
    if table.spaceless or not _DENSE_MARK.isdisjoint(stop.mark):
        return False
    if stop.after in _LABEL_END and stop.opening.endswith(("(", "[")) and len(stop.word) < 5:  # "(a)", "[iv]"
        return False
    first, second = stop.word[0], stop.word[1:2]
    return first.islower() and not second.isupper() and first not in _CASELESS  # iPhone, but not Georgian


_CONTINUING = frozenset(",;:!?.…%&+=/|)]}”’»、，；：）］】」』》〉؛،")
_LABEL_END = frozenset(")]")
_CASELESS = frozenset(map(chr, range(0x10D0, 0x1100)))  # Georgian letters count as lower case since Unicode 11


def _is_enclosed(stop: _Stop) -> bool:
    """Whether the mark stands alone between brackets or quotation marks: ``[...]``, ``(?)``, ``“…”``."""
    return any(first == stop.start - 1 for first, _ in stop.closed)


def _is_embedded(stop: _Stop, table: Table) -> bool:
    """Whether what closes here is part of a sentence that goes on: She sang “Why?” and left.

    A capital that follows speaks against it, unless the language puts the stop behind the
    quotation then. What begins a sentence, or follows a colon or a dash, is not embedded.
    """
    if stop.mark in _FULL_STOPS:
        return False
    embedded = [last for first, last in stop.closed if not _begins_sentence(stop.text, first)]
    if table.stop_after_quotation and any(stop.text[last] in _QUOTES for last in embedded):
        return True
    return bool(embedded) and stop.word[:1].isalpha() and not stop.word[:1].isupper()


_FULL_STOPS = frozenset(".。۔")
_QUOTES = frozenset("”“»«›‹’‘」』\"'")


def _begins_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - 8) : place].rstrip(f" \t\n\xa0{MARK}")
    return not before or before[-1] in _BEFORE_SPEECH


_BEFORE_SPEECH = frozenset(':：，—–―-.!?…。！？؟۔»”"“([（「)]）」』')


def _is_tagged(stop: _Stop, table: Table) -> bool:
    """Whether the words of the author follow a quotation: “Really?” John asked. «Да?» — Иван встал."""
    if stop.close.rstrip(MARK)[-1:] not in _QUOTES:
        return False
    if stop.opening.startswith(_DASHES) or _continues(stop, table):
        return True
    if not table.speech or (stop.word[:1].isupper() and _starts(stop, table) and not _is_capital(stop, table)):
        return False
    return bool(table.speech.match(stop.text[stop.cut : stop.cut + 60]))


_DASHES = ("—", "–", "―", "-")
_DIALOGUE = re.compile(rf"[\s{MARK}]*[—–―-]")


def _is_said_on(stop: _Stop) -> bool:
    """Whether, in a line of dialogue, the author's words follow: — Куда? — Иван обернулся."""
    return stop.mark != "." and stop.opening.startswith(_DASHES)


def _full_stop_ends(stop: _Stop, table: Table) -> bool:
    ending = _ending(stop, table)
    return ending == "may" or (ending == "before starter" and _starts(stop, table))


def _ending(stop: _Stop, table: Table) -> Ending:
    """What the word before a full stop says: its table entry, else its shape if it is short."""
    words = _words_before(stop)
    word = words[-1]
    for written in (*words, word.lstrip("0123456789")):  # "11a.m."
        listed = table.endings.get(written)
        if listed == "before number" and _is_numbered(stop, word, table):
            return "never"
        if listed and listed != "before number":
            return listed
    return "may" if len(word) > 4 and word.isalpha() else _ending_by_shape(stop, words, table)


def _ending_by_shape(stop: _Stop, words: Sequence[str], table: Table) -> Ending:
    word = words[-1]
    numeral = _NUMERAL.fullmatch(word)
    letters = _LETTERS.fullmatch(word) and word not in table.words
    if (numeral or letters) and _begins(stop, word):
        return "never"
    counted = len(words) > 1 and table.endings.get(words[-2].rpartition(".")[0]) == "before number"  # "Bd. 3"
    if letters or _VOWELLESS.fullmatch(word) or (table.ordinals and numeral and not counted):
        return "before starter"
    if not table.endings and stop.word[:1].isdigit() and len(word) <= 4:
        return "never"
    return "may"


def _is_numbered(stop: _Stop, word: str, table: Table) -> bool:
    """Whether a number follows this word; a letter counts, but not where both are words: Fig. A, No. A …"""
    if not _NUMBER.fullmatch(stop.word):
        return stop.char in _NUMBER_SIGNS
    return not (table.starts(word) and table.starts(stop.word))


_NUMBER = re.compile(r"\d.*|[IVXLCDM]+|[^\W\d_]")
_NUMBER_SIGNS = frozenset("№§#")
_NUMERAL = re.compile(r"(?:\d{1,2}[.-])*\d{1,2}|-?\d{1,2}|[IVXLC]+")
_LETTERS = re.compile(r"[^\W\d_](?:\.[^\W\d_]{1,2})*")  # an initial, "U.S.A", "Ph.D"
# "Mrs", "Skt", "гр": no syllable. Where r and l make one (smrt, vlk), tables say what is short.
_VOWELLESS = re.compile(
    "[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz][b-df-hj-np-tv-xz]{1,3}|[Б-ДЖЗК-НП-ТФ-Щб-джзк-нп-тф-щ][б-джзк-нп-тф-щ]{1,3}"
)


def _begins(stop: _Stop, word: str) -> bool:
    """Whether the sentence begins with this word, so that it is the number of an item."""
    start = stop.start - len(word)
    return start - stop.last < 8 and not re.search(r"\w", stop.text[stop.last : start])


def _words_before(stop: _Stop) -> list[str]:
    """The last three words, two and one before the mark, closed up behind full stops: ``и т.д``, ``т.д``, ``д``."""
    head = stop.text[max(stop.last, stop.start - 40) : stop.start]
    if not head.isascii():
        head = _UNSEEN.sub("", head)
    words = _NO_WORD.split(head)[-1].split()[-3:] or [""]
    ends = [" ".join(words[at:]) for at in range(len(words))]
    return [SPACED_STOP.sub(".", end) for end in ends] if "." in ends[0] else ends


_UNSEEN = re.compile(f"[{MARK}{_DIRECTION}]+")
_NO_WORD = re.compile(r"[^\w\s.’'ʼ°º/@-]")


def _ellipsis_ends(stop: _Stop, table: Table) -> bool:
    if table.spaceless:
        return bool(stop.close) or table.starts(stop.word)
    if stop.word[:1].isdigit() or _continues(stop, table) or _is_capital(stop, table):
        return False
    if stop.word and stop.word.casefold() == _words_before(stop)[-1].casefold():  # “I… I don’t know.”
        return False
    return not table.noun_capitals or _starts(stop, table)


def _starts(stop: _Stop, table: Table) -> bool:
    """Whether the following word is one that begins sentences, and no initial."""
    return table.starts(stop.word) and not (len(stop.word) == 1 and stop.after == ".")


def _continues(stop: _Stop, table: Table) -> bool:
    if table.spaceless:
        return any(stop.word.startswith(word) for word in table.continuers)
    return stop.word in table.continuers


def _is_capital(stop: _Stop, table: Table) -> bool:
    return stop.word.replace("’", "'") in table.always_capital


def _items(seen: View, table: Table) -> Iterator[int]:
    """Where the further items of a list begin that is written on: ``1) … 2) …``, ``a. … b. …``.

    The text must begin with an item, and each further one must count on. Where a full stop
    makes an ordinal number, ``2.`` tells nothing.
    """
    first = _ITEM.match(seen.text)
    if not first or (table.ordinals and first["shape"] == "."):
        return
    wholes = _Wholes(seen.whole)
    bullet, value, shape = first.groups()
    for item in _ITEM.finditer(seen.text, first.end()):
        if item.groups() == (bullet, _next(value), shape) and not wholes.around(item.start()):
            value = item["value"]
            yield item.start()


_ITEM = re.compile(r"(?<!\S)(?P<bullet>[•⁃‣◦]?)\s?\(?(?P<value>\d{1,2}|[a-zа-я])(?P<shape>\.\)|\)|\.)(?=\s)")


def _next(value: str) -> str:
    return str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
