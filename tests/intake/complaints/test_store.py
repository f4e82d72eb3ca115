"""The private store is for its owner only and gives up what is to be forgotten."""

from __future__ import annotations

import datetime as dt
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vlogkit.errors import UsageError
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.forgetting import NamedFolders, forget_complaints
from vlogkit.intake.complaints.importing import import_into
from vlogkit.intake.complaints.store import ComplaintStore

Write = Callable[..., Path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_may_read_the_store(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir(mode=0o755)
    with ComplaintStore(tmp_path / "p") as store:
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_a_complaint_is_found_by_id_and_ticket(store: ComplaintStore, laporgub: Write, now: dt.datetime) -> None:
    import_into(store, open_file(laporgub({}), None, now=now), now=now)
    assert store.find("laporgub-lgwp10000001").id == store.find("lgwp10000001").id
    with pytest.raises(UsageError):
        store.find("LGWP9")


def folders_of(root: Path) -> NamedFolders:
    return NamedFolders([root / "bundles", root / "outbox"], [root / "cache"], root / "copies")


def test_forgetting_removes_the_words_from_store_export_and_bundles(
    tmp_path: Path, laporgub: Write, now: dt.datetime
) -> None:
    export = laporgub(
        {"laporan": "kata sandi saya\ndua baris"}, {"laporan": 'tinggal, "ya"'}, encoding="cp1252", delimiter=";"
    )
    other = tmp_path / "outside" / "copy.csv"
    root = tmp_path / "ws"
    (root / "complaints").mkdir(parents=True)
    inside = export.rename(root / "complaints" / "export.csv")
    other.parent.mkdir()
    other.write_bytes(inside.read_bytes())
    for made in (
        "bundles/laporgub-lgwp10000001/a.mp4",
        "outbox/2026/laporgub-lgwp10000001-portrait.mp4",
        "bundles/laporgub-lgwp10000002/a.mp4",
    ):
        (root / made).parent.mkdir(parents=True, exist_ok=True)
        (root / made).write_bytes(b"x")
    with ComplaintStore(root / ".vlogkit") as store:
        for path in (inside, other):
            import_into(store, open_file(path, None, now=now), now=now)
        removed = forget_complaints(store, ["laporgub-lgwp10000001"], root=root, folders=folders_of(root))
        assert (removed.complaints, removed.rows_in_exports) == (1, 1)
        assert removed.still_in == [str(other.resolve())]
        assert store.count() == 1
        path = store.path
    assert b"kata sandi" not in path.read_bytes()
    left = inside.read_text(encoding="cp1252")
    assert "kata sandi" not in left
    assert 'tinggal, ""ya""' in left
    assert not list(root.rglob("*lgwp10000001*"))
    assert (root / "bundles/laporgub-lgwp10000002/a.mp4").exists()


def test_purging_takes_what_was_last_touched_before_a_day(
    store: ComplaintStore, laporgub: Write, now: dt.datetime, tmp_path: Path
) -> None:
    old = {
        "posting_date": "12-10-2020 08:14 WIB",
        "respon1_date": "13-10-2020 08:14 WIB",
        "respon2_date": "14-10-2020 08:14 WIB",
    }
    import_into(store, open_file(laporgub(old, {}), None, now=now), now=now)
    ids = store.before(dt.datetime(2021, 1, 1, tzinfo=dt.UTC))
    assert ids == ["laporgub-lgwp10000001"]
    forget_complaints(store, ids, root=tmp_path, folders=folders_of(tmp_path))
    assert [item.id for item in store.cases()] == ["laporgub-lgwp10000002"]


def test_a_ticket_that_several_agencies_use_is_asked_about_and_not_unknown(
    store: ComplaintStore, laporgub: Write, now: dt.datetime
) -> None:
    for source in ("kota-a", "kota-b"):
        import_into(store, open_file(laporgub({"ticket": "A-1"}), None, now=now, source=source), now=now)
    with pytest.raises(UsageError, match="several complaints have the ticket") as raised:
        store.named("a-1")
    assert raised.value.hint == "Name one: kota-a-a-1, kota-b-a-1."
    assert store.named("A-2") is None
