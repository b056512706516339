"""The signs that give a person or a machine away, as they stand in a text, and where.

Each rule is a pattern with what it tells; adding one changes no other line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from ..checks.characters import invisible_in, name_of
from ..model import Finding, Place, Severity

CHECK = "privacy"


class Who(NamedTuple):
    """What would give away whoever runs this: user and host names, home folder, git's name and address."""

    names: tuple[str, ...] = ()


class Sign(NamedTuple):
    """A pattern, and what it tells; ``(?P<value>…)`` is what is shown of it."""

    pattern: re.Pattern[str]
    message: str
    advice: str


_WIPE = "Build it again with `tamizdat build`, or take it out where it was written."

ANYWHERE = (
    Sign(
        re.compile(
            r"(?P<value>(?<![\w./:@-])/(?:home|Users|root|tmp|var|mnt|media|Volumes|private|opt)/[\w.~-][\w./~-]*"
            r"|(?<!\w)[A-Za-z]:\\[\w$][^\"'<>|\n]{0,60}|\\\\[\w.-]+\\[\w$.-]+|file:/{1,3}[\w.~%-][^\s\"'<>)]*)"
        ),
        "a path of somebody's machine",
        _WIPE,
    ),
    Sign(
        re.compile(r"urn:uuid:(?P<value>[0-9a-f]{8}-[0-9a-f]{4}-[14][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})", re.I),
        "an identifier that is random, or made of a clock and a network card (UUID version 4 or 1)",
        "An identifier that is derived from the content tells nothing else.",
    ),
)
"""What no text for others should have."""

PROGRAMS = (
    Sign(
        re.compile(r"<meta\b[^>]*\bname\s*=\s*[\"']?generator\b[^>]*>|<(?:Application|meta:generator)>[^<]+", re.I),
        "the program that made it",
        _WIPE,
    ),
)
REQUESTS = (
    Sign(
        re.compile(
            r"<(?:img|script|iframe|frame|embed|object|audio|video|source|track|input|image|use|base|body|table|td)\b"
            r"[^>]*?\s(?:src|srcset|href|xlink:href|data|poster|background)\s*=\s*[\"']?\s*"
            r"(?P<value>(?:https?:|ftp:|wss?:)?//[^\s\"'>]+)",
            re.I,
        ),
        "something that is fetched from another place when the file is opened",
        "Put it into the file itself, or leave it out.",
    ),
    Sign(
        re.compile(
            r"<link\b(?=[^>]*\brel\s*=\s*[\"']?[^\"'>]*"
            r"\b(?:stylesheet|icon|preload|prefetch|preconnect|dns-prefetch|modulepreload|manifest)\b)"
            r"[^>]*?\shref\s*=\s*[\"']?\s*(?P<value>(?:https?:)?//[^\s\"'>]+)",
            re.I,
        ),
        "something that is fetched from another place when the file is opened",
        "Put it into the file itself, or leave it out.",
    ),
    Sign(
        re.compile(r"\ssrcset\s*=\s*(?:\"[^\"]*?|'[^']*?)[\s,](?P<value>(?:https?:)?//[^\s\"'>]+)", re.I),
        "something that is fetched from another place when the file is opened",
        "Put it into the file itself, or leave it out.",
    ),
    Sign(
        re.compile(r"<!--(?P<value>[^>]+?)-->", re.S),
        "a comment, which readers do not see",
        "An edition needs none: take it out.",
    ),
    Sign(
        re.compile(r"(?:url\(\s*|@import\s+(?:url\(\s*)?)[\"']?(?P<value>(?:https?:)?//[^\s\"')]+)", re.I),
        "a style that fetches something from another place",
        "Put it into the file itself, or leave it out.",
    ),
    Sign(
        re.compile(r"<meta\b[^>]*http-equiv\s*=\s*[\"']?refresh|\sping\s*=\s*[\"']?(?P<value>[^\s\"'>]+)", re.I),
        "something that calls another place without being asked",
        "Take it out.",
    ),
    Sign(re.compile(r"<script\b", re.I), "a script", "An edition needs none: take it out."),
)
TIMES = (
    Sign(
        re.compile(
            r"(?P<value>\d{4}-\d\d-\d\dT(?!00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)\b)\d\d:\d\d(?::\d\d)?[^\s<\"']*)"
        ),
        "a time of day, which tells when somebody works and where",
        "The day is enough: T00:00:00Z.",
    ),
)
MAIL = Sign(
    re.compile(r"(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"),
    "a mail address",
    "`tamizdat fmt` takes it out of headers; delete it from comments.",
)
_TWO_ALPHABETS = Sign(
    re.compile(r"(?P<value>\b(?=[^\W\d_]*[a-zA-Z])(?=[^\W\d_]*[\u0400-\u04ffΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυհոսօ])[^\W\d_]+)"),
    "a word with letters of two alphabets, which may be a fingerprint",
    "Type the word anew.",
)
_ODD_SPACES = Sign(
    re.compile("(?P<value>\\S*[\u2000-\u2008\u200a\u205f]\\S*)"),
    "a space of another width, which may be a fingerprint",
    "Type a plain space.",
)
_TAILS = Sign(
    re.compile(r"(?P<value>\S{0,20})(?<! )(?: | {3,}|[ ]*\t[ \t]*)$", re.M),
    "white space at the end of a line, which may be a fingerprint",
    "Delete it; two spaces alone are a line break of Markdown.",
)
# Letters of Cyrillic that look like Latin ones.
_LOOK_ALIKE = re.compile(r"\b[асеорхуіјѕһԁАВЕКМНОРСТХУІЈЅ]+\b")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_DISGUISED = Sign(
    re.compile(f"(?P<value>{_LOOK_ALIKE.pattern})"),
    "a word of Cyrillic letters that look like Latin ones, which may be a fingerprint",
    "Type the word anew.",
)


def found(path: str, text: str, signs: tuple[Sign, ...]) -> Iterator[Finding]:
    """Where a text has signs, by sign; each value once."""
    for sign in signs:
        seen: set[str] = set()
        for match in sign.pattern.finditer(text):
            value = match.groupdict().get("value") or ""
            if value not in seen:
                seen.add(value)
                yield finding(path, text, match.start(), sign.message, sign.advice, value)


def names(path: str, text: str, who: Who) -> Iterator[Finding]:
    """Where a text has a name of whoever runs this."""
    for name in who.names:
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I)
        if match:
            yield finding(
                path, text, match.start(), "a name of yours, of your machine or of your home folder", _WIPE, name
            )


def names_in_bytes(path: str, data: bytes, who: Who) -> Iterator[Finding]:
    """The same for a file of which nothing else is known."""
    for encoding in ("utf-8", "utf-16-le"):
        yield from names(path, data.decode(encoding, "ignore"), who)


def fingerprints(path: str, text: str) -> Iterator[Finding]:
    """Characters that nobody sees and that no script needs, and look-alikes: each copy may have its own."""
    seen: set[str] = set()
    for at in invisible_in(text):
        if text[at] not in seen and at and not _SHARE.match(text, at - 1):
            seen.add(text[at])
            message = f"the invisible character U+{ord(text[at]):04X} ({name_of(text[at])}), which may be a fingerprint"
            yield finding(path, text, at, message, "Delete it.")
    yield from found(path, text, (_TWO_ALPHABETS, _ODD_SPACES))
    yield from _disguised(path, text)
    yield from _decomposed(path, text)


_SHARE = re.compile("[۰-۹٠-٩]\u200f٪")
"""A share in Persian: the mark is the typography's, which sets it in all copies alike."""


def tails(path: str, text: str) -> Iterator[Finding]:
    """White space that nobody sees where a line ends; once a text."""
    yield from islice(found(path, text, (_TAILS,)), 1)


def _disguised(path: str, text: str) -> Iterator[Finding]:
    """Whole words of Cyrillic letters that look like Latin ones, in a text that has no other Cyrillic."""
    if all(_LOOK_ALIKE.fullmatch(word) for word in _CYRILLIC.findall(text)):
        yield from found(path, text, (_DISGUISED,))


def _decomposed(path: str, text: str) -> Iterator[Finding]:
    """Letters written as letter and accent in a text that has others in one piece: both look the same."""
    for mark in re.finditer("[^\\W\\d_][\u0300-\u036f]", text):
        if len(normalize("NFC", mark[0])) == 1 and normalize("NFC", mark[0]) in text:
            message = "a letter written in two ways, in one piece and with its accent apart, which may be a fingerprint"
            yield finding(path, text, mark.start(), message, "Type the word anew.", mark[0])
            return


def finding(path: str, text: str, at: int, message: str, advice: str, value: str = "") -> Finding:
    """A finding at an offset of a text; of its value no more than what finds it again."""
    shown = f": {value[:60]}{'…' if len(value) > 60 else ''}" if value else ""
    place = Place(path, text.count("\n", 0, at) + 1)
    return Finding(CHECK, Severity.WARNING, message + shown, place, advice=advice)


def of_file(path: str, message: str, advice: str) -> Finding:
    """A finding about a whole file."""
    return Finding(CHECK, Severity.WARNING, message, Place(path, 1), advice=advice)
