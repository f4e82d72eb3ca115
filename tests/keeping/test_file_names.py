"""A file that people give has a name that every system can keep, and takes nobody's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from vlogkit.keeping.file_names import MOST, free_path, plain_stem, stem_of


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Jalan Désa — Berlubang!", "jalan-desa-berlubang"),
        ("ꦗꦮ", "foto"),
        ("CON", "foto-con"),
        ("lpt1", "foto-lpt1"),
        ("../..", "foto"),
        ("a" * 200, "a" * MOST),
    ],
)
def test_a_stem_is_plain_and_never_a_device_of_windows(text: str, stem: str) -> None:
    assert plain_stem(text, "foto") == stem


@pytest.mark.parametrize("called", ["C:\\Foto\\Kali Contoh.JPG", "/foto/Kali Contoh.jpg", "Kali Contoh.jpg"])
def test_a_sent_file_is_called_by_its_own_name_alone(called: str) -> None:
    assert stem_of(called, "foto") == "kali-contoh"


def test_the_same_file_twice_has_one_path_and_another_one_its_own(tmp_path: Path) -> None:
    for name, content in (("a.jpg", b"satu"), ("baru", b"satu"), ("lain", b"duaa")):
        (tmp_path / name).write_bytes(content)
    assert free_path(tmp_path / "a.jpg", tmp_path / "baru") == tmp_path / "a.jpg"
    assert free_path(tmp_path / "a.jpg", tmp_path / "lain") == tmp_path / "a-2.jpg"
