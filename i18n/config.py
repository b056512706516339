"""``[tool.tamizdat]`` of pyproject.toml, or tamizdat.toml, as a Config; unknown keys are refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import languages
from .editions.policy import LOWEST
from .errors import ProjectError
from .formats.options import FRONT_MATTER


@dataclass(frozen=True, slots=True)
class Config:
    """What a project may say; the defaults are enough for one essay.

    ``source_language`` holds where a document's front matter names none. ``languages`` is
    None where locales/LINGUAS lists them. ``formats`` are the suffixes of the editions to
    build, None for all.
    """

    source_language: str | None = None
    languages: tuple[str, ...] | None = None
    formats: tuple[str, ...] | None = None
    front_matter: tuple[str, ...] = FRONT_MATTER
    publish_from: str = "translated"
    publish_reviews: int = 1
    title: str | None = None


def load(text: str, path: str, *, table: tuple[str, ...] = ()) -> Config:
    """The configuration in a TOML text; ``table`` is where in it (``("tool", "tamizdat")``).

    Raises ProjectError naming the key, and the known ones.
    """
    try:
        found: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"this is not TOML: {error}", place=path) from None
    for name in table:
        found = found.get(name, {})
    flat = dict(_flatten(found))
    known = {name: field for field, name in _NAMES.items()}
    for name in flat:
        if name not in known:
            raise ProjectError(
                f"unknown key {name!r}", place=path, advice=f"Known keys are {', '.join(sorted(known))}."
            )
    return Config(**{known[name]: _CHECKS[known[name]](name, value, path) for name, value in flat.items()})


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Any:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _wrong(name: str, value: object, path: str, wanted: str) -> ProjectError:
    return ProjectError(f"{name} = {value!r} is not {wanted}", place=path)


def _language(name: str, value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _wrong(name, value, path, "a language code")
    return languages.tag(value)


def _languages(name: str, value: object, path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_language(name, item, path) for item in _strings(name, value, path)))


def _strings(name: str, value: object, path: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(name, value, path, "a list of strings")
    return tuple(value)


def _string(name: str, value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _wrong(name, value, path, "a string")
    return value


def _lowest(name: str, value: object, path: str) -> str:
    if value not in LOWEST:
        raise _wrong(name, value, path, f"one of {', '.join(LOWEST)}")
    return str(value)


def _count(name: str, value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9:
        raise _wrong(name, value, path, "a number from 1 to 9")
    return value


_NAMES = {
    "source_language": "source-language",
    "languages": "languages",
    "formats": "formats",
    "front_matter": "front-matter",
    "publish_from": "publish.from",
    "publish_reviews": "publish.reviews",
    "title": "title",
}
_CHECKS: Mapping[str, Any] = {
    "source_language": _language,
    "languages": _languages,
    "formats": _strings,
    "front_matter": _strings,
    "publish_from": _lowest,
    "publish_reviews": _count,
    "title": _string,
}
