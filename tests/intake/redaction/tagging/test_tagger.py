"""The tagger finds names that no title announces, and leaves what only sounds like one."""

from __future__ import annotations

import pytest

from vlogkit.intake.redaction.redact import redact
from vlogkit.intake.redaction.tagging.tagger import tagger
from vlogkit.intake.redaction.tagging.tokens import Taken, Token, tokens_of
from vlogkit.intake.redaction.tagging.weights import weights, weights_path
from vlogkit.intake.redaction.word_lists import words
from vlogkit.pipeline.checking import personal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Pipit, temen kosku, digigit anjing liar", "[nama], temen kosku, digigit anjing liar"),
        ("sing nyolong kuwi Sodikin karo adine Solikul", "sing nyolong kuwi [nama] karo adine [nama]"),
        ("contact person: Tegar", "contact person: [nama]"),
        ("Oktavian: woy duit mana", "[nama]: woy duit mana"),
        ("a.n. Eko - matur nuwun", "a.n. [nama] - matur nuwun"),
        ("Sdr. Indah; warga resah", "Sdr. [nama]; warga resah"),
        ("harga emas naik, mas kawin 10 gram aja belasan juta", "harga emas naik, mas kawin 10 gram aja belasan juta"),
        ("pak ogah di u-turn makin banyak", "pak ogah di u-turn makin banyak"),
        ("jalan ini bu kan buat parkir truk", "jalan ini bu kan buat parkir truk"),
        ("Jl. H. Agus Salim berlubang", "Jl. H. Agus Salim berlubang"),
    ],
)
def test_names_go_without_a_title_and_titles_before_other_words_stay(text: str, shown: str) -> None:
    assert redact(text).text == shown


def test_an_earlier_find_is_one_token_of_its_kind() -> None:
    tokens = tokens_of("NIK 123, Budi2", [Taken(4, 7, "nik")])
    assert tokens == [
        Token("NIK", 0, 3, False),
        Token("<nik>", 4, 7, False),
        Token(",", 7, 8, True),
        Token("Budi", 9, 13, False),
        Token("2", 13, 14, True),
    ]


def test_nothing_has_no_names() -> None:
    assert tagger(words()).finds([], []) == []


def test_the_weights_are_small_and_whole() -> None:
    assert weights_path().stat().st_size <= 300_000
    assert len(weights().table) == weights().size * 2
    assert all(isinstance(value, int) for row in weights().steps for value in row)


def test_other_weights_are_another_version_of_the_finders(monkeypatch: pytest.MonkeyPatch) -> None:
    before = personal.finders_version.__wrapped__()
    monkeypatch.setattr(personal, "weights_path", lambda: weights_path().with_name("README.md"))
    assert personal.finders_version.__wrapped__() != before
