"""Encode a timeline's sound as AAC at the wanted loudness, measured on what a listener decodes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.packet import Packet

from vlogkit.errors import RenderError
from vlogkit.keeping.pixel_versions import versions
from vlogkit.media.sound import RATE, Samples
from vlogkit.records.base import fingerprint
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.encoding.segments import Coded, Segment
from vlogkit.rendering.sound import limiter
from vlogkit.rendering.sound.loudness import frame_of, measure
from vlogkit.rendering.sound.mix import BLOCK, Mix, gain_of
from vlogkit.rendering.sound.replay import Once

SOUND = 3
"""Goes up with every change that alters what is heard."""
FRAME = 1024
_TRIES = 4
_NEAR = 0.2
"""Loudness units off the target that are near enough."""
_HEADROOM = 0.6
"""Decibels below the wanted peak at which the limiter starts: coding adds peaks of its own."""


def key_of(timeline: Timeline, settings: EncoderSettings) -> str:
    """sha256 (hex) over what the sound's bytes depend on."""
    sound = timeline.sound.model_dump(mode="json")
    for part in (sound["music"] or {}, *sound["clips"]):
        part.pop("file", None)
        part.pop("licence", None)
    made_by = [SOUND, versions()]
    return fingerprint({"sound": sound, "seconds": timeline.seconds(), "kbps": settings.audio_kbps, "made_by": made_by})


def encode(
    timeline: Timeline, settings: EncoderSettings, cache: SegmentCache | None, cancel: threading.Event
) -> Segment:
    """The timeline's sound as AAC-LC, 48 kHz, stereo: integrated loudness and true peak as the timeline
    asks, measured after decoding. What is silent stays silent. Raises MediaError, RenderError."""
    key = key_of(timeline, settings)
    found = cache.get(key) if cache else None
    if found is not None:
        return found
    with Once(Mix(timeline.sound, timeline.seconds())) as mix:
        made = _mastered(mix, timeline, settings, cancel)
    if cache is not None:
        cache.put(key, made)
    return made


def _mastered(mix: Once, timeline: Timeline, settings: EncoderSettings, cancel: threading.Event) -> Segment:
    if mix.empty:
        return silence(mix.samples, settings.audio_kbps)
    before = measure(_until(mix.blocks(), cancel))
    if before.silent:
        return silence(mix.samples, settings.audio_kbps)
    peaks = limiter.envelope(_until(mix.blocks(), cancel))
    target, top = timeline.sound.loudness, timeline.sound.peak
    gain_db, ceiling_db = target - before.integrated, top - _HEADROOM
    for _ in range(_TRIES):
        gain = gain_of(gain_db)
        factors = limiter.gains(peaks, gain, gain_of(ceiling_db))
        made = code(limiter.apply(_until(mix.blocks(), cancel), factors, gain), settings.audio_kbps)
        heard = measure(decode(made))
        off = target - heard.integrated
        over = heard.peak - top
        if abs(off) <= _NEAR and over <= 0:
            break
        gain_db += off
        ceiling_db -= max(0.0, over + 0.1) if over > 0 else 0.0
    return made


def _until(blocks: Iterable[Samples], cancel: threading.Event) -> Iterator[Samples]:
    for block in blocks:
        if cancel.is_set():
            raise RenderError("the render was stopped")
        yield block


def silence(samples: int, kbps: int) -> Segment:
    """Silence of a length: once the encoder has settled every packet of it is the same."""
    settled = 4
    few = code([np.zeros((FRAME * 2 * settled, 2), np.float32)], kbps)
    count = -(-samples // FRAME) + 1
    datas = [few.packets[min(number, settled)].data for number in range(count)]
    packets = tuple(Coded(data, (number - 1) * FRAME, True) for number, data in enumerate(datas))
    return Segment(few.extradata, packets)


def code(blocks: Iterable[Samples], kbps: int) -> Segment:
    """Encode 48 kHz stereo as AAC-LC; the first packet's pts is -1024, the encoder's priming."""
    context = av.CodecContext.create("aac", "w")
    assert isinstance(context, AudioCodecContext)
    context.sample_rate, context.layout, context.format = RATE, "stereo", "fltp"
    context.bit_rate = kbps * 1000
    context.flags |= av.codec.context.Flags.global_header
    context.open()
    packets, at = [], 0
    for block in _framed(blocks):
        packets += context.encode(frame_of(block, at))
        at += len(block)
    packets += context.encode(None)
    coded = tuple(Coded(bytes(packet), int(packet.pts or 0), True) for packet in packets)
    return Segment(bytes(context.extradata or b""), coded)


def _framed(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """The same samples in blocks of 1024, the last as long as it is."""
    rest = np.zeros((0, 2), np.float32)
    for block in blocks:
        rest = np.concatenate([rest, block])
        whole = len(rest) // FRAME * FRAME
        for start in range(0, whole, FRAME):
            yield rest[start : start + FRAME]
        rest = rest[whole:]
    if len(rest):
        yield rest


def decode(segment: Segment) -> Iterator[Samples]:
    """What a listener hears: AAC decoded, the priming left out, in blocks of a second or less."""
    context = av.CodecContext.create("aac", "r")
    assert isinstance(context, AudioCodecContext)
    context.extradata, context.sample_rate, context.layout = segment.extradata, RATE, "stereo"
    heard: list[Samples] = []
    primed = False
    for coded in segment.packets:
        for frame in context.decode(Packet(coded.data)):
            if primed:
                heard.append(np.ascontiguousarray(frame.to_ndarray().T, np.float32))
            primed = True
        if len(heard) * FRAME >= BLOCK:
            yield np.concatenate(heard)
            heard = []
    if heard:
        yield np.concatenate(heard)
