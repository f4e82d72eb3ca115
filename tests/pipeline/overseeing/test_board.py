"""The board's sums are those of the ledgers, what was planted is named, and nothing personal stands on it."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path

import pytest
import yaml
from tests.desk import NOW, Desk, make_bundle, post_of

from vlogkit.errors import UsageError
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.ledger.overviews import PostLine
from vlogkit.pipeline.complaints.redaction import redact_text
from vlogkit.pipeline.network.counts import counts_of
from vlogkit.pipeline.network.members import open_network
from vlogkit.pipeline.overseeing.board_pages import write_board
from vlogkit.pipeline.overseeing.disagreements import PublicWords, contradictions
from vlogkit.pipeline.overseeing.gathering import Board, gather
from vlogkit.pipeline.overseeing.public_names import PublicNames
from vlogkit.records.settings import Account

DAY = dt.timedelta(days=1)
PERSONAL = {"phone", "nik", "name", "email"}


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """Three workspaces: one that publishes, one that says something else of the same road, one that is silent."""
    texts = {
        "pu": "Jalan Blora dibuka, 12 km mulus.",
        "dishub": "Jalan Blora masih ditutup, 21 km rusak.",
        "dinkes": "",
    }
    for name, text in texts.items():
        desk = Desk(tmp_path / name, accounts=(Account(name="papan", platform="outbox"),))
        bundle = make_bundle(desk.root)
        posts = [
            post_of(bundle, desk.accounts[0], id=f"{name}-{n}", due=NOW - n * DAY, text=text) for n in range(3) if text
        ]
        desk.store(*posts, post_of(bundle, desk.accounts[0], id=f"{name}-nanti", due=NOW + 30 * DAY))
        for _ in posts:
            claim = desk.ledger.claim_due(NOW, "uji")
            assert claim is not None
            why = "Pak Budi Santoso, 0812-3456-7890"
            desk.ledger.stop(claim, "uji", NOW, state="unconfirmed", kind="look", reason=why)
            url = f"https://x.example/{claim.post.id}"
            desk.ledger.resolve(claim.post.id, by="Budi Santoso", now=NOW - DAY, posted=True, url=url)
        desk.ledger.close()
    members = {name: name for name in texts}
    (tmp_path / "network.yaml").write_text(yaml.safe_dump({"name": "Jawa Tengah", "workspaces": members}))
    return tmp_path


@pytest.fixture
def board(province: Path) -> Board:
    return gather(open_network(province), NOW)


def test_the_sums_are_those_of_the_ledgers(board: Board) -> None:
    assert board.receipts == sum(row.published for row in board.agencies) == len(board.posts) == 6
    assert [row.scheduled for row in board.agencies] == [1, 1, 1]


def test_a_silent_agency_a_double_and_a_contradiction_are_named(board: Board) -> None:
    assert [row.workspace for row in board.silent()] == ["dinkes"]
    assert sorted((one.workspace, one.count) for one in board.doubles) == [("dishub", 3), ("pu", 3)]
    assert {one.about for one in board.contradictions} == {"Blora: km", "Blora: open"}


def test_the_pages_say_the_same_as_the_tables_and_nothing_personal(board: Board, tmp_path: Path) -> None:
    out = tmp_path / "papan"
    files = write_board(board, out, "id")
    names = {"index.html", "week.html", "agencies.csv", "posts.csv", "board.json", "private"}
    assert {path.name for path in out.iterdir()} == names
    rows = list(csv.DictReader((out / "agencies.csv").read_text(encoding="utf-8").splitlines()))
    data = json.loads((out / "board.json").read_text(encoding="utf-8"))
    assert sum(int(row["published"]) for row in rows) == data["receipts"] == 6
    assert {row["workspace"]: row["silent"] for row in rows} == {"dinkes": "True", "dishub": "False", "pu": "False"}
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "Instansi" in index
    assert "https://x.example/pu-0" in index
    assert "<script src" not in index
    for path in files[:-1]:
        text = path.read_text(encoding="utf-8")
        assert "Budi Santoso" not in text
        assert "Blora: km" not in text
        assert [found for found in redact_text(words_of(text), None).findings if found.kind in PERSONAL] == []
    assert "Blora: km" in files[-1].read_text(encoding="utf-8")
    assert (out / "private").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name", ["siti-aminah-081234567890", "pak-budi-santoso", "3374010101900001-lapor", "budi@mail.example"]
)
def test_a_name_of_a_file_or_an_address_that_holds_personal_data_is_a_mark_on_the_board(name: str) -> None:
    names = PublicNames(None)
    line = PostLine(
        f"{name}-ab12cd", name, "outbox", "papan", "", "", "published", "", NOW, f"https://x.example/{name}", NOW
    )
    shown = names.shown(line)
    assert re.fullmatch(r"\[[0-9a-f]{8}\]", shown.item)
    assert re.fullmatch(r"\[[0-9a-f]{8}\]", shown.id)
    assert shown.url == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://mastodon.example/@dinas/112233445566778899",
        "https://video.example/watch?v=dQw4w9WgXcQ",
        "https://x.example/2026/11/29/pompa/",
    ],
)
def test_an_address_of_a_service_and_a_plain_name_stay(url: str) -> None:
    line = PostLine(
        "jalan-blora-papan-ab12cd", "jalan-blora", "outbox", "papan", "", "", "published", "", NOW, url, NOW
    )
    assert PublicNames(None).shown(line) == line


def test_the_board_has_the_posts_of_a_shared_ledger_once(province: Path) -> None:
    settings = yaml.safe_load((province / "network.yaml").read_text(encoding="utf-8"))
    database = open_network(province).member("pu").database
    settings["workspaces"] |= {
        "jauh": {"database": database},
        "lain": {"database": database.replace("/pu/", "/pu/../pu/")},
    }
    (province / "network.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    opened = open_network(province)
    board = gather(opened, NOW)
    assert (board.receipts, len(board.posts)) == (6, 6)
    assert {one.name: sum(one.states.values()) for one in counts_of(opened)} == {
        "pu": 4, "dishub": 4, "dinkes": 1, "jauh": 0, "lain": 0,
    }  # fmt: skip


def test_a_folder_with_something_else_is_left_alone_and_an_earlier_board_is_written_anew(
    board: Board, tmp_path: Path
) -> None:
    (own := tmp_path / "situs").mkdir()
    (own / "index.html").write_text("milik orang lain", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty, and not a board"):
        write_board(board, own, "id")
    assert [path.name for path in own.iterdir()] == ["index.html"]
    assert write_board(board, tmp_path / "papan", "id") == write_board(board, tmp_path / "papan", "id")


def words_of(html: str) -> str:
    return re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL)


def test_late_complaints_are_counted_for_all_and_named_for_the_heads_alone(province: Path) -> None:
    with ComplaintStore(province / "pu" / ".vlogkit") as store:
        columns = [row[1] for row in store._rows("PRAGMA table_info(complaint)", ())]
        reported = int((NOW - 5 * DAY).timestamp())
        values = {"id": "c1", "ticket": "LGWP-77", "stage": "in_progress", "reported_at": reported, "source": "uji"}
        numbers = {"confidential", "anonymous", "import_no", "row", "seen_at", "deadline_hours"}
        filled = [values.get(name, 0 if name in numbers else None if name.endswith("_at") else "") for name in columns]
        with store.transaction():
            store._run(f"INSERT INTO complaint VALUES ({','.join('?' * len(columns))})", tuple(filled))
    board = gather(open_network(province), NOW)
    (late,) = board.late
    assert (late.ticket, late.hours) == ("LGWP-77", 120.0)
    files = write_board(board, province / "papan", "en")
    assert "LGWP-77" in files[-1].read_text(encoding="utf-8")
    assert all("LGWP-77" not in path.read_text(encoding="utf-8") for path in files[:-1])


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Jalan Blora 12 km.", "Jalan Blora 21 km.", 1),
        ("Jalan Blora 12 km.", "Jalan Blora 12 km, 3 jembatan.", 0),
        ("Jalan Blora 12 km.", "Jalan Cepu 21 km.", 0),
        ("Ruas Semarang–Demak dibuka.", "Ruas Semarang - Demak ditutup.", 1),
        ("Jalan Blora 1.200 warga.", "Jalan Blora 1200 orang.", 0),
    ],
)
def test_agencies_contradict_each_other_on_one_road_only(one: str, other: str, found: int) -> None:
    said = [PublicWords("PU", "pu", "a", "", one), PublicWords("Dishub", "dishub", "b", "", other)]
    assert len(contradictions([*said, PublicWords("PU", "pu", "c", "", one)])) == found
