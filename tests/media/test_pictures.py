"""Pictures open upright and in sRGB, and bad files say what is wrong with them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from tests.rendering.scenes import photo

from vlogkit.errors import MediaError
from vlogkit.media import pictures
from vlogkit.media.pictures import picture_size


def open_picture(path: Path, **rest: tuple[int, int]) -> np.ndarray:
    return np.asarray(pictures.open_picture(path, **rest))


def half_and_half(path: Path, orientation: int | None = None, **rest: object) -> Path:
    """Red on the left, blue on the right, 40 x 20."""
    pixels = np.zeros((20, 40, 3), np.uint8)
    pixels[:, :20, 0] = pixels[:, 20:, 2] = 255
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    Image.fromarray(pixels).save(path, exif=exif, **rest)
    return path


def test_a_turned_phone_photo_stands_upright(tmp_path: Path) -> None:
    path = half_and_half(tmp_path / "a.jpg", orientation=6, quality=95, subsampling=0)
    rgb = open_picture(path)
    assert rgb.shape == (40, 20, 3)
    assert picture_size(path) == (20, 40)
    assert rgb[5, 10, 0] > 200
    assert rgb[35, 10, 2] > 200


def test_transparent_pixels_are_laid_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(tmp_path / "a.png")
    assert np.all(open_picture(tmp_path / "a.png") == 255)


def test_a_palette_picture_with_a_transparent_entry_opens(tmp_path: Path) -> None:
    picture = Image.new("P", (8, 8), 1)
    picture.putpalette([0, 0, 0, 10, 200, 30])
    picture.save(tmp_path / "a.gif", transparency=0)
    assert open_picture(tmp_path / "a.gif")[4, 4].tolist() == [10, 200, 30]


def test_a_16_bit_grey_png_keeps_its_tones(tmp_path: Path) -> None:
    grey = np.full((8, 8), 0x8000, np.uint16)
    Image.fromarray(grey).save(tmp_path / "a.png")
    assert open_picture(tmp_path / "a.png")[0, 0].tolist() == [128, 128, 128]


def test_another_colour_profile_is_converted_and_a_broken_one_ignored(tmp_path: Path) -> None:
    flat = Image.new("RGB", (8, 8), (100, 150, 200))
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = swapped.replace(b"rXYZ", b"tmp!", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmp!", b"bXYZ", 1)
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))
    flat.save(tmp_path / "broken.png", icc_profile=b"not a profile")
    flat.save(tmp_path / "swapped.png", icc_profile=swapped)
    assert open_picture(tmp_path / "broken.png")[0, 0].tolist() == [100, 150, 200]
    shown = open_picture(tmp_path / "swapped.png")[0, 0].astype(int)
    assert np.abs(shown - (200, 150, 100)).max() <= 2


def test_a_jpeg_is_decoded_smaller_where_that_is_enough(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg", (640, 480))
    assert open_picture(path, at_least=(160, 120)).shape == (120, 160, 3)
    assert open_picture(path).shape == (480, 640, 3)


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="does not exist") as caught:
        open_picture(tmp_path / "gone.jpg")
    assert "gone.jpg" in str(caught.value)


def test_a_text_file_named_jpg_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("Jalan rusak", encoding="utf-8")
    with pytest.raises(MediaError, match="not a JPEG"):
        picture_size(tmp_path / "a.jpg")


def test_a_truncated_jpeg_is_refused(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg", (400, 400))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(MediaError, match="cannot be read to its end"):
        open_picture(path)


@pytest.mark.parametrize("side", [9_500, 30_000])
def test_a_huge_picture_is_refused_with_its_size(tmp_path: Path, side: int) -> None:
    data = io.BytesIO()
    Image.new("1", (1, 1)).save(data, "PNG")
    head = bytearray(data.getvalue())
    head[16:24] = side.to_bytes(4, "big") * 2
    import zlib

    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    (tmp_path / "a.png").write_bytes(bytes(head))
    with pytest.raises(MediaError, match=f"{side:,} x {side:,}"):
        open_picture(tmp_path / "a.png")


def test_a_format_that_is_not_wanted_is_no_picture(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png", format="BMP")
    with pytest.raises(MediaError, match="not a JPEG"):
        open_picture(tmp_path / "a.png")
