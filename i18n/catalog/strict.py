"""Turns the bytes of a PO file into text that polib reads whole, or says at which line it cannot be read.

polib trusts its input: it breaks strings at U+2028, doubles ``\\a``, skips ``#~|`` lines, trims comments, and
refuses spellings that GNU gettext takes. So every file passes here first, once and in linear time, and what
gettext takes comes out in the one spelling that survives polib:

* a message is its comments, then its fields, one line each: strings in pieces are joined, since polib slows
  down with the square of their number;
* the translator's and the author's comments are one quoted string each, ``# "first\\nsecond"``: polib would
  trim them, skip empty ones, and slow down likewise;
* white space inside a path of ``#:`` is percent-encoded (polib splits there);
* the ``~`` of ``#~|`` is left out.

Such text still holds U+0085, U+2028 and the like as they are: split it at ``\\n`` and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from ..errors import CatalogError
from .cut import CUT, is_begun
from .pieces import KEYWORDS, RESTORE, Piece, convert, decode, pieces, short, trouble

MAX_FORMS = 10
"""polib reads one digit of ``msgstr[n]``. No language has more than six plural forms (CLDR)."""


class Message(NamedTuple):
    """One message in polib's spelling, and the line of its msgid in the file, from 1."""

    line: int
    text: str


def check(data: bytes, path: str) -> str:
    """The text of a PO file in the spelling that polib takes; raises `CatalogError` with ``path:line``."""
    return "\n".join(message.text for message in messages(decode(data, path), path))


def messages(text: str, path: str) -> Iterator[Message]:
    """The messages of a PO file in order, its header among them, each as soon as it is known to be sound."""
    try:
        yield from _messages(text, path)
    except CatalogError as error:
        if error.place == f"{path}:{text.count(chr(10)) + 1}" and is_begun(text.rpartition("\n")[2]):
            raise CatalogError(CUT, place=error.place, advice=RESTORE) from None
        raise


def _messages(text: str, path: str) -> Iterator[Message]:
    first: dict[tuple[str | None, str], int] = {}
    draft = None
    for draft in _drafts(pieces(text, path), path):
        key = draft.key
        if key == (None, ""):
            _expect_plain_header(draft, path)
        if not draft.obsolete and key in first:
            raise trouble(
                path,
                draft.line,
                f"the message of line {first[key]} once more",
                "Keep the better of the two, or tell them apart by msgctxt.",
            )
        if not draft.obsolete:
            first[key] = draft.line
        yield Message(draft.line, _spell(draft))
    if draft is None:
        raise CatalogError("the file holds no message", place=path, advice=RESTORE)


# Pieces to messages

_COMMENTS = ("#", "#.", "#:", "#,")
_HEADS = ("", "|msgid", "|msgid_plural")
_AFTER = {
    "|msgctxt": ("",),
    "|msgid": ("", "|msgctxt"),
    "|msgid_plural": ("|msgid",),
    "msgctxt": _HEADS,
    "msgid": (*_HEADS, "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[0]": ("msgid_plural",),
    **{f"msgstr[{n}]": (f"msgstr[{n - 1}]",) for n in range(1, MAX_FORMS)},
}
"""After which fields each field may stand, "" being none; ``|`` leads the previous ones (of ``#|`` lines)."""


@dataclass(slots=True)
class _Draft:
    """A message while its pieces come in; ``last`` is the field that further strings would continue."""

    comments: dict[str, list[str]] = field(default_factory=dict)
    fields: dict[str, list[Piece]] = field(default_factory=dict)
    last: str = ""
    obsolete: bool | None = None

    @property
    def complete(self) -> bool:
        return self.last.startswith("msgstr")

    @property
    def line(self) -> int:
        """The line of the msgid, or of the first field as long as there is none."""
        return (self.fields.get("msgid") or next(iter(self.fields.values())))[0].line

    @property
    def key(self) -> tuple[str | None, str]:
        context = self.text("msgctxt") if "msgctxt" in self.fields else None
        return context, self.text("msgid")

    def text(self, name: str) -> str:
        """A field's text, its escapes left as they are: one text has one spelling."""
        joined = "".join([piece.text or "" for piece in self.fields[name]])
        return joined.replace("\t", r"\t").replace("\r", r"\r").replace("\f", r"\f").replace("\v", r"\v")


def _drafts(found: Iterable[Piece], path: str) -> Iterator[_Draft]:
    draft = _Draft()
    line = 1
    for piece in found:
        line = piece.line
        if draft.complete and _begins(piece):
            _expect_string(draft, path)
            yield draft
            draft = _Draft()
        if piece.mark in _COMMENTS:
            _take_comment(draft, piece, path)
        else:
            _take(draft, piece, path)
    if draft.complete:
        _expect_string(draft, path)
        yield draft
    elif draft.fields:
        raise trouble(path, draft.line, "the file ends in the middle of this message", RESTORE)
    elif any(text.strip() for texts in draft.comments.values() for text in texts):
        raise trouble(path, line, "the file ends with a comment that belongs to no message", _TRAILING)


def _begins(piece: Piece) -> bool:
    """Whether a piece after a whole message is the first of another one."""
    return piece.mark in _COMMENTS or "|" in piece.mark or piece.word in ("msgctxt", "msgid")


def _take_comment(draft: _Draft, piece: Piece, path: str) -> None:
    if draft.last and not draft.last.startswith("|"):
        message = f"a comment inside the message of line {draft.line}, which has no msgstr yet"
        raise trouble(path, piece.line, message, "Comments stand above the msgctxt or msgid.")
    draft.comments.setdefault(piece.mark, []).append(piece.text or "")


def _take(draft: _Draft, piece: Piece, path: str) -> None:
    """Adds a keyword, or a string that continues the last one."""
    obsolete = "~" in piece.mark
    if draft.obsolete is None and piece.mark != "#|":
        draft.obsolete = obsolete
    elif piece.mark != "#|" and draft.obsolete is not obsolete:
        kind = "an obsolete" if draft.obsolete else "an active"
        raise trouble(path, piece.line, f"lines with and without “#~” in {kind} message", _TILDE)
    previous = "|" if "|" in piece.mark else ""
    if piece.word:
        name = previous + piece.word
        if draft.last not in _AFTER.get(name, ()):
            raise _disorder(draft, name, piece.line, path)
        _expect_string(draft, path)
        draft.last = name
        draft.fields[name] = [piece]
    elif not draft.last or draft.last.startswith("|") != bool(previous):
        raise trouble(path, piece.line, "a string that continues nothing", KEYWORDS)
    else:
        draft.fields[draft.last].append(piece)


def _expect_string(draft: _Draft, path: str) -> None:
    if draft.last and draft.fields[draft.last][-1].text is None:
        line = draft.fields[draft.last][-1].line
        name = draft.last.removeprefix("|")
        raise trouble(path, line, f"{name} without a string", f'Write {name} "" if it is empty.')


def _disorder(draft: _Draft, name: str, line: int, path: str) -> CatalogError:
    """Why a field may not stand where it does."""
    last, word = draft.last, name.removeprefix("|")
    if name not in _AFTER and not name.startswith("msgstr["):
        return trouble(path, line, f"the keyword “{short(word)}” is unknown here", KEYWORDS)
    if name not in _AFTER:
        return trouble(path, line, f"{name}: more than {MAX_FORMS} plural forms", "No language has as many.")
    if name.startswith("|"):
        advice = "“#|” lines stand above the msgid: msgctxt, msgid, msgid_plural, in this order."
        return trouble(path, line, f"“#| {word}” stands in the wrong place", advice)
    if last == "|msgctxt":
        advice = "Delete it, or add the previous msgid."
        return trouble(path, line, "“#| msgctxt” without “#| msgid”", advice)
    if name == last == "msgid":
        return trouble(path, line, f"a second msgid, that of line {draft.line} has no msgstr", _NO_MSGSTR)
    if name in ("msgctxt", "msgid"):
        what = "msgctxt without msgid" if last == "msgctxt" else "msgid without msgstr"
        return trouble(path, draft.line, what, _NO_MSGSTR)
    if "msgid" not in draft.fields:
        what = f"msgctxt without msgid, before {name}" if last == "msgctxt" else f"{name} without msgid"
        return trouble(path, line, what, "Restore the line with the msgid above it.")
    if name.startswith("msgstr[") and "msgid_plural" not in draft.fields:
        return trouble(path, line, f"{name} without msgid_plural", "Write msgstr, or restore msgid_plural.")
    if name.startswith("msgstr") and "msgid_plural" in draft.fields:
        wanted = f"msgstr[{sum(each.startswith('msgstr') for each in draft.fields)}]"
        advice = "The forms of a plural count from 0 without a gap."
        return trouble(path, line, f"{name} where {wanted} is expected", advice)
    return trouble(path, line, f"a second {name} in the message of line {draft.line}", "Keep one of them.")


def _expect_plain_header(draft: _Draft, path: str) -> None:
    """Raises when the header is obsolete or has plurals, or says that the text is in another charset."""
    if draft.obsolete or "msgstr" not in draft.fields:
        raise trouble(path, draft.line, "the header is obsolete or has plural forms", _EMPTY_MSGID)
    charset = _CHARSET.search(draft.text("msgstr"))
    if charset and charset[1].upper() not in _UTF8:
        strings = draft.fields["msgstr"]
        line = next((piece.line for piece in strings if "charset" in (piece.text or "")), draft.line)
        message = f"the header says that the charset is {short(charset[1])}, not UTF-8"
        raise trouble(path, line, message, convert(path))


_CHARSET = re.compile(r"(?:^|\\n) *Content-Type:[^\\]*?charset=([^\s\\;]*)", re.IGNORECASE)
_UTF8 = ("", "UTF-8", "UTF8", "CHARSET", "ASCII", "US-ASCII")
"""Charsets whose text is UTF-8 if it decodes as such; CHARSET stands in fresh templates of xgettext."""

# Messages to polib's spelling


def _spell(draft: _Draft) -> str:
    lines = [f'{mark} "{_quoted(draft.comments[mark])}"' for mark in ("#", "#.") if mark in draft.comments]
    if places := [place for text in draft.comments.get("#:", ()) for place in _places(text)]:
        lines.append("#: " + " ".join(places))
    if flags := [flag for text in draft.comments.get("#,", ()) for flag in _flags(text)]:
        lines.append("#, " + ", ".join(flags))
    active = "#~ " if draft.obsolete else ""
    for name in draft.fields:
        mark = "#| " if name.startswith("|") else active
        lines.append(f'{mark}{name.removeprefix("|")} "{draft.text(name)}"')
    return "\n".join(lines)


def _quoted(lines: Sequence[str]) -> str:
    return "\n".join(lines).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


_PLACE = re.compile("\u2068([^\u2068\u2069]*+)\u2069(:[0-9]+)?(?![^ \t\r\f\v])|([^ \t\r\f\v]+)")
"""A place; gettext 0.22 puts U+2068 and U+2069 around a path that has spaces."""

_SPLITTING = re.compile(r"[\s%]")


def _places(text: str) -> Iterator[str]:
    for spaced, line, plain in _PLACE.findall(text):
        place = plain or spaced + line
        if place:
            yield _SPLITTING.sub(_percent, place)


def _percent(found: re.Match[str]) -> str:
    return quote(found[0], safe="")


def _flags(text: str) -> Iterator[str]:
    return (flag for part in text.split(",") if (flag := part.strip()))


_TRAILING = "If messages are missing, restore the file from git; else delete the comment or move it above a message."
_TILDE = "Put “#~” before every line of an obsolete message and before none of another."
_NO_MSGSTR = 'Add the missing line (msgstr "" if it is not translated yet), or restore the message from git.'
_EMPTY_MSGID = "A message whose msgid is empty is the header; delete this one, or give it its msgid back."
