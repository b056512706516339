"""Cases in text files, which a linguist can read and extend: segments and fills of Markdown."""

import re
from pathlib import Path

import pytest

from i18n.formats.markdown import fill, read

DATA = Path(__file__).parent / "data" / "markdown"


def cases(name):
    found = []
    for case in (DATA / name).read_text("utf-8").split("\n== ")[1:]:
        title, _, body = case.partition("\n")
        parts = re.split(r"^--$\n?", body.strip("\n") + "\n", flags=re.MULTILINE)
        found.append(pytest.param(*(part.removesuffix("\n") for part in parts), id=title))
    return found


def unescape(text):
    return text.replace("·", " ").replace("⏎", "\n")


@pytest.mark.parametrize(("source", "expected"), cases("segments.txt"))
def test_segments(source, expected):
    found = read("x.md", (unescape(source) + "\n").encode())
    shown = [f"{slot.segment.kind} | {slot.segment.source}".replace("\n", "⏎") for slot in found.slots]
    assert shown == (expected.split("\n") if expected else [])


@pytest.mark.parametrize(("source", "translations", "expected"), cases("fills.txt"))
def test_fills(source, translations, expected):
    found = read("x.md", (source + "\n").encode())
    texts = [unescape(line) or None for line in translations.split("\n")]
    assert fill(found, texts, "ru").text == expected + "\n"


def test_comments_give_context_and_notes():
    found = read("x.md", b"<!-- i18n:context moon -->\n<!-- i18n:comment of the night -->\nFull.\n")
    (slot,) = found.slots
    assert (slot.segment.context, slot.segment.notes) == ("moon", ("of the night",))


def test_a_row_wider_than_its_head_is_reported_with_its_line():
    found = read("x.md", b"| a |\n|---|\n| b | c |\n")
    (finding,) = found.findings
    assert str(finding.place) == "x.md:3"
