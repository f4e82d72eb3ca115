"""A post becomes a Reel, a picture or a carousel on Instagram: a container first, published under its id."""

from __future__ import annotations

import datetime as dt

from vlogkit.errors import counted
from vlogkit.publishing.answers import ABSENT, ContentError, LaterError, Sight
from vlogkit.publishing.families.defaults import no_keys as keys
from vlogkit.publishing.families.meta_graph import (
    GRAPH,
    call,
    comment_once,
    container_sight,
    found,
    long_lived_token,
    newest_with,
    upload,
)
from vlogkit.publishing.families.wordpress_media import public_address
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.wire import Answer
from vlogkit.records.bundle import Output
from vlogkit.records.platform import TakeBack

__all__ = ["add", "check", "finalize", "keys", "refresh", "submit", "take_back", "who"]

refresh = long_lived_token


def submit(job: Job, run: Run) -> Sight:
    """Make the container and fill it; nothing is public yet, and a forgotten container vanishes after a day."""
    _room_left(job)
    videos, cards = job.outputs("video"), job.outputs("card")
    if videos:
        values = {"media_type": "REELS", "upload_type": "resumable", "caption": job.post.wording()}
        made = _made(job, values | {"share_to_feed": "true"} | _cover(job, run) | _label(job))
        run.keep(job, container=made.id_at("id"), uploaded="")
        upload(job, made.need("uri"), videos[0])
        run.keep(job, uploaded="yes")
    elif cards:
        container = _picture(job, run, cards[0], caption=True) if len(cards) == 1 else _carousel(job, run, cards)
        run.keep(job, container=container, uploaded="yes")
    else:
        raise ContentError("Instagram takes a video or pictures, and this post has neither")
    return check(job, run)


def check(job: Job, run: Run) -> Sight:
    """What the container shows; one whose upload broke off is left behind."""
    if not job.handle.get("container") or not job.handle.get("uploaded"):
        return ABSENT
    answer = call(job, "GET", f"/{job.handle['container']}", {"fields": "status_code,status"})
    status = answer.get("status_code")
    if status == "PUBLISHED":
        return _published(job)
    return container_sight(job, run, status, answer.get("status"))


def finalize(job: Job, run: Run) -> Sight:
    """Publish the container; a container is published at most once."""
    job.charge("media_publish")
    answer = call(job, "POST", f"/{_user(job)}/media_publish", {"creation_id": job.handle["container"]}, final=True)
    run.keep(job, media=answer.id_at("id"))
    return _published(job)


def add(job: Job, run: Run, part: str) -> None:
    """Write the first comment below what is out."""
    comment_once(job, run, part, "text")


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Delete the medium, or comment under it unless the comment is there."""
    number = job.remote_id
    if found(job, number, "id", default=GRAPH) is None:
        return ABSENT
    if how == "delete":
        call(job, "DELETE", f"/{number}", final=True)
        return ABSENT
    said = call(job, "GET", f"/{number}/comments", {"fields": "id,text", "limit": "50"})
    if newest_with(said, "text", words) is None:
        call(job, "POST", f"/{number}/comments", {"message": words}, final=True)
    return Sight("published", number, job.url)


def who(line: Connection) -> str:
    """The account's name."""
    return "@" + call(line, "GET", f"/{_user(line)}", {"fields": "username"}).need("username")


def _user(line: Connection) -> str:
    return line.option("user")


def _made(job: Job, values: dict[str, str]) -> Answer:
    """A new container."""
    job.charge("media")
    return call(job, "POST", f"/{_user(job)}/media", values)


def _cover(job: Job, run: Run) -> dict[str, str]:
    """The picture that stands for a Reel, where a media host can give it a public address."""
    covers = job.outputs("thumbnail")[:1] if job.option("media_host") else []
    return {"cover_url": public_address(job, run, covers[0], job.facts.image)} if covers else {}


def _label(job: Job) -> dict[str, str]:
    """That the account's posts show made-up scenes that look real, where it says so."""
    return {"is_ai_generated": "true"} if job.option("synthetic_media") == "yes" else {}


def _room_left(job: Job) -> None:
    """Raise LaterError when the account's posts of the last 24 hours are used up."""
    answer = call(job, "GET", f"/{_user(job)}/content_publishing_limit", {"fields": "quota_usage,config"})
    used, total = answer.number("data", 0, "quota_usage"), answer.number("data", 0, "config", "quota_total")
    if used is not None and total is not None and used >= total:
        raise LaterError(f"none of {counted(total, 'post')} in 24 h is left on Instagram", after=dt.timedelta(hours=2))


def _picture(job: Job, run: Run, output: Output, *, caption: bool) -> str:
    values = {"image_url": public_address(job, run, output, job.facts.image), "alt_text": job.alt(output)[:1000]}
    values |= ({"caption": job.post.wording()} | _label(job)) if caption else {"is_carousel_item": "true"}
    return _made(job, values).id_at("id")


def _carousel(job: Job, run: Run, cards: list[Output]) -> str:
    children = [_picture(job, run, output, caption=False) for output in cards[:10]]
    values = {"media_type": "CAROUSEL", "children": ",".join(children), "caption": job.post.wording()}
    values |= _label(job)
    return _made(job, values).id_at("id")


def _published(job: Job) -> Sight:
    """The published medium: by its id, else by its words among the newest, else by the container alone."""
    number = job.handle.get("media", "")
    if number:
        answer = call(job, "GET", f"/{number}", {"fields": "permalink"})
        return Sight("published", number, answer.get("permalink"))
    query = {"fields": "id,caption,permalink", "limit": "25"}
    found = newest_with(call(job, "GET", f"/{_user(job)}/media", query), "caption", job.post.wording())
    if found is None:
        return Sight("published", f"container:{job.handle['container']}")
    return Sight("published", found.id_at("id"), found.get("permalink"))
