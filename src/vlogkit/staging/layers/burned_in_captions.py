"""Burn a scene's captions in as text layers, their lines broken for the format."""

from __future__ import annotations

from vlogkit.records.base import Colour
from vlogkit.records.caption import CaptionStyle, Cue
from vlogkit.records.marks import lit_letters, marks_of, marks_within
from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Key, Layer, Motion, Text, TextLine
from vlogkit.staging.layers.caption_turns import Turn, turns
from vlogkit.staging.marked_text import SetText, set_words
from vlogkit.staging.pieces.text import TextLook, report_fit, text_style
from vlogkit.staging.setting import Setting, box
from vlogkit.typesetting.blocks import BlockLine

FADE_FRAMES = 3
TONES: dict[str, tuple[Role, Role]] = {"light": ("paper", "accent"), "dark": ("ink", "brand")}
"""Words and highlight on dark and on light grounds."""


def caption_layers(
    cues: tuple[Cue, ...],
    tone: str,
    setting: Setting,
    style: CaptionStyle = "plain",
) -> list[Layer]:
    """A layer a cue, at the bottom of the captions' zone, for the frames it stands; a layer a word where the highlight
    follows the voice and the words of the cue have times."""
    if tone == "none":
        return []
    return [layer for cue in cues for layer in _caption(cue, tone, setting, style)]


def _caption(cue: Cue, tone: str, setting: Setting, style: CaptionStyle) -> list[Layer]:
    role, highlight = TONES[tone]
    look = TextLook("caption", role, highlight, lines=setting.frame.captions.lines, weight=700)
    step = setting.frame.type["caption"]
    x, _, right, bottom = setting.zone("captions")
    text = " ".join(cue.text.split())
    rules = setting.frame.captions
    block = set_words(
        text,
        (),
        text_style(setting, look, step.size),
        step.smallest,
        right - x,
        rules.lines,
        setting.lang,
        setting.material.book,
        characters=rules.characters,
        longer_below=True,
    )
    report_fit(block, text, setting, "")
    height = block.cap + (len(block.lines) - 1) * block.step
    y = bottom - 0.24 * block.style.size - height
    first, last = setting.clock.at(cue.start), min(setting.clock.at(cue.end), setting.clock.frames)
    last = max(last, first + 1)
    fade = (Key(frame=first, value=0.0, ease="hold"), Key(frame=first + FADE_FRAMES, value=1.0, ease="linear"))
    whole = Text(
        name="caption",
        style=block.style,
        colour=setting.colour(role),
        lines=tuple(_line(line, index, block, (x, y, right), setting) for index, line in enumerate(block.lines)),
        box=box(x, y, max(block.width, 2), height + 0.24 * block.style.size),
        span=(first, last),
        language=setting.lang,
        motion=Motion(opacity=fade),
    )
    takes = turns(cue, text, style, (first, last), setting.clock) if style != "plain" else []
    if not takes:
        takes = [Turn(first, last, marks_of(text, lit_letters(cue.text, cue.marks)))]
    return [_turn(whole, take, block, setting.colour(highlight)) for take in takes]


def _line(line: BlockLine, index: int, block: SetText, room: tuple[float, float, float], setting: Setting) -> TextLine:
    x, y, right = room
    left = setting.frame.captions.align == "left"
    return TextLine(
        text=line.text,
        x=round(line.x + (x if left else x + (right - x - line.width) / 2), 2),
        baseline=round(y + block.cap + index * block.step),
        width=line.width,
    )


def _turn(whole: Text, turn: Turn, block: SetText, colour: Colour) -> Text:
    """The cue for the frames of a turn; only what is seen of its fade moves."""
    lines = tuple(
        placed.model_copy(
            update={"spans": tuple((*mark, colour) for mark in marks_within(line.start, line.end, turn.marks))}
        )
        for placed, line in zip(whole.lines, block.lines, strict=True)
    )
    fading = turn.first < whole.motion.opacity[-1].frame
    motion = whole.motion if fading else Motion()
    return whole.model_copy(update={"lines": lines, "span": (turn.first, turn.last), "motion": motion})
