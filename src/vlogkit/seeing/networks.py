"""Lend the networks that find faces and plates: one to each thread that looks, and to the next when it has looked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np

from vlogkit.errors import OutsideError
from vlogkit.resources import shipped

_IDLE: dict[str, list[cv2.dnn.Net]] = {}
_LOCK = threading.Lock()


@contextmanager
def network(name: str) -> Iterator[cv2.dnn.Net]:
    """The network `assets/models/NAME/NAME.onnx`, of this thread alone inside the block: one that two threads use at once
    fails. What it puts out is its own, and is to be read inside the block too.

    A network and what it works with take hundreds of MB, so that there are no more of them than threads that look at
    once. Raises OutsideError where the model cannot be read."""
    with _LOCK:
        idle = _IDLE.setdefault(name, [])
        net = idle.pop() if idle else None
    net = net if net is not None else _read(name)
    try:
        yield net
    finally:
        with _LOCK:
            _IDLE.setdefault(name, []).append(net)


def put_away() -> bool:
    """Give the memory of all networks back that nobody looks with; whether there were any. The next look reads them anew,
    in a twentieth of a second."""
    with _LOCK:
        there = any(_IDLE.values())
        _IDLE.clear()
    return there


def _read(name: str) -> cv2.dnn.Net:
    path = shipped("assets", "models", name, f"{name}.onnx")
    try:
        return cv2.dnn.readNetFromONNX(np.fromfile(path, np.uint8))
    except (cv2.error, OSError):
        hint = "Install vlogkit again: pip install --force-reinstall vlogkit"
        raise OutsideError(f"the network `{name}` cannot be read", where=path, hint=hint) from None
