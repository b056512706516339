"""The pre-commit hook, beside the one that is there."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from .. import store
from ..errors import ProjectError
from .steps import Delete, Move, Step, Write

_SCRIPT = """\
#!/bin/sh
# Stages PO files in their canonical form, without names; `tamizdat git-setup --remove` takes this away.
git config --get tamizdat.project >/dev/null || exit 0
for t in tamizdat "$(git config tamizdat.command)"; do
    if "$t" --version >/dev/null 2>&1; then
        "$t" git-pre-commit
        exit
    fi
done
git diff --cached --name-only --diff-filter=d -- '*.po' '*.pot' | grep -q . || exit 0
echo "tamizdat is not here to take names out of the staged PO files. Put it on the PATH," >&2
echo "or commit them as they are: git commit --no-verify" >&2
exit 1
"""
_CALL = 'if [ -x "$0.tamizdat" ]; then "$0.tamizdat" || exit; fi # tamizdat git-setup\n'
_HOOK = f"#!/bin/sh\n{_CALL}"
_CHAIN = f'{_HOOK}if [ -x "$0.before-tamizdat" ]; then exec "$0.before-tamizdat" "$@"; fi\n'
_SHELL = re.compile(rb"#!\s*(?:/usr/bin/env\s+)?\S*\b(?:sh|bash|dash|ksh|zsh)(?:\s[^\n]*)?\n")


def hooking(hook: Path) -> Iterator[Step]:
    """Our script beside the hook, and a call of it: first thing in a shell script, else in a hook of ours that goes on
    to the one that was there."""
    script, former = hook.with_name("pre-commit.tamizdat"), hook.with_name("pre-commit.before-tamizdat")
    if not script.is_file() or store.read(script) != _SCRIPT.encode():
        yield Write(script, _SCRIPT.encode(), executable=True)
    if not _stands(hook):
        yield Write(hook, (_CHAIN if _stands(former) else _HOOK).encode(), executable=True)
        return
    text = store.read(hook) if hook.is_file() else b""
    if _CALL.encode() in text:
        return
    shell = _SHELL.match(text)
    if shell and not hook.is_symlink() and hook.stat().st_mode & stat.S_IXUSR:
        yield Write(hook, shell[0] + _CALL.encode() + text[shell.end() :])
    elif _stands(former):
        raise ProjectError("this file is in the way", place=str(former), advice="Look what it is, and move it away.")
    else:
        yield Move(hook, former)
        yield Write(hook, _CHAIN.encode(), executable=True)


def unhooking(hook: Path) -> Iterator[Step]:
    script, former = hook.with_name("pre-commit.tamizdat"), hook.with_name("pre-commit.before-tamizdat")
    text = store.read(hook) if hook.is_file() else b""
    if text == _CHAIN.encode() and _stands(former):
        yield Move(former, hook)
    elif text in (_HOOK.encode(), _CHAIN.encode()):
        yield Delete(hook)
    elif _CALL.encode() in text:
        yield Write(hook, text.replace(_CALL.encode(), b""))
    if script.exists():
        yield Delete(script)


def _stands(path: Path) -> bool:
    return path.exists() or path.is_symlink()
