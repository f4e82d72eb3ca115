"""The looks are drawn with what was given so far, and leave nothing behind."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.material import paint

from vlogkit import resources
from vlogkit.errors import InputError, UsageError
from vlogkit.pipeline.beginning.look_stills import LookRoom

LOOKS = tuple(resources.names("brands"))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LookRoom]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    room = LookRoom()
    yield room
    room.close()


def pixels(still: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.asarray(Image.open(io.BytesIO(still)).convert("RGB"), np.int16)


def test_each_look_is_another_picture_of_the_same_card(room: LookRoom) -> None:
    stills = [pixels(room.still(look, agency="Dinas Contoh")) for look in LOOKS]
    assert {still.shape for still in stills} == {(540, 432, 3)}
    for index, one in enumerate(stills):
        assert all(np.abs(one - other).mean() > 5 for other in stills[index + 1 :])


def test_a_name_a_colour_and_a_logo_are_seen_in_the_still(room: LookRoom, tmp_path: Path) -> None:
    word, logo = room.keep_logo("logo.png", paint(tmp_path / "logo.png", (90, 90)).read_bytes())
    plain = {"agency": "Dinas Contoh"}
    given = [plain, plain | {"short": "DC"}, plain | {"colour": logo.colours[0]}, plain | {"logo": word}]
    assert len({room.still("dinkes", **one) for one in given}) == len(given)


def test_the_same_question_is_answered_without_drawing_again(room: LookRoom, tmp_path: Path) -> None:
    first = room.still("rsud", agency="Dinas Contoh")
    room.close()
    assert room.still("rsud", agency="Dinas Contoh") is first
    assert list(tmp_path.iterdir()) == []


def test_a_closed_room_leaves_nothing_behind(room: LookRoom, tmp_path: Path) -> None:
    room.still("rsud", agency="")
    assert list(tmp_path.iterdir()) != []
    room.close()
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_look_logo_or_colour_is_refused(room: LookRoom) -> None:
    with pytest.raises(InputError, match="there is no brand"):
        room.still("kosong", agency="")
    with pytest.raises(UsageError, match="not known any more"):
        room.still("rsud", agency="", logo="0" * 24)
    with pytest.raises(InputError, match="is not a colour"):
        room.still("rsud", agency="", colour="red; fill: url(x)")
