"""Sentences beside pysbd: the same paragraphs through both, in turn."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence

from i18n.sentences import sentences

from .book import Draw
from .clock import in_fork, medians
from .table import Figure, Section, Value

FASTER = 20
ROUNDS, ENOUGH = 3, 6
PARAGRAPHS = 400


def measure() -> Section:
    """Seconds of each for a book's paragraphs, no two of them alike, for what was cut once is kept."""
    title, columns = "Sentences", ("text", "tamizdat", "pysbd", "ratio")
    if importlib.util.find_spec("pysbd") is None:
        return Section(title, columns, (), ("pysbd is not installed.",))
    draw = Draw(7)
    drawn = [draw.sentences(1, 7) for _ in range(PARAGRAPHS)]
    plain = [text for text in drawn if not set(text) & set("*`[<~")]
    figures = (_figure("a book with markup", drawn), _figure("its plain paragraphs", plain))
    notes = ("A paragraph at a time; pysbd has its segmenter ready before the clock starts.",)
    return Section(title, columns, figures, notes)


def _figure(name: str, paragraphs: Sequence[str]) -> Figure:
    ours(paragraphs[:3])
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
    segmenter.segment(paragraphs[0])
    mine, theirs = medians([in_fork(ours, paragraphs), in_fork(_theirs, lambda: segmenter, paragraphs)], ROUNDS, ENOUGH)
    ratio = Value(theirs / mine, "×")
    size = sum(len(text.encode()) for text in paragraphs) / 1e6
    return Figure(
        name, (Value(size, "MB"), Value(mine, "s"), Value(theirs, "s"), ratio), ratio, least=Value(FASTER, "×")
    )


def ours(paragraphs: Sequence[str]) -> None:
    for text in paragraphs:
        sentences(text, "en")


def _theirs(segmenter: object, paragraphs: Sequence[str]) -> None:
    for text in paragraphs:
        segmenter.segment(text)  # type: ignore[attr-defined]
