"""Where a message names a command, a page names what does the same in the studio."""

from __future__ import annotations

import re

import pytest
from tests.translating.program_strings import program_strings

from vlogkit.findings.page_commands import on_a_page
from vlogkit.pipeline.editing.plain_findings import plain_text
from vlogkit.translating.gettext_catalogue import catalogue

DONE_HERE = {"render", "review", "queue", "retract", "publish"}
"""Commands of which no sentence may be left for a page."""


@pytest.mark.parametrize(
    ("said", "english", "indonesian"),
    [
        (
            "Render it again: vlogkit render jalan-blora",
            "Render it again: “Render videos and cards” on the page of the item",
            "Buat lagi: “Buat video dan kartu” di halaman kabarnya",
        ),
        (
            "overdue by 2.5 h; give it a new time with: vlogkit queue retry jalan-blora-outbox-1ec15d --at TIME",
            "overdue by 2.5 h; give it a new time with: the page “Queue”",
            "terlambat 2,5 jam; beri waktu baru dengan: halaman “Antrean”",
        ),
        (
            "Look on the service, then: vlogkit queue resolve abc --posted --url URL, or --not-posted.",
            "Look on the service, then: the page “Queue”.",
            "Lihat di layanannya, lalu: halaman “Antrean”.",
        ),
        (
            "See the ids with: vlogkit queue list. Empty makes a new post.",
            "See the ids with: the page “Queue”. Empty makes a new post.",
            "Lihat id-nya dengan: halaman “Antrean”. Kosong berarti kiriman baru.",
        ),
        (
            "A worker died over it. Run `vlogkit publish`: it looks at the service first, and sends nothing twice.",
            "A worker died over it. Run “Send what is due now” on the page “Today”: it looks at the service first, and "
            "sends nothing twice.",
            "Sebuah pengirim mati karenanya. Jalankan “Kirim yang sudah waktunya” di halaman “Hari ini”: layanannya "
            "dilihat dulu, dan tidak ada yang terkirim dua kali.",
        ),
        (
            "Set one: vlogkit review enroll 'Budi Santoso'",
            "Set one: the page “Your passphrase”",
            "Tetapkan: halaman “Frasa sandi Anda”",
        ),
        ("Install vlogkit again.", "Install vlogkit again.", "Pasang vlogkit lagi."),
        ("Make one with: vlogkit init NAMA", "Make one with: vlogkit init NAMA", "Buat dengan: vlogkit init NAMA"),
    ],
)  # fmt: skip
def test_a_command_is_told_by_its_place(said: str, english: str, indonesian: str) -> None:
    assert plain_text(said, "en") == english
    assert plain_text(said, "id") == indonesian


@pytest.mark.parametrize("lang", ["en", "id"])
def test_no_command_that_a_page_does_is_left_in_any_message(lang: str) -> None:
    left = []
    for template, where in program_strings().items():
        said = template if lang == "en" else catalogue("id").get(template, template)
        told = "" if where.startswith("cli/") else on_a_page(said, str)
        left += [told for command in re.findall(r"vlogkit ([a-z]+)", told) if command in DONE_HERE]
    assert left == []
