"""The list of items, and the page on which one is written: form, findings, pictures, versions, rendering."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import InputError, UsageError, VlogkitError
from vlogkit.pipeline.editing.adding_files import add_file
from vlogkit.pipeline.editing.field_findings import FieldFinding, field_findings
from vlogkit.pipeline.editing.form_fields import fields_for
from vlogkit.pipeline.editing.item_editing import new_item, open_item, save_item, save_text
from vlogkit.pipeline.editing.item_list import list_items
from vlogkit.pipeline.editing.talks.transcript import talks_in
from vlogkit.pipeline.editing.typed_figures import figure_for_file, figure_for_form, said_figure
from vlogkit.pipeline.editing.update_files import GROUPS, LISTS, ROWS, TEXTS, Fields
from vlogkit.pipeline.editing.version_changes import changed_fields, line_differences, value_words
from vlogkit.pipeline.editing.versions import version_text, versions
from vlogkit.pipeline.making.bundles import folder_of
from vlogkit.pipeline.making.item_bundle import is_made
from vlogkit.pipeline.making.options import Options
from vlogkit.pipeline.posting.live_posts import PlannedPosts, planned_posts
from vlogkit.pipeline.telling.items import find_item
from vlogkit.pipeline.templates.template_list import list_templates, signing_brands
from vlogkit.records.base import FORMATS, Format
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.studio.made_files import bundle_of, versions_address
from vlogkit.studio.renders import RenderJob
from vlogkit.studio.showing import error_words, fault_words, language, now, rooms_of, show, texts
from vlogkit.workspace import Workspace

USUAL = ("program-update", "announcement", "event", "poster", "number", "quote")
"""The kinds that most news are of; the others are shown when they are asked for."""


def items_page(request: Request) -> Response:
    """`GET /items`"""
    search, page = request.query_params.get("q", ""), request.query_params.get("page", "1")
    found = list_items(rooms_of(request).workspace(), page=whole_number(page) or 1, search=search)
    return show(request, "items.html", found=found, search=search)


def new_item_page(request: Request) -> Response:
    """`GET /items/new`: which kind of news it is."""
    return _new_item(request, {"template": request.query_params.get("template", "")})


def _new_item(
    request: Request, given: Mapping[str, str], errors: list[dict[str, str]] | None = None, status: int = 200
) -> Response:
    """The form for a new item, with what was typed; the kinds that most news are stand first."""
    templates = [one for one in list_templates(rooms_of(request).workspace()) if "update" in one.kinds]
    usual = [one for name in USUAL for one in templates if one.name == name]
    others = [one for one in templates if one not in usual]
    chosen = given.get("template") or USUAL[0]
    kinds = ((usual, False), (others, chosen not in USUAL))
    return show(request, "new_item.html", status, kinds=kinds, chosen=chosen, given=given, errors=errors or [])


async def make_item(request: Request) -> Response:
    """`POST /items/new`"""
    given = texts(await request.form())
    rooms = rooms_of(request)
    workspace = rooms.workspace()
    today = workspace.today(now())
    fields: Fields = {
        "template": given.get("template", "program-update"),
        "title": given.get("title", ""),
        "lang": workspace.settings.lang,
        "place": given.get("place", ""),
        "date": today.isoformat(),
        "body": given.get("body", ""),
    }
    try:
        name = await run_in_threadpool(new_item, workspace, fields)
    except VlogkitError as error:
        return _new_item(request, given, error_words(error), 422)
    return RedirectResponse(f"/items/{name}", 303)


def item_page(request: Request) -> Response:
    """`GET /items/{name}`"""
    rooms, name = rooms_of(request), request.path_params["name"]
    workspace = rooms.workspace()
    item = open_item(workspace, name)
    if item.trouble is not None:
        return show(request, "item_text.html", item=item, errors=error_words(item.trouble))
    lang = language(request)
    fields = item.fields
    fields["facts"] = [row | {"value": figure_for_form(row["value"], lang)} for row in fields["facts"]]
    template = fields["template"] or "program-update"
    try:
        shown = fields_for(workspace, template, fields)
    except VlogkitError:
        shown = ("title", "place", "date", "summary", "body", "pictures")
    return show(
        request,
        "item.html",
        item=item,
        fields=fields,
        shown=shown,
        template=template,
        templates=[one for one in list_templates(workspace) if "update" in one.kinds],
        brands=signing_brands(workspace, fields["brand"]),
        formats=FORMATS,
        talks=talks_in(workspace, name),
        versions=versions(workspace, name)[:30],
        job=rooms.renders.latest(name),
        bundle=bundle_of(folder_of(workspace, name, Options())),
    )


async def save_page(request: Request) -> Response:
    """`POST /items/{name}`: what was typed, as JSON answers it."""
    rooms, name = rooms_of(request), request.path_params["name"]
    given = texts(await request.form(max_fields=5000))
    fields = fields_of(given, language(request))
    try:
        saved = await run_in_threadpool(
            save_item, rooms.workspace(), name, fields, known=given.get("version", ""), now=now()
        )
    except VlogkitError as error:
        return JSONResponse({"errors": error_words(error)}, 422)
    return JSONResponse({"version": saved.version, "conflict": saved.conflict}, 409 if saved.conflict else 200)


async def save_text_page(request: Request) -> Response:
    """`POST /items/{name}/text`: the whole file, as it was corrected or brought back."""
    rooms, name = rooms_of(request), request.path_params["name"]
    workspace = rooms.workspace()
    given = texts(await request.form())
    text = given.get("text", "").replace("\r\n", "\n")
    if "restore" in given:
        text = await run_in_threadpool(version_text, workspace, name, given["restore"])
    known = given.get("version") or open_item(workspace, name).version
    saved = await run_in_threadpool(save_text, workspace, name, text, known=known, now=now())
    return RedirectResponse(f"/items/{name}/versions" if saved.conflict else f"/items/{name}", 303)


def versions_page(request: Request) -> Response:
    """`GET /items/{name}/versions`: what was kept, beside the file as it is."""
    workspace, name = rooms_of(request).workspace(), request.path_params["name"]
    item = open_item(workspace, name)
    kept = versions(workspace, name)
    other = next((one.name for one in kept if version_text(workspace, name, one.name) != item.text), "")
    chosen = request.query_params.get("version") or other or (kept[0].name if kept else "")
    text = version_text(workspace, name, chosen) if chosen else item.text
    return show(
        request,
        "versions.html",
        item=item,
        versions=kept,
        chosen=chosen,
        standing=kept[0].name if kept and other != kept[0].name else "",
        same=text == item.text,
        changes=changed_fields(text, item.text, partial(value_words, lang=language(request))),
        lines=line_differences(text, item.text),
    )


def version_picture(request: Request) -> Response:
    """`GET /items/{name}/versions/{version}/picture`: the card as a version of the item says it."""
    rooms, name = rooms_of(request), request.path_params["name"]
    workspace = rooms.workspace()
    text = version_text(workspace, name, request.path_params["version"])
    try:
        data = rooms.preview.version_card(name, text, "feed", workspace.today(now()))
    except VlogkitError as error:  # an older version may be one that cannot be shown
        return JSONResponse({"errors": error_words(error)}, 422)
    return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=300"})


def findings_part(request: Request) -> Response:
    """`GET /items/{name}/findings`: what is to be mended, each beside its field."""
    rooms, name = rooms_of(request), request.path_params["name"]
    workspace = rooms.workspace()
    found: dict[tuple[str, str, int | None], list[FieldFinding]] = {}
    for one in field_findings(workspace, name, today=workspace.today(now())):
        found.setdefault((one.finding.code, one.field, one.row), []).append(one)
    return show(request, "findings.html", found=found.values())


def picture_part(request: Request) -> Response:
    """`GET /items/{name}/picture`: a card or a moment of the video."""
    rooms, name, query = rooms_of(request), request.path_params["name"], request.query_params
    today = rooms.workspace().today(now())
    format_ = cast("Format", query.get("format", "portrait"))
    if format_ not in FORMATS:
        raise UsageError(f"there is no format `{format_}`", hint=f"Known: {', '.join(FORMATS)}.")
    try:
        if "at" in query:
            data = rooms.preview.moment(name, format_, float(query["at"]), today)
        else:
            data = rooms.preview.card(name, format_, whole_number(query.get("scene", "")), today)
    except ValueError:
        raise UsageError("`at` is not a time in seconds") from None
    except VlogkitError as error:
        return JSONResponse({"errors": fault_words(error, rooms.workspace().root)}, 422)
    return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=60"})


def outline_part(request: Request) -> Response:
    """`GET /items/{name}/outline`: the cards and scenes there are to look at, as JSON."""
    rooms, name = rooms_of(request), request.path_params["name"]
    format_ = cast("Format", request.query_params.get("format", "portrait"))
    try:
        outline = rooms.preview.outline(name, format_, rooms.workspace().today(now()))
    except VlogkitError as error:
        return JSONResponse({"errors": fault_words(error, rooms.workspace().root)}, 422)
    return JSONResponse({"cards": outline.cards, "scenes": outline.scenes, "seconds": outline.seconds})


def said_number_part(request: Request) -> Response:
    """`GET /said`: a number in words."""
    words = said_figure(request.query_params.get("value", ""), language(request))
    return JSONResponse({"words": words})


async def add_file_page(request: Request) -> Response:
    """`POST /items/{name}/files`: a picture or clip that was dropped, pasted or chosen; its name in the workspace."""
    rooms = rooms_of(request)
    form = await request.form(max_files=20)
    added: list[str] = []
    try:
        for upload in form.getlist("file"):
            if not isinstance(upload, str):
                added.append(
                    await run_in_threadpool(add_file, rooms.workspace(), upload.file, upload.filename or "foto")
                )
        if not added:
            raise InputError("no file was sent", hint="Choose a picture or a clip.")
    except VlogkitError as error:
        return JSONResponse({"errors": error_words(error), "files": added}, 422)
    finally:
        await form.close()
    return JSONResponse({"files": added})


def render_page(request: Request) -> Response:
    """`POST /items/{name}/render`: begin, and show how it goes."""
    rooms, name = rooms_of(request), request.path_params["name"]
    find_item(rooms.workspace(), name)
    rooms.renders.start(name, draft=request.query_params.get("draft") == "1", now=now())
    return made_part(request)


def made_part(request: Request) -> Response:
    """`GET /items/{name}/made`: how far the render is, and what was made."""
    rooms, name = rooms_of(request), request.path_params["name"]
    job, workspace = rooms.renders.latest(name), rooms.workspace()
    working = job is not None and job.state in {"waits", "works"}
    standing = not working and (just_made(workspace, name, job) or is_made(workspace, name, Options(), now=now()))
    draft = job is not None and job.draft and not standing
    bundle = bundle_of(folder_of(workspace, name, Options(draft=draft)))
    planned = PlannedPosts([], missing=True, waiting="", out="")
    if bundle and not draft and not working:
        with rooms.desk() as desk:
            planned = planned_posts(desk, bundle, now())
    return show(
        request,
        "made.html",
        name=name,
        job=job,
        errors=[words for error in (job.errors if job else ()) for words in fault_words(error, workspace.root)],
        bundle=bundle,
        draft=draft,
        standing=standing,
        planned=planned,
        differs=planned.waiting or planned.out,
        compare=versions_address(workspace, name),
        review=workspace.settings.approval.required,
    )


def just_made(workspace: Workspace, name: str, job: RenderJob | None) -> bool:
    """Whether an item was rendered since the studio began, and its file not written since that was begun."""
    if job is None or job.state != "done" or job.draft:
        return False
    source = workspace.updates / f"{name}.md"
    return source.is_file() and source.stat().st_mtime < job.begun.timestamp()


def fields_of(given: Mapping[str, str], lang: str) -> Fields:
    """A sent form as fields; what it does not name is left as it is in the file."""
    fields: Fields = {key: given[key] for key in (*TEXTS, "body") if key in given}
    for key in LISTS:
        if key in given:
            lines = given[key].replace(",", "\n") if key == "hashtags" else given[key]
            fields[key] = [line.strip().lstrip("#") if key == "hashtags" else line for line in lines.splitlines()]
    for key, names in ROWS.items():
        rows = _rows(given, key, (*names, "was"))
        if rows is not None:
            fields[key] = [
                row | ({"value": figure_for_file(row.get("value", ""), lang)} if key == "facts" else {}) for row in rows
            ]
    for key, names in GROUPS.items():
        own = {name: given[f"{key}.{name}"] for name in names if f"{key}.{name}" in given}
        if own:
            fields[key] = own
    return fields


def _rows(given: Mapping[str, str], key: str, names: tuple[str, ...]) -> list[dict[str, Any]] | None:
    """The rows of a list, in the order of the form; None where the form does not have the list."""
    if f"{key}.rows" not in given:
        return None
    order = [word for word in given[f"{key}.rows"].split(",") if word]
    return [{name: given.get(f"{key}.{row}.{name}", "") for name in names} for row in order]


routes = [
    Route("/items", items_page),
    Route("/items/new", new_item_page),
    Route("/items/new", make_item, methods=["POST"]),
    Route("/said", said_number_part),
    Route("/items/{name}", item_page),
    Route("/items/{name}", save_page, methods=["POST"]),
    Route("/items/{name}/text", save_text_page, methods=["POST"]),
    Route("/items/{name}/versions", versions_page),
    Route("/items/{name}/versions/{version}/picture", version_picture),
    Route("/items/{name}/findings", findings_part),
    Route("/items/{name}/picture", picture_part),
    Route("/items/{name}/outline", outline_part),
    Route("/items/{name}/files", add_file_page, methods=["POST"]),
    Route("/items/{name}/render", render_page, methods=["POST"]),
    Route("/items/{name}/made", made_part),
]
