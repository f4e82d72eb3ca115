"""Say for each mood how fast it is, which instruments play, in which register and in which rhythms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vlogkit.records.clips.soundtrack import Mood

Playing = Literal["core", "imbal", "walk", "tune", "drum"]
"""What an instrument plays: the slow core line, an interlocking figure on it, a walk around it, a tune whose notes last
until the next, or drum strokes."""


@dataclass(frozen=True)
class Player:
    """Somebody who plays. A cell is half a bar in sixteenths, a character each: `x` a note, `o` a soft one that is only played
    when the music has grown, `.` a rest; for drums `D` dhah, `T` tak, `k` ket, `c` kecrek."""

    voice: str
    line: Playing
    cells: tuple[str, ...]
    gain: float
    octave: int = 0
    pan: float = 0.0
    enters: float = 0.0
    """The heat (0-1) from which on it plays."""


@dataclass(frozen=True)
class Character:
    """How a mood sounds."""

    tempo: tuple[float, float]
    """Beats a minute, from and to."""
    parts: tuple[Player, ...]
    strike: tuple[tuple[str, int, float], ...]
    """What is struck when a scene begins: voice, octave, gain."""
    swing: float = 0.0
    """By how much of a sixteenth every second one comes late."""


_BROAD = ("x...x...", "x.....x.", "x...x.x.", "x..x....", "..x...x.", "x.......")
_MARCH = ("x.o.x.xo", "x..x..x.", "xo.x.ox.", "x.x..ox.", "..x.xoxo", "x.oxo.x.", "x...x.xo", ".ox.x.o.")
_FLOW = ("x.o.x...", "..x.o.x.", "x...o.x.", ".o..x.o.", "x.o...x.", "..o.x...", "x.....o.")
_DRIVE = ("x.oxo.x.", "xo.x.oxo", "x.x.oxo.", ".ox.xo.x", "xox..x.o", "x..x.xox", "..xox.ox", "xo.xox..")
_DANCE = ("xoxo.xox", "x.xo.ox.", ".xoxxo.x", "xo.xoxo.", "x.ox.xo.", "..xoxox.", "xox.o.xo", "x.o.xoxx")
_SKIP = ("x..x..o.", "..x.x..o", "x.o..x..", ".x..x.x.", "x....oxo", "..xo.x..", "x.x..x..", "...x.ox.")
_LONG = ("x.......", "x.....x.", "....x...", "x...x...", "..x.....", "x..x....")

_CHARACTERS: dict[Mood, Character] = {
    "proud": Character(
        tempo=(84, 104),
        parts=(
            Player("swell", "core", ("x.......",), 0.10, octave=-1, pan=-0.2),
            Player("demung", "core", _BROAD, 0.46, pan=0.15),
            Player("saron", "imbal", _MARCH, 0.42, octave=1, pan=-0.35, enters=0.4),
            Player("peking", "walk", _MARCH, 0.36, octave=2, pan=0.45, enters=0.65),
            Player("kendang", "drum", ("D...T.k.", "D..k..T.", "..k.D.T.", "D.k.T..k", "T...D.k.", "k.D...TD"), 0.5, enters=0.4),
            Player("kempul", "core", (".......x", "........", "....x..."), 0.3, pan=-0.1, enters=0.55),
        ),
        strike=(("dhah", 0, 0.8), ("kempul", 0, 0.36), ("demung", 0, 0.45), ("saron", 1, 0.5), ("tak", 0, 0.5)),
    ),
    "calm": Character(
        tempo=(66, 88),
        parts=(
            Player("swell", "core", ("x.......",), 0.08, octave=-1, pan=0.2),
            Player("gender", "core", _LONG, 0.33, pan=-0.2),
            Player("gender", "walk", _FLOW, 0.26, octave=1, pan=0.3, enters=0.4),
            Player("siter", "imbal", _FLOW, 0.40, octave=1, pan=0.5, enters=0.2),
            Player("peking", "walk", _FLOW, 0.32, octave=2, pan=-0.5, enters=0.45),
            Player("suling", "tune", _LONG, 0.26, octave=2, pan=-0.15, enters=0.5),
        ),
        strike=(("gender", 1, 0.38), ("siter", 1, 0.60), ("kempul", 0, 0.18), ("tak", 0, 0.34)),
    ),
    "urgent": Character(
        tempo=(104, 132),
        parts=(
            Player("demung", "imbal", _DRIVE, 0.33, octave=-1, pan=0.2),
            Player("saron", "walk", _DRIVE, 0.36, octave=1, pan=-0.3, enters=0.45),
            Player("kendang", "drum", ("D.kT.kD.", "D.kDk.Tk", "k.D.TkkT", "DkT..kDk", ".kDkT.D.", "T.kD..kT"), 0.5, enters=0.3),
            Player("kecrek", "drum", ("..c...c.", "c..c..c.", ".c..c.cc", "...c..c.", "c...c..."), 0.22, pan=0.5, enters=0.55),
            Player("siter", "imbal", _DRIVE, 0.28, octave=1, pan=0.55, enters=0.7),
        ),
        strike=(("dhah", 0, 0.9), ("tak", 0, 0.6), ("demung", -1, 0.5), ("saron", 1, 0.45), ("kecrek", 0, 0.4)),
    ),
    "festive": Character(
        tempo=(108, 128),
        parts=(
            Player("demung", "core", _BROAD, 0.40, pan=0.1),
            Player("saron", "imbal", _DANCE, 0.34, octave=1, pan=-0.45),
            Player("saron", "walk", _DANCE, 0.30, octave=1, pan=0.45, enters=0.4),
            Player("kendang", "drum", ("D.TkD.T.", "DkT.k.DT", ".kDT.kTk", "D..TDkT.", "T.D.kTkD", "kTD...TT"), 0.5, enters=0.4),
            Player("suling", "tune", ("x...x.x.", "x.x...x.", "..x.x...", "x.....x.", "x..x.x.."), 0.26, octave=2, enters=0.5),
            Player("kecrek", "drum", ("..c...c.", "..c..c.c", ".c..c...", "c.....cc"), 0.20, pan=0.5, enters=0.7),
        ),
        strike=(("dhah", 0, 0.8), ("kempul", 0, 0.4), ("saron", 1, 0.5), ("peking", 2, 0.3), ("kecrek", 0, 0.4)),
    ),
    "playful": Character(
        tempo=(92, 116),
        parts=(
            Player("siter", "walk", _SKIP, 0.42, octave=1, pan=-0.3),
            Player("demung", "core", ("x.......", "..x.....", "x....x..", "....x..."), 0.38, pan=0.2, enters=0.3),
            Player("peking", "imbal", _SKIP, 0.26, octave=2, pan=0.4, enters=0.4),
            Player("kendang", "drum", ("k..T..k.", "D..k.T..", "..T.k.kT", ".k.D..T.", "T.k...D.", "D.k.Tk.."), 0.42, enters=0.35),
            Player("suling", "tune", ("x.x.....", "..x..x..", "x....x..", "...x.x.."), 0.22, octave=2, pan=0.1, enters=0.6),
        ),
        strike=(("tak", 0, 0.7), ("dhah", 0, 0.5), ("siter", 1, 0.5), ("peking", 2, 0.4), ("demung", 0, 0.3)),
        swing=0.35,
    ),
}  # fmt: skip


def character(mood: Mood) -> Character:
    """How a mood sounds."""
    return _CHARACTERS[mood]
