"""``[tool.tamizdat]`` of pyproject.toml, or tamizdat.toml, as a Config; unknown keys are refused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from . import languages
from .catalog import segmentation
from .editions.policy import LOWEST, Incomplete
from .errors import LanguageError, ProjectError
from .formats.options import FRONT_MATTER
from .inline import one_line
from .model import Credits


@dataclass(frozen=True, slots=True)
class Config:
    """What a project may say; the defaults are enough for one essay.

    ``source_language`` holds where a document's front matter names none. ``languages`` is
    None where locales/LINGUAS lists them. ``formats`` are the suffixes of the editions to
    build, None for all. ``publish_policy`` is by language, ``default`` for the others;
    ``publish_threshold`` is in percent of words; ``site`` is where editions/ will stand;
    ``segmentation`` is what a segment for translators is, a block or a sentence;
    ``typography`` tells whether translations are set in the typography of their language.
    """

    source_language: str | None = None
    languages: tuple[str, ...] | None = None
    segmentation: str = segmentation.BLOCK
    formats: tuple[str, ...] | None = None
    front_matter: tuple[str, ...] = FRONT_MATTER
    publish_from: str = "translated"
    publish_reviews: int = 1
    publish_policy: Mapping[str, str] = field(default_factory=dict)
    publish_threshold: float = 0.0
    publish_grace_days: int = 0
    title: str | None = None
    site: str = ""
    credits: Mapping[str, Credits] = field(default_factory=dict)
    typography: bool = True


def load(text: str, path: str) -> Config:
    """The configuration in a TOML text; raises ProjectError naming the key, and the known ones."""
    return _config(_parse(text, path), path)


def maybe_load(text: str, path: str, table: tuple[str, ...]) -> Config | None:
    """The configuration in a table of a TOML text (``("tool", "tamizdat")``), None where there is no such table."""
    found: Any = _parse(text, path)
    for depth, name in enumerate(table, 1):
        if not isinstance(found, dict) or name not in found:
            return None
        found = found[name]
        if not isinstance(found, dict):
            advice = f"Write  [{'.'.join(table)}]  on a line of its own, and the keys below it."
            raise ProjectError(f"{'.'.join(table[:depth])} is not a table", place=path, advice=advice)
    return _config(found, path)


def _parse(text: str, path: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at line (\d+)", str(error))
        place = f"{path}:{where[1]}" if where else path
        raise ProjectError(f"this is not TOML: {error}", place=place, advice=_TOML) from None
    except RecursionError:
        raise _too_deep(path) from None


def _too_deep(path: str) -> ProjectError:
    return ProjectError("this nests too deeply", place=path, advice=_TOML)


_TOML = 'A line is  key = "value"  or  key = ["one", "two"]; names in [brackets] begin a table.'


def _config(found: Mapping[str, Any], path: str) -> Config:
    try:
        flat = _gathered(dict(_flatten(found)))
    except RecursionError:
        raise _too_deep(path) from None
    known = {name: field for field, name in _NAMES.items()}
    for name in flat:
        if name not in known:
            last = name.rpartition(".")[2]
            hint = f"Write `{last} = …` above the first [table]. " if last in known and last != name else ""
            raise ProjectError(
                f"unknown key {name!r}", place=path, advice=f"{hint}Known keys are {', '.join(sorted(known))}."
            )
    return Config(**{known[name]: _CHECKS[known[name]](name, value, path) for name, value in flat.items()})


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Any:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _gathered(flat: dict[str, Any]) -> dict[str, Any]:
    """``publish.policy = "hold"`` and a table ``[publish.policy]`` by language as one value, credits too."""
    credits = {name: flat.pop(name) for name in list(flat) if name.startswith(f"{_CREDITS}.")}
    if credits:
        flat[_CREDITS] = {name.removeprefix(f"{_CREDITS}."): value for name, value in credits.items()}
    policies = {name: flat.pop(name) for name in list(flat) if name.startswith(f"{_POLICY}.")}
    if policies:
        flat[_POLICY] = {name.removeprefix(f"{_POLICY}."): value for name, value in policies.items()}
    return flat


_POLICY = "publish.policy"
_CREDITS = "credits"


def _wrong(name: str, value: object, path: str, wanted: str) -> ProjectError:
    return ProjectError(f"{name} = {value!r} is not {wanted}", place=path, advice=f"An example: {_EXAMPLES[name]}")


def _language(name: str, value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _wrong(name, value, path, "a language code")
    try:
        return languages.tag(value)
    except LanguageError as error:
        raise LanguageError(f"{name}: {error.message}", place=path, advice=error.advice) from None


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


def _site(name: str, value: object, path: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s<>\"'?#]+", value):
        raise _wrong(name, value, path, "the address of a site")
    return value.rstrip("/") + "/"


def _switch(name: str, value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, value, path, "true or false")
    return value


def _lowest(name: str, value: object, path: str) -> str:
    if not isinstance(value, str) or value not in LOWEST:
        raise _wrong(name, value, path, f"one of {', '.join(LOWEST)}")
    return value


def _segmentation(name: str, value: object, path: str) -> str:
    if not isinstance(value, str) or value not in segmentation.KINDS:
        raise _wrong(name, value, path, f"one of {', '.join(segmentation.KINDS)}")
    return value


def _policy(name: str, value: object, path: str) -> Mapping[str, str]:
    by_language: dict[str, Any] = value if isinstance(value, dict) else {"default": value}
    for policy in by_language.values():
        if policy not in list(Incomplete):
            raise _wrong(name, policy, path, f"one of {', '.join(Incomplete)}")
    return MappingProxyType(
        {code if code == "default" else _language(name, code, path): policy for code, policy in by_language.items()}
    )


def _credits(name: str, value: object, path: str) -> Mapping[str, Credits]:
    """``ru.translators = ["…"]``: names by language and by what was done."""
    if not isinstance(value, dict):
        raise _wrong(name, value, path, "a table by language")
    by_language: dict[str, Credits] = {}
    for key, names in value.items():
        code, _, done = key.rpartition(".")
        if done not in ("translators", "reviewers"):
            raise _wrong(name, {key: names}, path, "of the translators or reviewers of a language")
        language = _language(name, code, path)
        given = tuple(one_line(one) for one in _strings(name, names, path))
        by_language[language] = replace(by_language.get(language, Credits()), **{done: given})
    return MappingProxyType(by_language)


def _percent(name: str, value: object, path: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 100:
        raise _wrong(name, value, path, "a number of percent from 0 to 100")
    return float(value)


def _days(name: str, value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 3650:
        raise _wrong(name, value, path, "a number of days from 0 to 3650")
    return value


def _count(name: str, value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9:
        raise _wrong(name, value, path, "a number from 1 to 9")
    return value


_NAMES = {
    "source_language": "source-language",
    "languages": "languages",
    "segmentation": "segmentation",
    "formats": "formats",
    "front_matter": "front-matter",
    "publish_from": "publish.from",
    "publish_reviews": "publish.reviews",
    "publish_policy": _POLICY,
    "publish_threshold": "publish.threshold",
    "publish_grace_days": "publish.grace-days",
    "title": "title",
    "site": "site",
    "credits": _CREDITS,
    "typography": "typography",
}
_CHECKS: Mapping[str, Any] = {
    "source_language": _language,
    "languages": _languages,
    "segmentation": _segmentation,
    "formats": _strings,
    "front_matter": _strings,
    "publish_from": _lowest,
    "publish_reviews": _count,
    "publish_policy": _policy,
    "publish_threshold": _percent,
    "publish_grace_days": _days,
    "title": _string,
    "site": _site,
    "credits": _credits,
    "typography": _switch,
}
_EXAMPLES = {
    "source-language": 'source-language = "en"',
    "languages": 'languages = ["ru", "zh-Hans"]',
    "segmentation": 'segmentation = "sentence"',
    "formats": 'formats = ["html", "md"]',
    "front-matter": 'front-matter = ["title", "author"]',
    "publish.from": 'publish.from = "machine"',
    "publish.reviews": "publish.reviews = 2",
    _POLICY: 'publish.policy = "hold", or a table [publish.policy] with default = "mix" and ru = "hold"',
    "publish.threshold": "publish.threshold = 80",
    "publish.grace-days": "publish.grace-days = 14",
    "title": 'title = "Collected essays"',
    "site": 'site = "https://example.org/essay/"',
    _CREDITS: 'ru.translators = ["Anna"] and ru.reviewers = ["A friend"] in the table [tool.tamizdat.credits]',
    "typography": "typography = false",
}
