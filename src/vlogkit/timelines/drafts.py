"""Shrink a timeline in size and rate, for looking at it quickly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from vlogkit.records.timeline import Scene, Timeline

_LENGTHS = {"radius", "stroke", "size", "x", "baseline", "width", "line_width", "tile_width", "tile_height"}
_TRACKS = {"opacity", "reveal", "zoom", "divider", "length"}


def shrink(timeline: Timeline, size: Fraction = Fraction(1, 3), rate: int = 2) -> Timeline:
    """Every length times `size` (frames to even pixels) and every `rate`-th frame; times in seconds stay."""
    if timeline.rate[0] % (timeline.rate[1] * rate):
        rate = 1
    made = _Shrinking(float(size), rate)
    starts = timeline.starts()
    scenes = []
    for index, scene in enumerate(timeline.scenes):
        first, last = starts[index], starts[index] + scene.frames
        scenes.append(made.scene(scene, made.frame(last) - made.frame(first)))
    return Timeline.model_validate(
        {
            **timeline.model_dump(),
            "width": made.even(timeline.width),
            "height": made.even(timeline.height),
            "rate": (timeline.rate[0] // rate, timeline.rate[1]),
            "scenes": scenes,
        }
    )


class _Shrinking:
    """The two factors, and what each kind of field does with them."""

    def __init__(self, size: float, rate: int) -> None:
        self._size, self._rate = size, rate

    def even(self, length: float) -> int:
        """An even number of pixels, at least 2."""
        return max(2, round(length * self._size / 2) * 2)

    def frame(self, number: int) -> int:
        """The frame at the same time."""
        return number // self._rate

    def scene(self, scene: Scene, frames: int) -> dict[str, Any]:
        """A scene's fields at the lower rate, `frames` long."""
        enter = scene.enter.model_dump()
        enter["frames"] = min(self.frame(scene.enter.frames), frames - 1)
        return {
            **scene.model_dump(exclude={"layers", "enter"}),
            "frames": max(1, frames),
            "still": min(self.frame(scene.still), frames - 1),
            "enter": enter,
            "layers": [self._layer(layer.model_dump(), frames) for layer in scene.layers],
        }

    def _layer(self, fields: dict[str, Any], frames: int) -> dict[str, Any]:
        out = {name: self._field(name, value) for name, value in fields.items()}
        if out.get("span") is not None:
            first = min(out["span"][0], frames - 1)
            out["span"] = (first, max(first + 1, out["span"][1]))
        return out

    def _field(self, name: str, value: Any) -> Any:
        match name, value:
            case "box", _:
                return self._box(value)
            case "span", (first, last):
                return (self.frame(first), self.frame(last))
            case "frame", int():
                return self.frame(value)
            case (("dx" | "dy"), _):
                return self._track(value, self._size)
            case "x" | "y", tuple() | list():
                return self._track(value, 1.0)
            case _, tuple() | list() if name in _TRACKS:
                return self._track(value, 1.0)
            case _, int() if name in _LENGTHS:
                return max(2 if name in {"tile_width", "tile_height"} else 0, round(value * self._size))
            case _, float() if name in _LENGTHS:
                return value * self._size
            case (("arguments" | "effects"), _):
                return value
            case _, dict():
                return {key: self._field(key, part) for key, part in value.items()}
            case (("lines" | "steps"), _):
                return [{key: self._field(key, part) for key, part in each.items()} for each in value]
        return value

    def _box(self, box: dict[str, int]) -> dict[str, int]:
        left, top = round(box["x"] * self._size / 2) * 2, round(box["y"] * self._size / 2) * 2
        right, bottom = (box["x"] + box["w"]) * self._size, (box["y"] + box["h"]) * self._size
        return {
            "x": left,
            "y": top,
            "w": max(2, round(right / 2) * 2 - left),
            "h": max(2, round(bottom / 2) * 2 - top),
        }

    def _track(self, keys: Any, factor: float) -> list[dict[str, Any]]:
        """Keys at the lower rate; of two that meet at a frame the later stays."""
        moved = {self.frame(key["frame"]): {**key, "value": key["value"] * factor} for key in keys}
        return [{**key, "frame": frame} for frame, key in sorted(moved.items())]
