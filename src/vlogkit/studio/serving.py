"""Serve the studio on this machine until it is stopped."""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from vlogkit.errors import InputError, OutsideError, UsageError
from vlogkit.studio.app import studio_app
from vlogkit.studio.doorkeeping import Doorkeeper
from vlogkit.studio.doors.door import local_address
from vlogkit.studio.guarding import Guard, local_hosts, network_hosts
from vlogkit.studio.rooms import SETTINGS_FILE, Rooms, folder_for
from vlogkit.studio.showing import now
from vlogkit.workspace import open_workspace

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
EVERYWHERE = {"0.0.0.0", "::"}
IN_THE_CLEAR = (
    "Everybody on this network can read what is sent, passphrases too. Give a certificate with --certificate and --key, "
    "or open the studio through a tunnel such as a VPN."
)


@dataclass(frozen=True)
class Certificate:
    """A certificate and its private key, as PEM files."""

    file: Path
    key: Path

    def check(self) -> str:
        """SHA-256 of the certificate, as browsers show it. Raises InputError for files that cannot be used."""
        for path in (self.file, self.key):
            if not path.is_file():
                raise InputError("there is no such file", where=path, hint="Name a certificate and its key, as PEM.")
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(self.file, self.key, password=_no_word)
            text = self.file.read_text(encoding="ascii")
            end = text.index(ssl.PEM_FOOTER) + len(ssl.PEM_FOOTER)
            first = ssl.PEM_cert_to_DER_cert(text[text.index(ssl.PEM_HEADER) : end])
        except (OSError, ValueError) as error:
            hint = "Both are PEM files; the key belongs to the certificate and has no passphrase."
            reason = getattr(error, "reason", "") or str(error)
            raise InputError(
                f"this certificate and its key cannot be used: {reason}", where=self.file, hint=hint
            ) from None
        return hashlib.sha256(first).digest().hex(":").upper()


def _no_word() -> str:
    """A key with a passphrase is refused instead of asked for at a terminal that nobody may be at."""
    raise ValueError("the key has a passphrase")


def serve_studio(
    folder: Path | None,
    *,
    host: str,
    port: int,
    browser: bool,
    language: str,
    say: Callable[[str], None],
    warn: Callable[[str], None],
    certificate: Certificate | None = None,
) -> None:
    """Serve the pages of a folder, over TLS with a certificate; `say` gets the address as soon as it answers, `warn` what
    whoever opens it to a network should know. Returns when it is stopped. Raises UsageError, InputError, OutsideError
    where the port is taken."""
    root = folder_for(folder)
    if host not in LOOPBACK:
        check_people(root)
    print_of = certificate.check() if certificate else ""
    taken = listening(host, port)
    guard = guard_for(host, taken.getsockname()[1], secure=certificate is not None)
    rooms = Rooms(root, guard, language, (certificate.file, certificate.key) if certificate else None)
    reached = local_address() if host in EVERYWHERE else host
    scheme = "https" if certificate else "http"
    address = f"{scheme}://{reached if ':' not in reached else f'[{reached}]'}:{taken.getsockname()[1]}/"
    config = uvicorn.Config(
        studio_app(rooms, guard), log_level="warning", access_log=False, ws="none", timeout_graceful_shutdown=2,
        ssl_certfile=certificate.file if certificate else None, ssl_keyfile=certificate.key if certificate else None,
    )  # fmt: skip
    server = uvicorn.Server(config)
    say(address)
    if certificate:
        warn(f"The certificate's SHA-256, to compare with what a browser shows: {print_of}")
    elif guard.keeper:
        warn(IN_THE_CLEAR)
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


def guard_for(host: str, port: int, *, secure: bool = False) -> Guard:
    """The guard of a studio at an address: with sign-in for everything that is not this machine's own."""
    if host in LOOPBACK:
        return Guard(local_hosts(port), secure=secure)
    name = socket.gethostname()
    names = {local_address(), name, f"{name}.local"}
    return Guard(network_hosts(host, port, names), keeper=Doorkeeper(now), secure=secure)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one. Raises OutsideError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP: asyncio sends an answer's parts at once only then, else each waits 40 ms for the browser to confirm one
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
