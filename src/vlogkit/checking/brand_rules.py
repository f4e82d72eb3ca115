"""Check a staged video or card against its brand: colour pairs, the logo, mandatory elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from vlogkit import formatting
from vlogkit.checking.layout import is_mark, rect_of
from vlogkit.checking.text_lines import Rect, ShownLine, StagedOutput, elements, meet
from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.findings.messages import shortened
from vlogkit.records.base import Colour
from vlogkit.records.brand import Brand, Colours
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.notice import Notice
from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Bar, Fill, Gradient, Layer, Scene, Text, Vector

SOLID = 0.5
"""Opacity from which a ground decides about the colours on it."""
TOUCH = 2.0
FREE = {"handle", "quote-mark", "lower-third"}
"""Drawings besides icons; panels stand under words, a divider's handle travels."""


GROUNDS = {"lower-third", "caption-pill", "words-ground"}
"""Drawings that words stand on."""


def brand_findings(picture: StagedOutput, brand: Brand, notice: Notice | None) -> Iterator[Finding]:
    """Colour pairs, the logo's size and room, and what must not be missing (only with a notice)."""
    for scene, lines in picture.scenes():
        yield from _pairs(picture, scene, lines, brand)
        yield from _logo(picture, scene, lines, brand)
    if notice is not None:
        yield from _mandatory(picture, brand, notice)


def roles_of(colour: Colour, colours: Colours) -> set[Role]:
    """The parts that a colour has in the brand; two parts may have one colour."""
    return {role for role in _ROLES if getattr(colours, role).upper() == colour.upper()}


_ROLES: tuple[Role, ...] = ("brand", "deep", "accent", "ink", "paper", "mute", "good")


def _pairs(picture: StagedOutput, scene: Scene, lines: Sequence[ShownLine], brand: Brand) -> Iterator[Finding]:
    if not brand.pairs:
        return
    allowed = set(brand.pairs)
    for group in elements(lines):
        line = group[0]
        ground = ground_under(scene, line)
        if ground is None:
            continue
        under = roles_of(ground, brand.colours)
        for colour in dict.fromkeys([line.colour, *(span.colour for each in group for span in each.spans)]):
            over = roles_of(colour, brand.colours)
            if over and under and not any((a, b) in allowed for a in over for b in under):
                pair = f"{_name(over)} on {_name(under)}"
                yield found(
                    "brand-pair",
                    place=Where.read(line.origin),
                    scene=scene.name,
                    about=line.text,
                    measured=pair,
                    limit="the brand's `pairs`",
                    pair=pair,
                    brand=brand.name,
                    ground=_name(under),
                    allowed=", ".join(a for a, b in brand.pairs if b in under) or "nothing",
                    format=picture.format,
                )


def _name(roles: set[Role]) -> str:
    return "/".join(sorted(roles))


def ground_under(scene: Scene, line: ShownLine) -> Colour | None:
    """The flat colour that a line stands on: a panel, a whole bar, a chip, a pill, a strong scrim or the scene's ground; None on a picture."""
    left, top, right, bottom = line.body()
    middle = ((left + right) / 2, (top + bottom) / 2)
    for layer in reversed(scene.layers[: line.layer]):
        if isinstance(layer, Text) or not _holds(rect_of(layer), middle):
            continue
        if isinstance(layer, Fill) and layer.opacity >= SOLID:
            return layer.colour
        if isinstance(layer, Bar) and layer.length and layer.length[-1].value >= 1:
            return layer.colour
        if isinstance(layer, Vector) and layer.name in GROUNDS:
            return _fill_of(layer.svg)
        if isinstance(layer, Gradient) and alpha_at(layer, *middle) >= SOLID:
            return layer.colour
        if layer.kind in {"picture", "footage", "compare", "moviepy"}:
            return None
    return scene.ground


def _holds(rect: Rect, point: tuple[float, float]) -> bool:
    return rect[0] <= point[0] <= rect[2] and rect[1] <= point[1] <= rect[3]


def _fill_of(svg: str) -> Colour | None:
    at = svg.find('fill="#')
    return svg[at + 6 : at + 13] if at >= 0 else None


def alpha_at(layer: Gradient, x: float, y: float) -> float:
    """The alpha of a scrim at a point of the frame, straight between its stops."""
    left, top, right, bottom = rect_of(layer)
    along = (y - top) / (bottom - top) if layer.edge in {"top", "bottom"} else (x - left) / (right - left)
    at = 1 - along if layer.edge in {"bottom", "right"} else along
    stops = sorted(layer.stops)
    if at <= stops[0][0]:
        return stops[0][1]
    for (x0, a0), (x1, a1) in pairwise(stops):
        if x0 <= at <= x1 and x1 > x0:
            return a0 + (a1 - a0) * (at - x0) / (x1 - x0)
    return stops[-1][1]


def _logo(picture: StagedOutput, scene: Scene, lines: Sequence[ShownLine], brand: Brand) -> Iterator[Finding]:
    least, share = brand.logo.min_size, brand.logo.clear_space
    for layer in scene.layers:
        if not is_mark(layer):
            continue
        box = layer.box
        if box.h < least:
            yield found(
                "logo-small",
                place=Where.read(layer.origin),
                scene=scene.name,
                measured=f"{box.h} px",
                limit=f"{least} px",
                format=picture.format,
            )
        room = share * min(box.w, box.h)
        around = (box.x - room, box.y - room, box.x + box.w + room, box.y + box.h + room)
        for variant, name, rect in _beside(layer, scene, lines):
            across, down = meet(around, rect)
            if across > TOUCH and down > TOUCH:
                yield found(
                    "logo-crowded",
                    variant,
                    place=Where.read(layer.origin),
                    scene=scene.name,
                    about="" if variant else name,
                    measured=f"{max(0.0, room - min(across, down)):.0f} px",
                    limit=f"{room:.0f} px",
                    drawing=name if variant else "",
                    format=picture.format,
                )
                break


def _beside(mark: Layer, scene: Scene, lines: Sequence[ShownLine]) -> Iterator[tuple[str, str, Rect]]:
    """What stands beside the logo: the variant of the message, the words or the drawing's name, and its box."""
    yield from (("", line.text, line.body()) for line in lines)
    for layer in scene.layers:
        if isinstance(layer, Vector) and layer is not mark and layer.name not in FREE:
            yield "drawing", layer.name, rect_of(layer)


def _mandatory(picture: StagedOutput, brand: Brand, notice: Notice) -> Iterator[Finding]:
    scenes = picture.timeline.scenes
    text = " ".join(" ".join(line.text.split()) for lines in picture.lines for line in lines).casefold()
    marks = {layer.name for scene in scenes for layer in scene.layers if is_mark(layer)}
    origin = next((Where.read(layer.origin) for scene in scenes for layer in scene.layers if layer.origin), None)
    for name in brand.mandatory:
        if name == "agency" and "wide" in marks:
            continue  # A wide logo says the agency's name itself.
        if picture.listed and name != "logo":
            continue
        wanted = [word for word in _wanted(name, brand, notice) if word]
        missing = not marks if name == "logo" else bool(wanted) and not any(word.casefold() in text for word in wanted)
        if missing:
            card, words = picture.kind == "card", name != "logo"
            yield found(
                "mandatory-missing",
                ("card" if card else "video") + ("-words" if words else ""),
                place=origin,
                scene=scenes[0].name if card else "",
                limit=f"mandatory in `{brand.name}`",
                element=name,
                example=shortened(wanted[0]) if words else "",
                format=picture.format,
            )


def _wanted(name: str, brand: Brand, notice: Notice) -> Iterable[str]:
    """What counts as the element: any one of these words."""
    match name:
        case "agency":
            return (brand.agency.short, brand.agency.name, *brand.agency.aliases)
        case "place":
            return notice.places()
        case "source":
            return (notice.source,) if not isinstance(notice, Complaint) else ()
        case "date":
            return [
                formatting.date(day, notice.lang, style) for day in notice.days() for style in ("long", "short", "full")
            ]
    return ()
