"""A post becomes a Reel, an album or a text on a Facebook Page; a Reel is known by its video id, the rest is looked up."""

from __future__ import annotations

import datetime as dt

from vlogkit.publishing.answers import ABSENT, Sight
from vlogkit.publishing.families.defaults import no_keys as keys
from vlogkit.publishing.families.meta_graph import (
    GRAPH,
    call,
    checked,
    comment_once,
    found,
    long_lived_token,
    newest_with,
    upload,
)
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.picture_uploads import fitted
from vlogkit.publishing.transport.wire import Answer
from vlogkit.publishing.unprotected_call import MARK, may_have_been_made, once
from vlogkit.records.bundle import Output
from vlogkit.records.platform import ImageRule, TakeBack

__all__ = ["add", "check", "finalize", "keys", "refresh", "submit", "take_back", "who"]

refresh = long_lived_token


def submit(job: Job, run: Run) -> Sight:
    """Upload the video or the pictures; nothing is public yet."""
    videos = job.outputs("video")
    if videos:
        if "video" not in job.handle:
            job.charge("video_reels")
            made = call(job, "POST", f"/{_page(job)}/video_reels", {"upload_phase": "start"})
            run.keep(job, video=made.id_at("video_id"), upload=made.need("upload_url"))
        upload(job, job.handle["upload"], videos[0], offset=_received(job))
        return check(job, run)
    photos = [_photo(job, output) for output in job.outputs("card")]
    run.keep(job, photos=",".join(photos))
    return Sight("ready")


def finalize(job: Job, run: Run) -> Sight:
    """Publish, or hand over with a time where Facebook keeps the schedule."""
    due = job.scheduled()
    if "video" in job.handle:
        return _finish_reel(job, due)
    values = {"message": job.post.wording()}
    for number, photo in enumerate(_photos(job)):
        values[f"attached_media[{number}]"] = f'{{"media_fbid":"{photo}"}}'
    if job.post.link and not _photos(job):
        values["link"] = job.post.link
    if due is not None:
        values |= {"published": "false", "scheduled_publish_time": str(int(due.timestamp()))}
    with once(job, run):
        answer = call(job, "POST", f"/{_page(job)}/feed", values, final=True)
    story = answer.id_at("id")
    run.keep(job, story=story)
    return _waiting(job, story) if due is not None else _published(story)


def check(job: Job, run: Run) -> Sight:
    """A Reel by its video id; a post of the feed by its words, among the published and the scheduled ones."""
    if "video" in job.handle:
        return _reel(job)
    if "story" in job.handle:
        return _story(job)
    if may_have_been_made(job):
        return _looked_up(job, run)
    return Sight("ready") if "photos" in job.handle else ABSENT


def add(job: Job, run: Run, part: str) -> None:
    """Write the first comment below what is out, or give a Reel its cover; the same cover twice changes nothing."""
    if part == "comment":
        comment_once(job, run, part, "message")
    elif "video" in job.handle:
        cover = job.outputs("thumbnail")[0]
        _sent(job, f"/{job.handle['video']}/thumbnails", cover, {"is_preferred": "true"})


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Delete the post or the Reel, also one that waits, or change its words."""
    number = job.remote_id
    field = "description" if "video" in job.handle else "message"
    there = found(job, number, f"id,{field}", default=GRAPH)
    if there is None:
        return ABSENT
    if how in {"delete", "unschedule"}:
        call(job, "DELETE", f"/{number}", final=True)
        return ABSENT
    if there.get(field) != words:
        call(job, "POST", f"/{number}", {field: words}, final=True)
    return Sight("published", number, job.url)


def who(line: Connection) -> str:
    """The page's name."""
    return call(line, "GET", f"/{_page(line)}", {"fields": "name"}).need("name")


def _page(line: Connection) -> str:
    return line.option("page")


def _photos(job: Job) -> list[str]:
    return [number for number in job.handle.get("photos", "").split(",") if number]


def _photo(job: Job, output: Output) -> str:
    """An unpublished photo; one that no post takes up is never shown."""
    form = {"published": "false", "temporary": "true", "alt_text_custom": job.alt(output)}
    return _sent(job, f"/{_page(job)}/photos", output, form).id_at("id")


def _sent(job: Job, path: str, output: Output, form: dict[str, str]) -> Answer:
    """A picture, with what is said of it."""
    content, mime = fitted(job.path(output), job.facts.image or ImageRule())
    wire = job.wire("https://graph.facebook.com/v27.0")
    headers = {"Authorization": f"Bearer {job.secret('access_token')}"}
    files = {"source": (job.path(output).name, content, mime)}
    answer = wire.call("POST", path, headers=headers, form=form, files=files)
    return checked(wire, answer, now=job.clock())


def _finish_reel(job: Job, due: dt.datetime | None) -> Sight:
    values = {
        "upload_phase": "finish",
        "video_id": job.handle["video"],
        "title": job.post.title,
        "description": job.post.wording(),
        "video_state": "PUBLISHED" if due is None else "SCHEDULED",
    }
    if due is not None:
        values["scheduled_publish_time"] = str(int(due.timestamp()))
    call(job, "POST", f"/{_page(job)}/video_reels", values, final=True)
    return _reel(job)


def _reel(job: Job) -> Sight:
    number = job.handle["video"]
    answer = call(job, "GET", f"/{number}", {"fields": "status,permalink_url"})
    answer.need("status")
    uploading = answer.get("status", "uploading_phase", "status")
    publishing = answer.get("status", "publishing_phase", "status")
    if "error" in {uploading, publishing, answer.get("status", "processing_phase", "status")}:
        return Sight("refused", number, reason=_reason(answer))
    if publishing == "complete":
        if answer.get("status", "publishing_phase", "publish_status") == "scheduled":
            return _waiting(job, number, _absolute(answer.get("permalink_url")))
        return Sight("published", number, _absolute(answer.get("permalink_url")))
    if uploading != "complete":
        return ABSENT
    return Sight("ready", number) if publishing == "not_started" else Sight("processing", number)


def _received(job: Job) -> int:
    """How many bytes of the video are there already."""
    answer = call(job, "GET", f"/{job.handle['video']}", {"fields": "status"})
    return answer.number("status", "uploading_phase", "bytes_transfered") or 0


def _reason(answer: Answer) -> str:
    for phase in ("uploading_phase", "processing_phase", "publishing_phase"):
        for error in answer.items("status", phase, "errors"):
            return error.get("message")
    return answer.get("status", "error", "message")


def _story(job: Job) -> Sight:
    answer = call(job, "GET", f"/{job.handle['story']}", {"fields": "is_published,permalink_url"})
    if answer.get("is_published") == "true":
        return _published(job.handle["story"], answer.get("permalink_url"))
    return _waiting(job, job.handle["story"])


def _looked_up(job: Job, run: Run) -> Sight:
    """No key protects the feed: what is found by its words is ours, what is not found stays in doubt."""
    since = int(dt.datetime.fromisoformat(job.handle[MARK]).timestamp()) - 120
    for edge, mine in (("published_posts", _published), ("scheduled_posts", None)):
        query = {"fields": "id,message,permalink_url", "limit": "50"} | ({"since": str(since)} if mine else {})
        found = newest_with(call(job, "GET", f"/{_page(job)}/{edge}", query), "message", job.post.wording())
        if found is not None:
            story = found.id_at("id")
            run.keep(job, story=story)
            return mine(story, found.get("permalink_url")) if mine else _waiting(job, story)
    return Sight("unknown", reason="it is not among the page's newest posts; look at the page")


def _published(number: str, address: str = "") -> Sight:
    return Sight("published", number, address or f"https://www.facebook.com/{number}")


def _waiting(job: Job, number: str, address: str = "") -> Sight:
    wait = max(job.post.due - job.clock(), dt.timedelta()) + dt.timedelta(minutes=2)
    return Sight("processing", number, address or f"https://www.facebook.com/{number}", again=wait)


def _absolute(address: str) -> str:
    return f"https://www.facebook.com{address}" if address.startswith("/") else address
