"""Whatever is kept is made again when anything that decides its pixels or samples has another version."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from tests.material import ROOT
from tests.rendering.scenes import fill, scene, timeline

from vlogkit.keeping import pixel_versions
from vlogkit.keeping.pixel_versions import PACKAGES, versions
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segment_plan import cut, key_of
from vlogkit.rendering.sound import mastering
from vlogkit.typesetting.fonts import open_book

MADE = timeline(scene(fill("#CE1126", 0, 0, 96, 160), frames=10))


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    versions.cache_clear()
    yield
    versions.cache_clear()


def keys() -> list[str]:
    """Of an encoded segment and of a sound."""
    settings = EncoderSettings()
    (piece,) = cut(MADE, settings)
    return [key_of(piece, MADE, settings, open_book()), mastering.key_of(MADE, settings)]


@pytest.mark.parametrize("name", PACKAGES)
def test_another_version_of_any_of_them_is_another_key(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, installed = keys(), pixel_versions.version
    monkeypatch.setattr(pixel_versions, "version", lambda asked: "999" if asked == name else installed(asked))
    versions.cache_clear()
    assert not set(keys()) & set(before)


def test_each_of_them_is_one_that_vlogkit_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {line.partition(">")[0] for line in project["dependencies"]}
    assert set(PACKAGES) <= asked


def test_one_that_is_not_installed_by_its_name_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise pixel_versions.PackageNotFoundError(name)

    monkeypatch.setattr(pixel_versions, "version", missing)
    assert set(versions()) == {"vlogkit", *PACKAGES}
    assert {versions()[name] for name in PACKAGES} == {""}
