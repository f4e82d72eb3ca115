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
from vlogkit.studio.doorkeeping import Doorkeeper
from vlogkit.studio.doors.door import local_address
from vlogkit.studio.guarding import Guard, local_hosts, network_hosts
from vlogkit.studio.rooms import SETTINGS_FILE, Rooms, folder_for
from vlogkit.studio.showing import now
from vlogkit.workspace import open_workspace

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
EVERYWHERE = {"0.0.0.0", "::"}


def serve_studio(
    folder: Path | None, *, host: str, port: int, browser: bool, language: str, say: Callable[[str], None]
) -> None:
    """Serve the pages of a folder; `say` gets the address as soon as it answers. Returns when it is stopped.
    Raises UsageError, OutsideError where the port is taken."""
    root = folder_for(folder)
    if host not in LOOPBACK:
        check_people(root)
    taken = listening(host, port)
    guard = guard_for(host, taken.getsockname()[1])
    rooms = Rooms(root, guard, language)
    reached = local_address() if host in EVERYWHERE else host
    address = f"http://{reached if ':' not in reached else f'[{reached}]'}:{taken.getsockname()[1]}/"
    server = uvicorn.Server(
        uvicorn.Config(studio_app(rooms, guard), log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    )
    say(address)
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    server.run(sockets=[taken])


def check_people(root: Path) -> None:
    """See that somebody can sign in before the studio is opened to the network. Raises UsageError, InputError."""
    if not (root / SETTINGS_FILE).is_file():
        hint = "Open it without --host first and make the workspace."
        raise UsageError("only a workspace can be opened to the network", hint=hint)
    if not open_workspace(root).settings.duties():
        hint = "Name them in vlogkit.yaml, `people:`, and set their passphrases: vlogkit review enroll NAME"
        raise UsageError("nobody can sign in to this studio", hint=hint)


def guard_for(host: str, port: int) -> Guard:
    """The guard of a studio at an address: with sign-in for everything that is not this machine's own."""
    if host in LOOPBACK:
        return Guard(local_hosts(port))
    name = socket.gethostname()
    names = {local_address(), name, f"{name}.local"}
    return Guard(network_hosts(host, port, names), keeper=Doorkeeper(now))


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
