"""Find the seconds in which a video flashes more often than WCAG allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.records.finding import Finding

MOST = 3
"""Flashes in any second: WCAG 2.2, success criterion 2.3.1."""
STEP = 0.1
"""Change of relative luminance that counts as half a flash …"""
DARK = 0.8
"""… where the darker of the two is below this: WCAG 2.2, general flash."""
AREA = 0.25
"""Share of the frame that must change together; WCAG measures a quarter of 10 degrees of sight, and a phone held at
arm's length shows a frame about that large."""
_SAFE_GAP = 1.0

Grid = NDArray[np.float64]
"""Relative luminance (rows, columns) of one frame."""


def flash_findings(
    times: Sequence[float], grids: Sequence[Grid], *, place: Where | None = None, scene: str = ""
) -> Iterator[Finding]:
    """A finding where more than three flashes fall into one second of a scene, or of the cuts between scenes if none is
    named; `times` are seconds in rising order."""
    yield from too_many(*most_flashes(times, grids), place=place, scene=scene)


def too_many(
    worst: int, at: float, *, file: str = "", scene: str = "", place: Where | None = None
) -> Iterator[Finding]:
    """A finding where `worst`, counted in the second from `at`, is more than three: of a clip, a scene, or the cuts."""
    if worst > MOST:
        yield found(
            "flashes",
            "" if file else "scene" if scene else "cuts",
            place=place,
            scene=scene,
            about=file,
            measured=f"{worst} a second",
            limit=f"{MOST} a second",
            count=worst,
            at=round(at, 3),
        )


def most_flashes(times: Sequence[float], grids: Sequence[Grid]) -> tuple[int, float]:
    """The most flashes in any second, and when that second starts.

    A flash is a pair of opposing changes of luminance of a tenth or more, over a quarter of the frame, from or to a
    darker state below 0.8."""
    changes = _changes(times, grids)
    worst, at = 0, 0.0
    for start in range(len(changes)):
        inside = [sign for when, sign in changes[start:] if when - changes[start][0] < _SAFE_GAP]
        flashes = len(inside) // 2
        if flashes > worst:
            worst, at = flashes, changes[start][0]
    return worst, at


def _changes(times: Sequence[float], grids: Sequence[Grid]) -> list[tuple[float, int]]:
    """When a quarter of the frame became lighter (1) or darker (-1), in turns.

    Each cell is followed from its last extreme, so that a change that takes several frames counts once."""
    out: list[tuple[float, int]] = []
    if not grids:
        return out
    low, high = grids[0].copy(), grids[0].copy()
    for when, grid in zip(times[1:], grids[1:], strict=True):
        low, high = np.minimum(low, grid), np.maximum(high, grid)
        up = (grid - low >= STEP) & (low < DARK)
        down = (high - grid >= STEP) & (grid < DARK)
        for sign, cells in ((1, up), (-1, down)):
            if float(cells.mean()) >= AREA and (not out or out[-1][1] != sign):
                out.append((when, sign))
                low = np.where(cells, grid, low)
                high = np.where(cells, grid, high)
    return out
