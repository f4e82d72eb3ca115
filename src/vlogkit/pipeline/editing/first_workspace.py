"""Make an agency's workspace: its name, its logo, colours taken from the logo, and the look of a shipped brand."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from vlogkit.catalogue import load_brand
from vlogkit.drawings.bounds import check_drawing
from vlogkit.errors import InputError, UsageError
from vlogkit.files import outside, write_bytes, write_text
from vlogkit.media.pictures import open_picture
from vlogkit.samples.sample_workspace import SETTINGS as SETTINGS_TEXT

WIDE = 1.8
"""Times as wide as high from which on a logo is a wordmark."""
_NONE = '""'
CONTRAST = 6.0
"""Of the brand's colour with white: patterns and light on a ground take from it, and 4.5 has to stay."""


def proposed_colours(logo: Path | None) -> list[str]:
    """The strong colours of a logo, dark enough for white words, the most frequent first; none without one that can be
    opened. Raises InputError for a file that is not a picture."""
    if logo is None:
        return []
    if logo.suffix.lower() == ".svg":
        found = re.findall(r"#[0-9a-fA-F]{6}\b", logo.read_text(encoding="utf-8", errors="replace"))
        colours = [_rgb(one) for one in found]
    else:
        pixels = open_picture(logo, at_least=(96, 96)).pixels
        pixels.thumbnail((96, 96))
        array = np.asarray(pixels, np.int32).reshape(-1, 3)
        coarse = (array // 24) * 24 + 12
        kinds, counts = np.unique(coarse, axis=0, return_counts=True)
        colours = [tuple(int(part) for part in kinds[index]) for index in np.argsort(-counts)]
    strong = [one for one in dict.fromkeys(colours) if max(one) - min(one) > 60]
    return list(dict.fromkeys(_hex(_darkened(one)) for one in strong))[:5]


def _rgb(text: str) -> tuple[int, ...]:
    return tuple(int(text[index : index + 2], 16) for index in (1, 3, 5))


def _hex(colour: Sequence[int]) -> str:
    return "#" + "".join(f"{min(255, max(0, part)):02X}" for part in colour)


def contrast_with_white(colour: Sequence[int]) -> float:
    """WCAG 2.2's contrast ratio of a colour (0-255) with white."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    ]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _darkened(colour: Sequence[int]) -> tuple[int, ...]:
    """The colour, darker as far as white words on it need."""
    share = 1.0
    while contrast_with_white([round(part * share) for part in colour]) < CONTRAST and share > 0.1:
        share -= 0.04
    return tuple(round(part * share) for part in colour)


def first_workspace(
    folder: Path,
    agency: str,
    *,
    short: str = "",
    colour: str = "",
    look: str = "jateng",
    logo: tuple[str, bytes] | None = None,
) -> None:
    """Write the settings, the brand and the empty folders of a new workspace into a folder that is empty or not there.
    Raises UsageError where the folder holds something, InputError for a logo that cannot be used, DiskError."""
    if folder.exists() and (
        not folder.is_dir() or any(path for path in folder.iterdir() if not path.name.startswith("."))
    ):
        raise UsageError(f"`{folder}` is not empty", hint="Choose a new folder; nothing was changed.")
    if not agency.strip():
        raise InputError("the agency has no name", hint="Write its full name, as it signs.")
    if colour and not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise InputError(f"`{colour}` is not a colour", hint="Write it like #8A1F2D.")
    base = load_brand(look)
    name = _stem(short or agency)
    mark = _logo(folder, logo) if logo else None
    brand = [f"name: {name}", f"label: {_quoted(agency)}", f"extends: {base.name}", "agency:"]
    brand += [f"  name: {_quoted(agency)}", f"  short: {_quoted(short or agency)}", '  office: ""', '  handle: ""']
    if colour:
        deep = _hex([round(part * 0.42) for part in _rgb(colour)])
        brand += ["colours:", f'  brand: "{_hex(_darkened(_rgb(colour)))}"', f'  deep: "{deep}"']
    if mark is not None:
        brand += ["logo:", f"  mark: {mark[0]}", '  mark_on_dark: ""', '  crest: ""', '  crest_on_dark: ""']
        brand += [f"  wide: {mark[0] if mark[1] else _NONE}", '  wide_on_dark: ""']
        brand += [f"  lockup: {'wide' if mark[1] else 'mark'}"]
    try:
        for part in ("updates", "pictures", "clips"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        write_text(folder / "brands" / f"{name}.yaml", "\n".join(brand) + "\n")
        settings = SETTINGS_TEXT.format(name=json.dumps(agency, ensure_ascii=False))
        write_text(folder / "vlogkit.yaml", settings.replace("brand: jateng", f"brand: {name}"))
    except OSError as error:
        raise outside(error, folder) from None
    load_brand(name, folder)


def _logo(folder: Path, logo: tuple[str, bytes]) -> tuple[str, bool]:
    """The name of the logo's file in the workspace, and whether it is a wide one."""
    called, data = logo
    ending = Path(called).suffix.lower()
    if ending == ".svg":
        text = data.decode("utf-8", "replace")
        try:
            check_drawing(text)
        except ValueError as error:
            hint = "Ask the designer for a plain SVG, or use a PNG."
            raise InputError(f"`{called}` cannot be used: {error}", hint=hint) from None
        write_bytes(folder / "logos" / "logo.svg", text.encode("utf-8"))
        return "logos/logo.svg", _is_wide(text)
    if ending not in {".png", ".jpg", ".jpeg"}:
        raise InputError(f"`{called}` cannot be used as a logo", hint="Give it as SVG, PNG or JPEG.")
    try:
        with Image.open(io.BytesIO(data)) as opened:
            picture = opened.convert("RGBA")
    except (OSError, ValueError) as error:
        raise InputError(f"`{called}` cannot be opened: {error}", hint="Save it again as PNG.") from None
    picture.thumbnail((1024, 1024))
    stream = io.BytesIO()
    picture.save(stream, format="PNG")
    write_bytes(folder / "logos" / "logo.png", stream.getvalue())
    return "logos/logo.png", picture.width > WIDE * picture.height


def _is_wide(text: str) -> bool:
    """Whether a drawing's view box is wide."""
    box = re.search(r'viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', text)
    return box is not None and float(box[1]) > WIDE * float(box[2])


def _stem(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "lembaga"
    return f"{stem}-kami" if stem in {"jateng", "dinkes", "bumd"} else stem


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
