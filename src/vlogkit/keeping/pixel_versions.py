"""List the versions of all that decides pixels, samples and encoded bytes: every key of what is kept has them."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from vlogkit import __version__

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


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
