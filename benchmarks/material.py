"""Make the benchmarks' photographs and story from numbers, the same each time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from vlogkit.records.clips.soundtrack import Sound
from vlogkit.records.timeline import (
    Box,
    Camera,
    Gradient,
    Key,
    Motion,
    PictureLayer,
    Scene,
    Text,
    TextLine,
    TextStyle,
    Timeline,
    Transition,
    Vector,
)

WIDTH, HEIGHT, FPS = 1080, 1920, 30
FADE = 12
DEEP, PAPER, ACCENT, BRAND = "#3D0A15", "#FBF6EE", "#F2B134", "#9E1B32"
LOGO = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><circle cx="60" cy="60" r="58" fill="{BRAND}"/>'
    + "".join(
        f'<ellipse cx="60" cy="34" rx="13" ry="21" fill="{PAPER}" transform="rotate({turn} 60 60)"/>'
        for turn in (0, 90, 180, 270)
    )
    + f'<circle cx="60" cy="60" r="7" fill="{ACCENT}"/></svg>'
)
TITLES = (
    ("Jalan Purwodadi", "sudah mulus lagi"),
    ("Pasar Wage buka", "sampai sore hari"),
    ("Puskesmas baru", "untuk dua desa"),
)
CAPTIONS = (
    ("Lubang ditambal tiga hari", "setelah laporan warga masuk."),
    ("Pekerjaan diawasi dinas", "dan dicatat setiap malam."),
    ("Warga boleh melapor lagi", "lewat nomor yang sama."),
)


def photograph(path: Path, seed: int, size: tuple[int, int] = (3000, 4000)) -> Path:
    """A JPEG with the statistics of a photograph: detail that falls with frequency, hard edges, a sensor's
    noise."""
    random = np.random.default_rng(seed)
    width, height = size
    picture = np.zeros((height, width, 3), np.float32)
    for octave in range(1, 10):
        cells = 2**octave
        grid = random.normal(0, 1, (cells * height // width + 1, cells, 3)).astype(np.float32)
        grey = grid.mean(axis=2, keepdims=True)
        layer = cv2.resize(grey * 0.8 + grid * 0.2, (width, height), interpolation=cv2.INTER_CUBIC)
        picture += layer * np.float32(62 / octave**1.25)
    picture += 118
    for _ in range(140):
        _shape(picture, random)
    picture += random.normal(0, 2.2, (height, width, 1)).astype(np.float32)
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(path, quality=92)
    return path


def _shape(picture: np.ndarray, random: np.random.Generator) -> None:
    """A plane with an edge: a wall, a kerb, a sign."""
    height, width = picture.shape[:2]
    corners = random.integers(3, 6)
    middle = random.uniform(0, 1, 2) * (width, height)
    spread = random.uniform(0.02, 0.16) * width
    points = (middle + random.normal(0, spread, (corners, 2))).astype(np.int32)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [cv2.convexHull(points)], 255, lineType=cv2.LINE_AA)
    x, y, w, h = cv2.boundingRect(points)
    x, y = max(0, x), max(0, y)
    part = picture[y : y + h, x : x + w]
    share = mask[y : y + h, x : x + w, None].astype(np.float32) / 255 * np.float32(0.72)
    part += (random.uniform(20, 235, 3).astype(np.float32) - part) * share


def sha256(path: Path) -> str:
    """Of the file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _text(words: tuple[str, ...], top: float, size: int, weight: int, **rest: object) -> Text:
    step = round(size * 1.15)
    lines = tuple(TextLine(text=line, x=120.0, baseline=top + step * i, width=760.0) for i, line in enumerate(words))
    box = Box(x=120, y=round(top) - size & -2, w=768, h=step * len(words) + size)
    style = TextStyle(family="Plus Jakarta Sans", weight=weight, size=float(size), tracking=-0.01)
    return Text(box=box, lines=lines, style=style, colour=PAPER, **rest)


def scene(
    photo: Path, number: int, frames: int, enter: Transition, tag: str = "", size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Scene:
    """A photograph that drifts under a scrim, a title that rises and fades in, captions one after another,
    a logo."""
    width, height = size
    first, second = CAPTIONS[number % 3], CAPTIONS[(number + 1) % 3]
    half, end = frames // 2, frames
    camera = Camera(
        zoom=(Key(frame=0, value=1.0), Key(frame=frames, value=1.09, ease="linear")),
        x=(Key(frame=0, value=0.42),),
        y=(Key(frame=0, value=0.46),),
    )
    rising = Motion(
        opacity=(Key(frame=8, value=0), Key(frame=22, value=1)),
        dy=(Key(frame=8, value=32), Key(frame=22, value=0)),
    )
    stops = ((0.0, 0.92), (0.45, 0.7), (1.0, 0.0))
    top = round(height * 0.395 / 2) * 2
    title, caption = float(round(height * 0.448)), float(round(height * 0.57 if height > width else height * 0.74))
    return Scene(
        name=f"scene-{number}",
        frames=frames,
        ground=DEEP,
        enter=enter,
        still=frames // 2,
        layers=(
            PictureLayer(box=Box(x=0, y=0, w=width, h=height), file=str(photo), sha256=sha256(photo), camera=camera),
            Gradient(box=Box(x=0, y=top, w=width, h=height - top), colour=DEEP, edge="bottom", stops=stops),
            Vector(box=Box(x=120, y=round(height * 0.077) * 2, w=96, h=96), svg=LOGO),
            _text(TITLES[number % 3], title, 84, 800, motion=rising),
            _text((first[0] + tag, first[1]), caption, 54, 700, span=(12, half)),
            _text(second, caption, 54, 700, span=(half, end - 4)),
        ),
    )


def story(
    folder: Path,
    *,
    scenes: int = 2,
    seconds: float = 10.0,
    kind: str = "fade",
    tag: str = "",
    size: tuple[int, int] = (WIDTH, HEIGHT),
    distinct: bool = False,
) -> Timeline:
    """A video of `scenes` scenes and `seconds` seconds; `tag` changes one caption of the first scene, `distinct` one of
    every scene, so that none is taken from a cache."""
    photos = [folder / f"photo-{i}.jpg" for i in range(min(scenes, 3))]
    for number, photo in enumerate(photos):
        if not photo.exists():
            photograph(photo, number + 1)
    total = round(seconds * FPS)
    body = (total + FADE * (scenes - 1)) // scenes
    made = []
    for number in range(scenes):
        enter = Transition(kind=kind, frames=FADE, colour=BRAND, accent=ACCENT) if number else Transition()
        frames = body if number < scenes - 1 else total + FADE * (scenes - 1) - body * (scenes - 1)
        made.append(scene(photos[number % len(photos)], number, frames, enter, _tag(number, tag, distinct), size))
    shape = "portrait" if size[1] > size[0] else "square" if size[1] == size[0] else "landscape"
    return Timeline(
        id="benchmark", format=shape, width=size[0], height=size[1], rate=(FPS, 1), scenes=tuple(made), sound=Sound()
    )


def _tag(number: int, tag: str, distinct: bool) -> str:
    return f" {number}" if distinct else tag if number == 0 else ""
