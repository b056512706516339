"""``python -m i18n.cli``: the command line where the script is not on the path."""

from . import main

main(prog_name="tamizdat")
