"""The laws of the Markdown format, over the specification's examples and over anything at all."""

import pyromark
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from i18n.errors import SourceError
from i18n.formats.markdown import fill, read
from i18n.formats.markdown.blocks import parse
from i18n.formats.markdown.filling import fit
from i18n.formats.markdown.sure import Kind, kind
from i18n.inline import OPTIONS, label
from i18n.pseudo import PLAIN, pseudo

from .markup import html, spaced, spec_examples, structure, variants, visible

EXAMPLES = variants(spec_examples())
# The parser (pulldown-cmark 0.13) keeps the `> ` of a quote inside a comment of raw HTML; one line has none to keep.
PARSER_KEEPS_THE_PREFIX = {"625 quoted"}

# Whatever looks like Markdown, and some that does not.
# fmt: off
_SCRAPS = [
    "# ", "- ", "1. ", "> ", "    ", "\t", "\n", "\n\n", "  \n", "\\\n", "`", "```\n", "*", "**", "_", "[", "]", "(",
    ")",
    "![", "](u)", "[x]", "[x]: /u\n", "[^1]", "[^1]: ", "|", "|---|\n", "---\n", "===\n", ": ", "<", ">", "<b>", "</b>",
    "<!-- ", " -->", "<div>\n", "&amp;", "\\", "~~", "word", "two words", "мир", "1945", ".", "!", "\u00a0", "^[",
    "\r\n",
]
# fmt: on
markdown_texts = st.lists(st.one_of(st.sampled_from(_SCRAPS), st.text(max_size=4)), max_size=24).map("".join)
translations = st.lists(st.one_of(st.sampled_from(_SCRAPS), st.text(max_size=6)), max_size=12).map("".join)


def document(text):
    try:
        return read("x.md", text.encode("utf-8", "surrogatepass"))
    except SourceError:
        return None


@given(markdown_texts)
@example("---\ntitle: |\n  a\nlang:\n---\n\nx")
@example("\ufeff---\ntitle: x\n---\n")
def test_joining_the_raw_parts_and_filling_nothing_give_the_file_back(text):
    found = document(text)
    if found is not None:
        assert found.raw == text
        assert fill(found, [None] * len(found.slots)).text == text


def test_every_untranslated_example_comes_back_byte_for_byte():
    changed = []
    for name, text in EXAMPLES:
        found = read("x.md", text.encode())
        if fill(found, [None] * len(found.slots)).text != text or found.raw != text:
            changed.append(name)
    assert changed == []


def test_a_pseudo_translated_example_has_the_same_slots_tags_links_and_code():
    wrong, letters, translated = [], 0, 0
    for name, text in EXAMPLES:
        found = read("x.md", text.encode())
        labels = {label(name) for name in pyromark.reference_definitions(text, options=OPTIONS)}
        texts = [pseudo(slot.segment.source, labels) for slot in found.slots]
        filled = fill(found, texts)
        again = read("x.md", filled.text.encode())
        same = structure(html(filled.text)) == structure(html(text))
        if filled.fallen or not same or [slot.segment.source for slot in again.slots] != texts:
            wrong.append(name)
        before, after = visible(text), visible(filled.text)
        letters += sum(char in PLAIN for char in before)
        translated += sum(char in PLAIN for char in before) - sum(char in PLAIN for char in after)
    assert wrong == []
    assert translated / letters >= 0.99


def test_a_translation_equal_to_its_source_changes_no_word_and_no_tag():
    wrong = []
    for name, text in EXAMPLES:
        found = read("x.md", text.encode())
        filled = fill(found, [slot.segment.source for slot in found.slots])
        if filled.fallen or spaced(html(filled.text)) != spaced(html(text)):
            wrong.append(name)
    assert set(wrong) == PARSER_KEEPS_THE_PREFIX


@given(markdown_texts, st.lists(translations, min_size=1, max_size=5))
@example("[x]: /u\nfoo", ['"bar"'])
@example("# foo\n\na\n\nb\n", ["#", ": x"])
def test_whatever_a_translator_writes_the_blocks_are_those_of_the_source(text, words):
    found = document(text)
    if found is None:
        return
    texts = [words[at % len(words)] for at in range(len(found.slots))]
    filled = fill(found, texts).text
    if not text.startswith(("---", "\ufeff---")):
        blocks, wanted = parse(filled).skeleton, parse(text).skeleton
        assert blocks[: len(wanted)] == wanted
        if "^[" not in "".join(words):  # the notes of a translator stand behind all else
            assert len(blocks) == len(wanted)


_SIGNS = "  a1я.\"'()[]:^!&*_`~\\#>+-=—<u\u00a0"
_PARTS = ["](https://a.b)", "[^1]", "<https://a.b>", "![", "]: /u", "](#a)", "](mailto:a)", "**", "---", "1945"]
one_liners = st.lists(st.sampled_from([*_SIGNS, *_PARTS]), min_size=1, max_size=8).map("".join)


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(
    markdown_texts, st.lists(one_liners.filter(lambda text: "^[" not in text and kind(text)), min_size=1, max_size=5)
)
@example("[x]: /u\nfoo", ['"bar"'])
@example("a\nb\n: c", ["x"])
@example("a\n\n[^1]: b", ["[^1](#a): c"])
def test_a_text_of_one_line_makes_the_blocks_that_a_word_would_make(text, words):
    found = document(text)
    if found is None or text.startswith(("---", "\ufeff---")):
        return
    texts = [words[index % len(words)] for index in range(len(found.slots))]
    assert parse(fill(found, texts).text).skeleton == parse(text).skeleton


@given(markdown_texts, one_liners.filter(lambda text: kind(text) >= Kind.AS_IT_IS))
def test_a_text_that_stands_as_it_is_needs_nothing_done_to_it(text, word):
    for slot in document(text).slots if document(text) else ():
        assert fit(slot, word) == word


@given(markdown_texts, translations)
def test_filling_with_what_was_filled_changes_nothing_more(text, word):
    found = document(text)
    if found is None or found.lang_part is not None:
        return
    once = fill(found, [word] * len(found.slots))
    assert fill(found, [word] * len(found.slots)) == once
