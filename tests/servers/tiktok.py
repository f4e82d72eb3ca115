"""TikTok's inbox upload: init, chunks in order, status."""

from __future__ import annotations

import re
from typing import ClassVar

from tests.servers.standin import Reply, Request, StandIn


class Server(StandIn):
    platform = "tiktok"
    renewable = True
    secrets: ClassVar = {
        "access_token": "tt-access-0",
        "refresh_token": "tt-refresh-0",
        "client_key": "tt-client-key-1",
        "client_secret": "tt-client-secret-2",
    }
    variants: ClassVar = {"video": ("portrait.mp4",)}
    large = "PUT"

    def setup(self) -> None:
        self.uploads: dict[str, dict[str, object]] = {}
        self.generation = 0

    def public(self) -> list[object]:
        """What lies in the inbox, whole."""
        return [one for one in self.uploads.values() if len(one["data"]) == one["size"]]  # type: ignore[arg-type]

    def expired(self) -> Reply:
        return Reply(401, {"error": {"code": "access_token_invalid", "message": "The access token is invalid"}})

    def handle(self, request: Request) -> Reply:
        if request.method == "PUT":
            return self._put(request)
        if request.path == "/v2/oauth/token/":
            return self._token(request)
        if request.headers.get("authorization") != f"Bearer tt-access-{self.generation}":
            return self.expired()
        if request.path == "/v2/user/info/":
            return Reply(200, {"data": {"user": {"display_name": "Dinas"}}, "error": {"code": "ok"}})
        if request.path.endswith("inbox/video/init/"):
            return self._init(request)
        return self._status(request)

    def _token(self, request: Request) -> Reply:
        if request.form().get("refresh_token") != f"tt-refresh-{self.generation}":
            return Reply(400, {"error": "invalid_grant", "error_description": "Refresh token is invalid."})
        self.generation += 1
        tokens = {"access_token": f"tt-access-{self.generation}", "refresh_token": f"tt-refresh-{self.generation}"}
        return Reply(200, {**tokens, "expires_in": 86400})

    def _init(self, request: Request) -> Reply:
        source = request.json()["source_info"]
        size, chunk, count = source["video_size"], source["chunk_size"], source["total_chunk_count"]
        whole = size < 5 * 1024 * 1024
        good = source["source"] == "FILE_UPLOAD" and count == max(size // chunk, 1) and (not whole or chunk == size)
        if not good or self.reject:
            return Reply(400, {"error": {"code": "invalid_params", "message": self.reject or "chunks do not add up"}})
        number = f"v_inbox_file~v2.{self.next_number()}"
        self.uploads[number] = {"size": size, "data": b"", "left": self.slow, "posted": False}
        url = f"{self.url}/upload/{number}"
        return Reply(200, {"data": {"publish_id": number, "upload_url": url}, "error": {"code": "ok", "message": ""}})

    def _put(self, request: Request) -> Reply:
        upload = self.uploads.get(request.path.removeprefix("/upload/"))
        if upload is None:
            return Reply(404)
        first, last, size = map(
            int, re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", request.headers["content-range"]).groups()
        )
        data = bytes(upload["data"])  # type: ignore[arg-type]
        if first != len(data) or size != upload["size"] or last - first + 1 != len(request.body):
            return Reply(416)
        upload["data"] = data + request.body
        return Reply(201 if last + 1 == size else 206)

    def _status(self, request: Request) -> Reply:
        upload = self.uploads.get(request.json()["publish_id"])
        if upload is None:
            return Reply(400, {"error": {"code": "invalid_publish_id", "message": "unknown"}})
        there = len(bytes(upload["data"]))  # type: ignore[arg-type]
        status = {"status": "PROCESSING_UPLOAD", "uploaded_bytes": there}
        if there == upload["size"]:
            upload["left"] = int(str(upload["left"])) - 1
            if int(str(upload["left"])) < 0:
                status = {"status": "SEND_TO_USER_INBOX"}
        if upload["posted"]:
            status = {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": ["7123"]}
        return Reply(200, {"data": status, "error": {"code": "ok", "message": ""}})
