"""Of a file with several pictures one is shown, and what is damaged is walked past."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from tests.clips import GROUND, tone, with_cover, write_clip

from vlogkit.errors import MediaError
from vlogkit.intake.footage.inspection import probe
from vlogkit.intake.protecting.protected_clips import protect_clip
from vlogkit.media.clip_streams import open_clip, packets_of, picture_stream, pictures_in
from vlogkit.media.clips import ClipReader, planes_of
from vlogkit.media.colour import STILL
from vlogkit.media.sound import hear


def test_a_cover_picture_before_the_film_is_not_shown(tmp_path: Path) -> None:
    clip = with_cover(write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2))]), tmp_path / "b.mp4")
    with av.open(str(clip)) as container:
        assert container.streams.video[0].width == 32
    reader = ClipReader(clip)
    assert (reader.facts().width, reader.facts().seconds) == (96, pytest.approx(2, abs=0.1))
    red = planes_of(reader.frame_at(1.0), (96, 64), STILL)[0]
    assert float(np.median(red)) == pytest.approx(GROUND[0], abs=20)  # white in the cover


def test_a_song_with_a_cover_has_no_picture(tmp_path: Path) -> None:
    song = write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2))])
    with av.open(str(song)) as given, av.open(str(tmp_path / "b.m4a"), "w") as made:
        copied = made.add_stream_from_template(given.streams.audio[0])
        for packet in given.demux(given.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = copied
                made.mux(packet)
    covered = with_cover(tmp_path / "b.m4a", tmp_path / "c.mp4")
    with open_clip(covered) as container:
        assert container.streams.video
        assert picture_stream(container) is None
    with pytest.raises(MediaError, match="no picture"):
        ClipReader(covered)


def test_a_damaged_stretch_is_passed_over(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", seconds=4, codec="mpeg4", options={"g": "5"})
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + 400] = np.random.default_rng(2).integers(0, 255, 400, dtype=np.uint8).tobytes()
    path.write_bytes(bytes(data))
    with open_clip(path) as container:
        stream = picture_stream(container)
        assert stream is not None
        times = [frame.time for packet in packets_of(container, stream) for frame in pictures_in(packet)]
    assert times[-1] == pytest.approx(3.96, abs=0.1)


def test_titles_in_an_older_encoding_keep_no_clip_from_being_read(tmp_path: Path) -> None:
    """Cameras and old programs write names in Latin-1, which is no UTF-8."""
    clip = write_clip(tmp_path / "a.mp4", sounds=[(48_000, tone(2))])
    data = clip.read_bytes()
    old = (
        data.replace(b"VideoHandler", b"Vid\xe9oHandler")
        .replace(b"SoundHandler", b"S\xf3undHandler")
        .replace(b"Lavf", b"L\xe4vf")
    )
    assert old.count(b"\xe9") > data.count(b"\xe9")
    clip.write_bytes(old)
    assert probe(clip).sounds
    assert ClipReader(clip).facts().width == 96
    assert len(hear(clip)) > 0
    copy = protect_clip(clip, tmp_path / "copies", name="x")
    assert copy.frames == 50
    assert b"Vid\xe9o" not in (tmp_path / "copies" / copy.file).read_bytes()
