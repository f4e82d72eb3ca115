"""Choose where the captions of a scene with a pair run, so that its two pictures have the best rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from vlogkit.records.templates.element import Element, StackElement
from vlogkit.records.timeline import Layer
from vlogkit.staging.flow import fitted
from vlogkit.staging.pairing.looked_at_pair import LookedAtPair, pair_of
from vlogkit.staging.pairing.pair_rooms import LABELLED, PAD, TALLEST, column_of, rooms_for
from vlogkit.staging.placing.picture_rooms import raised, raised_by
from vlogkit.staging.setting import Setting
from vlogkit.timelines.word_boxes import hull, standing_boxes


def with_room_for_pair(
    elements: Sequence[Element], said: Callable[[Setting], list[Layer]], setting: Setting
) -> Setting:
    """A setting whose captions leave the pictures of a scene's pair the best rooms; as it is without a pair."""
    if (found := pair_of(elements, setting)) is None:
        return setting
    pair, words = found

    def worth(tried: Setting) -> float:
        best = rooms_for(pair, words, said(tried), tried)
        return best[1] if best else 0.0

    return max(_tried(pair, words, said(setting), setting), key=worth)


def _tried(
    pair: LookedAtPair, words: StackElement | None, captions: Sequence[Layer], setting: Setting
) -> Iterator[Setting]:
    """Without words as they are, or at the foot of the upper half, or in a wide frame in its left half. In an upright frame captions between the pictures, or right below words at its top with the pictures below both; in a
    wide one below everything, or below words in a column beside the pictures; elsewhere as they are."""
    x, top, right, bottom = setting.zone("frame")
    if words is None:
        yield setting
        if right - x > bottom - top:
            yield _aside(setting, (x + right - PAD) // 2)
        elif setting.frame.format == "portrait":
            said = hull(standing_boxes(captions, setting.zone("frame")))
            for by in (said[3] - (top + bottom - PAD) // 2, said[1] - setting.zone("safe")[1]):
                yield raised(setting, captions, max(0, by) // 2 * 2)
        return
    if setting.frame.format == "portrait":
        left, _, far, low = setting.zone("safe")
        high = fitted(words, far - left, round(TALLEST * (bottom - top)), setting.aside()).height
        between = max(0, hull(standing_boxes(captions, setting.zone("frame")))[3] - low + LABELLED)
        for by in (between, raised_by(round(high), captions, setting)):
            yield raised(setting, captions, by)
        return
    yield setting
    if right - x > bottom - top:
        yield _aside(setting, column_of(setting)[1])


def _aside(setting: Setting, end: int) -> Setting:
    """A setting whose captions end at a column of the frame."""
    left, high, _, low = setting.zone("captions")
    zones = setting.frame.zones | {"captions": (left, high, end, low)}
    return replace(setting, frame=setting.frame.model_copy(update={"zones": zones}))
