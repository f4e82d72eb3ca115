"""Clips that are shorter than what is to be shown of them, or too small for it."""

from __future__ import annotations

import pytest

from vlogkit.checking.judging import merged
from vlogkit.checking.media_quality import Medium, media_findings
from vlogkit.checking.text_lines import StagedOutput
from vlogkit.records.timeline import Box, Camera, FootageLayer, Key, PictureLayer, Scene, Timeline


def findings(start: float) -> list[tuple[str, str]]:
    layer = FootageLayer(
        box=Box(x=0, y=0, w=96, h=160), file="a.mp4", sha256="0" * 64, start=start, origin="t.yaml:1:1"
    )
    scene = Scene(name="s", frames=60, ground="#000000", layers=(layer,))
    timeline = Timeline(id="t", format="portrait", width=96, height=160, rate=(30, 1), scenes=(scene,))
    found = media_findings(StagedOutput(timeline, "video", ((),)), {"a.mp4": Medium(960, 1600, 4.0, "clips/a.mp4")})
    return [(one.severity, one.code) for one in found]


@pytest.mark.parametrize(("start", "severity"), [(1.0, None), (3.0, "note"), (4.0, "error"), (500.0, "error")])
def test_a_clip_that_ends_before_it_is_to_begin_is_an_error(start: float, severity: str | None) -> None:
    assert findings(start) == ([(severity, "clip-short")] if severity else [])


@pytest.mark.parametrize(("closer", "severity"), [(1.0, None), (1.25, None), (1.4, "note"), (1.8, "warning")])
def test_a_film_in_full_hd_may_fill_a_portrait_and_come_a_quarter_closer(closer: float, severity: str | None) -> None:
    camera = Camera(zoom=(Key(frame=0, value=closer),))
    layer = FootageLayer(box=Box(x=0, y=0, w=1080, h=1920), file="a.mp4", sha256="0", camera=camera)
    scene = Scene(name="s", frames=60, ground="#000000", layers=(layer,))
    timeline = Timeline(id="t", format="portrait", width=1080, height=1920, scenes=(scene,))
    found = media_findings(StagedOutput(timeline, "video", ((),)), {"a.mp4": Medium(1920, 1080, 4.0, "clips/a.mp4")})
    assert [(one.severity, one.code) for one in found] == ([(severity, "clip-small")] if severity else [])


def test_a_picture_that_is_too_small_is_told_once_with_the_largest_need_in_its_own_proportions() -> None:
    """A landscape picture over a portrait frame has to be as high as that, and as wide as its own shape makes it."""
    layers = [
        PictureLayer(
            box=Box(x=0, y=0, w=w, h=h), file="a.jpg", sha256="0", camera=Camera(zoom=(Key(frame=0, value=closer),))
        )
        for w, h, closer in ((1080, 1920, 1.1), (1080, 1920, 1.0), (1080, 1000, 1.0))
    ]
    scenes = tuple(
        Scene(name=f"s{number}", frames=60, ground="#000000", layers=(layer,)) for number, layer in enumerate(layers)
    )
    timeline = Timeline(id="t", format="portrait", width=1080, height=1920, scenes=scenes)
    small = {"a.jpg": Medium(764, 506, 0.0, "pictures/a.jpg")}
    (told,) = merged(media_findings(StagedOutput(timeline, "video", ((),) * 3), small))
    assert (told.severity, told.measured, told.limit) == ("warning", "764 × 506 px, enlarged 4.2×", "1.8×")
    width, height = int(told.params["width"]), int(told.params["height"])
    assert height * 1.8 >= 1920 * 1.1 > (height - 1) * 1.8
    assert width / height == pytest.approx(764 / 506, abs=0.01)
