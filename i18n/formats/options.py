"""What every format needs to read: the options of a reading, and bytes as text."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import SourceError

FRONT_MATTER = ("title", "subtitle", "author", "description", "summary")


@dataclass(frozen=True, slots=True)
class Options:
    """How a source is read: which front-matter values a reader sees."""

    front_matter: tuple[str, ...] = FRONT_MATTER


def decode(data: bytes, path: str) -> str:
    """The bytes of a source as text; raises SourceError with ``path:line`` when they are not UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            "this is not UTF-8 text", place=f"{path}:{line}", advice="Save the file as UTF-8, or convert it with iconv."
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError("a NUL character: this is no text file", place=f"{path}:{line}", advice="Remove it.")
    return text
