"""What a translation must have like its source: links, code, footnote markers, numbers.

A translator's note ``^[…]`` is the translator's: what stands in it is compared with nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from ..inline import Span, is_safe_link, label, spans
from ..model import Entry, Finding, Severity
from . import numerals
from .context import Context, short, unread


def links(context: Context) -> Iterator[Finding]:
    """Links and images that were lost or added; a link that leads elsewhere on the web is a note."""
    for entry in unread(context):
        lost, added = _differences(entry, _destinations)
        if lost and added and lost.total() == added.total() and all(map(_is_web, (*lost, *added))):
            message = f"a link leads elsewhere than in the original: {_listed(added)}"
            yield context.finding(
                Severity.NOTE, entry, message, "Look whether it is the same thing in another language."
            )
        else:
            yield from _told(context, entry, "link", lost, added)


def code(context: Context) -> Iterator[Finding]:
    """Code spans that were lost, added or changed."""
    for entry in unread(context):
        yield from _told(context, entry, "code", *_differences(entry, _code))


def footnotes(context: Context) -> Iterator[Finding]:
    """Footnote markers that were lost or added."""
    for entry in unread(context):
        yield from _told(context, entry, "footnote marker", *_differences(entry, _footnotes))


def numbers(context: Context) -> Iterator[Finding]:
    """Numbers that stand in the original or the translation alone; see `numerals` for what is taken for equal."""
    for entry in unread(context):
        source, target = prose(entry.key.source), prose(without_notes(entry.target, entry.key.source))
        lost, added = numerals.differences(source, target, context.source_language, context.locale)
        yield from _told(context, entry, "number", Counter(lost), Counter(added))


def _told(context: Context, entry: Entry, what: str, lost: Counter[str], added: Counter[str]) -> Iterator[Finding]:
    parts = []
    if lost:
        parts.append(f"lacks {what} {_listed(lost)}")
    if added:
        parts.append(f"has {what} {_listed(added)}, which the original has not")
    if parts:
        advice = "Correct it; if it is meant so, a review of the translation says that, and this is not asked again."
        yield context.finding(Severity.WARNING, entry, f"the translation {' and '.join(parts)}", advice)


def _listed(found: Counter[str]) -> str:
    return ", ".join(short(text, 60) for text in found.elements())


def _differences(entry: Entry, items: Callable[[str], Iterable[str]]) -> tuple[Counter[str], Counter[str]]:
    source = Counter(items(entry.key.source))
    target = Counter(items(without_notes(entry.target, entry.key.source)))
    return source - target, target - source


# What stands in a text

_NOTE = re.compile(r"\^\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]", re.DOTALL)
_HAS_MARKUP = re.compile(r"[\\`*_~\[\]<>&!\n]")


def without_notes(target: str, source: str) -> str:
    """A translation without its translator's notes; where the source has such itself they are the author's."""
    return target if "^[" in source else _NOTE.sub("", target)


def prose(text: str) -> str:
    """The words of a text without code, tags and destinations."""
    if not _HAS_MARKUP.search(text):
        return text
    return "".join(span.value for span in spans(text) if span.kind in ("text", "break"))


def _destinations(text: str) -> Iterator[str]:
    if "[" in text or "<" in text:
        for span in spans(text):
            if span.kind in ("link", "image", "autolink"):
                yield _reference(text, span) or span.value


def _reference(text: str, span: Span) -> str | None:
    """The label of a link of the kind ``[words][label]``; its destination stands elsewhere."""
    found = re.search(r"\]\[([^\[\]]*)\]$", text[span.start : span.end])
    return f"[{label(found[1])}]" if found else None


def _is_web(destination: str) -> bool:
    return destination.startswith(("http://", "https://")) and is_safe_link(destination)


def _code(text: str) -> Iterator[str]:
    return (span.value for span in spans(text) if span.kind == "code") if "`" in text else iter(())


def _footnotes(text: str) -> Iterator[str]:
    return (f"[^{span.value}]" for span in spans(text) if span.kind == "footnote") if "[^" in text else iter(())
