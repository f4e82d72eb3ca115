"""Lay out elements that cover a zone: pictures, footage, comparisons, motifs."""

from __future__ import annotations

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import MoviePyElement
from vlogkit.records.templates.element_ground import (
    CompareElement,
    FillElement,
    FootageElement,
    MapElement,
    MotifElement,
    PictureElement,
)
from vlogkit.records.timeline import Fill, Layer, MovieClip, PictureLayer
from vlogkit.staging.layers.comparison import comparison
from vlogkit.staging.layers.drift import drifting
from vlogkit.staging.layers.footage import focus_of, footage_layers, span_of
from vlogkit.staging.layers.motif import GIANT, border_layers, motif_layer
from vlogkit.staging.layers.regional_map import regional_map
from vlogkit.staging.setting import Setting, box_of

Ground = PictureElement | FootageElement | CompareElement | FillElement | MotifElement | MapElement | MoviePyElement


def cover(element: Ground, rect: Rect, setting: Setting) -> list[Layer]:
    """The layers of an element that covers a rectangle."""
    match element:
        case PictureElement():
            return _picture(element, rect, setting)
        case FootageElement():
            return footage_layers(element, rect, setting)
        case CompareElement():
            return comparison(element, rect, setting)
        case FillElement():
            return [
                Fill(
                    name=element.name or "fill",
                    origin=element.origin,
                    box=box_of(rect),
                    colour=setting.colour(element.role),
                    opacity=element.opacity,
                    radius=element.radius,
                )
            ]
        case MapElement():
            return regional_map(element, rect, setting)
        case MotifElement():
            return _motif(element, rect, setting)
        case MoviePyElement():
            return [
                MovieClip(
                    name=element.name or "moviepy",
                    origin=element.origin,
                    box=box_of(rect),
                    call=element.call,
                    arguments=element.arguments,
                )
            ]


def _picture(element: PictureElement, rect: Rect, setting: Setting) -> list[Layer]:
    at, seconds = float(element.at), float(element.seconds)
    span = span_of(at, seconds, setting)
    if span is None:
        return []
    own = span if at or seconds else None
    asset = setting.material.locate(element.file, element.origin)
    camera = drifting(focus_of(element.focus), element.drift, setting, own, element.closer)
    return [
        PictureLayer(
            name=element.name or "picture",
            origin=element.origin,
            box=box_of(rect),
            span=own,
            file=asset.path,
            sha256=asset.sha256,
            camera=camera,
            radius=element.radius or 0,
        )
    ]


def _motif(element: MotifElement, rect: Rect, setting: Setting) -> list[Layer]:
    own = setting.brand.motif
    if own.role == "border" and not element.pattern:
        return border_layers(setting, element.role, element.origin)
    giant = own.role == "crop" and not element.pattern
    return motif_layer(
        setting,
        box_of(rect),
        element.role,
        element.strength,
        pattern=element.pattern,
        scale=element.scale * own.scale * (GIANT if giant else 1.0),
        fade=element.fade,
        clear=0.0 if giant else element.clear,
        origin=element.origin,
    )
