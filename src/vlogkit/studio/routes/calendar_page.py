"""The calendar: a month of posts by account, moved by dragging; planning, and the plan as a file."""

from __future__ import annotations

import calendar as months
import datetime as dt
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import CalendarError, UsageError, VlogkitError
from vlogkit.pipeline.posting.live_posts import waiting_posts
from vlogkit.pipeline.posting.plan_exports import export_plan
from vlogkit.pipeline.posting.plan_posts import plan_posts
from vlogkit.pipeline.posting.posts import move_post
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.bundle import MANIFEST
from vlogkit.records.post import BEFORE_SENDING, Entry
from vlogkit.studio.routes.acting import acting
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts

MOST_A_DAY = 6
"""Posts of a day that a month shows; the others are counted."""


def calendar_page(request: Request) -> Response:
    """`GET /calendar`"""
    rooms = rooms_of(request)
    zone = ZoneInfo(rooms.zone())
    today = now().astimezone(zone).date()
    first = month_of(request.query_params.get("month", ""), today)
    account = request.query_params.get("account", "")
    with rooms.desk() as desk:
        days = days_of(desk, first, account, zone)
        accounts = list(desk.accounts)
        closed = closed_days(desk, [day for week in days for day, *_ in week])
    return show(
        request,
        "calendar.html",
        weeks=days,
        first=first,
        before=first - dt.timedelta(days=1),
        after=(first + dt.timedelta(days=32)).replace(day=1),
        today=today,
        accounts=accounts,
        account=account,
        closed=closed,
        empty=not any(posts for week in days for _, _, posts in week),
        movable=BEFORE_SENDING,
        rendered=any(rooms.workspace().bundles.glob(f"*/{MANIFEST}")),
    )


def month_of(text: str, today: dt.date) -> dt.date:
    """The first day of the month written as `2026-12`; this month for anything else."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return today.replace(day=1)


def days_of(
    desk: PublishingDesk, first: dt.date, account: str, zone: ZoneInfo
) -> list[list[tuple[dt.date, int, list[Entry]]]]:
    """The weeks of a month, from Monday: each day with how many posts it has, and those that are shown."""
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    since, until = _midnight(weeks[0][0], zone), _midnight(weeks[-1][-1] + dt.timedelta(days=1), zone)
    by_day = desk.ledger.month(since, until, zone=zone.key, most=MOST_A_DAY, account=account)
    return [[(day, *by_day.get(day, (0, []))) for day in week] for week in weeks]


def _midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone)


def closed_days(desk: PublishingDesk, days: list[dt.date]) -> dict[dt.date, str]:
    """The days on which nothing may be planned, and why."""
    from vlogkit.planning.slots import day_closed

    return {day: why for day in days if (why := day_closed(desk.calendar, day))}


async def move_page(request: Request) -> Response:
    """`POST /posts/{post}/move`: another day, the hour stays; or another time. A refusal that a reason overrides says so."""
    given = texts(await request.form())
    rooms, name = rooms_of(request), request.path_params["post"]
    try:
        with rooms.desk() as desk:
            entry = desk.ledger.entry(name)
            due = moved(entry.post.due.astimezone(ZoneInfo(rooms.zone())), given)
            move_post(desk, name, by=acting(request), now=now(), due=due, anyway=given.get("anyway", ""))
    except VlogkitError as error:
        refusal = {"errors": error_words(error), "reason_overrides": isinstance(error, CalendarError)}
        return JSONResponse(refusal, 422)
    return JSONResponse({"due": due.isoformat()})


def moved(due: dt.datetime, given: dict[str, str]) -> dt.datetime:
    """A local time on another `day`, at another `time`, or both. Raises UsageError."""
    try:
        day = dt.date.fromisoformat(given["day"]) if given.get("day") else due.date()
        time = dt.time.fromisoformat(given["time"]) if given.get("time") else due.time()
    except ValueError:
        raise UsageError(
            "this is not a day or a time", hint="Write the day as 2026-12-01 and the time as 07:30."
        ) from None
    return dt.datetime.combine(day, time, due.tzinfo)


async def plan_page(request: Request) -> Response:
    """`POST /plan`: put what was rendered on the calendar."""
    given = texts(await request.form())
    items = [given["item"]] if given.get("item") else []
    try:
        with rooms_of(request).desk() as desk:
            made = plan_posts(desk, now(), author=acting(request), items=items)
    except VlogkitError as error:
        return show(request, "trouble.html", 422, errors=error_words(error))
    if not items or not made.posts or made.findings:
        return show(request, "planned.html", findings=made.findings, posts=made.posts)
    waits = any(post.state == "draft" for post in made.posts)
    return RedirectResponse(f"/review?planned={items[0]}#{items[0]}" if waits else f"/planned/{items[0]}", 303)


def planned_page(request: Request) -> Response:
    """`GET /planned/{item}`: when each post of an item leaves."""
    with rooms_of(request).desk() as desk:
        posts = waiting_posts(desk, request.path_params["item"])
    return show(request, "planned.html", findings=[], posts=posts)


def export_page(request: Request) -> Response:
    """`GET /calendar.ics` and `/calendar.csv`"""
    ics = request.url.path.endswith(".ics")
    with rooms_of(request).desk() as desk:
        made = export_plan(desk, now(), calendar=ics, path=None)
    name = "rencana.ics" if ics else "rencana.csv"
    kind = "text/calendar" if ics else "text/csv"
    return Response(made.text, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


routes = [
    Route("/calendar", calendar_page),
    Route("/calendar.ics", export_page),
    Route("/calendar.csv", export_page),
    Route("/posts/{post}/move", move_page, methods=["POST"]),
    Route("/plan", plan_page, methods=["POST"]),
    Route("/planned/{item}", planned_page),
]
