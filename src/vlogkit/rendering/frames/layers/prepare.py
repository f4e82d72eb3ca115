"""Choose the drawing class for each kind of layer in a scene."""

from __future__ import annotations

from vlogkit.media.clip_pool import Readers
from vlogkit.records.timeline import (
    Bar,
    Compare,
    Counter,
    Fill,
    FootageLayer,
    Gradient,
    Layer,
    LogoLayer,
    MapLayer,
    MovieClip,
    Pattern,
    PictureLayer,
    Route,
    Shade,
    Text,
    Vector,
)
from vlogkit.rendering.frames.layers.drawn_layer import DrawnLayer, Ground
from vlogkit.rendering.frames.layers.footage import DrawnFootage, DrawnMovieClip
from vlogkit.rendering.frames.layers.lettering import DrawnCounter, DrawnText
from vlogkit.rendering.frames.layers.logo import DrawnLogo
from vlogkit.rendering.frames.layers.map_view import DrawnMap, DrawnRoute
from vlogkit.rendering.frames.layers.pattern import DrawnPattern
from vlogkit.rendering.frames.layers.photo import DrawnCompare, DrawnPicture
from vlogkit.rendering.frames.layers.shapes import DrawnBar, DrawnFill, DrawnGradient, DrawnShade
from vlogkit.rendering.frames.layers.vector import DrawnVector


def prepare(layer: Layer, frames: int, ground: Ground, readers: Readers) -> DrawnLayer:
    """Make a layer of a scene of `frames` frames ready to draw. Raises MediaError for files that cannot be
    used."""
    match layer:
        case FootageLayer():
            return DrawnFootage(layer, frames, ground, readers)
        case PictureLayer():
            return DrawnPicture(layer, frames, ground)
        case Compare():
            return DrawnCompare(layer, frames, ground)
        case Text():
            return DrawnText(layer, frames, ground)
        case Counter():
            return DrawnCounter(layer, frames, ground)
        case Vector():
            return DrawnVector(layer, frames, ground)
        case LogoLayer():
            return DrawnLogo(layer, frames, ground)
        case MapLayer():
            return DrawnMap(layer, frames, ground)
        case Route():
            return DrawnRoute(layer, frames, ground)
        case Pattern():
            return DrawnPattern(layer, frames, ground)
        case Gradient():
            return DrawnGradient(layer, frames, ground)
        case Shade():
            return DrawnShade(layer, frames, ground)
        case Bar():
            return DrawnBar(layer, frames, ground)
        case Fill():
            return DrawnFill(layer, frames, ground)
        case MovieClip():
            return DrawnMovieClip(layer, frames, ground)
