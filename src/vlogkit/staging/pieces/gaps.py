"""How far the pieces of a column stand apart."""

from __future__ import annotations

from itertools import pairwise

from vlogkit.records.templates.element import Element, IconElement, IdentityElement, SpacerElement, StackElement
from vlogkit.staging.setting import Piece, Setting

RISE = 0.09
"""Ems by which the tallest letters of a line stand over its capitals, at which the line's piece begins."""


def gaps_of(element: StackElement, pieces: list[Piece], setting: Setting) -> list[float]:
    """The gap after each item but the last; a spacer is its own gap, and a logo has its clear space."""
    items = element.items
    spacers = [isinstance(item, SpacerElement) for item in items]
    gap = setting.close(element.gap)
    gaps: list[float] = []
    for i, (one, after) in enumerate(pairwise(pieces)):
        if spacers[i + 1] and i + 2 < len(pieces):
            gaps.append(max(0.0, _clear(items[i], one, pieces[i + 2], setting) - after.height))
        else:
            gaps.append(0.0 if spacers[i] or spacers[i + 1] else max(gap, _clear(items[i], one, after, setting)))
    return gaps


def _clear(item: Element, piece: Piece, after: Piece, setting: Setting) -> float:
    """What a logo keeps free of the tallest letters of the piece after it; 0 for what is none."""
    if not _signs(item):
        return 0.0
    return setting.brand.logo.clear_space * piece.height + RISE * max(after.sizes.values(), default=0.0)


def _signs(item: Element) -> bool:
    """Whether an element is the agency's logo, or has it."""
    return isinstance(item, IdentityElement) or (isinstance(item, IconElement) and item.icon == "mark")
