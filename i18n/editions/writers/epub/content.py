"""Elements of an edition's body → XHTML that every reading system takes, with no word lost.

Sanitised HTML is safe, but an author's raw HTML need not be valid: a list item outside a
list, a paragraph inside a span, a language that is none. An element that may not stand
where it stands becomes a ``div`` or a ``span``, an attribute that says nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import unquote

from ...tree import Element, allowed

Resolve = Callable[[str], str | None]
"""Where an anchor of the edition is, as seen from the file that links to it; None where it is nowhere."""

PHRASING = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q ruby s samp small span strong sub sup time u var "
    "wbr".split()
)
VOID = frozenset({"br", "wbr", "hr", "col"})
ONLY_PHRASING = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "th", "caption", "summary"})
"""Blocks that hold no other blocks."""

TRANSPARENT = frozenset({"a", "ins", "del"})
NOT_INSIDE_ITSELF = frozenset({"a", "dfn", "time"})

PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "caption": {"table"},
    "colgroup": {"table"},
    "col": {"colgroup"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "rt": {"ruby"},
    "rp": {"ruby"},
}
CHILDREN = {
    "ul": re.compile(r"(li )*"),
    "ol": re.compile(r"(li )*"),
    "dl": re.compile(r"((dt )+(dd )+)*"),
    "table": re.compile(r"(caption )?(colgroup )*(thead )?((tbody )*|(tr )+)(tfoot )?"),
    "thead": re.compile(r"(tr )*"),
    "tbody": re.compile(r"(tr )*"),
    "tfoot": re.compile(r"(tr )*"),
    "tr": re.compile(r"((td|th) )*"),
    "colgroup": re.compile(r"(col )*"),
    "figure": re.compile(r"(figcaption )?((?!figcaption )\S+ )*|((?!figcaption )\S+ )*figcaption "),
    "details": re.compile(r"summary ((?!summary )\S+ )*"),
    "ruby": re.compile(r"((?:(?!rt |rp )\S+ )+(rt |rp rt rp ))+(?:(?!rt |rp )\S+ )*"),
}
"""The order of their children, each followed by a space; text is ``#``."""

TEXT_INSIDE = frozenset({"figure", "details", "ruby"})

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ID = re.compile(r"[^\s\x00-\x20]+")
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_COUNT = re.compile(r"[1-9][0-9]{0,2}")
_WEB = re.compile(r"(?i)https?://[\w.-]*\w(:[0-9]{1,5})?([/?#]([^\s\"<>\\^`{|}%\[\]]|%[0-9a-f]{2})*)?")
_MAIL = re.compile(r"(?i)mailto:([^\s\"<>\\^`{|}%\[\]#]|%[0-9a-f]{2})+")


class Place(NamedTuple):
    """Where an element stands: the names of the elements around it as they are written, and whether blocks may."""

    parent: str
    around: frozenset[str]
    in_line: bool


TOP = Place("body", frozenset(), False)


def text(words: str) -> str:
    """Words as the content of an element, without the characters that XML forbids."""
    return escape(allowed(words), quote=False)


def value(words: str) -> str:
    """Words as the value of an attribute."""
    return escape(allowed(words))


def xhtml(element: Element, resolve: Resolve, place: Place = TOP) -> str:
    """An element as XHTML without what follows it; ``resolve`` finds the anchors it links to."""
    return "".join(_written(element, resolve, place))


def _written(element: Element, resolve: Resolve, place: Place) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    name = _name(element, resolve, place)
    in_line = place.in_line if name in TRANSPARENT else name in PHRASING or name in ONLY_PHRASING
    inside = Place(name, place.around | {name}, in_line)
    yield f"<{name}{''.join(_attributes(element, name, resolve))}"
    if name in VOID:
        yield "/>"
        return
    yield f">{text(element.text or '')}"
    for child in element:
        yield from _written(child, resolve, inside)
        yield text(child.tail or "")
    yield f"</{name}>"


def _name(element: Element, resolve: Resolve, place: Place) -> str:
    name: str = element.tag
    other = "span" if place.in_line else "div"
    if name == "hr" and place.in_line:
        return "br"
    if place.in_line and name not in PHRASING and name not in ("rt", "rp"):
        return other
    if name in PARENTS and place.parent not in PARENTS[name]:
        return other
    if name in CHILDREN and not _is_whole(element):
        return other
    if name in NOT_INSIDE_ITSELF and name in place.around:
        return "span"
    if name == "a" and not _target(element.get("href", ""), resolve):
        return "span" if place.in_line or all(child.tag in PHRASING for child in element) else "div"
    if name == "bdo" and element.get("dir") not in ("ltr", "rtl"):
        return "span"
    if name == "time" and not _is_date(element.get("datetime", "")):
        return "span"
    return name


def _is_whole(element: Element) -> bool:
    """Whether an element has the children its name promises; the parts of a table answer for the whole."""
    name = element.tag
    has_text = any(found and found.strip() for found in (element.text, *(child.tail for child in element)))
    if has_text and name not in TEXT_INSIDE:
        return False
    if not CHILDREN[name].fullmatch("".join(_children(element))):
        return False
    return name not in _TABULAR or all(_is_whole(child) for child in element if child.tag in _TABULAR)


_TABULAR = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup"})


def _children(element: Element) -> Iterator[str]:
    if element.tag == "ruby" and (element.text or "").strip():
        yield "# "
    for child in element:
        if isinstance(child.tag, str):
            yield f"{child.tag} "
        if element.tag == "ruby" and (child.tail or "").strip():
            yield "# "


def _attributes(element: Element, name: str, resolve: Resolve) -> Iterator[str]:
    turned = element.tag != name
    if turned and name == "span" and element.tag not in PHRASING:
        yield ' class="block"'
    elif element.get("class"):
        yield f' class="{value(element.get("class"))}"'
    if element.get("id") and is_anchor(element.get("id")):
        yield f' id="{value(element.get("id"))}"'
    if element.get("title"):
        yield f' title="{value(element.get("title"))}"'
    lang = element.get("lang", "")
    if _LANGUAGE.fullmatch(lang):
        yield f' lang="{lang}" xml:lang="{lang}"'
    if element.get("dir") in ("ltr", "rtl", "auto"):
        yield f' dir="{element.get("dir")}"'
    elif name in ("code", "pre"):  # style sheets of books may say no direction (EPUB 3.3, 6.3.1)
        yield ' dir="ltr"'
    if name == "a":
        yield f' href="{value(_target(element.get("href"), resolve) or "")}"'
        if element.get("role") == "doc-noteref":
            yield ' role="doc-noteref" epub:type="noteref"'
    if not turned:
        yield from _particular(element, name)


def _particular(element: Element, name: str) -> Iterator[str]:
    """The attributes that only some elements have."""
    for key, pattern in _PARTICULAR.get(name, ()):
        found = element.get(key)
        if found is not None and pattern.fullmatch(found):
            if key == "value" and element.getparent().tag != "ol":
                continue
            yield f' {key}="{value(found or key)}"'


_SPANS = (("colspan", _COUNT), ("rowspan", _COUNT), ("data-align", re.compile("left|right|center")))
_PARTICULAR = {
    "a": (("hreflang", _LANGUAGE),),
    "ol": (("start", _NUMBER),),
    "li": (("value", _NUMBER),),
    "td": _SPANS,
    "th": (*_SPANS, ("scope", re.compile("row|col|rowgroup|colgroup"))),
    "col": (("span", _COUNT),),
    "time": (("datetime", re.compile(".*")),),
    "details": (("open", re.compile("")),),
}


def is_anchor(name: str) -> bool:
    """Whether a name can be the id of an element."""
    return bool(_ID.fullmatch(name))


def _target(href: str, resolve: Resolve) -> str | None:
    """Where a link goes: to an anchor of the edition or to the network; a file that is not in the book is nowhere."""
    if href.startswith("#"):
        return resolve(unquote(href[1:])) or resolve(href[1:])
    return href if _WEB.fullmatch(href) or _MAIL.fullmatch(href) else None


def _is_date(words: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?", words))
