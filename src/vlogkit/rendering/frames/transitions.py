"""Mix the frames of two scenes during a transition."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from vlogkit.media.colour import Space
from vlogkit.records.timeline import Transition
from vlogkit.rendering.frames.planes import Planes, Region
from vlogkit.rendering.frames.sprites import blend
from vlogkit.rendering.frames.wipe_band import Band, band

PARALLAX = 0.25
"""How far the old scene gives way while a new one slides over it, as a share of the way."""


def ease(t: float) -> float:
    """Cubic, slow at both ends."""
    return 4 * t**3 if t < 0.5 else 1 - (2 - 2 * t) ** 3 / 2


def mix(transition: Transition, t: float, old: Planes, new: Planes, out: Planes) -> None:
    """Write the frame at progress `t` (0–1, both ends excluded) into `out`."""
    match transition.kind:
        case "cut":
            out.copy_from(new)
        case "fade":
            for before, after, target in zip(old.arrays, new.arrays, out.arrays, strict=True):
                cv2.addWeighted(before, 1 - ease(t), after, ease(t), 0, dst=target)
        case "dip":
            _dip(transition.colour, t, old, new, out)
        case "slide":
            _move(transition.direction, ease(t), old, new, out, PARALLAX)
        case "push":
            _move(transition.direction, ease(t), old, new, out, 1.0)
        case "wipe":
            _wipe(transition, ease(t), old, new, out)


def _dip(colour: str, t: float, old: Planes, new: Planes, out: Planes) -> None:
    """Down to the colour in the first half, up from it in the second."""
    shown, share = (old, 1 - ease(t * 2)) if t < 0.5 else (new, ease(t * 2 - 1))
    for source, target, value in zip(shown.arrays, out.arrays, out.space.colour(colour), strict=True):
        cv2.convertScaleAbs(source, dst=target, alpha=share, beta=value * (1 - share))


def _move(direction: str, share: float, old: Planes, new: Planes, out: Planes, giving: float) -> None:
    """The new scene comes in towards `direction`; the old one gives way by `giving` of the distance."""
    across = direction in {"left", "right"}
    length = out.width if across else out.height
    come = round(length * share / 2) * 2
    gone = round(length * share * giving / 2) * 2
    for array, before, after, step in zip(out.arrays, old.arrays, new.arrays, out.steps(), strict=True):
        target, source, arriving = (array, before, after) if across else (array.T, before.T, after.T)
        whole, came, went = target.shape[1], come // step, gone // step
        if direction in {"left", "up"}:
            target[:, : whole - came] = source[:, went : went + whole - came]
            target[:, whole - came :] = arriving[:, :came]
        else:
            target[:, came:] = source[:, came - went : whole - went]
            target[:, :came] = arriving[:, whole - came :]


def _wipe(transition: Transition, share: float, old: Planes, new: Planes, out: Planes) -> None:
    """A band of parang blades crosses the frame; before it stands the old scene, behind it the new one."""
    made = _band(transition.colour, transition.accent, transition.direction, out.width, out.height, out.space)
    sign = -1 if transition.direction in {"left", "up"} else 1
    middle = made.way * (share - 0.5) * sign
    dx, dy = (middle, 0.0) if transition.direction in {"left", "right"} else (0.0, middle)
    out.copy_from(old)
    for source, target, mask in zip(new.arrays, out.arrays, made.masks, strict=True):
        step = out.width // target.shape[1]
        left = mask.shape[1] // 2 - target.shape[1] // 2 - round(dx / step)
        top = mask.shape[0] // 2 - target.shape[0] // 2 - round(dy / step)
        part = np.ascontiguousarray(mask[top : top + target.shape[0], left : left + target.shape[1]])
        cv2.copyTo(source, part, target)
    blend(out, made.sprite, clip=Region(0, 0, out.width, out.height), dx=dx, dy=dy)


@lru_cache(maxsize=4)
def _band(colour: str, accent: str, direction: str, width: int, height: int, space: Space) -> Band:
    return band(colour, accent, direction, width, height, space)
