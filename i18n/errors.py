"""The errors a user can act on: where, what is wrong, and what to do next."""

from __future__ import annotations


class TamizdatError(Exception):
    """Unusable input or misuse; the command line prints it and exits with 2.

    ``place`` is ``path:line`` (lines from 1), a path, or None. ``advice`` is a whole
    sentence that says what the reader can do; it is printed on a line of its own.
    """

    def __init__(self, message: str, *, place: str | None = None, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.advice = advice

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n  {self.advice}" if self.advice else head

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders whole (keyword arguments are lost by the default)."""
        return (_rebuild, (type(self), self.message, self.place, self.advice))


def _rebuild(kind: type[TamizdatError], message: str, place: str | None, advice: str | None) -> TamizdatError:
    return kind(message, place=place, advice=advice)


class SourceError(TamizdatError):
    """A source document cannot be read or cannot be held by its format."""


class CatalogError(TamizdatError):
    """A PO file cannot be read without losing something."""


class LanguageError(TamizdatError):
    """A language code that is no language, or not one of this project."""


class ProjectError(TamizdatError):
    """The project's layout or configuration does not say what is needed."""


class HistoryError(TamizdatError):
    """A part of git's history is not here, so nobody can tell; the command line exits with 3."""


class StoreError(TamizdatError):
    """A file cannot be written, or lies outside the project."""


class MissingExtraError(TamizdatError):
    """A feature needs an optional dependency that is not installed."""


class WriterError(TamizdatError):
    """An edition that one format cannot hold; the other formats are made."""
