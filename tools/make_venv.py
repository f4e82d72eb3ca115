"""Make a virtual environment with vlogkit, what an extra (`test`, `docs`) needs, and exact versions.

Debian and Ubuntu ship Python without ensurepip; where the system has pip, it installs into the new environment."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (3, 11)


def main() -> int:
    """Make the environment, or say what is missing."""
    if sys.version_info < NEEDED:
        return fail(f"Python {'.'.join(map(str, NEEDED))} or newer is needed; this is {sys.version.split()[0]}.")
    folder, extra = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "test"
    pip = make(folder)
    if pip is None:
        return fail("This Python has neither ensurepip nor pip. Install one of them: apt install python3-venv")
    install = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-c",
        str(ROOT / "constraints.txt"),
        "-e",
        f"{ROOT}[{extra}]",
    ]
    print("Installing vlogkit and what it needs; the first time this takes a minute or two.", flush=True)
    code = subprocess.call([*pip, *install])
    if code == 0:
        (folder / "ready").touch()
    return code


def make(folder: Path) -> list[str] | None:
    """Create the environment; the command that runs its pip, or None where there is no pip to be had."""
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if not has_ensurepip and importlib.util.find_spec("pip") is None:
        return None
    venv.EnvBuilder(clear=True, with_pip=has_ensurepip, symlinks=sys.platform != "win32").create(folder)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if has_ensurepip:
        return [str(python), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(python)]


def fail(message: str) -> int:
    """Say what is missing."""
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
