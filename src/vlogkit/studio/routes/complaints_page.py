"""Complaints: an export that is dropped, those that may be shown with every gate, and one to decide about."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import InputError, UsageError, VlogkitError
from vlogkit.pipeline.complaints.dropped_exports import take_export
from vlogkit.pipeline.complaints.highlights import (
    approve_highlight,
    reject_highlight,
    show_without_pictures,
)
from vlogkit.pipeline.complaints.imports import ImportReport
from vlogkit.pipeline.complaints.looked_at import (
    choose_pictures,
    confirm_redaction,
    look_at,
    propose_looked_at,
)
from vlogkit.pipeline.complaints.unknown_exports import (
    UnknownExport,
    ask_anew,
    columns_of,
    import_as_told,
    may_say_anew,
)
from vlogkit.studio.routes.acting import acting, check_may, named, signed
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts

MOST_PROBLEMS = 200
GATES = {
    "resolved": "It is resolved",
    "result": "It was fixed or answered",
    "times": "Its times follow each other",
    "confidence": "It was not reported in confidence",
    "subject": "Its subject is not sensitive",
    "privacy": "Nothing personal is left",
    "pictures": "Its pictures may be shown",
    "settled": "Seven quiet days have passed",
    "chosen": "Two people chose it",
}
"""What a gate asks, as a page says it."""
VERDICTS = {
    "registered": "Both show one place: one is laid over the other.",
    "unsure": "Nothing proves that both show one place: they stand beside each other.",
    "elsewhere": "They show two places.",
    "same": "It is one picture twice.",
}
TEXTS = {"text": "What was reported", "response": "What was answered"}


def complaints_page(request: Request) -> Response:
    """`GET /complaints`"""
    return _list(request)


def _list(
    request: Request,
    status: int = 200,
    *,
    told: ImportReport | UnknownExport | None = None,
    errors: list[dict[str, str]] | None = None,
) -> Response:
    report = told if isinstance(told, ImportReport) else None
    problems = report.problems[:MOST_PROBLEMS] if report else ()
    return show(
        request,
        "complaints.html",
        status,
        found=rooms_of(request).highlights.known(),
        report=report,
        asked=told if isinstance(told, UnknownExport) else None,
        anew=report is not None and may_say_anew(rooms_of(request).workspace(), report.profile),
        problems=problems,
        gates=GATES,
        errors=errors or [],
    )


def found_part(request: Request) -> Response:
    """`GET /complaints/found`: those that may be shown and the others, when all were looked through."""
    return show(request, "complaints_found.html", found=rooms_of(request).highlights.found(), gates=GATES)


async def import_page(request: Request) -> Response:
    """`POST /complaints/files`: an export that was dropped or chosen; what was read of it, row by row, or what its columns are."""
    form = await request.form(max_files=1)
    upload = form.get("file")
    try:
        if upload is None or isinstance(upload, str) or not upload.filename:
            raise InputError("no file was sent", hint="Choose the export of your complaint system.")
        workspace, at = rooms_of(request).workspace(), now()
        told = await run_in_threadpool(partial(take_export, workspace, upload.file, upload.filename, now=at))
    except VlogkitError as error:
        return await run_in_threadpool(partial(_list, request, 422, errors=error_words(error)))
    finally:
        await form.close()
    return await run_in_threadpool(partial(_list, request, told=told))


async def columns_page(request: Request) -> Response:
    """`POST /complaints/columns`: what the columns of an export are, and what the words for its states mean."""
    async with request.form() as form:
        given = texts(form)
        chosen, words, stages = (
            [value for value in form.getlist(name) if isinstance(value, str)] for name in ("column", "word", "stage")
        )
    told = dict(zip(words, stages, strict=False))
    return await run_in_threadpool(_import_as_told, request, given, chosen, told)


def _import_as_told(request: Request, given: dict[str, str], chosen: list[str], told: dict[str, str]) -> Response:
    workspace, file, instead = rooms_of(request).workspace(), given.get("file", ""), given.get("instead", "")
    try:
        if not chosen:
            return _list(request, told=ask_anew(workspace, file, instead))
        return _list(request, told=import_as_told(workspace, file, chosen, told, now=now(), instead=instead))
    except VlogkitError as error:
        errors = error_words(error)
    try:
        asked = replace(columns_of(workspace, file, chosen, told), instead=instead)
        return _list(request, 422, told=asked, errors=errors)
    except VlogkitError:
        return _list(request, 422, errors=errors)


def complaint_page(request: Request) -> Response:
    """`GET /complaints/{id}`"""
    return _one(request)


def _one(request: Request, status: int = 200, errors: list[dict[str, str]] | None = None) -> Response:
    workspace, name = rooms_of(request).workspace(), request.path_params["id"]
    look = look_at(workspace, name, now=now())
    return show(
        request,
        "complaint.html",
        status,
        look=look,
        complaint=look.complaint,
        gates=GATES,
        verdicts=VERDICTS,
        text_names=TEXTS,
        who=acting(request),
        errors=errors or [],
    )


async def decide_page(request: Request) -> Response:
    """`POST /complaints/{id}`: look at what was taken out, choose pictures, propose, approve or keep from being shown."""
    given, name = texts(await request.form()), request.path_params["id"]
    try:
        by = named(request, given.get("by", ""))
        if given.get("act") in {"approve", "reject"}:
            check_may(request, "approver")
        await run_in_threadpool(_decide, request, name, given, by)
    except VlogkitError as error:
        return await run_in_threadpool(_one, request, 422, error_words(error))
    return signed(RedirectResponse(f"/complaints/{quote(name)}", 303), by)


def _decide(request: Request, name: str, given: dict[str, str], by: str) -> None:
    workspace, at, what = rooms_of(request).workspace(), now(), given.get("act", "")
    if what == "looked":
        confirm_redaction(workspace, name, given.get("mark", ""), by=by, now=at)
    elif what == "pictures":
        choose_pictures(workspace, name, given.get("before", ""), given.get("after", ""), by=by, now=at)
    elif what == "without":
        show_without_pictures(workspace, name, by=by, now=at)
    elif what == "propose":
        propose_looked_at(workspace, name, by=by, now=at)
    elif what == "approve":
        approve_highlight(workspace, name, by=by, now=at)
    elif what == "reject":
        reject_highlight(workspace, name, by=by, reason=given.get("reason", ""), now=at)
    else:
        raise UsageError("this page does not know what to do", hint="Load it again.")


def copy_part(request: Request) -> Response:
    """`GET /complaints/{id}/pictures/{which}`: the protected copy of the picture before or after."""
    workspace = rooms_of(request).workspace()
    look = look_at(workspace, request.path_params["id"], now=now())
    copy = look.copies.get(request.path_params["which"])
    if copy is None:
        raise UsageError("there is no such picture")
    return FileResponse(workspace.root / copy, headers={"cache-control": "private, no-cache"})


routes = [
    Route("/complaints", complaints_page),
    Route("/complaints/found", found_part),
    Route("/complaints/files", import_page, methods=["POST"]),
    Route("/complaints/columns", columns_page, methods=["POST"]),
    Route("/complaints/{id}", complaint_page),
    Route("/complaints/{id}", decide_page, methods=["POST"]),
    Route("/complaints/{id}/pictures/{which}", copy_part),
]
