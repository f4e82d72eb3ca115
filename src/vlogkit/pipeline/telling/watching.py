"""Find the subject and the shake of clips, once for all formats.

Looking takes seconds, and every format wants the same look: what was seen is kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from vlogkit.keeping.kept_notes import Kept
from vlogkit.seeing.watched import Shift, Sighting, Watched
from vlogkit.staging.material import Asset, Glance
from vlogkit.workspace import Workspace

VERSION = 2
"""Goes up with every change that alters what is seen."""


class _Stretch(NamedTuple):
    start: float
    seconds: float
    before: float
    """Seconds that are shown before it."""


class Watcher:
    """Looks at the clips of one workspace, each stretch once."""

    def __init__(self, workspace: Workspace) -> None:
        self._kept = Kept(workspace.to_keep_in(workspace.watched), Watched, version=VERSION)

    def watch(self, asset: Asset, glance: Glance) -> Watched:
        """What was seen in the pieces, one after the other. Raises MediaError."""
        key = self._kept.key(glance.pieces, glance.rate if glance.shake else None, glance.subject)
        return self._kept.get(f"{asset.sha256}-{key[:16]}", lambda: look(Path(asset.path), glance))


def look(clip: Path, glance: Glance) -> Watched:
    """Look at a clip. Raises MediaError."""
    from vlogkit.media.clips import ClipReader

    reader = ClipReader(clip)
    try:
        facts = reader.facts()
    finally:
        reader.close()
    stretches = list(_stretches(glance))
    subject = chain.from_iterable(_subject(clip, each) for each in stretches) if glance.subject else ()
    shake = chain.from_iterable(_shake(clip, each, glance.rate) for each in stretches) if glance.shake else ()
    return Watched((facts.width, facts.height), tuple(subject), tuple(shake))


def _stretches(glance: Glance) -> Iterator[_Stretch]:
    before = 0.0
    for start, end in glance.pieces:
        yield _Stretch(start, end - start, before)
        before += end - start


def _subject(clip: Path, stretch: _Stretch) -> Iterator[Sighting]:
    from vlogkit.seeing.subject import find_subject

    for sighting in find_subject(clip, start=stretch.start, seconds=stretch.seconds):
        yield sighting._replace(second=round(stretch.before + sighting.second, 3))


def _shake(clip: Path, stretch: _Stretch, rate: tuple[int, int]) -> tuple[Shift, ...]:
    from vlogkit.seeing.subject import find_shake

    fps = rate[0] / rate[1]
    frames = round((stretch.before + stretch.seconds) * fps) - round(stretch.before * fps)
    return find_shake(clip, start=stretch.start, frames=frames, rate=rate)
