"""A Mastodon server: media that are processed, statuses under idempotency keys, scheduled statuses."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import ClassVar

from tests.servers.standin import Reply, Request, StandIn


class Server(StandIn):
    platform = "mastodon"
    secrets: ClassVar = {"access_token": "mastodon-token-Zx81kfj"}
    variants: ClassVar = {"video": ("square.mp4",), "cards": ("card-square.jpg", "card-feed.jpg"), "text": ()}
    killed = ("video",)
    large = "api/v2/media"

    def setup(self) -> None:
        self.media: dict[str, dict[str, object]] = {}
        self.statuses: list[dict[str, object]] = []
        self.scheduled: list[dict[str, object]] = []
        self.keys: dict[str, dict[str, object]] = {}
        self.now = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)

    def public(self) -> list[object]:
        return list(self.statuses)

    def expired(self) -> Reply:
        return Reply(401, {"error": "The access token is invalid"})

    def forget_keys(self) -> None:
        """What the server does after an hour."""
        self.keys.clear()

    def run_schedule(self) -> None:
        for item in self.scheduled:
            self.statuses.insert(0, item.pop("status"))
        self.scheduled.clear()

    def handle(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {self.secrets['access_token']}":
            return self.expired()
        route = f"{request.method} {request.path}"
        if route == "POST /api/v2/media":
            _, mime, data = request.parts()["file"]
            number = self.next_number()
            self.media[number] = {"data": data, "mime": mime, "alt": request.form()["description"], "left": self.slow}
            return Reply(202 if self.slow else 200, {"id": number, "type": "unknown", "url": None})
        if route.startswith("GET /api/v1/media/"):
            medium = self.media.get(request.path.rpartition("/")[2])
            if medium is None:
                return Reply(404, {"error": "Record not found"})
            medium["left"] = max(int(str(medium["left"])) - 1, -1)
            return Reply(206 if int(str(medium["left"])) >= 0 else 200, {"id": "x"})
        if route == "GET /api/v1/accounts/verify_credentials":
            return Reply(200, {"id": "77", "acct": "dinas"})
        if route == "GET /api/v2/instance":
            return Reply(200, {"configuration": {"statuses": {"max_characters": 500}}})
        if route == "GET /api/v1/accounts/77/statuses":
            return Reply(200, self.statuses[:40])
        kind, _, number = request.path.removeprefix("/api/v1/").partition("/")
        if kind in {"statuses", "scheduled_statuses"} and number:
            return self._change(request, self.statuses if kind == "statuses" else self.scheduled, number)
        if route == "POST /api/v1/statuses":
            return self._post(request)
        return Reply(404, {"error": "Not found"})

    def _change(self, request: Request, kept: list[dict[str, object]], number: str) -> Reply:
        found = next((one for one in kept if one["id"] == number), None)
        if found is None:
            return Reply(404, {"error": "Record not found"})
        if request.method == "DELETE":
            self.taken.append(f"delete {number}")
            kept.remove(found)
        if request.method == "PUT":
            self.taken.append(f"edit {number}")
            found["content"] = f"<p>{escape(request.json()['status'])}</p>"
        return Reply(200, found)

    def _post(self, request: Request) -> Reply:
        key = request.headers.get("idempotency-key", "")
        if key in self.keys:
            return Reply(200, self.keys[key])
        body = request.json()
        unknown = set(body) - {
            "status",
            "media_ids",
            "visibility",
            "language",
            "scheduled_at",
            "sensitive",
            "spoiler_text",
            "in_reply_to_id",
        }
        if self.reject or unknown or any(number not in self.media for number in body["media_ids"]):
            return Reply(422, {"error": self.reject or f"Validation failed: {unknown}"})
        number = self.next_number()
        status = {
            "id": number,
            "url": f"{self.url}/@dinas/{number}",
            "created_at": self.now.isoformat().replace("+00:00", "Z"),
            "content": "".join(f"<p>{escape(part)}</p>" for part in body["status"].split("\n\n")),
            "in_reply_to_id": body.get("in_reply_to_id"),
            "media_attachments": [{"id": one} for one in body["media_ids"]],
        }
        answer: dict[str, object] = status
        if body.get("scheduled_at"):
            at = dt.datetime.fromisoformat(body["scheduled_at"])
            if at - self.now < dt.timedelta(minutes=5):
                return Reply(422, {"error": "Validation failed: Scheduled at must be in the future"})
            answer = {"id": number, "scheduled_at": body["scheduled_at"]}
            self.scheduled.append({**answer, "status": status})
        else:
            self.statuses.insert(0, status)
        if key:
            self.keys[key] = answer
        return Reply(200, answer)
