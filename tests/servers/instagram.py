"""Instagram's content publishing: containers that are filled, finished and published once; pictures are fetched."""

from __future__ import annotations

import urllib.request
from typing import ClassVar

from tests.servers.meta import Meta
from tests.servers.standin import Reply, Request


class Server(Meta):
    platform = "instagram"
    secrets: ClassVar = {"access_token": "EAAC-instagram-token"}
    variants: ClassVar = {"reel": ("portrait.mp4",), "carousel": ("card-feed.jpg", "card-square.jpg")}
    large = "rupload"
    user = "17841"
    edge, publish, status_field, text_field = "media", "media_publish", "status_code", "caption"

    def setup(self) -> None:
        super().setup()
        self.containers: dict[str, dict[str, object]] = {}
        self.media: list[dict[str, object]] = []
        self.comments: list[dict[str, str]] = []
        self.used = 0
        self.expire = False

    def options(self) -> dict[str, str]:
        return {"user": self.user, "media_host": "situs"}

    def public(self) -> list[object]:
        return list(self.media)

    def route(self, request: Request) -> Reply:
        path = request.path.removeprefix("/")
        if path == self.user:
            return Reply(200, {"username": "dinas.uji"})
        if path == f"{self.user}/content_publishing_limit":
            return Reply(200, {"data": [{"quota_usage": self.used, "config": {"quota_total": 50}}]})
        if path == f"{self.user}/{self.edge}" and request.method == "GET":
            return Reply(200, {"data": list(reversed(self.media))})
        if path == f"{self.user}/{self.edge}":
            return self._container(request.form())
        if path == f"{self.user}/{self.publish}":
            return self._publish(request.form())
        if path.endswith("/comments"):
            return self._comments(path.removesuffix("/comments"), request)
        if path in self.containers:
            return Reply(200, {self.status_field: self._status(path), "id": path})
        media = {str(one["id"]): one for one in self.media}
        if request.method == "GET" and path in media:
            return Reply(200, media[path])
        reply = self.changed(request, media)
        self.media = list(media.values())
        return reply

    def _comments(self, medium: str, request: Request) -> Reply:
        if not any(one["id"] == medium for one in self.media):
            return self.error(100, "unknown medium")
        if request.method == "GET":
            return Reply(200, {"data": [one for one in self.comments if one["of"] == medium]})
        self.taken.append(f"reply {medium}")
        self.comments.append({"id": self.next_number(), "of": medium, "text": request.form()["message"]})
        return Reply(200, {"id": self.comments[-1]["id"]})

    def _container(self, form: dict[str, str]) -> Reply:
        number = self.next_number()
        files = [self._fetched(form[key]) for key in ("image_url", "video_url") if key in form]
        if form.get("media_type") == "CAROUSEL":
            children = form["children"].split(",")
            if not 2 <= len(children) <= 10 or any(child not in self.containers for child in children):
                return self.error(100, "wrong children")
            files = [file for child in children for file in self.containers[child]["files"]]  # type: ignore[attr-defined]
        resumable = form.get("upload_type") == "resumable"
        text = form.get(self.text_field, "")
        self.containers[number] = {
            "text": text,
            "answers": form.get("reply_to_id", ""),
            "files": files,
            "resumable": resumable,
            "left": self.slow,
            "done": False,
        }
        return Reply(200, {"id": number, "uri": f"{self.url}/rupload/{number}"} if resumable else {"id": number})

    def _fetched(self, address: str) -> bytes:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bytes(answer.read())

    def _status(self, number: str) -> str:
        box = self.containers[number]
        if self.expire:
            self.expire = False
            return "EXPIRED"
        if box["done"]:
            return "PUBLISHED"
        if box["resumable"] and not self.whole(number):
            return "IN_PROGRESS"
        box["left"] = int(str(box["left"])) - 1
        return "IN_PROGRESS" if int(str(box["left"])) >= 0 else "FINISHED"

    def _publish(self, form: dict[str, str]) -> Reply:
        box = self.containers[form["creation_id"]]
        if box["resumable"] and not self.whole(form["creation_id"]):
            return self.error(9007, "Media ID is not available", sub=2207027)
        if box["done"]:
            return self.error(100, "this container was published already")
        box["done"] = True
        number = self.next_number()
        files = [self.uploads[form["creation_id"]]] if box["resumable"] else box["files"]
        if box["answers"]:
            self.taken.append(f"reply {box['answers']}")
        link = f"https://www.instagram.com/p/{number}/"
        self.media.append(
            {
                "id": number,
                self.text_field: box["text"],
                "permalink": link,
                "count": len(files),
                "answers": box["answers"],
            }
        )  # type: ignore[arg-type]
        return Reply(200, {"id": number})
