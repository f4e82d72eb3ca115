"""Stage a story: the timeline of its video, or of a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from vlogkit.errors import InputError
from vlogkit.records.brand import Brand
from vlogkit.records.finding import Finding
from vlogkit.records.frame import Frame, Rect
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.templates.element import Element, StackElement
from vlogkit.records.templates.element_ground import CompareElement, MapElement, PictureElement, ScrimElement
from vlogkit.records.timeline import (
    Compare,
    Fill,
    FootageLayer,
    Layer,
    MapLayer,
    Motion,
    Pattern,
    PictureLayer,
    Route,
    Scene,
    Timeline,
    Transition,
)
from vlogkit.staging.first_anchor import anchor_of
from vlogkit.staging.flow import place_in
from vlogkit.staging.joining import joined, keys_of_scene, transition
from vlogkit.staging.layers.burned_in_captions import caption_layers, without_needless_pills
from vlogkit.staging.layers.caption_room import beside_picture
from vlogkit.staging.layers.comparison import DIVIDER, HANDLE_NAME
from vlogkit.staging.layers.regional_map import FADING
from vlogkit.staging.light_look import FOOT, in_light, look_of
from vlogkit.staging.material import Material
from vlogkit.staging.motion import EntranceClock, leaving
from vlogkit.staging.pairing.pair_captions import with_room_for_pair
from vlogkit.staging.pairing.pair_scene import beside_pair, hides_news
from vlogkit.staging.placing.arranging import arrange, is_placed
from vlogkit.staging.placing.dark_words import darker, timed_as
from vlogkit.staging.placing.film_views import closer
from vlogkit.staging.placing.local_scrims import PANEL_PAD, lifetime, lightened, local_of, local_scrim, paper_under
from vlogkit.staging.placing.picture_rooms import (
    LEADING,
    SMALLER,
    anchored,
    cut_picture,
    height_of_words,
    is_below,
    is_parted,
    leads,
    picture_in_room,
    raised,
    raised_by,
    said_on_subject,
    shows_more,
)
from vlogkit.staging.placing.picture_views import kept_places
from vlogkit.staging.progress_lines import clear_progress
from vlogkit.staging.setting import Setting
from vlogkit.staging.sounds import sound_of
from vlogkit.staging.visibility import in_format, one_motif, shows
from vlogkit.timelines.word_boxes import grown, inside, rect_of, standing_boxes, way_of

RATE = (30, 1)
UNDER_NOBODY = ("progress", FOOT)
"""What the names of layers begin with that keep no picture away: the hairline of how far a video is hides nobody, and its
foot lies behind the picture."""
FULL_FRAME = {"picture", "footage", "compare", "map", "fill", "scrim", "moviepy"}


@dataclass(frozen=True)
class Staged:
    """A timeline, and what was found wrong while laying it out."""

    timeline: Timeline
    findings: tuple[Finding, ...]


def stage_video(
    story: Story,
    brand: Brand,
    frame: Frame,
    material: Material,
    *,
    rate: tuple[int, int] = RATE,
) -> Staged:
    """The video of a story in one format. Raises InputError where a file, a font or a zone is missing, MediaError where a
    clip cannot be looked at."""
    scenes = [scene for scene in story.scenes if scene.video]
    if not scenes:
        raise InputError(f"the story `{story.id}` has no scene for a video", hint="It makes cards only.")
    findings: list[Finding] = []
    staged: list[Scene] = []
    fps, anchor = Fraction(*rate), brand.anchor
    for index, scene in enumerate(scenes):
        before = scenes[index - 1] if index else None
        enter = transition(scene, before, staged[-1].frames if staged else 0, brand, fps)
        setting = Setting(
            brand=brand.model_copy(update={"anchor": anchor}),
            frame=frame,
            lang=story.lang,
            clock=EntranceClock(
                fps,
                max(2, round(scene.seconds * fps)),
                poster=index == 0,
                stands=before is not None and not keys_of_scene(before) & keys_of_scene(scene),
            ),
            material=material,
            scene=scene.name,
            seconds=scene.seconds,
            scene_index=index,
            scene_count=len(scenes),
            captioned=bool(scene.cues) and scene.caption_tone != "none",
            findings=findings,
        )
        staged.append(_scene(scene, setting, enter))
        anchor = anchor if index else anchor_of(staged[0].layers, frame.zones["frame"], anchor)
    staged = clear_progress(staged, frame, material, float(fps))
    timeline = Timeline(
        id=story.id,
        format=frame.format,
        width=frame.width,
        height=frame.height,
        rate=rate,
        scenes=tuple(joined(staged, fps)),
    )
    return Staged(
        timeline.model_copy(update={"sound": sound_of(story, timeline, scenes, material.locate)}), tuple(findings)
    )


def stage_card(story: Story, scene: StoryScene, brand: Brand, frame: Frame, material: Material) -> Staged:
    """One scene standing still: everything has arrived, no captions run."""
    clock = EntranceClock(Fraction(*RATE), 1, still=True)
    setting = Setting(brand, frame, story.lang, clock, material, scene.name, scene.seconds)
    still = _scene(scene, setting, Transition())
    timeline = Timeline(
        id=story.id, format=frame.format, width=frame.width, height=frame.height, rate=RATE, scenes=(still,)
    )
    return Staged(timeline, tuple(setting.findings))


def _scene(scene: StoryScene, setting: Setting, enter: Transition) -> Scene:
    """The layers from the back to the front; what depends on where words stand is drawn last: scrims, or in the light
    look a panel in their place."""
    shown = (in_format(element, setting.frame.format, setting.purpose) for element in scene.layers)
    elements = one_motif([element for element in shown if shows(element, setting.purpose)])
    light = look_of(scene, setting.brand) == "light"
    if light:
        scene, elements = in_light(scene, elements)
    setting = replace(setting, ground=scene.ground, kept=kept_places(elements, setting))
    cues = scene.cues if setting.captioned else ()

    def said(shown: Setting) -> list[Layer]:
        return caption_layers(cues, shown, scene.caption_style, light=light)

    placed, captions = _with_captions(elements, said, setting, light=light)
    words = [layer for _, layers in placed for layer in layers] + captions
    local = local_of(elements)
    if local and not light:
        words = lightened(words, local, setting.colour(scene.ground), setting)
        kept = iter(words)
        placed, captions = [(element, [next(kept) for _ in drawn]) for element, drawn in placed], list(kept)
    layers = _not_hidden(_on_scrims(placed, words, setting, light=light), setting)
    captions = without_needless_pills(captions, layers, setting.colour(scene.ground))
    return Scene(
        name=scene.name,
        frames=setting.clock.frames,
        ground=setting.colour(scene.ground),
        layers=(*layers, *captions),
        enter=enter,
        still=0 if setting.clock.poster else min(setting.clock.settled, setting.clock.frames - 1),
    )


def _with_captions(
    elements: Sequence[Element], said: Callable[[Setting], list[Layer]], setting: Setting, *, light: bool
) -> tuple[list[tuple[Element, list[Layer]]], list[Layer]]:
    """The elements with their layers, and the captions. Where an upright frame has a picture that does not fill it, the
    words stand at the top, the captions right below them, and the picture has all that is left down to the frame's end:
    no bare ground is kept for what is said later."""
    captions = said(setting)
    x, y, right, bottom = setting.zone("frame")
    if not captions:
        return _laid_out(elements, captions, setting, light=light), captions
    setting = with_room_for_pair(elements, said, setting)
    captions = said(setting)
    if right - x > bottom - y:
        aside = setting.aside()
        placed = _laid_out(elements, captions, aside, light=light)
        beside = beside_picture([one for _, layers in placed for one in layers], captions, setting)
        if beside is not None:
            captions, aside = said(beside), setting.aside()
            placed = _laid_out(elements, captions, aside, light=light)
        _adopted(aside, setting)
        return placed, captions
    usual = setting.aside()
    cut = cut_picture(elements, setting) is not None
    placed = [] if cut else _laid_out(elements, captions, usual, light=light)
    found: list[tuple[list[tuple[Element, list[Layer]]], list[Layer], Setting]] = []
    for by in _rises(elements, placed, captions, setting, light=light):
        high = raised(setting, captions, by)
        tops = [
            one.model_copy(update={"place": ("top",)}) if isinstance(one, StackElement) and one.place else one
            for one in elements
        ]
        above, aside = said(high), high.aside()
        closed = _laid_out(tops, above, aside, light=light)
        failed = any(one.severity == "error" for one in aside.findings)
        if not failed and is_below(closed, above, setting) and not said_on_subject(closed, above, setting):
            found.append((closed, above, aside))
            if leads(closed, setting):
                break
    if cut and not (found and leads(found[-1][0], setting)):
        placed = _laid_out(elements, captions, usual, light=light)
    if found and not shows_more(placed, captions, found[-1][0], setting):
        placed, captions, usual = found[-1]
    aside = usual
    _adopted(aside, setting)
    return placed, captions


def _adopted(aside: Setting, setting: Setting) -> None:
    """What was tried out in a setting of its own is kept."""
    setting.clock.settled, setting.clock.turn = max(setting.clock.settled, aside.clock.settled), aside.clock.turn
    setting.findings.extend(aside.findings)


def _rises(
    elements: Sequence[Element],
    placed: Sequence[tuple[Element, list[Layer]]],
    captions: Sequence[Layer],
    setting: Setting,
    *,
    light: bool,
) -> Iterator[int]:
    """Pixels by which captions may stand higher, right below the words: of a picture that is cut to a shape below words of
    their own size, then of ever smaller ones; of another only where it does not fill the frame."""
    heights = [height_of_words(placed, setting)] if is_parted(placed, setting) else []
    if (picture := cut_picture(elements, setting)) is not None:
        words = [one for one in anchored(elements, setting) if one is not picture and one.zone != FOOT]
        whole = height_of_words(_placed(words, (), setting.aside(), light=light), setting)
        heights = [round(whole * share) for share in SMALLER]
    yield from (by for height in heights if (by := raised_by(height, captions, setting)))


def _laid_out(
    elements: Sequence[Element], captions: Sequence[Layer], setting: Setting, *, light: bool
) -> list[tuple[Element, list[Layer]]]:
    """The elements with their layers: pictures in rooms beside the words, or behind them."""
    if captions:
        setting = replace(setting, captions_top=min(layer.box.y for layer in captions))
    in_room = _beside_picture(elements, captions, setting, light=light) or beside_pair(
        elements, captions, setting, zone_of
    )
    if in_room:
        return in_room
    placed = _placed(elements, captions, setting, light=light)
    hidden = hides_news(placed, setting)
    return (beside_pair(elements, captions, setting, zone_of, sweeping=True) if hidden else []) or placed


def _beside_picture(
    elements: Sequence[Element], captions: Sequence[Layer], setting: Setting, *, light: bool
) -> list[tuple[Element, list[Layer]]]:
    """The elements with their layers where the brand cuts pictures to a shape, the picture in the room that the words
    leave, smaller if need be; empty where it bleeds, or where they leave too little."""
    picture = cut_picture(elements, setting)
    if picture is None:
        return []
    stood = [one for one in anchored(elements, setting) if one.zone != FOOT]
    at, most = stood.index(picture), 0.0
    for scale in SMALLER:
        tried = replace(setting.aside(), scale=scale)
        words = _placed([one for one in stood if one is not picture], captions, tried, light=light)
        found = picture_in_room(picture, [*(layer for _, layers in words for layer in layers), *captions], tried)
        if found and found[1] > most:
            (made, most), placed, aside = found, words, tried
        if most >= LEADING:
            break
    if not most:
        return []
    _adopted(aside, setting)
    return [*placed[:at], (picture, leaving(made, float(picture.leave), setting.clock)), *placed[at:]]


def _placed(
    elements: Sequence[Element], captions: Sequence[Layer], setting: Setting, *, light: bool
) -> list[tuple[Element, list[Layer]]]:
    """The elements with their layers: first those that have their place, then what is placed by what its picture shows,
    and the pictures behind them. Scrims are drawn when all words stand."""
    made: dict[int, list[Layer]] = {}
    for index, element in enumerate(elements):
        if not (isinstance(element, ScrimElement | PictureElement) or is_placed(element)):
            made[index] = place_in(element, zone_of(element, setting), setting)
    local = local_of(elements)
    stood = [layer for layers in made.values() for layer in layers if not _is_ground(layer)]
    pad = PANEL_PAD if light else 0
    lives = _lives(elements, made, captions, setting, pad)
    passing = [way_of(layer) for layer in stood if layer.name == HANDLE_NAME]
    plan = arrange(elements, lambda one: zone_of(one, setting), list(lives), setting, pad, passing, lives)
    placed: list[tuple[Element, list[Layer]]] = []
    behind: list[Layer] = []
    for index, element in enumerate(elements):
        element = plan.pictures.get(index, element)
        rect = plan.rects.get(index) or zone_of(element, setting)
        if index in made and index in plan.pictures:
            made[index] = place_in(element, rect, setting.aside())
        elif index in plan.films:
            made[index] = closer(made[index], plan.films[index], setting)
        elif index not in made:
            made[index] = [] if isinstance(element, ScrimElement) else place_in(element, rect, setting)
        drawn = made[index]
        if local and not light:
            dark = darker(element, drawn, behind, local, setting)
            drawn = timed_as(drawn, place_in(dark, rect, setting.aside())) if dark else drawn
        behind += drawn
        placed.append((element, leaving(drawn, float(element.leave), setting.clock)))
    return placed


def _lives(
    elements: Sequence[Element], made: dict[int, list[Layer]], captions: Sequence[Layer], setting: Setting, pad: int
) -> dict[Rect, tuple[int, int]]:
    """The boxes of words that have their place already, with what a panel adds around them, and the frames for which they
    stand; captions have a pill and need no panel."""
    clock, frame = setting.clock, setting.zone("frame")
    stood = [
        one
        for index, layers in made.items()
        for one in leaving([one for one in layers if not _is_ground(one)], float(elements[index].leave), clock)
    ]
    lives: dict[Rect, tuple[int, int]] = {}
    for layer in [one for one in [*stood, *captions] if not one.name.startswith(UNDER_NOBODY)]:
        first, last = lifetime(layer, clock.frames)
        for box in standing_boxes([layer], frame):
            box = box if layer in captions else grown(box, pad)
            begin, end = lives.get(box, (first, last))
            lives[box] = min(begin, first), max(end, last)
    return lives


def _on_scrims(
    placed: list[tuple[Element, list[Layer]]], words: list[Layer], setting: Setting, *, light: bool
) -> list[Layer]:
    """The layers, with each scrim over the pictures behind it and under what marks them."""
    layers: list[Layer] = []
    marks: list[Layer] = []
    for element, drawn in placed:
        if isinstance(element, ScrimElement):
            drawn = (paper_under if light else local_scrim)(element, words, setting)
            drawn = [*leaving(drawn, element.leave, setting.clock), *marks]
            marks = []
        elif isinstance(element, CompareElement | MapElement):
            marks += [layer for layer in drawn if not _is_ground(layer)]
            drawn = [layer for layer in drawn if _is_ground(layer)]
        layers += drawn
    return [*layers, *marks]


def _not_hidden(layers: Sequence[Layer], setting: Setting) -> list[Layer]:
    """The layers without fills and patterns behind a picture or clip that covers the frame all the time."""
    x, y, right, bottom = setting.zone("frame")
    covering = [
        index
        for index, one in enumerate(layers)
        if isinstance(one, PictureLayer | FootageLayer | Compare)
        and (one.span, one.motion, getattr(one, "radius", 0), one.opacity) == (None, Motion(), 0, 1)
        and inside((x, y, right, bottom), rect_of(one.box))
    ]
    last = max(covering, default=0)
    return [one for index, one in enumerate(layers) if index >= last or not isinstance(one, Fill | Pattern)]


def _is_ground(layer: Layer) -> bool:
    """Whether a layer of a comparison or a map is the picture itself, not a label, handle or pin on it."""
    return isinstance(layer, Compare | PictureLayer | MapLayer | Route) or layer.name in {DIVIDER, FADING}


def zone_of(element: Element, setting: Setting) -> Rect:
    """The rectangle that an element of a scene is placed in."""
    usual = "frame" if element.type in FULL_FRAME else element.type if element.type in {"motif", "progress"} else "main"
    return setting.zone(element.zone or usual, element.origin)
