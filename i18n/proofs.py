"""What is to be said of a build: a function for each kind of finding, which looks at all that was printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from . import orphans
from .editions import pictures, references
from .editions.writers.bilingual import THEIRS
from .errors import MissingExtraError
from .model import Finding, Place, Severity
from .printing import PAGE, Impression, path_of, suffixes_of

ABSENT = "absent"
TWICE = "title-twice"
LASTING = (pictures.CHECK, ABSENT, TWICE)
"""What is found as long as no file changes; of the others, any may be gone when nothing but the program has changed."""


def findings(made: Impression) -> Iterator[Finding]:
    """All that there is to say of a build."""
    return (finding for look in _LOOKS for finding in look(made))


def _strangers(made: Impression) -> Iterator[Finding]:
    """Languages that the configuration says something of, and that are none of the project's: so it says nothing."""
    mine = made.project.languages()
    config = made.project.config
    for key, named in (("publish.policy", config.publish_policy), ("credits", config.credits)):
        for code in named:
            if code not in (*mine, "default"):
                message = f"{key} names {code}, which is no language of this project, and so says nothing"
                advice = f"It is translated into {', '.join(mine) or 'no language yet'}."
                yield Finding("configuration", Severity.WARNING, message, advice=advice)


def _orphans(made: Impression) -> Iterator[Finding]:
    """Last good editions that readers may miss; `check` tells of the others."""
    return (one for one in orphans.last_good(made.project, made.chosen) if one.severity is Severity.WARNING)


def _editions(made: Impression) -> Iterator[Finding]:
    """What was found when the translations were set into the text."""
    return (finding for one in made.placed for finding in one.edition.findings)


def _dead_places(made: Impression) -> Iterator[Finding]:
    """Links of pages to places that are not in them; what is dead in an original is not told of its other pages."""
    told: set[tuple[str, str]] = set()
    for one, print_ in made.pairs:
        for suffix, name in print_.dead:
            anchor = name.removeprefix(THEIRS) if suffix != PAGE else name
            if (one.volume.source.name, anchor) not in told:
                told.add((one.volume.source.name, anchor))
                path = path_of(made.project, one, suffix)
                page = dict(print_.files)[path].decode()
                yield references.dead_anchor(one.edition, anchor, page, made.project.shown(path))


def _dead_links(made: Impression) -> Iterator[Finding]:
    """Links to documents, and to places in other ones, that are not there."""
    return references.findings(
        [((one.volume.shelf, one.edition), print_.links) for one, print_ in made.pairs], made.shelved
    )


def _pictures(made: Impression) -> Iterator[Finding]:
    """Pictures beside the source, of which editions have the words."""
    return (finding for one in made.prints for finding in one.pictures)


def _twice(made: Impression) -> Iterator[Finding]:
    """A note where the title of the front matter is the first heading too: an edition shows both."""
    for one in made.placed:
        if one.edition.original:
            segments = [slot.segment for slot in one.edition.document.slots]
            title = next((segment for segment in segments if segment.kind == "title"), None)
            heading = next((segment for segment in segments if segment.kind.startswith("heading")), None)
            if title and heading and title.source == heading.source:
                message = "this heading is the title of the front matter once more, and readers see both"
                advice = "Take the heading out: editions set the title above the text."
                yield Finding(TWICE, Severity.NOTE, message, heading.place, advice=advice)


def _absent(made: Impression) -> Iterator[Finding]:
    """A note of the pages of other languages that those of this build lead to and that are not there.

    What lies on the disk is not seen in a page, so that two builds are equal bytes. A page that
    could not be made is told elsewhere.
    """
    if not any(path.suffix == PAGE for path, _ in made.files):
        return
    project = made.project
    tried = {path_of(project, one, PAGE) for one in made.placed if PAGE in made.suffixes}
    linked = {
        project.edition_path(volume.source, link.locale, PAGE): link.locale
        for volume in made.volumes
        for link in volume.shelf.links
    }
    locales = sorted({locale for path, locale in linked.items() if path not in tried and not path.is_file()})
    if locales:
        option = "" if PAGE in suffixes_of(project) else " --format html"
        message = f"pages lead to editions that are not built yet: {', '.join(locales)}"
        yield Finding(ABSENT, Severity.NOTE, message, advice=f"`tamizdat build{option}` makes them.")


def _failures(made: Impression) -> Iterator[Finding]:
    """One finding for each reason why files were not made; an extra nobody asked for is worth a note only."""
    seen: dict[tuple[str, str | None, str | None, str | None], list[str]] = {}
    for one, print_ in made.pairs:
        for suffix, error in print_.failed:
            is_missing = isinstance(error, MissingExtraError)
            where = (None, None) if is_missing else (one.edition.document.path, one.edition.locale)
            names = seen.setdefault((error.message, error.advice, *where), [])
            if suffix[1:] not in names:
                names.append(suffix[1:])
    for (message, advice, path, locale), names in seen.items():
        yield Finding(
            "formats",
            Severity.NOTE if path is None and not made.is_asked else Severity.ERROR,
            f"{', '.join(names)} not made: {message}",
            Place(path, 1) if path else None,
            locale,
            advice=advice,
        )


_LOOKS: tuple[Callable[[Impression], Iterable[Finding]], ...] = (
    _strangers,
    _orphans,
    _editions,
    _failures,
    _dead_places,
    _pictures,
    _dead_links,
    _twice,
    _absent,
)
