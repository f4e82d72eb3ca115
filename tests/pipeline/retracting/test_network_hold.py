"""One signed file stops every workspace of a network before its next call, and what services have already is taken back."""

from __future__ import annotations

import base64
import datetime as dt
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml
from tests.desk import Desk, OpenItems, make_bundle, post_of
from tests.scenes import server_class
from tests.servers.standin import Reply, Request, StandIn

from vlogkit.errors import OutsideError, UsageError
from vlogkit.pipeline.network.members import open_network
from vlogkit.pipeline.network.shared_holds import new_key, start_network, stop_network
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.queue_doctor import look_at_queue
from vlogkit.pipeline.retracting.network_hold import hold_network
from vlogkit.pipeline.working.rounds import work_round
from vlogkit.records.post import Post
from vlogkit.records.settings import Account
from vlogkit.workspace import open_workspace

WORKSPACES = int(os.environ.get("VLOGKIT_NETWORK_WORKSPACES", "8" if os.environ.get("CI") else "4"))
DUE = int(os.environ.get("VLOGKIT_NETWORK_POSTS", "24"))
AHEAD = int(os.environ.get("VLOGKIT_NETWORK_AHEAD", "16" if os.environ.get("CI") else "8"))
"""The bar is 80 workspaces, 1,000 due posts and 200 at services; by default a size that takes seconds."""
SCHEDULING = {"mastodon": (), "youtube": ("landscape.mp4",), "facebook": ("portrait.mp4",), "wordpress": ()}
"""The services that keep a schedule, and what is handed over to each; workspaces have accounts on one after the other."""
PRIVATE, PUBLIC = new_key()
HOUR = dt.timedelta(hours=1)


class Province:
    """A network of workspaces in one folder, each with due posts for its outbox and posts for a server's schedule."""

    def __init__(self, root: Path, servers: dict[str, StandIn]) -> None:
        self.root, self.servers = root, servers
        self.desks = [self._desk(n) for n in range(WORKSPACES)]
        members = {desk.root.name: desk.root.name for desk in self.desks}
        text = yaml.safe_dump({"name": "Uji", "workspaces": members, "holders": {"Sari": PUBLIC}})
        (root / "network.yaml").write_text(text, encoding="utf-8")
        self.now = self.desks[0].clock.now

    def _desk(self, number: int) -> Desk:
        """A workspace with an account on one of the services, which come round in turn."""
        name, platform = f"ws-{number}", [*SCHEDULING][number % len(SCHEDULING)]
        server, folder = self.servers[platform], Account(name="outbox", platform="outbox")
        options = {**server.options(), "schedule": "service"}
        options.pop("playlist", None)
        account = Account(name="sosial", platform=platform, base_url=server.url, options=options)
        environment = {f"VLOGKIT_SECRET_SOSIAL_{key.upper()}": value for key, value in server.secrets.items()}
        environment |= {"VLOGKIT_SECRET_SOSIAL_HOST": server.url.split("/")[2], "VLOGKIT_KEYRING": "no"}
        environment |= {"VLOGKIT_SECRETS": str(self.root / "secrets")}
        desk = Desk(self.root / name, accounts=(folder, account), environment=environment)
        bundle = make_bundle(desk.root)
        posts: list[Post] = []
        for n in range(number, DUE, WORKSPACES):
            posts.append(post_of(bundle, folder, files=("card-feed.jpg",), id=f"due-{n}", title=f"{name} {n}"))
        for n in range(number, AHEAD, WORKSPACES):
            more = {"id": f"ahead-{n}", "ahead_minutes": 600, "text": f"{name} nanti {n}", "link": ""}
            posts.append(post_of(bundle, account, due=desk.clock() + 8 * HOUR, files=SCHEDULING[platform], **more))
        desk.store(*posts)
        settings = yaml.safe_load((desk.root / "vlogkit.yaml").read_text()) | {"network": "../network.yaml"}
        (desk.root / "vlogkit.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        return desk

    def open(self, number: int) -> PublishingDesk:
        desk = PublishingDesk(open_workspace(self.desks[number].root), self.desks[number].environment)
        desk.__dict__["items"] = OpenItems()
        return desk

    def hand_over(self) -> None:
        """Every workspace hands its scheduled posts to the service; the due ones are left for later."""
        for desk in self.desks:
            ids = [entry.post.id for entry in desk.ledger.entries() if entry.post.id.startswith("due")]
            for post in ids:
                desk.ledger.move(post, by="Sari", now=desk.clock(), due=desk.clock() + HOUR)
            desk.publish()
        self.now += HOUR

    def waiting(self) -> list[object]:
        """What the services would make public by themselves."""
        found = [one for one in self.servers["youtube"].videos.values() if one["status"].get("publishAt")]
        found += [one for one in self.servers["facebook"].reels.values() if one["state"] == "SCHEDULED"]
        found += [one for one in self.servers["wordpress"].posts if one["status"] == "future"]
        return [*found, *self.servers["mastodon"].scheduled]

    def taken(self) -> list[str]:
        """What was changed at the services, a line for each."""
        return [f"{name} {line}" for name, server in self.servers.items() for line in server.taken]

    def visible(self) -> list[object]:
        """What everybody sees at the services."""
        return [one for server in self.servers.values() for one in server.visible()]

    def packs(self) -> list[Path]:
        return list(self.root.glob("ws-*/outbox/*/post.txt"))


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Province]:
    with ExitStack() as stack:
        made = Province(tmp_path, {name: stack.enter_context(server_class(name)()) for name in SCHEDULING})
        yield made
        for desk in made.desks:
            desk.ledger.close()


def test_a_hold_for_all_stops_every_worker_and_takes_back_what_services_have(province: Province) -> None:
    province.hand_over()
    assert len(province.waiting()) == AHEAD
    assert {type(one) for one in province.servers.values()} == {server_class(name) for name in SCHEDULING}
    ready, landed = threading.Barrier(WORKSPACES + 1), threading.Event()

    def worker(number: int) -> int:
        """Works until it is told to stop; how many posts it sent after the file had landed."""
        desk, after = province.open(number), []
        try:
            work_round(desk, lambda: province.now, limit=1)
            ready.wait(600)
            late = landed.is_set
            work_round(desk, lambda: province.now, told=lambda done: after.append(done.state) if late() else None)
            work_round(desk, lambda: province.now, told=lambda done: after.append(done.state))
        finally:
            desk.close()
        return after.count("handed-over") + after.count("published")

    opened = open_network(province.root)
    with ThreadPoolExecutor(WORKSPACES) as pool:
        running = [pool.submit(worker, number) for number in range(WORKSPACES)]
        ready.wait(600)
        stop_network(opened, PRIVATE, reason="gempa", by="Sari", now=province.now)
        landed.set()
        late = [one.result() for one in running]
    assert max(late) <= 1
    assert (province.waiting(), province.visible()) == ([], [])
    assert len(province.taken()) == AHEAD == len(set(province.taken()))
    before = len(province.packs())
    start_network(opened, PRIVATE, by="Sari", now=province.now + HOUR / 2)
    for later in (HOUR / 2, 9 * HOUR):
        province.now += later
        for number in range(WORKSPACES):
            desk = province.open(number)
            assert work_round(desk, lambda: province.now) == []
            states = {entry.post.state for entry in desk.ledger.entries()}
            assert states <= {"held", "handed-over"}
            desk.close()
    assert len(province.packs()) == before
    assert (province.waiting(), province.visible(), len(province.taken())) == ([], [], AHEAD)


@pytest.mark.parametrize("platform", SCHEDULING)
def test_what_a_service_refuses_to_take_back_is_named_with_its_address(
    province: Province, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    province.hand_over()
    server = province.servers[platform]
    handle = server.handle

    def refusing(request: Request) -> Reply:
        if request.method != "GET":
            return Reply(403, {"error": {"code": 10, "message": "not permitted", "errors": [{"reason": "forbidden"}]}})
        return handle(request)

    monkeypatch.setattr(server, "handle", refusing)
    stop_network(open_network(province.root), PRIVATE, reason="gempa", by="Sari", now=province.now)
    desk = province.open([*SCHEDULING].index(platform))
    work_round(desk, lambda: province.now)
    steps = desk.ledger.retractions()
    assert steps
    assert {step.state for step in steps} <= {"by-hand", "failed"}
    told = [one for one in look_at_queue(desk, province.now) if one.code == "queue.retraction"]
    assert len(told) == len(steps)
    for step in steps:
        assert "not permitted" in step.why or "403" in step.why
        assert step.url
        page = (desk.workspace.outbox / f"TARIK-{step.post}.txt").read_text(encoding="utf-8")
        assert step.url in page
    desk.close()


def test_what_came_due_while_nobody_worked_is_held_when_a_hold_is_lifted(province: Province) -> None:
    opened = open_network(province.root)
    stop_network(opened, PRIVATE, reason="gempa", by="Sari", now=province.now)
    desk = province.open(0)
    assert [hold.reason for hold in desk.ledger.standing_holds(province.now)] == ["gempa"]
    start_network(opened, PRIVATE, by="Sari", now=province.now)
    assert work_round(desk, lambda: province.now) == []
    assert province.packs() == []
    desk.close()


def test_a_hold_outlives_its_file_and_is_lifted_by_a_signature_only(province: Province) -> None:
    opened = open_network(province.root)
    hold = stop_network(opened, PRIVATE, reason="gempa", by="Sari", now=province.now)
    desk = province.open(0)
    desk.ledger.standing_holds(province.now)
    (forged := province.root / "holds" / f"{hold.id}.lifted.json").write_text(
        hold.model_copy(update={"lifted": True}).model_dump_json(), encoding="utf-8"
    )
    assert len(desk.ledger.standing_holds(province.now)) == 1
    (province.root / "holds" / f"{hold.id}.json").unlink()
    assert len(desk.ledger.standing_holds(province.now)) == 1
    forged.unlink()
    for number in (None, 1):
        with pytest.raises(UsageError, match="no such hold"):
            desk.ledger.hold_off(by="Budi", now=province.now, hold_id=number)
    assert any(one.code == "queue.hold" for one in look_at_queue(desk, province.now))
    desk.close()


@pytest.mark.parametrize("damage", ["unsigned", "unreadable"])
def test_a_file_that_nobody_can_prove_stops_too_and_each_workspace_lifts_it_for_itself(
    province: Province, damage: str
) -> None:
    opened = open_network(province.root)
    hold = stop_network(opened, PRIVATE, reason="gempa", by="Sari", now=province.now)
    path = province.root / "holds" / f"{hold.id}.json"
    other = hold.model_copy(update={"signature": base64.b64encode(b"x" * 64).decode()})
    path.write_text(other.model_dump_json() if damage == "unsigned" else "{", encoding="utf-8")
    desk = province.open(0)
    (told,) = desk.ledger.standing_holds(province.now)
    assert told.origin.startswith("unsigned:")
    desk.ledger.hold_off(by="Budi", now=province.now, hold_id=told.id)
    assert desk.ledger.standing_holds(province.now) == []
    desk.close()


def test_a_folder_that_does_not_answer_stops_everything(province: Province) -> None:
    desk = province.open(0)
    assert desk.ledger.standing_holds(province.now) == []
    (province.root / "network.yaml").rename(province.root / "away.yaml")
    with pytest.raises(OutsideError, match="cannot be reached"):
        desk.ledger.standing_holds(province.now)
    desk.close()


@pytest.mark.parametrize(("scope", "meant"), [("platform:mastodom", "mastodon"), ("account:sosia", "sosial")])
def test_a_hold_of_what_no_workspace_has_is_refused_with_the_nearest_name(
    province: Province, scope: str, meant: str
) -> None:
    desk = province.open(0)
    with pytest.raises(UsageError) as refused:
        hold_network(desk, reason="gempa", by="Sari", now=province.now, scope=scope)
    desk.close()
    assert meant in refused.value.hint
    assert not (province.root / "holds").exists()


def test_only_those_whom_the_network_names_stop_and_start_it(province: Province) -> None:
    opened = open_network(province.root)
    for key, by in ((new_key()[0], "Sari"), (PRIVATE, "Budi")):
        with pytest.raises(UsageError, match="may not stop or start"):
            stop_network(opened, key, reason="iseng", by=by, now=province.now)
    assert not (province.root / "holds").exists()
