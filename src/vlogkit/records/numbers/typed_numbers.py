"""Numbers as a person typed them: how many digits stand after the point, and whether they can be read in two ways."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_serializer, field_validator, model_validator

from vlogkit.records.base import Record
from vlogkit.records.numbers.whole_numbers import MOST_DIGITS

MOST_DECIMALS = 6
_THOUSANDS = re.compile(r"\s*[-+]?([1-9]\d{0,2})\.(\d{3})\s*")
"""Thousands as Indonesian writes them, and a decimal fraction as YAML does: `12.072`."""


_ZEROS = re.compile(r"\s*[-+]?0+(\d+(?:\.\d+)?)\s*")
"""A number as a code or a telephone number is written, which is more than its value: `012`."""


class TypedNumber(float):
    """A number of a file that people write, with the text it was written as."""

    text: str

    def __new__(cls, text: str) -> TypedNumber:
        """The number that a text is. Raises ValueError."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def typed(value: object) -> str:
    """What a person typed: a text, or the text of a number that was read from one; empty for anything else."""
    if isinstance(value, TypedNumber):
        return value.text
    return value if isinstance(value, str) else ""


def decimals_of(value: object) -> int:
    """The digits after the point of a number or of its text; of a number that nobody typed, those it needs."""
    text = typed(value)
    if not text and isinstance(value, int | float):
        text = f"{value:.{MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    number = _exact(text)
    exponent = number.as_tuple().exponent if number is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _exact(text: str) -> Decimal | None:
    """The number that a text is in any form that is read as one: `.5`, `1_234.5`, `1.5e-3`; None for what is none."""
    try:
        return Decimal(text.strip().replace("_", ""))
    except InvalidOperation:
        return None


def not_shown(value: object) -> str:
    """Why a value cannot be shown as it was typed, in words; empty where it can."""
    if isinstance(value, bool):
        return f"should be a number, not {str(value).lower()}"
    if zeros := _ZEROS.fullmatch(typed(value)):
        return f"begins with a 0 that is not shown; write {zeros[1]}"
    number = _exact(typed(value) or (str(value) if isinstance(value, int) else ""))
    if number is None or not number.is_finite():
        return ""
    digits, exponent = number.normalize().as_tuple()[1:]
    if max(len(digits), len(digits) + int(exponent)) > MOST_DIGITS:
        return f"has more than {MOST_DIGITS} digits, which is more than are kept exactly; round it"
    return (
        f"has more than {MOST_DECIMALS} digits after the point; round it" if decimals_of(value) > MOST_DECIMALS else ""
    )


def two_readings(value: object) -> str:
    """What a number such as `12.072` can mean, in words; empty where it can mean one thing only."""
    match = _THOUSANDS.fullmatch(typed(value))
    if not match:
        return ""
    whole, rest = match.groups()
    thousands = f"{whole} thousand" + (f" and {int(rest)}" if int(rest) else "")
    return f"can be read in two ways, {thousands} ({whole}{rest}) or {whole} point {' '.join(rest)} ({whole},{rest})"


def _count(value: object) -> object:
    if said := not_shown(value):
        raise ValueError(said)
    if said := two_readings(value):
        raise ValueError(f"{typed(value).strip()} {said}; a count is a whole number, without a point")
    return value


Count = Annotated[int, BeforeValidator(_count)]
"""A whole number that a person types. `12.072` is asked about: as a number it would be 12.072, and `9.000` would be 9."""


class Figure(Record):
    """A number that is shown, with the decimals it was typed with unless `decimals` says how many."""

    decimals: int = Field(default=0, ge=0, le=MOST_DECIMALS)
    """Digits after the comma; without it as many as `value` was written with."""
    value: float

    @field_serializer("value", mode="plain", when_used="json")
    def _as_written(self, value: float) -> int | float:
        """Without a point where there are no decimals, so that it reads back with none."""
        return int(value) if not self.decimals and value.is_integer() else value

    @model_validator(mode="before")
    @classmethod
    def _as_typed(cls, data: object) -> object:
        """`decimals` as many as the value has, where they are not said and the value can be read in one way only."""
        if not isinstance(data, dict) or data.get("decimals") is not None or two_readings(data.get("value")):
            return data
        return data | {"decimals": min(decimals_of(data.get("value")), MOST_DECIMALS)}

    @field_validator("value", mode="before")
    @classmethod
    def _read_in_one_way(cls, value: object, info: ValidationInfo) -> object:
        if said := not_shown(value):
            raise ValueError(said)
        said = two_readings(value)
        if said and int(info.data.get("decimals") or 0) < 3:
            text = typed(value).strip()
            whole = text.replace(".", "")
            raise ValueError(f"{text} {said}; write {whole} for the first, or add `decimals: 3` for the second")
        return value
