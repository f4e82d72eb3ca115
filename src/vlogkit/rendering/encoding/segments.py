"""Pack encoded packets into one blob with its own checksum, and unpack it."""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from typing import NamedTuple

_MAGIC = b"VKS1"
_DIGEST = 32


class Coded(NamedTuple):
    """One encoded picture or block of sound: `pts` counts from the segment's start, in frames or samples."""

    data: bytes
    pts: int
    key: bool


@dataclass(frozen=True)
class Segment:
    """Packets in the order of decoding; `extradata` is the codec's header, which all segments of a file
    share."""

    extradata: bytes
    packets: tuple[Coded, ...]

    def pack(self) -> bytes:
        """Checksum, header, data."""
        header = json.dumps(
            {
                "extradata": self.extradata.hex(),
                "packets": [[len(packet.data), packet.pts, int(packet.key)] for packet in self.packets],
            },
            separators=(",", ":"),
        ).encode()
        body = struct.pack("<I", len(header)) + header + b"".join(packet.data for packet in self.packets)
        return _MAGIC + hashlib.sha256(body).digest() + body


def unpack(blob: bytes) -> Segment | None:
    """The segment in a blob; None if a single byte of it is not as it was packed."""
    start = len(_MAGIC) + _DIGEST
    body = memoryview(blob)[start:]
    if blob[: len(_MAGIC)] != _MAGIC or hashlib.sha256(body).digest() != blob[len(_MAGIC) : start]:
        return None
    (length,) = struct.unpack_from("<I", body)
    header = json.loads(bytes(body[4 : 4 + length]))
    at, packets = 4 + length, []
    for size, pts, key in header["packets"]:
        packets.append(Coded(bytes(body[at : at + size]), pts, bool(key)))
        at += size
    return Segment(bytes.fromhex(header["extradata"]), tuple(packets))
