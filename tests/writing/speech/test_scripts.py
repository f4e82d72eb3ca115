"""A script is read as it is spoken: without headings, directions and marks."""

from __future__ import annotations

from vlogkit.writing.speech.scripts import parse_script


def test_directions_headings_and_marks_are_not_spoken() -> None:
    text = "# Judul\n\n[musik] Halo **warga** Jawa\nTengah. _Apa_ kabar?\n\n---\n\n- Satu\n- Dua\n"
    assert parse_script(text) == (
        ("Halo", "warga", "Jawa", "Tengah."),
        ("Apa", "kabar?"),
        ("Satu",),
        ("Dua",),
    )


def test_sentences_of_signs_alone_are_left_out() -> None:
    assert parse_script("… — !\n\nHalo.") == (("Halo.",),)


def test_a_number_at_the_start_of_a_sentence_stays() -> None:
    assert parse_script("12,4 km jalan selesai.") == (("12,4", "km", "jalan", "selesai."),)
