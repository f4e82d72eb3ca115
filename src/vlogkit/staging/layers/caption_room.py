"""Keep captions on one side of the edge between a picture and the ground beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vlogkit.records.timeline import Compare, Layer, PictureLayer
from vlogkit.staging.setting import Setting
from vlogkit.timelines.word_boxes import rect_of, words_of

APART = 64
"""Pixels between captions and a picture beside them."""
LEAST = 0.4
"""Share of its width that the room of captions keeps at least."""


def beside_picture(layers: Sequence[Layer], captions: Sequence[Layer], setting: Setting) -> Setting | None:
    """A setting whose captions end before the picture at their side that they would run into, where enough room is left;
    None where they run into none."""
    left, top, right, bottom = setting.zone("captions")
    written = [words.box for words in words_of(captions)]
    edges = [
        edge[0]
        for edge in (rect_of(one.box) for one in layers if isinstance(one, PictureLayer | Compare))
        if edge[1] < bottom and top < edge[3] and any(box[0] < edge[0] < box[2] for box in written)
    ]
    if not edges or min(edges) - APART - left < LEAST * (right - left):
        return None
    zones = setting.frame.zones | {"captions": (left, top, min(edges) - APART, bottom)}
    return replace(setting, frame=setting.frame.model_copy(update={"zones": zones}))
