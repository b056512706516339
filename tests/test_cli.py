"""The command line as a whole: what every command promises, over click's own list of them."""

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n.catalog import po
from i18n.cli import main
from i18n.reports.lines import fold

ESSAY = """---
title: On Trees
author: A. Writer
lang: en
---

# Trees

Trees grow.

> Slowly, and then all at once, as the old man said when nobody wanted to hear it any more.

- One.
- Two *more*.
"""
PO = "locales/ru/LC_MESSAGES/trees.po"
READS_ONLY = {"status", "log"}
"""Commands that write no file of anyone's."""


def tamizdat(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="tamizdat")


def run(*args, code=0):
    result = tamizdat(*args)
    assert result.exit_code == code, result.output
    return result.output


def standing():
    return {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    return tmp_path


@pytest.fixture
def project(empty):
    Path("trees.md").write_text(ESSAY)
    run("new", "trees.md", "--to", "ru")
    return empty


def translated(*pairs, fuzzy="", path=PO):
    """The Russian catalog with some translations; where the source is ``fuzzy``, unfinished."""
    text = Path(path).read_text("utf-8")
    for source, target in pairs:
        flag = "#, fuzzy\n" if source == fuzzy else ""
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'{flag}msgid "{source}"\nmsgstr "{target}"')
    Path(path).write_text(text, "utf-8")


ALL = [
    ("On Trees", "О деревьях"),
    ("A. Writer", "А. Писатель"),
    ("Trees", "Деревья"),
    ("Trees grow.", "Деревья растут."),
    (
        "Slowly, and then all at once, as the old man said when nobody wanted to hear it any more.",
        "Медленно, а потом сразу, как сказал старик, когда никто уже не хотел слушать.",
    ),
    ("One.", "Раз."),
    ("Two *more*.", "Ещё *два*."),
]


# Every command that writes has --check


def _new():
    Path("more.md").write_text("# More\n")
    return "new", "more.md"


def _add():
    return "add", "de"


def _edited(*command):
    def prepare():
        Path("source/trees.md").write_text(ESSAY + "\nAn end.\n")
        return command

    return prepare


def _done(*command):
    def prepare():
        translated(*ALL)
        return command

    return prepare


def _wrapped():
    Path(PO).write_text(Path(PO).read_text("utf-8").replace('msgstr ""\n\n', 'msgstr ""\n""\n\n', 1), "utf-8")
    return "fmt"


def _bound():
    translated(("One.", "Раз."))
    run("mark", "--machine", "engine", "ru")
    Path(PO).write_text(Path(PO).read_text("utf-8").replace("Раз.", "Раз!"), "utf-8")
    return "check", "--fix"


def _review():
    translated(("One.", "Раз."))
    (key,) = [m["key"] for m in json.loads(run("status", "ru", "--json"))["messages"] if m["state"] == "translated"]
    return "review", "ru", "--accept", key, "--as", "ash"


def _git():
    subprocess.run(["git", "init", "-q"], check=True)
    return "git-setup"


def _sides():
    for name in ("base", "ours", "theirs"):
        shutil.copy(PO, f"{name}.po")
    translated(("One.", "Раз."))
    shutil.copy(PO, "theirs.po")
    return "merge-driver", "base.po", "ours.po", "theirs.po"


def _merge():
    run("extract", "trees.md", "-o", "new.pot")
    return "merge", PO, "new.pot", "-o", "out.po"


WRITING = {
    "new": _new,
    "add": _add,
    "extract": _edited("extract"),
    "update": _edited("update"),
    "build": _done("build"),
    "publish": _done("publish"),
    "mark": _done("mark", "--machine", "engine", "ru"),
    "fmt": _wrapped,
    "check": _bound,
    "review": _review,
    "git-setup": _git,
    "merge-driver": _sides,
    "merge": _merge,
    "assemble": _done("assemble", "trees.md", "--po", PO, "-o", "out.md"),
}


def test_every_command_is_known_to_write_or_not():
    shown = {name for name, command in main.commands.items() if not command.hidden}
    assert shown == WRITING.keys() | READS_ONLY, "say in WRITING how the new command comes to write"


@pytest.mark.parametrize("name", WRITING)
def test_check_writes_nothing_and_tells_by_1_that_something_would_change(project, name):
    prepared = WRITING[name]()
    command = [prepared] if isinstance(prepared, str) else list(prepared)
    before = standing()
    said = run(*command, "--check", code=1)
    assert standing() == before
    assert "would" in said and not re.search(r"\bwrote\b|\bfiles? written", said), said
    assert tamizdat(*command).exit_code in (0, 1)
    assert standing() != before
    if name not in ("review", "merge-driver"):  # what is reviewed or merged is no longer what was asked for
        after = standing()
        run(*command, "--check")
        assert standing() == after


# Exit codes


@pytest.mark.parametrize("name", sorted(main.commands))
def test_an_option_that_nobody_knows_is_misuse(empty, name):
    assert "No such option" in run(name, "--nobody-knows-this", code=2)


@pytest.mark.parametrize("name", sorted(WRITING.keys() - {"new", "merge-driver", "merge", "assemble"} | READS_ONLY))
def test_outside_a_project_every_command_of_one_ends_with_2_and_says_how_to_start(empty, name):
    needed = {"add": ["ru"], "review": ["ru", "--json"], "mark": ["--human", "ru"], "log": ["ru"]}
    said = run(name, *needed.get(name, []), code=2)
    assert "there is no project here" in said and "tamizdat new" in said


def test_help_tells_all_exit_codes_that_the_readme_tells():
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    for code in "0123":
        assert re.search(rf"\b{code}\s\(", readme), f"exit code {code} is not explained"
        assert re.search(rf"\s{code} [a-z]", run("--help"))


def test_help_lists_every_command_with_a_summary_that_fits(empty):
    said = run("--help")
    for name, command in main.commands.items():
        assert command.hidden or re.search(rf"^  {name}  +\S.+", said, re.MULTILINE), name
    assert "..." not in said.replace("[ARGS]...", "") and max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("name", sorted(name for name, command in main.commands.items() if not command.hidden))
def test_the_example_in_the_help_works(empty, name):
    Path("essay.md").write_text(ESSAY)
    shutil.copy("essay.md", "my-essay.md")
    if name != "new":
        run("new", "essay.md", "--to", "ru")
        translated(*ALL, path="locales/ru/LC_MESSAGES/essay.po")
        shutil.copy("locales/essay.pot", "essay.pot")
        for copy in ("ru.po", "base.po", "mine.po", "other.po"):
            shutil.copy("locales/ru/LC_MESSAGES/essay.po", copy)
        subprocess.run(["git", "init", "-q"], check=True)
        subprocess.run(["git", "add", "."], check=True)
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, "commit", "-q", "-m", "a"], check=True)
    command = main.commands[name].epilog.removeprefix("Example: tamizdat ").split()
    run(*command, *(["--json"] if name == "review" else []))  # review itself needs a terminal


# What a person reads


def test_new_lists_what_it_made_and_what_to_do_next(empty):
    Path("trees.md").write_text(ESSAY)
    said = run("new", "trees.md", "--to", "ru")
    for name in ("source/trees.md", "locales/trees.pot", "locales/LINGUAS", PO, ".gitignore"):
        assert f"wrote {name}" in said
    assert "editions/index.html" in said
    assert said.splitlines()[-1] == f"Next: translate {PO} (Poedit opens it), then `tamizdat build ru`."


def test_an_essay_that_was_started_is_edited_where_new_put_it(project):
    Path("trees.md").write_text(ESSAY + "\nMore.\n")
    said = run("new", "trees.md", code=2)
    assert "source/trees.md" in said and "`tamizdat update`" in said


def test_what_check_found_ends_with_the_command_that_writes_it(project):
    Path("source/trees.md").write_text(ESSAY + "\nMore.\n")
    said = run("update", "--check", code=1)
    assert said.splitlines()[-1] == "Without --check, `tamizdat update` writes them." and "Next" not in said
    assert run("fmt").startswith("Nothing changed")
    _wrapped()
    assert run("fmt", "--check", code=1).splitlines()[-1] == "Without --check, `tamizdat fmt` writes it."


def test_a_second_essay_is_what_new_sends_people_to(project):
    Path("birds.md").write_text("# Birds\n")
    Path("zebras.md").write_text("# Zebras\n")
    run("new", "birds.md")
    assert "Next: translate locales/ru/LC_MESSAGES/zebras.po" in run("new", "zebras.md")


def test_a_catalog_that_has_just_begun_is_said_to_have_begun(project):
    Path("source/birds.md").write_text("# Birds\n\nThey fly.\n")
    said = run("update")
    assert "ru birds: begun, 2 segments" in said and "ru trees: nothing changed" in said


@pytest.mark.parametrize("command", ["update", "build", "new", "status", "add", "publish", "check", "mark", "wrong"])
def test_no_line_is_wider_than_the_terminal(empty, monkeypatch, command):
    monkeypatch.setenv("COLUMNS", "80")
    name = "an-essay-whose-name-is-long"
    Path(f"{name}.md").write_text(ESSAY)
    said = run("new", f"{name}.md", "--to", "ru,zh-Hans,be-tarask")
    Path(f"source/{name}.md").write_text(ESSAY.replace("Slowly, and", "Slowly and"))
    path = Path(f"locales/zh_Hans/LC_MESSAGES/{name}.po")
    path.write_text(path.read_text().replace('msgid "One."\nmsgstr ""', 'msgid "One."\nmsgstr "一。"'))
    run("mark", "--machine", "engine", "zh-Hans")
    commands = {
        "publish": (1, "publish"),
        "add": (0, "add", "de"),
        "check": (0, "check"),
        "mark": (0, "mark", "--human", "zh-Hans"),
        "wrong": (2, "update", "locales/zh_Hans"),
    }
    if command != "new":
        code, *words = commands.get(command, (0, command))
        said = run(*words, code=code)
    for line in said.splitlines():
        wide = sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line)
        assert wide <= 80 or line.count(" ") <= 1, line


def test_commands_and_paths_are_never_cut():
    line = "Next: translate locales/ru/LC_MESSAGES/essay.po (Poedit opens it), then `tamizdat build ru`."
    for width in range(1, 100):
        folded = list(fold(line, width))
        assert any("locales/ru/LC_MESSAGES/essay.po" in each for each in folded)
        assert any("`tamizdat build ru`" in each for each in folded)
        assert " ".join(" ".join(folded).split()) == line


def test_a_pipe_gets_whole_lines(project):
    assert all(not line.startswith(" ") for line in run("update").splitlines())


def test_one_word_is_no_words(empty):
    Path("trees.md").write_text("Trees.\n")
    run("new", "trees.md", "--to", "ru")
    assert "trees: 1 word, 1 segment\n" in run("status")
    Path("source/trees.md").write_text("Trees.\n\nBirds.\n")
    assert "1 new (1 word)" in run("update")
    assert not re.search(r"\b1 (words|segments|files|translations)\b", run("update") + run("status"))


# Words: the states are called what they are called in the README


def test_states_have_one_name_in_tables_and_messages(project):
    translated(*ALL[2:], fuzzy="Trees")
    Path("source/trees.md").write_text(ESSAY.replace("Trees grow.", "Trees grow slowly."))
    said = run("update")
    assert "words untranslated, 3 words outdated, 1 word draft" in said
    said = run("build")
    assert "in the original: 2 untranslated, 1 outdated, 1 draft" in said
    said = run("status")
    for word in ("translated", "draft", "outdated", "untranslated"):
        assert word in said.splitlines()[1].split()
    assert "reviewed" not in said.splitlines()[1] and "missing" not in said


def test_a_machines_passages_are_said_to_be_in_the_original_and_how_to_show_them(project):
    translated(("One.", "Раз."))
    run("mark", "--machine", "engine", "ru")
    said = run("build")
    assert "in the original: 6 untranslated, 1 machine" in said
    assert "1 segment is a machine’s: `tamizdat review ru` is for accepting them" in said


# status and fmt


def test_a_template_is_in_no_language(project):
    (row,) = json.loads(run("status", "locales/trees.pot", "--json"))["rows"]
    assert row["language"] is None and row["segments"]["untranslated"] == 7
    assert "(no language)" in run("status", "locales/trees.pot")


def test_a_catalog_without_messages_is_not_complete(empty):
    Path("a.po").write_text('msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n')
    said = run("status", "a.po")
    assert "a.po [ru]: there is nothing to translate in it" in said and "100" not in said
    (row,) = json.loads(run("status", "a.po", "--json"))["rows"]
    assert row["share"] is None
    assert "nothing is ready" in run("status", "a.po", "--fail-under", "1", code=1)


@pytest.mark.parametrize("command", [("status",), ("fmt",), ("merge", "x.pot", "-o", "-")])
def test_an_essay_where_a_catalog_belongs_is_told_which_command_reads_essays(empty, command):
    Path("trees.md").write_text(ESSAY)
    said = run(command[0], "trees.md", *command[1:], code=2)
    assert "trees.md" in said and "PO files" in said and "tamizdat new trees.md" in said


def test_a_file_where_a_language_belongs_is_told_so(project):
    assert "not a file" in run("update", PO, code=2)
    assert "trees is a document" in run("update", "trees", code=2)


def test_fmt_says_what_it_did(project):
    assert "Nothing changed: 2 files in the canonical form." in run("fmt")
    _wrapped()
    assert "1 of 2 files would be put into the canonical form." in run("fmt", "--check", code=1)
    assert "1 of 2 files put into the canonical form." in run("fmt")


# mark


def test_mark_says_how_many_it_marked_and_why_others_were_left(project):
    translated(("One.", "Раз."), ("Trees", "Деревья"), fuzzy="Trees")
    said = run("mark", "--machine", "engine", "ru")
    assert "2 translations marked as made by engine." in said
    assert "1 of them is fuzzy and stays so" in said and "5 segments untranslated" in said
    states = {m["source"]: m["state"] for m in json.loads(run("status", "ru", "--json"))["messages"]}
    assert (states["One."], states["Trees"]) == ("machine", "draft")
    said = run("mark", "--machine", "engine", "ru")
    assert "0 translations marked" in said and "2 were that already." in said


def test_a_fuzzy_translation_of_a_machine_is_a_machines_when_it_is_finished(project):
    translated(("Trees", "Деревья"), fuzzy="Trees")
    run("mark", "--machine", "engine", "ru")
    Path(PO).write_text(Path(PO).read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    states = {m["source"]: m["state"] for m in json.loads(run("status", "ru", "--json"))["messages"]}
    assert states["Trees"] == "machine"


def test_a_mark_keeps_its_day_when_it_is_made_again(project, monkeypatch):
    translated(("One.", "Раз."))
    run("mark", "--machine", "engine", "ru")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    run("mark", "--machine", "engine", "ru", "--check")


# Configuration


def test_two_configurations_are_refused_and_both_are_named(project):
    Path("tamizdat.toml").write_text('publish.from = "machine"\n')
    Path("pyproject.toml").write_text("[project]\nname = 'tamizdat-essays'\n")
    run("status")
    Path("pyproject.toml").write_text('[tool.tamizdat]\nlanguages = ["ru"]\n')
    said = run("status", code=2)
    assert "tamizdat.toml" in said and "pyproject.toml" in said


# assemble


def _lone(language="ru"):
    Path("essay.txt").write_text("Trees grow.\n")
    header = f'"Language: {language}\\n"\n' if language else ""
    Path("a.po").write_text(
        f'msgid ""\nmsgstr ""\n{header}"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Trees grow."\nmsgstr "درختان می‌رویند."\n',
        "utf-8",
    )


def test_assemble_is_told_the_language_of_a_catalog_that_does_not_say(empty):
    _lone(language="")
    run("assemble", "essay.txt", "--po", "a.po", "-o", "out.html", "--lang", "fa")
    assert '<html lang="fa" dir="rtl">' in Path("out.html").read_text("utf-8")


def test_assemble_does_not_believe_a_language_that_the_catalog_denies(empty):
    _lone()
    said = run("assemble", "essay.txt", "--po", "a.po", "-o", "out.html", "--lang", "fa", code=2)
    assert "a.po" in said and "ru" in said and "fa" in said and not Path("out.html").exists()


def test_assemble_writes_to_standard_output(empty):
    _lone(language="fa")
    result = tamizdat("assemble", "essay.txt", "--po", "a.po", "-o", "-")
    assert result.exit_code == 0 and "درختان می‌رویند." in result.stdout
    assert "1 of 1 segment translated" in result.stderr
    assert po.load(Path("a.po").read_bytes(), "a.po").locale == "fa"


# Where a part of the history is missing


def test_a_log_without_commits_says_so(project):
    subprocess.run(["git", "init", "-q"], check=True)
    assert "Nothing of it is committed yet" in run("log", "ru")


def test_the_language_of_the_source_is_told_from_one_that_is_not_begun(project):
    said = run("log", "en", code=2)
    assert "en is what this project is written in" in said and "tamizdat add" not in said
    assert "`tamizdat add fr` starts it" in run("log", "fr", code=2)


def test_languages_may_be_named_with_commas_between_in_add_as_in_new(project):
    run("add", "de,fa", "uk,", "be")
    assert Path("locales/LINGUAS").read_text().split() == ["ru", "de", "fa", "uk", "be"]
    assert "'' is no language code" in run("add", ",", code=2)


def test_a_code_that_leaves_the_script_open_is_taken_and_the_codes_that_do_not_are_named_in_new_and_add_alike(empty):
    Path("essay.md").write_text(ESSAY)
    begun = run("new", "essay.md", "--to", "zh")
    told = "[zh] note: this code leaves open in which script: zh-Hans, which is what it is taken for, or zh-Hant"
    assert told in begun and "[zh] note" not in run("add", "zh", "de"), "it has begun"
    Path("tamizdat.toml").touch()
    shutil.rmtree("locales")
    again = run("add", "zh", "zh-Hant")
    assert told in again and "[zh-Hant]" not in again
    assert notes(again) == notes(begun)
    assert "`tamizdat add zh-Hans`" in again and "locales/zh" in again


def notes(said):
    lines = said.splitlines()
    return [lines[at : at + 2] for at, line in enumerate(lines) if "note: this code" in line]


def test_what_one_chapter_is_written_in_is_a_language_that_others_are_translated_into(project):
    Path("source/other.md").write_text("---\nlang: de\n---\n\nWald.\n")
    assert "`tamizdat add en` starts it" in run("status", "en", code=2)
    run("add", "en")
    assert [path.name for path in Path("locales/en/LC_MESSAGES").iterdir()] == ["other.po"]
    assert "every document is written in" not in run("add", "de")


def test_what_a_shallow_clone_cannot_tell_ends_with_3(project, monkeypatch):
    translated(*ALL)
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (
        ["init", "-q"],
        ["add", "."],
        [*who, "commit", "-qm", "a"],
        [*who, "commit", "-qm", "b", "--allow-empty"],
    ):
        subprocess.run(["git", *command], check=True)
    assert "Nothing found" in run("check") and "7 translated" in run("log", "ru")
    subprocess.run(["git", "clone", "-q", "--depth", "1", project.as_uri(), "shallow"], check=True)
    monkeypatch.chdir("shallow")
    assert "cannot tell" in run("check", code=3)
    assert "a part of the history is missing" in run("log", "ru", code=3)
    assert "git fetch --unshallow" in run("status", "--since", "HEAD~1", code=3)
    assert "git fetch --unshallow" in run("status", "--since", "2001-01-01", code=3)
