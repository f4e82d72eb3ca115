"""Prepare pictures for a service: as they are, or as a JPEG small enough."""

from __future__ import annotations

import io
from pathlib import Path

from vlogkit.publishing.answers import ContentError
from vlogkit.records.platform import ImageRule

MIME = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
}
_QUALITIES = (92, 85, 75, 60)


def kind_of(path: Path) -> str:
    """The type by its ending: jpg, png, mp4, srt."""
    return path.suffix.lower().lstrip(".").replace("jpeg", "jpg")


def mime_of(path: Path) -> str:
    """The media type by the file's ending."""
    return MIME.get(kind_of(path), "application/octet-stream")


def fitted(path: Path, rule: ImageRule) -> tuple[bytes, str]:
    """The file itself where the service takes it, else a JPEG of it; with its media type. Raises ContentError."""
    kind = kind_of(path)
    small = rule.max_bytes is None or path.stat().st_size <= rule.max_bytes
    if kind in rule.types and small:
        return path.read_bytes(), mime_of(path)
    return _as_jpeg(path, rule), MIME["jpg"]


def _as_jpeg(path: Path, rule: ImageRule) -> bytes:
    from PIL import Image

    from vlogkit.media.pictures import open_picture

    flat = open_picture(path).pixels
    if rule.width is not None and flat.width > rule.width[1]:
        flat = flat.resize((rule.width[1], round(flat.height * rule.width[1] / flat.width)), Image.Resampling.LANCZOS)
    for quality in _QUALITIES:
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=quality, subsampling=0, optimize=True)
        if rule.max_bytes is None or out.tell() <= rule.max_bytes:
            return out.getvalue()
    raise ContentError(f"{path.name} is too large even as a small JPEG: at most {rule.max_bytes:,} B are taken")
