"""Bad input: one clear error that says where and what to do, exit code 1 or 2, and no output left behind."""

from __future__ import annotations

import errno
import os
import signal
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.runner import Run, Said, errors_in
from tests.material import TEMPLATE, UPDATE, paint, write

from vlogkit.workspace import Workspace

Spoil = Callable[[Path], object]


def left_behind(root: Path) -> list[str]:
    """Everything below bundles/, drafts/ and of half-made folders."""
    made = [path for name in ("bundles", "drafts") for path in (root / name).rglob("*")]
    return sorted(str(path.relative_to(root)) for path in [*made, *root.rglob(".*making*"), *root.rglob("*.tmp")])


def one_error(said: Said, *, where: str, what: str, hint: str) -> None:
    """The error is one, says where and what, and what to do; nobody sees Python."""
    assert said.code in {1, 2}, said
    assert len(errors_in(said)) == 1, said.err
    assert where in errors_in(said)[0]
    assert what in errors_in(said)[0]
    assert hint in said.err.splitlines()[-1]
    assert said.err.splitlines()[-1].startswith("  ")
    assert "Traceback" not in said.err


def update(old: str, new: str) -> Spoil:
    assert old in UPDATE
    return lambda root: write(root / "updates" / "jembatan.md", UPDATE.replace(old, new))


def template(old: str, new: str) -> Spoil:
    assert old in TEMPLATE
    return lambda root: write(root / "templates" / "tiny" / "template.yaml", TEMPLATE.replace(old, new))


def settings(text: str) -> Spoil:
    return lambda root: write(root / "vlogkit.yaml", text)


def picture(data: bytes) -> Spoil:
    return lambda root: (root / "pictures" / "hijau.jpg").write_bytes(data)


def cut(root: Path) -> None:
    path = root / "pictures" / "hijau.jpg"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims a size that no memory holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


def attack(words: str) -> Spoil:
    return template("{{ notice.title }}", words)


CASES: dict[str, tuple[Spoil, str, str, str]] = {
    "unknown key": (update("title:", "titel: x\ntitle:"), "jembatan.md:3:1", "unknown key `titel`", "Did you mean `title`?"),
    "wrong type": (update("pictures:", "facts: banyak\npictures:"), "jembatan.md:5:1", "`facts` should be a list", "[one, two]"),
    "wrong date": (update('"2026-11-24"', "kemarin"), "jembatan.md:4:1", "should be a date", "2026-11-24"),
    "unknown key in settings": (settings("name: x\naproval: {}\n"), "vlogkit.yaml:2:1", "unknown key", "`approval`"),
    "wrong type in settings": (settings("name: x\nvideos: square\n"), "vlogkit.yaml:2:1", "should be a list", "[one, two]"),
    "unknown key in a template": (template("role: paper", "rolle: paper"), "template.yaml:14:", "unknown key `rolle`", "`role`"),
    "broken YAML": (update("title: Jembatan", "title: Jembatan: b"), "jembatan.md:3:", "not valid YAML", "quotes"),
    "no front matter": (lambda root: write(root / "updates/jembatan.md", "Halo"), "jembatan.md:1", "no front matter", "---"),
    "unknown template": (update("template: tiny", "template: tinny"), "jembatan.md", "there is no template `tinny`", "tiny"),
    "unknown brand": (update("title:", "brand: nobody\ntitle:"), "jembatan.md", "there is no brand `nobody`", "jateng"),
    "missing picture": (lambda root: (root / "pictures/hijau.jpg").unlink(), "jembatan.md", "no file `pictures/hijau.jpg`", "hijau.jpg"),
    "text named .jpg": (picture(b"Ini bukan gambar."), "hijau.jpg", "not a JPEG", "JPEG"),
    "truncated JPEG": (cut, "hijau.jpg", "cannot be read to its end", "copy it again"),
    "empty picture": (picture(b""), "hijau.jpg", "not a JPEG", "JPEG"),
    "30,000 x 30,000 picture": (picture(huge_png(30_000, 30_000)), "hijau.jpg", "30,000 x 30,000", "smaller copy"),
    "path out of the workspace": (
        update("pictures/hijau.jpg", "../../etc/passwd"), "jembatan.md", "`../../etc/passwd` leaves the workspace", "Copy the file",
    ),
    "absolute path": (update("pictures/hijau.jpg", "/etc/passwd"), "jembatan.md", "leaves the workspace", "Copy the file"),
    "Jinja to Python's insides": (attack("{{ ''.__class__.__mro__ }}"), "template.yaml:14:", "may not", "filters"),
    "Jinja with a huge text": (attack("{{ 'a' * 10**9 }}"), "template.yaml:14:", "may not", "filters"),
    "Jinja without an end": (attack("{% for i in range(10**9) %}{% endfor %}"), "template.yaml:14:", "may not", "filters"),
    "Jinja with a typing error": (attack("{{ notice.titel }}"), "template.yaml:14:", "there is no `titel`; is `title` meant?", "template guide"),
    "a character no font has": (update("Jembatan dibuka\n", "Jembatan \U0001bc00\n"), "template.yaml:14:", "U+1BC00", ""),
    "a bad file name": (
        lambda root: (root / "updates/jembatan.md").rename(root / "updates/Jembatan Baru.md"), "Jembatan Baru.md", "file name",
        "jembatan-baru.md",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_fault_of_the_input_is_one_error(vlogkit: Run, workspace: Workspace, name: str) -> None:
    spoil, where, what, hint = CASES[name]
    spoil(workspace.root)
    item = next(path.stem for path in workspace.items())
    one_error(vlogkit("render", item, "--workspace", workspace.root), where=where, what=what, hint=hint)
    assert left_behind(workspace.root) == []


def test_a_fault_of_the_input_leaves_the_bundle_made_before_as_it_was(vlogkit: Run, workspace: Workspace) -> None:
    assert vlogkit("render", "jembatan", "-w", workspace.root).code == 0
    before = {path: path.read_bytes() for path in workspace.bundles.rglob("*") if path.is_file()}
    cut(workspace.root)
    assert vlogkit("render", "jembatan", "-w", workspace.root).code == 1
    assert {path: path.read_bytes() for path in workspace.bundles.rglob("*") if path.is_file()} == before


def test_every_fault_of_one_file_is_said_at_once(vlogkit: Run, workspace: Workspace) -> None:
    update("title:", "titel: x\nlang: de\ntitle:")(workspace.root)
    said = vlogkit("render", "jembatan", "-w", workspace.root)
    assert (said.code, len(errors_in(said))) == (1, 2)


def test_an_expired_brand_is_a_warning_and_still_renders(vlogkit: Run, workspace: Workspace) -> None:
    write(workspace.root / "brands" / "lama.yaml", "name: lama\nextends: jateng\nvalid_to: '2020-01-01'\n")
    update("title:", "brand: lama\ntitle:")(workspace.root)
    said = vlogkit("render", "jembatan", "-w", workspace.root, "--json")
    assert said.code == 0
    findings = said.json["bundles"][0]["findings"]  # type: ignore[index]
    found = next(finding for finding in findings if finding["code"] == "brand-expired")
    assert (found["severity"], found["limit"]) == ("warning", "2020-01-01")
    assert found["place"]["path"] == "brands/lama.yaml"
    assert (workspace.bundles / "jembatan" / "square.mp4").is_file()


CSV = (
    "ticket,sektor,posting_date,laporan_jenis,laporan_melalui,laporan_lokasi,laporan_lampiran,laporan,status,anonim,rahasia,"
    "opd,respon1_date,respon1_perespon,respon1_keterangan,respon2_date,respon2_perespon,respon2_keterangan\n"
    "LGWP10000001,Infrastruktur,12-10-2026 08:14 WIB,Keluhan,Website,Kabupaten Grobogan,,Jalan “berlubang” – café,Tuntas,"
    "Tidak,Tidak,Dinas Contoh,12-10-2026 11:14 WIB,Dinas Contoh,Dicek,14-10-2026 01:14 WIB,Dinas Contoh,Ditambal\n"
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_in_an_offices_encoding_is_imported(vlogkit: Run, workspace: Workspace, encoding: str) -> None:
    export = workspace.root / "aduan.csv"
    export.write_bytes(CSV.encode(encoding))
    said = vlogkit("complaints", "import", export, "-w", workspace.root, "--json")
    assert (said.code, said.json["imported"]) == (0, 1)  # type: ignore[index]
    shown = vlogkit("complaints", "show", "LGWP10000001", "-w", workspace.root)
    assert "“berlubang” – café" in shown.out


@pytest.mark.parametrize(
    ("data", "what"), [(b"", "empty"), (CSV.splitlines()[0].encode() + b"\n", "no row"), (b"\x00\x01\x02" * 99, "")]
)
def test_a_csv_without_a_row_is_one_error(vlogkit: Run, workspace: Workspace, data: bytes, what: str) -> None:
    export = workspace.root / "aduan.csv"
    export.write_bytes(data)
    said = vlogkit("complaints", "import", export, "-w", workspace.root)
    assert said.code in {1, 2}
    assert len(errors_in(said)) <= 1, said.err
    assert "aduan.csv" in said.err + said.out
    assert what in said.err + said.out


def test_a_file_in_the_place_of_the_output_folder_is_one_error(vlogkit: Run, workspace: Workspace) -> None:
    write(workspace.bundles, "in the way")
    said = vlogkit("render", "jembatan", "-w", workspace.root)
    one_error(said, where="bundles", what="a file stands where a folder is needed", hint="another folder")
    assert workspace.bundles.read_text(encoding="utf-8") == "in the way"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system's administrator may write everywhere"
)
def test_an_output_folder_that_may_not_be_written_is_one_error(vlogkit: Run, workspace: Workspace) -> None:
    workspace.bundles.mkdir()
    workspace.bundles.chmod(0o500)
    said = vlogkit("render", "jembatan", "-w", workspace.root)
    workspace.bundles.chmod(0o700)
    one_error(said, where="bundles", what="may not be written", hint="permissions")
    assert left_behind(workspace.root) == []


def test_a_full_disk_is_one_error(vlogkit: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(Path, "write_text", full)
    said = vlogkit("render", "jembatan", "-w", workspace.root)
    one_error(said, where="dinas", what="the disk is full", hint="Free some space")
    assert left_behind(workspace.root) == []


def test_a_disk_that_fills_while_the_video_is_written_is_one_error(vlogkit: Run, workspace: Workspace) -> None:
    resource = pytest.importorskip("resource", reason="this system cannot limit the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        said = vlogkit("render", "jembatan", "-w", workspace.root, "--no-cache")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert said.code == 1
    assert len(errors_in(said)) == 1, said.err
    assert left_behind(workspace.root) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("render",), "no item is named"),
        (("render", "nobody"), "there is no item `nobody`"),
        (("render", "../../etc/passwd"), "there is no item"),
        (("render", "jembatan", "--format", "oval"), "there is no format `oval`"),
        (("check",), "no item is named"),
        (("still", "jembatan", "-o", "a.gif"), "`a.gif`"),
        (("still", "jembatan", "-o", "a.png", "--at", "soon"), "is not a time"),
        (("still", "jembatan", "-o", "a.png", "--at", "nan"), "is not a time"),
        (("still", "jembatan", "-o", "a.png", "--at", "99s"), "s long"),
        (("templates", "show", "nobody"), "there is no template"),
        (("init", "."), "is not empty"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_error_with_a_way_out(
    vlogkit: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], what: str
) -> None:
    monkeypatch.chdir(workspace.root)
    said = vlogkit(*words)
    one_error(said, where="", what=what, hint="")
    assert left_behind(workspace.root) == []
    assert not list(workspace.root.glob("*.png"))


@pytest.mark.parametrize("words", [("rendre",), ("render", "--nothing"), ("still",), ("render", "a", "--jobs", "many")])
def test_a_command_line_nobody_knows_is_wrong_usage(vlogkit: Run, words: tuple[str, ...]) -> None:
    said = vlogkit(*words)
    assert said.code == 2
    assert said.err
    assert "Traceback" not in said.err


def test_a_failed_item_of_several_does_not_stop_the_others(vlogkit: Run, workspace: Workspace) -> None:
    write(workspace.updates / "rusak.md", UPDATE.replace("pictures/hijau.jpg", "pictures/none.jpg"))
    paint(workspace.root / "pictures" / "b.jpg")
    said = vlogkit("render", "rusak", "jembatan", "-w", workspace.root, "--json", "--draft")
    assert said.code == 1
    assert [bundle["id"] for bundle in said.json["bundles"]] == ["jembatan"]  # type: ignore[index]
    assert [failed["item"] for failed in said.json["failed"]] == ["rusak"]  # type: ignore[index]
    assert len(errors_in(said)) == 1


def test_stopping_by_hand_says_so_and_leaves_nothing(
    vlogkit: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vlogkit.pipeline.making.outputs.make_texts", stop)
    said = vlogkit("render", "jembatan", "-w", workspace.root)
    assert said.code == 130
    assert "nothing half-made was left" in said.err
    assert left_behind(workspace.root) == []


@pytest.mark.parametrize("words", [("redact",), ("hold", "on", "--reason"), ("complaints", "show"), ("check",)])
def test_bytes_that_are_no_text_are_taken_from_the_command_line(
    words: tuple[str, ...], workspace: Workspace, vlogkit: Run
) -> None:
    said = vlogkit(*words, "Pak Budi \udcff", "--workspace", workspace.root)
    assert "fault of vlogkit" not in said.err
    assert "\ufffd" in said.out + said.err or words[0] == "hold"


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names of files are text there")
def test_a_file_whose_name_is_no_text_is_read_all_the_same(tmp_path: Path, vlogkit: Run) -> None:
    (tmp_path / "a\udcff.txt").write_text("telp 081234567890", encoding="utf-8")
    assert vlogkit("redact", tmp_path / "a\udcff.txt").out == "telp [telepon]\n"
