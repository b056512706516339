"""Headers: what tells who worked on a catalog; a language that is not the folder's, a document that is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import languages
from ..catalog.header import without_names
from ..model import Catalog, Finding, Severity
from .context import Context


def names(context: Context) -> Iterator[Finding]:
    """Names, addresses, tools, paths and hours in the header; which fields, never what stands in them."""
    fields = list(telling(replace(context.catalog, locale=context.locale)))
    if fields:
        message = f"the header tells more than it must, perhaps who works here, with what and when: {', '.join(fields)}"
        yield context.finding(Severity.WARNING, None, message, "`tamizdat fmt` takes it out.")


def telling(catalog: Catalog) -> Iterator[str]:
    """The fields of a header that tell more than the canonical form has."""
    clean = without_names(catalog)
    for field, value in catalog.header.items():
        if value.strip() and clean.header.get(field) != value:
            yield field
    ours = clean.comment[0].partition(" translation")[0] if clean.comment else ""
    kept = (line for line in catalog.comment if line.strip() and line not in clean.comment)
    if any(line.partition(" translation")[0] != ours for line in kept):
        yield "the comment above it"


def language(context: Context) -> Iterator[Finding]:
    """A Language field that contradicts the folder in which the file is; more exactly told is none (``ru_RU``)."""
    said = context.catalog.locale
    if said and languages.contradict(said, context.locale):
        message = f"the header says that this is {said}, the folder that it is {context.locale}"
        advice = "Look which it is: put the file into its own folder, or correct “Language” in its header."
        yield context.finding(Severity.ERROR, None, message, advice)


def other_document(context: Context) -> Iterator[Finding]:
    """A catalog none of whose messages is of the document that it is for: somebody has put another's in its place."""
    texts = [slot.segment.source for slot in context.document.slots]
    if not texts or not context.catalog.active:
        return
    if not any(entry.key.source in text for entry in context.catalog.active for text in texts):
        message = f"none of its messages stands in {context.document.path}"
        advice = "Is it another document's? Restore it from git; if all was written anew, `tamizdat update` goes on."
        yield context.finding(Severity.WARNING, None, message, advice)
