"""What a layer ready to draw has: its appearance and place at each frame."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from vlogkit.media.colour import Space
from vlogkit.records.base import fingerprint
from vlogkit.records.timeline import LayerBase
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.frames.planes import Planes, Region
from vlogkit.rendering.frames.sprites import Sprite, blend, resized, shifted_area
from vlogkit.timelines.keyframes import values
from vlogkit.typesetting.fonts import FontBook


@dataclass(frozen=True, eq=False)
class Ground:
    """What layers are drawn for: the frame's size, space and rate, what is drawn already, and the fonts."""

    width: int
    height: int
    space: Space
    store: DrawnCache
    fps: float
    book: FontBook

    @property
    def area(self) -> Region:
        """The whole frame."""
        return Region(0, 0, self.width, self.height)


class Appearance(NamedTuple):
    """Equal looks of one layer are equal pixels: what it shows, and how it stands."""

    content: Hashable
    opacity: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    right: float | None = None
    scale: float = 1.0

    @property
    def plain(self) -> bool:
        """True where the content stands as it is: in its place, whole and solid."""
        return self.opacity >= 1 and self.placed

    @property
    def placed(self) -> bool:
        """True where the content stands in its place, whole."""
        return not self.dx and not self.dy and self.right is None and self.scale == 1


class DrawnLayer(ABC):
    """A layer made ready to draw; `looks` holds one Look (or None: unseen) for each frame from `first` on."""

    def __init__(self, layer: LayerBase, frames: int, ground: Ground) -> None:
        self.layer = layer
        self.ground = ground
        first, last = layer.span or (0, frames)
        self.first, self.last = max(0, first), min(frames, last)
        self.looks = self._looks()

    @property
    def area(self) -> Region:
        """The layer's box."""
        box = self.layer.box
        return Region(box.x, box.y, box.x + box.w, box.y + box.h)

    def _looks(self) -> list[Appearance | None]:
        motion, span = self.layer.motion, (self.first, self.last)
        tracks = (
            values(motion.opacity, *span, 1.0) * self.layer.opacity,
            values(motion.dx, *span, 0.0),
            values(motion.dy, *span, 0.0),
            values(motion.reveal, *span, 1.0),
            values(motion.scale, *span, 1.0),
        )
        moved = np.any(np.diff(tracks, axis=1, prepend=np.nan) != 0, axis=0).tolist()  # true at the first frame
        looks: list[Appearance | None] = []
        before: Hashable = None
        look: Appearance | None = None
        for i, content in enumerate(self.contents()):
            if moved[i] or look is None or content is None:
                look = self._look(content, *(float(track[i]) for track in tracks))
            elif content != before:
                look = look._replace(content=content)
            before = content
            looks.append(looks[-1] if looks and looks[-1] == look else look)
        return looks

    def _look(
        self, content: Hashable, opacity: float, dx: float, dy: float, reveal: float, scale: float
    ) -> Appearance | None:
        """The look of a content that is moved and revealed so far; None where nothing is seen."""
        if content is None or opacity < 1 / 512 or reveal <= 0:
            return None
        right = None if reveal >= 1 else round(self.layer.box.x + reveal * self.layer.box.w + dx, 3)
        solid = min(1.0, round(opacity, 4))
        return Appearance(content, solid, round(dx, 3), round(dy, 3), right, round(scale, 4))

    def contents(self) -> list[Hashable]:
        """What shows at each frame of the span; None is nothing."""
        return [()] * (self.last - self.first)

    def look(self, frame: int) -> Appearance | None:
        """The look at a frame of the scene; None where the layer does not show."""
        return self.looks[frame - self.first] if self.first <= frame < self.last else None

    @abstractmethod
    def sprite(self, content: Hashable) -> Sprite:
        """What the content looks like at rest."""

    def covers(self, look: Appearance) -> Region:
        """The pixels the layer may touch with this look, even where planes are halved."""
        return shifted_area(self.shown(look), look.dx, look.dy).meet(self.ground.area)

    def shown(self, look: Appearance) -> Sprite:
        """The content at the look's size."""
        return self._sized(self.sprite(look.content), look)

    def _sized(self, sprite: Sprite, look: Appearance) -> Sprite:
        box = self.layer.box
        middle = (box.x + box.w / 2, box.y + box.h / 2)
        return sprite if look.scale == 1 else resized(sprite, look.scale, middle)

    def draw(self, look: Appearance, planes: Planes, clip: Region) -> None:
        """Blend the layer into a frame, inside `clip`."""
        blend(
            planes,
            self.shown(look),
            clip=clip,
            opacity=look.opacity,
            dx=look.dx,
            dy=look.dy,
            right=look.right,
        )

    def hides(self, look: Appearance) -> Region | None:
        """The pixels behind which nothing can be seen, if any."""
        if not look.plain:
            return None
        sprite = self.sprite(look.content)
        return sprite.area if sprite.opaque else None

    @cached_property
    def mark(self) -> tuple[str, FontBook]:
        """What the layer's pixels at rest depend on: a sha256 of all that it says, its place in the frame and the space
        included, and the fonts themselves, since marks are compared in one process only."""
        fields = self.layer.model_dump(mode="json", exclude={"name", "origin", "carry", "span", "opacity", "motion"})
        return fingerprint([fields, self.ground.space.name]), self.ground.book

    def kept(self, content: Hashable, make: Callable[[], Sprite]) -> Sprite:
        """The sprite of a content, made once."""
        return self.ground.store.get(("sprite", self.mark, content), make, lambda sprite: sprite.nbytes)
