"""A document with one of each kind of block, in languages of many scripts: a project for tests of whole editions.

Translations are the source with its letters exchanged for those of the script, so that every
place is filled; some passages are left to the original, some have a translator's note.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from click.testing import CliRunner

from i18n import store
from i18n.cli import main
from i18n.pseudo import OTHER, pseudo

SOURCE = Path(__file__).parent / "data/sampler/sampler.md"
NAME = "sampler"
_ALPHABETS = {
    "ru": OTHER,
    "de": "äbcdefghijklmnöpqrstüvwxyzÄBCDEFGHIJKLMNÖPQRSTÜVWXYZ",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگ",
    "he": "אבגדהוזחטיכלמנסעפצקרשת",
    "zh-Hans": "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏",
    "ja": "いろはにほへとちりぬるをわかよたれそつねならむ",
}
LANGUAGES = tuple(_ALPHABETS)
LEFT = "The second one has a hard break"
NOTED = "Inside it there is a paragraph."


def project(root: Path, languages=LANGUAGES, config: str = "") -> Path:
    """A project under ``root`` whose catalogs are filled but for one passage; nothing is built yet."""
    (root / "source").mkdir(parents=True)
    (root / "source" / f"{NAME}.md").write_bytes(SOURCE.read_bytes())
    (root / "tamizdat.toml").write_text(config)
    run(root, "add", *languages)
    for language in languages:
        path = next(path for path in root.glob(f"locales/*/LC_MESSAGES/{NAME}.po") if _is_of(path, language))
        with store.editing(path, root) as draft:
            draft.catalog = replace(
                draft.catalog, entries=tuple(_filled(one, language) for one in draft.catalog.entries)
            )
    return root


def change(root: Path) -> None:
    """Another sentence in a passage that was translated, so that editions have a page of changes."""
    path = root / "source" / f"{NAME}.md"
    path.write_text(path.read_text("utf-8").replace(NOTED, f"{NOTED} And another sentence."), "utf-8")
    run(root, "update")


def essay(root: Path) -> Path:
    """The project's own essay in all its languages, copied under ``root``; nothing is built yet."""
    home = Path(__file__).parent.parent
    for name in ("source", "locales"):
        shutil.copytree(home / name, root / name)
    shutil.copy(home / "pyproject.toml", root)
    return root


def run(root: Path, *args: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["-C", str(root), *args])
    assert done.exit_code == code, done.output
    return done.output


def _is_of(path: Path, language: str) -> bool:
    return path.parent.parent.name == language.replace("-", "_")


def _filled(entry, language):
    if entry.key.source.startswith(LEFT):
        return entry
    letters = "".join(islice(cycle(_ALPHABETS[language]), len(OTHER)))
    text = pseudo(entry.key.source).translate(str.maketrans(OTHER, letters))
    return replace(entry, target=text + ("^[" + text + "]" if entry.key.source == NOTED else ""))
