"""Place words on films and measure what is drawn: contrast and covered faces, and how much of a talk's film shows at every
frame.

python benchmarks/films.py --clips FOLDER --json

Each clip is tried as it is, darker and brighter, in all formats, with a block of words and captions before it. A talk is the
sample of the template `talk` in portrait, in each brand: two greys are drawn in the place of its film, and where they
differ by more than half of what they did the film is seen. Without a folder only the talk is measured.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from PIL import Image
from placement import FORMATS, LEAST, Box, Place, drawn, worst_contrast

from vlogkit import resources
from vlogkit.catalogue import load_brand, load_frame
from vlogkit.checking.samples import DataName
from vlogkit.checking.text_lines import StagedOutput, picture_of
from vlogkit.files import sha256_of
from vlogkit.media.clips import ClipReader, planes_of
from vlogkit.media.colour import STILL
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.templates.template_checks import Task, told_with_data
from vlogkit.records.base import Format
from vlogkit.records.settings import Settings
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.timeline import Fill, FootageLayer, LogoLayer, PictureLayer, Scene, Timeline, Vector
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.seeing.faces import find_faces
from vlogkit.seeing.film_look import look_at_film
from vlogkit.seeing.seen import Seen
from vlogkit.staging.material import Asset, Material
from vlogkit.staging.scenes import stage_video
from vlogkit.timelines.scaling import THIRD, scaled
from vlogkit.typesetting.fonts import open_book

BRANDS = ("jateng", "dinkes", "rsud", "pdam", "bumd")
DATA: tuple[DataName, ...] = ("ordinary", "longest")
GREYS = (96, 160)
SECONDS = 4.0
BRIGHTNESS = (1.0, 0.5, 1.6)
CUES = (
    {"start": 0.4, "end": 2.0, "text": "Warga enam desa tak lagi memutar."},
    {"start": 2.0, "end": 3.8, "text": "Sekarang cukup delapan menit."},
)


def variant(clip: Path, brightness: float, folder: Path) -> Path:
    """The first seconds of a clip, darker or brighter."""
    reader, made = ClipReader(clip), folder / f"{clip.stem}-{brightness}.mp4"
    size = tuple(side // 2 * 2 for side in reader.size(reader.frame_at(0)))
    with av.open(str(made), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(15), options={"crf": "16"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(round(SECONDS * 15)):
            planes = planes_of(reader.frame_at(number / 15), size, STILL)  # type: ignore[arg-type]  # two sides
            pixels = np.clip(np.stack(planes, axis=2) * brightness, 0, 255).astype(np.uint8)
            container.mux(stream.encode(VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    reader.close()
    return made


def staged(place: Place, clip: Path, name: Format) -> Timeline:
    """A clip with one block of words, its band, and captions."""
    words = [
        {"type": "identity", "first": "Dinas Pekerjaan Umum", "second": "Provinsi Jawa Tengah"},
        {"type": "text", "words": "Jembatan baru memotong waktu tempuh *separuh*", "style": "title", "role": "paper"},
    ]
    layers = [
        {"type": "footage", "file": str(clip), "framing": "cover"},
        {"type": "scrim", "edge": "words"},
        {"type": "stack", "gap": 24, "place": ["bottom", "top", "left", "right"], "items": words},
    ]
    scene = {"name": "a", "seconds": SECONDS, "ground": "brand", "transition": {}, "layers": layers, "cues": CUES}
    head = {"id": "a", "notice": "update:a", "template": "a", "lang": "id", "brand": "jateng", "title": "a"}
    story = Story.model_validate({**head, "scenes": [StoryScene.model_validate(scene)]})
    return stage_video(story, load_brand("jateng"), load_frame(name), place.material).timeline


def covered(picture: StagedOutput, place: Place, frame: int) -> tuple[int, int]:
    """Faces found in a drawn frame of the film alone, and those of them under words, chips, panels or logos."""
    boxes: list[Box] = [line.ink for line in picture.lines[0] if line.first <= frame < line.last]
    for layer in picture.timeline.scenes[0].layers:
        if (
            isinstance(layer, Fill | Vector | LogoLayer)
            and (layer.span or (0, 10**6))[0] <= frame < (layer.span or (0, 10**6))[1]
        ):
            boxes.append((layer.box.x, layer.box.y, layer.box.x + layer.box.w, layer.box.y + layer.box.h))
    faces = find_faces(drawn(picture.timeline, place, frame, FootageLayer), sides=(320, 640), threshold=0.6)
    under = sum(
        any(b[0] < f.right and f.left < b[2] and b[1] < f.bottom and f.top < b[3] for b in boxes) for f in faces
    )
    return len(faces), under


def on_clips(clips: Sequence[Path], folder: Path) -> dict[str, object]:
    """Every clip in every brightness and format, at eight of its frames."""
    place = Place()
    seen: dict[tuple[str, tuple[float, ...]], tuple[Seen, ...]] = {}

    def look_through(asset: Asset, seconds: Sequence[float]) -> tuple[Seen, ...]:
        key = (asset.path, tuple(seconds))
        if key not in seen:
            seen[key] = look_at_film(asset.path, seconds)
        return seen[key]

    place.material = Material(open_book(), place.locate, look_through=look_through)
    contrasts, faces, hidden, faults = [], 0, 0, []
    for clip in clips:
        for brightness in BRIGHTNESS:
            file = variant(clip, brightness, folder)
            for name in FORMATS:
                picture = picture_of(staged(place, file, name), "video", place.material.book)
                frames = list(range(0, picture.timeline.scenes[0].frames, 17))
                contrasts.append(worst_contrast(picture, place, frames))
                found = [covered(picture, place, frame) for frame in frames[::2]]
                faces, under = faces + sum(one for one, _ in found), sum(one for _, one in found)
                hidden += under
                if contrasts[-1] < LEAST or under:
                    faults.append(f"{file.name} {name}: {contrasts[-1]:.2f}:1, {under} faces")
    return {
        "films": len(contrasts),
        "least_contrast": round(min(contrasts), 2),
        f"below_{LEAST}": sum(one < LEAST for one in contrasts),
        "faces": faces,
        "faces_covered": hidden,
        "faults": faults,
    }


def shares(timeline: Timeline, scene: Scene, folder: Path) -> Iterator[float]:
    """For each frame of a talk: the share of it in which the film keeps more than half of its contrast. A picture or clip
    that fills the frame counts as the film; one set into it, and an interpreter, do not."""
    shown = []
    for grey in GREYS:
        file = folder / f"{grey}.png"
        Image.new("RGB", (90, 160), (grey, grey, grey)).save(file)
        layers = tuple(
            PictureLayer(
                name=one.name, box=one.box, span=one.span, motion=one.motion, file=str(file), sha256=sha256_of(file)
            )
            if isinstance(one, PictureLayer | FootageLayer) and one.box.w == timeline.width
            else one
            for one in scene.layers
            if not isinstance(one, FootageLayer) or one.box.w == timeline.width
        )
        only = timeline.model_copy(update={"scenes": (scene.model_copy(update={"layers": layers}),)})
        shown.append(Compositor(scaled(only, THIRD, grid=1), space=STILL, book=open_book()).desk())
    insets = [
        one for one in scene.layers if isinstance(one, FootageLayer | PictureLayer) and one.box.w < timeline.width
    ]
    for frame in range(scene.frames):
        dark, light = (np.mean(desk.scene_frame(0, frame).arrays, axis=0, dtype=np.float32) for desk in shown)
        seen = (light - dark) > (GREYS[1] - GREYS[0]) / 2
        for one in insets:
            first, last = one.span or (0, scene.frames)
            if first <= frame < last:
                left, top, right, bottom = (
                    round(side / 3) for side in (one.box.x, one.box.y, one.box.x + one.box.w, one.box.y + one.box.h)
                )
                seen[top:bottom, left:right] = False
        yield float(seen.mean())


def talks(folder: Path) -> dict[str, object]:
    """The least share of the frame that shows a talk's film, by brand and sample, and where that is."""
    found: dict[str, object] = {}
    for data in DATA:
        for brand in BRANDS:
            task = Task(resources.shipped(), Settings(name="films"), "talk", "update", brand, "id", data)
            told = told_with_data(task)
            assert told is not None
            _, story, own = told
            timeline = stage_video(story, own, load_frame("portrait"), Assets(task.workspace()).material).timeline
            scene = next(one for one in timeline.scenes if one.name == "talk")
            seen = list(shares(timeline, scene, folder))
            worst = int(np.argmin(seen))
            found[f"{data} {brand}"] = {
                "least": round(min(seen), 3),
                "frame": worst,
                "mean": round(float(np.mean(seen)), 3),
            }
    return found


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--clips", type=Path, help="a folder of clips")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found: dict[str, object] = {"talk": talks(folder)}
        if given.clips:
            clips = sorted([*given.clips.glob("*.mp4"), *given.clips.glob("*.mkv")])
            found["clips"] = on_clips(clips, folder)
    print(json.dumps(found, indent=2) if given.json else "\n".join(f"{key}: {value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
