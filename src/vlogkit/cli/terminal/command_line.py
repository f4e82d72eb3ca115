"""Read the command line with Typer, whose commands load when they are called, and turn what they raise into an answer."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from vlogkit import __version__
from vlogkit.cli.terminal.own_language import choose_language, tongue, translate_headings, translate_help
from vlogkit.cli.terminal.stopping import STOPPED, wants_json
from vlogkit.errors import ExitCode, UsageError, VlogkitError, system_fault, unforeseen
from vlogkit.translating.gettext_catalogue import terminal_language

GROUPS = {
    "init": ("vlogkit.cli.start", "Create a workspace with sample content."),
    "demo": ("vlogkit.cli.start", "Create a sample workspace and render everything in it."),
    "render": ("vlogkit.cli.render", "Render the videos, cards and texts of items."),
    "still": ("vlogkit.cli.still", "Draw one frame or card of an item."),
    "open": ("vlogkit.cli.start", "Open the folder of an item's bundle."),
    "cache": ("vlogkit.cli.cache", "Show or prune what is kept to make the next render quick."),
    "check": ("vlogkit.cli.check", "Find problems before anything is rendered or published."),
    "complaints": ("vlogkit.cli.complaints", "Import complaints, and view them without personal data."),
    "highlights": ("vlogkit.cli.highlights", "Choose resolved complaints that are worth showing."),
    "redact": ("vlogkit.cli.redact", "Remove personal data from a text."),
    "captions": ("vlogkit.cli.captions", "Align a script with a recording; check caption files."),
    "footage": ("vlogkit.cli.footage", "Inspect clips, and find the pauses in a talk."),
    "plan": ("vlogkit.cli.posting.plan", "Schedule what was rendered on the calendar."),
    "review": ("vlogkit.cli.posting.review", "Approve or reject planned posts."),
    "publish": ("vlogkit.cli.posting.publish", "Publish every post that is due, once."),
    "worker": ("vlogkit.cli.posting.publish", "Run continuously and publish each post when it is due."),
    "queue": ("vlogkit.cli.posting.queue", "Inspect and fix queued, sent and failed posts."),
    "hold": ("vlogkit.cli.posting.hold", "Pause all publishing, and resume it."),
    "retract": ("vlogkit.cli.posting.retract", "Take back or correct every post of an item."),
    "receipts": ("vlogkit.cli.posting.receipts", "List or archive what was published."),
    "ledger": ("vlogkit.cli.posting.rebuild", "Make a lost ledger again."),
    "network": ("vlogkit.cli.posting.network", "See the workspaces of a network."),
    "board": ("vlogkit.cli.posting.board", "Show who publishes in a network, and who is silent."),
    "accounts": ("vlogkit.cli.posting.accounts", "Connect accounts, and check that they still work."),
    "templates": ("vlogkit.cli.templates", "List, check and create templates."),
    "studio": ("vlogkit.cli.start", "Open the studio in the browser."),
    "doctor": ("vlogkit.cli.doctor", "Check the installation and the workspace."),
}
"""Command or group → the module that has it, and its line in the help; modules load when they are called."""

CLICK_ERROR: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What Typer raises for words it does not understand; it exports the subclasses only."""


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are called, so that help and completion stay quick."""

    _listing = False

    def list_commands(self, _: Any) -> list[str]:
        return list(GROUPS)

    def get_command(self, _: Any, cmd_name: str) -> Any:
        if cmd_name not in GROUPS:
            return None
        module, line = GROUPS[cmd_name]
        if self._listing:
            return TyperCommand(cmd_name, help=tongue(line))
        loaded: typer.Typer = import_module(module).app
        loaded._add_completion, loaded.rich_markup_mode = False, None
        command = get_command(loaded)
        if isinstance(command, TyperGroup) and cmd_name in command.commands:
            command = command.commands[cmd_name]
        command.name = cmd_name
        if terminal_language() != "en":
            translate_help(command)
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named. Raises Typer's error with the nearest name, which it looks for among what is loaded."""
        try:
            return super().resolve_command(ctx, args)
        except CLICK_ERROR as error:
            for name in args[:1]:
                for near in map(repr, get_close_matches(name, GROUPS, n=1)):
                    error.message = f"No such command '{name}'. Did you mean {near}?"  # type: ignore[attr-defined]
            raise

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        self._listing = True
        super().format_commands(ctx, formatter)
        self._listing = False

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        self._listing = True
        found = super().shell_complete(ctx, incomplete)
        self._listing = False
        return found


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def print_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        typer.echo(f"vlogkit {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[  # its callback does the work
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    lang: Annotated[  # taken before the command line is read, since its help and its errors speak it too
        str, typer.Option(help="Language: id or en (default: VLOGKIT_LANG, else the system's).", show_default=False)
    ] = "",
) -> None:
    """Turn program updates and resolved complaints into captioned videos, image cards and scheduled posts.

    Start with: vlogkit init NAME
    """


def run() -> None:
    """Do what the command line says, and end with its exit code; the one place where errors are caught. Raises
    KeyboardInterrupt where it was stopped."""
    from vlogkit.cli.terminal.plain_output import be_printable

    be_quick()
    be_printable()
    try:
        choose_language(sys.argv[1:])
        code = stoppable()
    except VlogkitError as error:
        leave(error)
    except CLICK_ERROR as error:
        leave_with_usage(error)
    except typer.Abort:
        leave(UsageError("no answer was given", hint="Say it with an option instead; see --help."))
    except OSError as error:
        leave(system_fault(error))
    except Exception as fault:
        if os.environ.get("VLOGKIT_DEBUG"):
            raise
        leave(unforeseen(fault))
    sys.exit(code or ExitCode.DONE)


def stoppable() -> int | None:
    """What `call` returns. Raises KeyboardInterrupt for whatever a library makes of one."""
    try:
        code = call()
    except Exception:
        if STOPPED.is_set():
            raise KeyboardInterrupt from None
        raise
    if code == ExitCode.STOPPED:
        raise KeyboardInterrupt
    return code


def call() -> int | None:
    """Do what the words of the command line say, and return what they return. Bytes that are not text stay in
    names of files only."""
    words = sys.argv[1:]
    if not all(map(str.isascii, words)):
        from vlogkit.records.base import whole_letters

        words = [word if os.path.lexists(word.partition("=")[2] or word) else whole_letters(word) for word in words]
    if terminal_language() == "en":
        return app(words, prog_name="vlogkit", standalone_mode=False)  # type: ignore[no-any-return]  # what Typer hands through
    command = get_command(app)
    translate_headings()
    translate_help(command)
    return command(words, prog_name="vlogkit", standalone_mode=False)  # type: ignore[no-any-return]  # what Typer hands through


def be_quick() -> None:
    """Spare a command what only costs it time: a thread a core for the few small matrices of a story, a look through every
    installed package for one that extends pydantic, and looks for garbage among the 200,000 objects of the libraries, at
    the start and (a seventh of a second) at the end."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    gc.set_threshold(200_000, 20, 100)
    atexit.register(gc.freeze)


def leave(error: VlogkitError) -> NoReturn:
    """Say an error, also as JSON where that was asked for, and end with its exit code."""
    from vlogkit.cli.common import error_data, print_error, print_json

    if wants_json():
        print_json({"error": error_data(error)})
    print_error(error)
    sys.exit(error.exit_code)


def leave_with_usage(error: Any) -> NoReturn:
    """Say what Typer did not understand, and end."""
    if wants_json():
        from vlogkit.cli.common import error_data, print_json

        print_json({"error": error_data(UsageError(error.format_message(), hint="See --help."))})
    if terminal_language() == "en":
        error.show()
    else:
        told = io.StringIO()
        error.show(told)
        sys.stderr.write("".join(tongue(line) for line in told.getvalue().splitlines(keepends=True)))
    sys.exit(error.exit_code)
