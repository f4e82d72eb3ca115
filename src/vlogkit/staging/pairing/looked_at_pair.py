"""Look at the pair of a scene: its files, how one lies over the other, and what of them has to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vlogkit.records.registration import Registration
from vlogkit.records.templates.element import Element, StackElement
from vlogkit.records.templates.element_ground import CompareElement
from vlogkit.seeing.pair_look import Box, change_beside_people, changed_boxes, seen_together, shared_size
from vlogkit.seeing.seen import Seen
from vlogkit.staging.layers.comparison import laid_over, leaves_one_whole
from vlogkit.staging.material import Asset
from vlogkit.staging.placing.portraying import heads_of, people_of
from vlogkit.staging.setting import Setting

WHOLE, PEOPLED, FITS, HALF = (0.88, 0.95), (0.6, 0.7), (0.8, 0.95), (0.5, 0.95)
"""Share of what changed and of whole people there together, and of it and their heads, that each room must show, and the share that is as good as all of
it; where no rooms do, of what changed alone, then of the place that changed most, or the pictures lie over each other."""
UNKNOWN = (0.2, 0.2, 0.8, 0.8)
"""What has to be seen of pictures of which nobody knows where they differ."""


class LookedAtPair(NamedTuple):
    """A pair of pictures as it is looked at: its files, how one lies over the other, and what is seen in them."""

    element: CompareElement
    files: tuple[Asset, Asset]
    laid: Registration
    looks: tuple[Seen, Seen]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is shown, pixels."""
        after = self.looks[1].size or (4, 3)
        return shared_size(self.laid, after) if self.laid.aligned() else after

    @property
    def cells(self) -> NDArray[np.float64]:
        """How much each cell of what is shown has changed; where nobody knows, all but its edges."""
        known = self.change
        return known if known.any() else np.pad(np.ones((6, 6)), 2)

    @property
    def change(self) -> NDArray[np.float64]:
        """The same beside the people in both pictures; of no cells where nobody knows."""
        return change_beside_people(*self.looks, self.laid) if self.laid.aligned() else np.zeros((0, 0))

    @property
    def wanted(self) -> list[tuple[Box, tuple[float, float]]]:
        """What has to be seen, in shares of what is shown, and how much of it at least; the best first: with the people who
        stand there, so that no room cuts them off at the neck, before the change alone."""
        boxes = changed_boxes(self.change) or (UNKNOWN,)
        seen = seen_together(*self.looks, self.laid) if self.laid.aligned() else Seen()
        heads, people = heads_of(seen), people_of(seen)
        whole = [(_with(boxes[0], people), WHOLE)] if len(heads) else []
        shown = [_with(one, heads) for one in boxes] if len(heads) else []
        return [*whole, *((one, PEOPLED) for one in shown), *((one, FITS) for one in boxes), (boxes[-1], HALF)]


def _with(change: Box, heads: NDArray[np.float64]) -> Box:
    """What changed together with heads."""
    low, high = heads[:, :2].min(axis=0), heads[:, 2:].max(axis=0)
    left, top, right, bottom = change
    return min(left, low[0]), min(top, low[1]), max(right, high[0]), max(bottom, high[1])


def pair_of(
    elements: Sequence[Element], setting: Setting, *, sweeping: bool = False
) -> tuple[LookedAtPair, StackElement | None] | None:
    """The pair of a scene and the words on it, if any, where each picture has a room of its own: not where a divider sweeps
    over both and leaves one of them whole, or only where those are asked for as well."""
    pairs = [one for one in elements if isinstance(one, CompareElement)]
    words = [one for one in elements if isinstance(one, StackElement) and one.place]
    if len(pairs) != 1 or len(words) > 1 or pairs[0].zone not in {"", "frame"}:
        return None
    (element,) = pairs
    if not (words or element.apart):
        return None
    before, after = (setting.material.locate(name, element.origin) for name in (element.before, element.after))
    laid = laid_over(element, before, after, setting)
    if laid.aligned() and leaves_one_whole(element, setting) and not sweeping:
        return None
    looks = setting.material.look(before), setting.material.look(after)
    return LookedAtPair(element, (before, after), laid, looks), words[0] if words else None
