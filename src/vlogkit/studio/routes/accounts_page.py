"""Accounts: add one, give it what proves that it is yours, and try it, without a terminal."""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.editing.account_editing import add_account, known_platforms
from vlogkit.pipeline.posting.account_secrets import (
    check_named_accounts,
    list_accounts,
    secret_names,
    sign_in_with,
    store_secrets,
)
from vlogkit.studio.rooms import Rooms
from vlogkit.studio.routes.acting import session_of
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts


def accounts_page(request: Request) -> Response:
    """`GET /accounts`"""
    return _shown(request, [])


def _shown(request: Request, errors: list[dict[str, str]], status: int = 200, tried: object = None) -> Response:
    rooms = rooms_of(request)
    with rooms.desk() as desk:
        accounts = [(one, secret_names(desk, one.account)) for one in list_accounts(desk)]
    platforms = known_platforms(rooms.workspace())
    chosen = request.query_params.get("platform", "")
    return show(
        request,
        "accounts.html",
        status,
        accounts=accounts,
        platforms=platforms,
        chosen=next((one for one in platforms if one.name == chosen), None),
        errors=errors,
        tried=tried,
        local=not session_of(request),
    )


async def add_page(request: Request) -> Response:
    """`POST /accounts`: a new account in vlogkit.yaml."""
    given = texts(await request.form())
    options = {key.removeprefix("option."): value for key, value in given.items() if key.startswith("option.")}
    try:
        add_account(
            rooms_of(request).workspace(),
            given.get("name", "").strip(),
            given.get("platform", ""),
            base_url=given.get("base_url", ""),
            options=options,
        )
    except VlogkitError as error:
        return _shown(request, error_words(error), 422)
    return RedirectResponse("/accounts", 303)


async def secrets_page(request: Request) -> Response:
    """`POST /accounts/{name}/secrets`: kept in the system's keyring or a private file, and never shown again."""
    given = texts(await request.form())
    name = request.path_params["name"]
    try:
        with rooms_of(request).desk() as desk:
            wanted = {key: given[key].strip() for key in secret_names(desk, name) if given.get(key, "").strip()}
            store_secrets(desk, name, wanted)
    except VlogkitError as error:
        return _shown(request, error_words(error), 422)
    return RedirectResponse("/accounts", 303)


async def sign_in_page(request: Request) -> Response:
    """`POST /accounts/{name}/sign-in`: Google's page opens on this computer, and what it gives is kept; the file of the app
    is not."""
    client = (await request.form(max_files=1)).get("client")
    given = (await client.read(), client.filename or "") if isinstance(client, UploadFile) else (b"", "")
    try:
        await run_in_threadpool(_sign_in, rooms_of(request), request.path_params["name"], *given)
    except VlogkitError as error:
        return await run_in_threadpool(_shown, request, error_words(error), 422)
    return RedirectResponse("/accounts", 303)


def _sign_in(rooms: Rooms, name: str, client: bytes, called: str) -> None:
    with rooms.desk() as desk:
        sign_in_with(desk, name, client, Path(called), now())


def try_page(request: Request) -> Response:
    """`POST /accounts/{name}/check`: ask the service whose account it is."""
    try:
        with rooms_of(request).desk() as desk:
            (checked,) = check_named_accounts(desk, [request.path_params["name"]], now)
    except VlogkitError as error:
        return _shown(request, error_words(error), 422)
    return _shown(request, [], tried=checked)


routes = [
    Route("/accounts", accounts_page),
    Route("/accounts", add_page, methods=["POST"]),
    Route("/accounts/{name}/secrets", secrets_page, methods=["POST"]),
    Route("/accounts/{name}/sign-in", sign_in_page, methods=["POST"]),
    Route("/accounts/{name}/check", try_page, methods=["POST"]),
]
