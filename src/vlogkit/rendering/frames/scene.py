"""Prepare a scene for drawing; layers that rest together are merged into one sprite."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import cast

from vlogkit.media.clip_pool import Readers
from vlogkit.records.timeline import Layer, Scene
from vlogkit.rendering.frames.layers.drawn_layer import Appearance, DrawnLayer, Ground
from vlogkit.rendering.frames.layers.prepare import prepare
from vlogkit.rendering.frames.planes import Planes, Region
from vlogkit.rendering.frames.sprites import Sprite, blend, block, fade, merge

REST = 8
"""Frames a look must last before it is worth joining it with its neighbours."""
_CALLS = 160_000
"""What blending one more sprite costs besides its pixels, in pixels."""


@dataclass(frozen=True, eq=False)
class BlendedLayer:
    """Something to blend: equal keys of a scene are equal pixels in the same place."""

    key: Hashable
    area: Region
    hides: Region | None
    layer: DrawnLayer | None
    look: Appearance | None
    sprite: Sprite | None
    name: str
    """Of the layer or layers, for the report of what is slow."""

    def draw(self, planes: Planes, clip: Region) -> None:
        """Blend it inside a clip that is even where planes are halved."""
        if self.sprite is not None:
            blend(planes, self.sprite, clip=clip)
        elif self.layer is not None and self.look is not None:
            self.layer.draw(self.look, planes, clip)


class Stage:
    """A scene made ready to draw in one size and space; safe for many threads."""

    def __init__(self, scene: Scene, ground: Ground, readers: Readers) -> None:
        self.scene, self.ground = scene, ground
        seen = [layer for layer in scene.layers if _shows(layer, scene.frames)]
        self.layers = [prepare(layer, scene.frames, ground, readers) for layer in seen]
        self._rests = [_rests(layer.looks) for layer in self.layers]
        self._alone: dict[Hashable, BlendedLayer] = {}

    def pieces(self, frame: int) -> list[BlendedLayer]:
        """What is drawn at a frame of the scene, from the back to the front; the ground comes first."""
        out: list[BlendedLayer] = [self._ground()]
        group: list[tuple[int, Appearance]] = []
        for index, layer in enumerate(self.layers):
            look = layer.look(frame)
            if look is None:
                continue
            if look.placed and self._rests[index][frame - layer.first] >= REST:
                group.append((index, look))
                continue
            out.extend(self._joined(group))
            group = []
            out.append(self._single(index, look))
        out.extend(self._joined(group))
        return out

    def _ground(self) -> BlendedLayer:
        found = self._alone.get("ground")
        if found is None:
            area = self.ground.area
            sprite = block(self.scene.ground, area, self.ground.space)
            found = self._alone["ground"] = BlendedLayer("ground", area, area, None, None, sprite, "ground")
        return found

    def _single(self, index: int, look: Appearance) -> BlendedLayer:
        layer = self.layers[index]
        return BlendedLayer((index, look), layer.covers(look), layer.hides(look), layer, look, None, self._name(index))

    def _resting(self, index: int, look: Appearance) -> BlendedLayer:
        """A layer at rest is drawn from its sprite; it is asked for once."""
        key = (index, look)
        found = self._alone.get(key)
        if found is None:
            sprite = fade(self.layers[index].sprite(look.content), look.opacity)
            found = self._sprite_piece(key, sprite, self._name(index))
            if len(self._alone) > 64:
                self._alone.clear()
            self._alone[key] = found
        return found

    def _joined(self, group: list[tuple[int, Appearance]]) -> list[BlendedLayer]:
        """Neighbours at rest, merged where one blend over both costs less than two."""
        if not group:
            return []
        pieces = [self._resting(index, look) for index, look in group]
        runs: list[list[BlendedLayer]] = [[pieces[0]]]
        area, cost = pieces[0].area, pieces[0].area.size + _CALLS
        for piece in pieces[1:]:
            both = area.join(piece.area)
            apart = cost + piece.area.size + _CALLS
            if both.size + _CALLS <= apart:
                runs[-1].append(piece)
                area, cost = both, both.size + _CALLS
            else:
                runs.append([piece])
                area, cost = piece.area, piece.area.size + _CALLS
        return [self._merged(run) for run in runs]

    def _merged(self, run: list[BlendedLayer]) -> BlendedLayer:
        if len(run) == 1:
            return run[0]
        key = tuple(piece.key for piece in run)

        def join() -> Sprite:
            sprite = run[0].sprite
            assert sprite is not None
            for piece in run[1:]:
                assert piece.sprite is not None
                sprite = merge(sprite, piece.sprite)
            return sprite

        marks = tuple(self._mark(piece.key) for piece in run)
        sprite = self.ground.store.get(("merged", self.ground.area, marks), join, lambda made: made.nbytes)
        return self._sprite_piece(key, sprite, " + ".join(piece.name for piece in run))

    def _sprite_piece(self, key: Hashable, sprite: Sprite, name: str) -> BlendedLayer:
        hides = sprite.area if sprite.opaque else None
        return BlendedLayer(key, sprite.area.meet(self.ground.area), hides, None, None, sprite, name)

    def _name(self, index: int) -> str:
        layer = self.layers[index].layer
        return layer.name or getattr(layer, "kind", "")

    def _mark(self, key: Hashable) -> Hashable:
        """What a resting layer's pixels depend on."""
        index, look = cast("tuple[int, Appearance]", key)
        return self.layers[index].mark, look.content, look.opacity


def _shows(layer: Layer, frames: int) -> bool:
    """Whether a layer has a frame of the scene; a draft at half the rate may leave it none."""
    first, last = layer.span or (0, frames)
    return max(first, 0) < min(last, frames)


def _rests(looks: list[Appearance | None]) -> list[int]:
    """For each frame, how many frames around it have the same look."""
    out: list[int] = []
    start = 0
    for i in range(1, len(looks) + 1):
        if i == len(looks) or looks[i] != looks[start]:
            out.extend([i - start] * (i - start))
            start = i
    return out
