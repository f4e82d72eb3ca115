"""A draft is the same video, smaller and at a lower rate."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from vlogkit.rendering.drafts import shrink
from vlogkit.rendering.stills import still_pixels

from .scenes import scene, timeline
from .test_compositor import story


def test_a_draft_lasts_as_long_at_half_the_rate_and_a_third_of_the_size(tmp_path: Path) -> None:
    made = story(tmp_path)
    draft = shrink(made)
    assert (draft.width, draft.height, draft.fps()) == (32, 54, 15)
    assert draft.seconds() == pytest.approx(made.seconds(), abs=1 / 15)


@pytest.mark.parametrize("number", [0, 16, 26, 40])
def test_a_draft_shows_what_the_video_shows(tmp_path: Path, number: int) -> None:
    made = story(tmp_path)
    draft = shrink(made, Fraction(1, 2))
    large = cv2.resize(still_pixels(made, frame=number), (48, 80), interpolation=cv2.INTER_AREA)
    assert np.abs(still_pixels(draft, frame=number // 2).astype(int) - large).mean() < 6


def test_a_rate_that_cannot_be_halved_stays() -> None:
    made = timeline(scene(frames=9), rate=(25, 1))
    assert shrink(made).fps() == 25
    assert shrink(made).frames() == 9
