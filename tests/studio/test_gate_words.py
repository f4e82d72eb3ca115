"""Every reason of a complaint's gates is there in Indonesian."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from tests.material import ROOT

from vlogkit.records.notices.gate import Gate
from vlogkit.studio.showing import gate_words
from vlogkit.translating.gettext_catalogue import catalogue

SOURCE = ROOT / "src" / "vlogkit" / "intake" / "highlights" / "nine_gates.py"


def wordings() -> Iterator[str]:
    """The texts that are given as a gate's reason."""
    for node in ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "wording":
            yield str(ast.literal_eval(node.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_gate":
            yield from (part.value for part in node.args[2:3] if isinstance(part, ast.Constant))


def test_reasons_are_found() -> None:
    assert len(set(wordings())) > 20


@pytest.mark.parametrize("wording", sorted(set(wordings())))
def test_a_reason_is_translated(wording: str) -> None:
    assert wording in catalogue("id")


def test_what_stands_for_a_name_is_looked_up_too() -> None:
    gate = Gate(
        name="subject", reason="the report is about graft, a child", wording="the report is about {what}",
        named={"what": "graft, a child"},
    )  # fmt: skip
    assert gate_words(gate, "id") == "laporannya tentang korupsi, seorang anak"
    assert gate_words(Gate(name="hold", reason="held"), "id") == "held"
