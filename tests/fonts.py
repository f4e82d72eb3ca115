"""Copies of a shipped font under another name or with wider letters, as agencies have them in their workspaces."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from vlogkit import resources

SHIPPED = "Plus Jakarta Sans"


def own_font(path: Path, *, family: str = SHIPPED, weight: str = "ExtraBold", wider: float = 1.0) -> Path:
    """A weight of the shipped typeface, renamed, every letter `wider` times as far from the next."""
    source = resources.shipped("assets", "fonts", "plus-jakarta-sans", f"PlusJakartaSans-{weight}.ttf")
    with TTFont(source) as font:
        for record in font["name"].names:
            if record.nameID in {1, 16}:
                record.string = family
        metrics = font["hmtx"].metrics
        for name, (advance, side) in metrics.items():
            metrics[name] = (round(advance * wider), side)
        path.parent.mkdir(parents=True, exist_ok=True)
        font.save(path)
    return path
