"""Draw a workspace's pictures small, for a form."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image

from vlogkit.errors import InputError, MediaError
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.media.pictures import open_picture
from vlogkit.workspace import Workspace

SIDE, LARGE = 480, 1600
"""Pixels of the longer side: in a form, and where areas of it are looked at."""


def small_picture(workspace: Workspace, name: str, side: int = SIDE) -> bytes:
    """A picture of the workspace as a JPEG of at most `side` pixels. Raises InputError for what lies outside or cannot be opened
    as a picture."""
    path = workspace.inside(name)
    state = path.stat()
    return _small(path, side, state.st_mtime_ns, state.st_size)


def made_thumb(workspace: Workspace, item: str, *, as_made: bool = False) -> bytes | None:
    """The first card of an item's bundle, small; None where none was rendered, or it cannot be read. Where the item was
    changed since it is None too, but `as_made`: as the bundle has it."""
    source, folder = workspace.updates / f"{item}.md", workspace.bundles / item
    try:
        bundle = manifest_if_any(folder)
    except InputError:
        return None
    if bundle is None:
        return None
    if not as_made and not (source.is_file() and source.stat().st_mtime <= bundle.made_at.timestamp()):
        return None
    cards = [one for one in bundle.outputs if one.kind == "card"]
    card = next((one for one in cards if one.format == "feed"), cards[0] if cards else None)
    path = folder / card.path if card else folder
    if not path.is_file():
        return None
    state = path.stat()
    try:
        return _small(path, SIDE, state.st_mtime_ns, state.st_size)
    except MediaError:
        return None


def smaller(data: bytes) -> bytes:
    """A picture's bytes as a JPEG of at most 480 pixels."""
    with Image.open(io.BytesIO(data)) as picture:
        return _as_jpeg(picture.convert("RGB"))


@lru_cache(maxsize=200)
def _small(path: Path, side: int, _changed: int, _size: int) -> bytes:
    return _as_jpeg(open_picture(path, at_least=(side, side)).pixels, side)


def _as_jpeg(pixels: Image.Image, side: int = SIDE) -> bytes:
    pixels.thumbnail((side, side))
    stream = io.BytesIO()
    pixels.save(stream, format="JPEG", quality=82)
    return stream.getvalue()
