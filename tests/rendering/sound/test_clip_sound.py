"""What is heard of a clip: its pieces joined in step, its voice cleaned, its level that of what is heard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.rendering.scenes import scene, sha, timeline, tone, write_wav

from vlogkit.media.sound import RATE, listen
from vlogkit.records.clips.soundtrack import Sound, SoundClip
from vlogkit.rendering.sound import clip_sound as hearing
from vlogkit.rendering.sound.clip_sound import heard, level_of
from vlogkit.rendering.sound.loudness import measure
from vlogkit.rendering.sound.mix import Mix
from vlogkit.rendering.sound.replay import Once


def placed(path: Path, **rest: object) -> SoundClip:
    return SoundClip(file=str(path), sha256=sha(path), **{"at": 0.0, "seconds": 1.0, **rest})


def whole(clip: SoundClip, skip: float = 0.0) -> np.ndarray:
    return np.concatenate(list(heard(clip, skip)))


def steps(path: Path) -> Path:
    """Six seconds, each louder than the one before."""
    t = np.arange(6 * RATE)
    wave = (np.sin(2 * np.pi * 440 * t / RATE) * (t // RATE + 1) * 3_000).astype(np.int16)
    return write_wav(path, np.stack([wave, wave]))


def test_pieces_follow_each_other_and_are_as_long_as_said(tmp_path: Path) -> None:
    clip = placed(steps(tmp_path / "a.wav"), pieces=((1.0, 2.0), (4.0, 5.5)), seconds=2.5)
    out = whole(clip)
    assert len(out) == round(2.5 * RATE)
    peaks = [np.abs(out[round(a * RATE) : round(b * RATE)]).max() * 32768 / 3_000 for a, b in ((0.2, 0.8), (1.2, 1.9))]
    assert peaks == pytest.approx([2, 5], rel=0.01)


def test_what_is_left_of_a_shorter_scene_is_heard_of_the_pieces(tmp_path: Path) -> None:
    clip = placed(steps(tmp_path / "a.wav"), pieces=((1.0, 2.0), (4.0, 5.5)), seconds=1.25)
    assert len(whole(clip)) == round(1.25 * RATE)


def test_skipping_gives_the_same_samples_later(tmp_path: Path) -> None:
    clip = placed(steps(tmp_path / "a.wav"), pieces=((1.0, 2.0), (4.0, 5.5)), seconds=2.5, clean=True)
    assert np.array_equal(whole(clip, 0.7), whole(clip)[round(0.7 * RATE) :])


def test_a_cleaned_clip_keeps_its_length_and_loses_its_rumble(tmp_path: Path) -> None:
    t = np.arange(4 * RATE)
    on = t // (RATE // 2) % 2 == 1
    voice = sum(np.sin(2 * np.pi * 220 * k * t / RATE) / k for k in range(1, 9)) * on
    wave = ((voice * 0.1 + 0.2 * np.sin(2 * np.pi * 35 * t / RATE)) * 20_000).astype(np.int16)
    path = write_wav(tmp_path / "a.wav", np.stack([wave, wave]))
    raw, clean = (whole(placed(path, seconds=4.0, clean=clean)) for clean in (False, True))
    quiet = ~on & (t > RATE // 10)
    assert len(clean) == len(raw)
    assert np.abs(clean[quiet][:: RATE // 100]).mean() < 0.3 * np.abs(raw[quiet][:: RATE // 100]).mean()


def test_the_level_is_that_of_the_pieces_not_of_the_file(tmp_path: Path) -> None:
    path = steps(tmp_path / "a.wav")
    soft, loud = (placed(path, pieces=(piece,), speech=True) for piece in ((0.0, 1.0), (5.0, 6.0)))
    levels = [measure([whole(clip) * np.float32(level_of(clip))]).integrated for clip in (soft, loud)]
    assert levels == pytest.approx([hearing.SPEECH_LUFS] * 2, abs=0.3)


def test_what_is_learnt_for_cleaning_is_learnt_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    studied: list[int] = []
    study = hearing.study
    monkeypatch.setattr(hearing, "study", lambda blocks: studied.append(1) or study(blocks))
    clip = placed(tone(tmp_path / "a.wav"), clean=True, speech=True)
    for at in (0.0, 1.0):
        moved = clip.model_copy(update={"at": at})
        whole(moved)
        level_of(moved)
    assert len(studied) == 1


def test_a_mix_that_is_kept_is_the_same_each_time_and_is_made_once(tmp_path: Path) -> None:
    made = timeline(scene(frames=45), sound=Sound(clips=(placed(tone(tmp_path / "a.wav"), at=0.2),)), size=(32, 32))
    mix = Mix(made.sound, made.seconds())
    expected = np.concatenate(list(mix.blocks()))
    with Once(mix) as once:
        first = np.concatenate(list(once.blocks()))
        mix.blocks = lambda: iter(())  # type: ignore[method-assign]
        again = np.concatenate(list(once.blocks()))
    assert np.array_equal(first, expected)
    assert np.array_equal(again, expected)


def test_a_clip_without_pieces_is_heard_as_the_file_has_it(tmp_path: Path) -> None:
    path = steps(tmp_path / "a.wav")
    expected = np.concatenate(list(listen(path, 1.5, 1.0)))
    assert np.array_equal(whole(placed(path, start=1.5)), expected)
