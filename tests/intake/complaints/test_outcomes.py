"""Only a response that says a repair was done counts as fixed; in doubt nothing is proven."""

from __future__ import annotations

import pytest

from vlogkit.intake.complaints.cases import CaseMaker, Cells
from vlogkit.intake.complaints.outcomes import evidence, outcome_of
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.reading.profiles import profile
from vlogkit.intake.reading.source_times import TimeReader

FIXED = (
    "Jalan sudah diperbaiki.",
    "Jalan sdh diperbaiki",
    "Lampu sudah diganti dan menyala.",
    "Telah dilakukan perbaikan.",
    "Sudah dilakukan pengecekan dan perbaikan oleh petugas.",
    "Perbaikan sudah selesai.",
    "Penambalan selesai 100 persen.",
    "Selesai dikerjakan.",
    "Sudah selesai dikerjakan tim kami kemarin.",
    "Lubang sudah ditutup.",
    "Lubang sudah ditambal agar aman.",
    "Lampu yang tidak menyala sudah diganti.",
    "Sudah diperbaiki sehingga tidak rusak lagi.",
    "Mohon maaf atas keterlambatan, lampu sudah diganti.",
    "Jaringan sudah kembali normal.",
    "Air sudah mengalir lancar.",
    "KTP sudah tercetak dan dapat diambil.",
    "Jalan sudah\ndiaspal.",
    "Lubang sudah ditambal. Marka akan dicat bulan depan.",
    "The pothole was repaired.",
    "Case Resolved. Light replaced.",
    "Work completed on 3 November.",
)
NOT_FIXED = (
    # Denied.
    "Jalan belum diperbaiki karena anggaran tidak tersedia.",
    "Lampu tidak dapat diganti.",
    "Saluran tidak bisa dibersihkan.",
    "blm diperbaiki",
    "Jalan belum\ndiperbaiki.",
    "Pompa gagal diperbaiki.",
    "Rambu belum terpasang.",
    "Jalan tidak perlu diperbaiki.",
    "Lampu sudah diganti tetapi belum menyala.",
    "Lampu sudah tidak menyala.",
    "Lubang sudah ditambal. Bahu jalan belum diperbaiki.",
    "Perbaikan belum selesai.",
    "Perbaikan ditunda, jalan tidak diaspal.",
    "It was not repaired.",
    "This has not been fixed yet.",
    "Work not completed.",
    "Unable to complete the repair.",
    "The light couldn't be replaced.",
    "No repair was done.",
    # Steps of the office.
    "Laporan telah diterima.",
    "Laporan ditutup.",
    "Laporan sudah ditutup.",
    "Lokasi sudah disurvei.",
    "Sudah dikoordinasikan dengan dinas.",
    "Laporan telah ditindaklanjuti.",
    "Sudah diajukan ke pusat.",
    "Petugas sudah tiba di lokasi.",
    "Telah dilakukan survei.",
    "Survei selesai dikerjakan.",
    "Sudah selesai diverifikasi.",
    "Inspection completed.",
    # Plans, wishes and conditions.
    "Sudah dianggarkan tahun 2027.",
    "Telah diusulkan perbaikan.",
    "Telah diusulkan untuk diperbaiki.",
    "Diperbaiki tahun depan.",
    "Diperbaiki tahun 2027.",
    "Jalan harus diperbaiki oleh kabupaten.",
    "Kami sampaikan agar dapat diperbaiki.",
    "Jalan bisa diperbaiki.",
    "Jika sudah diperbaiki kami kabari.",
    "Pengerukan berjalan, sekitar separuh selesai.",
    "Baru 40 persen diaspal.",
    "Needs to be repaired.",
    "It will be replaced.",
    # Questions.
    "Apakah sudah diperbaiki?",
    "Lampu sudah diganti, betul?",
    # Broken again.
    "Sudah terlanjur rusak kembali.",
    "Telah terjadi kerusakan kembali.",
    "Sudah diperbaiki, namun rusak lagi.",
    "Repaired, but broken again.",
    "Sudah pernah diperbaiki.",
)


@pytest.mark.parametrize("response", FIXED)
def test_a_response_that_tells_of_a_repair_counts_as_fixed(response: str) -> None:
    assert evidence(response, meanings()) == "fixed"


@pytest.mark.parametrize("response", NOT_FIXED)
def test_a_response_that_denies_plans_asks_or_only_handles_proves_nothing(response: str) -> None:
    assert evidence(response, meanings()) == "unknown"


def test_a_status_that_says_fixed_does_not_outweigh_a_response_that_denies_it() -> None:
    maker = CaseMaker(profile("generic"), meanings(), 0, lambda problem: None, TimeReader("dmy", "Asia/Jakarta"))
    said = dict.fromkeys(Cells._fields, "") | {"ticket": "A1", "status": "Fixed"}
    outcomes = []
    for response in ("", "Thank you.", "It has not been repaired."):
        case = maker.case(2, [*Cells(**said | {"response": response})])
        assert case
        outcomes.append(outcome_of(case, meanings()))
    assert outcomes == ["fixed", "fixed", "unknown"]
