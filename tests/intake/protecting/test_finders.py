"""Copies that older finders made are made again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.protecting.conftest import street

from vlogkit import resources
from vlogkit.intake.protecting import finders as module
from vlogkit.intake.protecting.finders import NETWORKS, finders
from vlogkit.intake.protecting.protected_pictures import protect_picture


@pytest.fixture(autouse=True)
def _forget() -> None:
    finders.cache_clear()


def test_a_copy_of_older_finders_is_made_again(
    save: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, folder = save("a.jpg", street()), tmp_path / "out"
    before = protect_picture(picture, folder, name="x")
    assert protect_picture(picture, folder, name="x") == before
    name = "vlogkit.intake.protecting.protected_pictures.finders"
    monkeypatch.setattr(name, lambda: (*finders(), "a better network"))
    assert protect_picture(picture, folder, name="x").file != before.file


@pytest.mark.parametrize("changed", NETWORKS)
def test_another_network_is_another_state(changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = finders()
    finders.cache_clear()
    other = tmp_path / "other.onnx"
    other.write_bytes(b"another")
    shipped = resources.shipped
    monkeypatch.setattr(module, "shipped", lambda *parts: other if changed in parts else shipped(*parts))
    assert finders() != before
