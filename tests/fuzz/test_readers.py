"""Whatever stands in a file, its reader gives a result or a VlogkitError, soon, and touches nothing outside the workspace.

`make test` tries a few inputs a reader, the same each time; `make fuzz` tries VLOGKIT_FUZZ of them in all, others each time.
A find is mended where the fault is, and its input is kept in FINDS.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.clips import write_clip
from tests.fuzz.mutations import damaged
from tests.intake.reading.test_sheets import write_ods, write_xlsx
from tests.material import NOW, ROOT, SETTINGS, TEMPLATE, UPDATE, make_workspace, paint

from vlogkit.catalogue import load_brand, load_template, load_words
from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import VlogkitError
from vlogkit.files import sha256_of
from vlogkit.intake.footage.inspection import probe
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.updates import read_update
from vlogkit.media.pictures import open_picture, picture_size
from vlogkit.pipeline.telling.assets import drawing
from vlogkit.pipeline.telling.items import tell
from vlogkit.planning.plan_files import read_rows
from vlogkit.workspace import Workspace, open_workspace
from vlogkit.writing.captions.caption_files import read as read_captions

LONG = "VLOGKIT_FUZZ" in os.environ
INPUTS = int(os.environ.get("VLOGKIT_FUZZ", "180"))
SECONDS = 10
"""Of one core, for one input."""

FIELDS = ["Nomor", "Judul", "Isi", "Tanggal", "Status"]
ROWS = [["LGB-1", "Jalan rusak", "Jalan, berlubang", "2026-10-01 10:00", "Selesai"]] * 3
CSV = ("\n".join(";".join(f'"{cell}"' for cell in row) for row in [FIELDS, *ROWS])).encode()
JSON = b'{"laporan": [{"nomor": "LGB-1", "judul": "Jalan rusak", "tanggal": "2026-10-01T10:00:00+07:00", "isi": {"teks": ["a", 1, null]}}]}'
XML = b'<?xml version="1.0" encoding="UTF-8"?>\n<service_requests><request><service_request_id>1</service_request_id><status>closed</status><description>Jalan &amp; air</description></request></service_requests>'
PLAN = b"bundle,account,due,text\njalan,outbox,2026-12-01 07:00 WIB,Jalan mulus\n"
PLAN_YAML = b"posts:\n  - {bundle: jalan, account: outbox, due: 2026-12-01 07:00 WIB}\n"
SRT = b"1\n00:00:01,000 --> 00:00:02,500\n<i>Selamat</i> datang\n\n2\n00:00:03,000 --> 00:00:04,000\ndi desa\n"
VTT = b"WEBVTT\n\nNOTE a\n\n00:01.000 --> 00:02.000 align:start\n<v Sari>Selamat <00:01.500>datang\n"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="a"><path d="M0 0h9v9z" fill="#f00"/></g><use href="#a" x="3"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
    b'<rect width="9" height="9" fill="url(#g)" opacity=".5"/><circle cx="3" cy="3" r="2" transform="rotate(45)"/></svg>',
)
JINJA = (
    b"{{ notice.title }} {% if notice.title %}{{ notice.title | length + 1 }}{% endif %}",
    b"{% for p in notice.pictures %}{{ loop.index }} {{ p.alt | upper | truncate(9) }}{% endfor %}{{ [1, 2.5] | sum / 3 }}",
)


@dataclass(frozen=True)
class Reader:
    """Where its file lies in a workspace, files it can read, and how it is called."""

    file: str
    originals: Callable[[Path], tuple[bytes, ...]]
    read: Callable[[Workspace, Path], object]
    share: int = 25
    """How many of the inputs it gets, beside the others; those that are dear get fewer."""


def of(*originals: bytes) -> Callable[[Path], tuple[bytes, ...]]:
    return lambda _: originals


def shipped(folder: str, ending: str) -> Callable[[Path], tuple[bytes, ...]]:
    return lambda _: tuple(path.read_bytes() for path in sorted((ROOT / folder).glob(f"*{ending}")))


def rows(workspace: Workspace, path: Path) -> object:
    reader = reader_of(path, None, workspace=workspace.root)
    return list(islice(reader.rows([("ticket",), ("text",), ("tanggal",)], lambda _: None), 5000))


def all_rows(workspace: Workspace, path: Path) -> object:
    reader = reader_of(path, None, workspace=workspace.root)
    return sum(1 for _ in reader.rows([("nomor",), ("judul",), ("tanggal",)], lambda _: None))


def story(workspace: Workspace, _: Path) -> object:
    return tell(workspace, "jembatan", today=NOW.date())


def jinja(workspace: Workspace, path: Path) -> object:
    words = path.read_bytes().decode("utf-8", "replace").replace("'", "''").replace("\n", " ")
    template = TEMPLATE.replace('words: "{{ notice.title }}"', f"words: '{words}'")
    (workspace.root / "templates" / "tiny" / "template.yaml").write_text(template, encoding="utf-8")
    return story(workspace, path)


def pictures(folder: Path) -> tuple[bytes, ...]:
    kinds = ("a.jpg", "a.png", "a.webp", "a.gif", "a.tif", "a.bmp")
    return tuple(paint(folder / "made" / kind, (40, 30)).read_bytes() for kind in kinds)


def clips(folder: Path) -> tuple[bytes, ...]:
    (folder / "made").mkdir(parents=True, exist_ok=True)
    return tuple(
        write_clip(folder / "made" / name, seconds=0.4, codec=codec).read_bytes()
        for name, codec in (("a.mp4", "libx264"), ("b.mp4", "mpeg4"))
    )


def draw(_: Workspace, path: Path) -> object:
    text = drawing(path, sha256_of(path))
    with suppress(ValueError):  # the layer that draws it says where it stands
        return rasterise(text, 24, 24)
    return None


def opened(folder: Path, write: Callable[..., Path], name: str, table: object) -> tuple[bytes, ...]:
    (folder / "made").mkdir(parents=True, exist_ok=True)
    return (write(folder / "made" / name, table).read_bytes(),)


READERS = {
    "settings": Reader(
        "vlogkit.yaml",
        of(SETTINGS.encode(), (SETTINGS + "accounts:\n  - {name: a, platform: x, options: {a: b}}\n").encode()),
        lambda w, _: open_workspace(w.root).database,
    ),
    "brand": Reader("brands/lain.yaml", shipped("config/brands", ".yaml"), lambda w, _: load_brand("lain", w.root)),
    "words": Reader("words/id.yaml", shipped("config/words", ".yaml"), lambda w, _: load_words("id", w.root)),
    "template": Reader(
        "templates/lain/template.yaml",
        lambda _: tuple(path.read_bytes() for path in sorted((ROOT / "templates").glob("*/template.yaml"))[:6]),
        lambda w, _: load_template("lain", w.root),
    ),
    "update": Reader(
        "updates/lain.md",
        lambda folder: (UPDATE.encode(), *shipped("assets/samples/workspace/updates", ".md")(folder)),
        lambda _, path: read_update(path),
    ),
    "story": Reader("templates/tiny/template.yaml", of(TEMPLATE.encode()), story, 10),
    "jinja": Reader("words.txt", of(*JINJA), jinja, 20),
    "csv": Reader("complaints/a.csv", of(CSV), rows),
    "json": Reader("complaints/a.json", of(JSON, JSON[12:-1], b"\n".join([JSON] * 3)), rows),
    "xml": Reader("complaints/a.xml", of(XML), rows),
    "xlsx": Reader("complaints/a.xlsx", lambda f: opened(f, write_xlsx, "a.xlsx", {"Data": [FIELDS, *ROWS]}), rows),
    "ods": Reader("complaints/a.ods", lambda f: opened(f, write_ods, "a.ods", [FIELDS, *ROWS]), rows),
    "plan": Reader("plan.csv", of(PLAN), lambda _, path: read_rows(path)),
    "plan-yaml": Reader("plan.yaml", of(PLAN_YAML), lambda _, path: read_rows(path)),
    "picture": Reader("pictures/a.jpg", pictures, lambda _, path: (picture_size(path), open_picture(path))),
    "svg": Reader("pictures/a.svg", of(*SVG), draw),
    "clip": Reader("clips/a.mp4", clips, lambda _, path: probe(path), 15),
    "captions": Reader("captions/a.srt", of(SRT, VTT), lambda _, path: read_captions(path)),
}


def attempt(reader: Reader, workspace: Workspace, data: bytes) -> None:
    """Read one input. Anything but a VlogkitError ends the test, and so does taking long."""
    path = workspace.root / reader.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    start = time.process_time()
    with suppress(VlogkitError):
        reader.read(workspace, path)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_is_read_or_refused_in_time(name: str, tmp_path: Path) -> None:
    reader, workspace = READERS[name], make_workspace(tmp_path / "ws")
    originals = reader.originals(tmp_path)
    for original in originals:
        attempt(reader, workspace, original)
    around = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if not path.is_relative_to(workspace.root)}

    @settings(
        max_examples=max(INPUTS * reader.share // sum(one.share for one in READERS.values()), 1),
        derandomize=not LONG,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(data=damaged(originals))
    def tried(data: bytes) -> None:
        attempt(reader, workspace, data)

    tried()
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if not path.is_relative_to(workspace.root)}
    assert after == around


FINDS: list[tuple[str, bytes]] = [
    ("jinja", b"{{ 1e999 - notice.title | length }}"),
    ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>'),
    ("xml", b"<a>" * 100_000),
    ("json", b"[" * 100_000),
    ("settings", b"[" * 100_000),
    ("template", b"name: tiny\nextends:\n  say: " + b"a" * 3000),
    ("template", b"name: tiny\nextends: " + b"a" * 3000),
    ("brand", b"extends: [" + b"a" * 3000 + b"]"),
    ("captions", b"WEBVTT\n\nNOTES of a meeting\n\n00:01.000 --> 00:02.000\nSelamat\n"),
]


@pytest.mark.parametrize(("name", "data"), FINDS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FINDS)])
def test_what_was_found_once_stays_mended(name: str, data: bytes, tmp_path: Path) -> None:
    attempt(READERS[name], make_workspace(tmp_path / "ws"), data)
