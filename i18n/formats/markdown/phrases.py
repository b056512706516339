"""Many texts with everyday markup → their inline HTML, in one call of the parser, as `html` would write each.

Everyday are emphasis, code, footnotes, links and images with plain addresses: most texts of most books. What
is not everyday is left to `html`, which writes from events and so can say what becomes of anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pyromark

from ...inline import OPTIONS

_URL = r"(?:(?:https?://|\#)[\w./?=%~+,;@:\#-]*+|[\w./-]++)"
_EVERYDAY = re.compile(
    rf"""(?:
    [^\[\]<>\x00-\x1f\x7f!\\]++ | !(?!\[) | \\[!-/:-@\[-`{{-~]
  | \[\^[\w-]{{1,99}}\]
  | !?\[[^\[\]<>!\\`"&\x00-\x1f\x7f]*+\]\({_URL}\)
  | <https?://[\w./?=%~+,;@:\#-]++>
    )++""",
    re.VERBOSE | re.ASCII,
)
REFERENCE = re.compile(
    r'<sup class="footnote-reference"><a href="#([\w-]+)" rel="noopener noreferrer">[0-9]+</a></sup>', re.ASCII
)
"""A reference to a footnote, as it stands in what `maybe_html` gives; its group is the label."""


def is_label(text: str) -> bool:
    """Whether `REFERENCE` finds references with this label."""
    return re.fullmatch(r"[\w-]+", text, re.ASCII) is not None


def refer(label: str) -> str:
    """A reference to a footnote as `REFERENCE` finds it when it was sanitised."""
    return f'<sup class="footnote-reference"><a href="#{label}">0</a></sup>'


_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)" />')
_LINK = re.compile(r'<a href="([^"]*)">')


def is_everyday(text: str) -> bool:
    """Whether a text, the inside of one paragraph, has no markup but what `maybe_html` knows."""
    return _EVERYDAY.fullmatch(text) is not None


def maybe_html(texts: Sequence[str], labels: Iterable[str]) -> Sequence[str] | None:
    """The sanitised HTML of everyday texts; None if the parser finds other blocks than a paragraph for each.

    ``labels`` are those of the footnotes that the document has.
    """
    if not texts:
        return ()
    notes = "".join(f"\n\n[^{label}]: x" for label in labels if is_label(label))
    made = pyromark.html("\n\n".join(texts) + notes, options=OPTIONS)
    body = made.partition('<div class="footnote-definition"')[0]
    body = body.replace("<del>", "<s>").replace("</del>", "</s>")
    if "<img" in body:
        body = _IMAGE.sub(_image, body)
    body = _LINK.sub(r'<a href="\1" rel="noopener noreferrer">', body)
    if not (body.startswith("<p>") and body.endswith("</p>\n")):
        return None
    found = body[3:-5].split("</p>\n<p>")
    if len(found) != len(texts):
        return None
    return [_with_spaces(html) for html in found] if "\u00a0" in body else found


def _image(found: re.Match[str]) -> str:
    address, alt = found.groups()
    return f'<a href="{address}"><span class="image">{alt or address}</span></a>'


def _with_spaces(html: str) -> str:
    """No-break spaces as the sanitiser writes them wherever it finds a tag."""
    return html.replace("\u00a0", "&nbsp;") if "<" in html else html
