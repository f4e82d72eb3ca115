"""First comments and threads: each part is written once and in its order, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.scenes import Scene, scene
from tests.servers.standin import Fault
from tests.worker import SMALL, Worker

from vlogkit.publishing.platforms import youtube

THREAD = ("Bagian kedua: drainase selesai.", "Bagian ketiga: lampu jalan menyala.")
LINK = "https://jateng.example/b"
THREADED = {"x": "text", "mastodon": "text", "bluesky": "text", "threads": "text"}
COMMENTED = {"instagram": "reel", "facebook": "reel", "youtube": "video"}


@contextmanager
def staged(root: Path, platform: str) -> Iterator[Scene]:
    """A post with a thread or a first comment, due now."""
    threaded = platform in THREADED
    more: dict[str, Any] = {"post_thread": THREAD} if threaded else {"post_comment": LINK}
    with scene(root, platform, (THREADED | COMMENTED)[platform], post_link="", **more) as stage:
        yield stage


def written(stage: Scene) -> list[str]:
    """What was written after the post itself, in the order in which it answers."""
    server, platform = stage.server, stage.server.platform
    if platform in COMMENTED:
        key = {"instagram": "text", "facebook": "message"}.get(platform)
        return [one[key] if key else one["topLevelComment"]["snippet"]["textOriginal"] for one in server.comments]
    if platform == "bluesky":
        rows = [(f"at://did:plc:vlogkittest/app.bsky.feed.post/{k}", v) for k, v in server.records.items()]
        pairs = [(uri, one.get("reply", {}).get("parent", {}).get("uri"), one["text"]) for uri, one in rows]
    elif platform == "threads":
        pairs = [(one["id"], one["answers"], one["text"]) for one in server.media]
    elif platform == "x":
        pairs = [(one["id"], one["answers"], one["plain"]) for one in server.tweets]
    else:
        pairs = [(one["id"], one["in_reply_to_id"], one["content"][3:-4]) for one in server.statuses]
    (at,) = [number for number, answers, _ in pairs if not answers]
    found = []
    while nexts := [(number, text) for number, answers, text in pairs if answers == at]:
        ((at, text),) = nexts
        found.append(text)
    assert len(found) == len(pairs) - 1
    return found


def wanted(platform: str) -> list[str]:
    return list(THREAD) if platform in THREADED else [LINK]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(youtube, "CHUNK", SMALL)


@pytest.mark.parametrize("platform", [*THREADED, *COMMENTED])
def test_what_follows_is_written_once_in_order_and_the_post_is_published_before(platform: str, tmp_path: Path) -> None:
    with staged(tmp_path, platform) as stage:
        assert stage.publish_until_settled() == "published"
        assert written(stage) == wanted(platform)
        assert (stage.entry.reason, stage.entry.wake) == ("", None)
        assert len(stage.desk.ledger.receipts()) == 1


@pytest.mark.parametrize("kind", ["reset-after", "500-after", "503"])
@pytest.mark.parametrize("platform", [*THREADED, *COMMENTED])
def test_silence_after_a_part_leads_to_a_look_and_never_to_a_second_one(
    platform: str, kind: str, tmp_path: Path
) -> None:
    line = {
        "x": "POST /2/tweets",
        "mastodon": "POST /api/v1/statuses",
        "bluesky": "POST .*putRecord",
        "threads": "POST .*threads_publish",
        "youtube": "POST .*commentThreads",
    }.get(platform, "POST .*comments")
    with staged(tmp_path, platform) as stage:
        first = 0 if platform in COMMENTED else 1
        stage.server.faults.append(Fault(kind, line=line, number=first))
        assert stage.publish_until_settled() == "published"
        assert written(stage) == wanted(platform)


def test_a_part_that_is_refused_is_named_and_those_below_it_are_not_written(tmp_path: Path) -> None:
    with staged(tmp_path, "x") as stage:
        tweet, made = stage.server._tweet, []

        def refusing(request):
            made.append(request)
            stage.server.reject = "no more" if len(made) == 2 else ""
            return tweet(request)

        stage.server._tweet = refusing
        assert stage.publish_until_settled() == "published"
        assert written(stage) == []
        assert (stage.entry.kind, stage.entry.wake) == ("look", None)
        assert "thread-2" in stage.entry.reason
        assert "thread-3" in stage.entry.reason


@pytest.mark.slow
@pytest.mark.parametrize("platform", [*THREADED, *COMMENTED])
def test_a_worker_killed_at_any_request_of_a_part_leaves_each_part_once(platform: str, tmp_path: Path) -> None:
    with staged(tmp_path / "clean", platform) as stage:
        stage.publish_until_settled()
        lines = list(stage.server.seen)
    posts = [number for number, line in enumerate(lines) if not line.startswith("GET")]
    last = posts[-1:] if platform in COMMENTED else posts[-2:]
    for number in last:
        for kind in ("kill-before", "kill-after"):
            with staged(tmp_path / f"{kind}-{number}", platform) as stage:
                stage.server.faults.append(Fault(kind, number=number))
                stage.server.victim = Worker(stage.desk.root, stage.desk.clock(), stage.desk.environment)
                died = stage.server.victim.wait(timeout=120) != 0
                stage.server.victim = None
                assert died, lines[number]
                assert stage.publish_until_settled() == "published"
                assert written(stage) == wanted(platform), (lines[number], kind)
