"""What a person said about a picture or clip in the `.care.yaml` beside it: rights, minors, boxes to blur or keep."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from vlogkit.records.base import Record, Unit
from vlogkit.records.notices.media import Minor
from vlogkit.strict_yaml import load

SUFFIX = ".care.yaml"


class RelativeBox(Record):
    """A rectangle in shares (0–1) of the upright picture's width and height, from the left top."""

    x: Unit
    y: Unit
    w: float = Field(gt=0, le=1)
    h: float = Field(gt=0, le=1)


class TimedArea(RelativeBox):
    """A rectangle of a clip, from one second of it to another."""

    start: float = Field(default=0.0, ge=0, alias="from")
    end: float | None = Field(default=None, gt=0, alias="to")

    model_config = Record.model_config | {"populate_by_name": True}


class Care(Record):
    """The file `NAME.care.yaml` beside a picture or clip; without it nothing is known and all that is found is blurred."""

    rights: str = ""
    """Who may allow its use, and that they did: "Foto: Dinas PU, 14 Oktober 2026"."""
    minor: Minor = "unknown"
    """Is a child in the picture? A person answers."""
    blur: Literal["auto", "plates", "none"] = "auto"
    """`auto` blurs faces and plates, `plates` leaves the faces of people who agreed to be seen, `none` leaves all."""
    boxes: tuple[TimedArea, ...] = ()
    """Areas to blur besides what is found."""
    keep: tuple[RelativeBox, ...] = ()
    """Areas where what was found is harmless: no face, no plate, or a code that may be seen."""
    by: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _somebody_answers_for_it(self) -> Self:
        if self.blur != "auto" and (not self.by.strip() or len(self.reason.strip()) < 8):
            raise ValueError(f"`blur: {self.blur}` needs `by:` (a name) and `reason:` (at least 8 characters)")
        if self.keep and not self.by.strip():
            raise ValueError("`keep:` needs `by:` (who looked)")
        return self

    def with_answers(self, consent: str, minor: Minor) -> Care:
        """What an item says of the same file (who agreed to be seen, is a child in it) where this file is silent.

        Consent lets faces stay, unless a child is among them; plates are blurred all the same."""
        said: dict[str, str] = {"minor": minor} if self.minor == "unknown" else {}
        child = (said.get("minor") or self.minor) == "yes"
        if consent.strip() and not child and "blur" not in self.model_fields_set:
            said |= {"blur": "plates", "by": consent.strip(), "reason": "agreed to be seen, as the item says"}
        return self.model_copy(update=said)

    def shows_faces(self) -> bool:
        """Whether people can be recognised."""
        return self.blur != "auto"


def care_of(picture: Path) -> Care:
    """What the file beside a picture says. Raises InputError or SeveralErrors with the line of each fault."""
    path = picture.with_name(picture.name + SUFFIX)
    return load(Care, path) if path.is_file() else Care()
