"""Editions as PDF, set by typst: the book, the bilingual book, and booklets to print and fold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ...formats import Note
from ...model import Edition
from .. import shelf as shelves
from ..breaks import whole
from ..front import Front, Said, front
from ..furniture import say, speaks
from ..references import Read, in_book, reader
from ..shelf import Shelf
from ..tree import Element, blocks, original_of, pairs
from .endnotes import HEADINGS
from .typst import engine
from .typst.imposition import sides
from .typst.setting import values
from .typst.source import Code, Value, breakable, call, join, literal, name
from .typst.walk import Walk, anchors_of, is_heading, language_name, languages_of

# The outline has a /Count too, of headings.
_COUNT = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)")
# Outer and inner margins of a page of A5 that is read on a screen as well, and of A4 in two columns.
_MARGINS = {
    "a5": {"inside": Code("18mm"), "outside": Code("18mm"), "top": Code("20mm"), "bottom": Code("22mm")},
    "a4": {"inside": Code("20mm"), "outside": Code("20mm"), "top": Code("22mm"), "bottom": Code("25mm")},
}


def write(edition: Edition, shelf: Shelf) -> bytes:
    """The edition as a book of A5 pages, tagged, for archives (PDF/A-2a) and for every reader (PDF/UA-1)."""
    return engine.compiled(book(edition, reader(shelf, in_book(shelf))), timestamp(edition))


def write_bilingual(edition: Edition, shelf: Shelf) -> bytes | None:
    """Original and translation beside each other, paragraph by paragraph, on A4; None for the original itself."""
    if edition.original:
        return None
    return engine.compiled(bilingual(edition, reader(shelf, in_book(shelf))), timestamp(edition))


def write_booklet_a4(edition: Edition, shelf: Shelf) -> bytes:
    """The pages of the book two on a side, to be printed on both sides of A4 (flipped on the short edge) and folded."""
    return _booklet(edition, shelf, "a4")


def write_booklet_letter(edition: Edition, shelf: Shelf) -> bytes:
    """The same on US Letter."""
    return _booklet(edition, shelf, "us-letter")


def _booklet(edition: Edition, shelf: Shelf, paper: str) -> bytes:
    pages = write(edition, shelf)
    count = max(map(int, _COUNT.findall(pages)))
    made = call(
        "booklet",
        [list(side) for side in sides(count, edition.direction)],
        paper=paper,
        **_document(edition),
    )
    return engine.imposed(pages, f"#{made}\n", timestamp(edition))


def timestamp(edition: Edition) -> int:
    """The second that a PDF says it was made in: the essay's day, not that of any build."""
    day = shelves.day(edition) or dt.date(1970, 1, 1)
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())


def book(edition: Edition, read: Read) -> str:
    """The typst code of an edition."""
    text = read(edition)
    main, notes = blocks(text.main), text.notes
    said = front(edition)
    walk = _walk(edition, main, notes, level=1 if said.title else 0)
    parts = [
        _title_block(said, edition),
        call("notices", _spoken(edition, said.notices)),
        call("opening"),
        walk.blocks(main),
        *_unreferred(edition, walk, notes),
        call("colophon", _own(edition), _spoken(edition, _colophon(said, edition.locale))),
    ]
    return _whole(edition, parts, [main, *(blocks(note.html) for note in notes)], said, "a5")


def bilingual(edition: Edition, read: Read) -> str:
    """The typst code of the original with its translation beside it."""
    home = original_of(edition)
    theirs, text = read(home), read(edition)
    rows = pairs(edition, read)
    left = [row[0] for row in rows if row[0] is not None]
    right = [row[1] for row in rows if row[1] is not None]
    said = front(edition)
    first = replace(_walk(home, left, theirs.notes, level=1 if said.title else 0), prefix="o-", is_outlined=False)
    second = _walk(edition, right, text.notes, level=1 if said.title else 0)
    names = [Code(language_name(edition.home)), _own(edition)]
    beside: list[Value] = [
        [first.blocks(_some(one)), second.blocks(_some(other)), any(is_heading(side) for side in _some(one, other))]
        for one, other in rows
    ]
    heads: list[Value] = [[_title_block(front(home), home, is_outlined=False), _title_block(said, edition), False]]
    parts = [
        call("beside", *names, heads),
        call("notices", _spoken(edition, said.notices)),
        call("opening"),
        call("beside", *names, beside),
        *_unreferred(home, first, theirs.notes),
        *_unreferred(edition, second, text.notes),
        call("colophon", _own(edition), _spoken(edition, _colophon(said, edition.locale))),
    ]
    trees = [left, right, *(blocks(note.html) for note in (*theirs.notes, *text.notes))]
    return _whole(edition, parts, trees, said, "a4")


def _some(*sides: Element | None) -> list[Element]:
    return [side for side in sides if side is not None]


def _walk(edition: Edition, main: Sequence[object], notes: Sequence[Note], level: int) -> Walk:
    return Walk(edition.locale, {note.anchor: note for note in notes}, level=level, anchors=anchors_of(main))


def _whole(edition: Edition, parts: Iterable[Code], trees: Iterable[Sequence[object]], said: Front, paper: str) -> str:
    """The file: the languages that are spoken in it, the book and what is in it."""
    spoken = {edition.locale, edition.home, "en", *(lang for tree in trees for lang in languages_of(tree))}
    langs = "".join(f"#let {language_name(lang)} = {literal(values(lang))}\n" for lang in sorted(spoken))
    made = call(
        "book",
        _own(edition),
        join(parts),
        heads=_running(edition, said),
        paper=paper,
        margin=_MARGINS[paper],
        **_document(edition),
    )
    return f"{langs}#{made}\n"


def _own(edition: Edition) -> Code:
    return Code(language_name(edition.locale))


def _document(edition: Edition) -> dict[str, Value]:
    return {"title": name(shelves.title(edition)), "author": shelves.value(edition, "author")}


def _running(edition: Edition, said: Front) -> list[Value]:
    """What stands above even pages and above odd ones; of several, the first that a line holds.

    A title is cut at its colon, as printers cut it.
    """
    title = shelves.title(edition)
    short = re.split(r"(?<=[^\s\d])\s*[:：](?!\d)", title)[0]
    author: list[Value] = [said.author.text] if said.author else []
    titles: list[Value] = [*([short] if short != title else []), title]
    return [[*author, *titles], [*titles, *author]]


def _title_block(said: Front, edition: Edition, *, is_outlined: bool = True) -> Code:
    lang = edition.locale
    title = None
    if said.title:
        keep: list[Value] = [*whole(said.title.text, said.title.lang)]
        title = call("head", 1, None, is_outlined, _said(said.title, lang), keep=keep)
    return call(
        "title-block",
        Code(language_name(lang)),
        title=title,
        subtitle=_said(said.subtitle, lang) if said.subtitle else None,
        author=_said(said.author, lang) if said.author else None,
        date=said.date_text or None,
        lines=_spoken(edition, (*said.credits, *said.provenance)),
    )


def _said(said: Said, lang: str) -> Code:
    text = join(breakable(said.text))
    return text if said.lang == lang else call("spoken", Code(language_name(said.lang)), text)


def _spoken(edition: Edition, texts: Iterable[str | Code]) -> list[Value]:
    """The edition's own sentences, marked as English where it has none in its language."""
    if speaks(edition.locale):
        return list(texts)
    return [call("spoken", Code(language_name("en")), text) for text in texts]


def _colophon(said: Front, lang: str) -> Iterator[str | Code]:
    version = said.version
    yield join((version.before, call("code", version.digest), version.after))
    yield from said.credits
    if said.rights:
        yield _said(said.rights, lang)
    if said.license:
        yield call("outer", said.license.href, literal(said.license.text)) if said.license.href else said.license.text


def _unreferred(edition: Edition, walk: Walk, notes: Sequence[Note]) -> Iterator[Code]:
    """Notes that nothing in the text leads to, at its end."""
    for by_translator, heading in HEADINGS.items():
        left: list[Value] = [
            [note.name, walk.notes_blocks(note)]
            for note in notes
            if note.by_translator is by_translator and not note.is_referred
        ]
        if left:
            yield call("end-notes", walk.level + 1, say(heading, edition.locale), left)
