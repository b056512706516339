"""`git-setup`, `merge-driver`, `git-pre-commit`: PO files in git, merged message by message and without names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import common

if TYPE_CHECKING:
    from ..catalog.merge3 import Conflict
    from ..gitsetup import Plan

MANY = 10


@click.command("git-setup", epilog="Example: tamizdat git-setup")
@click.option("--remove", is_flag=True, help="Take back what setup did in this clone.")
@common.check_option
@click.pass_context
def git_setup(ctx: click.Context, remove: bool, check: bool) -> None:
    """Let git merge PO files by message, without names.

    A merge driver, and a hook that keeps names out of commits. Writes lines of
    .gitattributes (commit them: they are for everybody), and for this clone the merge
    driver and a pre-commit hook, beside the hook that is there. Each clone runs it once.
    """
    from .. import gitsetup

    root = common.project(ctx).root
    plan = gitsetup.plan_removal(root) if remove else gitsetup.plan_setup(root)
    if not check:
        gitsetup.carry_out(plan)
    for line in dict.fromkeys(_steps(plan)):
        click.echo(f"{'would change' if check else 'changed'} {line}", err=True)
    if plan.by_hand:
        common.say(f"tamizdat: {plan.by_hand}", err=True)
    if plan.steps and not (check or remove):
        common.say("Next: commit .gitattributes; everyone else runs `tamizdat git-setup` once in their clone.")
    if not plan.steps:
        click.echo("Nothing of it is here." if remove else "Everything is set up.")
    ctx.exit(1 if plan.by_hand or (check and plan.steps) else 0)


def _steps(plan: Plan) -> Iterator[str]:
    """What changes: names of the configuration and files, each once."""
    from ..gitsetup import Configure

    top = plan.git.folder
    for step in plan.steps:
        if isinstance(step, Configure):
            yield f"{step.name} in git's configuration"
        else:
            yield step.path.relative_to(top).as_posix() if step.path.is_relative_to(top) else str(step.path)


@click.command("merge-driver", epilog="Example: tamizdat merge-driver base.po mine.po other.po")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("path", required=False)
@common.check_option
@click.pass_context
def merge_driver(ctx: click.Context, base: Path, ours: Path, theirs: Path, path: str | None, check: bool) -> None:
    """Merge two versions of a PO file; git calls this.

    What both sides did since BASE goes into the file OURS. Git calls this as %O %A %B %P
    (see git-setup). Exits with 1 when translations contradict each other: they are fuzzy,
    with the other one in a comment; with 2 and OURS as it was when a file cannot be read.
    """
    from .. import gitsetup
    from ..errors import TamizdatError

    shown = path or str(ours)
    try:
        done = gitsetup.merge(base, ours, theirs, shown, check=check)
    except TamizdatError:
        raise
    except Exception as error:  # one job: exit code 1 would tell git that all is merged but some conflicts
        click.echo(f"tamizdat: {shown}: {type(error).__name__}: {error}", err=True)
        ctx.exit(2)
    with suppress(OSError):  # the merge is done; whether somebody listens must not change its outcome
        if done.base_trouble:
            common.say(f"tamizdat: {done.base_trouble}\n  Merged without it: all differences are conflicts.", err=True)
        for line in _conflicts(done.conflicts, shown):
            common.say(line, err=True)
        if check and done.changed:
            common.say(f"would write {shown}", err=True)
    ctx.exit(1 if done.conflicts or (check and done.changed) else 0)


def _conflicts(conflicts: Sequence[Conflict], shown: str) -> Iterator[str]:
    from ..review import key_id

    for conflict in conflicts[:MANY]:
        source = " ".join(conflict.key.source.split())
        yield f"{shown}: {key_id(conflict.key)} “{source if len(source) <= 60 else source[:59] + '…'}”"
    if len(conflicts) > MANY:
        yield f"{shown}: … and {len(conflicts) - MANY} more"
    if conflicts:
        many = "1 translation is" if len(conflicts) == 1 else f"{len(conflicts)} translations are"
        yield f"{shown}: {many} to settle: fuzzy now, with the other text in a comment. Choose, save, and `git add` it."


@click.command("git-pre-commit", hidden=True)
@click.pass_context
def git_pre_commit(ctx: click.Context) -> None:
    """Stage the staged PO files in their canonical form, without names: what the hook of git-setup calls."""
    from .. import gitsetup

    done = gitsetup.tidy_staged()
    for path in done.tidied:
        common.say(f"staged the canonical form of {path}, without names", err=True)
        if done.lags:
            common.say(f"  Git keeps the other form staged beside this commit; after it: `git add {path}`", err=True)
    for path in done.edited:
        common.say(f"{path}: the changes that are not staged stay as they are", err=True)
    for error in done.troubles:
        common.say(f"tamizdat: {error}", err=True)
    if done.troubles:
        click.echo("Nothing is committed; `git commit --no-verify` commits it as it is.", err=True)
    ctx.exit(1 if done.troubles else 0)


COMMANDS = (git_setup, merge_driver, git_pre_commit)
