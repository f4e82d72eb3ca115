"""Codes are found and read however they are turned, and nothing else is taken for one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from zxingcpp import BarcodeFormat

from vlogkit.seeing.spotting.printed_codes import find_codes

Pixels = NDArray[np.uint8]


def wall(code: Pixels, *, degrees: float, size: tuple[int, int] = (900, 1200)) -> Pixels:
    """A grey wall of noise with a code in its middle."""
    height, width = size
    sheet = cv2.copyMakeBorder(code, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=255)
    matrix = cv2.getRotationMatrix2D((sheet.shape[1] / 2, sheet.shape[0] / 2), degrees, 1.0)
    matrix[:, 2] += (width / 2 - sheet.shape[1] / 2, height / 2 - sheet.shape[0] / 2)
    grey = np.random.default_rng(4).normal(120, 12, size).clip(0, 255).astype(np.uint8)
    laid = cv2.warpAffine(sheet, matrix, (width, height))
    there = cv2.warpAffine(np.full_like(sheet, 255), matrix, (width, height)) > 127
    return np.repeat(np.where(there, laid, grey)[..., None], 3, axis=2)


def drawn(text: str, kind: BarcodeFormat, scale: int) -> Pixels:
    return np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale), np.uint8).copy()


@pytest.mark.parametrize("degrees", [0, 20, 45, 90])
@pytest.mark.parametrize("kind", [BarcodeFormat.QRCode, BarcodeFormat.Code128])
def test_a_code_is_found_where_it_is_and_read(kind: BarcodeFormat, degrees: float) -> None:
    code = drawn("wa.me/620000", kind, 3)
    (found,) = find_codes(wall(code, degrees=degrees))
    assert found.text == "wa.me/620000"
    height, width = code.shape
    turn = np.radians(degrees)
    wide = 0.55 * (width * np.cos(turn) + height * np.sin(turn)) / 2
    tall = 0.55 * (width * np.sin(turn) + height * np.cos(turn)) / 2
    assert found.box.left < 600 - wide < 600 + wide < found.box.right
    assert found.box.top < 450 - tall < 450 + tall < found.box.bottom


def test_a_damaged_code_is_found_all_the_same() -> None:
    code = drawn("rekening 0000 0000 atas nama contoh", BarcodeFormat.QRCode, 6)
    side = len(code)
    code[side // 2 - 50 : side // 2 + 40, side // 2 - 40 : side // 2 + 50] = 255
    found = find_codes(wall(code, degrees=5))[0]
    assert "contoh" not in found.text
    assert found.box.right - found.box.left > 0.7 * side


def test_a_small_code_in_a_large_picture_is_where_it_is() -> None:
    picture = cv2.resize(wall(drawn("contoh", BarcodeFormat.QRCode, 4), degrees=0), None, fx=2.5, fy=2.5)
    (found,) = find_codes(np.asarray(picture, np.uint8))
    assert (found.box.left + found.box.right) / 2 == pytest.approx(1500, abs=20)


def test_a_wall_has_no_codes() -> None:
    assert find_codes(wall(np.full((200, 200), 255, np.uint8), degrees=10)) == []
