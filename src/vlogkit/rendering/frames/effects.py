"""Run MoviePy's effects and clips by name, their frames as arrays."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from vlogkit.errors import InputError
from vlogkit.media.colour import Bytes, round_bytes
from vlogkit.records.timeline import Effect, MovieClip


def with_effects(frame_at: Callable[[float], Bytes], seconds: float, effects: tuple[Effect, ...]) -> Any:
    """A MoviePy clip over a function from seconds to RGB (h, w, 3), with effects put on in order.

    Raises InputError for an effect that MoviePy does not have, or arguments that it does not take.
    """
    from moviepy import VideoClip

    clip: Any = VideoClip(frame_function=frame_at, duration=seconds)
    for effect in effects:
        clip = _apply(clip, effect)
    return clip


def _apply(clip: Any, effect: Effect) -> Any:
    from moviepy.video import fx

    kind = getattr(fx, effect.name, None)
    if effect.name not in fx.__all__ or kind is None:
        close = difflib.get_close_matches(effect.name, fx.__all__, n=1, cutoff=0.4)
        hint = f"Did you mean `{close[0]}`?" if close else f"There are: {', '.join(fx.__all__)}."
        raise InputError(f"there is no effect `{effect.name}`", hint=hint)
    try:
        return clip.with_effects([kind(**effect.arguments)])
    except (TypeError, ValueError, AttributeError) as fault:
        raise InputError(f"the effect {effect.name} does not take these arguments: {fault}") from None


def pixels(clip: Any, seconds: float) -> Bytes:
    """What a MoviePy clip shows at a time: straight RGBA (h, w, 4), its mask as alpha."""
    rgb = np.asarray(clip.get_frame(seconds))[:, :, :3]
    height, width = rgb.shape[:2]
    out = np.full((height, width, 4), 255, np.uint8)
    out[:, :, :3] = rgb if rgb.dtype == np.uint8 else round_bytes(rgb.astype(np.float32))
    if clip.mask is not None:
        alpha = np.asarray(clip.mask.get_frame(seconds), np.float32)
        out[:, :, 3] = round_bytes(alpha.reshape(height, width) * np.float32(255))
    return out


def make_clip(layer: MovieClip) -> Any:
    """The clip that `module:function` makes from the layer's arguments. Raises InputError."""
    where = layer.origin or None
    module, _, function = layer.call.partition(":")
    if not module or not function:
        hint = "Write it like my_clips:fireworks."
        raise InputError(f"`{layer.call}` is not module:function", where=where, hint=hint)
    try:
        call = getattr(importlib.import_module(module), function)
    except ImportError as fault:
        raise InputError(f"the module `{module}` cannot be imported: {fault}", where=where) from None
    except AttributeError:
        raise InputError(f"`{module}` has no function `{function}`", where=where) from None
    try:
        clip = call(**layer.arguments)
    except TypeError as fault:
        raise InputError(f"{layer.call} does not take these arguments: {fault}", where=where) from None
    if not hasattr(clip, "get_frame"):
        raise InputError(f"{layer.call} returns no MoviePy clip but {type(clip).__name__}", where=where)
    return clip
