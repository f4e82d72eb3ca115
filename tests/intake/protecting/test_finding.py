"""Plates are found where they are and hardly elsewhere; copies of one picture are known as such; tracks hold together."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from tests.faces import portrait
from tests.intake.protecting.conftest import Pixels, plate, street

from vlogkit.errors import OutsideError
from vlogkit.intake.protecting.blurring import blur
from vlogkit.intake.protecting.tracking import at, tracks
from vlogkit.seeing import networks
from vlogkit.seeing.copied_picture import copied_share
from vlogkit.seeing.faces import find_faces
from vlogkit.seeing.found_boxes import Found
from vlogkit.seeing.spotting.number_plates import find_plates


@pytest.mark.parametrize(("text", "dark", "width", "angle"), [("H 1234 AB", False, 260, 0), ("AD 3456 ZZX", True, 220, 6), ("K 88 LM", False, 140, -7), ("B 1906 KQ", True, 110, 3)])  # fmt: skip
def test_a_plate_is_covered(text: str, dark: bool, width: int, angle: float) -> None:
    found = find_plates(plate(text, dark=dark, width=width, angle=angle))
    assert any(
        box.left < 480 - width * 0.3 and box.right > 480 + width * 0.3 and box.top < 400 < box.bottom for box in found
    )


@pytest.mark.parametrize(("dark", "width", "blur", "light"), [(True, 34, 1.2, 0.5), (False, 40, 1.6, 0.4)])
def test_a_distant_plate_in_the_dusk_is_covered(dark: bool, width: int, blur: float, light: float) -> None:
    near = plate("H 1234 AB", dark=dark, width=width)
    dim = cv2.GaussianBlur(near.astype(np.float32), (0, 0), blur) * light
    noisy = dim + np.random.default_rng(4).normal(0, 3, dim.shape)
    found = find_plates(np.clip(noisy, 0, 255).astype(np.uint8))
    assert any(box.left < 480 - width * 0.4 and box.right > 480 + width * 0.4 for box in found)


def test_a_plate_that_the_edge_of_the_picture_cuts_is_covered() -> None:
    cut = plate("H 1234 AB", width=220)[:, :560]
    assert any(box.left < 400 and box.right > 550 and box.top < 400 < box.bottom for box in find_plates(cut))


def test_a_plate_is_surer_than_asked_for() -> None:
    picture = plate("H 1234 AB", width=140, angle=-32)
    (found,) = find_plates(picture, threshold=0.1)
    assert find_plates(picture, threshold=found.score - 0.01) == [found]
    assert find_plates(picture, threshold=found.score + 0.01) == []


def test_a_road_has_no_plates_and_no_faces() -> None:
    assert find_plates(street(size=(480, 640))) == []
    assert find_faces(street(size=(240, 320))) == []


def bars() -> Pixels:
    """A grating: eight equal dark slots."""
    image = np.full((480, 640, 3), 150, np.uint8)
    for slot in range(8):
        image[200:280, 120 + slot * 50 : 145 + slot * 50] = 25
    return image


def test_the_bars_of_a_grating_are_no_plate() -> None:
    assert find_plates(bars()) == []


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer))


@pytest.mark.parametrize("change", ["again", "smaller", "brighter", "mirrored", "cropped", "turned"])
def test_a_copy_of_a_picture_is_the_same_picture(change: str) -> None:
    a = street(size=(480, 640))
    small = np.asarray(Image.fromarray(a).resize((200, 150)))
    changed = {"again": jpeg(a, 30), "smaller": small, "brighter": np.clip(a * 1.25 + 10, 0, 255).astype(np.uint8),
               "mirrored": a[:, ::-1], "cropped": a[20:470, 30:620], "turned": np.rot90(a)}[change]  # fmt: skip
    assert copied_share(a, np.ascontiguousarray(changed)) is not None


def test_a_repaired_road_is_another_picture() -> None:
    assert copied_share(street(size=(480, 640)), street(size=(480, 640), patched=True)) is None
    assert copied_share(street(1, size=(480, 640)), street(2, size=(480, 640))) is None


def test_a_blurred_box_keeps_six_cells_and_leaves_the_rest() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    done = blur(pixels, [(Found(60, 60, 140, 140, 1.0), "box")])
    assert np.array_equal(done[:40], pixels[:40])
    assert done[70:130, 70:130].std() < 0.25 * pixels.std()


def box(x: float) -> Found:
    return Found(x, 10, x + 20, 30, 0.9)


def test_a_moving_find_is_one_track_with_a_box_on_every_frame() -> None:
    (track,) = tracks({0: [box(0)], 4: [box(8)], 8: [], 12: [box(24)]}, patience=10)
    assert all(at(track, frame, hold=2) is not None for frame in range(15))
    assert at(track, 15, hold=2) is None
    between = at(track, 10, hold=2)
    assert between is not None
    assert between.left <= 20 <= between.right


def test_two_finds_side_by_side_stay_apart_and_a_lost_one_ends() -> None:
    found = tracks({0: [box(0), box(100)], 4: [box(101), box(2)], 30: [box(3)]}, patience=10)
    assert sorted(len(track.boxes) for track in found) == [1, 2, 2]


def test_many_threads_find_at_once_what_one_finds() -> None:
    pictures = [portrait(160 + 32 * (number % 3), 192, face=0.3) for number in range(12)]
    alone = [find_faces(pixels, sides=(576,)) for pixels in pictures]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda pixels: find_faces(pixels, sides=(576,)), pictures)) == alone
    assert all(alone)


def test_many_threads_find_the_plates_that_one_finds() -> None:
    pictures = [plate(f"H {1200 + number} AB", width=240 + 30 * number) for number in range(4)]
    alone = [find_plates(pixels, sides=(320,)) for pixels in pictures]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda pixels: find_plates(pixels, sides=(320,)), pictures)) == alone
    assert all(alone)


@pytest.mark.parametrize("shape", [(2000, 3), (5, 5), (1, 900)])
def test_a_picture_of_any_shape_is_looked_at(shape: tuple[int, int]) -> None:
    assert find_plates(np.full((*shape, 3), 120, np.uint8)) == []


def test_a_network_that_cannot_be_read_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(networks, "shipped", lambda *names: tmp_path / names[-1])
    (tmp_path / "broken.onnx").write_bytes(b"nothing")
    for name in ("broken", "absent"):
        with pytest.raises(OutsideError, match=f"`{name}` cannot be read"), networks.network(name):
            pass


def test_a_network_goes_from_one_look_to_the_next_and_is_put_away_when_nobody_looks() -> None:
    networks.put_away()
    with networks.network("plates") as first, networks.network("plates") as second:
        assert first is not second
        assert not networks.put_away()
    with networks.network("plates") as again:
        assert again in (first, second)
    assert networks.put_away()
    assert not networks.put_away()
