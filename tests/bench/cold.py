"""What a person waits for: whole commands in processes of their own, beside the least that click costs."""

from __future__ import annotations

import sys
from pathlib import Path

from .clock import BenchError, medians, of_command
from .table import Figure, Section, Value

ROUNDS = 15
HELP_LIMIT, ESSAY_LIMIT = Value(1.5, "×"), Value(0.2, "s")
ESSAY = Path(__file__).parents[2] / "source" / "united-we-stand.md"


def measure() -> Section:
    python, command = sys.executable, tamizdat()
    runs = {
        "python -c 'pass'": of_command(python, "-c", "pass"),
        "python -c 'import click'": of_command(python, "-c", "import click"),
        "tamizdat --help": of_command(command, "--help"),
        "tamizdat extract ESSAY -o -": of_command(command, "extract", ESSAY, "-o", "-"),
    }
    for warm_up in runs.values():
        warm_up()
    times = medians(tuple(runs.values()), ROUNDS)
    pairs = [(Value(time, "s"), Value(time / times[1], "×")) for time in times]
    demands = ((), (), (pairs[2][1], HELP_LIMIT), (pairs[3][0], ESSAY_LIMIT))
    figures = (Figure(name, pair, *demand) for name, pair, demand in zip(runs, pairs, demands, strict=True))
    notes = (f"--help: at most {HELP_LIMIT} click alone; the essay ({ESSAY.name}): at most {ESSAY_LIMIT}.",)
    return Section("A cold command", ("CPU", "to click"), tuple(figures), notes)


def tamizdat() -> Path:
    """The command as it is installed beside this Python."""
    path = Path(sys.executable).with_name("tamizdat")
    if not path.exists():
        raise BenchError(f"there is no {path}: run `make bench`, which installs it")
    return path
