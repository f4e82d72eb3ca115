"""Cues of a scene come in; text layers that burn them in, broken for the format, go out."""

from __future__ import annotations

import re

from vlogkit.records.caption import Cue
from vlogkit.records.element_base import Role
from vlogkit.records.timeline import Key, Layer, Motion, Text, TextLine
from vlogkit.staging.setting import Setting, box
from vlogkit.staging.text_pieces import Look, report_fit, text_style
from vlogkit.staging.words import set_words

FADE_FRAMES = 3
TONES: dict[str, tuple[Role, Role]] = {"light": ("paper", "accent"), "dark": ("ink", "brand")}
"""Words and highlight on dark and on light grounds."""


def caption_layers(cues: tuple[Cue, ...], tone: str, highlights: tuple[str, ...], setting: Setting) -> list[Layer]:
    """A layer a cue, at the bottom of the captions' zone, for the frames it stands."""
    if tone == "none":
        return []
    return [_caption(cue, tone, highlights, setting) for cue in cues]


def _caption(cue: Cue, tone: str, highlights: tuple[str, ...], setting: Setting) -> Layer:
    role, highlight = TONES[tone]
    look = Look("caption", role, highlight, lines=setting.frame.captions.lines, weight=700)
    step = setting.frame.type["caption"]
    x, _, right, bottom = setting.zone("captions")
    text = " ".join(cue.text.split())
    spans = tuple((m.start(), m.end()) for phrase in highlights for m in re.finditer(re.escape(phrase), text))
    rules = setting.frame.captions
    block = set_words(
        text,
        spans,
        text_style(setting, look, step.size),
        step.smallest,
        right - x,
        rules.lines,
        setting.lang,
        characters=rules.characters,
        longer_below=True,
    )
    report_fit(block, text, setting, f"scene {setting.scene}")
    height = block.cap + (len(block.lines) - 1) * block.step
    y = bottom - 0.24 * block.style.size - height
    first, last = setting.clock.at(cue.start), min(setting.clock.at(cue.end), setting.clock.frames)
    lines = tuple(
        TextLine(
            text=line.text,
            x=round(line.x + (x if rules.align == "left" else x + (right - x - line.width) / 2), 2),
            baseline=round(y + block.cap + index * block.step),
            width=line.width,
            spans=tuple((start, end, setting.colour(highlight)) for start, end in line.spans),
        )
        for index, line in enumerate(block.lines)
    )
    fade = (Key(frame=first, value=0.0, ease="hold"), Key(frame=first + FADE_FRAMES, value=1.0, ease="linear"))
    return Text(
        name="caption",
        origin=f"scene {setting.scene}",
        style=block.style,
        colour=setting.colour(role),
        lines=lines,
        box=box(x, y, max(block.width, 2), height + 0.24 * block.style.size),
        span=(first, max(last, first + 1)),
        language=setting.lang,
        motion=Motion(opacity=fade),
    )
