"""Show the files of bundles: those that a manifest names, and nothing else."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from vlogkit.errors import InputError
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.pipeline.making.bundles import folder_of
from vlogkit.pipeline.making.options import Options
from vlogkit.records.bundle import Bundle
from vlogkit.studio.showing import rooms_of


def bundle_of(folder: Path) -> Bundle | None:
    """The bundle in a folder; None where there is none that can be read."""
    try:
        return manifest_if_any(folder)
    except InputError:
        return None


def made_file(request: Request) -> Response:
    """`GET /made/{kind}/{name}/{path}`: a video, card or text of a bundle or a draft."""
    kind, name, path = (request.path_params[key] for key in ("kind", "name", "path"))
    folder = folder_of(rooms_of(request).workspace(), name, Options(draft=kind == "drafts"))
    bundle = bundle_of(folder) if "/" not in name and ".." not in name else None
    known = {output.path: output for output in bundle.outputs} if bundle else {}
    if path not in known or not (folder / path).is_file():
        return PlainTextResponse("there is no such file", 404)
    return FileResponse(folder / path, headers={"cache-control": "private, no-cache"})


routes = [Route("/made/{kind}/{name}/{path:path}", made_file)]
