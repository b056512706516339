"""HTML from the template of a document is the HTML that is written from the filled document."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from i18n import formats
from i18n.formats.markdown import html, read, template
from i18n.formats.sanitise import clean
from i18n.model import Piece, State
from i18n.same import Same

from .bench.book import book
from .test_markdown_laws import document, markdown_texts, one_liners, translations

FORM = formats.of("x.md")
_SENTENCES = [
    "Plain words.", "*One* and **two**.", "`code` & more", "“Quoted” [link](https://a.b/c?d=e) here.", "![alt](a/b.png)!",
    "a[^1] b[^1] c[^2]", "x<https://a.b>", "~~s~~ \\* \\_ ", "a <b>c</b>", "двое\u00a0*слов*", "a\u00a0b", "one\\\ntwo", "# no",
    "1945. A year", "[a][a] and [x][x]", "a | b", "*open", "**[x](#y)**", "C#", "[a](b c)", "<", "&lt; &amp; &copy;", "[[a](#b)](#c)",
    "![a *b* c](d)", "[![a](b)](#c)", "^[note]", "[x](javascript:y)", "![](a)", "[](#a)", '"so"',
]  # fmt: skip
sentences = st.sampled_from(_SENTENCES) | one_liners | translations


def both(found, texts, *, is_original=False):
    """The body from the template, and from the filled document; where raw HTML is in it both are normalised.

    The texts are translations, or what the originals are when they are set.
    """
    filled = FORM.fill(found, texts)
    shown = [None if index in filled.fallen else text for index, text in enumerate(texts)]
    pieces = [
        _piece(slot.segment, text or None, is_original=is_original)
        for slot, text in zip(found.slots, shown, strict=True)
    ]
    quick, whole = template.maybe_html(found, pieces), html.to_html(filled.text, found, pieces)
    if quick is not None and template._page(Same(found)).is_raw:
        notes = tuple(note._replace(html=clean(note.html)) for note in quick.notes)
        quick = quick._replace(main=clean(quick.main), notes=notes)
    return quick, whole


def _piece(segment, text, *, is_original):
    if text and not is_original:
        return Piece(segment.source, text, State.TRANSLATED, "ru", segment.kind)
    return Piece(segment.source, None, State.TRANSLATED, "en", segment.kind, text)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(markdown_texts, st.lists(st.none() | sentences, min_size=1, max_size=5))
@example("- a\n- b[^1]\n\n[^1]: c\n", ["d", None])
@example("# a\n\n<div>\n\nb\n\n</div>\n\n> c\n", ["*d*", None, "e"])
@example("a\n\n<b>\n\nc\n", ["d"])
def test_any_text_is_the_same_html_from_the_template(text, words):
    found = document(text)
    if found is None or not found.slots:
        return
    for is_original in (False, True):
        texts = [words[index % len(words)] for index in range(len(found.slots))]
        quick, whole = both(found, texts, is_original=is_original)
        assert quick is None or quick == whole


def test_a_book_is_the_same_html_from_the_template():
    found = read("book.md", book(100_000).encode())
    texts = [_SENTENCES[index % 8] + slot.segment.source for index, slot in enumerate(found.slots)]
    for is_original in (False, True):
        quick, whole = both(
            found, [text if index % 50 else None for index, text in enumerate(texts)], is_original=is_original
        )
        assert quick is not None, "nothing in it needs the whole document"
        assert quick == whole


@pytest.mark.parametrize("raw", ["<table>", "<a href=x>", "<ruby>"])
def test_raw_html_that_reaches_over_blocks_is_left_to_the_whole(raw):
    quick, _ = both(read("x.md", f"{raw}\n\na\n".encode()), ["b"])
    assert quick is None
