"""Complaints that must not be shown leave by no way: every command tells which gate is shut, and nothing is sent."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.runner import Run, Said, runner
from tests.desk import Watch, make_bundle, post_of
from tests.intake.conftest import A_ROW, LAPORGUB
from tests.material import write

from vlogkit.catalogue import load_brand, to_yaml
from vlogkit.errors import InputError, SeveralErrors
from vlogkit.keeping.manifests import read_manifest
from vlogkit.pipeline.complaints.highlights import approve_highlight, propose_highlight
from vlogkit.pipeline.complaints.imports import import_complaints
from vlogkit.pipeline.posting.plan_posts import import_plan, plan_posts
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.working import publish_now
from vlogkit.pipeline.telling.complaints import find_complaint
from vlogkit.pipeline.telling.item_state import WorkspaceItems
from vlogkit.pipeline.telling.items import tell
from vlogkit.records.bundle import Bundle, Input
from vlogkit.records.notices.publish_window import PublishWindow
from vlogkit.records.settings import Account
from vlogkit.workspace import Workspace, open_workspace

NOW = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
SETTINGS = "name: Dinas Uji\nvideos: []\ncards: [square]\napproval: {required: false}\n"
KEPT = {
    "confidential": ({"rahasia": "Ya"}, "the report is confidential"),
    "whistle": ({"laporan": "Jalan berlubang, tolong dirahasiakan nama saya"}, "asks not to be known"),
    "violence": ({"laporan": "Jalan rusak, dan suami saya dipukuli orang di sana"}, "violence"),
    "illness": ({"laporan": "Ibu saya stroke, jalan ke RS rusak"}, "a person's health"),
    "child": ({"laporan": "Anak saya jatuh di lubang jalan"}, "a child"),
    "open": ({"status": "Dalam Tindakan"}, "the stage is in_progress"),
    "no-result": ({"respon2_keterangan": "Terima kasih atas laporannya."}, "closed is not fixed"),
    "unchosen": ({}, "nobody has proposed it"),
}
"""Why it must not leave: how its row differs from a good one, and what has to be told."""


def export(path: Path, changes: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, LAPORGUB)
        writer.writeheader()
        writer.writerow({**A_ROW, "laporan_lampiran": "", **changes})
    return path


class Office:
    """A workspace with one complaint, a bundle of it as an older version made it, and a clock."""

    id = "laporgub-lgwp10000001"

    def __init__(self, root: Path, changes: dict[str, str]) -> None:
        write(root / "vlogkit.yaml", SETTINGS)
        self.workspace: Workspace = open_workspace(root)
        self.bring(changes)
        self.desk = PublishingDesk(self.workspace, {"VLOGKIT_KEYRING": "no"})
        self.clock = Watch(NOW)

    def bring(self, changes: dict[str, str]) -> None:
        import_complaints(self.workspace, export(self.workspace.complaints / "a.csv", changes), now=NOW)

    def choose(self) -> None:
        propose_highlight(self.workspace, self.id, by="Sari", now=NOW)
        approve_highlight(self.workspace, self.id, by="Budi", now=NOW)

    def old_bundle(self) -> Bundle:
        """A bundle of the complaint as it stands, without a word about gates."""
        case = find_complaint(self.workspace, self.id)
        assert case is not None
        made = make_bundle(self.workspace.root, self.id).model_copy(
            update={"notice": f"complaint:{self.id}", "inputs": (Input(path="complaints", sha256=case.fingerprint()),)}
        )
        (self.workspace.updates / f"{self.id}.md").unlink()
        write(self.workspace.bundles / self.id / "bundle.json", made.model_dump_json())
        return made

    def scheduled(self) -> str:
        """A post of the old bundle that an older version scheduled, and that is due."""
        post = post_of(self.old_bundle(), self.workspace.settings.accounts[0], due=NOW, files=("portrait.mp4",))
        self.desk.ledger.store_plan([post], by="Sari", now=NOW, review=False)
        return post.id

    def table(self) -> Path:
        return write(
            self.workspace.root / "rencana.csv",
            f"bundle,account,due\n{self.id},outbox,2026-12-01 07:00 WIB\n",
        )

    def left(self) -> list[str]:
        return [path.name for path in self.workspace.outbox.glob("*")]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("check", "render", "posting.queue", "posting.plan"):
        monkeypatch.setattr(f"vlogkit.cli.{name}.now", lambda: NOW)
    return runner(capsys, monkeypatch)


@pytest.fixture(params=KEPT)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Office, str]]:
    """An office with a complaint that must not leave, and what is to be told of it."""
    changes, told = KEPT[request.param]
    office = Office(tmp_path / "dinas", changes)
    yield office, told
    office.desk.close()


def gates_in(findings: list[dict[str, Any]]) -> str:
    return "; ".join(
        str(one["message"]) for one in findings if (one["code"], one["severity"]) == ("gate-shut", "error")
    )


def run(call: Run, office: Office, *words: str) -> Said:
    return call(*words, "--workspace", office.workspace.root)


def test_check_names_it_an_error(kept: tuple[Office, str], call: Run) -> None:
    office, told = kept
    said = run(call, office, "check", office.id, "--json")
    assert told in gates_in(said.json[office.id]["findings"])  # type: ignore[index,call-overload]
    assert said.code == 1


def test_no_setting_makes_it_milder(kept: tuple[Office, str], call: Run) -> None:
    office, told = kept
    milder = "checks:\n  severities: {gate-shut: note}\n  suppress: [{code: gate-shut, reason: sudah diperiksa}]\n"
    write(office.workspace.root / "vlogkit.yaml", SETTINGS + milder)
    found = run(call, office, "check", office.id, "--json").json[office.id]["findings"]  # type: ignore[index,call-overload]
    assert told in gates_in(found)
    assert "check-unknown" in [one["code"] for one in found]


def test_a_render_by_name_says_it_and_puts_it_into_the_manifest(kept: tuple[Office, str], call: Run) -> None:
    office, told = kept
    assert told in run(call, office, "render", office.id).out
    made = read_manifest(office.workspace.bundles / office.id)
    assert told in gates_in([finding.model_dump() for finding in made.findings])
    assert plan_posts(office.desk, NOW, author="Sari").posts == []


def test_a_render_or_check_of_everything_leaves_it_out_and_says_so(call: Run, tmp_path: Path) -> None:
    for name, (changes, told) in KEPT.items():
        if name == "open":
            continue  # everything is every complaint that is resolved
        office = Office(tmp_path / name, changes)
        if name == "confidential":
            assert told in run(call, office, "render", "--all").out
        said = run(call, office, "render", "--all", "--json").json
        assert said["bundles"] == []  # type: ignore[index,call-overload]
        assert [one["item"] for one in said["left_out"]] == [office.id]  # type: ignore[index,call-overload]
        found = run(call, office, "check", "--all", "--json")
        assert found.json[office.id]["left_out"] is True  # type: ignore[index,call-overload]
        assert found.code == 0
        assert list(office.workspace.bundles.glob("*")) == []
        office.desk.close()


def test_a_story_that_a_person_wrote_does_not_open_it(kept: tuple[Office, str], call: Run) -> None:
    office, told = kept
    story = tell(office.workspace, office.id, today=NOW.date()).story
    text = to_yaml(story.model_dump(mode="json", exclude_defaults=True))
    write(office.workspace.root / "stories" / f"{office.id}.yaml", text)
    said = run(call, office, "check", office.id, "--json")
    assert told in gates_in(said.json[office.id]["findings"])  # type: ignore[index,call-overload]


def test_a_plan_leaves_its_old_bundle_out(kept: tuple[Office, str]) -> None:
    office, told = kept
    office.old_bundle()
    made = plan_posts(office.desk, NOW, author="Sari")
    assert made.posts == []
    assert told in gates_in([finding.model_dump() for finding in made.findings])


def test_an_import_of_a_plan_refuses_it(kept: tuple[Office, str]) -> None:
    office, told = kept
    office.old_bundle()
    with pytest.raises((InputError, SeveralErrors)) as caught:
        import_plan(office.desk, office.table(), NOW, author="Sari")
    assert told in json.dumps([one.message for one in caught.value.each()])
    assert office.desk.ledger.posts() == []


def test_a_retry_refuses_it(kept: tuple[Office, str], call: Run) -> None:
    office, told = kept
    name = office.scheduled()
    said = run(call, office, "queue", "retry", name)
    assert (said.code != 0, told in said.err) == (True, True)


def test_an_approval_refuses_it(kept: tuple[Office, str], call: Run) -> None:
    office, told = kept
    name = office.scheduled()
    said = run(call, office, "review", "approve", name, "--by", "Budi")
    assert (said.code != 0, told in said.err) == (True, True)


def test_a_post_that_an_older_version_scheduled_is_held_instead_of_sent(kept: tuple[Office, str]) -> None:
    office, told = kept
    office.scheduled()
    (done,) = publish_now(office.desk, office.clock)
    assert (done.state, told in done.reason) == ("held", True)
    assert office.left() == []


def test_planning_holds_what_is_scheduled_and_says_so(kept: tuple[Office, str]) -> None:
    office, told = kept
    name = office.scheduled()
    made = plan_posts(office.desk, NOW, author="Sari")
    assert {finding.subject for finding in made.findings} == {office.id, name}
    entry = office.desk.ledger.entry(name)
    assert (entry.post.state, told in entry.reason) == ("held", True)
    assert publish_now(office.desk, office.clock) == []


def test_a_complaint_that_two_people_chose_leaves(tmp_path: Path) -> None:
    office = Office(tmp_path / "dinas", {})
    office.choose()
    office.old_bundle()
    assert tell(office.workspace, office.id, today=NOW.date()).findings == ()
    (post,) = plan_posts(office.desk, NOW, author="Sari").posts
    office.clock.now = post.due
    (done,) = publish_now(office.desk, office.clock)
    assert done.state == "handed-over"
    office.desk.close()


@pytest.mark.parametrize("later", [{"rahasia": "Ya"}, {"status": "Dalam Tindakan"}])
def test_a_post_whose_complaint_becomes_confidential_or_opens_again_later_is_held(
    tmp_path: Path, later: dict[str, str]
) -> None:
    office = Office(tmp_path / "dinas", {})
    office.choose()
    office.old_bundle()
    (post,) = plan_posts(office.desk, NOW, author="Sari").posts
    office.bring(later | {"respon2_date": "15-10-2026 01:14 WIB"})
    office.clock.now = post.due
    (done,) = publish_now(office.desk, office.clock)
    assert (done.state, done.kind) == ("held", "decide")
    assert office.left() == []
    office.desk.close()


def test_a_complaint_that_is_forgotten_after_its_post_was_planned_is_held(tmp_path: Path) -> None:
    office = Office(tmp_path / "dinas", {})
    office.choose()
    office.old_bundle()
    (post,) = plan_posts(office.desk, NOW, author="Sari").posts
    (office.workspace.private / "complaints.sqlite").unlink()
    office.clock.now = post.due
    (done,) = publish_now(office.desk, office.clock)
    assert (done.state, "is gone" in done.reason) == ("held", True)
    office.desk.close()


def dated(root: Path, template: str, more: str = "") -> WorkspaceItems:
    write(root / "vlogkit.yaml", SETTINGS + "brand: jateng\n")
    write(root / "updates" / "natal.md", f'---\ntemplate: {template}\ntitle: Selamat\ndate: "2026-12-25"\n{more}---\n')
    return WorkspaceItems(open_workspace(root))


def test_a_greeting_is_for_its_day_and_an_event_until_its_last_unless_they_say_otherwise(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path, "natal")
    day = dt.date(2026, 12, 25)
    assert dated(tmp_path, "greeting").state(bundle, NOW).window == PublishWindow(on=day)
    assert dated(tmp_path, "greeting", 'publish: {not_after: "2026-12-31"}\n').state(bundle, NOW).window.on is None
    to = dated(tmp_path, "event", 'from: "2026-12-25"\nto: "2026-12-27"\n').state(bundle, NOW).window
    assert to == PublishWindow(not_after=dt.date(2026, 12, 27))
    assert dated(tmp_path, "program-update").state(bundle, NOW).window == PublishWindow()
    assert [gate.name for gate in dated(tmp_path, "tiada").state(bundle, NOW).gates] == ["findings"]


def test_an_account_belongs_to_the_agencies_of_its_brands_or_to_that_of_the_workspace(tmp_path: Path) -> None:
    items = dated(tmp_path, "greeting")
    named = Account(name="a", platform="telegram", brands=("bumd", "dinkes"))
    own, kept_here = Account(name="b", platform="telegram"), Account(name="c", platform="outbox")
    shorts = {name: load_brand(name).agency.short for name in ("bumd", "dinkes", "jateng")}
    assert items.agencies(named) == {shorts["bumd"], shorts["dinkes"]}
    assert items.agencies(own) == {shorts["jateng"]}
    assert items.agencies(kept_here) == frozenset()
    with pytest.raises(InputError, match="there is no brand `bumdes`"):
        items.agencies(Account(name="d", platform="telegram", brands=("bumdes",)))


def test_a_copy_of_a_bundle_under_another_name_does_not_leave_as_a_second_post(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path, "natal")
    items = dated(tmp_path, "program-update")
    assert items.state(bundle, NOW).gates == ()
    (gate,) = items.state(bundle.model_copy(update={"id": "natal-dua"}), NOW).gates
    assert (gate.name, gate.reason) == ("gone", "`natal-dua` is a copy of the bundle of `natal`")


@pytest.mark.parametrize("brand", ["name: [", "name: jateng\nlabel: x\nwarna: biru\n"])
def test_nothing_leaves_while_nobody_can_read_its_brand(tmp_path: Path, brand: str) -> None:
    bundle = make_bundle(tmp_path, "natal")
    items = dated(tmp_path, "program-update")
    write(tmp_path / "brands" / "jateng.yaml", brand)
    assert [gate.name for gate in items.state(bundle, NOW).gates if not gate.open] == ["brand"]
