"""A map is as sharp close by as from afar, and a route is as long as it is told to be."""

from __future__ import annotations

import numpy as np
from tests.rendering.frames.layers.test_layers import show

from vlogkit.records.timeline import Box, Camera, Key, MapLayer, MapShape, Route
from vlogkit.rendering.frames.layers.map_view import drawn_so_far

SQUARE = MapShape(
    rings=((40.0, 40.0, 60.0, 40.0, 60.0, 60.0, 40.0, 60.0),), fill="#FFFFFF", line="#FFFFFF", line_width=1.0
)


def zoomed(zoom: float) -> MapLayer:
    middle = (Key(frame=0, value=0.5),)
    camera = Camera(zoom=(Key(frame=0, value=1.0), Key(frame=10, value=zoom, ease="linear")), x=middle, y=middle)
    return MapLayer(
        box=Box(x=0, y=0, w=96, h=96), width=100, height=100, sea="#000000", shapes=(SQUARE,), camera=camera
    )


def test_a_border_is_sharp_at_every_zoom() -> None:
    for frame, zoom in ((0, 1.0), (10, 4.0)):
        row = show(zoomed(4.0), frame=frame)[48, :96, 0].astype(int)
        bright = np.flatnonzero(row > 128)
        assert abs(len(bright) - 20 * 0.96 * zoom) <= 4
        assert ((row > 40) & (row < 215)).sum() <= 5


def test_a_route_grows_along_its_points() -> None:
    points = ((10.0, 10.0), (50.0, 10.0), (50.0, 50.0))
    length = (Key(frame=0, value=0.0), Key(frame=10, value=1.0, ease="linear"))
    route = Route(box=Box(x=0, y=0, w=64, h=64), points=points, colour="#FFFFFF", line_width=6, length=length)
    inked = [(show(route, frame=frame)[:64, :64, 0] > 128).sum() for frame in (0, 5, 10)]
    assert inked[0] == 0
    assert 0.4 < inked[1] / inked[2] < 0.6


def test_the_end_of_a_line_lies_on_it() -> None:
    line = drawn_so_far(np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]]), 0.75)
    assert line.tolist() == [[0, 0], [10, 0], [10, 5]]
