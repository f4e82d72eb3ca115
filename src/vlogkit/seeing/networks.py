"""Read the networks that find faces and plates, each once a thread."""

from __future__ import annotations

import threading

import cv2
import numpy as np

from vlogkit.errors import OutsideError
from vlogkit.resources import shipped

_LOCAL = threading.local()


def network(name: str) -> cv2.dnn.Net:
    """The network `assets/models/NAME/NAME.onnx`, of this thread alone: one that two threads use at once fails.

    Raises OutsideError where the model cannot be read."""
    known: dict[str, cv2.dnn.Net] = _LOCAL.__dict__.setdefault("networks", {})
    if name not in known:
        path = shipped("assets", "models", name, f"{name}.onnx")
        try:
            known[name] = cv2.dnn.readNetFromONNX(np.fromfile(path, np.uint8))
        except (cv2.error, OSError):
            hint = "Install vlogkit again: pip install --force-reinstall vlogkit"
            raise OutsideError(f"the network `{name}` cannot be read", where=path, hint=hint) from None
    return known[name]
