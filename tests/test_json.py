"""`--json`: docs/json.md names each key that programs get, and no other."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n.cli import main

DOC = (Path(__file__).parent.parent / "docs/json.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## `tamizdat (.*?) --json`\n(.*?)(?=^## |\Z)", DOC, re.M | re.S))
COMMANDS = {
    "status [LANG…]": ("status", "ru", "de", "--json"),
    "status [LANG…] --since REV": ("status", "ru", "--since", "HEAD", "--json"),
    "log LANG": ("log", "ru", "--json"),
    "check [LANG…]": ("check", "--json"),
    "check --privacy PATH": ("check", "--privacy", ".", "--json"),
    "review LANG": ("review", "ru", "--all-states", "--json"),
}
# Names of states, of changes and of nothing that a program would ask for by its place.
COUNTED = re.compile(r"((?:segments|words))\.\w+$")


def keys(value, before=""):
    """Every place of a value that holds no other."""
    if isinstance(value, dict) and value:
        for key, one in value.items():
            yield from keys(one, f"{before}.{key}".removeprefix("."))
    elif isinstance(value, list) and value and not isinstance(value[0], str | int):
        for one in value:
            yield from keys(one, f"{before}[]")
    else:
        yield COUNTED.sub(r"\1.*", before)


def documented(section):
    rows = re.findall(r"^\| (`.*?) \|", SECTIONS[section], re.M)
    return {COUNTED.sub(r"\1.*", key) for row in rows for key in re.findall(r"`([^`]+)`", row)}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Committed with a review, a change of the source since, a lost number and a catalog that cannot be read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")  # 2026-01-02
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "a@example.org")
    Path("a.md").write_text("They grow slowly in the north.\n\nThere are 12 of them.\n")
    run("new", "a.md", "--to", "ru,de")
    po = Path("locales/ru/LC_MESSAGES/a.po")
    text = po.read_text("utf-8")
    for source, target in (("They grow slowly in the north.", "Растут."), ("There are 12 of them.", "Их 13.")):
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    po.write_text(text, "utf-8")
    every = [one["key"] for one in json.loads(run("review", "ru", "--json").stdout)["items"]]
    run("review", "ru", "--accept", every[0], "--accept", every[1], "--as", "anna")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "essay")):
        subprocess.run(("git", *words), check=True)
    source = Path("source/a.md")
    source.write_text(source.read_text().replace("slowly", "very slowly"))
    run("update")
    text = po.read_text("utf-8").replace('"Растут."', '"Растут там."')
    po.write_text(text, "utf-8")
    Path("locales/de/LC_MESSAGES/a.po").write_text("no catalog")


def run(*words):
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_document_names_each_key_that_programs_get(project, section):
    found = set(keys(json.loads(run(*COMMANDS[section]).stdout)))
    told = documented(section)
    assert {one for one in found if not any(_is_in(one, key) or _is_in(key, one) for key in told)} == set()
    assert {key for key in told if not any(_is_in(one, key) for one in found)} == set()


def _is_in(place, key):
    """Whether a place is that of a key, or in it."""
    return place == key or place.startswith((f"{key}[]", f"{key}."))


def test_each_command_with_json_is_in_the_document():
    having = {name for name, one in main.commands.items() if any("--json" in option.opts for option in one.params)}
    assert having == {section.split()[0] for section in SECTIONS} and COMMANDS.keys() == SECTIONS.keys()
