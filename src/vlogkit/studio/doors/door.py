"""Open a door on the local network to whoever has its key, for a short time."""

from __future__ import annotations

import datetime as dt
import secrets
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response

from vlogkit.errors import OutsideError
from vlogkit.studio.guarding import HEADERS
from vlogkit.translating.gettext_catalogue import translated

STATIC = Path(__file__).parent.parent / "static"
"""The scripts and styles of the studio."""
MOST_WRONG = 20
"""Wrong addresses after which a door closes: somebody is trying keys."""


@dataclass(kw_only=True)
class Door(ABC):
    """A door: its key, how long it opens it, and the pages behind it."""

    until: dt.datetime
    clock: Callable[[], dt.datetime]
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    wrong: int = 0
    lang: str = "id"
    """The language in which the door says that it is shut."""

    def is_open(self, key: str) -> bool:
        """Whether a key opens the door now."""
        if self.wrong >= MOST_WRONG or self.clock() >= self.until:
            return False
        if secrets.compare_digest(key.encode(), self.key.encode()):
            return True
        self.wrong += 1
        return False

    @abstractmethod
    def app(self) -> Starlette:
        """The pages behind the door."""

    def shut(self) -> Response:
        """What whoever comes to a door that is shut is told."""
        return PlainTextResponse(
            translated("This link has expired. Ask for a new one on the computer.", self.lang), 403, headers=HEADERS
        )


DoorT = TypeVar("DoorT", bound=Door)


class OpenDoor(Generic[DoorT]):
    """A door that is served in a thread of its own until it is closed, over TLS with a `certificate` and its key (PEM)."""

    def __init__(self, door: DoorT, host: str, certificate: tuple[Path, Path] | None = None) -> None:
        self.door = door
        self.socket = _listening()
        scheme, (file, key) = ("https", certificate) if certificate else ("http", (None, None))
        self.address = f"{scheme}://{host}:{self.socket.getsockname()[1]}/{door.key}"
        config = uvicorn.Config(
            door.app(), log_level="error", access_log=False, ws="none", timeout_graceful_shutdown=1,
            ssl_certfile=file, ssl_keyfile=key,
        )  # fmt: skip
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Close the door."""
        self.server.should_exit = True
        self.thread.join(timeout=3)
        self.socket.close()


def _listening() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that nothing waits
    try:
        made.bind(("0.0.0.0", 0))
        made.listen(16)
    except OSError as error:
        made.close()
        raise OutsideError(f"no port can be opened for the phone: {error.strerror}") from None
    return made


def phone_host(asked: str, *, certified: bool) -> str:
    """Under which name a phone reaches this machine: that under which the studio was asked for, where its certificate is
    for that one, else the address on the local network."""
    here = asked in {"", "localhost"} or asked.startswith("127.") or ":" in asked
    return asked if certified and not here else local_address()


def local_address() -> str:
    """The address of this machine on its local network; that of the machine itself where it has none. Nothing is sent."""
    asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        asked.connect(("192.0.2.1", 9))  # an address for documents, which nobody has: only the way to it is looked up
        return str(asked.getsockname()[0])
    except OSError:
        return "127.0.0.1"
    finally:
        asked.close()
