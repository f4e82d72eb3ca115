"""Find and draw emoji pictures by their code points."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError
from vlogkit.freshness import until_changed
from vlogkit.strict_yaml import read_text
from vlogkit.typesetting.characters import SKIN_TONES, TEXT_STYLE

SIZE = 1.16
"""The side of the picture, in em: a little taller than the capitals, as emoji stand in messages."""
ADVANCE = 1.2
"""How far an emoji moves the pen, in em."""
_NAME = re.compile(r"[0-9a-f]+(?:-[0-9a-f]+)*")
_EMOJI_STYLE = "\ufe0f"


class EmojiBook:
    """Pictures in folders of SVG files named by code points without U+FE0F; an earlier folder wins."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.pictures: dict[str, Path] = {}
        for folder in folders:
            for path in sorted(folder.glob("*.svg")) if folder.is_dir() else []:
                if _NAME.fullmatch(path.stem.lower()):
                    self.pictures.setdefault(path.stem.lower(), path)

    def find(self, cluster: str) -> Path | None:
        """The picture for one grapheme cluster, else the one without its skin tone."""
        bare = [char for char in cluster if char not in (_EMOJI_STYLE, TEXT_STYLE)]
        untoned = [char for char in bare if char not in SKIN_TONES]
        exact = self.pictures.get(_key(bare))
        return exact or (self.pictures.get(_key(untoned)) if untoned else None)


def _key(chars: Iterable[str]) -> str:
    return "-".join(f"{ord(char):x}" for char in chars)


@until_changed(lambda path, side: [path], most=512)
def paint(path: Path, side: int) -> NDArray[np.uint8]:
    """The picture drawn `side` pixels square: (side, side, 4) premultiplied RGBA. Raises InputError."""
    try:
        straight = rasterise(read_text(path), side, side).astype(np.uint16)
    except (ValueError, OSError) as error:
        hint = "Save the emoji as plain SVG shapes."
        raise InputError(f"this emoji picture cannot be drawn: {error}", where=path, hint=hint) from None
    alpha = straight[..., 3:]
    pixels = np.concatenate([(straight[..., :3] * alpha + 127) // 255, alpha], axis=2).astype(np.uint8)
    pixels.setflags(write=False)
    return pixels
