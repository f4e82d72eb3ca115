"""Measure integrated loudness and true peak, after EBU R 128."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame

from vlogkit.media.sound import RATE, Samples

SILENCE = -70.0
"""Below this gate (LUFS) nothing counts as sound (ITU-R BS.1770)."""


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS and the highest true peak in dBTP; -inf is silence."""

    integrated: float
    peak: float

    @property
    def silent(self) -> bool:
        """True where there is nothing to make louder."""
        return self.integrated <= SILENCE


def measure(blocks: Iterable[Samples]) -> Loudness:
    """Measure 48 kHz stereo given in blocks, by libavfilter's ebur128."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo", time_base=Fraction(1, RATE))
    meter, sink = graph.add("ebur128", "peak=true:metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    at = 0
    read: dict[str, str] = {}
    for block in blocks:
        graph.push(frame_of(block, at))
        at += len(block)
        read = _drain(graph) or read
    graph.push(None)
    read = _drain(graph) or read
    loud = float(read.get("lavfi.r128.I", "-inf"))
    top = float(read.get("lavfi.r128.true_peak", "0"))
    return Loudness(loud if loud > SILENCE else float("-inf"), float(20 * np.log10(top)) if top > 0 else float("-inf"))


def frame_of(block: Samples, at: int) -> AudioFrame:
    """A block as an audio frame that starts at sample `at`."""
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(block.T), format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
    return frame


def _drain(graph: av.filter.Graph) -> dict[str, str]:
    read: dict[str, str] = {}
    while True:
        try:
            read = dict(graph.pull().metadata) or read
        except (BlockingIOError, EOFError):
            return read
