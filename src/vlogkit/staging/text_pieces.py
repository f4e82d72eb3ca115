"""Elements made of words come in; measured pieces that draw text layers go out."""

from __future__ import annotations

from dataclasses import dataclass

from vlogkit.formatting import number
from vlogkit.records.element import (
    ChipElement,
    CounterElement,
    IdentityElement,
    LowerThirdElement,
    Role,
    StepsElement,
    TextElement,
    TypeName,
)
from vlogkit.records.timeline import Counter, CounterStep, Fill, Layer, Motion, Text, TextLine, TextStyle, Vector
from vlogkit.staging.motion import COUNT_SECONDS
from vlogkit.staging.setting import Piece, Setting, Spot, box
from vlogkit.staging.shapes import panel_svg, placed_mark
from vlogkit.staging.words import Words, parse_marks, set_words

Size = tuple[float, float]
DESCENDING = set(",;gjpqy")
"""Characters whose ink goes below the baseline."""


@dataclass(frozen=True)
class Look:
    """How a run of words looks: style, role, highlight, alignment and the number of lines it may take."""

    style: TypeName
    role: Role
    highlight: Role = "accent"
    align: str = "left"
    lines: int = 3
    size: Size | None = None
    weight: int | None = None
    opacity: float = 1.0
    tabular: bool = False


def text_style(setting: Setting, look: Look, size: float) -> TextStyle:
    """The type scale's style at a size."""
    step = setting.frame.type[look.style]
    face = setting.brand.type
    return TextStyle(
        family=face.family,
        weight=look.weight or (face.strong if step.strong else face.normal),
        size=size,
        leading=step.leading,
        tracking=step.tracking,
        tabular=look.tabular,
    )


def measure_words(words: str, look: Look, width: float, setting: Setting, *, name: str, origin: str) -> Words:
    """Set words into a width, between the style's two sizes; keeps a finding where they shrink or do not fit."""
    step = setting.frame.type[look.style]
    largest, smallest = look.size or (step.size, step.smallest)
    top = max(smallest, largest * setting.scale)
    style = text_style(setting, look, top)
    plain, spans = parse_marks(words)
    return set_words(plain, spans, style, smallest, width, look.lines, setting.lang)


def words_piece(words: str, look: Look, width: float, setting: Setting, *, name: str, origin: str, enter: str = "rise", delay: float = 0.0) -> Piece:  # fmt: skip
    """A block of lines; its top is the first line's cap height, its bottom leaves room for descenders."""
    block = measure_words(words, look, width, setting, name=name, origin=origin)
    below = 0.0 if look.style in {"number", "display"} else block.below
    height = block.cap + (len(block.lines) - 1) * block.step + below

    def draw(spot: Spot) -> list[Layer]:
        report_fit(block, words, setting, name, origin)
        return lines_layers(block, look, spot, setting, name, origin, enter, delay)

    return Piece(block.width, height, draw, baseline=height - below, shrinkable=block.style.size > block.smallest)


def report_fit(block: Words, words: str, setting: Setting, name: str, origin: str) -> None:
    """Findings of a text that does not fit, or only at its smallest size."""
    step_words = f"“{words[:60]}”"
    if block.overflow:
        setting.find(
            "text-overflow", "error", f"{step_words} does not fit its place in {setting.frame.format}", where=origin,
            measured=f"{len(block.lines)} lines at {block.style.size:g} px", limit=f"{block.max_lines} lines",
            hint="Shorten the text.",
        )  # fmt: skip
    elif block.style.size <= block.smallest and block.smallest < block.largest:
        setting.find(
            "text-shrunk", "note", f"{step_words} is set at its smallest size in {setting.frame.format}", where=origin,
            measured=f"{block.style.size:g} px", limit=f"{block.largest:g} px",
        )  # fmt: skip


def lines_layers(block: Words, look: Look, spot: Spot, setting: Setting, name: str, origin: str, enter: str, delay: float) -> list[Layer]:  # fmt: skip
    """One layer a line where lines enter one after the other, else one layer for all of them."""
    lines = []
    for index, line in enumerate(block.lines):
        shift = {"left": 0.0, "center": (spot.width - line.width) / 2, "right": spot.width - line.width}[look.align]
        baseline = round(spot.y + block.cap + index * block.step)
        spans = tuple((start, end, setting.colour(look.highlight)) for start, end in line.spans)
        lines.append(TextLine(text=line.text, x=round(spot.x + shift + line.x, 2), baseline=baseline, width=line.width, spans=spans))
    if not lines:
        return []
    groups = [[line] for line in lines] if enter == "rise" and not setting.clock.still else [lines]
    layers: list[Layer] = []
    for group in groups:
        top, bottom = group[0].baseline - block.cap, group[-1].baseline + block.below
        left = min(line.x for line in group)
        layers.append(
            Text(
                name=name, origin=origin, style=block.style, colour=setting.colour(look.role), language=setting.lang,
                opacity=look.opacity, lines=tuple(group),
                box=box(left, top, max(line.width for line in group), bottom - top),
                motion=setting.clock.enter("rise" if enter == "rise" else "fade" if enter == "fade" else "none", delay),
            )  # fmt: skip
        )
    return layers


def text_piece(element: TextElement, width: float, setting: Setting) -> Piece:
    """A text element."""
    look = Look(
        element.style, element.role, element.highlight, element.align, element.lines, element.size, element.weight,
        element.opacity,
    )  # fmt: skip
    return words_piece(
        element.words, look, width, setting, name=element.name or element.style, origin=element.origin,
        enter=element.enter or "rise", delay=element.delay,
    )  # fmt: skip


def counter_piece(element: CounterElement, width: float, setting: Setting) -> Piece:
    """A number that counts up; its room is that of the final number."""
    value, decimals = float(element.value), int(element.decimals)

    def written(amount: float) -> str:
        return f"{element.before}{number(amount, setting.lang, decimals)}{element.after}"

    look = Look(element.style, element.role, align=element.align, lines=1, size=element.size, tabular=True)
    block = measure_words(written(value), look, width, setting, name=element.name, origin=element.origin)
    name = element.name or "counter"

    def draw(spot: Spot) -> list[Layer]:
        report_fit(block, written(value), setting, name, element.origin)
        shift = {"left": 0.0, "center": (spot.width - block.width) / 2, "right": spot.width - block.width}[element.align]
        motion = setting.clock.enter("fade", element.delay)
        start = motion.opacity[0].frame if motion.opacity else 0
        return [
            Counter(
                name=name, origin=element.origin, style=block.style, colour=setting.colour(element.role),
                language=setting.lang, align=element.align, motion=motion,
                x=round(spot.x + shift, 2), baseline=round(spot.y + block.cap),
                box=box(spot.x + shift, spot.y, block.width, block.cap + 0.05 * block.style.size),
                steps=count_steps(value, start, written, setting),
            )  # fmt: skip
        ]

    below = 0.16 * block.style.size if DESCENDING & set(written(value)) else 0.0
    return Piece(block.width, block.cap + below, draw, baseline=block.cap, shrinkable=block.style.size > block.smallest)


def count_steps(value: float, start: int, written: object, setting: Setting) -> tuple[CounterStep, ...]:
    """What the counter reads from which frame; it slows down and stops on the true value."""
    assert callable(written)
    clock = setting.clock
    if clock.still:
        return (CounterStep(frame=0, text=written(value)),)
    length = min(clock.at(COUNT_SECONDS), max(1, clock.frames - 1 - start))
    clock.settled = max(clock.settled, start + length)
    steps: list[CounterStep] = []
    for step in range(length + 1):
        left = 1 - step / length
        text = written(value * (1 - left**3) if step < length else value)
        if not steps or steps[-1].text != text:
            steps.append(CounterStep(frame=start + step if step else 0, text=text))
    return tuple(steps)


def steps_piece(element: StepsElement, width: float, setting: Setting) -> Piece:
    """A numbered list: numbers in a column of their own, texts wrapped beside them."""
    assert not isinstance(element.items, str)
    body = setting.frame.type[element.style]
    first = int(element.first)
    column = body.size * setting.scale * (0.9 if element.bullets else 1.5)
    look = Look(element.style, element.role, lines=element.lines)
    strong = Look(element.style, element.number_role, lines=1, weight=setting.brand.type.strong, size=(body.size * 1.1, body.smallest))
    rows = [
        (
            words_piece("•" if element.bullets else str(first + index), strong, column, setting, name="step-number", origin=element.origin, enter="fade"),  # fmt: skip
            words_piece(item, look, width - column, setting, name="step", origin=element.origin, enter="fade", delay=0.12 * index),
        )
        for index, item in enumerate(element.items)
    ]
    gap = element.gap
    height = sum(text.height for _, text in rows) + gap * max(0, len(rows) - 1)

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        y = spot.y
        for mark, text in rows:
            layers += mark.draw(Spot(spot.x, y, column, mark.height))
            layers += text.draw(Spot(spot.x + column, y, width - column, text.height))
            y += text.height + gap
        return layers

    return Piece(width, height, draw, shrinkable=any(text.shrinkable for _, text in rows))


def chip_piece(element: ChipElement, width: float, setting: Setting) -> Piece:
    """A word or two on a rounded ground."""
    look = Look("label", element.role, lines=1)
    pad_x, pad_y = 24, 16
    words = words_piece(element.words, look, width - 2 * pad_x, setting, name=element.name or "chip", origin=element.origin, enter="fade", delay=element.delay)  # fmt: skip
    cap = words.baseline or words.height
    height = cap + 2 * pad_y + 6
    total = words.width + 2 * pad_x

    def draw(spot: Spot) -> list[Layer]:
        place = box(spot.x, spot.y, total, height)
        text = words.draw(Spot(spot.x + pad_x, spot.y + pad_y + 3, words.width, words.height))
        motion = text[0].motion if text else Motion()
        tone = setting.colour(element.ground)
        ground = Fill(name="chip-ground", origin=element.origin, box=place, colour=tone, radius=12, opacity=element.opacity, motion=motion)  # fmt: skip
        return [ground, *text]

    return Piece(total, height, draw, baseline=pad_y + 3 + cap)


def identity_piece(element: IdentityElement, width: float, setting: Setting) -> Piece:
    """Logo, short agency name and a second line beside it."""
    size = max(72, setting.brand.logo.min_size) if element.mark else 0
    gap = 20 if element.mark else 0
    room = width - size - gap
    first = Look("label", element.role, lines=1 if element.second else 2)
    second = Look("small", element.second_role or element.role, lines=1, weight=500, opacity=0.86, size=(27, 26))
    top = words_piece(element.first, first, room, setting, name="agency", origin=element.origin, enter="fade")
    below = words_piece(element.second, second, room, setting, name="office", origin=element.origin, enter="fade") if element.second else None  # fmt: skip
    block = top.height + (below.height + 6 if below else 0)
    height = max(size, block)

    def draw(spot: Spot) -> list[Layer]:
        layers: list[Layer] = []
        if element.mark:
            layers += placed_mark(setting, spot.x, spot.y + (height - size) / 2, size, element.role, element.origin)
        x, y = spot.x + size + gap, spot.y + (height - block) / 2 + 2
        layers += top.draw(Spot(x, y, room, top.height))
        if below:
            layers += below.draw(Spot(x, y + top.height + 6, room, below.height))
        return layers

    return Piece(size + gap + max(top.width, below.width if below else 0), height, draw, shrinkable=False)


def lower_third_piece(element: LowerThirdElement, width: float, setting: Setting) -> Piece:
    """Name and office on paper with the accent at the left edge."""
    pad, edge = 32, 10
    room = width - 2 * pad - edge
    name = words_piece(element.first, Look("lead", "ink", lines=2, weight=setting.brand.type.strong), room, setting, name="name", origin=element.origin, enter="fade")  # fmt: skip
    office = words_piece(element.second, Look("small", "brand", lines=3), room, setting, name="office", origin=element.origin, enter="fade") if element.second else None  # fmt: skip
    block = name.height + (office.height + 10 if office else 0)
    total = max(name.width, office.width if office else 0) + 2 * pad + edge
    height = block + 2 * 26

    def draw(spot: Spot) -> list[Layer]:
        place = box(spot.x, spot.y, total, height)
        svg = panel_svg(
            place.w, place.h, setting.colour("paper"), radius=18, opacity=0.95, edge=(edge, setting.colour("accent"))
        )
        motion = setting.clock.enter("wipe")
        layers: list[Layer] = [Vector(name="lower-third", origin=element.origin, box=place, svg=svg, motion=motion)]
        x, y = spot.x + edge + pad, spot.y + 26
        layers += name.draw(Spot(x, y, room, name.height))
        if office:
            layers += office.draw(Spot(x, y + name.height + 10, room, office.height))
        return layers

    return Piece(total, height, draw)
