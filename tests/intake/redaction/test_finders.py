"""Each finder by itself: what it finds in a sentence, and what it leaves alone."""

from __future__ import annotations

import pytest

from vlogkit.intake.redaction import kept_spans, numbers, online, people, phones, places, plates, redact
from vlogkit.intake.redaction.finds import KEEP, Finder
from vlogkit.intake.redaction.normalise import plain
from vlogkit.intake.redaction.word_lists import words

Row = tuple[Finder, str, list[tuple[str, str]]]
ROWS: list[Row] = [
    (kept_spans.at_once, "Tiket LGWP12345678 soal Rp 1.500.000", [(KEEP, "Tiket LGWP12345678"), (KEEP, "Rp 1.500.000")]),
    (kept_spans.at_once, "Nomor 081234567890 bukan tiket", []),
    (kept_spans.births, "Saya lahir 12-03-1990 di Pati", [("birth", "12-03-1990")]),
    (kept_spans.births, "Jalan rusak sejak 12-03-2026", []),
    (kept_spans.dates, "Sejak 12 Oktober 2026 pukul 08.30 lampu padam", [(KEEP, "12 Oktober 2026"), (KEEP, "pukul 08.30")]),
    (kept_spans.dates, "Lubang di km 12+300", [(KEEP, "km 12+300")]),
    (kept_spans.dates, "Hubungi 0812-3456-7890", []),
    (kept_spans.numbers, "Ada 12.072 aduan dan surat 005/123/2026", [(KEEP, "12.072"), (KEEP, "005/123/2026")]),
    (kept_spans.numbers, "NIK 3374125708950003", []),
    (phones.labelled, "Telp: 024-3547091 ya", [("phone", "024-3547091")]),
    (phones.labelled, "Sudah 3 hari tidak ada petugas", []),
    (phones.mobiles, "Hubungi 0812-3456-7890 segera", [("phone", "0812-3456-7890")]),
    (phones.mobiles, "Hubungi +62 812 3456 7890 segera", [("phone", "+62 812 3456 7890")]),
    (phones.mobiles, "Call center 112 tidak menjawab", []),
    (phones.fixed, "Kantor (024) 8412345 tutup", [("phone", "(024) 8412345")]),
    (phones.fixed, "Ada 024 lubang", []),
    (phones.with_an_office, "(024) 3569988 atau humas@jatengprov.go.id", [("keep", "(024) 3569988")]),
    (phones.with_an_office, "(024) 3569988 atau sari@gmail.com", []),
    (online.finds, "Kirim ke budi.contoh@gmail.com saja", [("email", "budi.contoh@gmail.com")]),
    (online.finds, "Harga 5.000 @ meter", []),
    (places.coordinates, "Lubang di -6.987654, 110.423456 dalam", [("coordinates", "-6.987654, 110.423456")]),
    (places.coordinates, "Panjang 12.4, lebar 3.5 meter", []),
    (places.addresses, "Rumah di Jl. Melati No. 5 RT 02/RW 03", [("rtrw", "RT 02/RW 03"), ("house", "No. 5")]),
    (places.addresses, "Jalan Pemuda berlubang", []),
    (numbers.labelled, "NIK saya 3374125708950003 pak", [("nik", "3374125708950003")]),
    (numbers.labelled, "Nomor tiket 12345678", []),
    (numbers.accounts, "Transfer ke BCA 8720123456", [("account", "8720123456")]),
    (numbers.accounts, "Kantor BCA tutup 3 hari", []),
    (numbers.unlabelled, "Data 3374125708950003 sudah benar", [("nik", "3374125708950003")]),
    (numbers.unlabelled, "Ada 1234 rumah", []),
    (numbers.leftovers, "Kode 98765432109876", [("number", "98765432109876")]),
    (numbers.leftovers, "Tahun 2026", []),
    (plates.finds, "Mobil H 1234 AB parkir", [("plate", "H 1234 AB")]),
    (plates.finds, "Pukul 12 siang", []),
    (people.finds, "Nama saya Budi Contoh dari Pati", [("name", "Budi Contoh")]),
    (people.finds, "Pak Bupati mohon diperbaiki", []),
    (places.beside, "RT 3, no 14", []),
    (places.beside, "\x00\x00\x00, no 14", [("house", "no 14")]),
    (places.addresses, "Jl. Sadewa Utara V/33", [("house", "V/33")]),
    (places.addresses, "gang mangga 6", [("house", "6")]),
    (places.addresses, "bukan Lamper Mijen 88C", [("house", "88C")]),
    (places.addresses, "SK Walikota No 551/842", []),
    (numbers.shaped, "NOP 33.29.010.007.012-0144.0", [("document", "33.29.010.007.012-0144.0")]),
    (numbers.shaped, "paspornya E 1184567", [("document", "E 1184567")]),
    (numbers.shaped, "panjang 1184567 cm", []),
    (numbers.widely, "PLN ID 5233 1940 2768", [("number", "5233 1940 2768")]),
    (numbers.widely, "kartu pelajar no PLJ-0027714", [("number", "PLJ-0027714")]),
    (numbers.widely, "pelanggan 12.500.000 rumah", []),
    (numbers.labelled, "pdam cust id 01/III/0448/A2", [("customer", "01/III/0448/A2")]),
    (kept_spans.births, "tgl lahirku 07/11/2003", [("birth", "07/11/2003")]),
    (kept_spans.births, "tmpt/tgl lhr: Demak, 30-01-1987", [("birth", "30-01-1987")]),
    (kept_spans.births, "Gito (1-1-1965)", [("birth", "1-1-1965")]),
]  # fmt: skip


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row[0].__module__.rsplit('.')[-1]}.{row[0].__name__}: {row[1]}"
)
def test_a_finder_finds_what_is_its_own(row: Row) -> None:
    finder, sentence, expected = row
    source = plain(sentence)
    assert [(hit.kind, source.text[hit.start : hit.end]) for hit in finder(source.text, words())] == expected


def test_every_finder_has_a_row_of_its_own() -> None:
    tried = {row[0] for row in ROWS}
    assert [finder for finder in redact._ORDER if finder not in tried] == []
