"""Burn a scene's captions in as text layers, their lines broken for the format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from vlogkit.records.base import Colour
from vlogkit.records.caption import CaptionStyle, Cue
from vlogkit.records.marks import lit_letters, marks_of, marks_within
from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import (
    Compare,
    Fill,
    FootageLayer,
    Key,
    Layer,
    MapLayer,
    Motion,
    MovieClip,
    PictureLayer,
    Text,
    TextLine,
    Track,
    Vector,
)
from vlogkit.staging.layers.caption_turns import Turn, turns
from vlogkit.staging.layers.short_cues import in_parts
from vlogkit.staging.marked_text import SetText, set_words
from vlogkit.staging.motion import between
from vlogkit.staging.pieces.hugging_ground import PAD_X, foot, hugging
from vlogkit.staging.pieces.text import TextLook, report_fit, text_style
from vlogkit.staging.setting import Setting, box
from vlogkit.timelines.word_boxes import meets, rect_of
from vlogkit.typesetting.blocks import BlockLine

FADE_FRAMES = 3
POP, POP_FRAMES = 1.06, 3
"""How large the spoken word becomes, and how soon."""
ROOM, LETTER = 0.1, 0.58
"""Em that it may become wider, so that the spaces beside a long word stay open; the mean width of a letter in em."""
OPEN = 0.012
"""Em more between letters on a pill."""
PILL_ALPHA = 0.86
"""With it 4.5:1 and more of any brand's words on the whitest film."""
PILL_LINES, PILL_CHARACTERS, MOST_PARTS = 2, 32, 4
"""Lines of a pill, characters of the longest, and parts in which a cue is shown at most, so that the film stays free."""
GAP = 0.05
"""Seconds between cues from which on one leaves before the other comes."""

WEIGHT = 800


class CaptionTones(NamedTuple):
    """The roles of words and highlight, and of the pill that they stand on."""

    words: Role
    highlight: Role
    pill: Role


BOLD, LIGHT = CaptionTones("paper", "accent", "deep"), CaptionTones("ink", "brand", "paper")
"""Those of a look, in all scenes and on all grounds alike: captions are known again."""
PILL = "caption-pill"
SHOWN = Compare | Fill | FootageLayer | MapLayer | MovieClip | PictureLayer
"""What may lie behind captions in other colours than the scene's ground."""


@dataclass(frozen=True)
class CueLook:
    """How a scene's cues are set, and whether a cue comes right after one and right before another."""

    tones: CaptionTones
    style: CaptionStyle
    largest: float
    follows: bool = False
    goes_on: bool = False


def caption_layers(
    cues: tuple[Cue, ...], setting: Setting, style: CaptionStyle = "plain", *, light: bool = False
) -> list[Layer]:
    """A pill and a layer a cue, at the bottom of the captions' zone, for the frames it stands; a layer a word where the
    highlight follows the voice and the words of the cue have times."""
    tones = LIGHT if light else BOLD
    largest = setting.frame.type["caption"].size
    cues = tuple(part for cue in cues for part in _short(cue, CueLook(tones, style, largest), setting))
    if cues:  # all cues of a scene have one size, since the form of their pills shows it
        blocks = (_block(cue, CueLook(tones, style, largest), setting) for cue in cues)
        largest = min(block.style.size for block in blocks)
    near = [later.start - earlier.end < GAP for earlier, later in pairwise(cues)]
    looks = [CueLook(tones, style, largest, *each) for each in zip([False, *near], [*near, False], strict=False)]
    return [layer for cue, look in zip(cues, looks, strict=False) for layer in _caption(cue, look, setting)]


def without_needless_pills(captions: Sequence[Layer], behind: Sequence[Layer], ground: Colour) -> list[Layer]:
    """The captions as bare words, flush with the others, where their pills would lie unseen on a ground of their own colour."""
    pills = [layer for layer in captions if isinstance(layer, Vector)]
    around = [rect_of(layer.box) for layer in behind if isinstance(layer, SHOWN)]
    if not all(f'fill="{ground}"' in pill.svg for pill in pills) or any(
        meets(box, rect_of(pill.box)) for box in around for pill in pills
    ):
        return list(captions)
    return [_moved(layer, -PAD_X) for layer in captions if isinstance(layer, Text)]


def _moved(words: Text, by: int) -> Text:
    lines = tuple(line.model_copy(update={"x": line.x + by}) for line in words.lines)
    return words.model_copy(update={"lines": lines, "box": words.box.model_copy(update={"x": words.box.x + by})})


def _short(cue: Cue, look: CueLook, setting: Setting) -> list[Cue]:
    """A cue in as few parts as it takes for each to stand on two lines, where they stand long enough."""
    for count in range(1, MOST_PARTS + 1):
        parts = in_parts(cue, count)
        if not parts:
            break
        if all(len(_block(part, look, setting).lines) <= PILL_LINES for part in parts):
            return parts
    return [cue]


def _block(cue: Cue, look: CueLook, setting: Setting) -> SetText:
    x, _, right, _ = setting.zone("captions")
    words, rules = look.tones, setting.frame.captions
    own = TextLook("caption", words.words, words.highlight, lines=rules.lines, weight=WEIGHT)
    style = text_style(setting, own, look.largest)
    # A word that pops needs room beside it.
    style = style.model_copy(update={"tracking": style.tracking + OPEN})
    return set_words(
        " ".join(cue.text.split()),
        (),
        style,
        min(look.largest, setting.frame.type["caption"].smallest),
        right - x - 2 * PAD_X,
        rules.lines,
        setting.lang,
        setting.material.book,
        characters=min(rules.characters, PILL_CHARACTERS),
        shape="below",
    )


def _caption(cue: Cue, look: CueLook, setting: Setting) -> list[Layer]:
    x, _, right, bottom = setting.zone("captions")
    text = " ".join(cue.text.split())
    block = _block(cue, look, setting)
    report_fit(block, text, setting, "")
    height = block.cap + (len(block.lines) - 1) * block.step
    y = bottom - foot(block.style.size) - height
    first, last = setting.clock.at(cue.start), min(setting.clock.at(cue.end), setting.clock.frames)
    last = max(last, first + 1)
    room = (x + PAD_X, y, right - PAD_X)
    whole = Text(
        name="caption",
        style=block.style,
        colour=setting.colour(look.tones.words),
        lines=tuple(_line(line, index, block, room, setting) for index, line in enumerate(block.lines)),
        box=box(room[0], y, max(block.width, 2), height + 0.24 * block.style.size),
        span=(first, last),
        language=setting.lang,
        motion=Motion(opacity=_seen(look, first, last)),
    )
    takes = turns(cue, text, look.style, (first, last), setting.clock) if look.style != "plain" else []
    if not takes:
        takes = [Turn(first, last, marks_of(text, lit_letters(cue.text, cue.marks)))]
    colour = setting.colour(look.tones.highlight)
    pops = look.style == "word" and len(takes) > 1
    pill = hugging(
        whole.lines,
        block.cap,
        block.style.size,
        setting.colour(look.tones.pill),
        name=PILL,
        alpha=PILL_ALPHA,
        span=whole.span,
        motion=whole.motion,
    )
    return [pill, *(_turn(whole, take, block, colour, pops=pops) for take in takes)]


def _seen(look: CueLook, first: int, last: int) -> Track:
    """A cue fades in and out, but not between two that follow each other."""
    fade = (Key(frame=first, value=0.0, ease="hold"), Key(frame=first + FADE_FRAMES, value=1.0, ease="linear"))
    seen: Track = () if look.follows else fade
    if look.goes_on or last - first < 3 * FADE_FRAMES:
        return seen
    return (*seen, *between(last - 1 - FADE_FRAMES, last - 1, 1.0, 0.0, "linear"))


def _line(line: BlockLine, index: int, block: SetText, room: tuple[float, float, float], setting: Setting) -> TextLine:
    x, y, right = room
    left = setting.frame.captions.align == "left"
    return TextLine(
        text=line.text,
        x=round(line.x + (x if left else x + (right - x - line.width) / 2), 2),
        baseline=round(y + block.cap + index * block.step),
        width=line.width,
    )


def pop_of(turn: Turn) -> float:
    """How large the word of a turn becomes: a long one less."""
    letters = sum(end - start for start, end in turn.marks)
    return round(min(POP, 1 + ROOM / (LETTER * max(1, letters))), 3)


def _turn(whole: Text, turn: Turn, block: SetText, colour: Colour, *, pops: bool) -> Text:
    """The cue for the frames of a turn; only what is seen of its fade moves, and the word that is spoken pops."""
    lines = tuple(
        placed.model_copy(
            update={"spans": tuple((*mark, colour) for mark in marks_within(line.start, line.end, turn.marks))}
        )
        for placed, line in zip(whole.lines, block.lines, strict=True)
    )
    track = whole.motion.opacity
    comes = bool(track) and track[0].value == 0 and turn.first < track[1].frame
    fading = comes or (bool(track) and track[-1].value == 0 and turn.last > track[-2].frame)
    pop = (
        between(turn.first, min(turn.first + POP_FRAMES, turn.last - 1), 1.0, pop_of(turn), "out") if turn.marks else ()
    )
    changes = {"lines": lines, "span": (turn.first, turn.last), "motion": whole.motion if fading else Motion()}
    return whole.model_copy(update=changes | {"pop": pop if pops else ()})
