"""Find the subject and the shake of clips, once for all formats.

Looking takes seconds, and every format wants the same look: what was seen is kept below `.vlogkit/watched`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from vlogkit import resources
from vlogkit.files import used, write_text
from vlogkit.records.base import fingerprint
from vlogkit.seeing.watched import Shift, Sighting, Watched
from vlogkit.staging.setting import Asset, Glance
from vlogkit.workspace import Workspace

VERSION = 2
"""Goes up with every change that alters what is seen."""
_KEPT = TypeAdapter(Watched)


class _Stretch(NamedTuple):
    start: float
    seconds: float
    before: float
    """Seconds that are shown before it."""


class Watcher:
    """Looks at the clips of one workspace, each stretch once."""

    def __init__(self, workspace: Workspace) -> None:
        self._folder = watched_folder(workspace)
        self._seen: dict[str, Watched] = {}

    def watch(self, asset: Asset, glance: Glance) -> Watched:
        """What was seen in the pieces, one after the other. Raises MediaError."""
        key = fingerprint([VERSION, glance.pieces, glance.rate if glance.shake else None, glance.subject])
        name = f"{asset.sha256}-{key[:16]}.json"
        if name not in self._seen:
            self._seen[name] = self._kept(name) or self._look(name, Path(asset.path), glance)
        return self._seen[name]

    def _kept(self, name: str) -> Watched | None:
        if self._folder is None:
            return None
        used(self._folder / name)
        try:
            return _KEPT.validate_json((self._folder / name).read_bytes())
        except (OSError, ValueError):
            return None

    def _look(self, name: str, clip: Path, glance: Glance) -> Watched:
        seen = look(clip, glance)
        if self._folder is not None:
            with suppress(OSError):  # a note that cannot be kept is taken again next time
                write_text(self._folder / name, _KEPT.dump_json(seen).decode())
        return seen


def watched_folder(workspace: Workspace) -> Path | None:
    """Where it is kept what was seen in clips; the samples that come with the program have no such place."""
    return workspace.private / "watched" if workspace.root != resources.shipped_root() else None


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
