"""Many accounts share few Google projects: a stand-in that counts units never has to refuse one, and nothing is lost."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import yaml
from tests.desk import NOW, Desk, OpenItems, make_bundle
from tests.sampled import EVERY, one_in
from tests.servers.youtube import Server
from tests.worker import SMALL

from vlogkit import resources
from vlogkit.planning import Plan, plan
from vlogkit.publishing import registry
from vlogkit.publishing.platforms import youtube
from vlogkit.records.bundle import Bundle
from vlogkit.records.calendar import WEEKDAYS, Calendar, Pace, Slots
from vlogkit.records.notices.gate import ItemState
from vlogkit.records.settings import Account

AGENCIES, EACH, SHARE = (80, 3, 1) if EVERY else (26, 1, 10)
"""240 videos and Google's own numbers in CI, a tenth of both while developing."""
PACIFIC = ZoneInfo("America/Los_Angeles")
MOST_DAYS = 40


class OwnItems(OpenItems):
    """Each item is of the agency that its bundle says, and each account is the agency's of its name."""

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        return ItemState(notice=bundle.notice, inputs=bundle.inputs, agency=bundle.agency, bound=True)

    def agencies(self, account: Account) -> frozenset[str]:
        return frozenset({account.name})


def quick(desk: Desk) -> None:
    """Commits that do not wait for the disk: thousands are made here, and no power is cut."""
    desk.ledger.engine.dispose()
    sa.event.listen(desk.ledger.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))


class Province:
    """Agencies with a channel each, which share the projects of a few servers, and three stories a day each."""

    def __init__(self, root: Path, servers: list[Server]) -> None:
        self.servers = servers
        accounts, secrets = [], {}
        for n in range(AGENCIES):
            number = n % len(servers)
            options = {"project": f"proyek-{number}", "playlist": "PL1"}
            server = servers[number]
            accounts.append(Account(name=f"dinas-{n}", platform="youtube", base_url=server.url, options=options))
            host = server.url.split("/")[2]
            for key, value in {**server.secrets, "host": host}.items():
                secrets[f"VLOGKIT_SECRET_DINAS_{n}_{key.upper()}"] = value
        self.desk = Desk(root, accounts=tuple(accounts), environment=secrets)
        quick(self.desk)
        self.desk.clock.now = NOW.replace(hour=8)
        self.facts = self._facts(root)
        for server in servers:
            server.day = lambda: self.desk.clock().astimezone(PACIFIC).date()
            server.most_units, server.most_uploads = 10_000 // SHARE, 100 // SHARE
        self.bundles = [
            make_bundle(root, f"b{n}-{i}", agency=f"dinas-{n}") for i in range(EACH) for n in range(AGENCIES)
        ]

    def _facts(self, root: Path):
        """Google's numbers, divided."""
        text = resources.shipped("config", "platforms", "youtube.yaml").read_text(encoding="utf-8")
        data = yaml.safe_load(text)
        for quota in data["quotas"].values():
            quota["units"] //= SHARE
            quota["kept"] = quota.get("kept", 0) // SHARE
        (root / "platforms").mkdir()
        (root / "platforms" / "youtube.yaml").write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
        return {"youtube": registry.facts("youtube", workspace=root)}

    def plan(self) -> Plan:
        hours = tuple(f"{hour:02}:00" for hour in range(24))
        slots = (Slots(days=WEEKDAYS, times=hours),)
        calendar = Calendar(name="siang-malam", slots=slots, pace=Pace(per_day=50, spacing_minutes=0), lead_minutes=0)
        ledger, now = self.desk.ledger, self.desk.clock()
        given = {"facts": self.facts, "items": OwnItems(), "taken": ledger.taken()}
        made = plan(self.bundles, self.desk.accounts, calendar, ledger.posts(), now, **given)
        assert ledger.reserve(made.reserved) == ()
        self.desk.store(*made.posts)
        return made

    def run(self) -> None:
        """Publish at every time at which something wants a worker, for as long as it takes."""
        last = self.desk.clock() + dt.timedelta(days=MOST_DAYS)
        while (wake := self.desk.ledger.next_wake()) is not None and wake < last:
            self.desk.clock.now = max(self.desk.clock(), wake)
            self.desk.publish(items=OwnItems())


@pytest.mark.parametrize("projects", one_in(2, [1, 3, 13]))
def test_a_provinces_videos_of_a_day_never_meet_an_exceeded_quota_and_every_extra_arrives(
    tmp_path: Path, projects: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(youtube, "CHUNK", SMALL)
    with ExitStack() as stack:
        servers = [stack.enter_context(Server()) for _ in range(projects)]
        province = Province(tmp_path, servers)
        made = province.plan()
        count = AGENCIES * EACH
        assert len(made.posts) == count
        moved = [finding for finding in made.findings if finding.code == "plan.quota"]
        later = [finding for finding in made.findings if finding.code == "plan.extras"]
        assert bool(moved) == (projects * 100 // SHARE < count)
        assert later
        province.run()
        assert [server.exceeded for server in servers] == [0] * projects
        entries = province.desk.ledger.entries()
        assert {entry.post.state for entry in entries} == {"published"}
        assert sum(len(server.videos) for server in servers) == count
        assert [entry.reason for entry in entries if entry.reason] == []
        for server in servers:
            assert len(server.captions) == len(server.playlist) == len(server.thumbnails) == len(server.videos)
        assert all(units <= server.most_units for server in servers for units in server.units.values())
        assert all(uploads <= server.most_uploads for server in servers for uploads in server.uploads.values())
        assert len(province.desk.ledger.receipts()) == count
        province.desk.ledger.close()


def test_the_plan_says_what_moves_and_leaves_captions_of_shorts_out_before_the_playlist(tmp_path: Path) -> None:
    with Server() as server:
        province = Province(tmp_path, [server])
        for account in province.desk.accounts[:5]:
            account.options["send"] = "video:portrait"
        made = province.plan()
        moved = [finding for finding in made.findings if finding.code == "plan.quota"]
        most = 100 // SHARE
        first_day = [post for post in made.posts if post.due.astimezone(PACIFIC).date() == dt.date(2026, 11, 24)]
        assert len(first_day) == most
        assert f"{AGENCIES * EACH - most} posts do not fit into the uploads of 2026-11-24 and move" in moved[0].message
        reserved = {
            post.id: sum(one.units for one in made.reserved[post.id] if one.bucket == "units") for post in made.posts
        }
        shorts = [post for post in made.posts if post.files[0] == "portrait.mp4"]
        assert shorts
        assert all(reserved[post.id] in {4 + 50, 4 + 50 + 51} for post in shorts)
        assert {finding.code for finding in made.findings} == {"plan.quota", "plan.extras", "post.short"}
        province.desk.ledger.close()
