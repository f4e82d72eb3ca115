"""What a workspace gives to lay scenes out with: fonts, files, and a look at its pictures and clips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vlogkit.records.registration import Registration
from vlogkit.seeing.seen import Seen
from vlogkit.seeing.watched import Watched

if TYPE_CHECKING:
    from vlogkit.typesetting.fonts import FontBook


@dataclass(frozen=True)
class Asset:
    """A file that a layer shows: absolute path and the sha256 of its content; SVG text for drawings."""

    path: str
    sha256: str
    text: str = ""


Locate = Callable[[str, str], Asset]
"""(name in the story, origin of the element) → the file. Raises InputError."""


class Glance(NamedTuple):
    """What laying out wants to know of a clip: `pieces` are the stretches of its source that are shown, in seconds, at
    `rate` frames a second; where its `subject` is, and how the hand that held it shook."""

    pieces: tuple[tuple[float, float], ...]
    rate: tuple[int, int]
    subject: bool
    shake: bool


Register = Callable[[Asset, Asset], Registration]
"""(picture before, picture after) → how one lies over the other. Raises MediaError."""

Watch = Callable[[Asset, Glance], Watched]
"""(clip, question) → what was seen. Raises MediaError."""


def nothing_known(asset: Asset, glance: Glance) -> Watched:
    """Where nobody looks at clips, they are shown around their middle."""
    return Watched()


See = Callable[[Asset], Seen]
"""(picture) → what was seen in it. Raises MediaError."""


def unseen(asset: Asset) -> Seen:
    """Where nobody looks at pictures, words stand on them as on white."""
    return Seen()


LookThrough = Callable[[Asset, Sequence[float]], tuple[Seen, ...]]
"""(clip, seconds from its start) → what was seen at each of them. Raises MediaError."""


def unwatched(asset: Asset, seconds: Sequence[float]) -> tuple[Seen, ...]:
    """Where nobody looks through clips, words stand on them as on white."""
    return tuple(Seen() for _ in seconds)


def nothing_compared(before: Asset, after: Asset) -> Registration:
    """Where nobody looks at pictures, a pair is shown side by side."""
    return Registration(verdict="unsure")


@dataclass(frozen=True)
class Material:
    """What a workspace gives to lay scenes out with: its fonts, its files, and how pictures, pairs of them and clips are
    looked at."""

    book: FontBook
    locate: Locate
    watch: Watch = nothing_known
    look: See = unseen
    register: Register = nothing_compared
    look_through: LookThrough = unwatched
