"""Read a calendar, the workspace's own before the shipped one."""

from __future__ import annotations

from pathlib import Path

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.planning.prayer_times import place_of
from vlogkit.records.calendar import Calendar
from vlogkit.strict_yaml import load


def read_calendar(name: str, *, workspace: Path | None = None) -> Calendar:
    """The calendar `calendar/NAME.yaml`. Raises InputError with the known names, or with the file's faults."""
    path = resources.find(f"calendar/{name}.yaml", workspace=workspace)
    if path is None:
        known = ", ".join(resources.names("calendar", workspace=workspace))
        raise InputError(f"there is no calendar `{name}`", hint=f"Known here: {known}")
    calendar = load(Calendar, path)
    if calendar.prayers is not None:
        try:
            place_of(calendar.prayers)
        except InputError as error:
            raise InputError(error.message, where=path, hint=error.hint) from None
    country = calendar.holidays.country
    if country and not _known_country(country):
        hint = "Write the two letters of the country, like ID, or leave it out."
        raise InputError(f"no holidays are known for `{country}`", where=path, hint=hint)
    return calendar


def _known_country(country: str) -> bool:
    from holidays.utils import list_supported_countries

    return country in list_supported_countries()
