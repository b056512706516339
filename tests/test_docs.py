"""The documents say what is: every session was made by running it, every command is in the table."""

import re

import pytest
from click.testing import CliRunner

from i18n.cli import main

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
