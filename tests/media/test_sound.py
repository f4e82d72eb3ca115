"""Sound is heard where it lies in the clip, whatever its rate, channels and damage."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from tests.clips import clicks, tone, write_clip

from vlogkit.errors import MediaError
from vlogkit.media.sound import RATE, hear, heard_stream, listen, resampled


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


def three_tracks(path: Path) -> Path:
    """Silence, a low tone, a high tone."""
    sounds = [tone(2) * 0, tone(2, pitch=300.0), tone(2, pitch=2_000.0)]
    return write_clip(path, sounds=[(48_000, sound) for sound in sounds])


def test_of_several_streams_the_first_that_is_heard_is_the_one_for_everybody(tmp_path: Path) -> None:
    path = three_tracks(tmp_path / "a.mp4")
    assert heard_stream(path) == 2
    assert np.array_equal(hear(path), hear(path, stream=2))
    assert np.array_equal(np.concatenate(list(listen(path))), np.concatenate(list(listen(path, stream=2))))


def test_of_silent_streams_the_first_is_used_and_none_where_there_is_none(tmp_path: Path) -> None:
    silent = write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(1) * 0), (48_000, tone(1) * 0)])
    assert heard_stream(silent) == 1
    assert heard_stream(write_clip(tmp_path / "b.mp4")) is None


def test_a_file_that_changed_is_listened_to_again(tmp_path: Path) -> None:
    path = three_tracks(tmp_path / "a.mp4")
    assert heard_stream(path) == 2
    write_clip(path, seconds=1, sounds=[(48_000, tone(1))])
    assert heard_stream(path) == 1


def test_a_part_is_the_same_as_in_the_whole(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=6, sounds=[(44_100, tone(6, rate=44_100))])
    whole, part = (np.concatenate(list(blocks)) for blocks in (listen(path), listen(path, 3.5, 1.25)))
    assert len(part) == round(1.25 * RATE)
    assert np.abs(part - whole[round(3.5 * RATE) :][: len(part)]).max() < 0.01


def test_sound_that_starts_late_is_silent_until_then(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "a.mp4", seconds=3, sounds=[(48_000, tone(1))])
    with av.open(str(source)) as given, av.open(str(tmp_path / "b.mkv"), "w") as made:
        kept = [made.add_stream_from_template(stream) for stream in given.streams]
        for packet in given.demux():
            if packet.dts is not None:
                late = round(1.5 / packet.time_base) * packet.stream_index
                packet.pts, packet.dts, packet.stream = packet.pts + late, packet.dts + late, kept[packet.stream_index]
                made.mux(packet)
    blocks = np.concatenate(list(listen(tmp_path / "b.mkv")))
    assert np.flatnonzero(np.abs(blocks[:, 0]) > 0.05)[0] / RATE == pytest.approx(1.5, abs=0.06)


@pytest.mark.parametrize("rate", [8_000, 22_050, 48_000])
def test_samples_at_another_rate_keep_their_places_and_their_level(rate: int) -> None:
    click = np.zeros(rate, np.float32)
    click[rate // 2] = 1.0
    moved = resampled(click, rate)
    assert (len(moved), int(np.argmax(np.abs(moved)))) == (16_000, 8_000)
    sine = resampled(tone(1, rate=rate, channels=1)[:, 0], rate)[1_000:-1_000]
    assert np.sqrt(np.mean(sine**2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.01)
