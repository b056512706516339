"""The command line: parse, call one verb, print, exit. 0 done, 1 findings or would change, 2 misuse."""

from __future__ import annotations

import sys

import click

from .. import __version__
from ..errors import TamizdatError
from . import catalogs, editions, files, start


class Commands(click.Group):
    """A group whose commands end with one clear message, whatever is wrong; never with a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TamizdatError as error:
            click.echo(f"tamizdat: {error}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            ctx.exit(0)
        except (RecursionError, MemoryError):
            click.echo("tamizdat: this input is too large or nests too deeply; nothing was written", err=True)
            ctx.exit(2)


EPILOG = """\b
Example: an essay of your own, and its first Russian edition
  tamizdat new my-essay.md --to ru
  (translate locales/ru/LC_MESSAGES/my-essay.po in Poedit or any editor)
  tamizdat build
  (open editions/index.html)
"""


@click.group(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80}
)
@click.version_option(__version__, prog_name="tamizdat")
@click.option("-C", "folder", metavar="DIR", default=".", help="The project's folder, or one in it (default: here).")
@click.pass_context
def main(ctx: click.Context, folder: str) -> None:
    """Take an essay from the language it was written in to published editions in every other language."""
    ctx.obj = folder


for command in (*start.COMMANDS, *catalogs.COMMANDS, *editions.COMMANDS, *files.COMMANDS):
    main.add_command(command)

if __name__ == "__main__":
    sys.exit(main())
