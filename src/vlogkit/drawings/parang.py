"""Paths of the parang: the blade that rolls up at both ends, and the rhombus between rows of blades."""

from __future__ import annotations


def knife(x: float, y: float, tile: float, tall: float) -> str:
    """One parang: a blade that leans along the row and rolls up at both ends, the same upside down; around
    (x, y)."""
    head = (
        (0.00, 0.00), (0.10, -0.18), (0.16, -0.34), (0.42, -0.48),
        (0.66, -0.52), (0.86, -0.40), (0.80, -0.24),
        (0.74, -0.12), (0.52, -0.14), (0.50, -0.27),
        (0.58, -0.20), (0.68, -0.24), (0.64, -0.32),
        (0.56, -0.40), (0.42, -0.32), (0.40, -0.20),
        (0.36, -0.06), (0.28, 0.06), (0.18, 0.14),
    )  # fmt: skip
    around = [*head, *((-a, -b) for a, b in head[1:])]
    points = [(x + a * tile, y + b * tall) for a, b in around]
    (left, top), *curves = points
    return f"M{left:.1f} {top:.1f}C" + " ".join(f"{a:.1f} {b:.1f}" for a, b in curves) + "Z"


def lozenge(x: float, y: float, wide: float, tall: float) -> str:
    """A small rhombus around (x, y)."""
    return f"M{x - wide:.1f} {y:.1f}L{x:.1f} {y - tall:.1f}L{x + wide:.1f} {y:.1f}L{x:.1f} {y + tall:.1f}Z"
