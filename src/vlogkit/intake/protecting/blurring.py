"""Blur boxes in a picture so that what was in them cannot be recovered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from vlogkit.intake.protecting.picture_notes import RelativeBox
from vlogkit.seeing.found_boxes import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

CELLS = 6
"""Cells across a blurred box: their averages are all that is left, too few to know a face or read a plate by."""
GROW = {"oval": 0.3, "box": 0.12}
"""How much larger (share of each side) than the find the blurred area is: hair and chin, the plate's rim."""
Shape = Literal["oval", "box"]


def blur(pixels: Pixels, boxes: Iterable[tuple[Found, Shape]]) -> Pixels:
    """A copy of RGB pixels with each box (pixels) replaced by a few soft cells, its edge feathered."""
    done = pixels.copy()
    for box, shape in boxes:
        _blur_one(done, box, shape)
    return done


def _blur_one(pixels: Pixels, box: Found, shape: Shape) -> None:
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    grow_x, grow_y = (box.right - box.left) * GROW[shape], (box.bottom - box.top) * GROW[shape]
    left, right = max(0, int(box.left - grow_x)), min(width, int(box.right + grow_x) + 1)
    top, bottom = max(0, int(box.top - grow_y)), min(height, int(box.bottom + grow_y) + 1)
    if right - left < 2 or bottom - top < 2:
        return
    patch = pixels[top:bottom, left:right]
    h, w = patch.shape[:2]
    few = cv2.resize(patch, (min(CELLS, w), min(CELLS, h)), interpolation=cv2.INTER_AREA)
    soft = cv2.resize(few, (w, h), interpolation=cv2.INTER_CUBIC)
    mask = np.zeros((h, w), np.float32)
    if shape == "oval":
        cv2.ellipse(mask, (w // 2, h // 2), (max(1, w // 2 - 1), max(1, h // 2 - 1)), 0, 0, 360, 1.0, -1)
    else:
        mask[:] = 1.0
    feather = max(1, min(w, h) // 16) * 2 + 1
    inner = mask if shape == "box" else cv2.GaussianBlur(mask, (feather, feather), 0)
    # What lies inside the find itself is replaced wholly, whatever the feather does around it.
    if shape == "oval":
        inner = np.maximum(inner, _core(h, w))
    patch[:] = np.rint(patch * (1 - inner[..., None]) + soft * inner[..., None]).astype(np.uint8)


def _core(h: int, w: int) -> Pixels:
    import cv2
    import numpy as np

    core = np.zeros((h, w), np.float32)
    cv2.ellipse(core, (w // 2, h // 2), (max(1, int(w * 0.44)), max(1, int(h * 0.44))), 0, 0, 360, 1.0, -1)
    return core  # type: ignore[return-value]


def in_pixels(area: RelativeBox, width: int, height: int) -> Found:
    """A person's box, in shares, as a find of full score in pixels."""
    return Found(area.x * width, area.y * height, (area.x + area.w) * width, (area.y + area.h) * height, 1.0)


def in_shares(box: Found, width: int, height: int) -> RelativeBox:
    """A find as shares of the picture, to be written down."""
    left, top = max(0.0, box.left / width), max(0.0, box.top / height)
    right, bottom = min(1.0, box.right / width), min(1.0, box.bottom / height)
    least = 1e-4
    return RelativeBox(
        x=round(min(left, 1 - least), 4), y=round(min(top, 1 - least), 4),
        w=round(max(least, right - left), 4), h=round(max(least, bottom - top), 4),
    )  # fmt: skip


def kept(box: Found, areas: Iterable[RelativeBox], width: int, height: int) -> bool:
    """Whether a person said that what was found here is neither a face nor a plate: its middle lies in a `keep:` area."""
    x, y = (box.left + box.right) / 2 / width, (box.top + box.bottom) / 2 / height
    return any(area.x <= x <= area.x + area.w and area.y <= y <= area.y + area.h for area in areas)
