"""Make the shipped map of Central Java from polygons of its regencies, so that neighbours share their borders.

Run it with `python -m tools.make_map regencies.geojson`. The polygons were simplified one by one and leave gaps; here they are
painted on a grid, what lies between two of them goes to the nearer one, and the borders of the cells are followed and
simplified once for both sides. Written is TopoJSON: arcs, and for each regency those around it."""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

MAP = Path(__file__).resolve().parent.parent / "assets" / "maps" / "jawa-tengah.topojson"
ACROSS = 4400
"""Cells from west to east: one is about 75 m wide."""
MARGIN = 40
"""Cells."""
CLOSING = 17
"""Cells over which a gap between neighbours is closed."""
SMALLEST = 160
"""Cells of an island that is kept: about one square kilometre."""
TOLERANCE = 2.4
"""Cells by which a border may be simplified."""
Corner = tuple[int, int]
Cells = NDArray[np.int32]


def main(source: Path) -> None:
    """Read GeoJSON, write TopoJSON."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    grid = Grid(features)
    cells = joined(grid.painted(features))
    arcs, rings = traced(cells)
    shapes = []
    for number, feature in enumerate(features, 1):
        own = [[ring] for ring in rings[number]]
        known = feature["properties"]
        shapes.append(
            {
                "type": "MultiPolygon",
                "id": known["code"],
                "properties": {"name": known["name"], "centre": [round(value, 4) for value in known["centroid"]]},
                "arcs": own,
            }
        )
    topology = {
        "type": "Topology",
        "transform": {"scale": [grid.step_x, -grid.step_y], "translate": [grid.west, grid.north]},
        "objects": {"regencies": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [deltas(arc) for arc in arcs],
    }
    MAP.parent.mkdir(parents=True, exist_ok=True)
    MAP.write_text(json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(
        f"{MAP}: {len(shapes)} regencies, {len(arcs)} arcs, {sum(map(len, arcs))} points, {MAP.stat().st_size:,} bytes"
    )


class Grid:
    """Square cells over the province, with a margin around it through which the sea is one."""

    def __init__(self, features: list[dict[str, object]]) -> None:
        points = np.array([point for feature in features for ring in rings_of(feature) for point in ring])
        (self.west, south), (east, self.north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        self.step_x = (east - self.west) / ACROSS
        self.step_y = self.step_x * math.cos(math.radians((south + self.north) / 2))
        self.west, self.north = self.west - MARGIN * self.step_x, self.north + MARGIN * self.step_y
        self.width = ACROSS + 2 * MARGIN
        self.height = int((self.north - south) / self.step_y) + MARGIN

    def painted(self, features: list[dict[str, object]]) -> Cells:
        """The number of the regency in each cell, from 1; 0 is the sea. Cities lie over the regencies around them."""
        cells = np.zeros((self.height, self.width), np.int32)
        by_size = sorted(enumerate(features, 1), key=lambda pair: -sum(map(len, rings_of(pair[1]))))
        cities = [pair for pair in by_size if pair[1]["properties"]["name"].startswith("Kota")]  # type: ignore[index]
        for number, feature in [*(pair for pair in by_size if pair not in cities), *cities]:
            for ring in rings_of(feature):
                places = np.array([[(x - self.west) / self.step_x, (self.north - y) / self.step_y] for x, y in ring])
                cv2.fillPoly(cells, [np.floor(places).astype(np.int32)], number)
        return cells


def rings_of(feature: dict[str, object]) -> list[list[list[float]]]:
    """The outer rings of a feature's polygons."""
    shape = feature["geometry"]
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]  # type: ignore[index]
    return [part[0] for part in parts]


def joined(cells: Cells) -> Cells:
    """Gaps go to the nearest regency, crumbs to what is around them."""
    land = (cells > 0).astype(np.uint8)
    closed = cv2.morphologyEx(land, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (CLOSING, CLOSING)))
    _, sea = cv2.connectedComponents((closed == 0).astype(np.uint8), connectivity=4)
    wanted = sea != sea[0, 0]
    kept = np.zeros_like(cells)
    for number in range(1, int(cells.max()) + 1):
        _, parts, stats, _ = cv2.connectedComponentsWithStats((cells == number).astype(np.uint8), connectivity=4)
        large = [part for part in range(1, len(stats)) if stats[part, cv2.CC_STAT_AREA] >= SMALLEST]
        kept[np.isin(parts, large)] = number
    crumbs = (cells > 0) & (kept == 0)
    islands = cv2.dilate((kept > 0).astype(np.uint8), np.ones((CLOSING, CLOSING), np.uint8)) == 0
    wanted &= ~(crumbs & islands)
    _, nearest = cv2.distanceTransformWithLabels(
        (kept == 0).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    by_label = np.zeros(int(nearest.max()) + 1, np.int32)
    by_label[nearest[kept > 0]] = kept[kept > 0]
    near = cv2.distanceTransform((kept == 0).astype(np.uint8), cv2.DIST_L2, 5) <= 4 * CLOSING
    return np.where(wanted & near, by_label[nearest], kept)


def traced(cells: Cells) -> tuple[list[list[Corner]], dict[int, list[list[int]]]]:
    """The borders between regencies and with the sea as simplified arcs, and for each regency the rings of arc numbers
    around it; `~number` is an arc walked backwards."""
    edges = directed_edges(cells)
    junctions = {corner for corner, ways in edges.items() if len(ways) != 2}
    arcs: list[list[Corner]] = []
    sides: dict[int, list[int]] = defaultdict(list)
    seen: set[tuple[Corner, Corner]] = set()
    for start in [*sorted(junctions), *sorted(set(edges) - junctions)]:
        for way, (left, right) in sorted(edges[start].items()):
            if (start, way) in seen:
                continue
            path = [start, way]
            while path[-1] not in junctions and path[-1] != start:
                before, here = path[-2], path[-1]
                path.append(next(corner for corner in edges[here] if corner != before))
            seen.update(pairwise(path))
            seen.update(pairwise(path[::-1]))
            arcs.append(simplified(path))
            for side, number in ((left, len(arcs) - 1), (right, ~(len(arcs) - 1))):
                if side:
                    sides[side].append(number)
    return arcs, {side: chained(own, arcs) for side, own in sides.items()}


def directed_edges(cells: Cells) -> dict[Corner, dict[Corner, tuple[int, int]]]:
    """From each corner of cells to the next along a border: what lies to the left and to the right."""
    edges: dict[Corner, dict[Corner, tuple[int, int]]] = defaultdict(dict)
    rows, columns = np.nonzero(cells[:, 1:] != cells[:, :-1])
    for y, x in zip(rows.tolist(), columns.tolist(), strict=True):
        west, east = int(cells[y, x]), int(cells[y, x + 1])
        top, bottom = (x + 1, y), (x + 1, y + 1)
        edges[top][bottom], edges[bottom][top] = (east, west), (west, east)
    rows, columns = np.nonzero(cells[1:] != cells[:-1])
    for y, x in zip(rows.tolist(), columns.tolist(), strict=True):
        north, south = int(cells[y, x]), int(cells[y + 1, x])
        left, right = (x, y + 1), (x + 1, y + 1)
        edges[left][right], edges[right][left] = (north, south), (south, north)
    return edges


def simplified(path: list[Corner]) -> list[Corner]:
    """The path without the points that a straight line comes near enough to (Douglas and Peucker); a ring keeps three."""
    if path[0] != path[-1]:
        return _between(path)
    far = max(range(len(path)), key=lambda index: math.dist(path[index], path[0]))
    return [*_between(path[: far + 1])[:-1], *_between(path[far:])]


def _between(path: list[Corner]) -> list[Corner]:
    points = np.array(path, np.float64)
    kept, open_spans = {0, len(path) - 1}, [(0, len(path) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        ahead = points[last] - points[first]
        apart = points[first + 1 : last] - points[first]
        length = float(np.hypot(*ahead))
        away = np.abs(ahead[0] * apart[:, 1] - ahead[1] * apart[:, 0]) / length if length else np.hypot(*apart.T)
        most = int(away.argmax())
        if away[most] > TOLERANCE:
            middle = first + 1 + most
            kept.add(middle)
            open_spans += [(first, middle), (middle, last)]
    return [path[index] for index in sorted(kept)]


def chained(numbers: list[int], arcs: list[list[Corner]]) -> list[list[int]]:
    """Arcs joined end to end into rings."""

    def ends(number: int) -> tuple[Corner, Corner]:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        return arc[0], arc[-1]

    left, rings = list(numbers), []
    while left:
        ring = [left.pop(0)]
        while ends(ring[-1])[1] != ends(ring[0])[0]:
            following = next(number for number in left if ends(number)[0] == ends(ring[-1])[1])
            left.remove(following)
            ring.append(following)
        rings.append(ring)
    return rings


def deltas(arc: list[Corner]) -> list[list[int]]:
    """The first point, then the way to each next one."""
    steps = [list(arc[0])]
    steps += [[x - a, y - b] for (a, b), (x, y) in pairwise(arc)]
    return steps


if __name__ == "__main__":
    main(Path(sys.argv[1]))
