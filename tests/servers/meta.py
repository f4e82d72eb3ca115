"""What Meta's three stand-ins share: tokens, error answers, uploads to rupload."""

from __future__ import annotations

from tests.servers.standin import Reply, Request, StandIn


class Meta(StandIn):
    def setup(self) -> None:
        self.uploads: dict[str, bytes] = {}
        self.sizes: dict[str, int] = {}

    def expired(self) -> Reply:
        return self.error(190, "Error validating access token: Session has expired", 401, sub=463)

    def error(self, code: int, words: str, status: int = 400, sub: int = 0) -> Reply:
        body = {"message": words, "type": "OAuthException", "code": code, "error_subcode": sub}
        return Reply(status, {"error": body})

    def handle(self, request: Request) -> Reply:
        token = request.headers.get("authorization", "").split(" ")[-1]
        if token != self.secrets["access_token"]:
            return self.expired()
        if request.path.startswith("/rupload/"):
            return self.receive(request)
        if self.reject and request.method == "POST":
            return self.error(100, self.reject)
        return self.route(request)

    def changed(self, request: Request, kept: dict[str, dict[str, object]]) -> Reply:
        """A post that is deleted or whose words are changed, among those that are there."""
        number = request.path.removeprefix("/")
        if number not in kept:
            return self.error(100, "Unsupported get request. Object does not exist", sub=33)
        if request.method == "DELETE":
            self.taken.append(f"delete {number}")
            del kept[number]
            return Reply(200, {"success": True})
        self.taken.append(f"edit {number}")
        kept[number] |= request.form()
        return Reply(200, {"success": True})

    def route(self, request: Request) -> Reply:
        raise AssertionError(request.path)

    def receive(self, request: Request) -> Reply:
        number = request.path.rpartition("/")[2]
        have = self.uploads.get(number, b"")
        if int(request.headers["offset"]) != len(have):
            return Reply(400, {"debug_info": {"message": "offset does not match"}})
        self.sizes[number] = int(request.headers["file_size"])
        self.uploads[number] = have + request.body
        return Reply(200, {"success": True})

    def whole(self, number: str) -> bool:
        return number in self.sizes and len(self.uploads[number]) == self.sizes[number]
