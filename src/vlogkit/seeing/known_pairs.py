"""Look at each pair of pictures once, and keep on the disk what was found out about it."""

from __future__ import annotations

from pathlib import Path

from vlogkit.files import sha256_of
from vlogkit.keeping.kept_notes import Kept
from vlogkit.records.registration import Registration

VERSION = 2
"""Goes up with every change that alters what is found out about a pair."""
LONGEST = 1600
"""Pixels of the longer side at which pairs are looked at."""


class KnownPairs:
    """Pairs of pictures, before and after, that were registered; notes are kept in `folder`, if there is one."""

    def __init__(self, folder: Path | None) -> None:
        self._kept = Kept(folder, Registration, version=VERSION)

    def registration(self, before: Path, after: Path) -> Registration:
        """How one lies over the other; the notes are found by both contents. Raises InputError, MediaError."""
        key = self._kept.key(sha256_of(before), sha256_of(after))
        return self._kept.get(f"pair-{key[:24]}", lambda: _look(before, after))


def _look(before: Path, after: Path) -> Registration:
    import numpy as np

    from vlogkit.media.pictures import open_picture, picture_size, size_within
    from vlogkit.seeing.registering import register  # here: most pairs are known already

    opened = (open_picture(path, at_least=size_within(picture_size(path), LONGEST)) for path in (before, after))
    first, second = (np.asarray(one.pixels, np.uint8) for one in opened)
    return register(first, second)
