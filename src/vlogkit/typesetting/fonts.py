"""Find the font for a family, a weight and a script, in folders of font files."""

from __future__ import annotations

import difflib
import hashlib
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.files import sha256_of
from vlogkit.freshness import until_changed
from vlogkit.typesetting.characters import script_of
from vlogkit.typesetting.emoji import EmojiBook

_CREATING = threading.Lock()


@dataclass(frozen=True, eq=False)
class Font:
    """One file at one weight; distances are in em, ascender up and descender down (negative) as in hhea.

    variations: the settings of a variable font's axes, empty for a static file.
    """

    family: str
    weight: int
    italic: bool
    path: Path
    sha256: str
    upem: int
    ascender: float
    descender: float
    cap_height: float
    x_height: float
    coverage: frozenset[int]
    variations: tuple[tuple[str, float], ...] = ()

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.path.read_bytes()

    @cached_property
    def shaper(self) -> hb.Font:
        """The HarfBuzz font, its scale the units per em; HarfBuzz lets many threads shape with one."""
        with _CREATING:
            shaper = hb.Font(hb.Face(hb.Blob(self.data)))
            if self.variations:
                shaper.set_variations(dict(self.variations))
            return shaper

    def covers(self, text: str) -> bool:
        """True if the file has every character of `text`."""
        return all(ord(char) in self.coverage for char in text)

    def __repr__(self) -> str:
        return f"Font({self.family!r}, {self.weight}{', italic' if self.italic else ''})"


class FontBook:
    """The fonts of some folders, an earlier folder first; safe to use from many threads.

    folders: searched with their subfolders for .ttf and .otf files; default: the shipped ones.
    emoji_folders: SVG pictures named by code points, e.g. `1f44d-1f3fd.svg`; default: the shipped ones.
    Raises InputError for a file that is not a font and when there is none at all.
    """

    def __init__(self, folders: Sequence[Path] | None = None, emoji_folders: Sequence[Path] | None = None) -> None:
        self.folders = tuple(folders) if folders is not None else (resources.shipped("assets", "fonts"),)
        pictures = emoji_folders if emoji_folders is not None else (resources.shipped("assets", "emoji"),)
        self.emoji = EmojiBook(pictures)
        self._families: dict[str, list[Font]] = {}
        self._rank: dict[str, int] = {}
        for rank, folder in enumerate(self.folders):
            for path in sorted(_font_files(folder), key=lambda path: path.relative_to(folder).as_posix()):
                self._add(path, rank)
        if not self._families:
            places = ", ".join(str(folder) for folder in self.folders)
            raise InputError(f"no font was found in {places}", hint="Put .ttf or .otf files there.")
        self._orders: dict[tuple[str, str], tuple[str, ...]] = {}

    def _add(self, path: Path, rank: int) -> None:
        for font in read_fonts(path):
            key = font.family.casefold()
            if self._rank.setdefault(key, rank) == rank:
                self._families.setdefault(key, []).append(font)

    @cached_property
    def sha256(self) -> str:
        """sha256 (hex) over every font and emoji picture that a text may be drawn with, in the order they are asked."""
        fonts = [f"{key} {font.weight} {font.sha256}" for key in self._families for font in self._families[key]]
        emoji = [f"{name} {sha256_of(path)}" for name, path in sorted(self.emoji.pictures.items())]
        return hashlib.sha256("\n".join([*fonts, *emoji]).encode()).hexdigest()

    @property
    def families(self) -> tuple[str, ...]:
        """The names of the families, sorted."""
        return tuple(sorted(fonts[0].family for fonts in self._families.values()))

    def find(self, family: str, weight: int, italic: bool = False) -> Font:
        """The font of `family` nearest to `weight` (100–900), the heavier of two equally near; slant before
        weight.

        Raises InputError with the nearest name for a family that is not here.
        """
        fonts = self._families.get(family.casefold())
        if not fonts:
            close = difflib.get_close_matches(family, self.families, n=1, cutoff=0.5)
            known = ", ".join(self.families)
            hint = f"Did you mean `{close[0]}`?" if close else f"Known families: {known}."
            raise InputError(f"there is no font family `{family}`", hint=hint)
        return min(fonts, key=lambda font: (font.italic != italic, abs(font.weight - weight), -font.weight))

    def fallbacks(self, family: str, weight: int, script: str, italic: bool = False) -> tuple[Font, ...]:
        """Fonts to try in turn for a character of `script` (ISO 15924): the family itself, then those that
        know most of the script's characters (an earlier folder's first), then all others by name."""
        key = (family.casefold(), script)
        order = self._orders.get(key)
        if order is None:
            others = [name for name in self._families if name != key[0]]
            order = self._orders[key] = tuple(sorted(others, key=lambda name: self._suits(name, script)))
        first = self.find(family, weight, italic)
        return (first, *(self.find(name, weight, italic) for name in order))

    def _suits(self, name: str, script: str) -> tuple[bool, int, int, str]:
        known = _scripts(self._families[name][0].coverage).get(script, 0)
        return known == 0, self._rank[name], -known, name


@lru_cache(maxsize=64)
def _scripts(coverage: frozenset[int]) -> Counter[str]:
    return Counter(script_of(chr(code)) for code in coverage)


def _font_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.rglob("*") if path.suffix.lower() in resources.FONTS and path.is_file())


@lru_cache(maxsize=256)
def _read(path: Path, _size: int, _modified: int) -> tuple[Font, ...]:
    """A file that has not changed since gives the same objects, so that their glyphs stay cached."""
    data = path.read_bytes()
    face = hb.Face(hb.Blob(data))
    if face.glyph_count == 0 or face.upem == 0 or not len(face.unicodes):
        raise InputError("this is not a usable font file", where=path, hint="Use a TrueType or OpenType file.")
    weights = [axis for axis in face.axis_infos if axis.tag == "wght"]
    if not weights:
        return (_describe(face, data, path, ()),)
    low, high = int(weights[0].min_value), int(weights[0].max_value)
    steps = [weight for weight in range(100, 1000, 100) if low <= weight <= high] or [int(weights[0].default_value)]
    return tuple(_describe(face, data, path, (("wght", float(weight)),)) for weight in steps)


def read_fonts(path: Path) -> tuple[Font, ...]:
    """The fonts in a file: one, or one for each hundred of weight of a variable font. Raises InputError."""
    try:
        state = path.stat()
        return _read(path.resolve(), state.st_size, state.st_mtime_ns)
    except OSError as error:
        raise InputError(f"this font cannot be read: {error.strerror}", where=path) from None


def _describe(face: Any, data: bytes, path: Path, variations: tuple[tuple[str, float], ...]) -> Font:
    """Name, weight and metrics from the name, OS/2 and hhea tables (OpenType 1.9)."""
    font = hb.Font(face)
    if variations:
        font.set_variations(dict(variations))
    os2 = bytes(face.reference_table("OS/2").data)
    weight = int(variations[0][1]) if variations else int.from_bytes(os2[4:6], "big") if len(os2) >= 6 else 400
    selection = int.from_bytes(os2[62:64], "big") if len(os2) >= 64 else 0
    names = {entry.name_id: face.get_name(entry.name_id, "en") for entry in face.list_names()}
    extents, tags = font.get_font_extents("ltr"), hb.OTMetricsTag
    return Font(
        family=str(names.get(16) or names.get(1) or path.stem),
        weight=max(1, min(1000, weight)),
        italic=bool(selection & 1) or bool(selection & 512),
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        upem=face.upem,
        ascender=extents.ascender / face.upem,
        descender=extents.descender / face.upem,
        cap_height=font.get_metric_position_with_fallback(tags.CAP_HEIGHT) / face.upem,
        x_height=font.get_metric_position_with_fallback(tags.X_HEIGHT) / face.upem,
        coverage=frozenset(face.unicodes),
        variations=variations,
    )


@until_changed(resources.own_fonts)
def open_book(workspace: Path | None = None) -> FontBook:
    """The shipped fonts and emoji, after a workspace's own in `fonts/` and `emoji/`; the same book as long as those stay
    as they are. Whoever measures or draws takes the book that the workspace's commands hand on, so that a text is drawn
    with the file that it was measured with. Raises InputError."""
    fonts = [resources.shipped("assets", "fonts")]
    emoji = [resources.shipped("assets", "emoji")]
    if workspace is not None:
        fonts.insert(0, workspace / "fonts")
        emoji.insert(0, workspace / "emoji")
    return FontBook(fonts, emoji)
