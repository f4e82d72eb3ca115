"""A workspace of some years: thousands of items that were made, posts in every state with their receipts, complaints."""

from __future__ import annotations

import datetime as dt
import os
import random
from pathlib import Path

import sqlalchemy as sa
from imports import write_export

from vlogkit.files import sha256_of, write_text
from vlogkit.keeping.manifests import read_manifest
from vlogkit.ledger.ledger import Ledger, open_ledger
from vlogkit.ledger.tables import posts as post_table
from vlogkit.ledger.tables import receipts
from vlogkit.pipeline.complaints.imports import import_complaints
from vlogkit.pipeline.posting.kept_receipts import keep_receipts
from vlogkit.records.bundle import MANIFEST, Bundle
from vlogkit.records.post import Post, PostState, Receipt
from vlogkit.workspace import Workspace, open_workspace

SHARES: dict[PostState, int] = {
    "published": 11_000,
    "draft": 4000,
    "scheduled": 2500,
    "cancelled": 600,
    "expired": 500,
    "handed-over": 400,
    "retracted": 250,
    "held": 250,
    "approved": 150,
    "failed": 150,
    "unconfirmed": 80,
    "accepted": 60,
    "processing": 50,
    "sending": 10,
}
"""How many posts of 20,000 are in each state."""
AHEAD: frozenset[PostState] = frozenset({"draft", "scheduled", "approved"})
CHANGED = 50
"""Every so manyth item was changed after it was rendered."""
OUT: frozenset[PostState] = frozenset({"published", "handed-over"})
TAKEN_BACK = 60
"""Items that are being taken back."""


def fill(folder: Path, item: str, *, items: int, posts: int, complaints: int) -> None:
    """Many items like `item`, which was rendered, and their posts and complaints."""
    workspace, now = open_workspace(folder), dt.datetime.now(dt.UTC)
    bundles = [_made(workspace, item, number) for number in range(items)]
    ledger = open_ledger(workspace.database)
    _post(ledger, bundles, posts, now)
    keep_receipts(workspace, ledger)
    for number in range(min(TAKEN_BACK, items)):
        ledger.retract(f"kabar-{number}", lambda _: "by-hand", reason="angka salah", by="ukur", now=now)
    ledger.close()
    export = workspace.complaints / "banyak.csv"
    write_export(export, complaints, start=now.replace(tzinfo=None) - dt.timedelta(days=100), minutes=130_000)
    import_complaints(workspace, export, now=now)


def _made(workspace: Workspace, item: str, number: int) -> Bundle:
    """An item under another name and title, with the bundle that it would have."""
    name, title = f"kabar-{number}", f"Kabar {number} Purwodadi–Blora"
    source, path = (workspace.updates / f"{each}.md" for each in (item, name))
    text = source.read_text(encoding="utf-8")
    write_text(path, text.replace("Ruas Purwodadi–Blora", title))
    there, folder = workspace.bundles / item, workspace.bundles / name
    bundle = read_manifest(there)
    own = {"path": f"updates/{name}.md", "sha256": sha256_of(path)}
    inputs = [each.model_copy(update=own) if each.path == f"updates/{item}.md" else each for each in bundle.inputs]
    values = bundle.model_dump() | {"id": name, "notice": f"update:{name}", "title": title, "inputs": tuple(inputs)}
    (folder / "posts").mkdir(parents=True)
    for file in (file for file in there.rglob("*") if file.is_file() and file.name != "bundle.json"):
        os.link(file, folder / file.relative_to(there))
    made = Bundle.model_validate(values)
    write_text(folder / MANIFEST, made.model_dump_json(indent=1) + "\n")
    if number % CHANGED == 0:
        write_text(path, path.read_text(encoding="utf-8") + "\nSatu kalimat lagi.\n")
    return made


def _post(ledger: Ledger, bundles: list[Bundle], count: int, now: dt.datetime) -> None:
    """Posts in every state: what is out lies behind, by a few hours each, and what waits ahead."""
    if not bundles:
        return
    states = [state for state, share in SHARES.items() for _ in range(max(1, round(share * count / 20_000)))]
    random.Random(1).shuffle(states)
    made, behind, ahead = [], now, now
    for number, state in enumerate(states):
        bundle = bundles[number % len(bundles)]
        if state in AHEAD:
            ahead += dt.timedelta(minutes=13)
        else:
            behind -= dt.timedelta(hours=1)
        due = ahead if state in AHEAD else behind
        files = ("portrait.mp4",) if number % 2 else ("card-feed.png", "card-evidence-feed.png")
        values = {"bundle": bundle.id, "platform": "outbox", "account": "outbox", "due": due, "title": bundle.title}
        values |= {
            "id": f"{bundle.id}-outbox-{number}",
            "bundle_hash": bundle.sent_hash("outbox", files, every_wording=True),
        }
        values |= {"text": bundle.posts[0].text, "hashtags": bundle.posts[0].hashtags, "files": files, "author": "Ani"}
        made.append(Post.model_validate(values))
    ledger.store_plan(made, by="ukur", now=now, review=True)
    with ledger.writing() as connection:
        for state in SHARES:
            ids = [post.id for post, own in zip(made, states, strict=True) if own == state]
            values = {"state": state, "url": "https://contoh.test/kabar" if state in OUT else ""}
            values |= {"wake": post_table.c.due if state == "scheduled" else None}
            values |= {"reason": "the service answered 500" if state in {"failed", "held", "unconfirmed"} else ""}
            for start in range(0, len(ids), 500):
                some = post_table.c.id.in_(ids[start : start + 500])
                connection.execute(sa.update(post_table).where(some).values(**values))
            if state in OUT:
                connection.execute(sa.insert(receipts), [_receipt(post, state) for post in made if post.id in set(ids)])


def _receipt(post: Post, state: PostState) -> dict[str, object]:
    values = {"post": post.id, "platform": post.platform, "account": post.account, "sent_at": post.due}
    receipt = Receipt.model_validate(values | {"remote_id": f"r-{post.id}", "outcome": state})
    return {"post": post.id, "outcome": state, "sent_at": post.due, "record": receipt.model_dump(mode="json")}
