"""A post becomes a thread on Threads: a container first, published under its id."""

from __future__ import annotations

from vlogkit.publishing.answers import ABSENT, ContentError, ReconnectError, Sight, TokenError
from vlogkit.publishing.families.defaults import no_keys as keys
from vlogkit.publishing.families.meta_graph import call, container_sight, found, newest_with
from vlogkit.publishing.families.parts import answer_once, answered
from vlogkit.publishing.families.wordpress_media import public_address
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.oauth import expiry
from vlogkit.records.bundle import Output
from vlogkit.records.platform import TakeBack

__all__ = ["add", "check", "finalize", "find_part", "keys", "refresh", "submit", "take_back", "who"]

API = "https://graph.threads.net/v1.0"


def submit(job: Job, run: Run) -> Sight:
    """Make the container; Threads fetches files from their public address."""
    outputs = job.outputs("video", "card")[:10]
    if len(outputs) > 1:
        children = [_container(job, _medium(job, run, output) | {"is_carousel_item": "true"}) for output in outputs]
        values = {"media_type": "CAROUSEL", "children": ",".join(children)}
    elif outputs:
        values = _medium(job, run, outputs[0])
    else:
        values = {"media_type": "TEXT"} | ({"link_attachment": job.post.link} if job.post.link else {})
    run.keep(job, container=_container(job, values | {"text": job.post.wording()}))
    return check(job, run)


def check(job: Job, run: Run) -> Sight:
    """What the container shows."""
    if not job.handle.get("container"):
        return ABSENT
    answer = call(job, "GET", f"/{job.handle['container']}", {"fields": "status,error_message"}, default=API)
    status = answer.get("status")
    if status == "PUBLISHED":
        return _published(job)
    return container_sight(job, run, status, answer.get("error_message"))


def finalize(job: Job, run: Run) -> Sight:
    """Publish the container; a container is published at most once."""
    values = {"creation_id": job.handle["container"]}
    answer = call(job, "POST", f"/{_user(job)}/threads_publish", values, final=True, default=API)
    run.keep(job, media=answer.id_at("id"))
    return _published(job)


def add(job: Job, run: Run, part: str) -> None:
    """Add the next post of a thread: a container first, which is kept, then published at most once."""
    text, box = job.post.words_of(part), f"{part}:container"
    if box not in job.handle:
        values = {"media_type": "TEXT", "text": text, "reply_to_id": answered(job, part)}
        run.keep(job, **{box: _container(job, values)})

    def make() -> str:
        values = {"creation_id": job.handle[box]}
        return call(job, "POST", f"/{_user(job)}/threads_publish", values, final=True, default=API).id_at("id")

    answer_once(job, run, part, make, find_part)


def find_part(job: Job, part: str) -> str:
    """See `Platform.find_part`."""
    query = {"fields": "id,text", "limit": "25"}
    answer = call(job, "GET", f"/{_user(job)}/threads", query, default=API)
    found = newest_with(answer, "text", job.post.words_of(part))
    return found.id_at("id") if found is not None else ""


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Delete the thread, or answer under it: a container first, published under its id."""
    number = job.remote_id
    if found(job, number, "id", default=API) is None:
        return ABSENT
    if how == "delete":
        call(job, "DELETE", f"/{number}", final=True, default=API)
        return ABSENT
    if "reply" not in job.handle:
        run.keep(job, reply=_container(job, {"media_type": "TEXT", "text": words, "reply_to_id": number}))
    there = call(job, "GET", f"/{job.handle['reply']}", {"fields": "status"}, default=API)
    if there.get("status") != "PUBLISHED":
        values = {"creation_id": job.handle["reply"]}
        call(job, "POST", f"/{_user(job)}/threads_publish", values, final=True, default=API)
    return Sight("published", number, job.url)


def refresh(line: Connection) -> dict[str, str]:
    """A longer life for a token that still lives; one that has died takes a person."""
    values = {"grant_type": "th_refresh_token"}
    try:
        answer = call(line, "GET", "/refresh_access_token", values, default=API)
    except (ContentError, TokenError) as error:
        raise ReconnectError(f"the token has run out after 60 days; sign in again: {error.reason}") from None
    fresh = {"access_token": answer.need("access_token")}
    return fresh | expiry(answer, line.clock())


def who(line: Connection) -> str:
    """The account's name."""
    return "@" + call(line, "GET", f"/{_user(line)}", {"fields": "username"}, default=API).need("username")


def _user(line: Connection) -> str:
    return line.option("user")


def _medium(job: Job, run: Run, output: Output) -> dict[str, str]:
    kind = "VIDEO" if output.kind == "video" else "IMAGE"
    address = public_address(job, run, output, job.facts.image)
    return {"media_type": kind, f"{kind.lower()}_url": address, "alt_text": job.alt(output)[:1000]}


def _container(job: Job, values: dict[str, str]) -> str:
    return call(job, "POST", f"/{_user(job)}/threads", values, default=API).id_at("id")


def _published(job: Job) -> Sight:
    """The published thread: by its id, else by its words among the newest, else by the container alone."""
    number = job.handle.get("media", "")
    if number:
        answer = call(job, "GET", f"/{number}", {"fields": "permalink"}, default=API)
        return Sight("published", number, answer.get("permalink"))
    query = {"fields": "id,text,permalink", "limit": "25"}
    found = newest_with(call(job, "GET", f"/{_user(job)}/threads", query, default=API), "text", job.post.wording())
    if found is None:
        return Sight("published", f"container:{job.handle['container']}")
    return Sight("published", found.id_at("id"), found.get("permalink"))
