"""How the picture before lies over the picture after, as measured in their pixels."""

from __future__ import annotations

from typing import Literal

from vlogkit.records.base import Record, Unit

Verdict = Literal["registered", "unsure", "elsewhere", "same"]


class Registration(Record):
    """What was found out about a pair; `homography` and `window` say something of a registered one only.

    `unsure`: nothing proves that they show one place, and nothing that they do not. `elsewhere`: both have much to be
    recognised by, and share next to nothing of it. `same`: one picture, perhaps saved again."""

    verdict: Verdict
    inliers: int = 0
    """Points of both that agree on one homography."""
    points: int = 0
    """Points that the poorer of the two pictures has to be recognised by."""
    differing: Unit = 1.0
    """Of one picture used twice: the share of its blocks that differ."""
    homography: tuple[float, ...] = ()
    """3 × 3, row by row: from shares of the picture after to shares of the picture before."""
    window: tuple[Unit, Unit, Unit, Unit] = (0.0, 0.0, 1.0, 1.0)
    """Left, top, right and bottom, in shares of the picture after, of what both show."""
    curves: tuple[tuple[int, ...], ...] = ()
    """For red, green and blue: the levels that levels 0 to 255 of the picture before become at even steps."""
    changed: str = ""
    """A square of cells of the window, a byte each, row by row in base64: how much it differs there; 255 is the most."""

    def aligned(self) -> bool:
        """Whether one may be laid over the other."""
        return self.verdict == "registered"

    def within(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point of the picture after, in shares of what both show."""
        left, top, right, bottom = self.window
        x, y = (point[0] - left) / (right - left), (point[1] - top) / (bottom - top)
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))
