"""A clip's copy is blurred on every frame where it must be, keeps its length and its sound, and loses its metadata."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
import zxingcpp
from tests.clips import tone, with_cover, write_clip

from vlogkit.errors import InputError, MediaError
from vlogkit.intake.protecting.protected_clips import protect_clip
from vlogkit.media.clips import ClipReader, planes_of
from vlogkit.media.colour import STILL
from vlogkit.media.sound import hear
from vlogkit.seeing.spotting.printed_codes import find_codes

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
    with pytest.raises(InputError, match="does not exist"):
        protect_clip(tmp_path / "none.mp4", tmp_path / "out", name="x")


@pytest.mark.parametrize("codec", ["aac", "pcm_s16le"])
def test_the_copy_has_the_track_in_which_somebody_speaks_and_no_cover(codec: str, tmp_path: Path) -> None:
    source = write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2) * 0), (48_000, tone(2))])
    source = with_cover(source, tmp_path / "b.mp4") if codec == "aac" else as_pcm(source, tmp_path / "b.mkv")
    record = protect_clip(source, tmp_path / "out", name="x")
    copy = tmp_path / "out" / record.file
    with av.open(str(copy)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
        assert container.streams.video[0].width == 96
    heard = hear(copy)
    assert len(heard) == pytest.approx(32_000, abs=1_500)
    assert np.sqrt(np.mean(heard[4_000:28_000] ** 2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.05)


def as_pcm(source: Path, target: Path) -> Path:
    """The clip with its sound not compressed."""
    with av.open(str(source)) as given, av.open(str(target), "w") as made:
        picture, *sounds = given.streams
        copied = made.add_stream_from_template(picture)
        plain = {sound.index: made.add_stream("pcm_s16le", rate=48_000, layout="stereo") for sound in sounds}
        for packet in given.demux():
            if packet.stream_index in plain:
                for frame in packet.decode():
                    made.mux(plain[packet.stream_index].encode(frame))
            elif packet.dts is not None:
                packet.stream = copied
                made.mux(packet)
    return target


def test_a_turned_clip_of_another_layout_stands_upright_in_the_copy(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "a.mp4", layout="yuv422p", rotation=-90, seconds=0.4)
    record = protect_clip(source, tmp_path / "out", name="x")
    given, shown = ClipReader(source), ClipReader(tmp_path / "out" / record.file)
    facts = shown.facts()
    assert (facts.width, facts.height) == (given.facts().width, given.facts().height) == (64, 96)
    before, after = (planes_of(reader.frame_at(0.2), (64, 96), STILL)[0].astype(int) for reader in (given, shown))
    assert np.abs(before - after).mean() < 4


def test_of_a_clip_with_a_damaged_end_a_copy_of_what_is_there_is_made(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", seconds=4, options={"g": "10"}, sounds=[(48_000, tone(4))])
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    record = protect_clip(path, tmp_path / "out", name="x")
    assert 20 < record.frames < 100


def test_a_code_is_gone_from_every_frame(tmp_path: Path) -> None:
    code = np.asarray(zxingcpp.create_barcode("contoh", zxingcpp.BarcodeFormat.QRCode).to_image(scale=4), np.uint8)
    frame = np.full((240, 320, 3), 120, np.uint8)
    frame[40 : 40 + len(code), 60 : 60 + len(code)] = code[..., None]
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=10)
        video.width, video.height, video.pix_fmt = 320, 240, "yuv420p"
        for _ in range(6):
            container.mux(video.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(video.encode())
    record = protect_clip(path, tmp_path / "out", name="x")
    assert record.codes == 1
    with av.open(str(tmp_path / "out" / record.file)) as container:
        shown = [one.to_ndarray(format="rgb24") for one in container.decode(video=0)]
    assert [find_codes(pixels) for pixels in shown] == [[]] * 6
