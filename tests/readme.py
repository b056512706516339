"""Runs the sessions in the documents and writes their real output back: ``python -m tests.readme``.

A session is a ``console`` block below a line ``<!-- session: NAME -->``. Its lines that begin
with ``$`` are run by bash, one after the other, in a folder of its own; blocks of one name share
it. The session ``essay`` begins with this project's source/ and locales/, others with nothing.
With ``keys: a q`` the commands of a block run at a terminal of 80 columns, where these are pressed,
the last of them at the prompt that says ``[q]uit``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md",)
_BLOCK = re.compile(
    r"(<!-- session: (?P<name>\S+)(?: keys: (?P<keys>[^\n]+))? -->\n```console\n)(?P<body>.*?)(?P<end>```)", re.DOTALL
)
_HEREDOC = re.compile(r"<<\s*'?(\w+)'?")


def renewed(text: str) -> str:
    """The document with every session's output as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        places: dict[str, Path] = {}

        def run(found: re.Match[str]) -> str:
            place = places.get(found["name"]) or _place(Path(folder), found["name"])
            places[found["name"]] = place
            keys = (found["keys"] or "").split()
            run_one = partial(_run_at_terminal, keys=keys) if keys else _run
            return found[1] + "".join(run_one(command, place) for command in _commands(found["body"])) + found["end"]

        return _BLOCK.sub(run, text)


def _place(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir()
    if name == "essay":
        for part in ("source", "locales"):
            shutil.copytree(ROOT / part, place / part)
        (place / "tamizdat.toml").write_text('publish.from = "machine"\n')
    return place


def _commands(body: str) -> list[str]:
    """The commands of a session, each with the lines of its here-document."""
    commands: list[str] = []
    end = None
    for line in body.splitlines():
        if end is not None:
            commands[-1] += "\n" + line
            end = None if line.strip() == end else end
        elif line.startswith("$ "):
            commands.append(line[2:])
            heredoc = _HEREDOC.search(line)
            end = heredoc[1] if heredoc else None
    return commands


def _run(command: str, place: Path) -> str:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=_environment(place),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return f"$ {command}\n{done.stdout}"


def _run_at_terminal(command: str, place: Path, keys: Sequence[str]) -> str:
    from .terminal import Terminal

    shown = ""
    with Terminal(["bash", "-c", command], cwd=place, env=_environment(place)) as terminal:
        for at, key in enumerate(keys, 1):
            shown += f"{terminal.expect('[q]uit' if at == len(keys) else '[?] help')} {key}"
            terminal.press(key)
        shown += terminal.finish()[0]
    return f"$ {command}\n" + "".join(f"{line.rstrip()}\n" for line in shown.strip("\n").split("\n"))


def _environment(place: Path) -> dict[str, str]:
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "SOURCE_DATE_EPOCH": "1767312000",
        "COLUMNS": "80",
        "TERM": "xterm",
        "NO_COLOR": "1",
    }


if __name__ == "__main__":
    for name in DOCUMENTS:
        path = ROOT / name
        path.write_text(renewed(path.read_text("utf-8")), "utf-8")
