"""What a check is given, and how it says that it cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .. import review
from ..model import Catalog, Document, Entry, Finding, Key, Place, Severity
from ..transitions import Past


@dataclass(frozen=True, slots=True)
class Context:
    """A catalog with all that a check may look at.

    ``catalog`` is as it stands in the file at ``path`` (its ``locale`` is what the header
    says, lines are those of the file); ``locale`` is the language of the folder, and
    ``source_language`` that of the document, both as BCP 47 tags. ``past`` is None outside
    git. ``trivial`` are changes of sources that the author called typos: short names of the
    messages (see `review.key_id`) before and after.
    """

    document: Document
    catalog: Catalog
    path: str
    locale: str
    source_language: str
    past: Past | None = None
    trivial: frozenset[tuple[str, str]] = frozenset()

    def finding(
        self,
        severity: Severity,
        entry: Entry | None,
        message: str,
        advice: str | None = None,
        span: tuple[int, int] | None = None,
    ) -> Finding:
        """A finding about an entry, or about the header; the name of the check is filled in by `run`."""
        line = entry.line if entry else 1
        key = self._key(entry) if entry else None
        return Finding("", severity, message, Place(self.path, line), self.locale, key, span, advice)

    def _key(self, entry: Entry) -> Key:
        """The key that an entry has in the catalog, whatever is told in it."""
        here = (one.key for one in self.catalog.active if one.line == entry.line) if entry.joined else ()
        return next(iter(here), entry.key)


class CannotTell(Exception):
    """A check could not look at all that it needs; ``advice`` says how it could."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def unread(context: Context) -> Iterator[Entry]:
    """Finished translations that nobody has reviewed as they are: a reviewer has seen what a check may doubt.

    Joined sentences come as one, under the sources of all.
    """
    for entry in context.catalog.active:
        if entry.filled and not entry.fuzzy and not review.reviews(entry):
            if not entry.joined:
                yield entry
            elif all(place > 0 for place, *_ in entry.joined):
                source = " ".join((entry.key.source, *(key.source for _, key, _ in entry.joined)))
                yield replace(entry, key=entry.key._replace(source=source))


def short(text: str, length: int = 40) -> str:
    """A text as a message quotes it.

    >>> short("one two three", 8)
    '“one two…”'
    """
    line = " ".join(text.split())
    return f"“{line if len(line) <= length else line[: length - 1].rstrip() + '…'}”"
