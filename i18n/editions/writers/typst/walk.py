"""Elements of an edition's body → typst code: calls of the template's functions around string literals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ....formats import Note
from ....inline import is_safe_link
from ....languages import digits
from ...breaks import whole
from ...tree import Element, blocks
from .source import Code, Value, breakable, call, join, literal, name
from .tables import cells

BLOCKS = frozenset(
    "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table ul "
    "tbody thead tfoot tr caption".split()
)
_PLAIN = {"em": "stressed", "i": "stressed", "cite": "stressed", "dfn": "stressed", "var": "stressed"} | {
    "strong": "forceful",
    "b": "forceful",
}
_DRAWN = {"s": "strike", "del": "strike", "ins": "underline", "u": "underline", "sub": "sub", "sup": "super"}
_CODE = frozenset({"code", "kbd", "samp"})
_HEADING = re.compile(r"h([1-6])")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_BETWEEN_HAN = re.compile(
    r"(?<=[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef])"
)
# The lines around an address that does not fit in one gape, where they are justified.
_LONG_ADDRESS = re.compile(r"://\S{24}")
# Typst gives up on deep trees; what is deeper than any book stands there without its frame, and nothing is lost.
DEEPEST = 8
# A stanza stands on one page; what has more lines than this is none.
LONGEST_VERSE = 16
# A term stands on the page of its definition, where that is no longer than this.
SHORT = 600


@dataclass
class Walk:
    """One pass over the blocks of one edition.

    ``lang`` is the language of what is being written, ``page`` that of the whole: of the foot of its pages, too.
    ``notes`` are found by the anchors that references lead to. ``prefix`` keeps the labels of
    two texts in one book apart; ``level`` is that of the heading above them.
    """

    lang: str
    notes: Mapping[str, Note]
    prefix: str = ""
    level: int = 0
    anchors: frozenset[str] = frozenset()
    is_outlined: bool = True
    levels: list[int] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    depth: int = 0
    ends_in_space: bool = True
    is_at_foot: bool = False
    page: str = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.lang

    def blocks(self, elements: Iterable[Element]) -> Code:
        """Top-level elements, as content."""
        return join(code for element in elements for code in self.block(element))

    @property
    def own(self) -> Code:
        """The language of what is being written, for the template."""
        return Code(language_name(self.lang))

    # Blocks

    def block(self, element: Element) -> Iterator[Code]:
        tag = str(element.tag)
        marked, before = self.enter(element)
        inside = list(self._block(tag, element))
        self.lang = before
        if not marked:
            yield from inside
        else:
            kind = "original" if "original" in element.get("class", "").split() else "foreign"
            small = {"scale": Code("note-scale")} if self.is_at_foot else {}
            yield call(kind, Code(marked), join(inside), **small)

    def _block(self, tag: str, element: Element) -> Iterator[Code]:
        heading = _HEADING.fullmatch(tag)
        if heading:
            yield self.heading(element, int(heading[1]))
        elif tag == "p" and (found := element.find(".//span[@class='picture']")) is not None:
            yield call("picture", self.inside(found))
        elif tag == "p" and (breaks := len(element.findall("br"))):
            yield call("verse", breaks < LONGEST_VERSE, self.inside(element))
        elif tag == "p" and _LONG_ADDRESS.search("".join(element.itertext())):
            yield call("ragged", join(self.flow(element)))
        elif tag == "p" or tag == "summary" or tag == "figcaption":
            yield from self.flow(element)
        elif tag == "hr":
            yield call("break-of-thought")
        elif tag == "pre":
            yield call("listing", "".join(element.itertext()).removesuffix("\n"))
        elif tag == "table":
            yield from self.table(element)
        elif self.depth >= DEEPEST:
            yield from self.flow(element)
        else:
            self.depth += 1
            yield from self.container(tag, element)
            self.depth -= 1

    def container(self, tag: str, element: Element) -> Iterator[Code]:
        if tag == "blockquote":
            yield call("quotation", join(self.flow(element)))
        elif tag in ("ul", "ol"):
            yield self.listing(tag, element)
        elif tag == "dl":
            yield from self.definitions(element)
        else:
            yield from self.flow(element)

    def flow(self, element: Element, *, tight: bool = False) -> Iterator[Code]:
        """What stands in an element that may hold blocks; loose text becomes a paragraph, unless ``tight``."""
        loose: list[Code] = []
        self.ends_in_space = True
        loose += self.text(element.text)
        for child in element:
            if child.tag in BLOCKS:
                yield from self.loose(loose, tight)
                loose = []
                yield from self.block(child)
                self.ends_in_space = True
            else:
                loose += self.inline(child)
            loose += self.text(child.tail)
        yield from self.loose(loose, tight)

    def loose(self, parts: Sequence[Code], tight: bool) -> Iterator[Code]:
        if any(part.strip('" ') for part in parts):
            yield join(parts) if tight else call("para", join(parts))

    def heading(self, element: Element, level: int) -> Code:
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        keep: list[Value] = [*whole(name("".join(element.itertext())), self.lang)]
        deep = min(self.level + len(self.levels), 6)
        return call("head", deep, self.label(element), self.is_outlined, self.inside(element), keep=keep)

    def label(self, element: Element) -> str | None:
        anchor = element.get("id")
        if not anchor or anchor not in self.anchors or anchor in self.labelled:
            return None
        self.labelled.add(anchor)
        return f"{self.prefix}{anchor}"

    def listing(self, tag: str, element: Element) -> Code:
        items = [child for child in element if child.tag == "li"]
        tight = not any(child.tag in BLOCKS and child.tag not in ("ul", "ol") for item in items for child in item)
        number = _number(element.get("start"), 1)
        made: list[Value] = []
        for item in items:
            number = _number(item.get("value"), number)
            marked, before = self.enter(item)
            content = join(self.flow(item, tight=tight))
            self.lang = before
            made.append([number, call("original", Code(marked), content) if marked else content])
            number += 1
        return call("numbered" if tag == "ol" else "listed", self.own, tight, made)

    def definitions(self, element: Element) -> Iterator[Code]:
        terms: list[Code] = []
        for child in element:
            if child.tag == "dt":
                terms.append(self.marked(child))
            elif child.tag == "dd":
                short = len("".join(child.itertext())) < SHORT
                yield call("defined", self.own, short, terms, join(self.flow(child)))
                terms = []
            else:
                yield from self.block(child)
        if terms:
            yield call("defined", self.own, True, terms, Code("[]"))

    def table(self, element: Element) -> Iterator[Code]:
        caption = element.find("caption")
        if caption is not None:
            yield from self.flow(caption)
        width, heads, rows = cells(element)
        made: list[Value] = []
        for cell in rows:
            marked, before = self.enter(cell.element)
            content = join(self.flow(cell.element, tight=True))
            self.lang = before
            align = cell.element.get("data-align")
            made.append(
                {
                    "x": cell.column,
                    "y": cell.row,
                    "colspan": cell.width,
                    "rowspan": cell.height,
                    "align": Code(align) if align in ("left", "center", "right") else None,
                    "body": call("marked", Code(marked), content) if marked else content,
                    "head": cell.element.tag == "th",
                }
            )
        if width:
            yield call("tabled", self.own, width, heads, made)

    # Inline

    def inside(self, element: Element) -> Code:
        """The inline content of an element."""
        self.ends_in_space = True
        return join(self.children(element))

    def marked(self, element: Element) -> Code:
        marked, before = self.enter(element)
        content = self.inside(element)
        self.lang = before
        return call("marked", Code(marked), content) if marked else content

    def children(self, element: Element) -> Iterator[Code]:
        yield from self.text(element.text)
        for child in element:
            yield from self.inline(child)
            yield from self.text(child.tail)

    def text(self, text: str | None) -> Iterator[Code]:
        """Text with its white space as HTML has it: one space for any run of it, none where a block begins."""
        if not text:
            return
        flat = _WHITE.sub(" ", _BETWEEN_HAN.sub("", text))
        if self.ends_in_space and flat.startswith(" "):
            flat = flat[1:]
        if flat:
            self.ends_in_space = flat.endswith(" ")
            yield from breakable(flat)

    def inline(self, element: Element) -> Iterator[Code]:
        if not isinstance(element.tag, str):
            return
        marked, before = self.enter(element)
        self.depth += 1
        parts = list(self._inline(element))
        self.depth -= 1
        self.lang = before
        if marked:
            kind = "marked" if "original" in element.get("class", "").split() else "spoken"
            yield call(kind, Code(marked), join(parts))
        else:
            yield from parts

    def _inline(self, element: Element) -> Iterator[Code]:
        tag = element.tag
        if tag == "br":
            self.ends_in_space = True
            yield call("linebreak")
        elif tag == "wbr":
            yield call("may-break")
        elif tag == "span" and element.get("class") == "held":
            yield call("box", join(self.children(element)))
        elif self.depth > 3 * DEEPEST:
            yield from self.children(element)
        elif tag == "sup" and self.note_of(element) is not None:
            yield self.footnote(element)
        elif tag == "a":
            yield self.link(element)
        elif tag in _PLAIN:
            yield call(_PLAIN[tag], self.own, join(self.children(element)))
        elif tag in _CODE:
            self.ends_in_space = False
            yield from breakable("".join(element.itertext()), lambda piece: call("code", piece))
        elif tag in _DRAWN:
            yield call(_DRAWN[tag], join(self.children(element)))
        elif tag == "rt" and not any(child.tag == "rp" for child in element.getparent()):
            yield from (literal("("), *self.children(element), literal(")"))
        elif tag == "q":
            yield from (literal("“"), *self.children(element), literal("”"))
        else:
            yield from self.children(element)

    def link(self, element: Element) -> Code:
        target = element.get("href", "")
        content = join(self.children(element))
        anchor = target[1:]
        if target.startswith("#"):
            return call("inner", f"{self.prefix}{anchor}", content) if anchor in self.anchors else content
        outside = ":" in target.split("/")[0]
        return call("outer", target, content) if outside and is_safe_link(target) else content

    # Notes

    def note_of(self, element: Element) -> Note | None:
        links = [child for child in element if child.tag == "a"]
        if len(element) != 1 or len(links) != 1 or links[0].get("role") != "doc-noteref":
            return None
        return self.notes.get(links[0].get("href", "")[1:])

    def footnote(self, element: Element) -> Code:
        note = self.note_of(element)
        assert note is not None
        self.ends_in_space = False
        sign = digits(note.name, self.page)
        label = f"{self.prefix}{note.anchor}"
        if note.anchor in self.labelled:
            return call("again", sign, label)
        self.labelled.add(note.anchor)
        self.is_at_foot = True
        made = self.notes_blocks(note)
        self.is_at_foot = False
        # At the foot of the page, which is the edition's: the original of a bilingual book speaks its language there.
        own = Code(language_name(self.page))
        return call("note", sign, label, call("spoken", own, made) if self.prefix else made)

    def notes_blocks(self, note: Note) -> Code:
        """The content of a note, in its own walk: its paragraphs have nothing to do with those around it."""
        depth, self.depth, lang, self.lang = self.depth, 0, self.lang, self.page
        first, *rest = blocks(note.html) or [None]
        if first is not None and first.tag == "p" and not first.get("lang"):  # it stands beside the sign of the note
            made = join((self.inside(first), *(code for block in rest for code in self.block(block))))
        else:
            made = self.blocks(blocks(note.html))
        self.depth, self.lang, self.ends_in_space = depth, lang, False
        return made

    def enter(self, element: Element) -> tuple[str, str]:
        """The name of an element's own language for the template ("" where it is the same), and the one before."""
        before = self.lang
        lang = element.get("lang")
        if lang and lang != before and _LANGUAGE.fullmatch(lang):
            self.lang = lang
            return language_name(lang), before
        return "", before


def is_heading(element: Element) -> bool:
    """Whether a block is a heading, which no page ends with."""
    return isinstance(element.tag, str) and _HEADING.fullmatch(element.tag) is not None


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def language_name(lang: str) -> str:
    """The name under which the template knows a language.

    >>> language_name("zh-Hans")
    'in-zh-hans'
    """
    return f"in-{lang.lower()}"


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def languages_of(elements: Iterable[Element]) -> Iterator[str]:
    """The languages that elements name."""
    for element in elements:
        for one in element.iter():
            lang = one.get("lang") if isinstance(one.tag, str) else None
            if lang and _LANGUAGE.fullmatch(lang):
                yield lang


def anchors_of(elements: Iterable[Element]) -> frozenset[str]:
    """The ids of the headings among elements: what a link inside the text can lead to."""
    return frozenset(
        one.get("id")
        for element in elements
        for one in element.iter()
        if isinstance(one.tag, str) and _HEADING.fullmatch(one.tag) and one.get("id")
    )
