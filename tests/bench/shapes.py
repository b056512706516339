"""The hostile shapes: documents, translations, catalogs and updates as large as one likes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from .book import Draw


class DocumentShape(NamedTuple):
    """A source of ``n`` somethings, named with ``{n}``, and what its messages are translated to.

    ``target`` makes a translation from n and the message's number; without it the translation
    is the source in other letters.
    """

    name: str
    n: int
    source: Callable[[int], str]
    target: Callable[[int, int], str] | None = None
    file: str = "book.md"


class CatalogShape(NamedTuple):
    """Messages of a PO file, behind its header."""

    name: str
    n: int
    messages: Callable[[int], str]


class UpdateShape(NamedTuple):
    """What becomes of ``n`` segments: the old ones and the new ones, in order."""

    name: str
    n: int
    change: Callable[[list[str]], tuple[list[str], list[str]]]


def _lines(n: int, words: int, before: str = "", behind: str = "\n") -> str:
    """``n`` lines of so many words; ``{at}`` in what stands around them is the number of the line."""
    draw = Draw(n)
    around = (before + "{words}" + behind).replace
    return "".join(around("{at}", str(at)).replace("{words}", draw.phrase(words, words)) for at in range(n))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _table(n: int) -> str:
    draw = Draw(n)
    return _row("abc") + _row(["---"] * 3) + "".join(_row(draw.some(3, 3)) for _ in range(n))


def _one_row(n: int) -> str:
    return _row(Draw(n).some(n, n)) + _row(["---"] * n)


def _one_word(_: int) -> str:
    return "word\n"


def _repeated(text: str, n: int) -> str:
    return "".join(text.replace("{at}", str(at)) for at in range(n))


def _definitions(n: int) -> str:
    return _lines(n, 1, behind="[^{at}]\n\n") + _lines(n, 4, "[^{at}]: ", "\n\n")


_COMMENT = "<!-- i18n:comment note {at} -->\n\n"
_STRING = '"line {at}\\n"\n'
_MESSAGE = 'msgid "a"\nmsgstr "b"\n'

DOCUMENTS = (
    DocumentShape("{n} quotes, 90 deep", 60, lambda n: _lines(n, 9, "> " * 90, "\n\n")),
    DocumentShape("a paragraph of {n} lines", 3000, lambda n: _lines(n, 10)),
    DocumentShape("a paragraph of {n} hard breaks", 3000, lambda n: _lines(n, 10, behind="\\\n") + "end\n"),
    DocumentShape("a line of {n} bytes", 250_000, lambda n: _lines(n // 8, 4, behind=" ")[: n - 2] + ".\n"),
    DocumentShape("a word of {n} letters", 250_000, lambda n: "word" * (n // 4) + "\n"),
    DocumentShape("a table of {n} rows", 750, _table),
    DocumentShape("a table row of {n} cells", 600, _one_row),
    DocumentShape("{n} rows wider than their head", 4000, lambda n: "| a |\n|---|\n" + _lines(n, 2, "| ", " | x |\n")),
    DocumentShape("{n} list items", 2500, lambda n: _lines(n, 3, "- ")),
    DocumentShape("{n} items, tr. to escape", 2500, lambda n: _lines(n, 3, "- "), lambda n, at: f"1945. # {at}"),
    DocumentShape("{n} items, tr. that break", 5000, lambda n: _lines(n, 3, "- "), lambda n, at: f"[a{at}\\\nb]: /c"),
    DocumentShape("a paragraph of {n} “[”", 10000, lambda n: f"x {'[' * n} y\n"),
    DocumentShape("a paragraph of {n} “[a](”", 2500, lambda n: f"x {'[a](' * n} y\n"),
    DocumentShape("a paragraph of {n} “![a][”", 2500, lambda n: f"x {'![a][' * n} y\n"),
    DocumentShape("a paragraph of {n} “*a **b”", 2500, lambda n: f"x {'*a **b ' * n} y\n"),
    DocumentShape("{n} headings alike", 1500, lambda n: "## Notes\n\n" * n),
    DocumentShape("{n} footnotes", 600, _definitions),
    DocumentShape("{n} comments before {n} items", 600, lambda n: _repeated(_COMMENT, n) + _lines(n, 3, "- ")),
    DocumentShape("{n} equal blocks, commented", 2500, lambda n: _repeated(_COMMENT + "The same.\n\n", n)),
    DocumentShape("{n} “<div><b>” left open", 1500, lambda n: _lines(n, 3, "<div><b>\n\n", "\n\n")),
    DocumentShape("plain text, {n} rows of stars", 10000, lambda n: "Title\n\n" + "***\n\n" * n, file="a.txt"),
    DocumentShape("a tr. of {n} lines", 12500, _one_word, lambda n, _: _repeated("line {at} of many\n", n)),
    DocumentShape("a tr. of {n} hard breaks", 12500, _one_word, lambda n, _: _repeated("line {at}\\\n", n)),
    DocumentShape("a tr. of {n} “<b>”", 20000, _one_word, lambda n, _: "x " + "<b>" * n),
    DocumentShape("a tr. of {n} “[a](”", 5000, _one_word, lambda n, _: "x " + "[a](" * n),
    DocumentShape("a tr. of {n} notes “^[…]”", 10000, _one_word, lambda n, _: _repeated("x^[note {at}] ", n)),
    DocumentShape("a tr. of {n} “^[” left open", 5000, _one_word, lambda n, _: "x" + "^[a " * n),
)

CATALOGS = (
    CatalogShape("a msgstr of {n} lines", 12500, lambda n: 'msgid "a"\nmsgstr ""\n' + _repeated(_STRING, n)),
    CatalogShape("a msgid of {n} lines", 12500, lambda n: f'msgid ""\n{_repeated(_STRING, n)}msgstr "b"\n'),
    CatalogShape("{n} strings on one line", 12500, lambda n: 'msgid "a"\nmsgstr ' + '"b" ' * n + "\n"),
    CatalogShape("a msgstr of {n} letters", 250_000, lambda n: f'msgid "a"\nmsgstr "{"ж" * n}"\n'),
    CatalogShape("a msgstr of {n} escapes", 100_000, lambda n: 'msgid "a"\nmsgstr "' + '\\"' * n + '"\n'),
    CatalogShape("{n} obsolete messages", 2500, lambda n: _repeated('#~ msgid "a{at}"\n#~ msgstr "b"\n\n', n)),
    CatalogShape("{n} comments on a message", 12500, lambda n: _repeated("# note {at}\n", n) + _MESSAGE),
    CatalogShape("{n} places of a message", 12500, lambda n: _repeated("#: place{at}:1\n", n) + _MESSAGE),
    CatalogShape("{n} flags on a message", 12500, lambda n: _repeated("#, flag{at}\n", n) + _MESSAGE),
)

UPDATES = (
    UpdateShape("{n} segments in reverse", 2500, lambda old: (old, old[::-1])),
    UpdateShape("{n} segments, all edited", 250, lambda old: (old, [text + " So it is." for text in old])),
    UpdateShape("{n} segments, all replaced", 250, lambda old: (old, [text[::-1] for text in old])),
    UpdateShape("{n} segments joined into one", 250, lambda old: (old, [" ".join(old)])),
    UpdateShape("a segment split into {n}", 250, lambda old: ([" ".join(old)], old)),
)
