"""`vlogkit footage` tells what a clip is and where its pauses are."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from tests.clips import tone, write_clip
from typer.testing import CliRunner

from vlogkit.cli.footage import app
from vlogkit.errors import MediaError, UsageError

RUNNER = CliRunner()


def test_info_gives_the_record_and_thumbnails_as_json(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", rotation=90, sounds=[(48_000, tone(2))])
    result = RUNNER.invoke(app, ["info", str(clip), "--json", "--thumbnails", str(tmp_path / "t"), "--count", "2"])
    said = json.loads(result.stdout)
    assert (said["picture"]["width"], said["picture"]["height"], said["sound"]) == (64, 96, 0)
    assert [Path(picture).exists() for picture in said["thumbnails"]] == [True, True]


def test_info_says_in_words_what_is_odd(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["info", str(write_clip(tmp_path / "a.mp4"))])
    assert "2.00 s, 96 x 64, 25 frames/s, h264" in result.stdout
    assert "`a.mp4` has no sound" in result.stdout


def test_info_fails_with_the_reason(tmp_path: Path) -> None:
    assert isinstance(RUNNER.invoke(app, ["info", str(tmp_path / "none.mp4")]).exception, MediaError)


def test_pauses_writes_a_list_to_change(tmp_path: Path) -> None:
    sound = np.concatenate([tone(2) * np.linspace(0.2, 1, 96_000)[:, None], tone(3) * 0, tone(1)])
    clip = write_clip(tmp_path / "a.mp4", seconds=6, sounds=[(48_000, sound)])
    result = RUNNER.invoke(app, ["pauses", str(clip), "-o", str(tmp_path / "cuts.yaml"), "--json"])
    assert set(json.loads(result.stdout)) == {"removed", "share", "pieces"}
    assert (tmp_path / "cuts.yaml").read_text(encoding="utf-8").count("- {start:") >= 1


def test_pauses_of_a_clip_without_sound_cannot_be_found(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["pauses", str(write_clip(tmp_path / "a.mp4"))])
    assert isinstance(result.exception, UsageError)
