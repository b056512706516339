"""A translation comes back from the world: rewrapped, reordered, signed, cut off. Told as its people would live it.

Anna translates an essay into Russian, Boris into German; neither knows git. The maintainer types update, status and
build, and after each accident finds what they would hope for: what is good goes on, and what is not is named.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from i18n import store
from i18n.catalog import po

from .test_full_disk import edit, run
from .test_git import wrapped

RU, DE = (f"locales/{language}/LC_MESSAGES/trees.po" for language in ("ru", "de"))
WOOD = RU.replace("trees", "wood")
SOURCE = Path("source/trees.md")
ESSAY = """---
title: On Trees
---

Trees grow slowly in the north, and nobody who walks past them on a winter morning ever sees it happen.

They fall in a day.

People who plant them wait for shade that only their grandchildren will sit in, as they always did.
"""
ADDRESS = "anna.example@mail.example"


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """Two essays in two languages, translated whole and built."""
    monkeypatch.chdir(tmp_path)
    Path("tamizdat.toml").write_text('formats = ["html", "md"]\n')
    for name, text in (("trees.md", ESSAY), ("wood.md", "# Wood\n\nWood is warm.\n")):
        Path(name).write_text(text)
        run(f"new {name} --to ru --to de")
    for path in Path("locales").rglob("*.po"):
        language = path.parts[1]
        text = path.read_text("utf-8")
        for entry in store.load(path).active:
            text = text.replace(
                f'msgid "{entry.key.source}"\nmsgstr ""',
                f'msgid "{entry.key.source}"\nmsgstr "{language}: {entry.key.source}"',
            )
        path.write_text(text, "utf-8")
    run("update")
    run("build")


def files(*folders):
    return {path: path.read_bytes() for folder in folders for path in Path(folder).rglob("*") if path.is_file()}


def editions(language):
    return files(f"editions/{language}")


def translations(path):
    return {entry.key: entry.target for entry in store.load(Path(path)).active}


def reorder(data):
    """The messages in another order, the header first as ever; nothing else is changed."""
    head, *blocks = data.decode().rstrip("\n").split("\n\n")
    random.Random(3).shuffle(blocks)
    return ("\n\n".join([head, *blocks]) + "\n").encode()


def sign(data):
    text = data.decode().replace("Last-Translator: the translators", f"Last-Translator: Anna Example <{ADDRESS}>")
    return text.replace('"Language: ru', '"X-Generator: Poedit 3.4.2\\n"\n"Language: ru').encode()


def msgcat(data):
    """What gettext makes of it, where that is installed: strings wrapped, messages sorted."""
    return subprocess.run(
        ("msgcat", "--sort-output", "--width=60", "-"), input=data, capture_output=True, check=True
    ).stdout


CAME_BACK = {
    "as it was": lambda data: data,
    "rewrapped": wrapped,
    "reordered": reorder,
    "signed": sign,
    "rewrapped, reordered and signed": lambda data: sign(reorder(wrapped(data))),
    "with Windows line ends and a byte order mark": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("how", CAME_BACK.values(), ids=CAME_BACK)
def test_a_translation_that_comes_back_in_another_shape_is_the_same_translation(how):
    before, html, canonical = translations(RU), editions("ru"), Path(RU).read_bytes()
    Path(RU).write_bytes(how(canonical))
    assert "draft" not in run("status")[1] and "outdated" not in run("status")[1]
    run("build")
    assert editions("ru") == html, "the reader sees no difference"
    said = run("update")[1]
    assert not re.search("outdated|new|obsolete|left", said)
    assert translations(RU) == before
    run("fmt")
    assert Path(RU).read_bytes() == canonical, (
        "and its file is what it was, to the byte: no name, no order of another tool"
    )
    assert ADDRESS not in Path(RU).read_text("utf-8")


@pytest.mark.skipif(not shutil.which("msgcat"), reason="GNU gettext is not installed")
@pytest.mark.gettext
@pytest.mark.full
def test_what_msgcat_sorted_and_wrapped_is_the_same_translation_after_an_update():
    canonical = Path(RU).read_bytes()
    Path(RU).write_bytes(sign(msgcat(canonical)))
    assert "nothing changed" in run("update ru")[1]
    run("fmt")
    assert Path(RU).read_bytes() == canonical


def test_the_source_changed_meanwhile_and_the_file_came_back_rewrapped_reordered_and_signed():
    edit(str(SOURCE), "in a day", "in an hour")()
    Path(RU).write_bytes(sign(reorder(wrapped(Path(RU).read_bytes()))))
    said = run("update")[1]
    assert re.search(r"^ru trees: 1 outdated \(5 of \d+ words\)", said, re.M)
    (outdated,) = [entry for entry in store.load(Path(RU)).active if entry.fuzzy]
    assert outdated.target == "ru: They fall in a day." and outdated.previous.source == "They fall in a day."
    assert "1 outdated" in run("build")[1]
    page = Path("editions/ru/trees.html").read_text("utf-8")
    assert "They fall in an hour." in page and "ru: They fall in a day." not in page
    assert "ru: People who plant them" in page


def cut(path):
    """The file as a full disk or a broken transfer leaves it: its end is missing, in the middle of a translation."""
    data = Path(path).read_bytes()
    end = data.index(b"wait for shade", data.index(b"msgstr", data.index(b"They fall")))
    end = data.index(b"wait for shade", end + 1)
    Path(path).write_bytes(data[:end])
    return data, data[:end], data[:end].count(b"\n") + 1


@pytest.mark.parametrize("command", ["update", "status", "build"])
def test_a_file_that_was_cut_off_is_named_and_all_else_goes_on(command):
    whole, left, line = cut(RU)
    edit(str(SOURCE), "in a day", "in an hour")()
    before = files("editions/ru"), Path(WOOD).read_bytes()
    said = run(command, 2)[1]
    assert f"{RU}:{line}: [ru] error: the file is cut off in this line, and what stood below is missing\n" in said
    assert "  Restore the file from git, or save it again in the editor it comes from.\n" in said
    assert said.count("cut off") == 1, "once is enough"
    assert Path(RU).read_bytes() == left, "what is left of it may be all that there is"
    if command == "update":
        assert re.search("^de trees: 1 outdated", said, re.M) and not re.search("^ru ", said, re.M)
        assert "They fall in an hour." in {key.source for key in translations(DE)}
        assert Path(WOOD).read_bytes() == before[1]
    if command == "status":
        assert re.search(r"^de Deutsch ", said, re.M) and re.search(r"^wood: .*\n.*\n(?:.*\n)?ru Русский ", said, re.M)
    if command == "build":
        assert "de: source/trees.md" in said and "ru: source/wood.md" in said and "ru: source/trees.md" not in said
        assert files("editions/ru").keys() == before[0].keys()
        name = Path("editions/ru/trees.html")
        assert name.read_bytes() == before[0][name], "its readers keep the edition that was good"
        assert "in an hour" in Path("editions/de/trees.html").read_text("utf-8")
        for page in ("editions/index.html", "editions/de/trees.html"):
            assert "ru/trees.html" in Path(page).read_text("utf-8"), "and find it"
    Path(RU).write_bytes(whole)
    run("update")
    assert "in the original: 1 outdated" in run("build")[1], "mended, it goes on where it was"


def test_other_languages_go_on_as_if_nothing_were_wrong():
    cut(RU)
    for command in ("update de", "status de", "build de"):
        assert "cut off" not in run(command, 0)[1]
    assert "kept as the last good edition" in run("publish", 2)[1]
    assert Path("locales/de/published/trees.po").is_file() and Path("locales/ru/published/wood.po").is_file()
    assert not Path("locales/ru/published/trees.po").exists()


def test_where_only_the_broken_language_is_asked_for_nothing_is_written():
    cut(RU)
    before = files(".")
    edit(str(SOURCE), "in a day", "in an hour")()
    before[SOURCE] = SOURCE.read_bytes()
    for command in ("update ru", "review ru --json", "mark --human ru", "fmt", "update --trivial --yes"):
        said = run(command, 2)[1]
        assert f"tamizdat: {RU}:" in said and "cut off" in said
        assert files(".") == before


def test_the_machine_reads_what_is_broken_too():
    import json

    cut(RU)
    done = run("status --json", 2)[1]
    data = json.JSONDecoder().raw_decode(done)[0]
    assert [(one["language"], one["place"].split(":")[0]) for one in data["unreadable"]] == [("ru", RU)]
    assert {(row["document"], row["language"]) for row in data["rows"]} == {
        ("trees", "de"),
        ("wood", "de"),
        ("wood", "ru"),
    }


def test_what_a_cut_between_two_messages_took_away_is_seen_as_missing():
    """Such a file is a file: nothing says that it was longer. Nothing is overwritten in it, and its readers see the original."""
    data = Path(RU).read_bytes()
    Path(RU).write_bytes(data[: data.index(b"\n\n#. paragraph\n", data.index(b"They fall")) + 1])
    assert "1 new" in run("update ru")[1]
    assert re.search(r"^ru Русский  +\d+/3 +18/1 ", run("status")[1], re.M)
    assert "in the original: 1 untranslated" in run("build ru")[1]
    assert po.load(Path(RU).read_bytes(), RU) and polib.pofile(RU)
