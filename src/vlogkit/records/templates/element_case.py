"""Elements that a complaint's file is told with: the citizen's words, the steps of its way, and a stamp."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vlogkit.records.base import Record
from vlogkit.records.templates.element_base import ElementBase, Length, Role, TypeName, TypeSize


class BubbleElement(ElementBase):
    """What a citizen wrote, in a message bubble; what the redaction took out, such as [nama], is in the role `quiet`."""

    type: Literal["bubble"] = "bubble"
    words: str
    by: str = ""
    """A line below the words: who wrote, and when."""
    style: TypeName = "lead"
    size: tuple[TypeSize, TypeSize] | None = None
    lines: int = Field(default=8, ge=1, le=40)
    role: Role = "ink"
    quiet: Role = "mute"
    ground: Role = "paper"


class Milestone(Record):
    """One step of a complaint's way and its day."""

    label: str
    date: str = ""


class MilestonesElement(ElementBase):
    """Steps below each other on a line, each with its day; the last one in its own role."""

    type: Literal["milestones"] = "milestones"
    items: tuple[Milestone, ...] | str
    role: Role = "ink"
    date_role: Role = "ink"
    dot_role: Role = "brand"
    last_role: Role = "good"
    style: TypeName = "lead"
    size: tuple[TypeSize, TypeSize] | None = None
    gap: Length = 40


class StampElement(ElementBase):
    """A word in a tilted frame that comes down like a stamp, after `delay`."""

    type: Literal["stamp"] = "stamp"
    words: str
    role: Role = "good"
    size: int = Field(default=96, ge=24, le=300)
    angle: float = Field(default=-8.0, ge=-30, le=30)
