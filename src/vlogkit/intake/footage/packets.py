"""Read a clip's packet times, rates, gaps and breaks without decoding it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
from av.container import InputContainer

_UNEVEN = 0.2
"""Share of the usual frame's length by which one frame in twenty must differ for a variable rate."""


@dataclass
class PacketTrack:
    """Packet times of one stream, in seconds from the clip's start."""

    times: list[float] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)
    damaged: int = 0

    def first(self) -> float:
        """When it starts."""
        return min(self.times, default=0.0)

    def end(self) -> float:
        """When its last packet ends."""
        if not self.times:
            return 0.0
        last = int(np.argmax(self.times))
        return self.times[last] + (self.lengths[last] or self.usual())

    def usual(self) -> float:
        """The median time from one frame to the next."""
        gaps = self.gaps()
        return float(np.median(gaps)) if len(gaps) else 0.0

    def gaps(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Times from each frame to the next, in order of time."""
        gaps: np.ndarray[tuple[int], np.dtype[np.float64]] = np.diff(np.sort(np.array(self.times, np.float64)))
        return gaps

    def uneven(self) -> bool:
        """Whether frames stand for different times: at a constant rate, rounding aside, none does."""
        gaps = self.gaps()
        if len(gaps) < 4:
            return False
        off = np.abs(gaps - np.median(gaps)) > max(_UNEVEN * float(np.median(gaps)), 0.0015)
        return bool(off.mean() > 0.02)


@dataclass
class Packets:
    """The tracks by the index of their stream, and whether the file broke off while it was read."""

    tracks: dict[int, PacketTrack] = field(default_factory=dict)
    broken: bool = False

    def end(self) -> float:
        """When the last packet of all tracks ends."""
        return max((track.end() for track in self.tracks.values()), default=0.0)


def read_packets(container: InputContainer) -> Packets:
    """Walk through the whole file once."""
    zero = Fraction(container.start_time or 0, 1_000_000)
    found = Packets({stream.index: PacketTrack() for stream in container.streams})
    packets = container.demux()
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return found
        except av.FFmpegError:
            found.broken = True
            return found
        if packet.size == 0 or packet.time_base is None:
            continue
        track = found.tracks[packet.stream_index]
        track.damaged += bool(packet.is_corrupt)
        stamp = packet.pts if packet.pts is not None else packet.dts
        if stamp is not None and not packet.is_discard:
            track.times.append(float(stamp * packet.time_base - zero))
            track.lengths.append(float((packet.duration or 0) * packet.time_base))
