"""The command line: parse, call one verb, print, exit. 0 done, 1 findings or would change, 2 misuse, 3 cannot tell."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from .. import __version__
from ..errors import HistoryError, TamizdatError
from . import catalogs, check, common, editions, files, git, history, merge, review, start

SELDOM = 1_000_000
"""Objects made before Python looks for cycles among them: a command is short and makes few, and looking took a fifth
of a build."""


class Commands(click.Group):
    """A group whose commands end with one clear message, whatever is wrong; never with a traceback."""

    def main(self, *args: Any, **options: Any) -> Any:
        gc.set_threshold(SELDOM)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a terminal or pipe that lacks a letter is no reason to stop
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **options)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by what they are for, in the order of the work."""
        shown = {name: command for name in self.list_commands(ctx) if not (command := self.commands[name]).hidden}
        longest = max(map(len, shown))
        for title, names in _sections(tuple(shown)):
            if names:
                room = formatter.width - 6 - longest
                rows = [(name.ljust(longest), shown[name].get_short_help_str(room)) for name in names]
                with formatter.section(title):
                    formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("TAMIZDAT_DEBUG") and not isinstance(error, TamizdatError):
                raise
            common.say(f"tamizdat: {_told(error)}", err=True)
            ctx.exit(common.CANNOT_TELL if isinstance(error, HistoryError) else 2)


SECTIONS = {
    "An essay and its languages": ("new", "add", "update", "status", "build", "publish"),
    "Translations": ("review", "mark", "check", "fmt", "log"),
    "Git": ("git-setup", "merge-driver"),
    "Files outside any project": ("extract", "merge", "assemble"),
}
"""The commands as `--help` lists them; others follow in a section of their own."""


def _sections(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    yield from ((title, [name for name in listed if name in names]) for title, listed in SECTIONS.items())
    yield "More", [name for name in names if not any(name in listed for listed in SECTIONS.values())]


def _told(error: Exception) -> str:
    """What went wrong, and what can be done."""
    if isinstance(error, TamizdatError):
        return str(error)
    if isinstance(error, RecursionError | MemoryError):
        return "this input is too large or nests too deeply; nothing was written"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):  # files are the store's matter
        return "what this prints goes to a full disk\n  Make room there and run the same command again."
    name = type(error).__name__
    return f"a mistake of ours ({name}: {error})\n  Please report it, with what TAMIZDAT_DEBUG=1 prints."


EPILOG = """\b
Every command that writes has --check. Exit codes:
  0 done   1 findings, or would change   2 misuse   3 cannot tell

\b
Example: an essay of your own, and its first Russian edition
  tamizdat new my-essay.md --to ru
  (translate locales/ru/LC_MESSAGES/my-essay.po in Poedit or any editor)
  tamizdat build
  (open editions/index.html)
"""


@click.group(
    "tamizdat",
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="tamizdat")
@click.option("-C", "folder", metavar="DIR", default=".", help="The project's folder, or one in it (default: here).")
@click.pass_context
def main(ctx: click.Context, folder: str) -> None:
    """Take an essay from the language it was written in to published editions in every other language.

    Each language has a catalog in locales/: a PO file, which Poedit, Weblate or any editor opens.
    """
    ctx.obj = folder


ROOMS = (start, catalogs, review, editions, check, history, files, merge, git)
for command in (command for room in ROOMS for command in room.COMMANDS):
    main.add_command(command)

if __name__ == "__main__":
    sys.exit(main())
