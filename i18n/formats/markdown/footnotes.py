"""Translator's notes ``^[…]`` → footnotes of the edition, behind all that the source has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...inline import guard_line, neutralise, notes_in_parentheses, replace_notes, spans, tidy
from .blocks import Parsed, parse


class Cut(NamedTuple):
    """Texts by slot with a reference ``[^label]`` for each note, and by slot the notes with their labels."""

    texts: Mapping[int, str]
    notes: Mapping[int, Mapping[str, str]]


def cut(texts: Mapping[int, str], sources: Mapping[int, str], body: str) -> Cut:
    """The texts without their notes. A text whose source has ``^[`` of its own is left as it is."""
    prefix = "tn"
    while f"[^{prefix}-" in body:
        prefix += "n"
    count = 0
    out: dict[int, str] = {}
    notes: dict[int, dict[str, str]] = {}
    for index, text in texts.items():
        mine: dict[str, str] = {}

        def refer(_: str, note: str, mine: dict[str, str] = mine) -> str:
            nonlocal count
            said = _fit(note)
            if not said:
                return ""
            count += 1
            mine[f"{prefix}-{count}"] = said
            return f"[^{prefix}-{count}]"

        out[index] = text if "^[" in sources[index] else replace_notes(text, refer)
        if mine and _links(out[index]) + sum(map(_links, mine.values())) == _links(text):
            notes[index] = mine
        elif mine:
            out[index] = text  # with a footnote in it, a link would be none: `fit` puts the note in parentheses
    return Cut(out, notes)


def _links(text: str) -> int:
    return sum(span.kind == "link" for span in spans(notes_in_parentheses(text))) if "](" in text else 0


def _fit(note: str) -> str:
    """A note as the one paragraph of a footnote."""
    said = tidy(notes_in_parentheses(note), breaks=False)
    return guard_line(tidy(neutralise(said, "").text, breaks=False))


def maybe_append(text: str, notes: Iterable[Mapping[str, str]], source: Parsed) -> str | None:
    """The filled body with its notes behind it; None where its end would swallow them (a fence never closed)."""
    defined = "".join(f"\n[^{name}]: {said}\n" for some in notes for name, said in some.items())
    if not defined:
        return text
    whole = text + ("" if text.endswith("\n") or not text else "\n") + defined
    return whole if parse(whole).skeleton == [*source.skeleton, *parse(defined).skeleton] else None
