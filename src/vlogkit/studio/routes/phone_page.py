"""Pictures from a phone: a QR code that opens the door for one item, and what came through it."""

from __future__ import annotations

import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from vlogkit.pipeline.editing.item_editing import open_item
from vlogkit.studio.doors.door import OpenDoor, phone_host
from vlogkit.studio.doors.phone_door import OPEN_FOR, PhoneDoor
from vlogkit.studio.showing import fill, language, now, rooms_of, show


def open_page(request: Request) -> Response:
    """`POST /items/{name}/phone`: open the door, closing the one before; its QR code."""
    rooms, name = rooms_of(request), request.path_params["name"]
    workspace = rooms.workspace()
    item = open_item(workspace, name)
    until = now() + OPEN_FOR

    def page(key: str) -> str:
        return fill(request, "phone.html", key=key, title=item.fields.get("title", name), time=shown)

    shown = fill(request, "clock.html", at=until)
    rooms.close_door()
    door = PhoneDoor(workspace, name, page, until=until, clock=now, lang=language(request))
    rooms.door = OpenDoor(
        door, phone_host(request.url.hostname or "", certified=rooms.certificate is not None), rooms.certificate
    )
    code = segno.make(rooms.door.address, error="m")
    drawing = code.svg_inline(scale=5, border=2, omitsize=True)
    return show(request, "phone_code.html", name=name, address=rooms.door.address, code=drawing, time=shown)


def come_part(request: Request) -> Response:
    """`GET /items/{name}/phone`: the files that came for an item, as JSON."""
    door = rooms_of(request).door
    files = list(door.door.files) if door and door.door.item == request.path_params["name"] else []
    return JSONResponse({"files": files, "open": door is not None})


routes = [
    Route("/items/{name}/phone", open_page, methods=["POST"]),
    Route("/items/{name}/phone", come_part),
]
