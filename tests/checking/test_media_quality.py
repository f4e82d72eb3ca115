"""Clips that are shorter than what is to be shown of them."""

from __future__ import annotations

import pytest

from vlogkit.checking.media_quality import Medium, media_findings
from vlogkit.checking.text_lines import StagedOutput
from vlogkit.records.timeline import Box, FootageLayer, Scene, Timeline


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
