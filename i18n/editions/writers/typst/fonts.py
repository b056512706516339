"""Which font sets which script, and the packages that bring them; the machine's own fonts are never asked.

All are under the SIL Open Font License, which lets anyone embed them. Libertinus Serif
(Latin, Cyrillic, Greek) and DejaVu Sans Mono come with typst itself.
"""

from __future__ import annotations

from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from ....errors import MissingExtraError

EXTRA = "pip install 'tamizdat[pdf]'"
BOOK = "Libertinus Serif"
MONO = "DejaVu Sans Mono"
# The package that brings a font, and the folder in it.
PACKAGES = {
    "Amiri": ("fontpkg_amiri", "files"),
    "Frank Ruhl Libre": ("fontpkg_frank_ruhl_libre", "files"),
    "Noto Serif SC": ("pylopdf_fonts_zh_cn", "."),
    "Noto Serif TC": ("pylopdf_fonts_zh_tw", "."),
    "Noto Serif JP": ("pylopdf_fonts_jp", "."),
    "Noto Serif KR": ("pylopdf_fonts_ko", "."),
}
_HAN = ("SC", "TC", "JP", "KR")


def families(cjk: str, first: str, style: str = "Serif") -> tuple[str, ...]:
    """The families that set a text, the first that has a character sets it.

    ``first`` is the face of the text's own script; ``cjk`` the region (SC, TC, JP, KR) whose
    shapes Chinese characters get, ``style`` their face (Serif or Sans).
    """
    han = [f"Noto {style} {region}" for region in (cjk, *(other for other in _HAN if other != cjk))]
    return tuple(dict.fromkeys((first, BOOK, "Amiri", "Frank Ruhl Libre", *han, MONO, "New Computer Modern Math")))


def folders() -> tuple[Path, ...]:
    """The folders of all font packages; raises MissingExtraError naming those that are not installed.

    All of them, whatever the text: which fonts happen to be there may not decide how an edition looks.
    """
    missing = [f"{family} ({name})" for family, (name, _) in PACKAGES.items() if find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            f"a font is not installed: {', '.join(missing)}", advice=f"`{EXTRA}` brings the fonts of the PDF editions."
        )
    return tuple(Path(str(resources.files(name).joinpath(inside))) for name, inside in PACKAGES.values())
