"""What every record shares: frozen, strict about unknown keys, JSON both ways."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Format = Literal["portrait", "feed", "square", "landscape"]
"""The four frames one story flows into; sizes stand in `config/formats/`."""

FORMATS: tuple[Format, ...] = get_args(Format)

Language = Literal["id", "jv", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)

Javanese = Literal["krama", "ngoko"]
"""The polite register of Javanese, as an office speaks to citizens, and the everyday one, as friends speak."""

ChartForm = Literal["columns", "line", "dots", "slope", "ranking", "bars"]
"""How counts are drawn: columns or a line over time, a dot for each so many, two values and the way between them, places
in their order, or bars."""

CHART_FORMS: tuple[ChartForm, ...] = get_args(ChartForm)

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""An sRGB colour, `#RRGGBB`."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
"""A name used in paths and references: lower case, digits, hyphens."""

HALF_LETTER = re.compile("[\ud800-\udfff]")
"""One of two surrogates alone, as broken exports and terminals hand it in: it can be neither stored nor sent on. Python
makes one of a byte on the command line that is not UTF-8, too."""


def whole_letters(text: str) -> str:
    """The text with � for each half letter, so that any record can hold it."""
    return text if text.isascii() else HALF_LETTER.sub("\ufffd", text)


Unit = Annotated[float, Field(ge=0.0, le=1.0)]

KeyPath = tuple[str | int, ...]
"""The way to a value of a YAML file: keys, and indices of lists."""


def known_zone(value: str) -> str:
    """A time zone's name, if there is such a zone. Raises ValueError."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("there is no such time zone; write one like Asia/Jakarta") from None
    return value


Zone = Annotated[str, AfterValidator(known_zone)]
"""A name of the IANA time zone database."""


def _written_day(value: object) -> object:
    """A day as it is written; a number would be read as the seconds since 1970. Raises ValueError."""
    if isinstance(value, int | float):
        raise ValueError("is not a day; write it as 2026-12-31")  # pydantic tells a ValueError at its line
    return value


Day = Annotated[dt.date, BeforeValidator(_written_day)]
"""A day, `2026-12-31`."""


class Record(BaseModel):
    """Base of all records; unknown keys are errors, instances never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)
    # Validators are built when a record is first made: a command pays for those it uses, and not for parts of others.

    def fingerprint(self) -> str:
        """sha256 (hex) over the canonical JSON of the record."""
        return fingerprint(self.model_dump(mode="json"))


def fingerprint(value: object) -> str:
    """sha256 (hex) of any JSON value: sorted keys, no white space."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_web_address(text: str) -> bool:
    """Whether a text is an address that a browser may be sent to."""
    return len(text) <= _MOST_ADDRESS and text.isprintable() and bool(_WEB_ADDRESS.fullmatch(text))


_MOST_ADDRESS = 2000
_WEB_ADDRESS = re.compile(
    r"https?://(?:\[[0-9a-f:.]{2,45}\]|[^\s/?#<>\"@:\[\]\\]+)(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?", re.IGNORECASE
)


def _linked(value: str) -> str:
    """An address to link to, or nothing. Raises ValueError."""
    if value and not is_web_address(value):
        raise ValueError("is not a web address; write it whole, such as https://dinas.example.go.id/kabar")
    return value


Link = Annotated[str, AfterValidator(_linked)]
"""An address that a reader may be sent to: http or https, and nothing that a browser would run or open on its machine."""


def _site(value: str) -> str:
    """A site as it is shown, with or without https:// in front. Raises ValueError."""
    if value and not is_web_address(value if value.lower().startswith(("http://", "https://")) else f"https://{value}"):
        raise ValueError("is not a web site; write it such as dinas.example.go.id")
    return value


Site = Annotated[str, AfterValidator(_site)]
"""The address of a site as people read it: `dinas.example.go.id`."""
