"""docs/editions.jpg: a contact sheet of the essay, a row a format and a column a language.

`python -m tests.sheet` builds the editions in a folder of its own and takes pictures of them.
It needs Chromium and Poppler, as the full tests do. `python -m tests.sheet PROJECT OUT` does
so for another project.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from i18n.cli import main as tamizdat
from i18n.languages import endonym, tag

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs/editions.jpg"
ARGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WIDTH = 830
"""How wide GitHub shows a picture of a README."""
LARGEST = 400_000
"""Bytes that the picture may have."""


class Row(NamedTuple):
    """A format: what it is called, its file's suffix, how it is looked at, and the shape of its picture."""

    name: str
    suffix: str
    width: int
    height: int
    scheme: str = "light"
    page: int = 1


ROWS = (
    Row("Web page", ".html", 760, 960),
    Row("On a telephone", ".html", 360, 455, "dark"),
    Row("Both texts", ".bilingual.html", 960, 1212),
    Row("EPUB", ".epub", 400, 505),
    Row("PDF", ".pdf", 440, 624),
    Row("Booklet", ".booklet-a4.pdf", 884, 624, page=2),
)


def main(project: Path = ROOT, out: Path = OUT) -> None:
    """Builds the editions of a project and writes the picture of them."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGS))
        languages = built(project, Path(folder))
        cells = {(row, lang): picture(browser, Path(folder), row, lang) for row in ROWS for lang in languages}
        out.write_bytes(smallest(browser, sheet(languages, cells)))
        browser.close()


def built(project: Path, folder: Path) -> list[str]:
    """Builds a copy of a project there; the languages that it is translated into."""
    for name in ("source", "locales", "pyproject.toml", "tamizdat.toml"):
        found = project / name
        if found.is_dir():
            shutil.copytree(found, folder / name)
        elif found.is_file():
            shutil.copy(found, folder / name)
    formats = [part for suffix in sorted({row.suffix for row in ROWS}) for part in ("--format", suffix[1:])]
    done = CliRunner().invoke(tamizdat, ["-C", str(folder), "build", *formats])
    assert done.exit_code == 0, done.output
    return [tag(name) for name in (folder / "locales/LINGUAS").read_text("utf-8").split()]


def picture(browser: Any, folder: Path, row: Row, lang: str) -> bytes:
    """A PNG of the beginning of an edition."""
    [file] = [one for one in (folder / "editions" / lang).glob(f"*{row.suffix}") if one.name.count(".") == dots(row)]
    if row.suffix.endswith(".pdf"):
        return printed(file, row)
    if row.suffix.endswith(".epub"):
        file = unpacked(file)
    context = browser.new_context(
        offline=True, viewport={"width": row.width, "height": row.height}, color_scheme=row.scheme
    )
    page = context.new_page()
    page.goto(f"file://{file}")
    shot: bytes = page.screenshot()
    context.close()
    return shot


def dots(row: Row) -> int:
    return row.suffix.count(".")


def printed(file: Path, row: Row) -> bytes:
    """A page of a PDF, by Poppler."""
    number = str(row.page)
    command = ["pdftoppm", "-r", "76", "-png", "-f", number, "-l", number, "-singlefile", str(file)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def unpacked(file: Path) -> Path:
    """The title page of a book, beside its style sheet."""
    folder = file.with_suffix("")
    with zipfile.ZipFile(file) as book:
        book.extractall(folder)
    return next(folder.rglob("title.xhtml"))


def sheet(languages: list[str], cells: dict[tuple[Row, str], bytes]) -> str:
    """The page with all pictures on it."""
    heads = "".join(f'<th lang="{lang}">{escape(endonym(lang))}</th>' for lang in languages)
    rows = "".join(
        f"<tr><th>{escape(row.name)}</th>{''.join(_cell(cells[row, lang]) for lang in languages)}</tr>" for row in ROWS
    )
    return f"<!DOCTYPE html><meta charset=utf-8><style>{STYLE}</style><table><tr><th></th>{heads}</tr>{rows}</table>"


def _cell(png: bytes) -> str:
    return f'<td><img src="data:image/png;base64,{base64.b64encode(png).decode()}"></td>'


STYLE = """
body { margin: 0; background: #e9e6df; font: 12px "Noto Sans", "DejaVu Sans", sans-serif; color: #1c1a17; }
table { border-spacing: 7px; width: 100%; table-layout: fixed; }
th { font-weight: normal; padding: 0; }
th:first-child { width: 14px; writing-mode: vertical-rl; transform: rotate(180deg); }
td { padding: 0; vertical-align: middle; }
img { display: block; width: 100%; box-shadow: 0 0 0 1px #cbc5b8; }
"""


def smallest(browser: Any, html: str) -> bytes:
    """The page as a JPEG of the best quality that is not too large."""
    return next(shot for shot in shots(browser, html) if len(shot) <= LARGEST)


def shots(browser: Any, html: str) -> Iterator[bytes]:
    context = browser.new_context(viewport={"width": WIDTH, "height": 600}, device_scale_factor=2)
    page = context.new_page()
    page.set_content(html)
    take: Callable[..., bytes] = page.screenshot
    for quality in range(85, 15, -5):
        yield take(type="jpeg", quality=quality, full_page=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
