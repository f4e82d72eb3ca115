"""Check that an installation can do its work and that a workspace is whole."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit.errors import UsageError, VlogkitError, counted

if TYPE_CHECKING:
    from vlogkit.workspace import Workspace

STALE_AFTER = 120
"""Days after which facts are looked up again, and before which the end of an interface is told."""
LEAST_FREE = 2_000_000_000
"""Bytes: room for a day's videos and their cache."""


@dataclass(frozen=True)
class DoctorLine:
    """What was checked, whether it works, what was seen, and what to do."""

    name: str
    ok: bool
    detail: str
    hint: str = ""


def examine(folder: Path | None, *, today: dt.date | None = None) -> list[DoctorLine]:
    """Check everything, as on a day (today); a check that fails never stops the others."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("text", _text),
        ("pictures", _pictures),
        ("video", _video),
        ("templates", _templates),
    ]
    return [_run(name, check) for name, check in checks] + list(_workspace(folder, today))


def _run(name: str, check: Callable[[], str]) -> DoctorLine:
    try:
        return DoctorLine(name, True, check())
    except (VlogkitError, ImportError, OSError, RuntimeError, ValueError) as error:
        return DoctorLine(name, False, str(error), "Install vlogkit again, with the versions of constraints.txt.")


def _text() -> str:
    from vlogkit.typesetting.blocks import set_block
    from vlogkit.typesetting.fonts import open_book
    from vlogkit.typesetting.style import Style

    book = open_book()
    block = set_block("Melayani ꦗꦮ العربية 12.072", Style(), book=book)
    return f"{len(book.families)} font families; Latin, Javanese and Arabic set in {block.width:.0f} px"


def _pictures() -> str:
    import cv2
    import resvg_py
    from PIL import __version__ as pillow

    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><rect width="2" height="2"/></svg>'
    size = len(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=8, height=8)))
    return f"OpenCV {cv2.__version__}, Pillow {pillow}, SVG drawn ({size} bytes)"


def _video() -> str:
    import av

    if "libx264" not in av.codecs_available or "aac" not in av.codecs_available:
        raise RuntimeError("this PyAV has no H.264 or no AAC encoder")
    return f"PyAV {av.__version__} encodes H.264 and AAC by itself; no ffmpeg is needed"


def _templates() -> str:
    from vlogkit import resources
    from vlogkit.catalogue import load_brand, load_template

    templates = [load_template(name) for name in resources.names("templates")]
    brands = [load_brand(name) for name in resources.names("brands")]
    return f"{counted(sum(bool(t.kinds) for t in templates), 'template')}, {counted(len(brands), 'brand')}"


def _facts_lines(workspace: Workspace, today: dt.date) -> Iterator[DoctorLine]:
    """Facts of the platforms of this workspace's accounts that nobody has looked at for long, or whose interface ends."""
    from vlogkit.publishing.registry import facts

    for name in sorted({account.platform for account in workspace.settings.accounts}):
        try:
            known = facts(name, workspace=workspace.root)
        except VlogkitError as error:
            yield DoctorLine(f"platform {name}", False, str(error), error.hint)
            continue
        age = (today - known.checked).days
        if age > STALE_AFTER and not known.local:
            hint = f"Update vlogkit, or correct platforms/{name}.yaml of the workspace and its `checked`."
            yield DoctorLine(f"platform {name}", False, f"its facts were looked up {counted(age, 'day')} ago", hint)
        if known.expires is not None and (known.expires - today).days <= STALE_AFTER:
            ends = f"the interface that is spoken to ends on {known.expires}"
            yield DoctorLine(f"platform {name}", False, ends, "Update vlogkit before that day.")


def _workspace(folder: Path | None, today: dt.date | None) -> Iterator[DoctorLine]:
    from vlogkit.workspace import open_workspace

    try:
        workspace = open_workspace(folder)
    except UsageError as error:
        if folder is not None:
            yield DoctorLine("workspace", False, error.message, error.hint)
        return
    except VlogkitError as error:
        yield DoctorLine("workspace", False, str(error), "Correct vlogkit.yaml.")
        return
    yield DoctorLine("workspace", True, f"{workspace.root}, {counted(len(list(workspace.items())), 'update')}")
    try:
        with tempfile.TemporaryFile(dir=workspace.root):
            pass
        yield DoctorLine("folder", True, "can be written to")
    except OSError as error:
        yield DoctorLine("folder", False, f"cannot be written to: {error.strerror}", "Change its permissions.")
    yield from _facts_lines(workspace, today or dt.date.today())
    free = shutil.disk_usage(workspace.root).free
    yield DoctorLine("disk", free > LEAST_FREE, f"{free / 1e9:.1f} GB free", "Free some space, or prune the cache.")
