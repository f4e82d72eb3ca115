"""Make a copy of a clip with faces, plates and codes blurred on every frame, and no metadata."""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from vlogkit.errors import MediaError
from vlogkit.files import new_file, sha256_of
from vlogkit.intake.protecting.blurring import CELLS, GROW, Shape, in_pixels, kept
from vlogkit.intake.protecting.finders import finders
from vlogkit.intake.protecting.picture_notes import Care, care_of
from vlogkit.intake.protecting.private_areas import PrivateAreas, private_areas_of_frame
from vlogkit.intake.protecting.protected_pictures import content_of, intact
from vlogkit.intake.protecting.tracking import BoxTrack, at, tracks
from vlogkit.keeping.kept_notes import Kept
from vlogkit.machine import cores
from vlogkit.media.clip_streams import open_clip, packets_of, picture_stream, pictures_in, sounds_in
from vlogkit.media.clips import plane_samples
from vlogkit.media.sound import heard_stream
from vlogkit.records.base import Record
from vlogkit.seeing.found_boxes import Found

Planes = tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]

LOOKS_A_SECOND = 6.0
"""How often is looked; between two looks a box moves in a straight line."""
HOLD = 0.6
"""Seconds that a box stays before the first and after the last find, and that a track may be unseen."""
VERSION = 5
"""Goes up with every change of how a copy is written down; a change of what finds is seen by itself."""
QUALITY = "16"
"""CRF of the copy: it is encoded again when the story is rendered."""


class ProtectedClip(Record):
    """A copy that may be shown, in the folder it was written to."""

    file: str
    sha256: str
    frames: int
    faces: int
    """Faces that were followed through the clip."""
    plates: int
    codes: int = 0
    removed: tuple[str, ...] = ()
    care: Care = Care()


def protect_clip(
    source: Path, folder: Path, *, name: str, care: Care | None = None, domains: Collection[str] = ()
) -> ProtectedClip:
    """Write `folder/NAME-….mp4`: upright, faces, plates and codes blurred on every frame, sound kept, metadata dropped.

    A person's timed boxes and `blur: none` come from `CLIP.care.yaml`, unless `care` is given; codes that lead to
    `domains` stay. The same clip is not
    worked on again while nothing that its pixels depend on has changed. Raises InputError, MediaError, SeveralErrors,
    OutsideError.
    """
    care = care_of(source) if care is None else care
    notes = Kept(folder, ProtectedClip, version=VERSION)
    pixels = care.model_dump(mode="json", include={"blur", "boxes", "keep"})
    stem = f"{name}-{notes.key(pixels, content_of(source, folder), sorted(domains), finders())[:12]}"
    known = notes.read(stem)
    if known is not None and intact(folder / known.file, known.sha256, folder):
        return known.model_copy(update={"care": care})
    copy = folder / f"{stem}.mp4"
    with _damage_told(source):
        found = _look(source, domains)
    with new_file(copy, private=True) as made, _damage_told(source):
        frames, removed = _copy(source, made, found, care)
    record = ProtectedClip(
        file=copy.name, sha256=sha256_of(copy), frames=frames, faces=len(found.faces), plates=len(found.plates),
        codes=len(found.codes), removed=removed, care=care,
    )  # fmt: skip
    return notes.write(stem, record)


@contextmanager
def _damage_told(source: Path) -> Iterator[None]:
    """Tell what FFmpeg says of a clip as its damage; a full disk is none."""
    try:
        yield
    except av.FFmpegError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise
        hint = "Copy it again from the phone or camera."
        raise MediaError(f"this clip is damaged: {error}", where=source, hint=hint) from None


@dataclass(frozen=True)
class _Seen:
    """The tracks of a clip, its frames a second, and the size of a frame of the copy: upright, of even sides."""

    faces: list[BoxTrack]
    plates: list[BoxTrack]
    codes: list[BoxTrack]
    rate: float
    size: tuple[int, int]

    def boxes(self, frame: int, care: Care, width: int, height: int) -> Iterator[tuple[Found, Shape]]:
        """What is blurred on a frame."""
        if care.blur == "none":
            return
        faces = self.faces if care.blur == "auto" else []
        groups: tuple[tuple[list[BoxTrack], Shape], ...] = ((faces, "oval"), (self.plates, "box"), (self.codes, "box"))
        for group, shape in groups:
            for track in group:
                box = at(track, frame, hold=round(HOLD * self.rate))
                if box is not None and not kept(box, care.keep, width, height):
                    yield box, shape
        seconds = frame / self.rate
        for area in care.boxes:
            if area.start <= seconds and (area.end is None or seconds < area.end):
                yield in_pixels(area, width, height), "box"


def _look(source: Path, domains: Collection[str]) -> _Seen:
    """Find faces, plates and codes six times a second, on every core, and link what belongs together."""
    looks: dict[int, Future[PrivateAreas]] = {}
    workers = cores()
    with open_clip(source) as container, ThreadPoolExecutor(workers, "vlogkit-protect") as pool:
        stream = _picture(container, source)
        rate = float(_rate(stream))
        step = max(1, round(rate / LOOKS_A_SECOND))
        number, frame = -1, None
        for number, frame in enumerate(_frames(container, stream)):
            if number % step == 0:
                looks[number] = pool.submit(_find, frame, domains)
                # Decoding waits for the finders: frames that nobody has looked at yet would fill the memory.
                wait_for = number - 2 * workers * step
                if wait_for in looks:
                    looks[wait_for].result()
        if frame is None:
            raise MediaError("this clip has no frames", where=source, hint="Use another clip.")
        if number not in looks:
            looks[number] = pool.submit(_find, frame, domains)
        seen = {number: look.result() for number, look in looks.items()}
    patience = max(step, round(HOLD * rate))
    faces, plates, codes = (
        tracks({number: areas[kind] for number, areas in seen.items()}, patience=patience) for kind in range(3)
    )
    steady = [track for track in plates if len(track.boxes) > 1]
    height, width = _planes(frame)[0].shape
    return _Seen(faces, steady, codes, rate, (width, height))


def _find(frame: VideoFrame, domains: Collection[str]) -> PrivateAreas:
    """The private areas of one frame."""
    pixels = _upright(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8), frame)
    return private_areas_of_frame(pixels, domains)


def _frames(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """The frames that can be decoded, in order."""
    for packet in packets_of(container, stream):
        yield from pictures_in(packet)


def _copy(source: Path, target: Path, seen: _Seen, care: Care) -> tuple[int, tuple[str, ...]]:
    """Write the copy; how many frames it has, and what was left out of it."""
    count = 0
    with (
        open_clip(source) as given,
        av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as made,
    ):
        stream, sound = _picture(given, source), _sound(given, source)
        shown = _encoder(made, stream, *seen.size)
        carry = _carrier(made, sound) if sound is not None else None
        for packet in packets_of(given, *[one for one in (stream, sound) if one is not None]):
            if carry is not None and packet.stream is sound:
                made.mux(carry(packet))
                continue
            for frame in pictures_in(packet):
                made.mux(shown.encode(_covered(frame, count, seen, care)))
                count += 1
        made.mux(shown.encode(None))
        removed = ("metadata",) if {**given.metadata, **stream.metadata} else ()
    return count, removed


def _carrier(made: OutputContainer, sound: AudioStream) -> Callable[[Packet[Stream]], list[Packet[AudioStream]]]:
    """What a packet of the sound becomes in the copy: AAC stays as it is, all else is encoded as AAC."""
    if sound.codec_context.name == "aac":
        copied = made.add_stream_from_template(sound)

        def carry(packet: Packet[Stream]) -> list[Packet[AudioStream]]:
            packet.stream = copied
            return [packet] if packet.dts is not None else []  # type: ignore[list-item]  # it is one of the copy now

        return carry
    encoded = made.add_stream("aac", rate=48_000)

    def encode(packet: Packet[Stream]) -> list[Packet[AudioStream]]:
        done = [each for frame in sounds_in(packet) for each in encoded.encode(frame)]
        return done if packet.size else [*done, *encoded.encode(None)]

    return encode


def _covered(frame: VideoFrame, number: int, seen: _Seen, care: Care) -> VideoFrame:
    """A frame of the copy: upright, with everything blurred in it that must be."""
    planes = _planes(frame)
    height, width = planes[0].shape
    for box, shape in seen.boxes(number, care, width, height):
        _blur_planes(planes, box, shape)
    return _frame(planes, frame)


def _encoder(made: OutputContainer, stream: VideoStream, width: int, height: int) -> VideoStream:
    shown = made.add_stream("libx264", rate=_rate(stream))
    shown.width, shown.height, shown.pix_fmt = width, height, "yuv420p"
    if stream.time_base is not None:
        shown.codec_context.time_base = stream.time_base
    shown.options = {"crf": QUALITY, "preset": "veryfast"}
    given = stream.codec_context
    for name in ("color_range", "color_primaries", "color_trc", "colorspace"):
        setattr(shown.codec_context, name, getattr(given, name))
    if ratio := given.sample_aspect_ratio:
        turned = (width > height) != (given.width > given.height)
        shown.codec_context.sample_aspect_ratio = 1 / ratio if turned else ratio
    return shown


def _planes(frame: VideoFrame) -> Planes:
    """Y, U and V of a frame, upright, of even size, as arrays that can be written to."""
    plain = frame if frame.format.name == "yuv420p" else frame.reformat(format="yuv420p")
    y, u, v = (_upright(plane_samples(plane), frame) for plane in plain.planes)
    height, width = (side // 2 * 2 for side in y.shape)
    return y[:height, :width].copy(), u[: height // 2, : width // 2].copy(), v[: height // 2, : width // 2].copy()


def _upright(pixels: NDArray[np.uint8], frame: VideoFrame) -> NDArray[np.uint8]:
    turns = round(frame.rotation / 90) % 4
    return np.ascontiguousarray(np.rot90(pixels, turns)) if turns else pixels


def _frame(planes: Planes, given: VideoFrame) -> VideoFrame:
    y, u, v = planes
    frame = av.VideoFrame.from_ndarray(
        np.concatenate([y.ravel(), u.ravel(), v.ravel()]).reshape(y.shape[0] * 3 // 2, y.shape[1]), "yuv420p"
    )
    frame.pts, frame.time_base = given.pts, given.time_base
    frame.colorspace, frame.color_range = given.colorspace, given.color_range
    return frame


def _blur_planes(planes: Planes, box: Found, shape: Shape) -> None:
    """The same cells as in a picture, in each plane; the rest of the frame is not touched."""
    grow_x, grow_y = (box.right - box.left) * GROW[shape], (box.bottom - box.top) * GROW[shape]
    for plane, share in zip(planes, (1, 2, 2), strict=True):
        height, width = plane.shape
        left, right = max(0, int((box.left - grow_x) / share)), min(width, int((box.right + grow_x) / share) + 1)
        top, bottom = max(0, int((box.top - grow_y) / share)), min(height, int((box.bottom + grow_y) / share) + 1)
        if right - left < 2 or bottom - top < 2:
            continue
        patch = plane[top:bottom, left:right]
        h, w = patch.shape
        few = cv2.resize(patch, (min(CELLS, w), min(CELLS, h)), interpolation=cv2.INTER_AREA)
        soft = cv2.resize(few, (w, h), interpolation=cv2.INTER_CUBIC)
        mask = np.ones((h, w), bool)
        if shape == "oval":
            drawn = np.zeros((h, w), np.uint8)
            cv2.ellipse(drawn, (w // 2, h // 2), (max(1, w // 2), max(1, h // 2)), 0, 0, 360, 1, -1)
            mask = drawn > 0
        patch[mask] = soft[mask]


def _picture(container: InputContainer, source: Path) -> VideoStream:
    stream = picture_stream(container)
    if stream is None:
        raise MediaError("this file has no pictures", where=source, hint="Use a video.")
    stream.thread_type = "AUTO"
    return stream


def _sound(container: InputContainer, source: Path) -> AudioStream | None:
    """The one stream of sound that is used; the copy has no other."""
    chosen = heard_stream(source)
    return next((each for each in container.streams.audio if each.index == chosen), None)


def _rate(stream: VideoStream) -> Fraction:
    return stream.average_rate or stream.guessed_rate or Fraction(25)
