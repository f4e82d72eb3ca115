"""X's API v2: media in chunks, posts whose text may not repeat, rotating refresh tokens."""

from __future__ import annotations

import re
from typing import ClassVar

from tests.servers.standin import Reply, Request, StandIn


class Server(StandIn):
    platform = "x"
    renewable = True
    secrets: ClassVar = {
        "access_token": "x-access-0",
        "refresh_token": "x-refresh-0",
        "client_id": "x-client-id-55",
        "client_secret": "x-client-secret-99",
    }
    variants: ClassVar = {"video": ("square.mp4",), "cards": ("card-square.jpg", "card-feed.jpg"), "text": ()}
    killed = ("video",)
    large = "append"

    def setup(self) -> None:
        self.media: dict[str, dict[str, object]] = {}
        self.tweets: list[dict[str, object]] = []
        self.generation = 0

    def public(self) -> list[object]:
        return list(self.tweets)

    def expired(self) -> Reply:
        return Reply(401, {"title": "Unauthorized", "detail": "Unauthorized"})

    def handle(self, request: Request) -> Reply:
        if request.path == "/2/oauth2/token":
            return self._token(request)
        if request.headers.get("authorization") != f"Bearer x-access-{self.generation}":
            return self.expired()
        if request.path == "/2/users/me":
            return Reply(200, {"data": {"id": "9", "username": "dinas"}})
        if request.path == "/2/users/9/tweets":
            return Reply(200, {"data": self.tweets[:50]})
        if request.path == "/2/media/metadata":
            assert request.json()["metadata"]["alt_text"]["text"]
            return Reply(200, {"data": {}})
        if request.path.startswith("/2/media/upload"):
            return self._upload(request)
        if request.path.startswith("/2/tweets/"):
            return self._one(request, request.path.rpartition("/")[2])
        if request.path == "/2/tweets":
            return self._tweet(request)
        return Reply(404, {"detail": "Not Found"})

    def _token(self, request: Request) -> Reply:
        form = request.form()
        if form.get("refresh_token") != f"x-refresh-{self.generation}":
            return Reply(
                400, {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}
            )
        self.generation += 1
        tokens = {"access_token": f"x-access-{self.generation}", "refresh_token": f"x-refresh-{self.generation}"}
        return Reply(200, {**tokens, "expires_in": 7200, "token_type": "bearer"})

    def _upload(self, request: Request) -> Reply:
        if request.method == "GET":
            medium = self.media.get(request.query["media_id"])
            if medium is None:
                return Reply(404, {"detail": "no such media"})
            medium["left"] = int(str(medium["left"])) - 1
            state = "pending" if int(str(medium["left"])) >= 0 else "succeeded"
            return Reply(200, {"data": {"processing_info": {"state": state, "check_after_secs": 3}}})
        if request.path.endswith("/initialize"):
            number = self.next_number()
            self.media[number] = {"data": b"", "total": request.json()["total_bytes"], "left": self.slow, "next": 0}
            return Reply(200, {"data": {"id": number, "media_key": f"7_{number}"}})
        number = request.path.split("/")[4]
        medium = self.media[number]
        if request.path.endswith("/append"):
            if request.form()["segment_index"] != str(medium["next"]):
                return Reply(400, {"detail": "wrong segment"})
            medium["data"] = bytes(medium["data"]) + request.parts()["media"][2]  # type: ignore[arg-type]
            medium["next"] = int(str(medium["next"])) + 1
            return Reply(200, {"data": {}})
        if len(bytes(medium["data"])) != medium["total"]:  # type: ignore[arg-type]
            return Reply(400, {"detail": "bytes are missing"})
        return Reply(200, {"data": {"id": number, "processing_info": {"state": "pending", "check_after_secs": 3}}})

    def _one(self, request: Request, number: str) -> Reply:
        found = next((one for one in self.tweets if one["id"] == number), None)
        if found is None:
            return Reply(200, {"errors": [{"title": "Not Found Error", "detail": "Could not find tweet"}]})
        if request.method == "DELETE":
            self.taken.append(f"delete {number}")
            self.tweets.remove(found)
            return Reply(200, {"data": {"deleted": True}})
        return Reply(200, {"data": found})

    def _tweet(self, request: Request) -> Reply:
        body = request.json()
        text = re.sub(r"https?://\S+", lambda match: "https://t.co/" + str(abs(hash(match.group())))[:10], body["text"])
        if self.reject:
            return Reply(403, {"detail": self.reject, "title": "Forbidden"})
        if any(one["plain"] == body["text"] for one in self.tweets):
            return Reply(403, {"detail": "You are not allowed to create a Tweet with duplicate content."})
        urls = [
            {"url": short, "expanded_url": long}
            for short, long in zip(
                re.findall(r"https://t\.co/\d+", text), re.findall(r"https?://\S+", body["text"]), strict=True
            )
        ]
        number = self.next_number()
        answers = body.get("reply", {}).get("in_reply_to_tweet_id", "")
        if answers and not any(one["id"] == answers for one in self.tweets):
            return Reply(403, {"detail": "You attempted to reply to a Tweet that is deleted or not visible to you."})
        if answers:
            self.taken.append(f"reply {answers}")
        tweet = {"id": number, "text": text, "plain": body["text"], "entities": {"urls": urls}, "answers": answers}
        keys = [f"7_{one}" for one in body.get("media", {}).get("media_ids", [])]
        if keys:
            tweet["attachments"] = {"media_keys": keys}
        self.tweets.insert(0, tweet)
        return Reply(201, {"data": {"id": number, "text": text}})
