"""What is unclear stops the whole network, and only what is signed lifts what was signed."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
import yaml
from tests.desk import NOW, Desk, make_bundle, post_of
from tests.material import write

from vlogkit.errors import UsageError
from vlogkit.ledger.ledger import Ledger, open_ledger
from vlogkit.pipeline.network.members import OpenNetwork, network_of, open_network
from vlogkit.pipeline.network.shared_holds import FOLDER, new_key, read_holds, start_network, stop_network, take_over
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.retracting.network_hold import free_network, hold_network, make_key
from vlogkit.records.post import Hold
from vlogkit.records.settings import Account
from vlogkit.workspace import open_workspace

KEYS = {"Sari": new_key(), "Budi": new_key()}
HOUR = dt.timedelta(hours=1)
OUTBOX = {"accounts": [{"name": "outbox", "platform": "outbox"}]}


class Town:
    """A workspace of a network, and its ledger."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write(root / "dinkes" / "vlogkit.yaml", "name: dinkes\nnetwork: ../network.yaml\n")
        self.settle()
        self.ledger: Ledger = open_ledger(f"sqlite:///{root.as_posix()}/ledger.sqlite")

    def settle(self, holders: tuple[str, ...] = ("Sari", "Budi"), **more: str) -> None:
        """Write the network's file."""
        named = {name: KEYS[name][1] for name in holders}
        write(
            self.root / "network.yaml",
            yaml.safe_dump({"name": "Uji", "workspaces": {"dinkes": "dinkes"}, "holders": named, **more}),
        )

    @property
    def opened(self) -> OpenNetwork:
        return open_network(self.root)

    def stop(self, **more: object) -> Path:
        """A signed hold as a file."""
        hold = stop_network(self.opened, KEYS["Sari"][0], reason="gempa", by="Sari", now=NOW, **more)  # type: ignore[arg-type]
        return self.root / FOLDER / f"{hold.id}.json"

    def standing(self, now: dt.datetime = NOW) -> list[Hold]:
        """What stands in the workspace after it asked the network."""
        take_over(self.opened, self.ledger, None, now)
        return self.ledger.standing_holds(now)

    def start(self, by: str = "Sari") -> list[str]:
        """Lift what stands, from this workspace."""
        lifts = start_network(self.opened, KEYS[by][0], by=by, now=NOW, adopted=self.ledger.adopted_holds())
        return [lift.id for lift in lifts]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.mark.parametrize("broken", ["signature", "name", "holder"])
def test_a_hold_that_is_not_proven_stops_all_without_an_end_and_without_exceptions(town: Town, broken: str) -> None:
    path = town.stop(scope="account:tiada", allow_tags=("darurat",), until=NOW + HOUR)
    if broken == "signature":
        path.write_text(path.read_text(encoding="utf-8").replace("account:tiada", "account:nihil"), encoding="utf-8")
    elif broken == "name":
        path.rename(path.with_name("salinan.json"))
    else:
        town.settle(("Budi",))
    for moment in (NOW, NOW + 2 * HOUR):
        (hold,) = town.standing(moment)
        assert (hold.scope, hold.allow_tags, hold.until) == ("all", (), None)
        assert hold.origin.startswith("unsigned:")


def test_a_scope_that_means_nothing_is_refused_also_for_a_network(town: Town) -> None:
    with pytest.raises(UsageError, match="`kabupaten` is not a scope"):
        town.stop(scope="kabupaten")


def test_a_signed_hold_stands_though_its_half_of_a_file_was_lifted_before_the_rest_came(town: Town) -> None:
    path = town.stop()
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:40], encoding="utf-8")
    (half,) = town.standing()
    town.ledger.hold_off(by="Budi", now=NOW, hold_id=half.id)
    assert town.standing() == []
    path.write_text(whole, encoding="utf-8")
    assert [hold.origin for hold in town.standing()] == [f"signed:{path.stem}"]


@pytest.mark.parametrize("lost", ["file", "signer"])
def test_a_holder_lifts_a_hold_whose_file_or_signer_is_gone(town: Town, lost: str) -> None:
    path = town.stop()
    town.standing()
    if lost == "file":
        path.unlink()
    else:
        town.settle(("Budi",))
        assert {hold.origin for hold in town.standing()} == {f"signed:{path.stem}", f"unsigned:{path.stem}"}
    assert town.start("Budi") == [path.stem]
    assert town.standing() == []


def test_a_signed_end_counts_without_the_file_of_the_hold_and_an_unsigned_one_does_not(town: Town) -> None:
    path = town.stop()
    town.standing()
    town.start()
    path.unlink()
    end = path.with_name(f"{path.stem}.lifted.json")
    signed = end.read_text(encoding="utf-8")
    end.write_text(signed.replace("Sari", "Budi"), encoding="utf-8")
    assert len(town.standing()) == 1
    end.write_text(signed, encoding="utf-8")
    assert town.standing() == []


def test_an_end_older_than_a_signed_hold_does_not_lift_it(town: Town) -> None:
    path = town.stop()
    start_network(town.opened, KEYS["Sari"][0], by="Sari", now=NOW)
    end = path.with_name(f"{path.stem}.lifted.json")
    assert read_holds(town.opened, NOW)[0].lifted_at == NOW
    end.unlink()
    (adopted,) = read_holds(town.opened, NOW)
    later = adopted.model_copy(update={"at": NOW + HOUR})
    start_network(town.opened, KEYS["Sari"][0], by="Sari", now=NOW)
    (kept,) = read_holds(town.opened, NOW, {later.origin: later})
    assert kept.lifted_at is None


def test_a_file_of_a_name_that_is_not_text_stops_and_is_lifted_here(town: Town) -> None:
    (town.root / FOLDER).mkdir()
    Path(os.fsdecode(os.fsencode(town.root / FOLDER) + b"/\xff.json")).write_bytes(b"{")
    (hold,) = town.standing()
    assert r"\xff.json" in hold.reason
    with pytest.raises(UsageError, match="no hold of the network stands"):
        town.start()
    town.ledger.hold_off(by="Budi", now=NOW, hold_id=hold.id)
    assert town.standing() == []


def test_a_hold_of_the_folder_is_lifted_also_after_the_network_has_a_ledger(town: Town) -> None:
    environment = {"VLOGKIT_KEYRING": "no", "VLOGKIT_SECRETS": str(town.root / "secrets")}
    desk = PublishingDesk(open_workspace(town.root / "dinkes"), environment)
    public = make_key(desk, "Tuti").split(": ")[1]
    path = town.stop()
    assert len(desk.ledger.standing_holds(NOW)) == 1
    desk.close()
    path.unlink()
    named = {**{name: public for name, (_, public) in KEYS.items()}, "Tuti": public}
    shared = {"database": f"sqlite:///{town.root.as_posix()}/bersama.sqlite", "holders": named}
    write(town.root / "network.yaml", yaml.safe_dump({"name": "Uji", "workspaces": {"dinkes": "dinkes"}, **shared}))
    desk = PublishingDesk(open_workspace(town.root / "dinkes"), environment)
    assert network_of(desk.workspace) is not None
    row = desk.shared_holds.hold_on(reason="banjir", by="Tuti", now=NOW)
    assert len(desk.ledger.standing_holds(NOW)) == 2
    assert free_network(desk, by="Tuti", now=NOW) == [path.stem, f"hold {row.id}"]
    assert desk.ledger.standing_holds(NOW) == []
    with pytest.raises(UsageError, match="no hold of the network stands"):
        free_network(desk, by="Tuti", now=NOW)
    desk.close()


def test_a_new_hold_of_the_network_counts_what_it_stops_itself(town: Town) -> None:
    folder = Account(name="outbox", platform="outbox")
    mine = Desk(town.root / "dinkes", accounts=(folder,))
    bundle = make_bundle(mine.root)
    mine.store(*(post_of(bundle, folder, id=f"nanti-{n}", due=NOW + (n + 1) * HOUR) for n in range(2)))
    mine.ledger.close()
    write(
        town.root / "dinkes" / "vlogkit.yaml",
        yaml.safe_dump({"name": "dinkes", "network": "../network.yaml", **OUTBOX}),
    )
    town.settle(database=f"sqlite:///{town.root.as_posix()}/bersama.sqlite")
    desk = PublishingDesk(open_workspace(town.root / "dinkes"), {"VLOGKIT_KEYRING": "no"})
    counts = [hold_network(desk, reason=why, by="Sari", now=NOW).stopped for why in ("gempa", "banjir")]
    narrow = hold_network(desk, reason="longsor", by="Sari", now=NOW, scope="platform:mastodon")
    desk.close()
    assert counts == [2, 2]
    assert narrow.stopped == 0
