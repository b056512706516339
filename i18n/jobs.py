"""Work on several processors at once: the same results in the same order as one after the other, only sooner.

Processes are forks, so what the work needs goes to them for nothing, and only results travel, each fork's through a
pipe of its own. What cannot be had from them (an error, a result that cannot travel, a process that was killed or
could not begin) is worked out here once more: nobody can tell by the outcome that there were others. Neither threads
nor semaphores take part, of which a machine may have none left.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

WORTH = 400_000
"""The least work that is shared out, in characters of text: less is done before other processes have begun."""
MOST = 8
"""How many processes are started at most: each may take the memory of a whole edition."""
TICKETS = 1024
"""Into how many parts the work falls at most: their numbers must fit into a pipe, whose least size is a page."""
_TICKET = 4
"""The bytes of a number that stands for a part of the work, or for a result."""


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
    task = _Task(work, items, baggage.pack)
    return _here_if_lost(work, items, _from_others(task, count), baggage.unpack)


def _here_if_lost(
    work: Callable[[T], R], items: Sequence[T], found: Iterable[bytes | None], unpack: Callable[[T, Any], R]
) -> Iterator[R]:
    for item, data in zip(items, found, strict=True):
        yield work(item) if data is None else unpack(item, pickle.loads(data))  # noqa: S301  written by a fork of this


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _may_fork() -> bool:
    """Whether this process has one thread: what others have locked stays locked in a fork, libraries' too."""
    try:
        return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


class _Task(NamedTuple):
    """What the forks are for."""

    work: Callable[[Any], Any]
    items: Sequence[Any]
    pack: Callable[[Any], Any]


class _Fork(NamedTuple):
    """A process of ours, and where its results come from."""

    pid: int
    results: Connection[Any, Any]


def _from_others(task: _Task, count: int) -> Iterator[bytes | None]:
    """The pickled result of each item, as soon as those before have come; None where it was not to be had."""
    from multiprocessing.connection import wait

    forks: list[_Fork] = []
    found: dict[int, bytes] = {}
    try:
        _begin(task, count, forks)
        for index in range(len(task.items)):
            while forks and index not in found:
                ready = wait([fork.results for fork in forks])
                for fork in [fork for fork in forks if fork.results in ready]:
                    try:
                        number = int.from_bytes(fork.results.recv_bytes(), "big")
                        found[number] = fork.results.recv_bytes()
                    except (EOFError, OSError):  # it has done all that was left, or was killed
                        _bury(fork, forks)
            yield found.pop(index, b"") or None
    finally:
        for fork in forks:
            with suppress(ProcessLookupError):
                os.kill(fork.pid, signal.SIGKILL)
        while forks:
            _bury(forks[0], forks)


def _bury(fork: _Fork, forks: list[_Fork]) -> None:
    forks.remove(fork)
    fork.results.close()
    with suppress(ChildProcessError):  # whoever began this process wants to hear of no children
        os.waitpid(fork.pid, 0)


def _begin(task: _Task, count: int, forks: list[_Fork]) -> None:
    """Add as many forks as there may be: processes, memory and open files are all limited."""
    parts = min(TICKETS, len(task.items))
    with suppress(OSError):
        tickets, tell = os.pipe()
        try:
            os.write(tell, b"".join(number.to_bytes(_TICKET, "big") for number in range(parts)))
            os.close(tell)  # so that whoever takes the last one knows
            for _ in range(count):
                _fork(task, tickets, forks)
        finally:
            os.close(tickets)


def _fork(task: _Task, tickets: int, forks: list[_Fork]) -> None:
    """Add a fork; nobody interrupts before it is known here, and before it knows what to do then."""
    from multiprocessing.connection import Pipe

    home = os.getpid()
    ours, theirs = Pipe(duplex=False)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        pid = os.fork()
        if pid == 0:
            _serve(task, tickets, theirs, home, before)
        forks.append(_Fork(pid, ours))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()


def _serve(task: _Task, tickets: int, results: Connection[Any, Any], home: int, mask: Iterable[int]) -> NoReturn:
    """In a fork: do what nobody else does, and end without a word when all is done, or interrupted, or home is gone."""
    try:
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        _end_with(home)
        parts = min(TICKETS, len(task.items))
        while ticket := os.read(tickets, _TICKET):
            for index in range(int.from_bytes(ticket, "big"), len(task.items), parts):
                done = _done(task, index)
                results.send_bytes(index.to_bytes(_TICKET, "big"))
                results.send_bytes(done)
    finally:
        os._exit(0)


def _end_with(home: int) -> None:
    """This process is killed when the one that began it has ended, of whatever."""
    with suppress(ImportError, OSError, AttributeError):  # it ends a little later then: nobody reads its results
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != home:
        os._exit(0)


_PR_SET_PDEATHSIG = 1


def _done(task: _Task, index: int) -> bytes:
    """A result, pickled; nothing where there is none: it happens again, and is told, where the result is wanted."""
    try:
        return pickle.dumps(task.pack(task.work(task.items[index])), pickle.HIGHEST_PROTOCOL)
    except BaseException:  # panics of libraries too, which are no exceptions
        return b""
