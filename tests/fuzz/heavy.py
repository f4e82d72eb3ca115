"""Make a file that is large, or swells when it is read, or read one and say how much memory that took at most.

    python -m tests.fuzz.heavy make NAME FILE
    python -m tests.fuzz.heavy read NAME FILE     # moves it to where its reader looks; prints the peak in megabytes

Each runs by itself, as a peak is of a process and a reader that ends its process should end no other.
"""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from PIL import Image
from tests.fuzz.test_readers import READERS, all_rows
from tests.intake.reading.test_sheets import LINKS, MAIN, write_ods, write_xlsx
from tests.material import make_workspace

from vlogkit.errors import VlogkitError

WIDE, TALL = 9_200, 6_900
"""A little less than the 64 million pixels that a picture may have."""
HEAD = ["Nomor", "Judul", "Isi", "Tanggal", "Status"]
ROW = ["LGB-1", "Jalan rusak", "Jalan, berlubang", "2026-10-01 10:00", "Selesai"]


def picture(kind: str, mode: str, size: tuple[int, int] = (WIDE, TALL), **options: object) -> Callable[[Path], None]:
    """A picture of one colour, which makes a small file."""

    def make(path: Path) -> None:
        if kind == "HEIF":
            from pillow_heif import register_heif_opener

            register_heif_opener()
        Image.new(mode, size, 90 if len(Image.new(mode, (1, 1)).getbands()) == 1 else None).save(path, kind, **options)

    return make


def turned() -> bytes:
    """Metadata that say that the camera was held upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif.tobytes()


def cut(make: Callable[[Path], None], share: float) -> Callable[[Path], None]:
    """A file of which only a part is there."""

    def made(path: Path) -> None:
        make(path)
        os.truncate(path, int(path.stat().st_size * share))

    return made


def text(head: str, line: str, count: int, end: str = "") -> Callable[[Path], None]:
    """A line many times over."""

    def make(path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(head)
            for _ in range(count // 1000):
                file.write(line * 1000)
            file.write(end)

    return make


def sheet(path: Path) -> None:
    """A workbook of a million rows."""
    write_xlsx(path, {"Data": [HEAD, ROW]})
    rows = (f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>2</v></c><c r="C{n}"><v>3</v></c></row>' for n in range(3, 1_000_000))  # fmt: skip
    grown(path, "xl/worksheets/s0.xml", "</sheetData>", rows)


def far_cell(path: Path) -> None:
    write_xlsx(path, {"Data": [HEAD, ROW]})
    grown(path, "xl/worksheets/s0.xml", "</sheetData>", iter(['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>']))


def open_sheet(path: Path) -> None:
    """A million rows that are written once."""
    write_ods(path, [HEAD, ROW])
    row = "".join(
        "<table:table-cell office:value-type='string'><text:p>lubang</text:p></table:table-cell>" for _ in HEAD
    )
    rows = f"<table:table-row table:number-rows-repeated='1000000'>{row}</table:table-row>"
    grown(path, "content.xml", "</table:table>", iter([rows]))


def grown(path: Path, part: str, before: str, more: Iterator[str]) -> None:
    """Put more into a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    start, end = parts[part].split(before)
    parts[part] = start + "".join(more) + before + end
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def bomb(path: Path) -> None:
    """A workbook of a few hundred kilobytes that unpacks to almost as much as one may."""
    write_xlsx(path, {"Data": [HEAD, ROW]})
    kind = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "a", kind) as archive, archive.open("xl/sharedStrings.xml", "w") as file:
        file.write(b"<sst>")
        for _ in range(390):
            file.write(b"<si><t>aduan</t></si>" * (1_000_000 // 21))


def shared(path: Path) -> None:
    """A workbook in which one long text is the content of many cells."""
    write_xlsx(path, {"Data": [HEAD, ROW]})
    rows = (f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 5_000))
    grown(path, "xl/worksheets/s0.xml", "</sheetData>", rows)
    link = f'<Relationship Id="ss" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
    grown(path, "xl/_rels/workbook.xml.rels", "</Relationships>", iter([link]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si><t>{"aduan " * 170_000}</t></si></sst>')


def laughs(path: Path) -> None:
    """YAML of which each line repeats the one before nine times."""
    lines = ['a0: &a0 ["lubang"]'] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    path.write_text("\n".join([*lines, "name: *a11", "version: *a11"]) + "\n", encoding="utf-8")


def front(make: Callable[[Path], None]) -> Callable[[Path], None]:
    """The same before an update's text."""

    def made(path: Path) -> None:
        make(path)
        path.write_text(f"---\n{path.read_text('utf-8')}---\nJalan\n", encoding="utf-8")

    return made


def paths_of(count: int) -> Callable[[Path], None]:
    line = '<use href="#a" x="3"/>'
    return text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="a" d="M0 0h9v9z"/>', line, count, "</svg>")  # fmt: skip


def wide_clip(path: Path) -> None:
    """A clip whose frames are as large as an encoder makes them."""
    import av

    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", 2)
        stream.width, stream.height, stream.pix_fmt = 8_000, 8_000, "yuv420p"
        for _ in range(6):
            container.mux(stream.encode(av.VideoFrame(8_000, 8_000, "yuv420p")))
        container.mux(stream.encode())


SVG_SIZE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="900000" height="900000"><rect width="900000" height="900000"/>'
)
CELLS = ";".join(ROW) + "\n"
MATERIALS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "png": ("picture", picture("PNG", "RGB")),
    "png-clear-turned": ("picture", picture("PNG", "RGBA", (TALL, WIDE), exif=turned())),
    "png-palette": ("picture", picture("PNG", "P", transparency=3)),
    "png-deep": ("picture", picture("PNG", "I;16")),
    "png-too-large": ("picture", picture("PNG", "L", (20_000, 20_000))),
    "jpeg-phone": ("picture", picture("JPEG", "RGB", (16_320, 12_240), exif=turned())),
    "jpeg-progressive": ("picture", picture("JPEG", "RGB", (16_320, 12_240), progressive=True)),
    "jpeg-below-half": ("picture", picture("JPEG", "RGB", exif=turned())),
    "jpeg-cut": ("picture", cut(picture("JPEG", "RGB"), 0.99999)),
    "jpeg-ink": ("picture", picture("JPEG", "CMYK")),
    "gif": ("picture", picture("GIF", "P", transparency=90)),
    "webp": ("picture", picture("WEBP", "RGBA", lossless=True, method=0, quality=0)),
    "tiff": ("picture", picture("TIFF", "RGBA", compression="tiff_adobe_deflate")),
    "bmp": ("picture", picture("BMP", "RGB")),
    "heic": ("picture", picture("HEIF", "RGB", quality=10)),
    "svg-uses": ("svg", paths_of(200_000)),
    "svg-size": ("svg", text(SVG_SIZE, "", 0, "</svg>")),
    "svg-letters": ("svg", text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>', "aduan ", 3_000_000, "</text></svg>")),
    "csv": ("all-rows-csv", text(";".join(HEAD) + "\n", CELLS, 1_500_000)),
    "csv-one-line": ("all-rows-csv", text(";".join(HEAD) + "\n", "lubang ", 15_000_000)),
    "json-lines": ("all-rows-json", text("", '{"nomor": "LGB-1", "judul": "Jalan rusak", "isi": {"teks": ["a", 1, null]}}\n', 1_000_000)),
    "json-list": ("all-rows-json", text('{"laporan": [{"nomor": 0}', ', {"nomor": 1, "judul": "Jalan rusak"}', 2_000_000, "]}")),
    "json-deep": ("all-rows-json", text('{"laporan": ', "[", 50_000_000)),
    "json-text": ("all-rows-json", text('{"laporan": [{"nomor": "', "lubang ", 15_000_000, '"}]}')),
    "xml": ("all-rows-xml", text("<a>", "<request><service_request_id>1</service_request_id><status>closed</status></request>", 1_000_000, "</a>")),
    "xml-deep": ("all-rows-xml", text("", "<a>", 20_000_000)),
    "xlsx": ("all-rows-xlsx", sheet),
    "xlsx-far-cell": ("all-rows-xlsx", far_cell),
    "xlsx-bomb": ("all-rows-xlsx", bomb),
    "xlsx-shared": ("all-rows-xlsx", shared),
    "ods": ("all-rows-ods", open_sheet),
    "settings-laughs": ("settings", laughs),
    "brand-laughs": ("brand", laughs),
    "words-laughs": ("words", laughs),
    "template-laughs": ("template", laughs),
    "update-laughs": ("update", front(laughs)),
    "plan-laughs": ("plan-yaml", laughs),
    "settings-deep": ("settings", text("a: ", "[", 2_000_000)),
    "settings-list": ("settings", text("a: [1", ",1", 490_000, "]")),
    "settings-lists": ("settings", text("a: [1", ",[]", 330_000, "]")),
    "update-half": ("update", text("---\ntitle: Jalan\n---\n", "*a* ", 120_000)),
    "settings-long": ("settings", text("", "# vlogkit\n", 5_000_000)),
    "update-long": ("update", text("---\ntitle: Jalan\n---\n", "Jalan ini mulus. ", 6_000_000)),
    "plan": ("plan", text("bundle,account,due,text\n", "jalan,outbox,2026-12-01 07:00 WIB,Jalan mulus\n", 1_000_000)),
    "captions": ("captions", text("", "1\n00:00:01,000 --> 00:00:02,500\nSelamat datang\n\n", 1_000_000)),
    "clip": ("clip", wide_clip),
}  # fmt: skip
"""Which reader gets it, and how it is made. A reader `all-rows-…` reads tables to their end."""


def peak() -> int:
    """The most memory (megabytes) that this process has held so far."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1000
    raise OSError("the system does not say")


def read(name: str, file: Path, folder: Path) -> None:
    """Read a material where its reader looks for it, in a workspace in the folder."""
    kind, _ = MATERIALS[name]
    reader = READERS[kind.removeprefix("all-rows-")]
    workspace = make_workspace(folder / "ws")
    path = workspace.root / reader.file
    path.parent.mkdir(parents=True, exist_ok=True)
    file.replace(path)
    with suppress(VlogkitError):
        (all_rows if kind.startswith("all-rows-") else reader.read)(workspace, path)


if __name__ == "__main__":
    action, which, place = sys.argv[1:4]
    if action == "make":
        MATERIALS[which][1](Path(place))
    else:
        read(which, Path(place), Path(place).parent)
        print(peak())
