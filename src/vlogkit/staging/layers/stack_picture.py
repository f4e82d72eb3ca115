"""Measure a picture inside a stack: as high as it says, or as the words beside it leave it."""

from __future__ import annotations

from functools import partial

from vlogkit.records.templates.element_ground import PictureElement
from vlogkit.records.timeline import Layer
from vlogkit.staging.layers.ground import cover
from vlogkit.staging.placing.picture_views import in_strip
from vlogkit.staging.setting import Piece, Setting, Spot, rect_of_spot

LEAST = 0.46
"""How high a picture of a stack is at least that says nothing of it, as a share of its width; it closes up with the gaps of a stack that is made
smaller, and where even that is too much for the words beside it, it is left out."""


def picture_piece(element: PictureElement, width: float, setting: Setting) -> Piece:
    """A picture inside a stack, which takes all the room that is left where it has no height of its own."""
    if not element.height:
        least, draw = setting.close(least_height(element, width, setting)), partial(_aimed, element, setting=setting)
        return Piece(0, least, draw, grow=True, shrinkable=setting.can_close(), fills=True)
    radius = setting.brand.radius if element.radius is None else element.radius
    rounded = element.model_copy(update={"radius": radius})
    return Piece(width, element.height, partial(_aimed, rounded, setting=setting))


def least_height(element: PictureElement, width: float, setting: Setting) -> float:
    """How high a picture so wide is at least in a stack of its own size."""
    _, y, _, bottom = setting.zone("frame")
    return element.least * (bottom - y) if element.least else LEAST * width


def _aimed(element: PictureElement, spot: Spot, *, setting: Setting) -> list[Layer]:
    """A picture of a stack, in which no words stand on it, cropped to its faces and to what draws the eye."""
    shown, rect = in_strip(element, rect_of_spot(spot), setting)
    return cover(shown, rect, setting)
