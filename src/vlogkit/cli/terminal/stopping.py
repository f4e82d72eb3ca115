"""End a command that was stopped by hand, in words and, where that was asked for, in JSON; nothing heavy is loaded for it."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import threading
from types import FrameType
from typing import NoReturn

from vlogkit.cli.terminal.own_language import choose_language, tongue
from vlogkit.errors import ExitCode, VlogkitError

STOPPED = threading.Event()
"""Set when somebody pressed Ctrl-C: what fails after that fails because of it, whatever a library makes of it."""


def listen() -> None:
    """Note an interrupt before it is raised; one that is ignored, as in the background of a script, stays so."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler and _is_main_thread():
        signal.signal(signal.SIGINT, _stop)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _stop(number: int, frame: FrameType | None) -> None:
    STOPPED.set()
    signal.default_int_handler(number, frame)


def wants_json() -> bool:
    """Whether the words of this call ask for JSON, even if they are not understood otherwise."""
    words = sys.argv[1:]
    return "--json" in (words[: words.index("--")] if "--" in words else words)


def leave_stopped() -> NoReturn:
    """Say that the command was stopped, and end with 130, as a shell expects. A second interrupt changes nothing."""
    if _is_main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(VlogkitError):
        choose_language(sys.argv[1:])
    message = "stopped; nothing half-made was left"
    if wants_json():
        error = {"message": message, "where": None, "hint": "", "exit_code": int(ExitCode.STOPPED)}
        sys.stdout.write(json.dumps({"error": error}, indent=2) + "\n")
    sys.stderr.write(tongue(message) + "\n")
    sys.exit(ExitCode.STOPPED)
