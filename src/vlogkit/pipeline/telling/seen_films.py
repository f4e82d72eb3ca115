"""Keep what was seen in single frames of clips, so that each is looked through once for all formats."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.keeping.kept_notes import Kept
from vlogkit.keeping.pixel_versions import versions
from vlogkit.seeing.seen import Seen
from vlogkit.staging.material import Asset
from vlogkit.workspace import Workspace

NOTE_VERSION = 1
"""Goes up with every change that alters what is seen in a frame."""


class SeenFilms:
    """What was seen in the clips of one workspace, beside what else is kept of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._kept = Kept(workspace.to_keep_in(workspace.watched), tuple[Seen, ...], version=NOTE_VERSION)

    def look_through(self, asset: Asset, seconds: Sequence[float]) -> tuple[Seen, ...]:
        """What there is to see in a clip at some seconds. Raises MediaError."""
        key = self._kept.key(versions()["av"], list(seconds))
        return self._kept.get(f"{asset.sha256}-film-{key[:16]}", lambda: _look(asset.path, seconds))


def _look(path: str, seconds: Sequence[float]) -> tuple[Seen, ...]:
    from vlogkit.seeing.film_look import look_at_film  # here: a note is read without OpenCV

    return look_at_film(path, seconds)
