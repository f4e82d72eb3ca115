"""The same pixels without anything that a system could bring: fonts, locale, home, hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import vlogkit
from vlogkit.typesetting.blocks import set_block
from vlogkit.typesetting.drawing import Outline, draw
from vlogkit.typesetting.fitting import fit
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.style import Span, Style

TEXT = "Ruas Purwodadi–Blora mulus ꦱꦼꦩꦫꦁꦤ꧀ꦢꦿꦸ مرحبا بكم 12,4 km 👍🏽 ✓ kembali"


def digest() -> str:
    """The sha256 of some drawn blocks: every script, an emoji, a highlight, an outline and two sizes."""
    title = Style(weight=800, tracking=-0.02, leading=1.06)
    blocks = [
        fit(TEXT, title, 768, size_max=96, size_min=40, max_lines=4, spans=[Span(0, 4, 1)], book=open_book()),
        set_block(TEXT, Style(size=28.5, align="center"), 500, book=open_book()),
    ]
    drawn = [draw(block, ["#FBF6EE", "#F2B134"], outline=Outline(2, "#3D0A15")) for block in blocks]
    found = hashlib.sha256()
    for one in drawn:
        found.update(f"{one.x} {one.y} {one.pixels.shape}".encode())
        found.update(one.pixels.tobytes())
    return found.hexdigest()


def test_a_bare_environment_draws_the_same_pixels(tmp_path: Path) -> None:
    keep = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    bare = {
        **keep,
        "HOME": str(tmp_path),
        "USERPROFILE": str(tmp_path),
        "FONTCONFIG_FILE": str(tmp_path / "no-fonts.conf"),
        "FONTCONFIG_PATH": str(tmp_path),
        "LC_ALL": "tr_TR.UTF-8",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": os.pathsep.join([str(Path(vlogkit.__file__).parent.parent), str(Path(__file__).parent)]),
    }
    command = [sys.executable, "-c", "import test_independence; print(test_independence.digest())"]
    done = subprocess.run(command, env=bare, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == digest()
