"""A vlog by its words: strike words and pauses of a talk, correct them, put a name and pictures on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import cast
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.pipeline.editing.talks.transcript import OpenTalk, film_of, open_talk, own_story
from vlogkit.pipeline.editing.talks.word_edits import (
    MOST_BYTES,
    correct_word,
    put_cover,
    put_name,
    strike,
    take_off,
    take_words,
    talk_as_known,
)
from vlogkit.pipeline.telling.talking_clips import take_with
from vlogkit.records.base import FORMATS, Format
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts
from vlogkit.workspace import Workspace

TALLEST = 40
"""Half the height of the drawn loudness."""
MOST_PICTURES = 24
INSET = {"whole": False, "inset": True}


def talk_page(request: Request) -> Response:
    """`GET /items/{name}/talks/{number}`"""
    return _shown(request)


def _shown(
    request: Request, status: int = 200, errors: list[dict[str, str]] | None = None, *, conflict: bool = False
) -> Response:
    workspace, name = rooms_of(request).workspace(), request.path_params["name"]
    talk = open_talk(workspace, name, request.path_params["number"])
    return show(
        request,
        "talk.html",
        status,
        talk=talk,
        item=name,
        groups=groups_of(talk),
        wave=wave_of(talk.heard.loudness),
        pictures=pictures_of(workspace, talk),
        formats=FORMATS,
        own_story=own_story(workspace, name),
        errors=errors or [],
        conflict=conflict,
    )


def groups_of(talk: OpenTalk) -> list[list[int]]:
    """The numbers of the tokens, a list a sentence."""
    groups: list[list[int]] = []
    sentence = -1
    for number, token in enumerate(talk.tokens):
        if not groups or (token.kind == "word" and token.sentence != sentence and sentence >= 0):
            groups.append([])
        if token.kind == "word":
            sentence = token.sentence
        groups[-1].append(number)
    return groups


def wave_of(loudness: tuple[int, ...]) -> str:
    """The loudness as the path of a drawing one unit wide a bar, twice `TALLEST` high."""
    bars = (max(1, round(TALLEST * value / 100)) for value in loudness)
    return "".join(f"M{at} {TALLEST - high}v{2 * high}" for at, high in enumerate(bars))


def pictures_of(workspace: Workspace, talk: OpenTalk) -> list[dict[str, str]]:
    """The pictures and clips of the workspace that may stand over the talk, the newest first."""
    own = {talk.clip.file, talk.clip.sign}
    files = [path for folder in ("pictures", "clips") for path in (workspace.root / folder).glob("*.*")]
    known = [path for path in files if path.suffix.lower() in SHOWN and path.name[0] != "."]
    newest = sorted(known, key=lambda path: -path.stat().st_mtime)
    names = [path.relative_to(workspace.root).as_posix() for path in newest]
    return [{"file": name, "name": Path(name).name} for name in names if name not in own][:MOST_PICTURES]


SHOWN = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".mp4", ".mov", ".webm"}


async def edit_page(request: Request) -> Response:
    """`POST /items/{name}/talks/{number}`: one act on the words that are chosen; the page as it is then."""
    given = texts(await request.form())
    name, number = request.path_params["name"], request.path_params["number"]
    workspace = rooms_of(request).workspace()

    def act() -> bool:
        talk = talk_as_known(workspace, name, number, given.get("version", ""))
        if talk is None:
            return False
        _act(workspace, talk, given)
        return True

    try:
        done = await run_in_threadpool(act)
    except VlogkitError as error:
        return await run_in_threadpool(_shown, request, 422, error_words(error))
    return await run_in_threadpool(_shown, request, 200 if done else 409, conflict=not done)


async def words_page(request: Request) -> Response:
    """`POST /items/{name}/talks/{number}/files`: captions or a script that was dropped or chosen."""
    form = await request.form(max_files=1)
    upload, name, number = form.get("file"), request.path_params["name"], request.path_params["number"]
    workspace = rooms_of(request).workspace()
    try:
        if upload is None or isinstance(upload, str) or not upload.filename:
            raise UsageError("no file was sent", hint="Choose captions (SRT, VTT) or a script (TXT).")
        data, called = await upload.read(MOST_BYTES + 1), upload.filename
        talk = await run_in_threadpool(open_talk, workspace, name, number)
        await run_in_threadpool(partial(take_words, workspace, talk, data, called, now=now()))
    except VlogkitError as error:
        return await run_in_threadpool(_shown, request, 422, error_words(error))
    finally:
        await form.close()
    return RedirectResponse(f"/items/{quote(name)}/talks/{number}", 303)


def _act(workspace: Workspace, talk: OpenTalk, given: Mapping[str, str]) -> None:
    first, last = (-1 if (at := whole_number(given.get(key, ""))) is None else at for key in ("first", "last"))
    what = given.get("act", "")
    if what in {"strike", "keep"}:
        strike(workspace, talk, first, last, keep=what == "keep", now=now())
    elif what == "word":
        correct_word(workspace, talk, first, given.get("text", ""), now=now())
    elif what == "name":
        put_name(workspace, talk, first, now=now())
    elif what == "cover":
        how = INSET.get(given.get("how", ""))
        put_cover(workspace, talk, first, last, file=given.get("file", ""), alt=given.get("alt", ""), inset=how, now=now())  # fmt: skip
    elif what == "off":
        take_off(workspace, talk, given.get("what", ""), now=now())
    else:
        raise UsageError("this page does not know what to do", hint="Load it again.")


def film_part(request: Request) -> Response:
    """`GET /items/{name}/talks/{number}/film`: the clip itself, in ranges as a player asks for them."""
    path = film_of(rooms_of(request).workspace(), request.path_params["name"], request.path_params["number"])
    return FileResponse(path, headers={"cache-control": "private, no-cache"})


def look_part(request: Request) -> Response:
    """`GET /items/{name}/talks/{number}/look`: the video as it will look at a second of the clip."""
    rooms, query = rooms_of(request), request.query_params
    name, format_ = request.path_params["name"], cast("Format", query.get("format", "portrait"))
    workspace = rooms.workspace()
    try:
        second = float(query.get("at", "0"))
    except ValueError:
        raise UsageError("`at` is not a time in seconds") from None
    if format_ not in FORMATS:
        raise UsageError(f"there is no format `{format_}`", hint=f"Known: {', '.join(FORMATS)}.")
    talk = open_talk(workspace, name, request.path_params["number"])
    take = take_with(talk.clip, talk.cuts, talk.heard, talk.lang)
    data = rooms.preview.talk_moment(name, format_, take, talk.cuts.after_cuts(second), workspace.today(now()))
    return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=20"})


routes = [
    Route("/items/{name}/talks/{number:int}", talk_page),
    Route("/items/{name}/talks/{number:int}", edit_page, methods=["POST"]),
    Route("/items/{name}/talks/{number:int}/files", words_page, methods=["POST"]),
    Route("/items/{name}/talks/{number:int}/film", film_part),
    Route("/items/{name}/talks/{number:int}/look", look_part),
]
