"""A video goes to YouTube through an upload session that outlives the process; then thumbnail, captions, playlist."""

from __future__ import annotations

import datetime as dt
from typing import Any

from vlogkit.publishing.answers import ABSENT, ContentError, DoubtError, LaterError, ReconnectError, Sight
from vlogkit.publishing.families.defaults import no_keys as keys
from vlogkit.publishing.families.parts import add_rest, rest_of
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.oauth import renew
from vlogkit.publishing.transport.picture_uploads import mime_of
from vlogkit.publishing.transport.wire import is_id
from vlogkit.records.platform import TakeBack

__all__ = ["add", "check", "finalize", "keys", "refresh", "submit", "take_back", "who"]

CHUNK = 8 * 1024 * 1024
"""Bytes of one PUT; YouTube takes multiples of 256 KiB."""

TOKENS = "https://oauth2.googleapis.com"
_GONE_COMPLETE = "the upload session is gone after the last piece was sent; the video may be there"
_ON = frozenset({"yes", "true", "1"})


def submit(job: Job, run: Run) -> Sight:
    """Open a session, or go on with the stored one, and upload chunk by chunk from disk."""
    from googleapiclient.errors import HttpError, ResumableUploadError

    from vlogkit.publishing.families.google import UploadHttp, fault

    request, http = _insert(job), UploadHttp(job, run)
    if job.handle.get("session"):
        # The library forgets its session between processes; in this state it first asks how far the upload is.
        request.resumable_uri, request._in_error_state = job.handle["session"], True
    else:
        job.charge("videos.insert")
    done: Any = None
    there = 0
    while done is None:
        try:
            progress, done = request.next_chunk(http=http, num_retries=0)
        except (HttpError, ResumableUploadError) as error:
            _forget_lost_session(job, run, error)
            raise fault(job, error) from None
        run.keep(job)
        if done is None and progress.resumable_progress <= there:
            raise LaterError(f"the upload does not get beyond byte {there}")
        there = progress.resumable_progress if done is None else there
    run.keep(job, video=_id(done))
    return check(job, run)


def _id(video: Any) -> str:
    """The id of an uploaded video. Raises DoubtError for an answer without one: the upload may be complete."""
    found = video.get("id") if isinstance(video, dict) else None
    if not isinstance(found, str) or not is_id(found):
        raise DoubtError("YouTube answered the last piece of the upload without the video's id")
    return found


def check(job: Job, run: Run) -> Sight:
    """The video's status when it is known, else how far the session is."""
    if not job.handle.get("video"):
        return _session_sight(job, run)
    from vlogkit.publishing.families.google import execute, listed, service

    number = job.handle["video"]
    found = listed(execute(job, service(job).videos().list(part="status", id=number)))
    if not found:
        return Sight("unknown", number, _url(number), "YouTube no longer shows the video")
    status = found[0]["status"]
    if status.get("uploadStatus") in {"failed", "rejected", "deleted"}:
        reason = status.get("failureReason") or status.get("rejectionReason") or status["uploadStatus"]
        return Sight("refused", number, _url(number), str(reason))
    if "extras" not in job.handle and not (_is_covered_short(job) and status.get("uploadStatus") != "processed"):
        return Sight("ready", number, _url(number), out=True)
    if status.get("uploadStatus") != "processed":
        return Sight("processing", number, _url(number))
    if status.get("privacyStatus") == "private" and job.post.ahead_minutes:
        wait = max(job.post.due - job.clock(), dt.timedelta()) + dt.timedelta(minutes=1)
        return Sight("processing", number, _url(number), again=wait)
    return Sight("published", number, _url(number), job.handle.get("missing", ""))


def _is_covered_short(job: Job) -> bool:
    """Whether YouTube shows the video among its Shorts, whose own thumbnail it takes after it has worked on the video only."""
    video, rule = job.outputs("video")[:1], job.facts.shorts
    if not video or rule is None or not job.outputs("thumbnail"):
        return False
    seconds, width, height = video[0].duration, video[0].width, video[0].height
    return bool(seconds and width and height) and rule.takes(seconds or 0, width or 0, height or 1)


def finalize(job: Job, run: Run) -> Sight:
    """Add thumbnail, captions and playlist as far as the project's quota goes; the rest follows when there is more."""
    if "rest" not in job.handle:
        run.keep(job, rest=",".join(rest_of(job)))
    add_rest(job, run, add)
    run.keep(job, extras="done")
    return check(job, run)


def add(job: Job, run: Run, part: str) -> None:
    """Add one extra; each is looked up or replaced, so doing it again changes nothing."""
    from vlogkit.publishing.families.google import service

    if part == "comment":
        _comment(job, run, service(job))
    else:
        {"thumbnail": _thumbnail, "captions": _captions, "playlist": _playlist}[part](job, service(job))


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Make the video private, without a time to be published at; delete it; or change its description."""
    from vlogkit.publishing.families.google import execute, listed, service

    videos, number = service(job).videos(), job.remote_id
    items = listed(execute(job, videos.list(part="snippet,status", id=number)))
    if not items:
        return ABSENT
    status, snippet = items[0]["status"], items[0].get("snippet", {})
    run.confirm()
    if how == "delete":
        execute(job, videos.delete(id=number))
    elif how != "edit":
        if status.get("privacyStatus") != "private" or status.get("publishAt"):
            kept = {name: status[name] for name in _DECLARED if name in status}
            body = {"id": number, "status": {**kept, "privacyStatus": "private"}}
            execute(job, videos.update(part="status", body=body))
    elif snippet.get("description") != words:
        kept = {name: snippet[name] for name in _KEPT if name in snippet}
        execute(job, videos.update(part="snippet", body={"id": number, "snippet": {**kept, "description": words}}))
    return Sight("published", number, _url(number)) if how == "edit" else ABSENT


_DECLARED = ("selfDeclaredMadeForKids", "containsSyntheticMedia", "embeddable", "license", "publicStatsViewable")
_KEPT = ("title", "tags", "categoryId", "defaultLanguage", "defaultAudioLanguage")
"""An update replaces the whole part: what it does not say is lost."""


def refresh(line: Connection) -> dict[str, str]:
    """A new access token; while the OAuth app is in `Testing`, refresh tokens die after 7 days."""
    form = {"client_id": line.secret("client_id"), "client_secret": line.secret("client_secret")}
    return renew(line, line.wire(TOKENS), "/token", form)


def who(line: Connection) -> str:
    """The channel's title."""
    from vlogkit.publishing.families.google import execute, listed, service

    items = listed(execute(line, service(line).channels().list(part="snippet", mine=True)))
    if not items:
        raise ReconnectError("this Google account has no YouTube channel")
    return str(items[0]["snippet"]["title"])


def _insert(job: Job) -> Any:
    """The library's request for the upload, checked against the contract it ships."""
    from googleapiclient.http import MediaFileUpload

    from vlogkit.publishing.families.google import service

    videos = job.outputs("video")
    if not videos:
        raise ContentError("YouTube takes a video, and this post has none")
    path = job.path(videos[0])
    media = MediaFileUpload(str(path), mimetype=mime_of(path), chunksize=CHUNK, resumable=True)
    notify = job.option("notify", "yes") in _ON
    return (
        service(job).videos().insert(part="snippet,status", body=_body(job), media_body=media, notifySubscribers=notify)
    )


def _body(job: Job) -> dict[str, Any]:
    """Title, description and status; privacy and the two declarations are always said."""
    status: dict[str, Any] = {
        "privacyStatus": job.option("privacy", "public"),
        "selfDeclaredMadeForKids": job.option("made_for_kids", "no") in _ON,
        "containsSyntheticMedia": job.option("synthetic_media", "no") in _ON,
    }
    due = job.scheduled()
    if due is not None:
        status |= {
            "privacyStatus": "private",
            "publishAt": due.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
    snippet = {
        "title": job.post.title or job.bundle.title,
        "description": job.post.wording(),
        "tags": list(job.post.hashtags),
        "categoryId": job.option("category", "25"),
        "defaultLanguage": job.bundle.lang,
        "defaultAudioLanguage": job.bundle.lang,
    }
    return {"snippet": snippet, "status": status}


def _session_sight(job: Job, run: Run) -> Sight:
    """Ask the session: nothing, a part, or all of it and the video that came of it."""
    address = job.handle.get("session")
    if not address:
        return ABSENT
    from vlogkit.publishing.families.google import ROOT, SESSION_GONE, fault_of
    from vlogkit.publishing.transport.oauth import bearer

    size = job.path(job.outputs("video")[0]).stat().st_size
    headers = {"Content-Range": f"bytes */{size}", "Content-Length": "0"} | bearer(job)
    wire = job.wire(ROOT)
    answer = wire.call("PUT", address, headers=headers, wordless=SESSION_GONE)
    if answer.status in {200, 201}:
        run.keep(job, video=answer.id_at("id"))
        return check(job, run)
    if answer.status in SESSION_GONE:
        if job.handle.get("last"):
            return Sight("unknown", reason=_GONE_COMPLETE)
        run.forget(job, "session")
        return ABSENT
    if answer.status == 308:
        return ABSENT
    raise fault_of(job, answer)


def _forget_lost_session(job: Job, run: Run, error: Any) -> None:
    """A session that is gone is opened anew next time; what it had received was never a video. Once the last piece was
    sent it may have become one. Raises LaterError, DoubtError."""
    from vlogkit.publishing.families.google import SESSION_GONE

    if int(error.resp.status) in SESSION_GONE and job.handle.get("session"):
        if job.handle.get("last"):
            raise DoubtError(_GONE_COMPLETE) from None
        run.forget(job, "session")
        raise LaterError("the upload session is gone; it starts anew") from None


def _thumbnail(job: Job, client: Any) -> None:
    from googleapiclient.http import MediaFileUpload

    from vlogkit.publishing.families.google import execute

    for output in job.outputs("thumbnail")[:1]:
        path = job.path(output)
        media = MediaFileUpload(str(path), mimetype=mime_of(path))
        execute(job, client.thumbnails().set(videoId=job.handle["video"], media_body=media), paid=True)


def _captions(job: Job, client: Any) -> None:
    from googleapiclient.http import MediaFileUpload

    from vlogkit.publishing.families.google import execute, listed

    for output in job.outputs("subtitles")[:1]:
        video, lang = job.handle["video"], job.bundle.lang
        found = execute(job, client.captions().list(part="snippet", videoId=video), paid=True)
        tracks = [one["snippet"] for one in listed(found)]
        if any(track.get("language") == lang and not _is_automatic(track) for track in tracks):
            continue
        media = MediaFileUpload(str(job.path(output)), mimetype="application/octet-stream")
        snippet = {"videoId": video, "language": lang, "name": "", "isDraft": False}
        request = client.captions().insert(part="snippet", body={"snippet": snippet}, media_body=media)
        execute(job, request, paid=True)


def _is_automatic(track: dict[str, Any]) -> bool:
    """Whether YouTube's speech recognition made a caption track; it does not stand for ours."""
    return str(track.get("trackKind", "")).lower() == "asr"


def _playlist(job: Job, client: Any) -> None:
    from vlogkit.publishing.families.google import execute, listed

    playlist, video = job.option("playlist"), job.handle["video"]
    if not playlist:
        return
    items = client.playlistItems()
    if listed(execute(job, items.list(part="id", playlistId=playlist, videoId=video), paid=True)):
        return
    snippet = {"playlistId": playlist, "resourceId": {"kind": "youtube#video", "videoId": video}}
    execute(job, items.insert(part="snippet", body={"snippet": snippet}), paid=True)


def _comment(job: Job, run: Run, client: Any) -> None:
    """The first comment; what the video has already is looked at before, since silence here proves nothing."""
    from vlogkit.publishing.families.google import execute, listed

    text, video, threads = job.post.comment, job.handle["video"], client.commentThreads()
    found = listed(execute(job, threads.list(part="snippet", videoId=video, textFormat="plainText"), paid=True))
    said = [one["snippet"]["topLevelComment"]["snippet"] for one in found]
    if any(text in (one.get("textOriginal"), one.get("textDisplay")) for one in said):
        return
    run.confirm()
    snippet = {"videoId": video, "topLevelComment": {"snippet": {"textOriginal": text}}}
    execute(job, threads.insert(part="snippet", body={"snippet": snippet}), paid=True)


def _url(number: str) -> str:
    return f"https://www.youtube.com/watch?v={number}"
