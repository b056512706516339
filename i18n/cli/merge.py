"""`merge`: one catalog and one template of anyone's making, outside any project."""

from __future__ import annotations

from pathlib import Path

import click

from . import common


@click.command(epilog="Example: tamizdat merge ru.po essay.pot -o ru.po")
@click.argument("old", metavar="OLD.po")
@click.argument("template", metavar="NEW.pot")
@click.option("-o", "out", metavar="OUT.po", required=True, help="Where the result goes; - for standard output.")
@click.option("--from", "source", metavar="LANG", help="The language of NEW.pot, where it does not say.")
@click.option("--lang", "target", metavar="LANG", help="The language of OLD.po, where it does not say.")
@common.check_option
@click.pass_context
def merge(
    ctx: click.Context, old: str, template: str, out: str, source: str | None, target: str | None, check: bool
) -> None:
    """Bring OLD.po up to NEW.pot, keeping every translation.

    What changed is fuzzy, sentence by sentence; nothing that was translated is lost.
    """
    from .. import oneshot
    from ..reports import update as reports

    common.expect_catalogs([old, template], "merge")
    done = oneshot.merge(Path(old), Path(template), out, source, target, common.today(), check=check)
    common.say(reports.summary(done.changes, done.words), err=True)
    changed = common.report([done.written], Path(), check=check)
    ctx.exit(1 if check and changed else 0)


COMMANDS = (merge,)
