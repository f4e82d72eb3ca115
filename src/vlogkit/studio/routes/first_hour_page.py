"""The first hour: a new workspace from the agency's name, its logo and a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.pipeline.templates.template_list import list_brands
from vlogkit.studio.showing import error_words, language, rooms_of, show, texts

if TYPE_CHECKING:
    from vlogkit.pipeline.beginning.agency_logo import AgencyLogo

FIRST_LOOK = "jateng"


def start_page(request: Request) -> Response:
    """`GET /start`"""
    if rooms_of(request).ready():
        return RedirectResponse("/", 303)
    return _shown(request, {}, [])


def _shown(request: Request, given: dict[str, str], errors: list[dict[str, str]], status: int = 200) -> Response:
    folder, first = str(rooms_of(request).folder), given.get("look") or FIRST_LOOK
    looks = sorted(list_brands(None), key=lambda brand: brand.name != FIRST_LOOK)
    return show(request, "start.html", status, folder=folder, looks=looks, first=first, given=given, errors=errors)


async def make_workspace_page(request: Request) -> Response:
    """`POST /start`: make it, or say what is wrong."""
    rooms = rooms_of(request)
    form = await request.form(max_files=1)
    given = texts(form)
    try:
        if given.get("sample"):
            from vlogkit.pipeline.upkeep.starting import (
                start_workspace,
            )  # here: the first page is given before it is read

            await run_in_threadpool(start_workspace, rooms.folder, given.get("agency", "").strip() or "Dinas Contoh")
        else:
            from vlogkit.pipeline.beginning.first_workspace import first_workspace  # as above

            logo = await _logo(request, form, given)
            await run_in_threadpool(
                first_workspace,
                rooms.folder,
                given.get("agency", ""),
                short=given.get("short", "").strip(),
                colour=given.get("colour", "") if given.get("own") else "",
                look=given.get("look", FIRST_LOOK),
                logo=logo,
            )
    except VlogkitError as error:
        return _shown(request, given, error_words(error), 422)
    finally:
        await form.close()
    rooms.close_looks()
    return RedirectResponse("/" if given.get("sample") else "/items/new", 303)


async def _logo(request: Request, form: FormData, given: dict[str, str]) -> AgencyLogo | None:
    """The logo that is sent along, else the one that was chosen before: what went wrong since then is not its fault."""
    looks, upload = rooms_of(request).looks, form.get("logo")
    if upload is None or isinstance(upload, str) or not upload.filename:
        return looks.logo(given["known_logo"]) if given.get("known_logo") else None
    given["known_logo"], logo = await run_in_threadpool(looks.keep_logo, upload.filename, await upload.read())
    return logo


async def colours_part(request: Request) -> Response:
    """`POST /start/colours`: a logo's colours on which white words can be read, and the word by which it is known, as
    JSON."""
    looks = rooms_of(request).looks
    form = await request.form(max_files=1)
    upload = form.get("logo")
    try:
        if upload is None or isinstance(upload, str):
            raise UsageError("no file was sent", hint="Choose the logo's file.")
        word, logo = await run_in_threadpool(looks.keep_logo, upload.filename or "", await upload.read())
    except VlogkitError as error:
        return JSONResponse({"errors": error_words(error)}, 422)
    finally:
        await form.close()
    return JSONResponse({"colours": logo.colours, "logo": word})


async def look_part(request: Request) -> Response:
    """`GET /start/looks/{name}`: a sample post in a look, with the name, the colour and the logo that were given."""
    query = request.query_params
    if await request.is_disconnected():  # the next letter was typed meanwhile
        return Response(status_code=204)
    given = {key: query.get(key, "")[:200] for key in ("agency", "short", "colour", "logo")}
    look, lang = request.path_params["name"], language(request)
    data = await run_in_threadpool(rooms_of(request).looks.still, look, **given, lang=lang)
    return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=300"})


routes = [
    Route("/start", start_page),
    Route("/start", make_workspace_page, methods=["POST"]),
    Route("/start/colours", colours_part, methods=["POST"]),
    Route("/start/looks/{name}", look_part),
]
