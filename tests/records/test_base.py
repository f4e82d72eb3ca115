"""What every record shares: a day is a day in each of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from tests.records.test_round_trips import every_record

from vlogkit.records.base import Day, Record

DAY = TypeAdapter(Day)


@pytest.mark.parametrize("typed", [1764288000, 0, 1.5, True])
def test_a_number_is_not_a_day(typed: object) -> None:
    """It would be taken as the seconds since 1970."""
    with pytest.raises(ValidationError, match="write it as 2026-12-31"):
        DAY.validate_python(typed)


def test_a_day_is_read_from_text_and_from_yaml() -> None:
    assert DAY.validate_python("2026-12-31") == DAY.validate_python(dt.date(2026, 12, 31)) == dt.date(2026, 12, 31)


@pytest.mark.parametrize("kind", every_record(), ids=lambda kind: kind.__name__)
def test_every_day_of_a_record_is_one(kind: type[Record]) -> None:
    days = [
        field
        for field in kind.model_fields.values()
        if "datetime.date" in str(field.annotation).replace("datetime.datetime", "")
    ]
    assert all(_refuses(field.annotation, field.metadata) for field in days)


def _refuses(annotation: Any, metadata: list[Any]) -> bool:
    return "_written_day" in f"{annotation}{metadata}" or "_read" in f"{metadata}{annotation}"
