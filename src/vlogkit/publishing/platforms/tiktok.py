"""A video goes into the TikTok inbox of the account; a person finishes it in the app."""

from __future__ import annotations

import datetime as dt
from typing import Any

from vlogkit.publishing.answers import (
    ABSENT,
    ContentError,
    DoubtError,
    LaterError,
    ReconnectError,
    SetbackError,
    Sight,
    TokenError,
)
from vlogkit.publishing.families.defaults import by_hand as take_back
from vlogkit.publishing.families.defaults import no_keys as keys
from vlogkit.publishing.families.defaults import nothing_to_finalize as finalize
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.chunks import stretch
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.oauth import bearer, renew
from vlogkit.publishing.transport.wire import JSON, Answer, Wire, is_id

__all__ = ["check", "finalize", "keys", "refresh", "submit", "take_back", "who"]

API = "https://open.tiktokapis.com"
MEBI = 1024 * 1024
CHUNK = 10 * MEBI
WHOLE = 5 * MEBI
"""A smaller file goes in one piece; chunks are 5 to 64 MiB, the last one takes the rest."""


def submit(job: Job, run: Run) -> Sight:
    """Open an upload, then send the file in order; an upload that was begun goes on where it stopped."""
    videos = job.outputs("video")
    if not videos:
        raise ContentError("TikTok takes a video, and this post has none")
    path = job.path(videos[0])
    size = path.stat().st_size
    chunk = size if size < WHOLE else min(CHUNK, size)
    count = max(size // chunk, 1)
    if "publish_id" not in job.handle:
        source: dict[str, JSON] = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk}
        source["total_chunk_count"] = count
        answer = _call(job, "/v2/post/publish/inbox/video/init/", {"source_info": source})
        run.keep(
            job, publish_id=answer.id_at("data", "publish_id"), upload_url=answer.need("data", "upload_url"), sent="0"
        )
    for number in range(int(job.handle["sent"]) // chunk, count):
        start = number * chunk
        length = size - start if number == count - 1 else chunk
        _put(job, run, stretch(path, start, length), start, length, size)
        run.keep(job, sent=str(start + length))
    return check(job, run)


def check(job: Job, run: Run) -> Sight:
    """How far TikTok is with the upload, and whether the person has posted it."""
    if "publish_id" not in job.handle:
        return ABSENT
    number = job.handle["publish_id"]
    answer = _call(job, "/v2/post/publish/status/fetch/", {"publish_id": number}, missing=True)
    if not answer.ok:
        run.forget(job, "publish_id", "upload_url", "sent")
        return ABSENT
    status = answer.need("data", "status")
    if status == "PUBLISH_COMPLETE":
        public = answer.get("data", "publicaly_available_post_id", 0)
        return Sight("published", public if is_id(public) else number)
    if status == "SEND_TO_USER_INBOX":
        reason = f"in the TikTok inbox; finish it in the app, then: vlogkit queue mark-posted {job.post.id}"
        return Sight("processing", number, "", reason, again=dt.timedelta(hours=1))
    if status == "FAILED":
        return Sight("refused", number, reason=answer.get("data", "fail_reason"))
    if status == "PROCESSING_UPLOAD":
        return _unfinished(job, run, answer)
    return Sight("processing", number)


def _unfinished(job: Job, run: Run, answer: Answer) -> Sight:
    """An upload that lacks bytes may go on: from where TikTok says it stands."""
    there = answer.number("data", "uploaded_bytes") or 0
    size = job.path(job.outputs("video")[0]).stat().st_size
    if there >= size:
        return Sight("processing", job.handle["publish_id"], again=dt.timedelta(seconds=30))
    run.keep(job, sent=str(there))
    return ABSENT


def refresh(line: Connection) -> dict[str, str]:
    """New tokens; an access token lives a day."""
    form = {"client_key": line.secret("client_key"), "client_secret": line.secret("client_secret")}
    return renew(line, line.wire(API), "/v2/oauth/token/", form)


def who(line: Connection) -> str:
    """The account's name."""
    wire = line.wire(API)
    answer = wire.call("GET", "/v2/user/info/", params={"fields": "display_name"}, headers=bearer(line))
    if not answer.ok:
        raise _fault(line, wire, answer)
    return answer.need("data", "user", "display_name")


def _put(job: Job, run: Run, content: object, start: int, length: int, size: int) -> None:
    wire = job.wire(API)
    headers = {
        "Content-Type": "video/mp4",
        "Content-Length": str(length),
        "Content-Range": f"bytes {start}-{start + length - 1}/{size}",
    }
    sent: dict[str, Any] = {"headers": headers, "content": content}
    answer = wire.call("PUT", job.handle["upload_url"], **sent, final=True, wordless={403, 404})
    if answer.status in {403, 404}:
        run.forget(job, "publish_id", "upload_url", "sent")
        raise LaterError("the upload's address has run out; it starts anew")
    if answer.status == 429 or answer.status >= 500:
        raise wire.fault(answer, "the upload broke off", final=True, now=job.clock())
    if not answer.ok:
        raise DoubtError(f"the upload broke off ({answer.status})")


def _call(line: Connection, path: str, body: dict[str, JSON], *, missing: bool = False) -> Answer:
    wire = line.wire(API)
    answer = wire.call("POST", path, json=body, headers=bearer(line))
    code = answer.get("error", "code")
    if (answer.ok and code in {"", "ok"}) or (missing and code == "invalid_publish_id"):
        return answer
    raise _fault(line, wire, answer)


def _fault(line: Connection, wire: Wire, answer: Answer) -> SetbackError:
    code = answer.get("error", "code")
    text = wire.hide(f"{answer.get('error', 'message') or 'no reason given'} ({code or answer.status})")
    if code == "access_token_invalid":
        return TokenError(text)
    if code == "scope_not_authorized":
        return ReconnectError(text)
    if code in {"rate_limit_exceeded", "internal_error"}:
        return LaterError(text, after=dt.timedelta(minutes=1))
    if code in {"spam_risk_too_many_pending_share", "spam_risk_too_many_posts"}:
        return LaterError(text, after=dt.timedelta(hours=24))
    return wire.fault(answer, text, now=line.clock())
