"""``python -m tests.bench``: how long everything takes, each figure beside its limit.

Exits with 0 whether the limits hold or not (this measures, it is no test), with 2 when it cannot measure.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence

from i18n import __version__

from . import cold, commands, growth, hostile, realign, rivals, segmentation, steep
from .clock import BenchError
from .table import Section, data, lines

SECTIONS: Mapping[str, Sequence[Callable[[], Section]]] = {
    "cold": (cold.measure,),
    "growth": (growth.measure,),
    "steep": (steep.measure,),
    "rivals": (rivals.twenty, rivals.measure),
    "commands": (commands.changed, commands.many, commands.formats),
    "sentences": (segmentation.measure,),
    "realign": (realign.scripted, realign.book),
    "hostile": (hostile.documents, hostile.catalogs, hostile.all_changed),
}


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    start = time.monotonic()
    sections: list[Section] = []
    if not options.json:
        print(*_about(), sep="\n", flush=True)
    try:
        for name in options.only or SECTIONS:
            for measure in SECTIONS[name]:
                sections.append(measure())
                if not options.json:
                    print("", *lines(sections[-1]), sep="\n", flush=True)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"about": _facts(), "sections": list(map(data, sections))}, ensure_ascii=False, indent=2))
    else:
        print("", *_summary(sections, time.monotonic() - start), sep="\n")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="data for programs")
    parser.add_argument("only", nargs="*", metavar="SECTION", help=f"one of {', '.join(SECTIONS)} (default: all)")
    options = parser.parse_args(arguments)
    if unknown := set(options.only) - set(SECTIONS):
        parser.error(f"no section is called {', '.join(sorted(unknown))}")
    return options


def _facts() -> dict[str, str | int]:
    return {
        "tamizdat": __version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count() or 1,
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _about() -> tuple[str, ...]:
    facts = _facts()
    return (
        f"tamizdat {facts['tamizdat']}, Python {facts['python']}, {facts['machine']}, "
        f"{facts['cores']} cores, load {facts['load']}",
        "CPU seconds; medians of up to 3 runs in turn (15 for cold commands), each in a new process.",
    )


def _summary(sections: Sequence[Section], seconds: float) -> tuple[str, ...]:
    judged = [figure for section in sections for figure in section.figures if figure.holds is not None]
    over = [figure.name for figure in judged if not figure.holds]
    return (
        f"{len(judged) - len(over)} of {len(judged)} limits hold; measured in {seconds:.0f} s.",
        *(f"  NOT KEPT: {name}" for name in over),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
