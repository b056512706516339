"""The edition's own words (notices, labels, credits) in the reader's language, from PO files beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from ...catalog import po
from ...languages import gettext_name


def say(msgid: str, reader: str, /, **values: str) -> str:
    """One of the edition's sentences in a language, in English where it has no words of its own."""
    return _words(reader).get(msgid, msgid).format(**values)


def speaks(language: str) -> bool:
    """Whether the edition has words in this language; else its notices are in English, marked as such."""
    return language.split("-")[0] == "en" or bool(_words(language))


@cache
def _words(language: str) -> Mapping[str, str]:
    if language.split("-")[0] == "en":
        return MappingProxyType({})
    for name in _names(language):
        file = resources.files(__name__).joinpath(f"{name}.po")
        if file.is_file():
            catalog = po.load(file.read_bytes(), f"furniture/{name}.po")
            return MappingProxyType({entry.key.source: entry.target for entry in catalog.active if entry.target})
    return MappingProxyType({})


def _names(language: str) -> list[str]:
    """The catalogs to try, the nearest first: ``pt-BR``, then ``pt``."""
    full = gettext_name(language)
    return [full, language.split("-")[0]]
