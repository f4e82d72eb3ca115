"""The first hour: a new workspace from the agency's name, its logo and a look."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.editing.first_workspace import first_workspace, proposed_colours
from vlogkit.pipeline.templates.template_list import list_brands
from vlogkit.pipeline.upkeep.starting import start_workspace
from vlogkit.studio.showing import error_words, rooms_of, show, texts


def start_page(request: Request) -> Response:
    """`GET /start`"""
    if rooms_of(request).ready():
        return RedirectResponse("/", 303)
    return _shown(request, {}, [])


def _shown(request: Request, given: dict[str, str], errors: list[dict[str, str]], status: int = 200) -> Response:
    return show(
        request,
        "start.html",
        status,
        folder=str(rooms_of(request).folder),
        looks=list_brands(None),
        given=given,
        errors=errors,
    )


async def make_workspace_page(request: Request) -> Response:
    """`POST /start`: make it, or say what is wrong."""
    rooms = rooms_of(request)
    form = await request.form(max_files=1)
    given = texts(form)
    upload = form.get("logo")
    try:
        if given.get("sample"):
            await run_in_threadpool(start_workspace, rooms.folder, given.get("agency", "").strip() or "Dinas Contoh")
        else:
            logo = None
            if upload is not None and not isinstance(upload, str) and upload.filename:
                logo = (upload.filename, await upload.read())
            await run_in_threadpool(
                first_workspace,
                rooms.folder,
                given.get("agency", ""),
                short=given.get("short", "").strip(),
                colour=given.get("colour", "") if given.get("own") else "",
                look=given.get("look", "jateng"),
                logo=logo,
            )
    except VlogkitError as error:
        return _shown(request, given, error_words(error), 422)
    finally:
        await form.close()
    return RedirectResponse("/items/new", 303)


async def colours_part(request: Request) -> Response:
    """`POST /start/colours`: colours of a logo, on which white words can be read."""
    form = await request.form(max_files=1)
    upload = form.get("logo")
    if upload is None or isinstance(upload, str):
        return JSONResponse({"colours": []})
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"logo{Path(upload.filename or '').suffix.lower()[:5]}"
        path.write_bytes(await upload.read())
        try:
            colours = await run_in_threadpool(proposed_colours, path)
        except VlogkitError as error:
            return JSONResponse({"errors": error_words(error)}, 422)
    return JSONResponse({"colours": colours})


routes = [
    Route("/start", start_page),
    Route("/start", make_workspace_page, methods=["POST"]),
    Route("/start/colours", colours_part, methods=["POST"]),
]
