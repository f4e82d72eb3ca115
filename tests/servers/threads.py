"""Threads: containers and publishing as on Instagram, under its own names; every file is fetched."""

from __future__ import annotations

from typing import ClassVar

from tests.servers.instagram import Server as Instagram
from tests.servers.standin import Reply, Request


class Server(Instagram):
    platform = "threads"
    secrets: ClassVar = {"access_token": "THAA-threads-token"}
    variants: ClassVar = {"carousel": ("card-feed.jpg", "card-square.jpg"), "video": ("portrait.mp4",), "text": ()}
    killed = ("carousel",)
    large = r"$^"
    user = "333"
    edge, publish, status_field, text_field = "threads", "threads_publish", "status", "text"

    def handle(self, request: Request) -> Reply:
        if request.path == "/refresh_access_token":
            return self.error(190, "the token has expired", 400)
        return super().handle(request)
