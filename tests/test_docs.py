"""The documents say what is: every session was made by running it, every command is in the table."""

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from i18n import config
from i18n.catalog.segmentation import KINDS
from i18n.cli import main
from i18n.editions.policy import LOWEST, Incomplete
from i18n.editions.writers import writers
from i18n.errors import ProjectError
from i18n.project import DEFAULT_LANGUAGE

from .readme import DOCUMENTS, ROOT, renewed


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sessions_show_what_the_commands_print(name):
    text = (ROOT / name).read_text("utf-8")
    assert renewed(text) == text, "run `python -m tests.readme` and look at what changed"


def test_every_command_is_in_the_readme_and_its_help_ends_with_an_example():
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, command in main.commands.items():
        if command.hidden:
            continue
        assert f"`tamizdat {name}" in readme
        text = CliRunner().invoke(main, [name, "--help"]).output
        assert re.search(rf"Example: tamizdat {name}\b[^\n]*\n*$", text), name
        assert max(map(len, text.splitlines())) <= 80


def test_links_in_the_documents_lead_somewhere():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\((?!https?:|[#…])([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def rows_of_the_configuration():
    text = (ROOT / "docs/configuration.md").read_text("utf-8")
    return {
        key: (values, default)
        for key, values, default in re.findall(r"^\| `([\w.-]+)` \| (.+?) \| (.+?) \|", text, re.M)
    }


def test_every_key_of_the_configuration_has_its_row_with_its_default():
    rows = rows_of_the_configuration()
    assert sorted(rows) == sorted(config._NAMES.values())
    stated = [f"{key} = {default.strip('`')}\n" for key, (_, default) in rows.items() if default.startswith("`")]
    left = [key for key, (_, default) in rows.items() if not default.startswith("`")]
    found = config.load("".join(stated), "tamizdat.toml")
    language, policy = found.source_language, found.publish_policy
    assert (language, policy) == (DEFAULT_LANGUAGE, {"default": "mix"})
    assert replace(found, source_language=None, publish_policy={}) == config.Config()
    assert left == ["languages", "formats", "title", "site", "credits"]


def test_the_values_of_the_configuration_are_those_that_are_taken():
    rows = rows_of_the_configuration()
    known = {"segmentation": KINDS, "publish.from": LOWEST, "publish.policy": Incomplete}
    for key, values in known.items():
        assert re.findall('`"(\\w+)"`', rows[key][0]) == list(values)
    for key, (values, _) in rows.items():
        if found := re.fullmatch(r"(\d+) to (\d+)", values):
            low, high = map(int, found.groups())
            for fits in (low, high):
                config.load(f"{key} = {fits}", "tamizdat.toml")
            for outside in (low - 1, high + 1):
                with pytest.raises(ProjectError):
                    config.load(f"{key} = {outside}", "tamizdat.toml")


def test_the_documents_name_every_format():
    text = (ROOT / "docs/configuration.md").read_text("utf-8")
    (row,) = (line for line in text.splitlines() if line.startswith("| `formats`"))
    assert {f'"{suffix[1:]}"' for suffix in writers()} == set(re.findall('`("[^`]+")`', row))


def test_what_the_documents_write_in_toml_is_taken():
    for path in ROOT.glob("docs/*.md"):
        for text in re.findall(r"```toml\n(.*?)```", path.read_text("utf-8"), re.S):
            assert config.load(text, path.name) != config.Config()
