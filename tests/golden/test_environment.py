"""A still is the same bytes on another machine's settings: locale, time zone, hash seed, home and fonts of the system."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.golden.stills import paint_pictures
from tests.material import ROOT
from tests.notices import brand_for, from_folder, material, story_for

from vlogkit.catalogue import load_frame
from vlogkit.rendering.stills import still
from vlogkit.staging.scenes import stage_card, stage_video

DRAWN = (("quote", "square"), ("weekly-recap", "landscape"), ("tally", "feed"))
"""Javanese script; a picture, a list and a chip; numbers and a chart."""
ELSEWHERE = (
    {"LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "4711", "PYTHONUTF8": "0"},
)  # fmt: skip


def sums(folder: Path) -> dict[str, str]:
    """sha256 of the PNG of a card and of a scene of the video of each template."""
    paint_pictures(folder)
    made: dict[str, str] = {}
    for template, name in DRAWN:
        story, brand, frame = story_for(template, "ordinary"), brand_for("ordinary"), load_frame(name)  # type: ignore[arg-type]
        given = material(from_folder(folder))
        card = next(scene for scene in story.scenes if scene.card)
        timelines = (stage_card(story, card, brand, frame, given), stage_video(story, brand, frame, given))
        for kind, staged in zip(("card", "video"), timelines, strict=True):
            data = still(staged.timeline, frame=staged.timeline.scenes[0].still, kind="png", book=given.book)
            made[f"{template} {kind}"] = hashlib.sha256(data).hexdigest()
    return made


@pytest.mark.parametrize("settings", ELSEWHERE, ids=lambda values: values["TZ"])
def test_stills_are_the_same_bytes_in_another_environment(settings: dict[str, str], tmp_path: Path) -> None:
    home = tmp_path / "elsewhere"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    there = {"HOME": str(home), "USERPROFILE": str(home), "XDG_CACHE_HOME": str(home), "XDG_DATA_HOME": str(home)}
    fonts = {"FONTCONFIG_FILE": os.devnull, "FONTCONFIG_PATH": str(home)}
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    program = "import json, sys; from pathlib import Path; from tests.golden.test_environment import sums; print(json.dumps(sums(Path(sys.argv[1]))))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "there")],
        cwd=ROOT, env=kept | there | fonts | paths | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == sums(tmp_path / "here")
