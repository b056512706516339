"""Hostile translations: nothing active, no neighbour swallowed, nothing lost in silence."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import formats
from i18n.editions.assemble import assemble
from i18n.editions.policy import Policy
from i18n.editions.shelf import shelve
from i18n.editions.writers.html import write
from i18n.formats.markdown import read
from i18n.model import Catalog, Entry, State

SOURCE = """---
title: The title
author: Ann
description: What it says.
lang: en
---

# Head one

Para one with [a link](https://example.org/page) and a <b onclick="alert(1)">tag</b>.

- item
- item two

  para in item

> quote

| a head | b head |
|---|---|
| c cell | d cell |

Term
: Definition

Text[^1].

[^1]: Note text.

Setext
======

Last.
"""

# word: what a reader must still be able to read of the payload
PAYLOADS = {
    "<script>alert(1)</script>word": "word",
    "word <img src=x onerror=alert(1)>": "word",
    "<svg/onload=alert(1)>word": "word",
    "<b onmouseover=alert(1)>word</b>": "word",
    "[word](javascript:alert(1))": "word",
    "[word](java&#x73;cript:alert(1))": "word",
    "[word](<javascript:alert(1)>)": "word",
    "[word]( \x01javascript:alert(1))": "word",
    "[word](data:text/html,<script>alert(1)</script>)": "word",
    "[word](vbscript:x)": "word",
    "<javascript:alert(1)> word": "word",
    "[out [word](javascript:x)](javascript:y)": "word",
    "![word](https://tracker.example/p.png)": "word",
    "![word](data:image/svg+xml,<svg/>)": "word",
    "word <!-- swallowed": "swallowed",
    "<!-- word": "word",
    "<!-- word -->": "word",
    "<![CDATA[ word": "word",
    "<?php word": "word",
    "<!DOCTYPE word>": "word",
    "<style>word": "word",
    "<textarea>word": "word",
    "<title>word": "word",
    "</p></div></article></body>word": "word",
    "<iframe srcdoc='word'>": "word",
    "<a href='javascript:1'>word</a>": "word",
    "<form action=https://x.example>word": "word",
    "<base href=https://x.example>word": "word",
    "<meta http-equiv=refresh content=0>word": "word",
    '<b onclick="alert(1)">word</b>': "word",
    "<b>word": "word",
    "</b>word": "word",
    "word ]]>": "]]>",
    "---\nlang: xx\nword: y\n---": "word",
    "{{ word }} {% raw %}": "{{ word }} {% raw %}",
    '#let word = read("/etc/passwd")': "#let word",
    "$word$ \\(x\\)": "$word$",
    "&lt;script&gt;word": "<script>word",
    "&#60;script&#62;word": "<script>word",
    "```\nword": "word",
    "~~~ word": "word",
    "`word": "`word",
    "    word": "word",
    "<div>\n\nword": "word",
    "# word": "# word",
    "word\n===": "===",
    "word\\\n---": "---",
    "- word": "- word",
    "1) word": "1) word",
    "> word": "> word",
    ": word": ": word",
    "[word]: https://x.example": "[word]: https://x.example",
    "[^1]: word": "word",
    "[^9]: word": "[^9]: word",
    "a | word": "a | word",
    "word \\": "word",
    "| - |\\\n| - |": "| - |",
    "\x00wo\x07rd\x1b": "word",
    "\u202eword": "word",
    "*" * 2000 + "word": "word",
    "[" * 2000 + "word": "word",
    "<b>" * 500 + "word": "word",
}
ACTIVE = {
    "script",
    "img",
    "svg",
    "iframe",
    "style",
    "form",
    "input",
    "textarea",
    "base",
    "object",
    "embed",
    "video",
    "audio",
}


class Page(HTMLParser):
    """The elements and words of a page's article, and whatever in it could do something."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.active, self.text, self.unbalanced = [], [], [], []

    def handle_starttag(self, tag, attrs):
        if tag in ACTIVE and "head" not in self.stack:
            self.active.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (
                name in ("href", "src") and ":" in value and not value.startswith(("http", "mailto"))
            ):
                self.active.append(f"{name}={value}")
            if name == "href" and tag == "a" and "x.example" in value:
                self.active.append(f"form or base made {value}")
        if tag not in ("meta", "link", "br", "hr"):
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        if "head" not in self.stack:
            self.text.append(data)


DOCUMENT = read("x.md", SOURCE.encode())
FORM = formats.of("x.md")


def page_of(texts):
    entries = tuple(Entry(slot.segment.key, text) for slot, text in zip(DOCUMENT.slots, texts, strict=True))
    edition = assemble(DOCUMENT, Catalog("ru", {}, entries), FORM, "ru", "en", Policy(State.TRANSLATED))
    parser = Page()
    parser.feed(write(edition, shelve("x", [edition])).decode())
    parser.close()
    return edition, parser


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload)[:30])
def test_a_hostile_translation_does_nothing_and_hides_nothing(payload):
    for at in range(len(DOCUMENT.slots)):
        texts = [payload if at == index else f"перевод{index}." for index in range(len(DOCUMENT.slots))]
        edition, page = page_of(texts)
        text = " ".join("".join(page.text).split())
        assert page.active == [] and page.unbalanced == [] and page.stack == []
        for index, slot in enumerate(DOCUMENT.slots):
            if index != at and slot.segment.kind != "description":
                assert f"перевод{index}." in text, "a neighbour is gone"
        reported = any(finding.key == DOCUMENT.slots[at].segment.key for finding in edition.findings)
        if DOCUMENT.slots[at].segment.kind not in ("title", "author", "description"):
            assert PAYLOADS[payload] in text or reported, f"lost in silence in a {DOCUMENT.slots[at].segment.kind}"


@given(st.text(alphabet=st.sampled_from("<>&\"'`[]()!\\/:*_~#-+|=\n ^abз"), max_size=40))
def test_no_text_of_these_signs_does_anything_or_breaks_the_page(text):
    _, page = page_of([text] * len(DOCUMENT.slots))
    assert page.active == [] and page.unbalanced == [] and page.stack == []
