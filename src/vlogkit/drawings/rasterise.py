"""Draw a checked drawing: here where its cost is known, else in a process with limits of time and memory."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import numpy as np
from numpy.typing import NDArray

from vlogkit.drawings.bounds import check_drawing

SECONDS = 8
"""Of one core, for a drawing that is drawn apart."""
MEMORY = 1_500_000_000

_CHILD = """
import sys
width, height, seconds, memory = map(int, sys.argv[1:])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError):
    pass
import resvg_py
svg = sys.stdin.buffer.read().decode("utf-8")
png = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True)
sys.stdout.buffer.write(bytes(png))
"""


def rasterise(svg: str, width: int, height: int) -> NDArray[np.uint8]:
    """The drawing fitted into width x height pixels, centred: straight RGBA. Raises ValueError."""
    from PIL import Image, PngImagePlugin

    png = _drawn_here(svg, width, height) if check_drawing(svg) else _drawn_apart(svg, width, height)
    picture = PngImagePlugin.PngImageFile(io.BytesIO(png)).convert("RGBA")  # `open` would load every format's reader
    if picture.size != (width, height):
        canvas = Image.new("RGBA", (width, height))
        canvas.paste(picture, ((width - picture.width) // 2, (height - picture.height) // 2))
        picture = canvas
    return np.asarray(picture, np.uint8)


def _drawn_here(svg: str, width: int, height: int) -> bytes:
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True))


def _drawn_apart(svg: str, width: int, height: int) -> bytes:
    """Drawn by a process that ends when it takes too long or too much: filters, masks and patterns know no bounds."""
    call = [sys.executable, "-I", "-c", _CHILD, *map(str, (width, height, SECONDS, MEMORY))]
    try:
        done = subprocess.run(call, input=svg.encode("utf-8"), capture_output=True, timeout=8 * SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise ValueError(f"it cannot be drawn in {SECONDS} seconds; simplify its filters and patterns") from None
    if done.returncode == 0 and done.stdout:
        return done.stdout
    reason = re.search(r"ValueError: (.*)", done.stderr.decode("utf-8", "replace"))
    if reason:
        raise ValueError(reason[1])
    raise ValueError(f"it cannot be drawn in {SECONDS} seconds and 1.5 GB; simplify its filters and patterns")
