"""Elements enter one after the other, arrive before their scene ends, and stand still on a still."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from vlogkit.records.timeline import Box, Fill, Key, Layer, Motion
from vlogkit.staging.motion import EntranceClock, between, leaving
from vlogkit.timelines.keyframes import at


@given(
    st.integers(2, 300),
    st.integers(0, 40),
    st.lists(st.tuples(st.sampled_from(["rise", "fade", "wipe", "none"]), st.floats(0, 5)), max_size=30),
)
def test_every_entrance_ends_inside_its_scene(frames: int, base: int, entrances: list[tuple[str, float]]) -> None:
    clock = EntranceClock(Fraction(30), frames, base=base)
    for kind, delay in entrances:
        motion = clock.enter(kind, delay)  # type: ignore[arg-type]
        for track in (motion.opacity, motion.reveal, motion.dy):
            assert all(0 <= key.frame < frames for key in track)
            assert not track or track[-1].value == (0 if track is motion.dy else 1)
    assert 0 <= clock.settled < frames


def test_entrances_are_staggered_in_turn() -> None:
    clock = EntranceClock(Fraction(30), 90, base=4)
    starts = [clock.enter("rise").opacity[0].frame for _ in range(4)]
    assert starts[0] == 4
    assert starts == sorted(set(starts))


def test_nothing_enters_on_a_still() -> None:
    clock = EntranceClock(Fraction(30), 1, still=True)
    assert clock.enter("rise") == Motion()
    assert [key.value for key in clock.grow(0, 0.7)] == [0.7]
    assert clock.settled == 0


def test_two_keys_at_one_frame_are_one_that_stands() -> None:
    assert [(key.frame, key.value, key.ease) for key in between(9, 9, 0, 1, "out")] == [(9, 1, "hold")]


def _fill(**more: object) -> Layer:
    return Fill.model_validate({"box": Box(x=0, y=0, w=2, h=2), "colour": "#000000"} | more)


def test_a_layer_that_leaves_fades_out_and_is_gone() -> None:
    came = Motion(opacity=(Key(frame=0, value=0.0), Key(frame=10, value=1.0)))
    (left,) = leaving([_fill(motion=came)], 3.0, EntranceClock(Fraction(30), 300))
    assert left.span == (0, 98)
    seen = [at(left.motion.opacity, frame, 1.0) for frame in (0, 10, 89, 94, 98)]
    assert seen[:3] == [0.0, 1.0, 1.0]
    assert 0 < seen[3] < 1
    assert seen[4] == 0.0


def test_what_never_leaves_or_stands_still_stays_as_it_is() -> None:
    layers = [_fill()]
    assert leaving(layers, 0.0, EntranceClock(Fraction(30), 300)) is layers
    assert leaving(layers, 3.0, EntranceClock(Fraction(30), 1, still=True)) is layers
    assert leaving(layers, 99.0, EntranceClock(Fraction(30), 300)) is layers


def test_a_poster_stands_from_its_first_frame_but_for_what_comes_late() -> None:
    clock = EntranceClock(Fraction(30), 120, poster=True)
    assert clock.enter("rise") == Motion() == clock.enter("wipe", 0.5)
    assert [key.value for key in clock.grow(0, 0.7)] == [0.7]
    assert at(clock.enter("wipe", 1.5).reveal, 0, 1.0) == 0


def test_highlighted_words_are_lit_on_the_cover_and_then_one_line_after_the_other() -> None:
    clock = EntranceClock(Fraction(30), 120, poster=True)
    first, second = (clock.light(Motion(), turn) for turn in (0, 1))
    for track in (first, second):
        assert [at(track, frame, 1.0) for frame in (0, 1, 119)] == [1.0, 0.0, 1.0]
    assert at(first, 30, 1.0) == 1.0 > at(second, 30, 1.0)


def test_words_are_not_left_dark_where_a_scene_is_too_short_to_light_them() -> None:
    assert EntranceClock(Fraction(30), 20).light(Motion(), 0) == ()
