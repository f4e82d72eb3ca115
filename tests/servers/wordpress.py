"""A WordPress site: a media library, posts whose slugs it makes unique by adding -2, a schedule."""

from __future__ import annotations

import base64
import datetime as dt
from typing import ClassVar

from tests.servers.standin import Reply, Request, StandIn

PASSWORD = "abcd EFGH 1234 ijkl"


class Server(StandIn):
    platform = "wordpress"
    secrets: ClassVar = {"app_password": PASSWORD}
    variants: ClassVar = {"video": ("landscape.mp4", "thumbnail.jpg"), "cards": ("card-feed.jpg",), "text": ()}
    killed = ("video",)
    large = "POST .*media$"

    def setup(self) -> None:
        self.media: list[dict[str, object]] = []
        self.posts: list[dict[str, object]] = []
        self.now = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)

    def options(self) -> dict[str, str]:
        return {"user": "sari"}

    def public(self) -> list[object]:
        return [post for post in self.posts if post["status"] == "publish"]

    def expired(self) -> Reply:
        return Reply(401, {"code": "rest_not_logged_in", "message": "You are not currently logged in."})

    def handle(self, request: Request) -> Reply:
        route = request.path.removeprefix("/wp-json/wp/v2")
        if request.method == "GET" and request.path.startswith("/files/"):
            return Reply(200, body=next(one["data"] for one in self.media if one["name"] == request.path[7:]))  # type: ignore[arg-type]
        pair = base64.b64encode(f"sari:{PASSWORD}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {pair}":
            return self.expired()
        if route == "/users/me":
            return Reply(200, {"name": "Sari", "capabilities": {"publish_posts": True}})
        if route == "/media" and request.method == "GET":
            return Reply(200, [self._shown(one) for one in self.media if one["slug"] == request.query["slug"]])
        if route == "/media":
            return self._upload(request)
        if route.startswith("/media/"):
            one = next(one for one in self.media if str(one["id"]) == route.rpartition("/")[2])
            one.update(request.json())
            return Reply(200, self._shown(one))
        if route == "/posts" and request.method == "GET":
            states = request.query["status"].split(",")
            found = [one for one in self.posts if one["slug"] == request.query["slug"] and one["status"] in states]
            return Reply(200, found)
        if route.startswith("/posts/"):
            return self._change(request, route.rpartition("/")[2])
        return self._post(request)

    def _change(self, request: Request, number: str) -> Reply:
        post = next((one for one in self.posts if str(one["id"]) == number), None)
        if post is None:
            return Reply(404, {"code": "rest_post_invalid_id", "message": "Invalid post ID."})
        if request.method == "POST":
            post.update(request.json())
            self.taken.append(f"{request.json().get('status', 'edit')} {number}")
        return Reply(200, {**post, "content": {"raw": post["content"]}})

    def _shown(self, one: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in one.items() if key != "data"}

    def _upload(self, request: Request) -> Reply:
        name = request.headers["content-disposition"].partition('filename="')[2].rstrip('"')
        number = int(self.next_number())
        slug = name.rpartition(".")[0]
        one = {"id": number, "slug": slug, "name": name, "data": request.body, "source_url": f"{self.url}/files/{name}"}
        self.media.append(one)
        return Reply(201, self._shown(one))

    def _post(self, request: Request) -> Reply:
        body = request.json()
        unknown = set(body) - {"title", "content", "slug", "status", "date_gmt", "featured_media"}
        if self.reject or unknown:
            return Reply(400, {"code": "rest_invalid_param", "message": self.reject or f"unknown {unknown}"})
        slug, n = body["slug"], 2
        while any(one["slug"] == slug for one in self.posts):
            slug, n = f"{body['slug']}-{n}", n + 1
        number = int(self.next_number())
        status = body["status"]
        if status == "future" and dt.datetime.fromisoformat(body["date_gmt"] + "+00:00") - self.now < dt.timedelta(
            minutes=1
        ):
            status = "publish"
        post = {**body, "id": number, "slug": slug, "status": status, "link": f"{self.url}/?p={number}"}
        self.posts.append(post)
        return Reply(201, post)
