"""The corpus of scripted edits in data/edits → catalogs before and after, and a verdict on each edited segment.

A text (`essay.txt`) is written sentence by sentence with its translations; ``¶ kind`` begins a
segment, ``^`` says that a sentence is told together with the one before. Its edits
(`essay.toml`) name places by words that occur once in the source:

    typo, reword     [old words, new words]
    split            [words in the sentence that begins the next paragraph, …]
    merge            words in the paragraph that is joined to the one before
    move             ["sentence" or "paragraph", words in it, "before" or "after", words there]
    insert           ["sentence" or "paragraph", new text, "before" or "after", words there]
    delete           ["sentence" or "paragraph", words in it]
    move-and-edit    the five of move without the last of those of reword: [..., old words, new words]
    revision         steps, each with its name first: those above (but the last), and
                     ["list", words in the paragraph whose sentences become items],
                     ["kind", words in the segment, its new kind]

What a draft ought to be follows from the sentences alone; nothing here looks at what a tool makes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from i18n import match
from i18n.model import Catalog, Entry, Key
from i18n.words import count

DATA = Path(__file__).parent / "data" / "edits"
KINDS = ("typo", "reword", "split", "merge", "move", "insert", "delete", "move-and-edit", "revision")
ONE_SENTENCE = ("typo", "reword", "insert", "delete")
TOGETHER = "^"
NEAR = 0.6
"""A draft so alike to what is wanted is of use to a translator."""


class Sentence(NamedTuple):
    """A sentence of a source; ``number`` is its place in the unedited text, None when it was not there."""

    text: str
    number: int | None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    kind: str
    sentences: tuple[Sentence, ...]

    @property
    def source(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its translations: ``told[language][number]`` is that of a sentence, ``^`` with the one before."""

    name: str
    language: str
    segments: tuple[Segment, ...]
    told: Mapping[str, Sequence[str]]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.told)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: what kind, of what (``sentence`` or ``paragraph``), a short name, and the segments it makes."""

    text: Text
    kind: str
    of: str
    name: str
    segments: tuple[Segment, ...]


# Reading


def texts() -> Iterator[Text]:
    for path in sorted(DATA.glob("*.txt")):
        yield read(path)


def read(path: Path) -> Text:
    home = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))["source"]
    segments: list[Segment] = []
    told: dict[str, list[str]] = {}
    number = 0
    for block in path.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines and lines[0].startswith("¶"):
            segments.append(Segment(lines[0][1:].strip(), ()))
        elif lines:
            by_language = dict(line.split(": ", 1) for line in lines)
            sentence = Sentence(by_language.pop(home), number)
            segments[-1] = replace(segments[-1], sentences=(*segments[-1].sentences, sentence))
            for language, translation in by_language.items():
                told.setdefault(language, []).append(translation)
            number += 1
    assert all(len(translations) == number for translations in told.values()), path
    return Text(path.stem, home, tuple(segments), told)


def edits(text: Text) -> Iterator[Edit]:
    plan = tomllib.loads((DATA / f"{text.name}.toml").read_text("utf-8"))
    for kind in KINDS:
        for what in plan[kind]:
            words = [what] if isinstance(what, str) else what
            of = "paragraph" if words[0] == "paragraph" else "sentence"
            yield Edit(text, kind, of, f"{text.name}: {kind} {words}", _DO[kind](text.segments, *words))


def everywhere(text: Text) -> Iterator[Edit]:
    """One edit at every place of a text, that nobody chose: cuts, joints, deletions, neighbours changing places."""

    def edit(kind: str, of: str, *words: str) -> Edit:
        return Edit(text, kind, of, f"{text.name}: {kind} {words}", _DO[kind](text.segments, *words))

    for at, segment in enumerate(text.segments):
        first, *others = (sentence.text for sentence in segment.sentences)
        if at and segment.kind == text.segments[at - 1].kind == "paragraph":
            yield edit("merge", "paragraph", first)
        if at > 1:
            there = text.segments[at - 2].sentences[0].text
            yield edit("move", "paragraph", "paragraph", first, "before", there)
        for before, after in pairwise((first, *others)):
            yield edit("split", "sentence", after)
            yield edit("move", "sentence", "sentence", after, "before", before)
            yield edit("delete", "sentence", "sentence", after)


# Doing


def _place(segments: Sequence[Segment], words: str) -> tuple[int, int]:
    """The only sentence that has these words."""
    found = [
        (at, number)
        for at, segment in enumerate(segments)
        for number, sentence in enumerate(segment.sentences)
        if words in sentence.text
    ]
    assert len(found) == 1, f"{words!r} is in {len(found)} sentences"
    return found[0]


def _with(segments: Sequence[Segment], at: int, *new: Segment) -> tuple[Segment, ...]:
    return (*segments[:at], *new, *segments[at + 1 :])


def _reword(segments: Sequence[Segment], old: str, new: str) -> tuple[Segment, ...]:
    at, number = _place(segments, old)
    sentences = list(segments[at].sentences)
    assert sentences[number].text.count(old) == 1
    sentences[number] = sentences[number]._replace(text=sentences[number].text.replace(old, new), changed=True)
    return _with(segments, at, replace(segments[at], sentences=tuple(sentences)))


def _split(segments: Sequence[Segment], *beginnings: str) -> tuple[Segment, ...]:
    for words in beginnings:
        at, number = _place(segments, words)
        assert number, f"{words!r} begins its paragraph"
        one, other = segments[at].sentences[:number], segments[at].sentences[number:]
        segments = _with(segments, at, replace(segments[at], sentences=one), replace(segments[at], sentences=other))
    return tuple(segments)


def _merge(segments: Sequence[Segment], words: str) -> tuple[Segment, ...]:
    at, number = _place(segments, words)
    assert at and not number, f"{words!r} begins no paragraph"
    joined = replace(segments[at - 1], sentences=(*segments[at - 1].sentences, *segments[at].sentences))
    return (*segments[: at - 1], joined, *segments[at + 1 :])


def _taken(segments: Sequence[Segment], of: str, words: str) -> tuple[tuple[Segment, ...], Segment]:
    """The segments without a sentence or paragraph, and that."""
    at, number = _place(segments, words)
    if of == "paragraph":
        return _with(segments, at), segments[at]
    rest = (*segments[at].sentences[:number], *segments[at].sentences[number + 1 :])
    assert rest, f"{words!r} is a whole paragraph"
    return (
        _with(segments, at, replace(segments[at], sentences=rest)),
        replace(segments[at], sentences=(segments[at].sentences[number],)),
    )


def _put(segments: Sequence[Segment], of: str, new: Segment, side: str, words: str) -> tuple[Segment, ...]:
    at, number = _place(segments, words)
    after = {"before": 0, "after": 1}[side]
    if of == "paragraph":
        return (*segments[: at + after], new, *segments[at + after :])
    old, cut = segments[at].sentences, number + after
    return _with(segments, at, replace(segments[at], sentences=(*old[:cut], *new.sentences, *old[cut:])))


def _move(segments: Sequence[Segment], of: str, what: str, side: str, there: str) -> tuple[Segment, ...]:
    rest, moved = _taken(segments, of, what)
    return _put(rest, of, moved, side, there)


def _insert(segments: Sequence[Segment], of: str, what: str, side: str, there: str) -> tuple[Segment, ...]:
    return _put(segments, of, Segment("paragraph", (Sentence(what, None, True),)), side, there)


def _delete(segments: Sequence[Segment], of: str, what: str) -> tuple[Segment, ...]:
    return _taken(segments, of, what)[0]


def _move_and_edit(
    segments: Sequence[Segment], of: str, what: str, side: str, there: str, old: str, new: str
) -> tuple[Segment, ...]:
    return _reword(_move(segments, of, what, side, there), old, new)


def _list(segments: Sequence[Segment], words: str) -> tuple[Segment, ...]:
    at, _ = _place(segments, words)
    return _with(segments, at, *(Segment("list item", (sentence,)) for sentence in segments[at].sentences))


def _kind(segments: Sequence[Segment], words: str, kind: str) -> tuple[Segment, ...]:
    at, _ = _place(segments, words)
    return _with(segments, at, replace(segments[at], kind=kind))


def _revise(segments: Sequence[Segment], *steps: Sequence[str]) -> tuple[Segment, ...]:
    for step, *words in steps:
        segments = _DO[step](segments, *words)
    return tuple(segments)


_DO: Mapping[str, Callable[..., tuple[Segment, ...]]] = {
    "typo": _reword,
    "reword": _reword,
    "split": _split,
    "merge": _merge,
    "move": _move,
    "insert": _insert,
    "delete": _delete,
    "move-and-edit": _move_and_edit,
    "revision": _revise,
    "list": _list,
    "kind": _kind,
}


def site(edit: Edit) -> frozenset[object]:
    """What tells one edit of a kind from another: the sentences whose words changed, or those that meet as they did not."""
    changed = {sentence.number for segment in edit.segments for sentence in segment.sentences if sentence.changed}
    if edit.kind in ("typo", "reword", "move-and-edit"):
        return frozenset(changed)
    if edit.kind == "revision":
        return frozenset({edit.name})
    return frozenset(_meetings(edit.segments) - _meetings(edit.text.segments))


def _meetings(segments: Sequence[Segment]) -> set[tuple[str, str, bool]]:
    """Sentences that follow each other, and whether in one segment."""
    flat = [(sentence.text, at) for at, segment in enumerate(segments) for sentence in segment.sentences]
    return {(one, other, at == to) for (one, at), (other, to) in pairwise(flat)}


# Catalogs


def joint(language: str) -> str:
    return "" if language.startswith(("zh", "ja")) else " "


def units(text: Text, language: str, sentences: Sequence[Sentence]) -> list[str]:
    """The translations of some sentences in their order, each once; those told together are one."""
    told, found = text.told[language], []
    for sentence in sentences:
        if sentence.number is not None:
            number = sentence.number
            while told[number] == TOGETHER:
                number -= 1
            found.append(told[number])
    return list(dict.fromkeys(found))


def translation(text: Text, language: str, segment: Segment) -> str:
    return joint(language).join(units(text, language, segment.sentences))


def template(text: Text, segments: Sequence[Segment]) -> Catalog:
    header = {"X-Tamizdat-Source-Language": text.language, "Content-Type": "text/plain; charset=UTF-8"}
    entries = {segment.source: Entry(Key(None, segment.source), extracted=(segment.kind,)) for segment in segments}
    return Catalog(None, header, tuple(entries.values()))


def catalog(text: Text, language: str) -> Catalog:
    """The finished catalog of a text."""
    empty = template(text, text.segments)
    targets = {segment.source: translation(text, language, segment) for segment in text.segments}
    entries = tuple(replace(entry, target=targets[entry.key.source]) for entry in empty.entries)
    return replace(empty, locale=language, header={**empty.header, "Language": language}, entries=entries)


# Judging


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a tool made of one edited segment.

    ``right``: the draft is what the sentences' translations make; ``near``: it is like that.
    ``wrong``: text of a segment is in it from which no sentence came. ``unfuzzy``: a changed
    source with a finished translation. ``kept`` of ``stands``: words of the translations of
    unchanged sentences; ``words`` are all that are wanted.
    """

    edit: Edit
    language: str
    source: str
    draft: str
    wanted: str
    right: bool
    near: bool
    wrong: bool
    unfuzzy: bool
    kept: int
    stands: int

    @property
    def words(self) -> int:
        return count(self.wanted)


def judge(edit: Edit, language: str, result: Catalog) -> Iterator[Verdict]:
    """A verdict on each segment that an edit changed, and on each that it moved."""
    entries = {entry.key.source: entry for entry in result.active}
    before = {segment.source for segment in edit.text.segments}
    for segment in edit.segments:
        moved = edit.kind == "move" and edit.of == "paragraph" and segment.source in before
        if segment.source not in before or (moved and _is_out_of_order(edit, segment)):
            yield _verdict(edit, language, segment, entries[segment.source], segment.source in before)


def _is_out_of_order(edit: Edit, segment: Segment) -> bool:
    sources = [one.source for one in edit.segments]
    rest = [one.source for one in edit.text.segments if one.source != segment.source]
    return [source for source in sources if source != segment.source] == rest


def _verdict(edit: Edit, language: str, segment: Segment, entry: Entry, same: bool) -> Verdict:
    text = edit.text
    wanted = translation(text, language, segment)
    origins = {sentence.number for sentence in segment.sentences}
    own = [one for one in text.segments if origins & {sentence.number for sentence in one.sentences}]
    accepted = [wanted]
    if edit.kind == "delete":
        accepted += [translation(text, language, one) for one in own]
    draft = _squeezed(entry.target)
    right = draft in map(_squeezed, accepted) and (not same or not entry.fuzzy)
    stands = units(text, language, [one for one in segment.sentences if not one.changed])
    return Verdict(
        edit,
        language,
        segment.source,
        entry.target,
        wanted,
        right=right,
        near=right or match.ratio(draft, _squeezed(wanted)) >= NEAR,
        wrong=_has_foreign_text(text, language, draft, own),
        unfuzzy=bool(draft) and not entry.fuzzy and not same,
        kept=sum(count(unit) for unit in stands if _squeezed(unit) in draft),
        stands=sum(map(count, stands)),
    )


def _has_foreign_text(text: Text, language: str, draft: str, own: Sequence[Segment]) -> bool:
    """Whether a draft has a word, or a whole sentence, that the translations of its own segments do not have."""
    mine = _squeezed(" ".join(translation(text, language, one) for one in own))
    others = (unit for one in text.segments if one not in own for unit in units(text, language, one.sentences))
    foreign = (_squeezed(unit) for unit in others)
    return not set(match.terms(draft)) <= set(match.terms(mine)) or any(
        unit in draft and unit not in mine for unit in foreign
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split())


# Counting


class Score(NamedTuple):
    """How many segments and words of some verdicts; ``exact`` and ``usable`` words are those of right and near drafts."""

    segments: int
    right: int
    wrong: int
    unfuzzy: int
    kept: int
    stands: int
    exact: int
    usable: int
    words: int

    @property
    def right_share(self) -> float:
        return self.right / self.segments if self.segments else 1.0

    @property
    def kept_share(self) -> float:
        return self.kept / self.stands if self.stands else 1.0


def score(verdicts: Sequence[Verdict]) -> Score:
    return Score(
        len(verdicts),
        sum(one.right for one in verdicts),
        sum(one.wrong for one in verdicts),
        sum(one.unfuzzy for one in verdicts),
        sum(one.kept for one in verdicts),
        sum(one.stands for one in verdicts),
        sum(one.words for one in verdicts if one.right),
        sum(one.words for one in verdicts if one.near),
        sum(one.words for one in verdicts),
    )
