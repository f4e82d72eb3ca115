"""Keep what was seen in pictures, so that each is looked at once."""

from __future__ import annotations

from vlogkit.keeping.kept_notes import Kept
from vlogkit.seeing.seen import Seen
from vlogkit.staging.material import Asset
from vlogkit.workspace import Workspace

NOTE_VERSION = 3
"""Goes up with every change that alters what is seen in a picture."""


class SeenPictures:
    """What was seen in the pictures of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._kept = Kept(workspace.to_keep_in(workspace.watched), Seen, version=NOTE_VERSION)

    def look(self, asset: Asset) -> Seen:
        """What there is to see in a picture. Raises MediaError."""
        return self._kept.get(f"{asset.sha256}-seen-{self._kept.key()[:16]}", lambda: _look(asset.path))


def _look(path: str) -> Seen:
    from vlogkit.seeing.picture_look import look_at_picture  # here: a note is read without OpenCV

    return look_at_picture(path)
