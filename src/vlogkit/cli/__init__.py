"""The command line: words come in, one pipeline call is made, and its result is said in words or JSON."""

from __future__ import annotations

import sys
from importlib import import_module

import click
import typer
from typer.core import TyperGroup

from vlogkit.errors import ExitCode, VlogkitError

GROUPS = {
    "init": ("vlogkit.cli.start", "Make a workspace with sample content."),
    "demo": ("vlogkit.cli.start", "Make a sample workspace and everything from it."),
    "render": ("vlogkit.cli.render", "Make videos, cards and texts of an item."),
    "still": ("vlogkit.cli.render", "Draw one picture of an item."),
    "check": ("vlogkit.cli.check", "Find what is wrong before anything is made or sent."),
    "templates": ("vlogkit.cli.templates", "The templates there are, and what they show."),
    "doctor": ("vlogkit.cli.doctor", "Check the installation and the workspace."),
}
"""Command or group → the module that has it, and its line in the help; modules load when they are called."""


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are called, so that the help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in GROUPS:
            return None
        module, line = GROUPS[cmd_name]
        if ctx.resilient_parsing or "--help" in sys.argv[1:2] or len(sys.argv) == 1:
            return click.Command(cmd_name, help=line)
        app = import_module(module).app
        command = typer.main.get_command(app)
        if isinstance(command, click.Group) and cmd_name in command.commands and not getattr(app, "is_group", False):
            return command.commands[cmd_name]
        command.name = cmd_name
        return command


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def root() -> None:
    """Turn program updates and resolved complaints into captioned videos, image cards and scheduled posts.

    Start with: vlogkit init NAME
    """


def main() -> None:
    """The entry point of `vlogkit`; the one place where errors are caught."""
    from vlogkit.cli.common import print_error

    try:
        code = app(standalone_mode=False)
    except VlogkitError as error:
        print_error(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("stopped; nothing half-made was left\n")
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else ExitCode.DONE)
