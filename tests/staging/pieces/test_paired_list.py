"""A list whose items say something of a day, an hour or a place sets that apart: beside where it fits, else above."""

from __future__ import annotations

from tests.staging.test_flow import setting_of, stack

from vlogkit.records.timeline import Text
from vlogkit.staging.flow import place_in
from vlogkit.staging.pieces.paired_list import pairs_of

DAYS = ("Selasa, 1 Desember: Balai Desa Kalianget", "Kamis, 3 Desember: Balai Desa Sembungan")
HOURS = ("06.00: lapak dibuka, parkir di halaman kantor kabupaten", "08.00: peragaan pupuk kompos oleh kelompok tani")


def drawn(items: tuple[str, ...], width: int, *, bullets: bool = True) -> list[Text]:
    steps = {"type": "steps", "items": list(items), "bullets": bullets, "size": [70, 32], "origin": "t:1:1"}
    layers = place_in(stack(steps), (96, 264, 96 + width, 1200), setting_of("portrait"))
    return [layer for layer in layers if isinstance(layer, Text)]


def named(layers: list[Text], name: str) -> list[Text]:
    return [layer for layer in layers if layer.name == name]


def test_days_and_places_stand_beside_each_other_on_one_baseline() -> None:
    layers = drawn(DAYS, 900)
    keys, values = named(layers, "step-key"), named(layers, "step")
    assert [key.lines[0].baseline for key in keys] == [value.lines[0].baseline for value in values]
    assert len({value.lines[0].x for value in values}) == 1
    assert all(value.box.x >= key.box.x + key.box.w for key in keys for value in values)


def test_the_place_stands_under_the_day_where_both_would_be_small_beside_each_other() -> None:
    layers = drawn(DAYS, 560)
    keys, values = named(layers, "step-key"), named(layers, "step")
    assert all(value.box.y > key.lines[0].baseline for key, value in zip(keys, values, strict=True))


def test_what_is_long_beside_an_hour_wraps_there() -> None:
    layers = drawn(HOURS, 800)
    assert max(len(value.lines) for value in named(layers, "step")) > 1
    assert all(
        value.box.x > key.box.x + key.box.w for key in named(layers, "step-key") for value in named(layers, "step")
    )


def test_all_of_it_has_one_size() -> None:
    for width in (560, 900):
        assert len({layer.style.size for layer in drawn(DAYS, width)}) == 1


def test_numbered_steps_and_items_without_a_colon_stay_as_they_are() -> None:
    assert named(drawn(DAYS, 900, bullets=False), "step-number")
    assert not pairs_of((*DAYS, "Bawa Kartu Keluarga"))
    assert not pairs_of(DAYS[:1])
