"""Read words aloud with espeak-ng, and say when each word starts."""

from __future__ import annotations

import _ctypes
import ctypes
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from vlogkit.errors import UsageError
from vlogkit.records.base import Language

VOICES: dict[Language, str] = {"id": "id", "jv": "id", "en": "en"}
"""espeak-ng has no Javanese; the Indonesian voice reads a respelling of it (`spoken_words`)."""

_SYNCHRONOUS, _UTF8, _BY_CHARACTER = 2, 1, 1
_WORD, _END_OF_LIST = 1, 0
_RATE, _PITCH = 1, 3
_LOCK = threading.Lock()


@dataclass(frozen=True)
class DraftSpeech:
    """Samples (mono, −1 to 1) at `rate` a second; `starts[i]` is the second at which word i starts."""

    samples: NDArray[np.float32]
    rate: int
    starts: NDArray[np.float64]

    def seconds(self) -> float:
        """Length."""
        return len(self.samples) / self.rate


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_: ClassVar = [
        ("kind", ctypes.c_int),
        ("message", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("value", ctypes.c_char * 8),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


def installed() -> bool:
    """Whether the `voice` extra is there."""
    from importlib.util import find_spec

    return find_spec("espeakng_loader") is not None


def speak(words: Sequence[str], *, voice: str = "id", pace: int = 160, pitch: int = 50) -> DraftSpeech:
    """Read the words, as they are spoken, in one go.

    `pace` is words a minute (80–450), `pitch` 0–99. A word without an event of its own starts where its
    characters lie between its neighbours. Raises UsageError where the `voice` extra is missing or does not
    know the voice."""
    text, places = _joined(words)
    with _LOCK, _library() as (library, rate):
        if library.espeak_SetVoiceByName(voice.encode()):
            hint = "Names are languages such as `id`, with a variant if wanted: `id+f2`."
            raise UsageError(f"espeak-ng has no voice `{voice}`", hint=hint)
        library.espeak_SetParameter(_RATE, min(max(pace, 80), 450), 0)
        library.espeak_SetParameter(_PITCH, min(max(pitch, 0), 99), 0)
        samples, events = _run(library, text)
    starts = _starts(places, events, len(samples))
    return DraftSpeech(samples.astype(np.float32) / np.float32(32768), rate, starts / rate)


def _joined(words: Sequence[str]) -> tuple[str, list[int]]:
    """The text, and the character (from 1) at which each word starts in it."""
    places, at = [], 1
    for word in words:
        places.append(at)
        at += len(word) + 1 if word else 0
    return " ".join(word for word in words if word), places


def _run(library: ctypes.CDLL, text: str) -> tuple[NDArray[np.int16], dict[int, int]]:
    """Samples, and the first sample of each character position at which a word was announced."""
    parts: list[NDArray[np.int16]] = []
    events: dict[int, int] = {}

    def receive(wave: ctypes._Pointer[ctypes.c_short], count: int, event: ctypes._Pointer[_Event]) -> int:
        if wave and count > 0:
            parts.append(np.ctypeslib.as_array(wave, (count,)).astype(np.int16))
        index = 0
        while event[index].kind != _END_OF_LIST:
            if event[index].kind == _WORD:
                events.setdefault(event[index].position, event[index].sample)
            index += 1
        return 0

    callback = _Callback(receive)
    library.espeak_SetSynthCallback(callback)
    data = text.encode() + b"\0"
    library.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, _BY_CHARACTER, 0, _UTF8, None, None)
    return (np.concatenate(parts) if parts else np.zeros(0, np.int16)), events


def _starts(places: Sequence[int], events: dict[int, int], samples: int) -> NDArray[np.float64]:
    known = [(place, events[place]) for place in sorted(set(places)) if place in events]
    if not known:
        return np.linspace(0, samples, len(places), endpoint=False)
    at, heard = zip(*known, strict=True)
    return np.maximum.accumulate(np.interp(places, [*at, places[-1] + 20], [*heard, max(samples, heard[-1])]))


@contextmanager
def _library() -> Iterator[tuple[ctypes.CDLL, int]]:
    """espeak-ng ready to speak, and its samples a second.

    It keeps the state of its oscillators from one text to the next, so it is loaded anew each time (some
    milliseconds): the same words then sound the same whatever was spoken before."""
    try:
        import espeakng_loader
    except ImportError:
        hint = "Install the extra: pip install 'vlogkit[voice]'."
        raise UsageError("a draft voice and alignment need espeak-ng", hint=hint) from None
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    try:
        data = str(espeakng_loader.get_data_path()).encode()
        rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0x8000)
        if rate <= 0:
            hint = "Install the extra again: pip install --force-reinstall 'vlogkit[voice]'."
            raise UsageError("espeak-ng could not start", hint=hint)
        yield library, int(rate)
        library.espeak_Terminate()
    finally:
        _unload(library._handle)


def _unload(handle: int) -> None:
    if sys.platform == "win32":
        _ctypes.FreeLibrary(handle)
    else:
        _ctypes.dlclose(handle)
