"""Make a short moving clip with quiet sound from a drawing in layers, the same every time."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from math import ceil, floor, pi, sin
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import resvg_py
from numpy.typing import NDArray

from vlogkit.errors import MediaError

Pixels = NDArray[np.uint8]
Sound = NDArray[np.float32]

_SVG = "http://www.w3.org/2000/svg"
_WINDOW = 0.875  # share of the drawing's width that is seen at once; the rest is room for the camera to move
_BEHIND = 0.35  # how loud the place is where somebody talks
_PAN = 60.0  # units of the drawing that the nearest layer travels
_SPARE = 60.0  # units drawn beyond the frame on each side, so that no layer's edge comes into view


@dataclass(frozen=True)
class Sheet:
    """One layer in pixels: colour times alpha, and what it lets through, both (h, w, 3), at (x, y)."""

    colour: Pixels
    through: Pixels
    x: int
    y: int
    depth: float = 0.0
    drift: float = 0.0
    ride: float = 0.0
    sway: float = 0.0
    nod: float = 0.0
    shape: str = ""
    solid: bool = False

    def moves(self) -> bool:
        """Whether the layer is ever anywhere but at its drawn place, or not there at all."""
        return bool(self.depth or self.drift or self.ride or self.sway or self.nod or self.shape)


@dataclass(frozen=True)
class View:
    """The part of the drawing that is filmed: its left top in units, and pixels to a unit."""

    left: float
    top: float
    scale: float
    width: int
    height: int


def film(
    picture: Path,
    target: Path,
    *,
    seconds: float = 6.0,
    size: tuple[int, int] = (1280, 720),
    rate: int = 25,
    seed: int = 1,
    voice: Sound | None = None,
    crf: int = 26,
) -> Path:
    """Film an SVG drawing into `target` (MP4: H.264 High, BT.709, AAC 48 kHz stereo) and return `target`.

    Top-level groups of the drawing that carry `data-depth` (0 far, 1 near) are layers, and move with the
    camera by that share; `data-drift` and `data-ride` are units a second to the right (a ride passes its
    drawn place in the middle of the clip), `data-sway` is how far a layer swings over its foot, `data-nod` how far a
    head moves while it talks. `data-shape` says when a part of a face is seen: `mouth-0` closed to `mouth-2` wide open,
    by how loud the voice is, and `open` and `shut` for eyes, which blink. A drawing without layers is panned as a
    whole. `voice` (n, 2; 48 kHz) is heard over a quieter place. Raises MediaError when the drawing cannot be read.
    """
    view, sheets = layers(picture, size)
    partial = target.with_name(f".{target.name}.partial")
    target.parent.mkdir(parents=True, exist_ok=True)
    sound = ambience(seconds, seed=seed)
    if voice is not None:
        sound *= _BEHIND
        sound[: len(voice)] += voice[: len(sound)]
    try:
        said = [] if voice is None else mouths(voice, rate)
        _encode(partial, frames(sheets, view, round(seconds * rate), rate, said), sound, size, rate, crf)
        return partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def frames(sheets: list[Sheet], view: View, count: int, rate: int, said: Sequence[int] = ()) -> Iterator[Pixels]:
    """`count` pictures (h, w, 3) in BGR; each depends on its number and on what is said in it (0-2) alone."""
    still = 0
    ground = np.zeros((view.height, view.width, 3), np.uint8)
    while still < len(sheets) and not sheets[still].moves():
        _lay(ground, sheets[still], 0.0, 0.0, 0.0)
        still += 1
    for number in range(count):
        canvas = ground.copy()
        face = {f"mouth-{said[number] if number < len(said) else 0}", "shut" if blinks(number / rate) else "open", ""}
        for sheet in sheets[still:]:
            if sheet.shape not in face:
                continue
            _lay(canvas, sheet, *_motion(sheet, number / rate, count / rate, view.scale))
        yield canvas


def mouths(voice: Sound, rate: int) -> list[int]:
    """How wide the mouth is open in each frame, 0 to 2, by the loudness of the voice (n, 2; 48 kHz) around it; a shape
    stays for two frames, as lips do."""
    step = 2 * 48_000 // rate
    blocks = np.abs(voice[: len(voice) // step * step, 0]).reshape(-1, step).mean(axis=1)
    loud = blocks / max(float(np.quantile(blocks, 0.95)) if blocks.size else 0.0, 1e-6)
    return [int(wide) for wide in np.digitize(loud, (0.12, 0.55)) for _ in range(2)]


def blinks(time: float) -> bool:
    """Whether the eyes are shut at `time`: for an eighth of a second, at intervals that do not look like a clock's."""
    return 2.4 <= time % 3.1 < 2.525 or 5.1 <= time % 7.3 < 5.225


def _motion(sheet: Sheet, time: float, length: float, scale: float) -> tuple[float, float, float]:
    """How far a layer is moved right and down in pixels at `time`, and its slant; eased at both ends."""
    part = time / length
    pan = -(part * part * (3 - 2 * part) - 0.5) * _PAN * sheet.depth
    nod = sheet.nod * (0.6 * sin(2 * pi * time / 4.3) + 0.4 * sin(2 * pi * time / 2.7))
    across = pan + nod + (sheet.drift + sheet.ride) * (time - length / 2)
    bounce = 1.1 * sin(2 * pi * 3.1 * time) if sheet.ride else 0.5 * sheet.nod * sin(2 * pi * time / 1.9)
    slant = sheet.sway * sin(2 * pi * time / 3.4) / max(1.0, sheet.colour.shape[0] / scale)
    return across * scale, bounce * scale, slant


def _lay(canvas: Pixels, sheet: Sheet, across: float, down: float, slant: float) -> None:
    """Blend a layer into the canvas at a place between pixels; what falls outside is left out."""
    x, y = sheet.x + across, sheet.y + down
    height, width = canvas.shape[:2]
    swing = ceil(abs(slant) * sheet.colour.shape[0])
    left, top = max(0, floor(x) - swing), max(0, floor(y))
    right = min(width, floor(x) + sheet.colour.shape[1] + 1 + swing)
    bottom = min(height, floor(y) + sheet.colour.shape[0] + (y != floor(y)))
    if left >= right or top >= bottom:
        return
    colour, through = _shifted(sheet, left - x, top - y, (right - left, bottom - top), slant)
    below = canvas[top:bottom, left:right]
    if sheet.solid:
        below[:] = colour
        return
    canvas[top:bottom, left:right] = cv2.add(cv2.multiply(below, through, scale=1 / 255), colour)


def _shifted(sheet: Sheet, skip: float, above: float, area: tuple[int, int], slant: float) -> tuple[Pixels, Pixels]:
    """What of a layer lies in a box of `area` (w, h) whose corner is (skip, above) in the layer.

    Level moves mix two neighbouring columns, which is several times faster than a warp and the same.
    """
    inside = skip >= 0 and above == floor(above) >= 0 and skip + area[0] + 1 <= sheet.colour.shape[1]
    if slant or not inside or above + area[1] > sheet.colour.shape[0]:
        change = np.array([[1, slant, -slant * sheet.colour.shape[0] - skip], [0, 1, -above]])
        colour = cv2.warpAffine(sheet.colour, change, area, borderValue=(0, 0, 0))
        through = cv2.warpAffine(sheet.through, change, area, borderValue=(255, 255, 255))
        return np.asarray(colour, np.uint8), np.asarray(through, np.uint8)
    rows, column = slice(int(above), int(above) + area[1]), floor(skip)
    colour = _mixed(sheet.colour[rows, column : column + area[0] + 1], skip - column)
    if sheet.solid:
        return colour, sheet.through
    return colour, _mixed(sheet.through[rows, column : column + area[0] + 1], skip - column)


def _mixed(pixels: Pixels, part: float) -> Pixels:
    """Each column mixed with `part` (0-1) of the one to its right; one column narrower."""
    return np.asarray(cv2.addWeighted(pixels[:, :-1], 1 - part, pixels[:, 1:], part, 0), np.uint8)


# -- from the drawing to layers ----------------------------------------------------------------------------


def layers(picture: Path, size: tuple[int, int]) -> tuple[View, list[Sheet]]:
    """The drawing taken apart; neighbours that move alike are drawn together."""
    try:
        root = ElementTree.parse(picture).getroot()
        width, height = (float(part) for part in root.attrib["viewBox"].split()[2:4])
    except (OSError, ElementTree.ParseError, KeyError, ValueError) as error:
        raise MediaError(
            f"the drawing cannot be read: {error}", where=picture, hint="Give an SVG file with a viewBox."
        ) from error
    view = _view(width, height, size)
    children = [child for child in root if child.tag != f"{{{_SVG}}}defs"]
    if not any(name.startswith("data-") for child in children for name in child.attrib):
        children = [_group(children)]
    sheets = []
    for key, alike in groupby(children, _moves):
        sheet = _draw(root, list(alike), view, picture)
        if sheet:
            sheets += _halves(Sheet(*sheet, *key), view)
    return view, sheets


def _halves(sheet: Sheet, view: View) -> list[Sheet]:
    """A layer parted above the rows that let nothing through, which are written, not blended."""
    rows = np.flatnonzero(sheet.through.any(axis=(1, 2)))
    first = int(rows[-1]) + 1 if rows.size else 0
    level = not (sheet.sway or sheet.ride or sheet.drift or sheet.nod or sheet.shape)
    reach = ceil(sheet.depth * _PAN / 2 * view.scale) + 1
    covers = sheet.x <= -reach and sheet.x + sheet.colour.shape[1] >= view.width + reach
    if not level or not covers or first == sheet.colour.shape[0]:
        return [sheet]
    foot = replace(sheet, colour=sheet.colour[first:], through=sheet.through[first:], y=sheet.y + first, solid=True)
    if not first:
        return [foot]
    return [replace(sheet, colour=sheet.colour[:first], through=sheet.through[:first]), foot]


def _moves(part: ElementTree.Element) -> tuple[float, float, float, float, float, str]:
    """How a layer moves, 0 where the drawing says nothing: depth, drift, ride, sway and nod; and when it is seen."""
    depth, drift, ride, sway, nod = (
        float(part.get(f"data-{name}", 0)) for name in ("depth", "drift", "ride", "sway", "nod")
    )
    return depth, drift, ride, sway, nod, part.get("data-shape", "")


def _group(children: list[ElementTree.Element]) -> ElementTree.Element:
    """One layer that holds a flat drawing."""
    whole = ElementTree.Element(f"{{{_SVG}}}g", {"data-depth": "1"})
    whole.extend(children)
    return whole


def _view(width: float, height: float, size: tuple[int, int]) -> View:
    """A window of the frame's shape, in the middle of the drawing and a little below its half height."""
    seen = min(width * _WINDOW, height * size[0] / size[1])
    top = min(max(0.53 * height - seen * size[1] / size[0] / 2, 0.0), height - seen * size[1] / size[0])
    return View((width - seen) / 2, top, size[0] / seen, *size)


def _draw(
    root: ElementTree.Element, parts: list[ElementTree.Element], view: View, picture: Path
) -> tuple[Pixels, Pixels, int, int] | None:
    """Elements of the drawing as colour, transmission and place, cut to what they cover; None for nothing."""
    left, top = view.left - _SPARE, view.top - _SPARE
    wide, high = view.width / view.scale + 2 * _SPARE, view.height / view.scale + 2 * _SPARE
    head = f'<svg xmlns="{_SVG}" viewBox="{left} {top} {wide} {high}">'
    content = [*root.findall(f"{{{_SVG}}}defs"), *parts]
    text = head + "".join(ElementTree.tostring(part, encoding="unicode") for part in content) + "</svg>"
    try:
        drawn = bytes(resvg_py.svg_to_bytes(svg_string=text, width=round(wide * view.scale), skip_system_fonts=True))
    except ValueError as error:
        raise MediaError(
            f"the drawing cannot be rendered: {error}", where=picture, hint="Open it in a browser to see why."
        ) from error
    image = np.asarray(cv2.imdecode(np.frombuffer(drawn, np.uint8), cv2.IMREAD_UNCHANGED), np.uint8)
    x, y, width, height = cv2.boundingRect(image[..., 3])
    if not width or not height:
        return None
    cut = image[y : y + height, x : x + width]
    alpha = np.asarray(cv2.merge([cut[..., 3]] * 3), np.uint8)
    colour = np.asarray(cv2.multiply(cut[..., :3].copy(), alpha, scale=1 / 255), np.uint8)
    margin = round(_SPARE * view.scale)
    return colour, ~alpha, x - margin, y - margin


# -- sound -------------------------------------------------------------------------------------------------


def ambience(seconds: float, *, seed: int, rate: int = 48_000) -> Sound:
    """A quiet morning and something driving past: (n, 2) float32, peaks below 0.25, faded at both ends."""
    random = np.random.default_rng(seed)
    length = max(1, round(seconds * rate))
    time = np.arange(length) / rate
    air = np.stack([_hiss(random, length, rate) for _ in range(2)], axis=1) * 0.035
    air *= (0.75 + 0.25 * np.sin(2 * np.pi * time / 4.1))[:, None]
    passing = np.exp(-(((time - seconds / 2) / (0.22 * seconds)) ** 2))
    phase = 2 * np.pi * np.cumsum(58.0 + 4.0 * (0.5 - time / seconds)) / rate
    motor = sum(np.sin(n * phase + n) / n**1.3 for n in range(1, 9)) * passing * 0.035
    place = time / seconds
    sides = np.stack([motor * np.sqrt(place), motor * np.sqrt(1 - place)], axis=1)
    sound = air + sides + _birds(random, length, rate)
    ramp = np.clip(np.minimum(time, time[-1] - time) / min(0.4, seconds / 4), 0, 1)
    return np.asarray(sound * (ramp * ramp * (3 - 2 * ramp))[:, None], dtype=np.float32)


def _hiss(random: np.random.Generator, length: int, rate: int) -> NDArray[np.float64]:
    """Wind and water: noise that falls off above 300 Hz, at unit strength."""
    hertz = np.fft.rfftfreq(length, 1 / rate)
    shape = 1 / (1 + (hertz / 300.0) ** 2) ** 0.6 * (hertz > 60)
    noise = np.fft.irfft(np.fft.rfft(random.standard_normal(length)) * shape, length)
    return np.asarray(noise / max(float(noise.std()), 1e-9), dtype=np.float64)


def _birds(random: np.random.Generator, length: int, rate: int) -> NDArray[np.float64]:
    """A few short calls that fall in pitch, here and there to the left and right; shape (length, 2)."""
    calls = np.zeros((length, 2))
    note = np.arange(round(0.11 * rate)) / rate
    for start in random.uniform(0.05, 0.9, size=7):
        hertz, side = random.uniform(2400, 3600), random.uniform(0.2, 0.8)
        sweep = np.sin(2 * np.pi * (hertz * note - 3200 * note**2)) * np.sin(np.pi * note / 0.11) ** 2 * 0.012
        for repeat in range(int(random.integers(1, 4))):
            at = round(float(start) * length + repeat * 0.16 * rate)
            piece = sweep[: max(0, length - at)]
            calls[at : at + piece.size] += piece[:, None] * np.array([side, 1 - side])
    return calls


# -- to a file ---------------------------------------------------------------------------------------------


def _encode(target: Path, pictures: Iterator[Pixels], sound: Sound, size: tuple[int, int], rate: int, crf: int) -> None:
    """Write pictures and sound; one encoding thread, because more would change the bytes from run to run."""
    with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", rate=rate, options={"preset": "slow", "crf": str(crf)})
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        video.codec_context.thread_count = 1
        video.codec_context.time_base = Fraction(1, rate)
        for name, value in (("colorspace", 1), ("color_primaries", 1), ("color_trc", 1), ("color_range", 1)):
            setattr(video.codec_context, name, value)
        audio = container.add_stream("aac", rate=48_000, layout="stereo")
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            frame.pts = number
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        _encode_sound(container, audio, sound)


def _encode_sound(container: Any, stream: Any, sound: Sound) -> None:
    """Write the sound in blocks of the codec's size."""
    for start in range(0, len(sound), 1024):
        block = np.ascontiguousarray(sound[start : start + 1024].T)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = 48_000, start
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
