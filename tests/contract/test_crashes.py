"""Never twice, never lost: a worker is killed with SIGKILL at every step, another one goes on."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.desk import Desk, make_bundle, post_of
from tests.sampled import EVERY
from tests.scenes import Scene, scene, server_class
from tests.servers.standin import Fault
from tests.worker import SMALL, Worker

from vlogkit.publishing import registry
from vlogkit.publishing.platforms import youtube
from vlogkit.records.settings import Account

pytestmark = pytest.mark.slow

SERVED = [name for name in registry.names() if name not in {"outbox", "whatsapp"}]
ALL = bool(os.environ.get("VLOGKIT_ALL_CRASHES"))
"""Every kind of post of every platform; by default those that take another path than the ones before."""

CASES = [
    (name, variant)
    for name in SERVED
    for variant in (server_class(name).variants if ALL else server_class(name).killed or server_class(name).variants)
]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(youtube, "CHUNK", SMALL)


def start(desk: Desk, die: str = "") -> Worker:
    return Worker(desk.root, desk.clock(), desk.environment, die)


def settle(stage: Scene) -> str:
    """Go on as the next workers would, a person posting what TikTok has in its inbox."""
    for _ in range(3):
        stage.publish_until_settled(4 if stage.server.platform == "tiktok" else 12)
        if stage.server.platform == "tiktok" and stage.server.public():
            stage.server.public()[0]["posted"] = True
    return stage.state


@dataclass(frozen=True)
class Kill:
    """One place to die: the kind, the number of the request, and how many workers went before."""

    kind: str
    number: int
    before: int


def kills(root: Path, platform: str, variant: str) -> list[Kill]:
    """Where to kill, from a run without faults that polls once: each kind of request, and each piece of an upload."""
    with scene(root, platform, variant) as stage:
        stage.server.slow = 1
        rounds, lines = [], stage.server.seen
        while stage.entry.wake is not None and len(rounds) < 4:
            stage.desk.clock.now = max(stage.desk.clock.now, stage.entry.wake)
            rounds.append(len(lines))
            stage.publish()
    large = [n for n, line in enumerate(lines) if re.search(server_class(platform).large, line)]
    kinds = {re.sub(r"\d+", "#", line): n for n, line in enumerate(lines) if not line.startswith("GET")}
    polls = [n for n, line in enumerate(lines) if line.startswith("GET")]
    points = [("kill-before", 0), *(("kill-mid", n) for n in large[-1:])]
    points += [("kill-after", n) for n in sorted({*kinds.values(), *(large if platform == "youtube" else ())})]
    points += [("kill-before", n) for n in polls[-1:]]
    return [Kill(kind, n, sum(first <= n for first in rounds) - 1) for kind, n in dict.fromkeys(points)]


def killed(root: Path, platform: str, variant: str, kill: Kill) -> tuple[str, int, bool]:
    """The state in the end, how often it is public, and whether a process was killed at all."""
    with scene(root, platform, variant) as stage:
        stage.server.slow = 1
        stage.server.faults.append(Fault(kill.kind, number=kill.number))
        for _ in range(kill.before):
            stage.desk.clock.now = max(stage.desk.clock.now, stage.entry.wake)
            stage.publish()
        stage.desk.clock.now = max(stage.desk.clock.now, stage.entry.wake)
        stage.server.victim = start(stage.desk)
        died = stage.server.victim.wait(timeout=60) != 0
        stage.server.victim = None
        return settle(stage), len(stage.server.public()), died


@pytest.mark.parametrize(("platform", "variant"), CASES)
def test_a_worker_killed_at_any_request_leaves_exactly_one_post(platform: str, variant: str, tmp_path: Path) -> None:
    """At every other request while developing, the next platform at the others."""
    steps = kills(tmp_path / "clean", platform, variant)
    steps = steps if EVERY else steps[SERVED.index(platform) % 2 :: 2]
    doubtful = variant in server_class(platform).doubtful
    with ThreadPoolExecutor(2) as pool:
        ends = pool.map(lambda kill: killed(tmp_path / f"{kill.kind}-{kill.number}", platform, variant, kill), steps)
        results = dict(zip(steps, ends, strict=True))
    assert all(died for _, _, died in results.values()), results
    for step, (state, count, _) in results.items():
        one = (state, count) == ("published", 1)
        unknown = doubtful and state == "unconfirmed" and count <= 1
        assert one or unknown, (step, state, count)


OUTBOX = [("commit", n) for n in range(1, 4)] + [("rename", 1), ("link", 1), ("link", 2)]


@pytest.mark.parametrize("platform", ["outbox", "whatsapp"])
def test_a_worker_killed_at_any_step_of_a_pack_leaves_exactly_one_pack(platform: str, tmp_path: Path) -> None:
    def run(step: tuple[str, int, str]) -> tuple[str, list[str], list[str], int]:
        name, number, when = step
        account = Account(name="akun", platform=platform)
        desk = Desk(tmp_path / f"{name}-{number}-{when}", accounts=(account,))
        bundle = make_bundle(desk.root)
        desk.store(post_of(bundle, account, files=("portrait.mp4", "card-feed.jpg")))
        worker = start(desk, f"{name}:{number}:{when}")
        code = worker.wait(timeout=60)
        desk.clock.move(minutes=6)
        desk.publish()
        packs = sorted(path.name for path in desk.workspace.outbox.iterdir())
        files = sorted(path.name for path in (desk.workspace.outbox / packs[0]).iterdir())
        state = desk.ledger.entry(f"jalan-blora-{account.name}").post.state
        desk.ledger.close()
        return state, packs, files, code

    some = OUTBOX if platform == "outbox" else [("commit", 2), ("rename", 1)]
    steps = [(name, number, when) for name, number in some for when in ("before", "after")]
    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(steps, pool.map(run, steps), strict=True))
    for step, (state, packs, files, code) in results.items():
        assert code != 0, (step, "was not killed")
        assert state == "handed-over", (step, state)
        assert packs == ["2026-11-24-jalan-blora-akun"], step
        whole = {"README.txt", "alt.txt", "card-feed.jpg", "portrait.mp4", "post.txt"}
        assert whole <= set(files), (step, files)
