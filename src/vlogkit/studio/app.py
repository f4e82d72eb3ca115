"""The studio as a web application: its pages, its files, and how faults are told."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vlogkit.errors import ExitCode, UsageError, VlogkitError, system_fault, unforeseen
from vlogkit.studio.guarding import Guard, GuardingMiddleware
from vlogkit.studio.rooms import Rooms
from vlogkit.studio.routes import first_hour_page, sign_in_page, today_page
from vlogkit.studio.showing import SpeakingMiddleware, error_words, show
from vlogkit.studio.signing_in import SigningInMiddleware

STATIC = Path(__file__).parent / "static"
FIRST = ("/", "/start", "/language/", "/sign-in", "/sign-out", "/static/", "/fonts/")
"""What is there before the other pages are: an address, or what it begins with."""
STATUS = {ExitCode.USAGE: 404, ExitCode.FAILED: 422, ExitCode.OUTSIDE: 503}


def studio_app(rooms: Rooms, guard: Guard) -> Starlette:
    """The application that serves the pages of one folder."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        rooms.close()

    app = Starlette(
        routes=[
            *today_page.routes,
            *first_hour_page.routes,
            *(sign_in_page.routes if guard.keeper else ()),
            Route("/fonts/{name}", font_file),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(SpeakingMiddleware),
            Middleware(NextPageMiddleware),
            Middleware(GuardingMiddleware, guard=guard),
            Middleware(LaterMiddleware, rooms=rooms),
            *((Middleware(SigningInMiddleware, keeper=guard.keeper),) if guard.keeper else ()),
        ],
        exception_handlers={VlogkitError: told, OSError: system, Exception: unexpected, 404: missing},
        lifespan=lifespan,
    )
    app.state.rooms = rooms
    return app


class NextPageMiddleware:
    """Name the page that follows an act to a script that asks for its name alone: a browser's `fetch` goes there by itself,
    and loses the place on the page that the address ends with."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def named(part: Message) -> None:
            if part["type"] == "http.response.start" and part["status"] == 303:
                headers = [(b"x-studio-next" if key == b"location" else key, value) for key, value in part["headers"]]
                part = {**part, "status": 200, "headers": headers}
            await send(part)

        asks = scope["type"] == "http" and any(key == b"x-studio-act" for key, _ in scope["headers"])
        await self.app(scope, receive, named if asks else send)


class LaterMiddleware:
    """Give the first page before the others are loaded, since what draws pictures and reads complaints takes longer to load
    than all that the first page needs; then load them, or at once where one of them is asked for."""

    def __init__(self, app: ASGIApp, rooms: Rooms) -> None:
        self.app, self.rooms = app, rooms
        self._lock, self._loaded, self._begun = threading.Lock(), False, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not self._loaded and not is_first(scope["path"]):
            await run_in_threadpool(self.load, scope["app"])
        await self.app(scope, receive, send)
        if not self._begun:
            self._begun = True
            threading.Thread(target=self.load, args=(scope["app"],), daemon=True).start()

    def load(self, app: Starlette) -> None:
        """Have every page, and what draws the stills."""
        with self._lock:
            if not self._loaded:
                app.router.routes.extend(later_routes())
                assert self.rooms.preview if self.rooms.ready() else self.rooms.looks
                self._loaded = True


def is_first(path: str) -> bool:
    """Whether an address is one of those that are there from the start."""
    return path in FIRST or any(path.startswith(one) for one in FIRST if one != "/" and one.endswith("/"))


def later_routes() -> list[BaseRoute]:
    """The pages that are loaded when the first one was given."""
    from vlogkit.studio import made_files
    from vlogkit.studio.routes import (
        accounts_page,
        calendar_page,
        care_page,
        complaints_page,
        items_page,
        phone_page,
        queue_page,
        retractions_page,
        review_page,
        sheets_page,
        talk_page,
    )

    return [
        *items_page.routes,
        *talk_page.routes,
        *care_page.routes,
        *complaints_page.routes,
        *phone_page.routes,
        *review_page.routes,
        *sheets_page.routes,
        *calendar_page.routes,
        *queue_page.routes,
        *retractions_page.routes,
        *accounts_page.routes,
        *made_files.routes,
    ]


def told(request: Request, error: Exception) -> Response:
    """A fault that a person can mend, as a page or, where a script asks, as JSON."""
    assert isinstance(error, VlogkitError)
    status = STATUS.get(ExitCode(error.exit_code), 422)
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"errors": error_words(error)}, status)
    return show(request, "trouble.html", status, errors=error_words(error))


def system(request: Request, error: Exception) -> Response:
    """A fault of the disk or the system."""
    assert isinstance(error, OSError)
    return told(request, system_fault(error))


def unexpected(request: Request, error: Exception) -> Response:
    """A fault that nobody foresaw; the next page works."""
    return told(request, unforeseen(error))


def missing(request: Request, error: Exception) -> Response:
    """No page of that address."""
    return show(request, "trouble.html", 404, errors=error_words(UsageError("there is no such page")))


def font_file(request: Request) -> Response:
    """`GET /fonts/{name}`: the program's own typeface."""
    from starlette.responses import FileResponse

    from vlogkit.resources import shipped

    names = {path.name: path for path in shipped("assets", "fonts", "plus-jakarta-sans").glob("*.ttf")}
    path = names.get(request.path_params["name"])
    if path is None:
        return missing(request, LookupError())
    return FileResponse(path, headers={"cache-control": "public, max-age=86400"})
