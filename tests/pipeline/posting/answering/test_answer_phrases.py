"""An answer phrase is set by who proves who they are; what is kept of it verifies and gives nothing away."""

from __future__ import annotations

import pytest
from tests.answers import PHRASE, WORDS, enroll
from tests.desk import NOW

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.answering.answer_phrases import ROUNDS, set_answer_phrase
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk


def set_by(desk: PublishingDesk, passphrase: str, phrase: str, name: str = "Budi") -> None:
    answers = {False: passphrase, True: phrase}
    set_answer_phrase(desk, name, lambda label, *, new=False: answers[new], now=NOW)


@pytest.mark.parametrize(
    ("passphrase", "phrase", "match"),
    [
        ("bukan kata saya", PHRASE, "that is not the passphrase of Budi"),
        (WORDS[False], "pendek sekali", "at least 16 characters"),
        (WORDS[False], " Tiga  kata RAHASIA ", "the answer phrase is the passphrase"),
    ],
)
def test_a_phrase_that_cannot_be_is_refused_and_the_present_one_stays(
    desk: PublishingDesk, passphrase: str, phrase: str, match: str
) -> None:
    before = desk.ledger.answer_key("Budi")
    with pytest.raises(UsageError, match=match):
        set_by(desk, passphrase, phrase)
    assert desk.ledger.answer_key("Budi") == before


def test_nobody_has_a_phrase_without_a_passphrase(desk: PublishingDesk) -> None:
    with pytest.raises(UsageError, match="Tono has no passphrase yet"):
        set_by(desk, WORDS[False], PHRASE, "Tono")


def test_two_people_with_the_same_phrase_have_different_keys(desk: PublishingDesk) -> None:
    enroll(desk, "Wati")
    budi, wati = desk.ledger.answer_key("Budi"), desk.ledger.answer_key("Wati")
    assert budi is not None
    assert wati is not None
    assert budi.public != wati.public


def test_the_words_lie_nowhere(desk: PublishingDesk) -> None:
    desk.close()
    for file in (one for one in desk.workspace.root.rglob("*") if one.is_file()):
        assert PHRASE.encode() not in file.read_bytes()


def test_a_guess_costs_what_is_advised() -> None:
    assert ROUNDS >= 600_000
