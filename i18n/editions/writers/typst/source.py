"""Values → typst code. Whatever a text says, it becomes a string literal: nobody can write typst through it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ....errors import WriterError
from .breaks import pieces

Value: TypeAlias = "bool | int | float | str | Code | Sequence[Value] | Mapping[str, Value] | None"
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')


class Code(str):
    """A piece of typst that is code already."""

    __slots__ = ()


def literal(value: Value) -> Code:
    r"""A value as typst code.

    >>> literal('#read("/etc/passwd")'), literal({"dir": Code("rtl"), "size": [1, None]})
    ('"#read(\\"/etc/passwd\\")"', '("dir": rtl, "size": (1, none,))')
    """
    match value:
        case Code():
            return value
        case str():
            return Code(f'"{_SPECIAL.sub(_escape, value)}"')
        case None:
            return Code("none")
        case bool():
            return Code("true" if value else "false")
        case int() | float():
            return Code(str(value))
        case Mapping():
            inside = ", ".join(f"{literal(key)}: {literal(one)}" for key, one in value.items())
            return Code(f"({inside or ':'})")
    return Code(f"({''.join(f'{literal(one)}, ' for one in value).rstrip() if value else ''})")


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return f"\\{char}" if char in '\\"' else f"\\u{{{ord(char):x}}}"


def call(name: str, *values: Value, **named: Value) -> Code:
    """A call of a function of the template; underscores in names are typst's hyphens."""
    arguments = [*map(literal, values), *(f"{key.replace('_', '-')}: {literal(one)}" for key, one in named.items())]
    return Code(f"{name}({', '.join(arguments)})")


def join(parts: Iterable[str]) -> Code:
    """Pieces of content one after another; plain strings are text."""
    inside = "\n".join(map(literal, parts))
    return Code(f"{{{inside}\n}}") if inside else Code("[]")


def breakable(text: str, write: Callable[[str], Code] = literal) -> Iterator[Code]:
    """A text in which a line may break where it must; ``write`` makes code of each piece."""
    for number, piece in enumerate(pieces(text)):
        if number:
            yield call("may-break")
        yield write(piece)


LONGEST_NAME = 32767
"""Bytes of a string in a PDF/A (ISO 19005-2, 6.1.13): a title or heading is one, in UTF-16 where it is not ASCII."""


def name(text: str) -> str:
    """A title or heading, which a PDF holds as one string; raises WriterError at once where it is too long for that."""
    size = len(text) if text.isascii() else 2 + len(text.encode("utf-16-be", "replace"))
    if size > LONGEST_NAME:
        raise WriterError(
            f"a heading is too long for a PDF: “{text[:40]}…” has {len(text)} characters",
            advice="Divide it, or leave PDF out of the formats.",
        )
    return text
