"""Tallies: counts that sum to a total, and the charts drawn of them."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from vlogkit.records.base import ChartForm, Day, Name, Record
from vlogkit.records.notices.notice_base import Fact, NoticeBase
from vlogkit.records.notices.publish_window import PublishWindow
from vlogkit.records.numbers.typed_numbers import Count, Figure


class TallyPart(Record):
    """One counted class; `role` is the brand role it is coloured in."""

    label: str
    count: Count = Field(ge=0)
    role: Literal["good", "brand", "accent", "mute"] = "mute"


class Point(Figure):
    """A labelled value of a chart."""

    label: str


class Series(Record):
    """Points that belong together: one line of a line chart, the bars of a bar chart."""

    label: str = ""
    points: tuple[Point, ...] = Field(min_length=1)


class Chart(Record):
    """Counts drawn: lines over weeks, one for each series, places in their order, or `bars`, which over time or of people
    take the form that suits them; any form may be named."""

    kind: Literal["lines"] | ChartForm
    title: str
    unit: str = ""
    series: tuple[Series, ...] = Field(min_length=1)
    note: str = ""
    """What is counted, where the title does not say it."""


class Tally(NoticeBase):
    """Counts that sum to a total, with their source and their window."""

    kind: Literal["tally"] = "tally"
    template: Name = "tally"
    total: Count = Field(gt=0)
    parts: tuple[TallyPart, ...] = Field(min_length=1)
    remainder: str = ""
    """Label of what the named parts leave over; without it the parts must sum to the total."""
    headline: str = ""
    """Label of the part that leads the card; the first one if empty."""
    source: str = Field(min_length=1)
    window_from: Day = Field(alias="from")
    window_to: Day = Field(alias="to")
    facts: tuple[Fact, ...] = ()
    """Numbers beside the counts: a median, a share, the change since the window before."""
    charts: tuple[Chart, ...] = ()

    agency: Name | None = None
    """Whose item it is, of the `agencies:` of vlogkit.yaml; without it the agency of its brand."""
    publish: PublishWindow = PublishWindow()
    """When it may be out, and where."""

    model_config = NoticeBase.model_config | {"populate_by_name": True, "serialize_by_alias": True}

    @model_validator(mode="after")
    def _sums(self) -> Self:
        left = self.total - sum(part.count for part in self.parts)
        if left < 0:
            raise ValueError(f"the parts sum to {self.total - left}, more than the total {self.total}")
        if left and not self.remainder:
            raise ValueError(
                f"the parts sum to {self.total - left} of {self.total}; name the other {left} with `remainder:`"
            )
        if self.window_to < self.window_from:
            raise ValueError("`to` is before `from`")
        if self.headline and self.headline not in [part.label for part in self.parts]:
            raise ValueError(f"`headline: {self.headline}` is not the label of a part")
        return self

    def days(self) -> tuple[dt.date, ...]:
        """Its own day, and the first and last of what was counted."""
        return (*super().days(), self.window_from, self.window_to)

    def all_parts(self) -> tuple[TallyPart, ...]:
        """The parts, and the named remainder as the last one; together they sum to the total."""
        left = self.total - sum(part.count for part in self.parts)
        rest = (TallyPart(label=self.remainder, count=left, role="mute"),) if left else ()
        return self.parts + rest

    def leading(self) -> TallyPart:
        """The part that leads the card."""
        return next((part for part in self.parts if part.label == self.headline), self.parts[0])
