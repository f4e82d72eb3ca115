"""Write what a desktop opens or starts: entries of freedesktop.org, links of Windows, each for a command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from vlogkit.errors import OutsideError
from vlogkit.files import outside, write_text
from vlogkit.translating.gettext_catalogue import translated


def program(*words: str) -> list[str]:
    """vlogkit with these words, by this Python, without a console window on Windows."""
    python = Path(sys.executable)
    quiet = python.with_name("pythonw.exe")
    return [str(quiet if quiet.is_file() else python), "-m", "vlogkit", *words]


def desktop_entry(command: Sequence[str], name: str, comment: str) -> str:
    """A desktop entry after the freedesktop.org specification 1.5; its command is quoted by that specification's rules."""
    quoted = " ".join('"' + "".join(f"\\{c}" if c in '"`$\\' else c for c in part) + '"' for part in command)
    shown = quoted.replace("\\", "\\\\").replace("%", "%%")
    said = f"Comment={comment}\nComment[id]={translated(comment, 'id')}\n"
    return f"[Desktop Entry]\nType=Application\nName={name}\n{said}Exec={shown}\nTerminal=false\n"


def make_link(path: Path, command: Sequence[str], *, hint: str) -> None:
    """Make a link of Windows that runs a command. Raises OutsideError with the hint."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["powershell", "-NoProfile", "-NonInteractive", "-Command", link_script(path, command)],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise OutsideError(f"Windows did not make the shortcut: {error}", where=path, hint=hint) from None


def link_script(path: Path, command: Sequence[str]) -> str:
    """The PowerShell that makes one link."""
    target, *rest = command
    arguments = " ".join(f'"{part}"' if " " in part else part for part in rest)
    parts = {"TargetPath": target, "Arguments": arguments, "WorkingDirectory": str(Path.home())}
    lines = [f"$s = (New-Object -ComObject WScript.Shell).CreateShortcut({_quoted(str(path))})"]
    lines += [f"$s.{key} = {_quoted(value)}" for key, value in parts.items()]
    return "; ".join([*lines, "$s.Save()"])


def write_entry(path: Path, text: str) -> None:
    """Write a file that a person or the system runs. Raises DiskError."""
    try:
        write_text(path, text)
        path.chmod(0o755)
    except OSError as error:
        raise outside(error, path) from None


def start_menu(home: Path, environment: Mapping[str, str]) -> Path:
    """The folder of the menu of Windows."""
    roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    return roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
