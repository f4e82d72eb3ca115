"""A post becomes an article on a WordPress site: media first, then the post under a slug that is looked up first."""

from __future__ import annotations

import datetime as dt
from html import escape

from vlogkit.publishing.answers import ABSENT, ContentError, Sight
from vlogkit.publishing.families.defaults import cannot_refresh as refresh
from vlogkit.publishing.families.defaults import nothing_to_finalize as finalize
from vlogkit.publishing.families.wordpress_media import API, authorization, checked, digest, gmt, in_library
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.wire import JSON, Answer
from vlogkit.records.bundle import Output
from vlogkit.records.platform import TakeBack

__all__ = ["check", "finalize", "keys", "refresh", "submit", "take_back", "who"]


def keys(job: Job) -> dict[str, str]:
    """The slug, which WordPress does not keep unique by itself: it is looked up before every submit."""
    return {"slug": f"{job.bundle.id}-{digest(job.post.id)}"}


def submit(job: Job, run: Run) -> Sight:
    """Upload the files, then make the post; `future` where WordPress keeps the schedule.

    Uploads take long: the slug is looked up directly before the call that makes the post.
    """
    media = [(output, *in_library(job, job, output)) for output in job.outputs("video", "card", "thumbnail")]
    values: dict[str, JSON] = {
        "title": job.post.title or job.bundle.title,
        "content": _content(job, media),
        "slug": job.handle["slug"],
        "status": "publish",
    }
    pictures = [number for output, number, _ in media if output.kind != "video"]
    if pictures:
        values["featured_media"] = int(pictures[-1])
    due = job.scheduled()
    if due is not None:
        values |= {"status": "future", "date_gmt": gmt(due)}
    there = check(job, run)
    if there.where != "absent":
        return there
    wire = job.wire("")
    answer = wire.call("POST", f"{API}/posts", json=values, headers=authorization(job), final=True)
    return _sight(job, checked(job, wire, answer, final=True))


def check(job: Job, run: Run) -> Sight:
    """The post under its slug, whatever its status."""
    wire = job.wire("")
    query = {"slug": job.handle["slug"], "status": "publish,future,private,draft,pending", "context": "edit"}
    answer = checked(job, wire, wire.call("GET", f"{API}/posts", params=query, headers=authorization(job)))
    items = answer.rows()
    return _sight(job, items[0]) if items else ABSENT


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Make the article private or, while it waits for its time, a draft; or put the words in front of what it says."""
    wire, path = job.wire(""), f"{API}/posts/{job.remote_id}"
    answer = wire.call("GET", path, params={"context": "edit"}, headers=authorization(job))
    if answer.status in {404, 410}:
        return ABSENT
    there = checked(job, wire, answer)
    hidden = {"private", "draft", "trash"}
    values: dict[str, JSON] = {"status": "draft" if how == "unschedule" else "private"}
    if how == "edit":
        note = f"<!-- wp:paragraph --><p><strong>{escape(words)}</strong></p><!-- /wp:paragraph -->"
        text = there.get("content", "raw")
        values = {} if text.startswith(note) else {"content": f"{note}\n\n{text}"}
    elif there.need("status") in hidden:
        values = {}
    if values:
        checked(job, wire, wire.call("POST", path, json=values, headers=authorization(job), final=True), final=True)
    return Sight("published", job.remote_id, job.url) if how == "edit" else ABSENT


def who(line: Connection) -> str:
    """The name of the user; fails when it may not publish."""
    wire = line.wire("")
    query = {"context": "edit"}
    me = checked(line, wire, wire.call("GET", f"{API}/users/me", params=query, headers=authorization(line)))
    if me.get("capabilities", "publish_posts") != "true":
        raise ContentError(f"the user {me.get('name')} may not publish posts")
    return me.need("name")


def _sight(job: Job, item: Answer) -> Sight:
    number, url, status = item.id_at("id"), item.get("link"), item.need("status")
    if status == "publish":
        return Sight("published", number, url)
    if status == "future":
        late = job.clock() - job.post.due > dt.timedelta(minutes=30)
        reason = "the site has not run its schedule (wp-cron needs visitors)" if late else ""
        wait = max(job.post.due - job.clock(), dt.timedelta()) + dt.timedelta(minutes=1)
        return Sight("processing", number, url, reason, again=wait)
    return Sight("refused", number, url, f"someone made it {status} on the site")


def _content(job: Job, media: list[tuple[Output, str, str]]) -> str:
    """Blocks: the video or the pictures, the paragraphs, the link, the hashtags."""
    blocks = []
    for output, number, address in media:
        if output.kind == "video":
            blocks.append(
                f'<!-- wp:video {{"id":{number}}} --><figure class="wp-block-video">'
                f'<video controls src="{escape(address)}"></video></figure><!-- /wp:video -->'
            )
        elif output.kind == "card":
            blocks.append(
                f'<!-- wp:image {{"id":{number}}} --><figure class="wp-block-image">'
                f'<img src="{escape(address)}" alt="{escape(job.alt(output))}"/></figure><!-- /wp:image -->'
            )
    texts = [escape(part) for part in job.post.text.split("\n\n") if part.strip()]
    if job.post.link:
        texts.append(f'<a href="{escape(job.post.link)}">{escape(job.post.link)}</a>')
    paragraphs = [text.replace("\n", "<br/>") for text in texts]
    return "\n\n".join(blocks + [f"<!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->" for text in paragraphs])
