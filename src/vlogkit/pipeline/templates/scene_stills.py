"""Draw a still of each scene of a template: small ones for a report, exact ones to compare with golden stills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.checking.text_lines import Kind, StagedOutput
from vlogkit.errors import InputError, OutsideError, Where
from vlogkit.files import check_inside, write_bytes
from vlogkit.findings.codes import found
from vlogkit.media.colour import STILL, to_rgb
from vlogkit.pipeline.checking.backdrops import Darkroom
from vlogkit.records.base import Format
from vlogkit.records.finding import Finding
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.timelines.freezing import frozen
from vlogkit.timelines.scaling import THIRD, scaled

Pixels = NDArray[np.uint8]
SMALL = 320
"""Longest side of a still in a report, pixels."""
QUALITY = 70
LOSSLESS = 101
"""WebP quality by which OpenCV writes without loss."""
TOLERANCE = 3
"""Steps of 255 by which a pixel may differ: what rounding on another processor can do, and no eye can see."""
BRIGHTER = 8
"""How many times a difference is enlarged to be seen."""


@dataclass(frozen=True)
class Shot:
    """A scene as it stands: in a video with its captions, or as a card; `data` is a WebP."""

    format: Format
    kind: Kind
    scene: str
    data: bytes

    @property
    def name(self) -> str:
        """Name of its file, without an ending."""
        return f"{self.format}-{self.kind}-{self.scene}"


def shots_of(pictures: Iterable[StagedOutput], room: Darkroom) -> Iterator[Shot]:
    """A small still of every scene."""
    for picture in pictures:
        small = scaled(picture.timeline, THIRD, grid=1)
        factor = SMALL / max(small.width, small.height)
        size = (round(small.width * factor), round(small.height * factor))
        for index, scene in enumerate(small.scenes):
            pixels = room.pixels(frozen(small, index, scene.still))
            shown = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
            yield Shot(picture.format, picture.kind, scene.name, webp(np.asarray(shown, np.uint8), QUALITY))


def exact_shots(pictures: Iterable[StagedOutput], room: Darkroom) -> Iterator[tuple[str, Pixels]]:
    """Every scene drawn in full size and then reduced, so that a shift of one pixel shows; its name and its RGB."""
    for picture in pictures:
        timeline = picture.timeline
        desk = Compositor(timeline, space=STILL, store=room.store, readers=room.readers, book=room.book).desk()
        size = (round(timeline.width * THIRD), round(timeline.height * THIRD))
        for index, scene in enumerate(timeline.scenes):
            pixels = to_rgb(desk.scene_frame(index, scene.still).arrays, STILL)
            name = f"{picture.format}-{picture.kind}-{scene.name}"
            yield name, np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def webp(rgb: Pixels, quality: int = LOSSLESS) -> bytes:
    """RGB (h, w, 3) as WebP; without loss at quality 101."""
    bgr = np.ascontiguousarray(rgb[:, :, ::-1])
    done, data = cv2.imencode(".webp", bgr, [cv2.IMWRITE_WEBP_QUALITY, quality])
    if not done:
        raise OutsideError("a still could not be written as WebP", hint="Reinstall opencv-python-headless.")
    return bytes(data.tobytes())


def read_webp(path: Path) -> Pixels:
    """The RGB of a golden still. Raises InputError."""
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise InputError(f"this golden still cannot be read: {error.strerror}", where=path) from None
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if picture is None:
        hint = "Write it anew with: vlogkit templates check --update"
        raise InputError("this golden still is damaged", where=path, hint=hint)
    return np.asarray(picture[:, :, ::-1], np.uint8)


def difference(golden: Pixels, now: Pixels) -> int:
    """The largest step by which any pixel differs; 255 where the sizes do."""
    if golden.shape != now.shape:
        return 255
    return int(np.abs(golden.astype(np.int16) - now.astype(np.int16)).max())


def difference_picture(golden: Pixels, now: Pixels) -> Pixels:
    """Golden, now, and what differs made bright, side by side (h, 3 w, 3)."""
    height = max(golden.shape[0], now.shape[0])
    if golden.shape != now.shape:
        return np.hstack([_as_high(golden, height), _as_high(now, height)])
    apart = np.abs(golden.astype(np.int16) - now.astype(np.int16)) * BRIGHTER
    return np.hstack([golden, now, np.minimum(apart, 255).astype(np.uint8)])


def _as_high(rgb: Pixels, height: int) -> Pixels:
    below = height - rgb.shape[0]
    return np.asarray(np.pad(rgb, ((0, below), (0, 0), (0, 0))), np.uint8)


def compare(folder: Path, shots: Iterable[tuple[str, Pixels]], differences: Path) -> Iterator[Finding]:
    """Compare stills with the golden ones of a folder, writing a difference picture for each that changed.
    Raises OutsideError."""
    seen: set[str] = set()
    place = "/".join(folder.parts[-3:])
    for name, pixels in shots:
        seen.add(name)
        path = folder / f"{name}.webp"
        if not path.is_file():
            yield found("golden-missing", place=Where(place), still=name)
            continue
        golden = read_webp(path)
        worst = difference(golden, pixels)
        if worst > TOLERANCE:
            picture = differences / f"{folder.parent.name}-{name}.webp"
            write_bytes(picture, webp(difference_picture(golden, pixels), 90))
            yield found(
                "golden-changed",
                place=Where(f"{place}/{name}.webp"),
                measured=f"{worst}/255",
                limit=f"{TOLERANCE}/255",
                still=name,
                picture=str(picture),
            )
    for path in sorted(folder.glob("*.webp")):
        if path.stem not in seen:
            yield found("golden-orphaned", place=Where(f"{place}/{path.name}"), still=path.stem)


def update_golden(folder: Path, shots: Iterable[tuple[str, Pixels]]) -> list[Path]:
    """Write the golden stills that changed by more than the tolerance, and remove those left over; what was written.
    Raises OutsideError."""
    written: list[Path] = []
    names = set()
    for name, pixels in shots:
        names.add(name)
        path = folder / f"{name}.webp"
        if path.is_file() and difference(read_webp(path), pixels) <= TOLERANCE:
            continue
        write_bytes(path, webp(pixels))
        written.append(path)
    for path in check_inside(folder).glob("*.webp"):
        if path.stem not in names:
            path.unlink()
    return written
