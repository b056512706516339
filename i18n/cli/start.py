"""`new` and `add`: a project begins, a language begins."""

from __future__ import annotations

from pathlib import Path

import click

from . import common


@click.command(epilog="Example: tamizdat new my-essay.md --to ru --to de")
@click.argument("essay")
@click.option(
    "--from", "source", metavar="LANG", help="The language of the essay (else what its front matter says, else en)."
)
@click.option("--to", "targets", metavar="LANG", multiple=True, help="A language to translate into; may be repeated.")
@click.pass_context
def new(ctx: click.Context, essay: str, source: str | None, targets: tuple[str, ...]) -> None:
    """Start a project with ESSAY in the current folder.

    Copies the essay into source/, starts the catalogs in locales/ and builds a first,
    mostly original, edition of each language. Overwrites nothing.
    """
    from .. import publishing, workflow
    from .editions import print_built

    codes = [code.strip() for item in targets for code in item.split(",")]
    project = workflow.new(common.folder(ctx), Path(essay), source, codes, common.today())
    print_built(publishing.build(project, (), as_of=common.today()))
    mine = [one for one in project.sources() if one.path.name == Path(essay).name]
    catalogs = [project.catalog_path(one, to) for to in project.languages() for one in mine]
    for path in filter(Path.is_file, catalogs):
        click.echo(f"Next: translate {project.shown(path)} (Poedit opens it), then `tamizdat build`.")
        return
    click.echo("Next: `tamizdat add LANG` starts a language.")


@click.command(epilog="Example: tamizdat add ru zh-Hans")
@click.argument("languages", nargs=-1, required=True, metavar="LANG...")
@click.pass_context
def add(ctx: click.Context, languages: tuple[str, ...]) -> None:
    """Start languages.

    Each gets a catalog for every document, and a line in locales/LINGUAS.
    """
    from .. import workflow

    project = common.project(ctx)
    new_ones = workflow.add(project, languages, common.today())
    for tag in new_ones:
        for source in project.sources():
            click.echo(f"{tag}: {project.shown(project.catalog_path(source, tag))}")
    if not new_ones:
        click.echo("These languages are there already.")


COMMANDS = (new, add)
