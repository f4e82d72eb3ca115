"""Pictures open upright and in sRGB, and bad files say what is wrong with them."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from tests.rendering.scenes import photo

from vlogkit.errors import MediaError
from vlogkit.media import pictures
from vlogkit.media.pictures import picture_size


def open_picture(path: Path, **rest: tuple[int, int]) -> np.ndarray:
    return np.asarray(pictures.open_picture(path, **rest).pixels)


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


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_16_bit_tiff_keeps_its_tones_in_either_order_of_bytes(tmp_path: Path, order: str) -> None:
    grey = np.full((8, 8), 0x8000, f"{order}u2")
    head = {"<": b"II*\0", ">": b"MM\0*"}[order]
    kind = {"<": "little", ">": "big"}[order]

    def entry(tag: int, type_: int, value: int) -> bytes:
        number = value.to_bytes(2 if type_ == 3 else 4, kind).ljust(4, b"\0")
        return tag.to_bytes(2, kind) + type_.to_bytes(2, kind) + (1).to_bytes(4, kind) + number

    tags = [
        (256, 3, 8),
        (257, 3, 8),
        (258, 3, 16),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 3, 8),
        (279, 4, 128),
    ]
    index = len(tags).to_bytes(2, kind) + b"".join(entry(*tag) for tag in tags) + bytes(4)
    (tmp_path / "a.tif").write_bytes(head + (8 + 128).to_bytes(4, kind) + grey.tobytes() + index)
    assert open_picture(tmp_path / "a.tif")[0, 0].tolist() == [128, 128, 128]


def swapped_profile() -> bytes:
    """A profile in which red is blue and blue is red."""
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = swapped.replace(b"rXYZ", b"tmp!", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmp!", b"bXYZ", 1)
    return swapped.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def test_another_colour_profile_is_converted_and_a_broken_one_ignored(tmp_path: Path) -> None:
    flat = Image.new("RGB", (8, 8), (100, 150, 200))
    flat.save(tmp_path / "broken.png", icc_profile=b"not a profile")
    flat.save(tmp_path / "swapped.png", icc_profile=swapped_profile())
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


@pytest.mark.parametrize("side", [15_000, 30_000])
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
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png", format="PPM")
    with pytest.raises(MediaError, match="not a JPEG"):
        open_picture(tmp_path / "a.png")


@pytest.mark.parametrize("mode", ["P", "RGBA", "clear palette"])
def test_the_profile_of_a_palette_and_of_a_picture_with_alpha_is_honoured(tmp_path: Path, mode: str) -> None:
    flat = Image.new("RGBA", (8, 8), (100, 150, 200, 255))
    made = flat if mode == "RGBA" else flat.convert("RGB").quantize(4)
    clear = {"transparency": 3} if mode == "clear palette" else {}
    made.save(tmp_path / "a.png", icc_profile=swapped_profile(), **clear)
    assert np.abs(open_picture(tmp_path / "a.png")[0, 0].astype(int) - (200, 150, 100)).max() <= 2


def test_a_png_with_a_profile_of_megabytes_opens(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), (1, 2, 3)).save(tmp_path / "a.png", icc_profile=bytes(3_000_000))
    assert open_picture(tmp_path / "a.png")[0, 0].tolist() == [1, 2, 3]


def test_a_photo_of_108_and_one_of_200_million_pixels_are_read_at_a_half_or_less(tmp_path: Path) -> None:
    for width, height in ((12_000, 9_000), (16_320, 12_240)):
        path = tmp_path / f"{width}.jpg"
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            Image.new("L", (width, height), 90).save(path, quality=30)
            assert picture_size(path) == (width // 2, height // 2)
            shown = pictures.open_picture(path, at_least=pictures.size_within((width, height), 4096)).pixels
        assert 4096 <= max(shown.size) < 2 * 4096 + 2
        path.unlink()


@pytest.mark.parametrize("progressive", [True, False])
@pytest.mark.parametrize("missing", [1, 2])
def test_a_jpeg_that_lacks_its_end_marker_only_opens(tmp_path: Path, missing: int, progressive: bool) -> None:
    path = tmp_path / "a.jpg"
    noise = np.random.default_rng(1).integers(0, 255, (90, 120, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path, quality=90, progressive=progressive)
    whole = open_picture(path)
    path.write_bytes(path.read_bytes()[:-missing])
    assert np.array_equal(open_picture(path), whole)


@pytest.mark.parametrize("progressive", [True, False])
@pytest.mark.parametrize("missing", [8, 60, 2_000])
def test_a_jpeg_that_lacks_pixels_is_refused(tmp_path: Path, missing: int, progressive: bool) -> None:
    path = tmp_path / "a.jpg"
    noise = np.random.default_rng(1).integers(0, 255, (90, 120, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path, quality=90, progressive=progressive)
    path.write_bytes(path.read_bytes()[:-missing])
    with pytest.raises(MediaError, match="cut off"):
        open_picture(path)


def test_a_heic_photo_opens_upright_whatever_it_is_called(tmp_path: Path) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.register_heif_opener()
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "IMG_0412.jpg"
    halves = np.zeros((64, 128, 3), np.uint8)
    halves[:, :64, 0] = halves[:, 64:, 2] = 255
    Image.fromarray(halves).save(path, format="HEIF", exif=exif.tobytes(), quality=95)
    opened = pictures.open_picture(path)
    assert (opened.format, picture_size(path), opened.pixels.size) == ("HEIF", (64, 128), (64, 128))
    pixels = np.asarray(opened.pixels)
    assert pixels[10, 32, 0] > 200
    assert pixels[-10, 32, 2] > 200
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(MediaError, match="cannot be read to its end"):
        picture_size(path)


def test_a_zone_that_no_place_has_leaves_the_time_without_one(tmp_path: Path) -> None:
    for zone, wanted in (("+24:00", None), ("+07:00", dt.timedelta(hours=7)), ("-03:30", dt.timedelta(hours=-3.5))):
        exif = Image.Exif()
        exif.get_ifd(0x8769).update({36867: "2026:11:24 10:00:00", 36881: zone})
        Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", exif=exif)
        taken = pictures.open_picture(tmp_path / "a.jpg").metadata.taken
        assert taken is not None
        assert (taken.replace(tzinfo=None), taken.utcoffset()) == (dt.datetime(2026, 11, 24, 10), wanted)


def test_damaged_metadata_is_passed_over_without_a_warning(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x03\x01\x12")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert open_picture(tmp_path / "a.jpg").shape == (8, 8, 3)
    assert told == []


def test_a_turned_tiff_has_the_size_it_is_shown_at(tmp_path: Path) -> None:
    path = half_and_half(tmp_path / "a.tif", orientation=6)
    assert picture_size(path) == (20, 40)
    assert open_picture(path).shape == (40, 20, 3)
