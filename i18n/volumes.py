"""Which edition each reader gets of each document: the translation as it is now, the last good one, or none.

What depends on age takes ``as_of``; nothing here asks a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias
from unicodedata import normalize

from . import formats, jobs, languages, review, status
from .catalog.blocks import Block, blocks
from .catalog.migrate import of_today
from .editions import assemble, changes, frozen, shelf
from .editions.frozen import Frozen
from .editions.policy import LOWEST, Facts, Incomplete, Outcome, Policy, decide
from .errors import CatalogError
from .formats.options import Options
from .model import Catalog, Credits, Document, Edition, Finding, Piece, Severity, State
from .project import SOURCES, Project, Source
from .workflow import catalog_of, documents


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one language of one document: an edition, or the reason why there is none.

    An ``error`` tells of a catalog that cannot be read: the edition of an earlier build stands as it is.
    """

    locale: str
    edition: Edition | None
    reason: str = ""
    error: CatalogError | None = None


class Volume(NamedTuple):
    """A document in all languages, the original first, and its shelf."""

    source: Source
    made: Sequence[Made]
    shelf: shelf.Shelf


class _Task(NamedTuple):
    """A document in one language."""

    source: Source
    document: Document
    locale: str


def volumes(project: Project, as_of: dt.date, *, draft: bool) -> list[Volume]:
    """All documents of a project; the shelf of each knows those of the others, which it may link to."""
    read = documents(project)
    tasks = [_Task(*one, locale) for one in read for locale in _locales(project, one[1])]
    size = sum(len(task.document.raw) for task in tasks)
    results = jobs.each(lambda task: _made(project, task, as_of, draft=draft), tasks, size, _BAGGAGE)
    every = [made for _, made in zip(tasks, results, strict=True)]
    found = []
    for source, document in read:
        made, every = tuple(every[: len(_locales(project, document))]), every[len(_locales(project, document)) :]
        path = normalize("NFC", source.path.relative_to(project.root / SOURCES).as_posix())
        editions = [one.edition for one in made if one.edition]
        left = [one.locale for one in made if one.error and project.edition_path(source, one.locale, ".html").is_file()]
        found.append(Volume(source, made, shelf.shelve(source.name, editions, project.config.site, path, left)))
    library = {volume.shelf.path: volume.shelf for volume in found}
    return [volume._replace(shelf=replace(volume.shelf, library=library)) for volume in found]


def policy_of(project: Project, locale: str, *, draft: bool = False) -> Policy:
    """The policy of a language, from the configuration."""
    config = project.config
    incomplete = config.publish_policy.get(locale, config.publish_policy.get("default", Incomplete.MIX))
    return Policy(
        LOWEST[config.publish_from],
        config.publish_reviews,
        draft,
        Incomplete(incomplete),
        config.publish_threshold / 100,
        config.publish_grace_days,
        config.typography,
    )


def _locales(project: Project, document: Document) -> list[str]:
    """The languages of a document, its own first."""
    home = project.language_of(document)
    return [home, *(locale for locale in project.languages() if not languages.same(locale, home))]


def _made(project: Project, task: _Task, as_of: dt.date, *, draft: bool) -> Made:
    source, document, locale = task
    home = project.language_of(document)
    if locale == home:
        return Made(home, assemble.original(document, home, typography=project.config.typography))
    policy = policy_of(project, locale, draft=draft)
    try:
        catalog = catalog_of(project, source, locale) or Catalog(locale, {}, ())
        return _edition(project, source, document, catalog, locale, home, policy, as_of)
    except CatalogError as error:
        return Made(locale, None, error=error)


_Packed: TypeAlias = tuple[Made, list[tuple[str | None, State, str, str | None]] | None]


def _packed(made: Made) -> _Packed:
    """What is not in the document already; an earlier version travels with its edition."""
    edition = made.edition
    if edition is None or edition.last_good:
        return made, None
    told = [(piece.text, piece.state, piece.lang, piece.typeset) for piece in edition.pieces]
    return replace(made, edition=replace(edition, document=_NONE, pieces=())), told


def _unpacked(task: _Task, packed: _Packed) -> Made:
    made, told = packed
    if told is None or made.edition is None:
        return made
    segments = (slot.segment for slot in task.document.slots)
    pieces = tuple(
        Piece(one.source, text, state, lang, one.kind, words)
        for one, (text, state, lang, words) in zip(segments, told, strict=True)
    )
    return replace(made, edition=replace(made.edition, document=task.document, pieces=pieces))


_NONE = Document("", "", None, {}, ())
_BAGGAGE = jobs.Baggage(_packed, _unpacked)


def _edition(
    project: Project,
    source: Source,
    document: Document,
    catalog: Catalog,
    locale: str,
    home: str,
    policy: Policy,
    as_of: dt.date,
) -> Made:
    kept, finding = last_good(project, source, locale)
    told = list(blocks(document, catalog, locale, policy.reviews))
    facts = facts_in(told, policy, as_of, is_frozen=kept is not None)
    outcome = decide(policy, facts)
    if outcome is Outcome.NONE:
        torn = finding if policy.incomplete is Incomplete.HOLD else None
        return Made(locale, None, torn.message if torn else _reason(policy, facts))
    form = formats.of(document.path)
    if outcome is Outcome.CURRENT or kept is None:
        edition = assemble.of_blocks(document, told, catalog, form, locale, home, policy)
        edition = replace(edition, changes=changes.of_entries(catalog))
    else:
        path, _ = frozen_paths(project, source, locale)
        old = form.read(project.shown(path), kept.source, Options(project.config.front_matter))
        edition = assemble.assemble(old, of_today(kept.catalog, old, locale), form, locale, home, policy)
        edition = replace(edition, last_good=True, changes=changes.of_documents(old, document))
    credits = project.config.credits.get(locale, Credits())
    return Made(
        locale, replace(edition, credits=credits, findings=(*edition.findings, *([finding] if finding else [])))
    )


def facts_of(document: Document, catalog: Catalog, policy: Policy, as_of: dt.date, *, is_frozen: bool) -> Facts:
    """What the policy looks at, for one document in one language."""
    return facts_in(list(blocks(document, catalog, None, policy.reviews)), policy, as_of, is_frozen=is_frozen)


def facts_in(told: Sequence[Block], policy: Policy, as_of: dt.date, *, is_frozen: bool) -> Facts:
    """The same of the blocks of the document as a catalog tells them."""
    messages = [message for block in told for message in block.messages]
    since = [
        review.outdated_since(message.entry) or as_of
        for message in messages
        if message.entry and message.state is State.OUTDATED
    ]
    tally = status.count((message.segment.source, message.state) for message in messages)
    days = max(((as_of - day).days for day in since), default=None)
    return Facts(tally.share(policy.lowest), all(policy.shows(block.state) for block in told), days, is_frozen)


def _reason(policy: Policy, facts: Facts) -> str:
    if policy.incomplete is not Incomplete.MIX:
        return f"not whole, and the policy is {policy.incomplete}" + (
            "; there is no last good edition" if policy.incomplete is Incomplete.HOLD else ""
        )
    return f"{facts.ready:.0%} of the words are ready, under the threshold of {policy.threshold:.0%}"


def last_good(project: Project, source: Source, locale: str) -> tuple[Frozen | None, Finding | None]:
    """The last good edition of a document, or the finding that its two files do not belong together."""
    text, catalog = frozen_paths(project, source, locale)
    source_data, catalog_data = project.maybe_read(text), project.maybe_read(catalog)
    if source_data is None and catalog_data is None:
        return None, None
    if source_data is not None and catalog_data is not None:
        kept = frozen.thaw(source_data, catalog_data, project.shown(catalog))
        if kept is not None:
            return replace(kept, catalog=replace(kept.catalog, locale=locale)), None
    return None, Finding(
        "published",
        Severity.WARNING,
        f"the last good edition is not whole: {project.shown(text)} and .po do not belong together",
        locale=locale,
        advice=f"A merge may have brought one without the other; `tamizdat publish {locale}` renews both.",
    )


def frozen_paths(project: Project, source: Source, locale: str) -> tuple[Path, Path]:
    """Where the last good edition's source and catalog are kept."""
    folder = project.language_folder(locale) / "published"
    return folder / f"{source.name}{source.path.suffix}", folder / f"{source.name}.po"
