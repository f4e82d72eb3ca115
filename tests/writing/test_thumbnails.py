"""A thumbnail's words are three to five of the title's, cut where its phrases end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlogkit.records.marks import unmarked
from vlogkit.writing.thumbnails import MOST, thumbnail_words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Tanjakan Kledung *selesai diperlebar*", "Tanjakan Kledung *selesai diperlebar*"),
        ("Jembatan Kali Serayu dibuka untuk kendaraan ringan", "Jembatan Kali Serayu dibuka"),
        ("Kali Wulung meluap, warga bantaran pindah ke tempat tinggi", "Kali Wulung meluap"),
        ("E-KTP hilang, harus mulai dari mana?", "E-KTP hilang"),
        ("Antre di puskesmas Ungaran kini cukup 20 menit", "Antre di puskesmas Ungaran"),
        ("Daftar dari rumah, datang *sesuai jam*", "Datang *sesuai jam*"),
        ("IGD baru RSUD Tirto Waluyo *buka 24 jam* mulai 1 Desember", "*Buka 24 jam*"),
    ],
)
def test_a_title_is_cut_where_a_phrase_ends_and_keeps_its_marked_words(title: str, words: str) -> None:
    assert thumbnail_words(title, "id") == words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Saluran tersumbat di Kec. Kaliwungu, dibersihkan dalam 26 jam", "Dibersihkan dalam 26 jam"),
        ("Lampu jalan di Desa Sumberejo mati, kini *menyala*", "Kini *menyala*"),
        ("Jalan desa berlubang dalam dan panjang", "Jalan desa berlubang"),
    ],
)
def test_what_is_resolved_is_told_by_how_it_ended(title: str, words: str) -> None:
    assert thumbnail_words(title, "id", resolved=True) == words


@given(
    st.lists(
        st.sampled_from(["air", "bersih", "*kini", "mengalir*", "di", "Semarang,", "24", "jam", "sehari"]),
        min_size=1,
        max_size=14,
    )
)
def test_never_more_than_five_words_and_never_none(words: list[str]) -> None:
    said = unmarked(thumbnail_words(" ".join(words), "id"))
    assert 1 <= len(said.split()) <= MOST
