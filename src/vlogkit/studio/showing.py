"""Fill the studio's pages in: in the person's language, with numbers and times as they are written there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from vlogkit import formatting
from vlogkit.errors import VlogkitError
from vlogkit.pipeline.editing.plain_findings import FORMAT_NAMES, field_words, plain_finding, plain_text
from vlogkit.records.base import Language
from vlogkit.records.notices.gate import Gate
from vlogkit.translating.gettext_catalogue import LANGUAGES, counted, language_of, system_language, translated

if TYPE_CHECKING:
    from vlogkit.studio.rooms import Rooms

SPEAKING: ContextVar[str] = ContextVar("SPEAKING", default="en")
"""The language of the request that is answered."""
STATES = {
    "draft": "waits for approval",
    "approved": "approved",
    "scheduled": "scheduled",
    "sending": "being sent",
    "accepted": "at the service",
    "processing": "at the service",
    "handed-over": "to be posted by hand",
    "published": "published",
    "held": "held",
    "unconfirmed": "not certain",
    "failed": "failed",
    "cancelled": "cancelled",
    "expired": "too late",
    "retracted": "taken back",
}
"""What a post's state is called on a page."""


def rooms_of(request: Request) -> Rooms:
    """What the pages share."""
    rooms: Rooms = request.app.state.rooms
    return rooms


def language(request: Request) -> Language:
    """The person's choice, else the workspace's language, else the system's."""
    rooms = rooms_of(request)
    wish = request.cookies.get("language", "")
    return language_of(wish, rooms.language, rooms.settings_language(), system_language())  # type: ignore[return-value]  # one of LANGUAGES


class SpeakingMiddleware:
    """Know the language of a request while it is answered, also where an error is told."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            SPEAKING.set(language(Request(scope)))
        await self.app(scope, receive, send)


def now() -> dt.datetime:
    """The time now, in UTC."""
    return dt.datetime.now(dt.UTC)


@cache
def page_templates() -> Environment:
    """The studio's pages, not filled in."""
    pages = Environment(
        loader=PackageLoader("vlogkit.studio", "pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    pages.filters["platform_name"] = platform_name
    return pages


def platform_name(name: str) -> str:
    """What a platform is called in the language of the request that is answered."""
    from vlogkit.pipeline.editing.account_editing import platform_labels  # here: a page without posts names none

    return translated(platform_labels().get(name, name), SPEAKING.get())


def fill(request: Request, page: str, **given: Any) -> str:
    """The HTML of a page or a part of one."""
    lang, rooms = language(request), rooms_of(request)
    words = {
        "_": partial(translated, lang=lang),
        "counted": partial(counted, lang=lang),
        "number": lambda value: formatting.number(value, lang),
        "day": lambda value, style="long": formatting.date(value, lang, style),
        "moment": lambda value, zone="": moment_words(value, zone or rooms.zone(), lang),
        "day_and_hour": lambda value, zone="": day_and_hour(value, zone or rooms.zone(), lang, now()),
        "clock": lambda value, zone="": formatting.clock(value.astimezone(ZoneInfo(zone or rooms.zone())), lang),
        "state": lambda name: translated(STATES.get(str(name), str(name)), lang),
        "zone": lambda name: ZoneInfo(name),
        "said": partial(plain_finding, lang=lang),
        "told": partial(plain_text, lang=lang),
        "label": lambda key: field_words(key, lang),
        "gate_words": partial(gate_words, lang=lang),
        "format_names": {name: translated(label, lang) for name, label in FORMAT_NAMES.items()},
    }
    return page_templates().get_template(page).render(
        request=request, lang=lang, languages=LANGUAGES, token=rooms.guard.token_for(request.scope), rooms=rooms, path=request.url.path,
        session=request.scope.get("signed_in"), inside=rooms.guard.keeper is None or "signed_in" in request.scope,
        **words, **given,
    )  # fmt: skip


def show(request: Request, page: str, status: int = 200, **given: Any) -> HTMLResponse:
    """A page as an answer."""
    return HTMLResponse(fill(request, page, **given), status)


def moment_words(value: dt.datetime, zone: str, lang: Language) -> str:
    """A day with its hour in a zone, as they are written in a language."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{formatting.date(local.date(), lang, 'full')}, {formatting.clock(local, lang)} {local:%Z}"


def day_and_hour(value: dt.datetime, zone: str, lang: Language, today: dt.datetime) -> str:
    """A day with its hour as one says it: `tomorrow, 1 December, 07:00`; the year only where it is another one."""
    local, here = value.astimezone(ZoneInfo(zone)), today.astimezone(ZoneInfo(zone)).date()
    day = formatting.date(local.date(), lang, "long" if local.year != here.year else "day")
    named = {"day": day, "clock": formatting.clock(local, lang)}
    if local.date() == here:
        return translated("today, {day}, {clock}", lang, **named)
    if local.date() == here + dt.timedelta(days=1):
        return translated("tomorrow, {day}, {clock}", lang, **named)
    return f"{formatting.date(local.date(), lang, 'weekday')}, {named['day']}, {named['clock']}"


def gate_words(gate: Gate, lang: Language) -> str:
    """Why a gate is open or shut, in a language; what stands for a name in it is looked up too."""
    named = {key: ", ".join(translated(part, lang) for part in value.split(", ")) for key, value in gate.named.items()}
    return translated(gate.wording, lang, **named) if gate.wording else gate.reason


def error_words(error: VlogkitError) -> list[dict[str, str]]:
    """What went wrong, where and what to do, one by one, in the language of whoever asked."""
    lang = SPEAKING.get()
    return [
        {"message": plain_text(one.message, lang), "hint": plain_text(one.hint, lang), "where": str(one.where or "")}
        for one in error.each()
    ]


def fault_words(error: VlogkitError, root: Path) -> list[dict[str, str]]:
    """The same for what keeps an item from being shown: a fault of a template is told as one, and not by its file."""
    from vlogkit.pipeline.checking.check_story import broken  # here: the first page needs none of it

    told = (plain_finding(finding, SPEAKING.get()) for finding in broken(error, root))
    return [{"message": words.message, "hint": words.hint, "where": ""} for words in told]


def said(request: Request, text: str, **named: object) -> str:
    """A text in the person's language."""
    return translated(text, language(request), **named)


def texts(form: Mapping[str, object]) -> dict[str, str]:
    """The texts of a form, without its files."""
    return {key: value for key, value in form.items() if isinstance(value, str)}
