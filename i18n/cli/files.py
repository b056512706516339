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
@click.option("--from", "source", metavar="LANG", help="The language of FILE, where it does not say.")
@click.option("--lang", "target", metavar="LANG", help="The language of the PO file, where it does not say.")
@click.option("--draft", is_flag=True, help="Show draft and outdated translations too.")
@common.check_option
@click.pass_context
def assemble(
    ctx: click.Context,
    file: str,
    catalog: str,
    out: str,
    lowest: str,
    source: str | None,
    target: str | None,
    draft: bool,
    check: bool,
) -> None:
    """Fill FILE with the translations of one PO file.

    What has none stays as it is. An OUT that ends in .html becomes a page, any other has
    the format of FILE.
    """
    from .. import oneshot

    common.expect_catalogs([catalog], "assemble --po")
    done = oneshot.assemble(Path(file), Path(catalog), out, lowest, source, target, draft=draft, check=check)
    common.tell(done.findings)
    common.say(done.summary, err=True)
    changed = common.report([done.written], Path(), check=check)
    ctx.exit(1 if done.findings or (check and changed) else 0)


COMMANDS = (assemble,)
