"""What the bench compares with is what it says it is."""

import subprocess
import sys
from pathlib import Path

import pytest

from .bench import rivals


@pytest.fixture
def mdpo(tmp_path, monkeypatch):
    """A library of that name, and beside Python and on the path the command that another package calls the same."""
    other = tmp_path / "bin" / "po2md"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\necho another\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(other.parent))
    library = tmp_path / "library" / "mdpo"
    for name in ("md2po", "po2md", "md2po2md"):
        (library / name).mkdir(parents=True)
        (library / name / "__init__.py").touch()
        (library / name / "__main__.py").write_text(f"print('{name} of mdpo')\n")
    (library / "__init__.py").touch()
    for loaded in [name for name in sys.modules if name.split(".")[0] == "mdpo"]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.syspath_prepend(library.parent)
    monkeypatch.setenv("PYTHONPATH", str(library.parent))


@pytest.mark.parametrize("name", ["md2po", "po2md", "md2po2md"])
def test_mdpo_is_measured_and_not_the_command_of_another_package_with_the_same_name(mdpo, name):
    said = subprocess.run(rivals.found(name), capture_output=True, text=True, check=True).stdout
    assert said == f"{name} of mdpo\n"


def test_where_mdpo_is_not_installed_its_namesake_is_not_taken_for_it(mdpo, monkeypatch):
    monkeypatch.setattr(sys, "path", [one for one in sys.path if not (Path(one) / "mdpo").is_dir()])
    assert not rivals.found("po2md")


def test_other_programs_are_looked_for_where_commands_are(mdpo, tmp_path):
    (tmp_path / "bin" / "po2md").rename(tmp_path / "bin" / "po4a")
    assert rivals.found("po4a") == (str(tmp_path / "bin" / "po4a"),) and rivals.found("po4a-none") == ()
