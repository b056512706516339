"""PO files in and out: what is refused and where, what other tools' spellings become, and the laws of both.

What a linguist can write stands in data/po: `broken.txt`, `accepted.txt`, and files in the style of Poedit,
Weblate and OmegaT with their canonical forms, odder than the real ones (which are in `made`, see test_other_tools).
"""

from __future__ import annotations

import contextlib
import pickle
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from i18n.catalog import po, quick, strict
from i18n.errors import CatalogError
from i18n.model import Catalog, Entry, Key

DATA = Path(__file__).parent / "data" / "po"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TOOLS = ("poedit", "weblate", "omegat")

needs_msgcat = pytest.mark.skipif(shutil.which("msgcat") is None, reason="GNU gettext's msgcat is missing")


def cases(name: str) -> list[ParameterSet]:
    """The cases of a data file, their lines as the argument, what each is about as its name."""
    _, *blocks = re.split(r"(?m)^== ", (DATA / name).read_text("utf-8"))
    parts = (block.partition("\n") for block in blocks)
    return [pytest.param(body.rstrip("\n") + "\n", id=title) for title, _, body in parts]


def msgcat(data: bytes, *options: str) -> bytes:
    """What gettext makes of a file; by default it would write nothing for a catalog without messages."""
    command = ["msgcat", "--force-po", *options, "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def entry_of(text: str) -> Entry:
    """The only entry of a file without its header."""
    (entry,) = po.load((HEADER + text).encode(), "a.po").entries
    return entry


# What is refused


def test_who_has_conflict_marks_is_told_how_to_keep_both_sides():
    with pytest.raises(CatalogError, match="conflict mark") as raised:
        po.load(b'msgid "Freedom"\n<<<<<<< HEAD\nmsgstr ""\n', "ru.po")
    assert "run `tamizdat git-setup` and begin it again" in str(raised.value)


@pytest.mark.parametrize("body", cases("broken.txt"))
def test_a_broken_file_is_refused_with_its_line_and_advice(body: str) -> None:
    text, _, said = body.rpartition("--> ")
    line, _, message = said.strip().partition(": ")
    for data in (text.encode(), text.rstrip("\n").encode(), text.replace("\n", "\r\n").encode()):
        with pytest.raises(CatalogError) as caught:
            po.load(data, "ru/essay.po")
        assert caught.value.place == f"ru/essay.po:{line}"
        told = caught.value.message
        assert message in told or (not data.endswith(b"\n") and "cut off in this line" in told)
        assert caught.value.advice


def test_a_file_that_is_cut_off_anywhere_is_said_to_be_cut_off_and_not_to_have_a_slip() -> None:
    """Who closed the quotation mark, as a message about it would advise, would lose the messages below for good."""
    data = '# note\nmsgid ""\nmsgstr ""\n\n#, fuzzy\n#| msgid "Old"\nmsgid "Freedom"\nmsgstr "Свобода"\n'.encode()
    sound = range(data.index(b"\n\n"), data.index(b"fuzzy") + 1)  # the header, and the sign of a comment
    for end in range(len(data) - 1):
        if end in sound:
            continue
        with pytest.raises(CatalogError, match=r"cut off|the file (ends|is empty|holds no message)") as caught:
            po.load(data[:end], "a.po")
        assert "estore" in caught.value.advice


@pytest.mark.parametrize(
    ("data", "place", "message", "advice"),
    [
        (b"", "a.po", "the file is empty", "git"),
        (b" \n\t\r\n", "a.po", "the file is empty", "git"),
        (b"#\n#\n", "a.po", "holds no message", "git"),
        (b'msgid "a"\nmsgstr "caf\xe9"\n', "a.po:2", "byte 0xE9 is not UTF-8", "msgconv -t UTF-8"),
        (b'# \xed\xa0\x80\nmsgid "a"\nmsgstr ""\n', "a.po:1", "byte 0xED is not UTF-8", "msgconv"),
        ('msgid "a"\n'.encode("utf-16"), "a.po:1", "not UTF-8 but UTF-16", "iconv -f UTF-16"),
        (b'msgid "a"\nmsgstr "b\x00c"\n', "a.po:2", "control character U+0000", "Delete"),
        (b'msgid "a"\nmsgstr "b\x01c"\n', "a.po:2", "control character U+0001", "Delete"),
        (b'# a\x1b[31mb\nmsgid "a"\nmsgstr ""\n', "a.po:1", "control character U+001B", "Delete"),
        (b'msgid "a"\nmsgstr "b\x08c"\n', "a.po:2", "control character U+0008", "Delete"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, place: str, message: str, advice: str) -> None:
    with pytest.raises(CatalogError) as caught:
        po.load(data, "a.po")
    assert caught.value.place == place
    assert message in caught.value.message
    assert advice in (caught.value.advice or "")


@pytest.mark.parametrize("text", ["\0", "\x04", "\x1f", "\a", "\ud800"])
@pytest.mark.parametrize("field", ["source", "target", "note"])
def test_a_text_that_no_file_can_hold_is_not_written(text: str, field: str) -> None:
    parts = {"source": "a", "target": "b", "note": "c", field: f"around {text} it"}
    entry = Entry(Key(None, parts["source"]), parts["target"], notes=(parts["note"],))
    with pytest.raises(CatalogError, match=rf"U\+{ord(text):04X} \(after “(# )?.*around ”"):
        po.dump(Catalog(None, {}, (entry,)))


def test_two_active_entries_of_one_key_are_a_programming_error() -> None:
    entry = Entry(Key("title", "Unity"))
    with pytest.raises(AssertionError):
        po.dump(Catalog(None, {}, (entry, replace(entry, target="Единство"))))


def test_a_refusal_crosses_processes_whole() -> None:
    with pytest.raises(CatalogError) as caught:
        po.load(b'msgid "a\n', "a.po")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


# What other tools write


@pytest.mark.parametrize("body", cases("accepted.txt"))
def test_what_gettext_takes_is_taken_and_put_in_canonical_form(body: str) -> None:
    given_text, _, wanted = body.partition("-->\n")
    assert po.dump(po.load((HEADER + given_text).encode(), "a.po")).decode() == HEADER + wanted
    assert po.dump(po.load((HEADER + wanted).encode(), "a.po")).decode() == HEADER + wanted


@pytest.mark.parametrize("tool", TOOLS)
def test_files_of_other_tools_become_canonical(tool: str) -> None:
    wanted = (DATA / "canonical" / f"{tool}.po").read_bytes()
    assert po.dump(po.load((DATA / f"{tool}.po").read_bytes(), f"{tool}.po")) == wanted
    assert po.dump(po.load(wanted, f"{tool}.po")) == wanted


def test_poedit_and_weblate_wrap_the_same_entries_differently() -> None:
    poedit, weblate = (po.load((DATA / f"{tool}.po").read_bytes(), tool) for tool in ("poedit", "weblate"))
    assert poedit.entries == weblate.entries
    assert [entry.fuzzy for entry in poedit.entries] == [False, False, True, False, False, False, False]
    assert list(poedit.header)[-2:] == ["X-Poedit-Basepath", "X-Poedit-SearchPath-0"]
    assert poedit.header["Plural-Forms"].endswith("(n%100<12 || n%100>14) ? 1 : 2);")
    assert poedit.locale == weblate.locale == "ru"
    assert poedit.comment == ()
    assert weblate.comment[0] == "Russian translation of essay."


@pytest.mark.parametrize("tool", TOOLS)
def test_an_entry_knows_the_line_of_its_msgid(tool: str) -> None:
    data = (DATA / f"{tool}.po").read_bytes()
    lines = [number for number, line in enumerate(data.split(b"\n"), 1) if re.match(rb"(#~ )?msgid ", line)]
    assert [entry.line for entry in po.load(data, tool).entries] == lines[1:]


@pytest.mark.parametrize("tool", TOOLS)
def test_line_ends_a_bom_and_a_missing_last_newline_make_no_difference(tool: str) -> None:
    text = (DATA / f"{tool}.po").read_text("utf-8")
    wanted = po.load(text.encode(), tool)
    for other in (text.replace("\n", "\r\n"), "\ufeff" + text, text.rstrip("\n"), "\n\n" + text + "\n \t\n"):
        assert po.load(other.encode(), tool) == wanted


def test_every_field_of_an_entry_is_read() -> None:
    entry = entry_of(
        "# note\n#\n#. author\n#: a.md b.md\n#, no-wrap, fuzzy\n"
        '#| msgctxt "old"\n#| msgid "one voice"\n#| msgid_plural "voices"\n'
        'msgctxt "new"\nmsgid "a voice"\nmsgid_plural "many voices"\nmsgstr[0] "голос"\nmsgstr[1] "голоса"\n'
    )
    assert entry == Entry(
        key=Key("new", "a voice"),
        fuzzy=True,
        previous=Key("old", "one voice"),
        notes=("note", ""),
        extracted=("author",),
        places=("a.md", "b.md"),
        flags=("no-wrap",),
        plural="many voices",
        plurals=("голос", "голоса"),
        previous_plural="voices",
    )
    assert entry.line == 13


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029", "\f", "\v", "\r", "\u00a0", "\ufeff", "\x7f"])
def test_only_line_feeds_separate_lines(char: str) -> None:
    """str.splitlines, and with it polib, ends a line at most of these, and trims all but the last two."""
    text = f'# {char}note{char}\n#. {char}author{char}\nmsgid "{char}a{char}b"\nmsgstr "{char}"\n'
    entry = entry_of(text)
    end = "" if char == "\r" else char  # a last carriage return belongs to the line end
    notes, extracted = (f"{char}note{end}",), (f"{char}author{end}",)
    assert entry == Entry(Key(None, f"{char}a{char}b"), char, notes=notes, extracted=extracted)
    assert po.load(po.dump(Catalog(None, {}, (entry,))), "a.po").entries == (entry,)


def test_checked_text_is_one_line_a_field_for_polib() -> None:
    data = '\ufeff# note\r\n#: ./a b\r\nmsgid "a""b"\r\n"c" msgstr "\u2028"'.encode()
    assert strict.check(data, "a.po") == '# "note"\n#: ./a b\nmsgid "abc"\nmsgstr "\u2028"'


def test_obsolete_entries_are_kept_and_stand_last() -> None:
    text = '#~ msgid "a"\n#~ msgstr "A"\n\nmsgid "b"\nmsgstr ""\n\n#~ msgid "c"\n#~ msgstr "C"\n'
    catalog = po.load((HEADER + text).encode(), "a.po")
    assert [(entry.key.source, entry.obsolete) for entry in catalog.entries] == [
        ("b", False),
        ("a", True),
        ("c", True),
    ]


# The header


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("", None),
        ("ru", "ru"),
        ("pt_BR", "pt-BR"),
        ("zh_Hans", "zh-Hans"),
        ("sr@latin", "sr-Latn"),
        ("sr_RS@latin", "sr-Latn-RS"),
        ("be@tarask", "be-tarask"),
        ("ru_RU.UTF-8", "ru-RU"),
        ("kmr", "kmr"),
    ],
)
def test_the_locale_is_the_language_of_the_header(language: str, locale: str | None) -> None:
    text = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    assert po.load(text.encode(), "a.po").locale == locale


def test_header_fields_keep_their_order_and_cannot_be_changed() -> None:
    text = 'msgid ""\nmsgstr "X-B: 1\\nLanguage:ru\\nX-A:\\nContent-Type: text/plain; charset=utf-8\\n"\n'
    header = po.load(text.encode(), "a.po").header
    assert list(header.items()) == [
        ("X-B", "1"),
        ("Language", "ru"),
        ("X-A", ""),
        ("Content-Type", "text/plain; charset=utf-8"),
    ]
    with pytest.raises(TypeError):
        header["Language"] = "de"  # type: ignore[index]


@pytest.mark.parametrize("charset", ["", '"Content-Type: text/plain; charset=CHARSET\\n"\n', None])
def test_a_file_that_names_no_charset_is_made_to_name_it(charset: str | None) -> None:
    header = "" if charset is None else f'msgid ""\nmsgstr ""\n"Language: ru\\n"\n{charset}\n'
    catalog = po.load(f'{header}msgid "Freedom"\nmsgstr "Свобода"\n'.encode(), "a.po")
    assert catalog.header["Content-Type"] == po.CONTENT_TYPE
    assert b"charset=UTF-8" in po.dump(catalog)


def test_a_header_below_the_first_message_is_found_and_put_first() -> None:
    header = '# comment\n#, fuzzy\nmsgid ""\nmsgstr "Language: ru\\n"\n'
    catalog = po.load(f'# note\nmsgid "Freedom"\nmsgstr "Свобода"\n\n{header}'.encode(), "a.po")
    assert (catalog.locale, catalog.comment, catalog.header_fuzzy) == ("ru", ("comment",), True)
    assert catalog.entries == (Entry(Key(None, "Freedom"), "Свобода", notes=("note",)),)


def test_comments_of_every_kind_on_the_header_stay_its_comment() -> None:
    text = "# ours\n#. extracted from essay\n#: essay.md\n" + HEADER + 'msgid "a"\nmsgstr ""\n'
    assert po.load(text.encode(), "a.po").comment == ("ours", "extracted from essay", "essay.md")


def test_a_header_alone_is_an_empty_catalog() -> None:
    assert po.load(HEADER.encode(), "a.po").entries == ()


# The laws

CONTROLS = "".join(map(chr, range(32)))
TEXT_CONTROLS = "\t\n\v\f\r\b"
TRICKY = '\n\n"\\\t\r\v\f\b\x7f\x85\u00a0\u2028\u2029\ufeff\U0001f600é я中aא #~|,:.n'


def texts(held: str, tricky: str = TRICKY) -> st.SearchStrategy[str]:
    """Any Unicode but surrogates and the control characters that are not ``held``."""
    refused = "".join(char for char in CONTROLS if char not in held)
    any_char = st.characters(exclude_categories=["Cs"], exclude_characters=refused)
    return st.text(st.sampled_from(tricky) | any_char, max_size=20)


STRINGS = texts(TEXT_CONTROLS)
COMMENTS = texts("\t\n\v\f\r", TRICKY.replace("\b", ""))
KEYS = st.builds(Key, st.none() | STRINGS, STRINGS).filter(lambda key: key != Key(None, ""))
NAMES = COMMENTS.map(lambda text: "X-" + text.replace(":", "").replace("\n", ""))
FLAGS = st.sampled_from(["fuzzy", "no-wrap", "c-format", "no-python-format", "range: 1..3"])
ENTRIES = st.builds(
    Entry,
    key=KEYS,
    target=STRINGS,
    fuzzy=st.booleans(),
    previous=st.none() | KEYS,
    notes=st.lists(COMMENTS, max_size=3).map(tuple),
    extracted=st.lists(COMMENTS, max_size=3).map(tuple),
    places=st.lists(COMMENTS, max_size=3).map(tuple),
    flags=st.lists(FLAGS | COMMENTS, max_size=4).map(tuple),
    obsolete=st.booleans(),
    plural=st.none() | STRINGS,
    plurals=st.lists(STRINGS, max_size=6).map(tuple),
    previous_plural=st.none() | STRINGS,
)


def catalogs(entries: st.SearchStrategy[Entry]) -> st.SearchStrategy[Catalog]:
    return st.builds(
        Catalog,
        locale=st.none() | st.sampled_from(["ru", "sr-Latn"]),
        header=st.dictionaries(NAMES, COMMENTS, max_size=3)
        | st.sampled_from([{"Language": "ru"}, {"Content-Type": "text/plain; charset=CHARSET"}]),
        entries=st.lists(entries, max_size=5, unique_by=lambda entry: entry.key).map(tuple),
        comment=st.lists(COMMENTS, max_size=2).map(tuple),
        header_fuzzy=st.booleans(),
    )


@given(catalogs(ENTRIES))
def test_what_is_written_reads_back_as_the_same_catalog(catalog: Catalog) -> None:
    again = po.load(po.dump(catalog), "a.po")
    assert again == po.canonical(catalog)
    assert list(again.header) == list(po.canonical(catalog).header)


@given(catalogs(ENTRIES))
def test_canonical_values_are_canonical(catalog: Catalog) -> None:
    once = po.canonical(catalog)
    assert po.canonical(once) == once
    assert po.dump(once) == po.dump(catalog)


LINES = [*(DATA / "accepted.txt").read_text("utf-8").split("\n"), "<<<<<<< HEAD", '"', "\\"]


@given(st.lists(st.sampled_from(LINES), max_size=30), st.sampled_from(["\n", "\r\n", " ", "\r"]))
def test_any_lines_are_refused_with_a_place_or_stable_after_once(lines: list[str], end: str) -> None:
    try:
        once = po.load(end.join(lines).encode(), "a.po")
    except CatalogError as error:
        assert re.fullmatch(r"a\.po(:[0-9]+)?", error.place or "")
        assert error.advice
    else:
        data = po.dump(once)
        assert po.load(data, "a.po") == once
        assert po.dump(once) == data


@given(st.data())
def test_a_damaged_file_is_refused_or_stable_after_once(data: st.DataObject) -> None:
    sound = (DATA / "weblate.po").read_bytes()
    start, length = data.draw(st.integers(0, len(sound))), data.draw(st.integers(0, 200))
    damaged = sound[:start] + data.draw(st.binary(max_size=3)) + sound[start + length :]
    try:
        once = po.load(damaged, "a.po")
    except CatalogError as error:
        assert re.fullmatch(r"a\.po(:[0-9]+)?", error.place or "")
        assert error.advice
    else:
        assert po.load(po.dump(once), "a.po") == once


# The quick reader


def read_both_ways(data: bytes) -> tuple[object, object]:
    """What a file is to the quick reader with the strict one behind it, and to the strict one alone; lines too."""

    def outcome() -> object:
        try:
            catalog = po.load(data, "a.po")
        except CatalogError as error:
            return str(error)
        return catalog, tuple(catalog.header), [entry.line for entry in catalog.entries]

    both = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "active", lambda *_: None)
        return both, outcome()


@given(st.lists(st.sampled_from(LINES), max_size=30), st.sampled_from(["\n", "\r\n"]))
def test_any_lines_mean_the_same_to_both_readers(lines: list[str], end: str) -> None:
    both, alone = read_both_ways((HEADER + end.join(lines)).encode())
    assert both == alone


@given(catalogs(ENTRIES), st.data())
def test_a_catalog_with_a_line_too_many_or_too_few_means_the_same_to_both_readers(
    catalog: Catalog, draw: st.DataObject
) -> None:
    lines = po.dump(catalog).decode().split("\n")
    at = draw.draw(st.integers(0, len(lines) - 1))
    lines[at : at + draw.draw(st.integers(0, 2))] = draw.draw(st.lists(st.sampled_from([*LINES, *lines]), max_size=2))
    both, alone = read_both_ways("\n".join(lines).encode("utf-8", "surrogatepass"))
    assert both == alone


@pytest.mark.parametrize("tool", TOOLS)
def test_what_editors_write_is_read_by_the_quick_reader(tool: str) -> None:
    messages = (DATA / f"{tool}.po").read_text("utf-8").split("\n\n")
    text = "\n\n".join(message for message in messages if "msgid_plural" not in message)
    found = quick.active(text, lambda _: quick.Comments((), (), (), False))
    assert found is not None and len(found[0]) > 1


# GNU gettext

KNOWN = st.lists(st.sampled_from(["no-wrap", "c-format", "no-python-format"]), max_size=3)
PLACES = st.from_regex(r"[a-zé][a-zé/\u00a0\u2028._-]{0,9}(:[1-9][0-9]?)?", fullmatch=True)


def has_first_form(entry: Entry) -> bool:
    return bool(entry.target if entry.plural is None else any(entry.plurals[:1]))


GETTEXT_ENTRIES = st.builds(
    replace, ENTRIES, flags=KNOWN.map(tuple), places=st.lists(PLACES, max_size=3).map(tuple)
).filter(lambda entry: has_first_form(entry) or not (entry.obsolete or any(entry.plurals)))
"""What gettext 0.21 drops is not among them: flags it does not know, ranges of obsolete entries, words that
two places with spaces share, and, when the first form is empty, fuzzy and whole obsolete entries."""
GETTEXT_CATALOGS = catalogs(GETTEXT_ENTRIES).filter(lambda catalog: "charset=" not in " ".join(catalog.header))


@pytest.mark.gettext
@needs_msgcat
@given(GETTEXT_CATALOGS)
def test_msgcat_changes_no_byte_of_what_is_written(catalog: Catalog) -> None:
    data = po.dump(catalog)
    assert msgcat(data, "--no-wrap") == data


@pytest.mark.gettext
@needs_msgcat
@given(GETTEXT_CATALOGS)
def test_what_msgcat_wraps_reads_back_as_the_same_catalog(catalog: Catalog) -> None:
    catalog = po.canonical(catalog)
    assert po.load(msgcat(po.dump(catalog), "--width=20"), "a.po") == catalog


@pytest.mark.gettext
@needs_msgcat
@pytest.mark.parametrize("name", [f"{tool}.po" for tool in TOOLS])
def test_msgcat_changes_no_byte_of_the_canonical_files(name: str) -> None:
    data = (DATA / "canonical" / name).read_bytes()
    assert msgcat(data, "--no-wrap") == data


@pytest.mark.gettext
@needs_msgcat
@pytest.mark.parametrize("body", cases("accepted.txt"))
def test_gettext_takes_every_spelling_that_we_say_it_takes(body: str) -> None:
    given_text, _, wanted = body.partition("-->\n")
    if '#| msgid "Free"\n#~' not in given_text:  # old versions of polib wrote that, gettext refuses it
        msgcat((HEADER + given_text).encode())
    if "approved" not in wanted:  # gettext drops flags that it does not know
        assert msgcat((HEADER + wanted).encode(), "--no-wrap").decode() == HEADER + wanted


# What is long


def test_a_message_of_many_lines_comes_back() -> None:
    lines = 5_000
    comments = "# a line of a translator's comment\n" * lines
    strings = 'msgid ""\n' + '"a line of the \\"original\\"\\n"\n' * lines + 'msgstr ""\n' + '"строка\\n"\n' * lines
    text = HEADER + comments + strings
    assert po.dump(po.load(text.encode(), "a.po")).decode() == text


@pytest.mark.parametrize("line", ["#: " + "\u2068 " * 9_999, "#: " + "./" * 9_999, "#~ " * 9_999, "#, " + "a," * 9_999])
def test_a_very_long_line_is_read_or_refused(line: str) -> None:
    with contextlib.suppress(CatalogError):
        po.dump(po.load(f'{HEADER}{line}\nmsgid "a"\nmsgstr ""\n'.encode(), "a.po"))


# Why polib does not see files as they are: each of these fails when it is no longer needed


def test_need_for_lines_of_our_own_polib_breaks_strings_at_line_separators() -> None:
    with pytest.raises(OSError, match="Syntax error"):
        polib.pofile('msgid "a\u2028b"\nmsgstr ""\n')


def test_need_for_refusing_escapes_polib_doubles_them() -> None:
    assert str(polib.pofile('msgid "\\a"\nmsgstr ""\n')[0]).startswith('msgid "\\\\a"')


def test_need_for_previous_lines_without_tilde_polib_skips_them() -> None:
    assert polib.pofile('#~| msgid "b"\n#~ msgid "a"\n#~ msgstr ""\n')[0].previous_msgid is None


def test_need_for_comments_as_strings_polib_trims_and_skips_them() -> None:
    entry = polib.pofile(HEADER + '#. \n#. a  \nmsgid "a"\nmsgstr ""\n')[0]
    assert entry.comment == "a"


def test_need_for_a_writer_of_our_own_polib_drops_notes_of_obsolete_entries() -> None:
    file = polib.POFile(wrapwidth=0)
    file.append(polib.POEntry(msgid="a", comment="author", tcomment="a\n\nb", obsolete=True))
    assert "author" not in str(file)
    assert "# \n" in str(file)


def test_need_for_a_header_of_our_own_polib_sorts_it() -> None:
    file = polib.pofile('msgid ""\nmsgstr "X-B: 1\\nX-A: 2\\nX-B: 3\\n"\n')
    assert 'msgstr ""\n"X-A: 2\\n"\n"X-B: 3\\n"' in str(file)
