"""A protected copy is upright, sRGB, without metadata, blurred where it must be, and made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from tests.intake.protecting.conftest import plate, street

from vlogkit.errors import InputError, MediaError, SeveralErrors
from vlogkit.intake.protecting.protected_pictures import protect_picture
from vlogkit.resources import shipped
from vlogkit.seeing.spotting.card_numbers import card_numbers
from vlogkit.seeing.spotting.printed_codes import find_codes

Save = Callable[..., Path]


def copy_of(record: object, folder: Path) -> Image.Image:
    return Image.open(folder / record.file)  # type: ignore[attr-defined]


def test_the_copy_is_upright_and_says_what_was_removed(save: Save, tmp_path: Path) -> None:
    path = save("a.jpg", street(), orientation=6, taken="2026:10:12 08:00:00", gps=True, comment=b"milik Budi")
    record = protect_picture(path, tmp_path / "out", name="x")
    shown = copy_of(record, tmp_path / "out")
    assert shown.size == (240, 320)
    assert set(record.removed) == {"gps", "exif", "comment"}
    assert record.taken == dt.datetime(2026, 10, 12, 8)
    data = (tmp_path / "out" / record.file).read_bytes()
    assert not shown.getexif()
    assert not any(mark in data for mark in (b"Exif", b"Budi", b"GPS", b"xmp", b"ICC_PROFILE"))


def test_the_two_real_street_photos_come_out_upright_without_gps(real: Path, tmp_path: Path) -> None:
    for name in ("street-before.jpg", "street-after.jpg"):
        record = protect_picture(real / "media" / name, tmp_path, name="x")
        shown = copy_of(record, tmp_path)
        assert (shown.size, shown.getexif(), "gps" in record.removed) == ((968, 1296), {}, True)


def test_a_plate_is_gone_from_the_copy(save: Save, tmp_path: Path) -> None:
    pixels = plate("H 4527 XY")
    record = protect_picture(save("a.jpg", pixels), tmp_path / "out", name="x")
    assert len(record.plates) == 1
    shown = np.asarray(copy_of(record, tmp_path / "out").convert("L"), float)
    original = np.asarray(Image.fromarray(pixels).convert("L"), float)
    middle = (slice(375, 425), slice(390, 570))
    assert np.abs(np.diff(shown[middle], axis=1)).mean() < 0.25 * np.abs(np.diff(original[middle], axis=1)).mean()
    assert np.abs(shown[:200] - original[:200]).mean() < 4


def test_a_face_is_gone_and_asked_about(real: Path, tmp_path: Path) -> None:
    import av

    with av.open(str(real / "media" / "sign-language-1.mkv")) as container:
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24")
    Image.fromarray(frame).save(tmp_path / "a.jpg", quality=95)
    record = protect_picture(tmp_path / "a.jpg", tmp_path / "out", name="x")
    assert record.has_people()
    face = record.faces[0]
    height, width = frame.shape[:2]
    box = (
        slice(int(face.y * height), int((face.y + face.h) * height)),
        slice(int(face.x * width), int((face.x + face.w) * width)),
    )
    shown = np.asarray(copy_of(record, tmp_path / "out"), float)
    sharp = np.abs(np.diff(frame.astype(float)[box], axis=0)).mean()
    assert np.abs(np.diff(shown[box], axis=0)).mean() < 0.5 * sharp


def care(path: Path, text: str) -> None:
    path.with_name(path.name + ".care.yaml").write_text(text, encoding="utf-8")


def test_a_person_adds_a_box_and_says_what_is_no_plate(save: Save, tmp_path: Path) -> None:
    path = save("a.jpg", plate("H 4527 XY"))
    care(path, "by: Sari\nkeep: [{x: 0.3, y: 0.4, w: 0.4, h: 0.3}]\nboxes: [{x: 0.0, y: 0.0, w: 0.2, h: 0.2}]\n")
    record = protect_picture(path, tmp_path / "out", name="x")
    assert (record.plates, record.boxes) == ((), 1)
    shown = np.asarray(copy_of(record, tmp_path / "out"), float)
    assert shown[20:120, 20:160].std(axis=(0, 1)).mean() < 2.5


@pytest.mark.parametrize(
    "text",
    [
        "blur: none\n",
        "blur: none\nby: Sari\n",
        "blur: none\nby: Sari\nreason: ya\n",
        "keep: [{x: 0, y: 0, w: 1, h: 1}]\n",
    ],
)
def test_no_blur_needs_a_name_and_a_reason(save: Save, tmp_path: Path, text: str) -> None:
    path = save("a.jpg", street())
    care(path, text)
    with pytest.raises((InputError, SeveralErrors), match="needs `by:`"):
        protect_picture(path, tmp_path / "out", name="x")


def test_no_blur_with_a_name_and_a_reason_leaves_the_plate(save: Save, tmp_path: Path) -> None:
    path = save("a.jpg", plate("H 4527 XY"))
    care(path, "blur: none\nby: Sari\nreason: gambar ilustrasi, bukan plat sungguhan\n")
    record = protect_picture(path, tmp_path / "out", name="x")
    assert not record.blurred
    original = np.asarray(Image.open(path), float)
    assert np.abs(np.asarray(copy_of(record, tmp_path / "out"), float) - original).mean() < 3


def test_a_copy_is_made_once_and_again_when_the_care_changes(save: Save, tmp_path: Path) -> None:
    path = save("a.jpg", street())
    first = protect_picture(path, tmp_path / "out", name="x")
    stamp = (tmp_path / "out" / first.file).stat().st_mtime_ns
    assert protect_picture(path, tmp_path / "out", name="x") == first
    assert (tmp_path / "out" / first.file).stat().st_mtime_ns == stamp
    (tmp_path / "out" / first.file).write_bytes(b"changed by somebody")
    assert protect_picture(path, tmp_path / "out", name="x") == first
    care(path, "boxes: [{x: 0, y: 0, w: 0.5, h: 0.5}]\n")
    assert protect_picture(path, tmp_path / "out", name="x").file != first.file


def test_what_is_no_picture_says_so(tmp_path: Path, save: Save) -> None:
    (tmp_path / "text.jpg").write_text("halo", encoding="utf-8")
    whole = save("whole.jpg", street()).read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    for name, words in (("text.jpg", "not a JPEG"), ("cut.jpg", "to its end"), ("none.jpg", "does not exist")):
        with pytest.raises(MediaError, match=words):
            protect_picture(tmp_path / name, tmp_path / "out", name="x")


@pytest.mark.parametrize("size", [(9_000, 1), (1, 9_000), (1, 1), (3_000, 2)])
def test_a_picture_of_any_shape_gets_a_copy(size: tuple[int, int], tmp_path: Path) -> None:
    Image.new("RGB", size, (90, 120, 60)).save(tmp_path / "a.png")
    record = protect_picture(tmp_path / "a.png", tmp_path / "out", name="x")
    assert max(record.width, record.height) == min(4096, max(size))
    assert copy_of(record, tmp_path / "out").size == (record.width, record.height)


def sign(words: str) -> NDArray[np.uint8]:
    """A street on which a sheet with a QR code lies."""
    picture = street(size=(720, 960)).copy()
    code = np.asarray(zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6), np.uint8)
    picture[100 : 100 + len(code), 600 : 600 + len(code)] = code[..., None]
    return picture


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        ("https://laporgub.jatengprov.go.id/aduan", True),
        ("https://laporgub.jatengprov.go.id/aduan?nik=3300", False),
        ("https://contoh.example/go.id", False),
        ("00020101021126 SITI CONTOH", False),
    ],
)
def test_a_code_is_gone_unless_it_leads_to_a_public_address(
    save: Save, tmp_path: Path, words: str, stays: bool
) -> None:
    record = protect_picture(save("a.jpg", sign(words)), tmp_path / "out", name="x", domains=["go.id"])
    assert len(record.codes) == (0 if stays else 1)
    assert [code.text for code in find_codes(np.asarray(copy_of(record, tmp_path / "out")))] == [words] * stays


def test_a_code_stays_where_somebody_kept_it(save: Save, tmp_path: Path) -> None:
    path = save("a.jpg", sign("contoh"))
    care(path, "by: Sari\nkeep: [{x: 0.6, y: 0.1, w: 0.3, h: 0.4}]\n")
    record = protect_picture(path, tmp_path / "out", name="x")
    assert record.codes == ()
    assert [code.text for code in find_codes(np.asarray(copy_of(record, tmp_path / "out")))] == ["contoh"]


def test_the_number_of_a_card_is_gone_and_asked_about(save: Save, tmp_path: Path) -> None:
    picture = Image.fromarray(np.full((600, 900, 3), (180, 205, 225), np.uint8))
    font = ImageFont.truetype(str(shipped("assets", "fonts", "noto-sans", "NotoSans-SemiBold.ttf")), 44)
    ImageDraw.Draw(picture).text((120, 200), "3300124567890012", font=font, fill=(20, 20, 24))
    record = protect_picture(save("a.jpg", np.asarray(picture)), tmp_path / "out", name="x")
    assert record.asks_about_numbers()
    assert card_numbers(np.asarray(copy_of(record, tmp_path / "out"))) == []
