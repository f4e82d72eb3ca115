"""Set words with `*marks*` into a width, at the largest size that fits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vlogkit.records.base import Language
from vlogkit.records.marks import Marks
from vlogkit.records.timeline import TextStyle
from vlogkit.typesetting.blocks import BlockLine, TextBlock
from vlogkit.typesetting.fitting import fit
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.style import Shape, Style

DESCENDER = 0.2
"""Room below a line for descenders, in em."""
HIGHER = 0.12
"""Marks this much (em) above the capitals, as in Javanese script, count as the line's top."""


@dataclass(frozen=True)
class SetText:
    """Lines at one size, and the highlighted characters of the whole text. `cap` is the height of the first line's capitals (or of higher marks), `step` the distance of
    baselines, `below` the room that ink or descenders need under the last one, `hang` that of its ink alone."""

    lines: tuple[BlockLine, ...]
    marks: Marks
    style: TextStyle
    width: float
    cap: float
    step: float
    below: float
    hang: float
    smallest: float
    largest: float
    max_lines: int
    overflow: bool
    broken: tuple[str, ...] = ()
    """Words that had to be broken inside."""
    parted: tuple[str, ...] = ()
    """Two words each that belong together, between which a line ends."""


@lru_cache(maxsize=1024)
def set_words(
    text: str,
    marks: Marks,
    style: TextStyle,
    smallest: float,
    width: float,
    lines: int,
    lang: Language,
    book: FontBook,
    *,
    characters: int | None = None,
    shape: Shape = "balanced",
    give: float = 0.1,
) -> SetText:
    """The largest size from the style's down to `smallest` (pixels) at which the text takes at most `lines` lines; what
    is marked stays together; `give` is the share of that size which better lines are worth. Kept: a block that looks for
    its place is set in several widths, and once more where it stands."""
    block = fit(
        text,
        Style.of(style, lang, optical=True),
        max(width, 1.0),
        size_max=style.size,
        size_min=min(smallest, style.size),
        max_lines=lines,
        max_chars=characters,
        shape=shape,
        keep=marks,
        give=give,
        book=book,
    )
    used = style.model_copy(update={"size": block.size})
    tops = block.baselines
    step = (tops[-1] - tops[0]) / (len(tops) - 1) if len(tops) > 1 else block.size * style.leading
    return SetText(
        lines=block.lines,
        marks=marks,
        style=used,
        width=block.width,
        cap=_above(block),
        step=step,
        below=max(DESCENDER * block.size, block.ink.bottom - tops[-1]) if tops else 0.0,
        hang=max(0.0, block.ink.bottom - tops[-1]) if tops else 0.0,
        smallest=min(smallest, style.size),
        largest=style.size,
        max_lines=lines,
        overflow=block.overflow,
        broken=tuple(strain.text for strain in block.strains if strain.kind == "word"),
        parted=tuple(strain.text for strain in block.strains if strain.kind == "phrase"),
    )


def _above(block: TextBlock) -> float:
    """Height of the first line over its baseline: its capitals, or marks that stand clearly higher."""
    if not block.lines:
        return 0.0
    cap = block.baselines[0] - block.cap_top
    ink = block.baselines[0] - block.ink.top
    return ink if ink > cap + HIGHER * block.size else cap
