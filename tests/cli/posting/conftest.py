"""A person with a workspace, a clock and a bundle, as a fixture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.posting.person import CLOCKED, Person
from tests.desk import NOW, Watch, make_bundle
from tests.passphrases import hash_cheaply


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    clock = Watch(NOW)
    for module in CLOCKED:
        monkeypatch.setattr(module, "now", clock, raising=False)
    monkeypatch.setenv("VLOGKIT_KEYRING", "no")
    monkeypatch.setenv("VLOGKIT_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("COLUMNS", "200")
    hash_cheaply(monkeypatch)
    root = tmp_path / "ws"
    root.mkdir()
    made = Person(root, clock)
    made.settle()
    make_bundle(root)
    return made
