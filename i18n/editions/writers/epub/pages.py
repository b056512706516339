"""The XHTML files of a book: its title page, its text, its notes, and its table of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .... import languages
from ....formats import Note
from ... import tree
from ...breaks import hold_dashes, phrases
from ...front import Said
from ...furniture import say, speaks
from .book import NOTES, Book, Notes
from .content import Resolve, text, value, xhtml
from .parts import Block, Entry, Part, Resolver, nest

TITLE = "title.xhtml"
NAV = "nav.xhtml"
STYLE = "style.css"


def language(lang: str) -> str:
    """The attributes that say a language and its direction."""
    return f' lang="{value(lang)}" xml:lang="{value(lang)}" dir="{languages.direction(lang)}"'


def where_other(lang: str, page: str) -> str:
    """The same, where it is not that of the page."""
    return "" if lang == page else language(lang)


def furniture(lang: str) -> str:
    """The attributes of the edition's own words: English, where it has none in the language."""
    return "" if speaks(lang) else language("en")


def page(lang: str, title: str, inside: str, kind: str) -> str:
    """A whole XHTML file; ``kind`` is the division of the book that it belongs to."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{language(lang)}>\n<head>\n<title>{text(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<link rel="stylesheet" type="text/css" href="{STYLE}"/>\n</head>\n'
        f'<body dir="{languages.direction(lang)}" epub:type="{kind}">\n{inside}</body>\n</html>\n'
    )


def title_page(book: Book) -> str:
    """The title page: what the book is, whose, and in which state."""
    return page(book.lang, book.title, "".join(_title_page(book)), "frontmatter")


def _title_page(book: Book) -> Iterator[str]:
    said, own = book.front, furniture(book.lang)
    yield '<section class="titlepage" epub:type="titlepage">\n'
    title = said.title or Said(book.title, book.lang)
    yield f"<h1{where_other(title.lang, book.lang)}>{_broken(title)}</h1>\n"
    if said.subtitle:
        yield f'<p class="subtitle"{where_other(said.subtitle.lang, book.lang)}>{_broken(said.subtitle)}</p>\n'
    if book.is_bilingual:
        yield f'<p class="other"{language(book.languages[1])}>{text(book.original)}</p>\n'
        yield f'<p class="kind"{own}>{text(say("Original and translation side by side", book.lang))}</p>\n'
    if said.author:
        yield f'<p class="author"{where_other(said.author.lang, book.lang)}>{text(said.author.text)}</p>\n'
    if said.date_text:
        yield f'<p class="date">{text(said.date_text)}</p>\n'
    lines = (*said.credits, *said.provenance)
    yield "".join(f'<p class="credits"{own}>{text(line)}</p>\n' for line in lines)
    if said.notices:
        sentences = "".join(f"<p>{text(sentence)}</p>\n" for sentence in said.notices)
        yield f'<aside class="notices" epub:type="notice" role="note"{own}>\n{sentences}</aside>\n'
    before, digest, after = said.version
    code = f'<bdi><code dir="ltr">{digest}</code></bdi>'
    yield f'<p class="version"{own}>{text(before)}{code}{text(after)}</p>\n'
    if said.rights:
        yield f'<p class="rights"{where_other(said.rights.lang, book.lang)}>{text(said.rights.text)}</p>\n'
    if said.license:
        words = f"<bdi>{text(said.license.text)}</bdi>"
        href = value(said.license.href)
        link = f'<a href="{href}">{words}</a>' if href else words
        yield f'<p class="rights">{link}</p>\n'
    yield "</section>\n"


def _broken(said: Said) -> str:
    """A title, with the places where a line of it had better break."""
    return hold_dashes("<wbr/>".join(text(phrase) for phrase in phrases(said.text, said.lang)))


def text_page(book: Book, part: Part) -> str:
    """A file of the text."""
    resolve = Resolver(book.files, part.name)
    inside = "\n".join(_block(block, book, resolve) for block in part.blocks)
    heading = part.heading
    opening = "<section"
    if heading is not None:
        opening = f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="{value(heading.get("id"))}"'
    kind = "text pairs" if book.is_bilingual else "text"
    title = next((one.words for one in book.contents if one.href.startswith(f"{part.name}#")), book.title)
    return page(book.lang, title, f'{opening} class="{kind}">\n{inside}\n</section>\n', "bodymatter")


def _block(block: Block, book: Book, resolve: Resolve) -> str:
    if not book.is_bilingual:
        return "".join(xhtml(side, resolve) for side in block.sides)
    ours = "" if block.ours is None else xhtml(block.ours, resolve)
    theirs = "" if block.theirs is None else xhtml(block.theirs, resolve)
    return (
        f'<div class="pair">\n<div class="ours"{language(book.languages[0])}>{ours}</div>\n'
        f'<div class="theirs"{language(book.languages[1])}>{theirs}</div>\n</div>'
    )


def notes_page(book: Book) -> str:
    """The file of the notes, each of them one that a reading system can show where it is referred to."""
    resolve = Resolver(book.files, NOTES)
    inside = "".join(_section(one, book, resolve) for one in book.notes)
    return page(book.lang, book.notes[0].heading, inside, "backmatter")


def _section(found: Notes, book: Book, resolve: Resolve) -> str:
    items = "".join(_note(note, found, resolve) for note in found.notes)
    own = where_other(found.lang, book.lang)
    return (
        f'<section class="notes" epub:type="endnotes" role="doc-endnotes" aria-labelledby="{found.anchor}"{own}>\n'
        f'<h2 id="{found.anchor}"{furniture(found.lang)}>{text(found.heading)}</h2>\n{items}</section>\n'
    )


def _note(note: Note, found: Notes, resolve: Resolve) -> str:
    blocks = [tree.with_prefix(block, found.prefix) for block in tree.blocks(note.html)]
    for element in (one for block in blocks for one in block.iter() if one.get("id")):
        del element.attrib["id"]
    written = [xhtml(block, resolve) for block in blocks]
    back = resolve(f"{found.prefix}{note.reference}") if note.is_referred else None
    number = f"{text(languages.digits(note.name, found.lang))}."
    if back:
        label = value(say("Back to the text", found.lang))
        number = f'<a class="back" href="{value(back)}" role="doc-backlink" title="{label}">{number}</a>'
    if written and written[0].startswith("<p>"):
        written[0] = f'<p><span class="number">{number}</span> {written[0].removeprefix("<p>")}'
    else:
        written.insert(0, f'<p><span class="number">{number}</span></p>')
    return (
        f'<aside epub:type="footnote" role="doc-footnote" id="{found.prefix}{note.anchor}">\n'
        f"{chr(10).join(written)}\n</aside>\n"
    )


def nav_page(book: Book) -> str:
    """The table of contents, and the landmarks of the book."""
    heading = say("Contents", book.lang)
    inside = (
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">\n'
        f'<h1 id="contents"{furniture(book.lang)}>{text(heading)}</h1>\n{_list(book)}</nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden">\n<ol>\n{"".join(_landmarks(book))}</ol>\n</nav>\n'
    )
    return page(book.lang, heading, inside, "frontmatter")


def entries(book: Book) -> tuple[Entry, ...]:
    """The table of contents: the headings of the text, or its title where it has none, and the notes."""
    text = nest(book.contents) or (Entry(book.title, book.parts[0].name, book.lang),)
    notes = (Entry(one.heading, f"{NOTES}#{one.anchor}", one.lang if speaks(one.lang) else "en") for one in book.notes)
    return (*text, *notes)


def _list(book: Book) -> str:
    def items(found: Sequence[Entry]) -> str:
        return "<ol>\n" + "".join(item(one) for one in found) + "</ol>\n"

    def item(one: Entry) -> str:
        link = f'<a href="{value(one.href)}"{where_other(one.lang, book.lang)}>{text(one.words)}</a>'
        return f"<li>{link}{chr(10) + items(one.below) if one.below else ''}</li>\n"

    return items(entries(book))


def _landmarks(book: Book) -> Iterator[str]:
    own = furniture(book.lang)
    marks = [
        ("titlepage", TITLE, say("Title page", book.lang)),
        *([("toc", f"{NAV}#toc", say("Contents", book.lang))] if book.has_sections else []),
        ("bodymatter", book.parts[0].name, say("Text", book.lang)),
    ]
    if book.notes:
        marks.append(("endnotes", NOTES, say("Notes", book.lang)))
    for kind, href, words in marks:
        yield f'<li><a epub:type="{kind}" href="{href}"{own}>{text(words)}</a></li>\n'
