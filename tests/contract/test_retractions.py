"""Every post of a retracted item is found and taken back once: before, during and after publishing, under faults and SIGKILL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.desk import Desk, make_bundle, post_of
from tests.sampled import one_in, turns
from tests.scenes import WITHOUT_SERVER, Scene, scene, server_class
from tests.servers.standin import Fault, Reply
from tests.worker import SMALL, Worker

from vlogkit.publishing import registry
from vlogkit.publishing.platforms import youtube
from vlogkit.publishing.retracting import TakenBack, take_back_due, way_back
from vlogkit.records.post import Entry
from vlogkit.records.posting.retraction import Retraction
from vlogkit.records.settings import Account

SERVED = [name for name in registry.names() if name not in WITHOUT_SERVER]
FIRST = [(name, next(iter(server_class(name).variants))) for name in SERVED]
CASES = [(name, variant) for name in SERVED for variant in server_class(name).variants if name != "tiktok"]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(youtube, "CHUNK", SMALL)


@contextmanager
def published(root: Path, platform: str, variant: str) -> Iterator[Scene]:
    """A post that is out; TikTok's was posted by the person."""
    with scene(root, platform, variant) as stage:
        stage.publish_until_settled(4)
        if platform == "tiktok":
            stage.server.public()[0]["posted"] = True
            stage.publish_until_settled()
        assert stage.state == "published"
        yield stage


def retract(stage: Scene, purpose: str = "take-down", words: str = "") -> tuple[Retraction, ...]:
    facts = registry.facts(stage.post.platform)

    def how(_entry: Entry) -> str:
        return way_back(facts, purpose) or "by-hand"  # type: ignore[arg-type]

    more = {"reason": "izin ditarik", "by": "Sari", "now": stage.desk.clock(), "review": False}
    return stage.desk.ledger.retract(stage.post.bundle, how, purpose=purpose, words=words, **more).steps  # type: ignore[arg-type]


def take_back(stage: Scene, rounds: int = 12) -> list[TakenBack]:
    """Work until no step waits for a worker, the clock moved to when it is looked at next."""
    done: list[TakenBack] = []
    desk = stage.desk
    for _ in range(rounds):
        steps = [step for step in desk.ledger.retractions(open_only=True) if step.wake is not None]
        if not steps:
            break
        desk.clock.now = max(desk.clock.now, min(step.wake for step in steps if step.wake))
        done += take_back_due(desk.ledger, desk.workspace, desk.clock, worker="tester", secrets=desk.secrets)
    return done


def the_step(stage: Scene) -> Retraction:
    return stage.desk.ledger.retractions()[-1]


@pytest.mark.parametrize(("platform", "variant"), CASES)
def test_a_post_that_is_out_is_taken_back_once(platform: str, variant: str, tmp_path: Path) -> None:
    with published(tmp_path, platform, variant) as stage:
        (step,) = retract(stage)
        take_back(stage)
        assert (the_step(stage).state, the_step(stage).how, stage.state) == ("done", step.how, "retracted")
        assert stage.server.visible() == []
        assert len(stage.server.taken) == (2 if (platform, variant) == ("telegram", "album") else 1)
        assert retract(stage) == ()
        assert take_back(stage) == []


@pytest.mark.parametrize("platform", ["tiktok", "outbox", "whatsapp"])
def test_what_no_program_can_take_back_is_left_to_a_person_by_name(platform: str, tmp_path: Path) -> None:
    if platform == "tiktok":
        with published(tmp_path, platform, "video") as stage:
            retract(stage)
            take_back(stage)
            step = the_step(stage)
            assert (step.state, step.kind, stage.state) == ("by-hand", "look", "published")
        return
    account = Account(name="akun", platform=platform)
    desk = Desk(tmp_path, accounts=(account,))
    desk.store(post_of(make_bundle(desk.root), account, files=("portrait.mp4",)))
    desk.publish()
    desk.ledger.retract("jalan-blora", lambda _: "by-hand", reason="salah", by="Sari", now=desk.clock(), review=False)
    take_back_due(desk.ledger, desk.workspace, desk.clock, worker="tester", secrets=desk.secrets)
    (step,) = desk.ledger.retractions()
    assert step.state == "by-hand"
    desk.ledger.done_by_hand(step.id, by="Budi", now=desk.clock())
    assert desk.ledger.entry(step.post).post.state == "retracted"
    desk.ledger.close()


@pytest.mark.parametrize("platform", [*registry.names()])
def test_a_post_that_waits_never_leaves_after_a_retraction(platform: str, tmp_path: Path) -> None:
    if platform in WITHOUT_SERVER:
        account = Account(name="akun", platform=platform)
        desk = Desk(tmp_path, accounts=(account,))
        desk.store(post_of(make_bundle(desk.root), account, files=("portrait.mp4",)))
        made = desk.ledger.retract("jalan-blora", lambda _: "by-hand", reason="salah", by="Sari", now=desk.clock())
        assert (len(made.stopped), made.steps, desk.publish()) == (1, (), [])
        assert not list(desk.workspace.outbox.glob("*"))
        desk.ledger.close()
        return
    with scene(tmp_path, platform, next(iter(server_class(platform).variants))) as stage:
        assert retract(stage) == ()
        assert (stage.publish(), stage.state, stage.server.public()) == ([], "cancelled", [])


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_a_post_in_flight_is_found_and_taken_back(platform: str, variant: str, tmp_path: Path) -> None:
    """The worker dies with the answer of each call that changes something; then the item is retracted."""
    with scene(tmp_path / "clean", platform, variant) as stage:
        stage.publish_until_settled(3)
        calls = [n for n, line in enumerate(stage.server.seen) if not line.startswith("GET")]
    for number in dict.fromkeys((calls[0], calls[-1])):
        with scene(tmp_path / str(number), platform, variant) as stage:
            stage.server.faults.append(Fault("reset-after", number=number))
            stage.publish()
            retract(stage)
            take_back(stage)
            stage.publish()
            assert_nothing_forgotten(stage)


def assert_nothing_forgotten(stage: Scene) -> None:
    """Nobody sees it any more, or a person was told to look; nothing was changed twice."""
    steps = stage.desk.ledger.retractions()
    out = [one for one in stage.server.visible() if not isinstance(one, dict) or one.get("posted", True)]
    told = bool(steps) and steps[-1].state in {"by-hand", "failed"} and bool(steps[-1].why)
    assert not out or told, (stage.state, steps, stage.server.seen)
    assert len(stage.server.taken) == len(set(stage.server.taken)) <= 1 + len(out)
    assert stage.state in {"retracted", "cancelled"} or told


DOWN = ["503", "reset-before", "reset-after", "500-after", "expired"]


@pytest.mark.parametrize(
    ("platform", "variant", "fault"),
    [(*case, fault) for case in FIRST if case[0] != "tiktok" for fault in turns(FIRST, case, DOWN, 2)],
)
def test_a_service_that_is_down_is_asked_again_and_nothing_is_done_twice(
    platform: str, variant: str, fault: str, tmp_path: Path
) -> None:
    if fault == "expired" and not server_class(platform).renewable:
        pytest.skip("its tokens are not renewed by a program")
    with published(tmp_path, platform, variant) as stage:
        stage.server.faults += [Fault(fault) for _ in range(2 if fault != "expired" else 1)]
        retract(stage)
        take_back(stage)
        assert_nothing_forgotten(stage)
        assert the_step(stage).state == "done"


def test_a_service_that_stays_down_leaves_the_step_to_a_person(tmp_path: Path) -> None:
    with published(tmp_path, "mastodon", "text") as stage:
        stage.server.faults += [Fault("503") for _ in range(40)]
        retract(stage)
        take_back(stage, rounds=20)
        assert (the_step(stage).state, the_step(stage).kind) == ("failed", "wait")


@pytest.mark.parametrize(("platform", "variant"), [case for case in FIRST if case[0] != "tiktok"])
def test_words_are_corrected_once_where_the_service_allows_it(platform: str, variant: str, tmp_path: Path) -> None:
    with published(tmp_path, platform, variant) as stage:
        facts = registry.facts(platform)
        (step,) = retract(stage, "correct", "Ralat: 12 km, bukan 21 km.")
        stage.server.faults.append(Fault("reset-after", line="(POST|PUT) "))
        take_back(stage)
        assert step.how == way_back(facts, "correct") in {"edit", "reply"}
        assert (the_step(stage).state, stage.state) == ("done", "published")
        assert [line.split()[0] for line in stage.server.taken] == [step.how]


@pytest.mark.slow
@pytest.mark.parametrize(("platform", "variant"), [case for case in FIRST if case[0] != "tiktok"])
def test_a_worker_killed_at_any_request_takes_a_post_back_exactly_once(
    platform: str, variant: str, tmp_path: Path
) -> None:
    with published(tmp_path / "clean", platform, variant) as stage:
        before = len(stage.server.seen)
        retract(stage)
        take_back(stage)
        lines = stage.server.seen[before:]
    points = one_in(2, [("kill-before", 0)] + [("kill-after", n) for n in range(len(lines))])

    def killed(point: tuple[str, int]) -> tuple[bool, list[str], int, str]:
        kind, number = point
        with published(tmp_path / f"{kind}-{number}", platform, variant) as stage:
            retract(stage)
            stage.server.faults.append(Fault(kind, number=number))
            stage.server.victim = Worker(stage.desk.root, stage.desk.clock(), stage.desk.environment)
            died = stage.server.victim.wait(60) != 0
            stage.server.victim = None
            take_back(stage)
            return died, stage.server.taken, len(stage.server.visible()), the_step(stage).state

    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(points, pool.map(killed, points), strict=True))
    assert all(end[0] for end in results.values()), results
    assert {(len(end[1]), end[2], end[3]) for end in results.values()} == {(1, 0, "done")}, (results, lines)


THREADED = [name for name in SERVED if registry.facts(name).parts.get("thread")]
THREAD = ("Bagian kedua: drainase selesai.", "Bagian ketiga: lampu jalan menyala.")
WRITES = {"x": "POST /2/tweets$", "mastodon": "POST .*statuses$", "bluesky": "POST .*putRecord", "threads": "POST .*threads_publish"}  # fmt: skip


@contextmanager
def threaded(root: Path, platform: str) -> Iterator[Scene]:
    """A post of three parts that answer each other, due now."""
    with scene(root, platform, "text", post_link="", post_thread=THREAD) as stage:
        yield stage


def numbers(stage: Scene) -> list[str]:
    """What the service calls the posts that are out, the oldest first."""
    if stage.server.platform == "bluesky":
        return list(stage.server.records)
    found = [str(one["id"]) for one in stage.server.visible()]
    return sorted(found, key=int)


@pytest.mark.parametrize("platform", THREADED)
def test_every_part_of_a_thread_is_deleted_once_and_the_last_one_first(platform: str, tmp_path: Path) -> None:
    with threaded(tmp_path, platform) as stage:
        assert stage.publish_until_settled() == "published"
        out = numbers(stage)
        assert len(out) == 3
        stage.server.taken.clear()
        retract(stage)
        take_back(stage)
        assert (the_step(stage).state, stage.state, stage.server.visible()) == ("done", "retracted", [])
        assert stage.server.taken == [f"delete {number}" for number in reversed(out)]


@pytest.mark.parametrize(
    ("platform", "fault"),
    [
        (name, fault)
        for name in THREADED
        for fault in turns(THREADED, name, ["reset-before", "reset-after", "500-after", "503"])
    ],
)
def test_a_part_whose_answer_never_came_is_found_and_none_is_written_after_it(
    platform: str, fault: str, tmp_path: Path
) -> None:
    """The worker had the second post accepted, or not, and never heard; then the item is retracted."""
    with threaded(tmp_path, platform) as stage:
        stage.server.faults.append(Fault(fault, line=WRITES[platform], number=1))
        while not stage.server.faults[0].done:
            stage.desk.clock.now = max(stage.desk.clock.now, stage.entry.wake or stage.desk.clock.now)
            stage.publish()
        assert len(numbers(stage)) == (2 if fault.endswith("after") else 1)
        stage.server.taken.clear()
        retract(stage)
        stage.publish()
        take_back(stage)
        stage.publish_until_settled()
        assert (the_step(stage).state, stage.state, stage.server.visible()) == ("done", "retracted", [])
        assert len(stage.server.taken) == len(set(stage.server.taken)) == (2 if fault.endswith("after") else 1)


@pytest.mark.slow
@pytest.mark.parametrize("platform", THREADED)
def test_a_worker_killed_at_any_request_deletes_each_part_of_a_thread_exactly_once(
    platform: str, tmp_path: Path
) -> None:
    with threaded(tmp_path / "clean", platform) as stage:
        stage.publish_until_settled()
        before = len(stage.server.seen)
        retract(stage)
        take_back(stage)
        lines = stage.server.seen[before:]
    assert len([line for line in lines if not line.startswith("GET")]) >= 3
    for kind, number in one_in(2, [("kill-before", 0)] + [("kill-after", n) for n in range(len(lines))]):
        with threaded(tmp_path / f"{kind}-{number}", platform) as stage:
            stage.publish_until_settled()
            stage.server.taken.clear()
            retract(stage)
            stage.server.faults.append(Fault(kind, number=number))
            stage.server.victim = Worker(stage.desk.root, stage.desk.clock(), stage.desk.environment)
            died = stage.server.victim.wait(60) != 0
            stage.server.victim = None
            assert died, lines[number]
            take_back(stage)
            assert len(stage.server.taken) == len(set(stage.server.taken)) == 3, (lines[number], kind)
            assert (the_step(stage).state, stage.server.visible()) == ("done", [])


def test_an_answer_that_comes_after_the_retraction_is_found_again(tmp_path: Path) -> None:
    """A worker that was thought dead had its post accepted after the look that did not find it."""
    with scene(tmp_path, "mastodon", "text") as stage:
        claim = stage.desk.ledger.claim_due(stage.desk.clock(), "zombie")
        assert claim is not None
        stage.desk.ledger.begin(claim, "zombie", stage.desk.clock(), {"key": "k", "media": ""})
        retract(stage)
        take_back(stage)
        assert stage.state == "cancelled"
        stage.desk.ledger.late_answer(claim, "zombie", stage.desk.clock(), remote_id="101", url="https://x.example/101")
        assert [entry.post.id for entry in stage.desk.ledger.forgotten()] == [stage.post.id]
        assert re.fullmatch(r".*~2", retract(stage)[0].id)


@pytest.mark.parametrize(("platform", "variant"), [one for one in FIRST if one[0] != "tiktok"])
def test_a_success_that_is_none_never_counts_as_taken_back(platform: str, variant: str, tmp_path: Path) -> None:
    """A portal or a proxy answers for the service, or the service says 200 and does nothing."""
    with published(tmp_path / "clean", platform, variant) as stage:
        base = len(stage.server.seen)
        retract(stage)
        take_back(stage)
        calls = len(stage.server.seen) - base
    wrong = []
    for number in range(calls):
        for name in turns(range(calls), number, list(UNTRUE)):
            with published(tmp_path / f"{number}-{name}", platform, variant) as stage:
                stage.server.faults.append(Fault("odd-before", number=number, spoil=lambda _, said=UNTRUE[name]: said))
                retract(stage)
                take_back(stage)
                if the_step(stage).state == "done" and stage.server.visible():
                    wrong.append((number, name))
    assert wrong == []


UNTRUE = {"{}": Reply(200, {}), "nothing": Reply(204), "true": Reply(200, {"success": True}), "404": Reply(404)}
