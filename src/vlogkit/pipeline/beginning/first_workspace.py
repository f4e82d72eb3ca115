"""Make an agency's workspace: its name, its logo, colours taken from the logo, and the look of a shipped brand."""

from __future__ import annotations

import json
import re
from pathlib import Path

from vlogkit import resources
from vlogkit.catalogue import load_brand
from vlogkit.errors import InputError, UsageError
from vlogkit.files import outside, write_bytes, write_text
from vlogkit.keeping.file_names import plain_stem
from vlogkit.pipeline.beginning.agency_logo import READABLE, AgencyLogo, contrast, darkened, hexed, rgb
from vlogkit.pipeline.beginning.monogram import monogram
from vlogkit.records.brand import Brand
from vlogkit.samples.sample_workspace import SETTINGS as SETTINGS_TEXT
from vlogkit.typesetting.fonts import open_book

DEEP = 0.42
"""The share of the brand's colour that its deep one is."""


def first_workspace(
    folder: Path,
    agency: str,
    *,
    short: str = "",
    colour: str = "",
    look: str = "jateng",
    logo: AgencyLogo | None = None,
) -> None:
    """Write the settings, the brand and the empty folders of a new workspace into a folder that is empty or not there.
    Raises UsageError where the folder holds something, InputError, DiskError."""
    if folder.exists() and (
        not folder.is_dir() or any(path for path in folder.iterdir() if not path.name.startswith("."))
    ):
        raise UsageError(f"`{folder}` is not empty", hint="Choose a new folder; nothing was changed.")
    if not agency.strip():
        raise InputError("the agency has no name", hint="Write its full name, as it signs.")
    name = _stem(short or agency)
    write_brand(folder, name, agency, short=short, colour=colour, look=look, logo=logo)
    try:
        for part in ("updates", "pictures", "clips"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        settings = SETTINGS_TEXT.format(name=json.dumps(agency, ensure_ascii=False))
        # An agency's own posts go out when somebody else than who made them has looked.
        settings = settings.replace("second_person: false", "second_person: true")
        write_text(folder / "vlogkit.yaml", settings.replace("brand: jateng", f"brand: {name}"))
    except OSError as error:
        raise outside(error, folder) from None
    load_brand(name, folder)


def write_brand(
    folder: Path, name: str, agency: str, *, short: str = "", colour: str = "", look: str, logo: AgencyLogo | None
) -> None:
    """Write `brands/NAME.yaml` of a workspace, and the logo that it names: the one given, else the agency's initials, since
    the look's own is that of another agency. Raises InputError, DiskError."""
    if colour and not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise InputError(f"`{colour}` is not a colour", hint="Write it like #8A1F2D.")
    base, short = load_brand(look), short or agency
    brand = [f"name: {name}", f"label: {_quoted(agency)}", f"extends: {base.name}", "agency:"]
    brand += [f"  name: {_quoted(agency)}", f"  short: {_quoted(short)}", '  office: ""', '  handle: ""']
    colours = _colours(base, colour, logo)
    if colour:
        brand += ["colours:", *(f'  {role}: "{tone}"' for role, tone in colours.items())]
    try:
        files = _write_logo(folder, name, short, base, colours["brand"], logo)
        brand += ["logo:", *(f"  {key}: {_quoted(file)}" for key, file in files.items())]
        brand += [f"  lockup: {'wide' if logo and logo.wide else 'mark'}", "hashtags: []"]
        write_text(folder / "brands" / f"{name}.yaml", "\n".join(brand) + "\n")
    except OSError as error:
        raise outside(error, folder) from None


def _colours(base: Brand, colour: str, logo: AgencyLogo | None) -> dict[str, str]:
    """The brand's colour as white words can be read on it, the deep one of it, and the logo's bright one as the accent
    where that can be read on both."""
    if not colour:
        return {"brand": base.colours.brand}
    brand = darkened(rgb(colour))
    deep = [round(part * DEEP) for part in brand]
    given = {"brand": hexed(brand), "deep": hexed(deep)}
    for bright in logo.bright if logo else ():
        if min(contrast(rgb(bright), brand), contrast(rgb(bright), deep)) >= READABLE:
            return given | {"accent": bright}
    return given


def _write_logo(
    folder: Path, name: str, short: str, base: Brand, colour: str, logo: AgencyLogo | None
) -> dict[str, str]:
    """The logo's files, written, by the brand's keys for them; empty for those that it does not have."""
    files = dict.fromkeys(("mark", "mark_on_dark", "crest", "crest_on_dark", "wide", "wide_on_dark"), "")
    if logo is not None:
        files["mark"] = f"logos/{name}.{logo.ending}"
        files["wide"] = files["mark"] if logo.wide else ""
        write_bytes(folder / files["mark"], logo.data)
        return files
    book, paper = open_book(), base.colours.paper
    for key, end, tones in (("mark", "", (colour, paper)), ("mark_on_dark", "-on-dark", (paper, colour))):
        files[key] = f"logos/{name}{end}.svg"
        write_text(folder / files[key], monogram(short, base, *tones, book) + "\n")
    return files


def _stem(text: str) -> str:
    stem = plain_stem(text, "lembaga")
    return f"{stem}-kami" if stem in resources.names("brands") else stem


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
