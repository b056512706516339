"""Editions: what is shown, what is marked, and what each says of itself in its reader's language."""

import re
from dataclasses import replace

import pytest

from i18n import formats
from i18n.editions import notices
from i18n.editions.assemble import assemble, original
from i18n.editions.furniture import say
from i18n.editions.policy import Policy
from i18n.editions.shelf import shelve
from i18n.editions.writers import html, source
from i18n.editions.writers.changes import write_changes
from i18n.editions.writers.index import write_index
from i18n.formats.markdown import read
from i18n.model import Catalog, Entry, Key, State
from i18n.review import mark_machine, mark_reviewed

from .test_review import DAY

DOCUMENT = read(
    "trees.md", b"---\ntitle: Trees\nauthor: Ann\ndate: 2025-12-08\nlang: en\n---\n\nThey grow.\n\n- Slowly.\n"
)
FORM = formats.of("trees.md")
WORDS = {"Trees": "Деревья", "Ann": "Анна", "They grow.": "Они растут.", "Slowly.": "Медленно."}


def catalog(change=lambda entry: entry):
    return Catalog("ru", {}, tuple(change(Entry(Key(None, text), target)) for text, target in WORDS.items()))


def edition(change=lambda entry: entry, lowest=State.TRANSLATED, *, draft=False, locale="ru"):
    return assemble(DOCUMENT, catalog(change), FORM, locale, "en", Policy(lowest, draft=draft))


def page(found):
    return html.write(found, shelve("trees", [original(DOCUMENT, "en"), found])).decode()


def only(text, change):
    return lambda entry: change(entry) if entry.key.source == text else entry


def test_what_is_below_the_policy_is_shown_in_the_original_and_marked():
    fuzzy = edition(only("They grow.", lambda entry: replace(entry, fuzzy=True)))
    assert '<p class="original" lang="en" dir="ltr">They grow.</p>' in page(fuzzy)
    assert "Медленно." in page(fuzzy) and "Они растут." not in page(fuzzy)


def test_a_machine_draft_appears_only_where_the_project_publishes_machine_text():
    machine = only("They grow.", lambda entry: mark_machine(entry, "engine", DAY))
    assert "Они растут." not in page(edition(machine))
    assert "Они растут." in page(edition(machine, State.MACHINE))


def test_a_draft_edition_shows_all_and_says_so():
    found = edition(lambda entry: replace(entry, fuzzy=True), draft=True)
    assert "Они растут." in page(found)
    assert notices.notices(found)[:1] == (say("This draft is not meant for publication.", "ru"),)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda entry: entry, ["This translation has not been reviewed yet."]),
        (lambda entry: mark_reviewed(entry, "ash", DAY), []),
        (
            lambda entry: mark_machine(entry, "engine", DAY),
            ["This translation was made by a machine and has not been reviewed by a person."],
        ),
        (
            lambda entry: replace(entry, target=""),
            ["This text has not been translated yet. You are reading the original."],
        ),
    ],
    ids=["unreviewed", "reviewed", "machine", "empty"],
)
def test_an_edition_says_its_state_in_the_readers_language(change, said):
    found = notices.notices(edition(change, State.MACHINE))
    assert list(found) == [say(sentence, "ru") for sentence in said]
    assert not set(found) & set(said), "it is said in Russian"


def test_shares_in_notices_are_of_words_and_never_rounded_to_all_or_nothing():
    found = edition(only("Slowly.", lambda entry: replace(entry, target="")))
    assert any("20" in text and "%" in text for text in notices.notices(found))
    outdated = edition(only("Slowly.", lambda entry: replace(entry, fuzzy=True, previous=Key(None, "Fast."))))
    assert "изменился" in notices.notices(outdated)[0]


def test_every_state_of_an_edition_has_words_in_every_language_of_the_furniture():
    from importlib import resources

    from i18n.catalog import po

    folder = resources.files("i18n.editions.furniture")
    names = [file.name for file in folder.iterdir() if file.name.endswith(".po")]
    assert len(names) >= 17
    msgids = None
    for name in names:
        entries = po.load(folder.joinpath(name).read_bytes(), name).active
        msgids = msgids or {entry.key.source for entry in entries}
        assert {entry.key.source for entry in entries} == msgids
        for entry in entries:
            assert entry.filled and not entry.fuzzy
            assert set(part.split("}")[0] for part in entry.target.split("{")[1:]) == set(
                part.split("}")[0] for part in entry.key.source.split("{")[1:]
            )


def test_the_furniture_has_the_sentences_that_are_said_and_no_others():
    import ast
    from importlib import resources
    from pathlib import Path

    from i18n.catalog import po

    template = po.load(
        resources.files("i18n.editions.furniture").joinpath("furniture.pot").read_bytes(), "furniture.pot"
    )
    code = [ast.parse(path.read_text("utf-8")) for path in Path(notices.__file__).parent.rglob("*.py")]
    strings = {node.value for tree in code for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    said = {
        ast.literal_eval(node.args[0])
        for tree in code
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "say" and isinstance(node.args[0], ast.Constant)
    }
    known = {entry.key.source for entry in template.active}
    assert said <= known
    assert not {text for text in known if text not in strings}


def test_the_page_states_language_direction_and_its_siblings():
    text = page(edition())
    assert '<html lang="ru" dir="ltr">' in text
    assert '<link rel="alternate" hreflang="x-default" href="../en/trees.html">' in text
    assert '<a href="../en/trees.html" lang="en" hreflang="en" dir="ltr">English</a>' in text
    assert 'aria-current="page">Русский</a>' in text
    assert '<time datetime="2025-12-08">8 декабря 2025' in text


def test_a_right_to_left_edition_keeps_original_passages_left_to_right():
    text = page(edition(only("They grow.", lambda entry: replace(entry, target="")), locale="fa"))
    assert '<html lang="fa" dir="rtl">' in text
    assert '<p class="original" lang="en" dir="ltr">They grow.</p>' in text


def test_the_page_asks_nobody_for_anything():
    text = page(edition())
    assert "default-src 'none'" in text
    assert not any(word in text for word in ("<script", "src=", "@import", "url(", 'http-equiv="refresh'))


def test_the_markdown_edition_marks_original_passages_and_begins_with_its_notices():
    found = edition(only("Slowly.", lambda entry: replace(entry, target="")))
    text = source.write_markdown(found, shelve("trees", [found])).decode()
    assert '- <span lang="en" dir="ltr">Slowly.</span>\n' in text
    assert text.startswith("---\ntitle: Деревья\nauthor: Анна\ndate: 2025-12-08\nlang: ru\n---\n\n> ")
    assert "Они растут." in text


def test_the_originals_own_edition_is_its_file_and_says_nothing_of_itself():
    found = original(DOCUMENT, "en")
    assert source.write_markdown(found, shelve("trees", [found])) == DOCUMENT.raw.encode()
    assert notices.notices(found) == ()


def test_a_text_edition_is_escaped_text():
    from i18n.formats import text

    document = text.read("x.txt", b"Title\n\nOne <b> & *two*.\n")
    found = assemble(
        document, Catalog("ru", {}, (Entry(Key(None, "Title"), "<i>*Т*"),)), formats.of("x.txt"), "ru", "en"
    )
    shown = html.write(found, shelve("x", [found])).decode()
    assert "<h1>&lt;i&gt;*Т*</h1>" in shown
    assert "One &lt;b&gt; &amp; *two*." in shown


def test_what_the_byline_of_a_plain_text_says_besides_a_name_is_shown():
    source = "Title\n\nA. Writer\nWith a preface\nFor the Journal\n1 May 2020\n\nText.\n"
    found = original(formats.of("x.txt").read("x.txt", source.encode()), "en")
    shown = html.write(found, shelve("x", [found])).decode()
    assert [line for line in source.split("\n") if line not in shown] == []


def test_the_index_names_every_language_by_its_own_name_with_its_state():
    shelf = shelve("trees", [original(DOCUMENT, "en"), edition()])
    text = write_index([shelf], "en").decode()
    assert '<a href="ru/trees.html" hreflang="ru">Русский</a>' in text
    assert "Деревья" in text and say("Translation, not reviewed", "ru") in text


def test_anchors_of_headings_are_the_sources_in_every_language():
    document = read("x.md", b"# What is to be done?\n\n## Part\n\n## Part\n")
    entries = tuple(Entry(slot.segment.key, "Часть") for slot in document.slots)
    found = assemble(document, Catalog("ru", {}, entries), FORM, "ru", "en")
    body = FORM.to_html(found.text, document, found.pieces).main
    assert '<h1 id="what-is-to-be-done">Часть</h1>' in body
    assert '<h2 id="part">Часть</h2>' in body and '<h2 id="part-2">Часть</h2>' in body


def test_no_break_spaces_of_a_title_stay():
    found = edition(only("Trees", lambda entry: replace(entry, target="Я\u00a0и\u00a0деревья")))
    assert "<h1>Я&nbsp;и&nbsp;деревья</h1>" in page(found) or "<h1>Я\u00a0и\u00a0деревья</h1>" in page(found)


def test_the_page_of_changes_shows_words_and_the_markup_where_nothing_else_has_changed():
    text = "They *grow*.[^1]\n\n[^1]: Oaks.\n"
    found = replace(
        original(read("x.md", text.encode()), "en"),
        changes=(("They *grew*.[^1]", "They *grow*.[^1]"), ("[a](http://x.y)", "[a](http://x.z)")),
    )
    shown = write_changes(found, shelve("x", [found])).decode()
    assert "They <del>grew</del> <ins>grow</ins>.</p>" in shown
    assert "[^1]" not in shown and "[a](http://x" in re.sub("<[^>]+>", "", shown)


def test_the_page_of_changes_sets_passages_as_the_originals_own_edition_does():
    found = replace(
        original(read("x.md", b'It\'s "so".\n'), "en"),
        changes=(('It\'s "all" over--now.', 'It\'s "all" over--at last.'), ("", "Don't"), ('"a"', "“a”")),
    )
    shown = write_changes(found, shelve("x", [found])).decode()
    assert (
        '“all” <span class="held">over—</span><del>now</del> <ins>at last</ins>.</p>' in shown
        and "<ins>Don’t</ins>" in shown
    )
    assert '<del>"</del> <ins>“</ins>a' in shown, "what the house style levels is shown as it was typed"
    plain = write_changes(replace(found, typography=False), shelve("x", [found])).decode()
    assert 'It\'s "all" over--<del>now</del>' in plain


def test_the_authors_text_is_set_as_its_language_is_and_its_markdown_stays_as_written():
    raw = b'---\ntitle: It\'s "here"\nlang: en\n---\n\nShe said "no"... `"x"`\n'
    found = original(read("x.md", raw), "en")
    page = html.write(found, shelve("x", [found])).decode()
    assert "It’s “here”</h1>" in page and 'She said “no”… <code>"x"</code>' in page
    assert source.write_markdown(found, shelve("x", [found])) == raw
    assert original(read("x.md", raw), "en", typography=False).text == raw.decode()


@pytest.mark.parametrize(
    ("end", "head"),
    [("\n", ""), ("\r\n", ""), ("\r", ""), ("\n", "---\ntitle: T\n---\n\n"), ("\r\n", "---\nlang: en\n---\n\n")],
)
@pytest.mark.parametrize("mark", ("", "\ufeff"))
def test_notices_stand_on_lines_that_end_as_those_of_the_text(end, mark, head):
    text = f"{mark}{head}One.\n\nTwo.\n".replace("\n", end)
    said = formats.of("x.md").announce(text, ["A.", "B."])
    between = "\n" if head else ""
    assert said == f"{mark}{head.rstrip()}{between and between * 2}> A.\n>\n> B.\n\nOne.\n\nTwo.\n".replace("\n", end)
