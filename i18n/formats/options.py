"""What every format needs to read: the options of a reading, and bytes as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import SourceError

FRONT_MATTER = ("title", "subtitle", "author", "description", "summary", "rights")


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
    found = _CONTROL.search(text)
    if found:
        name = "a NUL character: this is no text file"
        if found[0] != "\0":
            name = f"a control character, U+{ord(found[0]):04X}"
        line = text.count("\n", 0, found.start()) + 1
        raise SourceError(name, place=f"{path}:{line}", advice="Remove it: no PO file can hold it.")
    return text


# Tab, line feed, vertical tab, form feed and carriage return are white space of a text.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_CONFLICT = re.compile(r"^<<<<<<< .*\n(?:.*\n)*?=======\r?\n(?:.*\n)*?>>>>>>> ", re.MULTILINE)


def conflicts(text: str) -> Iterator[int]:
    """Where the marks of a merge that nobody settled begin, in code points."""
    if "<<<<<<< " in text and ">>>>>>> " in text:
        yield from (found.start() for found in _CONFLICT.finditer(text))


def unsettled(path: str, line: int) -> SourceError:
    """What to say of such marks."""
    return SourceError(
        "a merge conflict that nobody settled",
        place=f"{path}:{line}",
        advice="Settle it: keep one side, and delete the lines with <<<<<<<, ======= and >>>>>>>.",
    )
