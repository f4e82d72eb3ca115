"""A staged story says which sound of a clip is heard, and everybody hears that one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from tests.clips import tone, write_clip

from vlogkit.intake.footage.inspection import probe
from vlogkit.media.sound import hear
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.rendering.sound.mix import Mix
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.workspace import Workspace, open_workspace

ITEM = """---
template: vlog
title: Jembatan Contoh dibuka
place: Desa Contoh
date: 2026-10-20
clips:
  - file: clips/dua-suara.mp4
    alt: Kepala desa di tepi jembatan.
    speaker: Kepala Desa Contoh
    captions: scripts/dua-suara.srt
---

Jembatan dibuka hari ini.
"""
CAPTIONS = "1\n00:00:00,500 --> 00:00:03,000\nJembatan ini dibuka\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """With a talk whose first sound track is silent, as an unplugged microphone leaves it, and longer than its picture."""
    root = tmp_path / "workspace"
    make_workspace(root)
    sounds = [(48_000, tone(5) * 0), (48_000, tone(5))]
    write_clip(root / "clips" / "dua-suara.mp4", size=(320, 240), seconds=3, sounds=sounds)
    (root / "scripts" / "dua-suara.srt").write_text(CAPTIONS, encoding="utf-8")
    (root / "updates" / "dua-suara.md").write_text(ITEM, encoding="utf-8")
    return open_workspace(root)


def test_the_track_that_footage_info_names_is_the_one_a_video_plays(workspace: Workspace) -> None:
    path = workspace.root / "clips" / "dua-suara.mp4"
    footage = probe(path)
    draft = tell(workspace, "dua-suara", today=dt.date(2026, 11, 28))
    timeline = StagedStory(workspace, draft.story, draft.brand).video("square").timeline
    (clip,) = (clip for clip in timeline.sound.clips if clip.file == str(path))
    assert clip.stream == footage.sound_stream() == 2
    assert np.array_equal(hear(path), hear(path, stream=clip.stream))
    alone = timeline.sound.model_copy(update={"music": None})
    blocks = np.concatenate(list(Mix(alone, timeline.seconds()).blocks()))
    assert np.abs(blocks).max() > 0.1
    assert clip.seconds > 4


def test_findings_of_a_talk_speak_of_the_same_track(workspace: Workspace) -> None:
    draft = tell(workspace, "dua-suara", today=dt.date(2026, 11, 28))
    (several,) = (finding for finding in draft.findings if finding.code == "footage-several-sounds")
    assert several.params == {"count": 2, "track": 2}
    assert not {"footage-damaged", "footage-silent"} & {finding.code for finding in draft.findings}
