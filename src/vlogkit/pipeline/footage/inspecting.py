"""See what a clip is, with small pictures of it, and find the pauses of a talk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import check_inside, outside
from vlogkit.intake.footage.inspection import probe
from vlogkit.records.clips.cut_list import CutList
from vlogkit.records.clips.footage import Footage


@dataclass(frozen=True)
class InspectedClip:
    """What a clip is, and the small pictures that were written of it."""

    footage: Footage
    thumbnails: tuple[Path, ...] = ()


def inspect_clip(clip: Path, *, thumbnails: Path | None = None, count: int = 5) -> InspectedClip:
    """Probe a clip; `count` small pictures of it go into the folder `thumbnails`. Raises InputError, OutsideError."""
    footage = probe(clip)
    if thumbnails is None or not footage.picture:
        return InspectedClip(footage)
    try:
        return InspectedClip(footage, tuple(_draw(clip, thumbnails, count)))
    except OSError as error:
        raise outside(error, thumbnails) from None


def find_clip_pauses(clip: Path, *, shortest: float = 0.6, output: Path | None = None) -> CutList:
    """The cuts that take out pauses of at least `shortest` seconds, also written to `output`.
    Raises UsageError for a clip without sound, InputError, OutsideError."""
    from vlogkit.intake.footage.cut_lists import write_cut_list
    from vlogkit.intake.footage.pauses import PauseRules, find_pauses
    from vlogkit.media.sound import hear

    footage = probe(clip)
    if footage.sound is None:
        raise UsageError("this clip has no sound, so no pauses can be found", where=clip, hint="Use `trim`.")
    samples = hear(clip, stream=footage.sound_stream())
    cuts = find_pauses(samples, seconds=footage.seconds, rules=PauseRules(shortest=shortest))
    if output is not None:
        write_cut_list(cuts, output)
    return cuts


def _draw(clip: Path, folder: Path, count: int) -> list[Path]:
    """Write thumbnails; their paths."""
    from vlogkit.media.clip_thumbnails import thumbnails

    check_inside(folder).mkdir(parents=True, exist_ok=True)
    paths = []
    for second, picture in thumbnails(clip, count):
        path = check_inside(folder / f"{clip.stem}-{second:08.2f}.jpg")
        picture.save(path, quality=85)
        paths.append(path)
    return paths
