"""Follow the subject of a clip several times a second, and measure how the camera shakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.media.clips import ClipReader, planes_of
from vlogkit.media.colour import STILL
from vlogkit.seeing.faces import find_faces
from vlogkit.seeing.found_boxes import Found
from vlogkit.seeing.movement import Moving, camera_shift, moving_things
from vlogkit.seeing.watched import Shift, Sighting

_EVERY = 0.2
"""Seconds between two looks at a clip."""
_FACES_EVERY, _FACES_RARELY = 2, 6
"""Looks from one search for faces to the next, where one was seen lately, and where not."""
_FACE_LASTS, _MOTION_LASTS = 1.3, 1.0
"""Seconds for which a face that was seen counts as there, and a moving thing as the same."""
_FACES_AT, _MOVES_AT, _SHAKE_AT = 352, 240, 480
"""Pixels of the longer side at which faces, moving things and shake are looked for."""
_SURE = 0.6


def find_subject(path: Path, *, start: float = 0.0, seconds: float) -> tuple[Sighting, ...]:
    """Where the faces are, or, where there are none, what moves; nothing where nothing does. Raises
    MediaError."""
    sightings: list[Sighting] = []
    before: NDArray[np.uint8] | None = None
    face_seen = motion_at = float("-inf")
    middle = 0.5
    for look, picture in enumerate(_pictures(path, start, seconds, _EVERY, _FACES_AT)):
        second = look * _EVERY
        grey = _grey(picture, _MOVES_AT)
        faces = _faces(picture, look, second - face_seen < _FACE_LASTS)
        if faces:
            face_seen = second
            sightings.append(_face_sighting(second, faces, picture.shape[1], picture.shape[0]))
        elif before is not None and second - face_seen >= _FACE_LASTS:
            thing = _followed(moving_things(before, grey), middle if second - motion_at < _MOTION_LASTS else None)
            if thing is not None:
                motion_at, middle = second, thing.x + thing.w / 2
                sightings.append(Sighting(second, "motion", thing.x, thing.y, thing.w, thing.h))
        before = grey
    return tuple(sightings)


def find_shake(path: Path, *, start: float = 0.0, frames: int, rate: tuple[int, int]) -> tuple[Shift, ...]:
    """How the picture moved from each frame of the timeline to the next; the first is (0, 0). Raises
    MediaError."""
    shifts = [Shift(0.0, 0.0)]
    before: NDArray[np.uint8] | None = None
    step = rate[1] / rate[0]
    for picture in _pictures(path, start, frames * step - step / 2, step, _SHAKE_AT):
        grey = _grey(picture, _SHAKE_AT)
        if before is not None:
            shifts.append(camera_shift(before, grey))
        before = grey
    return tuple(shifts[:frames])


def _pictures(path: Path, start: float, seconds: float, every: float, longest: int) -> Iterator[NDArray[np.uint8]]:
    """Upright RGB pictures, small, at even times."""
    reader = ClipReader(path)
    try:
        width, height = reader.size(reader.frame_at(start))
        scale = min(longest / max(width, height), 1.0)
        size = (max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2))
        for look in range(int(seconds / every) + 1):
            yield np.stack(planes_of(reader.frame_at(start + look * every), size, STILL), axis=2)
    finally:
        reader.close()


def _grey(picture: NDArray[np.uint8], longest: int) -> NDArray[np.uint8]:
    scale = min(longest / max(picture.shape[:2]), 1.0)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _faces(picture: NDArray[np.uint8], look: int, lately: bool) -> list[Found]:
    """Faces that are certain, and not much smaller than the largest: who stands far behind is not the
    subject.

    Where none was seen lately, every few looks are enough.
    """
    if look % (_FACES_EVERY if lately else _FACES_RARELY):
        return []
    certain = find_faces(picture, sides=(_FACES_AT,), threshold=_SURE)
    largest = max(certain, key=_area, default=None)
    if largest is None:
        return []
    return [face for face in certain if face.bottom - face.top >= 0.5 * (largest.bottom - largest.top)]


def _area(box: Found) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _face_sighting(second: float, faces: list[Found], width: int, height: int) -> Sighting:
    left, top = min(face.left for face in faces) / width, min(face.top for face in faces) / height
    right, bottom = max(face.right for face in faces) / width, max(face.bottom for face in faces) / height
    return Sighting(second, "face", left, top, right - left, bottom - top)


def _followed(things: tuple[Moving, ...], middle: float | None) -> Moving | None:
    """The thing that moves most, unless the one followed so far (around `middle`) moves nearly as much."""
    if not things or middle is None:
        return things[0] if things else None
    near = min(things, key=lambda thing: abs(thing.x + thing.w / 2 - middle))
    return near if near.weight > 0.4 * things[0].weight else things[0]
