"""What networks see in a picture, remembered: many tests show the same few pictures, and a look takes a tenth of a second."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from vlogkit.seeing import faces
from vlogkit.seeing.spotting import number_plates

Pixels = NDArray[np.uint8]
Look = Callable[..., Any]
LOOKS: tuple[tuple[Any, str, Look], ...] = (
    (faces, "face_boxes", faces.face_boxes),
    (number_plates, "_boxes", number_plates._boxes),
)
"""Where each look is called, and the look itself."""


def remember(patch: pytest.MonkeyPatch) -> None:
    """Have this process look once at the same pixels."""
    for place, name, look in LOOKS:
        patch.setattr(place, name, _remembering(look))


def look_anew(patch: pytest.MonkeyPatch) -> None:
    """Have every look be one, where looking itself is tested."""
    for place, name, look in LOOKS:
        patch.setattr(place, name, look)


def _remembering(look: Look) -> Look:
    known: dict[object, Any] = {}

    def seen(pixels: Pixels, *how: object) -> Any:
        key = (hashlib.blake2b(np.ascontiguousarray(pixels)).digest(), pixels.shape, how)
        if key not in known:
            known[key] = look(pixels, *how)
        return known[key].copy()  # who asks may change what they get

    return seen
