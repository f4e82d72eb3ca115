"""Ask an approver who is not at the computer: by a link for their phone, or by a file; and enter the answer."""

from __future__ import annotations

from pathlib import Path

import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.pipeline.posting.answering.sheet_making import who_can_be_asked
from vlogkit.pipeline.posting.answering.taking_answers import take_code
from vlogkit.pipeline.posting.reviewing import waiting_posts
from vlogkit.records.posting.approval_sheet import ApprovalSheet
from vlogkit.studio.doors.door import OpenDoor, phone_host
from vlogkit.studio.doors.sheet_door import SheetDoor
from vlogkit.studio.doors.sheet_page import MadeSheet, made_sheet, write_sheet
from vlogkit.studio.rooms import Rooms
from vlogkit.studio.routes.acting import acting
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts
from vlogkit.workspace import Workspace


def ask_page(request: Request) -> Response:
    """`GET /sheets/{item}`: who is asked, and how."""
    return _shown(request, [])


def _shown(request: Request, errors: list[dict[str, str]], status: int = 200) -> Response:
    item, rooms = request.path_params["item"], rooms_of(request)
    with rooms.desk() as desk:
        entries = [entry for entry in waiting_posts(desk) if entry.post.bundle == item]
        names = who_can_be_asked(desk, item)
        sheets = [one for one in desk.ledger.open_sheets(now()) if one.item == item]
    files = {one.id for one in sheets if _file(rooms.workspace(), one).is_file()}
    given = {"item": item, "entries": entries, "names": names, "sheets": sheets, "files": files}
    return show(request, "ask.html", status, errors=errors, who=acting(request), **given)


async def make_page(request: Request) -> Response:
    """`POST /sheets/{item}`: open the door for a phone, or write the file."""
    given, rooms, item = texts(await request.form()), rooms_of(request), request.path_params["item"]
    approver, way = given.get("approver", ""), given.get("way", "")

    def made() -> MadeSheet:
        with rooms.desk() as desk:
            by = acting(request)
            return made_sheet(desk, item, approver=approver, by=by, way="link" if way == "link" else "file", now=now())

    try:
        sheet = await run_in_threadpool(made)
    except VlogkitError as error:
        return _shown(request, error_words(error), 422)
    if way == "link":
        rooms.close_sheet_door()
        door = SheetDoor(
            sheet.sheet, sheet.html, sheet.films, rooms.desk, until=sheet.sheet.until, clock=now, lang=sheet.lang
        )
        host = phone_host(request.url.hostname or "", certified=rooms.certificate is not None)
        rooms.sheet_door = OpenDoor(door, host, rooms.certificate)
        return RedirectResponse(f"/sheets/{item}/link", 303)
    await run_in_threadpool(_remove_old, rooms, item)
    write_sheet(sheet, _file(rooms.workspace(), sheet.sheet))
    return RedirectResponse(f"/sheets/{item}", 303)


def link_page(request: Request) -> Response:
    """`GET /sheets/{item}/link`: the QR code of the open door, or what was answered."""
    rooms, item = rooms_of(request), request.path_params["item"]
    opened = rooms.sheet_door
    if opened is None or opened.door.sheet.item != item:
        return RedirectResponse(f"/sheets/{item}", 303)
    door = opened.door
    code = segno.make(opened.address, error="m").svg_inline(scale=5, border=2, omitsize=True)
    late = now() >= door.until
    page = "ask_link_state.html" if "hx-request" in request.headers else "ask_link.html"
    shown = show(request, page, item=item, door=door, address=opened.address, code=code, late=late)
    if door.taken is not None or late:
        rooms.close_sheet_door()
    return shown


def file_page(request: Request) -> Response:
    """`GET /sheets/{item}/{sheet}`: the file to send."""
    rooms = rooms_of(request)
    with rooms.desk() as desk:
        sheet = desk.ledger.sheet(request.path_params["sheet"])
    path = _file(rooms.workspace(), sheet) if sheet and sheet.item == request.path_params["item"] else None
    if sheet is None or path is None or not path.is_file():
        raise UsageError("there is no such sheet", hint="Make a new one.")
    name = f"persetujuan-{sheet.item}-{sheet.id}.html"
    return FileResponse(path, media_type="text/html", filename=name, headers={"cache-control": "no-store"})


async def answer_page(request: Request) -> Response:
    """`POST /answers`: a code that came back."""
    given, rooms = texts(await request.form()), rooms_of(request)
    try:
        with rooms.desk() as desk:
            taken = await run_in_threadpool(take_code, desk, given.get("code", ""), now=now())
    except VlogkitError as error:
        return show(request, "answered.html", 422, taken=None, errors=error_words(error), code=given.get("code", ""))
    return show(request, "answered.html", taken=taken, errors=[], code="")


def _file(workspace: Workspace, sheet: ApprovalSheet) -> Path:
    return workspace.sheets / sheet.item / f"{sheet.id}.html"


def _remove_old(rooms: Rooms, item: str) -> None:
    """Remove the files of an item's sheets that can be answered no more."""
    with rooms.desk() as desk:
        still = {one.id for one in desk.ledger.open_sheets(now())}
    for path in (rooms.workspace().sheets / item).glob("*.html"):
        if path.stem not in still:
            path.unlink(missing_ok=True)


routes = [
    Route("/sheets/{item}", ask_page),
    Route("/sheets/{item}", make_page, methods=["POST"]),
    Route("/sheets/{item}/link", link_page),
    Route("/sheets/{item}/{sheet}", file_page),
    Route("/answers", answer_page, methods=["POST"]),
]
