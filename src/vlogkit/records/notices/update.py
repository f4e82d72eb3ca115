"""Updates: a program's news, an announcement, an event, a warning, a quote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from vlogkit.records.base import ChartForm, Day, KeyPath, Name, Record
from vlogkit.records.notices.media import Clip, Picture
from vlogkit.records.notices.notice_base import Fact, NoticeBase
from vlogkit.records.notices.publish_window import PublishWindow


def _latitude_first(value: object) -> object:
    """Raises ValueError for a point of Indonesia whose longitude comes first, as map files have it."""
    point = value if isinstance(value, list | tuple) and len(value) == 2 else ()
    numbers = [one for one in point if isinstance(one, int | float)]
    if len(numbers) == 2 and 95 <= numbers[0] <= 141 and -11 <= numbers[1] <= 6:
        raise ValueError(f"has the longitude first; write the latitude first: [{numbers[1]:g}, {numbers[0]:g}]")
    return value


Coordinates = Annotated[
    tuple[Annotated[float, Field(ge=-11, le=6)], Annotated[float, Field(ge=95, le=141)]],
    BeforeValidator(_latitude_first),
]
"""Latitude and longitude of a point in Indonesia, degrees."""


Feast = Literal[
    "idulfitri",
    "iduladha",
    "ramadan",
    "maulid",
    "natal",
    "paskah",
    "nyepi",
    "galungan",
    "waisak",
    "imlek",
    "kemerdekaan",
    "pancasila",
    "sumpah-pemuda",
    "pahlawan",
    "guru",
    "tahun-baru",
    "umum",
]
"""The feasts that have an emblem; `umum` is any other."""


class Quote(Record):
    """Words of an office; `script` is the same in Javanese script where the office wrote it so."""

    text: str
    by: str
    office: str = ""
    script: str = ""


class Phone(Record):
    """A number that the agency publishes, and what it is for."""

    label: str
    number: str


class RecapItem(Record):
    """One of several pieces of news told together."""

    title: str = Field(min_length=1)
    place: str = ""
    summary: str = ""
    picture: Picture | None = None


class Update(NoticeBase):
    """A program's news, an announcement, an event, a warning, a service question, a chart, a recap or a quote."""

    kind: Literal["update"] = "update"
    template: Name = "program-update"
    program: str = ""
    facts: tuple[Fact, ...] = ()
    chart: ChartForm | None = None
    """How facts of one unit are drawn; without it as suits them."""
    steps: tuple[str, ...] = ()
    quote: Quote | None = None
    before: Picture | None = None
    after: Picture | None = None
    time: str = ""
    """The hours of an event, or when a warning was last true, as people say it: `08.00–12.00 WIB`."""
    phones: tuple[Phone, ...] = ()
    items: tuple[RecapItem, ...] = ()
    coordinates: Coordinates | None = None
    """Latitude and longitude of the place, for a map's pin."""
    route: tuple[Coordinates, ...] = ()
    """Latitudes and longitudes of a way, for a line on a map."""
    source: str = ""
    """Who counted, measured or warns."""
    feast: Feast | None = None
    """The feast that a greeting is for; without it the one that the title names, or that falls on the date."""
    window_from: Day | None = Field(default=None, alias="from")
    """First day of an event, or of what was counted."""
    window_to: Day | None = Field(default=None, alias="to")

    agency: Name | None = None
    """Whose item it is, of the `agencies:` of vlogkit.yaml; without it the agency of its brand."""
    publish: PublishWindow = PublishWindow()
    """When it may be out, and where."""

    model_config = NoticeBase.model_config | {"populate_by_name": True, "serialize_by_alias": True}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.window_from and self.window_to and self.window_to < self.window_from:
            raise ValueError("`to` is before `from`")
        return self

    def media(self) -> Iterator[tuple[KeyPath, Picture | Clip]]:
        """Every picture and clip of the notice with its key, those before and after and of its items too."""
        yield from super().media()
        pair = (("before", self.before), ("after", self.after))
        yield from (((key,), picture) for key, picture in pair if picture is not None)
        for index, item in enumerate(self.items):
            if item.picture is not None:
                yield ("items", index, "picture"), item.picture

    def days(self) -> tuple[dt.date, ...]:
        """Its own day, and the first and last that it names."""
        return (*super().days(), *(day for day in (self.window_from, self.window_to) if day))
