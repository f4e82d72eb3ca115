"""The sample drawings (SVG) come in; the photographs and the clip of the sample workspace go out.

Drawing takes a second or two a picture, so `vlogkit init` copies these files instead of making them."""

from __future__ import annotations

import io
from pathlib import Path

import resvg_py
from PIL import Image

from vlogkit.intake.sample_clip import make_clips

SAMPLES = Path(__file__).resolve().parent.parent / "assets" / "samples"
WIDTH = 1600
QUALITY = 80


def main() -> None:
    """Draw every picture and film the clip anew."""
    clips = SAMPLES / "workspace" / "clips"
    clips.mkdir(exist_ok=True)
    make_clips(clips)
    target = SAMPLES / "workspace" / "pictures"
    target.mkdir(exist_ok=True)
    for source in sorted((SAMPLES / "pictures").glob("*.svg")):
        drawing = resvg_py.svg_to_bytes(svg_string=source.read_text("utf-8"), width=WIDTH, skip_system_fonts=True)
        with Image.open(io.BytesIO(bytes(drawing))) as picture:
            picture.convert("RGB").save(target / f"{source.stem}.jpg", quality=QUALITY, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
