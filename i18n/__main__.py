"""``python -m i18n``: the command line where the script is not on the path."""

from .cli import main

main(prog_name="tamizdat")
