"""What tests compare of two HTML texts: tags, links and code on one side, words on the other."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pyromark

from i18n.formats.markdown.blocks import parse
from i18n.inline import OPTIONS

DATA = Path(__file__).parent / "data"


def spec_examples() -> list[tuple[str, str]]:
    """The examples of the CommonMark specification, with a name each."""
    rows = json.loads((DATA / "commonmark-0.31.2.json").read_text("utf-8"))
    return [(str(row["example"]), row["markdown"]) for row in rows]


def variants(examples: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each example as it stands, in a quote, in a list item, in a footnote, and with CRLF."""
    out = list(examples)
    for name, markdown in examples:
        lines = markdown.split("\n")[:-1]
        out += [
            (f"{name} quoted", "".join(f"> {line}\n" for line in lines)),
            (f"{name} listed", "".join(f"{'  ' if at else '- '}{line}\n" for at, line in enumerate(lines))),
            (
                f"{name} noted",
                "x[^n]\n\n" + "".join(f"{'    ' if at else '[^n]: '}{s}\n" for at, s in enumerate(lines)),
            ),
            (f"{name} crlf", markdown.replace("\n", "\r\n")),
        ]
    return out


def html(markdown: str) -> str:
    """The parser's own HTML: independent of the writer under test."""
    return str(pyromark.html(markdown, options=OPTIONS))


class _Structure(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside_code = 0

    def handle_starttag(self, tag, attrs):
        shown = sorted(f'{name}="{value}"' for name, value in attrs if name not in ("title", "alt"))
        self.found.append(f"<{tag} {' '.join(shown)}>")
        self.inside_code += tag == "code"

    def handle_endtag(self, tag):
        self.found.append(f"</{tag}>")
        self.inside_code -= tag == "code"

    def handle_data(self, data):
        if self.inside_code:
            self.found.append(" ".join(data.split()))


def structure(text: str) -> list[str]:
    """Tags with their attributes (but titles and alts) and what stands in code, in order."""
    parser = _Structure()
    parser.feed(text)
    parser.close()
    return parser.found


def visible(markdown: str) -> str:
    """The text a translator can reach: outside code, raw HTML and autolinks."""
    out, hidden, autolink = [], 0, False
    for event in parse(markdown).events:
        if event.name in ("CodeBlock", "HtmlBlock"):
            hidden += 1 if event.what == "Start" else -1
        elif event.name == "Link":
            autolink = event.what == "Start" and event.payload["link_type"] in ("Autolink", "Email")
        elif event.what == "Text" and not hidden and not autolink:
            out.append(event.payload)
    return "".join(out)


def spaced(text: str) -> str:
    """The text with its white space made even; joined lines differ in nothing else."""
    return re.sub(r"\s+", " ", re.sub(r"\s*<br ?/?>\s*", "<br>", text))
