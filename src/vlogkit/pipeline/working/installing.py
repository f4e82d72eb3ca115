"""Write what makes a system start a worker by itself: a systemd unit, a task of Windows, or a line for cron."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

System = Literal["systemd", "windows", "cron"]
SYSTEMS: tuple[System, ...] = ("systemd", "windows", "cron")

_UNIT = """\
[Unit]
Description=vlogkit sends what is due for {name}
After=network-online.target
Wants=network-online.target

[Service]
ExecStart={command}
Restart=always
RestartSec=10
KillSignal=SIGTERM
TimeoutStopSec=300

[Install]
WantedBy=default.target
"""
_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.4" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>{description}</Description></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions><Exec><Command>{program}</Command><Arguments>{arguments}</Arguments></Exec></Actions>
</Task>
"""
_FILES: dict[System, str] = {
    "systemd": "vlogkit-worker.service",
    "windows": "vlogkit-worker.xml",
    "cron": "vlogkit.cron",
}
_THEN: dict[System, tuple[str, ...]] = {
    "systemd": (
        "mkdir -p ~/.config/systemd/user && cp {file} ~/.config/systemd/user/",
        "systemctl --user enable --now vlogkit-worker",
        "loginctl enable-linger    # so that it runs when nobody is logged in",
    ),
    "windows": ("schtasks /Create /TN vlogkit-worker /XML {file}", "schtasks /Run /TN vlogkit-worker"),
    "cron": ("(crontab -l; cat {file}) | crontab -",),
}


def this_system() -> System:
    """What starts programs on this machine."""
    return "windows" if sys.platform == "win32" else "systemd" if Path("/run/systemd/system").is_dir() else "cron"


def write_installation(folder: Path, place: Path, system: System, *, network: bool) -> tuple[Path, tuple[str, ...]]:
    """Write the file into `folder`, for a worker of a workspace or of a network's file at `place`; what to run then. Raises
    DiskError."""
    from vlogkit.files import write_text

    path = folder / _FILES[system]
    words = ("worker", "--network", str(place)) if network else ("worker", "--workspace", str(place))
    text = installation(system, (sys.executable, "-m", "vlogkit"), words, place.name)
    if system == "windows":
        path.write_bytes(text.encode("utf-16"))
    else:
        write_text(path, text)
    typed = f'"{path}"' if system == "windows" else shlex.quote(str(path))
    return path, tuple(line.format(file=typed) for line in _THEN[system])


def installation(system: System, program: tuple[str, ...], words: tuple[str, ...], name: str) -> str:
    """The text of the file. cron starts a round every five minutes instead of a worker that stays."""
    if system == "systemd":
        said = " ".join(name.split()).replace("%", "%%")
        first, *rest = (_quoted(word, system) for word in (*program, *words))
        # systemd puts variables into what the program is told, and none into its own path.
        return _UNIT.format(name=said, command=" ".join((first.replace("$$", "$"), *rest)))
    if system == "windows":
        arguments = " ".join(_quoted(word, system) for word in (*program[1:], *words))
        return _TASK.format(
            description=escape(f"vlogkit sends what is due for {name}"),
            program=escape(program[0]),
            arguments=escape(arguments),
        )
    once = ("worker", "--once", *words[1:])
    return f"*/5 * * * * {' '.join(_quoted(word, system) for word in (*program, *once))}\n"


def _quoted(word: str, system: System) -> str:
    """A word as the system reads it as one; `%` is the end of a line to cron, and `%` and `$` begin what systemd replaces."""
    if system == "systemd":
        word = word.replace("\\", "\\\\").replace("%", "%%").replace("$", "$$")
        return word if _is_plain(word) else '"' + word.replace('"', '\\"') + '"'
    if system == "cron":
        return shlex.quote(word).replace("%", "\\%")
    return word if _is_plain(word) else f'"{word}"'


def _is_plain(word: str) -> bool:
    """Whether no system takes it for several words."""
    return all(one.isalnum() or one in "-_./:\\%=+@$" for one in word)
