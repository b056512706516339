"""The notes of an edition as sections at its end, the author's and the translator's apart, with ways back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from ...formats import Note
from ...languages import digits
from ..furniture import say

_REFERENCE = re.compile(r'(<a id="[^"]*" href="#[^"]*" role="doc-noteref")([^>]*)>([^<]*)<')


def named(html: str, lang: str) -> str:
    """Sanitised HTML whose references to notes say what they are when they are read aloud.

    >>> named('<a id="ref-1" href="#note-1" role="doc-noteref">1</a>', "de")
    '<a id="ref-1" href="#note-1" role="doc-noteref" aria-label="Anmerkung 1">1</a>'
    """

    def name(found: re.Match[str]) -> str:
        label = escape(say("Note {number}", lang, number=found[3]))
        return f'{found[1]} aria-label="{label}"{found[2]}>{found[3]}<'

    return _REFERENCE.sub(name, html) if "doc-noteref" in html else html


HEADINGS = {False: "Notes", True: "Translator’s notes"}


def sections(notes: Sequence[Note], lang: str) -> Iterator[str]:
    """One section for each kind of notes that there are, in the words of the edition's language."""
    for by_translator, heading in HEADINGS.items():
        mine = [note for note in notes if note.by_translator is by_translator]
        if mine:
            kind = "translator" if by_translator else "author"
            items = "".join(_item(note, lang) for note in mine)
            yield (
                f'<section class="notes {kind}" role="doc-endnotes" aria-labelledby="notes-{kind}">\n'
                f'<h2 id="notes-{kind}">{escape(say(heading, lang))}</h2>\n<ol>\n{items}</ol>\n</section>\n'
            )


def _item(note: Note, lang: str) -> str:
    inside = note.html
    if note.is_referred:
        back = (
            f' <a class="back" href="#{note.reference}" role="doc-backlink" '
            f'aria-label="{escape(say("Back to the text", lang))}">↩︎</a>'
        )
        cut = inside.rstrip().removesuffix("</p>")
        inside = f"{cut}{back}</p>\n" if cut != inside.rstrip() else f"{inside}<p>{back.strip()}</p>\n"
    name = f' data-name="{digits(note.name, lang)}"' if note.by_translator else ""
    return f'<li id="{note.anchor}" value="{note.number}"{name}>{inside}</li>\n'
