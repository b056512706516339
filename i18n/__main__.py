"""The command line as a program: ``tamizdat``, or ``python -m i18n`` where the script is not on the path."""

import signal


def run() -> None:
    """Read the commands and begin; whoever presses Ctrl-C before they are read sees no traceback."""
    interrupts = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if interrupts:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from .cli import main

    if interrupts:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    main(prog_name="tamizdat")


if __name__ == "__main__":
    run()
