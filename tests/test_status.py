"""Counting: segments and words by state, in any script."""

import pytest

from i18n import status, words
from i18n.formats.markdown import read
from i18n.model import Catalog, Entry, Key, Report, Row, State, Tally
from i18n.reports import table


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("— … !", 0),
        ("Anti-War Committee isn't here", 4),
        ("groups—exiled leaders", 3),
        ("a [link](https://example.org/very/long) and `code x`", 5),
        ("В единстве — сила", 3),
        ("می‌شود گفت", 2),
        ("反战委员会，2025年", 7),
        ("東京タワー 2", 6),
        ("한국어 문장", 2),
        ("ภาษาไทย", 2),
        ("3.14 and 1,000", 3),
        ("A claim[^1]", 2),
    ],
)
def test_words(text, number):
    assert words.count(text) == number


def test_a_document_is_counted_by_its_slots_not_by_its_messages():
    document = read("x.md", b"Yes yes.\n\nNo.\n\nYes yes.\n")
    catalog = Catalog("ru", {}, (Entry(Key(None, "Yes yes."), "Да."),))
    tally = status.tally(document, catalog)
    assert (tally.segments[State.TRANSLATED], tally.words[State.TRANSLATED]) == (2, 4)
    assert status.tally_catalog(catalog).segments[State.TRANSLATED] == 1


def test_an_obsolete_entry_translates_nothing():
    document = read("x.md", b"Yes.\n")
    catalog = Catalog("ru", {}, (Entry(Key(None, "Yes."), "Да.", obsolete=True),))
    assert status.tally(document, catalog).segments[State.UNTRANSLATED] == 1


def test_the_table_fits_80_columns_and_says_all_in_words():
    tally = Tally((1, 1, 1, 1, 1, 1), (100000, 10000, 10000, 10000, 10000, 10000))
    rows = tuple(
        Row("a-very-long-name-of-a-document/part-one", locale, tally)
        for locale in ("ru", "zh-Hans", "be-tarask", "ckb")
    )
    lines = list(table.lines(Report(rows), State.TRANSLATED))
    from rich.cells import cell_len

    assert max(map(cell_len, lines)) <= 80
    assert not any("\x1b" in line for line in lines)
    assert lines[1].split()[-2:] == ["untranslated", "ready"]


def test_several_documents_are_summed_by_language_and_one_is_not():
    one, two = Tally((1, 0, 0, 0, 2, 0), (5, 0, 0, 0, 20, 0)), Tally((0, 0, 0, 0, 1, 0), (0, 0, 0, 0, 9000, 0))
    rows = (Row("a", "ru", one), Row("a", "de", one), Row("b", "ru", two), Row("c", "ru", Tally()))
    said = list(table.lines(Report(rows), State.TRANSLATED))
    total = said[said.index("all documents") + 2 :]
    assert total[0].split() == ["ru", "Русский", "9020/3", "5/1", "#######.", "99%"]
    assert total[1].split()[2:] == ["20/2", "5/1", "######..", "80%"]
    assert "all documents" not in table.lines(Report(rows[:2]), State.TRANSLATED)


def test_all_is_said_only_when_nothing_is_missing():
    assert table.percent(0.9999) == "99%" and table.bar(0.9999) != table.bar(1.0)
    assert table.percent(0.0001) == "1%" and table.bar(0.0001) != table.bar(0.0)
