"""List the versions of all that decides pixels, samples and encoded bytes, and tell one state of our own code from
another: keys of what is kept have them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from vlogkit import __version__
from vlogkit.records.base import fingerprint

PACKAGES = (
    "av",
    "fonttools",
    "freetype-py",
    "moviepy",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "pillow-heif",
    "python-bidi",
    "resvg-py",
    "uharfbuzz",
)
"""As they are called where they are installed from."""


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Name → version, of vlogkit itself too. Nothing is imported for it; empty for what is not installed by its name,
    such as another build of OpenCV."""
    return {"vlogkit": __version__, **{name: _version(name) for name in PACKAGES}}


@lru_cache(maxsize=1)
def own_code() -> str:
    """sha256 (hex) over the name, size and time of change of all our modules: what only they decide is told anew after
    any change of them, also between two releases."""
    return fingerprint(sorted(_modules(Path(__file__).parent.parent)))


def _modules(folder: Path) -> Iterator[tuple[str, int, int]]:
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".py"):
                path = Path(parent, name)
                state = path.stat()
                yield path.relative_to(folder).as_posix(), state.st_size, state.st_mtime_ns


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
