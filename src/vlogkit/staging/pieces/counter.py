"""Measure and draw numbers that count up."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from vlogkit.formatting import number
from vlogkit.records.numbers.typed_numbers import decimals_of
from vlogkit.records.templates.element import CounterElement
from vlogkit.records.timeline import Counter, CounterStep, Layer
from vlogkit.staging.marked_text import SetText
from vlogkit.staging.motion import COUNT_SECONDS, EntranceClock
from vlogkit.staging.pieces.number_style import role_on, room_for_number, styled
from vlogkit.staging.pieces.text import TextLook, measure_words, report_fit
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.typesetting.counters import set_counter
from vlogkit.typesetting.style import Style

DESCENT = 0.15
"""Room below every number, in em, which clears a comma, so that numbers in a row stay level; brackets need more."""


ROLLED = 0.4
"""Share of its value that a number on a poster is short of when it starts to roll."""


def counter_piece(element: CounterElement, width: float, setting: Setting) -> Piece:
    """A number that counts up in the place of the final number."""
    value = float(element.value)
    decimals = decimals_of(value) if element.decimals is None else int(element.decimals)

    def written(amount: float) -> str:
        return f"{element.before}{number(amount, setting.lang, decimals)}{element.after}"

    step = setting.frame.type[element.style]
    largest, smallest = element.size or (step.size, step.smallest)
    size = (largest, smallest)
    key = (element.origin, element.name or "counter")
    most = setting.most.get(key, math.inf)
    look = TextLook(element.style, element.role, align=element.align, lines=1, size=size)
    block = measure_counter(written(value), look, room_for_number(setting, width, largest), setting, most)
    role = role_on(setting, element.role, block.style.size)
    name = element.name or "counter"

    def draw(spot: Spot) -> list[Layer]:
        report_fit(block, written(value), setting, element.origin)
        shift = {"left": 0.0, "center": (spot.width - block.width) / 2, "right": spot.width - block.width}[
            element.align
        ]
        motion = setting.clock.enter("fade", element.delay)
        start = motion.opacity[0].frame if motion.opacity else 0
        return [
            Counter(
                name=name,
                origin=element.origin,
                style=block.style,
                colour=setting.colour(role),
                language=setting.lang,
                align=element.align,
                motion=motion,
                x=round(spot.x + shift, 2),
                baseline=round(spot.y + block.cap),
                box=box(spot.x + shift, spot.y, block.width, block.cap + 0.05 * block.style.size),
                steps=count_steps(value, start, written, setting),
            )
        ]

    height = block.cap + max(DESCENT * block.style.size, block.hang)
    bare = Piece(
        block.width,
        height,
        draw,
        baseline=block.cap,
        shrinkable=block.style.size > block.smallest,
        sizes={key: block.style.size},
    )
    return styled(bare, block.style.size, element.align, setting, element.origin, element.delay)


def measure_counter(written: str, look: TextLook, width: float, setting: Setting, most: float = math.inf) -> SetText:
    """Set a number; one that counts stands in slots, which may need more room than its digits at rest."""
    block = measure_words(written, look, width, setting, most)
    if setting.clock.still or not block.lines:
        return block
    slotted = _slotted_width(written, block, setting)
    if slotted > width and most == math.inf:
        block = measure_words(written, look, width * block.width / slotted, setting)
        slotted = _slotted_width(written, block, setting)
    return replace(block, width=slotted)


def _slotted_width(written: str, block: SetText, setting: Setting) -> float:
    """The width of a number that counts, pixels."""
    style = Style.of(block.style, setting.lang, optical=True)
    return set_counter(written, written, style, book=setting.material.book).width


def count_steps(value: float, start: int, written: Callable[[float], str], setting: Setting) -> tuple[CounterStep, ...]:
    """What the counter reads from which frame; it slows down and stops on the true value."""
    clock = setting.clock
    if clock.still:
        return (CounterStep(frame=0, text=written(value)),)
    if clock.poster:
        return _rolling(value, written, clock)
    length = min(clock.at(COUNT_SECONDS), max(1, clock.frames - 1 - start))
    clock.settled = max(clock.settled, min(start + length, clock.frames - 1))
    steps: list[CounterStep] = []
    for step in range(length + 1):
        left = 1 - step / length
        text = written(value * (1 - left**3) if step < length else value)
        if not steps or steps[-1].text != text:
            steps.append(CounterStep(frame=start + step if step else 0, text=text))
    return tuple(steps)


def _rolling(value: float, written: Callable[[float], str], clock: EntranceClock) -> tuple[CounterStep, ...]:
    """On a poster: frame 0, the video's cover, says what is true; the number rolls from the next frame on."""
    length = min(clock.at(COUNT_SECONDS), max(1, clock.frames - 2))
    clock.settled = max(clock.settled, min(length + 1, clock.frames - 1))
    steps = [CounterStep(frame=0, text=written(value))]
    for step in range(1, length + 1):
        left = 1 - step / length
        text = written(value * (1 - ROLLED * left**3) if step < length else value)
        if steps[-1].text != text or step == length:
            steps.append(CounterStep(frame=step, text=text))
    return tuple(steps)
