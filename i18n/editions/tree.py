"""The body of an edition as a tree of elements, for the writers that make something else of it than HTML.

What is in the tree is sanitised HTML (see formats/sanitise.py for the tags and attributes
that there are), every character of it allowed in XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import lru_cache
from itertools import zip_longest
from typing import Any, TypeAlias

from ..formats import Body
from ..languages import digits, direction
from ..model import Document, Edition
from ..same import Same
from . import pictures
from .assemble import original
from .breaks import hold_dashes
from .written import written

Element: TypeAlias = Any
"""An `lxml.etree` element: ``tag``, ``get()``, ``text``, ``tail``, children in order."""
Pair: TypeAlias = tuple[Element | None, Element | None]
"""A block of the original and that of the edition."""

VOID = frozenset({"br", "wbr", "hr", "col"})
DEEPEST = 240
"""How deep elements may nest: the parser of libxml2 drops what lies deeper than 253, with its text."""

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def body(edition: Edition) -> Body:
    """The body of an edition as HTML: its blocks, and its notes, numbered in the digits of its language.

    An address that is shown may break where it has a sign, so that no line is left gaping before it; a dash
    without spaces clings to its word.
    The words of an image that stands alone are a ``picture``.
    """
    return _body(Same(edition))


@lru_cache(maxsize=4)
def _body(same: Same[Edition]) -> Body:
    edition = same.value
    made = written(edition)
    notes = (note._replace(html=_set(note.html, edition.locale)) for note in made.notes)
    return Body(_set(made.main, edition.locale), tuple(notes))


def _set(html: str, lang: str) -> str:
    numbered = _REFERENCE.sub(lambda found: found[1] + digits(found[2], lang), hold_dashes(html))
    numbered = _ALONE.sub(r"\1picture\2", pictures.without_links(numbered))
    side = ' dir="ltr"' if direction(lang) == "rtl" else ""
    return _ADDRESS.sub(lambda found: f"{found[1]}{side}>{_may_break(found[2])}{found[3]}", numbered)


def _may_break(address: str) -> str:
    return _SIGN.sub(r"\1<wbr>", address)


_REFERENCE = re.compile(r'( role="doc-noteref"[^<>]*>)([0-9]+)(?=\*?</a>)')
_ALONE = re.compile(r'(<p(?: [^<>]*)?>(?:<a [^<>]*>)?<span class=")image(">[^<>]*</span>(?:</a>)?</p>)')
_ADDRESS = re.compile(r"(<a [^<>]*)>([a-z]+://[^<>\s]+)(</a>)")
_SIGN = re.compile(r"((?:://|&amp;|[/?=#])(?=\w)|(?=\.\w))")


def blocks(html: str) -> tuple[Element, ...]:
    """The top-level elements of some HTML, in order; text that stands between them is a ``p``."""
    from lxml import html as parser

    if not html.strip():
        return ()
    # The parser of libxml2 does not know that nothing is inside of a wbr.
    closed = _shallow(allowed(html)).replace("<wbr>", "<wbr></wbr>")
    root = parser.fragment_fromstring(f"<div>{closed}</div>")
    for one in root.iter():  # what an entity such as &#1; stands for
        one.text, one.tail = allowed(one.text or "") or None, allowed(one.tail or "") or None
    return tuple(_blocks(root, parser.Element))


def allowed(text: str) -> str:
    """The text with U+FFFD for each character that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)


def _shallow(html: str) -> str:
    """Balanced HTML without the tags that lie deeper than `DEEPEST`; their text stays."""
    if html.count("<") <= DEEPEST:
        return html
    depth = 0

    def tag(found: re.Match[str]) -> str:
        nonlocal depth
        if found[2] in VOID:
            return found[0] if depth <= DEEPEST else ""
        depth -= bool(found[1])
        kept = found[0] if depth < DEEPEST else ""
        depth += not found[1]
        return kept

    return _TAG.sub(tag, html)


def _blocks(root: Element, make: Any) -> Iterator[Element]:
    loose = [(root.text, None), *((child.tail, child) for child in root)]
    for text, child in loose:
        if child is not None:
            child.tail = None
            yield child
        if text and text.strip():
            paragraph = make("p")
            paragraph.text = text.strip()
            yield paragraph


def pairs(edition: Edition, read: Callable[[Edition], Body] = body) -> tuple[Pair, ...]:
    """The blocks of the original, each with the block of the edition that stands for it.

    None stands where one side has no such block, which only raw HTML of the author's can bring about.
    ``read`` gives the bodies.
    """
    return tuple(zip_longest(blocks(read(original_of(edition)).main), blocks(read(edition).main)))


def original_of(edition: Edition) -> Edition:
    """The original that an edition was made from: the earlier version's, where the edition is of one."""
    return _original(Same(edition.document), edition.home, edition.typography)


@lru_cache(maxsize=2)
def _original(same: Same[Document], home: str, typography: bool) -> Edition:
    return original(same.value, home, typography=typography)


def with_prefix(element: Element, prefix: str) -> Element:
    """A copy of an element whose anchors begin with a prefix, as do the links to them."""
    copy = deepcopy(element)
    for one in copy.iter():
        for name in ("id", "aria-labelledby"):
            if one.get(name):
                one.set(name, prefix + one.get(name))
        if one.get("href", "").startswith("#"):
            one.set("href", f"#{prefix}{one.get('href')[1:]}")
    return copy


def html(element: Element) -> str:
    """An element as HTML; what follows it is left out."""
    from lxml import etree

    written = str(etree.tostring(element, method="html", encoding="unicode", with_tail=False))
    return written.replace("</wbr>", "")


def xhtml(element: Element) -> str:
    """An element as XHTML, without a namespace of its own; what follows it is left out."""
    from lxml import etree

    return str(etree.tostring(element, method="xml", encoding="unicode", with_tail=False))
