"""Telegram's Bot API: messages in a channel, which a bot cannot read back."""

from __future__ import annotations

from typing import ClassVar

from tests.servers.standin import Reply, Request, StandIn


class Server(StandIn):
    platform = "telegram"
    secrets: ClassVar = {"bot_token": "7001:telegram-token-AAEfghij"}
    variants: ClassVar = {"video": ("landscape.mp4",), "album": ("card-feed.jpg", "card-square.jpg"), "text": ()}
    killed = ("video",)
    doubtful = frozenset(variants)
    large = "send(Video|Media)"

    def setup(self) -> None:
        self.messages: list[dict[str, object]] = []

    def options(self) -> dict[str, str]:
        return {"chat": "@dinas_uji"}

    def public(self) -> list[object]:
        return [message for message in self.messages if message.get("first", True)]

    def expired(self) -> Reply:
        return Reply(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})

    def handle(self, request: Request) -> Reply:
        _, bot, method = request.path.split("/")
        if bot != f"bot{self.secrets['bot_token']}":
            return Reply(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        if method == "getMe":
            return self._ok({"id": 1, "is_bot": True, "username": "dinas_bot"})
        form = request.form()
        if form.get("chat_id") != "@dinas_uji":
            return self._bad("Bad Request: chat not found")
        if method == "getChat":
            return self._ok({"id": -100, "username": "dinas_uji"})
        if self.reject:
            return self._bad(f"Bad Request: {self.reject}")
        return getattr(self, f"_{method}")(request, form)

    def _sendMessage(self, _request: Request, form: dict[str, str]) -> Reply:  # noqa: N802
        if not 0 < len(form["text"].encode("utf-16-le")) // 2 <= 4096:
            return self._bad("Bad Request: message is too long")
        return self._ok(self._message(text=form["text"]))

    def _sendVideo(self, request: Request, form: dict[str, str]) -> Reply:  # noqa: N802
        return self._medium(request, form, "video")

    def _sendPhoto(self, request: Request, form: dict[str, str]) -> Reply:  # noqa: N802
        return self._medium(request, form, "photo")

    def _medium(self, request: Request, form: dict[str, str], kind: str) -> Reply:
        if len(form["caption"].encode("utf-16-le")) // 2 > 1024:
            return self._bad("Bad Request: message caption is too long")
        return self._ok(self._message(text=form["caption"], files=[request.parts()[kind][2]]))

    def _sendMediaGroup(self, request: Request, form: dict[str, str]) -> Reply:  # noqa: N802
        import json

        album = json.loads(form["media"])
        if not 2 <= len(album) <= 10:
            return self._bad("Bad Request: wrong number of media")
        parts = request.parts()
        files = [parts[item["media"].removeprefix("attach://")][2] for item in album]
        made = [self._message(text=album[0]["caption"], files=files)]
        made += [self._message(first=False) for _ in album[1:]]
        return self._ok(made)

    def _deleteMessage(self, _request: Request, form: dict[str, str]) -> Reply:  # noqa: N802
        found = [one for one in self.messages if str(one["message_id"]) == form["message_id"]]
        if not found:
            return self._bad("Bad Request: message to delete not found")
        self.taken.append(f"delete {form['message_id']}")
        self.messages.remove(found[0])
        return self._ok(True)

    def _editMessageCaption(self, request: Request, form: dict[str, str]) -> Reply:  # noqa: N802
        return self._editMessageText(request, {**form, "text": form["caption"]})

    def _editMessageText(self, _request: Request, form: dict[str, str]) -> Reply:  # noqa: N802
        found = next(one for one in self.messages if str(one["message_id"]) == form["message_id"])
        if found["text"] == form["text"]:
            return self._bad("Bad Request: message is not modified: specified new message content is the same")
        self.taken.append(f"edit {form['message_id']}")
        found["text"] = form["text"]
        return self._ok(True)

    def _message(self, **values: object) -> dict[str, object]:
        self.messages.append({"message_id": int(self.next_number()), **values})
        return {"message_id": self.messages[-1]["message_id"]}

    def _ok(self, result: object) -> Reply:
        return Reply(200, {"ok": True, "result": result})

    def _bad(self, words: str) -> Reply:
        return Reply(400, {"ok": False, "error_code": 400, "description": words})
