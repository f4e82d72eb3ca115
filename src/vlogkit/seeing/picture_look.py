"""Look at a picture: find its faces, where the eye goes, and its tones."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.media.pictures import open_picture, picture_size, size_within
from vlogkit.seeing.faces import find_faces
from vlogkit.seeing.found_boxes import Found, distinct, overlap
from vlogkit.seeing.seen import COUNT, LEVELS, Seen, SeenFace, packed

LONGEST = 1280
"""Pixels of the longer side at which is looked: about what is drawn of a picture, so that its tones are those drawn; a
smaller picture is enlarged to it, as it is when it is drawn."""
CELLS = 64
"""Cells along the longer side."""
FACE_SIDES = (320, 640, 1280)
"""Longest sides at which faces are looked for: those that fill a picture at the first, those far away at the last."""
SURE = 0.45
"""Score from which a find is a face that nothing may cover; below it more walls than faces are found."""
SAME = 0.3
"""Share of their union from which on two finds are one face."""
SMALLEST = 0.016
"""Height of a face, as a share of the longer side, from which it can be known as one."""
_RESIDUAL = 64
"""Pixels of the longer side at which salience is looked for: objects count there, not textures."""
_STEPS = np.arange(256) / 255
_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4).astype(np.float32)


def look_at_picture(path: Path | str) -> Seen:
    """What there is to see in a picture file. Deterministic; takes a third of a second. Raises MediaError."""
    size = picture_size(path)
    width, height = (max(1, round(side * LONGEST / max(size))) for side in size)
    opened = open_picture(path, at_least=(width, height)).pixels
    return look_at_pixels(np.asarray(opened.resize((width, height), reducing_gap=2.0), np.uint8), size)


def look_at_pixels(
    pixels: NDArray[np.uint8],
    size: tuple[int, int],
    *,
    cells: int = CELLS,
    sides: tuple[int, ...] = FACE_SIDES,
    sure: float = SURE,
) -> Seen:
    """What there is to see in RGB pixels (h, w, 3) of a picture of a size, with so many `cells` along the longer side and
    faces looked for at some `sides`, from a score on."""
    height, width = pixels.shape[:2]
    faces = [_shares(face, width, height) for face in _faces(pixels, sides, sure)]
    columns, rows = (max(1, round(side * cells / max(width, height))) for side in (width, height))
    grey = grey_of(pixels)
    return Seen(
        size=size,
        faces=tuple(face for face in faces if face.h * height >= SMALLEST * max(width, height)),
        columns=columns,
        rows=rows,
        salience=packed(spectral_residual(grey, (columns, rows))),
        tones=packed(cell_tones(grey, (columns, rows))),
    )


def _faces(pixels: NDArray[np.uint8], sides: tuple[int, ...], sure: float) -> list[Found]:
    """The faces, each with the box around all that was found of it: looks of different sizes differ by a forehead or a
    chin."""
    looks = [find_faces(pixels, sides=(side,), threshold=sure) for side in sides]
    every = [face for look in looks for face in look]
    return [_around([one for one in every if overlap(face, one) > SAME], face.score) for face in distinct(every)]


def _around(boxes: list[Found], score: float) -> Found:
    lefts, tops, rights, bottoms, _ = zip(*boxes, strict=True)
    return Found(min(lefts), min(tops), max(rights), max(bottoms), score)


def _shares(face: Found, width: int, height: int) -> SeenFace:
    box = (face.left / width, face.top / height, (face.right - face.left) / width, (face.bottom - face.top) / height)
    left, top, wide, tall = (round(share, 4) for share in box)
    return SeenFace(left, top, wide, tall, round(face.score, 3))


def grey_of(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The grey levels (h, w) that are as bright as the colours (h, w, 3): relative luminance, and sRGB back again."""
    light = cv2.transform(_LINEAR[rgb], np.array([[0.2126, 0.7152, 0.0722]], np.float32))
    level = np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055)
    return np.asarray(np.clip(np.rint(level * 255), 0, 255), np.uint8)


def cell_tones(grey: NDArray[np.uint8], cells: tuple[int, int]) -> NDArray[np.uint8]:
    """The tones (rows, columns, `COUNT`) of a picture cut into cells: of the stretches of `LEVELS` below the middle the
    darker end, above it the brighter end, so that what is computed from them is never too good."""
    columns, rows = cells
    side = 16
    even = cv2.resize(grey, (columns * side, rows * side), interpolation=cv2.INTER_NEAREST)
    parts = even.reshape(rows, side, columns, side).transpose(0, 2, 1, 3).reshape(rows, columns, side * side)
    parts = np.sort(parts, axis=2)
    at = np.rint(np.array(LEVELS) * (side * side - 1)).astype(int)
    half = COUNT // 2
    return np.ascontiguousarray(parts[:, :, np.concatenate([at[:half], at[half + 1 :]])])


def spectral_residual(grey: NDArray[np.uint8], cells: tuple[int, int]) -> NDArray[np.uint8]:
    """Salience (rows, columns; 255 is the most) by the spectral residual of Hou and Zhang (CVPR 2007): what a picture's
    spectrum has beyond its own smooth course is what stands out."""
    size = size_within((grey.shape[1], grey.shape[0]), _RESIDUAL)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float64)
    spectrum = np.fft.fft2(small)
    course = np.log(np.abs(spectrum) + 1e-9)
    residual = np.asarray(course - cv2.blur(course, (3, 3)), np.float64)
    stands_out = np.abs(np.fft.ifft2(np.exp(residual + 1j * np.angle(spectrum)))) ** 2
    blurred = cv2.GaussianBlur(stands_out, (0, 0), 2.0)
    scaled = cv2.resize(blurred, cells, interpolation=cv2.INTER_AREA)
    least, most = float(scaled.min()), float(scaled.max())
    return np.asarray(np.rint((scaled - least) / max(most - least, 1e-12) * 255), np.uint8)
