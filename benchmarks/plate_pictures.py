"""Set invented Indonesian plates into photographs as a camera sees them, for benchmarks/plates.py.

Apart from tools/plate_drawings.py, which the finder learns from: another typeface, a camera with a focal length, plates that
stand before the photograph alone, other wear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Pixels = NDArray[np.uint8]
Corners = NDArray[np.float32]
COLOURS = {
    "white": ((240, 240, 236), (12, 12, 14)),
    "black": ((14, 14, 16), (238, 238, 236)),
    "yellow": ((246, 190, 0), (10, 10, 10)),
    "red": ((190, 16, 24), (246, 246, 244)),
}
"""Ground and ink."""
LONGEST = 1280
"""Pixels of a picture's longer side."""
_AREAS = ("H", "K", "G", "R", "AA", "AB", "AD", "B", "D", "L", "BA", "BK", "DK", "KT", "PA")


@dataclass(frozen=True)
class PlatePicture:
    """RGB pixels, and the lettered part of each plate as four corners."""

    pixels: Pixels
    plates: tuple[Corners, ...]
    kind: str
    """The colour and the lines: "white 1", "red 2"."""


def plate_pictures(photos: Sequence[Pixels], count: int, seed: int) -> Iterator[PlatePicture]:
    """So many pictures with a plate each; colours and lines take turns."""
    kinds = [(colour, lines) for lines in (1, 1, 2) for colour in COLOURS]
    for number in range(count):
        chance = np.random.default_rng((seed, number))
        yield picture(chance, photos[int(chance.integers(len(photos)))], *kinds[number % len(kinds)])


def picture(chance: np.random.Generator, photo: Pixels, colour: str, lines: int) -> PlatePicture:
    """A photograph cut anywhere, with a plate of 3-30 % of its width, turned by up to 35 degrees."""
    share = chance.uniform(0.7, 1.0)
    height, width = (round(side * share) for side in photo.shape[:2])
    y, x = (
        int(chance.integers(whole - part + 1)) for whole, part in zip(photo.shape[:2], (height, width), strict=True)
    )
    scale = LONGEST / max(height, width)
    size = (round(width * scale), round(height * scale))
    ground = cv2.resize(photo[y : y + height, x : x + width], size, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    sign = worn(chance, lettered(chance, colour, lines)).astype(np.float32)
    wide = size[0] * float(np.exp(chance.uniform(np.log(0.03), np.log(0.30))))
    corners = seen(chance, sign.shape[1] / sign.shape[0], wide)
    reach = np.ceil(np.abs(corners).max(0)) + 4
    corners += [chance.uniform(half, max(half + 1, side - half)) for half, side in zip(reach, size, strict=True)]
    lay(chance, ground, sign, corners.astype(np.float32))
    shown = taken(chance, ground)
    return PlatePicture(shown, (inner(corners.astype(np.float32)),), f"{colour} {lines}")


def lettered(chance: np.random.Generator, colour: str, lines: int) -> Pixels:
    """A plate from the front, 860 pixels wide, with rounded corners left square."""
    ground, ink = COLOURS[colour]
    width, height = 860, 270 if lines == 1 else int(chance.integers(430, 620))
    image = Image.new("RGB", (width, height), ground)
    area = _AREAS[int(chance.integers(len(_AREAS)))]
    digits = str(int(chance.integers(1, 10 ** int(chance.integers(2, 5)))))
    series = "".join(chr(65 + int(letter)) for letter in chance.integers(26, size=int(chance.integers(1, 4))))
    rows = [f"{area}  {digits}  {series}"] if lines == 1 else [f"{area} {digits}", series]
    dated = lines == 1 or chance.random() < 0.5
    room = height * (0.70 if dated else 0.86)
    for index, row in enumerate(rows):
        tall = round(room / len(rows) * 0.82)
        write(image, row, ink, height * 0.08 + room / len(rows) * index, tall, 0.84 if lines == 1 else 0.72)
    if dated:
        date = f"{int(chance.integers(1, 13)):02}·{int(chance.integers(24, 33))}"
        write(image, date, ink, height * 0.80, round(height * 0.12), 0.22)
    if chance.random() < 0.6:
        ImageDraw.Draw(image).rectangle((9, 9, width - 10, height - 10), outline=ink, width=int(chance.integers(2, 7)))
    return np.asarray(image)


def write(image: Image.Image, text: str, ink: tuple[int, int, int], top: float, tall: int, most: float) -> None:
    """A row of letters in the middle, pressed together as plates have them, at most a share of the width wide."""
    font = ImageFont.load_default(120)
    left, above, right, below = font.getbbox(text, stroke_width=5)
    mask = Image.new("L", (round(right - left), round(below - above)))
    ImageDraw.Draw(mask).text((-left, -above), text, font=font, fill=255, stroke_width=5)
    wide = min(round(mask.width * tall / mask.height * 0.78), round(image.width * most))
    pressed = mask.resize((wide, tall), Image.Resampling.LANCZOS)
    image.paste(ink, ((image.width - wide) // 2, round(top)), pressed)


def worn(chance: np.random.Generator, sign: Pixels) -> Pixels:
    """Mud as clouds of noise, the edge of a shade, a lamp's glare: each on some plates."""
    height, width = sign.shape[:2]
    made = sign.astype(np.float32)
    if chance.random() < 0.35:
        clouds = chance.normal(0, 1, (9, 24)).astype(np.float32)
        mud = np.clip(cv2.resize(clouds, (width, height), interpolation=cv2.INTER_CUBIC) - 0.5, 0, 1)
        made += mud[..., None] * chance.uniform(0.4, 0.9) * (np.array([104, 82, 58], np.float32) - made)
    if chance.random() < 0.35:
        x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
        turn = chance.uniform(0, 2 * np.pi)
        made[x * np.cos(turn) + y * np.sin(turn) > chance.uniform(-0.4, 0.4)] *= chance.uniform(0.3, 0.7)
    if chance.random() < 0.25:
        spot = np.zeros((height, width), np.float32)
        at = (int(chance.integers(width)), int(chance.integers(height)))
        cv2.circle(spot, at, int(chance.integers(50, 160)), 1.0, -1)
        glare = cv2.GaussianBlur(spot, (0, 0), 40)[..., None] * chance.uniform(0.4, 0.95)
        made += glare * (255 - made)
    return np.clip(made, 0, 255).astype(np.uint8)


def seen(chance: np.random.Generator, aspect: float, wide: float) -> Corners:
    """The corners of a plate around its middle, as a camera sees it that stands askew, `wide` pixels wide."""
    flat = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float64) * (0.5, 0.5 / aspect, 0)
    nod, turn, roll = np.radians([chance.uniform(-25, 25), chance.uniform(-35, 35), chance.uniform(-35, 35)])
    matrix, _ = cv2.Rodrigues(np.array([nod, 0.0, 0.0]))
    for axis, angle in ((1, turn), (2, roll)):
        vector = np.zeros(3)
        vector[axis] = angle
        matrix = np.asarray(cv2.Rodrigues(vector)[0]) @ matrix
    points = flat @ np.asarray(matrix).T + (0, 0, chance.uniform(2.5, 8.0))
    shown = points[:, :2] / points[:, 2:]
    shown -= shown.mean(0)
    return (shown * wide / np.ptp(shown[:, 0])).astype(np.float32)


def inner(corners: Corners) -> Corners:
    """The part on which letters stand: 92 x 80 % of the plate."""
    middle = np.array([[0.04, 0.1], [0.96, 0.1], [0.96, 0.9], [0.04, 0.9]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32), corners)
    return np.asarray(cv2.perspectiveTransform(middle[None], matrix)[0], np.float32)


def lay(chance: np.random.Generator, ground: NDArray[np.float32], sign: NDArray[np.float32], corners: Corners) -> None:
    """Set a plate into the scene, in its light, with a soft shadow below it."""
    height, width = sign.shape[:2]
    wide = float(np.ptp(corners[:, 0]))
    soft = cv2.GaussianBlur(sign, (0, 0), max(0.3, 0.45 * width / wide))
    matrix = cv2.getPerspectiveTransform(
        np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32), corners
    )
    size = (ground.shape[1], ground.shape[0])
    there = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, size, flags=cv2.INTER_LINEAR)
    shadow = cv2.GaussianBlur(np.roll(there, max(1, round(wide * 0.04)), axis=0), (0, 0), max(1.0, wide * 0.03))
    ground *= 1 - 0.6 * shadow[..., None]
    light = chance.uniform(0.45, 1.05)
    ground += there[..., None] * (cv2.warpPerspective(soft, matrix, size) * light - ground)


def taken(chance: np.random.Generator, scene: NDArray[np.float32]) -> Pixels:
    """The picture as a phone keeps it: exposure, a little blur, noise, JPEG."""
    image = Image.fromarray(np.clip(scene * chance.uniform(0.6, 1.15), 0, 255).astype(np.uint8))
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0, 1.1)))
    noisy = np.clip(np.asarray(image) + chance.normal(0, chance.uniform(0, 5), (image.height, image.width, 1)), 0, 255)
    _, data = cv2.imencode(
        ".jpg", noisy.astype(np.uint8)[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(55, 93))]
    )
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1])
