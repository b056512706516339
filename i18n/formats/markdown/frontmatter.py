"""Front matter: the YAML between two ``---`` lines at the top of a file → its scalars with their places.

PyYAML finds where each value stands; nothing else of YAML is used, and nothing is executed.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ...errors import SourceError

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
# As Pandoc has it: no blank line behind the first ---, or it is a rule above prose.
_LOOKS_LIKE_KEYS = re.compile(r"(?:#.*\r?\n)*[A-Za-z_][\w.-]*[ \t]*:(?:\s|$)")
# Prose may begin with a rule and a word with a colon; a key that we know is meant as one.
_UNCLOSED = re.compile(r"---[ \t]*\r?\n(?:title|subtitle|author|date|lang|description|summary)[ \t]*:(?:\s|$)")
LARGEST = 64 * 1024
"""Characters of YAML that are read; a longer block is refused, as nesting could make it slow."""


class Value(NamedTuple):
    """One scalar: its key, text, and the slice ``start:end`` of the file it stands in.

    ``indent`` is how far further lines of it are indented, ``line`` counts from 1.
    """

    key: str
    text: str
    start: int
    end: int
    line: int


class FrontMatter(NamedTuple):
    """Where the block ends (code points) and the scalars of its top level and of its lists."""

    end: int
    values: tuple[Value, ...]


def read(text: str, path: str) -> FrontMatter | None:
    """The front matter at the beginning of a text, or None when there is none.

    Raises SourceError with ``path:line`` when it is meant as front matter and is no YAML.
    """
    found = _match(text)
    if not found:
        if _UNCLOSED.match(text):
            advice = "Write --- on a line of its own below its last key."
            raise SourceError("the front matter has no end", place=f"{path}:1", advice=advice)
        return None
    if len(found["yaml"]) > LARGEST:
        raise SourceError("the front matter is too long to read", place=f"{path}:1", advice="Shorten it.")
    root = _compose(found["yaml"], path)
    shift = found.start("yaml")
    values = tuple(_scalars(root, shift))
    for value in values:
        if _UNHOLDABLE.search(value.text):
            message = f"{value.key} has a character that no PO file can hold"
            raise SourceError(message, place=f"{path}:{value.line}", advice="Remove it.")
    return FrontMatter(found.end(), values)


_UNHOLDABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")


def end_of(text: str) -> int:
    """Where the front matter of a text ends, 0 when there is none; without a look at its YAML."""
    found = _match(text)
    return found.end() if found else 0


def _match(text: str) -> re.Match[str] | None:
    found = _BLOCK.match(text)
    return found if found and _LOOKS_LIKE_KEYS.match(found["yaml"]) else None


def _compose(source: str, path: str) -> Any:
    import yaml

    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except RecursionError:
        raise SourceError(
            "the front matter nests too deeply", place=f"{path}:1", advice="Take some of its brackets out."
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line + 2) if mark else 1
        raise SourceError(
            f"the front matter is not YAML: {getattr(error, 'problem', None) or error}",
            place=f"{path}:{line}",
            advice="A value with a colon or a quote in it needs quotes around it.",
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise SourceError(
            "the front matter is no list of keys and values", place=f"{path}:2", advice="A line is  title: The title"
        )
    return root


def _scalars(root: Any, shift: int) -> list[Value]:
    import yaml

    values = []
    for key, node in root.value:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        values += [
            Value(str(key.value), item.value, *_extent(item, shift), item.start_mark.line + 2)
            for item in nodes
            if isinstance(item, yaml.ScalarNode)
        ]
    return values


def _extent(node: Any, shift: int) -> tuple[int, int]:
    """Block scalars end behind their last line break, which is the file's, not the value's."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        body = node.start_mark.buffer[start:end].rstrip(" \t\r\n\x00")
        end = start + len(body)
    return start + shift, end + shift


def quote(text: str, raw: str) -> str:
    """A value in the quoting of the raw one where it can be, else in double quotes.

    >>> quote("мир", "peace"), quote("a: b", "peace"), quote("it's", "'x'")
    ('мир', '"a: b"', "'it''s'")
    """
    if raw.startswith("'") and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if not raw.startswith('"') and _is_plain(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\U{ord(found[0]):08X}", escaped) + '"'


_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x84\x85\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _is_plain(text: str) -> bool:
    """Whether YAML reads the bare text back as this very string (a word like ``no`` is not one)."""
    import yaml

    if text != text.strip() or not text or not text.isprintable() or "#" in text:
        return False
    try:
        return bool(yaml.safe_load(f"k: {text}") == {"k": text} and yaml.safe_load(f"[{text}]") == [text])
    except (yaml.YAMLError, RecursionError, ValueError):
        return False
