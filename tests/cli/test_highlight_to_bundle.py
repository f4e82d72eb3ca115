"""An invented export with photos goes from its file to a bundle, by way of two people, and is forgotten again."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from PIL import Image
from tests.cli.runner import Run
from tests.desk import make_bundle, post_of
from tests.intake.conftest import A_ROW, LAPORGUB
from tests.intake.protecting.conftest import street
from tests.material import write

from vlogkit.ledger.ledger import open_ledger
from vlogkit.records.settings import Account
from vlogkit.workspace import open_workspace

ID = "laporgub-lgwp10000001"
CARE = 'rights: "Foto: Dinas Contoh"\nminor: no\n'
SINCE = "2025-10-01"


def photograph(path: Path, taken: str, *, patched: bool) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[36867] = taken
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 59.0, 35.7), 3: "E", 4: (110.0, 25.0, 13.2)})
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(street(size=(480, 640), patched=patched)).save(path, "JPEG", quality=92, exif=exif)
    write(path.with_name(f"{path.name}.care.yaml"), CARE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with an export of two complaints that were closed last year, and the photos of the first."""
    folder = tmp_path / "dinas"
    write(folder / "vlogkit.yaml", "name: Dinas Contoh\nvideos: [square]\ncards: [square]\n")
    photograph(folder / "pictures" / "a-sebelum.jpg", "2025:10:12 08:00:00", patched=False)
    photograph(folder / "pictures" / "a-sesudah.jpg", "2025:10:14 00:30:00", patched=True)
    past = {key: value.replace("2026", "2025") for key, value in A_ROW.items()}
    path = folder / "complaints" / "ekspor.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, LAPORGUB)
        writer.writeheader()
        writer.writerow(past)
        writer.writerow({**past, "ticket": "LGWP10000002", "status": "Dalam Tindakan", "laporan_lampiran": ""})
    return folder


@pytest.fixture
def call(vlogkit: Run, root: Path) -> Run:
    """Runs a command in the workspace."""
    return lambda *words: vlogkit(*words, "--workspace", root)


def approve(call: Run) -> None:
    call("complaints", "import", "ekspor.csv")
    assert call("highlights", "propose", ID, "--by", "Sari").code == 0
    assert call("highlights", "approve", ID, "--by", "Budi").code == 0


def names_in(root: Path, folder: str) -> set[str]:
    return {path.name for path in (root / folder).glob("*")}


def test_two_people_choose_a_complaint_and_its_bundle_shows_protected_photos(call: Run, root: Path) -> None:
    approve(call)
    listed = call("highlights", "--since", SINCE)
    assert "1 of 2 eligible" in listed.out
    assert "stopped at gate 1 resolved: 1" in listed.out
    found = call("highlights", "--since", SINCE, "--json").json
    (best,) = found["highlights"]  # type: ignore[index]
    assert best["parts"]["pair"] == 40
    assert all(gate["open"] and gate["reason"] for gate in best["gates"])
    assert call("render", ID, "--draft").code == 0
    folder = root / "drafts" / ID
    assert {"card-square.png", "square.mp4", "bundle.json"} <= {path.name for path in folder.iterdir()}
    text = (folder / "bundle.json").read_text(encoding="utf-8")
    assert text.count(".vlogkit/pictures/") >= 2
    assert '"pictures/a-sebelum.jpg"' not in text
    assert len([name for name in names_in(root, ".vlogkit/pictures") if name.endswith(".jpg")]) == 2


def test_without_its_photos_a_complaint_is_shown_without_them(call: Run, root: Path) -> None:
    for path in (root / "pictures").glob("*.jpg"):
        path.unlink()
    write(root / "vlogkit.yaml", "name: Dinas Contoh\nvideos: []\ncards: [square]\n")
    approve(call)
    found = call("highlights", "--since", SINCE, "--json").json
    (best,) = found["highlights"]  # type: ignore[index]
    assert best["eligible"]
    assert best["parts"]["pair"] == 0
    assert call("render", ID, "--draft").code == 0
    assert (root / "drafts" / ID / "card-square.png").is_file()


def test_forgetting_leaves_nothing_of_it_and_says_what_is_left_to_do(call: Run, root: Path) -> None:
    approve(call)
    call("render", ID, "--draft")
    bundle, account = make_bundle(root, ID), Account(name="outbox", platform="outbox")
    (root / "updates" / f"{ID}.md").unlink()
    ledger = open_ledger(open_workspace(root).database)
    now = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    ledger.store_plan([post_of(bundle, account, due=now)], by="Sari", now=now, review=False)
    done = call("complaints", "forget", ID, "--json").json
    assert done["complaints"] == done["rows_in_exports"] == len(done["posts_cancelled"]) == 1  # type: ignore[index,arg-type]
    assert done["published"] == []  # type: ignore[index]
    assert done["still_in"] == ["pictures/a-sebelum.jpg", "pictures/a-sesudah.jpg"]  # type: ignore[index]
    (entry,) = ledger.entries(bundles=[ID])
    ledger.close()
    assert (entry.post.state, entry.post.text) == ("cancelled", "")
    assert [path for path in root.rglob("*") if ID in path.name] == []
    assert names_in(root, ".vlogkit/pictures") == set()
    assert not (root / ".vlogkit" / "cache").exists()
    assert "LGWP10000001" not in (root / "complaints" / "ekspor.csv").read_text(encoding="utf-8")
    assert call("complaints", "import", "ekspor.csv").code == 0
    assert call("render", ID).code != 0
