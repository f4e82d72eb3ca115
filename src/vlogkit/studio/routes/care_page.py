"""What was found in a picture: each face, plate and code is shown and confirmed by a person, areas are added."""

from __future__ import annotations

from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.editing.picture_care import answer_for, seen_picture
from vlogkit.records.notices.media import Minor
from vlogkit.studio.routes.acting import acting, named, signed
from vlogkit.studio.showing import error_words, rooms_of, show, texts

KINDS = {
    "face": "Face",
    "plate": "Number plate",
    "code": "Code",
    "number": "Number of a card",
    "kept": "Left as it is",
    "named": "Added by a person",
}
"""What an area is called on the page."""
MINORS = {"unknown": "Nobody has said", "no": "No", "yes": "Yes: it is not shown"}


def care_page(request: Request) -> Response:
    """`GET /care/{path}`"""
    return _shown(request)


def _shown(request: Request, status: int = 200, errors: list[dict[str, str]] | None = None) -> Response:
    file, query = request.path_params["path"], request.query_params
    minor = cast("Minor", query.get("minor") if query.get("minor") in MINORS else "unknown")
    seen = seen_picture(rooms_of(request).workspace(), file, consent=query.get("consent", ""), minor=minor)
    back = query.get("back", "/")
    return show(
        request,
        "care.html",
        status,
        seen=seen,
        kinds=KINDS,
        minors=MINORS,
        who=acting(request),
        back=back if back.startswith("/") and not back.startswith("//") else "/",
        errors=errors or [],
    )


async def answer_page(request: Request) -> Response:
    """`POST /care/{path}`: what a person who looked says."""
    form = await request.form(max_fields=1000)
    given, file = texts(form), request.path_params["path"]
    minor = given.get("minor", "unknown")
    listed = [str(box) for box in form.getlist("area")]
    blurred = {str(box) for box in form.getlist("blur")}
    try:
        by = named(request, given.get("by", ""))
        await run_in_threadpool(
            answer_for,
            rooms_of(request).workspace(),
            file,
            by=by,
            keep=[box for box in listed if box not in blurred],
            boxes=[str(box) for box in form.getlist("box")],
            rights=given.get("rights", ""),
            minor=cast("Minor", minor if minor in MINORS else "unknown"),
        )
    except VlogkitError as error:
        return await run_in_threadpool(_shown, request, 422, error_words(error))
    return signed(RedirectResponse(request.url.path + (f"?{request.url.query}" if request.url.query else ""), 303), by)


def copy_part(request: Request) -> Response:
    """`GET /protected/{path}`: the copy of a picture that may be shown."""
    seen = seen_picture(rooms_of(request).workspace(), request.path_params["path"])
    return FileResponse(seen.copy, headers={"cache-control": "private, no-cache"})


routes = [
    Route("/care/{path:path}", care_page),
    Route("/care/{path:path}", answer_page, methods=["POST"]),
    Route("/protected/{path:path}", copy_part),
]
