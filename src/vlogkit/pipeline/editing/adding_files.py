"""Take pictures and clips into a workspace: known by their content, never over a file that is there."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import BinaryIO

from vlogkit.errors import InputError, VlogkitError
from vlogkit.files import check_inside, outside
from vlogkit.keeping.file_names import free_path, stem_of
from vlogkit.media.pictures import picture_size
from vlogkit.workspace import Workspace

MOST_BYTES = {"pictures": 60_000_000, "clips": 2_000_000_000}
PIECE = 1 << 20
_PICTURES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png"}
_BRANDS_OF_PICTURES = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


def add_file(workspace: Workspace, stream: BinaryIO, called: str) -> str:
    """Copy an uploaded file into pictures/ or clips/; its name in the workspace, such as `pictures/jalan.jpg`. The same
    file twice is one file. Raises InputError for what is neither a picture nor a clip, or too large, DiskError."""
    head = stream.read(64)
    folder, ending = _kind(head, called)
    target = check_inside(workspace.root / folder, workspace.root)
    part = workspace.private / "uploads" / f"{uuid.uuid4().hex}{ending}"
    try:
        part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.mkdir(parents=True, exist_ok=True)
        _copy(head, stream, part, MOST_BYTES[folder], called)
        (_check_picture if folder == "pictures" else _check_clip)(part, called)
        name = free_path(target / f"{stem_of(called, 'foto')}{ending}", part)
        if not name.exists():
            part.replace(name)
    except OSError as error:
        raise outside(error, part) from None
    finally:
        part.unlink(missing_ok=True)
    return name.relative_to(workspace.root).as_posix()


def _kind(head: bytes, called: str) -> tuple[str, str]:
    """The folder and ending of a file, by how it begins."""
    for start, ending in _PICTURES.items():
        if head.startswith(start):
            return "pictures", ending
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "pictures", ".webp"
    if head[4:8] == b"ftyp":
        if head[8:12] in _BRANDS_OF_PICTURES:
            return "pictures", ".heic"
        return "clips", ".mov" if head[8:10] == b"qt" else ".mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "clips", ".webm"
    raise InputError(
        f"`{called}` is neither a picture nor a clip", hint="Pictures: JPEG, PNG, WebP, HEIC. Clips: MP4, MOV, WebM."
    )


def _copy(head: bytes, stream: BinaryIO, path: Path, most: int, called: str) -> None:
    size = len(head)
    with path.open("wb") as out:
        out.write(head)
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > most:
                raise InputError(
                    f"`{called}` is larger than {most // 1_000_000} MB", hint="Send a smaller one, or trim it first."
                )
            out.write(piece)


def _check_picture(path: Path, called: str) -> None:
    try:
        picture_size(path)
    except VlogkitError as error:
        raise InputError(f"`{called}` cannot be opened: {error.message}", hint=error.hint) from None


def _check_clip(path: Path, called: str) -> None:
    from vlogkit.pipeline.footage.inspecting import inspect_clip

    try:
        inspect_clip(path)
    except VlogkitError as error:
        raise InputError(f"`{called}` cannot be opened: {error.message}", hint=error.hint) from None
