"""A post becomes a record in a Bluesky repository under a key chosen here: put twice, it is there once."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import urlsplit

from vlogkit.publishing.answers import ABSENT, ContentError, ReconnectError, Sight, TokenError
from vlogkit.publishing.families.bluesky_facets import facets
from vlogkit.publishing.families.parts import answered
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.chunks import stretch
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.picture_uploads import fitted, mime_of
from vlogkit.publishing.transport.wire import JSON, Answer
from vlogkit.records.base import fingerprint
from vlogkit.records.bundle import Output
from vlogkit.records.platform import ImageRule, TakeBack
from vlogkit.records.post import wording

__all__ = ["add", "check", "finalize", "find_part", "keys", "refresh", "submit", "take_back", "who"]

PDS = "https://bsky.social"
VIDEO = "https://video.bsky.app"
POST = "app.bsky.feed.post"
MOST_IMAGES = 4
"""More pictures than this make a gallery."""
MAX_CAPTIONS = 20_000
_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"


def keys(job: Job) -> dict[str, str]:
    """The record key, so that every try writes the same record."""
    return {"rkey": _tid(job, job.post.content_hash()), "at": _stamp(job)}


def submit(job: Job, run: Run) -> Sight:
    """Upload the files and put the record; a video that the service still works on is put later, by `finalize`."""
    videos = job.outputs("video")
    if videos and _video_service(job):
        if "video_job" not in job.handle:
            run.keep(job, video_job=_send_video(job, videos[0]))
        return _video_sight(job, run)
    return _put(job, _embed(job, videos))


def finalize(job: Job, run: Run) -> Sight:
    """Put the record of a video that the service has finished."""
    blob = json.loads(job.handle["video_blob"])
    return _put(job, _video_embed(job, job.outputs("video")[0], blob))


def check(job: Job, run: Run) -> Sight:
    """The record under its key, else how far the video is."""
    query = {"repo": _session(job, "did"), "collection": POST, "rkey": job.handle["rkey"]}
    answer = _call(job, "GET", "com.atproto.repo.getRecord", params=query, missing=True)
    if answer.ok:
        return _published(job, answer)
    return _video_sight(job, run) if "video_job" in job.handle else ABSENT


def add(job: Job, run: Run, part: str) -> None:
    """Put the next record of a thread under a key of its own, which is kept before: put twice, it is there once."""
    key = f"{part}:rkey"
    if key not in job.handle:
        previous = (name for name in job.handle if name.endswith(":rkey"))
        taken = {job.handle["rkey"], *(job.handle[name] for name in previous)}
        run.keep(job, **{key: _after(_tid(job, job.post.content_hash()), taken)})
    text = job.post.words_of(part)
    refs: dict[str, JSON] = {"root": _reference(job, job.remote_id), "parent": _reference(job, answered(job, part))}
    record: dict[str, JSON] = {"$type": POST, "text": text, "createdAt": job.handle["at"], "reply": refs}
    record["langs"] = [job.bundle.lang]
    marks = facets(text, lambda handle: _did_of(job, handle))
    if marks:
        record["facets"] = marks
    body: dict[str, JSON] = {"repo": _session(job, "did"), "collection": POST, "record": record}
    body |= {"rkey": job.handle[key], "validate": True}
    answer = _call(job, "POST", "com.atproto.repo.putRecord", json=body, final=True)
    run.keep(job, **{f"{part}:id": answer.id_at("uri")})


def find_part(job: Job, part: str) -> str:
    """See `Platform.find_part`: the address under the key that was chosen before the call."""
    key = job.handle.get(f"{part}:rkey", "")
    return f"at://{_session(job, 'did')}/{POST}/{key}" if key else ""


def _after(tid: str, taken: set[str]) -> str:
    """A key that is none of those taken: the same instant gives the same key."""
    while tid in taken:
        last = _ALPHABET[(_ALPHABET.index(tid[-1]) + 1) % 32]
        tid = tid[:-1] + last
    return tid


def _reference(job: Job, address: str) -> JSON:
    """A record as others refer to it: its address and the mark of its content."""
    query = {"repo": _session(job, "did"), "collection": POST, "rkey": address.rpartition("/")[2]}
    answer = _call(job, "GET", "com.atproto.repo.getRecord", params=query)
    return {"uri": answer.id_at("uri"), "cid": answer.id_at("cid")}


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Delete the record, or answer under it with a record under a key chosen before the call."""
    key = job.remote_id.rpartition("/")[2]
    where: dict[str, str] = {"repo": _session(job, "did"), "collection": POST}
    there = _call(job, "GET", "com.atproto.repo.getRecord", params={**where, "rkey": key}, missing=True)
    if not there.ok:
        return ABSENT
    there.id_at("uri")
    if how == "delete":
        _call(job, "POST", "com.atproto.repo.deleteRecord", json={**where, "rkey": key}, final=True)
        return ABSENT
    if "reply_rkey" not in job.handle:
        run.keep(job, reply_rkey=_tid(job, fingerprint(["reply", words])), reply_at=_stamp(job))
    parent: JSON = {"uri": there.id_at("uri"), "cid": there.id_at("cid")}
    record: dict[str, JSON] = {"$type": POST, "text": words, "createdAt": job.handle["reply_at"]}
    record |= {"langs": [job.bundle.lang], "reply": {"root": parent, "parent": parent}}
    body: dict[str, JSON] = {**where, "rkey": job.handle["reply_rkey"], "record": record, "validate": True}
    answer = _call(job, "POST", "com.atproto.repo.putRecord", json=body, final=True)
    name = job.secrets.get("handle") or job.secrets.get("did", "")
    return Sight("published", answer.id_at("uri"), f"https://bsky.app/profile/{name}/post/{job.handle['reply_rkey']}")


def refresh(line: Connection) -> dict[str, str]:
    """A new session: from the refresh token, else from the app password; the service allows 300 of these a day."""
    wire = line.wire(PDS)
    if line.secrets.get("refresh_jwt"):
        headers = {"Authorization": f"Bearer {line.secrets['refresh_jwt']}"}
        answer = wire.call("POST", "/xrpc/com.atproto.server.refreshSession", headers=headers)
        if answer.ok:
            return _session_of(answer)
    values = {"identifier": line.option("handle"), "password": line.secret("app_password")}
    answer = wire.call("POST", "/xrpc/com.atproto.server.createSession", json=dict(values))
    if answer.ok:
        return _session_of(answer)
    if answer.status in {400, 401}:
        raise ReconnectError(wire.hide(f"the app password is not taken: {answer.get('message')}"))
    raise wire.fault(answer, answer.get("message"), now=line.clock())


def who(line: Connection) -> str:
    """The account's handle and DID."""
    answer = _call(line, "GET", "com.atproto.server.getSession")
    return f"@{answer.need('handle')} ({answer.get('did')})"


def _session_of(answer: Answer) -> dict[str, str]:
    shapes = {"access_jwt": "accessJwt", "refresh_jwt": "refreshJwt", "did": "did", "handle": "handle"}
    return {name: answer.need(key) for name, key in shapes.items()}


def _session(line: Connection, name: str) -> str:
    """A value of the stored session. Raises TokenError when there is none yet."""
    if not line.secrets.get(name):
        raise TokenError("there is no session yet")
    return line.secrets[name]


def _call(
    line: Connection,
    method: str,
    name: str,
    *,
    params: dict[str, str] | None = None,
    json: JSON = None,
    final: bool = False,
    missing: bool = False,
) -> Answer:
    wire = line.wire(PDS)
    headers = {"Authorization": f"Bearer {_session(line, 'access_jwt')}"}
    answer = wire.call(method, f"/xrpc/{name}", headers=headers, params=params, json=json, final=final)
    return _checked(line, answer, final=final, missing=missing)


def _checked(line: Connection, answer: Answer, *, final: bool = False, missing: bool = False) -> Answer:
    code = answer.get("error")
    if answer.ok or (missing and code in {"RecordNotFound", "InvalidRequest"} and answer.status in {400, 404}):
        return answer
    if code in {"ExpiredToken", "InvalidToken"}:
        raise TokenError(code)
    wire = line.wire(PDS)
    raise wire.fault(answer, f"{code}: {answer.get('message')}", final=final, now=line.clock())


def _put(job: Job, embed: dict[str, JSON]) -> Sight:
    text = job.post.wording() if not _is_link_card(embed) else wording(job.post.text, "", job.post.hashtags)
    record: dict[str, JSON] = {
        "$type": POST,
        "text": text,
        "createdAt": job.handle["at"],
        "langs": [job.bundle.lang],
    }
    marks = facets(text, lambda handle: _did_of(job, handle))
    if marks:
        record["facets"] = marks
    if embed:
        record["embed"] = embed
    body: dict[str, JSON] = {"repo": _session(job, "did"), "collection": POST, "record": record}
    body |= {"rkey": job.handle["rkey"], "validate": True}
    return _published(job, _call(job, "POST", "com.atproto.repo.putRecord", json=body, final=True))


def _published(job: Job, answer: Answer) -> Sight:
    name = job.secrets.get("handle") or job.secrets.get("did", "")
    return Sight("published", answer.id_at("uri"), f"https://bsky.app/profile/{name}/post/{job.handle['rkey']}")


def _embed(job: Job, videos: list[Output]) -> dict[str, JSON]:
    """The video, else the pictures, else the link as a card; a record has one of them."""
    if videos:
        return _video_embed(job, videos[0], _blob(job, videos[0]))
    pictures = job.outputs("card")[:10]
    if pictures:
        images: list[JSON] = [{"alt": job.alt(one), "image": _blob(job, one)} | _ratio(one) for one in pictures]
        kind = "gallery" if len(images) > MOST_IMAGES else "images"
        return {"$type": f"app.bsky.embed.{kind}", "images": images}
    if job.post.link:
        card: dict[str, JSON] = {"uri": job.post.link, "title": job.post.title, "description": ""}
        thumbs = [one for one in job.bundle.outputs if one.kind == "thumbnail"]
        if thumbs:
            card["thumb"] = _blob(job, thumbs[0])
        return {"$type": "app.bsky.embed.external", "external": card}
    return {}


def _is_link_card(embed: dict[str, JSON]) -> bool:
    return embed.get("$type") == "app.bsky.embed.external"


def _video_embed(job: Job, video: Output, blob: JSON) -> dict[str, JSON]:
    embed: dict[str, JSON] = {"$type": "app.bsky.embed.video", "video": blob, "alt": job.alt(video)} | _ratio(video)
    tracks = [one for one in job.outputs("subtitles") if one.path.endswith(".vtt") and one.bytes <= MAX_CAPTIONS]
    if tracks:
        captions: list[JSON] = [{"lang": job.bundle.lang, "file": _blob(job, one)} for one in tracks[:1]]
        embed["captions"] = captions
    return embed


def _ratio(output: Output) -> dict[str, JSON]:
    if not output.width or not output.height:
        return {}
    return {"aspectRatio": {"width": output.width, "height": output.height}}


def _blob(job: Job, output: Output) -> JSON:
    """Upload a file; the same bytes always make the same blob, and one that no record names is swept away."""
    path = job.path(output)
    if output.kind in {"card", "thumbnail"}:
        content, mime = fitted(path, job.facts.image or ImageRule())
        body, size = iter([content]), len(content)
    else:
        mime = "text/vtt" if path.suffix == ".vtt" else mime_of(path)
        size = path.stat().st_size
        body = stretch(path, 0, size)
    headers = {"Authorization": f"Bearer {_session(job, 'access_jwt')}", "Content-Type": mime}
    headers["Content-Length"] = str(size)
    wire = job.wire(PDS)
    answer = _checked(job, wire.call("POST", "/xrpc/com.atproto.repo.uploadBlob", headers=headers, content=body))
    answer.need("blob")
    return answer.at("blob")


def _video_service(job: Job) -> str:
    """The address of the video service; a server of one's own without one takes the file as it is."""
    return job.option("video_service", "" if job.account.base_url else VIDEO)


def _send_video(job: Job, video: Output) -> str:
    """Hand the file to the video service under a token made for this one call; its job's number."""
    did = _session(job, "did")
    audience = f"did:web:{urlsplit(job.account.base_url or PDS).hostname}"
    query = {
        "aud": audience,
        "lxm": "com.atproto.repo.uploadBlob",
        "exp": str(int(job.clock().timestamp()) + 1800),
    }
    token = _call(job, "GET", "com.atproto.server.getServiceAuth", params=query).need("token")
    size = job.path(video).stat().st_size
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "video/mp4", "Content-Length": str(size)}
    answer = job.wire(PDS).call(
        "POST",
        f"{_video_service(job)}/xrpc/app.bsky.video.uploadVideo",
        params={"did": did, "name": f"{job.handle['rkey']}.mp4"},
        headers=headers,
        content=stretch(job.path(video), 0, size),
    )
    if answer.status == 409 and answer.get("jobId"):
        return answer.id_at("jobId")
    answer = _checked(job, answer)
    return answer.id_at("jobId") if answer.get("jobId") else answer.id_at("jobStatus", "jobId")


def _video_sight(job: Job, run: Run) -> Sight:
    """How far the video service is."""
    if "video_blob" in job.handle:
        return Sight("ready")
    path = f"{_video_service(job)}/xrpc/app.bsky.video.getJobStatus"
    answer = _checked(job, job.wire(PDS).call("GET", path, params={"jobId": job.handle["video_job"]}))
    state = answer.get("jobStatus", "state")
    if state == "JOB_STATE_FAILED":
        return Sight("refused", reason=answer.get("jobStatus", "error") or answer.get("jobStatus", "message"))
    blob = answer.get("jobStatus", "blob")
    if not blob:
        return Sight("processing", again=dt.timedelta(seconds=10))
    run.keep(job, video_blob=blob)
    return Sight("ready")


def _did_of(job: Job, handle: str) -> str:
    """Whose handle it is, empty when nobody's: then the mention stays plain text."""
    try:
        answer = _call(job, "GET", "com.atproto.identity.resolveHandle", params={"handle": handle}, missing=True)
    except ContentError:
        return ""
    return answer.get("did")


def _tid(job: Job, mark: str) -> str:
    """A TID: microseconds, and ten bits of a sha256 of what is written under it."""
    micros = int(job.clock().timestamp() * 1_000_000)
    number = (micros << 10) | (int(mark[:4], 16) & 1023)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(60, -1, -5))


def _stamp(job: Job) -> str:
    return job.clock().astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
