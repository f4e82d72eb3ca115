"""A Facebook Page: Reels by video id, unpublished photos, a feed without keys, its schedule."""

from __future__ import annotations

import json
from typing import ClassVar

from tests.servers.meta import Meta
from tests.servers.standin import Reply, Request


class Server(Meta):
    platform = "facebook"
    secrets: ClassVar = {"access_token": "EAAB-facebook-page-token"}
    variants: ClassVar = {"reel": ("portrait.mp4",), "photos": ("card-feed.jpg", "card-square.jpg"), "text": ()}
    killed = ("reel", "photos")
    doubtful = frozenset({"photos", "text"})
    large = "rupload|photos"

    def setup(self) -> None:
        super().setup()
        self.reels: dict[str, dict[str, object]] = {}
        self.photos: dict[str, bytes] = {}
        self.covers: dict[str, bytes] = {}
        self.comments: list[dict[str, str]] = []
        self.feed: list[dict[str, object]] = []

    def options(self) -> dict[str, str]:
        return {"page": "555"}

    def public(self) -> list[object]:
        return [r for r in self.reels.values() if r["state"] == "PUBLISHED"] + [
            f for f in self.feed if f["is_published"]
        ]

    def route(self, request: Request) -> Reply:
        path = request.path.removeprefix("/")
        if path == "555":
            return Reply(200, {"id": "555", "name": "Dinas Uji"})
        if path == "555/video_reels":
            return self._reels(request)
        if path == "555/photos":
            number = self.next_number()
            assert request.form()["published"] == "false"
            self.photos[number] = request.parts()["source"][2]
            return Reply(200, {"id": number})
        if path == "555/feed":
            return self._feed(request)
        if path in {"555/published_posts", "555/scheduled_posts"}:
            wanted = path.endswith("published_posts")
            return Reply(200, {"data": [one for one in reversed(self.feed) if one["is_published"] == wanted]})
        if path.removesuffix("/thumbnails") in self.reels and path.endswith("/thumbnails"):
            assert request.form()["is_preferred"] == "true"
            self.covers[path.removesuffix("/thumbnails")] = request.parts()["source"][2]
            return Reply(200, {"success": True})
        if path.endswith("/comments"):
            return self._comments(path.removesuffix("/comments"), request)
        if request.method == "GET" and path in self.reels:
            return Reply(200, {**self.reels[path], **self._status(path)})
        posts = {str(one["id"]): one for one in self.feed}
        if request.method == "GET" and path in posts:
            return Reply(200, posts[path])
        if path in self.reels:
            return self.changed(request, self.reels)
        reply = self.changed(request, posts)
        self.feed = list(posts.values())
        return reply

    def _comments(self, post: str, request: Request) -> Reply:
        if post not in self.reels and not any(one["id"] == post for one in self.feed):
            return self.error(100, "unknown post")
        if request.method == "GET":
            return Reply(200, {"data": [one for one in self.comments if one["of"] == post]})
        self.comments.append({"id": self.next_number(), "of": post, "message": request.form()["message"]})
        return Reply(200, {"id": self.comments[-1]["id"]})

    def _reels(self, request: Request) -> Reply:
        form = request.form()
        if form["upload_phase"] == "start":
            number = self.next_number()
            self.reels[number] = {"state": "", "left": self.slow}
            return Reply(200, {"video_id": number, "upload_url": f"{self.url}/rupload/{number}"})
        number = form["video_id"]
        if not self.whole(number):
            return self.error(6000, "the video is not there")
        if self.reels[number]["state"]:
            return self.error(6001, "finished already")
        self.reels[number] |= {"state": form["video_state"], "description": form["description"]}
        return Reply(200, {"success": True})

    def _status(self, number: str) -> dict[str, object]:
        reel = self.reels[number]
        have = len(self.uploads.get(number, b""))
        phase = {"status": "complete" if self.whole(number) else "in_progress", "bytes_transfered": have}
        publishing: dict[str, object] = {"status": "not_started"}
        if reel["state"]:
            reel["left"] = int(str(reel["left"])) - 1
            done = int(str(reel["left"])) < 0
            publishing = {"status": "complete" if done else "in_progress"}
            publishing["publish_status"] = str(reel["state"]).lower()
        return {
            "id": number,
            "permalink_url": f"/reel/{number}/",
            "status": {
                "uploading_phase": phase,
                "processing_phase": {"status": "complete"},
                "publishing_phase": publishing,
            },
        }

    def _feed(self, request: Request) -> Reply:
        form = request.form()
        media = [json.loads(value)["media_fbid"] for key, value in form.items() if key.startswith("attached_media")]
        if any(one not in self.photos for one in media):
            return self.error(100, "unknown photo")
        number = f"555_{self.next_number()}"
        self.feed.append(
            {
                "id": number,
                "message": form["message"],
                "media": media,
                "is_published": form.get("published") != "false",
                "permalink_url": f"https://www.facebook.com/{number}",
            }
        )
        return Reply(200, {"id": number})
