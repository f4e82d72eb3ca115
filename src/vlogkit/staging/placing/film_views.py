"""See what a scene shows of a clip as one picture, and show the clip closer where a face would lie under words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_ground import FootageElement
from vlogkit.records.timeline import Camera, FootageLayer, Key, Layer, Track
from vlogkit.seeing.seen import COUNT, Seen, SeenFace, packed, salience_of, tones_of
from vlogkit.staging.layers.footage import focus_of, footage_layers
from vlogkit.staging.layers.framing import visible
from vlogkit.staging.material import Asset
from vlogkit.staging.placing.aiming import Aim, View
from vlogkit.staging.setting import Setting
from vlogkit.timelines.camera import CropWindow, windows
from vlogkit.timelines.film_moments import Moment, moments
from vlogkit.timelines.keyframes import at
from vlogkit.timelines.word_boxes import rect_of

LONGER = 32
"""Cells along the longer side in which what is shown of a clip is seen as one picture."""
Span = tuple[int, int]


def film_view(element: FootageElement, rect: Rect, lives: Mapping[Rect, Span], setting: Setting) -> View | None:
    """What a scene shows of a clip in a rectangle as one picture of that size: the faces of all its looks, each with its
    frames, and the tones and what draws the eye of any; `lives` says for which frames boxes of words stand. None where
    nobody looked, and where the clip is changed by an effect or shown whole on a backdrop."""
    aside = setting.aside()
    shown = [one for one in footage_layers(element, rect, aside) if isinstance(one, FootageLayer)]
    if not shown or any(one.effects or one.blurred or rect_of(one.box) != rect_of(shown[0].box) for one in shown):
        return None
    box = rect_of(shown[0].box)
    parts: list[tuple[Seen, Span]] = []
    point: tuple[float, float] | None = None
    for layer in shown:
        for look, one in looks_at(layer, setting):
            if one.size is None:
                return None
            window = _window(layer, one, look.frame)
            parts.append((_within(one, window, (box[2] - box[0], box[3] - box[1])), (look.first, look.last)))
            point = point or (_point(focus_of(element.focus), one, window) if element.focus else None)
    faces = tuple(face for one, _ in parts for face in one.faces)
    spans = tuple(span for one, span in parts for _ in one.faces)
    together = _together(tuple(one for one, _ in parts))._replace(faces=faces)
    return View(together, box, point, spans=spans, lives=lives)


def looks_at(layer: FootageLayer, setting: Setting) -> list[tuple[Moment, Seen]]:
    """The moments at which a clip is looked at while a scene shows it, and what there is to see."""
    looks = moments(layer, setting.clock.frames, float(setting.clock.rate))
    asset = Asset(layer.file, layer.sha256)
    return list(zip(looks, setting.material.look_through(asset, [one.second for one in looks]), strict=True))


def _window(layer: FootageLayer, seen: Seen, frame: int) -> CropWindow:
    assert seen.size is not None
    return windows(layer.camera, seen.size, (layer.box.w, layer.box.h), [frame])[0]


def _point(focus: tuple[float, float], seen: Seen, window: CropWindow) -> tuple[float, float]:
    """A point of a clip in shares of what is shown of it."""
    assert seen.size is not None
    x, y = focus[0] * seen.size[0] - window.left, focus[1] * seen.size[1] - window.top
    return min(1.0, max(0.0, x / window.width)), min(1.0, max(0.0, y / window.height))


def _within(seen: Seen, window: CropWindow, size: tuple[int, int]) -> Seen:
    """What was seen in a window, as if it were a picture of a size of its own; faces whose middle is outside are not in it."""
    assert seen.size is not None
    faces = []
    for face in seen.faces:
        left, top = face.x * seen.size[0] - window.left, face.y * seen.size[1] - window.top
        wide, high = face.w * seen.size[0] / window.width, face.h * seen.size[1] / window.height
        moved = SeenFace(left / window.width, top / window.height, wide, high, face.score)
        if 0 < moved.x + wide / 2 < 1 and 0 < moved.y + high / 2 < 1:
            faces.append(moved)
    scale = LONGER / max(size)
    columns, rows = (max(1, round(side * scale)) for side in size)
    across = _cells(columns, window.left / seen.size[0], window.width / seen.size[0], seen.columns)
    down = _cells(rows, window.top / seen.size[1], window.height / seen.size[1], seen.rows)
    return Seen(
        size=size,
        faces=tuple(faces),
        columns=columns,
        rows=rows,
        salience=packed(np.rint(salience_of(seen)[np.ix_(down, across)] * 255).astype(np.uint8)),
        tones=packed(tones_of(seen)[np.ix_(down, across)]),
    )


def _cells(count: int, start: float, length: float, whole: int) -> NDArray[np.intp]:
    """The cells of an axis in whose middle `count` new ones have theirs."""
    middles = start + (np.arange(count) + 0.5) / count * length
    return np.clip((middles * whole).astype(np.intp), 0, whole - 1)


@lru_cache(maxsize=64)
def _together(looks: tuple[Seen, ...]) -> Seen:
    """Several looks as one: what draws the eye most, and the darkest and brightest tones, of any of them."""
    tones = np.stack([tones_of(one) for one in looks])
    half = COUNT // 2
    joined = np.concatenate([tones[..., :half].min(axis=0), tones[..., half:].max(axis=0)], axis=2)
    draws = np.stack([salience_of(one) for one in looks]).max(axis=0)
    return looks[0]._replace(salience=packed(np.rint(draws * 255).astype(np.uint8)), tones=packed(joined))


def closer(layers: Sequence[Layer], aimed: Aim, setting: Setting) -> list[Layer]:
    """The layers of a clip with the window in each that was found for it."""
    return list(_closer(layers, aimed, setting)) if aimed.zoom > 1 else list(layers)


def _closer(layers: Sequence[Layer], aimed: Aim, setting: Setting) -> Iterator[Layer]:
    for layer in layers:
        if isinstance(layer, FootageLayer) and not layer.blurred:
            size = looks_at(layer, setting)[0][1].size
            assert size is not None
            camera = _aimed(layer.camera, aimed, visible(size, (layer.box.w, layer.box.h)))
            layer = layer.model_copy(update={"camera": camera})
        yield layer


def _aimed(camera: Camera, aimed: Aim, shown: tuple[float, float]) -> Camera:
    """A camera that shows a part of what it showed; `shown` are the shares of the clip's sides that it sees at zoom 1."""
    zoom = camera.zoom or (Key(frame=0, value=1.0, ease="hold"),)
    tracks = [
        tuple(
            key.model_copy(update={"value": round(_middle(key.value, shown[axis] / at(zoom, key.frame, 1.0), wanted), 5)})
            for key in track or (Key(frame=0, value=0.5, ease="hold"),)
        )
        for axis, track, wanted in ((0, camera.x, aimed.x), (1, camera.y, aimed.y))
    ]  # fmt: skip
    nearer: Track = tuple(key.model_copy(update={"value": max(1.0, key.value) * aimed.zoom}) for key in zoom)
    return Camera(zoom=nearer, x=tracks[0], y=tracks[1])


def _middle(value: float, side: float, wanted: float) -> float:
    """The middle of a window as far into another as is wanted, which is kept inside the clip."""
    return min(max(value, side / 2), 1 - side / 2) + (wanted - 0.5) * side
