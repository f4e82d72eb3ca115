"""Sound is as loud as it should be, where it should be, and never over its peak."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clips import tone as clip_tone
from tests.clips import write_clip
from tests.rendering.scenes import scene, sha, timeline, tone, write_wav

from vlogkit.errors import MediaError
from vlogkit.media.sound import RATE, Samples, listen
from vlogkit.records.clips.soundtrack import Music, Sound, SoundClip
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.sound import limiter
from vlogkit.rendering.sound.loudness import measure
from vlogkit.rendering.sound.mastering import code, decode, encode, key_of
from vlogkit.rendering.sound.mix import Mix, duck_curve
from vlogkit.rendering.video import render_video
from vlogkit.typesetting.fonts import open_book


def made(seconds: float, **sound: object) -> Timeline:
    return timeline(scene(frames=round(seconds * 30)), sound=Sound(**sound), size=(32, 32))


def placed(path: Path, **rest: object) -> SoundClip:
    return SoundClip(file=str(path), sha256=sha(path), **{"at": 0.0, "seconds": 1.0, **rest})


def mixed(made_of: Timeline) -> Samples:
    return np.concatenate(list(Mix(made_of.sound, made_of.seconds()).blocks()))


def heard(made_of: Timeline) -> Samples:
    segment = encode(made_of, EncoderSettings(), None, threading.Event())
    return np.concatenate(list(decode(segment)))


def test_a_clip_stands_at_its_sample(tmp_path: Path) -> None:
    path = tone(tmp_path / "a.wav")
    out = mixed(made(4, clips=(placed(path, at=1.5, seconds=0.5),)))
    assert len(out) == 4 * RATE
    sounding = np.flatnonzero(np.abs(out[:, 0]) > 1e-4)
    assert abs(sounding[0] - 1.5 * RATE) < 30
    assert abs(sounding[-1] - 2.0 * RATE) < 30


@given(st.floats(0.0, 2.2), st.floats(0.0, 0.9), st.floats(0.05, 1.5))
@settings(deadline=None, max_examples=15)
def test_blocks_join_wherever_a_clip_begins(at: float, start: float, seconds: float) -> None:
    path = _ramp()
    clip = SoundClip(file=str(path), sha256="r", at=at, start=start, seconds=seconds)
    out = mixed(made(3, clips=(clip,)))[:, 0]
    first, length = (
        round(at * RATE),
        min(round(seconds * RATE), 3 * RATE - round(at * RATE), round((2 - start) * RATE)),
    )
    inside = out[first + 400 : first + length - 400]
    expected = (np.arange(len(inside)) + 400 + round(start * RATE)) / (2 * RATE) * 0.9
    assert len(inside) == 0 or np.abs(inside - expected).max() < 2e-4


_FOLDER: list[Path] = []


def _ramp() -> Path:
    """A file whose samples rise evenly, so that each tells its place."""
    import tempfile

    if not _FOLDER:
        folder = Path(tempfile.mkdtemp())
        values = (np.arange(2 * RATE) / (2 * RATE) * 0.9 * 32767).astype(np.int16)
        _FOLDER.append(write_wav(folder / "ramp.wav", np.stack([values, values])))
    return _FOLDER[0]


@pytest.mark.parametrize("rate", [44_100, 16_000])
def test_other_rates_are_brought_to_48_khz_in_time(tmp_path: Path, rate: int) -> None:
    path = tone(tmp_path / "a.wav", seconds=1.0, rate=rate)
    out = np.concatenate(list(listen(path)))
    assert abs(len(out) - RATE) < 100
    part = np.concatenate(list(listen(path, 0.25, 0.5)))
    assert np.abs(part - out[RATE // 4 : RATE // 4 + len(part)]).max() < 0.02


def test_music_steps_back_under_speech_and_returns() -> None:
    curve = duck_curve(((2.0, 3.0), (3.4, 4.0)), -12.0)
    values = curve(np.array([0.0, 1.6, 2.0, 3.2, 4.0, 4.7]))
    low = 10 ** (-12 / 20)
    assert values == pytest.approx([1, 1, low, low, low, 1], abs=1e-6)
    assert np.all(np.diff(curve(np.linspace(1.7, 2.0, 50))) <= 0)


def test_a_track_fades_in_and_out_and_ducks(tmp_path: Path) -> None:
    path = tone(tmp_path / "track.wav", seconds=3)
    quiet = mixed(
        made(6, music=Music(file=str(path), sha256=sha(path), licence="own"), duck=((2.0, 4.0),), duck_db=-20.0)
    )
    level = [
        float(np.sqrt((quiet[int(a * RATE) : int(b * RATE)] ** 2).mean())) for a, b in ((0, 0.05), (1, 1.6), (2.2, 3.8))
    ]
    assert level[0] < level[1] / 5
    assert level[2] < level[1] / 4
    assert np.abs(quiet[-50:]).max() < 0.001


def test_speech_of_any_level_is_brought_to_the_same(tmp_path: Path) -> None:
    loud, soft = tone(tmp_path / "a.wav", level=0.5), tone(tmp_path / "b.wav", level=0.05)
    levels = [np.abs(mixed(made(2, clips=(placed(path, speech=True),)))).max() for path in (loud, soft)]
    assert levels[0] == pytest.approx(levels[1], rel=0.05)


@pytest.mark.parametrize("kind", ["music", "tone", "clicks"])
def test_the_decoded_sound_has_the_wanted_loudness_and_peak(tmp_path: Path, kind: str) -> None:
    if kind == "music":
        timeline_ = made(5, music=Music(seed=2))
    elif kind == "tone":
        timeline_ = made(4, clips=(placed(tone(tmp_path / "a.wav", seconds=4, level=0.02), seconds=4.0),))
    else:
        samples = np.random.default_rng(1).normal(0, 600, 4 * RATE)
        samples[RATE // 2 :: RATE // 3] = 30_000
        path = write_wav(tmp_path / "a.wav", np.stack([samples, samples]).astype(np.int16))
        timeline_ = made(4, clips=(placed(path, seconds=4.0),))
    found = measure([heard(timeline_)])
    assert found.integrated == pytest.approx(-14, abs=0.5)
    assert found.peak <= -1.0


def test_silence_stays_silent_and_is_there(tmp_path: Path) -> None:
    nothing = heard(made(2))
    silent = heard(made(2, clips=(placed(tone(tmp_path / "a.wav", level=0.0)),)))
    assert len(nothing) >= 2 * RATE
    assert np.abs(nothing).max() == np.abs(silent).max() == 0


def test_a_click_is_heard_where_it_was_put_in_the_finished_file(tmp_path: Path) -> None:
    samples = np.zeros((2, 3 * RATE), np.int16)
    samples[:, RATE : RATE + 24] = 20_000
    samples[:, 1000 : 2 * RATE : 997] += 300
    path = write_wav(tmp_path / "a.wav", samples)
    render_video(made(3, clips=(placed(path, seconds=3.0),)), tmp_path / "v.mp4", book=open_book())
    out = np.concatenate(list(listen(tmp_path / "v.mp4")))
    assert abs(int(np.abs(out[:, 0]).argmax()) - RATE) < 100
    assert 0 <= len(out) - 3 * RATE < 1024


def test_the_limiter_keeps_true_peaks_below_its_ceiling_and_leaves_the_rest() -> None:
    random = np.random.default_rng(3)
    sound = random.normal(0, 0.05, (2 * RATE, 2)).astype(np.float32)
    sound[RATE] = 0.9
    sound[RATE + 1] = -0.9
    peaks = limiter.envelope([sound[:70_001], sound[70_001:]])
    factors = limiter.gains(peaks, 2.0, 0.8)
    out = np.concatenate(list(limiter.apply([sound[:50_000], sound[50_000:]], factors, 2.0)))
    assert 20 * np.log10(0.8) + 0.3 > measure([out]).peak
    assert np.abs(out[: RATE - 3000] - 2 * sound[: RATE - 3000]).max() < 1e-6
    assert np.abs(np.diff(factors)).max() < 0.03


def test_the_envelope_sees_peaks_between_samples() -> None:
    t = np.arange(RATE)
    wave = (np.sin(2 * np.pi * (RATE / 4) * t / RATE + np.pi / 4) * 0.9).astype(np.float32)
    peaks = limiter.envelope([np.stack([wave, wave], axis=1)])
    assert np.abs(wave).max() < 0.65
    assert peaks[10:-10].min() > 0.87


def test_coding_keeps_every_sample_in_place() -> None:
    t = np.arange(RATE) / RATE
    wave = (np.sin(2 * np.pi * 440 * t) * 0.3).astype(np.float32)
    out = np.concatenate(list(decode(code([np.stack([wave, wave], axis=1)], 160))))
    assert len(out) >= RATE
    assert np.abs(out[4000:40_000, 0] - wave[4000:40_000]).max() < 0.03


def test_the_key_follows_what_is_heard_not_where_files_lie(tmp_path: Path) -> None:
    first, second = tone(tmp_path / "a.wav"), tmp_path / "b.wav"
    second.write_bytes(first.read_bytes())
    keys = [
        key_of(made(2, clips=(placed(path, at=at),)), EncoderSettings())
        for path, at in ((first, 0.0), (second, 0.0), (first, 0.5))
    ]
    assert keys[0] == keys[1] != keys[2]


def test_a_file_without_sound_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("no sound", encoding="utf-8")
    with pytest.raises(MediaError, match=r"a\.wav"):
        heard(made(2, clips=(placed(tmp_path / "a.wav"),)))


def test_another_stream_of_a_file_is_another_sound_and_is_made_anew(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", sounds=[(48_000, clip_tone(2) * 0), (48_000, clip_tone(2))])
    silent, spoken = (made(1, clips=(placed(path, stream=stream),)) for stream in (1, 2))
    assert key_of(silent, EncoderSettings()) != key_of(spoken, EncoderSettings())
    assert np.abs(mixed(silent)).max() < 1e-3 < 0.1 < np.abs(mixed(spoken)).max()
    assert np.array_equal(mixed(made(1, clips=(placed(path),))), mixed(spoken))
