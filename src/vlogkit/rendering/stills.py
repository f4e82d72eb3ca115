"""Draw one frame or scene of a timeline as PNG or JPEG."""

from __future__ import annotations

from typing import Literal

import cv2

from vlogkit.errors import RenderError
from vlogkit.media.clip_pool import Readers
from vlogkit.media.colour import STILL, Bytes, Space, to_rgb
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.typesetting.fonts import FontBook


def still_pixels(
    timeline: Timeline,
    *,
    scene: int | None = None,
    frame: int | None = None,
    space: Space = STILL,
    store: DrawnCache | None = None,
    book: FontBook,
) -> Bytes:
    """RGB (height, width, 3). `scene` alone is that scene at its `still` frame, `scene` and `frame` a
    frame of that scene, `frame` alone a frame of the timeline with its transitions, neither the first
    scene's still. In the space of videos (`VIDEO`) the pixels are those that are handed to the encoder."""
    readers = Readers()
    try:
        desk = Compositor(timeline, space=space, store=store, readers=readers, book=book).desk()
        if scene is None and frame is not None:
            planes = desk.frame(min(max(frame, 0), timeline.frames() - 1))
        else:
            chosen = timeline.scenes[scene or 0]
            inside = chosen.still if frame is None else frame
            planes = desk.scene_frame(scene or 0, min(max(inside, 0), chosen.frames - 1))
        return to_rgb(planes.arrays, space)
    finally:
        readers.close()


def still(
    timeline: Timeline,
    *,
    scene: int | None = None,
    frame: int | None = None,
    kind: Literal["png", "jpeg"] = "png",
    quality: int = 90,
    quick: bool = False,
    store: DrawnCache | None = None,
    book: FontBook,
) -> bytes:
    """One frame as the bytes of a file; see `still_pixels` for which. Give stills of one story the same
    `store`: what they share is then drawn once."""
    return encode(still_pixels(timeline, scene=scene, frame=frame, store=store, book=book), kind, quality, quick=quick)


def encode(rgb: Bytes, kind: Literal["png", "jpeg"] = "png", quality: int = 90, *, quick: bool = False) -> bytes:
    """RGB (h, w, 3) as PNG, or as JPEG of the given quality (1–100) with full chroma, a `quick` one by a fixed code: a
    fortieth larger with the same pixels, in half of the time.

    PNG is packed lightly and with one filter: a tenth larger than at best, in a third of the time.
    """
    bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
    if kind == "png":
        options = [cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP]
        done, data = cv2.imencode(".png", bgr, options)
    else:
        sampling = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
        done, data = cv2.imencode(
            ".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, int(not quick), *sampling]
        )
    if not done:
        raise RenderError(f"the {kind.upper()} could not be written")
    return bytes(data.tobytes())
