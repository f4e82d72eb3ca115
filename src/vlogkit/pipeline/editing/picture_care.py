"""Show what was found in a picture (faces, plates, codes, card numbers), and write down what a person says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from vlogkit.errors import InputError, UsageError
from vlogkit.files import write_text
from vlogkit.intake.protecting.picture_notes import SUFFIX, Care, RelativeBox, care_of
from vlogkit.intake.protecting.protected_pictures import copy_stem, protect_picture
from vlogkit.intake.redaction.word_lists import words
from vlogkit.pipeline.editing.update_files import yaml_with
from vlogkit.records.notices.media import Minor
from vlogkit.strict_yaml import read_text
from vlogkit.workspace import Workspace

MOST_BOXES = 200


@dataclass(frozen=True)
class SeenArea:
    """An area of a picture: what was found there, or `named` by a person; whether it is blurred."""

    kind: str
    box: RelativeBox
    blurred: bool

    def text(self) -> str:
        """Its place as a form sends it back."""
        return ",".join(f"{value:.4f}" for value in (self.box.x, self.box.y, self.box.w, self.box.h))


@dataclass(frozen=True)
class SeenPicture:
    """A picture with all that was found in it; `copy` is the one that may be shown."""

    file: str
    areas: tuple[SeenArea, ...]
    care: Care
    copy: Path
    looked_by: str = ""
    """Who looked at it, as its care file says."""

    def faces(self) -> int:
        """How many faces were found."""
        return sum(area.kind == "face" for area in self.areas)


def seen_picture(workspace: Workspace, file: str, *, consent: str = "", minor: Minor = "unknown") -> SeenPicture:
    """What was found in a picture of the workspace; `consent` and `minor` are what an item says of it. Raises InputError,
    MediaError."""
    path = picture_path(workspace, file)
    own = care_of(path)
    care = own.with_answers(consent, minor)
    folder, domains = workspace.protected_pictures, words(workspace.root).domains
    record = protect_picture(path, folder, name=copy_stem(path), care=care, domains=domains)
    groups = {"face": record.faces, "plate": record.plates, "code": record.codes, "number": record.numbers}
    areas = [
        SeenArea(kind, box, care.blur == "auto" or (care.blur == "plates" and kind != "face"))
        for kind, boxes in groups.items()
        for box in boxes
    ]
    areas += [SeenArea("kept", box, False) for box in care.keep]
    areas += [SeenArea("named", box, True) for box in care.boxes]
    return SeenPicture(file, tuple(areas), care, folder / record.file, own.by)


def answer_for(
    workspace: Workspace,
    file: str,
    *,
    by: str,
    keep: Sequence[str],
    boxes: Sequence[str],
    rights: str,
    minor: Minor,
) -> None:
    """Write what a person who looked says into the picture's care file: areas that are harmless, areas to blur besides, whose
    picture it is and whether a child is in it. Other keys and comments of the file stay. Raises UsageError, InputError."""
    if not by.strip():
        raise UsageError("nobody is named who looked", hint="Write your name.")
    path = picture_path(workspace, file)
    notes = path.with_name(path.name + SUFFIX)
    text = read_text(notes) if notes.is_file() else ""
    changes: dict[str, object] = {
        "rights": rights.strip() or None,
        "minor": None if minor == "unknown" else minor,
        "boxes": _rows(_boxes(boxes)),
        "keep": _rows(_boxes(keep)),
        "by": by.strip(),
    }
    made = yaml_with(text, changes)
    write_text(notes, made)


def picture_path(workspace: Workspace, file: str) -> Path:
    """The file of a picture, inside the workspace and not among the private ones. Raises InputError."""
    path = workspace.inside(file)
    if path.is_relative_to(workspace.private.resolve()):
        raise InputError(f"`{file}` is not a picture of an item", hint="Choose one of pictures/.")
    return path


def _boxes(given: Sequence[str]) -> list[RelativeBox]:
    """Boxes as a form sends them, `x,y,w,h` in shares. Raises UsageError."""
    try:
        parts = [[min(1.0, max(0.0, float(part))) for part in text.split(",")] for text in given[:MOST_BOXES]]
        return [RelativeBox(x=x, y=y, w=max(w, 1e-3), h=max(h, 1e-3)) for x, y, w, h in parts]
    except ValueError:
        raise UsageError("an area is not four numbers from 0 to 1", hint="Load the page again.") from None


def _rows(boxes: Sequence[RelativeBox]) -> CommentedSeq | None:
    return CommentedSeq(_row(box) for box in boxes) if boxes else None


def _row(box: RelativeBox) -> CommentedMap:
    row = CommentedMap(_shares(box))
    row.fa.set_flow_style()
    return row


def _shares(box: RelativeBox) -> Iterator[tuple[str, float]]:
    for key in ("x", "y", "w", "h"):
        yield key, round(float(getattr(box, key)), 4)
