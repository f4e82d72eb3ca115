"""A clip's copy is blurred on every frame where it must be, keeps its length and its sound, and loses its metadata."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from vlogkit.errors import InputError, MediaError
from vlogkit.intake.protecting.protected_clips import protect_clip

FRAMES = 20


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """20 frames of fine noise, 160 x 120, with a tone."""
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as container:
        container.metadata["location"] = "-6.99+110.42/"
        video = container.add_stream("libx264", rate=10)
        video.width, video.height, video.pix_fmt = 160, 120, "yuv420p"
        video.options = {"crf": "8"}
        sound = container.add_stream("aac", rate=48_000, layout="mono")
        noise = np.random.default_rng(5).integers(0, 255, (120, 160, 3), dtype=np.uint8)
        for _ in range(FRAMES):
            container.mux(video.encode(av.VideoFrame.from_ndarray(noise, format="rgb24")))
        container.mux(video.encode())
        tone = (np.sin(np.arange(96_000) / 20) * 8000).astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        frame.rate, frame.pts = 48_000, 0
        container.mux(sound.encode(frame))
        container.mux(sound.encode())
    return path


def frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="gray").astype(float) for frame in container.decode(video=0)]


def roughness(frame: np.ndarray, box: tuple[slice, slice]) -> float:
    return float(np.abs(np.diff(frame[box], axis=1)).mean())


def test_a_timed_box_is_blurred_in_its_time_only(clip: Path, tmp_path: Path) -> None:
    clip.with_name("clip.mp4.care.yaml").write_text(
        "boxes: [{x: 0.25, y: 0.25, w: 0.5, h: 0.5, from: 0.5, to: 1.5}]\n", encoding="utf-8"
    )
    record = protect_clip(clip, tmp_path / "out", name="x")
    shown = frames(tmp_path / "out" / record.file)
    assert len(shown) == record.frames == FRAMES
    inside, outside = (slice(35, 85), slice(45, 115)), (slice(0, 20), slice(0, 160))
    given = roughness(frames(clip)[0], inside)
    for number, frame in enumerate(shown):
        assert (roughness(frame, inside) < 0.3 * given) == (5 <= number < 15)
        assert roughness(frame, outside) > 0.6 * given


def test_sound_stays_and_metadata_goes(clip: Path, tmp_path: Path) -> None:
    record = protect_clip(clip, tmp_path / "out", name="x")
    assert record.removed == ("metadata",)
    assert b"110.42" not in (tmp_path / "out" / record.file).read_bytes()
    with av.open(str(tmp_path / "out" / record.file)) as container:
        assert len(container.streams.audio) == 1
        assert "location" not in container.metadata


def test_a_copy_is_made_once(clip: Path, tmp_path: Path) -> None:
    first = protect_clip(clip, tmp_path / "out", name="x")
    stamp = (tmp_path / "out" / first.file).stat().st_mtime_ns
    assert protect_clip(clip, tmp_path / "out", name="x") == first
    assert (tmp_path / "out" / first.file).stat().st_mtime_ns == stamp
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".json", ".mp4"]


def test_a_person_in_a_clip_is_followed(real: Path, tmp_path: Path) -> None:
    record = protect_clip(real / "media" / "sign-language-1.mkv", tmp_path, name="x")
    assert record.faces == 1
    shown, given = frames(tmp_path / record.file), frames(real / "media" / "sign-language-1.mkv")
    face = (slice(60, 120), slice(285, 335))
    assert all(roughness(a, face) < 0.6 * roughness(b, face) for a, b in zip(shown, given, strict=True))


def test_what_is_no_clip_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"not a clip" * 100)
    with pytest.raises(MediaError):
        protect_clip(tmp_path / "a.mp4", tmp_path / "out", name="x")
    with pytest.raises(InputError, match="no such clip"):
        protect_clip(tmp_path / "none.mp4", tmp_path / "out", name="x")
