"""`assemble`: one file and one catalog of anyone's making, outside any project."""

from __future__ import annotations

from pathlib import Path

import click

from . import common


@click.command(epilog="Example: tamizdat assemble essay.md --po ru.po -o essay.ru.md")
@click.argument("file")
@click.option("--po", "catalog", metavar="FILE.po", required=True, help="The translations.")
@click.option("-o", "out", metavar="OUT", required=True, help="Where the result goes; - for standard output.")
@click.option(
    "--lowest",
    type=click.Choice(["machine", "translated", "reviewed"]),
    default="translated",
    show_default=True,
    help="The lowest state that appears as translation.",
)
@click.option("--draft", is_flag=True, help="Show unfinished translations too.")
@common.check_option
@click.pass_context
def assemble(ctx: click.Context, file: str, catalog: str, out: str, lowest: str, draft: bool, check: bool) -> None:
    """Fill FILE with the translations of one PO file.

    What has none stays as it is.
    """
    from .. import oneshot

    done = oneshot.assemble(Path(file), Path(catalog), out, lowest, draft=draft, check=check)
    common.tell(done.findings)
    click.echo(done.summary, err=True)
    ctx.exit(1 if done.findings or (check and done.written.changed) else 0)


COMMANDS = (assemble,)
