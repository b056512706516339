"""A program at a pseudo-terminal of 80 columns: what it shows, and keystrokes for it."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>]|[\r\x07]")
_BEGUN = re.compile(r"\x1b(\[[0-9;?]*[ -/]*)?\Z")  # the rest comes with the next bytes


def _at_a_terminal():
    """So that Ctrl-C interrupts, also where the tests run in the background, which ignores it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A running program; `expect` waits for what it shows, `press` types."""

    def __init__(self, command, *, cwd, env, rows=60, columns=80):
        self.end, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_at_a_terminal,
        )
        os.close(theirs)
        self.shown = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def press(self, keys):
        os.write(self.end, keys.encode())

    def expect(self, text, seconds=20.0):
        """What was shown up to and with a text; fails when it does not come."""
        until = time.monotonic() + seconds
        while text not in self.shown:
            left = until - time.monotonic()
            assert left > 0, f"{text!r} did not appear, but:\n{self.shown}"
            if not self._read(left):
                assert text in self.shown, f"it ended, and showed:\n{self.shown}"
        head, _, self.shown = self.shown.partition(text)
        return head + text

    def finish(self, seconds=20.0):
        """The rest of what is shown, and the exit code."""
        until = time.monotonic() + seconds
        while self._read(until - time.monotonic()):
            pass
        return self.shown, self.process.wait(max(1.0, until - time.monotonic()))

    def _read(self, seconds):
        ready, _, _ = select.select([self.end], [], [], max(0.0, seconds))
        try:
            data = os.read(self.end, 65536) if ready else b""
        except OSError:  # EIO: nobody is at the other end any more
            data = b""
        shown = self.shown + self._decoder.decode(data)
        begun = _BEGUN.search(shown)
        whole = begun.start() if begun else len(shown)
        self.shown = _CONTROL.sub("", shown[:whole]) + shown[whole:]
        return bool(data)

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.end)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
