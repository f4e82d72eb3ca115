"""Imports a made-up export of a million rows into a store, beside a plain csv and SQLite loader of the same columns.

    python benchmarks/imports.py --rows 1000000
    python benchmarks/imports.py --rows 200000 --repeats 3 --json

Both run in processes of their own, in turns; seconds are processor time, memory is the process's peak.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOW = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
FIRST_DAY = dt.datetime(2020, 1, 1)
HEADER = (
    "ticket", "sektor", "posting_date", "laporan_jenis", "laporan_melalui", "laporan_lokasi", "laporan_lampiran", "laporan", "status", "anonim",
    "rahasia", "opd", "respon1_date", "respon1_perespon", "respon1_keterangan", "respon2_date", "respon2_perespon", "respon2_keterangan",
    "respon3_date", "respon3_perespon", "respon3_keterangan", "respon4_date", "respon4_perespon", "respon4_keterangan",
)  # fmt: skip
WORDS = [
    "jalan",
    "lampu",
    "lubang",
    "rusak",
    "parah",
    "mohon",
    "segera",
    "diperbaiki",
    "desa",
    "kami",
    "sudah",
    "lama",
    "padam",
    "saluran",
    "tersumbat",
    "air",
    "meluap",
    "setiap",
    "hujan",
    "warga",
    "resah",
    "terima",
    "kasih",
    "petugas",
    "pasar",
    "jembatan",
    "trotoar",
    "sekolah",
    "puskesmas",
    "antre",
    "lama",
    "tolong",
    "ditindaklanjuti",
    "sejak",
    "bulan",
    "lalu",
    "belum",
    "ada",
    "tanggapan",
]
ANSWERS = [
    "sudah",
    "kami",
    "cek",
    "tim",
    "di",
    "lokasi",
    "selesai",
    "ditambal",
    "diganti",
    "dibersihkan",
    "dipasang",
    "kembali",
    "terima",
    "kasih",
    "laporannya",
    "akan",
    "dijadwalkan",
    "segera",
    "dinas",
    "petugas",
    "wilayah",
    "koordinasi",
    "dengan",
    "kecamatan",
    "menunggu",
    "material",
]
PLACES = [(f"Kabupaten {name}", f"Kecamatan {other}") for name in ["Pati", "Blora", "Demak", "Kudus", "Tegal", "Batang", "Kendal", "Jepara", "Klaten", "Sragen"] for other in ["Utara", "Selatan", "Timur", "Barat", "Tengah"]]  # fmt: skip
STATUSES = ["Tuntas"] * 6 + ["Dalam Tindakan", "Menunggu", "Diverifikasi", "Tidak Layak"]


def write_export(path: Path, rows: int, *, start: dt.datetime = FIRST_DAY, minutes: int = 3_400_000) -> None:
    """A LaporGub export in which every text, ticket and time is its own; they were reported within so many minutes."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            at = start + dt.timedelta(minutes=chance.randrange(minutes))
            district, part = chance.choice(PLACES)
            agency = f"Dinas {chance.choice(WORDS).title()} {district}"
            status = chance.choice(STATUSES)
            answers = []
            for _ in range(0 if status == "Menunggu" else chance.choice((1, 2, 2, 3))):
                at_answer = at + dt.timedelta(minutes=chance.randrange(30, 9000) + 9000 * (len(answers) // 3))
                answers += [f"{at_answer:%d-%m-%Y %H:%M} WIB", agency, " ".join(chance.choices(ANSWERS, k=12))]
            answers += [""] * (12 - len(answers))
            text = " ".join(chance.choices(WORDS, k=25))
            picture = f"foto-{number}.jpg" if number % 3 == 0 else ""
            writer.writerow([f"LGWP{number:08}", "Infrastruktur", f"{at:%d-%m-%Y %H:%M} WIB", "Keluhan", "Website", f"{district}, {part}", picture,
                             text, status, "Tidak", "Tidak", agency, *answers])  # fmt: skip


def load_by_vlogkit(path: Path, folder: Path) -> int:
    """Recognise the file, read, map and store it."""
    from vlogkit.intake.complaints.exports import open_file
    from vlogkit.intake.complaints.importing import import_into
    from vlogkit.intake.complaints.store import ComplaintStore

    with ComplaintStore(folder) as store:
        return import_into(store, open_file(path, None, now=NOW), now=NOW).imported


def load_plainly(path: Path, folder: Path) -> int:
    """The least that does the same inserts: the csv module, the same table, the texts as they stand, one transaction."""
    from vlogkit.intake.complaints.storing.import_tables import INSERT
    from vlogkit.intake.complaints.storing.migrations import FIRST

    database = sqlite3.connect(folder / "plain.sqlite")
    database.executescript(FIRST)
    with path.open(encoding="utf-8", newline="") as file, database:
        reader = csv.reader(file)
        next(reader)
        rows = (
            (f"laporgub-{r[0].lower()}", "laporgub", r[0], r[8], "unknown", r[1], r[3], r[4], r[11], r[5], r[5], None, None, r[7], r[14], r[2], r[12], r[15],
             r[15], 48.0, r[10], r[9], r[6], "", "|".join(r[12:]), "", 1, 0, 0)
            for r in reader
        )  # fmt: skip
        database.executemany(INSERT, rows)
    (count,) = database.execute("SELECT count(*) FROM complaint").fetchone()
    return int(count)


def measured(kind: str, path: Path) -> dict[str, float]:
    """Rows, seconds and peak memory (MB) of one load in a process of its own."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        command = [sys.executable, __file__, "--one", kind, "--file", str(path), "--folder", folder]
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {name: float(value) for name, value in result.items()}


def one(kind: str, path: Path, folder: Path) -> None:
    start, wall = time.process_time(), time.perf_counter()
    rows = (load_by_vlogkit if kind == "vlogkit" else load_plainly)(path, folder)
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    try:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    except ImportError:  # Windows has no such module
        peak = 0.0
    print(json.dumps({"rows": rows, "seconds": seconds, "wall": wall, "peak_mb": peak}))


def main() -> int:
    """Measure and print; 1 where the import takes more than three times the plain loader or 500 MB."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=200_000)
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--json", action="store_true")
    options.add_argument("--one", choices=("vlogkit", "plain"), help=argparse.SUPPRESS)
    options.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        one(chosen.one, chosen.file, chosen.folder)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "export.csv"
        write_export(path, chosen.rows)
        size = path.stat().st_size / 1e6
        runs = [(measured("vlogkit", path), measured("plain", path)) for _ in range(chosen.repeats)]
    ours, plain = (min((run[side] for run in runs), key=lambda found: found["seconds"]) for side in (0, 1))
    ratio = ours["seconds"] / plain["seconds"]
    result = {"rows": chosen.rows, "megabytes": round(size, 1), "vlogkit": ours, "plain": plain, "ratio": round(ratio, 2),
              "rows_per_second": round(ours["rows"] / ours["seconds"])}  # fmt: skip
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        print(f"{chosen.rows} rows, {size:.0f} MB")
        for name, found in (("vlogkit", ours), ("plain", plain)):
            print(
                f"{name:8} {found['seconds']:6.1f} s  {found['rows'] / found['seconds']:8.0f} rows/s  {found['peak_mb']:5.0f} MB"
            )
        print(f"ratio {ratio:.2f} (at most 3), memory {ours['peak_mb']:.0f} MB (at most 500)")
    return int(ratio > 3 or ours["peak_mb"] > 500)


if __name__ == "__main__":
    sys.exit(main())
