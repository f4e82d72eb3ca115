"""Which pictures, clips, recordings and captions an item is made from, what is said of each, and how they are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vlogkit.errors import InputError
from vlogkit.gates import COMPLAINT_PICTURES
from vlogkit.intake.protecting.picture_notes import SUFFIX
from vlogkit.keeping.file_hashes import FileHashes
from vlogkit.records.base import fingerprint
from vlogkit.records.bundle import Input
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import Clip
from vlogkit.records.notices.notice import Notice
from vlogkit.records.story import Story
from vlogkit.workspace import Workspace


def shown_files(workspace: Workspace, notice: Notice, story: Story) -> tuple[Input, ...]:
    """The files of the workspace that a notice names or its story shows, each with its care file, as they are now; of a
    complaint its pictures as one, without their names. `notice` and `story` are as they stand before protection."""
    names = dict.fromkeys((*_named(notice), *story.files()))
    own = (name for name in names if _is_own(workspace, name))
    inputs = as_they_are(workspace, (path for name in own for path in (name, f"{name}{SUFFIX}")))
    return (*complaint_pictures(workspace, notice), *inputs) if isinstance(notice, Complaint) else inputs


def as_they_are(workspace: Workspace, paths: Iterable[str]) -> tuple[Input, ...]:
    """Files of the workspace with the hash of their content now, empty for one that is not there. Raises InputError for
    one that cannot be read."""
    known = FileHashes(workspace.to_keep_in(workspace.watched))
    return tuple(Input(path=path, sha256=_hash(workspace, path, known), compared=True) for path in paths)


def complaint_pictures(workspace: Workspace, complaint: Complaint) -> tuple[Input, ...]:
    """The pictures of a complaint and what is said of them, as one: their names are nobody's business. Nothing for a
    complaint without pictures."""
    named = [picture.file for picture in (complaint.before, complaint.after) if picture is not None]
    if not named:
        return ()
    from vlogkit.intake.protecting.pairs import found  # here: most items are not complaints

    root = workspace.root.resolve()
    files = [path.relative_to(root).as_posix() for name in named if (path := found(name, root)) is not None]
    known = FileHashes(workspace.to_keep_in(workspace.watched))
    hashes = [_hash(workspace, path, known) for name in files for path in (name, f"{name}{SUFFIX}")]
    return (Input(path=COMPLAINT_PICTURES, sha256=fingerprint(hashes), compared=True),)


def _named(notice: Notice) -> Iterator[str]:
    """Every file that a notice names; of a complaint none: its pictures are told apart."""
    if isinstance(notice, Complaint):
        return
    for _, medium in notice.media():
        yield from medium.files()
        if isinstance(medium, Clip):
            yield from (name for name in (medium.captions, medium.script, medium.cuts) if name)
    if notice.voice is not None and not notice.voice.draft():
        yield notice.voice.file


def _is_own(workspace: Workspace, name: str) -> bool:
    """Whether a file is one that people keep in the workspace, and not shipped or made from another."""
    try:
        path = workspace.inside(name)
    except InputError:
        return False  # it is shipped, or named with its place where it is looked up to be shown
    return not any(path.is_relative_to(folder.resolve()) for folder in workspace.shown())


def _hash(workspace: Workspace, path: str, known: FileHashes) -> str:
    """The hash of a file, or of the care file beside where a picture's or clip's name leads; empty where it is not."""
    try:
        file = workspace.inside(path.removesuffix(SUFFIX))
    except InputError:
        return ""
    file = file.with_name(file.name + SUFFIX) if path.endswith(SUFFIX) else file
    return known.of(file) if file.is_file() else ""
