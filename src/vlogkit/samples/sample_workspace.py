"""Write the sample workspace: settings, brand, updates, pictures, clips and complaints."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from vlogkit import resources
from vlogkit.errors import UsageError
from vlogkit.files import outside, write_text

SETTINGS = """# The settings of this workspace. Lines that start with # are explanations; every key but `name` may be left out.
name: {name}

# The look: a file of brands/ here, or a shipped one (see them with: vlogkit templates brands).
brand: jateng

# The language of what you write: id, jv or en. An item may say another one.
lang: id

# What is made of each item.
videos: [portrait, square, landscape]
cards: [portrait, feed, square, landscape]

# When posts may go out: calendar/NAME.yaml here, or a shipped one.
timezone: Asia/Jakarta
calendar: jawa-tengah

# Where posts go. The outbox is a folder of packs that a person posts by hand; it needs no account.
accounts:
  - name: outbox
    platform: outbox

# Who must have said yes before anything leaves. `required: false` lets posts leave at their time without a person.
approval:
  required: true
  second_person: false
"""
BRAND_NOTE = "# Your own look: `extends: jateng` takes everything you do not say from the province's brand.\n"
BRAND = """name: dinas-kami
label: Dinas kami
extends: jateng
agency:
  name: Dinas Pekerjaan Umum Bina Marga dan Cipta Karya
  short: DPU Bina Marga
  office: Provinsi Jawa Tengah
"""


AGENCY = "Dinas Contoh Provinsi Jawa Tengah"


def make_workspace(folder: Path, name: str = AGENCY) -> list[Path]:
    """Write a commented sample workspace into a new or empty folder; the files made, in order.
    Raises UsageError where the folder has something in it, DiskError where it cannot be written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"`{folder}` is not empty", hint="Name a new folder; nothing was changed.")
    try:
        return _write(folder, name)
    except OSError as error:
        raise outside(error, folder) from None


def _write(folder: Path, name: str) -> list[Path]:
    made: list[Path] = []
    folder.mkdir(parents=True, exist_ok=True)
    sample = resources.shipped("assets", "samples", "workspace")
    for source in sorted(path for path in sample.rglob("*") if path.is_file()):
        target = folder / source.relative_to(sample)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        made.append(target)
    for path, text in (
        (folder / "vlogkit.yaml", SETTINGS.format(name=json.dumps(name, ensure_ascii=False))),
        (folder / "brands" / "dinas-kami.yaml", BRAND_NOTE + BRAND),
    ):
        write_text(path, text)
        made.append(path)
    return made
