"""Seconds of a piece of work, each run in a process of its own: nothing is warm, nothing lives on.

Wall clocks tell how busy a machine is; CPU time tells what the work costs, and is what is measured where nothing
else is said. Work in Python runs in a fork, so that no cache or garbage of an earlier run helps or hurts it;
commands run cold.
"""

from __future__ import annotations

import gc
import math
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

Run = Callable[[], float]
"""Does the work once, and gives its CPU seconds; infinity when it was stopped for using too many."""

PATIENCE = 60
"""CPU seconds after which a run is stopped, unless another limit is given."""


class BenchError(Exception):
    """What was to be timed failed, so there is nothing to tell of its speed."""


def in_fork(work: Callable[..., object], *values: Any, patience: int = PATIENCE) -> Run:
    """A function and its arguments as something to run; callables among the arguments are called first, untimed."""

    def run() -> float:
        gc.collect()
        gc.freeze()  # else a fork's collector would visit, and so copy, all that is older than the fork
        reader, writer = os.pipe()
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _work_and_leave(work, values, patience, writer)
        os.close(writer)
        with os.fdopen(reader) as answer:
            told = answer.read()
        _, status = os.waitpid(child, 0)
        return math.inf if _is_stopped(status) else _expect_done(status, float(told or 0), str(values)[:60])

    return run


def _work_and_leave(work: Callable[..., object], values: Sequence[Any], patience: int, writer: int) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (patience, patience + 1))
        ready = [value() if callable(value) else value for value in values]
        start = time.process_time()
        work(*ready)
        os.write(writer, str(time.process_time() - start).encode())
        os._exit(0)
    except BaseException:  # whatever it was: two of us must not go on
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def of_command(*command: str | Path, patience: int = PATIENCE, finds: bool = False, waited: bool = False) -> Run:
    """A command line as something to run: a cold process, its output thrown away.

    ``finds``: it may end with 1, as checks do that have found something. ``waited``: the seconds are those that
    somebody waits for it, whose machine has several processors and nothing else to do.
    """

    def run() -> float:
        start = time.monotonic()
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=_ENVIRONMENT,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (patience, patience + 1)),
        )
        assert child.stderr is not None, "it was asked for"
        with child.stderr:
            said = child.stderr.read().decode(errors="replace")
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if _is_stopped(status):
            return math.inf
        status = 0 if finds and child.returncode == 1 else status
        seconds = time.monotonic() - start if waited else used.ru_utime + used.ru_stime
        return _expect_done(status, seconds, " ".join(map(str, command)), said)

    return run


def in_gigabytes(*command: str | Path) -> float:
    """The most memory that a command had at once."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    _expect_done(status, 0, " ".join(map(str, command)))
    return used.ru_maxrss * 1024 / 1e9


_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Where that is set, a cold command would compile its modules each time, but not those that pip installed."""


def _is_stopped(status: int) -> bool:
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)


def _expect_done(status: int, seconds: float, name: str, said: str = "") -> float:
    if status:
        raise BenchError(f"{name} ended with {os.waitstatus_to_exitcode(status)}\n{said}".rstrip())
    return seconds


def medians(runs: Sequence[Run], rounds: int, enough: float = math.inf) -> list[float]:
    """The median seconds of each; all run in turn, so that a busy minute strikes each alike.

    What has taken ``enough`` seconds sits out the further rounds: long runs need fewer.
    """
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, found in zip(runs, times, strict=True):
            if sum(found) < enough:
                found.append(run())
    return [median(found) for found in times]
