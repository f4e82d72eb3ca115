"""Place words on photographs and measure what is drawn: contrast, covered faces and points, and how much of a picture shows.

python benchmarks/placement.py --photos FOLDER --json

Each photograph is tried as it is, and some of them darker, brighter and cropped, in all formats, as a card and as a video
with captions. Faces are looked for in what is drawn, without words. Without a folder the photographs are drawn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import numpy as np
from PIL import Image, ImageEnhance

from material import photograph
from vlogkit import resources
from vlogkit.catalogue import load_brand, load_frame
from vlogkit.checking.contrast import Backdrop, stretches
from vlogkit.checking.text_lines import StagedOutput, picture_of
from vlogkit.files import sha256_of
from vlogkit.media.luminance import luminance, ratio
from vlogkit.records.base import Format
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.timeline import Counter, Fill, LogoLayer, PictureLayer, Text, Timeline, Vector
from vlogkit.rendering.stills import still_pixels
from vlogkit.seeing.faces import find_faces
from vlogkit.seeing.picture_look import look_at_picture
from vlogkit.seeing.seen import Seen
from vlogkit.staging.material import Asset, Material
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.timelines.camera import windows
from vlogkit.typesetting.fonts import open_book

FORMATS: tuple[Format, ...] = get_args(Format)
PICTURES = 40
LEAST, TAIL = 4.5, 2.0
"""The contrast that is asked for, and the per cent of pixels that may be worse."""
TITLES = (
    "Jembatan baru memotong waktu tempuh *separuh*",
    "Puskesmas Karanganyar kini *buka 24 jam* untuk enam desa di lereng",
    "Air bersih sampai ke rumah",
)
CUES = (
    {"start": 0.4, "end": 2.4, "text": "Warga enam desa tak lagi memutar."},
    {"start": 2.4, "end": 4.6, "text": "Sekarang cukup delapan menit."},
)
Box = tuple[float, float, float, float]


class Place:
    """What laying out needs: fonts, files, and looks at pictures, kept for this run."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}
        self.material = Material(open_book(), self.locate, look=self.look)

    def locate(self, name: str, origin: str) -> Asset:
        """A file by its path, or a shipped one."""
        path = Path(name) if Path(name).is_absolute() else resources.shipped(*name.split("/"))
        return Asset(str(path), sha256_of(path), path.read_text() if path.suffix == ".svg" else "")

    def look(self, asset: Asset) -> Seen:
        """What there is to see."""
        if asset.sha256 not in self._seen:
            self._seen[asset.sha256] = look_at_picture(asset.path)
        return self._seen[asset.sha256]


def scene(
    file: Path, title: str, focus: tuple[float, float] | None, *, video: bool, summary: bool = True
) -> StoryScene:
    """A picture with one block of words, as a photo-led composition has it."""
    words = [
        {"type": "identity", "first": "Dinas Pekerjaan Umum", "second": "Provinsi Jawa Tengah"},
        {"type": "spacer", "size": 28},
        {"type": "text", "words": title, "style": "title", "role": "paper", "lines": 6},
        {"type": "text", "words": "Kabupaten Grobogan, 24 November 2026", "style": "body", "role": "paper", "lines": 2},
    ]
    if summary and not video:
        words.append(
            {"type": "text", "words": "Warga tak lagi memutar 14 kilometer.", "style": "lead", "role": "paper"}
        )
    layers = [
        {"type": "picture", "file": str(file), **({"focus": focus} if focus else {})},
        {"type": "scrim", "edge": "words"},
        {"type": "stack", "gap": 24, "place": ["top", "bottom", "left", "right", "middle"], "items": words},
        {"type": "progress", "only": "video"},
    ]
    fields = {"name": "a", "seconds": 5.0, "ground": "brand", "transition": {}, "layers": layers, "video": video}
    return StoryScene.model_validate({**fields, "card": not video, "cues": CUES if video else ()})


def staged(place: Place, made: StoryScene, name: Format) -> Timeline:
    """The scene as a video or a card."""
    fields = {"id": "a", "notice": "update:a", "template": "a", "lang": "id", "brand": "jateng", "title": "a"}
    story, brand, frame = Story(**fields, scenes=(made,)), load_brand("jateng"), load_frame(name)  # type: ignore[arg-type]
    if made.video:
        return stage_video(story, brand, frame, place.material).timeline
    return stage_card(story, made, brand, frame, place.material).timeline


def drawn(timeline: Timeline, place: Place, frame: int, *kinds: type) -> np.ndarray:
    """A frame with the layers of some kinds alone, or without words where none are named."""
    only = timeline.scenes[0]
    kept = [
        layer for layer in only.layers if (isinstance(layer, kinds) if kinds else not isinstance(layer, Text | Counter))
    ]
    bare = timeline.model_copy(update={"scenes": (only.model_copy(update={"layers": tuple(kept)}),)})
    return still_pixels(bare, scene=0, frame=frame, book=place.material.book)


def worst_contrast(picture: StagedOutput, place: Place, frames: list[int]) -> float:
    """The least contrast of any line with all but the worst of the pixels drawn behind it."""
    worst = 21.0
    for frame in frames:
        behind = Backdrop(0, frame, drawn(picture.timeline, place, frame), 1.0)
        for line in picture.lines[0]:
            if line.first <= frame < line.last:
                for left, right, colour in stretches(line):
                    worst = min(
                        worst, _contrast(behind.pixels, (left, line.ink[1], right, line.ink[3]), colour, line.opacity)
                    )
    return worst


def _contrast(pixels: np.ndarray, box: Box, colour: str, opacity: float) -> float:
    left, top, right, bottom = (round(side) for side in box)
    ground = pixels[max(0, top) : bottom, max(0, left) : right].reshape(-1, 3)
    if not len(ground):
        return 21.0
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    words = np.rint(rgb * opacity + ground * (1 - opacity)).astype(np.uint8)
    return float(np.percentile(ratio(luminance(words), luminance(ground)), TAIL))


def covered(picture: StagedOutput, place: Place, frame: int, focus: tuple[float, float] | None) -> tuple[int, int, int]:
    """Faces in the drawn frame, faces under words, and focus points under words."""
    timeline = picture.timeline
    boxes: list[Box] = [line.ink for line in picture.lines[0] if line.first <= frame < line.last]
    for layer in timeline.scenes[0].layers:
        if isinstance(layer, Fill | Vector | LogoLayer) and layer.box.w < timeline.width:
            boxes.append((layer.box.x, layer.box.y, layer.box.x + layer.box.w, layer.box.y + layer.box.h))
    faces = find_faces(drawn(timeline, place, frame, PictureLayer), sides=(320, 640), threshold=0.5)
    (place_of,) = (layer.box for layer in timeline.scenes[0].layers if isinstance(layer, PictureLayer))
    top, bottom = place_of.y, place_of.y + place_of.h
    hidden = sum(
        any(_meet(box, (f.left, max(f.top, top), f.right, min(f.bottom, bottom))) for box in boxes) for f in faces
    )
    points = 0
    for layer in timeline.scenes[0].layers:
        if focus and isinstance(layer, PictureLayer):
            size = place.look(Asset(layer.file, layer.sha256)).size or (1, 1)
            (window,) = windows(layer.camera, size, (layer.box.w, layer.box.h), [frame])
            x = layer.box.x + (focus[0] * size[0] - window.left) / window.width * layer.box.w
            y = layer.box.y + (focus[1] * size[1] - window.top) / window.height * layer.box.h
            points += any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes)
    return len(faces), hidden, points


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def variants(photos: list[Path], folder: Path) -> Iterator[tuple[Path, tuple[float, float] | None]]:
    """`PICTURES` files: the photographs, then those with faces, and others, darker, brighter and cropped; every third with a
    point that a person named."""
    faced = [bool(look_at_picture(photo).faces) for photo in photos]
    order = [photo for photo, _ in sorted(zip(photos, faced, strict=True), key=lambda pair: not pair[1])]
    random = np.random.default_rng(5)
    files = list(photos)
    for number in range(max(0, PICTURES - len(photos))):
        picture = Image.open(order[number // 3 % len(order)]).convert("RGB")
        if number % 3 == 2:
            width, height = picture.size
            picture = picture.crop((width // 8, height // 10, width * 7 // 8, height))
        else:
            picture = ImageEnhance.Brightness(picture).enhance((0.5, 1.6)[number % 3])
        files.append(folder / f"{number}.jpg")
        picture.save(files[-1], quality=92)
    for number, file in enumerate(files[:PICTURES]):
        yield file, (tuple(random.uniform(0.2, 0.8, 2).round(3).tolist()) if number % 3 == 2 else None)  # type: ignore[misc]


def shown_share(place: Place, folder: Path, *, video: bool) -> dict[str, float]:
    """The share of a frame in which a flat-grey picture keeps more than half of its contrast: two greys are drawn, and
    where they differ by more than half of what they did the picture is seen."""
    greys = (96, 160)
    files = [folder / f"grey-{level}.png" for level in greys]
    for file, level in zip(files, greys, strict=True):
        Image.new("RGB", (900, 1200), (level, level, level)).save(file)
    found = {}
    middle = Image.new("RGB", (900, 1200), (128, 128, 128))
    middle.save(folder / "grey.png")
    for name in FORMATS:
        timeline = staged(place, scene(folder / "grey.png", TITLES[0], None, video=video), name)
        frames = []
        for file in files:
            layers = [
                layer.model_copy(update={"file": str(file), "sha256": sha256_of(file)})
                if isinstance(layer, PictureLayer)
                else layer
                for layer in timeline.scenes[0].layers
            ]
            one = timeline.scenes[0].model_copy(update={"layers": tuple(layers)})
            at = timeline.scenes[0].still
            pixels = still_pixels(
                timeline.model_copy(update={"scenes": (one,)}), scene=0, frame=at, book=place.material.book
            )
            frames.append(pixels.astype(int).mean(axis=2))
        found[name] = round(float(((frames[1] - frames[0]) > (greys[1] - greys[0]) / 2).mean()), 3)
    return found


def run(photos: list[Path], folder: Path) -> dict[str, object]:
    """Every picture in every format; half as cards, half as videos with captions."""
    place = Place()
    contrasts, faces, hidden, points, tried, times = [], 0, 0, 0, 0, []
    faults: list[str] = []
    for number, (file, focus) in enumerate(variants(photos, folder)):
        place.look(place.locate(str(file), ""))
        for which, name in enumerate(FORMATS):
            made = scene(file, TITLES[number % len(TITLES)], focus, video=(number + which) % 2 == 1)
            began = time.perf_counter()
            timeline = staged(place, made, name)
            times.append(time.perf_counter() - began)
            picture = picture_of(timeline, "video" if made.video else "card", place.material.book)
            last = timeline.scenes[0].frames - 1
            frames = [0, 60, last - 15] if made.video else [0]
            contrast = worst_contrast(picture, place, frames)
            seen, under, lost = covered(picture, place, frames[-1], focus)
            contrasts.append(contrast)
            tried, faces, hidden, points = tried + 1, faces + seen, hidden + under, points + lost
            if contrast < LEAST or under or lost:
                faults.append(
                    f"{file.name} {name} {'video' if made.video else 'card'}: {contrast:.2f}:1, {under} faces, {lost} points"
                )
    return {
        "frames": tried,
        "least_contrast": round(min(contrasts), 2),
        "below_4.5": sum(contrast < LEAST for contrast in contrasts),
        "faces": faces,
        "faces_covered": hidden,
        "points_covered": points,
        "staging_ms": round(statistics.median(times) * 1000, 1),
        "picture_seen": {
            "card": shown_share(place, folder, video=False),
            "video": shown_share(place, folder, video=True),
        },
        "faults": faults,
    }


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--photos", type=Path, help="a folder of JPEG photographs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.photos:
            photos = sorted(given.photos.glob("*.jpg"))
        else:
            photos = [photograph(Path(folder) / f"photo-{seed}.jpg", seed, (1200, 900)) for seed in range(4)]
        found = run(photos, Path(folder))
    print(json.dumps(found, indent=2) if given.json else "\n".join(f"{key}: {value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
