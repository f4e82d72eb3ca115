"""Flow the elements of a stack into columns and rows, as one measured piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vlogkit.errors import InputError
from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import (
    BarElement,
    ChartElement,
    ChipElement,
    CounterElement,
    Element,
    EmblemElement,
    IconElement,
    IdentityElement,
    LeafElement,
    LinesElement,
    LowerThirdElement,
    PartsElement,
    ProgressElement,
    QrElement,
    QuoteMarkElement,
    RuleElement,
    SpacerElement,
    StackElement,
    StepsElement,
    TextElement,
)
from vlogkit.records.templates.element_case import BubbleElement, MilestonesElement, StampElement
from vlogkit.records.templates.element_ground import MapElement, PictureElement
from vlogkit.records.timeline import Bar, Fill, Layer
from vlogkit.staging.layers.ground import Ground, cover
from vlogkit.staging.layers.stack_picture import picture_piece
from vlogkit.staging.pieces.calendar_leaf import leaf_piece
from vlogkit.staging.pieces.case_parts import bubble_piece, milestones_piece, stamp_piece
from vlogkit.staging.pieces.charts.forms import chart_piece
from vlogkit.staging.pieces.charts.line_chart import lines_piece
from vlogkit.staging.pieces.charts.parts_of_whole import parts_piece
from vlogkit.staging.pieces.compound import chip_piece, identity_piece, lower_third_piece, steps_piece
from vlogkit.staging.pieces.counter import counter_piece
from vlogkit.staging.pieces.emblem import emblem_piece
from vlogkit.staging.pieces.figures import (
    bar_piece,
    icon_piece,
    progress_piece,
    quote_mark_piece,
    rule_piece,
    spacer_piece,
)
from vlogkit.staging.pieces.gaps import gaps_of
from vlogkit.staging.pieces.qr_code import qr_piece
from vlogkit.staging.pieces.text import text_piece
from vlogkit.staging.pieces.turns import in_turns
from vlogkit.staging.placing.head_room import beside_head
from vlogkit.staging.setting import Piece, Setting, Spot, box, least_sizes, rect_of_spot

PICTURE_PAD = 44
"""Pixels by which a stack keeps its words from its own edge beside a picture."""
FIRST_SHARE = 0.62
"""Of a row too narrow for its texts, what the first of two takes."""
MAP = 0.36
"""How high a map of a stack is at least, as a share of its width, so that its pin stands on it."""
SPARE, SHARED = 0.05, 0.7
"""Of a stack's room, what its picture has more than it needs from which on its titles take a share of that back."""
TITLES = (1.6, 1.45, 1.3, 1.15)
"""How much larger they then become, the most first."""
SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46, 0.4, 0.34, 0.29)
"""How far the texts of a stack shrink, step by step, until it fits; each style has its own smallest size besides."""


def measure(element: Element, width: float, setting: Setting) -> Piece:
    """The piece of any element in a width. Raises InputError about the element's line."""
    try:
        piece = _measure(element, width, setting)
    except InputError as error:
        raise error.at(element.origin) from None
    if not element.carry:
        return piece
    return replace(piece, draw=lambda spot: _named(piece.draw(spot), element))


def _named(layers: list[Layer], element: Element) -> list[Layer]:
    """The layers with the name by which they are carried; of the parts of a whole the first one's bar and count, of a
    chart the value that is annotated."""
    chosen = list(range(len(layers)))
    if isinstance(element, ChartElement):
        chosen = [index for index, layer in enumerate(layers) if layer.name == "chart-lead"]
    if isinstance(element, PartsElement):
        bar = [index for index, layer in enumerate(layers) if isinstance(layer, Bar)][:1]
        count = [index for index, layer in enumerate(layers) if layer.name == "part-count"][:1]
        chosen = [*bar, *count]
    return [
        layer.model_copy(update={"carry": layer.carry or element.carry}) if index in chosen else layer
        for index, layer in enumerate(layers)
    ]


def _measure(element: Element, width: float, setting: Setting) -> Piece:
    match element:
        case StackElement():
            return stack_piece(element, width, setting)
        case PictureElement():
            return picture_piece(element, width, setting)
        case MapElement():
            return Piece(
                0, MAP * width, lambda spot: cover(element, rect_of_spot(spot), setting), grow=True, fills=True
            )
        case _ if isinstance(element, Ground):
            return Piece(0, 0, lambda spot: cover(element, rect_of_spot(spot), setting), grow=True, fills=True)
        case TextElement():
            return text_piece(element, width, setting)
        case CounterElement():
            return counter_piece(element, width, setting)
        case StepsElement():
            return steps_piece(element, width, setting)
        case ChipElement():
            return chip_piece(element, width, setting)
        case IdentityElement():
            return identity_piece(element, width, setting)
        case LowerThirdElement():
            return lower_third_piece(element, width, setting)
        case QrElement():
            return qr_piece(element, width, setting)
        case QuoteMarkElement():
            return quote_mark_piece(element, width, setting)
        case SpacerElement():
            return spacer_piece(element, width, setting)
        case RuleElement():
            return rule_piece(element, width, setting)
        case IconElement():
            return icon_piece(element, width, setting)
        case BubbleElement():
            return bubble_piece(element, width, setting)
        case StampElement():
            return stamp_piece(element, width, setting)
        case EmblemElement():
            return emblem_piece(element, width, setting)
        case _:
            return _figure(element, width, setting)


def _figure(element: Element, width: float, setting: Setting) -> Piece:
    """The piece of an element that shows numbers or days."""
    match element:
        case BarElement():
            return bar_piece(element, width, setting)
        case PartsElement():
            return parts_piece(element, width, setting)
        case ChartElement():
            return chart_piece(element, width, setting)
        case LinesElement():
            return lines_piece(element, width, setting)
        case MilestonesElement():
            return milestones_piece(element, width, setting)
        case LeafElement():
            return leaf_piece(element, width, setting)
        case ProgressElement():
            return progress_piece(element, width, setting)
        case _:
            hint = "Put it into the scene's layers, before the stack."
            raise InputError(f"a {element.type} does not stand in a stack", hint=hint)


def place_in(element: Element, rect: Rect, setting: Setting) -> list[Layer]:
    """The layers of an element in a rectangle, its texts shrunk together until it fits; a finding where it cannot."""
    if isinstance(element, Ground) and not (isinstance(element, PictureElement) and element.height):
        return cover(element, rect, setting)
    x, y, right, bottom = rect
    width, height = right - x, bottom - y
    piece = fitted(element, width, height, setting)
    if (turned := beside_head(element, rect, height - piece.height, setting)) is not None:
        beside = fitted(turned, width, height, setting)
        piece = beside if beside.height <= height + 1 else piece
    if piece.height > height + 1 and (bare := _without_pictures(element)) is not None:
        y = max(y, setting.zone("safe")[1] - PICTURE_PAD)
        height = bottom - y
        piece = fitted(bare, width, height, setting)
    if piece.height > height + 1:
        setting.find(
            "stack-overflow",
            origin=element.origin,
            measured=f"{piece.height:.0f} px",
            limit=f"{height} px",
            element=element.name or element.type,
        )
    return piece.draw(Spot(x, y, width, height))


def _gives_way(item: Element) -> bool:
    """Whether an element is a picture or a map that takes what words leave of a stack."""
    return isinstance(item, MapElement) or (isinstance(item, PictureElement) and not item.height)


def _without_pictures(element: Element) -> StackElement | None:
    """A stack without the pictures and maps that take what is left of it; None where there are none."""
    if not isinstance(element, StackElement):
        return None
    items: list[Element] = []
    for item in element.items:
        inner = _without_pictures(item)
        if inner is not None and inner.items:
            items.append(inner)
        elif inner is None and not _gives_way(item):
            items.append(item)
    return element.model_copy(update={"items": tuple(items)}) if tuple(items) != element.items else None


def fitted(element: Element, width: float, height: float, setting: Setting) -> Piece:
    """The piece of an element in a width, its texts shrunk together until it is no higher than asked, or can shrink no
    more. Of what a picture or map then has more than it needs, its titles take a part back."""
    piece, shrunk = Piece(0, 0, lambda spot: []), setting
    for scale in SCALES:
        shrunk = replace(setting, scale=setting.scale * scale)
        piece = measure(element, width, shrunk)
        if piece.height <= height or not piece.shrinkable:
            break
    if not piece.fills or shrunk.scale == setting.scale or height - piece.height < SPARE * height:
        return piece
    room = piece.height + SHARED * (height - piece.height)
    larger = (measure(element, width, replace(shrunk, titles=titles)) for titles in TITLES)
    return next((one for one in larger if one.height <= room), piece)


def stack_piece(element: StackElement, width: float, setting: Setting) -> Piece:
    """A column or a row, on a panel if it has a ground."""
    pad_x = element.pad if element.pad_x is None else element.pad_x
    outer = width * element.width
    room = outer - 2 * pad_x
    if element.direction == "turns" and not setting.clock.still:
        inner = in_turns(element.items, [measure(item, room, setting) for item in element.items], room, setting)
    else:
        inner = (_row if element.direction == "row" else _column)(element, room, setting)
    pad, column = element.pad, element.direction != "row"
    grows = element.at != "top" or (column and inner.grow) or inner.fills
    wide = outer if column or inner.grow else inner.width + 2 * pad_x

    def draw(spot: Spot) -> list[Layer]:
        height = spot.height if grows and not element.ground else inner.height + 2 * pad
        y = spot.y
        layers: list[Layer] = []
        if element.ground:
            if grows:
                y += {"bottom": spot.height - height, "middle": (spot.height - height) / 2}.get(element.at, 0)
            layers.append(
                Fill(
                    name="panel",
                    origin=element.origin,
                    box=box(spot.x, y, wide, height),
                    colour=setting.colour(element.ground),
                    radius=setting.brand.radius if element.radius is None else element.radius,
                    opacity=element.ground_opacity,
                    motion=setting.clock.enter("fade"),
                )
            )
        return layers + inner.draw(Spot(spot.x + pad_x, y + pad, wide - 2 * pad_x, height - 2 * pad))

    baseline = None if inner.baseline is None else inner.baseline + pad
    return Piece(
        wide, inner.height + 2 * pad, draw, baseline, grows, inner.shrinkable, sizes=inner.sizes, fills=inner.fills
    )


def _column(element: StackElement, width: float, setting: Setting) -> Piece:
    pieces = _level(element.items, lambda setting: [measure(item, width, setting) for item in element.items], setting)
    gaps = gaps_of(element, pieces, setting)
    total = sum(piece.height for piece in pieces) + sum(gaps)
    growing = sum(piece.grow for piece in pieces)
    repeated = _is_repeated(element.items)

    def draw(spot: Spot) -> list[Layer]:
        left = max(0.0, spot.height - total)
        y = spot.y
        if not growing:
            y += {"middle": left / 2, "bottom": left}.get(element.at, 0.0)
        spread = left / (len(pieces) - 1) if element.at == "spread" and not growing and len(pieces) > 1 else 0.0
        layers: list[Layer] = []
        for index, piece in enumerate(pieces):
            height = piece.height + (left / growing if piece.grow else 0)
            shift = {"center": (spot.width - piece.width) / 2, "right": spot.width - piece.width}.get(
                element.align, 0.0
            )
            with setting.clock.listed(index if repeated else 0, len(pieces)):
                layers += piece.draw(Spot(spot.x + shift, y, spot.width if shift == 0 else piece.width, height))
            y += height + (gaps[index] if index < len(gaps) else 0) + spread
        return layers

    return Piece(
        width,
        total,
        draw,
        grow=growing > 0,
        shrinkable=any(piece.shrinkable for piece in pieces) or (sum(gaps) > 0 and setting.can_close()),
        sizes=least_sizes(pieces),
        fills=any(piece.fills for piece in pieces),
    )


def _level(items: tuple[Element, ...], lay: Callable[[Setting], list[Piece]], setting: Setting) -> list[Piece]:
    """The pieces of a stack; texts and numbers in what a template repeats for a list become as large as the smallest of
    them, each kind by itself."""
    pieces = lay(setting)
    least = least_sizes(pieces)
    if not _is_repeated(items) or all(size == least[key] for piece in pieces for key, size in piece.sizes.items()):
        return pieces
    return lay(replace(setting, most={**setting.most, **least}))


def _is_repeated(items: tuple[Element, ...]) -> bool:
    """Whether items are what a template repeats for a list."""
    return len(items) > 1 and len({item.origin for item in items}) == 1 and bool(items[0].origin)


def _row(element: StackElement, width: float, setting: Setting) -> Piece:
    gaps = element.gap * max(0, len(element.items) - 1)
    pieces = _level(element.items, lambda setting: _beside(element.items, width - gaps, setting), setting)
    natural = sum(piece.width for piece in pieces) + gaps
    growing = sum(piece.grow for piece in pieces)
    repeated = _is_repeated(element.items)
    ascent = max((p.baseline for p in pieces if p.baseline is not None), default=0.0)
    on_baseline = element.align == "baseline"
    height = max(
        ((ascent - p.baseline if on_baseline and p.baseline is not None else 0) + p.height for p in pieces), default=0
    )

    def draw(spot: Spot) -> list[Layer]:
        left = max(0.0, spot.width - natural)
        above = max(0.0, spot.height - height) * {"middle": 0.5, "bottom": 1.0}.get(element.at, 0.0)
        x = spot.x + (0 if growing else {"center": left / 2, "right": left}.get(element.align, 0.0))
        layers: list[Layer] = []
        for index, piece in enumerate(pieces):
            wide = piece.width + (left / growing if piece.grow else 0)
            drop = (
                ascent - piece.baseline if on_baseline and piece.baseline is not None else (height - piece.height) / 2
            )
            drop = 0.0 if element.align == "top" else drop
            room = Spot(x, spot.y, wide, spot.height)
            with setting.clock.listed(index if repeated else 0, len(pieces)):
                layers += piece.draw(room if piece.fills else Spot(x, spot.y + above + drop, wide, piece.height))
            x += wide + element.gap
        return layers

    return Piece(
        natural,
        height,
        draw,
        ascent or None,
        growing > 0,
        any(piece.shrinkable for piece in pieces),
        sizes=least_sizes(pieces),
        fills=any(piece.fills for piece in pieces),
    )


def _beside(items: tuple[Element, ...], room: float, setting: Setting) -> list[Piece]:
    """The pieces of a row: shares where stacks say so, else each as wide as it likes, else texts wrap one by one."""
    if any(isinstance(item, StackElement) and item.width < 1 for item in items):
        return [_share(item, room, setting) for item in items]
    pictures = sum(isinstance(item, PictureElement) for item in items)
    shares = [room / pictures if isinstance(item, PictureElement) else room for item in items]
    wanted = [measure(item, share, setting) for item, share in zip(items, shares, strict=True)]
    if sum(piece.width for piece in wanted) <= room:
        return wanted
    pieces: list[Piece] = []
    for index, item in enumerate(items):
        rest = sum(wanted[later].width for later in range(index + 1, len(items)) if _is_fixed(items[later]))
        last = all(_is_fixed(later) for later in items[index + 1 :])
        share = room - rest if _is_fixed(item) or last else (room - rest) * FIRST_SHARE
        pieces.append(measure(item, max(40.0, share), setting))
        room -= pieces[-1].width
    return pieces


def _share(item: Element, room: float, setting: Setting) -> Piece:
    """A stack that says how wide it is takes that share of the row, and keeps it."""
    if isinstance(item, StackElement) and item.width < 1:
        share = room * item.width
        return replace(measure(item.model_copy(update={"width": 1.0}), share, setting), width=share)
    return measure(item, room, setting)


def _is_fixed(item: Element) -> bool:
    """Whether an element's width does not depend on the room."""
    return isinstance(item, IconElement | QuoteMarkElement | SpacerElement | RuleElement | ChipElement | LeafElement)
