"""`review`: a person stands behind a translation, or does not. At a terminal, or by keys for scripts."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import TamizdatError
from . import common

if TYPE_CHECKING:
    import datetime as dt

    from ..desk import Pile
    from ..model import State
    from ..project import Project

ANYONE = "reviewer"
"""Who reviews, where nobody says a name."""
_TAKE_KEYS = ("--accept", "--reject")
_KEY = re.compile(r"[0-9a-fA-F]{8}|[0-9a-fA-F]{16}")


class KeysCommand(click.Command):
    """A command whose --accept and --reject take several keys at once: ``--accept 1f2e3d4c 5b6a7988``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for option, following in zip(args, (*args[1:], "--"), strict=True):
            if option in _TAKE_KEYS and following.startswith("-"):
                raise click.UsageError(f"{option} needs a KEY; `--json` lists them.", ctx)
        return super().parse_args(ctx, _spelled_out(args))


def _spelled_out(args: Sequence[str]) -> list[str]:
    """The arguments with the option repeated before each further key.

    >>> _spelled_out(["ru", "--accept", "1f2e3d4c", "5b6a7988", "--as", "ash"])
    ['ru', '--accept', '1f2e3d4c', '--accept', '5b6a7988', '--as', 'ash']
    """
    found: list[str] = []
    option = ""
    for number, arg in enumerate(args):
        if option and args[number - 1] != option and _KEY.fullmatch(arg):
            found.append(option)
        elif arg.startswith("-"):
            named = arg.split("=")[0]
            option = named if named in _TAKE_KEYS else ""
        found.append(arg)
    return found


@click.command(cls=KeysCommand, epilog="Example: tamizdat review ru")
@click.argument("language", metavar="LANG")
@click.argument("document", required=False, metavar="[DOCUMENT]")
@click.option("--as", "name", metavar="NAME", help="Your name in the marks: any pseudonym, no spaces.")
@click.option("--json", "as_json", is_flag=True, help="What is to be reviewed, as data for programs.")
@click.option("--accept", metavar="KEY...", multiple=True, help="Accept these messages, or none of them.")
@click.option("--reject", metavar="KEY...", multiple=True, help="Make these drafts again; needs --reason.")
@click.option("--reason", metavar="TEXT", help="With --reject: what is wrong with them.")
@click.option(
    "--state", "states", metavar="STATE", multiple=True, help="Only outdated, draft, machine … ones; may be repeated."
)
@click.option("--all-states", "every", is_flag=True, help="Also what is reviewed already, or not translated.")
@common.check_option
@click.pass_context
def review(
    ctx: click.Context,
    language: str,
    document: str | None,
    name: str | None,
    as_json: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    reason: str | None,
    states: tuple[str, ...],
    every: bool,
    check: bool,
) -> None:
    """Accept, correct or reject translations, a keystroke each.

    Shows the original and the translation side by side, and what changed in the original
    since. Your name is asked once and kept outside the project.
    """
    if bool(reject) != bool(reason):
        raise click.UsageError("--reject KEY and --reason TEXT go together.")
    if sum(map(bool, (as_json, accept, reject))) > 1:
        raise click.UsageError("Say --json, or --accept KEY, or --reject KEY --reason TEXT.")
    if check and not (accept or reject):
        raise click.UsageError("--check goes with --accept or --reject.")
    if states and (accept or reject):
        raise click.UsageError("--state chooses what is shown; --accept and --reject take KEYs.")
    if name is not None:
        _expect_name(name)
    wanted = _states(states, every=every)
    project = common.project(ctx)
    if as_json:
        _print_json(project, language, document, name, wanted)
    elif accept or reject:
        _decide(ctx, project, language, document, accept or reject, reason, name, check=check)
    else:
        _review(project, language, document, name, wanted)


def _states(words: Sequence[str], *, every: bool) -> frozenset[State] | None:
    """The states that somebody asks for, None for what is to be reviewed."""
    from ..model import State

    known = {state.word: state for state in State}
    for word in words:
        if word not in known:
            raise click.UsageError(f"{word!r} is no state; there are {', '.join(known)}.")
    return frozenset(State) if every and not words else frozenset(known[word] for word in words) or None


def _print_json(
    project: Project, language: str, document: str | None, name: str | None, states: frozenset[State] | None
) -> None:
    import json

    from .. import desk, reviewing

    found = desk.piles(project, language, document, name, states)
    items = [reviewing.data(pile.document, item) for pile in found for item in pile.items]
    body = {"language": project.chosen([language])[0], "reviews-needed": project.config.publish_reviews, "items": items}
    click.echo(json.dumps(body, ensure_ascii=False, indent=2))


def _decide(
    ctx: click.Context,
    project: Project,
    language: str,
    document: str | None,
    keys: Sequence[str],
    reason: str | None,
    name: str | None,
    *,
    check: bool,
) -> None:
    from .. import desk

    who = name or remembered(project.root) or ANYONE
    today = common.today()
    action = desk.rejection(who, reason, today) if reason else desk.acceptance(project, who, today)
    count, files = desk.decide_all(project, language, document, keys, action, check=check)
    changed = common.report(files, project.root, check=check)
    verb = "rejected" if reason else "accepted"
    click.echo(f"{count} {'would be ' if check else ''}{verb} as {who}.", err=True)
    ctx.exit(1 if check and changed else 0)


def _review(
    project: Project, language: str, document: str | None, name: str | None, states: frozenset[State] | None
) -> None:
    from .. import desk

    known = name or remembered(project.root)
    waiting = desk.piles(project, language, document, known, states)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TamizdatError(
            "reviewing one by one needs a terminal",
            advice=f"Without one, `tamizdat review {language} --json` lists what waits, and "
            f"`tamizdat review {language} --accept KEY --as NAME` accepts it.",
        )
    for pile in waiting:
        if pile.absent:
            new = "1 segment of the source is" if pile.absent == 1 else f"{pile.absent} segments of the source are"
            common.say(f"{pile.document}: {new} new; `tamizdat update` brings them.")
    if not any(pile.items for pile in waiting):
        what = f"is {' or '.join(sorted(state.word for state in states))}" if states else "is to be reviewed"
        common.say(f"Nothing {what} in {language}; `tamizdat status {language}` tells how far it is.")
        return
    _session(project, language, known or asked(project.root), common.today(), waiting)


def _session(project: Project, language: str, name: str, today: dt.date, waiting: tuple[Pile, ...]) -> None:
    from . import review_session

    session = review_session.run(project, project.chosen([language])[0], name, today, waiting)
    click.echo(f"\n{review_session.done(session)}")


# The reviewer's name


def remembered(root: Path) -> str | None:
    """The name that was given before; None when there is none, or none that can stand in a mark."""
    with suppress(OSError, ValueError, RuntimeError, TamizdatError):
        return _expect_name(_name_file().read_text("utf-8").strip())
    return None


def asked(root: Path) -> str:
    """The name that the reviewer gives now; kept for the next time, unless the place for it is in the project."""
    while True:
        name = click.prompt("Your name in the marks (any pseudonym, no spaces)", default=ANYONE).strip()
        try:
            _expect_name(name)
            break
        except TamizdatError as error:
            click.echo(str(error))
    with suppress(OSError, RuntimeError):
        path = _name_file()
        if not path.resolve().is_relative_to(root.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name}\n", "utf-8")
            path.chmod(0o600)
            click.echo(f"Kept in {path}.")
    return str(name)


def _expect_name(name: str) -> str:
    from ..review import check_name

    return check_name(name)


def _name_file() -> Path:
    """Where the XDG Base Directory Specification wants it; a relative XDG_CONFIG_HOME is to be ignored."""
    stated = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (stated if stated.is_absolute() else Path.home() / ".config") / "tamizdat" / "reviewer"


COMMANDS = (review,)
