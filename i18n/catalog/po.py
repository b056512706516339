"""Turns the bytes of a PO file into a Catalog, and a Catalog into the one form in which its file is kept.

The form: UTF-8, LF, never wrapped, header first, obsolete entries last; `msgcat --no-wrap` of GNU gettext
changes no byte of it. polib reads the strings here, and only here; ours are the checks before it (`strict`)
and the writer, for polib's breaks lines at U+2028, drops the comments of obsolete entries, sorts the header
and leaves a blank after a bare ``#``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, cast

import polib

from ..errors import CatalogError
from ..model import Catalog, Entry, Key
from . import pieces, quick, stray, strict, units

CONTENT_TYPE = "text/plain; charset=UTF-8"
HEADER = Key(None, "")


def load(data: bytes, path: str) -> Catalog:
    """The catalog in a PO file, in canonical values; raises `CatalogError` with ``path:line`` and advice.

    ``path`` only names the file in errors. A file without a header gets one that names the charset. What
    other tools put on the header besides its text is kept as comment lines.
    """
    text = pieces.decode(data, path)
    return _quickly(text, path) or _assembled(_strictly(text, path), path)


def dump(catalog: Catalog) -> bytes:
    """The canonical PO file of a catalog; ``load`` gives back `canonical` of what went in.

    Raises `CatalogError` when a text has a character that no PO file can hold: a surrogate, or a control
    character beyond tab, line feed, vertical tab, form feed, carriage return and, in strings, backspace.
    """
    catalog = canonical(catalog)
    active = [entry.key for entry in catalog.entries if not entry.obsolete]
    assert len(set(active)) == len(active), "one message a key"
    assert all(entry.key != HEADER for entry in catalog.entries), "the header is no entry"
    text = "\n".join("".join(f"{line}\n" for line in lines) for lines in _messages(catalog))
    if found := pieces.FORBIDDEN.search(text):
        raise _unholdable(text, found.start())
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _unholdable(text, error.start) from None


def canonical(catalog: Catalog) -> Catalog:
    """The catalog in the values that a file can hold, so that what differs here differs in meaning.

    * obsolete entries stand last, those with neither translation nor note are left out, as by gettext;
    * a plural entry has at least one form and no single target;
    * an empty entry is not fuzzy; a previous plural needs a previous key;
    * flags stand in gettext's order, those it does not know last; none twice;
    * comments are single lines, none ends with a backslash; places have no ``./`` and no control characters;
    * a previous key that Babel left in the comments stands in its place (see `stray`);
    * joined sentences know the other members of their unit;
    * header values are trimmed single lines, Content-Type says UTF-8, and the locale is what Language says.
    """
    header = {name.strip(): " ".join(value.split("\n")).strip() for name, value in catalog.header.items()}
    if "charset=utf-8" not in header.get("Content-Type", "").lower():
        header["Content-Type"] = CONTENT_TYPE
    told = Catalog(
        locale=_locale(header.get("Language", "")),
        header=MappingProxyType(header),
        entries=_in_order(map(_canonical_entry, catalog.entries)),
        comment=_lines(catalog.comment),
        header_fuzzy=catalog.header_fuzzy,
    )
    return units.bound(told)


# Reading


def _quickly(text: str, path: str) -> Catalog | None:
    """The catalog in a file as editors write it, only its obsolete messages read by the strict reader."""
    found = quick.active(text, _comments)
    if found is None:
        return None
    active, end = found
    entries = [_restored(entry) for entry in active]
    rest: list[Entry] = []
    if end < len(text):
        try:
            rest = list(_strictly("\n" * text.count("\n", 0, end) + text[end:], path))
        except CatalogError:  # it may be wrong only by itself, or be told better in the whole
            return None
    if not {entry.key for entry in entries}.isdisjoint(entry.key for entry in rest if not entry.obsolete):
        return None
    return _assembled((*entries, *rest), path)


@lru_cache(maxsize=1024)
def _comments(lines: str) -> quick.Comments:
    """What stands in lines with the author's notes, places and flags; they are the same for many messages.

    The catalogs of a document have them in common, and most of the time that a short catalog takes is theirs.
    """
    (entry,) = _strictly(f'{lines}msgid "a"\nmsgstr "b"\n', "")
    return quick.Comments(entry.extracted, entry.places, entry.flags, entry.fuzzy)


def _assembled(entries: Iterable[Entry], path: str) -> Catalog:
    """A catalog of canonical entries, one of which may be the header."""
    header: Mapping[str, str] = {}
    comment: tuple[str, ...] = ()
    fuzzy = False
    messages = []
    for entry in entries:
        if entry.key == HEADER:
            header = _fields(entry, path)
            comment = entry.notes + entry.extracted + entry.places
            fuzzy = entry.fuzzy
        else:
            messages.append(entry)
    bare = canonical(Catalog(None, header, (), comment, fuzzy))
    return units.bound(replace(bare, entries=_in_order(messages)))


def _strictly(text: str, path: str) -> Iterator[Entry]:
    """The messages of any file in order, canonical but for the header; raises `CatalogError` when one is broken."""
    messages = tuple(strict.messages(text, path))
    file = _read([line for message in messages for line in message.text.split("\n")])
    assert len(file) == len(messages), "polib finds the messages that strict found"
    if file.header:  # polib takes the first comment for the file's
        file[0].tcomment = file.header
    entries = (_entry(found, message.line) for found, message in zip(file, messages, strict=True))
    return (entry if entry.key == HEADER else _canonical_entry(entry) for entry in entries)


class _Lines:
    """Lines, in the place where polib expects a path or a text.

    polib would look whether a text is the path of a file, and split it with str.splitlines.
    """

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def splitlines(self) -> list[str]:
        return self._lines


def _read(lines: list[str]) -> polib.POFile:
    read: Any = polib.pofile
    return cast(polib.POFile, read(_Lines(lines), encoding="utf-8", klass=_file))


def _file(**options: Any) -> polib.POFile:
    """A file in which polib finds no header: it would sort its fields, and split them at U+2028."""
    file: Any = polib.POFile(**options)
    file.find = lambda *_, **__: None
    return cast(polib.POFile, file)


def _entry(found: polib.POEntry, line: int) -> Entry:
    plural = bool(found.msgstr_plural)
    previous = found.previous_msgid
    return Entry(
        key=Key(cast(str | None, found.msgctxt), found.msgid),
        target=found.msgstr,
        fuzzy="fuzzy" in found.flags,
        previous=None if previous is None else Key(found.previous_msgctxt, previous),
        notes=_comment(found.tcomment),
        extracted=_comment(found.comment),
        places=tuple(_place(name, number) for name, number in found.occurrences),
        flags=tuple(found.flags),
        obsolete=bool(found.obsolete),
        plural=found.msgid_plural if plural else None,
        plurals=tuple(found.msgstr_plural[form] for form in sorted(found.msgstr_plural)),
        previous_plural=found.previous_msgid_plural,
        line=line,
    )


def _comment(quoted: str) -> tuple[str, ...]:
    return tuple(polib.unescape(quoted[1:-1]).split("\n")) if quoted else ()


def _place(name: str, number: str) -> str:
    place = f"{name}:{number}" if number else name
    if "%" not in place:
        return place
    from urllib.parse import unquote

    return unquote(place)


def _fields(header: Entry, path: str) -> dict[str, str]:
    """The fields of a header; a line without a colon belongs to the value before."""
    found: list[tuple[str, list[str]]] = []
    for line in header.target.split("\n"):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if colon and name:
            found.append((name, [value]))
        elif line.strip():
            if not found:
                advice = r'The header is made of lines such as "Language: ru\n".'
                raise _bad_header(header, path, "the header begins with a line that is no field", advice)
            found[-1][1].append(line.strip())
    fields: dict[str, str] = {}
    for name, values in found:
        value = " ".join(values)
        if fields.setdefault(name, value) != value:
            message = f"the header has two different fields {name}"
            raise _bad_header(header, path, message, "Delete one of the two lines.")
    return fields


def _bad_header(header: Entry, path: str, message: str, advice: str) -> CatalogError:
    return CatalogError(message, place=f"{path}:{header.line}", advice=advice)


_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}


def _locale(language: str) -> str | None:
    """The BCP 47 spelling of a Language field, not looked up anywhere; None when it is empty.

    >>> _locale("pt_BR"), _locale("sr_RS@latin"), _locale("be@tarask"), _locale(" ")
    ('pt-BR', 'sr-Latn-RS', 'be-tarask', None)
    """
    base, _, modifier = language.strip().partition("@")
    first, *rest = base.partition(".")[0].replace("_", "-").split("-")
    if not first:
        return None
    script = _SCRIPTS.get(modifier.lower())
    parts = [first, script, *rest] if script else [first, *rest, modifier]
    return "-".join(part for part in parts if part)


# Canonical values


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Canonical entries as a file has them: obsolete ones last, and none of those that hold nothing."""
    active: list[Entry] = []
    obsolete: list[Entry] = []
    for entry in entries:
        (obsolete if entry.obsolete else active).append(entry)
    return (*active, *filter(_has_work, obsolete))


def _canonical_entry(entry: Entry) -> Entry:
    plurals = () if entry.plural is None else entry.plurals or ("",)
    target = entry.target if entry.plural is None else ""
    entry = _restored(replace(entry, notes=_lines(entry.notes)))
    flags = [flag for part in entry.flags for piece in part.split(",") if (flag := " ".join(piece.split()))]
    return replace(
        entry,
        target=target,
        plurals=plurals,
        fuzzy=(entry.fuzzy or "fuzzy" in flags) and bool(target or any(plurals)),
        previous_plural=entry.previous_plural if entry.previous else None,
        extracted=_lines(entry.extracted),
        places=tuple(dict.fromkeys(place for text in entry.places if (place := _plain_place(text)))),
        flags=tuple(sorted(dict.fromkeys(flag for flag in flags if flag != "fuzzy"), key=_rank)),
    )


def _restored(entry: Entry) -> Entry:
    return stray.restored(entry, polib.unescape) if entry.notes else entry


def _has_work(entry: Entry) -> bool:
    return bool(entry.target or any(entry.plurals) or entry.notes)


def _lines(comment: Iterable[str]) -> tuple[str, ...]:
    return tuple(_closed(line.rstrip("\r")) for text in comment for line in text.split("\n"))


def _closed(line: str) -> str:
    """A line that does not end with a backslash: gettext would take the next one for its end."""
    return line + " " if line.endswith("\\") else line


_ODD_PLACE = re.compile("[\t\n\v\f\r\u2068\u2069]|^[ .]| $")


def _plain_place(text: str) -> str:
    if not _ODD_PLACE.search(text):
        return text
    text = re.sub("[\t\n\v\f\r]", " ", text).replace("\u2068", "").replace("\u2069", "")
    return re.sub(r"^(?:\./| )*+", "", text).rstrip(" ")


# fmt: off
_FORMATS = (
    "c", "objc", "python", "python-brace", "java", "java-printf", "csharp", "javascript", "scheme", "lisp",
    "elisp", "librep", "ruby", "sh", "awk", "lua", "object-pascal", "smalltalk", "qt", "qt-plural", "kde",
    "kde-kuit", "boost", "tcl", "perl", "perl-brace", "php", "gcc-internal", "gfc-internal", "ycp",
)
# fmt: on
_FLAGS = (*(f"{name}-format" for name in _FORMATS), "range", "no-wrap")
"""The order in which gettext 0.21 writes the flags it knows; it drops all others."""
_RANKS = {flag: rank for rank, flag in enumerate(_FLAGS)}


def _rank(flag: str) -> int:
    name = "range" if flag.startswith("range:") else flag
    return _RANKS.get(name, _RANKS.get(name.removeprefix("no-"), len(_RANKS)))


# Writing


def _messages(catalog: Catalog) -> Iterator[list[str]]:
    """The lines of each message, the header's first."""
    assert not any(re.search(r"^$|[:\n]", name) for name in catalog.header), "header fields have names"
    header = "".join(f"{name}: {value}\n" for name, value in catalog.header.items())
    fuzzy = ["#, fuzzy"] if catalog.header_fuzzy else []
    yield [*_commented("#", catalog.comment), *fuzzy, 'msgid ""', *_field("", "msgstr", header)]
    for entry in catalog.entries:
        yield list(_message(entry))


def _message(entry: Entry) -> Iterator[str]:
    yield from _commented("#", entry.notes)
    yield from _commented("#.", entry.extracted)
    if entry.places:
        yield _closed("#: " + " ".join(map(_spaced, entry.places)))
    if flags := ("fuzzy", *entry.flags) if entry.fuzzy else entry.flags:
        yield _closed("#, " + ", ".join(flags))
    if entry.previous:
        mark = "#~| " if entry.obsolete else "#| "
        yield from _texts(mark, entry.previous, entry.previous_plural)
    mark = "#~ " if entry.obsolete else ""
    yield from _texts(mark, entry.key, entry.plural)
    if entry.plural is None:
        yield from _field(mark, "msgstr", entry.target)
    for form, text in enumerate(entry.plurals):
        yield from _field(mark, f"msgstr[{form}]", text)


def _texts(mark: str, key: Key, plural: str | None) -> Iterator[str]:
    if key.context is not None:
        yield from _field(mark, "msgctxt", key.context)
    yield from _field(mark, "msgid", key.source)
    if plural is not None:
        yield from _field(mark, "msgid_plural", plural)


_WITH_BREAK = re.compile(r"[^\n]*\n|[^\n]+")


def _field(mark: str, word: str, text: str) -> Sequence[str]:
    """A string as ``msgcat --no-wrap`` writes it: a line each, after an empty one when there are several."""
    lines = ["", *_WITH_BREAK.findall(text)] if "\n" in text[:-1] else [text]
    first, *rest = [polib.escape(line) for line in lines]
    return [f'{mark}{word} "{first}"', *(f'{mark}"{line}"' for line in rest)]


def _commented(mark: str, lines: Iterable[str]) -> Iterator[str]:
    return (f"{mark} {line}" if line else mark for line in lines)


def _spaced(place: str) -> str:
    """A path with spaces between U+2068 and U+2069, as gettext 0.22 writes it; 0.21 leaves that alone."""
    if " " not in place:
        return place
    found = re.fullmatch(r"(.*?)(:[0-9]+)?", place)
    assert found is not None
    return f"\u2068{found[1]}\u2069{found[2] or ''}"


def _unholdable(text: str, at: int) -> CatalogError:
    near = text[max(0, at - 20) : at].rpartition("\n")[2]
    return CatalogError(
        f"no PO file can hold the character U+{ord(text[at]):04X} (after “{near}”)",
        advice="Delete it from the source or the translation; look whether the text around it is damaged.",
    )
