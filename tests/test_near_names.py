"""A name that no file has leads to the file that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.material import write
from vlogkit.near_names import near_name

FILES = ("pictures/sederhana.JPG", "pictures/jalan-mulus.jpg", "clips/pidato.mp4", "clips/jum\u00e9at.srt", "logo.svg")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (*FILES, ".vlogkit/pictures/lampu.jpg", "bundles/a/pasar.jpg"):
        write(tmp_path / name, "")
    return tmp_path


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pictures/Sederhana.jpg", "pictures/sederhana.JPG"),
        ("Pictures/sederhana.jpg", "pictures/sederhana.JPG"),
        ("pictures\\jalan-mulus.jpg", "pictures/jalan-mulus.jpg"),
        ("C:\\Foto\\jalan-mulus.jpg", "pictures/jalan-mulus.jpg"),
        ("“pictures/jalan-mulus.jpg”", "pictures/jalan-mulus.jpg"),
        ("./clips/pidato.MP4", "clips/pidato.mp4"),
        ("pidato.mp4", "clips/pidato.mp4"),
        ("clips/pidatoo.mp4", "clips/pidato.mp4"),
        ("clips/jume\u0301at.srt", "clips/jum\u00e9at.srt"),
        ("pictures/lampu.jpg", ""),
        ("pictures/pasar.jpg", ""),
        ("pictures/gedung.jpg", ""),
        ("", ""),
    ],
)
def test_the_file_that_was_meant_is_found(root: Path, written: str, meant: str) -> None:
    assert near_name(root, written, skipped=("bundles",)) == meant
