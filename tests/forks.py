"""Real processes of tamizdat that begin at once: a server that has imported everything forks one for each call.

A cold interpreter spends most of its life in imports, where a kill can do no harm, and hundreds of them take minutes.
A fork runs the very same command in a process of its own, which dies of a real ``kill -9``; only the imports are done
already. `Server` begins such processes for tests, `Server.program` is a command ``tamizdat`` for git to call.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).parent.parent

CLIENT = """\
#!{python} -IS
import os, socket, sys
here = socket.socket(socket.AF_UNIX)
here.connect({path!r})
words = [os.getcwd(), str(len(sys.argv) - 1), *sys.argv[1:], *(f"{{name}}={{value}}" for name, value in os.environ.items())]
socket.send_fds(here, ["\\0".join(words).encode("utf-8", "surrogateescape")], [0, 1, 2])
here.shutdown(socket.SHUT_WR)
answers = here.makefile()
answers.readline()
code = int(answers.readline())
os._exit(code if code >= 0 else 128 - code)
"""


class Server:
    """Forks a process of tamizdat for each call; a context manager."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.path = folder / "forks"
        mine = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.forks", str(self.path)],
            cwd=ROOT,
            env={**mine, "SOURCE_DATE_EPOCH": "1767312000", "PYTHONWARNINGS": "error", **environment},
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout and self.process.stdout.readline() == b"ready\n"

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()

    def begin(self, folder: Path, *words: str) -> Running:
        """A process of ``tamizdat WORDS`` in a folder, which has begun; what it says goes into a pipe."""
        here = socket.socket(socket.AF_UNIX)
        here.connect(str(self.path))
        ours, theirs = os.pipe()
        told = "\0".join([str(folder), str(len(words)), *words]).encode("utf-8", "surrogateescape")
        socket.send_fds(here, [told], [0, theirs, theirs])
        here.shutdown(socket.SHUT_WR)
        os.close(theirs)
        return Running(here, ours)

    def run(self, folder: Path, *words: str, code: int | None = 0) -> str:
        """What such a process says, when it has ended with this code."""
        running = self.begin(folder, *words)
        said, ended = running.end()
        assert code is None or ended == code, (words, ended, said)
        return said

    def seconds(self, folder: Path, *words: str, code: int = 0) -> float:
        """How long such a process takes."""
        began = time.perf_counter()
        self.run(folder, *words, code=code)
        return time.perf_counter() - began

    def program(self, path: Path) -> Path:
        """A file that is the command ``tamizdat``, for git and hooks to call."""
        path.write_text(CLIENT.format(python=sys.executable, path=str(self.path)))
        path.chmod(0o755)
        return path


class Running:
    """A process that has begun."""

    def __init__(self, here: socket.socket, output: int) -> None:
        self.answers = here.makefile()
        here.close()
        self.output = output
        self.pid = int(self.answers.readline())

    def lives(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> bool:
        """Kill it with -9; gives whether that found it alive, so that it died of this."""
        with contextlib.suppress(ProcessLookupError):  # it has ended and is buried
            os.kill(self.pid, signal.SIGKILL)
        return self.end()[1] == -signal.SIGKILL

    def end(self) -> tuple[str, int]:
        """What it said, and its exit code (negative: the signal that it died of)."""
        with os.fdopen(self.output, "rb") as output:
            said = output.read().decode("utf-8", "replace")
        with self.answers as answers:
            return said, int(answers.readline())


def serve(path: str) -> None:
    """Fork a process for every caller, who is told its number when it begins and its code when it ends."""
    _warm_up()
    door = socket.socket(socket.AF_UNIX)
    door.bind(path)
    door.listen(64)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    callers: dict[int, socket.socket] = {}
    ended, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        for ready in select.select([door, ended], [], [])[0]:
            if ready is door:
                _answer(door, callers, Path(f"{path}.log"))
            else:
                os.read(ended, 4096)
                _bury(callers)


def _warm_up() -> None:
    """Every command once, so that what it imports is here."""
    from click.testing import CliRunner

    from i18n.cli import main

    base = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("e.md").write_text("# One\n\nTwo thre. Four five.\n")
        # What sets PDF starts threads, which a fork does not have: it would wait for them for ever.
        Path("tamizdat.toml").write_text('formats = ["html", "epub", "md", "txt"]\n')
        words = [
            *("new e.md --to ru", "update --trivial --yes", "update", "status", "check", "fmt", "build", "publish"),
            *(f"merge {PO} locales/e.pot -o {PO}", f"merge-driver {PO} {PO} {PO}", f"review ru --accept {ID} --as ash"),
            "--version",
        ]
        edits = {1: ("thre.", "three."), 2: ("Four", "Forty")}  # a typo, for which dictionaries are asked; a change
        for number, each in enumerate(words):
            if number in edits:
                source = Path("source/e.md")
                source.write_text(source.read_text().replace(*edits[number]))
            CliRunner().invoke(main, each.split())
            if number == 0:
                Path(PO).write_text(Path(PO).read_text().replace('five."\nmsgstr ""', 'five."\nmsgstr "A."'))
        os.chdir(base)


PO, ID = "locales/ru/LC_MESSAGES/e.po", "00000000"


def _answer(door: socket.socket, callers: dict[int, socket.socket], log: Path) -> None:
    caller = door.accept()[0]
    told, streams, *_ = socket.recv_fds(caller, 1 << 16, 3)
    while more := caller.recv(1 << 16):
        told += more
    folder, count, *rest = told.decode("utf-8", "surrogateescape").split("\0")
    words, environment = rest[: int(count)], rest[int(count) :]
    if (pid := os.fork()) == 0:
        door.close()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        # Python's own streams remember whether what they began with, a file say, can be rewound.
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
        os.chdir(folder)
        os.environ |= dict(each.split("=", 1) for each in environment)
        _run(caller, words)
    for stream in streams:
        os.close(stream)
    with contextlib.suppress(OSError):  # it may have left by now
        caller.sendall(b"%d\n" % pid)
    with log.open("a") as file:
        file.write(f"{pid} {' '.join(words)}\n")
    callers[pid] = caller


def _run(caller: socket.socket, words: list[str]) -> None:
    from i18n.cli import main

    caller.close()
    code = 70
    try:
        main(words, prog_name="tamizdat")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _bury(callers: dict[int, socket.socket]) -> None:
    """Tell the callers of processes that have ended how they did."""
    while callers:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        with contextlib.suppress(OSError), callers.pop(pid) as caller:
            caller.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    serve(sys.argv[1])
