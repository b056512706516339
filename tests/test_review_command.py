"""`tamizdat review`: at a real terminal, by keys for scripts, killed in the middle, and beside other writers."""

import datetime as dt
import errno
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n import review, reviewing, store
from i18n.cli import main
from i18n.model import Key

pytest.importorskip("termios", reason="terminals of this kind are those of Unix")
from .terminal import Terminal

ESSAY = "---\ntitle: On Trees\n---\n\nTrees grow.\n\nSlowly, as we know.\n\nThey fall.\n"
RUSSIAN = {
    "On Trees": "О деревьях",
    "Trees grow.": "Деревья растут.",
    "Slowly, as we know.": "Медленно.",
    "They fall.": "",
}
COMMAND = [sys.executable, "-m", "i18n.cli"]
PROMPT = "[?] help"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project with an essay that is translated into Russian but for its last sentence."""
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    Path("trees.md").write_text(ESSAY)
    assert CliRunner().invoke(main, ["new", "trees.md", "--to", "ru"]).exit_code == 0
    translate(RUSSIAN)
    return root


def po(language="ru"):
    return Path(f"locales/{language}/LC_MESSAGES/trees.po")


def change(source, language="ru", **fields):
    """A translator saves: an entry becomes another one."""
    with store.editing(po(language), Path()) as draft:
        entry = find(source, language)
        draft.catalog = reviewing.with_entries(draft.catalog, {entry.key: replace(entry, **fields)})


def translate(texts, language="ru"):
    for source, target in texts.items():
        change(source, language, target=target)


def find(source, language="ru"):
    return next(entry for entry in store.load(po(language)).active if entry.key.source == source)


def state(source, needed=1):
    return review.state(find(source), needed).word


def key(source):
    return review.key_id(Key(None, source))


def run(*args, code=0):
    done = CliRunner().invoke(main, ["review", *args])
    assert done.exit_code == code, done.output
    return done.output


def environment(**more):
    package = str(Path(store.__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": package, "TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", **more}


def at_terminal(*args, columns=80, **more):
    return Terminal([*COMMAND, "review", *args], cwd=Path.cwd(), env=environment(**more), columns=columns)


# Scripts


def test_without_a_terminal_it_says_how_to_do_without(folder):
    done = subprocess.run(
        [*COMMAND, "review", "ru"], env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "--json" in done.stderr and "--accept KEY --as NAME" in done.stderr


def test_without_a_terminal_too_a_language_that_is_not_there_is_said_first(folder):
    assert "xx" in run("xx", code=2) and "terminal" not in run("xx", code=2)


def test_programs_get_what_is_to_be_reviewed(folder):
    change("Trees grow.", fuzzy=True, previous=Key(None, "Trees grew."))
    body = json.loads(run("ru", "--json"))
    assert (body["language"], body["reviews-needed"]) == ("ru", 1)
    assert [(item["document"], item["state"], item["source"]) for item in body["items"]] == [
        ("trees", "translated", "On Trees"),
        ("trees", "outdated", "Trees grow."),
        ("trees", "translated", "Slowly, as we know."),
    ]
    assert len(json.loads(run("ru", "--json", "--all-states"))["items"]) == 4


def test_only_what_is_in_the_states_named_is_shown(folder):
    change("Trees grow.", fuzzy=True, previous=Key(None, "Trees grew."))
    run("ru", "--accept", key("On Trees"), "--as", "ash")

    def shown(*states):
        options = [each for state in states for each in ("--state", state)]
        return [item["source"] for item in json.loads(run("ru", "--json", *options))["items"]]

    assert shown("outdated") == ["Trees grow."]
    assert shown("untranslated", "reviewed") == ["On Trees", "They fall."]
    assert "there are untranslated, outdated, draft" in run("ru", "--json", "--state", "good", code=2)
    with at_terminal("ru", "--as", "ash", "--state", "machine") as terminal:
        assert terminal.finish()[0].startswith("Nothing is machine in ru;")


def test_keys_are_accepted_together_and_need_no_terminal(folder):
    assert "2 accepted as ash." in run("ru", "--accept", key("On Trees"), key("Trees grow."), "--as", "ash")
    assert [state(source) for source in RUSSIAN] == ["reviewed", "reviewed", "translated", "untranslated"]
    assert find("On Trees").notes[-1].startswith("reviewed: ash 2026-01-02 ")
    before = po().read_bytes()
    assert "wrote" not in run("ru", "--accept", key("On Trees"), "--as", "ash")
    assert po().read_bytes() == before


def test_an_exact_text_is_accepted_by_its_own_name_only_while_it_stands(folder):
    text = json.loads(run("ru", "--json"))["items"][0]["text"]
    change("On Trees", target="О деревьях!")
    assert "no message has the key" in run("ru", "--accept", text, "--as", "ash", code=2)
    text = json.loads(run("ru", "--json"))["items"][0]["text"]
    run("ru", "--accept", text, "--as", "ash")
    assert state("On Trees") == "reviewed"


@pytest.mark.parametrize("wrong", ["00000000", "nonsense", key("They fall.")])
def test_one_key_that_cannot_be_accepted_leaves_all_as_they_are(folder, wrong):
    before = po().read_bytes()
    run("ru", "--accept", key("On Trees"), "--accept", wrong, "--as", "ash", code=2)
    assert po().read_bytes() == before


def test_keys_are_rejected_with_a_reason(folder):
    run("ru", "--accept", key("On Trees"), "--as", "ash")
    run("ru", "--reject", key("On Trees"), "--reason", "a title, not a theme", "--as", "bob")
    assert state("On Trees") == "draft"
    assert find("On Trees").notes == ("rejected: bob 2026-01-02 a title, not a theme",)


@pytest.mark.parametrize(
    "args",
    [
        ["--reject", "00000000"],
        ["--reason", "why"],
        ["--accept", "--as", "ash"],
        ["--accept", "00000000", "--reject", "00000000", "--reason", "why"],
        ["--json", "--accept", "00000000"],
        ["--state", "outdated", "--accept", key("On Trees")],
        ["--check"],
        ["--accept", "00000000", "--as", "two words"],
        ["--accept", key("On Trees"), "--as", ""],
        ["nothing", "--json"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_refused(folder, args):
    before = po().read_bytes()
    run("ru", *args, code=2)
    assert po().read_bytes() == before


def test_check_writes_nothing_and_tells(folder):
    before = po().read_bytes()
    said = run("ru", "--accept", key("On Trees"), "--as", "ash", "--check", code=1)
    assert "would write locales/ru" in said and "1 would be accepted as ash." in said
    assert po().read_bytes() == before


def test_the_two_person_rule_is_a_matter_of_configuration(folder):
    Path("tamizdat.toml").write_text("[publish]\nreviews = 2\n")
    run("ru", "--accept", key("On Trees"), "--as", "ash")
    assert state("On Trees", 2) == "translated"
    assert "On Trees" not in [item["source"] for item in json.loads(run("ru", "--json", "--as", "ash"))["items"]]
    run("ru", "--accept", key("On Trees"), "--as", "bob")
    assert state("On Trees", 2) == "reviewed"
    entry = find("Trees grow.")
    written = reviewing.edit(entry, "Деревья всё растут.", "ash", dt.date(2026, 1, 2))
    change("Trees grow.", target=written.target, notes=written.notes)
    assert "ash wrote this text" in run("ru", "--accept", key("Trees grow."), "--as", "ash", code=2)


def test_a_text_of_two_documents_is_accepted_in_both_or_in_the_one_named(folder):
    Path("source/bushes.md").write_text("---\ntitle: On Trees\n---\n\nBushes too.\n")
    CliRunner().invoke(main, ["update"])
    other = Path("locales/ru/LC_MESSAGES/bushes.po")
    with store.editing(other, Path()) as draft:
        first = draft.catalog.entries[0]
        draft.catalog = reviewing.with_entries(draft.catalog, {first.key: replace(first, target="О деревьях")})
    assert {item["document"] for item in json.loads(run("ru", "bushes", "--json"))["items"]} == {"bushes"}
    assert "1 accepted" in run("ru", "trees", "--accept", key("On Trees"), "--as", "ash")
    assert "2 accepted" in run("ru", "--accept", key("On Trees"), "--as", "bob")


def test_a_translation_of_another_document_is_not_accepted_with_the_one_that_was_seen(folder):
    Path("source/bushes.md").write_text("---\ntitle: On Trees\n---\n\nBushes too.\n")
    CliRunner().invoke(main, ["update"])
    bushes = Path("locales/ru/LC_MESSAGES/bushes.po")

    def title():
        return store.load(bushes).entries[0]

    assert "1 accepted" in run("ru", "--accept", key("On Trees"), "--as", "ash"), "bushes has none yet"
    assert (state("On Trees"), review.state(title()).word) == ("reviewed", "untranslated")
    with store.editing(bushes, Path()) as draft:
        draft.catalog = reviewing.with_entries(draft.catalog, {title().key: replace(title(), target="Про деревья")})
    assert "means more than one translation" in run("ru", "--accept", key("On Trees"), "--as", "bob", code=2)
    (text,) = [item["text"] for item in json.loads(run("ru", "--json"))["items"] if item["document"] == "bushes"]
    assert "1 accepted" in run("ru", "--accept", text, "--as", "bob")
    assert {mark.name for mark in review.reviews(find("On Trees"))} == {"ash"}
    assert {mark.name for mark in review.reviews(title())} == {"bob"}


def test_a_full_disk_leaves_the_old_file_and_says_so(folder, monkeypatch):
    before = po().read_bytes()

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "the disk is full" in run("ru", "--accept", key("On Trees"), "--as", "ash", code=2)
    assert po().read_bytes() == before


# At a terminal


def test_a_reviewer_goes_through_all_with_one_keystroke_each(folder):
    change("Slowly, as we know.", fuzzy=True, previous=Key(None, "Slowly, as you know."))
    with at_terminal("ru", "--as", "ash") as terminal:
        shown = terminal.expect(PROMPT)
        assert "1 of 3, 8 words left" in shown and "trees · title · translated" in shown
        assert "On Trees                               │ О деревьях" in shown
        terminal.press("a")
        terminal.expect("Accepted.")
        assert "2 of 3, 6 words left" in terminal.expect(PROMPT)
        assert state("On Trees") == "reviewed"
        terminal.press("s")
        shown = terminal.expect(PROMPT)
        assert "Slowly, as [-you-]{+we+} know." in shown and "outdated" in shown
        terminal.press("r")
        terminal.expect("Why?")
        terminal.press("неполно\r")
        terminal.expect("That was the last one.")
        assert find("Slowly, as we know.").notes == ("rejected: ash 2026-01-02 неполно",)
        terminal.press("q")
        shown, code = terminal.finish()
    assert code == 0
    assert "1 accepted, 1 rejected, 1 left. Everything is written." in shown


def test_every_decision_can_be_undone_one_after_the_other(folder):
    before = po().read_bytes()
    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        terminal.press("c")
        terminal.expect("Comment:")
        terminal.press("хорошо\r")
        terminal.expect("Noted.")
        terminal.expect(PROMPT)
        for shown in ("2 of 3", "3 of 3"):
            terminal.press("a")
            terminal.expect(shown)
            terminal.expect(PROMPT)
        terminal.press("e")
        terminal.expect("> ")
        terminal.press("\x15Не спеша.\r")
        terminal.expect("Written.")
        terminal.expect(PROMPT)
        assert find("Slowly, as we know.").target == "Не спеша."
        terminal.press("a")
        terminal.expect("That was the last one.")
        assert [state(source) for source in RUSSIAN][:3] == ["reviewed"] * 3
        for _ in range(5):
            terminal.press("u")
            terminal.expect("Undone")
            terminal.expect(PROMPT)
        assert po().read_bytes() == before
        terminal.press("u")
        terminal.expect("nothing to undo")
        terminal.expect(PROMPT)
        terminal.press("\x03")
        assert terminal.finish()[1] == 0


def test_a_text_is_edited_in_the_reviewers_editor(folder, tmp_path):
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text('utf-8')\n"
        "assert 'On Trees' in text\npath.write_text(text.replace('О деревьях', 'Деревья', 1), 'utf-8')\n"
    )
    with at_terminal("ru", "--as", "ash", EDITOR=f"{sys.executable} {editor}") as terminal:
        terminal.expect(PROMPT)
        terminal.press("e")
        terminal.expect("Written.")
        assert "│ Деревья" in terminal.expect(PROMPT)
        assert (find("On Trees").target, state("On Trees")) == ("Деревья", "translated")
        assert find("On Trees").notes[-1].startswith("translated: ash ")


def test_a_text_that_the_editor_left_as_it_was_is_not_called_written(folder):
    before = po().read_bytes()
    with at_terminal("ru", "--as", "ash", EDITOR="touch -m -d 2000-01-01") as terminal:
        terminal.expect(PROMPT)
        terminal.press("e")
        terminal.expect("Not changed.")
    assert po().read_bytes() == before


def test_who_emptied_a_text_finds_it_there_again(folder, tmp_path):
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text('utf-8')\n"
        "path.write_text('' if text.startswith('О деревьях') else 'It was gone.', 'utf-8')\n"
    )
    with at_terminal("ru", "--as", "ash", EDITOR=f"{sys.executable} {editor}") as terminal:
        for _ in range(2):
            terminal.expect(PROMPT)
            terminal.press("e")
            terminal.expect("this would leave no translation")
    assert find("On Trees").target == "О деревьях"


def test_an_option_without_its_keys_is_what_is_said_to_be_wrong(folder):
    assert "--accept needs a KEY" in run("ru", "--accept", "--as", "ash", code=2)
    assert "--reject needs a KEY" in run("ru", "--reason", "why", "--reject", code=2)


def test_an_editor_that_is_not_there_is_named_and_changes_nothing(folder):
    before = po().read_bytes()
    with at_terminal("ru", "--as", "ash", EDITOR="no-such-editor") as terminal:
        terminal.expect(PROMPT)
        terminal.press("e")
        terminal.expect("the editor 'no-such-editor' failed, so nothing was changed")
        terminal.expect(PROMPT)
        terminal.press("q")
        assert "3 left. Nothing was changed." in terminal.finish()[0]
    assert po().read_bytes() == before


def test_the_name_is_asked_once_and_kept_outside_the_project(folder, tmp_path):
    with at_terminal("ru") as terminal:
        terminal.expect("[reviewer]: ")
        terminal.press("two words\r")
        terminal.expect("cannot stand in a mark")
        terminal.expect("[reviewer]: ")
        terminal.press("ёж\r")
        terminal.expect(PROMPT)
        terminal.press("a")
        terminal.expect("2 of 3")
    assert (tmp_path / "config" / "tamizdat" / "reviewer").read_text("utf-8") == "ёж\n"
    assert find("On Trees").notes[-1].startswith("reviewed: ёж ")
    assert not [path for path in folder.rglob("*") if path.name == "reviewer"]
    with at_terminal("ru") as terminal:
        assert "name in the marks" not in terminal.expect(PROMPT)


def test_a_name_is_not_kept_where_it_would_lie_in_the_project(folder):
    with at_terminal("ru", XDG_CONFIG_HOME=str(folder / "config")) as terminal:
        terminal.expect("[reviewer]: ")
        terminal.press("ash\r")
        terminal.expect(PROMPT)
    assert not (folder / "config").exists()


@pytest.mark.parametrize("letter", ["ф", "ش", "A"])
def test_keys_mean_the_same_on_other_layouts(folder, letter):
    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        terminal.press(letter)
        terminal.expect("Accepted.")


def test_a_key_held_down_accepts_nothing_that_was_not_shown(folder):
    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        terminal.press("aaaaaaaa")
        terminal.expect(PROMPT)
        time.sleep(0.3)
        assert [state(source) for source in RUSSIAN][:3] == ["reviewed", "translated", "translated"]
        terminal.press("\x1b[A")
        terminal.expect("? tells what the keys do.")


def test_a_keystroke_is_enough_after_ctrl_z_and_fg(folder):
    import termios

    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        modes = termios.tcgetattr(terminal.end)
        modes[3] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(terminal.end, termios.TCSANOW, modes)
        os.kill(terminal.process.pid, signal.SIGCONT)
        time.sleep(0.3)
        terminal.press("s")
        assert "2 of 3" in terminal.expect(PROMPT)


def test_who_is_killed_loses_nothing_that_was_decided(folder):
    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        terminal.press("a")
        terminal.expect("2 of 3")
        terminal.expect(PROMPT)
        os.kill(terminal.process.pid, signal.SIGKILL)
    assert [state(source) for source in RUSSIAN][:3] == ["reviewed", "translated", "translated"]
    assert not list(po().parent.glob(".*"))


def test_what_another_writes_meanwhile_is_shown_and_not_overwritten(folder):
    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        change("On Trees", target="Деревья: очерк")
        change("They fall.", target="Они падают.")
        terminal.press("a")
        terminal.expect("Somebody else has changed this meanwhile; nothing was written.")
        assert "Деревья: очерк" in terminal.expect(PROMPT)
        assert (find("On Trees").target, state("On Trees")) == ("Деревья: очерк", "translated")
        terminal.press("a")
        terminal.expect("Accepted.")
        terminal.expect(PROMPT)
        change("On Trees", target="Снова другое")
        terminal.press("u")
        terminal.expect("Somebody else has changed this meanwhile")
        terminal.expect(PROMPT)
    assert (find("On Trees").target, find("They fall.").target) == ("Снова другое", "Они падают.")


def test_words_that_could_not_be_written_are_there_for_the_next_try(folder):
    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        terminal.press("e")
        terminal.expect("> ")
        change("On Trees", target="Чужое")
        terminal.press("\x15Долго думал\r")
        terminal.expect("Somebody else has changed this meanwhile")
        terminal.expect(PROMPT)
        assert find("On Trees").target == "Чужое"
        terminal.press("e")
        terminal.expect("Долго думал")
        terminal.press("\r")
        terminal.expect("Written.")
    assert find("On Trees").target == "Долго думал"


def test_a_message_that_leaves_the_catalog_meanwhile_is_passed_over(folder):
    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        with store.editing(po(), Path()) as draft:
            draft.catalog = replace(draft.catalog, entries=draft.catalog.entries[1:])
        terminal.press("a")
        terminal.expect("It is gone from the catalog.")
        assert "2 of 3" in terminal.expect(PROMPT)


def test_everything_accepted_is_said(folder):
    run("ru", "--accept", *map(key, list(RUSSIAN)[:3]), "--as", "ash")
    with at_terminal("ru", "--as", "ash") as terminal:
        shown, code = terminal.finish()
    assert code == 0 and shown.startswith("Nothing is to be reviewed in ru;")


@pytest.mark.parametrize(("language", "text"), [("fa", "درختان آرام می‌رویند."), ("zh-Hans", "树木生长，慢慢地。" * 9)])
def test_no_line_is_wider_than_the_terminal(folder, language, text):
    from rich.cells import cell_len

    CliRunner().invoke(main, ["add", language])
    translate({"Trees grow.": text}, language.replace("-", "_"))
    with at_terminal(language, "--as", "ash") as terminal:
        shown = terminal.expect(PROMPT)
    lines = shown.split("\n")
    assert max(map(cell_len, lines)) <= 80
    rows = [line.replace("\u200e", "") for line in lines if "│" in line]
    assert {cell_len(line.partition("│")[0]) for line in rows} == {39}
    if language == "fa":
        assert all(cell_len(line) == 79 for line in rows[:2])


def test_a_narrow_terminal_cuts_no_key_and_no_heading(folder):
    from rich.cells import cell_len

    with at_terminal("ru", "--as", "ash", columns=40) as terminal:
        lines = terminal.expect(PROMPT).split("\n")
    assert max(map(cell_len, lines)) <= 40
    assert lines[-2:] == ["[a]ccept  [e]dit  [r]eject  [c]omment", "[s]kip  [u]ndo  [q]uit  [?] help"]
    assert [line for line in lines if "title" in line] == ["trees · title · translated"]


def test_comments_are_shown_as_sentences(folder):
    notes = ("comment: bob 2026-01-01 good", "rejected: eve 2026-01-02 too short", 'other translation: "Деревья"')
    change("On Trees", notes=(*notes, "a note"))
    with at_terminal("ru", "--as", "ash") as terminal:
        shown = terminal.expect(PROMPT)
    assert "Comment by bob on 2026-01-01: good\nRejected by eve on 2026-01-02: too short\n" in shown
    assert 'The other translation, from a merge: "Деревья"\nComment: a note\n' in shown


def test_a_reviewer_can_translate_what_is_missing(folder):
    with at_terminal("ru", "--as", "ash", "--all-states") as terminal:
        for _ in range(3):
            terminal.expect(PROMPT)
            terminal.press("s")
        assert "(not translated)" in terminal.expect(PROMPT)
        terminal.press("a")
        terminal.expect("there is no translation to accept here")
        terminal.expect(PROMPT)
        terminal.press("e")
        terminal.expect("> ")
        terminal.press("Они падают.\r")
        terminal.expect("Written.")
    assert (find("They fall.").target, state("They fall.")) == ("Они падают.", "translated")


def test_under_the_two_person_rule_nobody_accepts_their_own_words(folder):
    Path("tamizdat.toml").write_text("[publish]\nreviews = 2\n")
    with at_terminal("ru", "--as", "ash") as terminal:
        terminal.expect(PROMPT)
        terminal.press("e")
        terminal.expect("> ")
        terminal.press("!\r")
        terminal.expect("Written. 2 others must accept it.")
        assert "Written by ash." in terminal.expect(PROMPT)
        terminal.press("a")
        terminal.expect("ash wrote this text, and 2 others must accept it")
        terminal.expect(PROMPT)
    with at_terminal("ru", "--as", "bob") as terminal:
        terminal.expect(PROMPT)
        terminal.press("a")
        terminal.expect("Accepted (1 of 2).")
    with at_terminal("ru", "--as", "eve") as terminal:
        assert "Accepted by bob on 2026-01-02 (1 of 2)." in terminal.expect(PROMPT)
        terminal.press("a")
        terminal.expect("Accepted (2 of 2).")
    assert state("On Trees", 2) == "reviewed"


def test_what_would_steer_the_terminal_or_turn_words_round_is_shown(folder):
    change("On Trees", target="О \u202eхяьверед", notes=("\u2066so\x7f",))
    with at_terminal("ru", "--as", "ash") as terminal:
        shown = terminal.expect(PROMPT)
    assert "О \\u202eхяьверед" in shown and "Comment: \\u2066so\\x7f" in shown
