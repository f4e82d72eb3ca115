"""MoviePy's own compositor, over the same layers, shows the same frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.rendering.frames.test_compositor import story

from vlogkit.records.clips.soundtrack import Music, Sound
from vlogkit.rendering.moviepy_export import scene_clips, to_moviepy
from vlogkit.rendering.stills import still_pixels
from vlogkit.typesetting.fonts import open_book


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    error = float(((one.astype(float) - other) ** 2).mean())
    return 99.0 if not error else 10 * float(np.log10(255**2 / error))


@pytest.mark.parametrize("kind", ["fade", "wipe", "cut"])
def test_sampled_frames_agree_within_40_decibels(tmp_path: Path, kind: str) -> None:
    made = story(tmp_path, kind)
    clip = to_moviepy(made, sound=False, book=open_book())
    assert clip.duration == pytest.approx(made.seconds())
    for number in (0, 4, 7, 12, 19, 21, 23, 30, 41):
        theirs = clip.get_frame((number + 0.5) / 30)
        assert psnr(still_pixels(made, frame=number, book=open_book()), np.asarray(theirs)) >= 40, f"frame {number}"


def test_layers_are_clips_of_their_own(tmp_path: Path) -> None:
    (first, _) = scene_clips(story(tmp_path), book=open_book())
    box = [clip for clip in first.clips if clip.duration == pytest.approx(10 / 30)]
    assert [clip.start for clip in box] == [pytest.approx(5 / 30)]


def test_the_mix_is_its_sound(tmp_path: Path) -> None:
    made = story(tmp_path).model_copy(update={"sound": Sound(music=Music(seed=1))})
    clip = to_moviepy(made, book=open_book())
    assert clip.audio is not None
    assert clip.audio.duration == pytest.approx(made.seconds(), abs=0.01)
