"""What networks see in a picture, remembered: many tests show the same few pictures, and a look takes a tenth of a second.

Each process remembers, and beside pytest's own notes all of them and the next run do, until a line of what looks is changed."""

from __future__ import annotations

import hashlib
import os
import pickle
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.material import ROOT
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
    """Have the same pixels be looked at once."""
    for place, name, look in LOOKS:
        patch.setattr(place, name, _remembering(look))


def look_anew(patch: pytest.MonkeyPatch) -> None:
    """Have every look be one, where looking itself is tested."""
    for place, name, look in LOOKS:
        patch.setattr(place, name, look)


@cache
def _kept() -> Path:
    """Where looks of this very code, these networks and this OpenCV are kept."""
    known = hashlib.blake2b(cv2.__version__.encode(), digest_size=16)
    for path in sorted([*(ROOT / "src/vlogkit/seeing").rglob("*.py"), *(ROOT / "assets/models").rglob("*.onnx")]):
        known.update(path.read_bytes())
    folder = ROOT / ".pytest_cache" / "looks" / known.hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _remembering(look: Look) -> Look:
    known: dict[object, Any] = {}

    def seen(pixels: Pixels, *how: object) -> Any:
        key = hashlib.blake2b(np.ascontiguousarray(pixels), digest_size=16)
        key.update(repr((look.__name__, pixels.shape, how)).encode())
        name = key.hexdigest()
        if name not in known:
            known[name] = _once(_kept() / name, lambda: look(pixels, *how))
        return known[name].copy()  # who asks may change what they get

    return seen


def _once(path: Path, look: Callable[[], Any]) -> Any:
    """What is kept there, else what a look gives, kept whole or not at all."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    found = look()
    half = path.with_name(f"{path.name}-{os.getpid()}-{threading.get_ident()}")
    half.write_bytes(pickle.dumps(found))
    half.replace(path)
    return found
