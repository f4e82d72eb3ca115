"""Serve the studio on this machine until it is stopped."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from vlogkit.errors import OutsideError, UsageError
from vlogkit.studio.app import studio_app
from vlogkit.studio.guarding import Guard, local_hosts
from vlogkit.studio.rooms import Rooms, folder_for

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def serve_studio(
    folder: Path | None, *, host: str, port: int, browser: bool, language: str, say: Callable[[str], None]
) -> None:
    """Serve the pages of a folder; `say` gets the address as soon as it answers. Returns when it is stopped.
    Raises UsageError, OutsideError where the port is taken."""
    if host not in LOOPBACK:
        hint = "Leave --host out: the studio is for this machine."
        raise UsageError(f"the studio cannot be opened to `{host}`: it has no sign-in yet", hint=hint)
    taken = listening(host, port)
    chosen = taken.getsockname()[1]
    guard = Guard(local_hosts(chosen))
    rooms = Rooms(folder_for(folder), guard, language)
    address = f"http://{host if ':' not in host else f'[{host}]'}:{chosen}/"
    server = uvicorn.Server(
        uvicorn.Config(studio_app(rooms, guard), log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    )
    say(address)
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    server.run(sockets=[taken])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one. Raises OutsideError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        made.bind((host, port))
        made.listen(128)
    except OSError as error:
        made.close()
        hint = "Choose another --port, or none. Is a studio open already?"
        raise OutsideError(f"port {port} cannot be used: {error.strerror}", hint=hint) from None
    return made
