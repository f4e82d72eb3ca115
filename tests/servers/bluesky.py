"""A Bluesky server: sessions, blobs, records under TIDs; and its video service."""

from __future__ import annotations

import hashlib
import re
from typing import ClassVar

from tests.servers.standin import Reply, Request, StandIn

DID = "did:plc:vlogkittest"
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")


class Server(StandIn):
    platform = "bluesky"
    renewable = True
    secrets: ClassVar = {"app_password": "bsky-app-pass-w0rd"}
    variants: ClassVar = {"video": ("portrait.mp4",), "cards": ("card-feed.jpg", "card-square.jpg"), "text": ()}
    killed = ("video",)
    large = "uploadBlob"

    def setup(self) -> None:
        self.records: dict[str, dict[str, object]] = {}
        self.blobs: dict[str, bytes] = {}
        self.jobs: dict[str, dict[str, object]] = {}
        self.sessions = 0

    def options(self) -> dict[str, str]:
        return {"handle": "dinas.test"}

    def public(self) -> list[object]:
        return list(self.records.values())

    def expired(self) -> Reply:
        return Reply(400, {"error": "ExpiredToken", "message": "Token has expired"})

    def handle(self, request: Request) -> Reply:
        name = request.path.removeprefix("/xrpc/")
        if name == "com.atproto.server.createSession":
            body = request.json()
            if body != {"identifier": "dinas.test", "password": self.secrets["app_password"]}:
                return Reply(401, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"})
            return self._session()
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if name == "com.atproto.server.refreshSession":
            good = token == f"refresh-jwt-secret-{self.sessions}"
            return self._session() if good else self.expired()
        if name.startswith("app.bsky.video"):
            return self._video(name, request, token)
        if token != f"access-jwt-secret-{self.sessions}":
            return self.expired()
        return getattr(self, "_" + name.rpartition(".")[2])(request)

    def _session(self) -> Reply:
        self.sessions += 1
        jwts = {"accessJwt": f"access-jwt-secret-{self.sessions}", "refreshJwt": f"refresh-jwt-secret-{self.sessions}"}
        return Reply(200, {"did": DID, "handle": "dinas.test", **jwts})

    def _getSession(self, _request: Request) -> Reply:  # noqa: N802
        return Reply(200, {"did": DID, "handle": "dinas.test"})

    def _resolveHandle(self, _request: Request) -> Reply:  # noqa: N802
        return Reply(400, {"error": "InvalidRequest", "message": "Unable to resolve handle"})

    def _getServiceAuth(self, request: Request) -> Reply:  # noqa: N802
        assert request.query["lxm"] == "com.atproto.repo.uploadBlob"
        return Reply(200, {"token": "service-token-secret"})

    def _uploadBlob(self, request: Request) -> Reply:  # noqa: N802
        return Reply(200, {"blob": self._blob(request.body, request.headers["content-type"])})

    def _blob(self, data: bytes, mime: str) -> dict[str, object]:
        cid = "bafkrei" + hashlib.sha256(data).hexdigest()[:40]
        self.blobs[cid] = data
        return {"$type": "blob", "ref": {"$link": cid}, "mimeType": mime, "size": len(data)}

    def _getRecord(self, request: Request) -> Reply:  # noqa: N802
        record = self.records.get(request.query["rkey"])
        if record is None:
            return Reply(400, {"error": "RecordNotFound", "message": "Could not locate record"})
        return Reply(200, {"uri": self._uri(request.query["rkey"]), "cid": "bafyrei", "value": record})

    def _deleteRecord(self, request: Request) -> Reply:  # noqa: N802
        self.taken.append(f"delete {request.json()['rkey']}")
        self.records.pop(request.json()["rkey"], None)
        return Reply(200, {})

    def _putRecord(self, request: Request) -> Reply:  # noqa: N802
        body = request.json()
        if not TID.fullmatch(body["rkey"]) or body["repo"] != DID:
            return Reply(400, {"error": "InvalidRequest", "message": "Invalid rkey"})
        if self.reject or len(body["record"]["text"].encode()) > 3000:
            return Reply(400, {"error": "InvalidRequest", "message": self.reject or "text too long"})
        if "reply" in body["record"] and body["rkey"] not in self.records:
            self.taken.append(f"reply {body['record']['reply']['parent']['uri'].rpartition('/')[2]}")
        self.records[body["rkey"]] = body["record"]
        return Reply(200, {"uri": self._uri(body["rkey"]), "cid": "bafyrei"})

    def _uri(self, rkey: str) -> str:
        return f"at://{DID}/app.bsky.feed.post/{rkey}"

    def _video(self, name: str, request: Request, token: str) -> Reply:
        if name.endswith("uploadVideo"):
            if token != "service-token-secret" or request.query["did"] != DID:
                return Reply(401, {"error": "AuthMissing", "message": "no"})
            number = f"job-{hashlib.sha256(request.body).hexdigest()[:8]}"
            known = number in self.jobs
            self.jobs[number] = {"blob": self._blob(request.body, "video/mp4"), "left": self.slow}
            job = {"jobId": number, "state": "JOB_STATE_CREATED", "did": DID}
            return Reply(409, {"error": "already_exists", **job}) if known else Reply(200, {"jobStatus": job})
        job = self.jobs[request.query["jobId"]]
        job["left"] = int(str(job["left"])) - 1
        if int(str(job["left"])) >= 0:
            return Reply(200, {"jobStatus": {"jobId": "x", "state": "JOB_STATE_ENCODING", "progress": 40}})
        if self.reject:
            return Reply(200, {"jobStatus": {"jobId": "x", "state": "JOB_STATE_FAILED", "error": self.reject}})
        return Reply(200, {"jobStatus": {"jobId": "x", "state": "JOB_STATE_COMPLETED", "blob": job["blob"]}})
