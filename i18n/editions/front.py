"""What the title block and the colophon of an edition say, as values that each writer sets in its own way."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

from .. import languages
from ..inline import notes_in_parentheses, one_line
from ..model import Edition
from . import notices, shelf
from .furniture import say


class Said(NamedTuple):
    """Some words, and the language they are in (that of the original, where there is no translation)."""

    text: str
    lang: str


class License(NamedTuple):
    """A licence by its name, and where it can be read ("" where nobody knows)."""

    text: str
    href: str


class Version(NamedTuple):
    """A sentence about the version of the original, cut around its digest, which runs left to right anywhere."""

    before: str
    digest: str
    after: str

    def __str__(self) -> str:
        return "".join(self)


@dataclass(frozen=True, slots=True)
class Front:
    """What an edition says of itself, in its own language.

    ``title`` is None where the text has no title of its own but a heading (`shelf.title` has
    one in any case). ``date`` is the essay's, ``date_text`` the same in words. ``origin``
    names the language it was translated from, ``credits`` are whole lines, ``state`` is the
    edition's state in a few words and ``notices`` in sentences. ``provenance`` is what a
    translation says of itself below its credits: its origin, and its state where no notice
    speaks of that. ``rights`` is a sentence of the author's, ``license`` the licence.
    """

    title: Said | None
    subtitle: Said | None
    author: Said | None
    date: dt.date | None
    date_text: str
    origin: str
    version: Version
    credits: tuple[str, ...]
    state: str
    notices: tuple[str, ...]
    rights: Said | None = None
    license: License | None = None

    @property
    def provenance(self) -> tuple[str, ...]:
        if not self.origin:
            return ()
        return (self.origin,) if self.notices else (self.origin, self.state)


def front(edition: Edition) -> Front:
    """The title block of an edition."""
    lang, day = edition.locale, shelf.day(edition)
    words = languages.date(day, lang) if day else ""
    origin = ""
    if not edition.original:
        origin = say("Original language: {language}", lang, language=languages.name_in(edition.home, lang))
    return Front(
        _said(edition, "title"),
        _said(edition, "subtitle"),
        _said(edition, "author"),
        day,
        words,
        origin,
        _version(words, edition),
        tuple(_credits(edition)),
        notices.summary(edition),
        notices.notices(edition),
        _said(edition, "rights"),
        license_of(edition.document.meta.get("license", "")),
    )


def license_of(text: str) -> License | None:
    """A licence with the address of its text, for Creative Commons by its SPDX identifier; the author's words else.

    >>> license_of("CC-BY-SA-4.0")
    License(text='CC BY-SA 4.0', href='https://creativecommons.org/licenses/by-sa/4.0/')
    """
    words = one_line(text)
    found = _COMMONS.fullmatch(words)
    if found:
        kind, version = found[1].upper(), found[2]
        path = "publicdomain/zero" if kind == "0" else f"licenses/{kind.lower().strip('- ')}"
        return License(f"CC{kind.replace('-', ' ', 1)} {version}", f"https://creativecommons.org/{path}/{version}/")
    is_address = words.startswith(("https://", "http://")) and " " not in words
    return License(words, words if is_address else "") if words else None


_COMMONS = re.compile(r"CC(0|[- ]BY(?:-NC)?(?:-SA|-ND)?)[- ](\d\.\d)", re.IGNORECASE)


def _said(edition: Edition, kind: str) -> Said | None:
    for piece in edition.pieces:
        if piece.kind == kind:
            words = one_line(notes_in_parentheses(piece.shown))
            return Said(words, piece.lang or edition.home)
    found = edition.document.meta.get(kind)
    return Said(found, edition.home) if found else None


def _version(words: str, edition: Edition) -> Version:
    text = say("Version of the original: {version}", edition.locale, version="\0")
    before, _, after = text.partition("\0")
    return Version(f"{before}{words} · " if words else before, shelf.version(edition), after)


def _credits(edition: Edition) -> list[str]:
    lang, made = edition.locale, edition.credits
    lines = []
    if made.translators:
        lines.append(say("Translated by: {names}", lang, names=languages.listed(made.translators, lang)))
    if made.reviewers:
        lines.append(say("Reviewed by: {names}", lang, names=languages.listed(made.reviewers, lang)))
    return lines
