"""Upload files to a WordPress media library, each file only once."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib

from vlogkit.publishing.answers import ContentError, ReconnectError
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.chunks import stretch
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.picture_uploads import fitted, mime_of
from vlogkit.publishing.transport.wire import Answer, Wire
from vlogkit.records.bundle import Output
from vlogkit.records.platform import ImageRule

API = "/wp-json/wp/v2"


def authorization(line: Connection) -> dict[str, str]:
    """The header of an application password."""
    pair = f"{line.option('user')}:{line.secret('app_password')}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def checked(line: Connection, wire: Wire, answer: Answer, *, final: bool = False) -> Answer:
    """The answer when it is a success. Raises the SetbackError of an error answer."""
    if answer.ok:
        return answer
    said = answer.get("message")
    if answer.status in {401, 403}:
        raise ReconnectError(wire.hide(f"{said or 'the application password is not taken'} ({answer.status})"))
    raise wire.fault(answer, said, final=final, now=line.clock())


def in_library(site: Connection, job: Job, output: Output, rule: ImageRule | None = None) -> tuple[str, str]:
    """Media id and public address of the job's file at a site, uploaded unless it is there under its own slug already."""
    wire = site.wire("")
    slug = f"{job.bundle.id}-{output.sha256[:12]}"
    query = {"slug": slug, "per_page": "1"}
    found = wire.call("GET", f"{API}/media", params=query, headers=authorization(site))
    there = checked(site, wire, found).rows()
    item = there[0] if there else _uploaded(site, job, output, slug, rule)
    number, address = item.id_at("id"), item.need("source_url")
    if item.get("alt_text") != job.alt(output):
        words = {"alt_text": job.alt(output), "title": slug, "slug": slug}
        answer = wire.call("POST", f"{API}/media/{number}", json=dict(words), headers=authorization(site))
        checked(site, wire, answer)
    return number, address


def _uploaded(site: Connection, job: Job, output: Output, slug: str, rule: ImageRule | None) -> Answer:
    wire, path = site.wire(""), job.path(output)
    headers = authorization(site) | {"Content-Type": mime_of(path)}
    if output.kind != "video" and rule is not None:
        content, headers["Content-Type"] = fitted(path, rule)
        suffix = ".jpg" if headers["Content-Type"] == "image/jpeg" else path.suffix
        body, size = iter([content]), len(content)
    else:
        suffix, size = path.suffix, path.stat().st_size
        body = stretch(path, 0, size)
    headers |= {"Content-Disposition": f'attachment; filename="{slug}{suffix}"', "Content-Length": str(size)}
    return checked(site, wire, wire.call("POST", f"{API}/media", headers=headers, content=body))


def public_address(job: Job, run: Run, output: Output, rule: ImageRule | None = None) -> str:
    """Where the service can fetch a file: in the library of the account that `media_host` names. Raises ContentError."""
    name = job.option("media_host")
    if not name:
        hint = "name a WordPress account in its options: media_host"
        raise ContentError(f"`{job.account.name}` needs a public address for {output.path}; {hint}")
    address = in_library(run.connect(name), job, output, rule)[1]
    if not address.startswith(("https://", "http://")):
        raise ContentError(f"the media host `{name}` gave no address for {output.path}")
    return address


def gmt(moment: dt.datetime) -> str:
    """A time as WordPress takes it in `date_gmt`."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}"


def digest(text: str) -> str:
    """A short mark of a text, for slugs."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
