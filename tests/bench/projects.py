"""Whole projects on disk: documents by the seed, in as many languages as wanted, translated in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from i18n import languages
from i18n.catalog import po

from . import verbs
from .book import SEED, book

LANGUAGES = tuple("ru uk be de fr es it pl pt tr he ar fa zh-Hans zh-Hant ja ko nl sv cs".split())


def project(folder: Path, size: int, documents: int = 1, into: Sequence[str] = LANGUAGES) -> None:
    """A project of ``documents`` of ``size`` bytes each; all translations are pseudo-translations."""
    (folder / "source").mkdir(parents=True)
    names = [languages.gettext_name(language) for language in into]
    for number in range(documents):
        name = "book" if documents == 1 else f"book-{number}"
        data = book(size, SEED + number).encode()
        (folder / "source" / f"{name}.md").write_bytes(data)
        template = verbs.template(verbs.read(f"source/{name}.md", data))
        catalog = verbs.translated(template)
        _write(folder / "locales" / f"{name}.pot", po.dump(template))
        for language in names:
            header = {**catalog.header, "Language": language}
            path = folder / "locales" / language / "LC_MESSAGES" / f"{name}.po"
            _write(path, po.dump(replace(catalog, locale=language, header=header)))
    (folder / "locales" / "LINGUAS").write_text("".join(f"{name}\n" for name in names))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
