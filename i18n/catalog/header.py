"""Headers of templates and catalogs: made fresh, and freed of what other tools write about people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from .. import languages
from ..errors import LanguageError
from ..model import Catalog

EXTRACTOR = "1"
"""The version of segmentation: a change of it migrates catalogs (see DESIGN, PO conventions)."""
TRANSLATORS = "the translators"
"""Last-Translator is a role and never a person."""

_ORDER = (
    "Project-Id-Version Report-Msgid-Bugs-To POT-Creation-Date PO-Revision-Date Last-Translator Language-Team "
    "Language MIME-Version Content-Type Content-Transfer-Encoding Plural-Forms "
    "X-Tamizdat-Source-Language X-Tamizdat-Extractor X-Tamizdat-Segmentation"
).split()
_CONTENT_TYPE = "text/plain; charset=UTF-8"
_DATES = ("POT-Creation-Date", "PO-Revision-Date")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::\d\d)?(?:\.\d+)?\s*(?:([+-])(\d\d):?(\d\d)|Z)?")
_ADDRESS = re.compile(r"https?://[^\s@]+")
_LICENCE = re.compile(r"\b(?:licen[cs]ed?|SPDX-License-Identifier)\b", re.IGNORECASE)


def stamp(day: dt.date) -> str:
    """A day as a PO date: in UTC, to the day, so that nobody's hours or zone can be read from it."""
    return f"{day.isoformat()} 00:00+0000"


def template_header(name: str, day: dt.date, source: str, segmentation: str) -> Mapping[str, str]:
    """The header of a new template; ``source`` is the tag of the language it is written in."""
    return MappingProxyType(
        {
            "Project-Id-Version": name,
            "Report-Msgid-Bugs-To": "",
            "POT-Creation-Date": stamp(day),
            "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
            "Last-Translator": TRANSLATORS,
            "Language-Team": "",
            "Language": "",
            "MIME-Version": "1.0",
            "Content-Type": _CONTENT_TYPE,
            "Content-Transfer-Encoding": "8bit",
            "X-Tamizdat-Source-Language": source,
            "X-Tamizdat-Extractor": EXTRACTOR,
            "X-Tamizdat-Segmentation": segmentation,
        }
    )


def catalog_header(template: Catalog, locale: str, day: dt.date) -> Mapping[str, str]:
    """The header of a language that begins today."""
    return MappingProxyType({**template.header, "PO-Revision-Date": stamp(day), **_language_fields(locale)})


def revised(catalog: Catalog) -> dt.date | None:
    """The day in UTC of a catalog's last revision, where its header has one."""
    found = re.match(r"(\d{4}-\d\d-\d\d) 00:00", _to_the_day(catalog.header.get("PO-Revision-Date", "")))
    try:
        return dt.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _language_fields(locale: str) -> dict[str, str]:
    return {
        "Language-Team": languages.name_in(locale, "en"),
        "Language": languages.gettext_name(locale),
        "Plural-Forms": languages.plural_forms(locale),
    }


def refreshed(catalog: Catalog, template: Catalog, locale: str) -> Catalog:
    """The catalog with what its header takes over from the template, and without names."""
    taken = {
        field: value
        for field, value in template.header.items()
        if field.startswith("X-Tamizdat-") or field in ("POT-Creation-Date", "Project-Id-Version")
    }
    fields = {"Plural-Forms": languages.plural_forms(locale), **catalog.header, **taken}
    fields["Language"] = languages.gettext_name(locale)
    fields.setdefault("Language-Team", languages.name_in(locale, "en"))
    return without_names(replace(catalog, locale=locale, header=MappingProxyType(fields)))


_FOLDER = re.compile(r"(?:^|[\\/])([^\\/]+)[\\/]LC_MESSAGES[\\/][^\\/]+\.po$")


def settled_in(path: str, catalog: Catalog) -> Catalog:
    """The catalog in the language of its folder, where its header says none or no other.

    Poedit makes ``zh`` of ``zh_Hans``, and translate-toolkit's pot2po takes an empty one from the template.
    """
    found = _FOLDER.search(path)
    if not found or not catalog.header:
        return catalog
    try:
        locale = languages.tag(found[1])
    except LanguageError:
        return catalog
    if catalog.locale and languages.contradict(catalog.locale, locale):
        return catalog
    header = {**catalog.header, "Language": languages.gettext_name(locale)}
    return replace(catalog, locale=locale, header=MappingProxyType(header))


def without_names(catalog: Catalog) -> Catalog:
    """The catalog without people, machines, paths and hours in its header; fields in gettext's order, then ours.

    A name cannot be told from other words, so what is kept is a list: gettext's own fields,
    ours, and comment lines on the licence. Team and translator become roles.
    """
    ours = {field for field in catalog.header if field.startswith("X-Tamizdat-")}
    header = {field: value for field, value in catalog.header.items() if field in _ORDER or field in ours}
    if not header:
        return catalog
    header["Last-Translator"] = TRANSLATORS
    if header.get("Content-Type", "").lower() == _CONTENT_TYPE.lower():
        header["Content-Type"] = _CONTENT_TYPE  # Babel writes it small
    for field in _DATES:
        if field in header:
            header[field] = _to_the_day(header[field])
    if "Language-Team" in header:
        header["Language-Team"] = languages.name_in(catalog.locale, "en") if catalog.locale else ""
    header["Project-Id-Version"] = re.split(r"[\\/]", header.get("Project-Id-Version", "").rstrip("\\/"))[-1]
    if not _ADDRESS.fullmatch(header.get("Report-Msgid-Bugs-To", "")):
        header["Report-Msgid-Bugs-To"] = ""
    kept = {field: header[field] for field in _ORDER if field in header}
    kept |= {field: value for field, value in header.items() if field not in kept}
    licence = tuple(line for line in catalog.comment if _LICENCE.search(line) and "@" not in line)
    comment = (_comment(catalog.locale, kept["Project-Id-Version"]), *licence)
    return replace(catalog, header=MappingProxyType(kept), comment=comment)


def _comment(locale: str | None, name: str) -> str:
    """A header comment of our own: gettext's tools expect one."""
    what = "Segments" if locale is None else f"{languages.name_in(locale, 'en')} translation"
    return f"{what} of {name}." if name else f"{what}."


def _to_the_day(value: str) -> str:
    found = _DATE.search(value)
    if not found:
        return value
    year, month, day, hour, minute = (int(found[group]) for group in range(1, 6))
    shift = dt.timedelta(hours=int(found[7] or 0), minutes=int(found[8] or 0))
    try:
        moment = dt.datetime(year, month, day, hour, minute)
        return stamp((moment - shift if found[6] == "+" else moment + shift).date())
    except (ValueError, OverflowError):
        return value
