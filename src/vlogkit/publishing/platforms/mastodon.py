"""A post becomes a status on a Mastodon server: media first, then the status under an idempotency key."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from contextlib import ExitStack
from html import unescape
from typing import IO

from vlogkit.publishing.answers import ABSENT, ContentError, LaterError, Sight
from vlogkit.publishing.families.defaults import cannot_refresh as refresh
from vlogkit.publishing.families.parts import answer_once, answered
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.picture_uploads import fitted, mime_of
from vlogkit.publishing.transport.wire import JSON, Answer
from vlogkit.publishing.unprotected_call import MARK, may_have_been_made, once
from vlogkit.records.bundle import Output
from vlogkit.records.platform import ImageRule, TakeBack

__all__ = ["add", "check", "finalize", "find_part", "keys", "refresh", "submit", "take_back", "who"]

KEY_LASTS = dt.timedelta(minutes=50)
"""The server forgets a key after an hour at the latest."""


def keys(job: Job) -> dict[str, str]:
    """The idempotency key: the same for every try of this post."""
    return {"key": hashlib.sha256(f"{job.post.id} {job.post.content_hash()}".encode()).hexdigest()}


def submit(job: Job, run: Run) -> Sight:
    """Upload the media; nothing is public yet."""
    numbers = [_upload(job, output) for output in job.outputs("video", "card")]
    run.keep(job, media=",".join(numbers))
    return check(job, run)


def finalize(job: Job, run: Run) -> Sight:
    """Post the status; within the hour the server answers the same key with the same status."""
    form: dict[str, JSON] = {"status": job.post.wording(), "visibility": job.option("visibility", "public")}
    form |= {"language": job.bundle.lang, "media_ids": [*_media(job)]}
    due = job.scheduled()
    if due is not None:
        form["scheduled_at"] = due.isoformat()
    try:
        with once(job, run):
            answer = _call(job, "POST", "/api/v1/statuses", json=form, final=True, key=job.handle["key"])
    except ContentError as error:
        if _is_processing(job, error):
            raise LaterError(error.reason, after=dt.timedelta(seconds=30)) from None
        raise
    number = answer.id_at("id")
    if answer.get("scheduled_at"):
        run.keep(job, scheduled=number)
        return _waiting(job)
    return Sight("published", number, answer.get("url"))


def _is_processing(job: Job, error: ContentError) -> bool:
    """Whether a status was refused only because a file is still being worked on; the server may say so in any language."""
    if "not finished processing" in error.reason:
        return True
    return any(_call(job, "GET", f"/api/v1/media/{number}").status == 206 for number in _media(job))


def check(job: Job, run: Run) -> Sight:
    """The status when it was posted, else whether the media are ready."""
    if may_have_been_made(job):
        return _posted(job)
    if "media" not in job.handle:
        return ABSENT
    for number in _media(job):
        answer = _call(job, "GET", f"/api/v1/media/{number}")
        if answer.status == 404:
            return ABSENT
        if answer.status == 206:
            return Sight("processing", again=dt.timedelta(seconds=5))
    return Sight("ready")


def add(job: Job, run: Run, part: str) -> None:
    """Add the next status of a thread as an answer to the one before; its key is its own."""
    text, before = job.post.words_of(part), answered(job, part)
    key = hashlib.sha256(f"{job.handle['key']} {part}".encode()).hexdigest()

    def make() -> str:
        form: dict[str, JSON] = {"status": text, "in_reply_to_id": before, "media_ids": []}
        form |= {"visibility": job.option("visibility", "public"), "language": job.bundle.lang}
        return _call(job, "POST", "/api/v1/statuses", json=form, final=True, key=key).id_at("id")

    answer_once(job, run, part, make, find_part)


def find_part(job: Job, part: str) -> str:
    """See `Platform.find_part`."""
    text, before = _squeezed(job.post.words_of(part)), answered(job, part)
    mine = (one for one in _newest(job) if one.get("in_reply_to_id") == before)
    return next((one.id_at("id") for one in mine if _plain(one.get("content")) == text), "")


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Delete the status, take a scheduled one off, or change its words."""
    kind, _, number = job.remote_id.rpartition(":")
    path = f"/api/v1/{'scheduled_statuses' if kind else 'statuses'}/{number}"
    there = _call(job, "GET", path)
    if there.status == 404:
        return ABSENT
    if how in {"delete", "unschedule"}:
        _call(job, "DELETE", path, final=True)
        return ABSENT
    if _plain(there.get("content")) != _squeezed(words):
        media: list[JSON] = [item.get("id") for item in there.items("media_attachments")]
        _call(job, "PUT", path, json={"status": words, "media_ids": media}, final=True)
    return Sight("published", number, job.url)


def who(line: Connection) -> str:
    """The account's address, and how long a status may be on this server."""
    me = _call(line, "GET", "/api/v1/accounts/verify_credentials")
    server = _call(line, "GET", "/api/v2/instance")
    most = server.get("configuration", "statuses", "max_characters")
    return f"@{me.need('acct')} (a status may be {most or 500} long)"


def _posted(job: Job) -> Sight:
    """Look for the status: by its media, else by its words; the key still holds within the hour."""
    begun = dt.datetime.fromisoformat(job.handle[MARK])
    for status in _newest(job):
        if _is_it(job, status, begun):
            return Sight("published", status.id_at("id"), status.get("url"))
    if "scheduled" in job.handle and job.clock() < job.post.due + dt.timedelta(minutes=30):
        return _waiting(job)
    if "scheduled" not in job.handle and job.clock() - begun < KEY_LASTS:
        return Sight("ready")
    return Sight("unknown", reason="it is not among the newest statuses, and the server's key has run out")


def _newest(job: Job) -> list[Answer]:
    me = _call(job, "GET", "/api/v1/accounts/verify_credentials")
    path = f"/api/v1/accounts/{me.id_at('id')}/statuses"
    return _call(job, "GET", path, params={"limit": "40", "exclude_reblogs": "true"}).rows()


def _is_it(job: Job, status: Answer, begun: dt.datetime) -> bool:
    media = {item.get("id") for item in status.items("media_attachments")}
    if _media(job):
        return media == set(_media(job))
    try:
        made = dt.datetime.fromisoformat(status.get("created_at"))
    except ValueError:
        return False
    return made >= begun - dt.timedelta(minutes=2) and _plain(status.get("content")) == _squeezed(job.post.wording())


def _plain(html: str) -> str:
    return _squeezed(unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br ?/?>|</p>", " ", html))))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _waiting(job: Job) -> Sight:
    """A status that waits has no page; its address is the one that programs read it at."""
    wait = max(job.post.due - job.clock(), dt.timedelta()) + dt.timedelta(minutes=1)
    number = job.handle["scheduled"]
    address = f"{job.account.base_url.rstrip('/')}/api/v1/scheduled_statuses/{number}"
    return Sight("processing", f"scheduled:{number}", address, again=wait)


def _media(job: Job) -> list[str]:
    return [number for number in job.handle.get("media", "").split(",") if number]


def _upload(job: Job, output: Output) -> str:
    path = job.path(output)
    with ExitStack() as stack:
        file: tuple[str, IO[bytes] | bytes, str]
        if output.kind == "video":
            file = (path.name, stack.enter_context(path.open("rb")), mime_of(path))
        else:
            content, mime = fitted(path, job.facts.image or ImageRule())
            file = (path.name, content, mime)
        words = {"description": job.alt(output)}
        return _call(job, "POST", "/api/v2/media", files={"file": file}, form=words).id_at("id")


def _call(
    line: Connection,
    method: str,
    path: str,
    *,
    key: str = "",
    final: bool = False,
    params: Mapping[str, str] | None = None,
    json: JSON = None,
    form: Mapping[str, str] | None = None,
    files: Mapping[str, tuple[str, IO[bytes] | bytes, str]] | None = None,
) -> Answer:
    """One call; a medium or status that is missing is an answer, every other refusal a setback."""
    wire = line.wire("")
    headers = {"Authorization": f"Bearer {line.secret('access_token')}"} | ({"Idempotency-Key": key} if key else {})
    answer = wire.call(method, path, headers=headers, final=final, params=params, json=json, form=form, files=files)
    if answer.ok or (answer.status == 404 and method in {"GET", "DELETE"}):
        return answer
    raise wire.fault(answer, answer.get("error"), final=final, now=line.clock())
