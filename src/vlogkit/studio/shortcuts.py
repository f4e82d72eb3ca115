"""Put a sign for the studio on the desktop and in the menu, so that it is opened without a terminal."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from vlogkit.pipeline.working.system_entries import desktop_entry, make_link, program, start_menu, write_entry

NAME = "vlogkit studio"
COMMENT = "Make, approve and schedule posts"


def make_shortcuts(folder: Path, *, system: str, home: Path, environment: Mapping[str, str]) -> list[Path]:
    """Write the shortcuts that open the studio on a folder, for a `system` as `sys.platform` names it; their paths.
    Raises DiskError, OutsideError where Windows does not make them."""
    command = program("studio", str(folder))
    if system == "win32":
        places = [start_menu(home, environment) / f"{NAME}.lnk", home / "Desktop" / f"{NAME}.lnk"]
        for path in places:
            make_link(path, command, hint=f"Start it with: vlogkit studio {folder}")
        return places
    if system == "darwin":
        path = home / "Desktop" / f"{NAME}.command"
        write_entry(path, f"#!/bin/sh\nexec {shlex.join(command)}\n")
        return [path]
    share = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    places = [share / "applications" / "vlogkit-studio.desktop"]
    places += [home / "Desktop" / "vlogkit-studio.desktop"] if (home / "Desktop").is_dir() else []
    for path in places:
        write_entry(path, desktop_entry(command, NAME, COMMENT) + "Categories=AudioVideo;Office;\n")
    return places
