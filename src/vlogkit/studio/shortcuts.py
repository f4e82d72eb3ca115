"""Put a sign for the studio on the desktop and in the menu, so that it is opened without a terminal."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from vlogkit.errors import OutsideError
from vlogkit.files import outside, write_text

NAME = "vlogkit studio"


def make_shortcuts(folder: Path, *, system: str, home: Path, environment: Mapping[str, str]) -> list[Path]:
    """Write the shortcuts that open the studio on a folder, for a `system` as `sys.platform` names it; their paths.
    Raises DiskError, OutsideError where Windows does not make them."""
    if system == "win32":
        return _windows(folder, home, environment)
    if system == "darwin":
        path = home / "Desktop" / f"{NAME}.command"
        _written(path, f"#!/bin/sh\nexec {shlex.join(command(folder))}\n", executable=True)
        return [path]
    share = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    places = [share / "applications" / "vlogkit-studio.desktop"]
    places += [home / "Desktop" / "vlogkit-studio.desktop"] if (home / "Desktop").is_dir() else []
    for path in places:
        _written(path, desktop_entry(folder), executable=True)
    return places


def command(folder: Path) -> list[str]:
    """What starts the studio: this Python, without a console window on Windows."""
    python = Path(sys.executable)
    quiet = python.with_name("pythonw.exe")
    return [str(quiet if quiet.is_file() else python), "-m", "vlogkit", "studio", str(folder)]


def desktop_entry(folder: Path) -> str:
    """A desktop entry after the freedesktop.org specification 1.5; its command is quoted by that specification's rules."""
    quoted = " ".join('"' + "".join(f"\\{c}" if c in '"`$\\' else c for c in part) + '"' for part in command(folder))
    shown = quoted.replace("\\", "\\\\").replace("%", "%%")
    return (
        "[Desktop Entry]\nType=Application\n"
        f"Name={NAME}\nComment=Make, approve and schedule posts\nComment[id]=Buat, setujui dan jadwalkan kiriman\n"
        f"Exec={shown}\nTerminal=false\nCategories=AudioVideo;Office;\n"
    )


def _windows(folder: Path, home: Path, environment: Mapping[str, str]) -> list[Path]:
    menu = Path(environment.get("APPDATA") or home / "AppData" / "Roaming") / "Microsoft" / "Windows" / "Start Menu"
    places = [menu / "Programs" / f"{NAME}.lnk", home / "Desktop" / f"{NAME}.lnk"]
    for path in places:
        script = windows_script(path, folder)
        try:
            subprocess.run(
                ["powershell", "-NoProfile", "-NonInteractive", "-Command", script],
                check=True, capture_output=True, timeout=60,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            raise OutsideError(
                f"Windows did not make the shortcut: {error}",
                where=path,
                hint=f"Start it with: vlogkit studio {folder}",
            ) from None
    return places


def windows_script(path: Path, folder: Path) -> str:
    """The PowerShell that makes one shortcut."""
    program, *rest = command(folder)
    arguments = " ".join(f'"{part}"' if " " in part else part for part in rest)
    parts = {"TargetPath": program, "Arguments": arguments, "WorkingDirectory": str(Path.home())}
    lines = [f"$s = (New-Object -ComObject WScript.Shell).CreateShortcut({_quoted(str(path))})"]
    lines += [f"$s.{key} = {_quoted(value)}" for key, value in parts.items()]
    return "; ".join([*lines, "$s.Save()"])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _written(path: Path, text: str, *, executable: bool) -> None:
    try:
        write_text(path, text)
        if executable:
            path.chmod(0o755)
    except OSError as error:
        raise outside(error, path) from None
