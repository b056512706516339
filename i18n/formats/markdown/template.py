"""A document → the HTML of its blocks with a hole for each run, made once and filled for every language.

Only what is surely the same as what `html` would write from the filled document is written
here, and None given where anything is not: raw HTML in a translation, notes of a translator …
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from ...model import Document, Piece
from ...same import Same
from .. import Body
from ..sanitise import clean
from . import html, phrases
from .blocks import Parsed, parse
from .endnotes import Endnotes
from .filling import fit, prepared
from .read import slots_of_runs
from .sure import Kind, kind

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = ' class="original" lang="x-hole" dir="ltr"'
_HOLE = re.compile(f"({re.escape(_MARK)}>)?{_OPEN}([0-9]+){_CLOSE}")
_WIDE = re.compile(
    r"<(?:a|table|t[dhr]|thead|tbody|tfoot|caption|col|select|option|svg|math|ruby|r[pt])\b", re.IGNORECASE
)
"""Raw HTML in which a parser would put what follows elsewhere, or end it, so that holes tell nothing."""


class Hole(NamedTuple):
    """The HTML before a run; where the run's attributes stand on its block, without the ``>`` behind them."""

    before: str
    run: int
    on_block: bool


class Template(NamedTuple):
    """HTML with holes; ``gaps`` is what stands before each where no run has attributes."""

    holes: tuple[Hole, ...]
    gaps: tuple[str, ...]
    behind: str


class Runs(NamedTuple):
    """The HTML of all runs by index, and the attributes of those that have any."""

    inside: Sequence[str]
    attributes: Mapping[int, str]


class Page:
    """What is known of a document's HTML whatever the language."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source: Parsed = prepared(document).body.source
        self.slots = slots_of_runs(self.source)
        self.labels = html.authors(self.source)
        self.is_raw = any(event.what == "Html" for event in self.source.events)
        self.has_definitions = prepared(document).body.has_definitions

    @cached_property
    def templates(self) -> tuple[Template, Mapping[str, Template]] | None:
        """The body's template and those of the footnotes by label; None where raw HTML may reach over a hole."""
        raw = [event.payload for event in self.source.events if event.what == "Html"]
        if _OPEN in self.document.raw or any(map(_WIDE.search, raw)):
            return None
        notes = Endnotes(self.labels)
        ids = dict(html.anchors(self.source))
        main = html.Writer(self.source, ids, notes, lambda _: _MARK, lambda run: f"{_OPEN}{run}{_CLOSE}").body()
        parts = {"": main, **{label: "".join(texts) for label, texts in notes.texts.items()}}
        if raw:
            parts = {label: clean(text) for label, text in parts.items()}
        cut = {label: _cut(text) for label, text in parts.items()}
        found = [hole.run for one in cut.values() for hole in one.holes]
        has_marks = any(_MARK in text for one in cut.values() for text in (*one.gaps, one.behind))
        if has_marks or sorted(found) != list(range(len(self.source.runs))):
            return None
        return cut.pop(""), cut

    @cached_property
    def originals(self) -> dict[int, str]:
        """The HTML of runs as they stand in the source, as far as it was asked for."""
        return {}

    def original(self, run: int, notes: Endnotes) -> str:
        """A run of the source as HTML."""
        events = self.source.runs[run].events
        if any(event.what == "FootnoteReference" for event in events):
            return clean("".join(html.inline(events, notes.refer)))
        if run not in self.originals:
            self.originals[run] = clean("".join(html.inline(events, notes.refer)))
        return self.originals[run]


def _cut(text: str) -> Template:
    holes: list[Hole] = []
    at = 0
    for found in _HOLE.finditer(text):
        holes.append(Hole(text[at : found.start()], int(found[2]), found[1] is not None))
        at = found.end()
    gaps = tuple(hole.before + ">" * hole.on_block for hole in holes)
    return Template(tuple(holes), gaps, text[at:])


@lru_cache(maxsize=4)
def _page(same: Same[Document]) -> Page:
    return Page(same.value)


def maybe_html(document: Document, pieces: Sequence[Piece]) -> Body | None:
    """The body of an edition, as `html.to_html` would write it; None where that must look for itself."""
    page = _page(Same(document))
    if page.templates is None:
        return None
    mine = dict(zip(page.slots, pieces[len(pieces) - len(page.slots) :], strict=True))
    shown = _shown(page, mine)
    if shown is None:
        return None
    notes = Endnotes(page.labels)
    runs = _runs(page, mine, shown, notes)
    main, definitions = page.templates
    for label, template in definitions.items():
        notes.define(label, _filled(template, runs))
    return Body(_filled(main, runs), notes.all())


def _shown(page: Page, pieces: Mapping[int, Piece]) -> Mapping[int, str] | None:
    """The HTML of each run that does not stand as in the source, references to footnotes as the parser writes them."""
    shown: dict[int, str] = {}
    everyday: dict[int, str] = {}
    slots = page.document.slots[-len(pieces) :] if pieces else ()
    for slot, (run, piece) in zip(slots, pieces.items(), strict=True):
        text = piece.text or piece.typeset
        if not text:
            continue
        if kind(text) is Kind.PLAIN:
            shown[run] = text
            continue
        fitted = text if kind(text) is Kind.AS_IT_IS else None if "^[" in text else fit(slot, text)
        if fitted is None:
            return None
        if kind(fitted) is not Kind.UNKNOWN and phrases.is_everyday(fitted):
            everyday[run] = fitted
        elif (made := _maybe_rare(page, fitted)) is not None:
            shown[run] = made
        else:
            return None
    found = phrases.maybe_html(tuple(everyday.values()), page.labels)
    if found is None:
        return None
    shown.update(zip(everyday, found, strict=True))
    return shown


def _maybe_rare(page: Page, text: str) -> str | None:
    """A text with any markup as HTML; None where only the whole document tells what it is."""
    if page.has_definitions or "|" in text or text.startswith("\ufeff"):
        return None
    labels = [label for label in dict.fromkeys(_LABEL.findall(text)) if label in page.labels]
    parsed = parse(text + "".join(f"\n\n[^{label}]: x" for label in labels))
    is_alone = parsed.skeleton[: len(_PARAGRAPH)] == _PARAGRAPH and len(parsed.runs) == 1 + len(labels)
    if not is_alone or not all(map(phrases.is_label, labels)):
        return None
    made = clean("".join(html.inline(parsed.runs[0].events, phrases.refer)))
    return None if page.is_raw and _WIDE.search(made.replace("<a ", "")) else made


_LABEL = re.compile(r"\[\^([^\[\]\s]+)\]")
_PARAGRAPH = parse("x").skeleton


def _runs(page: Page, pieces: Mapping[int, Piece], shown: Mapping[int, str], notes: Endnotes) -> Runs:
    inside: list[str] = []
    attributes: dict[int, str] = {}
    for run in range(len(page.source.runs)):
        made, piece = shown.get(run), pieces.get(run)
        if piece is not None and piece.text is None and piece.lang:
            attributes[run] = html.original(piece.lang)
        if made is None:
            made = page.original(run, notes)
        elif "footnote-reference" in made:
            made = phrases.REFERENCE.sub(lambda found: clean(notes.refer(found[1])), made)
        inside.append(made)
    return Runs(inside, attributes)


def _filled(template: Template, runs: Runs) -> str:
    if not runs.attributes:
        inside = [runs.inside[hole.run] for hole in template.holes]
        return "".join(chain.from_iterable(zip(template.gaps, inside, strict=True))) + template.behind
    out: list[str] = []
    for hole, gap in zip(template.holes, template.gaps, strict=True):
        run, attributes = runs.inside[hole.run], runs.attributes.get(hole.run)
        if not attributes:
            out += (gap, run)
        elif hole.on_block:
            out += (hole.before, attributes, ">", run)
        else:
            out += (gap, f"<span{attributes}>{run}</span>")
    return "".join(out) + template.behind
