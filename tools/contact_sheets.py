"""Draw contact sheets to judge templates by: in each format the first card, the video's first frame, its middle and the
frame before its last cut; on the samples, or on the photographs of a folder, which stay where they are.

python tools/contact_sheets.py --photos FOLDER --brand rsud --out build/sheets poster quote
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe
from make_gallery import FORMATS, QUALITY, SHOWN, Studio, cards_of, column, strip
from PIL import Image, ImageOps

from vlogkit.catalogue import load_brand, load_frame
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.telling.items import StoryDraft
from vlogkit.records.base import Format
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import still_pixels
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.staging.scenes import stage_video
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import open_workspace

HEIGHTS: dict[Format, int] = {"portrait": 640, "feed": 480, "square": 440, "landscape": 330}
LARGEST = (2400, 2400)
FILM = (1920, 1080)
PAIRS = ("sebelum", "sesudah")
FOCUS = re.compile(r"^ *focus: \[[^\]]*\]\n", re.MULTILINE)
"""Where the eye is drawn in a drawing; of a photograph in its place nothing is known."""


def use_photographs(root: Path, folder: Path) -> None:
    """Put the photographs of a folder in the place of a workspace's pictures and films, in the order of their names; a
    pair before and after is taken where the folder has files called so."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    pair = {
        word: [path for path in files if english in path.stem]
        for word, english in zip(PAIRS, ("before", "after"), strict=True)
    }
    single = itertools.cycle([path for path in files if not any(path in paths for paths in pair.values())])
    for path in sorted((root / "pictures").glob("*.jpg")):
        kept = pair[path.stem.rpartition("-")[2]] if path.stem.endswith(PAIRS) else []
        if path.stem.endswith(PAIRS) and not all(pair.values()):
            continue
        _upright(kept[0] if kept else next(single)).save(path, quality=92)
    for path in sorted((root / "clips").glob("*.mp4")):
        still, filmed = path.with_suffix(".jpg"), path.with_suffix(".new.mp4")
        ImageOps.fit(_upright(next(single)), FILM).save(still)
        subprocess.run(  # the sound and the length stay, so that captions and cuts do
            [get_ffmpeg_exe(), "-v", "error", "-y", "-i", path, "-loop", "1", "-i", still, "-map", "1:v", "-map", "0:a?", "-shortest",
             "-pix_fmt", "yuv420p", "-r", "30", filmed], check=True,
        )  # fmt: skip
        filmed.replace(path)
        still.unlink()
    for path in (root / "updates").glob("*.md"):
        path.write_text(FOCUS.sub("", path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _upright(path: Path) -> Image.Image:
    with Image.open(path) as file:
        picture = ImageOps.exif_transpose(file).convert("RGB")
    picture.thumbnail(LARGEST)
    return picture


def moments(timeline: Timeline) -> Iterator[int]:
    """The first frame of a video, the middle, and the one before its last cut."""
    yield 0
    yield timeline.frames() // 2
    yield max(0, timeline.frames() - timeline.scenes[-1].frames - 1)


def sheet_of(studio: Studio, told: StoryDraft) -> Image.Image:
    """One template: a row for each format."""
    rows = []
    for name in FORMATS:
        pictures = [studio.card(told, scene, name) for scene in cards_of(told)[:1]]
        assets = Assets(studio.workspace)
        timeline = stage_video(told.story, told.brand, load_frame(name), assets.material).timeline
        store, book = DrawnCache(), open_book()
        pictures += [
            Image.fromarray(still_pixels(timeline, frame=frame, store=store, book=book)) for frame in moments(timeline)
        ]
        rows.append(strip(pictures, HEIGHTS[name], most=4000))
    return column(rows)


def main(words: Sequence[str] | None = None) -> int:
    """Draw the sheets that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("templates", nargs="*", choices=[[], *SHOWN], help="all, where none is named")
    parser.add_argument("--photos", type=Path, help="a folder of photographs to draw on")
    parser.add_argument("--brand", help="another brand than each sample's own")
    parser.add_argument("--out", type=Path, default=Path("build/sheets"))
    asked = parser.parse_args(words)
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "ws"
        make_workspace(root)
        if asked.photos:
            use_photographs(root, asked.photos)
        studio = Studio(open_workspace(root))
        for template in asked.templates or SHOWN:
            told = studio.told(template)
            if asked.brand:
                told = dataclasses.replace(told, brand=load_brand(asked.brand))
            path = asked.out / f"{template}.webp"
            sheet_of(studio, told).save(path, quality=QUALITY)
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
