"""YouTube, from the discovery document that the client library ships: what breaks its contract is refused."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from tests.servers.standin import Reply, Request, StandIn


@cache
def contract() -> dict[str, Any]:
    from googleapiclient.discovery_cache import get_static_doc

    document: dict[str, Any] = json.loads(get_static_doc("youtube", "v3"))
    return document


def breaches(schema: dict[str, Any], value: Any, at: str = "") -> list[str]:
    """Where a body breaks a schema of the document."""
    if "$ref" in schema:
        schema = contract()["schemas"][schema["$ref"]]
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}
    if not isinstance(value, kinds.get(schema.get("type", "object"), object)):
        return [f"{at}: not {schema.get('type')}"]
    if schema.get("enum") and value not in schema["enum"]:
        return [f"{at}: {value} is none of {schema['enum']}"]
    if isinstance(value, list):
        return [fault for n, item in enumerate(value) for fault in breaches(schema["items"], item, f"{at}[{n}]")]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        unknown = [f"{at}.{key}: unknown" for key in value if key not in known]
        return unknown + [f for key in value if key in known for f in breaches(known[key], value[key], f"{at}.{key}")]
    return []


PRICES = {
    "videos.list": 1,
    "channels.list": 1,
    "thumbnails.set": 50,
    "captions.list": 50,
    "captions.insert": 400,
    "videos.update": 50,
    "videos.delete": 50,
    "playlistItems.list": 1,
    "playlistItems.insert": 50,
    "commentThreads.list": 1,
    "commentThreads.insert": 50,
}
"""Units of Google's contract of 2026-06; an upload takes none of them."""


class Server(StandIn):
    platform = "youtube"
    renewable = True
    secrets: ClassVar = {
        "client_id": "yt-client-id.apps",
        "client_secret": "yt-client-secret-3",
        "refresh_token": "yt-refresh-token-4",
        "access_token": "yt-access-0",
    }
    variants: ClassVar = {"video": ("landscape.mp4", "thumbnail.jpg", "landscape.srt")}
    large = "PUT .*upload_id"

    def setup(self) -> None:
        self.sessions: dict[str, dict[str, Any]] = {}
        self.videos: dict[str, dict[str, Any]] = {}
        self.thumbnails: dict[str, list[bytes]] = {}
        self.captions: list[dict[str, Any]] = []
        self.playlist: list[str] = []
        self.comments: list[dict[str, Any]] = []
        self.bodies: list[dict[str, Any]] = []
        self.generation = 0
        self.quota_left = 1000
        self.day: Callable[[], object] = lambda: "today"
        """The day that quotas are counted in."""
        self.most_units = 10_000
        self.most_uploads = 100
        self.units: Counter[object] = Counter()
        self.uploads: Counter[object] = Counter()
        self.exceeded = 0
        """How many calls were answered `quotaExceeded`."""

    def options(self) -> dict[str, str]:
        return {"playlist": "PL1"}

    def public(self) -> list[object]:
        return list(self.videos.values())

    def visible(self) -> list[object]:
        return [one for one in self.videos.values() if one["status"]["privacyStatus"] == "public"]

    def expired(self) -> Reply:
        return self.error(401, "authError", "Invalid Credentials")

    def error(self, status: int, reason: str, words: str) -> Reply:
        return Reply(
            status, {"error": {"code": status, "message": words, "errors": [{"reason": reason, "message": words}]}}
        )

    def handle(self, request: Request) -> Reply:
        if request.path == "/token":
            form = request.form()
            if form["refresh_token"] != self.secrets["refresh_token"]:
                return Reply(400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."})
            self.generation += 1
            return Reply(200, {"access_token": f"yt-access-{self.generation}", "expires_in": 3599})
        if request.headers.get("authorization") != f"Bearer yt-access-{self.generation}":
            return self.expired()
        if request.method == "PUT" and "upload_id" in request.query:
            return self._chunk(request)
        method, media = self._method(request)
        allowed = set(method["parameters"]) | set(contract()["parameters"]) | ({"uploadType"} if media else set())
        unknown = set(request.query) - allowed
        missing = [key for key in method.get("parameterOrder", []) if key not in request.query]
        if unknown or missing:
            return self.error(400, "badRequest", f"unknown {unknown} missing {missing}")
        name = method["id"].removeprefix("youtube.")
        if not self._affords(name):
            self.exceeded += 1
            return self.error(403, "quotaExceeded", "The request cannot be completed: you have exceeded your quota.")
        name = name.replace(".", "_")
        return getattr(self, f"_{name}")(request, method)

    def _affords(self, name: str) -> bool:
        """Count a call against the project's day; whether it was still within it."""
        day = self.day()
        if name == "videos.insert":
            self.uploads[day] += 1
            return self.uploads[day] <= self.most_uploads
        self.units[day] += PRICES[name]
        return self.units[day] <= self.most_units

    def _method(self, request: Request) -> tuple[dict[str, Any], bool]:
        media = "/upload/" in request.path
        path = request.path.replace("/resumable", "").replace("/upload", "").lstrip("/")
        for resource in contract()["resources"].values():
            for method in resource.get("methods", {}).values():
                if method["httpMethod"] == request.method and method["path"] == path:
                    return method, media
        raise AssertionError(f"no method {request.method} {path}")

    def _checked(self, body: Any, method: dict[str, Any]) -> list[str]:
        return breaches(method["request"], body)

    def _videos_insert(self, request: Request, method: dict[str, Any]) -> Reply:
        body = request.json()
        faults = self._checked(body, method)
        if "privacyStatus" not in body.get("status", {}):
            faults.append("privacyStatus is not said, so it would be public")
        if len(body["snippet"]["title"]) > 100 or len(body["snippet"]["description"].encode()) > 5000:
            faults.append("title or description too long")
        if faults or self.reject:
            return self.error(400, "invalidVideoMetadata", self.reject or "; ".join(faults))
        self.quota_left -= 1
        if self.quota_left < 0:
            return self.error(
                403, "quotaExceeded", "The request cannot be completed because you have exceeded your quota."
            )
        self.bodies.append(body)
        number = self.next_number()
        size = int(request.headers["x-upload-content-length"])
        self.sessions[number] = {"size": size, "data": b"", "body": body, "video": ""}
        return Reply(
            200, headers={"Location": f"{self.url}/upload/youtube/v3/videos?uploadType=resumable&upload_id={number}"}
        )

    def _chunk(self, request: Request) -> Reply:
        session = self.sessions.get(request.query["upload_id"])
        if session is None:
            return Reply(404)
        if session["video"]:
            return Reply(200, self._shown(session["video"]))
        match = re.fullmatch(r"bytes (\*|(\d+)-(\d+))/(\d+)", request.headers["content-range"])
        assert match is not None
        if match[1] != "*":
            first, last, total = int(match[2]), int(match[3]), int(match[4])
            have = len(session["data"])
            odd = last + 1 != total and (last - first + 1) % (256 * 1024)
            if first != have or total != session["size"] or odd or last - first + 1 != len(request.body):
                return self.error(400, "badRequest", f"chunk {request.headers['content-range']} after {have} bytes")
            session["data"] += request.body
        have = len(session["data"])
        if have < session["size"]:
            return Reply(308, headers={"Range": f"bytes=0-{have - 1}"} if have else {})
        video = f"vid{self.next_number()}"
        session["video"] = video
        self.videos[video] = {"id": video, "data": session["data"], "left": self.slow, **session["body"]}
        return Reply(200, self._shown(video))

    def _shown(self, number: str) -> dict[str, Any]:
        video = self.videos[number]
        video["left"] -= 1
        status = {**video["status"], "uploadStatus": "uploaded" if video["left"] >= 0 else "processed"}
        return {"kind": "youtube#video", "id": number, "status": status, "snippet": video["snippet"]}

    def _videos_list(self, request: Request, _method: dict[str, Any]) -> Reply:
        number = request.query["id"]
        return Reply(200, {"items": [self._shown(number)] if number in self.videos else []})

    def _videos_update(self, request: Request, method: dict[str, Any]) -> Reply:
        body = request.json()
        if faults := self._checked(body, method):
            return self.error(400, "badRequest", "; ".join(faults))
        video = self.videos[body["id"]]
        for part in request.query["part"].split(","):
            video[part] = body[part]
        self.taken.append(f"{'private' if 'status' in body else 'edit'} {body['id']}")
        return Reply(200, self._shown(body["id"]))

    def _videos_delete(self, request: Request, _method: dict[str, Any]) -> Reply:
        self.taken.append(f"delete {request.query['id']}")
        del self.videos[request.query["id"]]
        return Reply(204)

    def _thumbnails_set(self, request: Request, _method: dict[str, Any]) -> Reply:
        self.thumbnails.setdefault(request.query["videoId"], []).append(request.body)
        return Reply(200, {"items": []})

    def _captions_list(self, request: Request, _method: dict[str, Any]) -> Reply:
        mine = [one for one in self.captions if one["videoId"] == request.query["videoId"]]
        return Reply(200, {"items": [{"snippet": {"language": one["language"], "name": one["name"]}} for one in mine]})

    def _captions_insert(self, request: Request, method: dict[str, Any]) -> Reply:
        body = json.loads(re.search(rb"\{.*\}", request.body, re.S)[0].split(b"\n--")[0])  # type: ignore[index]
        faults = self._checked(body, method)
        if faults:
            return self.error(400, "invalidMetadata", "; ".join(faults))
        self.captions.append({**body["snippet"], "data": request.body})
        return Reply(200, {"id": self.next_number()})

    def _playlistItems_list(self, request: Request, _method: dict[str, Any]) -> Reply:  # noqa: N802
        return Reply(200, {"items": [{"id": "x"} for one in self.playlist if one == request.query["videoId"]]})

    def _playlistItems_insert(self, request: Request, method: dict[str, Any]) -> Reply:  # noqa: N802
        faults = self._checked(request.json(), method)
        if faults:
            return self.error(400, "invalid", "; ".join(faults))
        self.playlist.append(request.json()["snippet"]["resourceId"]["videoId"])
        return Reply(200, {"id": "x"})

    def _commentThreads_list(self, request: Request, _method: dict[str, Any]) -> Reply:  # noqa: N802
        mine = [one for one in self.comments if one["videoId"] == request.query["videoId"]]
        return Reply(200, {"items": [{"id": "c", "snippet": one} for one in mine]})

    def _commentThreads_insert(self, request: Request, method: dict[str, Any]) -> Reply:  # noqa: N802
        faults = self._checked(request.json(), method)
        if faults or request.json()["snippet"]["videoId"] not in self.videos:
            return self.error(400, "invalid", "; ".join(faults))
        self.comments.append(request.json()["snippet"])
        return Reply(200, {"id": "c"})

    def _channels_list(self, _request: Request, _method: dict[str, Any]) -> Reply:
        return Reply(200, {"items": [{"snippet": {"title": "Dinas Uji"}}]})
