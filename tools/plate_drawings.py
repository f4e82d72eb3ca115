"""Draw invented Indonesian number plates on drawn vehicles in photographs, and what only looks like plates.

The pictures that the plate finder is trained on (tools/train_plate_finder.py). No real plate is among them: letters and
digits are thrown by a seeded generator, and photographs come from a folder of free ones without vehicles near by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from tools.vehicle_drawings import lamp_of, paper, vehicle

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

ROOT = Path(__file__).resolve().parent.parent
FONTS = sorted((ROOT / "assets" / "fonts").glob("*/*.ttf"))
LETTERS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
COLOURS: tuple[tuple[tuple[int, int, int], tuple[int, int, int], float], ...] = (
    ((236, 236, 232), (18, 18, 20), 0.40),  # private since 2022
    ((16, 17, 20), (232, 232, 230), 0.27),  # private before
    ((240, 196, 24), (16, 16, 16), 0.15),  # public transport
    ((176, 20, 28), (240, 236, 232), 0.14),  # government
    ((24, 120, 66), (16, 16, 16), 0.04),  # free trade zones
)
"""Ground, ink and share of the plates."""
WORDS = [
    "WARUNG",
    "BAKSO",
    "SOTO",
    "AYAM",
    "PASAR",
    "TOKO",
    "BENGKEL",
    "MUSEUM",
    "KANTOR",
    "DESA",
    "JALAN",
    "RAYA",
    "DILARANG",
    "PARKIR",
    "APOTEK",
    "PULSA",
    "JUAL",
    "BELI",
    "AWAS",
    "HATI",
    "KELUAR",
    "MASUK",
    "BUKA",
    "TUTUP",
    "SELAMAT",
    "DATANG",
    "KOPERASI",
    "SEKOLAH",
    "BANK",
    "ATM",
    "POS",
    "SATPAM",
    "DIJUAL",
    "TELP",
    "HUB",
    "PROMO",
    "DISKON",
    "MURAH",
    "CUCI",
]


@dataclass(frozen=True)
class Scene:
    """RGB pixels and the boxes of the plates in them."""

    pixels: Pixels
    plates: tuple[Box, ...]


def font(rng: np.random.Generator, size: int, *, heavy: bool = False) -> ImageFont.FreeTypeFont:
    """A shipped Latin font; `heavy` takes one with strokes like a plate's."""
    latin = [path for path in FONTS if path.parent.name in {"plus-jakarta-sans", "noto-sans"}]
    bold = [path for path in latin if "Bold" in path.name] or latin
    chosen = bold if heavy else latin
    return ImageFont.truetype(str(chosen[rng.integers(len(chosen))]), size)


def mask_of(rng: np.random.Generator, text: str, height: int, stretch: float, *, heavy: bool = True) -> Pixels:
    """The ink of a text (0-255), cut to it, `height` pixels high; `stretch` is its width against the font's own."""
    if heavy and rng.random() < 0.45:
        return stroked(rng, text, height, stretch)
    face = font(rng, 96, heavy=heavy and rng.random() < 0.6)
    left, top, right, bottom = face.getbbox(text)
    image = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4))
    ImageDraw.Draw(image).text((2 - left, 2 - top), text, font=face, fill=255)
    return fitted(np.asarray(image), height, stretch)


def stroked(rng: np.random.Generator, text: str, height: int, stretch: float) -> Pixels:
    """Letters of even strokes, as stamped ones are."""
    thick = int(rng.integers(4, 12))
    (width, tall), below = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 3.2, thick)
    canvas = np.zeros((tall + below + 2 * thick, width + 2 * thick), np.uint8)
    cv2.putText(canvas, text, (thick, tall + thick), cv2.FONT_HERSHEY_SIMPLEX, 3.2, 255, thick, cv2.LINE_AA)
    return fitted(canvas, height, stretch)


def fitted(mask: Pixels, height: int, stretch: float) -> Pixels:
    """Cut to the ink and scaled to a height."""
    rows, columns = np.nonzero(mask.max(1))[0], np.nonzero(mask.max(0))[0]
    if not len(rows):
        return np.zeros((max(height, 1), 1), np.uint8)
    ink = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    width = max(1, round(ink.shape[1] * height / ink.shape[0] * stretch))
    return np.asarray(cv2.resize(ink, (width, max(height, 1)), interpolation=cv2.INTER_AREA), np.uint8)


def put(canvas: NDArray[np.float32], mask: Pixels, x: int, y: int, colour: Sequence[float]) -> None:
    """Lay a mask's colour on a canvas; what falls outside is cut."""
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + mask.shape[1], canvas.shape[1]), min(y + mask.shape[0], canvas.shape[0])
    if x1 > x0 and y1 > y0:
        alpha = mask[y0 - y : y1 - y, x0 - x : x1 - x, None].astype(np.float32) / 255
        canvas[y0:y1, x0:x1] += alpha * (np.asarray(colour, np.float32) - canvas[y0:y1, x0:x1])


def number(rng: np.random.Generator) -> tuple[str, str, str]:
    """Area, digits and series, invented."""

    def some(of: str, count: int) -> str:
        return "".join(of[index] for index in rng.integers(len(of), size=count))

    area = some(LETTERS, 1 + int(rng.random() < 0.62))
    return (
        area,
        some(DIGITS, int(rng.choice([1, 2, 3, 4, 4, 4, 4]))),
        some(LETTERS, int(rng.choice([0, 1, 2, 2, 2, 3]))),
    )


def plate(rng: np.random.Generator) -> Pixels:
    """A plate seen straight on, 320 pixels wide, with its date below or its number in two lines."""
    ground, ink, _ = COLOURS[int(rng.choice(len(COLOURS), p=[share for _, _, share in COLOURS]))]
    two = rng.random() < 0.27
    aspect = rng.uniform(1.25, 2.0) if two else rng.uniform(2.3, 3.6)
    width, height = 320, round(320 / aspect)
    canvas = np.empty((height, width, 3), np.float32)
    canvas[:] = np.clip(np.asarray(ground) + rng.normal(0, 9, 3), 0, 255)
    pale = min(ground) > 200
    faint = rng.uniform(0.2, 0.75) if rng.random() < (0.45 if pale else 0.15) else 0.0  # bleached, or too bright
    ground = (255, 255, 255) if pale and rng.random() < 0.4 else ground
    ink = tuple(np.clip(np.asarray(ink) * (1 - faint) + np.asarray(ground) * faint + rng.normal(0, 10, 3), 0, 255))
    area, digits, series = number(rng)
    if rng.random() < 0.7:
        inset = int(rng.integers(3, 9))
        cv2.rectangle(
            canvas, (inset, inset), (width - inset, height - inset), tuple(map(float, ink)), int(rng.integers(1, 4))
        )
    if two:
        rows = [f"{area} {digits}" if rng.random() < 0.5 else area, series or digits] if series else [area, digits]
        spots = [(0.08, 0.40), (0.52, 0.40)]
        for text, (top, share) in zip(rows, spots, strict=True):
            lay(rng, canvas, text, top, share, ink)
        return np.asarray(canvas, np.uint8)
    dated = rng.random() < 0.85
    top = rng.uniform(0.07, 0.17)
    lay(rng, canvas, f"{area} {digits} {series}".strip(), top, rng.uniform(0.42, 0.62) if dated else 0.68, ink)
    if dated:
        date = f"{rng.integers(1, 13):02}{rng.choice([' ', '·', '.', '-'])}{rng.integers(20, 32):02}"
        lay(rng, canvas, date, rng.uniform(0.72, 0.79), rng.uniform(0.12, 0.18), ink, wide=rng.uniform(0.18, 0.40))
    return np.asarray(canvas, np.uint8)


def lay(
    rng: np.random.Generator,
    canvas: NDArray[np.float32],
    text: str,
    top: float,
    share: float,
    ink: Sequence[float],
    *,
    wide: float = 0.0,
) -> None:
    """A row of a plate: its words spread over the width, or (`wide`) centred in a share of it."""
    height, width = canvas.shape[:2]
    style, stretch, apart = int(rng.integers(1 << 30)), rng.uniform(0.5, 0.9), rng.random() < 0.6
    space = rng.uniform(0.08, 0.3) if apart else 0.0
    parts = [spaced(style, part, max(4, round(share * height)), stretch, space) for part in text.split()]
    room = (wide or rng.uniform(0.80, 0.94)) * width
    inked = sum(part.shape[1] for part in parts)
    gap = rng.uniform(0.03, 0.07) * width
    if len(parts) > 1 and not wide and rng.random() < 0.6:
        gap = max(gap, min((room - inked) / (len(parts) - 1), 0.16 * width))  # to the edges, as on short numbers
    squeeze = min(1.0, room / (inked + gap * (len(parts) - 1)))
    x = (width - (inked + gap * (len(parts) - 1)) * squeeze) / 2
    for part in parts:
        small = cv2.resize(part, (max(1, round(part.shape[1] * squeeze)), part.shape[0]), interpolation=cv2.INTER_AREA)
        put(canvas, np.asarray(small, np.uint8), round(x), round(top * height), ink)
        x += (part.shape[1] + gap) * squeeze


def spaced(style: int, text: str, height: int, stretch: float, space: float) -> Pixels:
    """The ink of a word, all of one style; with `space` (share of the height) its letters stand apart."""
    if not space:
        return mask_of(np.random.default_rng(style), text, height, stretch)
    room = np.zeros((height, max(1, round(space * height))), np.uint8)
    letters = [mask_of(np.random.default_rng(style), letter, height, stretch) for letter in text]
    return np.hstack([part for letter in letters for part in (letter, room)][:-1])


def worn(rng: np.random.Generator, image: Pixels) -> Pixels:
    """Dirt, shade and glare on a plate."""
    canvas = image.astype(np.float32)
    height, width = canvas.shape[:2]
    if canvas.mean() > 140 and rng.random() < 0.5:  # in the sun: white eats the letters
        canvas = cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.5, 4.0)) * rng.uniform(1.1, 1.6) + rng.uniform(0, 60)
        canvas = np.minimum(canvas, 255)
    if rng.random() < 0.3:
        for _ in range(int(rng.integers(2, 14))):
            colour = rng.uniform((60, 45, 30), (150, 125, 100))
            spot = np.zeros((height, width), np.float32)
            centre = (int(rng.integers(width)), int(rng.integers(height)))
            axes = (int(rng.integers(4, 40)), int(rng.integers(3, 16)))
            cv2.ellipse(spot, centre, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
            spot = cv2.GaussianBlur(spot, (0, 0), rng.uniform(1, 5)) * rng.uniform(0.2, 0.75)
            canvas += spot[..., None] * (colour - canvas)
    if rng.random() < 0.35:
        slope = np.linspace(-1, 1, width)[None] * rng.uniform(-1, 1) + np.linspace(-1, 1, height)[
            :, None
        ] * rng.uniform(-1, 1)
        edge = rng.uniform(0.02, 0.5)
        dark = 1 / (1 + np.exp(-(slope - rng.uniform(-0.6, 0.6)) / edge))
        canvas *= (1 - dark * rng.uniform(0.2, 0.65))[..., None].astype(np.float32)
    if rng.random() < 0.2:
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        far = np.hypot(np.arange(width)[None] - x, 2 * (np.arange(height)[:, None] - y))
        glow = np.exp(-((far / rng.uniform(20, 120)) ** 2)) * rng.uniform(0.3, 0.9)
        canvas += glow[..., None].astype(np.float32) * (255 - canvas)
    return np.clip(canvas, 0, 255).astype(np.uint8)


def scenery(rng: np.random.Generator, photos: Sequence[Pixels], side: int) -> Pixels:
    """A square of a photograph, or of gradients where none is at hand or chance says so."""
    if not photos or rng.random() < 0.08:
        corners = rng.uniform(0, 255, (2, 2, 3)).astype(np.float32)
        return np.clip(cv2.resize(corners, (side, side), interpolation=cv2.INTER_LINEAR), 0, 255).astype(np.uint8)
    photo = photos[int(rng.integers(len(photos)))]
    least = min(photo.shape[:2])
    cut = int(rng.uniform(0.3, 1.0) * least)
    y, x = int(rng.integers(photo.shape[0] - cut + 1)), int(rng.integers(photo.shape[1] - cut + 1))
    square = cv2.resize(photo[y : y + cut, x : x + cut], (side, side), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.5:
        square = square[:, ::-1]
    return np.ascontiguousarray(square, np.uint8)


def board(rng: np.random.Generator, canvas: NDArray[np.float32]) -> None:
    """What only looks like a plate: a sign with words, a banner, a house number, bars, a wheel, a lamp, a sticker."""
    side = canvas.shape[0]
    chance = rng.random()
    if chance < 0.2:
        wheel(rng, canvas)
        return
    if chance < 0.5:
        shown = canvas.astype(np.uint8)
        x, y, wide = *rng.uniform(0.05, 0.95, 2) * side, float(np.exp(rng.uniform(-3.5, -1.2))) * side
        (lamp_of if rng.random() < 0.7 else paper)(rng, shown, x, y, wide)
        canvas[:] = shown
        return
    kind = rng.random()
    width = rng.uniform(0.08, 0.7) * side
    height = width / rng.uniform(0.8, 7.0)
    tile = np.empty((max(8, round(height)), max(16, round(width)), 3), np.float32)
    tile[:] = rng.uniform(0, 255, 3)
    ink = rng.uniform(0, 255, 3)
    if kind < 0.62:
        lines = int(rng.integers(1, 5))
        for line in range(lines):
            count = int(rng.integers(1, 5))
            text = " ".join(WORDS[index] for index in rng.integers(len(WORDS), size=count))
            text = text if rng.random() < 0.6 else text.title()
            share = 0.75 / lines
            mask = mask_of(
                rng, text, max(3, round(tile.shape[0] * share)), rng.uniform(0.7, 1.2), heavy=rng.random() < 0.5
            )
            if mask.shape[1] > tile.shape[1] * 0.94:
                mask = np.asarray(cv2.resize(mask, (max(1, int(tile.shape[1] * 0.94)), mask.shape[0])), np.uint8)
            put(
                tile,
                mask,
                round((tile.shape[1] - mask.shape[1]) / 2),
                round(tile.shape[0] * (line + 0.12) / lines),
                ink,
            )
    elif kind < 0.75:
        mask = mask_of(rng, str(rng.integers(1, 999)), round(tile.shape[0] * 0.7), 0.9)
        put(tile, mask, round((tile.shape[1] - mask.shape[1]) / 2), round(tile.shape[0] * 0.15), ink)
    else:
        bars = int(rng.integers(3, 14))
        for bar in range(bars):
            x = round(tile.shape[1] * bar / bars)
            cv2.rectangle(
                tile,
                (x, 0),
                (x + max(1, round(tile.shape[1] / bars * rng.uniform(0.2, 0.7))), tile.shape[0]),
                tuple(map(float, ink)),
                -1,
            )
    paste(
        rng,
        canvas,
        np.clip(tile, 0, 255).astype(np.uint8),
        rng.uniform(0.1, 0.9) * side,
        rng.uniform(0.1, 0.9) * side,
        width,
        20,
    )


def wheel(rng: np.random.Generator, canvas: NDArray[np.float32]) -> None:
    """A tyre with spokes, or a lamp in its ring, which is as round."""
    side = canvas.shape[0]
    x, y = (round(value) for value in rng.uniform(0.05, 0.95, 2) * side)
    radius = float(np.exp(rng.uniform(np.log(0.02), np.log(0.2)))) * side
    narrow = rng.uniform(0.5, 1.0)
    tones = [rng.uniform(5, 50), rng.uniform(60, 230), rng.uniform(5, 120)]
    for tone, share in zip(tones, (1.0, rng.uniform(0.6, 0.85), rng.uniform(0.4, 0.6)), strict=True):
        axes = (max(1, round(radius * share * narrow)), max(1, round(radius * share)))
        cv2.ellipse(canvas, (x, y), axes, 0, 0, 360, (float(tone),) * 3, -1, cv2.LINE_AA)
    start = rng.uniform(0, np.pi)
    for angle in np.arange(start, start + 2 * np.pi, 2 * np.pi / int(rng.integers(3, 14))):
        end = (round(x + np.cos(angle) * radius * 0.7 * narrow), round(y + np.sin(angle) * radius * 0.7))
        cv2.line(
            canvas, (x, y), end, (float(tones[1]),) * 3, max(1, round(radius * rng.uniform(0.03, 0.2))), cv2.LINE_AA
        )


def paste(
    rng: np.random.Generator, canvas: NDArray[np.float32], image: Pixels, x: float, y: float, width: float, turn: float
) -> Box:
    """Lay an image on a canvas, turned by up to `turn` degrees and seen aslant; the box it covers."""
    quad = aslant(rng, x, y, width, width * image.shape[0] / image.shape[1], turn)
    warp(canvas, image, np.full(image.shape[:2], 255, np.uint8), quad)
    return (*map(float, quad.min(0)), *map(float, quad.max(0)))  # type: ignore[return-value]  # four numbers


def aslant(
    rng: np.random.Generator, x: float, y: float, width: float, height: float, turn: float
) -> NDArray[np.float32]:
    """The corners of a rectangle around a point, turned and seen aslant."""
    even = rng.random() < 0.5  # as often far askew as hardly
    angle = np.radians(rng.uniform(-turn, turn) if even else np.clip(rng.normal(0, turn / 2.2), -turn, turn))
    yaw, pitch = rng.uniform(0.55, 1.0) if rng.random() < 0.4 else 1.0, rng.uniform(0.75, 1.0)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * (width * yaw / 2, height * pitch / 2)
    corners[:, 1] *= 1 + rng.uniform(-0.18, 0.18) * np.sign(corners[:, 0])
    corners[:, 0] += rng.normal(0, 0.2) * corners[:, 1]
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(corners @ spin.T + (x, y), np.float32)


def warp(canvas: NDArray[np.float32], image: Pixels, mask: Pixels, quad: NDArray[np.float32]) -> NDArray[np.float64]:
    """Lay what a mask leaves of an image on the quadrilateral; the matrix that takes the image's points there."""
    tall, wide = image.shape[:2]
    source = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(source, quad), np.float64)
    shrink = max(1.0, wide / max(float(np.linalg.norm(quad[1] - quad[0])), 1.0))
    soft = cv2.GaussianBlur(image, (0, 0), shrink * 0.4) if shrink > 1.3 else image
    size = (canvas.shape[1], canvas.shape[0])
    warped = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.warpPerspective(mask, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32) / 255
    canvas += alpha[..., None] * (warped.astype(np.float32) - canvas)
    return matrix


def mounted(rng: np.random.Generator, image: Pixels) -> Pixels:
    """A plate with the heads of its screws, and now and then the holder of a dealer with its name below or above."""
    made = image.copy()
    tall, wide = made.shape[:2]
    if rng.random() < 0.5:
        tone = float(rng.uniform(40, 235))
        up = rng.uniform(0.08, 0.5) * tall
        for x in (rng.uniform(0.15, 0.3) * wide, rng.uniform(0.7, 0.85) * wide):
            cv2.circle(made, (round(x), round(up)), int(rng.integers(3, 8)), (tone, tone, tone), -1, cv2.LINE_AA)
    if rng.random() < 0.45:
        pads = rng.uniform(0.01, 0.06, 4) * wide
        lettered = rng.random() < 0.4
        pads[rng.integers(2)] += lettered * rng.uniform(0.08, 0.16) * tall * 1.5
        top, bottom, left, right = (int(pad) for pad in pads)
        tone = float(rng.choice([12, 30, 60, 200]) + rng.uniform(0, 30))
        made = np.asarray(
            cv2.copyMakeBorder(made, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(tone, tone, tone)), np.uint8
        )
        if lettered:
            words = " ".join(WORDS[index] for index in rng.integers(len(WORDS), size=2))
            y = round(top * 0.8) if top > bottom else made.shape[0] - round(bottom * 0.25)
            ink = (235.0, 235.0, 235.0) if tone < 120 else (20.0, 20.0, 20.0)
            cv2.putText(
                made, words, (left + 40, y), cv2.FONT_HERSHEY_SIMPLEX, max(top, bottom) / 32, ink, 1, cv2.LINE_AA
            )
    return made


def driven(
    rng: np.random.Generator, canvas: NDArray[np.float32], image: Pixels | None, x: float, y: float, width: float
) -> Box | None:
    """A vehicle with its plate at a point, `width` pixels wide, or without one; the plate's box."""
    aspect = image.shape[1] / image.shape[0] if image is not None else rng.uniform(1.6, 3.6)
    drawn = vehicle(rng, aspect)
    tall, wide = drawn.pixels.shape[:2]
    corners = None
    if image is not None:
        tile = drawn.pixels.astype(np.float32)
        own = aslant(rng, 0, 0, drawn.width, drawn.width / aspect, 8 if rng.random() < 0.8 else 25)
        own += (drawn.x, drawn.y)
        for _ in range(int(rng.random() < 0.4)):  # its shadow on the body
            cv2.fillPoly(tile, [np.round(own + np.float32([0, 4])).astype(np.int32)], (12.0, 12.0, 12.0))
        warp(tile, image, np.full(image.shape[:2], 255, np.uint8), own)
        cv2.fillPoly(drawn.mask, [np.round(own).astype(np.int32)], 255)
        drawn.pixels, corners = np.asarray(tile, np.uint8), own
    scale = width / drawn.width
    quad = aslant(rng, 0, 0, wide * scale, tall * scale, 9 if rng.random() < 0.75 else 30)
    quad += (x - (drawn.x - wide / 2) * scale, y - (drawn.y - tall / 2) * scale)
    matrix = warp(canvas, drawn.pixels, drawn.mask, quad)
    if corners is None:
        return None
    seen = cv2.perspectiveTransform(corners[None], matrix)[0]
    return (*map(float, seen.min(0)), *map(float, seen.max(0)))  # type: ignore[return-value]  # four numbers


def night(rng: np.random.Generator, canvas: NDArray[np.float32], boxes: Sequence[Box]) -> NDArray[np.float32]:
    """The scene by lamps: dark but for the plates that throw light back, and for a few lamps that glare."""
    side = canvas.shape[0]
    y, x = np.mgrid[:side, :side].astype(np.float32)
    light = np.full((side, side), rng.uniform(0.08, 0.4), np.float32)
    for left, top, right, bottom in boxes:
        reach = (right - left) * rng.uniform(0.5, 1.3)
        far = np.hypot(x - (left + right) / 2, y - (top + bottom) / 2) / reach
        light += np.exp(-(far**2)) * rng.uniform(0.25, 0.95)
    canvas = canvas * np.minimum(light, 1.1)[..., None]
    for _ in range(int(rng.integers(0, 4))):
        far = np.hypot(x - rng.uniform(0, side), y - rng.uniform(0, side)) / rng.uniform(4, 40)
        colour = np.asarray([(255, 250, 230), (255, 60, 40), (255, 180, 80)][int(rng.integers(3))], np.float32)
        canvas += np.exp(-far)[..., None].astype(np.float32) * colour * rng.uniform(0.4, 1.3)
    return canvas


def taken(rng: np.random.Generator, canvas: NDArray[np.float32], *, dark: bool) -> Pixels:
    """The scene as a phone saw it: light (what is `dark` already gets no darker), contrast, colour, blur, noise, JPEG."""
    light = rng.uniform(0.25, 0.6) if not dark and rng.random() < 0.1 else rng.uniform(0.7, 1.25)
    grey = canvas.mean(2, keepdims=True)
    seen = (grey + (canvas - grey) * rng.uniform(0.3, 1.3)) * light
    hard = rng.random() < 0.5  # as phones show sun and shade: white is blown out, black is lost
    seen = (seen - 110) * (rng.uniform(1.1, 1.9) if hard else rng.uniform(0.65, 1.2)) + 110 + rng.uniform(-20, 25)
    chance = rng.random()
    if chance < 0.4:
        seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.3, 1.5))
    elif chance < 0.5:
        length = int(rng.integers(2, 7))
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1 / length
        seen = cv2.filter2D(seen, -1, kernel if rng.random() < 0.7 else kernel.T)
    seen = seen + rng.normal(0, rng.uniform(0, 7), seen.shape)
    pixels = np.clip(seen, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 95))])
        pixels = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return np.asarray(pixels, np.uint8)


def scene(rng: np.random.Generator, photos: Sequence[Pixels], side: int) -> Scene:
    """A square with none to three plates, `side` pixels wide, among vehicles and what only looks like plates."""
    canvas = scenery(rng, photos, side).astype(np.float32)
    for _ in range(int(rng.choice([0, 0, 1, 1, 2, 3, 5]))):
        board(rng, canvas)
    if rng.random() < 0.35:
        driven(rng, canvas, None, *rng.uniform(0.1, 0.9, 2) * side, float(np.exp(rng.uniform(-2.7, -0.9))) * side)
    boxes: list[Box] = []
    for _ in range(int(rng.choice([0, 1, 1, 2, 2, 3, 4]))):
        width = float(np.exp(rng.uniform(np.log(0.05), np.log(0.62)))) * side
        image = mounted(rng, worn(rng, plate(rng)))
        x, y = rng.uniform(width * 0.5, side - width * 0.5), rng.uniform(width * 0.25, side - width * 0.25)
        bare = rng.random() < 0.38
        reach = width * (0.8 if bare else 2.2)
        if any(abs(x - (b[0] + b[2]) / 2) < reach + b[2] - b[0] and abs(y - (b[1] + b[3]) / 2) < reach for b in boxes):
            continue
        box = paste(rng, canvas, image, x, y, width, 39) if bare else driven(rng, canvas, image, x, y, width)
        boxes += [box] if box is not None else []
    dark = rng.random() < 0.14
    if dark:
        canvas = night(rng, canvas, boxes)
    return Scene(taken(rng, canvas, dark=dark), tuple(inside(box, side) for box in boxes if seen_of(box, side) > 0.7))


def inside(box: Box, side: int) -> Box:
    """The box cut to the picture."""
    left, top, right, bottom = (min(max(value, 0.0), float(side)) for value in box)
    return left, top, right, bottom


def seen_of(box: Box, side: int) -> float:
    """The share of a box that lies in the picture."""
    left, top, right, bottom = inside(box, side)
    return (right - left) * (bottom - top) / ((box[2] - box[0]) * (box[3] - box[1]))
