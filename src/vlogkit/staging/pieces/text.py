"""Measure words and draw them as text layers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vlogkit.errors import counted
from vlogkit.records.base import Colour
from vlogkit.records.brand import DISPLAY
from vlogkit.records.frame import least_size
from vlogkit.records.marks import marks_within, parse_marks
from vlogkit.records.templates.element import TextElement
from vlogkit.records.templates.element_base import Enter, Role, TypeName
from vlogkit.records.timeline import Layer, Text, TextLine, TextStyle, Track
from vlogkit.staging.marked_text import SetText, set_words
from vlogkit.staging.motion import between
from vlogkit.staging.pieces.hugging_ground import PAD_X, PAD_Y, hugging
from vlogkit.staging.setting import FIRM, Piece, Setting, Spot, box, mix
from vlogkit.typesetting.style import Shape

Size = tuple[float, float]
ENTRANCES: dict[str, Enter] = {"rise": "rise", "fade": "fade", "read": "read"}
"""Entrances that words have; they do not wipe."""
LARGE, WIDE_SPACE = 60, 1.09
"""Pixels of a style from which on spaces between words are wider than the family has them, and by how much: tight letters
would run into each other there."""
GIVE, GIVE_LARGE = 0.1, 0.3
"""Share of its size that a text gives up for better lines; a title that is large for its length can spare more."""
QUIET = 0.35
READ_FROM = 0.4
READ_SPEED = 13.0
"""Characters a second, a little under the 15 that captions are timed for."""


@dataclass(frozen=True)
class TextLook:
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
    shape: Shape = "balanced"
    firm: bool = True
    """Whether it keeps its size while the titles of its stack give way; what is not firm gives way with them."""


def text_style(setting: Setting, look: TextLook, size: float) -> TextStyle:
    """The type scale's style at a size."""
    step = setting.frame.type[look.style]
    family, weight = setting.brand.type.face(look.style, strong=step.strong)
    return TextStyle(
        family=family,
        weight=look.weight or weight,
        size=size,
        leading=step.leading,
        tracking=step.tracking + (setting.brand.type.display.tracking if look.style in DISPLAY else 0.0),
        word_space=WIDE_SPACE if step.size > LARGE else 1.0,
        tabular=look.tabular,
    )


def sizes_of(plain: str, look: TextLook, setting: Setting, most: float = math.inf) -> tuple[float, float]:
    """The largest and the smallest size of a text in a setting, pixels, and no larger than `most`; what a template
    writes is raised to the format's least size. Titles give way first where a stack is too high."""
    written = look.size or setting.frame.type[look.style].sizes(len(plain.split()))
    largest, least = (max(size, least_size(setting.frame.format)) for size in written)
    display = look.style in DISPLAY
    scale = min(1.0, setting.scale / FIRM) if look.firm and not display else setting.scale
    scale = min(1.0, scale * setting.titles) if display and scale < 1 else scale
    larger = setting.brand.type.display.scale if display else 1.0
    return max(least, min(largest * larger * scale, most)), least


def measure_words(words: str, look: TextLook, width: float, setting: Setting, most: float = math.inf) -> SetText:
    """Set words into a width, between the style's two sizes; a size that others of a list have is
    taken as it is."""
    plain, spans = parse_marks(words)
    top, smallest = sizes_of(plain, look, setting, most)
    style = text_style(setting, look, top)
    size = top if most < math.inf else smallest
    give = GIVE_LARGE if top > setting.frame.type[look.style].size else GIVE
    book = setting.material.book
    block = set_words(plain, spans, style, size, width, look.lines, setting.lang, book, shape=look.shape, give=give)
    least = min(smallest, top)
    return block if block.smallest == least else replace(block, smallest=least)  # a copy for each of 100,000 is felt


def one_size(
    texts: Sequence[tuple[str, float]], look: TextLook, setting: Setting, *, name: str, origin: str
) -> Setting:
    """The setting in which the texts of a name, each with its width, are all as large as the one with the least room."""
    sizes = [measure_words(words, look, width, setting).style.size for words, width in texts]
    key = (origin, name)
    return replace(setting, most={**setting.most, key: min([*sizes, setting.most.get(key, math.inf)])})


def words_piece(
    words: str,
    look: TextLook,
    width: float,
    setting: Setting,
    *,
    name: str,
    origin: str,
    enter: str = "rise",
    delay: float = 0.0,
) -> Piece:
    """A block of lines; its top is the first line's cap height, its bottom leaves room for descenders."""
    key = (origin, name)
    block = measure_words(words, look, width, setting, setting.most.get(key, math.inf))
    below = block.hang if look.style in {"number", "display"} else block.below
    height = block.cap + (len(block.lines) - 1) * block.step + below

    def draw(spot: Spot) -> list[Layer]:
        report_fit(block, words, setting, origin)
        return lines_layers(block, look, spot, setting, name, origin, enter, delay)

    return Piece(
        block.width,
        height,
        draw,
        baseline=height - below,
        shrinkable=block.style.size > block.smallest,
        sizes={key: block.style.size},
    )


def report_fit(block: SetText, words: str, setting: Setting, origin: str) -> None:
    """Findings of a text that does not fit, only at its smallest size, which captions have beside a picture, or with a line
    that ends inside a phrase, which a caption is checked for before it is laid out."""
    words = " ".join(words.split())
    for phrase in block.parted if origin else ():
        setting.find("text-break", origin=origin, about=words, phrase=phrase)
    for word in block.broken:
        setting.find(
            "text-broken",
            origin=origin,
            about=words,
            measured=f"{block.style.size:g} px",
            limit=f"{block.largest:g} px",
            word=word,
        )
    if block.overflow:
        setting.find(
            "text-overflow",
            origin=origin,
            about=words,
            measured=f"{counted(len(block.lines), 'line')} at {block.style.size:g} px",
            limit=counted(block.max_lines, "line"),
        )
    elif origin and block.style.size <= block.smallest and block.smallest < (1 - GIVE) * block.largest:
        setting.find(
            "text-shrunk",
            origin=origin,
            about=words,
            measured=f"{block.style.size:g} px",
            limit=f"{block.largest:g} px",
        )


def lines_layers(
    block: SetText, look: TextLook, spot: Spot, setting: Setting, name: str, origin: str, enter: str, delay: float
) -> list[Layer]:
    """One layer a line where lines enter one after the other, else one layer for all of them."""
    lines = []
    reads = enter == "read" and not setting.clock.still
    for index, line in enumerate(block.lines):
        shift = {"left": 0.0, "center": (spot.width - line.width) / 2, "right": spot.width - line.width}[look.align]
        baseline = round(spot.y + block.cap + index * block.step)
        marks = marks_within(line.start, line.end, block.marks)
        spans = tuple((start, end, setting.colour(look.highlight)) for start, end in marks)
        lines.append(
            TextLine(
                text=line.text, x=round(spot.x + shift + line.x, 2), baseline=baseline, width=line.width, spans=spans
            )
        )
    if not lines:
        return []
    groups = [[line] for line in lines] if enter in {"rise", "read"} and not setting.clock.still else [lines]
    paces = reading([line.text for line in lines], setting) if reads else []
    layers: list[Layer] = []
    lit = 0
    for index, group in enumerate(groups):
        top, bottom = group[0].baseline - block.cap, group[-1].baseline + block.below
        left = min(line.x for line in group)
        motion = setting.clock.enter(ENTRANCES.get(enter, "none"), delay)
        light = paces[index] if reads else ()
        if not reads and any(line.spans for line in group):
            light, lit = setting.clock.light(motion, lit), lit + 1
        layers.append(
            Text(
                name=name,
                origin=origin,
                style=block.style,
                colour=setting.colour(look.role),
                language=setting.lang,
                opacity=look.opacity,
                lit=light,
                unlit=quiet(look.role, setting) if reads else "",
                lines=tuple(group),
                box=box(left, top, max(line.width for line in group), bottom - top),
                motion=motion,
            )
        )
    return layers


def quiet(role: Role, setting: Setting) -> Colour:
    """The tone of words that are not read yet: a third of the way to the ground they stand on."""
    return mix(setting.colour(role), setting.colour("ink" if role in {"paper", "accent"} else "paper"), QUIET)


def reading(lines: Sequence[str], setting: Setting) -> list[Track]:
    """When each line is lit, one after the other: as fast as captions are read, and done before the scene ends."""
    total = max(1, sum(len(line) for line in lines))
    first = setting.clock.at(READ_FROM)
    frames = min(setting.clock.at(total / READ_SPEED), setting.clock.frames - 1 - 2 * first)
    tracks, read = [], 0
    for line in lines:
        start, read = first + frames * read // total, read + len(line)
        lit = between(start, first + frames * read // total, 0, 1, "linear")
        tracks.append(setting.clock.from_poster(lit))
    return tracks


def text_piece(element: TextElement, width: float, setting: Setting) -> Piece:
    """A text element."""
    look = TextLook(
        element.style,
        element.role,
        element.highlight,
        element.align,
        element.lines,
        element.size,
        element.weight,
        element.opacity,
    )
    across = 2 * PAD_X if element.ground else 0
    name, room = element.name or element.style, width - across

    def piece_of(words: str, setting: Setting) -> Piece:
        enter = element.enter or "rise"
        return words_piece(
            words, look, room, setting, name=name, origin=element.origin, enter=enter, delay=element.delay
        )

    if element.like:
        others = [(words, room) for words in (element.words, *element.like)]
        setting = one_size(others, look, setting, name=name, origin=element.origin)
    piece = piece_of(element.words, setting)
    if element.like:
        highest = max(piece.height, *(piece_of(words, setting).height for words in element.like))
        piece = replace(piece, height=highest)
    return _on_ground(piece, setting.colour(element.ground)) if element.ground else piece


def _on_ground(piece: Piece, colour: Colour) -> Piece:
    """Words on a shape that hugs their lines."""
    cap = piece.baseline or piece.height
    below = PAD_Y + piece.height - cap

    def draw(spot: Spot) -> list[Layer]:
        inner = Spot(spot.x + PAD_X, spot.y + PAD_Y, spot.width - 2 * PAD_X, piece.height)
        words = [layer for layer in piece.draw(inner) if isinstance(layer, Text)]
        if not words:
            return []
        lines, size = [line for layer in words for line in layer.lines], words[0].style.size
        first, motion = lines[0].baseline - inner.y, words[0].motion
        ground = hugging(lines, first, size, colour, name="words-ground", origin=words[0].origin, motion=motion)
        return [ground, *words]

    return Piece(
        piece.width + 2 * PAD_X,
        cap + PAD_Y + below,
        draw,
        PAD_Y + cap,
        shrinkable=piece.shrinkable,
        sizes=piece.sizes,
    )
