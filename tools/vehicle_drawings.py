"""Draw the fronts and backs of cars and scooters, with a place for a number plate, for tools/plate_drawings.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Colour = tuple[float, float, float]
Points = Sequence[tuple[float, float]]

PAINTS: tuple[Colour, ...] = (
    (236, 236, 234), (228, 230, 232), (190, 194, 198), (150, 154, 158), (96, 100, 106), (60, 62, 66),
    (22, 22, 25), (14, 14, 16), (168, 18, 24), (120, 16, 30), (28, 44, 96), (40, 92, 160), (232, 200, 30),
    (120, 100, 78), (30, 70, 50), (236, 120, 30),
)  # fmt: skip
"""Body paints, white, silver and black the most, as on the road."""
WIDTH, HEIGHT = 600, 480


@dataclass
class Drawing:
    """A vehicle on a tile of WIDTH x HEIGHT: RGB, its mask (0-255), and where its plate goes: middle, width."""

    pixels: Pixels
    mask: Pixels
    x: float
    y: float
    width: float

    def fill(self, points: Points, colour: Colour, *, body: bool = False) -> None:
        """Fill a polygon; `body` makes it a part of the outline that hides what is behind."""
        corners = np.round(np.asarray(points, np.float32)).astype(np.int32)
        cv2.fillPoly(self.pixels, [corners], colour, cv2.LINE_AA)
        if body:
            cv2.fillPoly(self.mask, [corners], 255, cv2.LINE_AA)

    def oval(
        self, centre: tuple[float, float], axes: tuple[float, float], colour: Colour, *, body: bool = False
    ) -> None:
        """Fill an ellipse."""
        at, by = (round(centre[0]), round(centre[1])), (max(1, round(axes[0])), max(1, round(axes[1])))
        cv2.ellipse(self.pixels, at, by, 0, 0, 360, colour, -1, cv2.LINE_AA)
        if body:
            cv2.ellipse(self.mask, at, by, 0, 0, 360, 255, -1, cv2.LINE_AA)


def vehicle(rng: np.random.Generator, aspect: float) -> Drawing:
    """Any vehicle; `aspect` is that of the plate it will carry (a square one goes to a scooter or a car alike)."""
    paint = PAINTS[int(rng.integers(len(PAINTS)))]
    plate = float(rng.uniform(105, 190))
    drawing = Drawing(
        np.zeros((HEIGHT, WIDTH, 3), np.uint8), np.zeros((HEIGHT, WIDTH), np.uint8), WIDTH / 2, HEIGHT / 2, plate
    )
    kind = rng.choice(4, p=[0.33, 0.13, 0.4, 0.14])
    (car_front, car_back, scooter_front, scooter_back)[kind](rng, drawing, paint, plate / aspect)
    trimmings(rng, drawing, plate / aspect)
    lit(rng, drawing)
    return drawing


def between(rng: np.random.Generator, one: float, other: float) -> float:
    """A number between two, whichever is the larger."""
    return float(rng.uniform(min(one, other), max(one, other)))


def shade(colour: Colour, by: float) -> Colour:
    """The colour lighter (above 1) or darker."""
    return tuple(float(np.clip(part * by + (8 if by > 1 else 0), 0, 255)) for part in colour)  # type: ignore[return-value]


def lit(rng: np.random.Generator, drawing: Drawing) -> None:
    """Light falls on the body: a slope, soft blotches and a reflection or two."""
    small = rng.uniform(0.72, 1.25, (int(rng.integers(2, 7)), int(rng.integers(2, 7)))).astype(np.float32)
    light = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    drawing.pixels = np.clip(drawing.pixels.astype(np.float32) * light[..., None], 0, 255).astype(np.uint8)


def mirrored(points: Points) -> Points:
    """The same on the other side."""
    return [(WIDTH - x, y) for x, y in points]


def both(drawing: Drawing, points: Points, colour: Colour) -> None:
    """A polygon on the left and its mirror image on the right."""
    drawing.fill(points, colour)
    drawing.fill(mirrored(points), colour)


def bars(
    rng: np.random.Generator, drawing: Drawing, box: tuple[float, float, float, float], ground: Colour, ink: Colour
) -> None:
    """A grille: an opening with bars, slats or a mesh."""
    left, top, right, bottom = box
    lean = rng.uniform(-0.12, 0.12) * (right - left)
    drawing.fill([(left, top), (right, top), (right - lean, bottom), (left + lean, bottom)], ground)
    thick = int(rng.integers(1, 7))
    inset = abs(lean) + 3
    if rng.random() < 0.75:
        for y in np.linspace(top, bottom, int(rng.integers(3, 8)))[1:-1]:
            cv2.line(drawing.pixels, (round(left + inset), round(y)), (round(right - inset), round(y)), ink, thick)
    if rng.random() < 0.35:
        for x in np.linspace(left + inset, right - inset, int(rng.integers(6, 40))):
            cv2.line(drawing.pixels, (round(x), round(top)), (round(x), round(bottom)), ink, max(1, thick // 2))


def lamp(rng: np.random.Generator, drawing: Drawing, points: Points, colour: Colour) -> None:
    """A pair of lamps with a darker rim and bright bulbs."""
    both(drawing, points, shade(colour, rng.uniform(0.3, 0.8)))
    middle = np.asarray(points, np.float32).mean(0)
    inner = [tuple(middle + (np.asarray(point) - middle) * rng.uniform(0.6, 0.9)) for point in points]
    both(drawing, inner, colour)
    for _ in range(int(rng.integers(1, 4))):
        x, y = middle + rng.normal(0, 9, 2)
        radius = rng.uniform(4, 14)
        for side in (x, WIDTH - x):
            drawing.oval((side, y), (radius, radius), shade(colour, rng.uniform(0.6, 1.4)))


def glass(rng: np.random.Generator, drawing: Drawing, points: Points) -> None:
    """A window: dark, with a paler reflection."""
    tone = rng.uniform(15, 90)
    drawing.fill(points, (tone, tone * 1.02, tone * 1.06))
    corners = np.asarray(points, np.float32)
    centre = corners.mean(0)
    if rng.random() < 0.7:
        paler = tone + rng.uniform(15, 110)
        part = [tuple(centre + (corner - centre) * rng.uniform(0.1, 0.9)) for corner in corners]
        drawing.fill(part, (paler, paler, paler))


def emblem(rng: np.random.Generator, drawing: Drawing, x: float, y: float) -> None:
    """A maker's sign of no maker: rings, a wing or a bar in a ring, of metal or in the paint's shade."""
    size = rng.uniform(9, 42)
    flat, tone = size * rng.uniform(0.45, 1.0), rng.uniform(90, 250)
    light, dark = (tone, tone, tone), shade((tone, tone, tone), rng.uniform(0.1, 0.6))
    at, thick = (round(x), round(y)), max(1, round(size * rng.uniform(0.08, 0.2)))
    if rng.random() < 0.5:
        drawing.oval((x, y), (size, flat), dark)
    cv2.ellipse(drawing.pixels, at, (round(size), round(flat)), 0, 0, 360, light, thick, cv2.LINE_AA)
    for _ in range(int(rng.integers(1, 4))):
        inner = (max(1, round(size * rng.uniform(0.2, 0.95))), max(1, round(flat * rng.uniform(0.2, 0.95))))
        start = float(rng.choice([0, 90, 180]))
        cv2.ellipse(drawing.pixels, at, inner, start, 0, float(rng.choice([180, 360])), light, thick, cv2.LINE_AA)
    if rng.random() < 0.4:
        reach = (round(size * rng.uniform(-1, 1)), round(flat * rng.uniform(-1, 1)))
        start, end = (at[0] - reach[0], at[1] - reach[1]), (at[0] + reach[0], at[1] + reach[1])
        cv2.line(drawing.pixels, start, end, light, thick, cv2.LINE_AA)


def reflector(rng: np.random.Generator, wide: int, tall: int) -> Pixels:
    """The inside of a lamp: a pale or coloured glass with ribs, facets and one or two bright spots."""
    colour = ((225.0, 228.0, 232.0), (250.0, 140.0, 30.0), (200.0, 25.0, 25.0))[int(rng.choice(3, p=[0.72, 0.18, 0.1]))]
    facets = rng.uniform(0.35, 1.15, (int(rng.integers(1, 5)), int(rng.integers(2, 9)))).astype(np.float32)
    way = cv2.INTER_NEAREST if rng.random() < 0.4 else cv2.INTER_LINEAR
    light = cv2.resize(facets, (wide, tall), interpolation=way)
    if rng.random() < 0.5:
        ribs = np.sin(np.linspace(0, np.pi * float(rng.integers(6, 40)), wide, dtype=np.float32))
        light = light * (1 + rng.uniform(0.05, 0.3) * ribs[None])
    y, x = np.mgrid[:tall, :wide].astype(np.float32)
    glow = np.zeros((tall, wide), np.float32)
    for _ in range(int(rng.integers(0, 3))):
        far = np.hypot((x - rng.uniform(0.2, 0.8) * wide), (y - rng.uniform(0.3, 0.7) * tall))
        glow += np.exp(-((far / (min(wide, tall) * rng.uniform(0.12, 0.5))) ** 2)) * rng.uniform(0.3, 1.0)
    glass = light[..., None] * np.asarray(colour, np.float32) * rng.uniform(0.5, 1.1) + 255 * glow[..., None]
    return np.clip(glass, 0, 255).astype(np.uint8)


def lamp_of(rng: np.random.Generator, pixels: Pixels, x: float, y: float, width: float) -> None:
    """A lamp by itself, round, oval, square or slanting, in its rim and often in a dark hollow."""
    wide, tall = max(4, round(width)), max(4, round(width * rng.uniform(0.3, 1.0)))
    left, top = round(x - wide / 2), round(y - tall / 2)
    if left < 1 or top < 1 or left + wide >= pixels.shape[1] - 1 or top + tall >= pixels.shape[0] - 1:
        return
    if rng.random() < 0.55:
        reach, hollow = rng.uniform(1.15, 2.2, 2), (float(rng.uniform(5, 60)),) * 3
        corners = np.array([[-1, -0.8], [0.6, -1], [1, 0.7], [-0.7, 1]]) * reach * (wide / 2, tall / 2)
        cv2.fillPoly(pixels, [np.round(corners * (rng.choice([-1, 1]), 1) + (x, y)).astype(np.int32)], hollow)
    mask = np.zeros((tall, wide), np.uint8)
    shape = rng.random()
    if shape < 0.5:
        cv2.ellipse(mask, (wide // 2, tall // 2), (wide // 2, tall // 2), 0, 0, 360, 255, -1)
    elif shape < 0.8:
        mask[:] = 255
    else:
        cut = (np.array([[0, 0.3], [0.7, 0], [1, 0.6], [0.3, 1]]) + rng.uniform(0, 0.2, (4, 2))) * (wide, tall)
        cv2.fillPoly(mask, [np.round(cut).astype(np.int32)], 255)
    part = pixels[top : top + tall, left : left + wide]
    part[mask > 0] = reflector(rng, wide, tall)[mask > 0]
    if rng.random() < 0.7:
        outline, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        rim = (float(rng.choice([20, 60, 190, 230])),) * 3
        cv2.drawContours(pixels, outline, -1, rim, max(1, round(width * rng.uniform(0.02, 0.1))), offset=(left, top))


def trimmings(rng: np.random.Generator, drawing: Drawing, tall: float) -> None:
    """What else on a vehicle is no plate: lamps, signs, a paper behind the windscreen, words; none where its plate goes."""
    room = drawing.width * 0.5
    for _ in range(int(rng.integers(1, 6))):
        x, y, kind = rng.uniform(50, WIDTH - 50), rng.uniform(60, HEIGHT - 60), rng.random()
        size = rng.uniform(18, 120)
        if abs(x - drawing.x) < room + size * 0.6 and abs(y - drawing.y) < tall * 0.5 + size * 0.6:
            continue
        if kind < 0.5:
            lamp_of(rng, drawing.pixels, x, y, size)
        elif kind < 0.66:
            emblem(rng, drawing, x, y)
        elif kind < 0.82:
            paper(rng, drawing.pixels, x, y, size)
        else:
            ink, size = (float(rng.uniform(0, 255)),) * 3, rng.uniform(0.4, 1.3)
            words = "".join(chr(65 + int(letter)) for letter in rng.integers(26, size=int(rng.integers(2, 10))))
            at, face = (round(x - 40), round(y)), int(rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX]))
            cv2.putText(drawing.pixels, words, at, face, size, ink, int(rng.integers(1, 4)), cv2.LINE_AA)


def paper(rng: np.random.Generator, pixels: Pixels, x: float, y: float, width: float) -> None:
    """A sticker or permit: a pale sheet with a frame, a bar of colour or lines too fine to read."""
    wide, tall = round(width / 2), round(width * rng.uniform(0.2, 0.6) / 2)
    left, top, right, bottom = round(x) - wide, round(y) - tall, round(x) + wide, round(y) + tall
    tone = tuple(float(part) for part in np.clip(rng.uniform(90, 245) + rng.normal(0, 12, 3), 0, 255))
    cv2.rectangle(pixels, (left, top), (right, bottom), tone, -1)
    ink = shade(tone, rng.uniform(0.4, 0.9))  # type: ignore[arg-type]  # three numbers
    if rng.random() < 0.6:
        cv2.rectangle(pixels, (left + 3, top + 3), (right - 3, bottom - 3), ink, 1)
    for line in range(int(rng.integers(0, 6))):
        at = top + round((line + 1) * 2 * tall / 7)
        cv2.line(pixels, (left + 5, at), (round(right - rng.uniform(0.05, 0.5) * wide), at), ink, 1)


def shell(rng: np.random.Generator, drawing: Drawing, paint: Colour) -> tuple[float, float, float]:
    """Roof, window and body of a car from before or behind; the belt line's height and the body's sides."""
    belt, floor = rng.uniform(120, 175), rng.uniform(400, 445)
    side = rng.uniform(30, 75)
    roof = rng.uniform(8, 40)
    inset = rng.uniform(35, 95)
    tyre = (22.0, 22.0, 24.0)
    for x in (side + 8, WIDTH - side - 60):
        drawing.fill([(x, floor - 60), (x + 52, floor - 60), (x + 52, floor + 25), (x, floor + 25)], tyre, body=True)
    drawing.fill(
        [(side + 20, floor), (WIDTH - side - 20, floor), (WIDTH - side, floor + 20), (side, floor + 20)],
        (12, 12, 12),
        body=True,
    )
    top = [(side + inset, roof), (WIDTH - side - inset, roof), (WIDTH - side - 8, belt), (side + 8, belt)]
    drawing.fill(top, shade(paint, 0.9), body=True)
    edge = rng.uniform(8, 20)
    glass(
        rng,
        drawing,
        [
            (side + inset + 4, roof + edge),
            (WIDTH - side - inset - 4, roof + edge),
            (WIDTH - side - 26, belt - 4),
            (side + 26, belt - 4),
        ],
    )
    bend = rng.uniform(10, 40)
    hull = [
        (side + bend, belt), (WIDTH - side - bend, belt), (WIDTH - side, belt + 60), (WIDTH - side + 4, floor - 50),
        (WIDTH - side - 14, floor), (side + 14, floor), (side - 4, floor - 50), (side, belt + 60),
    ]  # fmt: skip
    drawing.fill(hull, paint, body=True)
    return belt, floor, side


def car_front(rng: np.random.Generator, drawing: Drawing, paint: Colour, tall: float) -> None:
    """Bonnet, lamps, grille, bumper with its intake; the plate on the bumper, over the intake or under the grille."""
    belt, floor, side = shell(rng, drawing, paint)
    brow = belt + rng.uniform(40, 75)
    drawing.fill(
        [(side + 40, belt), (WIDTH - side - 40, belt), (WIDTH - side - 60, brow), (side + 60, brow)],
        shade(paint, rng.uniform(0.85, 1.2)),
    )
    dark = (rng.uniform(8, 45),) * 3
    metal = (rng.uniform(40, 235),) * 3
    low = brow + rng.uniform(35, 85)
    wide = rng.uniform(60, 150)
    bars(rng, drawing, (side + wide, brow, WIDTH - side - wide, low), dark, metal)
    emblem(rng, drawing, WIDTH / 2, (brow + low) / 2 + rng.normal(0, 6))
    rise = rng.uniform(-25, 10)
    lamp(
        rng,
        drawing,
        [
            (side + 6, brow + rise),
            (side + wide - 6, brow + 8),
            (side + wide - 14, brow + rng.uniform(28, 50)),
            (side + 14, brow + rng.uniform(25, 45) + rise),
        ],
        (rng.uniform(190, 250),) * 3,
    )
    intake = min(low + rng.uniform(15, 60), floor - 60)
    under = min(intake + rng.uniform(30, 80), floor - 12)
    bars(
        rng,
        drawing,
        (side + rng.uniform(50, 150), intake, WIDTH - side - rng.uniform(50, 150), under),
        dark,
        shade(metal, 0.7),
    )
    x = side + rng.uniform(20, 50)
    for at in (x, WIDTH - x):
        drawing.oval((at, intake + 25), (rng.uniform(16, 30), rng.uniform(12, 22)), dark)
        drawing.oval((at, intake + 25), (10, 9), (rng.uniform(150, 240),) * 3)
    lines = rng.integers(0, 4)
    for _ in range(lines):
        y = round(between(rng, low, floor))
        cv2.line(
            drawing.pixels,
            (round(side + 10), y),
            (round(WIDTH - side - 10), y),
            shade(paint, rng.uniform(0.5, 1.2)),
            int(rng.integers(1, 4)),
        )
    drawing.y = float(rng.uniform(low - 10, max(low, under - tall / 2)))
    drawing.x += float(rng.normal(0, 4)) if rng.random() < 0.85 else float(rng.uniform(-90, 90))


def car_back(rng: np.random.Generator, drawing: Drawing, paint: Colour, tall: float) -> None:
    """Rear window, red lamps, a recess for the plate with a bar above it, letters of a model, bumper and reflectors."""
    belt, floor, side = shell(rng, drawing, paint)
    red = (rng.uniform(130, 235), rng.uniform(10, 50), rng.uniform(10, 40))
    reach = rng.uniform(40, 120)
    lamp(
        rng,
        drawing,
        [
            (side + 4, belt + 12),
            (side + reach, belt + rng.uniform(10, 25)),
            (side + reach * 0.9, belt + rng.uniform(50, 80)),
            (side + 4, belt + rng.uniform(60, 110)),
        ],
        red,
    )
    bumper = floor - rng.uniform(70, 115)
    drawing.y = (
        between(rng, belt + 55, bumper - tall * 0.4) if rng.random() < 0.7 else between(rng, bumper, floor - tall / 2)
    )
    if rng.random() < 0.75:
        w, h = drawing.width * rng.uniform(0.56, 0.8), tall * rng.uniform(0.6, 1.1)
        tone = shade(paint, rng.uniform(0.25, 0.85))
        lean = rng.uniform(-15, 25)
        drawing.fill(
            [
                (300 - w - lean, drawing.y - h),
                (300 + w + lean, drawing.y - h),
                (300 + w, drawing.y + h),
                (300 - w, drawing.y + h),
            ],
            tone,
        )
        tone2 = (rng.uniform(60, 245),) * 3
        y = drawing.y - h
        drawing.fill(
            [(300 - w - lean, y - 9), (300 + w + lean, y - 9), (300 + w + lean, y), (300 - w - lean, y)], tone2
        )
    emblem(rng, drawing, WIDTH / 2, belt + rng.uniform(14, 34))
    chrome = (rng.uniform(90, 235),) * 3
    for _ in range(int(rng.integers(0, 3))):
        words = "".join(chr(65 + int(letter)) for letter in rng.integers(26, size=int(rng.integers(2, 8))))
        at = (round(rng.choice([side + 50, WIDTH - side - 150])), round(between(rng, belt + 60, bumper)))
        cv2.putText(drawing.pixels, words, at, cv2.FONT_HERSHEY_SIMPLEX, rng.uniform(0.5, 0.9), chrome, 2, cv2.LINE_AA)
    drawing.fill(
        [(side - 2, bumper), (WIDTH - side + 2, bumper), (WIDTH - side - 8, bumper + 5), (side + 8, bumper + 5)],
        shade(paint, 0.55),
    )
    both(
        drawing,
        [(side + 20, floor - 40), (side + 70, floor - 40), (side + 70, floor - 28), (side + 20, floor - 28)],
        red,
    )


def rider(rng: np.random.Generator, drawing: Drawing) -> None:
    """Somebody who sits behind: trunk, arms, legs in plain clothes."""
    cloth = tuple(rng.uniform(10, 220, 3))
    trousers = tuple(rng.uniform(10, 140, 3))
    drawing.fill([(200, 0), (400, 0), (430, 170), (170, 170)], cloth, body=True)
    for direction in (-1, 1):
        drawing.fill(
            [
                (300 + direction * 40, 150),
                (300 + direction * 150, 160),
                (300 + direction * 120, 420),
                (300 + direction * 60, 420),
            ],
            trousers,
            body=True,
        )
    if rng.random() < 0.5:
        cv2.putText(drawing.pixels, "GO", (250, 80), cv2.FONT_HERSHEY_SIMPLEX, 1.5, shade(cloth, 1.6), 4, cv2.LINE_AA)


def scooter_front(rng: np.random.Generator, drawing: Drawing, paint: Colour, tall: float) -> None:
    """Handlebar and mirrors, a shield with lamps, mudguard and wheel; the plate above or below the lamps."""
    if rng.random() < 0.7:
        rider(rng, drawing)
    black = (rng.uniform(8, 50),) * 3
    drawing.fill([(282, 300), (318, 300), (330, 470), (270, 470)], black, body=True)
    drawing.oval((300, 410), (rng.uniform(26, 44), 75), (20, 20, 22), body=True)
    bar = rng.uniform(70, 110)
    drawing.fill(
        [(110, bar + 20), (300, bar), (490, bar + 20), (490, bar + 36), (300, bar + 40), (110, bar + 36)],
        black,
        body=True,
    )
    for x in (120, 480):
        drawing.oval((x + rng.normal(0, 10), bar - 40), (26, 17), (rng.uniform(10, 120),) * 3, body=True)
    top = rng.uniform(80, 130)
    half = rng.uniform(85, 140)
    drawing.fill(
        [
            (300 - half * 0.7, top),
            (300 + half * 0.7, top),
            (300 + half, top + 90),
            (300 + half * 0.6, 300),
            (340, 360),
            (260, 360),
            (300 - half * 0.6, 300),
            (300 - half, top + 90),
        ],
        paint,
        body=True,
    )
    drawing.fill(
        [(300 - half * 0.4, top + 20), (300 + half * 0.4, top + 20), (300, 330)], shade(paint, rng.uniform(0.4, 1.3))
    )
    lamps = top + rng.uniform(90, 150)
    lamp(
        rng,
        drawing,
        [(300 - half * 0.9, lamps - 20), (292, lamps), (292, lamps + 38), (300 - half * 0.5, lamps + 30)],
        (rng.uniform(150, 250),) * 3,
    )
    orange = (235.0, rng.uniform(100, 150), 30.0)
    both(
        drawing,
        [(300 - half, top + 50), (300 - half + 30, top + 45), (300 - half + 35, top + 75), (300 - half + 5, top + 80)],
        orange,
    )
    drawing.fill([(268, 330), (332, 330), (345, 400), (255, 400)], shade(paint, 0.8), body=True)
    drawing.y = between(rng, top, lamps - tall * 0.5) if rng.random() < 0.75 else between(rng, lamps + 40, 330)


def scooter_back(rng: np.random.Generator, drawing: Drawing, paint: Colour, tall: float) -> None:
    """Seat, tail lamp, indicators; the plate below it on the mudguard, before the wheel."""
    if rng.random() < 0.6:
        rider(rng, drawing)
    black = (rng.uniform(8, 45),) * 3
    drawing.oval((300, 390), (rng.uniform(34, 55), 85), (18, 18, 20), body=True)
    drawing.fill([(245, 90), (355, 90), (400, 150), (380, 230), (220, 230), (200, 150)], paint, body=True)
    red = (rng.uniform(140, 250), rng.uniform(10, 60), rng.uniform(5, 40))
    low = rng.uniform(175, 215)
    drawing.fill([(250, low - 40), (350, low - 40), (330, low), (270, low)], red)
    for x in (205, 395):
        drawing.oval((x, low), (24, 12), (240, rng.uniform(110, 160), 30), body=True)
    w = drawing.width * rng.uniform(0.3, 0.6)
    drawing.fill(
        [(300 - w, low), (300 + w, low), (300 + w * 0.8, low + tall + 60), (300 - w * 0.8, low + tall + 60)],
        black,
        body=True,
    )
    drawing.oval((420, 330), (24, 60), (rng.uniform(60, 150),) * 3, body=True)
    drawing.y = float(low + tall / 2 + rng.uniform(2, 30))
