"""Have this computer send by itself: a worker starts now, and again whenever this person signs in to the computer."""

from __future__ import annotations

import hashlib
import plistlib
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from vlogkit.errors import OutsideError
from vlogkit.files import outside, write_bytes
from vlogkit.pipeline.working.system_entries import desktop_entry, make_link, program, start_menu, write_entry
from vlogkit.workspace import Workspace

COMMENT = "Sends posts that are due"
LOG = "worker.log"
WAIT, LOOK = 15.0, 0.1
"""Seconds until a worker has told that it works, and between looks."""


def entry_of(workspace: Workspace, *, system: str, home: Path, environment: Mapping[str, str]) -> Path:
    """The file by which a `system`, as `sys.platform` names it, starts the worker of this workspace at sign-in."""
    own = hashlib.sha256(str(workspace.root).encode()).hexdigest()[:8]  # several workspaces may send from one computer
    if system == "win32":
        return start_menu(home, environment) / "Startup" / f"vlogkit-worker-{own}.lnk"
    if system == "darwin":
        return home / "Library" / "LaunchAgents" / f"vlogkit.worker.{own}.plist"
    return Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "autostart" / f"vlogkit-worker-{own}.desktop"


def start_at_sign_in(workspace: Workspace, *, system: str, home: Path, environment: Mapping[str, str]) -> Path:
    """Write that file. Raises DiskError, OutsideError where Windows does not make it."""
    path, command = entry_of(workspace, system=system, home=home, environment=environment), _command(workspace)
    if system == "win32":
        make_link(path, command, hint="Ask who looks after the computer to run: vlogkit worker --install")
    elif system == "darwin":
        told = {"Label": path.stem, "ProgramArguments": command, "RunAtLoad": True}
        try:
            write_bytes(path, plistlib.dumps(told))
        except OSError as error:
            raise outside(error, path) from None
    else:
        write_entry(path, desktop_entry(command, f"vlogkit-worker-{workspace.root.name}", COMMENT))
    return path


def stop_at_sign_in(path: Path) -> None:
    """Take it away again; a worker that runs goes on until the person signs out. Raises DiskError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise outside(error, path) from None


def start_now(workspace: Workspace, works: Callable[[], bool], *, wait: float = WAIT) -> subprocess.Popen[bytes]:
    """Start a worker that outlives this program, and wait until `works` says that it has looked at the queue. Raises
    OutsideError with what it said where it ended, DiskError."""
    log = workspace.private / LOG
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as said:
            started = subprocess.Popen(
                _command(workspace), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                cwd=workspace.root, start_new_session=True, creationflags=_detached(),
            )  # fmt: skip
    except OSError as error:
        raise outside(error, log) from None
    until = time.monotonic() + wait
    while time.monotonic() < until and not works():
        if started.poll() is not None:
            lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            said_first = lines[0] if lines else started.returncode
            raise OutsideError(
                f"the worker ended at once: {said_first}",
                hint="Ask who looks after the computer to run: vlogkit worker",
            )
        time.sleep(LOOK)
    return started


def _command(workspace: Workspace) -> list[str]:
    return program("worker", "--workspace", str(workspace.root))


def _detached() -> int:
    """What keeps the worker of Windows alive without the console and the program that started it."""
    return sum(getattr(subprocess, flag, 0) for flag in ("DETACHED_PROCESS", "CREATE_NEW_PROCESS_GROUP"))
