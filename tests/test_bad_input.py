"""Whatever is put in is handled, or answered by one clear message: where, what, what to do. Then nothing was written.

Each case begins in a small project (an English essay and its Russian catalog) or in an empty folder; it says
what is typed, what the answer has in it, and what else stands there. Every answer comes without a traceback
and without waiting, names no folder of the person who runs it, and, when it is a refusal, leaves every file
as it was. A refusal is exit 2; cases with another code say so.
"""

from __future__ import annotations

import html
import os
import pkgutil
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner

import i18n
from i18n import store
from i18n.cli import main
from i18n.errors import StoreError

SECONDS = 60
"""After so many a case is stopped, as it hangs; most take a hundredth of one."""

S, P = "source/essay.md", "locales/ru/LC_MESSAGES/essay.po"
ESSAY = "---\ntitle: On Trees\nauthor: A. Writer\nlang: en\n---\n\nTrees grow.\n\nSlowly.\n"
CATALOG = r"""# Russian translation of essay.
msgid ""
msgstr ""
"Project-Id-Version: essay\n"
"PO-Revision-Date: 2026-01-02 00:00+0000\n"
"Last-Translator: the translators\n"
"Language-Team: Russian\n"
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#. paragraph
#: source/essay.md
msgid "Trees grow."
msgstr "Деревья растут."

#. paragraph
#: source/essay.md
msgid "Slowly."
msgstr ""
"""
WHOLE = {S: "Trees grow.\n"}
PROJECT = {S: ESSAY, P: CATALOG, "locales/LINGUAS": "ru\n"}

Files = Mapping[str, str | bytes | None]


class Case(NamedTuple):
    """``files`` are added to what stands there (None takes one away), ``prepare`` does the rest."""

    typed: str | tuple[str, ...]
    says: tuple[str, ...]
    files: Files
    code: int
    prepare: Callable[[Path], object] | None
    environment: Mapping[str, str]
    project: bool


def case(
    name: str,
    typed: str | tuple[str, ...],
    *says: str,
    files: Files | None = None,
    code: int = 2,
    prepare: Callable[[Path], object] | None = None,
    environment: Mapping[str, str] | None = None,
    project: bool = True,
    broken: str = "",
):
    """A row of the tables; ``broken`` is the reason why it does not hold yet."""
    marks = [pytest.mark.xfail(strict=True, reason=broken)] if broken else []
    return pytest.param(Case(typed, says, files or {}, code, prepare, environment or {}, project), id=name, marks=marks)


def alone(name: str, typed: str | tuple[str, ...], *says: str, **options):
    """A row outside any project, beside the essay ``e.md``."""
    files = {"e.md": ESSAY, **options.pop("files", {})}
    return case(name, typed, *says, files=files, project=False, **options)


def essay(text: str | bytes) -> Files:
    return {S: text}


def front(yaml: str) -> Files:
    return {S: f"---\n{yaml}\n---\n\nTrees grow.\n"}


def po(old: str, new: str) -> Files:
    """The Russian catalog with one thing changed."""
    assert CATALOG.count(old), old
    return {P: CATALOG.replace(old, new, 1)}


def translated(text: str) -> Files:
    return po('"Slowly."\nmsgstr ""', f'"Slowly."\nmsgstr "{text}"')


def plural(form: str) -> Files:
    return po('"Slowly."\nmsgstr ""', f'"Slowly."\nmsgid_plural "Slowlies."\n{form} "x"')


def config(text: str | bytes) -> Files:
    return {"tamizdat.toml": text}


def pyproject(text: str) -> Files:
    return {"pyproject.toml": text}


def linguas(text: str | bytes) -> Files:
    return {"locales/LINGUAS": text}


def link(path: str, to: str | None = None) -> Callable[[Path], object]:
    """A link in the project: to the same thing in a copy of the project that lies outside, unless said otherwise."""

    def prepare(root: Path) -> None:
        outside = root.parent / "outside"
        shutil.copytree(root, outside, symlinks=True)
        _away(root / path)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(to or outside / path)

    return prepare


def folder(path: str) -> Callable[[Path], object]:
    """A folder where a file is expected."""

    def prepare(root: Path) -> None:
        _away(root / path)
        (root / path).mkdir(parents=True)

    return prepare


def file(path: str) -> Callable[[Path], object]:
    """A file where a folder is expected."""

    def prepare(root: Path) -> None:
        _away(root / path)
        (root / path).write_text("x")

    return prepare


def fifo(path: str) -> Callable[[Path], object]:
    """A pipe: who opens it waits for ever."""

    def prepare(root: Path) -> None:
        _away(root / path)
        os.mkfifo(root / path)

    return prepare


def _away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


KOI8 = CATALOG.replace("UTF-8", "KOI8-R").encode("koi8-r")
LATIN = CATALOG.replace("UTF-8", "ISO-8859-1").replace("Деревья растут", "é").encode("latin-1")
SAYS_LATIN = CATALOG.replace("UTF-8", "ISO-8859-1").replace("Деревья растут", "ok")
ENCODINGS = [
    case("source in Latin-1", "update", f"{S}:3", "not UTF-8", "iconv", files=essay("A\n\nCafé".encode("latin-1"))),
    case("source in UTF-16", "build", f"{S}:1", "not UTF-8", files=essay(ESSAY.encode("utf-16"))),
    case("source in UTF-16, unmarked", "update", f"{S}:1", "NUL", files=essay(ESSAY.encode("utf-16-le"))),
    case("source with a byte order mark", "update", "ru: 2 new", files=essay(ESSAY.encode("utf-8-sig")), code=0),
    case("source with half a character", "update", f"{S}:1", "not UTF-8", files=essay(b"a\xed\xa0\x80b")),
    case("source with NUL", "update", f"{S}:3", "NUL", "Remove", files=essay("a\n\nb\0c")),
    case(*("source with a control character", "update", f"{S}:3"), files=essay("a\n\nb\1c")),
    case("source with CR only", "update", "2 new", files=essay("One.\r\rTwo.\r"), code=0),
    case("source with CRLF", "update", "ru: 2 new", files=essay(ESSAY.replace("\n", "\r\n")), code=0),
    case("source with odd line ends", "update", "new", files=essay("a\u2028b\n\nc\u0085d\n\ne\vf\n"), code=0),
    case("catalog in Latin-1", "update", f"{P}:17", "0xE9 is not UTF-8", "msgconv", files={P: LATIN}),
    case("catalog in KOI8-R", "build", f"{P}:17", "not UTF-8", "msgconv", files={P: KOI8}),
    case("catalog that says ISO-8859-1", "status", f"{P}:10", "ISO-8859-1, not UTF-8", files={P: SAYS_LATIN}),
    case("catalog in UTF-16", "update", f"{P}:1", "UTF-16", "iconv", files={P: CATALOG.encode("utf-16")}),
    case("catalog with a byte order mark", "status", "2/1", files={P: CATALOG.encode("utf-8-sig")}, code=0),
    case("catalog with CRLF", "status", "2/1", files={P: CATALOG.replace("\n", "\r\n")}, code=0),
    case("catalog with CR only", "status", f"{P}:1", files={P: CATALOG.replace("\n", "\r")}),
    case("catalog with NUL", "build", f"{P}:17", "U+0000", "Delete", files=po("растут", "рас\0тут")),
    case("LINGUAS with a byte order mark", "status", "ru Русский", files=linguas(b"\xef\xbb\xbfru\r\n"), code=0),
    case("LINGUAS in Latin-1", "update", "locales/LINGUAS", "no language code", files=linguas(b"ru \xe9\n")),
]

CATALOGS = [
    case("empty", "update", P, "empty", "Restore", files={P: ""}),
    case("a web page", "update", f"{P}:1", "neither a keyword", files={P: "<html>404</html>"}),
    case("a compiled catalog", "build", f"{P}:1", "not UTF-8", files={P: b"\xde\x12\x04\x95\0\0\0\0"}),
    case(
        "an open msgstr",
        "build",
        f"{P}:17",
        "not closed",
        "End it with",
        "breaks off: restore it",
        files=po('растут."', "растут."),
    ),
    case("an open msgid", "status", f"{P}:16", "not closed", files=po('"Trees grow."', '"Trees grow.')),
    case("text after the string", "fmt", f"{P}:17", "stands after the string", files=po('растут."', 'растут." x')),
    case("an unknown keyword", "update", f"{P}:17", "msgstrr", "unknown", files=po('msgstr "Д', 'msgstrr "Д')),
    case("an unknown escape", "update", f"{P}:17", r"“\q” is unknown", r"\\", files=po("растут", r"\q")),
    case("cut off in a word", "build", f"{P}:22", "cut off", "Restore", files={P: CATALOG[:-5]}),
    case("cut off in a string", "update", f"{P}:17", "cut off", files={P: CATALOG[: CATALOG.index("растут")]}),
    case(
        "cut off in a letter",
        "status",
        f"{P}:17",
        "cut off",
        files={P: CATALOG.encode()[: CATALOG.encode().index("тут".encode()) + 1]},
    ),
    case("cut off after msgid", "update", f"{P}:21", "middle of this message", files={P: CATALOG[:-10]}),
    case("no msgid", "update", f"{P}:16", "msgstr without msgid", files=po('msgid "Trees grow."\n', "")),
    case("one message twice", "build", f"{P}:21", "line 16 once more", "msgctxt", files=po("Slowly.", "Trees grow.")),
    case("two headers", "update", f"{P}:21", "line 2 once more", files=po("Slowly.", "")),
    case("two languages", "status", f"{P}:2", "two different fields Language", files=po("MIME-Version", "Language")),
    case(
        "conflict in a message", "build", f"{P}:17", "conflict", "Settle", files=po('msgstr "Д', '<<<<<<< a\nmsgstr "Д')
    ),
    case("conflict between messages", "update", f"{P}:14", "conflict", "Settle", files=po("#. p", "<<<<<<< a\n#. p")),
    case("half of a conflict", "fmt", f"{P}:14", "conflict", "=======", files=po("#. p", "=======\n#. p")),
    case("no header", "update", "ru: ", files={P: CATALOG[CATALOG.index("#. p") :]}, code=0),
    case("a header alone", "update", "4 new", files={P: CATALOG[: CATALOG.index("\n#. p")]}, code=0),
    case("no language", "status", "2/1", files=po('"Language: ru\\n"\n', ""), code=0),
    case("dates that are none", "fmt", files=po("2026-01-02 00:00+0000", "0000-99-99 99:99+9999"), code=0),
    case("a formula that runs programs", "build", files=po("(n != 1)", "__import__('os').abort()"), code=0),
    case("another language, updated", "update", P, "in de", "where ru belongs", files=po("age: ru", "age: de")),
    case("another language, built", "build", P, "in de", "where ru belongs", files=po("age: ru", "age: de")),
    case("another language, counted", "status", P, "in de", "where ru belongs", files=po("age: ru", "age: de")),
    case("another language, marked", "mark --human ru", P, "where ru belongs", files=po("age: ru", "age: de")),
    case("a language that is none", "build", P, "where ru belongs", "Language", files=po("age: ru", "age: xx_YY")),
    case("a language with its country", "status", "2/1", files=po("age: ru", "age: ru_RU"), code=0),
    case("a translation equal to its source", "build", "2 translated", files=translated("Slowly."), code=0),
    case("a gap in the plural", "update", f"{P}:23", "msgstr[1] where msgstr[0]", files=plural("msgstr[1]")),
    case("forms without a plural", "update", f"{P}:17", "without msgid_plural", files=po('msgstr "Д', 'msgstr[0] "Д')),
    case("10,000 quotes", "build", files=translated("> " * 10_000 + "a"), code=0),
    case("10,000 brackets", "build", files=translated("[" * 10_000 + "a"), code=0),
    case("10,000 notes", "build --format html --format epub", files=translated("^[" * 10_000 + "a"), code=0),
    case("10,000 tags", "build --format html --format epub", files=translated("<b>" * 10_000 + "a"), code=0),
    case("2 MB in one message", "build --format html --format epub", files=translated("я" * 1_000_000), code=0),
]

CONFLICT = "<<<<<<< HEAD\nSlowly.\n=======\nFast.\n>>>>>>> other\n"
ESSAYS = [
    case("no bytes", "update", f"{S}:1", "nothing to translate", "Write", files=essay("")),
    case("blank", "build", f"{S}:1", "nothing to translate", files=essay("\n \n\t\n")),
    case("only code", "update", f"{S}:1", "nothing to translate", files=essay("```\nx = 1\n```\n")),
    case("only front matter", "update", f"{S}:1", "nothing to translate", files=essay("---\nlang: en\n---\n")),
    alone("no bytes, new", "new e.md --to ru", "e.md:1", "nothing to translate", files={"e.md": ""}),
    alone("no bytes, extracted", "extract e.md", "e.md:1", "nothing to translate", files={"e.md": ""}),
    case("10,000 quotes", "update", f"{S}:1", "100 deep", "Take", files=essay("> " * 10_000 + "a")),
    case("10,000 quotes, unspaced", "build", f"{S}:1", "100 deep", files=essay(">" * 10_000 + "a")),
    case("10,000 lists", "update", f"{S}:1", "100 deep", files=essay("- " * 10_000 + "a")),
    case("10,000 numbers", "update", f"{S}:1", "100 deep", files=essay("1. " * 10_000 + "a")),
    case(
        "1,000 steps in", "update", f"{S}:51", "100 deep", files=essay("".join("  " * n + "- a\n" for n in range(1000)))
    ),
    case("10,000 open brackets", "update", "1 new", files=essay("[" * 10_000 + "a"), code=0),
    case("10,000 open emphases", "update", "1 new", files=essay("*a **a " * 5_000), code=0),
    case("10,000 open notes", "update", "1 new", files=essay("^[" * 10_000 + "a" + "]" * 10_000), code=0),
    case(
        "10,000 link definitions", "build", files=essay("".join(f"[{n}]: x\n" for n in range(10_000)) + "\na"), code=0
    ),
    case("10,000 open tags", "update", f"{S}:1", "nothing to translate", files=essay("<div>" * 10_000 + "a")),
    case("a line of 5 MB", "update", "1 new", files=essay("a b c " * (5 << 20 // 6)), code=0),
    case("a word of 5 MB", "extract source/essay.md -o -", files=essay("a" * (5 << 20)), code=0),
    case("5 MB of blanks", "extract source/essay.md -o -", files=essay("a" + " " * (5 << 20) + "b"), code=0),
    case("conflict", "update", f"{S}:9", "conflict", files=essay(ESSAY.replace("Slowly.\n", CONFLICT))),
    case(
        *("conflict in a text", "build", "source/essay.txt:3", "conflict"),
        files={S: None, "source/essay.txt": f"Trees\n\n{CONFLICT}"},
    ),
    case("conflict shown as code", "update", "new", files=essay(f"Git says:\n\n```\n{CONFLICT}```\n"), code=0),
]

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
FRONT_MATTER = [
    case("an open quote", "update", f"{S}:3", "not YAML", "quotes", files=front('title: "abc')),
    case("a second colon", "update", f"{S}:2", "not YAML", files=front("title: a: b: c")),
    case("a tab", "build", f"{S}:2", "not YAML", files=front("title:\t\tx\n\tb: c")),
    case("not UTF-8", "update", f"{S}:2", "not UTF-8", files=essay(b"---\ntitle: \xff\n---\n\nText.\n")),
    case("a bomb of anchors", "update", files=front(f"{BOMB}title: *l"), code=0),
    case("an anchor in itself", "update", files=front("title: &a [*a]"), code=0),
    case(*("5,000 brackets", "update", f"{S}:1", "nests too deeply"), files=front(f"title: {'[' * 5000}{']' * 5000}")),
    case("70 KB", "update", f"{S}:1", "too long", "Shorten", files=front("title: " + "a" * 70_000)),
    case("one key twice", "update", "ru: ", files=front("title: a\ntitle: b\nlang: en\nlang: en"), code=0),
    case("a list for a title", "update", "ru: ", files=front("title: [One, Two]\nauthor:\n  - A\n  - B"), code=0),
    case("a mapping for a title", "build", "ru: ", files=front("title:\n  en: a\n  de: b"), code=0),
    case("a list at the top", "build", "ru: ", files=front("- a\n- b"), code=0),
    case("a key that is a list", "update", "ru: ", files=front("? [a, b]\n: c\ntitle: x"), code=0),
    case("a tag that runs programs", "update", files=front("title: !!python/object/apply:os.abort []"), code=0),
    case("a date that is none", "build", files=front("title: x\ndate: 2025-02-30"), code=0),
    case("a control character", "update", f"{S}:2", files=front(r'title: "a\0b"')),
    case("half a character", "build", f"{S}:2", files=front(r'title: "\ud800"')),
    case("never closed", "update", f"{S}:1", files=essay("---\ntitle: x\n\nText.\n")),
    case("a language that is none", "update", S, "'xx' is no language code", "BCP 47", files=front("lang: xx")),
    case("a language that is a number", "build", S, "'1' is no language code", files=front("lang: 1")),
    case("a language that is a path", "status", S, "no language code", files=front("lang: ../../etc")),
    case("a language of no words", "update", "ru: ", files=front("title: x\nlang:"), code=0),
    alone("lang: xx, new", "new e.md --to ru", "e.md", "'xx' is", files={"e.md": "---\nlang: xx\n---\n\nText.\n"}),
    alone("lang: xx, extracted", "extract e.md", "e.md", "'xx' is", files={"e.md": "---\nlang: xx\n---\n\nText.\n"}),
]

NO_CODE = "is no language code"
LANGUAGES = [
    case(f"add {code!r}", ("add", "--", code), NO_CODE, "Codes look like")
    for code in (
        "xx",
        "xx_YY",
        "../../etc",
        "",
        "ru\n",
        " ru",
        "ru de",
        "ru\0",
        "a" * 500,
        "ｒｕ",
        "русский",
        "x-a",
        "C",
    )
]
LANGUAGES += [
    case("add with a charset", "add de_DE.UTF-8", NO_CODE, "Did you mean de?"),
    case("add by an English name", "add Belarusian", NO_CODE, "Did you mean be?"),
    alone("new --to several", "new e.md --to ru de", "One ESSAY", "--to de"),
    alone(
        "new beside source/ without it", "status", "new 'source/part 1/a.md' --to", files={"source/part 1/a.md": "A."}
    ),
    case("add one good, one bad", "add de xx", NO_CODE),
    case("add the source's own", "add en", S, "written in en already"),
    case("add what is there", "add ru", "there already", code=0),
    case("update an unknown one", "update xx_YY", NO_CODE),
    case("update another one", "update de", "not a language of this project", "tamizdat add de"),
    case("build a path", "build ../../etc", NO_CODE),
    case("status of a path", "status ../../etc", NO_CODE),
    case("mark another one", "mark --human de", "not a language of this project"),
    case("LINGUAS with an unknown one", "update", "locales/LINGUAS", "'xx_YY'", files=linguas("ru xx_YY\n")),
    case("LINGUAS with a path", "build", "locales/LINGUAS", "'../../etc'", files=linguas("../../etc\n")),
    case("LINGUAS with the source's own", "update", "ru: ", files=linguas("ru en\n"), code=0),
    alone("new --to an unknown one", "new e.md --to xx", NO_CODE),
    alone("new --to a path", "new e.md --to ru,../../etc", NO_CODE),
    alone("new --to nothing", "new e.md --to ''", NO_CODE),
    alone("new --to the source's own", "new e.md --to EN", "e.md is written in en already", "Name another"),
    alone("new --from and --to one", "new a.txt --from ru --to ru", "in ru already", files={"a.txt": "Бор\n\nЛес."}),
    alone("new --from another than it says", "new e.md --from de --to ru", "e.md", "in en, not de"),
    alone("new --from an unknown one", "new e.md --from xx --to ru", NO_CODE),
    alone("new --from nothing", "new e.md --from '' --to ru", NO_CODE),
    alone("extract --from a path", "extract e.md --from ../../etc", NO_CODE),
    case("no word to a second language", "new f.md --from de", "f.md", "lang: de", files={"f.md": "Wald.\n\nBaum."}),
]
SPELLINGS = ("zh-Hans", "zh_Hans", "zh_hans", "ZH-HANS", "zh_HANS", "Zh-hans")

CONFIGURATION = [
    case("an unknown key", "update", "tamizdat.toml", "'lang'", "Known keys are", files=config('lang = "ru"')),
    case("an unknown table", "update", "'tool.tamizdat.title'", files=config('[tool.tamizdat]\ntitle = "x"')),
    case("a key below a table", "update", "'publish.title'", "above the first", files=config('[publish]\ntitle = "x"')),
    case("no list", "update", "tamizdat.toml", "languages = 'ru'", "list", files=config('languages = "ru"')),
    case("a list of numbers", "update", "languages = [1]", "An example", files=config("languages = [1]")),
    case("an unknown language", "update", "tamizdat.toml", "languages: 'xx'", files=config('languages = ["xx"]')),
    case("an unknown source language", "update", "tamizdat.toml", "'xx'", files=config('source-language = "xx"')),
    case("a number for a language", "build", "source-language = 5", files=config("source-language = 5")),
    case("no such state", "build", "publish.from", "machine, translated", files=config('[publish]\nfrom = "all"')),
    case("a list for a state", "build", "publish.from", "An example", files=config('publish.from = ["machine"]')),
    case("a table for a state", "build", "unknown key 'publish.from.x'", files=config("publish.from.x = 1")),
    case("a value for a table", "build", "unknown key 'publish'", files=config("publish = 3")),
    case("too few reviews", "status", "publish.reviews = 0", "1 to 9", files=config("publish.reviews = 0")),
    case("a word for true", "status", "typography = 'no'", "true or false", files=config('typography = "no"')),
    case("true for a number", "status", "publish.reviews = True", files=config("publish.reviews = true")),
    case("a date for a title", "build", "title = ", "a string", files=config("title = 2020-01-01")),
    case("no such format", "build", "'doc'", "html", files=config('formats = ["doc"]')),
    case("a path for a format", "build --format ../../x", "'../../x'", "html"),
    case("nothing for a format", ("build", "--format", ""), "''", "html"),
    case("broken", "update", "tamizdat.toml:2", "not TOML", files=config('title = "x"\n= 3')),
    case("one key twice", "update", "tamizdat.toml", "not TOML", files=config('title = "a"\ntitle = "b"')),
    case("not UTF-8", "update", "tamizdat.toml", "not UTF-8", files=config(b"title = '\xff'")),
    case("NUL", "update", "tamizdat.toml:1", "not TOML", files=config("title = 'a\0'")),
    case("a byte order mark", "status", files=config(b"\xef\xbb\xbftitle = 'x'"), code=0),
    case("5,000 brackets", "update", "too deeply", files=config(f"title = {'[' * 5000}{']' * 5000}")),
    case("3,000 tables", "update", "too deeply", files=config(f"[a{'.b' * 3000}]\nc = 1")),
    case("a folder", "update", "tamizdat.toml", "a folder", prepare=folder("tamizdat.toml")),
    case("pyproject, unknown key", "update", "pyproject.toml", "'x'", files=pyproject("[tool.tamizdat]\nx = 1")),
    case("pyproject, spelt otherwise", "update", "'x'", files=pyproject("tool . tamizdat.x = 1")),
    case("pyproject, no table", "update", "tool.tamizdat is not a table", files=pyproject("tool.tamizdat = 3")),
    case("pyproject, broken", "build", "pyproject.toml:1", "TOML", files=pyproject("[tool.tamizdat\n")),
    case("pyproject of others", "status", files=pyproject('[project]\nname = "x"'), code=0),
    case("add beside a list", "add de", "configuration", "Add it", files=config('languages = ["ru"]')),
    alone("new beside a list", "new e.md --to de", "configuration", files=config('languages = ["ru"]')),
]
CONFIGURATION += [
    case(f"SOURCE_DATE_EPOCH={epoch}", "update", "SOURCE_DATE_EPOCH", "Unset", environment={"SOURCE_DATE_EPOCH": epoch})
    for epoch in ("soon", "1e3", "1_000", "١٢٣", "9" * 30, "-" + "9" * 15)
]

FOLDERS = [
    case("no such essay", "new nope.md --to ru", "nope.md: there is no such file", "Check the name"),
    case("no such essay, extracted", "extract nope.md", "nope.md: there is no such file"),
    case("no such catalog, counted", "status nope.po", "nope.po: there is no such file"),
    case("no such catalog, tidied", "fmt nope.po", "nope.po: there is no such file"),
    case("no such catalog among good ones", f"fmt {P} nope.po", "nope.po", files=po("#. p", "#.   p")),
    case("no such catalog, assembled", f"assemble {S} --po nope.po -o -", "nope.po: there is no such file"),
    case("no essay at all", "update", "no essay in source/", "tamizdat new", files={S: None, "source/a.pdf": "x"}),
    case("a suffix of no format", "extract a.docx", "a.docx", ".docx", ".md", files={"a.docx": "x"}),
    case("no suffix", f"assemble a --po {P} -o -", "a: ", ".md", files={"a": "x"}),
    case("an essay that is a folder", "new locales", "a folder"),
    case("an essay that is a folder, named so", "new d.md", "d.md", "a folder", prepare=folder("d.md")),
    case("a catalog that is a folder", "update", P, "a folder", prepare=folder(P)),
    case("a catalog that is a folder, built", "build", P, "a folder", prepare=folder(P)),
    case("a catalog that is a pipe", "update", P, "not a regular file", prepare=fifo(P)),
    case("a source that is a pipe", "build", S, "not a regular file", prepare=fifo(S)),
    case("a template that is a folder", "update", "locales/essay.pot", "folder", prepare=folder("locales/essay.pot")),
    case("LINGUAS that is a folder", "update", "LINGUAS", "a folder", prepare=folder("locales/LINGUAS")),
    case("LC_MESSAGES that is a file", "update", P, "a file stands", prepare=file("locales/ru/LC_MESSAGES")),
    case("an edition that is a folder", "build", "a folder", prepare=folder("editions/ru/essay.html")),
    case("editions/ that is a file", "build", "a file stands", "Move it", prepare=file("editions")),
    case("source/ that is a file", "update", "no project here", prepare=file("source")),
    case("a folder to tidy", "fmt locales", "locales: this is a folder"),
    case("a folder to count", "status x.po", "x.po: this is a folder", prepare=folder("x.po")),
    case("a folder to write", f"extract {S} -o locales", "locales: this is a folder"),
    case("nothing to write", ("extract", S, "-o", ""), "this is a folder"),
    alone("new where source/ is a file", "new e.md", "source/e.md", "a file stands", files={"source": ""}),
    alone("new where locales/ is a file", "new e.md --to ru", "locales", "a file stands", files={"locales": ""}),
    alone("new where editions/ is a file", "new e.md --to ru", "a file stands", files={"editions": ""}),
    alone("new where .gitignore is a folder", "new e.md", ".gitignore", "folder", prepare=folder(".gitignore")),
    case("new beside a broken catalog", "new f.md", f"{P}:1", files={"f.md": ESSAY, P: "x"}),
    case("new over another essay", "new essay.md --to ru", S, "there already", files={"essay.md": "Other."}),
    case("new with what no catalog can hold", "new f.md --to ru", "U+0001", files={"f.md": "a\1b"}),
    case("a template over its source", f"extract {S} -o {S}", S, "no template", "another file"),
    case("a template over a catalog", f"extract {S} -o {P}", P, "translations", "another file"),
    case("an edition over its source", f"assemble {S} --po {P} -o {S}", "replace what it is made from"),
    case("an edition over its catalog", f"assemble {S} --po {P} -o ./{P}", "replace what it is made from"),
    case("a name too long", ("extract", S, "-o", "x" * 300 + ".pot"), "too long", "shorter"),
    case("NUL in a name", ("fmt", "a\0b.po"), r"a\x00b.po", "null byte"),
    case("NUL in a name to write", ("extract", S, "-o", "a\0b"), r"a\x00b", "null byte"),
    case("-C to nowhere", "-C nope status", "nope: there is no such folder", "-C"),
    case("-C to a file", f"-C {S} status", f"{S}: there is no such folder"),
    case("-C with NUL", ("-C", "a\0b", "status"), "no such folder"),
    alone("-C to nowhere, new", "-C nope new e.md --to ru", "nope: there is no such folder"),
    alone("outside a project", "update", "there is no project here", "tamizdat new"),
    alone("outside a project, fmt", "fmt", "there is no project here"),
    case("an unknown command", "translate", "No such command 'translate'"),
    case("an unknown option", "build --everything", "No such option"),
    case("no argument", "new", "Missing argument"),
    case("half of mark", "mark ru", "--machine ENGINE or --human"),
    case("an engine with spaces", ("mark", "ru", "--machine", "a b"), "'a b' cannot stand in a mark", "24"),
    case("an engine with a line break", ("mark", "ru", "--machine", "a\nb"), "cannot stand in a mark"),
    case("a key that is none", "mark --human ru deadbeef", "deadbeef", "tamizdat status ru --json"),
    case("languages and files", f"status ru {P}", "either languages of the project or PO files"),
    case("too many percent", "status --fail-under 101", "not in the range"),
    case("no number of percent", "status --fail-under nan", "NaN"),
]

OUT = "leads out of the project"
LINKS = [
    case("the source", "update", S, OUT, "instead of a link", prepare=link(S)),
    case("the source, counted", "status", S, OUT, prepare=link(S)),
    case("source/", "build", S, OUT, prepare=link("source")),
    case("the catalog", "update", P, OUT, prepare=link(P)),
    case("the catalog, built", "build", P, OUT, prepare=link(P)),
    case("the catalog, tidied", "fmt", P, OUT, prepare=link(P)),
    case("the catalog, marked", "mark --human ru", P, OUT, prepare=link(P)),
    case("locales/", "update", OUT, prepare=link("locales")),
    case("locales/ru/", "update", P, OUT, prepare=link("locales/ru")),
    case("LINGUAS", "status", "locales/LINGUAS", OUT, prepare=link("locales/LINGUAS", "/etc/passwd")),
    case("editions/", "build", "editions/", OUT, prepare=link("editions", "..")),
    case("editions/ru/", "build", "editions/ru/", OUT, prepare=link("editions/ru", "../..")),
    case("a source in a circle", "update", S, "circle", prepare=link(S, "essay.md")),
    case("a catalog in a circle", "update", P, "circle", prepare=link(P, "essay.po")),
    case("a source to nothing", "update", S, "no such file", prepare=link(S, "nope.md")),
    case("a folder in itself", "update", "ru: 2 new", prepare=link("source/sub", "../source"), code=0),
    alone("new into a link", "new e.md", "source/e.md", OUT, prepare=link("source", "..")),
    alone("new through .gitignore", "new e.md", ".gitignore", OUT, prepare=link(".gitignore", "../x")),
    alone("new beside editions/", "new e.md --to ru", "editions/", OUT, prepare=link("editions", "..")),
]

HIDE = {"tamizdat.toml": 'publish.policy = "hide"'}
HOLD = {"tamizdat.toml": 'publish.policy = "hold"'}
KEPT = {"locales/ru/published/essay.md": ESSAY, "locales/ru/published/essay.po": CATALOG}
EDITION = {"editions/ru/essay.html": "x"}
LINKS += [
    case(
        "a withheld edition in a link",
        "build",
        "editions/ru",
        OUT,
        files={**HIDE, **EDITION},
        prepare=link("editions/ru"),
    ),
    case(
        "the last good edition in a link",
        "build",
        "published/",
        OUT,
        files=HOLD | KEPT,
        prepare=link("locales/ru/published"),
    ),
    case(
        "the last good edition, one file in a link",
        "publish",
        "published/",
        OUT,
        files={**KEPT, **WHOLE},
        prepare=link("locales/ru/published/essay.po"),
    ),
]

GROUPS = {
    "encodings": ENCODINGS,
    "catalogs": CATALOGS,
    "essays": ESSAYS,
    "front matter": FRONT_MATTER,
    "languages": LANGUAGES,
    "configuration": CONFIGURATION,
    "files and folders": FOLDERS,
    "links": LINKS,
}


@pytest.mark.parametrize("group", GROUPS)
def test_no_two_cases_have_one_name(group):
    names = [row.id for row in GROUPS[group]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("given", ENCODINGS)
def test_encodings(given, tmp_path, monkeypatch):
    expect(given, tmp_path, monkeypatch)


@pytest.mark.parametrize("given", CATALOGS)
def test_catalogs(given, tmp_path, monkeypatch):
    expect(given, tmp_path, monkeypatch)


@pytest.mark.parametrize("given", ESSAYS)
def test_essays(given, tmp_path, monkeypatch):
    expect(given, tmp_path, monkeypatch)


@pytest.mark.parametrize("given", FRONT_MATTER)
def test_front_matter(given, tmp_path, monkeypatch):
    expect(given, tmp_path, monkeypatch)


@pytest.mark.parametrize("given", LANGUAGES)
def test_languages(given, tmp_path, monkeypatch):
    expect(given, tmp_path, monkeypatch)


@pytest.mark.parametrize("given", CONFIGURATION)
def test_configuration(given, tmp_path, monkeypatch):
    expect(given, tmp_path, monkeypatch)


@pytest.mark.parametrize("given", FOLDERS)
def test_files_and_folders(given, tmp_path, monkeypatch):
    expect(given, tmp_path, monkeypatch)


@pytest.mark.parametrize("given", LINKS)
def test_links_out_of_the_project(given, tmp_path, monkeypatch):
    expect(given, tmp_path, monkeypatch)


def expect(given: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "project"
    lay_out(root, {**(PROJECT if given.project else {}), **given.files})
    if given.prepare:
        given.prepare(root)
    monkeypatch.chdir(root)
    before = tree(tmp_path)
    answer = run(given.typed, given.environment)
    assert answer.code == given.code, answer.text
    for fragment in given.says:
        assert fragment in answer.text
    assert str(tmp_path) not in answer.text
    if given.code == 2:
        assert tree(tmp_path) == before
        assert re.match(r"tamizdat: .+\n  \S.+|Usage: (.|\n)+\nError: .+", answer.text), "what, and what to do"


def lay_out(root: Path, files: Files) -> None:
    root.mkdir()
    for name, content in files.items():
        if content is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def tree(root: Path) -> dict[str, object]:
    """Everything below a folder: bytes of files, targets of links, folders and pipes as such."""
    found: dict[str, object] = {}
    for place, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(place, name)
            kept = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else path.is_dir()
            found[str(path.relative_to(root))] = kept
    return found


class Answer(NamedTuple):
    code: int
    text: str


def run(typed: str | tuple[str, ...], environment: Mapping[str, str] | None = None) -> Answer:
    """What the command line answers, known to be neither a traceback nor a long time coming."""
    words = shlex.split(typed) if isinstance(typed, str) else typed
    with at_most(SECONDS):
        result = CliRunner().invoke(main, words, env={"SOURCE_DATE_EPOCH": None, **(environment or {})})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output and "a mistake of ours" not in result.output, result.output
    return Answer(result.exit_code, result.output)


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Stops what hangs, where the system has alarms."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _late(*_: object) -> None:
    raise TimeoutError("it hangs")


@pytest.fixture
def project(tmp_path, monkeypatch):
    root = tmp_path / "project"
    lay_out(root, PROJECT)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def empty(tmp_path, monkeypatch):
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


# Languages in every spelling


@pytest.mark.parametrize("code", SPELLINGS)
def test_a_language_is_found_however_it_is_spelt(empty, code):
    lay_out(empty / "in", {"e.md": ESSAY})
    assert run(f"new in/e.md --to {code}").code == 0
    assert (empty / "locales/zh_Hans/LC_MESSAGES/e.po").is_file() and (empty / "editions/zh-Hans/e.html").is_file()
    for command in (f"update {code}", f"status {code}", f"build {code}", f"mark --human {code}", f"add {code}"):
        assert run(command).code == 0


# Names of sources

GOOD_NAMES = (
    *(
        "my essay",
        "o'brien",
        "100%",
        "50%25",
        "c#sharp",
        "a&b",
        "a;b",
        "a+b=c",
        "[x](y)",
        "$HOME",
        "`id`",
        "~x",
        "--to",
    ),
    *("a..b", "essay.ru", "index", "ru", "эссе", "随笔", "مقاله", "cafe\u0301", "100% of c#", "a%0Ab"),
)
BAD_NAMES = (
    *("a\nb", "a\tb", "a\x1b[31mb", 'say "hi"', "a<b", "what?", "a:b", "a\\b", "*", "a\u202eb", " lead", "trail "),
    *("..", "..a", ".hidden", "x" * 245),
)


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_every_link_of_the_editions_leads_to_a_file_whatever_the_source_is_called(empty, name):
    (empty / f"{name}.md").write_text(ESSAY, "utf-8")
    assert run(("new", "--to", "ru", "--", f"{name}.md")).code == 0
    assert [link for link in links(empty / "editions") if not link.leads] == []
    for command in ("update", "status", "fmt", "build --check"):
        assert run(command).code == 0


class Link(NamedTuple):
    page: str
    href: str
    leads: bool


def links(editions: Path) -> Iterator[Link]:
    """The links between the pages; those of a text to elsewhere are not ours."""
    for page in sorted(editions.rglob("*.html")):
        for found in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            href = html.unescape(found)
            url = urlsplit(href)
            there = page.parent / unquote(url.path) if url.path else page
            leads = not url.scheme and not url.netloc and there.resolve().is_relative_to(editions) and there.is_file()
            yield Link(page.relative_to(editions).as_posix(), href, leads)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_no_document_can_have_is_refused_before_anything_is_written(empty, name):
    (empty / f"{name}.md").write_text(ESSAY, "utf-8")
    before = tree(empty)
    answer = run(("new", "--to", "ru", "--", f"{name}.md"))
    assert answer.code == 2 and tree(empty) == before
    assert re.search("cannot be the name of a document\n  Rename|too long\n  Choose", answer.text)
    assert "\x1b" not in answer.text


@pytest.mark.parametrize("other", ["essay.txt", "essay.markdown", "Essay.md", "ESSAY.TXT"])
@pytest.mark.parametrize("command", ["update", "build", "status"])
def test_two_sources_of_one_name_are_refused(project, other, command):
    (project / "source" / other).write_text("Trees\n\nThey grow.\n")
    before = tree(project)
    answer = run(command)
    assert answer.code == 2 and tree(project) == before
    assert "two sources have the name" in answer.text and other in answer.text and "Rename one" in answer.text


def test_a_second_source_of_one_name_is_not_even_copied(project):
    (project / "essay.txt").write_text("Trees\n\nThey grow.\n")
    before = tree(project)
    answer = run("new essay.txt")
    assert answer.code == 2 and tree(project) == before
    assert "two sources have the name 'essay'" in answer.text


@pytest.mark.full
def test_12_000_keys_in_front_matter_are_no_reason_to_wait(project):
    (project / S).write_text("---\n" + "a: b\n" * 12_000 + "---\n\nTrees grow.\n")
    assert run("build").code == 0


# Catalogs that are sound and strange


def test_what_counts_as_translated_is_shown_as_translated(project):
    plural = 'msgid_plural "Slowlies."\nmsgstr[0] "а"\nmsgstr[1] "б"\n'
    (project / P).write_text(CATALOG.replace('"Slowly."\nmsgstr ""\n', f'"Slowly."\n{plural}'), "utf-8")
    assert "3/2" in run("status ru").text
    assert "2 translated" in run("build").text


def test_a_catalog_without_a_language_makes_an_edition_of_no_known_language(empty):
    lay_out(empty / "in", {"e.md": ESSAY, "x.po": 'msgid "Slowly."\nmsgstr "Медленно."\n'})
    assert run("assemble in/e.md --po in/x.po -o out.md").code == 0
    text = (empty / "out.md").read_text("utf-8")
    assert "Медленно." in text and "lang: und" in text


@pytest.mark.parametrize("language", ["xx_YY", "<script>alert(1)</script>", "English"])
def test_a_catalog_in_an_unknown_language_makes_no_edition(empty, language):
    lay_out(empty / "in", {"e.md": ESSAY, "x.po": CATALOG.replace("Language: ru", f"Language: {language}")})
    before = tree(empty)
    answer = run("assemble in/e.md --po in/x.po -o out.html")
    assert answer.code == 2 and tree(empty) == before
    assert "in/x.po: " in answer.text and NO_CODE in answer.text


# Files that cannot be read or written


@pytest.fixture
def nobody(monkeypatch):
    """A project of a user who may not do everything: nobody, when root runs the tests."""
    home = Path(tempfile.mkdtemp(prefix="tamizdat-test-"))
    home.chmod(0o755)
    root = home / "project"
    lay_out(root, PROJECT)
    monkeypatch.chdir(root)
    monkeypatch.setattr(tempfile, "tempdir", str(home / "tmp"))
    (home / "tmp").mkdir()
    for found in pkgutil.walk_packages(i18n.__path__, "i18n."):  # nobody may read this program's folder later
        if not found.name.endswith("__main__"):
            import_module(found.name)
    for command in ("update", "build", "fmt", "status"):
        assert run(command).code == 0
    assert run("add de --check").code == 1
    (root / S).write_text(ESSAY + "\nVery slowly.\n")
    (root / P).write_text(CATALOG.replace('"MIME', '"X-Generator: Poedit\\n"\n"MIME'), "utf-8")
    shutil.rmtree(home / "tmp")
    (home / "tmp").mkdir(mode=0o777)
    am_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if am_root:
        for path in (home, *home.rglob("*")):
            os.chown(path, 65534, 65534)
        os.seteuid(65534)
    try:
        yield root
    finally:
        if am_root:
            os.seteuid(0)
        for path in (home, *home.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(home)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
@pytest.mark.parametrize(
    ("path", "mode", "command", "says"),
    [
        (S, 0o000, "update", f"{S}: no permission to read"),
        (P, 0o000, "build", f"{P}: no permission to read"),
        (P, 0o000, f"fmt {P}", f"{P}: no permission to read"),
        (P, 0o444, "update", f"{P}: no permission to write"),
        (P, 0o444, "mark --machine x ru", f"{P}: no permission to write"),
        (P, 0o444, "review ru --accept f05ede54 --as ann", f"{P}: no permission to write"),
        ("locales/ru/LC_MESSAGES", 0o555, "update", f"{P}: no permission to write"),
        ("locales/ru/LC_MESSAGES", 0o555, "fmt", f"{P}: no permission to write"),
        ("locales/ru/LC_MESSAGES", 0o000, "status", f"{P}: no permission to read"),
        ("locales", 0o555, "add de", "no permission to write"),
        ("editions/ru", 0o555, "build --format html", "editions/ru/essay."),
        ("editions/ru/essay.html", 0o444, "build --format html", "editions/ru/essay.html: no permission to write"),
        (".", 0o555, f"extract {S} -o new.pot", "new.pot: no permission to write"),
        (".", 0o555, "new source/essay.md", ".gitignore: no permission to write"),
    ],
)
def test_what_may_not_be_read_or_written_is_said_and_nothing_else_is_written(nobody, path, mode, command, says):
    before = tree(nobody)
    (nobody / path).chmod(mode)
    answer = run(command)
    (nobody / path).chmod(0o755)
    assert answer.code == 2 and tree(nobody) == before
    assert says in answer.text and "who owns" in answer.text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_file_that_is_read_only_is_not_replaced_by_its_neighbour(nobody):
    before = tree(nobody)
    (nobody / P).chmod(0o444)
    with pytest.raises(StoreError, match="no permission to write"):
        store.write(nobody / P, b"other", nobody)
    (nobody / P).chmod(0o644)
    assert tree(nobody) == before


# Processes that were killed, and real ones


def test_what_a_killed_process_left_behind_is_ignored(project):
    for place in (S, P, "editions/ru/essay.html"):
        left = project / place
        left.parent.mkdir(parents=True, exist_ok=True)
        left.with_name(f".{left.name}.tamizdat-4711").write_bytes(b"\xff half")
    for command in ("update", "status", "fmt", "build", "build --check"):
        assert run(command).code == 0


def test_a_link_left_where_a_file_is_prepared_is_not_written_through(project, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("precious")
    (project / P).with_name(f".essay.po.tamizdat-{os.getpid()}").symlink_to(outside)
    assert run("update").code == 0
    assert outside.read_text() == "precious"


def tamizdat(*words: str, module="i18n.cli", **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, encoding="utf-8", **options)


@pytest.mark.parametrize("module", ("i18n", "i18n.cli"))
def test_a_process_ends_with_2_and_a_message_on_stderr(project, module):
    done = tamizdat("update", "xx_YY", module=module)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("tamizdat: 'xx_YY' is no language code\n  ")


EARLY = """
import os, signal, sys
class Interrupts:
    def find_spec(self, name, *_):
        if name == "i18n.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupts())
from i18n.__main__ import run
run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_who_interrupts_before_the_commands_are_read_sees_no_traceback():
    at_a_terminal = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    done = subprocess.run([sys.executable, "-c", EARLY], capture_output=True, timeout=60, preexec_fn=at_a_terminal)
    assert done.returncode == -signal.SIGINT and done.stderr == b""


def test_a_terminal_without_the_letters_is_no_reason_to_stop(project):
    done = tamizdat("status", env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert done.returncode == 0 and done.stderr == "" and r"\u0420\u0443" in done.stdout


def test_a_reader_who_leaves_early_is_no_reason_to_complain(project):
    command = f"{shlex.quote(sys.executable)} -m i18n.cli status ru --json | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60)
    assert done.stdout == b"{" and done.stderr == b""


def test_a_mistake_of_ours_is_one_clear_message_and_a_trace_when_asked_for(project, monkeypatch):
    def fail(*_, **__):
        raise KeyError("surprise")

    monkeypatch.setattr("i18n.workflow.report", fail)
    result = CliRunner().invoke(main, ["status"])
    assert result.exit_code == 2 and isinstance(result.exception, SystemExit)
    assert result.output.startswith("tamizdat: a mistake of ours (KeyError: 'surprise')\n  Please report it")
    assert isinstance(CliRunner().invoke(main, ["status"], env={"TAMIZDAT_DEBUG": "1"}).exception, KeyError)
