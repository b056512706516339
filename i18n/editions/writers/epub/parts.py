"""The blocks of a body → the files of a book: where a section begins, and which file each anchor is in."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from ...tree import Element
from .content import is_anchor

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
OPENERS = frozenset({"h1", "h2"})
"""The headings that begin a file of their own."""
_WHITE = re.compile(r"[ \t\n\r\f]+")
"""White space as HTML has it: a no-break space of a title is none."""


class Block(NamedTuple):
    """A block of the edition, and the block of the original beside it where the edition has both."""

    ours: Element | None
    theirs: Element | None = None

    @property
    def sides(self) -> tuple[Element, ...]:
        return tuple(side for side in self if side is not None)

    @property
    def heading(self) -> Element | None:
        """The heading that the block is, in the language of the edition where it has one."""
        return next((side for side in self.sides if side.tag in HEADINGS), None)


class Heading(NamedTuple):
    """An entry of the table of contents: level 1 to 6, words, where they are, and their language where it differs."""

    level: int
    words: str
    href: str
    lang: str


class Entry(NamedTuple):
    """A line of the table of contents with those below it; ``lang`` is that of its words."""

    words: str
    href: str
    lang: str
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the text."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> Element | None:
        """The heading that the file begins with."""
        return self.blocks[0].heading if self.blocks else None


def parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The files of a text: each section of the first and second level is one, with the heading above it."""
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if groups[-1] and _opens(block, groups[-1]):
            groups.append([])
        groups[-1].append(block)
    width = len(str(len(groups)))
    return tuple(
        Part("text.xhtml" if len(groups) == 1 else f"text-{number:0{width}}.xhtml", tuple(group))
        for number, group in enumerate(groups, 1)
    )


def _opens(block: Block, before: Sequence[Block]) -> bool:
    """Whether a block begins a file; a chapter's heading stays with that of its part when nothing stands between."""
    if block.heading is None or block.heading.tag not in OPENERS:
        return False
    above = [other.heading for other in before]
    return not all(one is not None and one.tag < block.heading.tag for one in above)


def settle(parts: Sequence[Part], taken: Container[str]) -> dict[str, str]:
    """The file of every anchor in the text; the second of two that are equal, and one that is none, is taken away.

    Headings without an anchor get one. ``taken`` are the anchors of the notes.
    """
    files: dict[str, str] = {}
    for part in parts:
        for element in _elements(part):
            anchor = element.get("id")
            if anchor is None:
                continue
            if not is_anchor(anchor) or anchor in files or anchor in taken:
                del element.attrib["id"]
            else:
                files[anchor] = part.name
    for part in parts:
        for block in part.blocks:
            if block.heading is not None and not block.heading.get("id"):
                anchor = _free(files, taken)
                block.heading.set("id", anchor)
                files[anchor] = part.name
    return files


def _elements(part: Part) -> Iterator[Element]:
    for block in part.blocks:
        for side in block.sides:
            yield from side.iter()


def _free(files: Container[str], taken: Container[str]) -> str:
    number = 1
    while f"heading-{number}" in files or f"heading-{number}" in taken:
        number += 1
    return f"heading-{number}"


def contents(parts: Sequence[Part], lang: str) -> Iterator[Heading]:
    """The headings of a text in order; ``lang`` is that of the edition."""
    for part in parts:
        for block in part.blocks:
            found = block.heading
            words = _WHITE.sub(" ", _words(found)).strip(" ") if found is not None else ""
            if found is not None and words:
                href = f"{part.name}#{quote(found.get('id'))}"
                yield Heading(int(found.tag[1]), words, href, found.get("lang") or lang)


def _words(element: Element) -> str:
    """The words of a heading without its references to notes."""
    if element.get("role") == "doc-noteref":
        return ""
    inside = (f"{_words(child) if isinstance(child.tag, str) else ''}{child.tail or ''}" for child in element)
    return f"{element.text or ''}{''.join(inside)}"


def nest(headings: Sequence[Heading]) -> tuple[Entry, ...]:
    """Headings as a tree: each is one step below the last of a higher level, whatever levels it skips."""
    found: list[Entry] = []
    at = 0
    while at < len(headings):
        first = headings[at]
        end = next((n for n in range(at + 1, len(headings)) if headings[n].level <= first.level), len(headings))
        found.append(Entry(first.words, first.href, first.lang, nest(headings[at + 1 : end])))
        at = end
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Finds anchors from a file: ``#id`` in the file itself, ``other.xhtml#id`` in another."""

    files: Mapping[str, str]
    here: str

    def __call__(self, anchor: str) -> str | None:
        file = self.files.get(anchor)
        if file is None:
            return None
        return f"{'' if file == self.here else file}#{quote(anchor)}"
