"""Processes of another user, who may read all and write nothing that is not his. Only root may begin such."""

from __future__ import annotations

import subprocess

import pytest

NOBODY = 65534
MAY_READ = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
"""Python itself may stand where only root can read."""


def as_nobody() -> tuple[str, ...]:
    """The words before a command that nobody shall run; skips the test, with the reason, where that cannot be done."""
    words = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *MAY_READ)
    try:
        done = subprocess.run((*words, "true"), capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("setpriv is not installed (Debian has it in util-linux)")
    if done.returncode:
        pytest.skip(f"no process of another user can begin here: {done.stderr.strip()}")
    return words
