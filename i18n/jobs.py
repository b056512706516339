"""Work on several processors at once: the same results in the same order as one after the other, only sooner.

Processes are forks, so what the work needs goes to them for nothing, and only results travel. What cannot be had
from them (an error, a result that cannot travel, a process that was killed) is worked out here once more: nobody
can tell by the outcome that there were others.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH = 400_000
"""The least work that is shared out, in characters of text: less is done before other processes have begun."""
MOST = 8
"""How many processes are started at most: each may take the memory of a whole edition."""


class Baggage(NamedTuple):
    """How a result travels: what is left of it under way, and what becomes of that at home, given the item."""

    pack: Callable[[Any], Any]
    unpack: Callable[[Any, Any], Any]


WHOLE = Baggage(lambda result: result, lambda _, result: result)


def each(work: Callable[[T], R], items: Sequence[T], size: int, baggage: Baggage = WHOLE) -> Iterator[R]:
    """What ``work``, which must change nothing, makes of each item, in order; ``size`` is how much text they are."""
    count = min(MOST, len(items), _processors()) if size >= WORTH else 1
    if count < 2 or not _may_fork():
        return map(work, items)
    return _here_if_lost(work, items, _from_others(work, items, count, baggage.pack), baggage.unpack)


def _here_if_lost(
    work: Callable[[T], R], items: Sequence[T], found: Iterable[bytes | None], unpack: Callable[[T, Any], R]
) -> Iterator[R]:
    for item, data in zip(items, found, strict=True):
        yield work(item) if data is None else unpack(item, pickle.loads(data))  # noqa: S301  written by a fork of this


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _may_fork() -> bool:
    """Whether this process has one thread: what others have locked stays locked in a fork, libraries' too."""
    tasks = Path("/proc/self/task")
    return sys.platform == "linux" and tasks.is_dir() and len(list(tasks.iterdir())) == 1


class _Task(NamedTuple):
    """What the forks are for: known to them because it is set before they are made, as a function may not travel."""

    work: Callable[[Any], Any]
    items: Sequence[Any]
    pack: Callable[[Any], Any]


_task: _Task | None = None


def _from_others(
    work: Callable[[T], R], items: Sequence[T], count: int, pack: Callable[[R], Any]
) -> Iterator[bytes | None]:
    """The pickled result of each item, as soon as those before have come; None where it was not to be had."""
    global _task
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    try:
        pool = ProcessPoolExecutor(count, get_context("fork"), _begin)
    except (ImportError, OSError):  # a system without semaphores
        yield from [None] * len(items)
        return
    _task = _Task(work, items, pack)
    try:
        told = 0
        with suppress(BrokenProcessPool):
            for future in [pool.submit(_done, index) for index in range(len(items))]:
                yield future.result()
                told += 1
        yield from [None] * (len(items) - told)
    finally:
        pool.shutdown(cancel_futures=True)
        _task = None


def _begin() -> None:
    """In a fork: it ends without a word where its parent is interrupted, and when its parent is gone."""
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = parent_process()
    assert parent is not None, "this is a fork"

    def leave() -> None:
        parent.join()
        os._exit(1)

    Thread(target=leave, daemon=True).start()


def _done(index: int) -> bytes | None:
    assert _task is not None, "set before the fork"
    try:
        return pickle.dumps(_task.pack(_task.work(_task.items[index])), pickle.HIGHEST_PROTOCOL)
    except Exception:  # it happens again, and is told, where the result is wanted
        return None
