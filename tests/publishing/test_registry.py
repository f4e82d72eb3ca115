"""Platforms and their facts are found by name, also in other packages and in the workspace."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tests.desk import NOW, Desk, make_bundle, post_of

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.publishing import registry
from vlogkit.records.platform import Quota
from vlogkit.records.settings import Account

PLUGIN = '''
"""A platform of another package: it writes a line to a file."""
from vlogkit.publishing.families.defaults import cannot_refresh as refresh, nobody as who, nothing_to_finalize as finalize
from vlogkit.publishing.answers import ABSENT, Sight

def keys(job): return {"line": job.post.id}
def submit(job, run):
    with (job.outbox.parent / "papan.txt").open("a") as board: board.write(job.handle["line"] + "\\n")
    return check(job, run)
def check(job, run):
    board = job.outbox.parent / "papan.txt"
    there = board.exists() and job.handle["line"] in board.read_text()
    return Sight("published", job.handle["line"], "papan:1") if there else ABSENT
'''
FACTS = """
name: papan
label: the notice board
checked: "2026-11-24"
protection: keyed
protected_by: the line is looked up
send: [{kind: text}]
"""


def test_a_platform_of_another_package_is_found_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plug").mkdir()
    (tmp_path / "plug" / "vlogkit_papan.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "plug" / "papan.yaml").write_text(FACTS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "plug"))
    point = EntryPoint("papan", "vlogkit_papan", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == registry.GROUP else [])
    registry.platform.cache_clear()
    try:
        assert "papan" in registry.names()
        account = Account(name="papan-dinas", platform="papan")
        desk = Desk(tmp_path / "ws", accounts=(account,))
        desk.store(post_of(make_bundle(desk.root), account))
        assert [(done.state, done.reason) for done in desk.publish()] == [("published", "")]
        assert (desk.root / "papan.txt").read_text() == "jalan-blora-papan-dinas\n"
    finally:
        registry.platform.cache_clear()
        sys.modules.pop("vlogkit_papan", None)


def test_an_unknown_platform_is_an_error_with_the_known_ones() -> None:
    for ask in (registry.platform, registry.facts):
        with pytest.raises(InputError, match="`friendster`") as caught:
            ask("friendster")
        assert "bluesky" in caught.value.hint


def test_a_workspaces_own_facts_win(tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    own = FACTS.replace("papan", "outbox").replace("the notice board", "our own outbox")
    (tmp_path / "platforms" / "outbox.yaml").write_text(own, encoding="utf-8")
    assert registry.facts("outbox", workspace=tmp_path).label == "our own outbox"
    assert registry.facts("outbox").label == "the folder for posting by hand"


def test_facts_of_a_workspace_in_the_form_of_older_versions_still_count_posts(tmp_path: Path) -> None:
    shipped = resources.shipped("config", "platforms", "whatsapp.yaml").read_text(encoding="utf-8")
    (tmp_path / "platforms").mkdir()
    own = tmp_path / "platforms" / "whatsapp.yaml"
    own.write_text(shipped + "quota: {posts: 3, hours: 24, zone: Asia/Jakarta}\n", encoding="utf-8")
    known = registry.facts("whatsapp", workspace=tmp_path)
    (charge,) = known.charges(Account(name="a", platform="whatsapp"), {"post": 1}, NOW)
    assert (charge.share, charge.units, charge.limit, charge.period) == ("whatsapp:a", 1, 3, "2026-11-24")
    assert known.per_day() == (3, "Asia/Jakarta")


@pytest.mark.parametrize(
    ("quota", "period", "since", "ends"),
    [
        ({"window": "day", "zone": "America/Los_Angeles"}, "2026-11-23", "2026-11-23", "2026-11-24T08:00"),
        ({"window": "month"}, "2026-11", "2026-11", "2026-12-01T00:00"),
        ({"window": "rolling", "minutes": 15}, "2026-11-24T05:00", "2026-11-24T04:45", "2026-11-24T05:01"),
        ({"window": "rolling"}, "2026-11-24T05:00", "2026-11-23T05:00", "2026-11-24T06:00"),
    ],
)
def test_a_quotas_period_is_named_with_the_first_that_counts_and_its_end(
    quota: dict[str, object], period: str, since: str, ends: str
) -> None:
    name, first, end = Quota.model_validate({"units": 1} | quota).period(NOW)
    assert (name, first, f"{end:%Y-%m-%dT%H:%M}") == (period, since, ends)


def test_a_limit_that_the_account_names_is_counted_in_the_units_of_the_service() -> None:
    account = Account(name="a", platform="x", options={"spend_limit": "12.5", "app": "prov"})
    charges = registry.facts("x").charges(account, {"post-with-link": 1}, NOW)
    money = {one.bucket: one for one in charges}["money"]
    assert (money.share, money.units, money.limit) == ("x:prov", 200, 12_500)
    without = registry.facts("x").charges(Account(name="a", platform="x"), {"post-with-link": 1}, NOW)
    assert [one.bucket for one in without] == ["posts"]
