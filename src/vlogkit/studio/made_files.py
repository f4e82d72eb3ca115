"""Show the files of bundles, those that a manifest names and nothing else, the small pictures of lists and forms, and
where what was made differs from its item."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from vlogkit.errors import InputError, VlogkitError
from vlogkit.files import sha256_of
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.pipeline.editing.small_pictures import LARGE, SIDE, made_thumb, small_picture, smaller
from vlogkit.pipeline.editing.versions import rendered_version
from vlogkit.pipeline.making.bundles import folder_of
from vlogkit.pipeline.making.options import Options
from vlogkit.pipeline.posting.live_posts import OUT, post_drift
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.bundle import Bundle
from vlogkit.records.post import Entry
from vlogkit.studio.showing import fault_words, language, now, rooms_of
from vlogkit.workspace import Workspace


def bundle_of(folder: Path) -> Bundle | None:
    """The bundle in a folder; None where there is none that can be read."""
    try:
        return manifest_if_any(folder)
    except InputError:
        return None


def versions_address(workspace: Workspace, name: str) -> str:
    """Where what was rendered of an item is compared with its file as it is now; empty for an item without a file."""
    path = workspace.updates / f"{name}.md"
    if not path.is_file():
        return ""
    bundle, own = bundle_of(workspace.bundles / name), f"{workspace.updates.name}/{name}.md"
    made_of = next((one.sha256 for one in bundle.inputs if one.path == own), "") if bundle else ""
    version = rendered_version(workspace, name, made_of) if made_of != sha256_of(path) else ""
    return f"/items/{name}/versions" + (f"?version={version}" if version else "")


def differing(desk: PublishingDesk, entry: Entry, now: dt.datetime) -> dict[str, object]:
    """What a post's page says where the item differs from it. Raises OutsideError."""
    workspace = desk.workspace
    return {
        "drift": post_drift(desk, entry, now),
        "is_out": entry.post.state in OUT,
        "compare": versions_address(workspace, entry.post.bundle),
        "review": workspace.settings.approval.required,
    }


def made_file(request: Request) -> Response:
    """`GET /made/{kind}/{name}/{path}`: a video, card or text of a bundle or a draft."""
    kind, name, path = (request.path_params[key] for key in ("kind", "name", "path"))
    folder = folder_of(rooms_of(request).workspace(), name, Options(draft=kind == "drafts"))
    bundle = bundle_of(folder) if "/" not in name and ".." not in name else None
    known = {output.path: output for output in bundle.outputs} if bundle else {}
    if path not in known or not (folder / path).is_file():
        return PlainTextResponse("there is no such file", 404)
    return FileResponse(folder / path, headers={"cache-control": "private, no-cache"})


async def thumb_part(request: Request) -> Response:
    """`GET /items/{name}/thumb`: an item's card, small: the one that was rendered, else as it would be; `made=1`: the one
    that was rendered in any case. Where it cannot be drawn, why and where to mend it, as JSON."""
    async with rooms_of(request).thumbs:
        if await request.is_disconnected():  # the list was left meanwhile: whoever opened an item does not wait for it
            return Response(status_code=204)
        return await run_in_threadpool(_thumb, request)


def _thumb(request: Request) -> Response:
    rooms, name = rooms_of(request), request.path_params["name"]
    workspace = rooms.workspace()
    data = made_thumb(workspace, name, as_made="made" in request.query_params)
    if data is None:
        try:
            data = smaller(rooms.preview.card(name, "feed", None, workspace.today(now())))
        except VlogkitError as error:
            place = "items" if (workspace.updates / f"{name}.md").is_file() else "complaints"
            return JSONResponse({"errors": fault_words(error, workspace.root), "mend": f"/{place}/{quote(name)}"}, 422)
    return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=20"})


async def kind_part(request: Request) -> Response:
    """`GET /kinds/{name}`: a sample of a kind of news, in the workspace's brand."""
    rooms = rooms_of(request)
    async with rooms.thumbs:
        if await request.is_disconnected():  # a kind was chosen meanwhile
            return Response(status_code=204)
        data = await run_in_threadpool(rooms.kinds.still, request.path_params["name"], language(request))
    return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=300"})


def workspace_picture(request: Request) -> Response:
    """`GET /pictures/{path}`: a picture of the workspace, small, as the form shows it."""
    side = LARGE if request.query_params.get("large") else SIDE
    data = small_picture(rooms_of(request).workspace(), request.path_params["path"], side)
    return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=300"})


routes = [
    Route("/made/{kind}/{name}/{path:path}", made_file),
    Route("/items/{name}/thumb", thumb_part),
    Route("/kinds/{name}", kind_part),
    Route("/pictures/{path:path}", workspace_picture),
]
