"""What an update may say of places on the map."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from vlogkit.records.notices.update import Update


def told(**more: object) -> Update:
    return Update.model_validate({"id": "peta", "title": "Jalan ditutup", **more})


def test_a_point_has_its_latitude_first() -> None:
    assert told(coordinates=[-7.0, 110.4]).coordinates == (-7.0, 110.4)


@pytest.mark.parametrize("more", [{"coordinates": [110.4, -7.0]}, {"route": [[-7.0, 110.4], [110.5, -7.1]]}])
def test_a_point_as_map_files_have_it_is_told_the_right_way_round(more: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"write the latitude first: \[-7"):
        told(**more)


@pytest.mark.parametrize("point", [[200, -500], ["x", 1], [1], [], "Semarang", [-7.0, 110.4, 3]])
def test_what_is_not_a_point_of_indonesia_is_refused(point: object) -> None:
    with pytest.raises(ValidationError):
        told(coordinates=point)
