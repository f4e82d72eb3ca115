"""Open a clip's file, choose the picture stream that is shown, and walk past what is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from vlogkit.errors import MediaError, OutsideError

CONVERT = "Convert it to MP4 (H.264 and AAC) on the phone or a computer and use that."


def opened(file: Path | str) -> InputContainer:
    """A file as FFmpeg opens it. Titles in another encoding than UTF-8, as old cameras write them, are read as far as they
    can be. Raises av.FFmpegError, OSError."""
    return av.open(str(file), metadata_errors="replace")


def open_clip(path: Path) -> InputContainer:
    """The open file of a clip or a sound; whoever opens it closes it. Raises MediaError, OutsideError."""
    try:
        return opened(path)
    except FileNotFoundError:
        hint = "Check the name, or put the clip there."
        raise MediaError("the clip does not exist", where=path, hint=hint) from None
    except (IsADirectoryError, PermissionError) as fault:
        raise OutsideError(f"the clip cannot be read: {fault.strerror}", where=path) from None
    except (av.FFmpegError, OSError) as fault:
        raise unreadable(path, fault) from None


def unreadable(path: Path, fault: BaseException) -> MediaError:
    """The error for a clip that PyAV has given up on."""
    reason = getattr(fault, "strerror", None) or str(fault)
    return MediaError(f"the clip cannot be read: {reason}", where=path, hint=CONVERT)


def picture_stream(container: InputContainer) -> VideoStream | None:
    """The stream that is shown: the first that can be decoded and is not a cover picture; where none can be decoded, the
    first; None where there are only covers, as in songs."""
    streams = [each for each in container.streams.video if not each.disposition & Disposition.attached_pic]
    return next((each for each in streams if can_decode(each)), next(iter(streams), None))


def can_decode(stream: VideoStream | AudioStream) -> bool:
    """Whether there is a decoder for a stream; PyAV has no codec context where there is none, whatever its types say."""
    return bool(stream.codec_context)


def packets_of(container: InputContainer, *streams: VideoStream | AudioStream) -> Iterator[Packet[Stream]]:
    """The packets of the streams in the file's order, an empty one last for each; a damaged end is the end."""
    try:
        yield from container.demux(*streams)
    except av.FFmpegError:
        return


def pictures_in(packet: Packet[Stream]) -> list[VideoFrame]:
    """The pictures of a packet; none of one that cannot be decoded."""
    try:
        return [frame for frame in packet.decode() if isinstance(frame, VideoFrame)]
    except av.FFmpegError:
        return []


def sounds_in(packet: Packet[Stream]) -> list[AudioFrame]:
    """The pieces of sound in a packet; none of one that cannot be decoded."""
    try:
        return [frame for frame in packet.decode() if isinstance(frame, AudioFrame)]
    except av.FFmpegError:
        return []
