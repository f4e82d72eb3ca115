"""Write the strokes of a piece from its mood, its bars and its seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from vlogkit.rendering.sound.music.bars import OPENING, Form, MusicalBar
from vlogkit.rendering.sound.music.moods import Character, Player

_OCTAVE = 5
"""Steps of an octave."""
_CELL = 8
"""Sixteenths of a cell, half a bar."""
_DRUMS = {"D": ("dhah", 1.0), "T": ("tak", 0.75), "k": ("ket", 0.6), "c": ("kecrek", 1.0)}
_FILLS = ("k.kTkTkT", "..kkTkTT", "T.kT.kTk", "kkT.kTTk")
_BREATH = 0.11
"""Seconds before a cut in which nothing else is struck, so that what is struck on it stands alone."""
_HOLDS = (0.2, 0.35, 0.6, 1.0, 1.6)
_LOGO_RHYTHMS = ((0.0, 0.14, 0.28, 0.56), (0.0, 0.28, 0.42, 0.56), (0.0, 0.2, 0.4, 0.6), (0.0, 0.14, 0.42, 0.56), (0.0, 0.3, 0.4, 0.6))  # fmt: skip


@dataclass(frozen=True)
class Stroke:
    """One sound to place: when (seconds), on what, which step, how loud (0-1), where (-1 left, 1 right), and for how long
    it is blown (0 for what is struck)."""

    at: float
    voice: str
    degree: int
    gain: float
    pan: float = 0.0
    hold: float = 0.0


def write(form: Form, character: Character, seed: int, random: np.random.Generator) -> list[Stroke]:
    """All strokes of a piece, by time."""
    core = _core_line(random, 2 * len(form.bars) + 1)
    players = [_Performer(part, character.swing, random) for part in character.parts]
    strokes = [*_opening(character)] if form.bars else []
    for number, bar in enumerate(form.bars):
        notes = core[2 * number : 2 * number + 2]
        strokes += [stroke for player in players for stroke in player.bar(bar, notes)]
        if number and (number % 8 == 0 or (bar.opens and bar.heat > 0.75)):
            strokes.append(Stroke(bar.start, "gong", -2 * _OCTAVE, 0.24))
    for cut in form.strikes:
        strokes += _strike(character, cut, core[_bar_at(form.bars, cut) * 2])
    if form.logo is not None:
        strokes += sonic_logo(seed, form.logo)
    strokes += _landing(form.landing)
    return sorted(strokes, key=lambda stroke: (stroke.at, stroke.voice, stroke.degree))


def sonic_logo(seed: int, at: float) -> list[Stroke]:
    """Four notes in a second that are an agency's own: which steps, in which rhythm, follows from its seed alone."""
    random = np.random.default_rng([seed, 4])
    rhythm = _LOGO_RHYTHMS[int(random.integers(len(_LOGO_RHYTHMS)))]
    steps = [int(step) for step in random.permutation(5)[:3]] + [int(random.choice([5, 7, 8]))]
    strokes: list[Stroke] = []
    for late, step in zip(rhythm, steps, strict=True):
        strokes += [
            Stroke(at + late, "saron", step + _OCTAVE, 0.5, -0.15),
            Stroke(at + late, "peking", step + 2 * _OCTAVE, 0.3, 0.2),
        ]
    return [*strokes, Stroke(at + rhythm[-1], "kempul", 0, 0.3)]


def _opening(character: Character) -> Iterator[Stroke]:
    """The first stroke: the gong, soft, and what begins every scene."""
    yield Stroke(OPENING, "gong", -2 * _OCTAVE, 0.24)
    yield from _strike(character, OPENING, 0)


def _strike(character: Character, at: float, note: int) -> Iterator[Stroke]:
    for place, (voice, octave, gain) in enumerate(character.strike):
        yield Stroke(at, voice, note + octave * _OCTAVE, gain, 0.15 * (place % 3 - 1))


def _landing(at: float) -> Iterator[Stroke]:
    """The last stroke: gong, drum, and the root in three octaves."""
    for voice, degree, gain, pan in (
        ("gong", -2 * _OCTAVE, 0.5, 0.0),
        ("dhah", 0, 0.6, 0.0),
        ("tak", 0, 0.3, 0.0),
        ("demung", 0, 0.5, 0.1),
        ("saron", _OCTAVE, 0.45, -0.2),
        ("peking", 2 * _OCTAVE, 0.3, 0.25),
    ):
        yield Stroke(at, voice, degree, gain, pan)


def _bar_at(bars: Sequence[MusicalBar], at: float) -> int:
    return max(0, sum(bar.start <= at for bar in bars) - 1)


def _core_line(random: np.random.Generator, count: int) -> list[int]:
    """A walk by small steps inside one octave that turns back at its edges."""
    line = [int(random.integers(0, 3))]
    while len(line) < count:
        step = int(random.choice([-2, -1, -1, 1, 1, 2]))
        here = line[-1] + step
        line.append(here if 0 <= here <= 5 else line[-1] - step)
    return line


@dataclass
class _Performer:
    """Plays one part bar after bar and remembers the last cells, so that no bar comes twice in a row."""

    part: Player
    swing: float
    random: np.random.Generator
    _last: list[str] = field(default_factory=list)
    _step: int = 0

    def bar(self, bar: MusicalBar, notes: Sequence[int]) -> Iterator[Stroke]:
        """The strokes of a bar over its two core notes."""
        if bar.heat < self.part.enters:
            return
        slots = 2 * bar.halves
        row = "".join(self._cell(bar, place == (slots - 1) // _CELL) for place in range(-(-slots // _CELL)))[:slots]
        played = [place for place, sign in enumerate(row) if sign != "." and self._is_played(sign, bar.heat)]
        touch = self.random.uniform(0.6, 1.0, slots)
        drift = self.random.normal(0.0, 0.004, slots)
        figure = self.random.choice([0, 1, 2, 3, -1], 4)
        for place, following in zip(played, [*played[1:], slots], strict=False):
            sixteenth = bar.half / 2
            at = bar.start + (place + self.swing * (place % 2)) * sixteenth + (float(drift[place]) if place else 0.0)
            if bar.closes and at > bar.end - _BREATH:
                continue
            note = notes[min(1, place // _CELL)]
            gain = self.part.gain * (0.55 + 0.45 * bar.heat) * float(touch[place]) * (0.6 if row[place] == "o" else 1.0)
            yield self._stroke(
                row[place], at, self._degree(note, int(figure[place % 4])), gain, (following - place) * sixteenth
            )

    def _cell(self, bar: MusicalBar, last: bool) -> str:
        """A cell that was not among the last three; at the end of a grown phrase the drums lead over."""
        if self.part.voice == "kendang" and bar.closes and last and bar.heat > 0.6:
            return str(self.random.choice(_FILLS))
        fresh = [cell for cell in self.part.cells if cell not in self._last] or list(self.part.cells)
        cell = str(self.random.choice(fresh))
        self._last = [*self._last, cell][-min(3, len(self.part.cells) - 1) :] if len(self.part.cells) > 1 else []
        return cell

    def _is_played(self, sign: str, heat: float) -> bool:
        return sign not in "ok" or float(self.random.uniform()) < 1.6 * heat - 0.4

    def _degree(self, note: int, figure: int) -> int:
        octave = self.part.octave * _OCTAVE
        if self.part.line == "core":
            return note + octave
        if self.part.line == "imbal":
            return note + figure + octave
        self._step += int(self.random.choice([-2, -1, -1, 1, 1, 2]))
        if abs(self._step - note) > 3:
            self._step = note + int(self.random.integers(-1, 2))
        return self._step + octave

    def _stroke(self, sign: str, at: float, degree: int, gain: float, until: float) -> Stroke:
        part = self.part
        if part.line == "drum":
            voice, level = _DRUMS[sign]
            return Stroke(at, voice, 0, gain * level, part.pan)
        hold = max((hold for hold in _HOLDS if hold <= until), default=_HOLDS[0]) if part.line == "tune" else 0.0
        return Stroke(at, part.voice, degree, gain, part.pan, hold)
