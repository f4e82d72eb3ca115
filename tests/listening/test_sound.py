"""Sound is heard where it lies in the clip, whatever its rate, channels and damage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.clips import clicks, tone, write_clip

from vlogkit.errors import MediaError
from vlogkit.listening.sound import hear


def first_loud(samples: np.ndarray, rate: int) -> float:
    return int(np.argmax(np.abs(samples) > 0.2)) / rate


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 1), (48_000, 2), (22_050, 1)])
def test_any_rate_and_channels_become_mono_at_16_khz(tmp_path: Path, rate: int, channels: int) -> None:
    sound = tone(2, rate=rate, channels=channels)
    heard = hear(write_clip(tmp_path / "a.mp4", sounds=[(rate, sound)]))
    assert len(heard) == pytest.approx(32_000, abs=1_200)
    assert np.sqrt(np.mean(heard[4_000:28_000] ** 2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.05)


def test_a_click_is_heard_at_its_second(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=4, sounds=[(44_100, clicks(4, [2.5], rate=44_100))])
    assert first_loud(hear(path), 16_000) == pytest.approx(2.5, abs=0.01)


def test_the_track_asked_for_is_heard(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2) * 0), (48_000, tone(2))])
    assert np.abs(hear(path, stream=1)).max() < 0.01 < np.abs(hear(path, stream=2)).max()


def test_a_clip_without_sound_says_so(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no sound"):
        hear(write_clip(tmp_path / "a.mp4"))


def test_a_cut_off_file_is_heard_up_to_its_end(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", seconds=4, sounds=[(48_000, tone(4))])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    heard = hear(path)
    assert 8_000 < len(heard) < 60_000
