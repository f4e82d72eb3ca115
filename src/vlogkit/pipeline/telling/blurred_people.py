"""Leave out of a story the pictures that a blurred face fills: nobody would see who or what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from vlogkit.errors import InputError
from vlogkit.findings.codes import found
from vlogkit.intake.protecting.picture_notes import care_of
from vlogkit.media.kinds import is_drawing
from vlogkit.pipeline.telling.assets import is_shipped
from vlogkit.pipeline.telling.source_places import Source
from vlogkit.records.finding import Finding
from vlogkit.records.notices.media import Picture
from vlogkit.records.notices.notice import Notice
from vlogkit.records.notices.update import Update
from vlogkit.workspace import Workspace

FILLS = 0.12
"""Share of a picture from which on a face fills it."""


def without_blurred_people(workspace: Workspace, notice: Notice) -> Notice:
    """An update without those of its pictures that a blurred face fills, so that another picture, or words alone, tell
    it. Raises what protecting a picture raises."""
    if not isinstance(notice, Update):
        return notice
    kept = tuple(one for one in notice.pictures if not _is_filled(workspace, one))
    return notice if len(kept) == len(notice.pictures) else notice.model_copy(update={"pictures": kept})


def left_out(notice: Notice, shown: Notice, source: Source) -> Iterator[Finding]:
    """A finding, at its line, for each picture of a notice that what is shown of it lacks."""
    if isinstance(notice, Update) and isinstance(shown, Update):
        for index, picture in enumerate(notice.pictures):
            if picture not in shown.pictures:
                place = source.place(("pictures", index))
                yield found("unused-picture", "blurred", place=place, about=picture.file, severity="warning")


def _is_filled(workspace: Workspace, picture: Picture) -> bool:
    """Whether a face that is blurred fills a picture of the workspace."""
    try:
        path = workspace.inside(picture.file)
    except InputError:
        return False  # it is named with its place where the file is looked up to be shown
    if is_shipped(picture.file, workspace.root) or is_drawing(path):
        return False
    care = care_of(path).with_answers(picture.consent, picture.minor)
    if care.shows_faces():
        return False
    from vlogkit.intake.protecting.protected_pictures import copy_stem, protect_picture  # here: most agreed to be seen
    from vlogkit.intake.redaction.word_lists import words

    known = protect_picture(
        path, workspace.protected_pictures, name=copy_stem(path), care=care, domains=words(workspace.root).domains
    )
    return any(face.w * face.h >= FILLS for face in known.faces)
