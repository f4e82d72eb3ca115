"""Draw a batik tile repeated over a box."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import cast

import cv2
import numpy as np

from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError
from vlogkit.media.colour import Bytes, Floats, halve, round_bytes
from vlogkit.records.timeline import Pattern
from vlogkit.rendering.frames.layers.drawn_layer import Appearance, DrawnLayer
from vlogkit.rendering.frames.planes import Planes, Region
from vlogkit.rendering.frames.sprites import Sprite, blend, from_mask

STEP = 2
"""Pixels that tiles move at once: half planes have no finer grid, and equal frames are not drawn again."""


def tiled(tile: Floats, width: int, height: int, middle: int | None = None) -> Floats:
    """The tile (h, w) repeated over width x height pixels; one tile stands in the middle of the top edge, or of
    another column."""
    middle = width // 2 if middle is None else middle
    rows = np.arange(height) % tile.shape[0]
    columns = (np.arange(width) - middle + tile.shape[1] // 2) % tile.shape[1]
    return np.asarray(tile[rows[:, None], columns[None, :]], np.float32)


def ramp(length: int, clear: float) -> Floats:
    """0 for the share `clear`, then a smoothstep to 1 over `length` pixels."""
    share = (np.arange(length, dtype=np.float32) + np.float32(0.5)) / np.float32(length)
    t = np.clip((share - clear) / max(1e-6, 1 - clear), 0, 1).astype(np.float32)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


class DrawnPattern(DrawnLayer):
    """A batik motif over its box, whose tiles may move on under their fade."""

    def contents(self) -> list[Hashable]:
        """How far the tiles have moved right and down, in whole steps and within a tile."""
        layer = cast("Pattern", self.layer)
        if not any(layer.travel):
            return super().contents()
        tile = (layer.tile_width, layer.tile_height)
        frames = range(self.first + layer.since, self.last + layer.since)
        return [
            tuple(
                math.floor(speed * frame / self.ground.fps / STEP + 1e-6) * STEP % length
                for speed, length in zip(layer.travel, tile, strict=True)
            )
            for frame in frames
        ]

    def sprite(self, content: Hashable) -> Sprite:
        """The whole pattern."""
        if content == ():
            return self.kept(content, self._make)
        return self._moved(cast("tuple[int, int]", content), self.covers(Appearance(content)))

    def covers(self, look: Appearance) -> Region:
        """The box, however far the tiles have moved."""
        if look.content == ():
            return super().covers(look)
        return self._reach().meet(self.ground.area)

    def draw(self, look: Appearance, planes: Planes, clip: Region) -> None:
        """Blend what shows inside the clip."""
        if look.content == ():
            super().draw(look, planes, clip)
            return
        part = self.covers(look).meet(clip)
        if part.size:
            moved = self._moved(cast("tuple[int, int]", look.content), part)
            blend(planes, moved, clip=clip, opacity=look.opacity)

    def hides(self, look: Appearance) -> None:
        """Nothing: a pattern is sheer."""
        return

    def _reach(self) -> Region:
        return self.area.even() if self.ground.space.half else self.area

    def _make(self) -> Sprite:
        layer = cast("Pattern", self.layer)
        box = layer.box
        alpha = tiled(self._tile() * np.float32(layer.strength), box.w, box.h) * self._fading()
        return from_mask(alpha, layer.colour, box.x, box.y, self.ground.space)

    def _tile(self) -> Floats:
        """The tile's alpha, 0–1."""
        layer = cast("Pattern", self.layer)
        try:
            tile = rasterise(layer.tile, layer.tile_width, layer.tile_height)[:, :, 3]
        except (ValueError, OSError) as fault:
            message = f"the tile of {layer.name or 'a pattern'} is not valid SVG: {fault}"
            raise InputError(message, where=layer.origin or None) from None
        return np.asarray(tile.astype(np.float32) * np.float32(1 / 255), np.float32)

    def _fading(self) -> Floats:
        """What the fade lets through, a column or a row; 1 without a fade."""
        layer = cast("Pattern", self.layer)
        if layer.fade in {"top", "bottom"}:
            return ramp(layer.box.h, layer.clear)[:: 1 if layer.fade == "top" else -1, None]
        if layer.fade:
            return ramp(layer.box.w, layer.clear)[None, :: 1 if layer.fade == "left" else -1]
        return np.ones((1, 1), np.float32)

    def _moved(self, phase: tuple[int, int], part: Region) -> Sprite:
        """A part of the box with the tiles moved on: slices of larger planes, faded and coloured in bytes."""
        layer = cast("Pattern", self.layer)
        space, reach = self.ground.space, self._reach()
        tiles = self.ground.store.get(("tiles", self.mark), self._tiles, lambda made: sum(a.nbytes for a in made))
        tile = (layer.tile_width, layer.tile_height)
        x, y = (_on_grid(-move % length, length) for move, length in zip(phase, tile, strict=True))
        shown: list[Bytes] = []
        for step, whole, fading in zip((1, space.step), tiles[:2], tiles[2:], strict=True):
            left, top, right, bottom = (
                (edge - corner) // step for edge, corner in zip(part, (*reach[:2], *reach[:2]), strict=True)
            )
            rows, columns = slice(top + y // step, bottom + y // step), slice(left + x // step, right + x // step)
            shown.append(np.asarray(cv2.multiply(whole[rows, columns], fading[top:bottom, left:right], scale=1 / 255)))
        planes = [
            np.asarray(cv2.convertScaleAbs(shown[min(index, 1)], alpha=value / 255), np.uint8)
            for index, value in enumerate(space.values(layer.colour))
        ]
        clears = [np.asarray(cv2.bitwise_not(alpha), np.uint8) for alpha in shown]
        return Sprite(space, part, (planes[0], planes[1], planes[2]), (clears[0], clears[1]))

    def _tiles(self) -> tuple[Bytes, Bytes, Bytes, Bytes]:
        """The tiles over the box and two more each way, and their fade with the strength: 0–255, for the first plane
        and for the other two."""
        layer, space = cast("Pattern", self.layer), self.ground.space
        box, reach = layer.box, self._reach()
        width, height = reach.right - reach.left, reach.bottom - reach.top
        across, down = (width + 2 * layer.tile_width, height + 2 * layer.tile_height)
        whole = tiled(self._tile(), across, down, box.x - reach.left + box.w // 2)
        fade = np.broadcast_to(self._fading() * np.float32(layer.strength), (box.h, box.w))
        above, before = box.y - reach.top, box.x - reach.left
        fade = np.pad(fade, ((above, height - box.h - above), (before, width - box.w - before)), mode="edge")
        small = [halve(each) if space.half else each for each in (whole, fade)]
        first, second, third, fourth = (
            round_bytes(each * np.float32(255)) for each in (whole, small[0], fade, small[1])
        )
        return first, second, third, fourth


def _on_grid(shift: int, length: int) -> int:
    """A shift within a tile as one that half planes can make: the same one a tile further where it is odd."""
    return shift + length if shift % STEP else shift
