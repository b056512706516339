"""Hostile translations that nobody here wrote, put into the middle of a document: what became of each, in each format.

Outcomes are counted, not payloads (see outcomes.py): none may be active, swallow a neighbour, or be lost in silence.
`python -m pytest tests/test_foreign_payloads.py -m full -s` prints the table.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from i18n import formats
from i18n.catalog import po
from i18n.editions.assemble import assemble, original
from i18n.editions.policy import Policy
from i18n.editions.shelf import shelve
from i18n.editions.writers import writers
from i18n.editions.writers.changes import write_changes
from i18n.editions.writers.feed import write_feed
from i18n.editions.writers.index import write_index
from i18n.errors import CatalogError, WriterError
from i18n.model import Catalog, Credits, Entry, State

from . import outcomes, payloads
from .outcomes import BAD, BEFORE, BEHIND, Outcome

PASSAGE = "The passage itself."
MARKDOWN = f"---\ntitle: The title\nauthor: Ann\n---\n\n# Head\n\nAlpha stands before.\n\n{PASSAGE}\n\nOmega behind.\n"
PLAIN = (
    "The title\n\nAnn\n\nAlpha stands before, and this line is so long that nobody takes it for a byline.\n\n"
    f"{PASSAGE}\n\nOmega behind.\n"
)
SAID = {"The title": "Заглавие", "Ann": "Анна", "Head": "Глава", "Alpha": BEFORE, "Omega": BEHIND}
DOCUMENTS = {
    path: formats.of(path).read(path, source.encode()) for path, source in (("x.md", MARKDOWN), ("x.txt", PLAIN))
}
READERS = {
    ".html": outcomes.of_html,
    ".bilingual.html": outcomes.of_html,
    ".epub": outcomes.of_epub,
    ".bilingual.epub": outcomes.of_epub,
    ".md": outcomes.of_markdown,
    ".txt": outcomes.of_text,
    ".pdf": outcomes.of_pdf,
    ".bilingual.pdf": outcomes.of_pdf,
}
SETS = {name: read() for name, read in payloads.SETS.items()}


def edition(payload, path="x.md"):
    """The edition whose middle paragraph is a payload, through a PO file and back."""
    document = DOCUMENTS[path]
    said = {**SAID, PASSAGE: payload}
    entries = tuple(
        Entry(slot.segment.key, next(text for start, text in said.items() if slot.segment.source.startswith(start)))
        for slot in document.slots
    )
    catalog = po.load(po.dump(Catalog("ru", {"Content-Type": "text/plain; charset=UTF-8"}, entries)), "x.po")
    return assemble(document, catalog, formats.of(path), "ru", "en", Policy(State.TRANSLATED))


def file_of(found, suffix):
    return writers()[suffix](found, shelve("x", [original(found.document, "en"), found]))


def outcome(payload, suffix):
    """What became of a payload in one format, and what shows it where that is bad."""
    path = "x.txt" if suffix == ".txt" else "x.md"
    try:
        found = edition(payload, path)
        events = READERS[suffix](file_of(found, suffix))
    except (CatalogError, WriterError):
        return Outcome.REFUSED, ""
    acts = outcomes.active(events, harmless(suffix))
    if acts:
        return Outcome.ACTIVE, str(acts[0])
    regions = outcomes.regions(events)
    if not regions:
        return Outcome.SWALLOWED, ""
    if any(finding.key and finding.key.source == PASSAGE for finding in found.findings):
        return Outcome.REPORTED, ""
    shown = min((outcomes.kind_of_showing(payload, text) for text in regions), key=list(Outcome).index)
    return shown, regions[0]


def harmless(suffix, known={}):  # noqa: B006
    """The events of the same file with a passage that nobody need fear."""
    if suffix not in known:
        path = "x.txt" if suffix == ".txt" else "x.md"
        known[suffix] = READERS[suffix](file_of(edition("Пассаж.", path), suffix))
    return known[suffix]


def count(tried, suffixes):
    """The outcomes by format, and the bad ones."""
    table, bad = defaultdict(Counter), []
    for suffix in suffixes:
        for payload in tried:
            kind, why = outcome(payload, suffix)
            table[suffix][kind] += 1
            if kind in BAD:
                bad.append((suffix, str(kind), payload, why[:200]))
    return table, bad


def of_set(name, step):
    if not SETS[name]:
        pytest.skip(f"{name} is not installed (make test-full installs it)")
    return SETS[name][::step]


FEW = {"brs-kb": 60, "naughty strings": 8, "CommonMark": 10}
# A PDF takes a hundred times as long as a page.
SPARSE = {"brs-kb": 150, "naughty strings": 20, "CommonMark": 25}
QUICK = (".html", ".epub", ".md", ".txt")
TWOFOLD = (".bilingual.html", ".bilingual.epub")


@pytest.mark.parametrize("name", SETS)
def test_some_payloads_of_each_set_do_nothing_swallow_nothing_and_are_not_lost(name):
    assert count(of_set(name, FEW[name]), (*QUICK, *TWOFOLD))[1] == []


@pytest.mark.full
@pytest.mark.parametrize("suffix", (*QUICK, *TWOFOLD))
@pytest.mark.parametrize("name", SETS)
def test_no_payload_does_anything_swallows_a_neighbour_or_is_lost(name, suffix):
    table, bad = count(of_set(name, 1), [suffix])
    _print(name, table)
    assert bad == []


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed (make test-full installs it)")
@pytest.mark.parametrize("suffix", (".pdf", ".bilingual.pdf"))
@pytest.mark.parametrize("name", SETS)
def test_no_payload_is_lost_in_a_pdf(name, suffix):
    table, bad = count(of_set(name, SPARSE[name]), [suffix])
    _print(name, table)
    assert bad == []


def _print(name, table):
    for suffix, kinds in table.items():
        print(f"\n{name} in {suffix[1:]}: " + ", ".join(f"{kinds[kind]} {kind}" for kind in Outcome))


# Everywhere else: what stands in the head of a document, in notes and credits, in the source itself, in its name.

HEAD = "---\ntitle: T\nsubtitle: S\nauthor: A\ndescription: D\n---\n\n# H\n\nText.\n\n| a | b |\n|---|---|\n| c | d |\n"
ELSEWHERE = {
    "translations of all places": lambda text: everywhere(text),
    "a translator's note": lambda text: everywhere(f"слово^[{text}]"),
    "credits": lambda text: replace(everywhere("слово"), credits=Credits((text,), (text, text))),
    "the changes of the original": lambda text: replace(everywhere("слово"), changes=((text, "b"), ("a", text))),
}


def everywhere(text):
    document = formats.of("x.md").read("x.md", HEAD.encode())
    entries = tuple(Entry(slot.segment.key, text) for slot in document.slots)
    return assemble(document, Catalog("ru", {}, entries), formats.of("x.md"), "ru", "en", Policy(State.TRANSLATED))


def files_of(found, name="x"):
    """What readers get besides the text: pages, a book, the index, the page of changes, the feed; each as events."""
    shelf = shelve(name, [original(found.document, "en"), found])
    yield from (outcomes.of_html(writers()[suffix](found, shelf)) for suffix in (".html", ".bilingual.html"))
    yield from (outcomes.of_epub(writers()[suffix](found, shelf)) for suffix in (".epub", ".bilingual.epub"))
    yield outcomes.of_html(write_index([shelf], "en"))
    yield outcomes.of_html(write_changes(found, shelf))
    feed = outcomes.of_xml(write_feed([(found, shelf)], None))
    assert {event.name for event in feed if event.kind == "start"} <= FEED
    kept = ("href", "hreflang", "rel")
    yield [
        one._replace(name="p", attributes=tuple(pair for pair in one.attributes if pair[0] in kept))
        if one.kind != "text"
        else one
        for one in feed
    ]


FEED = set("feed id title updated entry author name link summary published".split())
CALM = [
    set(events) for events in files_of(replace(everywhere("слово"), changes=(("a", "b"),), credits=Credits(("x",))))
]


@pytest.mark.parametrize("place", ELSEWHERE)
@pytest.mark.parametrize("name", SETS)
def test_payloads_do_nothing_in_titles_notes_credits_index_changes_and_feed(name, place):
    for text in of_set(name, FEW[name]):
        for number, events in enumerate(files_of(ELSEWHERE[place](outcomes.holdable(text)))):
            assert outcomes.active(events, CALM[number]) == [], text
            assert outcomes.is_balanced(events), text


@pytest.mark.parametrize("name", SETS)
def test_payloads_do_nothing_in_the_name_of_a_document(name):
    for text in of_set(name, FEW[name]):
        stem = outcomes.holdable(text).replace("/", " ") or "x"
        for number, events in enumerate(files_of(everywhere("слово"), stem)):
            assert outcomes.active(events, CALM[number]) == [], text
            assert outcomes.is_balanced(events), text


BROKEN = {
    "a script": (f"<p>{BEFORE}</p><p><script>x</script></p><p>{BEHIND}</p>", Outcome.ACTIVE),
    "a handler": (f"<p>{BEFORE}</p><p onclick='x'>y</p><p>{BEHIND}</p>", Outcome.ACTIVE),
    "a link of a bad scheme": (f"<p>{BEFORE}</p><a href='java\nscript:x'>y</a><p>{BEHIND}</p>", Outcome.ACTIVE),
    "a neighbour in a comment": (f"<p>{BEFORE}</p><p>x</p>", Outcome.SWALLOWED),
    "a neighbour in the passage": (f"<p>{BEFORE}</p><p>x <i>{BEHIND}</i></p>", Outcome.SWALLOWED),
    "an element never closed": (f"<p>{BEFORE}</p><blockquote><p>x</p><p>{BEHIND}</p>", Outcome.SWALLOWED),
    "a passage that is gone": (f"<p>{BEFORE}</p><p>{BEHIND}</p>", Outcome.LOST),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_judge_sees_what_is_bad(name, monkeypatch):
    page, kind = BROKEN[name]
    monkeypatch.setitem(globals(), "file_of", lambda found, suffix: page)
    monkeypatch.setitem(globals(), "harmless", lambda suffix: ())
    assert outcome("payload", ".html")[0] is kind
