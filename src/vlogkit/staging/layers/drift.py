"""Move a camera slowly closer to a point of a picture, or away from it."""

from __future__ import annotations

from vlogkit.records.timeline import Camera, Key, Track
from vlogkit.staging.setting import Setting

MOST_ZOOM = 1.14
PUSH, SETTLE_SECONDS = 0.06, 0.9
"""How much closer a video's first picture begins, and the seconds in which it comes to its size."""


def drifting(
    focus: tuple[float, float],
    drift: float,
    setting: Setting,
    span: tuple[int, int] | None = None,
    closer: float = 1.0,
) -> Camera:
    """A slow zoom towards the focus, eased at both ends, linear in size over the scene, or over a span of it."""
    x, y = focus
    point = {"x": (Key(frame=0, value=x),), "y": (Key(frame=0, value=y),)}
    if setting.clock.still or drift == 0:
        return Camera(**point, zoom=(Key(frame=0, value=closer),) if closer > 1 else ())
    begin, end = span or (0, setting.clock.frames)
    seconds = float((end - begin) / setting.clock.rate) if span else setting.seconds
    reach = min(MOST_ZOOM, 1 + abs(drift) * seconds)
    first, last = (closer, closer * reach) if drift > 0 else (closer * reach, closer)
    zoom: Track = (Key(frame=begin, value=first), Key(frame=end - 1, value=last, ease="linear"))
    settles = begin + setting.clock.at(SETTLE_SECONDS)
    if setting.clock.poster and begin == 0 and settles < end - 1:
        zoom = (Key(frame=0, value=first + PUSH), Key(frame=settles, value=first), zoom[-1])
    return Camera(zoom=zoom, **point)


def reach_of(drift: float, setting: Setting) -> float:
    """How many times closer than at rest a picture is seen at most over the scene."""
    return 1.0 if setting.clock.still else max(1 + PUSH, min(MOST_ZOOM, 1 + abs(drift) * setting.seconds))
