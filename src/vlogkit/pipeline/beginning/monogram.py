"""Draw a sign for an agency that gave no logo: its initials in the brand's letters, on the brand's shape."""

from __future__ import annotations

from vlogkit.records.base import Colour
from vlogkit.records.brand import Brand
from vlogkit.staging.shapes.glyph_paths import word_path
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.style import Style

SIDE = 96
LETTERS, ROOM = 2, 0.66
"""Initials at most, and the share of the sign's width that they take."""
HIGH = 0.48
"""Share of the sign's height that they take at most."""
SHORT = 4
"""Capitals that are an abbreviation, which stands whole."""
ROUND = 0.32
"""The corner of a brand with a radius of `SIDE` pixels, in shares of the side."""


def initials(name: str) -> str:
    """What an agency is known by in a sign: its abbreviation, else the first letters of its first words; empty for a name
    without letters."""
    words = [word for word in name.split() if word[0].isalpha()]
    if words and words[0].isupper() and 1 < len(words[0]) <= SHORT:
        return words[0]
    return "".join(word[0].upper() for word in words[:LETTERS])


def monogram(name: str, brand: Brand, ground: Colour, letters: Colour, book: FontBook) -> str:
    """A square drawing of an agency's initials, of a colour on a ground of another."""
    corner = SIDE / 2 if brand.picture == "circle" else min(SIDE / 2, brand.radius * ROUND)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
    plate = f'<rect width="{SIDE}" height="{SIDE}" rx="{corner:g}" fill="{ground}"/>'
    text = initials(name)
    if not text:
        return f"{head}{plate}</svg>"
    family, weight = brand.type.face("title", strong=True)
    path, wide, high = word_path(text, Style(family=family, weight=weight, size=SIDE / 2), book)
    scale = min(ROOM * SIDE / wide, HIGH * SIDE / high)
    place = f"translate({(SIDE - wide * scale) / 2:.2f} {(SIDE + high * scale) / 2:.2f}) scale({scale:.4f})"
    return f'{head}{plate}<path transform="{place}" d="{path}" fill="{letters}"/></svg>'
