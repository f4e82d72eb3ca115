"""An item is asked about by a file, and answered by a code, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.answers import PHRASE, answer_code
from tests.cli.posting.person import Person

from vlogkit.cli.posting import plan, review
from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.answering import answer_phrases

SECRET = "kuda lumping hijau"


@pytest.fixture
def sheet(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that Budi is sent."""
    monkeypatch.setattr(answer_phrases, "ROUNDS", 10)
    person.settle(approval={"required": True, "approvers": ["Budi", "Wati"]})
    person(plan, "--by", "Sari")
    person(review, "enroll", "Budi", "--stdin", answers=f"{SECRET}\n")
    said = person(review, "phrase", "Budi", "--stdin", answers=f"{SECRET}\n{PHRASE}\n")
    assert said == "Budi can answer from a phone with this phrase from now on.\n"
    path = tmp_path / "for-budi.html"
    said = person(review, "sheet", "jalan-blora", "--for", "budi", "--by", "Sari", "--out", str(path))
    assert "for-budi.html can be answered by Budi until Fri 2026-11-27 12:00 WIB." in said
    return path


def test_a_code_approves_what_the_file_showed(person: Person, sheet: Path) -> None:
    code = answer_code(sheet.read_text(encoding="utf-8"))
    said = person(review, "answer", code)
    assert said.startswith("scheduled")
    assert "Budi said yes. Their phrase proved it." in said
    assert "approved by Budi (proven)" in person(review, "show", "jalan")
    with pytest.raises(UsageError, match="answered already"):
        person(review, "answer", code)


def test_a_message_is_read_from_standard_input(person: Person, sheet: Path) -> None:
    code = answer_code(sheet.read_text(encoding="utf-8"), yes=False, reason="ganti foto")
    said = person(review, "answer", "--stdin", answers=f"BELUM\nganti foto\n{code}\n")
    assert "Budi sent it back: ganti foto." in said


@pytest.mark.parametrize("words", [(), ("VK1-AAAAA", "--stdin")])
def test_a_code_is_given_one_way(person: Person, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="an answer is a code"):
        person(review, "answer", *words)
