"""Call Meta's Graph API, its error codes sorted by what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vlogkit.publishing.answers import (
    ContentError,
    DoubtError,
    LaterError,
    ReconnectError,
    SetbackError,
    Sight,
    TokenError,
)
from vlogkit.publishing.families.parts import answer_once
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.chunks import stretch
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.picture_uploads import mime_of
from vlogkit.publishing.transport.retry_times import retry_at
from vlogkit.publishing.transport.wire import Answer, Wire
from vlogkit.records.bundle import Output

GRAPH = "https://graph.facebook.com/v27.0"

_LATER = {
    "2207042": "the account's posts of the last 24 h are used up",
    "2207027": "the medium is not ready yet",
    "1390008": "too many posts in a short time",
    "4": "the app's calls are used up",
    "17": "the user's calls are used up",
    "32": "the page's calls are used up",
    "613": "too many calls",
}
"""Codes and subcodes after which the same call works later."""


def call(
    line: Connection,
    method: str,
    path: str,
    values: Mapping[str, str] | None = None,
    *,
    final: bool = False,
    default: str = GRAPH,
) -> Answer:
    """One call with the account's token in the header. Raises the SetbackError of an error answer."""
    wire = line.wire(default)
    headers = {"Authorization": f"Bearer {line.secret('access_token')}"}
    if method == "GET":
        answer = wire.call(method, path, headers=headers, params=values)
    else:
        answer = wire.call(method, path, headers=headers, form=values, final=final)
    return checked(wire, answer, final=final, now=line.clock())


def checked(wire: Wire, answer: Answer, *, final: bool = False, now: dt.datetime) -> Answer:
    """The answer when it is a success. Raises the SetbackError of an error answer."""
    if answer.ok and not answer.get("error", "code"):
        return answer
    raise _fault(wire, answer, final=final, now=now)


def _fault(wire: Wire, answer: Answer, *, final: bool, now: dt.datetime) -> SetbackError:
    code, sub = answer.get("error", "code"), answer.get("error", "error_subcode")
    said = answer.get("error", "error_user_msg") or answer.get("error", "message")
    text = wire.hide(f"{said or 'no reason given'} (code {code or answer.status}{'/' + sub if sub else ''})")
    if sub in _LATER or code in _LATER:
        wait = dt.timedelta(hours=24) if sub == "2207042" else dt.timedelta(minutes=10)
        return LaterError(f"{_LATER.get(sub) or _LATER[code]}: {text}", after=wait)
    if "4476002" in {code, sub}:
        return ReconnectError(f"the token is of a Facebook app; Threads needs one of the Threads app's own id: {text}")
    if code == "190" and sub in {"459", "464"}:
        return ReconnectError(f"Meta wants the account's owner to log in there first: {text}")
    if code in {"190", "102"} or answer.status == 401:
        return TokenError(text)
    if code == "200" and "as the page itself" in said:
        return ReconnectError(f"a person's token is stored, not the page's: {text}")
    if code in {"10", "200"}:
        return ReconnectError(f"the app lacks a permission: {text}")
    if answer.get("error", "is_transient") == "true" or answer.status >= 500 or code in {"1", "2"}:
        return DoubtError(text) if final else LaterError(text, at=retry_at(answer.headers, now))
    if answer.status == 429 or 300 <= answer.status < 400:
        return wire.fault(answer, text, final=final, now=now)
    return ContentError(text)


def found(line: Connection, number: str, fields: str, *, default: str) -> Answer | None:
    """What a post shows; None for one that is not there (any more)."""
    wire = line.wire(default)
    headers = {"Authorization": f"Bearer {line.secret('access_token')}"}
    answer = wire.call("GET", f"/{number}", headers=headers, params={"fields": fields})
    if answer.get("error", "code") == "100" and answer.get("error", "error_subcode") == "33":
        return None
    return checked(wire, answer, now=line.clock())


def upload(job: Job, address: str, output: Output, *, offset: int = 0) -> None:
    """Send a file, or what is left of it, to Meta's upload address, from disk. Raises LaterError: it shows nothing."""
    wire = job.wire(GRAPH)
    wire.check_host(address, ".facebook.com")
    path = job.path(output)
    size = path.stat().st_size
    headers = {
        "Authorization": f"OAuth {job.secret('access_token')}",
        "offset": str(offset),
        "file_size": str(size),
        "Content-Length": str(size - offset),
        "Content-Type": mime_of(path),
    }
    answer = wire.call("POST", address, headers=headers, content=stretch(path, offset, size - offset))
    checked(wire, answer, now=job.clock())


def comment_once(job: Job, run: Run, part: str, field: str) -> None:
    """Write the first comment below a post that is out, once; `field` is what the service calls its words."""
    post, text = job.remote_id, job.post.words_of(part)
    if ":" in post:
        raise ContentError("the post's own id is not known; write the comment by hand")

    def make() -> str:
        return call(job, "POST", f"/{post}/comments", {"message": text}, final=True).id_at("id")

    def find(_job: Job, _part: str) -> str:
        found = newest_with(call(job, "GET", f"/{post}/comments", {"fields": f"id,{field}"}), field, text)
        return found.id_at("id") if found is not None else ""

    answer_once(job, run, part, make, find)


def container_sight(job: Job, run: Run, status: str, reason: str) -> Sight:
    """What a container's status means; one that expired holds nothing and is made anew."""
    if status == "FINISHED":
        return Sight("ready", reason=reason)
    if status == "ERROR":
        return Sight("refused", reason=reason)
    if status == "EXPIRED":
        run.forget(job, "container", "uploaded")
        return Sight("absent")
    return Sight("processing", reason=reason)


def newest_with(answer: Answer, field: str, words: str) -> Answer | None:
    """The newest item of a list whose text is `words`."""
    wanted = " ".join(words.split())
    for item in answer.rows("data"):
        if " ".join(item.get(field).split()) == wanted:
            return item
    return None


def long_lived_token(line: Connection) -> dict[str, str]:
    """Page and Instagram tokens cannot be renewed by a program. Raises ReconnectError with what a person does."""
    raise ReconnectError(f"the token of `{line.account.name}` has run out; make a new long-lived one and store it")
