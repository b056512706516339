"""Typst files → the bytes of a PDF that names neither the tool that made it nor the machine it was made on."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from ....errors import MissingExtraError, WriterError
from .fonts import EXTRA, folders

STANDARDS = ("a-2a", "ua-1")
# How many lines a page loses, tried in turn while the colophon stands alone on the last page.
_LINES = ("0", "-1", "1", "2", "3")
# How many lines stand above a colophon that is not alone, the space before it among them.
_COMPANY = 6
_MISSING = re.compile(r'^error: .*the text `"(.*?)"` could not be displayed', re.M)
# What typst says of itself. Each is blanked with as many spaces, so that no offset moves.
_GENERATOR = re.compile(
    rb"/(?:Creator|Producer)\s*\((?:\\.|[^\\)])*\)"
    rb"|<(xmp:CreatorTool|pdf:Producer|stEvt:softwareAgent)>[^<]*</\1>"
    rb'| x:xmptk="[^"]*"'
)


@lru_cache(maxsize=2)  # a booklet is made of the pages that were made just before it
def compiled(main: str, timestamp: int) -> bytes:
    """A tagged PDF of some code over edition.typ, for archives (PDF/A-2a) and for all readers (PDF/UA-1).

    Where hardly more than the colophon would stand on the last page, each page takes a line more or less.
    """
    code = _code("edition.typ", main)
    return _pdf(_compiler(code, lines=_evened(code)), timestamp, pdf_standards=list(STANDARDS))


def imposed(pages: bytes, main: str, timestamp: int) -> bytes:
    """A PDF for the printer, made of the pages of another, which booklet.typ finds in ``book.json``.

    They go there as numbers, for a file that typst is handed beside the main one must be text.
    """
    numbers = f"[{','.join(map(str, pages))}]"
    files = {"main.typ": _code("booklet.typ", main), "book.json": numbers.encode()}
    return _pdf(_compiler(files), timestamp, pdf_tags=False)


def _compiler(source: bytes | dict[str, bytes], **inputs: str) -> Any:
    return _typst().Compiler(source, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)


def _evened(code: bytes) -> str:
    """How many lines each page loses: none, where the colophon has company; else what gives it most."""
    found: dict[str, float] = {}
    for lines in _LINES:
        found[lines] = _above_colophon(code, lines)
        if found[lines] >= _COMPANY:
            return lines
    return max(found, key=lambda lines: found[lines])


def _above_colophon(code: bytes, lines: str) -> float:
    """How far down its page the colophon stands, in lines; infinitely far where there is none."""
    try:
        with _no_panic():
            found = _typst().query(
                code, "<above>", font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"lines": lines}
            )
    except RuntimeError:  # what is wrong with it is said when it is set
        return math.inf
    return min((one["value"] for one in json.loads(found)), default=math.inf)


def _code(template: str, main: str) -> bytes:
    return resources.files(__package__).joinpath(template).read_bytes() + main.encode()


def _pdf(compiler: Any, timestamp: int, **options: Any) -> bytes:
    try:
        with _no_panic():
            data, _ = compiler.compile_with_warnings(format="pdf", timestamp=timestamp, **options)
    except _typst().TypstError as error:
        raise _error(error) from None
    return _GENERATOR.sub(lambda found: b" " * len(found.group()), data)


@contextmanager
def _no_panic() -> Iterator[None]:
    """Turns a panic of typst into an error of ours; it is no Exception, and a text of 64 KiB may bring it about."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise WriterError("typst gave up on this text; is a paragraph very long?") from None
        raise


def _error(error: Any) -> WriterError:
    chars = sorted(set("".join(_MISSING.findall(error.diagnostic))))
    if chars:
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in chars[:20])
        return WriterError(
            f"no font has {named}{' …' if len(chars) > 20 else ''}",
            advice="Write it otherwise, or leave PDF out of the formats.",
        )
    return WriterError(f"typst cannot set this text: {error.message}")


def _typst() -> Any:
    try:
        import typst  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        raise MissingExtraError("typst is not installed", advice=f"`{EXTRA}` brings what makes PDF editions.") from None
    return typst


@cache
def _fonts() -> Any:
    return _typst().Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders()])
