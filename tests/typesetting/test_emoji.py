"""Emoji that an agency writes have a picture; a workspace's own win."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.typesetting import emoji
from vlogkit.typesetting.emoji import EmojiBook

SHIPPED = EmojiBook([resources.shipped("assets", "emoji")])


def test_the_variation_selector_is_no_part_of_a_pictures_name() -> None:
    assert SHIPPED.find("❤️") == SHIPPED.find("❤")


def test_a_skin_tone_without_a_picture_is_drawn_without_the_tone() -> None:
    assert SHIPPED.find("🙇🏿") == SHIPPED.find("🙇")
    assert SHIPPED.find("👍🏽") != SHIPPED.find("👍")


@pytest.mark.parametrize("cluster", ["🇮🇩", "1️⃣", "👩‍⚕️", "⚠️", "🚧"])
def test_what_an_agency_writes_has_a_picture(cluster: str) -> None:
    assert SHIPPED.find(cluster)


def test_a_workspace_picture_wins(tmp_path: Path) -> None:
    (tmp_path / "1f6a7.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'/>", "utf-8")
    book = EmojiBook([tmp_path, resources.shipped("assets", "emoji")])
    assert book.find("🚧") == tmp_path / "1f6a7.svg"


def test_a_picture_is_square_and_premultiplied() -> None:
    path = SHIPPED.find("👍")
    assert path
    pixels = emoji.paint(path, 40)
    assert pixels.shape == (40, 40, 4)
    assert np.all(pixels[..., :3] <= pixels[..., 3:])
    assert pixels[..., 3].max() == 255


def test_a_picture_that_is_no_svg_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "1f6a7.svg"
    path.write_text("not a picture", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        emoji.paint(path, 40)
    assert "1f6a7.svg" in str(caught.value.where)


def test_every_shipped_picture_can_be_drawn() -> None:
    for path in SHIPPED.pictures.values():
        assert emoji.paint(path, 16)[..., 3].any(), path.name


def test_the_licence_lies_beside_the_pictures() -> None:
    folder = resources.shipped("assets", "emoji")
    assert "Microsoft" in (folder / "LICENSE-MIT.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 700_000
