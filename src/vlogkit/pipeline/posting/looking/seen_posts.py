"""Keep what a person saw of a post when they decided about it, so that the next look shows what has changed since."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from vlogkit.errors import VlogkitError
from vlogkit.files import write_text
from vlogkit.records.base import Record
from vlogkit.records.post import Post
from vlogkit.workspace import Workspace

SIDE = 480
"""Pixels of the longer side of what is kept of a picture."""
MOMENTS = 3
"""Pictures that are kept of a video."""
MOST_FILES = 6


class SmallPicture(Record):
    """A file of a post, small: base64 of a JPEG."""

    path: str
    jpeg: str


class SeenPost(Record):
    """A post as somebody saw it who decided about it; `content` is its hash then."""

    post: str
    at: AwareDatetime
    by: str
    content: str
    title: str = ""
    wording: str = ""
    pictures: tuple[SmallPicture, ...] = ()


def keep_seen(workspace: Workspace, post: Post, *, by: str, at: AwareDatetime) -> None:
    """Keep a post as it stands now in place of what was kept before. Raises DiskError."""
    folder = workspace.bundles / post.bundle
    seen = SeenPost(
        post=post.id,
        at=at,
        by=by,
        content=post.content_hash(),
        title=post.title,
        wording=post.wording(),
        pictures=tuple(picture for path in post.files[:MOST_FILES] for picture in small_pictures(folder / path, path)),
    )
    write_text(_file(workspace, post), seen.model_dump_json() + "\n", private=True)


def last_seen(workspace: Workspace, post: Post) -> SeenPost | None:
    """What somebody saw who decided about a post last; None where nothing was kept, or it cannot be read."""
    try:
        return SeenPost.model_validate_json(_file(workspace, post).read_bytes())
    except (OSError, ValidationError):
        return None


def pictures_now(workspace: Workspace, post: Post) -> tuple[SmallPicture, ...]:
    """The files of a post as they are now, small."""
    folder = workspace.bundles / post.bundle
    return tuple(picture for path in post.files[:MOST_FILES] for picture in small_pictures(folder / path, path))


def _file(workspace: Workspace, post: Post) -> Path:
    return workspace.seen / post.bundle / f"{post.id}.json"


def small_pictures(file: Path, path: str, *, side: int = SIDE) -> Iterator[SmallPicture]:
    """A picture, or moments of a video, called `path`, its longer side no longer than `side` pixels; nothing of a file
    that is not there or cannot be opened."""
    from vlogkit.media.clip_thumbnails import thumbnails
    from vlogkit.media.pictures import open_picture

    with suppress(VlogkitError):
        if file.suffix == ".mp4" and file.is_file():
            moments = [moment for _, moment in thumbnails(file, MOMENTS, longest=side)]
        elif file.suffix in {".jpg", ".png"} and file.is_file():
            moments = [open_picture(file, at_least=(side, side)).pixels]
        else:
            return
        for number, pixels in enumerate(moments, 1):
            pixels.thumbnail((side, side))
            data = io.BytesIO()
            pixels.convert("RGB").save(data, format="JPEG", quality=82)
            name = f"{path} {number}" if len(moments) > 1 else path
            yield SmallPicture(path=name, jpeg=base64.b64encode(data.getvalue()).decode())
