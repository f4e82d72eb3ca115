"""The command line: what a person types becomes one call of the pipeline, and its result is said in words or JSON."""

from __future__ import annotations


def main() -> None:
    """The entry point of `vlogkit`. Nothing is imported before it, so that an interrupt is answered from the first moment."""
    try:
        from vlogkit.cli.terminal.stopping import listen

        listen()
        from vlogkit.cli.terminal.command_line import run

        run()
    except KeyboardInterrupt:
        from vlogkit.cli.terminal.stopping import leave_stopped

        leave_stopped()
