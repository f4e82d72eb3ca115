"""The instants at which an account may post, by a calendar's slots, quiet hours and holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

from vlogkit.planning.prayer_times import quiet_around
from vlogkit.records.calendar import WEEKDAYS, Calendar, Pace, Quiet, Rules, Season, Slots
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.settings import Account


def pace(calendar: Calendar, account: Account, facts: PlatformFacts | None = None) -> Pace:
    """How much may go out on an account: its own rule, else its platform's, else the calendar's.

    Never more a day than the service takes, where `facts` are given.
    """
    values = calendar.pace.model_dump()
    for rules in _rules(calendar, account):
        given = {"per_day": rules.per_day, "spacing_minutes": rules.spacing_minutes}
        values.update({key: value for key, value in given.items() if value is not None})
    made = Pace.model_validate(values)
    most = facts.per_day() if facts is not None else None
    return made if most is None else made.model_copy(update={"per_day": min(made.per_day, most[0])})


def instants(calendar: Calendar, account: Account, first: dt.datetime, days: int) -> Iterator[dt.datetime]:
    """Every allowed instant (UTC) from `first` on, for `days` days of the calendar's zone. `first` is aware."""
    zone = ZoneInfo(calendar.timezone)
    start = first.astimezone(zone).date()
    for offset in range(days):
        day = start + dt.timedelta(days=offset)
        for moment in _day(calendar, account, day, zone):
            if moment >= first:
                yield moment


def objections(calendar: Calendar, account: Account, moment: dt.datetime) -> list[str]:
    """What the calendar has against an account's post at an aware instant: a closed season, a holiday, quiet hours."""
    local = moment.astimezone(ZoneInfo(calendar.timezone))
    day, clock = local.date(), f"{local:%H:%M}"
    season = next((s for s in calendar.seasons if s.first <= day <= s.last), None)
    against = [f"{season.name} is closed until {season.last}"] if season and season.closed else []
    if not calendar.holidays.post and is_holiday(calendar, day):
        against.append(f"{day} is a holiday")
    quiet = [rule for rule in _quiet(calendar, account, season, day) if is_quiet(rule, day, clock)]
    return against + [f"{rule.reason or 'quiet hours'} from {rule.start} to {rule.until}" for rule in quiet]


def day_closed(calendar: Calendar, day: dt.date) -> str:
    """Why nothing is planned on a day, such as the name of its holiday; empty where it is open."""
    season = next((s for s in calendar.seasons if s.first <= day <= s.last), None)
    if season and season.closed:
        return season.name
    if not calendar.holidays.post and is_holiday(calendar, day):
        return country_holidays(calendar.holidays.country, day.year).get(day) or calendar.holidays.add.get(day, "")
    return ""


def _day(calendar: Calendar, account: Account, day: dt.date, zone: ZoneInfo) -> Iterator[dt.datetime]:
    season = next((s for s in calendar.seasons if s.first <= day <= s.last), None)
    holiday = is_holiday(calendar, day)
    if (season and season.closed) or (holiday and not calendar.holidays.post):
        return
    quiet = _quiet(calendar, account, season, day)
    for time in _times(calendar, account, day, season, holiday=holiday):
        local = dt.datetime.combine(day, dt.time.fromisoformat(time), zone)
        moment = local.astimezone(dt.UTC)
        skipped_by_the_clock = moment.astimezone(zone).time() != local.time()
        if not skipped_by_the_clock and not any(is_quiet(rule, day, time) for rule in quiet):
            yield moment


def _times(calendar: Calendar, account: Account, day: dt.date, season: Season | None, *, holiday: bool) -> list[str]:
    """The times of a day: the account's, else the platform's, else the holiday's, the season's, the calendar's."""
    own = [rules.slots for rules in reversed(_rules(calendar, account)) if rules.slots]
    special = [calendar.holidays.slots] if holiday and calendar.holidays.slots else []
    special += [season.slots] if season and season.slots else []
    chosen: tuple[Slots, ...] = [*special, *own, calendar.slots][0]
    weekday = WEEKDAYS[day.weekday()]
    return sorted({time for slots in chosen if weekday in slots.days for time in slots.times})


def is_quiet(rule: Quiet, day: dt.date, clock: str) -> bool:
    """Whether `HH:MM` on a day is in a quiet stretch; its end is free, past midnight belongs to the day before."""
    today, yesterday = WEEKDAYS[day.weekday()], WEEKDAYS[day.weekday() - 1]
    if rule.start < rule.until:
        return today in rule.days and rule.start <= clock < rule.until
    return (today in rule.days and clock >= rule.start) or (yesterday in rule.days and clock < rule.until)


def is_holiday(calendar: Calendar, day: dt.date) -> bool:
    """Whether a day is a holiday: the calendar's own list first, then the country's public and joint leave days."""
    if day in calendar.holidays.add:
        return True
    if day in calendar.holidays.drop:
        return False
    return bool(calendar.holidays.country) and day in country_holidays(calendar.holidays.country, day.year)


@lru_cache(maxsize=64)
def country_holidays(country: str, year: int) -> dict[dt.date, str]:
    """Public holidays and, for Indonesia, joint leave days of a year."""
    from holidays import country_holidays as known

    categories = ("public", "government") if country in {"ID", "IDN"} else ("public",)
    return dict(known(country, years=year, categories=categories))


def _rules(calendar: Calendar, account: Account) -> list[Rules]:
    found = (calendar.platforms.get(account.platform), calendar.accounts.get(account.name))
    return [rules for rules in found if rules is not None]


def _quiet(calendar: Calendar, account: Account, season: Season | None, day: dt.date) -> list[Quiet]:
    more = [rule for rules in _rules(calendar, account) for rule in rules.quiet]
    prayers = quiet_around(calendar.prayers, day, calendar.timezone) if calendar.prayers else ()
    return [*calendar.quiet, *more, *(season.quiet if season else ()), *prayers]
