"""Encode frames as H.264 with libx264, through PyAV."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from vlogkit.errors import RenderError
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segments import Coded
from vlogkit.rendering.frames.planes import Planes


def options_of(settings: EncoderSettings, fps: Fraction) -> dict[str, str]:
    """Options for libx264, the same for every piece of a video: closed groups, and headers that fit each
    other. Bits go where a picture is flat or even (`aq-mode=2`): the same SSIM in a twelfth less, by
    `benchmarks/bytes.py`."""
    gop = settings.gop(float(fps))
    parameters = f"keyint={gop}:bframes={settings.b_frames}:aq-mode=2:open-gop=0:stitchable=1"
    return {
        "preset": settings.preset,
        "crf": f"{settings.crf:g}",
        "profile": "high",
        "x264-params": parameters,
    }


def set_up(context: Any, width: int, height: int, fps: Fraction) -> None:
    """Size, clock and colours (BT.709, limited) of a video codec context or stream's context."""
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.framerate, context.time_base = fps, 1 / fps
    context.color_range, context.colorspace = int(ColorRange.MPEG), int(Colorspace.ITU709)
    context.color_primaries, context.color_trc = int(ColorPrimaries.BT709), int(ColorTrc.BT709)
    context.flags |= av.codec.context.Flags.global_header


class Encoder:
    """libx264 over frames of one size, on the caller's thread alone; one instance encodes neighbouring frames."""

    def __init__(self, width: int, height: int, fps: Fraction, settings: EncoderSettings) -> None:
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, VideoCodecContext)
        set_up(context, width, height, fps)
        context.options = options_of(settings, fps)
        context.thread_count = 1
        try:
            context.open()
        except av.FFmpegError as fault:
            raise RenderError(f"x264 does not take this: {fault.strerror}") from None
        self._context = context
        self._shape = (height * 3 // 2, width)
        self._count = 0

    @property
    def extradata(self) -> bytes:
        """The stream's header."""
        return bytes(self._context.extradata or b"")

    def add(self, planes: Planes) -> Iterator[Coded]:
        """Encode the next frame; its buffer may be drawn on again when this has been read to its end."""
        frame = VideoFrame.from_numpy_buffer(planes.buffer.reshape(self._shape), format="yuv420p")
        frame.pts, frame.time_base = self._count, self._context.time_base
        self._count += 1
        yield from self._packets(frame)

    def finish(self) -> Iterator[Coded]:
        """What the encoder still holds back."""
        yield from self._packets(None)

    def _packets(self, frame: VideoFrame | None) -> Iterator[Coded]:
        try:
            for packet in self._context.encode(frame):
                yield Coded(bytes(packet), int(packet.pts or 0), packet.is_keyframe)
        except av.FFmpegError as fault:
            raise RenderError(f"a frame could not be encoded: {fault.strerror}") from None
