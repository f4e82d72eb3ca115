"""What the tests of intake share: a fixed now, a writer of small exports, and the real files beside the repository."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import ImportReport, import_into
from vlogkit.intake.complaints.publishable import complaints
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.records.notices.complaint import Complaint

ROOT = Path(__file__).resolve().parents[2]
NOW = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
LAPORGUB = (
    "ticket", "sektor", "posting_date", "laporan_jenis", "laporan_melalui", "laporan_lokasi", "laporan_lampiran", "laporan",
    "status", "anonim", "rahasia", "opd", "respon1_date", "respon1_perespon", "respon1_keterangan", "respon2_date",
    "respon2_perespon", "respon2_keterangan",
)  # fmt: skip
A_ROW = {
    "ticket": "LGWP10000001", "sektor": "Infrastruktur", "posting_date": "12-10-2026 08:14 WIB", "laporan_jenis": "Keluhan",
    "laporan_melalui": "Website", "laporan_lokasi": "Kabupaten Grobogan, Kecamatan Wirosari",
    "laporan_lampiran": "a-sebelum.jpg; a-sesudah.jpg", "laporan": "Jalan desa berlubang dalam, hubungi saya 0812-3456-7890.",
    "status": "Tuntas", "anonim": "Tidak", "rahasia": "Tidak", "opd": "Dinas Contoh", "respon1_date": "12-10-2026 11:14 WIB",
    "respon1_perespon": "Dinas Contoh", "respon1_keterangan": "Kami cek hari ini.", "respon2_date": "14-10-2026 01:14 WIB",
    "respon2_perespon": "Dinas Contoh", "respon2_keterangan": "Lubang sudah ditambal.",
}  # fmt: skip


@pytest.fixture
def now() -> dt.datetime:
    return NOW


@pytest.fixture
def laporgub(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows (changes to one good row) as a LaporGub export."""

    def write(
        *changes: dict[str, str], name: str = "export.csv", encoding: str = "utf-8", delimiter: str = ","
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, LAPORGUB, delimiter=delimiter)
            writer.writeheader()
            for number, change in enumerate(changes or ({},)):
                writer.writerow({**A_ROW, "ticket": f"LGWP1000000{number + 1}", **change})
        return path

    return write


class Imported(NamedTuple):
    """What an import into an empty store reported, and the complaints that came in."""

    report: ImportReport
    complaints: tuple[Complaint, ...]


@pytest.fixture
def imported(store: ComplaintStore, now: dt.datetime) -> Callable[..., Imported]:
    """Imports a file as `vlogkit complaints import` does."""

    def bring(path: Path, profile: str | None = None) -> Imported:
        report = import_into(store, open_file(path, profile, now=now), now=now)
        return Imported(report, tuple(complaints(store)))

    return bring


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ComplaintStore]:
    with ComplaintStore(tmp_path / "private") as opened:
        yield opened


@pytest.fixture
def real() -> Path:
    """The folder of real complaint files, which other people published."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real files lie in ../shared/data, which is not here")
    return folder
