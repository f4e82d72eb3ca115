"""The command line: parse the arguments, make one pipeline call, and print the result as text or JSON."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from vlogkit.errors import VlogkitError, unforeseen

GROUPS = {
    "init": ("vlogkit.cli.start", "Make a workspace with sample content."),
    "demo": ("vlogkit.cli.start", "Make a sample workspace and everything from it."),
    "render": ("vlogkit.cli.render", "Make videos, cards and texts of an item."),
    "still": ("vlogkit.cli.still", "Draw one picture of an item."),
    "cache": ("vlogkit.cli.cache", "The encoded segments that make the next render quick."),
    "check": ("vlogkit.cli.check", "Find what is wrong before anything is made or sent."),
    "complaints": ("vlogkit.cli.complaints", "Import complaints, and see them without their reporters."),
    "highlights": ("vlogkit.cli.highlights", "Choose resolved complaints worth showing."),
    "redact": ("vlogkit.cli.redact", "Take personal data out of a text."),
    "captions": ("vlogkit.cli.captions", "Align a script with a voice; check caption files."),
    "footage": ("vlogkit.cli.footage", "See what a clip is and whether it can be used."),
    "plan": ("vlogkit.cli.posting.plan", "Put what was made on the calendar."),
    "review": ("vlogkit.cli.posting.review", "Approve or reject what was planned."),
    "publish": ("vlogkit.cli.posting.publish", "Send what is due, once."),
    "worker": ("vlogkit.cli.posting.publish", "Stay, and send each post at its time."),
    "queue": ("vlogkit.cli.posting.queue", "See and mend what waits, was sent or failed."),
    "hold": ("vlogkit.cli.posting.hold", "Stop everything at one word, and let it go again."),
    "receipts": ("vlogkit.cli.posting.receipts", "What was sent, for the record."),
    "accounts": ("vlogkit.cli.posting.accounts", "Connect accounts, and see whether they still work."),
    "templates": ("vlogkit.cli.templates", "The templates there are, and what they show."),
    "doctor": ("vlogkit.cli.doctor", "Check the installation and the workspace."),
}
"""Command or group → the module that has it, and its line in the help; modules load when they are called."""


INTERRUPTED = 130
"""What a shell gives a command that was stopped by hand."""


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are called, so that the help stays quick."""

    def list_commands(self, _: Any) -> list[str]:
        return list(GROUPS)

    def get_command(self, _: Any, cmd_name: str) -> Any:
        if cmd_name not in GROUPS:
            return None
        module, line = GROUPS[cmd_name]
        if listing():
            return TyperCommand(cmd_name, help=line)
        loaded: typer.Typer = import_module(module).app
        loaded._add_completion, loaded.rich_markup_mode = False, None
        command = get_command(loaded)
        if isinstance(command, TyperGroup) and cmd_name in command.commands:
            command = command.commands[cmd_name]
        command.name = cmd_name
        return command


def listing() -> bool:
    """Whether this call only lists the commands."""
    return len(sys.argv) == 1 or sys.argv[1] in {"--help", "-h"}


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root() -> None:
    """Turn program updates and resolved complaints into captioned videos, image cards and scheduled posts.

    Start with: vlogkit init NAME
    """


def main() -> None:
    """The entry point of `vlogkit`; the one place where errors are caught."""
    be_quick()
    try:
        app(prog_name="vlogkit")
    except VlogkitError as error:
        leave(error)
    except OSError as error:
        from vlogkit.files import outside

        leave(outside(error, Path(error.filename or ".")))
    except SystemExit as left:
        if left.code == INTERRUPTED:
            sys.stderr.write("stopped; nothing half-made was left\n")
        raise
    except Exception as fault:
        if os.environ.get("VLOGKIT_DEBUG"):
            raise
        leave(unforeseen(fault))


def be_quick() -> None:
    """Spare a command what only costs it time: a thread a core for the few small matrices of a story, and looks for
    garbage among the 100,000 objects of the libraries, at the start and (a seventh of a second) at the end."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)


def leave(error: VlogkitError) -> NoReturn:
    """Say an error and end with its exit code."""
    from vlogkit.cli.common import print_error

    print_error(error)
    sys.exit(error.exit_code)
