"""Any phone's file is known before it is used, and one that cannot be used says why."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from tests.clips import MEDIA, tone, with_cover, write_clip

from vlogkit.errors import MediaError
from vlogkit.intake.footage.inspection import probe
from vlogkit.records.clips.footage import Footage


def codes(footage: Footage) -> set[str]:
    return {finding.code for finding in footage.findings} - {"footage-small"}


@pytest.mark.parametrize(("rotation", "size"), [(0, (96, 64)), (90, (64, 96)), (180, (96, 64)), (-90, (64, 96))])
def test_a_turned_phone_gives_the_size_as_seen(tmp_path: Path, rotation: int, size: tuple[int, int]) -> None:
    picture = probe(write_clip(tmp_path / "a.mp4", rotation=rotation)).picture
    assert picture is not None
    assert ((picture.width, picture.height), picture.rotation) == (size, rotation % 360)


def test_pixels_that_are_not_square_are_made_square(tmp_path: Path) -> None:
    picture = probe(write_clip(tmp_path / "a.mp4", pixel=Fraction(4, 3))).picture
    assert picture is not None
    assert (picture.width, picture.height, picture.pixel_ratio) == (128, 64, (4, 3))


def test_a_variable_rate_is_told_from_a_constant_one(tmp_path: Path) -> None:
    times = np.cumsum([0.02, 0.05] * 30).tolist()
    varied, even = probe(write_clip(tmp_path / "a.mp4", times=times)), probe(write_clip(tmp_path / "b.mp4"))
    assert varied.picture is not None
    assert even.picture is not None
    assert (varied.picture.variable_rate, even.picture.variable_rate) == (True, False)
    assert float(Fraction(*varied.picture.rate)) == pytest.approx(60 / 2.1, rel=0.03)


@pytest.mark.parametrize("rate", [Fraction(30_000, 1_001), Fraction(24), Fraction(60), Fraction(25, 2)])
def test_constant_rates_are_exact_and_constant(tmp_path: Path, rate: Fraction) -> None:
    picture = probe(write_clip(tmp_path / "a.mp4", rate=rate)).picture
    assert picture is not None
    assert (float(Fraction(*picture.rate)), picture.variable_rate) == (
        pytest.approx(float(rate), rel=1e-3),
        False,
    )


@pytest.mark.parametrize(("curve", "name"), [(18, "hlg"), (16, "pq")])
def test_ten_bit_hevc_with_hdr_is_recognised(tmp_path: Path, curve: int, name: str) -> None:
    if "libx265" not in av.codecs_available:
        pytest.skip("this build of PyAV has no HEVC encoder")
    tags = {"color_trc": curve, "color_primaries": 9, "colorspace": 9}
    quiet = {"x265-params": "log-level=none", "preset": "ultrafast"}
    path = tmp_path / "a.mp4"
    write_clip(path, codec="libx265", layout="yuv420p10le", tags=tags, options=quiet, seconds=0.6)
    footage = probe(path)
    assert footage.picture is not None
    assert (footage.picture.codec, footage.picture.bits, footage.picture.dynamic) == ("hevc", 10, name)
    assert "footage-hdr" in codes(footage)


def test_mono_at_44100_is_described(tmp_path: Path) -> None:
    sound = tone(2, rate=44_100, channels=1)
    (track,) = probe(write_clip(tmp_path / "a.mp4", sounds=[(44_100, sound)])).sounds
    assert (track.rate, track.channels, track.peak_db) == (44_100, 1, pytest.approx(-14, abs=1.5))


def test_a_clip_without_sound_and_one_that_is_silent_are_told_apart(tmp_path: Path) -> None:
    silent = write_clip(tmp_path / "b.mp4", sounds=[(48_000, tone(2) * 0)])
    assert (codes(probe(write_clip(tmp_path / "a.mp4"))), codes(probe(silent))) == (
        {"footage-no-sound"},
        {"footage-silent"},
    )


def test_of_several_tracks_the_first_that_is_heard_is_used(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2) * 0), (48_000, tone(2))])
    footage = probe(path)
    assert (footage.sound, codes(footage)) == (1, {"footage-several-sounds"})


def test_sound_that_goes_on_after_the_picture_belongs_to_the_talk_and_is_no_damage(tmp_path: Path) -> None:
    for name in ("a.mp4", "a.mkv"):
        footage = probe(write_clip(tmp_path / name, seconds=1, sounds=[(48_000, tone(5))]))
        assert "footage-damaged" not in codes(footage)
        assert footage.seconds == pytest.approx(5, abs=0.1)


def test_a_longer_track_that_is_not_used_changes_nothing(tmp_path: Path) -> None:
    sounds = [(48_000, tone(2)), (48_000, tone(6))]
    footage = probe(write_clip(tmp_path / "a.mp4", seconds=2, sounds=sounds))
    assert "footage-damaged" not in codes(footage)
    assert footage.seconds == pytest.approx(2, abs=0.1)


def test_a_cover_picture_is_not_the_picture_of_a_clip(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2) * 0), (48_000, tone(2))])
    footage = probe(with_cover(clip, tmp_path / "b.mp4"))
    assert footage.picture is not None
    with av.open(str(tmp_path / "b.mp4")) as container:
        assert container.streams[footage.picture.index].codec_context.width == footage.picture.width == 96
        assert container.streams[footage.sound_stream()].type == "audio"


def test_a_picture_is_known_by_its_content(tmp_path: Path) -> None:
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"):
        Image.new("RGB", (64, 64)).save(tmp_path / "a.mp4", format=kind)
        with pytest.raises(MediaError, match="a picture, not a clip"):
            probe(tmp_path / "a.mp4")


def test_overdriven_sound_is_found(tmp_path: Path) -> None:
    square = np.sign(tone(2, channels=1)) * 1.2
    assert "footage-clipped" in codes(probe(write_clip(tmp_path / "a.mp4", sounds=[(48_000, square)])))


def test_a_sound_recording_has_no_picture(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2))])
    with av.open(str(path)) as source, av.open(str(tmp_path / "b.m4a"), "w") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    footage = probe(tmp_path / "b.m4a")
    assert (footage.picture, footage.sound, footage.seconds) == (None, 0, pytest.approx(2, abs=0.1))


def test_a_damaged_end_is_told_and_what_comes_before_is_usable(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", seconds=6, options={"g": "25"}, sounds=[(48_000, tone(6))])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    footage = probe(path)
    assert "footage-damaged" in codes(footage)
    assert 0.5 < footage.seconds < 5 < footage.promised


def test_a_recording_without_its_index_says_it_was_not_finished(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=3)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(MediaError, match="not finished"):
        probe(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.mp4", b"", "empty"),
        ("a.mp4", b"This is a text file, not a clip. " * 20, "not a clip that can be read"),
        ("a.jpg", b"\xff\xd8\xff", "a picture, not a clip"),
    ],
)
def test_what_is_no_clip_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(MediaError, match=reason) as raised:
        probe(path)
    assert raised.value.hint


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no such file"):
        probe(tmp_path / "none.mp4")
    with pytest.raises(MediaError, match="folder"):
        probe(tmp_path)


def test_a_clip_of_a_moment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="lasts only"):
        probe(write_clip(tmp_path / "a.mp4", seconds=0.12))


def test_footage_comes_back_from_json_as_it_was(tmp_path: Path) -> None:
    footage = probe(write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2))]))
    assert Footage.model_validate_json(footage.model_dump_json()) == footage


@pytest.mark.parametrize(
    ("name", "size", "seconds"),
    [
        ("talk-with-pauses.mp4", (1280, 720), 42.4),
        ("street-cars.mp4", (768, 432), 30.16),
        ("sign-language-1.mkv", (640, 480), 1.7),
    ],
)
def test_real_clips_are_known(name: str, size: tuple[int, int], seconds: float) -> None:
    if not (MEDIA / name).exists():
        pytest.skip("the sample clips are not beside the repository")
    footage = probe(MEDIA / name)
    assert footage.picture is not None
    assert ((footage.picture.width, footage.picture.height), footage.seconds) == (
        size,
        pytest.approx(seconds, abs=0.05),
    )
