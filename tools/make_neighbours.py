"""Make the shipped outline of the land around Central Java, so that its map does not lie in the sea like an island.

Run it with `python -m tools.make_neighbours land-10m.json`, the land of Natural Earth as world-atlas on npm has it. The
province is drawn over it; where the two coasts differ by less than a few kilometres, the province's own is seen alone."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import cv2
import numpy as np

from vlogkit.media.regencies import regencies

NEIGHBOURS = Path(__file__).resolve().parent.parent / "assets" / "maps" / "neighbours.geojson"
WEST, SOUTH, EAST, NORTH = 105.0, -9.0, 115.0, -5.5
STEP = 0.0025
"""Degrees: cells of some 280 m."""
FRINGE = 37
"""Cells: land along the province's coast that is narrower is a difference between two maps."""
SMALLEST, TOLERANCE = 400, 2.0
"""Cells of land that is kept, and by which its coast may be simplified."""
Ring = list[list[float]]


def main(source: Path) -> None:
    """Read TopoJSON, write GeoJSON."""
    land = painted(rings_of(json.loads(source.read_text(encoding="utf-8"))))
    own = painted([[list(point) for point in ring] for one in regencies().values() for ring in one.rings])
    round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (FRINGE, FRINGE))
    without = cv2.morphologyEx(land & ~own, cv2.MORPH_OPEN, round_)
    under = without | (cv2.dilate(without, round_) & own)
    outlines, _ = cv2.findContours(under, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    kept = [cv2.approxPolyDP(one, TOLERANCE, True)[:, 0] for one in outlines if cv2.contourArea(one) >= SMALLEST]
    rings = [[[round(WEST + x * STEP, 4), round(NORTH - y * STEP, 4)] for x, y in one.tolist()] for one in kept]
    shape = {"type": "MultiPolygon", "coordinates": [[[*ring, ring[0]]] for ring in rings]}
    NEIGHBOURS.write_text(json.dumps(shape, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{NEIGHBOURS}: {len(rings)} outlines, {sum(map(len, rings))} points, {NEIGHBOURS.stat().st_size:,} bytes")


def rings_of(topology: dict[str, dict[str, object]]) -> list[Ring]:
    """The outer rings of TopoJSON's polygons near Java."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]  # type: ignore[misc]
    arcs = [
        np.cumsum(np.array(arc, np.float64), axis=0) * (wide, high) + (west, south)
        for arc in topology["arcs"]  # type: ignore[union-attr]
    ]
    shapes = topology["objects"]["land"]["geometries"]  # type: ignore[index]
    rings = [
        np.concatenate([arcs[number] if number >= 0 else arcs[~number][::-1] for number in part[0]])
        for shape in shapes
        for part in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
    ]
    near = [
        ring
        for ring in rings
        if ((ring[:, 0] > WEST) & (ring[:, 0] < EAST) & (ring[:, 1] > SOUTH) & (ring[:, 1] < NORTH)).any()
    ]
    return [ring.tolist() for ring in near]


def painted(rings: list[Ring]) -> np.ndarray:
    """255 in each cell of land."""
    cells = np.zeros((math.ceil((NORTH - SOUTH) / STEP), math.ceil((EAST - WEST) / STEP)), np.uint8)
    for ring in rings:
        places = (np.array(ring) - (WEST, NORTH)) / (STEP, -STEP)
        cv2.fillPoly(cells, [np.round(places).astype(np.int32)], 255)
    return cells


if __name__ == "__main__":
    main(Path(sys.argv[1]))
