"""Draw invented Indonesian number plates on vehicles of sorts in photographs, and what only looks like plates.

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

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

ROOT = Path(__file__).resolve().parent.parent
FONTS = sorted((ROOT / "assets" / "fonts").glob("*/*.ttf"))
LETTERS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
COLOURS: tuple[tuple[tuple[int, int, int], tuple[int, int, int], float], ...] = (
    ((236, 236, 232), (18, 18, 20), 0.36),  # private since 2022
    ((16, 17, 20), (232, 232, 230), 0.36),  # private before
    ((240, 196, 24), (16, 16, 16), 0.13),  # public transport
    ((176, 20, 28), (240, 236, 232), 0.10),  # government
    ((24, 120, 66), (16, 16, 16), 0.05),  # free trade zones
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
    face = font(rng, 96, heavy=heavy)
    left, top, right, bottom = face.getbbox(text)
    image = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4))
    ImageDraw.Draw(image).text((2 - left, 2 - top), text, font=face, fill=255)
    return fitted(np.asarray(image), height, stretch)


def stroked(rng: np.random.Generator, text: str, height: int, stretch: float) -> Pixels:
    """Letters of even strokes, as stamped ones are."""
    thick = int(rng.integers(7, 13))
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
    two = rng.random() < 0.16
    aspect = rng.uniform(1.25, 2.0) if two else rng.uniform(2.3, 3.6)
    width, height = 320, round(320 / aspect)
    canvas = np.empty((height, width, 3), np.float32)
    canvas[:] = np.clip(np.asarray(ground) + rng.normal(0, 9, 3), 0, 255)
    ink = tuple(np.clip(np.asarray(ink) + rng.normal(0, 10, 3), 0, 255))
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
    top = rng.uniform(0.07, 0.15)
    lay(rng, canvas, f"{area} {digits} {series}".strip(), top, rng.uniform(0.52, 0.62) if dated else 0.72, ink)
    if dated:
        date = f"{rng.integers(1, 13):02}{rng.choice([' ', '·', '.', '-'])}{rng.integers(20, 32):02}"
        lay(rng, canvas, date, rng.uniform(0.74, 0.79), rng.uniform(0.12, 0.17), ink, wide=rng.uniform(0.18, 0.34))
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
    parts = [mask_of(rng, part, max(4, round(share * height)), rng.uniform(0.55, 0.95)) for part in text.split()]
    room = (wide or rng.uniform(0.80, 0.93)) * width
    gap = rng.uniform(0.03, 0.07) * width
    total = sum(part.shape[1] for part in parts) + gap * (len(parts) - 1)
    squeeze = min(1.0, room / total)
    x = (width - total * squeeze) / 2
    for part in parts:
        small = cv2.resize(part, (max(1, round(part.shape[1] * squeeze)), part.shape[0]), interpolation=cv2.INTER_AREA)
        put(canvas, np.asarray(small, np.uint8), round(x), round(top * height), ink)
        x += (part.shape[1] + gap) * squeeze


def worn(rng: np.random.Generator, image: Pixels) -> Pixels:
    """Dirt, shade and glare on a plate."""
    canvas = image.astype(np.float32)
    height, width = canvas.shape[:2]
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


def vehicle(rng: np.random.Generator, canvas: NDArray[np.float32], x: float, y: float, w: float, h: float) -> None:
    """Something of a bumper or a tail around where a plate of this size will stand: body, grille, lamps, a holder."""
    height, width = canvas.shape[:2]
    body = (
        rng.uniform(0, 255, 3) * (0.3 if rng.random() < 0.3 else 1.0)
        if rng.random() < 0.5
        else np.full(3, rng.choice([20, 60, 130, 190, 235]))
    )
    size = rng.uniform(1.4, 4.5)
    left, right = round(x - w * size / 2), round(x + w * size / 2)
    top, bottom = round(y - h * rng.uniform(1.0, 4.0)), round(y + h * rng.uniform(0.8, 3.0))
    layer = np.zeros((height, width), np.float32)
    cv2.ellipse(
        layer, (round(x), (top + bottom) // 2), ((right - left) // 2, max(2, (bottom - top) // 2)), 0, 0, 360, 1.0, -1
    ) if rng.random() < 0.4 else cv2.rectangle(layer, (left, top), (right, bottom), 1.0, -1)
    shine = np.linspace(rng.uniform(0.7, 1.3), rng.uniform(0.5, 1.1), height, dtype=np.float32)[:, None, None]
    canvas += layer[..., None] * (np.asarray(body, np.float32) * shine - canvas)
    if rng.random() < 0.6:
        colour = tuple(float(v) for v in np.clip(np.asarray(body) * rng.uniform(0.1, 0.6) + rng.uniform(0, 40), 0, 255))
        rows = int(rng.integers(2, 9))
        y0, y1 = (top, round(y - h * 0.6)) if rng.random() < 0.6 else (round(y - h), round(y + h))
        for row in range(rows):
            at = round(y0 + (y1 - y0) * row / rows)
            inset = round((right - left) * rng.uniform(0.05, 0.2))
            cv2.line(canvas, (left + inset, at), (right - inset, at), colour, max(1, round(h * rng.uniform(0.03, 0.2))))
    for side in (left, right) if rng.random() < 0.6 else ():
        lamp = rng.choice(3)
        colour = ((240.0, 240.0, 230.0), (220.0, 30.0, 20.0), (250.0, 160.0, 40.0))[lamp]
        cv2.ellipse(
            canvas,
            (side, round(y - h * rng.uniform(0.3, 2.5))),
            (max(1, round(w * rng.uniform(0.1, 0.4))), max(1, round(h * rng.uniform(0.2, 0.8)))),
            float(rng.uniform(-30, 30)),
            0,
            360,
            colour,
            -1,
        )


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
    """What only looks like a plate: a sign with words, a banner, a house number, bars, a grid of windows."""
    side = canvas.shape[0]
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


def paste(
    rng: np.random.Generator, canvas: NDArray[np.float32], image: Pixels, x: float, y: float, width: float, turn: float
) -> Box:
    """Lay an image on a canvas, turned by up to `turn` degrees and seen aslant; the box it covers."""
    height = width * image.shape[0] / image.shape[1]
    angle = np.radians(np.clip(rng.normal(0, turn / 2.2), -turn, turn))
    yaw, pitch = rng.uniform(0.55, 1.0) if rng.random() < 0.4 else 1.0, rng.uniform(0.75, 1.0)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * (width * yaw / 2, height * pitch / 2)
    corners[:, 1] *= 1 + rng.uniform(-0.18, 0.18) * np.sign(corners[:, 0])
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    quad = (corners @ spin.T + (x, y)).astype(np.float32)
    source = np.array([[0, 0], [image.shape[1], 0], [image.shape[1], image.shape[0]], [0, image.shape[0]]], np.float32)
    shrink = max(1.0, image.shape[1] / max(width, 1))
    soft = cv2.GaussianBlur(image, (0, 0), shrink * 0.4) if shrink > 1.3 else image
    matrix = cv2.getPerspectiveTransform(source, quad)
    size = (canvas.shape[1], canvas.shape[0])
    warped = cv2.warpPerspective(
        soft.astype(np.float32), matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    alpha = cv2.warpPerspective(np.ones(image.shape[:2], np.float32), matrix, size, flags=cv2.INTER_LINEAR)
    canvas += alpha[..., None] * (warped - canvas)
    return (*map(float, quad.min(0)), *map(float, quad.max(0)))  # type: ignore[return-value]  # four numbers


def taken(rng: np.random.Generator, canvas: NDArray[np.float32]) -> Pixels:
    """The scene as a phone saw it: light, contrast, colour, blur, noise, JPEG."""
    light = rng.uniform(0.12, 0.5) if rng.random() < 0.12 else rng.uniform(0.6, 1.25)
    grey = canvas.mean(2, keepdims=True)
    seen = (grey + (canvas - grey) * rng.uniform(0.3, 1.3)) * light
    seen = (seen - 110) * rng.uniform(0.65, 1.2) + 110 + rng.uniform(-15, 15)
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
    """A square with none to three plates, `side` pixels wide."""
    canvas = scenery(rng, photos, side).astype(np.float32)
    for _ in range(int(rng.choice([0, 0, 1, 1, 2, 3]))):
        board(rng, canvas)
    boxes: list[Box] = []
    for _ in range(int(rng.choice([0, 1, 1, 1, 1, 2, 3]))):
        width = float(np.exp(rng.uniform(np.log(0.055), np.log(0.62)))) * side
        image = worn(rng, plate(rng))
        height = width * image.shape[0] / image.shape[1]
        x, y = rng.uniform(width * 0.5, side - width * 0.5), rng.uniform(height * 0.6, side - height * 0.6)
        if any(
            abs(x - (b[0] + b[2]) / 2) < width / 2 + (b[2] - b[0]) / 2
            and abs(y - (b[1] + b[3]) / 2) < height + (b[3] - b[1])
            for b in boxes
        ):
            continue
        if rng.random() < 0.75:
            vehicle(rng, canvas, x, y, width, height)
        if rng.random() < 0.4:
            pad = 1 + rng.uniform(0.02, 0.12)
            holder = np.full(
                (round(image.shape[0] * pad), round(image.shape[1] * pad), 3), int(rng.integers(10, 220)), np.uint8
            )
            dy, dx = (holder.shape[0] - image.shape[0]) // 2, (holder.shape[1] - image.shape[1]) // 2
            holder[dy : dy + image.shape[0], dx : dx + image.shape[1]] = image
            image, width = holder, width * pad
        boxes.append(paste(rng, canvas, image, x, y, width, 35))
    return Scene(taken(rng, canvas), tuple(boxes))
