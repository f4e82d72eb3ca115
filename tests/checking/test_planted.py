"""Every fault is found where it was planted, in all four formats, and a clean story has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checking.planting import EVERY_FORMAT, FORMATS, PLANTED, Bench

from vlogkit.checking.codes import CODES


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji")


def test_a_clean_story_has_no_findings(bench: Bench) -> None:
    assert bench.check() == ()


def test_every_code_of_an_item_is_planted() -> None:
    assert set(PLANTED) == {code for code, known in CODES.items() if known.family != "template"}


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_fault_is_found(bench: Bench, code: str) -> None:
    found = [finding for finding in PLANTED[code](bench) if finding.code == code]
    assert found
    assert all(finding.where for finding in found)
    if code in EVERY_FORMAT:
        named = " ".join(finding.message for finding in found)
        assert [name for name in FORMATS if name not in named] == []
