"""A segment → what its reader sees, position by position, and which stretches no cut may break.

The view is as long as the segment, so that a place in one is a place in the other. Delimiters
of markup, link destinations and tags become `MARK`, code becomes `ATOM`, what only separates
becomes white space; everything else stands as it is.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .everyday import maybe_cut
from .inline import OPTIONS, code_points, event_name

# Unicode's noncharacters, "intended for process-internal use" (The Unicode Standard, 23.7).
MARK, ATOM = "\ufdd0", "\ufdd1"

Range = tuple[int, int]


class View(NamedTuple):
    """``whole`` are the ranges no cut may fall inside of, ascending and disjoint.

    ``opened`` tells for the last place of each element, parenthesis and quotation where it began.
    """

    text: str
    whole: tuple[Range, ...]
    opened: Mapping[int, int]


def view(text: str, elided: Container[str] = ()) -> View:
    """What a reader sees of a segment; ``elided`` are words that begin with an apostrophe (``'tis``).

    >>> seen = view("A *b. c* (d. e) “f.”")
    >>> seen.text.replace(MARK, "~"), seen.whole, seen.opened
    ('A ~b. c~ (d. e) “f.”', ((2, 8), (9, 15), (16, 20)), {7: 2, 14: 9, 19: 16})
    """
    shown, elements = (maybe_quickly(text) or by_parser(text)) if _MARKUP.search(text) else (text, [])
    ranges = [*elements, *_pairs(shown, elided)]
    if not ranges:
        return View(shown, (), {})
    return View(shown, tuple(_disjoint(ranges)), {end - 1: start for start, end in ranges})


_MARKUP = re.compile(r"[\\`*_~\[<&]")


def maybe_quickly(text: str) -> tuple[str, list[Range]] | None:
    """What is seen of a segment with everyday markup, and where its elements are, as `by_parser` would tell."""
    cut = maybe_cut(text)
    if cut is None:
        return None
    shown: list[str] = []
    elements: list[Range] = []
    at = 0
    opened: int | None = None
    for is_code, markup, prose in cut:
        end = at + len(markup)
        shown += (ATOM if is_code else MARK) * len(markup), prose
        if markup.startswith("[^"):
            elements.append((at, end))
        elif markup and not is_code:
            if opened is None:
                opened = at
            else:
                elements.append((opened, end))
                opened = None
        at = end + len(prose)
    return "".join(shown), elements


def by_parser(text: str) -> tuple[str, list[Range]]:
    """What is seen of a segment with any markup, and where its elements are.

    The segment is read as one line behind a word, so that no line of it is a block; what is
    seen does not depend on where its lines break.
    """
    import pyromark

    line = _BREAK.sub(lambda found: " " * len(found[0]), text)
    events = pyromark.events_with_range(_LEAD + line, options=OPTIONS, broken_link_callback=_full_reference)
    place, lead = code_points(_LEAD + line), len(_LEAD)
    shown: list[str] = []
    at = 0
    elements: list[Range] = []
    tags: list[tuple[str, Range]] = []
    for event, found in events:
        what, name, payload = event_name(event)
        start, end = max(0, place(found["start"]) - lead), max(0, place(found["end"]) - lead)
        if what == "Start" and name in _ELEMENTS:
            elements.append((start, end))
        elif what in _SHOWN and end > start:
            if what == "InlineHtml":
                tags.append((payload, (start, end)))
            shown += MARK * (start - at), _SHOWN[what](line[start:end], payload)
            at = end
    shown.append(MARK * (len(line) - at))
    seen, notes = _without_notes("".join(shown))
    return seen, [*elements, *_html_elements(tags), *notes]


_LEAD = "x "
_BREAK = re.compile(r"\\\n|[\n\r]")
_ELEMENTS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


def _full_reference(link: Any) -> tuple[str, str] | None:
    """In a segment ``[foo]`` by itself is text, as in `inline.spans`."""
    return ("#", "") if link["link_type"] == "Reference" else None


def _text(raw: str, payload: str) -> str:
    """Text as it stands; an entity (``&nbsp;``) as what it means, filled up to its length."""
    meant = payload.removeprefix(_LEAD) if len(raw) < len(payload) else payload
    if len(meant) == len(raw):
        return raw
    return meant[:1] * len(raw) if meant.isspace() else (meant + MARK * len(raw))[: len(raw)]


def _tag(raw: str, payload: str) -> str:
    return (" " if _LINE_BREAK.match(payload) else MARK) * len(raw)


_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SHOWN = {"Text": _text, "Code": lambda raw, _: ATOM * len(raw), "InlineHtml": _tag}


def _without_notes(shown: str) -> tuple[str, list[Range]]:
    """The view with its footnote markers as marks, and where they are."""
    if "[^" not in shown:
        return shown, []
    return _NOTE.sub(lambda found: MARK * len(found[0]), shown), [found.span() for found in _NOTE.finditer(shown)]


_NOTE = re.compile(r"\[\^[^\[\]\s]{1,999}\]")  # CommonMark's bound on a label, here for linear time


def _html_elements(tags: Iterable[tuple[str, Range]]) -> Iterator[Range]:
    """Every tag, and from each closing tag back to the last one open by its name."""
    opened: dict[str, list[int]] = {}
    for tag, (start, end) in tags:
        yield start, end
        if not (found := _TAG_NAME.match(tag)):
            continue
        places = opened.setdefault(found["name"].lower(), [])
        if not found["closing"]:
            places.append(start)
        elif places:
            yield places.pop(), end


_TAG_NAME = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][\w-]*)")


def _pairs(shown: str, elided: Container[str]) -> Iterator[Range]:
    """The parentheses and quotations that are closed; what is opened inside one and not closed there is dropped."""
    opened: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_OPENS, 0)
    for found in _PAIRED.finditer(shown):
        char, at = found[0], found.start()
        if char in "'’‘\"" and not _is_quotation(shown, at, waiting, elided):
            continue
        closes = _closed_by(char, waiting)
        if closes and (char not in _BOTH or _may_close(shown, at)):
            while opened[-1][0] != closes:
                waiting[opened.pop()[0]] -= 1
            waiting[closes] -= 1
            yield opened.pop()[1], at + 1
        elif char in _OPENS:
            opened.append((char, at))
            waiting[char] += 1


# “ closes „ in German, Czech and Slavic texts and opens in others; » opens in German books: what is open decides.
_BRACKETS = "()[]{}（）［］【】〔〕《》〈〉「」『』"
_CLOSES = dict(zip(_BRACKETS[1::2], _BRACKETS[::2], strict=True)) | {
    "”": "“„",
    "“": "„",
    "’": "‘‚",
    "‘": "‚",
    "»": "«",
    "«": "»",
    "›": "‹",
    "‹": "›",
    '"': '"',
    "'": "'",
}
_OPENS = frozenset(_BRACKETS[::2] + "“„‚‘«»‹›\"'")
_BOTH = frozenset("«»‹›\"'")
_PAIRED = re.compile("[" + re.escape("".join(sorted({*_CLOSES, *_OPENS}))) + "]")


def _closed_by(char: str, waiting: Mapping[str, int]) -> str:
    """Which of the marks that are open this one closes, if any."""
    for opening in _CLOSES.get(char, ""):
        if waiting[opening]:
            return opening
    return ""


def _may_close(shown: str, at: int) -> bool:
    """Whether a mark that may open or close can close here: it follows what it closes, not a space before a word."""
    return not shown[at - 1 : at].isspace() or not shown[at + 1 : at + 2].isalnum()


def _is_quotation(shown: str, at: int, waiting: Mapping[str, int], elided: Container[str]) -> bool:
    """Whether an apostrophe or straight mark is a quotation mark that opens or closes here."""
    char, before, after = shown[at], shown[at - 1 : at] if at else "", shown[at + 1 : at + 2]
    if char == "'" or char == "’":
        if before.isalnum() and after.isalnum():
            return False
        if waiting["'" if char == "'" else "‘"] or (char == "’" and waiting["‚"]):
            return bool(before) and not before.isspace() and (before in _ENDS or not after.isspace() or before != "s")
        if char == "’":
            return False
    if char == "‘":
        return not (before.isalnum() and after.isalnum())
    if waiting[char] and before and not before.isspace() and not after.isalnum():
        return True
    opens = (not before or before in _BEFORE_OPENING or before.isspace()) and after != "" and not after.isspace()
    return opens and not (char == "'" and (after.isdigit() or _elided(shown, at) in elided))  # '90s, 'tis


_ENDS = frozenset(".,!?…;:)—–")
_BEFORE_OPENING = frozenset("([{—–-/“„«‘‚:" + MARK)


def _elided(shown: str, at: int) -> str:
    word = _WORD.match(shown, at + 1)
    return word[0].lower() if word else ""


_WORD = re.compile(r"[^\W\d_]{1,12}")


def _disjoint(ranges: list[Range]) -> Iterator[Range]:
    """The ranges joined where they overlap; those that only touch stay two."""
    if not ranges:
        return
    start, end = min(ranges)
    for following, its_end in sorted(ranges):
        if following >= end:
            yield start, end
            start, end = following, its_end
        end = max(end, its_end)
    yield start, end
