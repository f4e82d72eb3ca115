"""Read a clip's frame at any time, upright and in the encoder's own colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace, ColorTrc, Interpolation

from vlogkit.errors import MediaError
from vlogkit.media.clip_streams import CONVERT, open_clip, packets_of, picture_stream, pictures_in, unreadable
from vlogkit.media.colour import STILL, Bytes, Space, to_planes
from vlogkit.media.hdr import to_sdr

_AHEAD = 3.0
"""Seconds that are decoded through rather than sought over."""
_MATRICES = {
    1: Colorspace.ITU709,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
"""Matrix coefficients as files number them (ITU-T H.273, table 4)."""
_HDR = {int(ColorTrc.SMPTE2084), int(ColorTrc.ARIB_STD_B67)}


@dataclass(frozen=True)
class ClipFacts:
    """What a clip is: its size as seen (turned, square pixels), and its length in seconds."""

    width: int
    height: int
    seconds: float


class ClipReader:
    """One open clip. Frames asked in order are cheap; any order gives the same frames. Not for two threads
    at once."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._container = open_clip(self.path)
        stream = picture_stream(self._container)
        if stream is None:
            self._container.close()
            raise MediaError("there is no picture in this clip", where=self.path, hint="Use a video file.")
        self._stream = stream
        self._stream.thread_type = "AUTO"
        self._base = Fraction(stream.time_base or 1)
        self._zero = Fraction(self._container.start_time or 0, 1_000_000)
        self._frames: Iterator[VideoFrame] = iter(())
        self._now: VideoFrame | None = None
        self._next: VideoFrame | None = None
        self._restart(None)

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def facts(self) -> ClipFacts:
        """Size and length."""
        frame = self.frame_at(0.0)
        width, height = self.size(frame)
        length = self._container.duration
        own = self._stream.duration
        seconds = float(own * self._base) if own else (length or 0) / 1_000_000
        return ClipFacts(width, height, seconds)

    def size(self, frame: VideoFrame) -> tuple[int, int]:
        """As seen: square pixels, turned upright."""
        ratio = self._stream.codec_context.sample_aspect_ratio or 1
        width = max(2, round(frame.width * Fraction(ratio)))
        return (frame.height, width) if frame.rotation % 180 else (width, frame.height)

    def frame_at(self, seconds: float) -> VideoFrame:
        """The frame nearest to a time from the clip's start; the last one where the clip has ended."""
        current = self._time(self._now)
        if seconds < current or seconds > current + _AHEAD:
            self._seek(seconds)
        while self._next is not None and self._time(self._next) <= seconds:
            self._step()
        now, following = self._now, self._next
        assert now is not None
        if following is not None and self._time(following) - seconds < seconds - self._time(now):
            return following
        return now

    def _time(self, frame: VideoFrame | None) -> float:
        if frame is None or frame.pts is None or frame.time_base is None:
            return 0.0
        return float(frame.pts * frame.time_base - self._zero)

    def _seek(self, seconds: float) -> None:
        for back in (0.0, 2.0, 10.0):
            self._restart(max(0.0, seconds - back))
            if self._time(self._now) <= seconds:
                return
        self._restart(None)

    def _restart(self, seconds: float | None) -> None:
        """Begin to decode at the key frame before a time, or at the beginning."""
        try:
            if seconds is None and self._now is not None:
                self._container.seek(0, any_frame=False, backward=True)
            elif seconds is not None:
                offset = int((Fraction(seconds) + self._zero) / self._base)
                self._container.seek(offset, stream=self._stream, any_frame=False, backward=True)
            self._frames = self._decode()
            first = next(self._frames, None)
        except av.FFmpegError as fault:
            raise unreadable(self.path, fault) from None
        if first is None and seconds is not None:
            self._restart(None)
            return
        if first is None:
            raise MediaError("no frame of this clip can be decoded", where=self.path, hint=CONVERT)
        self._now, self._next = first, first
        self._step()

    def _decode(self) -> Iterator[VideoFrame]:
        """Frames in order of time."""
        for packet in packets_of(self._container, self._stream):
            for frame in pictures_in(packet):
                if frame.pts is not None:
                    yield frame

    def _step(self) -> None:
        self._now, self._next = self._next, next(self._frames, None)


def planes_of(frame: VideoFrame, size: tuple[int, int], space: Space) -> tuple[Bytes, Bytes, Bytes]:
    """A frame scaled to `size` (as seen, even) in our space: BT.709 limited or RGB, whatever it was."""
    width, height = size[::-1] if frame.rotation % 180 else size
    source = _source_colours(frame)
    if frame.color_trc in _HDR:
        deep = frame.reformat(width, height, "rgb48le", interpolation=Interpolation.BICUBIC, **source)
        rgb = to_sdr(np.asarray(deep.to_ndarray(), np.uint16), hlg=frame.color_trc == int(ColorTrc.ARIB_STD_B67))
        return _turn(to_planes(rgb, space), frame.rotation)
    if space.half and (width, height) == (frame.width, frame.height) and _is_ours(frame, source):
        first, second, third = (plane_samples(plane) for plane in frame.planes)
        return _turn((first, second, third), frame.rotation)
    layout = "gbrp" if space is STILL else "yuv420p"
    ours = {"dst_colorspace": Colorspace.ITU709, "dst_color_range": ColorRange.MPEG}
    target = {} if space is STILL else ours
    done = frame.reformat(width, height, layout, interpolation=Interpolation.BICUBIC, **source, **target)
    first, second, third = (plane_samples(plane) for plane in done.planes)
    return _turn((third, first, second) if space is STILL else (first, second, third), frame.rotation)


def _is_ours(frame: VideoFrame, source: dict[str, int]) -> bool:
    """True for 8-bit 4:2:0 in BT.709, limited: nothing is to be converted."""
    wanted = {"src_colorspace": Colorspace.ITU709, "src_color_range": ColorRange.MPEG}
    even = frame.width % 2 == frame.height % 2 == 0
    return even and frame.format.name == "yuv420p" and source == wanted


def plane_samples(plane: VideoPlane) -> Bytes:
    """A plane's samples, without the padding of its lines."""
    lines = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return lines[: plane.height, : plane.width]


def _source_colours(frame: VideoFrame) -> dict[str, int]:
    """What the file says of its colours; where it says nothing, SD is BT.601 and HD is BT.709, limited."""
    guess = Colorspace.ITU709 if min(frame.width, frame.height) >= 720 else Colorspace.ITU601
    full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")
    if frame.format.is_rgb:
        return {}
    return {
        "src_colorspace": _MATRICES.get(int(frame.colorspace), guess),
        "src_color_range": ColorRange.JPEG if full else ColorRange.MPEG,
    }


def _turn(planes: tuple[Bytes, Bytes, Bytes], rotation: int) -> tuple[Bytes, Bytes, Bytes]:
    quarter = round(rotation / 90) % 4
    if not quarter:
        return planes
    first, second, third = (np.ascontiguousarray(np.rot90(plane, quarter)) for plane in planes)
    return first, second, third
