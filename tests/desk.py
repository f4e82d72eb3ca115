"""A tiny workspace for tests of planning, publishing and the ledger: bundles, accounts, a ledger, a clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from vlogkit.ledger.ledger import Ledger, open_ledger
from vlogkit.publishing.accounts.secrets import SystemSecrets
from vlogkit.records.bundle import Bundle, Input, Output, PostText
from vlogkit.records.notices.gate import ItemState
from vlogkit.records.post import Post
from vlogkit.records.settings import Account, Approval, Settings
from vlogkit.workspace import Workspace

NOW = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
"""Tuesday noon in Semarang."""

MINUTE = dt.timedelta(minutes=1)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"pixels" * 40 + bytes.fromhex("ffd9")


def output(path: str, data: bytes, kind: str, form: str | None = None, **more: object) -> Output:
    sizes = {"portrait": (1080, 1920), "feed": (1080, 1350), "square": (1080, 1080), "landscape": (1920, 1080)}
    width, height = sizes.get(form or "", (None, None))
    values = {"path": path, "kind": kind, "format": form, "width": width, "height": height, "bytes": len(data)}
    return Output.model_validate(values | {"sha256": hashlib.sha256(data).hexdigest()} | more)


def make_bundle(
    root: Path,
    name: str = "jalan-blora",
    *,
    text: str = "Jalan Blora mulus kembali.",
    agency: str = "bina-marga",
    size: int = 6000,
) -> Bundle:
    """An item and its bundle on disk: a video of 3 formats that no player would play, cards, a thumbnail, subtitles."""
    folder = root / "bundles" / name
    item = root / "updates" / f"{name}.md"
    item.parent.mkdir(parents=True, exist_ok=True)
    item.write_text(f"---\ntitle: Jalan Blora mulus\n---\n{text}\n", encoding="utf-8")
    files: dict[str, tuple[bytes, str, str | None, dict[str, object]]] = {}
    for form in ("portrait", "square", "landscape"):
        data = (f"{name} {form} ".encode() * (size // 16 + 1))[:size]
        files[f"{form}.mp4"] = (data, "video", form, {"duration": 12.0, "alt": f"Video {form}"})
    for form in ("feed", "square"):
        files[f"card-{form}.jpg"] = (JPEG + form.encode(), "card", form, {"alt": f"Kartu {form}: jalan beraspal"})
    files["thumbnail.jpg"] = (JPEG, "thumbnail", "landscape", {"alt": "Sampul"})
    files["landscape.srt"] = (b"1\n00:00:00,000 --> 00:00:02,000\nJalan mulus.\n", "subtitles", "landscape", {})
    outputs = []
    for path, (data, kind, form, more) in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        outputs.append(output(path, data, kind, form, **more))
    tags = ("JalanJateng", "Blora")
    words = PostText(
        platform="outbox", title="Jalan Blora mulus", text=text, hashtags=tags, link="https://jateng.example/b"
    )
    bundle = Bundle(
        id=name,
        notice=f"update:{name}",
        title="Jalan Blora mulus",
        template="program-update",
        brand="jateng",
        lang="id",
        agency=agency,
        outputs=tuple(outputs),
        posts=(words,),
        inputs=(Input(path=f"updates/{name}.md", sha256=hashlib.sha256(item.read_bytes()).hexdigest()),),
        made_at=NOW - dt.timedelta(hours=1),
    )
    (folder / "bundle.json").write_text(bundle.model_dump_json(), encoding="utf-8")
    return bundle


def post_of(
    bundle: Bundle, account: Account, *, due: dt.datetime = NOW, files: tuple[str, ...] = (), **more: object
) -> Post:
    alts = {o.path: o.alt for o in bundle.outputs}
    values = {
        "id": f"{bundle.id}-{account.name}",
        "bundle": bundle.id,
        "bundle_hash": bundle.content_hash(),
        "platform": account.platform,
        "account": account.name,
        "due": due,
        "title": bundle.title,
        "text": bundle.posts[0].text,
        "hashtags": bundle.posts[0].hashtags,
        "files": files,
        "alts": tuple(alts[path] for path in files),
        "author": "Sari",
    }
    return Post.model_validate(values | more)


class OpenItems:
    """Items of which nothing has changed and nothing is known that keeps them from leaving."""

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        return ItemState(notice=bundle.notice, inputs=bundle.inputs)

    def agencies(self, account: Account) -> frozenset[str]:
        return frozenset()


class Watch:
    """A clock that tests move by hand."""

    def __init__(self, now: dt.datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def move(self, **units: float) -> None:
        self.now += dt.timedelta(**units)


@dataclass
class Desk:
    """A workspace, its ledger, its secrets and its clock."""

    root: Path
    accounts: tuple[Account, ...] = (Account(name="outbox", platform="outbox"),)
    approval: Approval = field(default_factory=lambda: Approval(required=False))
    database: str = ""
    clock: Watch = field(default_factory=Watch)
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings = Settings(name="Dinas Uji", accounts=self.accounts, approval=self.approval, database=self.database)
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "vlogkit.yaml").write_text(settings.model_dump_json(), encoding="utf-8")
        self.workspace = Workspace(self.root, settings)
        self.ledger: Ledger = open_ledger(self.workspace.database)
        self.secrets = SystemSecrets("test", self.root / "secrets", self.environment, keyring=False)

    def store(self, *posts: Post, review: bool = False) -> None:
        self.ledger.store_plan(posts, by="Sari", now=self.clock(), review=review)

    def publish(self, **more: object):
        from vlogkit.publishing.due import publish_due

        given = {"worker": "tester", "secrets": self.secrets, "items": OpenItems()} | more
        return publish_due(self.ledger, self.workspace, self.clock, **given)
