"""A post becomes a message in a Telegram channel; nothing protects it, so silence after sending is left to a person."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import ExitStack
from typing import IO

from vlogkit.publishing.answers import ABSENT, LaterError, ReconnectError, SetbackError, Sight
from vlogkit.publishing.families.defaults import cannot_refresh as refresh
from vlogkit.publishing.families.defaults import no_keys as keys
from vlogkit.publishing.families.defaults import nothing_to_finalize as finalize
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.picture_uploads import fitted, mime_of
from vlogkit.publishing.transport.retry_times import read_moment, retry_at
from vlogkit.publishing.transport.wire import Answer, Wire
from vlogkit.publishing.unprotected_call import may_have_been_made, once
from vlogkit.records.bundle import Output
from vlogkit.records.platform import ImageRule, TakeBack

__all__ = ["check", "finalize", "keys", "refresh", "submit", "take_back", "who"]

API = "https://api.telegram.org"
File = tuple[str, IO[bytes] | bytes, str]


def submit(job: Job, run: Run) -> Sight:
    """Send a video, a picture, an album or a text in one call."""
    outputs = job.outputs("video", "card")
    with ExitStack() as stack:
        files = {f"file{n}": _file(job, output, stack) for n, output in enumerate(outputs)}
        cover = job.outputs("thumbnail")[:1] if len(outputs) == 1 and outputs[0].kind == "video" else []
        if cover:
            files["cover_file"] = _file(job, cover[0], stack)
        method, form, names = _message(job, outputs)
        form |= {"cover": "attach://cover_file"} if cover else {}
        sent = {names.get(name, name): file for name, file in files.items()}
        wire = _wire(job)
        with once(job, run):
            answer = wire.call("POST", f"/bot{job.secret('bot_token')}/{method}", form=form, files=sent, final=True)
            if not answer.ok:
                raise _fault(job, wire, answer)
    return _sight(job, answer)


def check(job: Job, run: Run) -> Sight:
    """A bot cannot read its channel: once the call was begun, only a person can look."""
    if job.remote_id:
        return Sight("published", job.remote_id, job.url)
    if may_have_been_made(job):
        return Sight("unknown", reason="Telegram cannot be asked whether it arrived; look into the channel")
    return ABSENT


def take_back(job: Job, run: Run, how: TakeBack, words: str) -> Sight:
    """Delete the message, each of an album, or change its words. A bot cannot look: one that is gone, or says so already,
    is refused as such, so that a second call changes nothing."""
    numbers = job.remote_id.split(",")
    if how == "delete":
        for number in numbers:
            _changed(job, "deleteMessage", {"message_id": number}, "message to delete not found")
        return ABSENT
    method, field = ("editMessageCaption", "caption") if job.post.files else ("editMessageText", "text")
    _changed(job, method, {"message_id": numbers[0], field: words}, "message is not modified")
    return Sight("published", job.remote_id, job.url)


def who(line: Connection) -> str:
    """The bot's name, once it can see the channel."""
    wire = _wire(line)
    for method, form in (("getMe", {}), ("getChat", {"chat_id": line.option("chat")})):
        answer = wire.call("POST", f"/bot{line.secret('bot_token')}/{method}", form=form)
        if not answer.ok:
            raise _fault(line, wire, answer)
        if method == "getMe":
            name = answer.need("result", "username")
    return f"@{name} in {line.option('chat')}"


def _wire(line: Connection) -> Wire:
    return line.wire(API)


def _message(job: Job, outputs: list[Output]) -> tuple[str, dict[str, str], dict[str, str]]:
    """The method, its form, and under which names it takes the files."""
    form = {"chat_id": job.option("chat")}
    words = job.post.wording()
    if not outputs:
        return "sendMessage", form | {"text": words}, {}
    if len(outputs) == 1:
        kind = "video" if outputs[0].kind == "video" else "photo"
        form |= {"caption": words}
        if kind == "video":
            form |= {"supports_streaming": "true"} | _size(outputs[0])
        return f"send{kind.title()}", form, {"file0": kind}
    album = [
        {"type": "video" if output.kind == "video" else "photo", "media": f"attach://file{n}"}
        | ({"caption": words} if n == 0 else {})
        for n, output in enumerate(outputs)
    ]
    return "sendMediaGroup", form | {"media": json.dumps(album)}, {}


def _changed(job: Job, method: str, form: dict[str, str], already: str) -> None:
    """A call that changes a message; `already` is how Telegram refuses one that is as it should be."""
    wire = _wire(job)
    values = {"chat_id": job.option("chat"), **form}
    answer = wire.call("POST", f"/bot{job.secret('bot_token')}/{method}", form=values, final=True)
    if not answer.ok and already not in answer.get("description").casefold():
        raise _fault(job, wire, answer)


def _size(output: Output) -> dict[str, str]:
    values = {"width": output.width, "height": output.height, "duration": round(output.duration or 0)}
    return {name: str(value) for name, value in values.items() if value}


def _file(job: Job, output: Output, stack: ExitStack) -> File:
    path = job.path(output)
    if output.kind == "video":
        return path.name, stack.enter_context(path.open("rb")), mime_of(path)
    content, mime = fitted(path, job.facts.image or ImageRule())
    return path.name, content, mime


def _sight(job: Job, answer: Answer) -> Sight:
    numbers = [item.id_at("message_id") for item in answer.items("result")] or [answer.id_at("result", "message_id")]
    chat = job.option("chat")
    url = f"https://t.me/{chat.removeprefix('@')}/{numbers[0]}" if chat.startswith("@") else ""
    return Sight("published", ",".join(numbers), url)


def _fault(line: Connection, wire: Wire, answer: Answer) -> SetbackError:
    said = answer.get("description")
    if answer.status == 429 and said:
        now = line.clock()
        at = read_moment(answer.get("parameters", "retry_after"), now) or retry_at(answer.headers, now)
        return LaterError(wire.hide(f"{said} (429)"), after=dt.timedelta(seconds=30), at=at)
    if answer.status in {401, 403, 404}:
        return ReconnectError(wire.hide(f"{said or 'the bot is not taken'} ({answer.status})"))
    return wire.fault(answer, said, final=True, now=line.clock())
