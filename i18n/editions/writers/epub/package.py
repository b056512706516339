"""The files of a book → one EPUB: its package document, the contents list of old readers, and the archive.

The bytes depend on nothing but the edition: entries are stored, not compressed, for two
versions of zlib compress to different bytes; their dates are the archive format's first day.
"""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources

from .... import languages
from ....model import Edition
from ... import shelf
from ...furniture import say
from .book import NOTES, Book
from .content import text, value
from .pages import NAV, STYLE, TITLE, entries, nav_page, notes_page, text_page, title_page
from .parts import Entry

FOLDER = "EPUB"
PACKAGE = "package.opf"
NCX = "toc.ncx"
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    f'<rootfile full-path="{FOLDER}/{PACKAGE}" media-type="application/oebps-package+xml"/>\n'
    "</rootfiles>\n</container>\n"
)
NO_DAY = dt.date(1980, 1, 1)
"""The day of a text that names none."""

XHTML = "application/xhtml+xml"
FEATURES = ("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")


def bind(book: Book) -> bytes:
    """The EPUB of a book."""
    files = {TITLE: title_page(book), NAV: nav_page(book)}
    files |= {part.name: text_page(book, part) for part in book.parts}
    if book.notes:
        files[NOTES] = notes_page(book)
    files[STYLE] = style()
    name = identifier(files)
    inside = {PACKAGE: package(book, name), NCX: ncx(book, name)} | files
    return archive({"META-INF/container.xml": CONTAINER} | {f"{FOLDER}/{path}": data for path, data in inside.items()})


@cache
def style() -> str:
    """The style sheet of all books."""
    return resources.files(__package__).joinpath("style.css").read_text("utf-8")


def identifier(files: Mapping[str, str]) -> str:
    """A name for a book that no other text has, and every copy of this one: made of the bytes of its files."""
    digest = sha256()
    for path, data in sorted(files.items()):
        digest.update(b"%s\0%s\0" % (path.encode(), data.encode()))
    return f"urn:uuid:{uuid.UUID(bytes=digest.digest()[:16], version=5)}"


def package(book: Book, name: str) -> str:
    """The package document: what the book is, which files it has, and in which order they are read."""
    direction = languages.direction(book.lang)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{value(book.lang)}" dir="{direction}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n<dc:identifier id="id">{name}</dc:identifier>\n'
        f"{''.join(_metadata(book))}{''.join(_accessibility(book))}</metadata>\n"
        f"<manifest>\n{''.join(_manifest(book))}</manifest>\n"
        f'<spine toc="ncx" page-progression-direction="{direction}">\n{"".join(_spine(book))}</spine>\n</package>\n'
    )


def _metadata(book: Book) -> Iterator[str]:
    edition, said = book.edition, book.front
    yield f'<dc:title id="title">{text(book.title)}</dc:title>\n'
    yield '<meta refines="#title" property="title-type">main</meta>\n'
    subtitle = said.subtitle.text if said.subtitle else ""
    if book.is_bilingual:
        subtitle = say("Original and translation side by side", book.lang)
    if subtitle:
        yield f'<dc:title id="subtitle">{text(subtitle)}</dc:title>\n'
        yield '<meta refines="#subtitle" property="title-type">subtitle</meta>\n'
    if said.author:
        yield from _person("creator", "author", said.author.text, "aut", said.author.lang)
    for role, names in (("trl", edition.credits.translators), ("rev", edition.credits.reviewers)):
        for number, person in enumerate(names, 1):
            yield from _person("contributor", f"{role}-{number}", person, role)
    yield "".join(f"<dc:language>{value(tag)}</dc:language>\n" for tag in book.languages)
    if said.date:
        yield f"<dc:date>{said.date.isoformat()}</dc:date>\n"
    rights = " · ".join(one.text for one in (said.rights, said.license) if one)
    if rights:
        yield f"<dc:rights>{text(rights)}</dc:rights>\n"
    description = shelf.value(edition, "description") or shelf.value(edition, "summary")
    if description:
        yield f"<dc:description>{text(description)}</dc:description>\n"
    if not edition.original:
        yield f'<dc:source id="source"{_language(edition.home)}>{text(book.original)}</dc:source>\n'
        yield f'<meta refines="#source" property="dcterms:language">{value(edition.home)}</meta>\n'
    yield f'<meta property="schema:version">{shelf.version(edition)}</meta>\n'
    yield f'<meta property="dcterms:modified">{modified(edition)}</meta>\n'


def _person(kind: str, anchor: str, name: str, role: str, lang: str = "") -> Iterator[str]:
    yield f'<dc:{kind} id="{anchor}"{_language(lang) if lang else ""}>{text(name)}</dc:{kind}>\n'
    yield f'<meta refines="#{anchor}" property="role" scheme="marc:relators">{role}</meta>\n'


def _language(lang: str) -> str:
    return f' xml:lang="{value(lang)}" dir="{languages.direction(lang)}"'


def modified(edition: Edition) -> str:
    """The moment that a book says it was last changed: the day of its text, as no clock is asked."""
    return f"{(shelf.day(edition) or NO_DAY).isoformat()}T00:00:00Z"


def _accessibility(book: Book) -> Iterator[str]:
    yield '<meta property="schema:accessMode">textual</meta>\n'
    yield '<meta property="schema:accessModeSufficient">textual</meta>\n'
    yield "".join(f'<meta property="schema:accessibilityFeature">{feature}</meta>\n' for feature in FEATURES)
    yield '<meta property="schema:accessibilityHazard">none</meta>\n'
    summary = say("Text only, without images. The table of contents leads to every section.", book.lang)
    yield f'<meta property="schema:accessibilitySummary">{text(summary)}</meta>\n'


def _pages(book: Book) -> list[tuple[str, str]]:
    """The files of a book in the order in which they are read, each with its name in the manifest."""
    front = [("title-page", TITLE), ("nav", NAV)]
    body = [(part.name.removesuffix(".xhtml"), part.name) for part in book.parts]
    return [*front, *body, *([("notes", NOTES)] if book.notes else [])]


def _manifest(book: Book) -> Iterator[str]:
    for name, file in _pages(book):
        kind = ' properties="nav"' if file == NAV else ""
        yield f'<item id="{name}" href="{file}" media-type="{XHTML}"{kind}/>\n'
    yield f'<item id="style" href="{STYLE}" media-type="text/css"/>\n'
    yield f'<item id="ncx" href="{NCX}" media-type="application/x-dtbncx+xml"/>\n'


def _spine(book: Book) -> Iterator[str]:
    """The order of reading; the notes stand outside of it, as each is read where it is referred to."""
    for name, file in _pages(book):
        if file != NAV or book.has_sections:
            yield f'<itemref idref="{name}"{" linear=" + chr(34) + "no" + chr(34) if file == NOTES else ""}/>\n'


def ncx(book: Book, name: str) -> str:
    """The table of contents for reading systems older than EPUB 3."""
    points = "".join(_points(entries(book), []))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{value(book.lang)}" '
        f'dir="{languages.direction(book.lang)}">\n'
        f'<head>\n<meta name="dtb:uid" content="{name}"/>\n</head>\n'
        f"<docTitle><text>{text(book.title)}</text></docTitle>\n<navMap>\n{points}</navMap>\n</ncx>\n"
    )


def _points(found: Sequence[Entry], seen: list[str]) -> Iterator[str]:
    for entry in found:
        seen.append(entry.href)
        yield (
            f'<navPoint id="point-{len(seen)}" playOrder="{len(seen)}">'
            f"<navLabel><text>{text(entry.words)}</text></navLabel>"
            f'<content src="{value(entry.href)}"/>\n'
        )
        yield from _points(entry.below, seen)
        yield "</navPoint>\n"


def archive(files: Mapping[str, str]) -> bytes:
    """The files as a zip archive that says what it is in its first bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as made:
        for path, inside in {"mimetype": "application/epub+zip", **files}.items():
            made.writestr(_info(path), inside.encode())
    return data.getvalue()


def _info(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path)  # its date is 1980-01-01 unless one is given
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info
