"""Tests of saying finished sentences in Indonesian: by their template, with a person's own words as they are."""

from __future__ import annotations

from string import Formatter

import pytest
from tests.translating.program_strings import program_strings

from vlogkit.translating.finished_sentences import spoken
from vlogkit.translating.gettext_catalogue import catalogue

ALIKE = {"{template}, {scene}, {kind} in {format}, {name}"}
"""Nothing but names and commas, which a list of them is too."""


def test_every_sentence_is_found_again_when_its_gaps_are_filled() -> None:
    wrong = []
    for template in program_strings():
        names = sorted({name for _, name, _, _ in Formatter().parse(template) if name})
        parts = {name: "7" if name == "n" else f"/Q{place}" for place, name in enumerate(names)}
        if spoken(template.format(**parts), "id") != catalogue("id")[template].format(**parts):
            wrong.append(template)
    assert set(wrong) - ALIKE == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("there is no item `jalan x is y` in /srv/a b", "tidak ada kabar `jalan x is y` di /srv/a b"),
        ("1,200 posts planned; nothing was stored.", "1.200 kiriman dijadwalkan; tidak ada yang disimpan."),
        ("jalan is held for Tue 2026-12-01 07:00 WIB", "jalan ditahan untuk Sel 2026-12-01 07:00 WIB"),
        ("`n` should be a whole number, not 'fast'", "`n` seharusnya bilangan bulat, bukan 'fast'"),
        ("this file cannot be read: the disk is full", "berkas ini tidak dapat dibaca: disk penuh"),
        ("jalan: 3 findings, 1 accepted", "jalan: 3 temuan, 1 diterima"),
        ("row 3: doubtful: reported_at: none", "baris 3: meragukan: reported_at: none"),
        (
            "Use one of at least 6 × 9 pixels. It is shown by a.yaml:1:2.",
            "Pakai yang setidaknya 6 × 9 piksel. Ditampilkan oleh a.yaml:1:2.",
        ),
        (
            "`jalan-1ec15d` must not leave: `updates/jalan.md` has changed since the bundle was made",
            "`jalan-1ec15d` tidak boleh dikirim: `updates/jalan.md` berubah sejak bundelnya dibuat",
        ),
        ("6 × 4 px, enlarged 9.4×; 6 × 4 px, enlarged 8.0×", "6 × 4 px, diperbesar 9,4×; 6 × 4 px, diperbesar 8,0×"),
        ("1.8×", "1,8×"),
        ("4.5:1; 1,080 px", "4,5:1; 1.080 px"),
        ("2.7 s", "2,7 s"),
        ("Known here: alt, file, focus.", "Yang ada di sini: alt, file, focus."),
        ("should be one of file, card", "seharusnya salah satu dari file, card"),
    ],
)
def test_the_parts_of_a_sentence_are_said_too(text: str, said: str) -> None:
    assert spoken(text, "id") == said


@pytest.mark.parametrize(
    "text", ["The road to Blora is open again", "No space left on device", "", "  ", "12.345 km", "1.2.3", "127.0.0.1"]
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert spoken(text, "id") == text


def test_a_sentence_stays_english_for_who_reads_english() -> None:
    assert spoken("there is no item `a` in /srv", "en") == "there is no item `a` in /srv"
