"""An emblem takes the brand's colours and the room that is left, and its parts live to the scene's end."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction

import numpy as np
import pytest

from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError
from vlogkit.records.timeline import Motion
from vlogkit.staging.motion import EntranceClock
from vlogkit.staging.pieces.emblem import alive
from vlogkit.staging.shapes.emblems import DRAWN, emblem_parts, emblem_sources

COLOURS = ("#111111", "#222222", "#333333")
FLAG = {"#D3122A", "#FFFFFF"}


@pytest.mark.parametrize("name", sorted(emblem_sources()))
def test_every_part_of_an_emblem_takes_the_brands_colours_and_nothing_is_lost(name: str) -> None:
    parts = emblem_parts(name, COLOURS)
    drawn = " ".join(drawing for _, drawing in parts)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", drawn)) <= {*COLOURS, *FLAG}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", emblem_sources()[name])) <= {*DRAWN, *FLAG}
    assert drawn.count("<path") == emblem_sources()[name].count("<path")
    assert {kind.partition("-")[0] for kind, _ in parts} <= {"still", "glow", "flame", "sway", "bloom"}


def test_an_emblem_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(InputError, match="no emblem `ketupad`") as caught:
        emblem_parts("ketupad", COLOURS)
    assert "ketupat" in str(caught.value.hint)


@pytest.mark.parametrize("kind", ["glow", "glow-late", "flame", "sway", "sway-late", "bloom"])
def test_a_living_part_never_rests_for_two_seconds(kind: str) -> None:
    clock = EntranceClock(Fraction(30), 180, poster=True)
    motion = alive(kind, Motion(), 800, clock)
    (track,) = (track for track in (motion.opacity, motion.dx, motion.scale) if track)
    assert track[0].frame == 0
    assert track[-1].frame == 179
    pairs = list(itertools.pairwise(track))
    assert all(after.frame - before.frame <= 60 and after.value != before.value for before, after in pairs)


def test_nothing_of_an_emblem_moves_on_a_card() -> None:
    assert alive("sway", Motion(), 800, EntranceClock(Fraction(30), 1, still=True)) == Motion()


@pytest.mark.parametrize("name", sorted(emblem_sources()))
def test_an_emblem_is_not_cut_by_the_edge_of_its_box(name: str) -> None:
    """A cord that it hangs by may come in at the top."""
    around = emblem_sources()[name].replace('viewBox="0 0 480 480"', 'viewBox="-60 -60 600 600"')
    ink = rasterise(around, 600, 600)[..., 3] > 8
    rows, columns = np.nonzero(ink)
    assert columns.min() >= 60
    assert columns.max() < 60 + 480
    assert rows.min() >= 60 - 8
    assert rows.max() < 60 + 484
