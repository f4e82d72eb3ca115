"""A post becomes a post on X: media first, then the text; the server refuses the same text twice."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlencode

from vlogkit.publishing.answers import ABSENT, ContentError, LaterError, Sight
from vlogkit.publishing.families.defaults import no_keys as keys
from vlogkit.publishing.families.parts import answer_once, answered, begun_at
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.chunks import stretch, stretches
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.oauth import bearer, renew
from vlogkit.publishing.transport.picture_uploads import fitted
from vlogkit.publishing.transport.wire import JSON, Answer
from vlogkit.publishing.unprotected_call import MARK, may_have_been_made, once
from vlogkit.records.bundle import Output
from vlogkit.records.platform import ImageRule, TakeBack

__all__ = ["add", "check", "finalize", "find_part", "keys", "refresh", "submit", "take_back", "who"]

API = "https://api.x.com"
CHUNK = 4 * 1024 * 1024
MAX_POLL_SECONDS = 600


def submit(job: Job, run: Run) -> Sight:
    """Upload the media; nothing is public yet."""
    numbers = []
    for output in job.outputs("video", "card"):
        numbers.append(_upload(job, run, output))
        if job.alt(output) and output.kind != "video":
            words: dict[str, JSON] = {
                "id": numbers[-1],
                "metadata": {"alt_text": {"text": job.alt(output)[:1000]}},
            }
            _call(job, "POST", "/2/media/metadata", json=words)
    run.keep(job, media=",".join(numbers))
    return check(job, run)


def finalize(job: Job, run: Run) -> Sight:
    """Post the text with its media."""
    again = may_have_been_made(job)
    body: dict[str, JSON] = {"text": job.post.wording()}
    if _media(job):
        body["media"] = {"media_ids": [*_media(job)]}
    try:
        with once(job, run):
            answer = _call(job, "POST", "/2/tweets", json=body, final=True)
    except ContentError as error:
        if again and "duplicate" in error.reason.lower():
            return _found(job) or Sight("unknown", reason="X says that the text is there already")
        raise
    return _published(answer.id_at("data", "id"))


def check(job: Job, run: Run) -> Sight:
    """The post among the newest of the account, else whether the media are ready."""
    if may_have_been_made(job):
        return _found(job) or Sight("ready")
    if "media" not in job.handle:
        return ABSENT
    for number in _media(job):
        query = {"command": "STATUS", "media_id": number}
        answer = _call(job, "GET", "/2/media/upload", params=query, missing=True)
        if answer.status == 404:
            return ABSENT
        answer.need("data")
        state = answer.get("data", "processing_info", "state")
        if state == "failed":
            return Sight("refused", reason=answer.get("data", "processing_info", "error", "message"))
        if state in {"pending", "in_progress"}:
            wait = answer.number("data", "processing_info", "check_after_secs")
            return Sight("processing", again=dt.timedelta(seconds=min(wait or 10, MAX_POLL_SECONDS)))
    return Sight("ready")


def add(job: Job, run: Run, part: str) -> None:
    """Add the next post of a thread as an answer to the one before."""
    text = job.post.words_of(part)

    def make() -> str:
        body: dict[str, JSON] = {"text": text, "reply": {"in_reply_to_tweet_id": answered(job, part)}}
        return _call(job, "POST", "/2/tweets", json=body, final=True).id_at("data", "id")

    answer_once(job, run, part, make, find_part)


def find_part(job: Job, part: str) -> str:
    """See `Platform.find_part`."""
    text = _bare(job.post.words_of(part))
    mine = (item for item in _newest(job, begun_at(job, part)) if _words(item) == text)
    return next((item.id_at("id") for item in mine), "")


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Delete the post, or answer under it; the server refuses the same answer twice."""
    number = job.remote_id
    there = _call(job, "GET", f"/2/tweets/{number}", missing=True)
    if there.at("data") is None:
        there.need("errors")
        return ABSENT
    if how == "delete":
        _call(job, "DELETE", f"/2/tweets/{number}", final=True, missing=True)
        return ABSENT
    body: dict[str, JSON] = {"text": words, "reply": {"in_reply_to_tweet_id": number}}
    try:
        return _published(_call(job, "POST", "/2/tweets", json=body, final=True).id_at("data", "id"))
    except ContentError as error:
        if "duplicate" not in error.reason.lower():
            raise
        return Sight("published", number, job.url)


def refresh(line: Connection) -> dict[str, str]:
    """New tokens; an access token lives 2 hours, and each refresh token is taken once."""
    basic = bool(line.secrets.get("client_secret"))
    form = {} if basic else {"client_id": line.secret("client_id")}
    return renew(line, line.wire(API), "/2/oauth2/token", form, basic=basic)


def who(line: Connection) -> str:
    """The account's name."""
    return "@" + _me(line).need("data", "username")


def _me(line: Connection) -> Answer:
    return _call(line, "GET", "/2/users/me")


def _published(number: str) -> Sight:
    return Sight("published", number, f"https://x.com/i/status/{number}")


def _found(job: Job) -> Sight | None:
    """The post, by its media or its words, among those made since the call."""
    begun = dt.datetime.fromisoformat(job.handle[MARK]) - dt.timedelta(minutes=2)
    for item in _newest(job, begun):
        media = {key.get().rpartition("_")[2] for key in item.items("attachments", "media_keys")}
        if (_media(job) and media == set(_media(job))) or (not media and _words(item) == _bare(job.post.wording())):
            return _published(item.id_at("id"))
    return None


def _newest(job: Job, since: dt.datetime) -> list[Answer]:
    """The account's own posts since a time."""
    query = {
        "max_results": "50",
        "start_time": since.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "tweet.fields": "attachments,entities,created_at",
    }
    job.charge("read")
    answer = _call(job, "GET", f"/2/users/{_me(job).id_at('data', 'id')}/tweets", params=query)
    return [] if answer.number("meta", "result_count") == 0 else answer.rows("data")


def _words(item: Answer) -> str:
    """The text of a post with the addresses that were written, as X shortens them."""
    text = item.get("text")
    for link in item.items("entities", "urls"):
        text = text.replace(link.get("url"), link.get("expanded_url"))
    return _bare(text)


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _media(job: Job) -> list[str]:
    return [number for number in job.handle.get("media", "").split(",") if number]


def _upload(job: Job, run: Run, output: Output) -> str:
    """Initialize, append in order, finalize; the media's number."""
    path = job.path(output)
    content, mime, kind = b"", "video/mp4", "tweet_video"
    if output.kind != "video":
        content, mime = fitted(path, job.facts.image or ImageRule())
        kind = "tweet_image"
    size = len(content) or path.stat().st_size
    begin: dict[str, JSON] = {"media_type": mime, "total_bytes": size, "media_category": kind}
    number = _call(job, "POST", "/2/media/upload/initialize", json=begin).id_at("data", "id")
    for index, (start, length) in enumerate(stretches(size, CHUNK)):
        piece = content[start : start + length] or b"".join(stretch(path, start, length))
        files = {"media": (path.name, piece, mime)}
        _call(job, "POST", f"/2/media/upload/{number}/append", form={"segment_index": str(index)}, files=files)
        run.keep(job)
    try:
        _call(job, "POST", f"/2/media/upload/{number}/finalize").id_at("data", "id")
    except ContentError as error:
        # A file that X cannot use fails later, while it is processed; here pieces are missing.
        raise LaterError(f"the upload did not arrive whole: {error.reason}") from None
    return number


def _call(
    line: Connection,
    method: str,
    path: str,
    *,
    final: bool = False,
    missing: bool = False,
    params: dict[str, str] | None = None,
    json: JSON = None,
    form: dict[str, str] | None = None,
    files: dict[str, tuple[str, bytes, str]] | None = None,
) -> Answer:
    wire = line.wire(API)
    where = f"{path}?{urlencode(params)}" if params else path
    answer = wire.call(method, where, headers=bearer(line), final=final, json=json, form=form, files=files)
    if answer.ok or (missing and answer.status == 404):
        return answer
    said = answer.get("detail") or answer.get("errors", 0, "message") or answer.get("title")
    raise wire.fault(answer, said, final=final, now=line.clock())
