"""Where a project's files are: sources, templates, catalogs, editions; and what it is configured to be."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import config as configuration
from . import formats, languages, store
from .config import Config
from .errors import LanguageError, ProjectError, TamizdatError
from .formats.options import Options
from .model import Document

SOURCES, LOCALES, EDITIONS = "source", "locales", "editions"
RECORD = "TRIVIAL"
"""The file under locales/ that keeps what was called a typo: day, document, keys before and after, words."""
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Source:
    """A source file: ``name`` is its path under source/ without the suffix, with ``/``."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with source/ and locales/; paths in messages are relative to ``root``."""

    root: Path
    config: Config

    def sources(self) -> Sequence[Source]:
        """The documents of the project by name; raises ProjectError when two share one."""
        folder = self.root / SOURCES
        files = (path for path in folder.rglob("*") if _is_source(path)) if folder.is_dir() else ()
        return self.distinct(files)

    def distinct(self, files: Iterable[Path]) -> Sequence[Source]:
        """The sources that files under source/ are; raises ProjectError when two have one name, or one has none.

        Names are one where the file systems of macOS or Windows would take one for the other.
        """
        found: dict[str, Source] = {}
        for path in sorted(files):
            store.contained(path, self.root)
            name = _safe_name(path.relative_to(self.root / SOURCES).with_suffix("").as_posix(), self.shown(path.parent))
            other = found.setdefault(unicodedata.normalize("NFC", name).casefold(), Source(name, path))
            if other.path != path:
                raise ProjectError(
                    f"two sources have the name {name!r}: {other.path.name} and {path.name}",
                    place=self.shown(path),
                    advice="Rename one: their catalogs and editions would be the same files.",
                )
        return tuple(found.values())

    def read(self, source: Source) -> Document:
        """The document in a source file; raises SourceError when it is empty or unreadable."""
        return self.document(source, store.read(source.path, self.shown(source.path)))

    def document(self, source: Source, data: bytes) -> Document:
        """The document that a source file would hold with these bytes."""
        form = formats.of(str(source.path))
        document = form.read(self.shown(source.path), data, Options(self.config.front_matter))
        if not document.slots:
            raise ProjectError(
                "there is nothing to translate in this file",
                place=f"{self.shown(source.path)}:1",
                advice="Write the essay first; a title and a paragraph are enough.",
            )
        return document

    def language_of(self, document: Document) -> str:
        """The tag of the language a document is written in."""
        if document.lang:
            try:
                return languages.tag(document.lang)
            except LanguageError as error:
                raise LanguageError(error.message, place=document.path, advice=error.advice) from None
        return self.config.source_language or DEFAULT_LANGUAGE

    def template_path(self, source: Source) -> Path:
        return self.root / LOCALES / f"{source.name}.pot"

    def catalog_path(self, source: Source, language: str) -> Path:
        return self.language_folder(language) / "LC_MESSAGES" / f"{source.name}.po"

    def language_folder(self, language: str) -> Path:
        """A language's folder under locales/: that of its gettext name, or one that is there in another spelling."""
        folder = self.root / LOCALES / languages.gettext_name(language)
        if not folder.is_dir() and folder.parent.is_dir():
            for other in sorted(folder.parent.iterdir()):
                if other.is_dir() and languages.same(other.name, language):
                    return other
        return folder

    def edition_path(self, source: Source, language: str, suffix: str) -> Path:
        return self.root / EDITIONS / language / f"{source.name}{suffix}"

    def languages(self) -> tuple[str, ...]:
        """The languages translated into, from the configuration or locales/LINGUAS, in that order."""
        if self.config.languages is not None:
            return self.config.languages
        path = self.linguas_path
        data = self.maybe_read(path)
        if data is None:
            return ()
        text = data.decode("utf-8-sig", "replace")
        codes = [code for line in text.splitlines() for code in line.split("#")[0].split()]
        try:
            return tuple(dict.fromkeys(map(languages.tag, codes)))
        except LanguageError as error:
            raise LanguageError(error.message, place=self.shown(path), advice=error.advice) from None

    @property
    def linguas_path(self) -> Path:
        return self.root / LOCALES / "LINGUAS"

    def chosen(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The project's languages among the codes, all when there are none; raises LanguageError for others."""
        mine = self.languages()
        wanted = tuple(dict.fromkeys(map(self._tag, codes)))
        for language in wanted:
            if language not in mine:
                advice = f"It is translated into {', '.join(mine) or 'no language yet'}"
                if self._is_written_in(language):
                    raise LanguageError(f"{language} is what this project is written in", advice=f"{advice}.")
                raise LanguageError(
                    f"{language} is not a language of this project",
                    advice=f"{advice}; `tamizdat add {language}` starts it.",
                )
        return wanted or mine

    def _is_written_in(self, language: str) -> bool:
        with suppress(TamizdatError):  # a source that cannot be read is said where it is needed
            homes = [self.language_of(self.read(one)) for one in self.sources()]
            return bool(homes) and all(languages.same(language, home) for home in homes)
        return False

    def _tag(self, code: str) -> str:
        try:
            return languages.tag(code)
        except LanguageError:
            if any(source.name == code for source in self.sources()):
                advice = f"Languages of this project are {', '.join(self.languages()) or 'none yet'}."
                raise LanguageError(f"{code} is a document, and a language is wanted here", advice=advice) from None
            raise

    def maybe_read(self, path: Path) -> bytes | None:
        """The bytes of a file of the project, None before there is one; raises StoreError when it lies elsewhere."""
        return store.maybe_read(store.contained(path, self.root), self.shown(path))

    def shown(self, path: Path) -> str:
        """A path as messages and PO files give it: relative to the project, with ``/``."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def find(start: Path) -> Project:
    """The project that a folder belongs to; raises ProjectError when it belongs to none."""
    start = start.resolve()
    for root in (start, *start.parents):
        found = at(root)
        if found:
            return found
    raise ProjectError(
        "there is no project here",
        place=start.name or "/",
        advice=f"Start one with `tamizdat new {_first_essay(start)} --to LANG`, or name its folder with -C.",
    )


def _first_essay(folder: Path) -> str:
    """What `new` may be told of here: an essay that lies in source/ already, with all that lie there, or any."""
    for pattern in ("*", "*/*"):  # and no deeper: a folder of this name may hold anything
        for path in sorted((folder / SOURCES).glob(pattern)):
            if _is_source(path):
                return shlex.quote(path.relative_to(folder).as_posix())
    return "ESSAY"


def at(root: Path) -> Project | None:
    """The project whose root a folder is, or None."""
    configurations = list(_configurations(root))
    if len(configurations) > 1:
        raise ProjectError(
            "this folder is configured twice: in tamizdat.toml and under [tool.tamizdat] in pyproject.toml",
            place="tamizdat.toml",
            advice="Put all of it into one of them, and delete the other.",
        )
    config = configurations[0] if configurations else None
    if config is None and not ((root / SOURCES).is_dir() and (root / LOCALES).is_dir()):
        return None
    return Project(root, config or Config())


def _configurations(root: Path) -> Iterator[Config]:
    own = root / "tamizdat.toml"
    text = _text(own)
    if text is not None:
        yield configuration.load(text, own.name)
    shared = root / "pyproject.toml"
    text = _text(shared)
    found = configuration.maybe_load(text, shared.name, ("tool", "tamizdat")) if text and "tamizdat" in text else None
    if found is not None:
        yield found


def _text(path: Path) -> str | None:
    data = store.maybe_read(path, path.name)
    try:
        return None if data is None else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProjectError("this is not UTF-8 text", place=path.name, advice="Save the file as UTF-8.") from None


def _is_source(path: Path) -> bool:
    return path.suffix.lower() in formats.suffixes() and not path.name.startswith(".") and not path.is_dir()


def _safe_name(name: str, shown: str) -> str:
    """Document names become file names and links: no control characters, nothing hidden, no white space around."""
    if (
        not name.isprintable()
        or re.search(r'[<>:"|?*\\]', name)
        or any(part.startswith(".") or part != part.strip() for part in name.split("/"))
    ):
        advice = "Rename the file; letters and digits of any script, single spaces inside, - _ and . are safe."
        raise ProjectError(f"{name!r} cannot be the name of a document", place=shown, advice=advice)
    return name
